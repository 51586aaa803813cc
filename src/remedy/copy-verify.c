/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A finished copy: is it still whole, and back with it where it came from. */

#include "copy.h"

#include "copy-file.h"
#include "copy-manifest.h"
#include "error.h"
#include "folder-walk.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_NAMES 100

typedef struct
{
  IfaCopyManifest *manifest;
  IfaCopy *copy;
  int copy_fd;
  int home_fd;
  char *date; /* for the names of files that are kept beside others */
  IfaProfile *profile;
  GCancellable *cancellable;
} Work;

static void
count_nothing (gsize n_bytes, gpointer user_data)
{
}

static char *
dup_digest_beneath (int folder_fd, const char *name, GCancellable *cancellable)
{
  int fd = ifa_folder_open_across (folder_fd, name, O_RDONLY);
  char *digest = fd >= 0 ? ifa_copy_file_dup_digest (fd, cancellable) : NULL;

  if (fd >= 0)
    close (fd);
  return digest;
}

static void
verify_entry (Work *self, const IfaCopyEntry *entry)
{
  g_autofree char *digest = dup_digest_beneath (self->copy_fd, entry->name, self->cancellable);

  self->copy->n_files++;
  self->copy->n_bytes += entry->n_bytes;
  if (digest == NULL)
    ifa_copy_add_problem (self->copy, entry->name, _ ("It is missing or can't be read"));
  else if (!g_str_equal (digest, entry->sha256))
    ifa_copy_add_problem (self->copy, entry->name, _ ("It is no longer what was copied"));
}

static gboolean
open_copy (Work *self, const char *path, GError **error)
{
  self->manifest = ifa_copy_manifest_new_from_folder (path, error);
  if (self->manifest == NULL)
    return FALSE;
  self->copy = ifa_copy_new (path);
  self->copy_fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (self->copy_fd < 0)
    g_set_error (error, IFA_ERROR, IFA_ERROR_FILE, "%s: %s", path, g_strerror (errno));
  return self->copy_fd >= 0;
}

static gboolean
for_each_entry (Work *self, void (*work) (Work *self, const IfaCopyEntry *entry), GError **error)
{
  for (guint i = 0; i < self->manifest->entries->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      work (self, g_ptr_array_index (self->manifest->entries, i));
    }
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static IfaCopy *
end (Work *self, gboolean is_good)
{
  if (self->copy_fd >= 0)
    close (self->copy_fd);
  if (self->home_fd >= 0)
    close (self->home_fd);
  g_clear_pointer (&self->manifest, ifa_copy_manifest_free);
  g_clear_pointer (&self->date, g_free);
  if (!is_good)
    g_clear_pointer (&self->copy, ifa_copy_free);
  return self->copy;
}

/**
 * ifa_copy_verify:
 * @path: a finished copy
 * @cancellable: (nullable): ends the work
 * @error: where to put why nothing could be said
 *
 * Returns: (transfer full): how many files the copy holds, and which of them are not whole; `NULL`
 *   with @error set when @path is no copy
 */
IfaCopy *
ifa_copy_verify (const char *path, GCancellable *cancellable, GError **error)
{
  Work self = { .copy_fd = -1, .home_fd = -1, .cancellable = cancellable };

  return end (&self, open_copy (&self, path, error) && for_each_entry (&self, verify_entry, error));
}

/* Only into the outbox: a manifest is foreign text, and must not lead anywhere else. */
static gboolean
belongs_to_outbox (Work *self, const char *original)
{
  for (guint i = 0; i < self->profile->client_outbox->len; i++)
    {
      const IfaClientFolder *folder = g_ptr_array_index (self->profile->client_outbox, i);
      const char *base = g_str_has_prefix (folder->path, "~/") ? folder->path + 2 : folder->path;
      gsize length = strlen (base);

      while (length > 0 && base[length - 1] == '/')
        length--;
      if (strncmp (original, base, length) == 0
          && (original[length] == '/' || original[length] == '\0'))
        return TRUE;
    }
  return FALSE;
}

/* "invoice (copy of 2026-11-22).xml": beside the one that is there. */
static char *
dup_name_beside (Work *self, const char *original, guint try)
{
  const char *name = strrchr (original, '/') != NULL ? strrchr (original, '/') + 1 : original;
  const char *dot = strrchr (name, '.') != NULL && strrchr (name, '.') != name
                        ? strrchr (name, '.')
                        : original + strlen (original);
  g_autofree char *stem = g_strndup (original, dot - original);

  if (try == 1)
    return g_strdup_printf ("%s (copy of %s)%s", stem, self->date, dot);
  return g_strdup_printf ("%s (copy of %s, %u)%s", stem, self->date, try, dot);
}

/* Never over anything: the kernel refuses when the name is taken meanwhile. */
static gboolean
put_in_place (Work *self, int folder_fd, const char *temporary, const char *original)
{
  g_autofree char *base = g_path_get_basename (original);

  if (renameat2 (folder_fd, temporary, folder_fd, base, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS)
    return FALSE;
  if (linkat (folder_fd, temporary, folder_fd, base, 0) != 0)
    return FALSE;
  unlinkat (folder_fd, temporary, 0);
  return TRUE;
}

/* A log that lies beside a name would be played into whatever database bears that name. */
static gboolean
has_log_beside (int folder_fd, const char *original)
{
  static const char *const logs[] = { "-wal", "-journal" };
  g_autofree char *base = g_path_get_basename (original);

  for (guint i = 0; i < G_N_ELEMENTS (logs); i++)
    {
      g_autofree char *log = g_strconcat (base, logs[i], NULL);
      struct stat state;

      if (fstatat (folder_fd, log, &state, AT_SYMLINK_NOFOLLOW) == 0 && state.st_size > 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
put_somewhere (Work *self, int folder_fd, const char *temporary, const char *original)
{
  if (!has_log_beside (folder_fd, original))
    {
      if (put_in_place (self, folder_fd, temporary, original))
        return TRUE;
      if (errno != EEXIST)
        return FALSE;
    }
  for (guint i = 1; i < MAX_NAMES; i++)
    {
      g_autofree char *beside = dup_name_beside (self, original, i);

      if (put_in_place (self, folder_fd, temporary, beside))
        {
          self->copy->n_kept_both++;
          return TRUE;
        }
      if (errno != EEXIST)
        return FALSE;
    }
  return FALSE;
}

static gboolean
write_back (Work *self, const IfaCopyEntry *entry, int folder_fd, GError **error)
{
  static const char temporary[] = ".ifa-restore.partial";
  int source_fd = ifa_folder_open_beneath (self->copy_fd, entry->name, O_RDONLY);
  g_autofree char *digest = NULL;
  struct timespec times[2] = { { .tv_nsec = UTIME_OMIT }, { .tv_sec = entry->modified_s } };

  if (source_fd >= 0)
    {
      digest = ifa_copy_file_write (source_fd, folder_fd, temporary, count_nothing, NULL,
                                    self->cancellable, error);
      close (source_fd);
    }
  if (digest != NULL && g_str_equal (digest, entry->sha256))
    {
      utimensat (folder_fd, temporary, times, AT_SYMLINK_NOFOLLOW);
      if (syncfs (folder_fd) == 0 && put_somewhere (self, folder_fd, temporary, entry->original)
          && fsync (folder_fd) == 0)
        return TRUE;
      g_set_error_literal (error, IFA_ERROR, IFA_ERROR_FILE, g_strerror (errno));
    }
  else if (error != NULL && *error == NULL)
    g_set_error_literal (error, IFA_ERROR, IFA_ERROR_FILE, _ ("It is no longer what was copied"));
  unlinkat (folder_fd, temporary, 0);
  return FALSE;
}

static void
restore_entry (Work *self, const IfaCopyEntry *entry)
{
  g_autofree char *there = NULL;
  g_autofree char *folder = g_path_get_dirname (entry->original);
  g_autoptr (GError) failure = NULL;
  int folder_fd;

  if (!belongs_to_outbox (self, entry->original))
    {
      ifa_copy_add_problem (self->copy, entry->original, _ ("It does not belong to this outbox"));
      return;
    }
  there = dup_digest_beneath (self->home_fd, entry->original, self->cancellable);
  if (g_strcmp0 (there, entry->sha256) == 0)
    {
      self->copy->n_there++;
      return;
    }
  folder_fd = ifa_copy_file_make_folders (self->home_fd, entry->original)
                  ? ifa_folder_open_across (self->home_fd, folder, O_RDONLY | O_DIRECTORY)
                  : -1;
  if (folder_fd < 0)
    {
      ifa_copy_add_problem (self->copy, entry->original, g_strerror (errno));
      return;
    }
  if (write_back (self, entry, folder_fd, &failure))
    {
      self->copy->n_files++;
      self->copy->n_bytes += entry->n_bytes;
    }
  else if (!g_cancellable_is_cancelled (self->cancellable))
    ifa_copy_add_problem (self->copy, entry->original, failure->message);
  close (folder_fd);
}

/**
 * ifa_copy_restore:
 * @path: a finished copy
 * @profile: whose outbox it is to go back into
 * @home: the home folder that "~" stands for
 * @cancellable: (nullable): ends the work; what is restored by then stays
 * @error: where to put why nothing could be restored
 *
 * Puts back what is missing. A file that is there and differs is never touched: the copy is put
 * beside it under a name that says so.
 *
 * Returns: (transfer full): what was done; `NULL` with @error set when @path is no copy
 */
IfaCopy *
ifa_copy_restore (const char *path,
                  IfaProfile *profile,
                  const char *home,
                  GCancellable *cancellable,
                  GError **error)
{
  Work self = { .copy_fd = -1, .home_fd = -1, .profile = profile, .cancellable = cancellable };
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  self.date = g_date_time_format (now, "%Y-%m-%d");
  self.home_fd = ifa_folder_open (home, error);
  return end (&self, self.home_fd >= 0 && open_copy (&self, path, error)
                         && for_each_entry (&self, restore_entry, error));
}
