/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The kernel's own counters of network events, as in netstat(8). Readable by everybody. */

#pragma once

#include "environment.h"

G_BEGIN_DECLS

gint64 ifa_kernel_counter_parse (const char *text, const char *group, const char *name);
gint64 ifa_kernel_counter_read (const IfaEnvironment *environment,
                                const char *path,
                                const char *group,
                                const char *name);

G_END_DECLS
