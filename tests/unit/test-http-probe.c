/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "http-probe.h"

#include <gio/gio.h>
#include <string.h>
#include <sys/socket.h>

#include "answer-server.h"
#include "probe-harness.h"

static void
test_good (void)
{
  g_autoptr (IfaCheck) check
      = probe_text (JSON_HEAD "Content-Length: 11\r\nServer: nginx\r\nX-Request-Id: abc-1\r\n"
                              "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n{\"code\": 0}");
  IfaHttpFacts *facts = check->facts;

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->status, ==, 200);
  g_assert_cmpstr (facts->address, ==, "127.0.0.1");
  g_assert_cmpstr (facts->http_version, ==, "HTTP/1.1");
  g_assert_cmpstr (facts->content_type, ==, "application/json");
  g_assert_cmpint (facts->body_format, ==, IFA_BODY_JSON);
  g_assert_cmpint (facts->body_well_formed, ==, IFA_TRI_YES);
  g_assert_cmpint (facts->body_bytes, ==, 11);
  g_assert_cmpint (facts->declared_bytes, ==, 11);
  g_assert_cmpstr (facts->body_start, ==, "{\"code\": 0}");
  g_assert_cmpstr (facts->server, ==, "nginx");
  g_assert_cmpstr (facts->request_id, ==, "abc-1");
  g_assert_cmpint (facts->server_date_s, ==, 784111777);
  g_assert_cmpint (facts->redirects, ==, 0);
  g_assert_cmpint (facts->says_maintenance, ==, IFA_TRI_NO);
  g_assert_null (facts->error_code);
  g_assert_null (facts->location);
  g_assert_cmpint (facts->connect_ms, >=, 0);
  g_assert_cmpint (facts->connect_ms, <, 300);
  g_assert_cmpint (facts->first_byte_ms, >=, 0);
  g_assert_cmpint (facts->total_ms, >=, facts->first_byte_ms);
  g_assert_cmpint (facts->tls_ms, ==, IFA_UNKNOWN_INTEGER);
}

static void
test_statuses (void)
{
  static const int statuses[] = { 200, 201, 204, 205, 304, 400, 401, 403, 404, 405, 407, 410,
                                  418, 426, 429, 451, 500, 501, 502, 503, 504, 511, 599, 999 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("HTTP/1.1 %d Whatever\r\nContent-Length: 0\r\nRetry-After: 120\r\n"
                             "WWW-Authenticate: Basic realm=\"x\"\r\n\r\n",
                             statuses[i]);
      g_autoptr (IfaCheck) check = probe_text (text);
      IfaHttpFacts *facts = check->facts;

      g_test_message ("%d: %s", statuses[i], check->detail);
      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
      g_assert_cmpint (facts->status, ==, statuses[i]);
      g_assert_cmpint (facts->body_format, ==, IFA_BODY_EMPTY);
      g_assert_cmpint (facts->body_bytes, ==, 0);
      g_assert_cmpint (facts->retry_after_s, ==, 120);
    }
}

static void
test_retry_after (void)
{
  static const struct
  {
    const char *value;
    gint64 seconds;
  } rows[] = { { "0", 0 },
               { "3600", 3600 },
               { "Sun, 06 Nov 1994 08:50:37 GMT", 60 },
               { "Sun, 06 Nov 1994 08:00:00 GMT", 0 },
               { "soon", IFA_UNKNOWN_INTEGER },
               { "-5", IFA_UNKNOWN_INTEGER },
               { "99999999999999999999", IFA_UNKNOWN_INTEGER } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "HTTP/1.1 503 No\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: %s\r\n\r\n",
          rows[i].value);
      g_autoptr (IfaCheck) check = probe_text (text);

      g_assert_cmpint (((IfaHttpFacts *) check->facts)->retry_after_s, ==, rows[i].seconds);
    }
}

/* What the connection does, and how that ends. */
static void
test_broken_answers (void)
{
  static const struct
  {
    Answer answer;
    IfaOutcome outcome;
    gint64 body_bytes;
  } rows[] = {
    { { .bytes = "" }, IFA_OUTCOME_CLOSED, IFA_UNKNOWN_INTEGER },
    { { .bytes = "", .resets = TRUE }, IFA_OUTCOME_RESET, IFA_UNKNOWN_INTEGER },
    /* libsoup takes the end of the connection for the end of the headers. */
    { { .bytes = OK_HEAD }, IFA_OUTCOME_OK, 0 },
    { { .bytes = "SSH-2.0-OpenSSH_9.2\r\n\r\n" }, IFA_OUTCOME_MALFORMED, IFA_UNKNOWN_INTEGER },
    { { .bytes = "\x15\x03\x03\x00\x02\x02\x28\n\n", .n_bytes = 9 },
      IFA_OUTCOME_MALFORMED,
      IFA_UNKNOWN_INTEGER },
    { { .bytes = OK_HEAD "Content-Length: 100\r\n\r\n0123456789" }, IFA_OUTCOME_TRUNCATED, 10 },
    /* Browsers are as lenient, too. */
    { { .bytes = OK_HEAD "Content-Encoding: gzip\r\nContent-Length: 9\r\n\r\nnot gzip!" },
      IFA_OUTCOME_OK,
      9 },
    { { .bytes = "", .stays = TRUE }, IFA_OUTCOME_TIMED_OUT, IFA_UNKNOWN_INTEGER },
    { { .bytes = OK_HEAD, .stays = TRUE }, IFA_OUTCOME_TIMED_OUT, IFA_UNKNOWN_INTEGER },
    { { .bytes = OK_HEAD, .repeated = "X-More: and more\r\n" },
      IFA_OUTCOME_TOO_LARGE,
      IFA_UNKNOWN_INTEGER },
    { { .bytes = OK_HEAD, .repeated = "X" }, IFA_OUTCOME_TOO_LARGE, IFA_UNKNOWN_INTEGER },
    { { .bytes = "", .repeated = "HTTP/1.1 100 Continue\r\n\r\n" },
      IFA_OUTCOME_TOO_LARGE,
      IFA_UNKNOWN_INTEGER },
    { { .bytes = OK_HEAD, .repeated = "X: 1\r\n", .pause_ms = 20 },
      IFA_OUTCOME_TIMED_OUT,
      IFA_UNKNOWN_INTEGER },
    { { .bytes = OK_HEAD "\r\n", .repeated = "0123456789" }, IFA_OUTCOME_TOO_LARGE, 256 * 1024 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 started_us = g_get_monotonic_time ();
      g_autoptr (IfaCheck) check = probe_answer (&rows[i].answer);
      IfaHttpFacts *facts = check->facts;

      g_test_message ("row %u: %s, %" G_GINT64_FORMAT " ms", i, check->detail,
                      (g_get_monotonic_time () - started_us) / 1000);
      g_assert_cmpint (check->outcome, ==, rows[i].outcome);
      g_assert_cmpint (facts->body_bytes, ==, rows[i].body_bytes);
      g_assert_cmpint (facts->body_well_formed, ==, IFA_TRI_UNKNOWN);
      g_assert_cmpint (g_get_monotonic_time () - started_us, <, 2 * G_USEC_PER_SEC);
    }
}

/* Cut between two chunks, in the midst of one, and not at all. */
static void
test_chunks (void)
{
#define CHUNKED JSON_HEAD "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n"
  static const struct
  {
    const char *text;
    IfaOutcome outcome;
    gint64 body_bytes;
  } rows[] = { { CHUNKED, IFA_OUTCOME_TRUNCATED, 5 },
               { CHUNKED "9\r\n123", IFA_OUTCOME_TRUNCATED, 8 },
               /* Whole as JSON, but nobody said that it is all. */
               { CHUNKED "2\r\n1}\r\n", IFA_OUTCOME_TRUNCATED, 7 },
               { CHUNKED "2\r\n1}", IFA_OUTCOME_TRUNCATED, 7 },
               { JSON_HEAD "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
                 IFA_OUTCOME_TRUNCATED, 2 },
               { JSON_HEAD "Transfer-Encoding: chunked\r\n\r\n", IFA_OUTCOME_TRUNCATED, 0 },
               { CHUNKED "2\r\n1}\r\n0\r\n\r\n", IFA_OUTCOME_OK, 7 },
               { CHUNKED "2\r\n1}\r\n0\r\n", IFA_OUTCOME_OK, 7 },
               { CHUNKED "0002;x=y\r\n1}\r\n0\r\nX-Sum: 1\r\n\r\n", IFA_OUTCOME_OK, 7 },
               { JSON_HEAD "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", IFA_OUTCOME_OK, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IfaCheck) check = probe_text (rows[i].text);

      g_assert_cmpint (check->outcome, ==, rows[i].outcome);
      g_assert_cmpint (((IfaHttpFacts *) check->facts)->body_bytes, ==, rows[i].body_bytes);
    }
}

/* One byte at a time, for ever: what came is kept. */
static void
test_drip (void)
{
  Answer answer
      = { .bytes = OK_HEAD "Content-Length: 1000\r\n\r\n", .repeated = "x", .pause_ms = 50 };
  g_autoptr (LoopbackServer) server = answer_server_new (&answer);
  g_autoptr (IfaCheck) check = new_http_check (server, "http", "/");
  IfaHttpFacts *facts = check->facts;

  check->role = IFA_ROLE_CONTROL;
  probe_http (check);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_TIMED_OUT);
  g_assert_cmpint (facts->status, ==, 200);
  g_assert_cmpint (facts->body_bytes, >, 0);
  g_assert_cmpint (facts->body_bytes, <, 100);
}

static void
test_slow_first_byte (void)
{
  Answer answer = { .bytes = OK_HEAD "Content-Length: 2\r\n\r\nok", .wait_ms = 300 };
  g_autoptr (IfaCheck) check = probe_answer (&answer);
  IfaHttpFacts *facts = check->facts;

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->first_byte_ms, >=, 290);
  g_assert_cmpint (facts->first_byte_ms, <, 600);
}

/* A few kilobytes that unpack to a gigabyte. */
static void
test_gzip_bomb (void)
{
  g_autoptr (GConverter) packer
      = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, packer);
  g_autofree guint8 *zeros = g_malloc0 (1024 * 1024);
  const char *head = OK_HEAD "Content-Encoding: gzip\r\n\r\n";
  Answer answer = { 0 };
  g_autoptr (IfaCheck) check = NULL;

  g_assert_true (g_output_stream_write_all (memory, head, strlen (head), NULL, NULL, NULL));
  for (guint i = 0; i < 64; i++)
    g_assert_true (g_output_stream_write_all (stream, zeros, 1024 * 1024, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  answer.bytes = g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory));
  answer.n_bytes = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory));
  g_assert_cmpuint (answer.n_bytes, <, 100 * 1024);

  check = probe_answer (&answer);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_TOO_LARGE);
  g_assert_cmpint (((IfaHttpFacts *) check->facts)->body_bytes, ==, 256 * 1024);
}

/* Answers each request by its path. */
static void
serve_redirects (LoopbackServer *server, int fd, gpointer user_data)
{
  char request[4096] = "";
  g_autofree char *answer = NULL;
  char *path, *end;

  read_some (fd, request, sizeof request - 1);
  path = strchr (request, ' ');
  end = path != NULL ? strchr (path + 1, ' ') : NULL;
  if (end == NULL)
    return;
  *end = '\0';
  path++;

  if (g_str_equal (path, "/end"))
    answer = g_strdup (OK_HEAD "Content-Length: 3\r\n\r\nend");
  else if (g_str_equal (path, "/to-end"))
    answer = g_strdup ("HTTP/1.1 302 F\r\nServer: first\r\nLocation: end\r\n\r\n");
  else if (g_str_equal (path, "/self"))
    answer = g_strdup ("HTTP/1.1 301 M\r\nLocation: /self\r\n\r\n");
  else if (g_str_has_prefix (path, "/count/"))
    answer = g_strdup_printf ("HTTP/1.1 307 T\r\nLocation: /count/%d\r\n\r\n",
                              atoi (path + strlen ("/count/")) + 1);
  else if (g_str_has_prefix (path, "/to?"))
    answer = g_strdup_printf ("HTTP/1.1 302 F\r\nLocation: %s\r\n\r\n", path + strlen ("/to?"));
  else
    answer = g_strdup ("HTTP/1.1 302 F\r\n\r\nno location");
  write_all (fd, answer, strlen (answer));
  shutdown (fd, SHUT_WR);
}

static void
test_redirects (void)
{
  static const struct
  {
    const char *path;
    gint64 status;
    gint64 redirects;
    const char *problem;
    const char *location;
  } rows[] = {
    { "/to-end", 200, 1, NULL, "end" },
    { "/self", 301, 0, "loop", "/self" },
    { "/count/1", 307, 10, "loop", "/count/12" },
    { "/to?http://elsewhere.example/", 302, 0, "elsewhere", "http://elsewhere.example/" },
    { "/to?file:///etc/passwd", 302, 0, "elsewhere", "file:///etc/passwd" },
    { "/to?http://10.0.0.1/", 302, 0, "elsewhere", "http://10.0.0.1/" },
    { "/to?http://[bad/", 302, 0, "elsewhere", "http://[bad/" },
    { "/to?javascript:alert(1)", 302, 0, "elsewhere", "javascript:alert(1)" },
    { "/none", 302, 0, NULL, NULL },
  };
  g_autoptr (LoopbackServer) server = loopback_server_new (serve_redirects, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IfaCheck) check = new_http_check (server, "http", rows[i].path);
      IfaHttpFacts *facts = probe_http (check);

      g_test_message ("%s", rows[i].path);
      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
      g_assert_cmpint (facts->status, ==, rows[i].status);
      g_assert_cmpint (facts->redirects, ==, rows[i].redirects);
      g_assert_cmpstr (facts->redirect_problem, ==, rows[i].problem);
      g_assert_cmpstr (facts->location, ==, rows[i].location);
      if (facts->status == 200)
        g_assert_null (facts->server);
    }
}

static void
serve_websocket (LoopbackServer *server, int fd, gpointer user_data)
{
  char request[4096] = "";
  const char *key;
  g_autofree char *seed = NULL;
  g_autofree char *accept = NULL;
  g_autofree char *answer = NULL;
  guint8 digest[20];
  gsize length = sizeof digest;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);

  read_some (fd, request, sizeof request - 1);
  key = strstr (request, "Sec-WebSocket-Key: ");
  if (key == NULL)
    return;
  key += strlen ("Sec-WebSocket-Key: ");
  seed = g_strdup_printf ("%.*s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", (int) strcspn (key, "\r"),
                          key);
  g_checksum_update (sum, (const guchar *) seed, -1);
  g_checksum_get_digest (sum, digest, &length);
  accept = g_base64_encode (digest, length);
  answer = g_strdup_printf ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                            "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
                            accept);
  write_all (fd, answer, strlen (answer));
  while (read_some (fd, request, sizeof request) > 0)
    ;
}

static void
test_websocket (void)
{
  Answer refusal = { .bytes = "HTTP/1.1 403 No\r\nContent-Length: 0\r\nServer: x\r\n\r\n" };
  g_autoptr (LoopbackServer) good = loopback_server_new (serve_websocket, NULL);
  g_autoptr (LoopbackServer) bad = answer_server_new (&refusal);
  g_autoptr (IfaCheck) good_check = new_http_check (good, "ws", "/");
  g_autoptr (IfaCheck) bad_check = new_http_check (bad, "ws", "/");

  g_assert_cmpint (probe_http (good_check)->status, ==, 101);
  g_assert_cmpint (good_check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (probe_http (bad_check)->status, ==, 403);
  g_assert_cmpint (bad_check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpstr (((IfaHttpFacts *) bad_check->facts)->server, ==, "x");
}

static void
test_bad_urls (void)
{
  static const char *const urls[] = {
    "", "tcp://" HTTP_HOST ":80", "file:///etc/passwd", "http://", "not a url", "http://[::"
  };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (IfaCheck) check = ifa_check_new (&ifa_http_facts, IFA_ROLE_SERVICE, "api");

      ((IfaHttpFacts *) check->facts)->url = g_strdup (urls[i]);
      probe_http (check);
      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_FAILED);
    }
}

static void
test_cancelled (void)
{
  static const Answer answers[]
      = { { .bytes = "", .stays = TRUE }, { .bytes = OK_HEAD "\r\nabc", .stays = TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (LoopbackServer) server = answer_server_new (&answers[i]);
      g_autoptr (IfaEnvironment) environment = new_http_environment ();
      g_autoptr (IfaCheck) check = new_http_check (server, "http", "/");

      assert_cancel_is_quick (ifa_http_probe_async, ifa_http_probe_finish, environment, check);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http-probe/good", test_good);
  g_test_add_func ("/http-probe/statuses", test_statuses);
  g_test_add_func ("/http-probe/retry-after", test_retry_after);
  g_test_add_func ("/http-probe/broken-answers", test_broken_answers);
  g_test_add_func ("/http-probe/chunks", test_chunks);
  g_test_add_func ("/http-probe/drip", test_drip);
  g_test_add_func ("/http-probe/slow-first-byte", test_slow_first_byte);
  g_test_add_func ("/http-probe/gzip-bomb", test_gzip_bomb);
  g_test_add_func ("/http-probe/redirects", test_redirects);
  g_test_add_func ("/http-probe/websocket", test_websocket);
  g_test_add_func ("/http-probe/bad-urls", test_bad_urls);
  g_test_add_func ("/http-probe/cancelled", test_cancelled);
  return g_test_run ();
}
