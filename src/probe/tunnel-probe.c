/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "tunnel-probe.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "errno-outcome.h"
#include "facts.h"
#include "proxy-login.h"
#include "socket.h"
#include "wait.h"

/* What a proxy may say before the empty line; RFC 9112 recommends no limit, servers take 8 KiB. */
#define MAX_ANSWER_BYTES (16 * 1024)

typedef struct
{
  IfaEnvironment *environment;
  IfaCheck *check;
  IfaWait wait;
  int fd;
  GCancellable *look_up; /* ends with the probe, and at the deadline */
  gboolean connected;
  gboolean done;
  GString *answer;
} Tunnel;

static void
tunnel_free (Tunnel *self)
{
  ifa_wait_end (&self->wait);
  if (self->fd >= 0)
    close (self->fd);
  g_object_unref (self->look_up);
  g_string_free (self->answer, TRUE);
  ifa_environment_unref (self->environment);
  g_free (self);
}

static void
finish (GTask *task, IfaOutcome outcome, const char *detail)
{
  Tunnel *self = g_task_get_task_data (task);

  if (self->done)
    return;
  self->done = TRUE;
  ifa_wait_end (&self->wait);
  g_cancellable_cancel (self->look_up);
  if (detail != NULL)
    ifa_check_take_detail (self->check, g_strdup (detail));
  self->check->outcome = outcome;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static gboolean
send_request (Tunnel *self)
{
  IfaTunnelFacts *facts = self->check->facts;
  gboolean is_ipv6 = strchr (facts->host, ':') != NULL;
  g_autofree char *authority
      = g_strdup_printf (is_ipv6 ? "[%s]:%d" : "%s:%d", facts->host, (int) facts->port);
  g_autofree char *login = ifa_proxy_login_dup_header (facts->proxy_host, facts->proxy_port);
  g_autofree char *request
      = g_strdup_printf ("CONNECT %s HTTP/1.1\r\nHost: %s\r\n%s%s%s\r\n", authority, authority,
                         login != NULL ? "Proxy-Authorization: " : "", login != NULL ? login : "",
                         login != NULL ? "\r\n" : "");
  gsize length = strlen (request);

  facts->phase = IFA_TUNNEL_PHASE_REQUEST;
  return send (self->fd, request, length, MSG_NOSIGNAL) == (gssize) length;
}

static char *
dup_header (const char *answer, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (answer, "\r\n", 64);

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    {
      char *colon = strchr (lines[i], ':');

      if (colon == NULL)
        continue;
      *colon = '\0';
      if (g_ascii_strcasecmp (lines[i], name) == 0)
        {
          char *value = g_utf8_make_valid (g_strstrip (colon + 1), -1);
          return value;
        }
    }
  return NULL;
}

static gboolean
read_status (Tunnel *self)
{
  IfaTunnelFacts *facts = self->check->facts;
  const char *line = self->answer->str;
  gint64 status;

  if (!g_str_has_prefix (line, "HTTP/1.") || strlen (line) < 12 || line[8] != ' ')
    return FALSE;
  status = g_ascii_strtoll (line + 9, NULL, 10);
  if (status < 100 || status > 599)
    return FALSE;

  facts->status = status;
  facts->status_text = g_utf8_make_valid (line + 9, MIN (strcspn (line + 9, "\r\n"), 200));
  facts->authenticate = dup_header (line, "Proxy-Authenticate");
  return TRUE;
}

static void
judge_answer (GTask *task)
{
  Tunnel *self = g_task_get_task_data (task);
  IfaTunnelFacts *facts = self->check->facts;

  if (!read_status (self))
    {
      finish (task, IFA_OUTCOME_MALFORMED, NULL);
      return;
    }
  if (facts->status < 200 || facts->status > 299)
    {
      finish (task, IFA_OUTCOME_FAILED, facts->status_text);
      return;
    }
  facts->phase = IFA_TUNNEL_PHASE_OPEN;
  finish (task, IFA_OUTCOME_OK, NULL);
}

static void
read_answer (GTask *task)
{
  Tunnel *self = g_task_get_task_data (task);
  char buffer[2048];
  gssize n = recv (self->fd, buffer, sizeof buffer, 0);

  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return;
  if (n < 0)
    {
      finish (task, ifa_outcome_from_errno (errno), g_strerror (errno));
      return;
    }
  if (n == 0)
    {
      finish (task, IFA_OUTCOME_CLOSED, NULL);
      return;
    }

  g_string_append_len (self->answer, buffer, n);
  if (strstr (self->answer->str, "\r\n\r\n") != NULL || strstr (self->answer->str, "\n\n") != NULL
      || memchr (self->answer->str, '\0', self->answer->len) != NULL)
    judge_answer (task);
  else if (self->answer->len > MAX_ANSWER_BYTES)
    finish (task, IFA_OUTCOME_TOO_LARGE, NULL);
}

static void
socket_is_ready (GTask *task)
{
  Tunnel *self = g_task_get_task_data (task);
  int code;

  if (self->connected)
    {
      read_answer (task);
      return;
    }

  code = ifa_socket_take_error (self->fd);
  if (code != 0)
    {
      finish (task, ifa_outcome_from_errno (code), g_strerror (code));
      return;
    }
  self->connected = TRUE;
  if (!send_request (self))
    finish (task, IFA_OUTCOME_CLOSED, NULL);
  else
    ifa_wait_set_socket (&self->wait, self->fd, G_IO_IN);
}

static void
tunnel_event (IfaWaitEvent event, gpointer user_data)
{
  GTask *task = user_data;
  Tunnel *self = g_task_get_task_data (task);

  switch (event)
    {
    case IFA_WAIT_READY:
      socket_is_ready (task);
      break;
    case IFA_WAIT_DEADLINE:
      finish (task, IFA_OUTCOME_TIMED_OUT, NULL);
      break;
    case IFA_WAIT_CANCELLED:
    default:
      self->done = TRUE;
      ifa_wait_end (&self->wait);
      g_cancellable_cancel (self->look_up);
      g_task_return_error_if_cancelled (task);
      g_object_unref (task);
      break;
    }
}

static void
connect_to (GTask *task, const char *address)
{
  Tunnel *self = g_task_get_task_data (task);
  IfaTunnelFacts *facts = self->check->facts;
  int code;

  facts->phase = IFA_TUNNEL_PHASE_CONNECT;
  facts->proxy_address = g_strdup (address);
  ifa_proxy_login_share (facts->proxy_host, facts->proxy_port, address);
  code = ifa_socket_open (address, facts->proxy_port, &self->fd);
  if (code != 0)
    finish (task, ifa_outcome_from_errno (code), g_strerror (code));
  else
    ifa_wait_set_socket (&self->wait, self->fd, G_IO_OUT);
}

static void
name_was_looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Tunnel *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autolist (GInetAddress) addresses
      = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);
  g_autofree char *address = NULL;

  if (self->done)
    return;
  if (addresses == NULL)
    {
      finish (task,
              g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND)
                  ? IFA_OUTCOME_NAME_NOT_FOUND
                  : IFA_OUTCOME_SERVER_FAILED,
              error->message);
      return;
    }
  address = g_inet_address_to_string (addresses->data);
  connect_to (task, address);
}

/**
 * ifa_tunnel_probe_async:
 * @environment: the outside world and its limits
 * @check: a check of tunnel facts: `proxy_host`, `proxy_port`, `host` and `port`
 * @cancellable: (nullable): ends the probe
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Asks an HTTP proxy for a tunnel, says nothing through it, and closes it. The login that the
 * settings contain is sent as other programs send it (Basic, RFC 7617); that the proxy wants
 * another one (407) is an answer. Ends after `control_ms` at the latest, however slowly the proxy
 * talks.
 */
void
ifa_tunnel_probe_async (IfaEnvironment *environment,
                        IfaCheck *check,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Tunnel *self = g_new0 (Tunnel, 1);
  IfaTunnelFacts *facts = check->facts;
  const char *given = ifa_environment_lookup_host (environment, facts->proxy_host);
  g_autoptr (GResolver) resolver = NULL;

  g_task_set_source_tag (task, ifa_tunnel_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) tunnel_free);
  self->environment = ifa_environment_ref (environment);
  self->check = check;
  self->fd = -1;
  self->look_up = g_cancellable_new ();
  self->answer = g_string_new (NULL);
  ifa_wait_begin (&self->wait, ifa_environment_get_limits (environment)->control_ms, cancellable,
                  tunnel_event, task);

  facts->phase = IFA_TUNNEL_PHASE_LOOK_UP;
  if (given == NULL && g_hostname_is_ip_address (facts->proxy_host))
    given = facts->proxy_host;
  if (given != NULL)
    {
      connect_to (task, given);
      return;
    }
  resolver = g_resolver_get_default ();
  g_resolver_lookup_by_name_async (resolver, facts->proxy_host, self->look_up,
                                   name_was_looked_up_cb, g_object_ref (task));
}

gboolean
ifa_tunnel_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
