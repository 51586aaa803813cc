/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The hosts that a check looks at for comparison where a profile names none. */

#pragma once

#include "profile.h"

G_BEGIN_DECLS

void ifa_profile_defaults_set_control (IfaProfile *profile);
void ifa_profile_defaults_set_time (IfaProfile *profile);

G_END_DECLS
