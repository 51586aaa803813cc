/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The writers. Each gets a report from which everything private is gone already. */

#pragma once

#include "report.h"

G_BEGIN_DECLS

#define IFA_REPORT_FORMAT "invoice-first-aid-report/1"
#define IFA_REPORT_PROGRAM "invoice-first-aid"

GBytes *ifa_report_to_json (const IfaReport *report);
GBytes *ifa_report_to_text (const IfaReport *report);
GBytes *ifa_report_to_pdf (const IfaReport *report, GError **error);
GBytes *ifa_report_to_prometheus (const IfaReport *report);
GBytes *ifa_report_to_html (const IfaReport *report);

char *ifa_report_dup_language (void);
gboolean ifa_report_language_is_rtl (const char *language);

G_END_DECLS
