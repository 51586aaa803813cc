/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "wait.h"

#include <glib-unix.h>

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
attach (GSource *source, GSourceFunc func, gpointer data)
{
  g_source_set_callback (source, func, data, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static gboolean
ready_cb (int fd, GIOCondition condition, gpointer user_data)
{
  IfaWait *self = user_data;

  self->func (IFA_WAIT_READY, self->user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
deadline_cb (gpointer user_data)
{
  IfaWait *self = user_data;

  drop_source (&self->deadline);
  self->func (IFA_WAIT_DEADLINE, self->user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  IfaWait *self = user_data;

  drop_source (&self->cancelled);
  self->func (IFA_WAIT_CANCELLED, self->user_data);
  return G_SOURCE_REMOVE;
}

/**
 * ifa_wait_begin:
 * @self: a zeroed wait
 * @timeout_ms: from now to `DEADLINE`
 * @cancellable: (nullable): ends the wait
 * @func: what is told
 * @user_data: closure of @func
 *
 * Starts the clock. Nothing is called before the main loop runs again.
 */
void
ifa_wait_begin (IfaWait *self,
                guint timeout_ms,
                GCancellable *cancellable,
                IfaWaitFunc func,
                gpointer user_data)
{
  self->fd = -1;
  self->func = func;
  self->user_data = user_data;
  ifa_wait_set_timeout (self, timeout_ms);

  if (cancellable != NULL)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      attach (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self);
    }
}

/**
 * ifa_wait_set_socket:
 * @self: a wait that was begun
 * @fd: the socket, or -1 for none
 * @condition: what to wait for; errors and hang-ups are always told
 */
void
ifa_wait_set_socket (IfaWait *self, int fd, GIOCondition condition)
{
  if (self->ready != NULL && self->fd == fd && self->condition == condition)
    return;

  drop_source (&self->ready);
  self->fd = fd;
  self->condition = condition;
  if (fd < 0)
    return;

  self->ready = g_unix_fd_source_new (fd, condition);
  attach (self->ready, G_SOURCE_FUNC (ready_cb), self);
}

/**
 * ifa_wait_set_timeout:
 * @self: a wait that was begun
 * @timeout_ms: a new deadline, counted from now
 */
void
ifa_wait_set_timeout (IfaWait *self, guint timeout_ms)
{
  drop_source (&self->deadline);
  self->deadline = g_timeout_source_new (timeout_ms);
  attach (self->deadline, deadline_cb, self);
}

/**
 * ifa_wait_end:
 * @self: a wait, begun or only zeroed
 *
 * Nothing is called from here on. The socket stays open.
 */
void
ifa_wait_end (IfaWait *self)
{
  drop_source (&self->ready);
  drop_source (&self->deadline);
  drop_source (&self->cancelled);
}
