/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The interfaces of this computer: adds one check an interface. */

#pragma once

#include "environment.h"
#include "evidence.h"

G_BEGIN_DECLS

void ifa_link_probe_async (IfaEnvironment *environment,
                           IfaEvidence *evidence,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean ifa_link_probe_finish (GAsyncResult *result, GError **error);

G_END_DECLS
