/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "page.h"
#include "unsent.h"

G_BEGIN_DECLS

#define IFA_TYPE_UNSENT_PAGE (ifa_unsent_page_get_type ())
G_DECLARE_FINAL_TYPE (IfaUnsentPage, ifa_unsent_page, IFA, UNSENT_PAGE, IfaPage)

void ifa_unsent_page_show (IfaUnsentPage *self, IfaUnsent *unsent);

G_END_DECLS
