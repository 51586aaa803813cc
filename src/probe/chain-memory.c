/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "chain-memory.h"

/* More services than one run has; the oldest go first. */
#define MAX_PAIRS 256

typedef struct
{
  IfaCertificate *certificate;
  IfaCertificate *issuer;
} Pair;

/* The main thread's. */
static GHashTable *pairs; /* fingerprint (owned by the queue) → Pair */
static GQueue order = G_QUEUE_INIT;

static void
pair_free (Pair *pair)
{
  ifa_certificate_unref (pair->certificate);
  ifa_certificate_unref (pair->issuer);
  g_free (pair);
}

/**
 * ifa_chain_memory_put:
 * @certificate: a certificate of a chain
 * @issuer: whose key signed it
 *
 * From the main thread only.
 */
void
ifa_chain_memory_put (IfaCertificate *certificate, IfaCertificate *issuer)
{
  g_autofree char *sha256 = ifa_certificate_dup_sha256 (certificate);
  Pair *pair = g_new0 (Pair, 1);
  char *key = NULL;

  if (pairs == NULL)
    pairs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) pair_free);

  pair->certificate = ifa_certificate_ref (certificate);
  pair->issuer = ifa_certificate_ref (issuer);
  if (g_hash_table_contains (pairs, sha256))
    {
      g_hash_table_insert (pairs, sha256, pair);
      return;
    }

  key = g_steal_pointer (&sha256);
  g_queue_push_tail (&order, key);
  g_hash_table_insert (pairs, key, pair);
  if (g_queue_get_length (&order) > MAX_PAIRS)
    {
      g_autofree char *oldest = g_queue_pop_head (&order);
      g_hash_table_remove (pairs, oldest);
    }
}

/**
 * ifa_chain_memory_find:
 * @sha256: (nullable): a fingerprint
 * @certificate: (out) (transfer full): the certificate
 * @issuer: (out) (transfer full): its issuer's
 *
 * From the main thread only.
 *
 * Returns: whether it was seen lately
 */
gboolean
ifa_chain_memory_find (const char *sha256, IfaCertificate **certificate, IfaCertificate **issuer)
{
  const Pair *pair = pairs != NULL && sha256 != NULL ? g_hash_table_lookup (pairs, sha256) : NULL;

  if (pair == NULL)
    return FALSE;
  *certificate = ifa_certificate_ref (pair->certificate);
  *issuer = ifa_certificate_ref (pair->issuer);
  return TRUE;
}
