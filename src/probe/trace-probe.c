/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "trace-probe.h"

#include <gio/gio.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "facts.h"
#include "icmp-error.h"
#include "wait.h"

#define MAX_HOPS 20
#define MAX_ROUTERS_SILENT 5

/* Where traceroute begins; each hop has its own port, so that middleboxes don't mix them up. */
#define FIRST_PORT 33434

/* Routers limit how fast they complain; a second try a moment later catches most of those. */
#define ROUND_MS 700
#define N_ROUNDS 3

#define ICMP_TIME_EXCEEDED 11
#define ICMPV6_TIME_EXCEEDED 3

typedef struct
{
  GTask *task; /* borrowed: the task owns the hops */
  IfaWait wait;
  int fd;
  guint ttl;
  gint64 sent_us;
  gint64 taken_us;
  char *address;     /* (nullable): who answered */
  gboolean is_final; /* an answer other than "time exceeded" */
} Hop;

typedef struct
{
  IfaCheck *check;
  Hop hops[MAX_HOPS];
  guint round;
  IfaWait wait;
  gboolean is_ipv6;
} Trace;

static void
trace_free (Trace *self)
{
  ifa_wait_end (&self->wait);
  for (guint i = 0; i < MAX_HOPS; i++)
    {
      ifa_wait_end (&self->hops[i].wait);
      if (self->hops[i].fd > 0)
        close (self->hops[i].fd);
      g_free (self->hops[i].address);
    }
  g_free (self);
}

static guint
last_answering_hop (const Trace *self)
{
  guint last = 0;

  for (guint i = 0; i < MAX_HOPS; i++)
    {
      if (self->hops[i].address != NULL)
        last = i + 1;
      if (self->hops[i].is_final)
        break;
    }
  return last;
}

static void
note_hops (Trace *self)
{
  IfaTraceFacts *facts = self->check->facts;
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  guint last = last_answering_hop (self);

  for (guint i = 0; i < last; i++)
    {
      const Hop *hop = &self->hops[i];
      g_autofree char *line
          = hop->address != NULL
                ? g_strdup_printf ("%u %s %.1f ms", i + 1, hop->address, hop->taken_us / 1000.0)
                : g_strdup_printf ("%u *", i + 1);
      g_strv_builder_add (lines, line);
    }
  facts->hops = g_strv_builder_end (lines);
  facts->last_hop = last;
  if (last > 0)
    {
      facts->last_address = g_strdup (self->hops[last - 1].address);
      facts->last_is_target = IFA_TRI (g_strcmp0 (facts->last_address, facts->address) == 0);
    }
}

static void
finish (GTask *task)
{
  Trace *self = g_task_get_task_data (task);
  IfaTraceFacts *facts = self->check->facts;

  ifa_wait_end (&self->wait);
  for (guint i = 0; i < MAX_HOPS; i++)
    ifa_wait_end (&self->hops[i].wait);
  note_hops (self);
  self->check->outcome
      = facts->last_is_target == IFA_TRI_YES ? IFA_OUTCOME_OK : IFA_OUTCOME_TIMED_OUT;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* Every hop up to one with a final answer is known. */
static gboolean
is_complete (const Trace *self)
{
  for (guint i = 0; i < MAX_HOPS; i++)
    {
      if (self->hops[i].is_final)
        return TRUE;
      if (self->hops[i].address == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
take_error (Hop *hop, IfaIcmpError *icmp_error)
{
  Trace *self = g_task_get_task_data (hop->task);
  IfaTraceFacts *facts = self->check->facts;
  IfaOutcome outcome = ifa_icmp_error_to_outcome (icmp_error);
  guint time_exceeded = self->is_ipv6 ? ICMPV6_TIME_EXCEEDED : ICMP_TIME_EXCEEDED;

  if (icmp_error->sender == NULL || hop->address != NULL)
    return;
  hop->taken_us = g_get_monotonic_time () - hop->sent_us;
  hop->address = g_strdup (icmp_error->sender);
  hop->is_final = icmp_error->type != time_exceeded;
  if (!hop->is_final)
    return;
  if (outcome == IFA_OUTCOME_PROHIBITED && facts->prohibited_by == NULL)
    facts->prohibited_by = g_strdup (icmp_error->sender);
  else if ((outcome == IFA_OUTCOME_HOST_UNREACHABLE || outcome == IFA_OUTCOME_NETWORK_UNREACHABLE)
           && facts->unreachable_by == NULL)
    facts->unreachable_by = g_strdup (icmp_error->sender);
}

static void
hop_event (IfaWaitEvent event, gpointer user_data)
{
  Hop *hop = user_data;
  Trace *self = g_task_get_task_data (hop->task);
  g_auto (IfaIcmpError) icmp_error = { 0 };
  char rest[256];

  if (event != IFA_WAIT_READY)
    return;
  if (ifa_icmp_error_read (hop->fd, &icmp_error))
    take_error (hop, &icmp_error);
  /* Clears what else made the socket ready. */
  (void) !recv (hop->fd, rest, sizeof rest, MSG_DONTWAIT);
  if (hop->address != NULL)
    ifa_wait_end (&hop->wait);
  if (is_complete (self))
    finish (hop->task);
}

static void
send_packet (Hop *hop)
{
  hop->sent_us = g_get_monotonic_time ();
  (void) !send (hop->fd, "invoice-first-aid", 17, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static gboolean
open_hop (GTask *task, Hop *hop, guint ttl)
{
  Trace *self = g_task_get_task_data (task);
  const IfaTraceFacts *facts = self->check->facts;
  g_autoptr (GSocketAddress) target
      = facts->address != NULL
            ? g_inet_socket_address_new_from_string (facts->address, FIRST_PORT + ttl - 1)
            : NULL;
  struct sockaddr_storage native;
  int value = ttl;

  if (target == NULL || !g_socket_address_to_native (target, &native, sizeof native, NULL))
    return FALSE;

  hop->task = task;
  hop->ttl = ttl;
  hop->fd = socket (native.ss_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  /* Without the errors' senders there would be no hop, which isn't the same as silence. */
  if (hop->fd < 0 || !ifa_icmp_error_enable (hop->fd, native.ss_family))
    return FALSE;
  if (setsockopt (hop->fd, self->is_ipv6 ? IPPROTO_IPV6 : IPPROTO_IP,
                  self->is_ipv6 ? IPV6_UNICAST_HOPS : IP_TTL, &value, sizeof value)
          != 0
      || connect (hop->fd, (struct sockaddr *) &native, g_socket_address_get_native_size (target))
             != 0)
    return FALSE;

  ifa_wait_begin (&hop->wait, G_MAXINT / 2, NULL, hop_event, hop);
  ifa_wait_set_socket (&hop->wait, hop->fd, G_IO_IN | G_IO_ERR);
  send_packet (hop);
  return TRUE;
}

/* Silence for several hops in a row is the end of the road: nothing more will come from there. */
static gboolean
is_worth_another_round (const Trace *self)
{
  guint last = last_answering_hop (self);

  return self->round < N_ROUNDS && !is_complete (self) && last < MAX_HOPS;
}

static void
trace_event (IfaWaitEvent event, gpointer user_data)
{
  GTask *task = user_data;
  Trace *self = g_task_get_task_data (task);
  guint last;

  if (event == IFA_WAIT_CANCELLED)
    {
      ifa_wait_end (&self->wait);
      for (guint i = 0; i < MAX_HOPS; i++)
        ifa_wait_end (&self->hops[i].wait);
      g_task_return_error_if_cancelled (task);
      g_object_unref (task);
      return;
    }
  self->round++;
  if (!is_worth_another_round (self))
    {
      finish (task);
      return;
    }
  last = last_answering_hop (self);
  for (guint i = 0; i < MAX_HOPS && i < last + MAX_ROUTERS_SILENT; i++)
    if (self->hops[i].address == NULL)
      send_packet (&self->hops[i]);
  ifa_wait_set_timeout (&self->wait, ROUND_MS);
}

/**
 * ifa_trace_probe_async:
 * @environment: the outside world
 * @check: a check of trace facts: `address`
 * @cancellable: (nullable): ends the probe
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Sends one small datagram with each TTL at once and reads the routers' complaints from the error
 * queues (ip(7), IP_RECVERR). Asks the silent ones again, and ends after 2.1 s.
 */
void
ifa_trace_probe_async (IfaEnvironment *environment,
                       IfaCheck *check,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Trace *self = g_new0 (Trace, 1);
  const IfaTraceFacts *facts = check->facts;

  g_task_set_source_tag (task, ifa_trace_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) trace_free);
  self->check = check;
  self->is_ipv6 = facts->address != NULL && strchr (facts->address, ':') != NULL;

  for (guint ttl = 1; ttl <= MAX_HOPS; ttl++)
    if (!open_hop (task, &self->hops[ttl - 1], ttl))
      {
        for (guint i = 0; i < MAX_HOPS; i++)
          ifa_wait_end (&self->hops[i].wait);
        check->outcome = IFA_OUTCOME_NOT_AVAILABLE;
        g_task_return_boolean (task, TRUE);
        g_object_unref (task);
        return;
      }
  ifa_wait_begin (&self->wait, ROUND_MS, cancellable, trace_event, task);
}

gboolean
ifa_trace_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
