/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "page.h"

G_BEGIN_DECLS

#define IFA_TYPE_PAPER_PAGE (ifa_paper_page_get_type ())
G_DECLARE_FINAL_TYPE (IfaPaperPage, ifa_paper_page, IFA, PAPER_PAGE, IfaPage)

void ifa_paper_page_show (IfaPaperPage *self, const char *title, const char *text);

G_END_DECLS
