/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Inside a Flatpak most of the file system is the runtime's. What of the computer itself is seen.
 */

#pragma once

#include "environment.h"
#include "vocabulary.h"

G_BEGIN_DECLS

gboolean ifa_sandbox_is_around (const IfaEnvironment *environment);
IfaTri ifa_sandbox_shares_network (const IfaEnvironment *environment);
char *ifa_sandbox_dup_system_name (const IfaEnvironment *environment);

G_END_DECLS
