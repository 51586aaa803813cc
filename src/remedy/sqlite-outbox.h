/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Unsent invoices in a client's own database, by the profile's query. */

#pragma once

#include "invoice.h"

#include <gio/gio.h>

G_BEGIN_DECLS

IfaUnreadable ifa_sqlite_outbox_read (const char *path,
                                      const char *query,
                                      GHashTable *columns,
                                      GCancellable *cancellable,
                                      GPtrArray *invoices);

G_END_DECLS
