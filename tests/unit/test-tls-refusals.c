/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Servers that speak otherwise, or not at all. */

#include "tls-probe.h"

#include <string.h>
#include <sys/socket.h>

#include "probe-harness.h"
#include "tls-hello.h"
#include "tls-world.h"

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
      g_autoptr (IfaCheck) check = probe_chain (&spec, TLS_HOST);
      IfaTlsFacts *facts = check->facts;

      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_VERSION);
      g_assert_cmpstr (facts->only_old_versions, ==, rows[i].name);
    }
}

static void
test_weak_cipher (void)
{
  g_autoptr (TestCertificate) own
      = make_certificate (&(CertificateSpec){ .name = TLS_HOST, .dns = TLS_HOST, .rsa_bits = 2048 },
                          world.intermediate);
  TlsServerSpec spec
      = { .chain = { own }, .n_chain = 1, .priority = "NORMAL:-VERS-TLS1.3:-CIPHER-ALL:+3DES-CBC" };
  g_autoptr (IfaCheck) check = probe_chain (&spec, TLS_HOST);
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
      g_autoptr (IfaCheck) check = probe_chain (&spec, TLS_HOST);
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
      check = new_tls_check (server, TLS_HOST);
      facts = probe_tls (check);
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
  g_autoptr (IfaCheck) check = new_tls_check (server, TLS_HOST);

  probe_tls (check);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_TOO_LARGE);
}

static void
test_refused (void)
{
  g_autoptr (LoopbackServer) server = loopback_server_new (behave, &(Behaviour){ 0 });
  g_autoptr (IfaCheck) check = new_tls_check (server, TLS_HOST);

  g_clear_pointer (&server, loopback_server_free);
  probe_tls (check);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_REFUSED);
}

static void
test_cancelled (void)
{
  Behaviour behaviour = { .stays = TRUE };
  g_autoptr (LoopbackServer) server = loopback_server_new (behave, &behaviour);
  g_autoptr (IfaEnvironment) environment = new_tls_environment ();
  g_autoptr (IfaCheck) check = new_tls_check (server, TLS_HOST);

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
  make_tls_world ();
  g_test_add_func ("/tls-refusals/old-versions", test_old_versions);
  g_test_add_func ("/tls-refusals/weak-cipher", test_weak_cipher);
  g_test_add_func ("/tls-refusals/client-certificate", test_client_certificate);
  g_test_add_func ("/tls-refusals/not-tls", test_not_tls);
  g_test_add_func ("/tls-refusals/huge-chain", test_huge_chain);
  g_test_add_func ("/tls-refusals/refused", test_refused);
  g_test_add_func ("/tls-refusals/cancelled", test_cancelled);
  g_test_add_func ("/tls-refusals/hello-answers", test_hello_answers);
  result = g_test_run ();
  free_tls_world ();
  return result;
}
