/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "mtu-probe.h"

#include <errno.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "errno-outcome.h"
#include "facts.h"
#include "socket.h"
#include "wait.h"

/* One TLS record of the largest size (RFC 8446 section 5.1): the other side waits for all of it
 * before it looks at any, so it doesn't hang up on us meanwhile. */
#define RECORD_BYTES (5 + 16384)
#define SMALL_BYTES 100

#define POLL_MS 50
#define SMALL_MS 2000
#define FULL_MS 3000

typedef enum
{
  PHASE_CONNECTING,
  PHASE_SMALL,
  PHASE_FULL,
} Phase;

typedef struct
{
  IfaCheck *check;
  IfaWait wait;
  int fd;
  Phase phase;
  gsize n_sent;
  gint64 phase_started_us;
} Passage;

static void
passage_free (Passage *self)
{
  ifa_wait_end (&self->wait);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

static void
note_path_mtu (Passage *self)
{
  IfaMtuFacts *facts = self->check->facts;
  gboolean is_ipv6 = strchr (facts->address, ':') != NULL;
  int mtu = 0;
  socklen_t length = sizeof mtu;

  if (getsockopt (self->fd, is_ipv6 ? IPPROTO_IPV6 : IPPROTO_IP, is_ipv6 ? IPV6_MTU : IP_MTU, &mtu,
                  &length)
      == 0)
    facts->path_mtu = mtu;
}

static void
finish (GTask *task, IfaOutcome outcome)
{
  Passage *self = g_task_get_task_data (task);

  ifa_wait_end (&self->wait);
  if (self->fd >= 0)
    note_path_mtu (self);
  self->check->outcome = outcome;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static gboolean
send_up_to (Passage *self, gsize limit)
{
  static const char header[] = { 0x16, 0x03, 0x01, 0x40, 0x00 };
  g_autofree char *record = g_malloc0 (RECORD_BYTES);

  memcpy (record, header, sizeof header);
  while (self->n_sent < limit)
    {
      gssize n = send (self->fd, record + self->n_sent, limit - self->n_sent, MSG_NOSIGNAL);
      if (n < 0)
        return errno == EAGAIN || errno == EWOULDBLOCK;
      self->n_sent += n;
    }
  return TRUE;
}

/* Returns FALSE where the kernel doesn't tell. */
static gboolean
count_acknowledged (Passage *self, gsize *n_acknowledged)
{
  int waiting = 0;

  if (ioctl (self->fd, SIOCOUTQ, &waiting) != 0 || waiting < 0)
    return FALSE;
  *n_acknowledged = self->n_sent - MIN ((gsize) waiting, self->n_sent);
  return TRUE;
}

/* Somebody has broken it off: what isn't acknowledged now never will be, whatever its size. */
static gboolean
is_broken_off (int fd)
{
  struct pollfd state = { .fd = fd, .events = POLLOUT };

  return poll (&state, 1, 0) == 1 && (state.revents & (POLLERR | POLLHUP)) != 0;
}

static void
finish_broken_off (GTask *task)
{
  Passage *self = g_task_get_task_data (task);
  int code = ifa_socket_take_error (self->fd);

  finish (task, code != 0 ? ifa_outcome_from_errno (code) : IFA_OUTCOME_CLOSED);
}

static void
begin_phase (Passage *self, Phase phase)
{
  self->phase = phase;
  self->phase_started_us = g_get_monotonic_time ();
  ifa_wait_set_socket (&self->wait, -1, 0);
  ifa_wait_set_timeout (&self->wait, POLL_MS);
}

static void
connection_is_ready (GTask *task)
{
  Passage *self = g_task_get_task_data (task);
  int code = ifa_socket_take_error (self->fd);

  if (code != 0)
    finish (task, ifa_outcome_from_errno (code));
  else if (!send_up_to (self, SMALL_BYTES))
    finish (task, IFA_OUTCOME_CLOSED);
  else
    begin_phase (self, PHASE_SMALL);
}

static gboolean
phase_is_over (const Passage *self, guint limit_ms)
{
  return g_get_monotonic_time () - self->phase_started_us > limit_ms * G_GINT64_CONSTANT (1000);
}

/* There is no event for "acknowledged", so this looks again and again for a moment. */
static void
look_at_queue (GTask *task)
{
  Passage *self = g_task_get_task_data (task);
  IfaMtuFacts *facts = self->check->facts;
  gsize n_acknowledged = 0;

  if (!count_acknowledged (self, &n_acknowledged))
    {
      finish (task, IFA_OUTCOME_NOT_AVAILABLE);
      return;
    }
  facts->sent_bytes = self->n_sent;
  facts->acknowledged_bytes = n_acknowledged;

  if (self->phase == PHASE_SMALL && n_acknowledged >= SMALL_BYTES)
    {
      facts->small_acknowledged = IFA_TRI_YES;
      if (!send_up_to (self, RECORD_BYTES))
        finish (task, IFA_OUTCOME_CLOSED);
      else
        begin_phase (self, PHASE_FULL);
    }
  else if (is_broken_off (self->fd) && !(self->phase == PHASE_FULL && n_acknowledged > SMALL_BYTES))
    finish_broken_off (task);
  else if (self->phase == PHASE_SMALL && phase_is_over (self, SMALL_MS))
    {
      facts->small_acknowledged = IFA_TRI_NO;
      finish (task, IFA_OUTCOME_TIMED_OUT);
    }
  else if (self->phase == PHASE_FULL && n_acknowledged > SMALL_BYTES)
    {
      facts->full_acknowledged = IFA_TRI_YES;
      finish (task, IFA_OUTCOME_OK);
    }
  else if (self->phase == PHASE_FULL && phase_is_over (self, FULL_MS))
    {
      facts->full_acknowledged = IFA_TRI_NO;
      finish (task, IFA_OUTCOME_TIMED_OUT);
    }
  else
    ifa_wait_set_timeout (&self->wait, POLL_MS);
}

static void
passage_event (IfaWaitEvent event, gpointer user_data)
{
  GTask *task = user_data;
  Passage *self = g_task_get_task_data (task);

  if (event == IFA_WAIT_CANCELLED)
    {
      ifa_wait_end (&self->wait);
      g_task_return_error_if_cancelled (task);
      g_object_unref (task);
    }
  else if (self->phase != PHASE_CONNECTING)
    look_at_queue (task);
  else if (event == IFA_WAIT_READY)
    connection_is_ready (task);
  else
    finish (task, IFA_OUTCOME_TIMED_OUT);
}

/**
 * ifa_mtu_probe_async:
 * @environment: the outside world and its limits
 * @check: a check of packet size facts: `address` and `port` say where to
 * @cancellable: (nullable): ends the probe
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Sends a little, waits until the other side has acknowledged it, then sends several full-size
 * packets and sees by SIOCOUTQ whether any arrives (RFC 4821 section 3: a black hole swallows what
 * is too large without a word). Sends the beginning of a TLS record that is never finished; meant
 * for a service that hangs anyway.
 */
void
ifa_mtu_probe_async (IfaEnvironment *environment,
                     IfaCheck *check,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Passage *self = g_new0 (Passage, 1);
  IfaMtuFacts *facts = check->facts;
  int code;

  g_task_set_source_tag (task, ifa_mtu_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) passage_free);
  self->check = check;

  code = ifa_socket_open (facts->address, facts->port, &self->fd);
  if (code != 0)
    {
      finish (task, ifa_outcome_from_errno (code));
      return;
    }
  ifa_wait_begin (&self->wait, ifa_environment_get_limits (environment)->connect_ms, cancellable,
                  passage_event, task);
  ifa_wait_set_socket (&self->wait, self->fd, G_IO_OUT);
}

gboolean
ifa_mtu_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
