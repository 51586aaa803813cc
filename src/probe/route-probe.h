/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The default routes of this computer: adds one check a route, or one a family that has none. */

#pragma once

#include "environment.h"
#include "evidence.h"

G_BEGIN_DECLS

void ifa_route_probe_async (IfaEnvironment *environment,
                            IfaEvidence *evidence,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean ifa_route_probe_finish (GAsyncResult *result, GError **error);

G_END_DECLS
