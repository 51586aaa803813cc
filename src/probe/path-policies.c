/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "path-policies.h"

#include <string.h>

/* How far down the path has come, RFC 5280 section 6.1.2. Whoever asks accepts every policy, so
 * the tree of the standard shrinks to the set of its lowest row. */
typedef struct
{
  GHashTable *valid; /* (element-type GBytes) */
  gboolean any_is_valid;
  guint require_in; /* 0: now */
  guint no_mapping_in;
  guint no_any_in;
} State;

static GHashTable *
set_new (void)
{
  return g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
}

static GBytes *
id_of (const IfaDer *id)
{
  return g_bytes_new (id->at, (gsize) (id->end - id->at));
}

static gboolean
is_any (const IfaDer *id)
{
  static const char any[] = "\x55\x1d\x20\x00";

  return id->end - id->at == sizeof any - 1 && memcmp (id->at, any, sizeof any - 1) == 0;
}

static void
add_all (GHashTable *to, GHashTable *from)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_add (to, g_bytes_ref (id));
}

/* Section 6.1.3 (d) and (e). */
static void
narrow (State *state, const IfaCertificatePolicies *policies, gboolean any_counts)
{
  GHashTable *valid = set_new ();
  gboolean any_is_valid = FALSE;
  IfaDer list = policies->policies;
  IfaDer policy, id;

  while (policies->has_policies && ifa_der_next (&list, IFA_DER_SEQUENCE, &policy)
         && ifa_der_next (&policy, IFA_DER_OID, &id))
    {
      g_autoptr (GBytes) bytes = id_of (&id);

      if (is_any (&id) && any_counts)
        {
          add_all (valid, state->valid);
          any_is_valid = state->any_is_valid;
        }
      else if (!is_any (&id)
               && (state->any_is_valid || g_hash_table_contains (state->valid, bytes)))
        g_hash_table_add (valid, g_steal_pointer (&bytes));
    }
  g_hash_table_unref (state->valid);
  state->valid = valid;
  state->any_is_valid = any_is_valid;
}

/* Section 6.1.4 (b): what was called one thing above is called another below. */
static void
map (State *state, const IfaCertificatePolicies *policies)
{
  g_autoptr (GHashTable) renamed = set_new ();
  g_autoptr (GHashTable) gone = set_new ();
  IfaDer list = policies->mappings;
  IfaDer pair, from, to;
  GHashTableIter iter;
  gpointer id;

  while (policies->mappings.tag != 0 && ifa_der_next (&list, IFA_DER_SEQUENCE, &pair)
         && ifa_der_next (&pair, IFA_DER_OID, &from) && ifa_der_next (&pair, IFA_DER_OID, &to))
    {
      GBytes *bytes = id_of (&from);
      gboolean is_valid = state->any_is_valid || g_hash_table_contains (state->valid, bytes);

      g_hash_table_add (gone, bytes);
      if (is_valid && state->no_mapping_in > 0)
        g_hash_table_add (renamed, id_of (&to));
    }
  g_hash_table_iter_init (&iter, gone);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_remove (state->valid, id);
  add_all (state->valid, renamed);
}

static void
count_down (guint *n)
{
  if (*n > 0)
    (*n)--;
}

static void
limit (guint *n, int after)
{
  if (after != IFA_POLICY_NO_LIMIT && (guint) after < *n)
    *n = (guint) after;
}

/* Section 6.1.4 (b) and (h) to (j). */
static void
go_down (State *state, const IfaCertificate *issuer)
{
  const IfaCertificatePolicies *policies = &issuer->terms.policies;

  map (state, policies);
  if (!issuer->is_self_issued)
    {
      count_down (&state->require_in);
      count_down (&state->no_mapping_in);
      count_down (&state->no_any_in);
    }
  limit (&state->require_in, policies->require_after);
  limit (&state->no_mapping_in, policies->no_mapping_after);
  limit (&state->no_any_in, policies->no_any_after);
}

static gboolean
is_met (const State *state)
{
  return state->require_in > 0 || state->any_is_valid || g_hash_table_size (state->valid) > 0;
}

/**
 * ifa_path_policies_find_problem:
 * @path: (element-type IfaCertificate): from the server's certificate to a trusted root
 *
 * By RFC 5280 section 6.1; every policy will do, but where an authority insists on one, there has
 * to be one.
 *
 * Returns: (nullable): what is wrong, for IT
 */
const char *
ifa_path_policies_find_problem (GPtrArray *path)
{
  State state = { .valid = set_new (),
                  .any_is_valid = TRUE,
                  .require_in = path->len,
                  .no_mapping_in = path->len,
                  .no_any_in = path->len };
  gboolean met = TRUE;

  /* The root itself is not asked. */
  for (guint i = path->len - 1; met && i-- > 0;)
    {
      const IfaCertificate *certificate = g_ptr_array_index (path, i);
      gboolean any_counts = state.no_any_in > 0 || (i > 0 && certificate->is_self_issued);

      narrow (&state, &certificate->terms.policies, any_counts);
      met = is_met (&state);
      if (i > 0)
        go_down (&state, certificate);
      else
        {
          count_down (&state.require_in);
          if (certificate->terms.policies.require_after == 0)
            state.require_in = 0;
          met = met && is_met (&state);
        }
    }

  g_hash_table_unref (state.valid);
  return met ? NULL : "an authority insists on a policy that the certificate doesn't have";
}
