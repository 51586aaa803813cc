/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "http-certificate.h"

#include <glib/gstdio.h>
#include <gnutls/gnutls.h>
#include <string.h>

#include "answer-server.h"
#include "http-probe.h"
#include "probe-harness.h"
#include "tls-server.h"

#define DAY_S (24 * 3600)

/* The certificate world of the encrypted cases. */
typedef struct
{
  char *folder;
  char *trust_file;
  TestCertificate *root;
} World;

static void
make_world (World *world)
{
  g_autofree char *pem = NULL;

  world->root
      = make_certificate (&(CertificateSpec){ .name = "Test Root", .is_authority = TRUE }, NULL);
  world->folder = g_dir_make_tmp ("ifa-http-XXXXXX", NULL);
  world->trust_file = g_build_filename (world->folder, "roots.pem", NULL);
  pem = dup_pem (world->root);
  g_assert_true (g_file_set_contents (world->trust_file, pem, -1, NULL));
}

static void
free_world (World *world)
{
  g_unlink (world->trust_file);
  g_rmdir (world->folder);
  g_free (world->trust_file);
  g_free (world->folder);
  test_certificate_free (world->root);
}

static void
serve_encrypted (LoopbackServer *server, gnutls_session_t session, gpointer user_data)
{
  const char *answer = user_data;
  char request[4096];

  if (gnutls_record_recv (session, request, sizeof request) > 0)
    gnutls_record_send (session, answer, strlen (answer));
}

static void
test_encrypted (void)
{
  static const struct
  {
    CertificateSpec spec;
    gboolean self_signed;
    IfaOutcome outcome;
    const char *errors;
    gboolean has_date;
  } rows[] = {
    { { .name = HTTP_HOST, .dns = HTTP_HOST }, FALSE, IFA_OUTCOME_OK, NULL, TRUE },
    { { .name = HTTP_HOST, .dns = HTTP_HOST, .from_s = -9 * DAY_S, .until_s = -DAY_S },
      FALSE,
      IFA_OUTCOME_CERTIFICATE,
      "expired",
      TRUE },
    { { .name = HTTP_HOST, .dns = HTTP_HOST, .from_s = DAY_S },
      FALSE,
      IFA_OUTCOME_CERTIFICATE,
      "not-yet-valid",
      TRUE },
    { { .name = HTTP_HOST, .dns = "other.example" },
      FALSE,
      IFA_OUTCOME_CERTIFICATE,
      "wrong-name",
      FALSE },
    { { .name = HTTP_HOST, .dns = HTTP_HOST },
      TRUE,
      IFA_OUTCOME_CERTIFICATE,
      "self-signed",
      FALSE },
    { { .name = HTTP_HOST, .dns = "other.example", .from_s = -9 * DAY_S, .until_s = -DAY_S },
      TRUE,
      IFA_OUTCOME_CERTIFICATE,
      "self-signed, wrong-name, expired",
      FALSE },
  };
  World world;

  make_world (&world);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestCertificate) own
          = make_certificate (&rows[i].spec, rows[i].self_signed ? NULL : world.root);
      TlsServerSpec spec = {
        .chain = { own },
        .n_chain = 1,
        .serve = serve_encrypted,
        .user_data = (gpointer) OK_HEAD "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
                                        "Content-Length: 2\r\n\r\nok",
      };
      g_autoptr (LoopbackServer) server = tls_server_new (&spec);
      g_autoptr (IfaEnvironment) environment = new_http_environment ();
      g_autoptr (IfaCheck) check = new_http_check (server, "https", "/");
      IfaHttpFacts *facts = check->facts;

      ifa_environment_set_trust_file (environment, world.trust_file);
      run_probe (ifa_http_probe_async, ifa_http_probe_finish, environment, check, NULL);
      g_test_message ("row %u: %s", i, check->detail);
      g_assert_cmpint (check->outcome, ==, rows[i].outcome);
      g_assert_cmpstr (facts->certificate_errors, ==, rows[i].errors);
      g_assert_cmpint (facts->server_date_s, ==,
                       rows[i].has_date ? 784111777 : IFA_UNKNOWN_INTEGER);
      g_assert_cmpint (facts->status, ==,
                       rows[i].outcome == IFA_OUTCOME_OK ? 200 : IFA_UNKNOWN_INTEGER);
      if (rows[i].outcome == IFA_OUTCOME_OK)
        g_assert_cmpint (facts->tls_ms, >=, facts->connect_ms);
    }
  free_world (&world);
}

static void
test_insecure_redirect (void)
{
  World world;
  g_autoptr (TestCertificate) own = NULL;
  TlsServerSpec spec = { .n_chain = 1, .serve = serve_encrypted };
  g_autoptr (LoopbackServer) server = NULL;
  g_autoptr (IfaEnvironment) environment = new_http_environment ();
  g_autoptr (IfaCheck) check = NULL;

  make_world (&world);
  own = make_certificate (&(CertificateSpec){ .name = HTTP_HOST, .dns = HTTP_HOST }, world.root);
  spec.chain[0] = own;
  spec.user_data
      = (gpointer) "HTTP/1.1 301 M\r\nLocation: http://" HTTP_HOST "/\r\nContent-Length: 0\r\n\r\n";
  server = tls_server_new (&spec);
  check = new_http_check (server, "https", "/");
  ifa_environment_set_trust_file (environment, world.trust_file);
  run_probe (ifa_http_probe_async, ifa_http_probe_finish, environment, check, NULL);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpstr (((IfaHttpFacts *) check->facts)->redirect_problem, ==, "insecure");
  free_world (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http-certificate/encrypted", test_encrypted);
  g_test_add_func ("/http-certificate/insecure-redirect", test_insecure_redirect);
  return g_test_run ();
}
