/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The proxy that this computer's settings choose for an address. Input: url. */

#pragma once

#include "environment.h"
#include "evidence.h"

G_BEGIN_DECLS

void ifa_proxy_probe_async (IfaEnvironment *environment,
                            IfaCheck *check,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean ifa_proxy_probe_finish (GAsyncResult *result, GError **error);

G_END_DECLS
