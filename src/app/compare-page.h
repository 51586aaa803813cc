/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "page.h"
#include "result.h"

G_BEGIN_DECLS

#define IFA_TYPE_COMPARE_PAGE (ifa_compare_page_get_type ())
G_DECLARE_FINAL_TYPE (IfaComparePage, ifa_compare_page, IFA, COMPARE_PAGE, IfaPage)

void ifa_compare_page_begin (IfaComparePage *self, IfaResult *here);
void ifa_compare_page_take_second (IfaComparePage *self, IfaResult *there);
char *ifa_compare_page_dup_conclusion (IfaComparePage *self);

G_END_DECLS
