/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What goes to a terminal, a pipe or a file. Foreign text passes here last: nothing in it may act
 * on the terminal. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *ifa_console_dup_harmless (const char *text);
gboolean ifa_console_print (const char *text, GError **error);
gboolean ifa_console_print_bytes (GBytes *bytes, gboolean is_text, GError **error);
void ifa_console_say_plainly (const char *sentence);
void ifa_console_say (const char *format, ...) G_GNUC_PRINTF (1, 2);
gboolean ifa_console_has_reader (void);
gboolean ifa_console_can_ask (void);
gboolean ifa_console_ask (const char *question);
void ifa_console_show_progress (const char *text);

gboolean ifa_console_write_file (const char *path, GBytes *bytes, GError **error);

G_END_DECLS
