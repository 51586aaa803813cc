/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "copy-database.h"

#include "copy-file.h"
#include "error.h"
#include "folder-walk.h"
#include "invoice-files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_TRIES 3
#define BACKUP_PAGES 1000
#define BUSY_MS 5000

static const char *const logs[] = { "-wal", "-journal" };
static const char *const sidecars[] = { "-wal", "-journal", "-shm" };

/**
 * ifa_copy_database_is_one:
 * @fd: a file
 *
 * Returns: `YES` when it begins as every SQLite database does; `UNKNOWN` when it can't be read
 */
IfaTri
ifa_copy_database_is_one (int fd)
{
  char start[16];
  gssize n_read = pread (fd, start, sizeof start, 0);

  if (n_read < 0)
    return IFA_TRI_UNKNOWN;
  return IFA_TRI (n_read == sizeof start
                  && ifa_content_guess (start, sizeof start) == IFA_CONTENT_SQLITE);
}

/**
 * ifa_copy_database_is_sidecar:
 * @folder_fd: a folder
 * @name: a file in it
 *
 * Returns: whether the file is the log or the shared memory of a database beside it, which is
 *   copied together with the database and means nothing alone
 */
gboolean
ifa_copy_database_is_sidecar (int folder_fd, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (sidecars); i++)
    {
      g_autofree char *base = NULL;
      gboolean is_one;
      int fd;

      if (!g_str_has_suffix (name, sidecars[i]))
        continue;
      base = g_strndup (name, strlen (name) - strlen (sidecars[i]));
      fd = ifa_folder_open_beneath (folder_fd, base, O_RDONLY);
      is_one = fd >= 0 && ifa_copy_database_is_one (fd) == IFA_TRI_YES;
      if (fd >= 0)
        close (fd);
      return is_one;
    }
  return FALSE;
}

static void
count_nothing (gsize n_bytes, gpointer user_data)
{
}

static gboolean
copy_plainly (const char *from, const char *to, GCancellable *cancellable, GError **error)
{
  int fd = open (from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  g_autofree char *digest = NULL;

  if (fd < 0)
    {
      g_set_error_literal (error, IFA_ERROR, IFA_ERROR_FILE, g_strerror (errno));
      return FALSE;
    }
  digest = ifa_copy_file_write (fd, AT_FDCWD, to, count_nothing, NULL, cancellable, error);
  close (fd);
  return digest != NULL;
}

static gboolean
has_changed_since (const char *path, const struct stat *before)
{
  struct stat now;

  return stat (path, &now) != 0 || now.st_size != before->st_size
         || now.st_mtim.tv_sec != before->st_mtim.tv_sec
         || now.st_mtim.tv_nsec != before->st_mtim.tv_nsec;
}

/* The database and its log, both as they were at one moment. */
static gboolean
copy_with_logs (const char *source, const char *target, GCancellable *cancellable, GError **error)
{
  struct stat before;

  if (stat (source, &before) != 0 || !copy_plainly (source, target, cancellable, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (logs); i++)
    {
      g_autofree char *from = g_strconcat (source, logs[i], NULL);
      g_autofree char *to = g_strconcat (target, logs[i], NULL);
      struct stat log_before;

      g_unlink (to);
      if (stat (from, &log_before) != 0)
        {
          if (errno != ENOENT)
            return FALSE;
          continue;
        }
      if (log_before.st_size == 0)
        continue;
      if (!copy_plainly (from, to, cancellable, error))
        return FALSE;
      if (has_changed_since (from, &log_before))
        before.st_size = -1;
    }
  if (!has_changed_since (source, &before))
    return TRUE;
  g_set_error_literal (error, IFA_ERROR, IFA_ERROR_FILE, _ ("It changes while it is copied"));
  return FALSE;
}

/* For a database that is never at rest. It takes SQLite's own locks, as any reader does. */
static gboolean
copy_by_backup (const char *source, const char *target)
{
  sqlite3 *from = NULL, *to = NULL;
  sqlite3_backup *backup = NULL;
  int code = SQLITE_ERROR;

  g_unlink (target);
  if (sqlite3_open_v2 (source, &from, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK
      && sqlite3_open_v2 (target, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL)
             == SQLITE_OK)
    {
      sqlite3_busy_timeout (from, BUSY_MS);
      backup = sqlite3_backup_init (to, "main", from, "main");
    }
  while (backup != NULL && (code = sqlite3_backup_step (backup, -1)) == SQLITE_OK)
    continue;
  sqlite3_backup_finish (backup);
  sqlite3_close (to);
  sqlite3_close (from);
  return code == SQLITE_DONE;
}

static int
take_answer (void *data, int n_columns, char **values, char **names)
{
  *(IfaTri *) data = IFA_TRI (n_columns == 1 && g_strcmp0 (values[0], "ok") == 0);
  return 0;
}

/* What is still in a log is not in the copy. */
static gboolean
has_log (const char *target)
{
  for (guint i = 0; i < G_N_ELEMENTS (logs); i++)
    {
      g_autofree char *log = g_strconcat (target, logs[i], NULL);
      struct stat state;

      if (stat (log, &state) == 0 ? state.st_size > 0 : errno != ENOENT)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_damage (int code)
{
  return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

/* Brings what stands in the log into the copy, so that it is one file, and asks SQLite about it.
 * Returns: whether it is whole; UNKNOWN when that can't be said, as when the disk fails. */
static IfaTri
settle (const char *target)
{
  static const char statements[] = "PRAGMA locking_mode = EXCLUSIVE; PRAGMA trusted_schema = 0;"
                                   "PRAGMA wal_checkpoint (TRUNCATE); PRAGMA journal_mode = DELETE";
  sqlite3 *database = NULL;
  IfaTri is_whole = IFA_TRI_UNKNOWN;
  int code = sqlite3_open_v2 (target, &database, SQLITE_OPEN_READWRITE, NULL);

  if (code == SQLITE_OK)
    {
      sqlite3_db_config (database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
      code = sqlite3_exec (database, statements, NULL, NULL, NULL);
    }
  if (code == SQLITE_OK)
    code = sqlite3_exec (database, "PRAGMA integrity_check (1)", take_answer, &is_whole, NULL);
  if (code != SQLITE_OK)
    is_whole = is_damage (code) ? IFA_TRI_NO : IFA_TRI_UNKNOWN;
  if (sqlite3_close (database) != SQLITE_OK || (is_whole == IFA_TRI_YES && has_log (target)))
    is_whole = IFA_TRI_UNKNOWN;
  return is_whole;
}

static gboolean
copy_somehow (const char *source, const char *target, GCancellable *cancellable, GError **error)
{
  gboolean is_copied = FALSE;

  for (guint i = 0; i < MAX_TRIES && !is_copied && !g_cancellable_is_cancelled (cancellable); i++)
    is_copied = copy_with_logs (source, target, cancellable, NULL);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!is_copied && !copy_by_backup (source, target))
    {
      g_set_error_literal (error, IFA_ERROR, IFA_ERROR_FILE, _ ("The database can't be copied"));
      return FALSE;
    }
  return TRUE;
}

/**
 * ifa_copy_database_write:
 * @source: a SQLite database, perhaps in use right now
 * @target: where to
 * @cancellable: (nullable): ends the copying
 * @error: where to put why it failed: `IFA_ERROR_FAILED` for a damaged database
 *
 * The files are copied between two moments at which they were the same, and the log is then
 * brought into the copy; a database that is never at rest is copied by SQLite itself.
 *
 * Returns: (transfer full): the SHA-256 of the copy, which is whole by SQLite's own check; `NULL`
 *   with @error set
 */
char *
ifa_copy_database_write (const char *source,
                         const char *target,
                         GCancellable *cancellable,
                         GError **error)
{
  IfaTri is_whole = IFA_TRI_NO;
  char *digest = NULL;
  int fd;

  /* Damage is believed when it is there twice: it may have come in on the way. */
  for (guint i = 0; i < 2 && is_whole == IFA_TRI_NO; i++)
    {
      if (!copy_somehow (source, target, cancellable, error))
        return NULL;
      is_whole = settle (target);
    }
  if (is_whole != IFA_TRI_YES)
    {
      g_set_error_literal (error, IFA_ERROR,
                           is_whole == IFA_TRI_NO ? IFA_ERROR_FAILED : IFA_ERROR_FILE,
                           is_whole == IFA_TRI_NO ? _ ("The database is damaged")
                                                  : _ ("The database can't be copied"));
      return NULL;
    }

  fd = ifa_folder_open_file (AT_FDCWD, target, O_RDONLY, 0);
  if (fd >= 0)
    {
      digest = ifa_copy_file_dup_digest (fd, cancellable);
      close (fd);
    }
  if (digest == NULL)
    g_set_error_literal (error, IFA_ERROR, IFA_ERROR_FILE, g_strerror (errno));
  return digest;
}
