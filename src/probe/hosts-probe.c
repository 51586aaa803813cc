/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "hosts-probe.h"

#include <gio/gio.h>

#include "facts.h"
#include "hosts-file.h"

/* Block lists of a hundred thousand lines exist; what comes later isn't read. */
#define MAX_LINES 200000
#define MAX_LINE_BYTES 4096
#define MAX_FILE_BYTES (32 * 1024 * 1024)
#define MAX_FOUND 16

typedef struct
{
  char *path;
  char *name;
  GPtrArray *addresses;
  gint64 n_lines;
  gint64 line;
} Reading;

static void
reading_free (Reading *self)
{
  g_free (self->path);
  g_free (self->name);
  g_ptr_array_unref (self->addresses);
  g_free (self);
}

static void
read_lines (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Reading *self = task_data;
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, &error);
  g_autoptr (GDataInputStream) lines = NULL;
  goffset n_bytes = 0;
  gsize length = 0;

  if (stream == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  lines = g_data_input_stream_new (G_INPUT_STREAM (stream));
  while (self->n_lines < MAX_LINES && n_bytes < MAX_FILE_BYTES)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, &length, cancellable, NULL);
      char *address = NULL;

      if (line == NULL)
        break;
      self->n_lines++;
      n_bytes += length;
      if (length > MAX_LINE_BYTES)
        continue;
      address = ifa_hosts_line_dup_address (line, self->name);
      if (address != NULL && self->line == 0)
        self->line = self->n_lines;
      if (address != NULL && self->addresses->len < MAX_FOUND)
        g_ptr_array_add (self->addresses, address);
      else
        g_free (address);
    }
  g_task_return_boolean (task, TRUE);
}

typedef struct
{
  GTask *task; /* owned */
  IfaCheck *check;
} Done;

static void
lines_are_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Done *done = user_data;
  g_autoptr (GTask) task = done->task;
  IfaHostsFacts *facts = done->check->facts;
  Reading *self = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      facts->n_lines = self->n_lines;
      if (self->line > 0)
        facts->line = self->line;
      g_ptr_array_add (self->addresses, NULL);
      facts->addresses = g_strdupv ((char **) self->addresses->pdata);
      done->check->outcome = IFA_OUTCOME_OK;
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      ifa_check_take_detail (done->check, g_strdup (error->message));
      done->check->outcome = IFA_OUTCOME_NOT_AVAILABLE;
    }
  g_free (done);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

/**
 * ifa_hosts_probe_async:
 * @environment: the outside world
 * @check: a check of hosts file facts: `name`
 * @cancellable: (nullable): ends the probe
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Reads the hosts file in a thread: it may be long.
 */
void
ifa_hosts_probe_async (IfaEnvironment *environment,
                       IfaCheck *check,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Done *done = g_new0 (Done, 1);
  Reading *self = g_new0 (Reading, 1);
  IfaHostsFacts *facts = check->facts;
  g_autoptr (GTask) reader = NULL;

  g_task_set_source_tag (task, ifa_hosts_probe_async);
  facts->path = g_strdup ("/etc/hosts");
  self->path = ifa_environment_dup_path (environment, facts->path);
  self->name = g_strdup (facts->name);
  self->addresses = g_ptr_array_new_with_free_func (g_free);
  done->task = task;
  done->check = check;

  reader = g_task_new (NULL, cancellable, lines_are_read_cb, done);
  g_task_set_source_tag (reader, ifa_hosts_probe_async);
  g_task_set_task_data (reader, self, (GDestroyNotify) reading_free);
  g_task_run_in_thread (reader, read_lines);
}

gboolean
ifa_hosts_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
