/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Judging a chain without holding up the main loop, and fetching what the server forgot to
 * send. */

#pragma once

#include "environment.h"
#include "tls-facts.h"
#include "trust-store.h"

G_BEGIN_DECLS

void ifa_chain_judgement_async (IfaEnvironment *environment,
                                IfaTrustStore *store,
                                GPtrArray *chain,
                                GBytes *staple,
                                const char *host,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
IfaTlsFacts *ifa_chain_judgement_finish (GAsyncResult *result, GError **error);

G_END_DECLS
