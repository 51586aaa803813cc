/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "distance-probe.h"

#include <gio/gio.h>
#include <unistd.h>

#include "facts.h"
#include "socket.h"
#include "wait.h"

/* An answer below the socket's minimum is dropped by the kernel, and then nothing comes; what comes
 * at all comes within the patience. */
#define PATIENCE_MS 250
#define PATIENCE_FACTOR 3

/* Halving 1 … 255. */
#define MAX_TTL 255

typedef struct
{
  IfaCheck *check;
  IfaWait wait;
  int fd;
  guint low;  /* an answer came with this minimum */
  guint high; /* and none with this one */
  guint tried;
  guint patience_ms;
  gint64 started_us;
} Search;

static void next_try (GTask *task);

static void
search_free (Search *self)
{
  ifa_wait_end (&self->wait);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

static void
finish (GTask *task)
{
  Search *self = g_task_get_task_data (task);
  IfaDistanceFacts *facts = self->check->facts;

  ifa_wait_end (&self->wait);
  if (self->low > 0)
    {
      facts->ttl = self->low;
      self->check->outcome = IFA_OUTCOME_OK;
    }
  else
    self->check->outcome = IFA_OUTCOME_TIMED_OUT;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
take_result (GTask *task, gboolean answered)
{
  Search *self = g_task_get_task_data (task);

  ifa_wait_end (&self->wait);
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;

  if (answered && self->low == 0)
    {
      gint64 taken_ms = (g_get_monotonic_time () - self->started_us) / 1000;
      self->patience_ms = MIN (PATIENCE_MS + PATIENCE_FACTOR * taken_ms, 1500);
    }
  if (answered)
    self->low = self->tried;
  else
    self->high = self->tried;

  if (self->low == 0 || self->high - self->low <= 1)
    finish (task);
  else
    next_try (task);
}

static void
search_event (IfaWaitEvent event, gpointer user_data)
{
  GTask *task = user_data;
  Search *self = g_task_get_task_data (task);

  if (event != IFA_WAIT_CANCELLED)
    {
      take_result (task, event == IFA_WAIT_READY);
      return;
    }
  ifa_wait_end (&self->wait);
  g_task_return_error_if_cancelled (task);
  g_object_unref (task);
}

static void
next_try (GTask *task)
{
  Search *self = g_task_get_task_data (task);
  const IfaDistanceFacts *facts = self->check->facts;
  IfaSocketOptions options = { 0 };

  self->tried = self->low == 0 ? 1 : (self->low + self->high) / 2;
  options.min_ttl = self->tried;
  if (ifa_socket_open_with (facts->address, facts->port, &options, &self->fd) != 0)
    {
      finish (task);
      return;
    }
  self->started_us = g_get_monotonic_time ();
  ifa_wait_begin (&self->wait, self->patience_ms, g_task_get_cancellable (task), search_event,
                  task);
  ifa_wait_set_socket (&self->wait, self->fd, G_IO_OUT);
}

/**
 * ifa_distance_probe_async:
 * @environment: the outside world
 * @check: a check of distance facts: `address` and `port` say where to
 * @cancellable: (nullable): ends the probe
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Connects eight times with another minimum of the time-to-live each (IP_MINTTL, ip(7); made for
 * RFC 5082) and sees from which on the answer no longer arrives. Works for an open port and for
 * one that refuses; takes some hundred milliseconds for each try without an answer.
 */
void
ifa_distance_probe_async (IfaEnvironment *environment,
                          IfaCheck *check,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Search *self = g_new0 (Search, 1);

  g_task_set_source_tag (task, ifa_distance_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) search_free);
  self->check = check;
  self->fd = -1;
  self->high = MAX_TTL + 1;
  self->patience_ms = 1500;
  next_try (task);
}

gboolean
ifa_distance_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
