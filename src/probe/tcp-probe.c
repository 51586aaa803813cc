/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "tcp-probe.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "errno-outcome.h"
#include "facts.h"
#include "icmp-error.h"
#include "kernel-counter.h"
#include "socket.h"
#include "wait.h"

typedef struct
{
  IfaEnvironment *environment;
  IfaCheck *check;
  IfaWait wait;
  int fd;
  gint64 drops_before; /* IFA_UNKNOWN_INTEGER where the kernel doesn't tell */
} Attempt;

static void
attempt_free (Attempt *self)
{
  ifa_wait_end (&self->wait);
  if (self->fd >= 0)
    close (self->fd);
  ifa_environment_unref (self->environment);
  g_free (self);
}

static gint64
read_drops (Attempt *self)
{
  return ifa_kernel_counter_read (self->environment, "/proc/net/netstat", "TcpExt",
                                  "TCPRetransFail");
}

static void
note_source (Attempt *self, IfaTcpFacts *facts)
{
  struct sockaddr_storage native;
  socklen_t length = sizeof native;
  g_autoptr (GSocketAddress) address = NULL;
  GInetAddress *inet;

  if (getsockname (self->fd, (struct sockaddr *) &native, &length) != 0)
    return;
  address = g_socket_address_new_from_native (&native, length);
  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return;

  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  if (!g_inet_address_get_is_any (inet))
    facts->local_source = g_inet_address_to_string (inet);
}

/* The kernel counts a retransmission as "out" only when it really left, so a socket that has
 * tried again and has nothing out was stopped on this computer. The counter of the whole
 * computer must agree: alone it would blame this socket for another one's trouble. */
static IfaTri
judge_drops (Attempt *self, const struct tcp_info *info)
{
  gint64 drops_now = read_drops (self);

  if (self->drops_before == IFA_UNKNOWN_INTEGER || drops_now == IFA_UNKNOWN_INTEGER)
    return IFA_TRI_UNKNOWN;
  if (info->tcpi_total_retrans == 0)
    return IFA_TRI_UNKNOWN;

  return IFA_TRI (info->tcpi_retrans == 0 && drops_now > self->drops_before);
}

static void
note_connection (Attempt *self, IfaOutcome outcome)
{
  IfaTcpFacts *facts = self->check->facts;
  struct tcp_info info = { 0 };
  socklen_t length = sizeof info;

  note_source (self, facts);
  if (getsockopt (self->fd, IPPROTO_TCP, TCP_INFO, &info, &length) != 0)
    return;

  facts->retransmits = info.tcpi_total_retrans;
  if (outcome == IFA_OUTCOME_OK)
    facts->rtt_us = info.tcpi_rtt;
  if (outcome == IFA_OUTCOME_TIMED_OUT)
    facts->dropped_here = judge_drops (self, &info);
}

static gboolean
note_icmp (Attempt *self, IfaOutcome *outcome)
{
  IfaTcpFacts *facts = self->check->facts;
  g_auto (IfaIcmpError) icmp_error = { 0 };

  if (!ifa_icmp_error_read (self->fd, &icmp_error))
    return FALSE;

  *outcome = ifa_icmp_error_to_outcome (&icmp_error);
  facts->icmp_type = icmp_error.type;
  facts->icmp_code = icmp_error.code;
  if (icmp_error.sender != NULL)
    {
      facts->icmp_sender_is_self = IFA_TRI (ifa_icmp_error_is_from_self (&icmp_error));
      facts->icmp_sender_is_target = IFA_TRI (g_str_equal (icmp_error.sender, facts->address));
      facts->icmp_sender = g_steal_pointer (&icmp_error.sender);
    }
  return TRUE;
}

static void
finish (GTask *task, IfaOutcome outcome, const char *detail)
{
  Attempt *self = g_task_get_task_data (task);

  ifa_wait_end (&self->wait);
  if (self->fd >= 0)
    note_connection (self, outcome);
  if (detail != NULL)
    ifa_check_take_detail (self->check, g_strdup (detail));
  self->check->outcome = outcome;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
finish_with_errno (GTask *task, int code)
{
  Attempt *self = g_task_get_task_data (task);
  IfaOutcome outcome = ifa_outcome_from_errno (code);
  IfaTcpFacts *facts = self->check->facts;

  if (self->fd >= 0 && note_icmp (self, &outcome))
    g_debug ("%s: an ICMP error of %s", facts->address, facts->icmp_sender);
  else if (outcome == IFA_OUTCOME_PROHIBITED)
    facts->icmp_sender_is_self = IFA_TRI_YES;
  finish (task, outcome, g_strerror (code));
}

static void
attempt_ready (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);
  int code = ifa_socket_take_error (self->fd);
  IfaOutcome outcome;
  struct sockaddr_storage peer;
  socklen_t length = sizeof peer;

  if (code != 0)
    finish_with_errno (task, code);
  else if (note_icmp (self, &outcome))
    finish (task, outcome, NULL);
  else if (getpeername (self->fd, (struct sockaddr *) &peer, &length) == 0)
    finish (task, IFA_OUTCOME_OK, NULL);
}

static void
attempt_event (IfaWaitEvent event, gpointer user_data)
{
  GTask *task = user_data;
  Attempt *self = g_task_get_task_data (task);

  switch (event)
    {
    case IFA_WAIT_READY:
      attempt_ready (task);
      break;
    case IFA_WAIT_DEADLINE:
      finish (task, IFA_OUTCOME_TIMED_OUT, NULL);
      break;
    case IFA_WAIT_CANCELLED:
    default:
      ifa_wait_end (&self->wait);
      g_task_return_error_if_cancelled (task);
      g_object_unref (task);
      break;
    }
}

static guint
choose_timeout_ms (IfaEnvironment *environment, const IfaCheck *check)
{
  const IfaLimits *limits = ifa_environment_get_limits (environment);

  return check->role == IFA_ROLE_CONTROL ? limits->control_ms : limits->connect_ms;
}

/**
 * ifa_tcp_probe_async:
 * @environment: the outside world and its limits
 * @check: a check of TCP facts: `address` and `port` say where to, `interface` (where set) which
 * way
 * @cancellable: (nullable): ends the probe
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Opens a connection and closes it at once; not a byte is sent. An ICMP error ends the
 * attempt when it is seen (as it does for every ordinary program), and names its sender.
 * Silence ends it after `connect_ms`, towards a control host after `control_ms`.
 */
void
ifa_tcp_probe_async (IfaEnvironment *environment,
                     IfaCheck *check,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Attempt *self = g_new0 (Attempt, 1);
  IfaTcpFacts *facts = check->facts;
  IfaSocketOptions options = { 0 };
  int code;

  g_task_set_source_tag (task, ifa_tcp_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) attempt_free);
  self->environment = ifa_environment_ref (environment);
  self->check = check;
  self->drops_before = read_drops (self);

  options.interface = facts->interface;
  code = ifa_socket_open_with (facts->address, facts->port, &options, &self->fd);
  if (code != 0)
    {
      finish_with_errno (task, code);
      return;
    }

  ifa_wait_begin (&self->wait, choose_timeout_ms (environment, check), cancellable, attempt_event,
                  task);
  ifa_wait_set_socket (&self->wait, self->fd, G_IO_OUT);
}

gboolean
ifa_tcp_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
