/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "probe-harness.h"

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

/* What a cancelled probe may take, and the scheduler of a busy machine on top. */
#define CANCEL_LIMIT_US (100 * 1000)

typedef struct
{
  ProbeFinish finish;
  gboolean has_returned;
  gboolean done;
  gboolean result;
  GError *error;
} Waiting;

static void
probe_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Waiting *waiting = user_data;

  g_assert_true (waiting->has_returned);
  g_assert_false (waiting->done);
  waiting->result = waiting->finish (result, &waiting->error);
  waiting->done = TRUE;
}

/* Runs @probe to its end. Fails when it calls back twice, or before its call returned. */
gboolean
run_probe (IfaProbe probe,
           ProbeFinish finish,
           IfaEnvironment *environment,
           IfaCheck *check,
           GCancellable *cancellable)
{
  Waiting waiting = { .finish = finish };
  g_autoptr (GError) error = NULL;

  probe (environment, check, cancellable, probe_ended_cb, &waiting);
  waiting.has_returned = TRUE;
  while (!waiting.done)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  error = waiting.error;
  g_assert_true (waiting.result == (error == NULL));
  if (error != NULL)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  return waiting.result;
}

static gboolean
cancel_cb (gpointer user_data)
{
  gpointer *data = user_data;

  *(gint64 *) data[1] = g_get_monotonic_time ();
  g_cancellable_cancel (data[0]);
  return G_SOURCE_REMOVE;
}

/* Cancels @probe while it waits for a silent other side. */
void
assert_cancel_is_quick (IfaProbe probe,
                        ProbeFinish finish,
                        IfaEnvironment *environment,
                        IfaCheck *check)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 cancelled_us = 0;
  gpointer data[] = { cancellable, &cancelled_us };

  g_timeout_add (50, cancel_cb, data);
  g_assert_false (run_probe (probe, finish, environment, check, cancellable));
  g_assert_cmpint (cancelled_us, >, 0);
  g_assert_cmpint (g_get_monotonic_time () - cancelled_us, <, CANCEL_LIMIT_US);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_NOT_TESTED);
}

static gboolean
write_file (const char *path, const char *text)
{
  int fd = open (path, O_WRONLY);
  gssize length = (gssize) strlen (text);
  gboolean ok = fd >= 0 && write (fd, text, strlen (text)) == length;

  if (fd >= 0)
    close (fd);
  return ok;
}

/* Moves this process into a network namespace of its own, as an ordinary user too where the
 * kernel allows that. To be called before the first thread. */
gboolean
enter_own_network (void)
{
  g_autofree char *uid_map = g_strdup_printf ("0 %u 1", getuid ());
  g_autofree char *gid_map = g_strdup_printf ("0 %u 1", getgid ());

  if (unshare (CLONE_NEWNET) != 0)
    {
      if (unshare (CLONE_NEWUSER | CLONE_NEWNET) != 0)
        return FALSE;
      if (!write_file ("/proc/self/setgroups", "deny")
          || !write_file ("/proc/self/uid_map", uid_map)
          || !write_file ("/proc/self/gid_map", gid_map))
        return FALSE;
    }

  return run_tool ("ip link set lo up");
}

/* Runs a tool of the system quietly. */
gboolean
run_tool (const char *command_line)
{
  int status = -1;

  return g_spawn_command_line_sync (command_line, NULL, NULL, &status, NULL) && status == 0;
}
