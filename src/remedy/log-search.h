/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The newest lines of one log that hold one of many texts. */

#pragma once

#include "log-patterns.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * IfaLogLine:
 * @line: a line that holds one of the texts, without its end; in the log's own encoding
 * @length: in bytes
 *
 * Called newest first.
 *
 * Returns: whether to go on to older ones
 */
typedef gboolean (*IfaLogLine) (const char *line, gsize length, gpointer user_data);

/**
 * IfaLogExtent:
 *
 * How much of a log was looked at.
 */
typedef struct
{
  guint64 n_bytes;
  gboolean is_cut;
} IfaLogExtent;

gboolean ifa_log_search_file (int fd,
                              const IfaLogPatterns *patterns,
                              guint64 max_bytes,
                              IfaLogLine callback,
                              gpointer user_data,
                              GCancellable *cancellable,
                              IfaLogExtent *extent);
gboolean ifa_log_search_packed (int fd,
                                const IfaLogPatterns *patterns,
                                guint64 max_bytes,
                                IfaLogLine callback,
                                gpointer user_data,
                                GCancellable *cancellable,
                                IfaLogExtent *extent);

G_END_DECLS
