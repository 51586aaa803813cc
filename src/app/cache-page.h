/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "page.h"
#include "profile.h"

G_BEGIN_DECLS

#define IFA_TYPE_CACHE_PAGE (ifa_cache_page_get_type ())
G_DECLARE_FINAL_TYPE (IfaCachePage, ifa_cache_page, IFA, CACHE_PAGE, IfaPage)

void ifa_cache_page_show (IfaCachePage *self, IfaProfile *profile);

G_END_DECLS
