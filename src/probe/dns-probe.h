/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One look-up: a name server asked by c-ares, or the system's resolver. Input: name, via, server.
 */

#pragma once

#include "environment.h"
#include "evidence.h"

G_BEGIN_DECLS

void ifa_dns_probe_async (IfaEnvironment *environment,
                          IfaCheck *check,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean ifa_dns_probe_finish (GAsyncResult *result, GError **error);

G_END_DECLS
