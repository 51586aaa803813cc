/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Lines of a terminal: widths, wrapping, and nothing that steers it. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint ifa_text_get_width (const char *text);
char *ifa_text_dup_visible (const char *foreign);
void ifa_text_append_wrapped (GString *out,
                              const char *text,
                              const char *first_indent,
                              const char *indent,
                              guint width);

G_END_DECLS
