/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "tls-chain.h"

#include "certificate-name.h"
#include "ocsp.h"

/* How many of the certificates that a server sends are looked at. */
#define MAX_CERTIFICATES 128

/* Those that can be read, each once, the server's own first. NULL when that can't be read. */
static GPtrArray *
parse_chain (GPtrArray *chain)
{
  g_autoptr (GPtrArray) parsed
      = g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_certificate_unref);

  for (guint i = 0; i < MIN (chain->len, MAX_CERTIFICATES); i++)
    {
      IfaCertificate *certificate = ifa_certificate_new (g_ptr_array_index (chain, i));

      if (certificate != NULL)
        g_ptr_array_add (parsed, certificate);
      else if (i == 0)
        return NULL;
    }
  return parsed->len > 0 ? g_steal_pointer (&parsed) : NULL;
}

static void
describe_own (const IfaCertificate *own, const char *host, IfaTlsFacts *facts)
{
  facts->subject = ifa_certificate_dup_subject (own);
  facts->issuer = ifa_certificate_dup_issuer (own);
  facts->names = ifa_certificate_dup_names (own);
  facts->serial = ifa_certificate_dup_serial (own);
  facts->fingerprint_sha256 = ifa_certificate_dup_sha256 (own);
  facts->key = ifa_certificate_dup_key (own);
  facts->signature = ifa_certificate_dup_signature (own);
  if (host != NULL)
    facts->name_matches = IFA_TRI (ifa_certificate_matches_host (own, host));
}

static void
describe_path (const IfaTrustStore *store, const IfaCertificatePath *path, IfaTlsFacts *facts)
{
  IfaCertificate *last = g_ptr_array_index (path->certificates, path->certificates->len - 1);

  for (guint i = 0; i < path->certificates->len; i++)
    {
      const IfaCertificate *certificate = g_ptr_array_index (path->certificates, i);

      if (i == 0 || certificate->not_before_s > facts->not_before_s)
        facts->not_before_s = certificate->not_before_s;
      if (i == 0 || certificate->not_after_s < facts->not_after_s)
        facts->not_after_s = certificate->not_after_s;
    }

  if (path->grade != IFA_PATH_INCOMPLETE || last->is_self_issued)
    {
      facts->root = ifa_certificate_dup_subject (last);
      facts->root_sha256 = ifa_certificate_dup_sha256 (last);
    }
  else
    facts->missing_issuer = ifa_certificate_dup_issuer (last);

  if (path->grade != IFA_PATH_INCOMPLETE)
    facts->trust_is_local = ifa_trust_store_is_local (store, last);
  if (path->grade == IFA_PATH_WEAK)
    facts->weakness = g_strdup (path->problem);
  if (path->grade == IFA_PATH_INVALID)
    facts->chain_problem = g_strdup (path->problem);
}

static gboolean
has_known_issuer (const IfaTrustStore *store, const IfaCertificate *certificate)
{
  char organization[256];
  gsize length = sizeof organization;

  return gnutls_x509_crt_get_issuer_dn_by_oid (certificate->crt, GNUTLS_OID_X520_ORGANIZATION_NAME,
                                               0, 0, organization, &length)
             == GNUTLS_E_SUCCESS
         && ifa_trust_store_knows_organization (store, organization);
}

/* A path that ends in the air. Servers never need to send the root, so a last certificate whose
 * issuer is nowhere says nothing by itself: a link is missing when the server sent its own
 * certificate alone though that one says where its issuer's is to be had, or when the missing
 * issuer belongs to an authority that this computer knows. */
static IfaTlsTrust
judge_incomplete (const IfaTrustStore *store, const IfaCertificatePath *path)
{
  const IfaCertificate *own = g_ptr_array_index (path->certificates, 0);
  const IfaCertificate *last = g_ptr_array_index (path->certificates, path->certificates->len - 1);
  g_autofree char *url = NULL;

  if (own->is_self_issued && !ifa_certificate_is_signed_by (own, own))
    return IFA_TLS_TRUST_INVALID;
  /* What the sandbox's list lacks, the computer's own may hold: also a server's very own
   * certificate, or one whose issuers it doesn't send. */
  if (ifa_trust_store_get_list (store) == IFA_TRUST_LIST_RUNTIME && !has_known_issuer (store, last))
    return IFA_TLS_TRUST_UNKNOWN;
  if (own->is_self_issued)
    return IFA_TLS_TRUST_SELF_SIGNED;
  if (ifa_trust_store_get_n_roots (store) == 0)
    return IFA_TLS_TRUST_UNKNOWN;
  if (last->is_self_issued)
    return IFA_TLS_TRUST_UNKNOWN_ISSUER;

  url = ifa_certificate_dup_issuer_url (last);
  if (has_known_issuer (store, last) || (path->certificates->len == 1 && url != NULL))
    return IFA_TLS_TRUST_INCOMPLETE;
  return IFA_TLS_TRUST_UNKNOWN_ISSUER;
}

static IfaTlsTrust
judge_trust (const IfaTrustStore *store, const IfaCertificatePath *path)
{
  switch (path->grade)
    {
    case IFA_PATH_GOOD:
    case IFA_PATH_OUT_OF_DATE:
      return IFA_TLS_TRUST_TRUSTED;
    case IFA_PATH_WEAK:
      return IFA_TLS_TRUST_WEAK;
    case IFA_PATH_INVALID:
      return IFA_TLS_TRUST_INVALID;
    case IFA_PATH_INCOMPLETE:
    default:
      return judge_incomplete (store, path);
    }
}

static void
judge_staple (const IfaCertificatePath *path, GBytes *staple, gint64 now_s, IfaTlsFacts *facts)
{
  IfaRevocationTimes times;

  facts->ocsp_stapled = IFA_TRI (staple != NULL);
  if (staple == NULL || path->certificates->len < 2)
    return;

  facts->ocsp_status
      = g_strdup (ifa_ocsp_judge (staple, g_ptr_array_index (path->certificates, 0),
                                  g_ptr_array_index (path->certificates, 1), now_s, &times));
}

/**
 * ifa_tls_chain_judge:
 * @store: the trusted roots
 * @chain: (element-type GBytes): encoded certificates as the server sent them, in any order but
 *   for its own, which is first
 * @staple: (nullable): the OCSP response that came along
 * @host: (nullable): the name or address that was asked for
 * @now_s: this computer's time
 * @facts: where to write; nothing else in it is touched
 *
 * Name, dates and trust are told apart. @now_s chooses between several paths and judges the
 * freshness of @staple; it never decides about trust.
 *
 * Returns: (transfer full) (nullable): the path that was judged; `NULL` where the server's own
 *   certificate can't be read
 */
IfaCertificatePath *
ifa_tls_chain_judge (const IfaTrustStore *store,
                     GPtrArray *chain,
                     GBytes *staple,
                     const char *host,
                     gint64 now_s,
                     IfaTlsFacts *facts)
{
  g_autoptr (GPtrArray) parsed = parse_chain (chain);
  g_autoptr (IfaCertificatePath) path = NULL;

  facts->chain_length = chain->len;
  if (parsed == NULL)
    {
      facts->trust = IFA_TLS_TRUST_INVALID;
      return NULL;
    }

  describe_own (g_ptr_array_index (parsed, 0), host, facts);
  facts->trust_list = ifa_trust_store_get_list (store);
  path = ifa_certificate_path_find (store, parsed, host, now_s);
  describe_path (store, path, facts);
  judge_staple (path, staple, now_s, facts);
  facts->trust = judge_trust (store, path);
  if (facts->trust == IFA_TLS_TRUST_TRUSTED
      && g_strcmp0 (facts->ocsp_status, IFA_OCSP_REVOKED) == 0)
    facts->trust = IFA_TLS_TRUST_REVOKED;
  return g_steal_pointer (&path);
}
