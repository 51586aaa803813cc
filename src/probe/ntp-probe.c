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
#include "sntp-packet.h"
#include "wait.h"

#define NTP_PORT 123
#define MAX_SERVERS 4

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
  IfaWait wait; /* the deadline of all */
  IfaOutcome last_failure;
} Consultation;

static void
consultation_free (Consultation *self)
{
  ifa_wait_end (&self->wait);
  for (guint i = 0; i < MAX_SERVERS; i++)
    {
      ifa_wait_end (&self->exchanges[i].wait);
      if (self->exchanges[i].fd > 0)
        close (self->exchanges[i].fd);
    }
  ifa_environment_unref (self->environment);
  g_free (self);
}

static void
finish (GTask *task, IfaOutcome outcome)
{
  Consultation *self = g_task_get_task_data (task);

  ifa_wait_end (&self->wait);
  for (guint i = 0; i < MAX_SERVERS; i++)
    ifa_wait_end (&self->exchanges[i].wait);
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
  facts->uncertainty_ms = (taken_us / 2 + answer->root_dispersion_us) / 1000 + 1;
  facts->stratum = answer->stratum;
  finish (exchange->task, IFA_OUTCOME_OK);
}

static void
give_up (Exchange *exchange, IfaOutcome outcome, const char *detail)
{
  Consultation *self = g_task_get_task_data (exchange->task);

  ifa_wait_end (&exchange->wait);
  self->last_failure = outcome;
  ifa_check_take_detail (self->check, g_strdup (detail));
  self->n_open--;
  if (self->n_open == 0)
    finish (exchange->task, outcome);
}

static void
exchange_event (IfaWaitEvent event, gpointer user_data)
{
  Exchange *exchange = user_data;
  guint8 packet[512];
  IfaSntpAnswer answer = { 0 };
  gssize n;

  if (event != IFA_WAIT_READY)
    return;
  n = recv (exchange->fd, packet, sizeof packet, 0);
  if (n < 0)
    {
      if (errno != EAGAIN && errno != EINTR)
        give_up (exchange, ifa_outcome_from_errno (errno), g_strerror (errno));
      return;
    }

  switch (ifa_sntp_read_answer (packet, n, exchange->nonce, &answer))
    {
    case IFA_SNTP_GOOD:
      take_answer (exchange, &answer);
      break;
    case IFA_SNTP_GO_AWAY:
      give_up (exchange, IFA_OUTCOME_FAILED, "kiss of death");
      break;
    case IFA_SNTP_UNSYNCHRONISED:
      give_up (exchange, IFA_OUTCOME_FAILED, "the server is not synchronised");
      break;
    case IFA_SNTP_NOT_MINE:
    default:
      break; /* the right one may still come */
    }
}

static gboolean
begin (GTask *task, Exchange *exchange, const char *address)
{
  Consultation *self = g_task_get_task_data (task);
  g_autoptr (GSocketAddress) target = g_inet_socket_address_new_from_string (address, NTP_PORT);
  struct sockaddr_storage native;
  guint8 packet[IFA_SNTP_BYTES];

  if (target == NULL || !g_socket_address_to_native (target, &native, sizeof native, NULL)
      || getrandom (&exchange->nonce, sizeof exchange->nonce, 0) != sizeof exchange->nonce)
    return FALSE;

  exchange->task = task;
  exchange->fd = socket (native.ss_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (exchange->fd < 0)
    return FALSE;
  ifa_sntp_write_question (packet, exchange->nonce);
  exchange->sent_us = ifa_environment_now_us (self->environment);
  exchange->sent_monotonic_us = g_get_monotonic_time ();
  if (connect (exchange->fd, (struct sockaddr *) &native, g_socket_address_get_native_size (target))
          != 0
      || send (exchange->fd, packet, sizeof packet, MSG_NOSIGNAL) != sizeof packet)
    {
      self->last_failure = ifa_outcome_from_errno (errno);
      return FALSE;
    }
  ifa_wait_begin (&exchange->wait, G_MAXINT / 2, NULL, exchange_event, exchange);
  ifa_wait_set_socket (&exchange->wait, exchange->fd, G_IO_IN);
  self->n_open++;
  return TRUE;
}

static void
consultation_event (IfaWaitEvent event, gpointer user_data)
{
  GTask *task = user_data;
  Consultation *self = g_task_get_task_data (task);

  if (event == IFA_WAIT_DEADLINE)
    {
      finish (task, IFA_OUTCOME_TIMED_OUT);
      return;
    }
  ifa_wait_end (&self->wait);
  for (guint i = 0; i < MAX_SERVERS; i++)
    ifa_wait_end (&self->exchanges[i].wait);
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
  IfaClockFacts *facts = check->facts;

  g_task_set_source_tag (task, ifa_ntp_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) consultation_free);
  self->environment = ifa_environment_ref (environment);
  self->check = check;
  self->last_failure = IFA_OUTCOME_FAILED;
  ifa_wait_begin (&self->wait, ifa_environment_get_limits (environment)->ntp_ms, cancellable,
                  consultation_event, task);

  for (guint i = 0; facts->addresses != NULL && facts->addresses[i] != NULL && i < MAX_SERVERS; i++)
    begin (task, &self->exchanges[i], facts->addresses[i]);
  if (self->n_open == 0)
    finish (task, self->last_failure);
}

gboolean
ifa_ntp_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
