/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A look at foreign JSON before a parser gets it. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ifa_json_scan_depth (const char *data, gsize length, guint max_depth);

G_END_DECLS
