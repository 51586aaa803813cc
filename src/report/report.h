/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The content of one run's report; every writer renders this and nothing else. */

#pragma once

#include "changes.h"
#include "diagnosis.h"
#include "evidence.h"
#include "redact.h"

G_BEGIN_DECLS

typedef enum
{
  IFA_PAPER_OF_LOCALE,
  IFA_PAPER_A4,
  IFA_PAPER_LETTER,
} IfaPaper;

/**
 * IfaEmergency:
 *
 * What to do if an invoice must go out all the same; the profile's words. See emergency.h.
 */
typedef struct
{
  char *title;
  char **steps;
  char **time_limits; /* each with what it holds for, and until when */
  char *source;       /* (nullable): where the rules stand, and as of when */
  char *url;          /* (nullable) */
} IfaEmergency;

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
  char *network; /* (nullable): a name that tells one office network from another */
  gboolean sandbox;
  gboolean cancelled;
  IfaEvidence *evidence;
  IfaDiagnosis *diagnosis;

  /* What only a person can say; all optional. */
  char *message;           /* exact message or code that the invoicing program showed */
  char *since;             /* since when, in the person's words or ISO 8601 */
  IfaTri all_computers;    /* whether others in the office have it, too */
  IfaTri while_sending;    /* whether an invoice was being sent when it happened */
  gint64 unsent;           /* invoices waiting; IFA_UNKNOWN_INTEGER where nobody counted */
  char *unsent_total;      /* (nullable): their sum, with currency */
  char *deadline;          /* (nullable): the legal rule that counts now, in the profile's words */
  IfaEmergency *emergency; /* (nullable) */

  /* What is different since the last good run; both NULL where there is none on record. */
  char *changes_since; /* ISO 8601: when that run was */
  GPtrArray *changes;  /* (element-type IfaChange) */

  IfaPaper paper; /* of the PDF */
  guint reveal;   /* details that may be shown: IFA_REVEAL() of several, or'ed; none at first */

  /* What was hidden; set by [func@Ifa.report_new_redacted]. */
  gboolean is_redacted;
  guint n_hidden[IFA_N_DETAILS];

  /* What a report from a file said itself, before it was judged again. */
  char *original_verdict;     /* (nullable) */
  GPtrArray *original_causes; /* (nullable) (element-type utf8): cause ids */
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
void ifa_report_complete (IfaReport *report);
IfaReport *ifa_report_new_redacted (const IfaReport *report);

gboolean ifa_report_format_from_string (const char *name, IfaReportFormat *format);
GBytes *ifa_report_render (const IfaReport *report, IfaReportFormat format, GError **error);
gboolean
ifa_report_save (const IfaReport *report, IfaReportFormat format, const char *path, GError **error);
IfaReport *ifa_report_new_from_data (const char *data, gsize length, GError **error);
IfaReport *ifa_report_new_from_file (const char *path, GError **error);

char *ifa_report_dup_change_sentence (const IfaReport *report, const IfaChange *change);
char *ifa_report_dup_endpoint_name (const IfaReport *report, const char *id);

char *ifa_finding_dup_title (const IfaFinding *finding);
char *ifa_finding_dup_explanation (const IfaFinding *finding);
char **ifa_finding_dup_steps (const IfaFinding *finding);
char *ifa_finding_dup_message (const IfaFinding *finding);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaReport, ifa_report_free)

G_END_DECLS
