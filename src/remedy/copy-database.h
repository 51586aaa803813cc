/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A database that may be in use, copied as one consistent file. */

#pragma once

#include "vocabulary.h"

#include <gio/gio.h>

G_BEGIN_DECLS

IfaTri ifa_copy_database_is_one (int fd);
gboolean ifa_copy_database_is_sidecar (int folder_fd, const char *name);
char *ifa_copy_database_write (const char *source,
                               const char *target,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
