/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "changes.h"

#include <stdlib.h>
#include <string.h>

#include "facts.h"

/* The facts that stay as they are while nothing changes: addresses, name servers, ways out,
 * proxies, issuers. Times, counters and one run's port numbers are different each time and say
 * nothing. */
typedef struct
{
  const IfaFactsType *type;
  const char *fields[8]; /* names of rows; NULL after the last */
} Lasting;

static const Lasting lasting[] = {
  { &ifa_link_facts, { "interface", "is_up", "has_carrier", "addresses", "prefix_lengths" } },
  { &ifa_route_facts, { "interface", "gateway", "is_tunnel" } },
  { &ifa_path_facts, { "reach", "interface", "gateway", "source_address" } },
  { &ifa_resolver_facts, { "source", "servers", "is_stub" } },
  { &ifa_dns_facts, { "rcode", "addresses", "answer_is_block" } },
  { &ifa_proxy_facts, { "source", "proxies", "uses_proxy", "script_url" } },
  { &ifa_tls_facts, { "protocol", "issuer", "root", "trust", "name_matches" } },
  { &ifa_http_facts, { "server", "content_type" } },
};

void
ifa_change_free (IfaChange *change)
{
  g_free (change->endpoint);
  g_free (change->before);
  g_free (change->now);
  g_free (change);
}

static const Lasting *
lasting_of (const IfaFactsType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (lasting); i++)
    if (lasting[i].type == type)
      return &lasting[i];
  return NULL;
}

static const IfaField *
field_named (const IfaFactsType *type, const char *name)
{
  for (guint i = 0; i < type->n_fields; i++)
    if (g_str_equal (type->fields[i].name, name))
      return &type->fields[i];
  g_return_val_if_reached (NULL);
}

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Name servers give the addresses of one name in changing order. */
static char *
dup_value (const IfaField *field, const IfaCheck *check)
{
  char *text = ifa_field_dup_text (field, check->facts, NULL, NULL);
  g_auto (GStrv) items = NULL;

  if (text == NULL || field->type != IFA_FIELD_ADDRESSES)
    return text;
  items = g_strsplit (text, ", ", -1);
  g_free (text);
  qsort (items, g_strv_length (items), sizeof *items, compare_texts);
  return g_strjoinv (", ", items);
}

static gboolean
was_measured (const IfaCheck *check)
{
  return check != NULL && check->outcome != IFA_OUTCOME_NOT_TESTED
         && check->outcome != IFA_OUTCOME_NOT_AVAILABLE;
}

/* Ids are given in the order in which checks begin, so those of several interfaces or name servers
 * may be exchanged; what they are about tells which belong together. */
static const char *
subject_of (const IfaCheck *check)
{
  if (check->type == &ifa_link_facts)
    return ((IfaLinkFacts *) check->facts)->interface;
  if (check->type == &ifa_dns_facts)
    return ((IfaDnsFacts *) check->facts)->server;
  if (check->type == &ifa_path_facts)
    return ((IfaPathFacts *) check->facts)->address;
  return NULL;
}

static const IfaCheck *
find_counterpart (const IfaEvidence *evidence, const IfaCheck *check)
{
  const char *subject = subject_of (check);

  if (subject == NULL)
    return ifa_evidence_find (evidence, check->id);
  for (guint i = 0; i < ifa_evidence_get_n_checks (evidence); i++)
    {
      const IfaCheck *other = ifa_evidence_get_check (evidence, i);

      if (other->type == check->type && g_strcmp0 (other->endpoint, check->endpoint) == 0
          && g_strcmp0 (subject_of (other), subject) == 0)
        return other;
    }
  return NULL;
}

static void
compare_checks (const Lasting *row, const IfaCheck *before, const IfaCheck *now, GPtrArray *changes)
{
  for (guint i = 0; i < G_N_ELEMENTS (row->fields) && row->fields[i] != NULL; i++)
    {
      const IfaField *field = field_named (row->type, row->fields[i]);
      g_autofree char *old = dup_value (field, before);
      g_autofree char *new = dup_value (field, now);
      IfaChange *change = NULL;

      /* What one of the runs did not see has not changed, as far as anybody knows. */
      if (old == NULL || new == NULL || g_str_equal (old, new))
        continue;
      change = g_new0 (IfaChange, 1);
      change->type = row->type;
      change->field = field;
      change->endpoint = g_strdup (now->endpoint);
      change->before = g_steal_pointer (&old);
      change->now = g_steal_pointer (&new);
      g_ptr_array_add (changes, change);
    }
}

static gboolean
is_known_already (const GPtrArray *changes, const IfaChange *change)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const IfaChange *other = g_ptr_array_index (changes, i);
      if (other->field == change->field && g_str_equal (other->before, change->before)
          && g_str_equal (other->now, change->now))
        return TRUE;
    }
  return FALSE;
}

/**
 * ifa_changes_list:
 * @before: an earlier run, usually the last good one
 * @now: a later run of the same profile
 *
 * Compares what lasts while nothing changes: interfaces, addresses, name servers, ways out,
 * proxies, issuers. Control and time servers are left out; they change for reasons of their own.
 *
 * Returns: (transfer full) (element-type IfaChange): what differs, each difference once
 */
GPtrArray *
ifa_changes_list (const IfaEvidence *before, const IfaEvidence *now)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_change_free);

  for (guint i = 0; i < ifa_evidence_get_n_checks (now); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (now, i);
      const Lasting *row = lasting_of (check->type);
      const IfaCheck *old = NULL;

      if (row == NULL || !was_measured (check)
          || (check->role != IFA_ROLE_NONE && check->role != IFA_ROLE_SERVICE))
        continue;
      old = find_counterpart (before, check);
      if (was_measured (old))
        compare_checks (row, old, check, all);
    }

  for (guint i = 0; i < all->len; i++)
    {
      IfaChange *change = g_ptr_array_index (all, i);
      if (is_known_already (changes, change))
        ifa_change_free (change);
      else
        g_ptr_array_add (changes, change);
    }
  return changes;
}
