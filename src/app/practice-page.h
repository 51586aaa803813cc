/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "page.h"

G_BEGIN_DECLS

#define IFA_TYPE_PRACTICE_PAGE (ifa_practice_page_get_type ())
G_DECLARE_FINAL_TYPE (IfaPracticePage, ifa_practice_page, IFA, PRACTICE_PAGE, IfaPage)

G_END_DECLS
