/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "tls-probe.h"

#include <gnutls/gnutls.h>
#include <string.h>

#include "probe-harness.h"
#include "tls-world.h"

#define DAY_S (24 * 3600)

static void
test_good (void)
{
  TlsServerSpec spec = { .chain = { world.good, world.intermediate }, .n_chain = 2 };
  g_autoptr (IfaCheck) check = probe_chain (&spec, TLS_HOST);
  IfaTlsFacts *facts = check->facts;
  g_autofree char *root_sha256 = dup_sha256 (world.root);
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_TRUSTED);
  g_assert_cmpint (facts->name_matches, ==, IFA_TRI_YES);
  g_assert_cmpint (facts->chain_length, ==, 2);
  g_assert_cmpstr (facts->protocol, ==, "TLS 1.3");
  g_assert_nonnull (facts->cipher);
  g_assert_cmpstr (facts->subject, ==, "CN=" TLS_HOST);
  g_assert_cmpstr (facts->issuer, ==, "CN=Test Issuer,O=Test Authority");
  g_assert_cmpstr (facts->root, ==, "CN=Test Root,O=Test Authority");
  g_assert_cmpstr (facts->root_sha256, ==, root_sha256);
  g_assert_cmpstr (facts->names[0], ==, TLS_HOST);
  g_assert_cmpstr (facts->key, ==, "ECDSA-256");
  g_assert_cmpstr (facts->signature, ==, "ECDSA-SHA256");
  g_assert_null (facts->missing_issuer);
  g_assert_null (facts->weakness);
  g_assert_null (facts->alert);
  g_assert_null (facts->first_bytes);
  g_assert_cmpint (facts->received_bytes, >, 500);
  g_assert_cmpint (facts->client_certificate_requested, ==, IFA_TRI_NO);
  g_assert_cmpint (facts->ocsp_stapled, ==, IFA_TRI_NO);
  g_assert_cmpint (facts->not_before_s, <, now_s);
  g_assert_cmpint (facts->not_after_s, >, now_s + 364 * DAY_S);
}

/* Each row is one certificate under the good issuer; its dates must not touch name and trust. */
static void
test_names_and_dates (void)
{
  static const struct
  {
    CertificateSpec spec;
    const char *host;
    IfaTri name_matches;
    gint64 not_before_day;
    gint64 not_after_day;
  } rows[] = {
    { { .name = TLS_HOST, .dns = TLS_HOST, .from_s = -9 * DAY_S, .until_s = -2 * DAY_S },
      TLS_HOST,
      IFA_TRI_YES,
      -1,
      -2 },
    { { .name = TLS_HOST, .dns = TLS_HOST, .from_s = 2 * DAY_S, .until_s = 9 * DAY_S },
      TLS_HOST,
      IFA_TRI_YES,
      2,
      9 },
    { { .name = TLS_HOST, .dns = "other.example" }, TLS_HOST, IFA_TRI_NO, -1, 365 },
    { { .name = TLS_HOST }, TLS_HOST, IFA_TRI_NO, -1, 365 },
    { { .name = "x", .dns = "*.invoice.example" }, TLS_HOST, IFA_TRI_YES, -1, 365 },
    { { .name = "x", .dns = "*.invoice.example" }, "a.b.invoice.example", IFA_TRI_NO, -1, 365 },
    { { .name = "x", .dns = "*.invoice.example" }, "invoice.example", IFA_TRI_NO, -1, 365 },
    { { .name = "x", .dns = "API.Invoice.Example" }, TLS_HOST, IFA_TRI_YES, -1, 365 },
    { { .name = "127.0.0.1", .address = "127.0.0.1" }, "127.0.0.1", IFA_TRI_YES, -1, 365 },
    { { .name = "127.0.0.1", .dns = "127.0.0.1" }, "127.0.0.1", IFA_TRI_NO, -1, 365 },
    { { .name = "x", .address = "127.0.0.2" }, "127.0.0.1", IFA_TRI_NO, -1, 365 },
    { { .name = "x", .address = "::1" }, "::1", IFA_TRI_YES, -1, 365 },
    { { .name = "x", .dns = "xn--fiq228c.example" }, "中文.example", IFA_TRI_YES, -1, 365 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestCertificate) own = make_certificate (&rows[i].spec, world.intermediate);
      TlsServerSpec spec = { .chain = { own, world.intermediate }, .n_chain = 2 };
      g_autoptr (IfaCheck) check = probe_chain (&spec, rows[i].host);
      IfaTlsFacts *facts = check->facts;
      gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;

      g_test_message ("row %u", i);
      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
      g_assert_cmpint (facts->name_matches, ==, rows[i].name_matches);
      g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_TRUSTED);
      g_assert_cmpint (ABS (facts->not_before_s - now_s - rows[i].not_before_day * DAY_S), <, 30);
      g_assert_cmpint (ABS (facts->not_after_s - now_s - rows[i].not_after_day * DAY_S), <, 30);
    }
}

static void
assert_trust (const TlsServerSpec *spec, IfaTlsTrust trust)
{
  g_autoptr (IfaCheck) check = probe_chain (spec, TLS_HOST);
  IfaTlsFacts *facts = check->facts;

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->trust, ==, trust);
  g_assert_cmpint (facts->name_matches, ==, IFA_TRI_YES);
}

static void
test_self_signed (void)
{
  g_autoptr (TestCertificate) own
      = make_certificate (&(CertificateSpec){ .name = TLS_HOST, .dns = TLS_HOST }, NULL);

  assert_trust (&(TlsServerSpec){ .chain = { own }, .n_chain = 1 }, IFA_TLS_TRUST_SELF_SIGNED);
}

static void
test_unknown_issuer (void)
{
  g_autoptr (TestCertificate) own
      = make_certificate (&(CertificateSpec){ .name = TLS_HOST, .dns = TLS_HOST },
                          world.other_root);
  TlsServerSpec spec = { .chain = { own, world.other_root }, .n_chain = 2 };
  g_autofree char *sha256 = dup_sha256 (world.other_root);
  g_autoptr (IfaCheck) check = probe_chain (&spec, TLS_HOST);
  IfaTlsFacts *facts = check->facts;

  g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_UNKNOWN_ISSUER);
  g_assert_cmpstr (facts->root_sha256, ==, sha256);
  g_assert_null (facts->missing_issuer);

  /* Its root may stay at home, as most do. */
  spec.n_chain = 1;
  assert_trust (&spec, IFA_TLS_TRUST_UNKNOWN_ISSUER);
}

static void
test_incomplete (void)
{
  g_autoptr (TestCertificate) own
      = make_certificate (&(CertificateSpec){ .name = TLS_HOST,
                                              .dns = TLS_HOST,
                                              .issuer_url = "http://ca.example/i.crt" },
                          world.other_root);
  TlsServerSpec known = { .chain = { world.good }, .n_chain = 1 };
  TlsServerSpec foreign = { .chain = { own }, .n_chain = 1 };
  g_autoptr (IfaCheck) check = probe_chain (&known, TLS_HOST);
  IfaTlsFacts *facts = check->facts;

  /* The authority is known here, or the certificate says where its issuer's is. */
  g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_INCOMPLETE);
  g_assert_cmpstr (facts->missing_issuer, ==, "CN=Test Issuer,O=Test Authority");
  g_assert_null (facts->root);
  assert_trust (&foreign, IFA_TLS_TRUST_INCOMPLETE);
}

static void
test_any_order (void)
{
  TlsServerSpec spec
      = { .chain = { world.good, world.other_root, world.root, world.intermediate }, .n_chain = 4 };

  g_autoptr (IfaCheck) check = probe_chain (&spec, TLS_HOST);
  IfaTlsFacts *facts = check->facts;

  g_assert_cmpint (facts->chain_length, ==, 4);
  g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_TRUSTED);
}

static void
test_invalid_issuers (void)
{
  g_autoptr (TestCertificate) no_authority
      = make_certificate (&(CertificateSpec){ .name = "No Authority" }, world.intermediate);
  g_autoptr (TestCertificate) too_low
      = make_certificate (&(CertificateSpec){ .name = "Too Low", .is_authority = TRUE },
                          world.intermediate);
  CertificateSpec own_spec = { .name = TLS_HOST, .dns = TLS_HOST };
  g_autoptr (TestCertificate) first = make_certificate (&own_spec, no_authority);
  g_autoptr (TestCertificate) second = make_certificate (&own_spec, too_low);

  assert_trust (&(TlsServerSpec){ .chain = { first, no_authority, world.intermediate },
                                  .n_chain = 3 },
                IFA_TLS_TRUST_INVALID);
  assert_trust (&(TlsServerSpec){ .chain = { second, too_low, world.intermediate }, .n_chain = 3 },
                IFA_TLS_TRUST_INVALID);
}

static void
test_weak (void)
{
  g_autoptr (TestCertificate) small
      = make_certificate (&(CertificateSpec){ .name = TLS_HOST, .dns = TLS_HOST, .rsa_bits = 1024 },
                          world.intermediate);
  g_autoptr (TestCertificate) sha1 = make_certificate (
      &(CertificateSpec){ .name = TLS_HOST, .dns = TLS_HOST, .digest = GNUTLS_DIG_SHA1 },
      world.intermediate);
  TlsServerSpec spec = { .chain = { small, world.intermediate },
                         .n_chain = 2,
                         .priority = "NORMAL:%PROFILE_VERY_WEAK" };
  g_autoptr (IfaCheck) check = probe_chain (&spec, TLS_HOST);
  IfaTlsFacts *facts = check->facts;

  g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_WEAK);
  g_assert_cmpstr (facts->weakness, ==, "RSA-1024");
  spec.chain[0] = sha1;
  assert_trust (&spec, IFA_TLS_TRUST_WEAK);
}

/* A good path and one through an issuer whose time is over: the good one counts. */
static void
test_two_paths (void)
{
  CertificateSpec old_spec
      = { .name = "Twice Issued", .is_authority = TRUE, .from_s = -30 * DAY_S, .until_s = -DAY_S };
  g_autoptr (TestCertificate) old = make_certificate (&old_spec, world.root);
  g_autoptr (TestCertificate) own
      = make_certificate (&(CertificateSpec){ .name = TLS_HOST, .dns = TLS_HOST }, old);
  g_autoptr (TestCertificate) fresh = NULL;
  TlsServerSpec spec = { .n_chain = 3 };
  g_autoptr (IfaCheck) check = NULL;
  IfaTlsFacts *facts;

  old_spec.until_s = 300 * DAY_S;
  fresh = remake_certificate (&old_spec, old, world.root);
  spec.chain[0] = own;
  spec.chain[1] = old;
  spec.chain[2] = fresh;
  check = probe_chain (&spec, TLS_HOST);
  facts = check->facts;
  g_assert_cmpint (facts->chain_length, ==, 3);
  g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_TRUSTED);
  g_assert_cmpint (facts->not_after_s, >, g_get_real_time () / G_USEC_PER_SEC);
}

static void
test_no_roots_is_unknown (void)
{
  TlsServerSpec spec = { .chain = { world.good, world.intermediate }, .n_chain = 2 };
  g_autoptr (LoopbackServer) server = tls_server_new (&spec);
  g_autoptr (IfaCheck) check = new_tls_check (server, TLS_HOST);
  g_autoptr (IfaEnvironment) environment = new_tls_environment ();
  IfaTlsFacts *facts = check->facts;

  ifa_environment_set_trust_file (environment, "/nowhere/roots.pem");
  run_probe (ifa_tls_probe_async, ifa_tls_probe_finish, environment, check, NULL);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_UNKNOWN);
}

static void
test_long_chain (void)
{
  TestCertificate *authorities[100];
  g_autoptr (TestCertificate) own = NULL;
  TlsServerSpec spec = { .n_chain = G_N_ELEMENTS (authorities) };
  g_autoptr (IfaCheck) check = NULL;
  IfaTlsFacts *facts;

  for (guint i = 0; i < G_N_ELEMENTS (authorities); i++)
    authorities[i]
        = make_certificate (&(CertificateSpec){ .name = "Another One", .is_authority = TRUE },
                            i == 0 ? world.root : authorities[i - 1]);
  own = make_certificate (&(CertificateSpec){ .name = TLS_HOST, .dns = TLS_HOST },
                          authorities[G_N_ELEMENTS (authorities) - 1]);
  spec.chain[0] = own;
  for (guint i = 1; i < G_N_ELEMENTS (authorities); i++)
    spec.chain[i] = authorities[G_N_ELEMENTS (authorities) - i];

  check = probe_chain (&spec, TLS_HOST);
  facts = check->facts;
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->chain_length, ==, 100);
  g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_UNKNOWN_ISSUER);
  for (guint i = 0; i < G_N_ELEMENTS (authorities); i++)
    test_certificate_free (authorities[i]);
}

static void
test_ten_thousand_names (void)
{
  g_autoptr (TestCertificate) own
      = make_certificate (&(CertificateSpec){ .name = TLS_HOST, .n_more_names = 10000 },
                          world.intermediate);
  TlsServerSpec spec = { .chain = { own, world.intermediate }, .n_chain = 2 };
  g_autoptr (LoopbackServer) server = tls_server_new (&spec);
  g_autoptr (IfaCheck) check = new_tls_check (server, "host-9999.example");
  g_autoptr (IfaEnvironment) environment = new_tls_environment ();
  IfaTlsFacts *facts = check->facts;

  /* Under a sanitizer even the server takes its time. */
  ifa_environment_get_limits (environment)->tls_ms = 20000;
  run_probe (ifa_tls_probe_async, ifa_tls_probe_finish, environment, check, NULL);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->name_matches, ==, IFA_TRI_YES);
  g_assert_cmpuint (g_strv_length (facts->names), ==, 200);
  g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_TRUSTED);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  make_tls_world ();
  g_test_add_func ("/tls-probe/good", test_good);
  g_test_add_func ("/tls-probe/names-and-dates", test_names_and_dates);
  g_test_add_func ("/tls-probe/self-signed", test_self_signed);
  g_test_add_func ("/tls-probe/unknown-issuer", test_unknown_issuer);
  g_test_add_func ("/tls-probe/incomplete", test_incomplete);
  g_test_add_func ("/tls-probe/any-order", test_any_order);
  g_test_add_func ("/tls-probe/invalid-issuers", test_invalid_issuers);
  g_test_add_func ("/tls-probe/weak", test_weak);
  g_test_add_func ("/tls-probe/two-paths", test_two_paths);
  g_test_add_func ("/tls-probe/no-roots-is-unknown", test_no_roots_is_unknown);
  g_test_add_func ("/tls-probe/long-chain", test_long_chain);
  g_test_add_func ("/tls-probe/ten-thousand-names", test_ten_thousand_names);
  result = g_test_run ();
  free_tls_world ();
  return result;
}
