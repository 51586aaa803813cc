/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "ntp-probe.h"

#include <errno.h>
#include <gio/gio.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include "errno-outcome.h"
#include "facts.h"
#include "icmp-error.h"
#include "sntp-packet.h"
#include "wait.h"

#define MAX_SERVERS 4

/* Read before the main loop runs again; whoever floods us doesn't keep us here. */
#define MAX_PACKETS_AT_ONCE 16

typedef struct
{
  GTask *task; /* borrowed: the task owns the exchanges */
  IfaWait wait;
  int fd;
  guint64 nonce;
  gint64 sent_us; /* by this computer's wall clock */
  gint64 sent_monotonic_us;
} Exchange;

typedef struct
{
  IfaEnvironment *environment;
  IfaCheck *check;
  Exchange exchanges[MAX_SERVERS];
  guint n_open;
  gboolean heard_rubbish;
  IfaWait wait; /* the deadline of all */
} Consultation;

static void
consultation_free (Consultation *self)
{
  ifa_wait_end (&self->wait);
  for (guint i = 0; i < MAX_SERVERS; i++)
    {
      ifa_wait_end (&self->exchanges[i].wait);
      if (self->exchanges[i].fd >= 0)
        close (self->exchanges[i].fd);
    }
  ifa_environment_unref (self->environment);
  g_free (self);
}

static void
stop_waiting (Consultation *self)
{
  ifa_wait_end (&self->wait);
  for (guint i = 0; i < MAX_SERVERS; i++)
    ifa_wait_end (&self->exchanges[i].wait);
}

static void
finish (GTask *task, IfaOutcome outcome)
{
  Consultation *self = g_task_get_task_data (task);

  stop_waiting (self);
  self->check->outcome = outcome;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* Offset and delay as in RFC 4330 section 5; T1 and T4 by this clock, T2 and T3 by the server's.
 * T4 is T1 plus what the monotonic clock says: the wall clock may be set meanwhile. */
static void
take_answer (Exchange *exchange, const IfaSntpAnswer *answer)
{
  Consultation *self = g_task_get_task_data (exchange->task);
  IfaClockFacts *facts = self->check->facts;
  gint64 taken_us = g_get_monotonic_time () - exchange->sent_monotonic_us;
  gint64 here_us = exchange->sent_us + taken_us / 2;
  gint64 there_us = answer->received_us + (answer->transmitted_us - answer->received_us) / 2;

  facts->offset_ms = (here_us - there_us) / 1000;
  facts->uncertainty_ms = (taken_us / 2 + answer->root_distance_us) / 1000 + 1;
  facts->stratum = answer->stratum;
  ifa_check_take_detail (self->check, NULL); /* another address's complaint */
  finish (exchange->task, IFA_OUTCOME_OK);
}

static void
give_up (Exchange *exchange, IfaOutcome outcome, const char *detail)
{
  Consultation *self = g_task_get_task_data (exchange->task);

  ifa_wait_end (&exchange->wait);
  ifa_check_take_detail (self->check, g_strdup (detail));
  self->n_open--;
  if (self->n_open == 0)
    finish (exchange->task, outcome);
}

static void
take_error (Exchange *exchange, int code)
{
  g_auto (IfaIcmpError) icmp_error = { 0 };

  give_up (exchange,
           ifa_icmp_error_read (exchange->fd, &icmp_error) ? ifa_icmp_error_to_outcome (&icmp_error)
                                                           : ifa_outcome_from_errno (code),
           g_strerror (code));
}

/* An ICMP error whose number an earlier call has fetched would wake us for ever. */
static void
take_late_error (Exchange *exchange)
{
  g_auto (IfaIcmpError) icmp_error = { 0 };

  if (ifa_icmp_error_read (exchange->fd, &icmp_error))
    give_up (exchange, ifa_icmp_error_to_outcome (&icmp_error), NULL);
}

/* Returns whether another packet of this exchange may be looked at. */
static gboolean
take_packet (Exchange *exchange, const guint8 *packet, gsize length)
{
  Consultation *self = g_task_get_task_data (exchange->task);
  IfaSntpAnswer answer = { 0 };
  g_autofree char *detail = NULL;

  switch (ifa_sntp_read_answer (packet, length, exchange->nonce, &answer))
    {
    case IFA_SNTP_GOOD:
      take_answer (exchange, &answer);
      return FALSE;
    case IFA_SNTP_GO_AWAY:
      detail = g_strdup_printf ("the time server refuses: %s",
                                answer.kiss[0] != '\0' ? answer.kiss : "no reason given");
      give_up (exchange, IFA_OUTCOME_FAILED, detail);
      return FALSE;
    case IFA_SNTP_UNSYNCHRONISED:
      give_up (exchange, IFA_OUTCOME_FAILED, "the time server is not synchronised");
      return FALSE;
    case IFA_SNTP_NOT_MINE:
    default:
      /* The right one may still come. */
      self->heard_rubbish = TRUE;
      return TRUE;
    }
}

static void
exchange_event (IfaWaitEvent event, gpointer user_data)
{
  Exchange *exchange = user_data;
  guint8 packet[512];

  if (event != IFA_WAIT_READY)
    return;

  for (guint i = 0; i < MAX_PACKETS_AT_ONCE; i++)
    {
      gssize n = recv (exchange->fd, packet, sizeof packet, 0);

      if (n < 0 && (errno == EAGAIN || errno == EINTR))
        break;
      if (n < 0)
        {
          take_error (exchange, errno);
          return;
        }
      if (!take_packet (exchange, packet, n))
        return;
    }

  take_late_error (exchange);
}

static int
send_question (Exchange *exchange, const struct sockaddr_storage *server, socklen_t length)
{
  guint8 packet[IFA_SNTP_BYTES];

  if (getrandom (&exchange->nonce, sizeof exchange->nonce, 0) != sizeof exchange->nonce)
    return ENOSYS;
  exchange->fd = socket (server->ss_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (exchange->fd < 0)
    return errno;
  ifa_icmp_error_enable (exchange->fd, server->ss_family);
  if (connect (exchange->fd, (const struct sockaddr *) server, length) != 0)
    return errno;

  ifa_sntp_write_question (packet, exchange->nonce);
  exchange->sent_monotonic_us = g_get_monotonic_time ();
  return send (exchange->fd, packet, sizeof packet, MSG_NOSIGNAL) == sizeof packet ? 0 : errno;
}

/* Returns NOT_TESTED where the question is under way. */
static IfaOutcome
begin (GTask *task, Exchange *exchange, const char *address)
{
  Consultation *self = g_task_get_task_data (task);
  g_autoptr (GSocketAddress) target = g_inet_socket_address_new_from_string (
      address, ifa_environment_get_limits (self->environment)->ntp_port);
  struct sockaddr_storage native;
  int code;

  if (target == NULL || !g_socket_address_to_native (target, &native, sizeof native, NULL))
    return IFA_OUTCOME_NOT_AVAILABLE;

  exchange->task = task;
  exchange->sent_us = ifa_environment_now_us (self->environment);
  code = send_question (exchange, &native, g_socket_address_get_native_size (target));
  if (code != 0)
    {
      ifa_check_take_detail (self->check, g_strdup (g_strerror (code)));
      /* What a "blackhole" route answers; ip-route(8). */
      return code == EINVAL ? IFA_OUTCOME_NETWORK_UNREACHABLE : ifa_outcome_from_errno (code);
    }

  ifa_wait_begin (&exchange->wait, G_MAXINT / 2, NULL, exchange_event, exchange);
  ifa_wait_set_socket (&exchange->wait, exchange->fd, G_IO_IN);
  self->n_open++;
  return IFA_OUTCOME_NOT_TESTED;
}

static void
consultation_event (IfaWaitEvent event, gpointer user_data)
{
  GTask *task = user_data;
  Consultation *self = g_task_get_task_data (task);

  if (event == IFA_WAIT_DEADLINE)
    {
      finish (task, self->heard_rubbish ? IFA_OUTCOME_MALFORMED : IFA_OUTCOME_TIMED_OUT);
      return;
    }
  stop_waiting (self);
  g_task_return_error_if_cancelled (task);
  g_object_unref (task);
}

/**
 * ifa_ntp_probe_async:
 * @environment: the outside world and its limits
 * @check: a check of clock facts: `addresses` of one time server
 * @cancellable: (nullable): ends the probe
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Asks up to four addresses at once; the first good answer counts. Ends after `ntp_ms`.
 */
void
ifa_ntp_probe_async (IfaEnvironment *environment,
                     IfaCheck *check,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Consultation *self = g_new0 (Consultation, 1);
  const IfaClockFacts *facts = check->facts;
  IfaOutcome failure = IFA_OUTCOME_NOT_AVAILABLE;

  g_task_set_source_tag (task, ifa_ntp_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) consultation_free);
  self->environment = ifa_environment_ref (environment);
  self->check = check;
  for (guint i = 0; i < MAX_SERVERS; i++)
    self->exchanges[i].fd = -1;
  ifa_wait_begin (&self->wait, ifa_environment_get_limits (environment)->ntp_ms, cancellable,
                  consultation_event, task);

  for (guint i = 0; facts->addresses != NULL && facts->addresses[i] != NULL && i < MAX_SERVERS; i++)
    {
      IfaOutcome outcome = begin (task, &self->exchanges[i], facts->addresses[i]);
      failure = outcome != IFA_OUTCOME_NOT_TESTED ? outcome : failure;
    }
  if (self->n_open == 0)
    finish (task, failure);
}

gboolean
ifa_ntp_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
