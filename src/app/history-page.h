/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "page.h"
#include "profile.h"

G_BEGIN_DECLS

#define IFA_TYPE_HISTORY_PAGE (ifa_history_page_get_type ())
G_DECLARE_FINAL_TYPE (IfaHistoryPage, ifa_history_page, IFA, HISTORY_PAGE, IfaPage)

void ifa_history_page_show (IfaHistoryPage *self, IfaProfile *profile);
GPtrArray *ifa_history_page_get_entries (IfaHistoryPage *self);

G_END_DECLS
