/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The way through a proxy: real ones on the loopback, good and bad. */

#include "tunnel-probe.h"

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "facts.h"
#include "http-probe.h"
#include "loopback-server.h"
#include "probe-harness.h"
#include "proxy-login.h"
#include "tls-probe.h"

#define HOST "api.invoice.example"
#define LOGIN_HEADER "Proxy-Authorization: Basic YW5uYTpwQHNz\r\n" /* anna:p@ss */
#define LIMIT_MS 600

typedef struct
{
  const char *answer; /* (nullable): none */
  const char *repeated;
  const char *login; /* (nullable): a header without which it answers 407 */
  guint pause_ms;
  gboolean stays;
  gboolean resets;
  GString *heard; /* the latest request */
  guint n_sent_bytes;
} Manner;

static gboolean
is_whole (const GString *request)
{
  return strstr (request->str, "\r\n\r\n") != NULL;
}

static void
read_request (int fd, GString *request)
{
  char buffer[1024];
  gsize n_bytes;

  g_string_truncate (request, 0);
  while (!is_whole (request) && (n_bytes = read_some (fd, buffer, sizeof buffer)) > 0)
    g_string_append_len (request, buffer, n_bytes);
}

static void
serve (LoopbackServer *server, int fd, gpointer user_data)
{
  Manner *manner = user_data;
  const char *answer = manner->answer;
  char rest[256];

  read_request (fd, manner->heard);
  if (manner->login != NULL && strstr (manner->heard->str, manner->login) == NULL)
    answer = "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n";
  if (answer != NULL && !write_some (fd, answer, strlen (answer)))
    return;
  while (manner->repeated != NULL && write_some (fd, manner->repeated, strlen (manner->repeated)))
    {
      manner->n_sent_bytes += strlen (manner->repeated);
      g_usleep (manner->pause_ms * 1000);
    }
  if (manner->resets)
    reset_connection (fd);
  while (manner->stays && read_some (fd, rest, sizeof rest) > 0)
    ;
}

static LoopbackServer *
new_proxy (Manner *manner)
{
  if (manner->heard == NULL)
    manner->heard = g_string_new (NULL);
  return loopback_server_new (serve, manner);
}

static IfaEnvironment *
new_environment (void)
{
  IfaEnvironment *environment = ifa_environment_new ();

  ifa_environment_get_limits (environment)->control_ms = LIMIT_MS;
  ifa_environment_map_host (environment, "proxy.example", "127.0.0.1");
  return environment;
}

static IfaCheck *
new_tunnel (const char *proxy_host, guint16 port)
{
  IfaCheck *check = ifa_check_new (&ifa_tunnel_facts, IFA_ROLE_SERVICE, "api");
  IfaTunnelFacts *facts = check->facts;

  facts->proxy_host = g_strdup (proxy_host);
  facts->proxy_port = port;
  facts->host = g_strdup (HOST);
  facts->port = 443;
  return check;
}

static IfaCheck *
probe_through (Manner *manner)
{
  g_autoptr (IfaEnvironment) environment = new_environment ();
  g_autoptr (LoopbackServer) proxy = new_proxy (manner);
  IfaCheck *check = new_tunnel ("proxy.example", loopback_server_get_port (proxy));
  gint64 started_us = g_get_monotonic_time ();

  g_assert_true (
      run_probe (ifa_tunnel_probe_async, ifa_tunnel_probe_finish, environment, check, NULL));
  g_assert_cmpint (g_get_monotonic_time () - started_us, <, (LIMIT_MS + 300) * 1000);
  return check;
}

typedef struct
{
  const char *name;
  Manner manner;
  IfaOutcome outcome;
  gint64 status;
} Row;

#define UNKNOWN IFA_UNKNOWN_INTEGER

static void
test_answers (void)
{
  Row rows[] = {
    { "open",
      { .answer = "HTTP/1.1 200 Connection established\r\n\r\n", .stays = TRUE },
      IFA_OUTCOME_OK,
      200 },
    { "open, short line ends", { .answer = "HTTP/1.0 200 OK\n\n" }, IFA_OUTCOME_OK, 200 },
    { "forbids",
      { .answer = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n" },
      IFA_OUTCOME_FAILED,
      403 },
    { "asks who",
      { .answer = "HTTP/1.1 407 X\r\nProxy-Authenticate: Negotiate\r\n\r\n" },
      IFA_OUTCOME_FAILED,
      407 },
    { "can't reach it", { .answer = "HTTP/1.1 502 Bad gateway\r\n\r\n" }, IFA_OUTCOME_FAILED, 502 },
    { "closes", { .answer = NULL }, IFA_OUTCOME_CLOSED, UNKNOWN },
    { "resets", { .answer = NULL, .resets = TRUE }, IFA_OUTCOME_RESET, UNKNOWN },
    { "is silent", { .answer = NULL, .stays = TRUE }, IFA_OUTCOME_TIMED_OUT, UNKNOWN },
    { "cut off in the status line", { .answer = "HTTP/1.1 20" }, IFA_OUTCOME_CLOSED, UNKNOWN },
    { "speaks something else",
      { .answer = "220 mail.example ESMTP\r\n\r\n" },
      IFA_OUTCOME_MALFORMED,
      UNKNOWN },
    { "status of letters",
      { .answer = "HTTP/1.1 abc def\r\n\r\n" },
      IFA_OUTCOME_MALFORMED,
      UNKNOWN },
    { "status too large",
      { .answer = "HTTP/1.1 99999999999999999999 x\r\n\r\n" },
      IFA_OUTCOME_MALFORMED,
      UNKNOWN },
    { "never ends its header",
      { .answer = "HTTP/1.1 200 OK\r\n", .repeated = "X-Filler: abcdefghijklmnopqrstuvwxyz\r\n" },
      IFA_OUTCOME_TOO_LARGE,
      UNKNOWN },
    { "never ends its first line",
      { .answer = "HTTP/1.1 200 ", .repeated = "aaaaaaaaaaaaaaaa" },
      IFA_OUTCOME_TOO_LARGE,
      UNKNOWN },
    { "drips",
      { .answer = "HTTP/1.1 200 OK\r\n", .repeated = "X: y\r\n", .pause_ms = 20 },
      IFA_OUTCOME_TIMED_OUT,
      UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IfaCheck) check = NULL;
      const IfaTunnelFacts *facts = NULL;

      g_test_message ("%s", rows[i].name);
      check = probe_through (&rows[i].manner);
      facts = check->facts;
      g_assert_cmpint (check->outcome, ==, rows[i].outcome);
      g_assert_cmpint (facts->status, ==, rows[i].status);
      g_assert_cmpstr (facts->proxy_address, ==, "127.0.0.1");
      g_assert_true (g_str_has_prefix (rows[i].manner.heard->str,
                                       "CONNECT " HOST ":443 HTTP/1.1\r\nHost: " HOST ":443\r\n"));
      g_assert_null (strstr (rows[i].manner.heard->str, "Proxy-Authorization"));
      g_assert_true ((rows[i].outcome == IFA_OUTCOME_OK)
                     == (facts->phase == IFA_TUNNEL_PHASE_OPEN));
      g_string_free (rows[i].manner.heard, TRUE);
    }
}

/* Foreign bytes are shown, so that they must be text. */
static void
test_foreign_words (void)
{
  Manner manner = { .answer = "HTTP/1.1 403 \xff\x1b[31m\r\nProxy-Authenticate: \xc3\x28\r\n\r\n" };
  g_autoptr (IfaCheck) check = probe_through (&manner);
  const IfaTunnelFacts *facts = check->facts;

  g_assert_true (g_utf8_validate (facts->status_text, -1, NULL));
  g_assert_true (g_utf8_validate (facts->authenticate, -1, NULL));
  g_string_free (manner.heard, TRUE);
}

static void
test_nobody_there (void)
{
  g_autoptr (IfaEnvironment) environment = new_environment ();
  Manner manner = { 0 };
  LoopbackServer *proxy = new_proxy (&manner);
  g_autoptr (IfaCheck) check = new_tunnel ("127.0.0.1", loopback_server_get_port (proxy));

  loopback_server_free (proxy);
  g_assert_true (
      run_probe (ifa_tunnel_probe_async, ifa_tunnel_probe_finish, environment, check, NULL));
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_REFUSED);
  g_assert_cmpint (((IfaTunnelFacts *) check->facts)->phase, ==, IFA_TUNNEL_PHASE_CONNECT);
  g_string_free (manner.heard, TRUE);
}

static void
test_cancelled (void)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();
  Manner manner = { .stays = TRUE };
  g_autoptr (LoopbackServer) proxy = new_proxy (&manner);
  g_autoptr (IfaCheck) check = new_tunnel ("127.0.0.1", loopback_server_get_port (proxy));

  assert_cancel_is_quick (ifa_tunnel_probe_async, ifa_tunnel_probe_finish, environment, check);
}

static void
assert_split (const char *uri, const char *bare, const char *host, gint64 port, const char *login)
{
  g_autofree char *split = ifa_proxy_login_split (uri);
  g_autofree char *header = ifa_proxy_login_dup_header (host, port);
  g_autofree char *base64
      = login != NULL ? g_base64_encode ((guchar *) login, strlen (login)) : NULL;
  g_autofree char *expected = login != NULL ? g_strconcat ("Basic ", base64, NULL) : NULL;

  g_test_message ("%s", uri);
  g_assert_cmpstr (split, ==, bare);
  g_assert_cmpstr (header, ==, expected);
}

static void
test_split (void)
{
  assert_split ("http://anna:secret@p.example:3128", "http://p.example:3128", "P.example", 3128,
                "anna:secret");
  assert_split ("http://anna:p%40ss@p.example", "http://p.example", "p.example", 80, "anna:p@ss");
  assert_split ("http://anna@p.example:1/", "http://p.example:1/", "p.example", 1, "anna:");
  assert_split ("http://dom%5Canna:a:b@[2001:db8::1]:8080", "http://[2001:db8::1]:8080",
                "2001:db8::1", 8080, "dom\\anna:a:b");
  /* Written as nobody should, and as people do. */
  assert_split ("http://anna:p@ss@p.example:2", "http://p.example:2", "p.example", 2, "anna:p@ss");
  assert_split ("http://anna:p/s?s#@p.example:3", "http://p.example:3", "p.example", 3,
                "anna:p/s?s#");
  assert_split ("http://anna:100%@p.example:4", "http://p.example:4", "p.example", 4, "anna:100%");
  assert_split ("http://anna:a%0d%0aX: y@p.example:5", "http://p.example:5", "p.example", 5,
                "anna:a\r\nX: y");
  /* The settings have changed. */
  assert_split ("http://p.example:5", "http://p.example:5", "p.example", 5, NULL);
  assert_split ("direct://", "direct://", "", 80, NULL);
  assert_split ("", "", "", 80, NULL);
}

/* Set once, as by http_proxy=http://anna:p@ss@proxy.example, and sent on each of the three ways;
 * never to another proxy, and never into the facts. */
static void
test_login_is_sent (void)
{
  Manner manner = { .answer = "HTTP/1.1 200 OK\r\n\r\n", .login = LOGIN_HEADER };
  g_autoptr (IfaEnvironment) environment = new_environment ();
  g_autoptr (LoopbackServer) proxy = new_proxy (&manner);
  guint16 port = loopback_server_get_port (proxy);
  g_autofree char *setting = g_strdup_printf ("http://anna:p%%40ss@proxy.example:%u", port);
  G_GNUC_UNUSED g_autofree char *bare = ifa_proxy_login_split (setting);
  g_autoptr (IfaCheck) tunnel = new_tunnel ("proxy.example", port);
  g_autoptr (JsonObject) json = NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  g_assert_true (
      run_probe (ifa_tunnel_probe_async, ifa_tunnel_probe_finish, environment, tunnel, NULL));
  g_assert_cmpint (tunnel->outcome, ==, IFA_OUTCOME_OK);

  json = ifa_check_to_json (tunnel, NULL, NULL);
  json_node_set_object (node, json);
  text = json_to_string (node, FALSE);
  g_assert_null (strstr (text, "anna"));
  g_assert_null (strstr (text, "YW5uYTp"));
  g_string_free (manner.heard, TRUE);
}

static void
test_wrong_login (void)
{
  Manner manner = { .answer = "HTTP/1.1 200 OK\r\n\r\n", .login = LOGIN_HEADER };
  g_autoptr (IfaEnvironment) environment = new_environment ();
  g_autoptr (LoopbackServer) proxy = new_proxy (&manner);
  guint16 port = loopback_server_get_port (proxy);
  g_autofree char *setting = g_strdup_printf ("http://anna:wrong@proxy.example:%u", port);
  G_GNUC_UNUSED g_autofree char *bare = ifa_proxy_login_split (setting);
  g_autoptr (IfaCheck) tunnel = new_tunnel ("proxy.example", port);

  g_assert_true (
      run_probe (ifa_tunnel_probe_async, ifa_tunnel_probe_finish, environment, tunnel, NULL));
  g_assert_cmpint (((IfaTunnelFacts *) tunnel->facts)->status, ==, 407);
  g_string_free (manner.heard, TRUE);
}

static void
probe_tls_through (IfaEnvironment *environment, guint16 port)
{
  g_autoptr (IfaCheck) check = ifa_check_new (&ifa_tls_facts, IFA_ROLE_SERVICE, "api");
  IfaTlsFacts *facts = check->facts;

  facts->host = g_strdup (HOST);
  facts->port = 443;
  facts->proxy = g_strdup_printf ("127.0.0.1:%u", port);
  g_assert_true (run_probe (ifa_tls_probe_async, ifa_tls_probe_finish, environment, check, NULL));
}

static void
probe_http_through (IfaEnvironment *environment, guint16 port, const char *scheme)
{
  g_autoptr (IfaCheck) check = ifa_check_new (&ifa_http_facts, IFA_ROLE_SERVICE, "api");
  IfaHttpFacts *facts = check->facts;

  facts->url = g_strdup_printf ("%s://" HOST "/", scheme);
  facts->method = g_strdup ("GET");
  facts->proxy = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_assert_true (run_probe (ifa_http_probe_async, ifa_http_probe_finish, environment, check, NULL));
}

static void
test_login_on_every_way (void)
{
  Manner manner = { .answer = "HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n" };
  g_autoptr (IfaEnvironment) environment = new_environment ();
  g_autoptr (LoopbackServer) proxy = new_proxy (&manner);
  guint16 port = loopback_server_get_port (proxy);
  g_autofree char *setting = g_strdup_printf ("http://anna:p%%40ss@127.0.0.1:%u", port);
  g_autofree char *with = ifa_proxy_login_split (setting);
  g_autofree char *without = NULL;

  probe_tls_through (environment, port);
  g_assert_true (g_str_has_prefix (manner.heard->str, "CONNECT "));
  g_assert_nonnull (strstr (manner.heard->str, LOGIN_HEADER));
  probe_http_through (environment, port, "https");
  g_assert_true (g_str_has_prefix (manner.heard->str, "CONNECT "));
  g_assert_nonnull (strstr (manner.heard->str, LOGIN_HEADER));
  probe_http_through (environment, port, "http");
  g_assert_true (g_str_has_prefix (manner.heard->str, "GET http://" HOST "/ "));
  g_assert_nonnull (strstr (manner.heard->str, LOGIN_HEADER));

  without = ifa_proxy_login_split (with);
  probe_tls_through (environment, port);
  g_assert_null (strstr (manner.heard->str, "Proxy-Authorization"));
  probe_http_through (environment, port, "https");
  g_assert_null (strstr (manner.heard->str, "Proxy-Authorization"));
  g_string_free (manner.heard, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tunnel-probe/answers", test_answers);
  g_test_add_func ("/tunnel-probe/foreign-words", test_foreign_words);
  g_test_add_func ("/tunnel-probe/nobody-there", test_nobody_there);
  g_test_add_func ("/tunnel-probe/cancelled", test_cancelled);
  g_test_add_func ("/tunnel-probe/split", test_split);
  g_test_add_func ("/tunnel-probe/login-is-sent", test_login_is_sent);
  g_test_add_func ("/tunnel-probe/wrong-login", test_wrong_login);
  g_test_add_func ("/tunnel-probe/login-on-every-way", test_login_on_every_way);
  return g_test_run ();
}
