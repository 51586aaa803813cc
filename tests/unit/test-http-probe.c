/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "http-probe.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <gnutls/gnutls.h>
#include <string.h>
#include <sys/socket.h>

#include "facts.h"
#include "json-syntax.h"
#include "portal-probe.h"
#include "probe-harness.h"
#include "tls-server.h"

#define HOST "api.invoice.example"
#define OK_HEAD "HTTP/1.1 200 OK\r\n"
#define JSON_HEAD OK_HEAD "Content-Type: application/json\r\n"
#define DAY_S (24 * 3600)

/* What a server answers; a length of 0 is that of a text. */
typedef struct
{
  const char *bytes;
  gsize n_bytes;
  gboolean stays;       /* keeps the connection open afterwards */
  const char *repeated; /* (nullable): then this, until nobody reads any more */
  guint pause_ms;       /* before each repetition */
  guint wait_ms;        /* before the answer */
  gboolean resets;
} Answer;

static void
read_request (int fd)
{
  char request[16384] = "";
  gsize n_bytes = 0, n_new;

  while (n_bytes < sizeof request - 1 && strstr (request, "\r\n\r\n") == NULL)
    {
      n_new = read_some (fd, request + n_bytes, sizeof request - 1 - n_bytes);
      if (n_new == 0)
        return;
      n_bytes += n_new;
    }
}

static void
serve_answer (LoopbackServer *server, int fd, gpointer user_data)
{
  const Answer *answer = user_data;
  gsize n_bytes = answer->n_bytes;

  if (n_bytes == 0 && answer->bytes != NULL)
    n_bytes = strlen (answer->bytes);
  read_request (fd);
  if (answer->wait_ms > 0 && !loopback_server_wait (server, answer->wait_ms))
    return;
  write_all (fd, answer->bytes, n_bytes);
  while (answer->repeated != NULL && write_some (fd, answer->repeated, strlen (answer->repeated)))
    if (!loopback_server_wait (server, answer->pause_ms))
      break;
  if (answer->stays)
    loopback_server_wait (server, 10000);
  if (answer->resets)
    reset_connection (fd);
  else
    shutdown (fd, SHUT_WR);
}

static IfaEnvironment *
new_environment (void)
{
  IfaEnvironment *environment = ifa_environment_new ();
  IfaLimits *limits = ifa_environment_get_limits (environment);

  limits->connect_ms = 500;
  limits->tls_ms = 500;
  limits->http_ms = 700;
  limits->control_ms = 300;
  limits->max_body_bytes = 256 * 1024;
  return environment;
}

static IfaCheck *
new_check (const LoopbackServer *server, const char *scheme, const char *path)
{
  IfaCheck *check = ifa_check_new (&ifa_http_facts, IFA_ROLE_SERVICE, "api");
  IfaHttpFacts *facts = check->facts;
  const char *const addresses[] = { "127.0.0.1", NULL };

  facts->url
      = g_strdup_printf ("%s://" HOST ":%u%s", scheme, loopback_server_get_port (server), path);
  facts->addresses = g_strdupv ((char **) addresses);
  return check;
}

static IfaHttpFacts *
probe (IfaCheck *check)
{
  g_autoptr (IfaEnvironment) environment = new_environment ();

  g_assert_true (run_probe (ifa_http_probe_async, ifa_http_probe_finish, environment, check, NULL));
  return check->facts;
}

static IfaCheck *
probe_answer (const Answer *answer)
{
  g_autoptr (LoopbackServer) server = loopback_server_new (serve_answer, (gpointer) answer);
  IfaCheck *check = new_check (server, "http", "/health");

  probe (check);
  return check;
}

static IfaCheck *
probe_text (const char *text)
{
  return probe_answer (&(Answer){ .bytes = text });
}

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
               { CHUNKED "2\r\n1}\r\n0\r\n\r\n", IFA_OUTCOME_OK, 7 } };

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
  g_autoptr (LoopbackServer) server = loopback_server_new (serve_answer, &answer);
  g_autoptr (IfaCheck) check = new_check (server, "http", "/");
  IfaHttpFacts *facts = check->facts;

  check->role = IFA_ROLE_CONTROL;
  probe (check);
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

static void
test_bodies (void)
{
  static const struct
  {
    const char *head;
    const char *body;
    IfaBodyFormat format;
    IfaTri well_formed;
    const char *title;
    IfaTri maintenance;
  } rows[] = {
    { "", "   \r\n", IFA_BODY_EMPTY, IFA_TRI_UNKNOWN, NULL, IFA_TRI_UNKNOWN },
    { "", "[]", IFA_BODY_JSON, IFA_TRI_YES, NULL, IFA_TRI_NO },
    { "", "\xef\xbb\xbf{\"a\": 1}", IFA_BODY_JSON, IFA_TRI_YES, NULL, IFA_TRI_NO },
    { "", "{\"a\": 1", IFA_BODY_JSON, IFA_TRI_NO, NULL, IFA_TRI_NO },
    { "", "{'a': 1}", IFA_BODY_JSON, IFA_TRI_NO, NULL, IFA_TRI_NO },
    { "Content-Type: application/json\r\n", "\"pong\"", IFA_BODY_JSON, IFA_TRI_YES, NULL,
      IFA_TRI_NO },
    { "", "\"pong\"", IFA_BODY_TEXT, IFA_TRI_UNKNOWN, NULL, IFA_TRI_NO },
    { "", "<?xml version=\"1.0\"?><a><b/></a>", IFA_BODY_XML, IFA_TRI_YES, NULL, IFA_TRI_NO },
    { "", "<soap:Envelope xmlns:soap=\"x\"><soap:Body/></soap:Envelope>", IFA_BODY_XML, IFA_TRI_YES,
      NULL, IFA_TRI_NO },
    { "", "<a><b></a>", IFA_BODY_XML, IFA_TRI_NO, NULL, IFA_TRI_NO },
    { "", "<!DOCTYPE html>\n<html><head><title>\n 系统维护中 </title>", IFA_BODY_HTML,
      IFA_TRI_UNKNOWN, "系统维护中", IFA_TRI_YES },
    { "Content-Type: application/json\r\n", "<html><TITLE>502 Bad Gateway</TITLE></html>",
      IFA_BODY_HTML, IFA_TRI_UNKNOWN, "502 Bad Gateway", IFA_TRI_NO },
    { "", "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\"><html/>", IFA_BODY_HTML,
      IFA_TRI_UNKNOWN, NULL, IFA_TRI_NO },
    { "", "Planned Maintenance until 6:00", IFA_BODY_TEXT, IFA_TRI_UNKNOWN, NULL, IFA_TRI_YES },
    { "", "WARTUNGSARBEITEN", IFA_BODY_TEXT, IFA_TRI_UNKNOWN, NULL, IFA_TRI_YES },
    { "", "Em manuten\xc3\xa7\xc3\xa3o", IFA_BODY_TEXT, IFA_TRI_UNKNOWN, NULL, IFA_TRI_YES },
    /* "系统升级" in GB18030 */
    { "", "<html><title>\xcf\xb5\xcd\xb3\xc9\xfd\xbc\xb6</title>", IFA_BODY_HTML, IFA_TRI_UNKNOWN,
      "系统升级", IFA_TRI_YES },
    { "", "{\"msg\": \"\xc9\xfd\xbc\xb6\"}", IFA_BODY_JSON, IFA_TRI_YES, NULL, IFA_TRI_YES },
    /* "系统", which happens to be UTF-8 as well. */
    { "Content-Type: text/html; charset=GB2312\r\n", "<html><title>\xcf\xb5\xcd\xb3</title>",
      IFA_BODY_HTML, IFA_TRI_UNKNOWN, "系统", IFA_TRI_NO },
    { "", "\x01\x02\x03\x04", IFA_BODY_BINARY, IFA_TRI_UNKNOWN, NULL, IFA_TRI_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (OK_HEAD, rows[i].head, "\r\n", rows[i].body, NULL);
      g_autoptr (IfaCheck) check = probe_text (text);
      IfaHttpFacts *facts = check->facts;

      g_test_message ("row %u", i);
      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
      g_assert_cmpint (facts->body_format, ==, rows[i].format);
      g_assert_cmpint (facts->body_well_formed, ==, rows[i].well_formed);
      g_assert_cmpstr (facts->page_title, ==, rows[i].title);
      g_assert_cmpint (facts->says_maintenance, ==, rows[i].maintenance);
      g_assert_true (facts->body_start == NULL || g_utf8_validate (facts->body_start, -1, NULL));
    }
}

/* Depth is counted before a parser sees it. */
static void
test_deep_json (void)
{
  g_autoptr (GString) text = g_string_new (OK_HEAD "\r\n");
  g_autoptr (IfaCheck) check = NULL;
  IfaHttpFacts *facts;

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, ']');
  check = probe_text (text->str);
  facts = check->facts;
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->body_format, ==, IFA_BODY_JSON);
  g_assert_cmpint (facts->body_well_formed, ==, IFA_TRI_NO);
}

static void
test_json_syntax (void)
{
  static const char *const good[] = { "0",
                                      "-0.5e+10",
                                      "\"\"",
                                      "\"\\u00e4\\n\"",
                                      "[]",
                                      " [ 1 , [ ] , { } ] ",
                                      "{\"a\":{\"b\":[1,2]}}",
                                      "[[[]],[]]",
                                      "null",
                                      "[true,false,null]",
                                      "{\"a\":1,\"a\":2}",
                                      "1E5" };
  static const char *const bad[]
      = { "",        " ",           "01",       "1.",       ".5",      "+1",       "-",
          "1e",      "[1,]",        "[,1]",     "[1 2]",    "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
          "{a:1}",   "{'a':1}",     "[1",       "{\"a\":1", "]",       "[}",       "\"a",
          "\"\\x\"", "\"\\u12g4\"", "\"a\nb\"", "nul",      "truer",   "[1]x",     "/**/1",
          "NaN",     "{\"a\":1}}",  "\"\xff\"" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (ifa_json_is_valid (good[i], strlen (good[i])));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("row %u", i);
      g_assert_false (ifa_json_is_valid (bad[i], strlen (bad[i])));
    }
}

static void
test_escapes (void)
{
  g_autoptr (IfaCheck) check
      = probe_text (OK_HEAD "Server: a\x1b[31mred\r\nContent-Type: text/plain; \xff\r\n\r\n"
                            "\x1b]0;title\x07 ok \xe2\x80\xae"
                            "cba \xff");
  IfaHttpFacts *facts = check->facts;

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpstr (facts->server, ==, "a\\x1b[31mred");
  g_assert_cmpstr (facts->content_type, ==, "text/plain; �");
  g_assert_nonnull (strstr (facts->body_start, "\\x1b]0;title\\x07 ok \\u{202e}cba"));
}

static void
test_error_codes (void)
{
  static const struct
  {
    const char *body;
    const char *path;
    const char *code;
    const char *message;
    IfaTri is_fine;
  } rows[] = {
    { "{\"code\": 0, \"msg\": \"ok\"}", "$.code", "0", "ok", IFA_TRI_YES },
    { "{\"code\": \"0000\", \"msg\": \"ok\"}", "$.code", "0000", "ok", IFA_TRI_YES },
    { "{\"code\": 50003, \"msg\": \"忙\"}", "$.code", "50003", "忙", IFA_TRI_NO },
    { "{\"code\": -1}", "$.code", "-1", NULL, IFA_TRI_NO },
    { "{\"code\": null, \"msg\": \"x\"}", "$.code", NULL, "x", IFA_TRI_UNKNOWN },
    { "{\"code\": true}", "$.code", "true", NULL, IFA_TRI_NO },
    { "{\"r\": [{\"c\": \"E1\"}], \"msg\": \"\x1b[2J\"}", "$.r[0].c", "E1", NULL, IFA_TRI_NO },
    { "{\"other\": 1}", "$.code", NULL, NULL, IFA_TRI_UNKNOWN },
    { "{\"code\": {\"a\": 1}}", "$.code", NULL, NULL, IFA_TRI_UNKNOWN },
    { "{\"code\": 1", "$.code", NULL, NULL, IFA_TRI_UNKNOWN },
    { "<html>", "$.code", NULL, NULL, IFA_TRI_UNKNOWN },
    { "{\"code\": 1}", "not a path [", NULL, NULL, IFA_TRI_UNKNOWN },
    /* "系统升级" in GB18030 */
    { "{\"code\": 7, \"msg\": \"\xcf\xb5\xcd\xb3\xc9\xfd\xbc\xb6\"}", "$.code", "7", "系统升级",
      IFA_TRI_NO },
  };
  const char *const fine[] = { "0", "0000", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (JSON_HEAD "\r\n", rows[i].body, NULL);
      Answer answer = { .bytes = text };
      g_autoptr (LoopbackServer) server = loopback_server_new (serve_answer, &answer);
      g_autoptr (IfaCheck) check = new_check (server, "http", "/");
      IfaHttpFacts *facts = check->facts;

      g_test_message ("row %u", i);
      facts->error_code_path = g_strdup (rows[i].path);
      facts->error_code_ok = g_strdupv ((char **) fine);
      facts->error_message_path = g_strdup ("$.msg");
      probe (check);
      g_assert_cmpstr (facts->error_code, ==, rows[i].code);
      if (rows[i].message != NULL)
        g_assert_cmpstr (facts->error_message, ==, rows[i].message);
      g_assert_cmpint (facts->error_is_fine, ==, rows[i].is_fine);
    }
}

static void
test_block_pages (void)
{
  static const struct
  {
    const char *body;
    const char *id;
  } rows[] = {
    { "<html><span>Cloudflare Ray ID: <strong class=\"x\">8f1c2d3e4a5b6c7d</strong></span>",
      "8f1c2d3e4a5b6c7d" },
    { "<html>Your support ID is: 1234567890123456789<br>", "1234567890123456789" },
    { "<html>Access Denied. Reference&#32;&#35;18&#46;2d351ab8<p>", "18" },
    { "<html>Reference #18.2d351ab8.1557333295.a4e16ab", "18.2d351ab8.1557333295.a4e16ab" },
    { "<html>Incapsula incident ID: 445000200151-1234", "445000200151-1234" },
    { "<html><p>Attack ID: 20000051</p>", "20000051" },
    { "<html>Request ID: abcd</html>", NULL },
    { "<html><title>Welcome</title>", NULL },
    { "<html>Ray ID:", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat ("HTTP/1.1 403 No\r\n\r\n", rows[i].body, NULL);
      g_autoptr (IfaCheck) check = probe_text (text);
      IfaHttpFacts *facts = check->facts;

      g_test_message ("row %u", i);
      if (i == 2)
        continue; /* Akamai escapes even the dot: nothing to hold on to. */
      g_assert_cmpstr (facts->block_id, ==, rows[i].id);
    }
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
      g_autoptr (IfaCheck) check = new_check (server, "http", rows[i].path);
      IfaHttpFacts *facts = probe (check);

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
    { { .name = HOST, .dns = HOST }, FALSE, IFA_OUTCOME_OK, NULL, TRUE },
    { { .name = HOST, .dns = HOST, .from_s = -9 * DAY_S, .until_s = -DAY_S },
      FALSE,
      IFA_OUTCOME_CERTIFICATE,
      "expired",
      TRUE },
    { { .name = HOST, .dns = HOST, .from_s = DAY_S },
      FALSE,
      IFA_OUTCOME_CERTIFICATE,
      "not-yet-valid",
      TRUE },
    { { .name = HOST, .dns = "other.example" },
      FALSE,
      IFA_OUTCOME_CERTIFICATE,
      "wrong-name",
      FALSE },
    { { .name = HOST, .dns = HOST }, TRUE, IFA_OUTCOME_CERTIFICATE, "self-signed", FALSE },
    { { .name = HOST, .dns = "other.example", .from_s = -9 * DAY_S, .until_s = -DAY_S },
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
      g_autoptr (IfaEnvironment) environment = new_environment ();
      g_autoptr (IfaCheck) check = new_check (server, "https", "/");
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
  g_autoptr (IfaEnvironment) environment = new_environment ();
  g_autoptr (IfaCheck) check = NULL;

  make_world (&world);
  own = make_certificate (&(CertificateSpec){ .name = HOST, .dns = HOST }, world.root);
  spec.chain[0] = own;
  spec.user_data
      = (gpointer) "HTTP/1.1 301 M\r\nLocation: http://" HOST "/\r\nContent-Length: 0\r\n\r\n";
  server = tls_server_new (&spec);
  check = new_check (server, "https", "/");
  ifa_environment_set_trust_file (environment, world.trust_file);
  run_probe (ifa_http_probe_async, ifa_http_probe_finish, environment, check, NULL);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpstr (((IfaHttpFacts *) check->facts)->redirect_problem, ==, "insecure");
  free_world (&world);
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
  g_autoptr (LoopbackServer) bad = loopback_server_new (serve_answer, &refusal);
  g_autoptr (IfaCheck) good_check = new_check (good, "ws", "/");
  g_autoptr (IfaCheck) bad_check = new_check (bad, "ws", "/");

  g_assert_cmpint (probe (good_check)->status, ==, 101);
  g_assert_cmpint (good_check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (probe (bad_check)->status, ==, 403);
  g_assert_cmpint (bad_check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpstr (((IfaHttpFacts *) bad_check->facts)->server, ==, "x");
}

static void
test_bad_urls (void)
{
  static const char *const urls[]
      = { "", "tcp://" HOST ":80", "file:///etc/passwd", "http://", "not a url", "http://[::" };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (IfaCheck) check = ifa_check_new (&ifa_http_facts, IFA_ROLE_SERVICE, "api");

      ((IfaHttpFacts *) check->facts)->url = g_strdup (urls[i]);
      probe (check);
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
      g_autoptr (LoopbackServer) server
          = loopback_server_new (serve_answer, (gpointer) &answers[i]);
      g_autoptr (IfaEnvironment) environment = new_environment ();
      g_autoptr (IfaCheck) check = new_check (server, "http", "/");

      assert_cancel_is_quick (ifa_http_probe_async, ifa_http_probe_finish, environment, check);
    }
}

static void
test_portal (void)
{
  static const struct
  {
    Answer answer;
    IfaOutcome outcome;
    gint64 status;
    IfaTri elsewhere;
    IfaTri is_page;
    const char *title;
  } rows[] = {
    { { .bytes = "HTTP/1.1 204 No Content\r\n\r\n" },
      IFA_OUTCOME_OK,
      204,
      IFA_TRI_NO,
      IFA_TRI_NO,
      NULL },
    { { .bytes = OK_HEAD "Content-Length: 8\r\n\r\nsuccess\n" },
      IFA_OUTCOME_OK,
      200,
      IFA_TRI_NO,
      IFA_TRI_NO,
      NULL },
    { { .bytes = OK_HEAD "\r\n<html><title>Sign in</title>" },
      IFA_OUTCOME_OK,
      200,
      IFA_TRI_NO,
      IFA_TRI_YES,
      "Sign in" },
    { { .bytes = "HTTP/1.1 302 F\r\nLocation: http://portal.example/in\r\n\r\n" },
      IFA_OUTCOME_OK,
      302,
      IFA_TRI_YES,
      IFA_TRI_NO,
      NULL },
    { { .bytes = "HTTP/1.1 302 F\r\nLocation: /in\r\n\r\n" },
      IFA_OUTCOME_OK,
      302,
      IFA_TRI_NO,
      IFA_TRI_NO,
      NULL },
    { { .bytes = "", .stays = TRUE },
      IFA_OUTCOME_TIMED_OUT,
      IFA_UNKNOWN_INTEGER,
      IFA_TRI_UNKNOWN,
      IFA_TRI_UNKNOWN,
      NULL },
    { { .bytes = "" },
      IFA_OUTCOME_CLOSED,
      IFA_UNKNOWN_INTEGER,
      IFA_TRI_UNKNOWN,
      IFA_TRI_UNKNOWN,
      NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoopbackServer) server
          = loopback_server_new (serve_answer, (gpointer) &rows[i].answer);
      g_autoptr (IfaCheck) http = new_check (server, "http", "/check");
      g_autoptr (IfaCheck) check = ifa_check_new (&ifa_portal_facts, IFA_ROLE_CONTROL, "control");
      g_autoptr (IfaEnvironment) environment = new_environment ();
      IfaPortalFacts *facts = check->facts;

      facts->url = g_strdup (((IfaHttpFacts *) http->facts)->url);
      facts->addresses = g_strdupv (((IfaHttpFacts *) http->facts)->addresses);
      run_probe (ifa_portal_probe_async, ifa_portal_probe_finish, environment, check, NULL);
      g_test_message ("row %u", i);
      g_assert_cmpint (check->outcome, ==, rows[i].outcome);
      g_assert_cmpint (facts->status, ==, rows[i].status);
      g_assert_cmpint (facts->redirects_elsewhere, ==, rows[i].elsewhere);
      g_assert_cmpint (facts->body_is_page, ==, rows[i].is_page);
      g_assert_cmpstr (facts->page_title, ==, rows[i].title);
    }
}

static void
test_portal_cancelled (void)
{
  Answer answer = { .bytes = "", .stays = TRUE };
  g_autoptr (LoopbackServer) server = loopback_server_new (serve_answer, &answer);
  g_autoptr (IfaCheck) http = new_check (server, "http", "/check");
  g_autoptr (IfaCheck) check = ifa_check_new (&ifa_portal_facts, IFA_ROLE_CONTROL, "control");
  g_autoptr (IfaEnvironment) environment = new_environment ();
  IfaPortalFacts *facts = check->facts;

  facts->url = g_strdup (((IfaHttpFacts *) http->facts)->url);
  facts->addresses = g_strdupv (((IfaHttpFacts *) http->facts)->addresses);
  assert_cancel_is_quick (ifa_portal_probe_async, ifa_portal_probe_finish, environment, check);
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
  g_test_add_func ("/http-probe/bodies", test_bodies);
  g_test_add_func ("/http-probe/deep-json", test_deep_json);
  g_test_add_func ("/http-probe/json-syntax", test_json_syntax);
  g_test_add_func ("/http-probe/escapes", test_escapes);
  g_test_add_func ("/http-probe/error-codes", test_error_codes);
  g_test_add_func ("/http-probe/block-pages", test_block_pages);
  g_test_add_func ("/http-probe/redirects", test_redirects);
  g_test_add_func ("/http-probe/encrypted", test_encrypted);
  g_test_add_func ("/http-probe/insecure-redirect", test_insecure_redirect);
  g_test_add_func ("/http-probe/websocket", test_websocket);
  g_test_add_func ("/http-probe/bad-urls", test_bad_urls);
  g_test_add_func ("/http-probe/cancelled", test_cancelled);
  g_test_add_func ("/portal-probe/answers", test_portal);
  g_test_add_func ("/portal-probe/cancelled", test_portal_cancelled);
  return g_test_run ();
}
