/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What a profile knows about a message of its service's. */

#pragma once

#include "profile.h"

G_BEGIN_DECLS

GPtrArray *ifa_profile_list_mentioned_errors (const IfaProfile *self, const char *message);
GPtrArray *ifa_profile_list_mentioned_advice (const IfaProfile *self, const char *message);

G_END_DECLS
