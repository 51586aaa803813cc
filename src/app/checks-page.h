/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "page.h"
#include "result.h"

G_BEGIN_DECLS

#define IFA_TYPE_CHECKS_PAGE (ifa_checks_page_get_type ())
G_DECLARE_FINAL_TYPE (IfaChecksPage, ifa_checks_page, IFA, CHECKS_PAGE, IfaPage)

char *ifa_checks_dup_counts (IfaResult *result);

void ifa_checks_page_show (IfaChecksPage *self, IfaResult *result, int station);

G_END_DECLS
