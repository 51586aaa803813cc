/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "answer-server.h"

#include <string.h>
#include <sys/socket.h>

#include "http-probe.h"
#include "probe-harness.h"

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

/* @answer must outlive the server. */
LoopbackServer *
answer_server_new (const Answer *answer)
{
  return loopback_server_new (serve_answer, (gpointer) answer);
}

IfaEnvironment *
new_http_environment (void)
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

IfaCheck *
new_http_check (const LoopbackServer *server, const char *scheme, const char *path)
{
  IfaCheck *check = ifa_check_new (&ifa_http_facts, IFA_ROLE_SERVICE, "api");
  IfaHttpFacts *facts = check->facts;
  const char *const addresses[] = { "127.0.0.1", NULL };

  facts->url = g_strdup_printf ("%s://" HTTP_HOST ":%u%s", scheme,
                                loopback_server_get_port (server), path);
  facts->addresses = g_strdupv ((char **) addresses);
  return check;
}

IfaHttpFacts *
probe_http (IfaCheck *check)
{
  g_autoptr (IfaEnvironment) environment = new_http_environment ();

  g_assert_true (run_probe (ifa_http_probe_async, ifa_http_probe_finish, environment, check, NULL));
  return check->facts;
}

IfaCheck *
probe_answer (const Answer *answer)
{
  g_autoptr (LoopbackServer) server = answer_server_new (answer);
  IfaCheck *check = new_http_check (server, "http", "/health");

  probe_http (check);
  return check;
}

IfaCheck *
probe_text (const char *text)
{
  return probe_answer (&(Answer){ .bytes = text });
}
