/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Whether a certificate that was seen lately has been withdrawn. Input: fingerprint_sha256. */

#pragma once

#include "environment.h"
#include "evidence.h"

G_BEGIN_DECLS

gboolean ifa_revocation_probe_is_possible (const char *sha256);
char *ifa_revocation_probe_dup_issuer (const char *sha256);
void ifa_revocation_probe_async (IfaEnvironment *environment,
                                 IfaCheck *check,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean ifa_revocation_probe_finish (GAsyncResult *result, GError **error);

G_END_DECLS
