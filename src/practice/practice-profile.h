/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The profile of the practice service. */

#pragma once

#include "practice-connection.h"

G_BEGIN_DECLS

char *ifa_practice_dup_profile_json (const guint16 *ports);

G_END_DECLS
