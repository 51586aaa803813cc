/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Non-blocking TCP sockets to a numeric address. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * IfaSocketOptions:
 *
 * What an unusual connection asks for; all zero for an ordinary one.
 */
typedef struct
{
  const char *interface;    /* (nullable): to leave by, whatever the kernel would choose */
  gint64 max_segment_bytes; /* of both directions; 0 for the usual */
  guint min_ttl;            /* answers that arrive with less are dropped; 0 for any */
} IfaSocketOptions;

int ifa_socket_open (const char *address, gint64 port, int *fd);
int
ifa_socket_open_with (const char *address, gint64 port, const IfaSocketOptions *options, int *fd);
int ifa_socket_take_error (int fd);

G_END_DECLS
