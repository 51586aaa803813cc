/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What a profile makes the program do, in plain words, for whoever must trust it. */

#pragma once

#include "profile.h"

G_BEGIN_DECLS

/* One heading and what stands under it. */
typedef struct
{
  char *title;
  GPtrArray *items; /* (element-type utf8), at least one */
} IfaProfileSection;

GPtrArray *ifa_profile_describe (const IfaProfile *profile);

G_END_DECLS
