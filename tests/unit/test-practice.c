/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* For each fault: is it really on the wire? */

#include "practice-answers.h"
#include "practice.h"
#include "raw-client.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <sys/stat.h>

/* One fault, and where to look for it. */
typedef struct
{
  IfaPractice *practice;
  IfaEnvironment *environment;
  guint16 port;
  guint16 web_port;
  guint16 control_port;
} World;

static guint16
port_of (const char *url)
{
  const char *colon = strrchr (url, ':');

  g_assert_nonnull (colon);
  return g_ascii_strtoull (colon + 1, NULL, 10);
}

static void
world_begin (World *self, const char *fault_id)
{
  g_autoptr (GError) error = NULL;
  IfaProfile *profile;

  self->practice = ifa_practice_new (ifa_practice_find_fault (fault_id), &error);
  g_assert_no_error (error);
  self->environment = ifa_environment_new ();
  ifa_practice_prepare_environment (self->practice, self->environment);
  profile = ifa_practice_get_profile (self->practice);
  self->port = port_of (ifa_practice_get_url (self->practice));
  self->web_port = port_of (profile->control_connectivity);
  self->control_port = port_of (profile->control_https[0]);
}

static void
world_end (World *self)
{
  g_assert_finalize_object (self->practice);
  ifa_environment_unref (self->environment);
}

static RawClient *
handshake_with (World *world, guint16 port, const char *host, const char *priority)
{
  RawClient *client = raw_client_new (port);

  g_assert_cmpint (client->connect_errno, ==, 0);
  raw_client_handshake (client, host, ifa_practice_get_trust_file (world->practice), priority);
  return client;
}

static RawClient *
handshake (World *world)
{
  return handshake_with (world, world->port, IFA_PRACTICE_HOST, RAW_PRIORITY);
}

static RawClient *
get_over_tls (World *world, const char *path)
{
  RawClient *client = handshake (world);

  g_assert_cmpint (client->tls_code, ==, 0);
  g_assert_cmpuint (client->verification, ==, 0);
  raw_client_get (client, IFA_PRACTICE_HOST, path);
  return client;
}

static RawClient *
get_plain (World *world, const char *path)
{
  RawClient *client = raw_client_new (world->web_port);

  g_assert_cmpint (client->connect_errno, ==, 0);
  raw_client_get (client, IFA_PRACTICE_CONNECTIVITY_HOST, path);
  return client;
}

static gnutls_x509_crt_t
dup_certificate (RawClient *client, guint index, guint *n_certificates)
{
  const gnutls_datum_t *chain = gnutls_certificate_get_peers (client->session, n_certificates);
  gnutls_x509_crt_t certificate;

  g_assert_cmpuint (*n_certificates, >, index);
  g_assert_cmpint (gnutls_x509_crt_init (&certificate), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_import (certificate, &chain[index], GNUTLS_X509_FMT_DER), ==, 0);
  return certificate;
}

static gboolean
signs_itself (RawClient *client, guint index, guint *n_certificates)
{
  gnutls_x509_crt_t certificate = dup_certificate (client, index, n_certificates);
  gboolean itself = gnutls_x509_crt_check_issuer (certificate, certificate) != 0;

  gnutls_x509_crt_deinit (certificate);
  return itself;
}

static void
assert_certificate_answers (World *world, guint expected)
{
  g_autoptr (RawClient) client = handshake (world);

  g_assert_cmpint (client->tls_code, ==, 0);
  g_assert_cmphex (client->verification, ==, expected);
}

static void
assert_status (World *world, const char *status, const char *header, const char *body)
{
  g_autoptr (RawClient) client = get_over_tls (world, IFA_PRACTICE_HEALTH_PATH);
  g_autofree char *start = g_strconcat ("HTTP/1.1 ", status, " ", NULL);

  g_assert_true (g_str_has_prefix (client->received->str, start));
  g_assert_true (header == NULL || raw_client_has_header (client, header));
  g_assert_nonnull (strstr (raw_client_get_body (client), body));
  g_assert_cmpint (client->end, ==, 0);
}

static void
check_none (World *world)
{
  assert_status (world, "200", "Content-Type: application/json", "\"code\":0");
  assert_certificate_answers (world, 0);
}

static void
check_clock (World *world)
{
  gint64 behind_us = g_get_real_time () - ifa_environment_now_us (world->environment);

  check_none (world);
  g_assert_cmpint (behind_us / G_TIME_SPAN_DAY, >=, 399);
}

static void
check_portal (World *world)
{
  g_autoptr (RawClient) web = get_plain (world, IFA_PRACTICE_CONNECTIVITY_PATH);
  g_autoptr (RawClient) page = get_plain (world, "/sign-in");
  g_autoptr (RawClient) other = NULL;
  g_autofree char *location = NULL;

  location = g_strdup_printf ("Location: http://%s:%u/sign-in", IFA_PRACTICE_PORTAL_HOST,
                              world->web_port);
  g_assert_true (g_str_has_prefix (web->received->str, "HTTP/1.1 302 "));
  g_assert_true (raw_client_has_header (web, location));
  g_assert_nonnull (strstr (raw_client_get_body (page), "sign in"));
  assert_certificate_answers (world, GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNER_NOT_FOUND
                                         | GNUTLS_CERT_UNEXPECTED_OWNER);
  other = handshake_with (world, world->control_port, IFA_PRACTICE_CONTROL_HOST, RAW_PRIORITY);
  g_assert_cmphex (other->verification & GNUTLS_CERT_UNEXPECTED_OWNER, !=, 0);
}

static void
check_expired (World *world)
{
  assert_certificate_answers (world, GNUTLS_CERT_INVALID | GNUTLS_CERT_EXPIRED);
}

static void
check_not_yet_valid (World *world)
{
  assert_certificate_answers (world, GNUTLS_CERT_INVALID | GNUTLS_CERT_NOT_ACTIVATED);
}

static void
check_expires_soon (World *world)
{
  g_autoptr (RawClient) client = handshake (world);
  guint n_certificates;
  gnutls_x509_crt_t leaf = dup_certificate (client, 0, &n_certificates);
  gint64 left_s = gnutls_x509_crt_get_expiration_time (leaf) - g_get_real_time () / G_USEC_PER_SEC;

  gnutls_x509_crt_deinit (leaf);
  g_assert_cmphex (client->verification, ==, 0);
  g_assert_cmpint (left_s, >, 4 * 86400);
  g_assert_cmpint (left_s, <=, 5 * 86400);
}

static void
check_wrong_name (World *world)
{
  assert_certificate_answers (world, GNUTLS_CERT_INVALID | GNUTLS_CERT_UNEXPECTED_OWNER);
}

static void
check_self_signed (World *world)
{
  g_autoptr (RawClient) client = handshake (world);
  guint n_certificates;

  g_assert_cmphex (client->verification, ==, GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNER_NOT_FOUND);
  g_assert_true (signs_itself (client, 0, &n_certificates));
  g_assert_cmpuint (n_certificates, ==, 1);
}

static void
check_untrusted (World *world)
{
  g_autoptr (RawClient) client = handshake (world);
  guint n_certificates;

  g_assert_cmphex (client->verification, ==, GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNER_NOT_FOUND);
  g_assert_false (signs_itself (client, 0, &n_certificates));
  g_assert_true (signs_itself (client, 1, &n_certificates));
  g_assert_cmpuint (n_certificates, ==, 2);
}

static gnutls_x509_crt_t
fetch_issuer (World *world, gnutls_x509_crt_t leaf)
{
  g_autoptr (RawClient) client = NULL;
  gnutls_datum_t url = { NULL, 0 };
  gnutls_datum_t der;
  gnutls_x509_crt_t issuer;
  g_autofree char *expected = NULL;

  expected = g_strdup_printf ("http://127.0.0.1:%u" IFA_PRACTICE_ISSUER_PATH, world->web_port);
  g_assert_cmpint (gnutls_x509_crt_get_authority_info_access (leaf, 0, GNUTLS_IA_CAISSUERS_URI,
                                                              &url, NULL),
                   >=, 0);
  g_assert_cmpmem (url.data, url.size, expected, strlen (expected));
  gnutls_free (url.data);
  client = get_plain (world, IFA_PRACTICE_ISSUER_PATH);
  der.data = (guint8 *) raw_client_get_body (client);
  der.size = client->received->len - (der.data - (guint8 *) client->received->str);
  g_assert_cmpint (gnutls_x509_crt_init (&issuer), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_import (issuer, &der, GNUTLS_X509_FMT_DER), ==, 0);
  return issuer;
}

static void
check_incomplete (World *world)
{
  g_autoptr (RawClient) client = handshake (world);
  gnutls_x509_crt_t chain[2];
  gnutls_x509_trust_list_t roots;
  guint n_certificates, status;

  g_assert_cmphex (client->verification, ==, GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNER_NOT_FOUND);
  chain[0] = dup_certificate (client, 0, &n_certificates);
  g_assert_cmpuint (n_certificates, ==, 1);
  chain[1] = fetch_issuer (world, chain[0]);

  gnutls_x509_trust_list_init (&roots, 0);
  gnutls_x509_trust_list_add_trust_file (roots, ifa_practice_get_trust_file (world->practice), NULL,
                                         GNUTLS_X509_FMT_PEM, 0, 0);
  g_assert_cmpint (gnutls_x509_trust_list_verify_crt (roots, chain, 2, 0, &status, NULL), ==, 0);
  g_assert_cmphex (status, ==, 0);
  gnutls_x509_trust_list_deinit (roots, 1);
  gnutls_x509_crt_deinit (chain[0]);
  gnutls_x509_crt_deinit (chain[1]);
}

static void
check_weak (World *world)
{
  g_autoptr (RawClient) client = handshake (world);
  guint n_certificates, bits;
  gnutls_x509_crt_t leaf = dup_certificate (client, 0, &n_certificates);

  g_assert_cmphex (client->verification & GNUTLS_CERT_INSECURE_ALGORITHM, !=, 0);
  g_assert_cmpint (gnutls_x509_crt_get_pk_algorithm (leaf, &bits), ==, GNUTLS_PK_RSA);
  g_assert_cmpuint (bits, ==, 1024);
  g_assert_cmpint (gnutls_x509_crt_get_signature_algorithm (leaf), ==, GNUTLS_SIGN_ECDSA_SHA1);
  gnutls_x509_crt_deinit (leaf);
}

static void
check_old_tls (World *world)
{
  g_autoptr (RawClient) today = handshake_with (world, world->port, IFA_PRACTICE_HOST,
                                                "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2");
  g_autoptr (RawClient) then
      = handshake_with (world, world->port, IFA_PRACTICE_HOST, "NORMAL:-VERS-ALL:+VERS-TLS1.0");

  /* As real old servers do, it answers with its own version; it is the client who refuses. */
  g_assert_cmpint (today->tls_code, ==, GNUTLS_E_UNSUPPORTED_VERSION_PACKET);
  g_assert_cmpint (then->tls_code, ==, 0);
  g_assert_cmpint (gnutls_protocol_get_version (then->session), ==, GNUTLS_TLS1_0);
}

static void
check_handshake_refused (World *world)
{
  g_autoptr (RawClient) client = handshake (world);

  g_assert_cmpint (client->tls_code, ==, GNUTLS_E_FATAL_ALERT_RECEIVED);
  g_assert_cmpint (gnutls_alert_get (client->session), ==, GNUTLS_A_HANDSHAKE_FAILURE);
}

static void
check_not_tls (World *world)
{
  g_autoptr (RawClient) tls = handshake (world);
  g_autoptr (RawClient) plain = raw_client_new (world->port);

  g_assert_cmpint (tls->tls_code, <, 0);
  g_assert_cmpint (tls->tls_code, !=, GNUTLS_E_FATAL_ALERT_RECEIVED);
  g_assert_cmpint (raw_client_send (plain, "?", 1), ==, 1);
  raw_client_read (plain);
  g_assert_true (g_str_has_prefix (plain->received->str, "HTTP/1.1 400 "));
}

static void
check_refuses (World *world)
{
  g_autoptr (RawClient) client = raw_client_new (world->port);
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (world->port) };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (client->connect_errno, ==, ECONNREFUSED);
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, -1);
  g_assert_cmpint (errno, ==, EADDRINUSE);
  close (fd);
}

static void
assert_silence (RawClient *client)
{
  raw_client_set_patience (client, 300);
  g_assert_cmpint (raw_client_read (client), <, 0);
  g_assert_true (client->session != NULL ? client->end == GNUTLS_E_AGAIN : errno == EAGAIN);
}

static void
check_hangs (World *world)
{
  g_autoptr (RawClient) client = raw_client_new (world->port);

  g_assert_cmpint (client->connect_errno, ==, 0);
  g_assert_cmpint (raw_client_send (client, "\x16\x03\x01", 3), ==, 3);
  assert_silence (client);
}

static void
check_hangs_after_tls (World *world)
{
  static const char request[] = "GET /health HTTP/1.1\r\nHost: a\r\n\r\n";
  g_autoptr (RawClient) client = handshake (world);

  g_assert_cmphex (client->verification, ==, 0);
  g_assert_cmpint (raw_client_send (client, request, strlen (request)), ==, strlen (request));
  assert_silence (client);
}

static void
check_moved (World *world)
{
  g_autoptr (RawClient) there = NULL;
  g_autofree char *location = NULL;

  location
      = g_strdup_printf ("Location: https://%s:%u/v2/health", IFA_PRACTICE_MOVED_HOST, world->port);
  assert_status (world, "301", location, "");
  there = handshake_with (world, world->port, IFA_PRACTICE_MOVED_HOST, RAW_PRIORITY);
  g_assert_cmphex (there->verification, ==, 0);
  raw_client_get (there, IFA_PRACTICE_MOVED_HOST, "/v2/health");
  g_assert_true (g_str_has_prefix (there->received->str, "HTTP/1.1 200 "));
}

static void
check_redirect_loop (World *world)
{
  g_autoptr (RawClient) again = get_over_tls (world, "/health/again");
  g_autofree char *there = NULL;
  g_autofree char *back = NULL;

  there = g_strdup_printf ("Location: https://%s:%u/health/again", IFA_PRACTICE_HOST, world->port);
  back = g_strdup_printf ("Location: https://%s:%u/health", IFA_PRACTICE_HOST, world->port);
  assert_status (world, "302", there, "");
  g_assert_true (raw_client_has_header (again, back));
}

static void
check_empty (World *world)
{
  g_autoptr (RawClient) client = get_over_tls (world, IFA_PRACTICE_HEALTH_PATH);

  g_assert_true (g_str_has_prefix (client->received->str, "HTTP/1.1 200 "));
  g_assert_true (raw_client_has_header (client, "Content-Length: 0"));
  g_assert_cmpstr (raw_client_get_body (client), ==, "");
}

static void
check_malformed (World *world)
{
  g_autoptr (RawClient) client = get_over_tls (world, IFA_PRACTICE_HEALTH_PATH);

  g_assert_true (raw_client_has_header (client, "Content-Type: application/json"));
  g_assert_null (json_from_string (raw_client_get_body (client), NULL));
}

static void
check_slow (World *world)
{
  gint64 began_us = g_get_monotonic_time ();

  assert_status (world, "200", NULL, "\"code\":0");
  g_assert_cmpint (g_get_monotonic_time () - began_us, >, 5 * G_USEC_PER_SEC);
}

static void
assert_cut_off (World *world, gssize end)
{
  g_autoptr (RawClient) client = get_over_tls (world, IFA_PRACTICE_HEALTH_PATH);

  g_assert_true (raw_client_has_header (client, "Content-Length: 4096"));
  g_assert_cmpuint (strlen (raw_client_get_body (client)), ==, 1000);
  g_assert_cmpint (client->end, ==, end);
}

static void
check_cut_off (World *world)
{
  assert_cut_off (world, 0);
}

static void
check_cut_off_abruptly (World *world)
{
  assert_cut_off (world, GNUTLS_E_PREMATURE_TERMINATION);
}

typedef struct
{
  const char *fault;
  void (*check) (World *world); /* NULL: the answer's status, one header and its body will do */
  const char *status;
  const char *header;
  const char *body;
} Proof;

static const Proof proofs[] = {
  { "none", check_none },
  { "clock-wrong", check_clock },
  { "portal", check_portal },
  { "expired", check_expired },
  { "not-yet-valid", check_not_yet_valid },
  { "expires-soon", check_expires_soon },
  { "wrong-name", check_wrong_name },
  { "self-signed", check_self_signed },
  { "untrusted", check_untrusted },
  { "incomplete", check_incomplete },
  { "weak", check_weak },
  { "old-tls", check_old_tls },
  { "handshake-refused", check_handshake_refused },
  { "not-tls", check_not_tls },
  { "refuses", check_refuses },
  { "hangs", check_hangs },
  { "hangs-after-tls", check_hangs_after_tls },
  { "503", NULL, "503", "Retry-After: 120", "busy" },
  { "maintenance", NULL, "503", NULL, "maintenance" },
  { "500", NULL, "500", NULL, "500" },
  { "502", NULL, "502", NULL, "502" },
  { "403", NULL, "403", NULL, "403" },
  { "401", NULL, "401", "WWW-Authenticate: Bearer realm=\"practice\"", "" },
  { "moved", check_moved },
  { "404", NULL, "404", NULL, "404" },
  { "429", NULL, "429", "Retry-After: 60", "" },
  { "redirect-loop", check_redirect_loop },
  { "empty", check_empty },
  { "malformed", check_malformed },
  { "html", NULL, "200", "Content-Type: text/html; charset=utf-8", "<html>" },
  { "error-code", NULL, "200", "Content-Type: application/json", "\"code\":50003" },
  { "slow", check_slow },
  { "cut-off", check_cut_off },
  { "cut-off-abruptly", check_cut_off_abruptly },
};

/* Whatever is wrong with the service, the rest of the world is well. */
static void
check_controls (World *world)
{
  g_autoptr (RawClient) web = get_plain (world, IFA_PRACTICE_CONNECTIVITY_PATH);
  g_autoptr (RawClient) control = NULL;

  g_assert_true (g_str_has_prefix (web->received->str, "HTTP/1.1 204 "));
  g_assert_nonnull (strstr (web->received->str, "\r\nDate: "));
  control = handshake_with (world, world->control_port, IFA_PRACTICE_CONTROL_HOST, RAW_PRIORITY);
  g_assert_cmphex (control->verification, ==, 0);
  raw_client_get (control, IFA_PRACTICE_CONTROL_HOST, "/");
  g_assert_true (g_str_has_prefix (control->received->str, "HTTP/1.1 200 "));
}

static void
test_fault (gconstpointer data)
{
  const Proof *proof = data;
  World world = { 0 };

  world_begin (&world, proof->fault);
  if (proof->check != NULL)
    proof->check (&world);
  else
    assert_status (&world, proof->status, proof->header, proof->body);
  if (!g_str_equal (proof->fault, "portal"))
    check_controls (&world);
  world_end (&world);
}

static void
test_every_fault_has_a_proof (void)
{
  guint n_faults;
  const IfaPracticeFault *faults = ifa_practice_list_faults (&n_faults);

  g_assert_cmpuint (n_faults, ==, G_N_ELEMENTS (proofs));
  for (guint i = 0; i < n_faults; i++)
    {
      g_assert_cmpstr (faults[i].id, ==, proofs[i].fault);
      g_assert_true (ifa_practice_find_fault (faults[i].id) == &faults[i]);
      g_assert_cmpint (faults[i].cause == NULL, ==, i == 0);
    }
}

static void
test_cause_is_an_alias (void)
{
  g_assert_cmpstr (ifa_practice_find_fault ("certificate-expired")->id, ==, "expired");
  g_assert_cmpstr (ifa_practice_find_fault ("tls-handshake-failed")->id, ==, "handshake-refused");
  g_assert_cmpstr (ifa_practice_find_fault ("service-moved")->id, ==, "moved");
  g_assert_null (ifa_practice_find_fault ("unheard-of"));
  g_assert_null (ifa_practice_find_fault (NULL));
}

static void
test_profile (void)
{
  World world = { 0 };
  g_auto (GStrv) hosts = NULL;
  IfaProfile *profile;
  const IfaEndpoint *api;

  world_begin (&world, "none");
  profile = ifa_practice_get_profile (world.practice);
  hosts = ifa_profile_list_hosts (profile, FALSE);
  api = ifa_profile_find_endpoint (profile, "api");
  g_assert_cmpstr (profile->id, ==, "practice");
  g_assert_cmpstr (api->url, ==, ifa_practice_get_url (world.practice));
  g_assert_cmpstr (api->host, ==, IFA_PRACTICE_HOST);
  g_assert_cmpuint (api->port, ==, world.port);
  g_assert_cmpstr (api->error_code_path, ==, "$.code");
  g_assert_cmpuint (g_strv_length (profile->clock_ntp), ==, 0);
  g_assert_nonnull (ifa_profile_find_error (profile, "50003"));
  for (guint i = 0; hosts[i] != NULL; i++)
    g_assert_cmpstr (ifa_environment_lookup_host (world.environment, hosts[i]), ==, "127.0.0.1");
  world_end (&world);
}

static void
test_trust_is_private (void)
{
  World world = { 0 };
  struct stat status;
  g_autofree char *file = NULL;
  g_autofree char *folder = NULL;

  world_begin (&world, "none");
  file = g_strdup (ifa_practice_get_trust_file (world.practice));
  folder = g_path_get_dirname (file);
  g_assert_cmpstr (ifa_environment_get_trust_file (world.environment), ==, file);
  g_assert_cmpint (g_stat (file, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 07777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 07777, ==, 0700);
  world_end (&world);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/every-fault-has-a-proof", test_every_fault_has_a_proof);
  g_test_add_func ("/practice/cause-is-an-alias", test_cause_is_an_alias);
  g_test_add_func ("/practice/profile", test_profile);
  g_test_add_func ("/practice/trust-is-private", test_trust_is_private);
  for (guint i = 0; i < G_N_ELEMENTS (proofs); i++)
    {
      g_autofree char *path = g_strconcat ("/practice/wire/", proofs[i].fault, NULL);

      g_test_add_data_func (path, &proofs[i], test_fault);
    }
  return g_test_run ();
}
