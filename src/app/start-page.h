/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "page.h"
#include "unsent.h"
#include "profile.h"

G_BEGIN_DECLS

#define IFA_TYPE_START_PAGE (ifa_start_page_get_type ())
G_DECLARE_FINAL_TYPE (IfaStartPage, ifa_start_page, IFA, START_PAGE, IfaPage)

void ifa_start_page_open (IfaStartPage *self, const char *wanted);
IfaProfile *ifa_start_page_get_profile (IfaStartPage *self);
char *ifa_start_page_dup_name (IfaStartPage *self);
void ifa_start_page_set_interrupted (IfaStartPage *self, gboolean interrupted);
void ifa_start_page_set_unsent (IfaStartPage *self, IfaUnsent *unsent);
gboolean ifa_start_page_get_own_hosts_only (IfaStartPage *self);

G_END_DECLS
