/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Non-blocking TCP sockets to a numeric address. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

int ifa_socket_open (const char *address, gint64 port, int *fd);
int ifa_socket_take_error (int fd);

G_END_DECLS
