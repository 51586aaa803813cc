/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Searching pasted text: plain search, no regular expressions, so that no text can make it slow. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *ifa_pattern_dup_prepared (const char *text, gsize max_bytes);
const char *ifa_pattern_find (const char *text, const char *from, const char *pattern);

G_END_DECLS
