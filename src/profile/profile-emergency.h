/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the law of the service's country says while the service can't be reached, as the profile
 * tells it, and until when. */

#pragma once

#include "profile.h"

G_BEGIN_DECLS

char **ifa_profile_list_emergency_steps (const IfaProfile *self);
char **ifa_profile_list_time_limits (const IfaProfile *self,
                                     const char *fault,
                                     GDateTime *now,
                                     char **limit_now);
char *ifa_profile_dup_emergency_source (const IfaProfile *self);
gint64 ifa_deadline_get_until_s (const IfaDeadline *self, GDateTime *from);

G_END_DECLS
