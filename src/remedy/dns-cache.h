/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Making this computer forget which addresses it was told for names. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void ifa_dns_cache_flush_async (GDBusConnection *bus,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean ifa_dns_cache_flush_finish (GAsyncResult *result, GError **error);

G_END_DECLS
