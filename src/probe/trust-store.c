/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "trust-store.h"

struct _IfaTrustStore
{
  gatomicrefcount ref_count;
  IfaTrustList list;
  GPtrArray *roots;          /* (element-type IfaCertificate) */
  GHashTable *by_subject;    /* subject (GBytes) → GPtrArray of borrowed roots */
  GHashTable *organizations; /* set of the organisations that have a root */
  GHashTable *distribution;  /* (nullable): set of fingerprints that the distribution ships */
};

static char *
dup_organization (const IfaCertificate *root)
{
  char text[256];
  gsize length = sizeof text;

  if (gnutls_x509_crt_get_dn_by_oid (root->crt, GNUTLS_OID_X520_ORGANIZATION_NAME, 0, 0, text,
                                     &length)
      != GNUTLS_E_SUCCESS)
    return NULL;
  return g_strndup (text, length);
}

static void
add_to_index (IfaTrustStore *self, IfaCertificate *root)
{
  GPtrArray *namesakes = g_hash_table_lookup (self->by_subject, root->subject);
  char *organization = dup_organization (root);

  if (namesakes == NULL)
    {
      namesakes = g_ptr_array_new ();
      g_hash_table_insert (self->by_subject, root->subject, namesakes);
    }
  g_ptr_array_add (namesakes, root);
  if (organization != NULL)
    g_hash_table_add (self->organizations, organization);
}

/**
 * ifa_trust_store_new:
 * @roots: (transfer full) (element-type IfaCertificate): the trusted certificates
 * @list: whose list that is
 * @distribution: (transfer full) (nullable): a set of the fingerprints of those that come with
 *   the distribution, or `NULL` where nobody can say
 *
 * Returns: (transfer full): the store
 */
IfaTrustStore *
ifa_trust_store_new (GPtrArray *roots, IfaTrustList list, GHashTable *distribution)
{
  IfaTrustStore *self = g_new0 (IfaTrustStore, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->roots = roots;
  self->list = list;
  self->distribution = distribution;
  self->by_subject = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, NULL,
                                            (GDestroyNotify) g_ptr_array_unref);
  self->organizations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < roots->len; i++)
    add_to_index (self, g_ptr_array_index (roots, i));
  return self;
}

IfaTrustStore *
ifa_trust_store_ref (IfaTrustStore *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
ifa_trust_store_unref (IfaTrustStore *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->by_subject);
  g_hash_table_unref (self->organizations);
  g_clear_pointer (&self->distribution, g_hash_table_unref);
  g_ptr_array_unref (self->roots);
  g_free (self);
}

/**
 * ifa_trust_store_get_n_roots:
 * @self: the store
 *
 * Returns: how many roots are trusted; with none nothing can be said about any chain
 */
guint
ifa_trust_store_get_n_roots (const IfaTrustStore *self)
{
  return self->roots->len;
}

/**
 * ifa_trust_store_get_list:
 * @self: the store
 *
 * Returns: whose list it is; what a runtime's list lacks, this computer may trust all the same
 */
IfaTrustList
ifa_trust_store_get_list (const IfaTrustStore *self)
{
  return self->list;
}

/**
 * ifa_trust_store_find:
 * @self: the store
 * @subject: an encoded name
 *
 * Returns: (transfer none) (nullable) (element-type IfaCertificate): the roots of that name
 */
GPtrArray *
ifa_trust_store_find (const IfaTrustStore *self, GBytes *subject)
{
  return g_hash_table_lookup (self->by_subject, subject);
}

gboolean
ifa_trust_store_contains (const IfaTrustStore *self, const IfaCertificate *certificate)
{
  GPtrArray *namesakes = ifa_trust_store_find (self, certificate->subject);

  for (guint i = 0; namesakes != NULL && i < namesakes->len; i++)
    if (ifa_certificate_equal (g_ptr_array_index (namesakes, i), certificate))
      return TRUE;
  return FALSE;
}

/**
 * ifa_trust_store_knows_organization:
 * @self: the store
 * @organization: (nullable): the "O" of a distinguished name
 *
 * Returns: whether that organisation has a root here, so that a certificate of its hand that
 *   leads nowhere rather lacks a link than trust
 */
gboolean
ifa_trust_store_knows_organization (const IfaTrustStore *self, const char *organization)
{
  return organization != NULL && g_hash_table_contains (self->organizations, organization);
}

/**
 * ifa_trust_store_is_local:
 * @self: the store
 * @root: one of its roots
 *
 * Returns: whether somebody added @root on this computer; unknown where the distribution's own
 *   set can't be told
 */
IfaTri
ifa_trust_store_is_local (const IfaTrustStore *self, const IfaCertificate *root)
{
  g_autofree char *sha256 = NULL;

  if (self->distribution == NULL)
    return IFA_TRI_UNKNOWN;

  sha256 = ifa_certificate_dup_sha256 (root);
  return IFA_TRI (!g_hash_table_contains (self->distribution, sha256));
}
