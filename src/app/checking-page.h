/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "page.h"
#include "run.h"

G_BEGIN_DECLS

#define IFA_TYPE_CHECKING_PAGE (ifa_checking_page_get_type ())
G_DECLARE_FINAL_TYPE (IfaCheckingPage, ifa_checking_page, IFA, CHECKING_PAGE, IfaPage)

void ifa_checking_page_reset (IfaCheckingPage *self, const char *service);
void ifa_checking_page_watch (IfaCheckingPage *self, IfaRun *run);

G_END_DECLS
