/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Waiting for one socket on the main loop, with one deadline and one cancellable. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What ended a wait. */
typedef enum
{
  IFA_WAIT_READY,
  IFA_WAIT_DEADLINE,
  IFA_WAIT_CANCELLED,
} IfaWaitEvent;

/**
 * IfaWaitFunc:
 * @event: what happened
 * @user_data: closure
 *
 * Called from the main loop, for `READY` as often as the socket is, for the others once.
 * It may end the wait.
 */
typedef void (*IfaWaitFunc) (IfaWaitEvent event, gpointer user_data);

/**
 * IfaWait:
 *
 * Embedded in the state of a probe, zeroed before its first use.
 */
typedef struct
{
  int fd;
  GIOCondition condition;
  GSource *ready;
  GSource *deadline;
  GSource *cancelled;
  IfaWaitFunc func;
  gpointer user_data;
} IfaWait;

void ifa_wait_begin (IfaWait *self,
                     guint timeout_ms,
                     GCancellable *cancellable,
                     IfaWaitFunc func,
                     gpointer user_data);
void ifa_wait_set_socket (IfaWait *self, int fd, GIOCondition condition);
void ifa_wait_set_timeout (IfaWait *self, guint timeout_ms);
void ifa_wait_end (IfaWait *self);

G_END_DECLS
