/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the hosts file says about a name. Input: name. */

#pragma once

#include "environment.h"
#include "evidence.h"

G_BEGIN_DECLS

void ifa_hosts_probe_async (IfaEnvironment *environment,
                            IfaCheck *check,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean ifa_hosts_probe_finish (GAsyncResult *result, GError **error);

G_END_DECLS
