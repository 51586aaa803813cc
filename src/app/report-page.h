/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "page.h"
#include "result.h"

G_BEGIN_DECLS

#define IFA_TYPE_REPORT_PAGE (ifa_report_page_get_type ())
G_DECLARE_FINAL_TYPE (IfaReportPage, ifa_report_page, IFA, REPORT_PAGE, IfaPage)

void ifa_report_page_show (IfaReportPage *self, IfaResult *result);

G_END_DECLS
