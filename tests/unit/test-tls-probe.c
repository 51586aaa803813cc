/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "tls-probe.h"

#include <gnutls/gnutls.h>
#include <gnutls/pkcs7.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "facts.h"
#include "probe-harness.h"
#include "tls-hello.h"
#include "tls-server.h"

#define HOST "api.invoice.example"
#define DAY_S (24 * 3600)

/* One certificate world for all tests. */
static struct
{
  char *folder;
  char *trust_file;
  TestCertificate *root;
  TestCertificate *intermediate;
  TestCertificate *good;
  TestCertificate *other_root; /* nobody trusts it */
} world;

static void
make_world (void)
{
  g_autofree char *pem = NULL;

  world.root = make_certificate (&(CertificateSpec){ .name = "Test Root",
                                                     .organization = "Test Authority",
                                                     .is_authority = TRUE },
                                 NULL);
  world.intermediate = make_certificate (&(CertificateSpec){ .name = "Test Issuer",
                                                             .organization = "Test Authority",
                                                             .is_authority = TRUE,
                                                             .path_length = 1 },
                                         world.root);
  world.good
      = make_certificate (&(CertificateSpec){ .name = HOST, .dns = HOST }, world.intermediate);
  world.other_root
      = make_certificate (&(CertificateSpec){ .name = "Other Root", .is_authority = TRUE }, NULL);

  world.folder = g_dir_make_tmp ("ifa-tls-XXXXXX", NULL);
  world.trust_file = g_build_filename (world.folder, "roots.pem", NULL);
  pem = dup_pem (world.root);
  g_assert_true (g_file_set_contents (world.trust_file, pem, -1, NULL));
}

static void
free_world (void)
{
  unlink (world.trust_file);
  rmdir (world.folder);
  g_free (world.trust_file);
  g_free (world.folder);
  test_certificate_free (world.root);
  test_certificate_free (world.intermediate);
  test_certificate_free (world.good);
  test_certificate_free (world.other_root);
}

static IfaEnvironment *
new_environment (void)
{
  IfaEnvironment *environment = ifa_environment_new ();

  ifa_environment_get_limits (environment)->connect_ms = 1000;
  ifa_environment_get_limits (environment)->tls_ms = 1500;
  ifa_environment_get_limits (environment)->control_ms = 200;
  ifa_environment_set_trust_file (environment, world.trust_file);
  /* No test leaves this computer. */
  ifa_environment_map_host (environment, "ca.example", "127.0.0.1");
  return environment;
}

static IfaCheck *
new_check (const LoopbackServer *server, const char *host)
{
  IfaCheck *check = ifa_check_new (&ifa_tls_facts, IFA_ROLE_SERVICE, "api");
  IfaTlsFacts *facts = check->facts;

  facts->host = g_strdup (host);
  facts->address = g_strdup ("127.0.0.1");
  facts->port = loopback_server_get_port (server);
  return check;
}

static IfaTlsFacts *
probe (IfaCheck *check)
{
  g_autoptr (IfaEnvironment) environment = new_environment ();

  g_assert_true (run_probe (ifa_tls_probe_async, ifa_tls_probe_finish, environment, check, NULL));
  return check->facts;
}

/* Probes a server with that chain. */
static IfaCheck *
probe_chain (const TlsServerSpec *spec, const char *host)
{
  g_autoptr (LoopbackServer) server = tls_server_new (spec);
  IfaCheck *check = new_check (server, host);

  probe (check);
  return check;
}

static void
test_good (void)
{
  TlsServerSpec spec = { .chain = { world.good, world.intermediate }, .n_chain = 2 };
  g_autoptr (IfaCheck) check = probe_chain (&spec, HOST);
  IfaTlsFacts *facts = check->facts;
  g_autofree char *root_sha256 = dup_sha256 (world.root);
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_TRUSTED);
  g_assert_cmpint (facts->name_matches, ==, IFA_TRI_YES);
  g_assert_cmpint (facts->chain_length, ==, 2);
  g_assert_cmpstr (facts->protocol, ==, "TLS 1.3");
  g_assert_nonnull (facts->cipher);
  g_assert_cmpstr (facts->subject, ==, "CN=" HOST);
  g_assert_cmpstr (facts->issuer, ==, "CN=Test Issuer,O=Test Authority");
  g_assert_cmpstr (facts->root, ==, "CN=Test Root,O=Test Authority");
  g_assert_cmpstr (facts->root_sha256, ==, root_sha256);
  g_assert_cmpstr (facts->names[0], ==, HOST);
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
    { { .name = HOST, .dns = HOST, .from_s = -9 * DAY_S, .until_s = -2 * DAY_S },
      HOST,
      IFA_TRI_YES,
      -1,
      -2 },
    { { .name = HOST, .dns = HOST, .from_s = 2 * DAY_S, .until_s = 9 * DAY_S },
      HOST,
      IFA_TRI_YES,
      2,
      9 },
    { { .name = HOST, .dns = "other.example" }, HOST, IFA_TRI_NO, -1, 365 },
    { { .name = HOST }, HOST, IFA_TRI_NO, -1, 365 },
    { { .name = "x", .dns = "*.invoice.example" }, HOST, IFA_TRI_YES, -1, 365 },
    { { .name = "x", .dns = "*.invoice.example" }, "a.b.invoice.example", IFA_TRI_NO, -1, 365 },
    { { .name = "x", .dns = "*.invoice.example" }, "invoice.example", IFA_TRI_NO, -1, 365 },
    { { .name = "x", .dns = "API.Invoice.Example" }, HOST, IFA_TRI_YES, -1, 365 },
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
  g_autoptr (IfaCheck) check = probe_chain (spec, HOST);
  IfaTlsFacts *facts = check->facts;

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->trust, ==, trust);
  g_assert_cmpint (facts->name_matches, ==, IFA_TRI_YES);
}

static void
test_self_signed (void)
{
  g_autoptr (TestCertificate) own
      = make_certificate (&(CertificateSpec){ .name = HOST, .dns = HOST }, NULL);

  assert_trust (&(TlsServerSpec){ .chain = { own }, .n_chain = 1 }, IFA_TLS_TRUST_SELF_SIGNED);
}

static void
test_unknown_issuer (void)
{
  g_autoptr (TestCertificate) own
      = make_certificate (&(CertificateSpec){ .name = HOST, .dns = HOST }, world.other_root);
  TlsServerSpec spec = { .chain = { own, world.other_root }, .n_chain = 2 };
  g_autofree char *sha256 = dup_sha256 (world.other_root);
  g_autoptr (IfaCheck) check = probe_chain (&spec, HOST);
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
  g_autoptr (TestCertificate) own = make_certificate (
      &(CertificateSpec){ .name = HOST, .dns = HOST, .issuer_url = "http://ca.example/i.crt" },
      world.other_root);
  TlsServerSpec known = { .chain = { world.good }, .n_chain = 1 };
  TlsServerSpec foreign = { .chain = { own }, .n_chain = 1 };
  g_autoptr (IfaCheck) check = probe_chain (&known, HOST);
  IfaTlsFacts *facts = check->facts;

  /* The authority is known here, or the certificate says where its issuer's is. */
  g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_INCOMPLETE);
  g_assert_cmpstr (facts->missing_issuer, ==, "CN=Test Issuer,O=Test Authority");
  g_assert_null (facts->root);
  assert_trust (&foreign, IFA_TLS_TRUST_INCOMPLETE);
}

/* What the authority's web server answers. */
typedef struct
{
  const char *head;
  GBytes *body; /* (nullable) */
  gboolean stays;
} File;

static void
serve_file (LoopbackServer *server, int fd, gpointer user_data)
{
  const File *file = user_data;
  char request[4096];

  read_some (fd, request, sizeof request);
  write_all (fd, file->head, strlen (file->head));
  if (file->body != NULL)
    write_all (fd, g_bytes_get_data (file->body, NULL), g_bytes_get_size (file->body));
  if (file->stays)
    loopback_server_wait (server, 10000);
  shutdown (fd, SHUT_WR);
}

static GBytes *
dup_der (const TestCertificate *certificate)
{
  gnutls_datum_t der = { NULL, 0 };
  GBytes *bytes;

  g_assert_cmpint (gnutls_x509_crt_export2 (certificate->crt, GNUTLS_X509_FMT_DER, &der), ==, 0);
  bytes = g_bytes_new (der.data, der.size);
  gnutls_free (der.data);
  return bytes;
}

static GBytes *
dup_bundle (const TestCertificate *certificate)
{
  gnutls_pkcs7_t bundle = NULL;
  gnutls_datum_t der = { NULL, 0 };
  GBytes *bytes;

  g_assert_cmpint (gnutls_pkcs7_init (&bundle), ==, 0);
  g_assert_cmpint (gnutls_pkcs7_set_crt (bundle, certificate->crt), ==, 0);
  g_assert_cmpint (gnutls_pkcs7_export2 (bundle, GNUTLS_X509_FMT_DER, &der), ==, 0);
  bytes = g_bytes_new (der.data, der.size);
  gnutls_free (der.data);
  gnutls_pkcs7_deinit (bundle);
  return bytes;
}

#define FOUND "HTTP/1.0 200 OK\r\n\r\n"

/* A server sends its own certificate alone, which says where its issuer's is. */
static IfaTlsFacts *
probe_alone (IfaCheck **check, const TestCertificate *issuer, File *file, gboolean may_ask)
{
  g_autoptr (LoopbackServer) authority = loopback_server_new (serve_file, file);
  g_autofree char *url
      = g_strdup_printf ("http://ca.example:%u/i.crt", loopback_server_get_port (authority));
  g_autoptr (TestCertificate) own
      = make_certificate (&(CertificateSpec){ .name = HOST, .dns = HOST, .issuer_url = url },
                          issuer);
  TlsServerSpec spec = { .chain = { own }, .n_chain = 1 };
  g_autoptr (LoopbackServer) server = tls_server_new (&spec);
  g_autoptr (IfaEnvironment) environment = new_environment ();

  *check = new_check (server, HOST);
  ifa_environment_set_ask_authorities (environment, may_ask);
  run_probe (ifa_tls_probe_async, ifa_tls_probe_finish, environment, *check, NULL);
  g_assert_cmpint ((*check)->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (loopback_server_get_n_connections (authority) > 0, ==, may_ask);
  return (*check)->facts;
}

static void
test_fetched (void)
{
  g_autoptr (TestCertificate) unknown
      = make_certificate (&(CertificateSpec){ .name = "Unknown", .is_authority = TRUE },
                          world.other_root);
  g_autoptr (GBytes) known_der = dup_der (world.intermediate);
  g_autoptr (GBytes) known_bundle = dup_bundle (world.intermediate);
  g_autofree char *pem = dup_pem (world.intermediate);
  g_autoptr (GBytes) known_pem = g_bytes_new (pem, strlen (pem));
  g_autoptr (GBytes) root_der = dup_der (world.other_root);
  g_autoptr (GBytes) unknown_der = dup_der (unknown);
  g_autofree char *root_sha256 = dup_sha256 (world.other_root);
  struct
  {
    const TestCertificate *issuer;
    File file;
    gboolean may_ask;
    IfaTlsTrust trust;
    const char *root_sha256;
  } rows[] = {
    { world.intermediate, { FOUND, known_der }, TRUE, IFA_TLS_TRUST_INCOMPLETE, NULL },
    { world.intermediate, { FOUND, known_bundle }, TRUE, IFA_TLS_TRUST_INCOMPLETE, NULL },
    { world.intermediate, { FOUND, known_pem }, TRUE, IFA_TLS_TRUST_INCOMPLETE, NULL },
    /* What is fetched is no more trusted than what is sent. */
    { world.other_root, { FOUND, root_der }, TRUE, IFA_TLS_TRUST_UNKNOWN_ISSUER, root_sha256 },
    { unknown, { FOUND, unknown_der }, TRUE, IFA_TLS_TRUST_UNKNOWN_ISSUER, NULL },
    /* Of another issuer, none, rubbish, silence: then the guess stands. */
    { world.other_root, { FOUND, known_der }, TRUE, IFA_TLS_TRUST_INCOMPLETE, NULL },
    { world.other_root, { "HTTP/1.0 404 No\r\n\r\n" }, TRUE, IFA_TLS_TRUST_INCOMPLETE, NULL },
    { world.other_root, { FOUND "<html>" }, TRUE, IFA_TLS_TRUST_INCOMPLETE, NULL },
    { world.other_root, { "", NULL, TRUE }, TRUE, IFA_TLS_TRUST_INCOMPLETE, NULL },
    { world.other_root, { FOUND, root_der }, FALSE, IFA_TLS_TRUST_INCOMPLETE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IfaCheck) check = NULL;
      IfaTlsFacts *facts = probe_alone (&check, rows[i].issuer, &rows[i].file, rows[i].may_ask);

      g_test_message ("row %u: %s", i, facts->missing_issuer);
      g_assert_cmpint (facts->trust, ==, rows[i].trust);
      g_assert_cmpint (facts->chain_length, ==, 1);
      if (rows[i].root_sha256 != NULL)
        g_assert_cmpstr (facts->root_sha256, ==, rows[i].root_sha256);
      if (facts->trust == IFA_TLS_TRUST_INCOMPLETE)
        g_assert_nonnull (facts->missing_issuer);
    }
}

static void
test_any_order (void)
{
  TlsServerSpec spec
      = { .chain = { world.good, world.other_root, world.root, world.intermediate }, .n_chain = 4 };

  g_autoptr (IfaCheck) check = probe_chain (&spec, HOST);
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
  CertificateSpec own_spec = { .name = HOST, .dns = HOST };
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
      = make_certificate (&(CertificateSpec){ .name = HOST, .dns = HOST, .rsa_bits = 1024 },
                          world.intermediate);
  g_autoptr (TestCertificate) sha1 = make_certificate (
      &(CertificateSpec){ .name = HOST, .dns = HOST, .digest = GNUTLS_DIG_SHA1 },
      world.intermediate);
  TlsServerSpec spec = { .chain = { small, world.intermediate },
                         .n_chain = 2,
                         .priority = "NORMAL:%PROFILE_VERY_WEAK" };
  g_autoptr (IfaCheck) check = probe_chain (&spec, HOST);
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
      = make_certificate (&(CertificateSpec){ .name = HOST, .dns = HOST }, old);
  g_autoptr (TestCertificate) fresh = NULL;
  TlsServerSpec spec = { .n_chain = 3 };
  g_autoptr (IfaCheck) check = NULL;
  IfaTlsFacts *facts;

  old_spec.until_s = 300 * DAY_S;
  fresh = remake_certificate (&old_spec, old, world.root);
  spec.chain[0] = own;
  spec.chain[1] = old;
  spec.chain[2] = fresh;
  check = probe_chain (&spec, HOST);
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
  g_autoptr (IfaCheck) check = new_check (server, HOST);
  g_autoptr (IfaEnvironment) environment = new_environment ();
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
  own = make_certificate (&(CertificateSpec){ .name = HOST, .dns = HOST },
                          authorities[G_N_ELEMENTS (authorities) - 1]);
  spec.chain[0] = own;
  for (guint i = 1; i < G_N_ELEMENTS (authorities); i++)
    spec.chain[i] = authorities[G_N_ELEMENTS (authorities) - i];

  check = probe_chain (&spec, HOST);
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
      = make_certificate (&(CertificateSpec){ .name = HOST, .n_more_names = 10000 },
                          world.intermediate);
  TlsServerSpec spec = { .chain = { own, world.intermediate }, .n_chain = 2 };
  g_autoptr (LoopbackServer) server = tls_server_new (&spec);
  g_autoptr (IfaCheck) check = new_check (server, "host-9999.example");
  g_autoptr (IfaEnvironment) environment = new_environment ();
  IfaTlsFacts *facts = check->facts;

  /* Under a sanitizer even the server takes its time. */
  ifa_environment_get_limits (environment)->tls_ms = 20000;
  run_probe (ifa_tls_probe_async, ifa_tls_probe_finish, environment, check, NULL);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->name_matches, ==, IFA_TRI_YES);
  g_assert_cmpuint (g_strv_length (facts->names), ==, 200);
  g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_TRUSTED);
}

static void
test_old_versions (void)
{
  static const struct
  {
    const char *priority;
    const char *name;
  } rows[] = { { "NORMAL:-VERS-ALL:+VERS-TLS1.0", "TLS 1.0" },
               { "NORMAL:-VERS-ALL:+VERS-TLS1.1", "TLS 1.1" },
               { "NORMAL:-VERS-ALL:+VERS-TLS1.0:+VERS-TLS1.1", "TLS 1.1" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TlsServerSpec spec = { .chain = { world.good }, .n_chain = 1, .priority = rows[i].priority };
      g_autoptr (IfaCheck) check = probe_chain (&spec, HOST);
      IfaTlsFacts *facts = check->facts;

      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_VERSION);
      g_assert_cmpstr (facts->only_old_versions, ==, rows[i].name);
    }
}

static void
test_weak_cipher (void)
{
  g_autoptr (TestCertificate) own
      = make_certificate (&(CertificateSpec){ .name = HOST, .dns = HOST, .rsa_bits = 2048 },
                          world.intermediate);
  TlsServerSpec spec
      = { .chain = { own }, .n_chain = 1, .priority = "NORMAL:-VERS-TLS1.3:-CIPHER-ALL:+3DES-CBC" };
  g_autoptr (IfaCheck) check = probe_chain (&spec, HOST);
  IfaTlsFacts *facts = check->facts;

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_ALERT);
  g_assert_cmpstr (facts->alert, ==, "handshake_failure");
  g_assert_cmpint (facts->alert_code, ==, 40);
  g_assert_null (facts->only_old_versions);
  g_assert_cmpstr (facts->weakness, ==, "3DES");
}

static void
test_client_certificate (void)
{
  static const struct
  {
    const char *priority;
    gboolean needs;
    IfaOutcome outcome;
  } rows[] = { { "NORMAL:-VERS-ALL:+VERS-TLS1.3", TRUE, IFA_OUTCOME_ALERT },
               { "NORMAL:-VERS-ALL:+VERS-TLS1.2", TRUE, IFA_OUTCOME_ALERT },
               { "NORMAL:-VERS-ALL:+VERS-TLS1.3", FALSE, IFA_OUTCOME_OK },
               { "NORMAL:-VERS-ALL:+VERS-TLS1.2", FALSE, IFA_OUTCOME_OK } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TlsServerSpec spec = { .chain = { world.good, world.intermediate },
                             .n_chain = 2,
                             .priority = rows[i].priority,
                             .wants_certificate = TRUE,
                             .needs_certificate = rows[i].needs };
      g_autoptr (IfaCheck) check = probe_chain (&spec, HOST);
      IfaTlsFacts *facts = check->facts;

      g_test_message ("row %u: %s", i, facts->alert);
      g_assert_cmpint (check->outcome, ==, rows[i].outcome);
      g_assert_cmpint (facts->client_certificate_requested, ==, IFA_TRI_YES);
      g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_TRUSTED);
      g_assert_cmpint (facts->alert != NULL, ==, rows[i].needs);
    }
}

/* What a server does that doesn't speak TLS with us. */
typedef struct
{
  const char *greeting; /* (nullable): sent at once */
  const char *answer;   /* (nullable): sent after something was received */
  gsize n_answer;
  gboolean reads;
  gboolean resets;
  gboolean stays;
} Behaviour;

static void
behave (LoopbackServer *server, int fd, gpointer user_data)
{
  const Behaviour *behaviour = user_data;
  guint8 buffer[4096];

  if (behaviour->greeting != NULL)
    write_all (fd, behaviour->greeting, strlen (behaviour->greeting));
  if (behaviour->reads || behaviour->answer != NULL)
    read_some (fd, buffer, sizeof buffer);
  if (behaviour->answer != NULL)
    write_all (fd, behaviour->answer, behaviour->n_answer);
  if (behaviour->stays)
    loopback_server_wait (server, 10000);
  if (behaviour->resets)
    reset_connection (fd);
  else
    {
      shutdown (fd, SHUT_WR);
      while (read_some (fd, buffer, sizeof buffer) > 0)
        ;
    }
}

#define ANSWER(text) .answer = text, .n_answer = sizeof text - 1

static void
test_not_tls (void)
{
  static const struct
  {
    Behaviour behaviour;
    IfaOutcome outcome;
    const char *first_bytes;
    const char *alert;
  } rows[] = {
    { { .reads = TRUE }, IFA_OUTCOME_CLOSED, NULL, NULL },
    { { .reads = FALSE }, IFA_OUTCOME_CLOSED, NULL, NULL },
    { { .reads = TRUE, .resets = TRUE }, IFA_OUTCOME_RESET, NULL, NULL },
    { { .stays = TRUE }, IFA_OUTCOME_TIMED_OUT, NULL, NULL },
    { { .greeting = "SSH-2.0-OpenSSH_9.2\r\n", .reads = TRUE },
      IFA_OUTCOME_MALFORMED,
      "SSH-2.0-OpenSSH_9.2\\r\\n",
      NULL },
    { { .greeting = "\x1b[2J\x07<b>", .reads = TRUE },
      IFA_OUTCOME_MALFORMED,
      "\\x1b[2J\\x07<b>",
      NULL },
    { { ANSWER ("HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n") },
      IFA_OUTCOME_MALFORMED,
      "HTTP/1.1 400 Bad Request\\r\\nServer: nginx\\r\\n\\r\\n",
      NULL },
    { { ANSWER ("\x15\x03\x03\x00\x02\x02\x28") }, IFA_OUTCOME_ALERT, NULL, "handshake_failure" },
    { { ANSWER ("\x15\x03\x01\x00\x02\x02\x46") }, IFA_OUTCOME_VERSION, NULL, "protocol_version" },
    { { ANSWER ("\x15\x03\x03\x00\x02\x02\x70") }, IFA_OUTCOME_ALERT, NULL, "unrecognized_name" },
    { { ANSWER ("\x15\x03\x03\x00\x02\x02\xee") }, IFA_OUTCOME_ALERT, NULL, "238" },
    { { ANSWER ("\x16\x03\x03\x00\x04\x02\xff\xff\xff") }, IFA_OUTCOME_CLOSED, NULL, NULL },
    { { ANSWER ("\x17\x03\x03\x00\x01\x00") },
      IFA_OUTCOME_MALFORMED,
      "\\x17\\x03\\x03\\x00\\x01\\x00",
      NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Behaviour behaviour = rows[i].behaviour;
      g_autoptr (LoopbackServer) server = NULL;
      g_autoptr (IfaCheck) check = NULL;
      IfaTlsFacts *facts;

      server = loopback_server_new (behave, &behaviour);
      check = new_check (server, HOST);
      facts = probe (check);
      g_test_message ("row %u: %s", i, check->detail);
      g_assert_cmpint (check->outcome, ==, rows[i].outcome);
      g_assert_cmpstr (facts->first_bytes, ==, rows[i].first_bytes);
      g_assert_cmpstr (facts->alert, ==, rows[i].alert);
      g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_UNKNOWN);
      g_assert_cmpint (facts->name_matches, ==, IFA_TRI_UNKNOWN);
    }
}

/* A ServerHello of TLS 1.2, and a Certificate message of a megabyte, which no library sends. */
static void
serve_huge_chain (LoopbackServer *server, int fd, gpointer user_data)
{
  guint8 buffer[4096];
  guint8 hello[5 + 4 + 2 + 32 + 1 + 2 + 1] = { 22, 3, 3, 0, 42, 2, 0, 0, 38, 3, 3 };
  guint8 record[5 + 16384] = { 22, 3, 3, 0x40, 0 };
  const guint8 header[] = { 11, 0x0f, 0x42, 0x40, 0x0f, 0x42, 0x3d, 0x0f, 0x42, 0x3a };

  memset (hello + 11, 1, 32);
  hello[44] = 0xc0;
  hello[45] = 0x2f;
  memcpy (record + 5, header, sizeof header);
  read_some (fd, buffer, sizeof buffer);
  write_all (fd, hello, sizeof hello);
  for (guint i = 0; i < 1024 * 1024 / 16384; i++)
    {
      write_all (fd, record, sizeof record);
      memset (record + 5, 0, sizeof header);
    }
  loopback_server_wait (server, 1000);
}

static void
test_huge_chain (void)
{
  g_autoptr (LoopbackServer) server = loopback_server_new (serve_huge_chain, NULL);
  g_autoptr (IfaCheck) check = new_check (server, HOST);

  probe (check);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_TOO_LARGE);
}

static void
test_refused (void)
{
  g_autoptr (LoopbackServer) server = loopback_server_new (behave, &(Behaviour){ 0 });
  g_autoptr (IfaCheck) check = new_check (server, HOST);

  g_clear_pointer (&server, loopback_server_free);
  probe (check);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_REFUSED);
}

static void
test_cancelled (void)
{
  Behaviour behaviour = { .stays = TRUE };
  g_autoptr (LoopbackServer) server = loopback_server_new (behave, &behaviour);
  g_autoptr (IfaEnvironment) environment = new_environment ();
  g_autoptr (IfaCheck) check = new_check (server, HOST);

  assert_cancel_is_quick (ifa_tls_probe_async, ifa_tls_probe_finish, environment, check);
}

static void
test_hello_answers (void)
{
  /* Version 3.0, no session, RC4. */
  guint8 answer[5 + 4 + 2 + 32 + 1 + 2] = { 22, 3, 0, 0, 42, 2, 0, 0, 38, 3, 0 };
  IfaTlsChoice choice = { 0 };

  answer[sizeof answer - 1] = 5;
  g_assert_true (ifa_tls_hello_parse_answer (answer, sizeof answer, &choice));
  g_assert_cmpstr (ifa_tls_hello_get_version_name (choice.version), ==, "SSL 3");
  g_assert_cmpstr (ifa_tls_hello_get_weak_cipher (choice.cipher), ==, "RC4");

  for (gsize length = 0; length < sizeof answer; length++)
    g_assert_false (ifa_tls_hello_parse_answer (answer, length, &choice));
  answer[43] = 33;
  g_assert_false (ifa_tls_hello_parse_answer (answer, sizeof answer, &choice));
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  make_world ();
  g_test_add_func ("/tls-probe/good", test_good);
  g_test_add_func ("/tls-probe/names-and-dates", test_names_and_dates);
  g_test_add_func ("/tls-probe/self-signed", test_self_signed);
  g_test_add_func ("/tls-probe/unknown-issuer", test_unknown_issuer);
  g_test_add_func ("/tls-probe/incomplete", test_incomplete);
  g_test_add_func ("/tls-probe/fetched", test_fetched);
  g_test_add_func ("/tls-probe/any-order", test_any_order);
  g_test_add_func ("/tls-probe/invalid-issuers", test_invalid_issuers);
  g_test_add_func ("/tls-probe/weak", test_weak);
  g_test_add_func ("/tls-probe/two-paths", test_two_paths);
  g_test_add_func ("/tls-probe/no-roots-is-unknown", test_no_roots_is_unknown);
  g_test_add_func ("/tls-probe/long-chain", test_long_chain);
  g_test_add_func ("/tls-probe/ten-thousand-names", test_ten_thousand_names);
  g_test_add_func ("/tls-probe/huge-chain", test_huge_chain);
  g_test_add_func ("/tls-probe/old-versions", test_old_versions);
  g_test_add_func ("/tls-probe/weak-cipher", test_weak_cipher);
  g_test_add_func ("/tls-probe/client-certificate", test_client_certificate);
  g_test_add_func ("/tls-probe/not-tls", test_not_tls);
  g_test_add_func ("/tls-probe/refused", test_refused);
  g_test_add_func ("/tls-probe/cancelled", test_cancelled);
  g_test_add_func ("/tls-probe/hello-answers", test_hello_answers);
  result = g_test_run ();
  free_world ();
  return result;
}
