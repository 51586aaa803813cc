/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The content of one run's report; every writer renders this and nothing else. */

#pragma once

#include "diagnosis.h"
#include "evidence.h"

G_BEGIN_DECLS

/**
 * IfaReport:
 *
 * One run and what was made of it. The caller fills the texts; all are owned by the report.
 */
typedef struct
{
  char *id;      /* UUID */
  char *started; /* ISO 8601 with zone */
  gint64 duration_ms;
  char *app_version;
  char *profile_id;
  gint64 profile_version;
  char *profile_name;
  char *vendor_name; /* (nullable), as are its ways of contact */
  char *vendor_email;
  char *vendor_phone;
  char *vendor_url;
  char *note; /* (nullable): what the person was doing */
  char *os;   /* of this computer, from os-release */
  char *desktop;
  gboolean sandbox;
  gboolean cancelled;
  IfaEvidence *evidence;
  IfaDiagnosis *diagnosis;
} IfaReport;

typedef enum
{
  IFA_REPORT_TEXT,
  IFA_REPORT_JSON,
  IFA_REPORT_HTML,
  IFA_REPORT_PDF,
  IFA_REPORT_PROMETHEUS,
} IfaReportFormat;

IfaReport *ifa_report_new (IfaEvidence *evidence, gint64 started_us, gint64 duration_ms);
void ifa_report_free (IfaReport *report);

gboolean ifa_report_format_from_string (const char *name, IfaReportFormat *format);
GBytes *ifa_report_render (const IfaReport *report, IfaReportFormat format, GError **error);
gboolean
ifa_report_save (const IfaReport *report, IfaReportFormat format, const char *path, GError **error);
IfaReport *ifa_report_new_from_data (const char *data, gsize length, GError **error);
IfaReport *ifa_report_new_from_file (const char *path, GError **error);

char *ifa_finding_dup_title (const IfaFinding *finding);
char *ifa_finding_dup_explanation (const IfaFinding *finding);
char **ifa_finding_dup_steps (const IfaFinding *finding);
char *ifa_finding_dup_message (const IfaFinding *finding);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaReport, ifa_report_free)

G_END_DECLS
