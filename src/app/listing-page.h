/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "lazy-list.h"
#include "page.h"

G_BEGIN_DECLS

#define IFA_TYPE_LISTING_PAGE (ifa_listing_page_get_type ())
G_DECLARE_FINAL_TYPE (IfaListingPage, ifa_listing_page, IFA, LISTING_PAGE, IfaPage)

void ifa_listing_page_show (IfaListingPage *self,
                            const char *title,
                            const char *placeholder,
                            IfaLazyList *list);

G_END_DECLS
