/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A real server on the loopback, in a thread of its own, that behaves as badly as it is told. */

#pragma once

#include "certificate-maker.h"

G_BEGIN_DECLS

typedef struct _LoopbackServer LoopbackServer;

/* One connection, accepted; it is closed when the function returns. */
typedef void (*ServeFunc) (LoopbackServer *server, int fd, gpointer user_data);

LoopbackServer *loopback_server_new (ServeFunc serve, gpointer user_data);
guint16 loopback_server_get_port (const LoopbackServer *server);
guint loopback_server_get_n_connections (const LoopbackServer *server);
gboolean loopback_server_wait (LoopbackServer *server, guint timeout_ms);
void loopback_server_free (LoopbackServer *server);

gsize read_some (int fd, void *buffer, gsize size);
gboolean write_some (int fd, const void *bytes, gsize n_bytes);
void write_all (int fd, const void *bytes, gsize n_bytes);
void reset_connection (int fd);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoopbackServer, loopback_server_free)

G_END_DECLS
