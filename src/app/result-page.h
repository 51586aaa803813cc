/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "page.h"
#include "result.h"
#include "watcher.h"

G_BEGIN_DECLS

#define IFA_TYPE_RESULT_PAGE (ifa_result_page_get_type ())
G_DECLARE_FINAL_TYPE (IfaResultPage, ifa_result_page, IFA, RESULT_PAGE, IfaPage)

void ifa_result_page_show (IfaResultPage *self, IfaResult *result);
void ifa_result_page_set_watcher (IfaResultPage *self, IfaWatcher *watcher);

G_END_DECLS
