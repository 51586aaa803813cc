/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Whether foreign JSON may be handed to a parser that recurses. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ifa_json_is_bounded (const char *data, gsize length);

G_END_DECLS
