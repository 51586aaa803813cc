/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "page.h"

G_BEGIN_DECLS

#define IFA_TYPE_HELP_PAGE (ifa_help_page_get_type ())
G_DECLARE_FINAL_TYPE (IfaHelpPage, ifa_help_page, IFA, HELP_PAGE, IfaPage)

void ifa_help_page_show (IfaHelpPage *self, const char *id);

G_END_DECLS
