/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "copy.h"

#include "copy-database.h"
#include "copy-file.h"
#include "copy-manifest.h"
#include "copy-sources.h"
#include "error.h"
#include "folder-walk.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#define FAT_MAX_BYTES G_MAXUINT32
/* What a file takes on a disk beyond its bytes, its name and its line in the lists included. */
#define OVERHEAD_BYTES (36 * 1024)
#define PROGRESS_US (100 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  IfaProfile *profile;
  const char *home;
  int home_fd;
  const char *target;
  int target_fd;
  int partial_fd;
  char *partial;      /* path */
  gboolean is_medium; /* another disk: what is read back must come from it, and not from memory */
  char *ready_folder; /* (nullable): of the copy, that was made last */
  IfaCopyManifest *manifest;
  IfaCopy *copy;
  IfaRemedyProgress progress;
  gpointer progress_data;
  guint64 n_done;
  guint64 n_bytes_done;
  gint64 told_us;
  GCancellable *cancellable;
} Making;

IfaCopy *
ifa_copy_new (const char *path)
{
  IfaCopy *self = g_new0 (IfaCopy, 1);

  self->path = g_strdup (path);
  self->problems = g_ptr_array_new ();
  return self;
}

void
ifa_copy_free (IfaCopy *self)
{
  for (guint i = 0; i < self->problems->len; i++)
    {
      IfaCopyProblem *problem = g_ptr_array_index (self->problems, i);

      g_free (problem->file);
      g_free (problem->why);
      g_free (problem);
    }
  g_ptr_array_unref (self->problems);
  g_free (self->path);
  g_free (self);
}

void
ifa_copy_add_problem (IfaCopy *self, const char *file, const char *why)
{
  IfaCopyProblem *problem = g_new0 (IfaCopyProblem, 1);

  problem->file = g_strdup (file);
  problem->why = g_strdup (why);
  g_ptr_array_add (self->problems, problem);
}

/* Every byte counts twice: copied, and read back. */
static void
tell (Making *self, gboolean at_once)
{
  gint64 now_us = g_get_monotonic_time ();

  if (self->progress == NULL || (!at_once && now_us - self->told_us < PROGRESS_US))
    return;
  self->told_us = now_us;
  self->progress (self->n_done, self->copy->n_files, self->n_bytes_done / 2, self->copy->n_bytes,
                  self->progress_data);
}

static void
count_piece (gsize n_bytes, gpointer user_data)
{
  Making *self = user_data;

  self->n_bytes_done += n_bytes;
  tell (self, FALSE);
}

/* A copy inside of what it copies would copy itself, and is lost with it. */
static gboolean
check_target (Making *self, GError **error)
{
  g_autofree char *target = realpath (self->target, NULL);

  for (guint i = 0; i < self->profile->client_outbox->len; i++)
    {
      const IfaClientFolder *folder = g_ptr_array_index (self->profile->client_outbox, i);
      g_autofree char *path = ifa_remedy_dup_path (folder->path, self->home);
      g_autofree char *place = realpath (path, NULL);
      gsize length = place != NULL ? strlen (place) : 0;

      if (place == NULL || target == NULL || strncmp (target, place, length) != 0
          || (target[length] != '/' && target[length] != '\0'))
        continue;
      g_set_error (error, IFA_ERROR, IFA_ERROR_FILE,
                   _ ("“%s” lies inside the outbox itself. Choose another folder."), self->target);
      return FALSE;
    }
  return TRUE;
}

/**
 * ifa_copy_get_needed_bytes:
 * @n_files: how many files
 * @n_bytes: their size
 *
 * Returns: the room that a copy of them needs, its lists and the medium's own needs included
 */
guint64
ifa_copy_get_needed_bytes (guint64 n_files, guint64 n_bytes)
{
  return n_bytes + (n_files + 4) * OVERHEAD_BYTES;
}

static gboolean
check_room (Making *self, GError **error)
{
  struct statvfs room;
  struct statfs kind;
  guint64 needed = ifa_copy_get_needed_bytes (self->copy->n_files, self->copy->n_bytes);

  if (fstatvfs (self->target_fd, &room) == 0 && (guint64) room.f_bavail * room.f_frsize < needed)
    {
      g_autofree char *wanted = g_format_size (needed);
      g_autofree char *there = g_format_size ((guint64) room.f_bavail * room.f_frsize);

      g_set_error (error, IFA_ERROR, IFA_ERROR_FILE,
                   _ ("There is not enough room in “%s”: the copy needs %s, and %s are free."),
                   self->target, wanted, there);
      return FALSE;
    }
  if (fstatfs (self->target_fd, &kind) != 0 || kind.f_type != MSDOS_SUPER_MAGIC)
    return TRUE;
  for (guint i = 0; i < self->manifest->entries->len; i++)
    {
      const IfaCopyEntry *entry = g_ptr_array_index (self->manifest->entries, i);

      if (entry->n_bytes <= FAT_MAX_BYTES)
        continue;
      g_set_error (
          error, IFA_ERROR, IFA_ERROR_FILE,
          _ ("“%s” is larger than 4 GiB, which this medium can't hold. Choose another one."),
          entry->original);
      return FALSE;
    }
  return TRUE;
}

/* One name for each service: what an interrupted copy left there is used again. */
static gboolean
open_partial (Making *self, GError **error)
{
  g_autofree char *id = ifa_copy_dup_safe_name (self->profile->id);
  g_autofree char *name = g_strdup_printf ("%s.partial", id);

  self->partial = g_build_filename (self->target, name, NULL);
  if (mkdirat (self->target_fd, name, 0700) == 0 || errno == EEXIST)
    self->partial_fd
        = openat (self->target_fd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (self->partial_fd >= 0 && flock (self->partial_fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;

  if (self->partial_fd >= 0 && errno == EWOULDBLOCK)
    g_set_error (error, IFA_ERROR, IFA_ERROR_FILE, _ ("Another copy is being made in “%s”."),
                 self->target);
  else if (self->partial_fd < 0)
    g_set_error (error, IFA_ERROR, IFA_ERROR_FILE, "%s: %s", self->partial, g_strerror (errno));
  /* Some network shares know no locks. */
  return self->partial_fd >= 0 && errno != EWOULDBLOCK;
}

static char *
dup_digest_of (const Making *self, const char *name)
{
  int fd = ifa_folder_open_file (self->partial_fd, name, O_RDONLY, 0);
  char *digest = NULL;

  if (fd < 0)
    return NULL;
  if (self->is_medium)
    posix_fadvise (fd, 0, 0, POSIX_FADV_DONTNEED);
  digest = ifa_copy_file_dup_digest (fd, self->cancellable);
  close (fd);
  return digest;
}

/* Is it there already, from a copy that was interrupted? */
static gboolean
is_there (Making *self, IfaCopyEntry *entry, int source_fd)
{
  g_autofree char *here = NULL;
  struct stat state;

  if (fstatat (self->partial_fd, entry->name, &state, AT_SYMLINK_NOFOLLOW) != 0
      || !S_ISREG (state.st_mode) || (guint64) state.st_size != entry->n_bytes)
    return FALSE;
  here = ifa_copy_file_dup_digest (source_fd, self->cancellable);
  entry->sha256 = dup_digest_of (self, entry->name);
  if (here != NULL && g_strcmp0 (here, entry->sha256) == 0)
    return TRUE;
  g_clear_pointer (&entry->sha256, g_free);
  return FALSE;
}

/* Files of one folder follow each other. */
static gboolean
make_folders (Making *self, const IfaCopyEntry *entry)
{
  g_autofree char *folder = g_path_get_dirname (entry->name);

  if (g_strcmp0 (folder, self->ready_folder) == 0)
    return TRUE;
  if (!ifa_copy_file_make_folders (self->partial_fd, entry->name))
    return FALSE;
  g_free (self->ready_folder);
  self->ready_folder = g_steal_pointer (&folder);
  return TRUE;
}

/* A damaged database is what a vendor needs for a rescue: with its logs, byte by byte. */
static void
copy_damaged (Making *self, IfaCopyEntry *entry, int source_fd, GError **error)
{
  static const char *const logs[] = { "-wal", "-journal" };
  guint place = 0;

  sscanf (entry->name, "files-%u", &place);
  for (guint i = 0; i < G_N_ELEMENTS (logs); i++)
    {
      g_autofree char *stale = g_strconcat (entry->name, logs[i], NULL);
      g_autofree char *log = g_strconcat (entry->original, logs[i], NULL);
      struct stat state;
      IfaCopyEntry *added;

      unlinkat (self->partial_fd, stale, 0);
      if (fstatat (self->home_fd, log, &state, AT_SYMLINK_NOFOLLOW) != 0
          || !S_ISREG (state.st_mode))
        continue;
      added = ifa_copy_manifest_add (self->manifest, place, log);
      added->n_bytes = state.st_size;
      added->modified_s = state.st_mtim.tv_sec;
      self->copy->n_files++;
      self->copy->n_bytes += state.st_size;
    }
  unlinkat (self->partial_fd, entry->name, 0);
  entry->sha256 = ifa_copy_file_write (source_fd, self->partial_fd, entry->name, count_piece, self,
                                       self->cancellable, error);
  self->copy->n_damaged++;
}

static void
copy_database (Making *self, IfaCopyEntry *entry, int source_fd, GError **error)
{
  g_autofree char *source = g_build_filename (self->home, entry->original, NULL);
  g_autofree char *target = g_build_filename (self->partial, entry->name, NULL);
  g_autoptr (GError) failure = NULL;
  struct stat state;

  entry->sha256 = ifa_copy_database_write (source, target, self->cancellable, &failure);
  if (entry->sha256 != NULL && stat (target, &state) == 0)
    entry->n_bytes = state.st_size;
  if (g_error_matches (failure, IFA_ERROR, IFA_ERROR_FAILED))
    copy_damaged (self, entry, source_fd, error);
  else if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
}

static void
copy_opened (Making *self, IfaCopyEntry *entry, int source_fd, GError **error)
{
  IfaTri is_database = ifa_copy_database_is_one (source_fd);

  /* Taken for a plain file, a database would be copied without its log. */
  if (is_database == IFA_TRI_UNKNOWN || !make_folders (self, entry))
    {
      g_set_error_literal (error, IFA_ERROR, IFA_ERROR_FILE, g_strerror (errno));
    }
  else if (is_database == IFA_TRI_YES)
    {
      copy_database (self, entry, source_fd, error);
    }
  else if (!is_there (self, entry, source_fd))
    {
      entry->sha256 = ifa_copy_file_write (source_fd, self->partial_fd, entry->name, count_piece,
                                           self, self->cancellable, error);
    }
}

static void
copy_entry (Making *self, IfaCopyEntry *entry)
{
  g_autoptr (GError) failure = NULL;
  int source_fd = ifa_folder_open_across (self->home_fd, entry->original, O_RDONLY);

  if (source_fd < 0)
    {
      ifa_copy_add_problem (self->copy, entry->original, g_strerror (errno));
      return;
    }
  copy_opened (self, entry, source_fd, &failure);
  close (source_fd);
  if (failure != NULL && !g_cancellable_is_cancelled (self->cancellable))
    ifa_copy_add_problem (self->copy, entry->original, failure->message);
  self->n_done++;
  tell (self, FALSE);
}

static void
prove_entry (Making *self, IfaCopyEntry *entry)
{
  g_autofree char *digest = NULL;

  if (entry->sha256 == NULL)
    return;
  digest = dup_digest_of (self, entry->name);
  if (g_strcmp0 (digest, entry->sha256) != 0 && !g_cancellable_is_cancelled (self->cancellable))
    ifa_copy_add_problem (self->copy, entry->original,
                          _ ("What was written could not be read back the same"));
  self->n_bytes_done += entry->n_bytes;
  tell (self, FALSE);
}

static gboolean
for_each_entry (Making *self, void (*work) (Making *self, IfaCopyEntry *entry), GError **error)
{
  for (guint i = 0; i < self->manifest->entries->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      work (self, g_ptr_array_index (self->manifest->entries, i));
    }
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/* What an older, interrupted copy left and this one doesn't know. */
static gboolean
drop_if_unknown (int folder_fd,
                 const char *name,
                 const char *relative,
                 const struct stat *state,
                 IfaUnreadable why,
                 gpointer user_data)
{
  Making *self = user_data;
  g_autofree char *folded = g_utf8_casefold (relative, -1);

  if (folder_fd >= 0 && !g_hash_table_contains (self->manifest->names, folded))
    unlinkat (folder_fd, name, 0);
  return TRUE;
}

static gboolean
flush (Making *self, GError **error)
{
  if (syncfs (self->partial_fd) == 0)
    return TRUE;
  g_set_error (error, IFA_ERROR, IFA_ERROR_FILE, "%s: %s", self->partial, g_strerror (errno));
  return FALSE;
}

static gboolean
write_lists (Making *self, GError **error)
{
  g_autofree char *sums = ifa_copy_manifest_dup_sums (self->manifest);
  g_autofree char *json = ifa_copy_manifest_dup_json (self->manifest);

  return ifa_copy_file_write_text (self->partial_fd, IFA_COPY_SUMS, sums, error)
         && ifa_copy_file_write_text (self->partial_fd, IFA_COPY_MANIFEST, json, error);
}

/* The last step, and the only one that makes a copy out of it. Never over something else. */
static gboolean
give_name (Making *self, GError **error)
{
  g_autofree char *id = ifa_copy_dup_safe_name (self->profile->id);
  g_autofree char *partial_name = g_path_get_basename (self->partial);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d-%H%M%S");

  for (guint i = 1; i < 100; i++)
    {
      g_autofree char *name = i == 1 ? g_strdup_printf ("%s-%s", id, date)
                                     : g_strdup_printf ("%s-%s-%u", id, date, i);
      struct stat state;
      int code = renameat2 (self->target_fd, partial_name, self->target_fd, name, RENAME_NOREPLACE);

      if (code != 0 && (errno == EINVAL || errno == ENOSYS)
          && fstatat (self->target_fd, name, &state, AT_SYMLINK_NOFOLLOW) != 0)
        code = renameat (self->target_fd, partial_name, self->target_fd, name);
      if (code == 0)
        {
          self->copy->path = g_build_filename (self->target, name, NULL);
          if (fsync (self->target_fd) == 0 || errno == EINVAL)
            return TRUE;
          break;
        }
      if (errno != EEXIST)
        break;
    }
  g_set_error (error, IFA_ERROR, IFA_ERROR_FILE, "%s: %s", self->target, g_strerror (errno));
  return FALSE;
}

static gboolean
list_sources (Making *self, GError **error)
{
  IfaCopySources sources = { .profile = self->profile,
                             .home = self->home,
                             .home_fd = self->home_fd,
                             .manifest = self->manifest,
                             .copy = self->copy,
                             .cancellable = self->cancellable };

  return ifa_copy_sources_list (&sources, error);
}

static gboolean
is_another_disk (const Making *self)
{
  struct stat home, target;

  return fstat (self->home_fd, &home) != 0 || fstat (self->target_fd, &target) != 0
         || home.st_dev != target.st_dev;
}

static gboolean
make (Making *self, GError **error)
{
  self->home_fd = ifa_folder_open (self->home, error);
  self->target_fd
      = self->home_fd >= 0 ? open (self->target, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
  if (self->home_fd >= 0 && self->target_fd < 0)
    g_set_error (error, IFA_ERROR, IFA_ERROR_FILE, "%s: %s", self->target, g_strerror (errno));
  self->is_medium = self->target_fd >= 0 && is_another_disk (self);
  if (self->target_fd < 0 || !check_target (self, error) || !list_sources (self, error)
      || !check_room (self, error) || !open_partial (self, error)
      || !for_each_entry (self, copy_entry, error))
    return FALSE;
  if (self->copy->problems->len > 0)
    return TRUE;

  /* One flush for all: each costs as much as everything that other programs are writing. */
  ifa_folder_walk (self->partial_fd, drop_if_unknown, self);
  if (!write_lists (self, error) || !flush (self, error)
      || !for_each_entry (self, prove_entry, error))
    return FALSE;
  tell (self, TRUE);
  if (self->copy->problems->len > 0)
    return TRUE;
  if (!give_name (self, error))
    return FALSE;
  ifa_copy_remember (self->profile, self->copy->path);
  return TRUE;
}

static void
making_clear (Making *self)
{
  const int fds[] = { self->home_fd, self->target_fd, self->partial_fd };

  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    if (fds[i] >= 0)
      close (fds[i]);
  g_free (self->partial);
  g_free (self->ready_folder);
  ifa_copy_manifest_free (self->manifest);
}

/**
 * ifa_copy_create:
 * @profile: whose outbox
 * @home: the home folder that "~" stands for
 * @target: the folder that the person chose
 * @progress: (nullable) (scope call): told how far it is, in this thread
 * @progress_data: closure of @progress
 * @cancellable: (nullable): ends the copying; a later copy continues it
 * @error: where to put why nothing could be done
 *
 * Copies every file of the outbox into a dated folder below @target, flushes it, reads it back,
 * compares, and only then gives it its name. The outbox is read and never written.
 *
 * Returns: (transfer full): what was copied, with the files that could not be; `NULL` with @error
 *   set when there is no copy at all
 */
IfaCopy *
ifa_copy_create (IfaProfile *profile,
                 const char *home,
                 const char *target,
                 IfaRemedyProgress progress,
                 gpointer progress_data,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (IfaCopy) copy = ifa_copy_new (NULL);
  Making making = { .profile = profile,
                    .home = home,
                    .home_fd = -1,
                    .target = target,
                    .target_fd = -1,
                    .partial_fd = -1,
                    .manifest = ifa_copy_manifest_new (profile->id),
                    .copy = copy,
                    .progress = progress,
                    .progress_data = progress_data,
                    .cancellable = cancellable };
  gboolean good = make (&making, error);

  making_clear (&making);
  return good ? g_steal_pointer (&copy) : NULL;
}
