/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "hosts-probe.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "facts.h"
#include "hosts-file.h"

/* Block lists of a hundred thousand lines exist; what comes later isn't read. */
#define MAX_LINES 200000
#define MAX_FILE_BYTES (32 * 1024 * 1024)
#define MAX_FOUND 16

/* What is longer isn't a line of hosts(5): its rest is skipped, not kept. */
#define MAX_LINE_BYTES 4096

#define CHUNK_BYTES (64 * 1024)

typedef struct
{
  char *path;
  char *name;
  GPtrArray *addresses;
  gint64 n_lines;
  gint64 line;
  char text[MAX_LINE_BYTES + 1]; /* of the line that is being read */
  gsize length;
  gboolean is_too_long;
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
end_line (Reading *self)
{
  g_autofree char *address = NULL;

  self->n_lines++;
  self->text[self->length] = '\0';
  if (!self->is_too_long)
    address = ifa_hosts_line_dup_address (self->text, self->name);
  self->length = 0;
  self->is_too_long = FALSE;
  if (address == NULL)
    return;
  if (self->line == 0)
    self->line = self->n_lines;
  if (self->addresses->len < MAX_FOUND)
    g_ptr_array_add (self->addresses, g_steal_pointer (&address));
}

static void
add_to_line (Reading *self, const char *bytes, gsize n_bytes)
{
  self->is_too_long = self->is_too_long || n_bytes > MAX_LINE_BYTES - self->length;
  if (self->is_too_long)
    return;
  memcpy (self->text + self->length, bytes, n_bytes);
  self->length += n_bytes;
}

static void
take_chunk (Reading *self, const char *bytes, gsize n_bytes)
{
  while (n_bytes > 0 && self->n_lines < MAX_LINES)
    {
      const char *end = memchr (bytes, '\n', n_bytes);
      gsize part = end != NULL ? (gsize) (end - bytes) : n_bytes;

      add_to_line (self, bytes, part);
      if (end == NULL)
        return;
      end_line (self);
      bytes += part + 1;
      n_bytes -= part + 1;
    }
}

/* A pipe or a device in its place would keep a reader for ever. */
static int
open_file (const char *path, GError **error)
{
  struct stat status;
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  int code = fd < 0 ? errno : 0;

  if (code == 0 && fstat (fd, &status) != 0)
    code = errno;
  else if (code == 0 && !S_ISREG (status.st_mode))
    code = EINVAL;
  if (code == 0)
    return fd;
  if (fd >= 0)
    close (fd);
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
  return -1;
}

static void
read_lines (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Reading *self = task_data;
  g_autofree char *chunk = g_malloc (CHUNK_BYTES);
  g_autoptr (GError) error = NULL;
  gsize n_bytes = 0;
  gssize n = 1;
  int fd = open_file (self->path, &error);

  if (fd < 0)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  while (n > 0 && self->n_lines < MAX_LINES && n_bytes < MAX_FILE_BYTES
         && !g_cancellable_is_cancelled (cancellable))
    {
      n = read (fd, chunk, CHUNK_BYTES);
      if (n < 0)
        g_set_error_literal (&error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
      take_chunk (self, chunk, n > 0 ? (gsize) n : 0);
      n_bytes += n > 0 ? (gsize) n : 0;
    }
  close (fd);
  if (self->length > 0 && self->n_lines < MAX_LINES)
    end_line (self);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
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
 * Reads the hosts file in a thread, in pieces: it may be long, and so may a line of it. Of 200,000
 * lines or 32 MiB the rest isn't read.
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
  /* A file on a server that is gone keeps the thread, and nobody else. */
  g_task_set_return_on_cancel (reader, TRUE);
  g_task_run_in_thread (reader, read_lines);
}

gboolean
ifa_hosts_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
