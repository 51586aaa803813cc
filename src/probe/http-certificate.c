/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "http-certificate.h"

#include "tls-chain.h"

#define MAX_CHAIN 32

/* A database that knows nobody. */
#define IFA_TYPE_EMPTY_DATABASE (ifa_empty_database_get_type ())
G_DECLARE_FINAL_TYPE (IfaEmptyDatabase, ifa_empty_database, IFA, EMPTY_DATABASE, GTlsDatabase)

struct _IfaEmptyDatabase
{
  GTlsDatabase parent_instance;
};

G_DEFINE_FINAL_TYPE (IfaEmptyDatabase, ifa_empty_database, G_TYPE_TLS_DATABASE)

static GTlsCertificateFlags
ifa_empty_database_verify_chain (GTlsDatabase *database,
                                 GTlsCertificate *chain,
                                 const gchar *purpose,
                                 GSocketConnectable *identity,
                                 GTlsInteraction *interaction,
                                 GTlsDatabaseVerifyFlags flags,
                                 GCancellable *cancellable,
                                 GError **error)
{
  return G_TLS_CERTIFICATE_UNKNOWN_CA;
}

static void
ifa_empty_database_class_init (IfaEmptyDatabaseClass *klass)
{
  G_TLS_DATABASE_CLASS (klass)->verify_chain = ifa_empty_database_verify_chain;
}

static void
ifa_empty_database_init (IfaEmptyDatabase *self)
{
}

/**
 * ifa_http_certificate_take_over:
 *
 * Makes every encrypted connection of this process ask its own judge. glib-networking reads
 * the whole trust store of the system for each single connection, eight milliseconds of
 * computing, and before anybody can tell it that its verdict is not wanted.
 */
void
ifa_http_certificate_take_over (void)
{
  static gsize is_done;

  if (g_once_init_enter (&is_done))
    {
      g_autoptr (GTlsDatabase) empty = g_object_new (IFA_TYPE_EMPTY_DATABASE, NULL);

      g_tls_backend_set_default_database (g_tls_backend_get_default (), empty);
      g_once_init_leave (&is_done, 1);
    }
}

static const char *const trust_problems[] = {
  [IFA_TLS_TRUST_UNKNOWN] = IFA_HTTP_CERTIFICATE_NOT_VERIFIABLE,
  [IFA_TLS_TRUST_TRUSTED] = NULL,
  [IFA_TLS_TRUST_SELF_SIGNED] = "self-signed",
  [IFA_TLS_TRUST_UNKNOWN_ISSUER] = "unknown-issuer",
  [IFA_TLS_TRUST_INCOMPLETE] = "incomplete",
  [IFA_TLS_TRUST_WEAK] = "weak",
  [IFA_TLS_TRUST_REVOKED] = "revoked",
  [IFA_TLS_TRUST_INVALID] = "invalid",
};

static GPtrArray *
list_chain (GTlsCertificate *certificate)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; certificate != NULL && i < MAX_CHAIN; i++)
    {
      g_autoptr (GByteArray) der = NULL;

      g_object_get (certificate, "certificate", &der, NULL);
      if (der != NULL)
        g_ptr_array_add (chain, g_byte_array_free_to_bytes (g_steal_pointer (&der)));
      certificate = g_tls_certificate_get_issuer (certificate);
    }
  return chain;
}

/**
 * ifa_http_certificate_judge:
 * @store: the trusted roots
 * @certificate: what the server showed, with its chain
 * @host: the name or address of the URL
 * @now_s: this computer's time
 * @problems: (out) (nullable): what is wrong, words joined by commas
 *
 * Returns: whether the connection may be used
 */
IfaHttpCertificate
ifa_http_certificate_judge (const IfaTrustStore *store,
                            GTlsCertificate *certificate,
                            const char *host,
                            gint64 now_s,
                            char **problems)
{
  g_autoptr (GPtrArray) chain = list_chain (certificate);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (IfaCertificatePath) path = NULL;
  IfaTlsFacts *facts = ifa_facts_new (&ifa_tls_facts);
  IfaHttpCertificate result = IFA_HTTP_CERTIFICATE_BAD;

  path = ifa_tls_chain_judge (store, chain, NULL, host, now_s, facts);
  if (trust_problems[facts->trust] != NULL)
    g_ptr_array_add (words, (gpointer) trust_problems[facts->trust]);
  if (facts->name_matches != IFA_TRI_YES)
    g_ptr_array_add (words, (gpointer) "wrong-name");
  if (words->len == 0)
    result = IFA_HTTP_CERTIFICATE_GOOD;

  if (now_s > facts->not_after_s)
    g_ptr_array_add (words, (gpointer) "expired");
  if (now_s < facts->not_before_s)
    g_ptr_array_add (words, (gpointer) "not-yet-valid");
  if (words->len > 0 && result == IFA_HTTP_CERTIFICATE_GOOD)
    result = IFA_HTTP_CERTIFICATE_OUT_OF_DATE;

  g_ptr_array_add (words, NULL);
  *problems = words->len > 1 ? g_strjoinv (", ", (char **) words->pdata) : NULL;
  ifa_facts_free (&ifa_tls_facts, facts);
  return result;
}
