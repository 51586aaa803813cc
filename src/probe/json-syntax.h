/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Whether foreign bytes are JSON by the letter of RFC 8259. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ifa_json_is_valid (const char *text, gsize length);

G_END_DECLS
