/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* With which time-to-live a port's answer arrives. Input: address, port. */

#pragma once

#include "environment.h"
#include "evidence.h"

G_BEGIN_DECLS

void ifa_distance_probe_async (IfaEnvironment *environment,
                               IfaCheck *check,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean ifa_distance_probe_finish (GAsyncResult *result, GError **error);

G_END_DECLS
