/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The roots that this computer trusts: loaded once a process, in a thread, and shared. */

#pragma once

#include "certificate.h"
#include "environment.h"
#include "tls-facts.h"
#include "vocabulary.h"

G_BEGIN_DECLS

/**
 * IfaTrustStore:
 *
 * Reference-counted; constant once it is loaded.
 */
typedef struct _IfaTrustStore IfaTrustStore;

void ifa_trust_store_prepare (IfaEnvironment *environment);
void ifa_trust_store_get_async (IfaEnvironment *environment,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
IfaTrustStore *ifa_trust_store_get_finish (GAsyncResult *result, GError **error);

IfaTrustStore *ifa_trust_store_new (GPtrArray *roots, IfaTrustList list, GHashTable *distribution);
IfaTrustStore *ifa_trust_store_ref (IfaTrustStore *self);
void ifa_trust_store_unref (IfaTrustStore *self);

guint ifa_trust_store_get_n_roots (const IfaTrustStore *self);
IfaTrustList ifa_trust_store_get_list (const IfaTrustStore *self);
GPtrArray *ifa_trust_store_find (const IfaTrustStore *self, GBytes *subject);
gboolean ifa_trust_store_contains (const IfaTrustStore *self, const IfaCertificate *certificate);
gboolean ifa_trust_store_knows_organization (const IfaTrustStore *self, const char *organization);
IfaTri ifa_trust_store_is_local (const IfaTrustStore *self, const IfaCertificate *root);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaTrustStore, ifa_trust_store_unref)

G_END_DECLS
