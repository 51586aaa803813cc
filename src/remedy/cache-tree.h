/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Removing a whole folder, and nothing outside of it. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean ifa_cache_tree_remove (int parent_fd, const char *name, GCancellable *cancellable);

G_END_DECLS
