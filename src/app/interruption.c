/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A mark on the disk while a check goes on. Found when the program starts, it says that the last
 * check was interrupted: by a crash, a power cut, an end of the session. */

#include "config.h"

#include "interruption.h"

#include <glib/gstdio.h>

/* How many checks go on; the mark follows it, whichever thread comes first. */
static GMutex mutex;
static int n_going;

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "invoice-first-aid", "check-goes-on", NULL);
}

static void
mark (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    g_file_set_contents_full (path, "", 0, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
}

static void
follow_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  g_autofree char *path = dup_path ();

  if (g_atomic_int_get (&n_going) > 0)
    mark (path);
  else
    g_unlink (path);
  g_task_return_boolean (task, TRUE);
}

static void
followed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  if (user_data != NULL)
    g_application_release (user_data);
}

/* The program must not end before the mark is gone. */
static void
follow (void)
{
  GApplication *application = g_application_get_default ();
  g_autoptr (GTask) task = g_task_new (NULL, NULL, followed_cb, application);

  if (application != NULL)
    g_application_hold (application);
  g_task_set_source_tag (task, follow);
  g_task_run_in_thread (task, follow_thread);
}

/**
 * ifa_interruption_begin:
 *
 * A check begins.
 */
void
ifa_interruption_begin (void)
{
  g_atomic_int_inc (&n_going);
  follow ();
}

/**
 * ifa_interruption_end:
 *
 * A check has ended, however it ended.
 */
void
ifa_interruption_end (void)
{
  g_atomic_int_add (&n_going, -1);
  follow ();
}

static void
take_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  g_autofree char *path = dup_path ();

  /* One that goes on already is not the last one. */
  g_task_return_boolean (task, g_atomic_int_get (&n_going) == 0 && g_unlink (path) == 0);
}

/**
 * ifa_interruption_take_async:
 * @cancellable: (nullable): cancelled when nobody waits any more
 * @callback: called when it is known
 * @user_data: closure
 *
 * Whether the last check was interrupted; asked once, it is forgotten.
 */
void
ifa_interruption_take_async (GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, ifa_interruption_take_async);
  g_task_run_in_thread (task, take_thread);
}

/**
 * ifa_interruption_take_finish:
 * @result: what the callback was given
 *
 * Returns: whether the last check was interrupted
 */
gboolean
ifa_interruption_take_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
