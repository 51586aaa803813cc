/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Where profiles are found: shipped ones, and the user's own. */

#pragma once

#include "profile.h"

G_BEGIN_DECLS

GPtrArray *ifa_profile_store_list (void);
IfaProfile *ifa_profile_store_find (const char *file_or_id, GError **error);
IfaProfile *ifa_profile_store_open (const char *name, GError **error);
char *ifa_profile_store_install (const IfaProfile *profile, GError **error);
char *ifa_profile_store_dup_last_used (void);
void ifa_profile_store_set_last_used (const char *name);

G_END_DECLS
