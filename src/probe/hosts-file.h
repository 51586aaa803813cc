/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What one line of hosts(5) says about a name. Pure. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *ifa_hosts_line_dup_address (const char *line, const char *name);

G_END_DECLS
