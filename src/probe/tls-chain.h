/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Judging what a server sent to prove its identity: pure, may run in any thread. */

#pragma once

#include "certificate-path.h"
#include "tls-facts.h"
#include "trust-store.h"

G_BEGIN_DECLS

IfaCertificatePath *ifa_tls_chain_judge (const IfaTrustStore *store,
                                         GPtrArray *chain,
                                         GBytes *staple,
                                         const char *host,
                                         gint64 now_s,
                                         IfaTlsFacts *facts);

G_END_DECLS
