/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Which versions of its client a service wants. Input: url, addresses, minimum_path, latest_path.
 */

#pragma once

#include "environment.h"
#include "evidence.h"

G_BEGIN_DECLS

void ifa_version_probe_async (IfaEnvironment *environment,
                              IfaCheck *check,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean ifa_version_probe_finish (GAsyncResult *result, GError **error);

G_END_DECLS
