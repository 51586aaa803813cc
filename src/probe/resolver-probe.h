/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The name servers that this computer is set to ask: adds one check. */

#pragma once

#include "environment.h"
#include "evidence.h"

G_BEGIN_DECLS

void ifa_resolver_probe_async (IfaEnvironment *environment,
                               IfaEvidence *evidence,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean ifa_resolver_probe_finish (GAsyncResult *result, GError **error);

G_END_DECLS
