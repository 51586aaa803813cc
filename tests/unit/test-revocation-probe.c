/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Responses are made by openssl, an implementation that is not ours. */

#include "revocation-probe.h"

#include <glib/gstdio.h>
#include <gnutls/x509.h>
#include <string.h>
#include <sys/socket.h>

#include "chain-memory.h"
#include "crl.h"
#include "facts.h"
#include "loopback-server.h"
#include "ocsp.h"
#include "probe-harness.h"
#include "tls-chain.h"

#define DAY_S (24 * 3600)
#define FOUND "HTTP/1.0 200 OK\r\n\r\n"

#define ok(call) g_assert_cmpint ((call), ==, GNUTLS_E_SUCCESS)

static TestCertificate *authority;
static TestCertificate *stranger;
static char *folder;

/* What a server of the authority answers; the question is kept. */
typedef struct
{
  const char *head;
  GBytes *body; /* (nullable) */
  gboolean stays;
  char question[4096];
  gsize n_question;
} Answer;

static void
serve (LoopbackServer *server, int fd, gpointer user_data)
{
  Answer *answer = user_data;

  answer->n_question = read_some (fd, answer->question, sizeof answer->question - 1);
  write_all (fd, answer->head, strlen (answer->head));
  if (answer->body != NULL)
    write_all (fd, g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body));
  if (answer->stays)
    loopback_server_wait (server, 10000);
  shutdown (fd, SHUT_WR);
}

static IfaCertificate *
parse (const TestCertificate *certificate)
{
  g_autoptr (GBytes) der = dup_der (certificate);

  return ifa_certificate_new (der);
}

static char *
dup_serial (const TestCertificate *certificate)
{
  g_autoptr (IfaCertificate) parsed = parse (certificate);
  g_autofree char *serial = ifa_certificate_dup_serial (parsed);

  return g_ascii_strup (serial, -1);
}

static char *
write_file (const char *name, const char *text, gssize length)
{
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, length, NULL));
  return path;
}

/* Has openssl answer our own question. @status is 'V' for valid or 'R' for revoked; @other is in
 * the authority's book instead of @certificate. */
static GBytes *
make_response (const TestCertificate *certificate,
               const TestCertificate *signer,
               char status,
               const TestCertificate *other)
{
  g_autoptr (IfaCertificate) own = parse (certificate);
  g_autoptr (IfaCertificate) issuer = parse (authority);
  g_autoptr (GBytes) question = ifa_ocsp_ask (own, issuer);
  g_autofree char *serial = dup_serial (other != NULL ? other : certificate);
  g_autofree char *book = g_strdup_printf ("%c\t391231235959Z\t%s\t%s\tunknown\t/CN=x\n", status,
                                           status == 'R' ? "240102030405Z" : "", serial);
  g_autofree char *pem = dup_pem (signer);
  g_autofree char *key_pem = dup_key_pem (signer);
  g_autofree char *authority_pem = dup_pem (authority);
  g_autofree char *book_path = write_file ("index.txt", book, -1);
  g_autofree char *signer_path = write_file ("signer.pem", pem, -1);
  g_autofree char *key_path = write_file ("key.pem", key_pem, -1);
  g_autofree char *authority_path = write_file ("authority.pem", authority_pem, -1);
  g_autofree char *question_path = write_file ("question.der", g_bytes_get_data (question, NULL),
                                               (gssize) g_bytes_get_size (question));
  g_autofree char *answer_path = g_build_filename (folder, "answer.der", NULL);
  g_autofree char *command = g_strdup_printf (
      "openssl ocsp -index '%s' -rsigner '%s' -rkey '%s' -CA '%s' -reqin '%s' -respout '%s' "
      "-ndays 2",
      book_path, signer_path, key_path, authority_path, question_path, answer_path);
  g_autofree char *answer = NULL;
  gsize length;

  g_unlink (answer_path);
  if (!run_tool (command) || !g_file_get_contents (answer_path, &answer, &length, NULL))
    return NULL;
  return g_bytes_new (answer, length);
}

typedef struct
{
  gint64 this_update_s; /* relative to now */
  gint64 next_update_s;
  gboolean lists_certificate;
  guint n_others;
} CrlSpec;

static GBytes *
make_list (const TestCertificate *certificate, const TestCertificate *signer, const CrlSpec *spec)
{
  gnutls_x509_crl_t crl = NULL;
  gnutls_datum_t der = { NULL, 0 };
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  guint8 serial[16];
  gsize length = sizeof serial;
  GBytes *bytes;

  ok (gnutls_x509_crl_init (&crl));
  ok (gnutls_x509_crl_set_version (crl, 2));
  ok (gnutls_x509_crl_set_this_update (crl, now_s + spec->this_update_s));
  ok (gnutls_x509_crl_set_next_update (crl, now_s + spec->next_update_s));
  ok (gnutls_x509_crl_set_number (crl, "\x01", 1));
  for (guint i = 0; i < spec->n_others; i++)
    {
      const guint8 other[] = { 0x7f, 0x7f, (guint8) (i >> 8), (guint8) i };
      ok (gnutls_x509_crl_set_crt_serial (crl, other, sizeof other, now_s));
    }
  if (spec->lists_certificate)
    {
      ok (gnutls_x509_crt_get_serial (certificate->crt, serial, &length));
      ok (gnutls_x509_crl_set_crt_serial (crl, serial, length, now_s - DAY_S));
    }
  ok (gnutls_x509_crl_sign2 (crl, signer->crt, signer->key, GNUTLS_DIG_SHA256, 0));
  ok (gnutls_x509_crl_export2 (crl, GNUTLS_X509_FMT_DER, &der));
  bytes = g_bytes_new (der.data, der.size);
  gnutls_free (der.data);
  gnutls_x509_crl_deinit (crl);
  return bytes;
}

static IfaEnvironment *
new_environment (void)
{
  IfaEnvironment *environment = ifa_environment_new ();

  ifa_environment_get_limits (environment)->control_ms = 400;
  ifa_environment_map_host (environment, "ca.example", "127.0.0.1");
  return environment;
}

/* A certificate that names two servers of its authority, as if it had just been seen. */
static IfaCheck *
check_of (const TestCertificate *certificate)
{
  IfaCheck *check = ifa_check_new (&ifa_revocation_facts, IFA_ROLE_SERVICE, "api");
  IfaRevocationFacts *facts = check->facts;
  g_autoptr (IfaCertificate) own = parse (certificate);
  g_autoptr (IfaCertificate) issuer = parse (authority);

  facts->fingerprint_sha256 = dup_sha256 (certificate);
  ifa_chain_memory_put (own, issuer);
  return check;
}

static TestCertificate *
make_own (const LoopbackServer *responder, const LoopbackServer *list)
{
  g_autofree char *ocsp_url
      = responder != NULL
            ? g_strdup_printf ("http://ca.example:%u/", loopback_server_get_port (responder))
            : NULL;
  g_autofree char *crl_url = list != NULL ? g_strdup_printf ("http://ca.example:%u/ca.crl",
                                                             loopback_server_get_port (list))
                                          : NULL;

  return make_certificate (
      &(CertificateSpec){ .name = "x", .ocsp_url = ocsp_url, .crl_url = crl_url }, authority);
}

static void
test_responder (void)
{
  g_autoptr (TestCertificate) other
      = make_certificate (&(CertificateSpec){ .name = "o" }, authority);
  struct
  {
    const TestCertificate *signer;
    char status;
    const TestCertificate *other;
    gint64 offset_s;
    const char *answer;
    IfaRevocationStatus result;
    IfaOutcome outcome;
  } rows[] = {
    { authority, 'V', NULL, 0, "good", IFA_REVOCATION_GOOD, IFA_OUTCOME_OK },
    { authority, 'R', NULL, 0, "revoked", IFA_REVOCATION_REVOKED, IFA_OUTCOME_OK },
    { authority, 'V', other, 0, "unknown", IFA_REVOCATION_UNKNOWN, IFA_OUTCOME_FAILED },
    { authority, 'R', NULL, 30 * DAY_S, "expired", IFA_REVOCATION_UNKNOWN, IFA_OUTCOME_FAILED },
    { authority, 'V', NULL, -30 * DAY_S, "expired", IFA_REVOCATION_UNKNOWN, IFA_OUTCOME_FAILED },
    { stranger, 'R', NULL, 0, "invalid", IFA_REVOCATION_UNKNOWN, IFA_OUTCOME_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Answer answer = { .head = FOUND };
      g_autoptr (LoopbackServer) server = loopback_server_new (serve, &answer);
      g_autoptr (TestCertificate) own = make_own (server, NULL);
      g_autoptr (IfaCheck) check = check_of (own);
      g_autoptr (IfaEnvironment) environment = new_environment ();
      g_autoptr (GBytes) response
          = make_response (own, rows[i].signer, rows[i].status, rows[i].other);
      IfaRevocationFacts *facts = check->facts;

      if (response == NULL)
        {
          g_test_skip ("needs openssl");
          return;
        }
      answer.body = response;
      ifa_environment_set_clock_offset_us (environment, rows[i].offset_s * G_USEC_PER_SEC);
      run_probe (ifa_revocation_probe_async, ifa_revocation_probe_finish, environment, check, NULL);
      g_test_message ("row %u", i);
      g_assert_cmpstr (facts->ocsp_status, ==, rows[i].answer);
      g_assert_cmpint (facts->status, ==, rows[i].result);
      g_assert_cmpint (check->outcome, ==, rows[i].outcome);
      g_assert_null (facts->crl_status);
      if (facts->status == IFA_REVOCATION_REVOKED)
        g_assert_cmpint (facts->revoked_since_s, ==, 1704164645);
      g_assert_true (g_str_has_prefix (answer.question, "POST / HTTP/1.1\r\n"));
      g_assert_nonnull (strstr (answer.question, "application/ocsp-request"));
    }
}

static void
test_list (void)
{
  struct
  {
    const TestCertificate *signer;
    CrlSpec spec;
    const char *answer;
    IfaRevocationStatus result;
  } rows[] = {
    { authority, { -DAY_S, DAY_S, FALSE }, "good", IFA_REVOCATION_GOOD },
    { authority, { -DAY_S, DAY_S, TRUE }, "revoked", IFA_REVOCATION_REVOKED },
    { authority, { -DAY_S, DAY_S, TRUE, 200 }, "revoked", IFA_REVOCATION_REVOKED },
    { authority, { -DAY_S, DAY_S, FALSE, 200 }, "good", IFA_REVOCATION_GOOD },
    { authority, { -9 * DAY_S, -DAY_S, TRUE }, "expired", IFA_REVOCATION_UNKNOWN },
    { authority, { DAY_S, 9 * DAY_S, TRUE }, "expired", IFA_REVOCATION_UNKNOWN },
    { stranger, { -DAY_S, DAY_S, TRUE }, "invalid", IFA_REVOCATION_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Answer answer = { .head = FOUND };
      g_autoptr (LoopbackServer) server = loopback_server_new (serve, &answer);
      g_autoptr (TestCertificate) own = make_own (NULL, server);
      g_autoptr (IfaCheck) check = check_of (own);
      g_autoptr (IfaEnvironment) environment = new_environment ();
      g_autoptr (GBytes) list = make_list (own, rows[i].signer, &rows[i].spec);
      IfaRevocationFacts *facts = check->facts;

      answer.body = list;
      run_probe (ifa_revocation_probe_async, ifa_revocation_probe_finish, environment, check, NULL);
      g_test_message ("row %u", i);
      g_assert_cmpstr (facts->crl_status, ==, rows[i].answer);
      g_assert_cmpint (facts->status, ==, rows[i].result);
      g_assert_cmpint (check->outcome, ==,
                       facts->status != IFA_REVOCATION_UNKNOWN ? IFA_OUTCOME_OK
                                                               : IFA_OUTCOME_FAILED);
      if (facts->status == IFA_REVOCATION_REVOKED)
        g_assert_cmpint (ABS (facts->revoked_since_s + DAY_S - g_get_real_time () / G_USEC_PER_SEC),
                         <, 30);
    }
}

/* The responder fails in some way; the list decides. */
static void
test_list_after_responder (void)
{
  static const struct
  {
    Answer answer;
    const char *status;
  } rows[]
      = { { { .head = "HTTP/1.0 500 No\r\n\r\n" }, "not-found" },
          { { .head = FOUND "rubbish" }, "invalid" },
          { { .head = "HTTP/1.0 302 F\r\nLocation: file:///etc/passwd\r\n\r\n" }, "not-found" },
          { { .head = "", .stays = TRUE }, "timed-out" },
          { { .head = "" }, "closed" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Answer responder_answer = rows[i].answer;
      Answer list_answer = { .head = FOUND };
      g_autoptr (LoopbackServer) responder = loopback_server_new (serve, &responder_answer);
      g_autoptr (LoopbackServer) list = loopback_server_new (serve, &list_answer);
      g_autoptr (TestCertificate) own = make_own (responder, list);
      g_autoptr (IfaCheck) check = check_of (own);
      g_autoptr (IfaEnvironment) environment = new_environment ();
      g_autoptr (GBytes) bytes = make_list (own, authority, &(CrlSpec){ -DAY_S, DAY_S, TRUE });
      IfaRevocationFacts *facts = check->facts;

      list_answer.body = bytes;
      run_probe (ifa_revocation_probe_async, ifa_revocation_probe_finish, environment, check, NULL);
      g_assert_cmpstr (facts->ocsp_status, ==, rows[i].status);
      g_assert_cmpstr (facts->crl_status, ==, "revoked");
      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
    }
}

/* A list of fifty megabytes is not read to its end. */
static void
serve_endless (LoopbackServer *server, int fd, gpointer user_data)
{
  char buffer[65536] = "";

  read_some (fd, buffer, sizeof buffer);
  write_all (fd, FOUND, strlen (FOUND));
  for (guint i = 0; i < 50 * 16; i++)
    if (!write_some (fd, buffer, sizeof buffer))
      return;
}

static void
test_huge_list (void)
{
  g_autoptr (LoopbackServer) server = loopback_server_new (serve_endless, NULL);
  g_autoptr (TestCertificate) own = make_own (NULL, server);
  g_autoptr (IfaCheck) check = check_of (own);
  g_autoptr (IfaEnvironment) environment = new_environment ();

  run_probe (ifa_revocation_probe_async, ifa_revocation_probe_finish, environment, check, NULL);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_TOO_LARGE);
  g_assert_cmpstr (((IfaRevocationFacts *) check->facts)->crl_status, ==, "too-large");
}

static void
test_nobody_to_ask (void)
{
  static const char *const urls[]
      = { "ldap://ca.example/x",    "https://ca.example/x", "file:///etc/passwd",
          "http://127.0.0.1:1/x",   "http://localhost/x",   "http://[::1]/x",
          "http://169.254.169.254/" };
  g_autoptr (IfaEnvironment) environment = new_environment ();

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (TestCertificate) own = make_certificate (
          &(CertificateSpec){ .name = "x", .ocsp_url = urls[i], .crl_url = urls[i] }, authority);
      g_autoptr (IfaCheck) check = check_of (own);

      run_probe (ifa_revocation_probe_async, ifa_revocation_probe_finish, environment, check, NULL);
      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);
    }
}

static void
test_nobody_may_be_asked (void)
{
  Answer answer = { .head = FOUND };
  g_autoptr (LoopbackServer) server = loopback_server_new (serve, &answer);
  g_autoptr (TestCertificate) own = make_own (server, server);
  g_autoptr (IfaCheck) check = check_of (own);
  g_autoptr (IfaEnvironment) environment = new_environment ();

  ifa_environment_set_ask_authorities (environment, FALSE);
  run_probe (ifa_revocation_probe_async, ifa_revocation_probe_finish, environment, check, NULL);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);
  g_assert_cmpuint (loopback_server_get_n_connections (server), ==, 0);
}

static void
test_cancelled (void)
{
  Answer answer = { .head = "", .stays = TRUE };
  g_autoptr (LoopbackServer) server = loopback_server_new (serve, &answer);
  g_autoptr (TestCertificate) own = make_own (server, NULL);
  g_autoptr (IfaCheck) check = check_of (own);
  g_autoptr (IfaEnvironment) environment = new_environment ();

  assert_cancel_is_quick (ifa_revocation_probe_async, ifa_revocation_probe_finish, environment,
                          check);
}

/* Every cut and every turned bit of a list and of a response: never a crash, never "good". */
static void
test_mutations (void)
{
  g_autoptr (TestCertificate) own = make_own (NULL, NULL);
  g_autoptr (IfaCertificate) parsed = parse (own);
  g_autoptr (IfaCertificate) issuer = parse (authority);
  g_autoptr (GBytes) list = make_list (own, authority, &(CrlSpec){ -DAY_S, DAY_S, FALSE });
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  IfaRevocationTimes times;
  gsize length;
  const guint8 *bytes = g_bytes_get_data (list, &length);

  g_assert_cmpstr (ifa_crl_judge (list, parsed, issuer, now_s, &times), ==, "good");
  for (gsize i = 0; i < 8 * length; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (bytes, length);
      g_autoptr (GBytes) mutant = NULL;

      copy[i / 8] ^= (guint8) (1 << i % 8);
      mutant = g_bytes_new (copy, i % 8 == 0 ? i / 8 : length);
      g_assert_cmpstr (ifa_crl_judge (mutant, parsed, issuer, now_s, &times), ==, "invalid");
    }
}

/* What comes with the handshake is judged by the same measure. */
static void
test_stapled (void)
{
  g_autoptr (TestCertificate) own = make_own (NULL, NULL);
  g_autoptr (GBytes) response = make_response (own, authority, 'R', NULL);
  GPtrArray *roots = g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_certificate_unref);
  g_autoptr (IfaTrustStore) store = NULL;
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (IfaCertificatePath) path = NULL;
  IfaTlsFacts *facts = ifa_facts_new (&ifa_tls_facts);

  g_ptr_array_add (roots, parse (authority));
  store = ifa_trust_store_new (roots, IFA_TRUST_LIST_FILE, NULL);
  g_ptr_array_add (chain, dup_der (own));
  if (response != NULL)
    {
      path = ifa_tls_chain_judge (store, chain, response, "x.example",
                                  g_get_real_time () / G_USEC_PER_SEC, facts);
      g_assert_cmpint (facts->ocsp_stapled, ==, IFA_TRI_YES);
      g_assert_cmpstr (facts->ocsp_status, ==, "revoked");
      g_assert_cmpint (facts->trust, ==, IFA_TLS_TRUST_REVOKED);
    }
  else
    g_test_skip ("needs openssl");
  ifa_facts_free (&ifa_tls_facts, facts);
}

static void
remove_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("ifa-revocation-XXXXXX", NULL);
  authority
      = make_certificate (&(CertificateSpec){ .name = "Authority", .is_authority = TRUE }, NULL);
  stranger
      = make_certificate (&(CertificateSpec){ .name = "Authority", .is_authority = TRUE }, NULL);
  g_test_add_func ("/revocation-probe/responder", test_responder);
  g_test_add_func ("/revocation-probe/list", test_list);
  g_test_add_func ("/revocation-probe/list-after-responder", test_list_after_responder);
  g_test_add_func ("/revocation-probe/huge-list", test_huge_list);
  g_test_add_func ("/revocation-probe/nobody-to-ask", test_nobody_to_ask);
  g_test_add_func ("/revocation-probe/nobody-may-be-asked", test_nobody_may_be_asked);
  g_test_add_func ("/revocation-probe/cancelled", test_cancelled);
  g_test_add_func ("/revocation-probe/mutations", test_mutations);
  g_test_add_func ("/revocation-probe/stapled", test_stapled);
  result = g_test_run ();
  test_certificate_free (authority);
  test_certificate_free (stranger);
  remove_folder ();
  return result;
}
