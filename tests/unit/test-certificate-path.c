/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Each rule of a chain by one certificate that breaks it, judged without a network. */

#include "certificate-path.h"

#include <string.h>

#include "certificate-maker.h"
#include "tls-chain.h"

#define HOST "api.invoice.example"
#define DAY_S (24 * 3600)

static TestCertificate *root;

static IfaTrustStore *
store_of (const TestCertificate *first, const TestCertificate *second)
{
  GPtrArray *roots = g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_certificate_unref);
  const TestCertificate *certificates[] = { first, second };

  for (guint i = 0; i < G_N_ELEMENTS (certificates) && certificates[i] != NULL; i++)
    {
      g_autoptr (GBytes) der = dup_der (certificates[i]);
      g_ptr_array_add (roots, ifa_certificate_new (der));
    }
  return ifa_trust_store_new (roots, IFA_TRUST_LIST_FILE, NULL);
}

/* Judges the NULL-terminated @chain, the server's own first. */
static IfaTlsFacts *
judge (IfaTrustStore *store, const TestCertificate *const *chain)
{
  g_autoptr (GPtrArray) sent = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  IfaTlsFacts *facts = ifa_facts_new (&ifa_tls_facts);
  IfaCertificatePath *path = NULL;

  for (guint i = 0; chain[i] != NULL; i++)
    g_ptr_array_add (sent, dup_der (chain[i]));
  path = ifa_tls_chain_judge (store, sent, NULL, HOST, g_get_real_time () / G_USEC_PER_SEC, facts);
  g_clear_pointer (&path, ifa_certificate_path_free);
  return facts;
}

static void
set_extension (gnutls_x509_crt_t crt, const char *oid, const char *hex, gboolean is_critical)
{
  guint8 bytes[128];
  gsize n_bytes = 0;

  for (const char *at = hex; *at != '\0'; at += 2)
    bytes[n_bytes++] = (guint8) (g_ascii_xdigit_value (at[0]) << 4 | g_ascii_xdigit_value (at[1]));
  g_assert_cmpint (gnutls_x509_crt_set_extension_by_oid (crt, oid, bytes, n_bytes, is_critical), ==,
                   0);
}

static void
add_unknown_critical (gnutls_x509_crt_t crt)
{
  set_extension (crt, "1.2.3.4", "0500", TRUE);
}

static void
add_unknown (gnutls_x509_crt_t crt)
{
  set_extension (crt, "1.2.3.4", "0500", FALSE);
}

static void
only_for_clients (gnutls_x509_crt_t crt)
{
  set_extension (crt, "2.5.29.37", "300a06082b06010505070302", FALSE);
}

static void
for_nothing (gnutls_x509_crt_t crt)
{
  set_extension (crt, "2.5.29.37", "3000", FALSE);
}

static void
may_not_sign (gnutls_x509_crt_t crt)
{
  set_extension (crt, "2.5.29.15", "03020780", TRUE);
}

static void
signs_only_certificates (gnutls_x509_crt_t crt)
{
  set_extension (crt, "2.5.29.15", "03020204", TRUE);
}

static void
malformed_usage (gnutls_x509_crt_t crt)
{
  set_extension (crt, "2.5.29.15", "03020703", TRUE);
}

static void
malformed_policies (gnutls_x509_crt_t crt)
{
  set_extension (crt, "2.5.29.32", "0500", TRUE);
}

static void
is_also_authority (gnutls_x509_crt_t crt)
{
  set_extension (crt, "2.5.29.19", "30030101ff", TRUE);
}

static void
without_authority (gnutls_x509_crt_t crt)
{
  set_extension (crt, "2.5.29.19", "3000", TRUE);
}

/* permitted: dNSName invoice.example */
static void
permits_invoice_example (gnutls_x509_crt_t crt)
{
  set_extension (crt, "2.5.29.30", "3015a0133011820f696e766f6963652e6578616d706c65", TRUE);
}

/* permitted: dNSName other.example */
static void
permits_other_example (gnutls_x509_crt_t crt)
{
  set_extension (crt, "2.5.29.30", "3013a011300f820d6f746865722e6578616d706c65", TRUE);
}

/* excluded: dNSName api.invoice.example */
static void
excludes_host (gnutls_x509_crt_t crt)
{
  set_extension (crt, "2.5.29.30", "3019a117301582136170692e696e766f6963652e6578616d706c65", TRUE);
}

/* permitted: 10.0.0.0/8 */
static void
permits_an_address (gnutls_x509_crt_t crt)
{
  set_extension (crt, "2.5.29.30", "300ea00c300a87080a000000ff000000", TRUE);
}

/* permitted: 10.0.0.0 with a mask that has a hole */
static void
permits_a_hole (gnutls_x509_crt_t crt)
{
  set_extension (crt, "2.5.29.30", "300ea00c300a87080a000000ff00ff00", TRUE);
}

/* permitted: the directory name O=Elsewhere */
static void
permits_elsewhere (gnutls_x509_crt_t crt)
{
  set_extension (crt, "2.5.29.30", "301ca01a3018a416301431123010060355040a0c09456c73657768657265",
                 TRUE);
}

static void
empty_constraints (gnutls_x509_crt_t crt)
{
  set_extension (crt, "2.5.29.30", "3000", TRUE);
}

/* One thing is odd about the server's certificate, or about its authority's. */
static void
test_rules (void)
{
  static const struct
  {
    CertificateSpec own;
    CertificateSpec authority;
    IfaTlsTrust trust;
  } rows[] = {
    { { .dns = HOST }, { .name = "A" }, IFA_TLS_TRUST_TRUSTED },
    { { .dns = HOST, .adjust = add_unknown }, { .name = "A" }, IFA_TLS_TRUST_TRUSTED },
    { { .dns = HOST, .adjust = add_unknown_critical }, { .name = "A" }, IFA_TLS_TRUST_INVALID },
    { { .dns = HOST, .adjust = only_for_clients }, { .name = "A" }, IFA_TLS_TRUST_INVALID },
    { { .dns = HOST, .adjust = for_nothing }, { .name = "A" }, IFA_TLS_TRUST_INVALID },
    { { .dns = HOST, .adjust = is_also_authority }, { .name = "A" }, IFA_TLS_TRUST_TRUSTED },
    { { .dns = HOST, .adjust = signs_only_certificates }, { .name = "A" }, IFA_TLS_TRUST_INVALID },
    { { .dns = HOST, .adjust = malformed_usage }, { .name = "A" }, IFA_TLS_TRUST_INVALID },
    { { .dns = HOST, .adjust = malformed_policies }, { .name = "A" }, IFA_TLS_TRUST_INVALID },
    { { .dns = HOST }, { .name = "A", .adjust = add_unknown_critical }, IFA_TLS_TRUST_INVALID },
    { { .dns = HOST }, { .name = "A", .adjust = only_for_clients }, IFA_TLS_TRUST_INVALID },
    { { .dns = HOST }, { .name = "A", .adjust = may_not_sign }, IFA_TLS_TRUST_INVALID },
    { { .dns = HOST }, { .name = "A", .adjust = without_authority }, IFA_TLS_TRUST_INVALID },
    { { .dns = HOST }, { .name = "A", .adjust = permits_invoice_example }, IFA_TLS_TRUST_TRUSTED },
    { { .dns = HOST }, { .name = "A", .adjust = permits_other_example }, IFA_TLS_TRUST_INVALID },
    { { .dns = HOST }, { .name = "A", .adjust = excludes_host }, IFA_TLS_TRUST_INVALID },
    { { .dns = "*.invoice.example" },
      { .name = "A", .adjust = excludes_host },
      IFA_TLS_TRUST_INVALID },
    { { .dns = "www.invoice.example" },
      { .name = "A", .adjust = excludes_host },
      IFA_TLS_TRUST_TRUSTED },
    { { .dns = HOST }, { .name = "A", .adjust = permits_an_address }, IFA_TLS_TRUST_TRUSTED },
    { { .dns = HOST, .address = "10.1.2.3" },
      { .name = "A", .adjust = permits_an_address },
      IFA_TLS_TRUST_TRUSTED },
    { { .dns = HOST, .address = "11.1.2.3" },
      { .name = "A", .adjust = permits_an_address },
      IFA_TLS_TRUST_INVALID },
    { { .dns = HOST, .address = "2001:db8::1" },
      { .name = "A", .adjust = permits_an_address },
      IFA_TLS_TRUST_INVALID },
    { { .dns = HOST, .address = "10.1.2.3" },
      { .name = "A", .adjust = permits_a_hole },
      IFA_TLS_TRUST_INVALID },
    { { .dns = HOST }, { .name = "A", .adjust = permits_elsewhere }, IFA_TLS_TRUST_INVALID },
    /* The organisation comes before the common name; letter case is nothing. */
    { { .dns = HOST, .organization = "ELSE where" },
      { .name = "A", .adjust = permits_elsewhere },
      IFA_TLS_TRUST_INVALID },
    { { .dns = HOST, .organization = "elsewHERE" },
      { .name = "A", .adjust = permits_elsewhere },
      IFA_TLS_TRUST_TRUSTED },
    { { .dns = HOST }, { .name = "A", .adjust = empty_constraints }, IFA_TLS_TRUST_INVALID },
  };
  g_autoptr (IfaTrustStore) store = store_of (root, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CertificateSpec authority_spec = rows[i].authority;
      CertificateSpec own_spec = rows[i].own;
      g_autoptr (TestCertificate) authority = NULL;
      g_autoptr (TestCertificate) own = NULL;
      IfaTlsFacts *facts = NULL;

      authority_spec.is_authority = TRUE;
      own_spec.name = "x";
      authority = make_certificate (&authority_spec, root);
      own = make_certificate (&own_spec, authority);
      facts = judge (store, (const TestCertificate *const[]){ own, authority, NULL });
      g_test_message ("row %u: %s", i, facts->chain_problem);
      g_assert_cmpint (facts->trust, ==, rows[i].trust);
      g_assert_true ((facts->chain_problem != NULL) == (facts->trust == IFA_TLS_TRUST_INVALID));
      ifa_facts_free (&ifa_tls_facts, facts);
    }
}

/* The authority was issued twice: whichever of the two is bad, the other one counts. */
static void
test_cross_signed (void)
{
  static void (*const adjustments[]) (gnutls_x509_crt_t)
      = { add_unknown_critical, permits_other_example, without_authority };
  g_autoptr (IfaTrustStore) store = store_of (root, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (adjustments); i++)
    {
      CertificateSpec spec = { .name = "Twice", .is_authority = TRUE, .adjust = adjustments[i] };
      g_autoptr (TestCertificate) bad = make_certificate (&spec, root);
      g_autoptr (TestCertificate) good = NULL;
      g_autoptr (TestCertificate) own
          = make_certificate (&(CertificateSpec){ .name = "x", .dns = HOST }, bad);

      spec.adjust = NULL;
      good = remake_certificate (&spec, bad, root);
      for (guint order = 0; order < 2; order++)
        {
          const TestCertificate *first = order == 0 ? bad : good;
          const TestCertificate *second = order == 0 ? good : bad;
          IfaTlsFacts *facts
              = judge (store, (const TestCertificate *const[]){ own, first, second, NULL });

          g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_TRUSTED);
          ifa_facts_free (&ifa_tls_facts, facts);
        }
    }
}

/* A loop of two authorities that vouch for each other, with and without a way out. */
static void
test_loop (void)
{
  CertificateSpec a_spec = { .name = "A", .is_authority = TRUE };
  CertificateSpec b_spec = { .name = "B", .is_authority = TRUE };
  g_autoptr (TestCertificate) a_alone = make_certificate (&a_spec, NULL);
  g_autoptr (TestCertificate) b = make_certificate (&b_spec, a_alone);
  g_autoptr (TestCertificate) a_by_b = remake_certificate (&a_spec, a_alone, b);
  g_autoptr (TestCertificate) a_by_root = remake_certificate (&a_spec, a_alone, root);
  g_autoptr (TestCertificate) own
      = make_certificate (&(CertificateSpec){ .name = "x", .dns = HOST }, b);
  g_autoptr (IfaTrustStore) store = store_of (root, NULL);
  IfaTlsFacts *facts = judge (store, (const TestCertificate *const[]){ own, b, a_by_b, NULL });

  g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_UNKNOWN_ISSUER);
  ifa_facts_free (&ifa_tls_facts, facts);
  facts = judge (store, (const TestCertificate *const[]){ own, b, a_by_b, a_by_root, NULL });
  g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_TRUSTED);
  ifa_facts_free (&ifa_tls_facts, facts);
}

/* Thirty-one authorities of one name and one key: a path for every order of them. */
static void
test_maze (void)
{
  CertificateSpec spec = { .name = "Maze", .is_authority = TRUE };
  TestCertificate *maze[31];
  const TestCertificate *chain[33] = { NULL };
  g_autoptr (TestCertificate) own = NULL;
  g_autoptr (IfaTrustStore) store = store_of (root, NULL);
  gint64 started_us;
  IfaTlsFacts *facts;

  for (guint i = 0; i < G_N_ELEMENTS (maze); i++)
    maze[i]
        = i == 0 ? make_certificate (&spec, NULL) : remake_certificate (&spec, maze[0], maze[0]);
  own = make_certificate (&(CertificateSpec){ .name = "x", .dns = HOST }, maze[0]);
  chain[0] = own;
  for (guint i = 0; i < G_N_ELEMENTS (maze); i++)
    chain[i + 1] = maze[i];

  started_us = g_get_monotonic_time ();
  facts = judge (store, chain);
  g_assert_cmpint (g_get_monotonic_time () - started_us, <, 2 * G_USEC_PER_SEC);
  g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_UNKNOWN_ISSUER);
  ifa_facts_free (&ifa_tls_facts, facts);
  for (guint i = 0; i < G_N_ELEMENTS (maze); i++)
    test_certificate_free (maze[i]);
}

/* Somebody trusts the server's own certificate by itself. */
static void
test_trusted_by_itself (void)
{
  g_autoptr (TestCertificate) own
      = make_certificate (&(CertificateSpec){ .name = "x", .dns = HOST }, NULL);
  g_autoptr (IfaTrustStore) store = store_of (root, own);
  IfaTlsFacts *facts = judge (store, (const TestCertificate *const[]){ own, NULL });

  g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_TRUSTED);
  g_assert_cmpint (facts->name_matches, ==, IFA_TRI_YES);
  ifa_facts_free (&ifa_tls_facts, facts);
}

/* A forged signature under a good name. */
static void
test_forged (void)
{
  g_autoptr (TestCertificate) false_root
      = make_certificate (&(CertificateSpec){ .name = "Test Root", .is_authority = TRUE }, NULL);
  g_autoptr (TestCertificate) own
      = make_certificate (&(CertificateSpec){ .name = "x", .dns = HOST }, false_root);
  g_autoptr (IfaTrustStore) store = store_of (root, NULL);
  IfaTlsFacts *facts = judge (store, (const TestCertificate *const[]){ own, NULL });

  g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_UNKNOWN_ISSUER);
  ifa_facts_free (&ifa_tls_facts, facts);
}

/* Every prefix of a certificate, and every bit of its extensions turned. */
static void
test_mutations (void)
{
  g_autoptr (TestCertificate) own
      = make_certificate (&(CertificateSpec){ .name = "x", .dns = HOST, .address = "10.1.2.3" },
                          root);
  g_autoptr (IfaTrustStore) store = store_of (root, NULL);
  g_autoptr (GBytes) der = dup_der (own);
  gsize length;
  const guint8 *bytes = g_bytes_get_data (der, &length);

  for (gsize i = 0; i < 8 * length; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (bytes, length);
      g_autoptr (GPtrArray) sent = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
      IfaTlsFacts *facts = ifa_facts_new (&ifa_tls_facts);
      IfaCertificatePath *path = NULL;
      IfaCertificateTerms terms;

      copy[i / 8] ^= (guint8) (1 << i % 8);
      g_ptr_array_add (sent, g_bytes_new (copy, i % 8 == 0 ? i / 8 : length));
      ifa_certificate_terms_read (sent->pdata[0], &terms);
      path = ifa_tls_chain_judge (store, sent, NULL, HOST, g_get_real_time () / G_USEC_PER_SEC,
                                  facts);
      g_clear_pointer (&path, ifa_certificate_path_free);
      g_assert_cmpint (facts->trust, !=, IFA_TLS_TRUST_TRUSTED);
      ifa_facts_free (&ifa_tls_facts, facts);
    }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  root = make_certificate (&(CertificateSpec){ .name = "Test Root", .is_authority = TRUE }, NULL);
  g_test_add_func ("/certificate-path/rules", test_rules);
  g_test_add_func ("/certificate-path/cross-signed", test_cross_signed);
  g_test_add_func ("/certificate-path/loop", test_loop);
  g_test_add_func ("/certificate-path/maze", test_maze);
  g_test_add_func ("/certificate-path/trusted-by-itself", test_trusted_by_itself);
  g_test_add_func ("/certificate-path/forged", test_forged);
  g_test_add_func ("/certificate-path/mutations", test_mutations);
  result = g_test_run ();
  test_certificate_free (root);
  return result;
}
