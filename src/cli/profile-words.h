/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A profile in plain words, for a terminal. */

#pragma once

#include "profile.h"

G_BEGIN_DECLS

char *ifa_profile_words_dup (const IfaProfile *profile);

G_END_DECLS
