/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "page.h"
#include "unsent.h"

G_BEGIN_DECLS

#define IFA_TYPE_RESTART_PAGE (ifa_restart_page_get_type ())
G_DECLARE_FINAL_TYPE (IfaRestartPage, ifa_restart_page, IFA, RESTART_PAGE, IfaPage)

void ifa_restart_page_show (IfaRestartPage *self, IfaUnsent *unsent);

G_END_DECLS
