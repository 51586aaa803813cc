/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What sandboxes and other kernels don't have, taken away from this process for good. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  DEPRIVE_NETLINK,
  DEPRIVE_NETLINK_POLITELY, /* as a forbidden thing, not a missing one */
  DEPRIVE_ERROR_QUEUE,
  DEPRIVE_PING,
  DEPRIVE_BINDING, /* to an interface */
  DEPRIVE_TCP_INFO,
  DEPRIVE_TCP,
  DEPRIVE_OUTPUT_QUEUE,
} Deprivation;

gboolean deprive_of (Deprivation what);

G_END_DECLS
