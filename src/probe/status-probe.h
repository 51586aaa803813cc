/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What a status page says. Input: url, addresses, min_interval_s. */

#pragma once

#include "environment.h"
#include "evidence.h"

G_BEGIN_DECLS

void ifa_status_probe_async (IfaEnvironment *environment,
                             IfaCheck *check,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean ifa_status_probe_finish (GAsyncResult *result, GError **error);

G_END_DECLS
