/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "certificate-policies.h"

#include <string.h>

#define MALFORMED "its policies are malformed"

/* No path is longer. */
#define MAX_SKIP 255

void
ifa_certificate_policies_init (IfaCertificatePolicies *self)
{
  memset (self, 0, sizeof *self);
  self->require_after = IFA_POLICY_NO_LIMIT;
  self->no_mapping_after = IFA_POLICY_NO_LIMIT;
  self->no_any_after = IFA_POLICY_NO_LIMIT;
}

static gboolean
is_complete (const IfaDer *value)
{
  return value->at == value->end;
}

/* The address of a statement, and a notice to users. */
static gboolean
is_known_qualifier (const IfaDer *id)
{
  static const char arc[] = "\x2b\x06\x01\x05\x05\x07\x02";
  gsize length = sizeof arc - 1;

  return (gsize) (id->end - id->at) == length + 1 && memcmp (id->at, arc, length) == 0
         && (id->at[length] == 1 || id->at[length] == 2);
}

/* An id, and where there are qualifiers, at least one. */
static gboolean
is_policy (IfaDer policy, gboolean is_critical)
{
  IfaDer id, qualifiers, qualifier, part;

  if (!ifa_der_next (&policy, IFA_DER_OID, &id))
    return FALSE;
  if (is_complete (&policy))
    return TRUE;
  if (!ifa_der_next (&policy, IFA_DER_SEQUENCE, &qualifiers) || !is_complete (&policy)
      || is_complete (&qualifiers))
    return FALSE;
  while (ifa_der_next (&qualifiers, IFA_DER_SEQUENCE, &qualifier))
    if (!ifa_der_next (&qualifier, IFA_DER_OID, &id) || !ifa_der_next_any (&qualifier, &part)
        || !is_complete (&qualifier) || (is_critical && !is_known_qualifier (&id)))
      return FALSE;
  return is_complete (&qualifiers);
}

/**
 * ifa_certificate_policies_read:
 * @self: where to note
 * @value: what the extension holds: foreign bytes
 * @is_critical: whether everything in it must be understood
 *
 * Returns: (nullable): what is wrong with it, for IT
 */
const char *
ifa_certificate_policies_read (IfaCertificatePolicies *self, IfaDer *value, gboolean is_critical)
{
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  IfaDer policy, id;

  self->has_policies = TRUE;
  self->policies = *value;
  if (value->tag != IFA_DER_SEQUENCE || is_complete (value))
    return MALFORMED;
  while (ifa_der_next (value, IFA_DER_SEQUENCE, &policy))
    {
      if (!is_policy (policy, is_critical))
        return MALFORMED;
      ifa_der_next (&policy, IFA_DER_OID, &id);
      if (!g_hash_table_add (seen, g_bytes_new (id.at, (gsize) (id.end - id.at))))
        return "one of its policies is there twice";
    }
  return is_complete (value) ? NULL : MALFORMED;
}

static gboolean
is_any (const IfaDer *id)
{
  static const char any[] = "\x55\x1d\x20\x00";

  return id->end - id->at == sizeof any - 1 && memcmp (id->at, any, sizeof any - 1) == 0;
}

const char *
ifa_certificate_policies_read_mappings (IfaCertificatePolicies *self, IfaDer *value)
{
  IfaDer pair, from, to;

  self->mappings = *value;
  if (value->tag != IFA_DER_SEQUENCE || is_complete (value))
    return MALFORMED;
  while (ifa_der_next (value, IFA_DER_SEQUENCE, &pair))
    if (!ifa_der_next (&pair, IFA_DER_OID, &from) || !ifa_der_next (&pair, IFA_DER_OID, &to)
        || !is_complete (&pair) || is_any (&from) || is_any (&to))
      return MALFORMED;
  return is_complete (value) ? NULL : MALFORMED;
}

static gboolean
read_skip (const IfaDer *number, int *skip)
{
  if (is_complete (number) || (*number->at & 0x80) != 0)
    return FALSE;
  *skip = number->end - number->at == 1 ? *number->at : MAX_SKIP;
  return TRUE;
}

const char *
ifa_certificate_policies_read_constraints (IfaCertificatePolicies *self, IfaDer *value)
{
  IfaDer number;

  if (value->tag != IFA_DER_SEQUENCE || is_complete (value))
    return MALFORMED;
  if (ifa_der_next (value, 0x80, &number) && !read_skip (&number, &self->require_after))
    return MALFORMED;
  if (ifa_der_next (value, 0x81, &number) && !read_skip (&number, &self->no_mapping_after))
    return MALFORMED;
  return is_complete (value) ? NULL : MALFORMED;
}

const char *
ifa_certificate_policies_read_inhibition (IfaCertificatePolicies *self, IfaDer *value)
{
  return value->tag == IFA_DER_INTEGER && read_skip (value, &self->no_any_after) ? NULL : MALFORMED;
}
