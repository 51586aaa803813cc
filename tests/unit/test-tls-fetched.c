/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Links of a chain that the server forgot to send. */

#include "chain-judgement.h"

#include <gnutls/pkcs7.h>
#include <string.h>
#include <sys/socket.h>

#include "probe-harness.h"
#include "tls-probe.h"
#include "tls-world.h"

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
  g_autoptr (TestCertificate) own = make_certificate (
      &(CertificateSpec){ .name = TLS_HOST, .dns = TLS_HOST, .issuer_url = url }, issuer);
  TlsServerSpec spec = { .chain = { own }, .n_chain = 1 };
  g_autoptr (LoopbackServer) server = tls_server_new (&spec);
  g_autoptr (IfaEnvironment) environment = new_tls_environment ();

  *check = new_tls_check (server, TLS_HOST);
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

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  make_tls_world ();
  g_test_add_func ("/tls-fetched/fetched", test_fetched);
  result = g_test_run ();
  free_tls_world ();
  return result;
}
