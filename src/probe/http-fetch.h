/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Fetching a small file over plain HTTP that vouches for itself by its signature: certificates,
 * revocation lists, OCSP responses. */

#pragma once

#include "environment.h"
#include "vocabulary.h"

G_BEGIN_DECLS

gboolean ifa_http_fetch_is_allowed (const char *url);
void ifa_http_fetch_async (IfaEnvironment *environment,
                           const char *url,
                           GBytes *question,
                           const char *question_type,
                           gsize max_bytes,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
GBytes *ifa_http_fetch_finish (GAsyncResult *result, IfaOutcome *outcome, GError **error);

G_END_DECLS
