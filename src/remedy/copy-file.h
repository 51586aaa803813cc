/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One file, copied so that nothing can be wrong about it without being noticed. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Called after each piece with its length. */
typedef void (*IfaCopyPiece) (gsize n_bytes, gpointer user_data);

char *ifa_copy_file_dup_digest (int fd, GCancellable *cancellable);
char *ifa_copy_file_write (int source_fd,
                           int folder_fd,
                           const char *name,
                           IfaCopyPiece piece,
                           gpointer user_data,
                           GCancellable *cancellable,
                           GError **error);
gboolean ifa_copy_file_make_folders (int folder_fd, const char *name);
gboolean
ifa_copy_file_write_text (int folder_fd, const char *name, const char *text, GError **error);

G_END_DECLS
