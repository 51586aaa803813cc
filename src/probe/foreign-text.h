/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Foreign bytes become short, harmless text before they turn into facts. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *ifa_foreign_text_dup (gconstpointer bytes, gsize length, gsize max_characters);
char *ifa_foreign_text_dup_decoded (gconstpointer bytes, gsize length, gsize max_characters);

G_END_DECLS
