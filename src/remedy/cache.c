/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "cache.h"

#include "cache-tree.h"
#include "client-process.h"
#include "error.h"
#include "folder-walk.h"
#include "hidden-place.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ASIDE ".invoice-first-aid-"

/* One cache, reached step by step below the home folder and held open. */
typedef struct
{
  int home_fd;
  int above_fd; /* the folder that holds it */
  int fd;       /* -1: there is none */
  char *name;
} Cache;

static void
cache_clear (Cache *self)
{
  const int fds[] = { self->home_fd, self->above_fd, self->fd };

  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    if (fds[i] >= 0)
      close (fds[i]);
  g_free (self->name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cache, cache_clear)

static const char *
below_home (const IfaClientFolder *folder)
{
  return g_str_has_prefix (folder->path, "~/") ? folder->path + 2 : folder->path;
}

/* Returns: whether there is a folder that may hold the cache; errno says why not. */
static gboolean
cache_open (Cache *self, const IfaClientFolder *folder, const char *home)
{
  g_autofree char *above = g_path_get_dirname (below_home (folder));
  g_autofree char *path = ifa_remedy_dup_path (folder->path, home);

  *self = (Cache){ -1, -1, -1, g_path_get_basename (below_home (folder)) };
  self->home_fd = ifa_folder_open (home, NULL);
  if (self->home_fd < 0)
    return FALSE;
  self->above_fd = ifa_folder_open_beneath (self->home_fd, above, O_RDONLY | O_DIRECTORY);
  if (self->above_fd < 0)
    return FALSE;
  self->fd = ifa_folder_open_beneath (self->above_fd, self->name, O_RDONLY | O_DIRECTORY);
  return self->fd >= 0 || (errno == ENOENT && !ifa_place_is_hidden (path, ""));
}

static gboolean
is_same_folder (int fd, const struct stat *other)
{
  struct stat state;

  return fstat (fd, &state) == 0 && state.st_ino == other->st_ino && state.st_dev == other->st_dev;
}

/* Is @place the folder @fd, or does it lie below it? By identity, not by name: bind mounts and
 * links have no say. */
static gboolean
lies_in (const char *place, int fd)
{
  int at_fd = open (place, O_PATH | O_CLOEXEC);
  struct stat state, above = { 0 };
  gboolean is_in = FALSE;

  if (at_fd >= 0 && fstat (at_fd, &state) == 0 && !S_ISDIR (state.st_mode))
    {
      g_autofree char *real = realpath (place, NULL);
      g_autofree char *folder = g_path_get_dirname (real != NULL ? real : place);

      close (at_fd);
      at_fd = open (folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    }
  while (at_fd >= 0 && !is_in)
    {
      int above_fd;

      if (fstat (at_fd, &state) != 0
          || (state.st_ino == above.st_ino && state.st_dev == above.st_dev))
        break;
      is_in = is_same_folder (fd, &state);
      above = state;
      above_fd = openat (at_fd, "..", O_PATH | O_DIRECTORY | O_CLOEXEC);
      close (at_fd);
      at_fd = above_fd;
    }
  if (at_fd >= 0)
    close (at_fd);
  return is_in;
}

static gboolean
overlaps (const GPtrArray *places, const char *home, const char *cache, int cache_fd)
{
  for (guint i = 0; i < places->len; i++)
    {
      const IfaClientFolder *folder = g_ptr_array_index (places, i);
      g_autofree char *path = ifa_remedy_dup_path (folder->path, home);
      int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
      gboolean is_in = fd >= 0 && (lies_in (path, cache_fd) || lies_in (cache, fd));

      if (fd >= 0)
        close (fd);
      if (is_in)
        return TRUE;
    }
  return FALSE;
}

static char *
dup_refusal (IfaProfile *profile, const char *home, const char *path, const Cache *cache)
{
  if (cache->fd >= 0
      && (overlaps (profile->client_outbox, home, path, cache->fd)
          || overlaps (profile->client_logs, home, path, cache->fd)))
    return g_strdup (_ ("It holds invoices or logs, or lies among them."));
  return NULL;
}

static gboolean
count_file (int folder_fd,
            const char *name,
            const char *relative,
            const struct stat *state,
            IfaUnreadable why,
            gpointer user_data)
{
  guint64 *numbers = user_data;

  if (folder_fd >= 0)
    {
      numbers[0]++;
      numbers[1] += state->st_size;
    }
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_aside (const Cache *cache)
{
  g_autofree char *prefix = g_strconcat (cache->name, ASIDE, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  int fd = ifa_folder_open_beneath (cache->above_fd, ".", O_RDONLY | O_DIRECTORY);
  DIR *folder = fd >= 0 ? fdopendir (fd) : NULL;
  struct dirent *entry;

  while (folder != NULL && (entry = readdir (folder)) != NULL)
    if (g_str_has_prefix (entry->d_name, prefix))
      g_ptr_array_add (names, g_strdup (entry->d_name));
  if (folder != NULL)
    closedir (folder);
  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
measure (IfaCacheFolder *self, const Cache *cache)
{
  g_autoptr (GPtrArray) aside = list_aside (cache);
  guint64 numbers[2] = { 0, 0 }, aside_numbers[2] = { 0, 0 };

  if (cache->fd >= 0)
    ifa_folder_walk (cache->fd, count_file, numbers);
  for (guint i = 0; i < aside->len; i++)
    {
      int fd = ifa_folder_open_beneath (cache->above_fd, g_ptr_array_index (aside, i),
                                        O_RDONLY | O_DIRECTORY);

      if (fd < 0)
        continue;
      ifa_folder_walk (fd, count_file, aside_numbers);
      close (fd);
    }
  self->is_there = cache->fd >= 0;
  self->n_files = numbers[0];
  self->n_bytes = numbers[1];
  self->n_bytes_aside = aside_numbers[1];
}

static void
cache_folder_free (IfaCacheFolder *self)
{
  g_free (self->path);
  g_free (self->refusal);
  g_free (self);
}

/**
 * ifa_cache_list:
 * @profile: whose caches
 * @home: the home folder that "~" stands for
 *
 * Changes nothing.
 *
 * Returns: (transfer full) (element-type IfaCacheFolder): what clearing would be about
 */
GPtrArray *
ifa_cache_list (IfaProfile *profile, const char *home)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) cache_folder_free);

  for (guint i = 0; i < profile->client_cache->len; i++)
    {
      const IfaClientFolder *folder = g_ptr_array_index (profile->client_cache, i);
      IfaCacheFolder *row = g_new0 (IfaCacheFolder, 1);
      g_auto (Cache) cache = { 0 };

      row->path = ifa_remedy_dup_path (folder->path, home);
      if (cache_open (&cache, folder, home))
        measure (row, &cache);
      else if (ifa_place_is_hidden (row->path, ""))
        row->refusal = g_strdup (ifa_place_hidden_words ());
      else if (errno != ENOENT)
        row->refusal = g_strdup (_ ("It is no folder of its own: a link or another disk."));
      if (row->refusal == NULL)
        row->refusal = dup_refusal (profile, home, row->path, &cache);
      g_ptr_array_add (list, row);
    }
  return list;
}

/* Returns: whether the copy is whole and holds all that waits now; @error only where it is none. */
static gboolean
is_covered (IfaProfile *profile,
            const char *home,
            const char *path,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (IfaCopy) copy = ifa_copy_verify (path, cancellable, error);

  return copy != NULL && copy->problems->len == 0 && ifa_copy_covers (path, profile, home, NULL);
}

static gboolean
check_consent (IfaProfile *profile,
               const char *home,
               IfaCacheConsent consent,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (IfaOutbox) outbox = NULL;
  g_autofree char *remembered = NULL;

  if (consent.without_copy || profile->client_outbox->len == 0)
    return TRUE;
  remembered = consent.copy == NULL ? ifa_copy_dup_remembered (profile) : NULL;
  if (consent.copy != NULL && is_covered (profile, home, consent.copy, cancellable, error))
    return TRUE;
  if (error != NULL && *error != NULL)
    return FALSE;
  if (remembered != NULL && is_covered (profile, home, remembered, cancellable, NULL))
    return TRUE;
  outbox = ifa_outbox_read (profile, home, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (outbox->n_files == 0 && outbox->unreadable->len == 0)
    return TRUE;
  g_set_error_literal (error, IFA_ERROR, IFA_ERROR_FAILED,
                       _ ("Make a copy of the unsent invoices first, or say that you need none."));
  return FALSE;
}

static gboolean
fail (const IfaClientFolder *folder, GError **error)
{
  g_set_error (error, IFA_ERROR, IFA_ERROR_FILE, "%s: %s", folder->path, g_strerror (errno));
  return FALSE;
}

/* Renamed in its own folder: at once, on the same disk, and as easily renamed back. */
static gboolean
move_aside (const Cache *cache, const IfaClientFolder *folder, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = g_date_time_format (now, "%Y%m%d-%H%M%S-%f");
  g_autofree char *aside = g_strconcat (cache->name, ASIDE, date, NULL);
  struct stat state, moved;

  if (fstat (cache->fd, &state) != 0
      || renameat2 (cache->above_fd, cache->name, cache->above_fd, aside, RENAME_NOREPLACE) != 0)
    return fail (folder, error);

  /* Somebody may have swapped the folder between looking and moving. */
  if (fstatat (cache->above_fd, aside, &moved, AT_SYMLINK_NOFOLLOW) != 0
      || moved.st_ino != state.st_ino || moved.st_dev != state.st_dev)
    {
      renameat2 (cache->above_fd, aside, cache->above_fd, cache->name, RENAME_NOREPLACE);
      errno = ESTALE;
      return fail (folder, error);
    }
  if (mkdirat (cache->above_fd, cache->name, state.st_mode & 0777) == 0 || errno == EEXIST)
    return TRUE;
  fail (folder, error);
  renameat2 (cache->above_fd, aside, cache->above_fd, cache->name, RENAME_NOREPLACE);
  return FALSE;
}

/* What is only out of sight was not cleared. */
static gboolean
is_not_there (const IfaClientFolder *folder, const char *home, GError **error)
{
  g_autofree char *path = ifa_remedy_dup_path (folder->path, home);

  if (!ifa_place_is_hidden (path, ""))
    return TRUE;
  g_set_error (error, IFA_ERROR, IFA_ERROR_FAILED, "%s: %s", folder->path,
               ifa_place_hidden_words ());
  return FALSE;
}

static gboolean
reset_folder (IfaProfile *profile, const char *home, const IfaClientFolder *folder, GError **error)
{
  g_autofree char *path = ifa_remedy_dup_path (folder->path, home);
  g_autofree char *refusal = NULL;
  g_auto (Cache) cache = { 0 };

  if (!cache_open (&cache, folder, home))
    return errno == ENOENT ? is_not_there (folder, home, error) : fail (folder, error);
  if (cache.fd < 0)
    return TRUE;
  refusal = dup_refusal (profile, home, path, &cache);
  if (refusal == NULL)
    return move_aside (&cache, folder, error);
  g_set_error (error, IFA_ERROR, IFA_ERROR_FAILED, "%s: %s", folder->path, refusal);
  return FALSE;
}

/**
 * ifa_cache_reset:
 * @profile: whose caches
 * @home: the home folder that "~" stands for
 * @root: where the system's files are: ""
 * @consent: the copy, or the person's word that there is to be none
 * @cancellable: (nullable): ends the work between two folders
 * @error: where to put why it was refused
 *
 * Moves each cache aside, in its own folder, and puts an empty one in its place. Refuses while the
 * client is running, and when waiting invoices are not in a verified copy.
 *
 * Returns: whether every cache is empty now
 */
gboolean
ifa_cache_reset (IfaProfile *profile,
                 const char *home,
                 const char *root,
                 IfaCacheConsent consent,
                 GCancellable *cancellable,
                 GError **error)
{
  if (ifa_client_is_running (profile, root) == IFA_TRI_YES)
    {
      g_set_error_literal (error, IFA_ERROR, IFA_ERROR_FAILED,
                           _ ("The invoicing program is running. Close it first."));
      return FALSE;
    }
  if (!check_consent (profile, home, consent, cancellable, error))
    return FALSE;
  for (guint i = 0; i < profile->client_cache->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error)
        || !reset_folder (profile, home, g_ptr_array_index (profile->client_cache, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
undo_folder (const char *home, const IfaClientFolder *folder, gboolean *is_done, GError **error)
{
  g_auto (Cache) cache = { 0 };
  g_autoptr (GPtrArray) aside = NULL;
  const char *newest;

  if (!cache_open (&cache, folder, home))
    return errno == ENOENT ? is_not_there (folder, home, error) : fail (folder, error);
  aside = list_aside (&cache);
  if (aside->len == 0)
    return TRUE;

  /* What was written since then is not lost: the two change places. */
  newest = g_ptr_array_index (aside, aside->len - 1);
  if (renameat2 (cache.above_fd, newest, cache.above_fd, cache.name,
                 cache.fd >= 0 ? RENAME_EXCHANGE : RENAME_NOREPLACE)
      != 0)
    return fail (folder, error);
  if (cache.fd >= 0)
    unlinkat (cache.above_fd, newest, AT_REMOVEDIR); /* Goes only if it is empty. */
  *is_done = TRUE;
  return TRUE;
}

/**
 * ifa_cache_undo:
 * @profile: whose caches
 * @home: the home folder that "~" stands for
 * @error: where to put why it failed, or that there is nothing to bring back
 *
 * Returns: whether each cache is what it was before it was last cleared
 */
gboolean
ifa_cache_undo (IfaProfile *profile, const char *home, GError **error)
{
  gboolean is_done = FALSE;

  for (guint i = 0; i < profile->client_cache->len; i++)
    if (!undo_folder (home, g_ptr_array_index (profile->client_cache, i), &is_done, error))
      return FALSE;
  if (!is_done)
    g_set_error_literal (error, IFA_ERROR, IFA_ERROR_FAILED,
                         _ ("No cache was cleared, so there is nothing to bring back."));
  return is_done;
}

/**
 * ifa_cache_free:
 * @profile: whose caches
 * @home: the home folder that "~" stands for
 * @cancellable: (nullable): ends the work
 * @error: where to put why something is left
 *
 * Removes for good what was moved aside; after that there is no undo.
 *
 * Returns: whether all of it is gone
 */
gboolean
ifa_cache_free (IfaProfile *profile, const char *home, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < profile->client_cache->len; i++)
    {
      const IfaClientFolder *folder = g_ptr_array_index (profile->client_cache, i);
      g_auto (Cache) cache = { 0 };
      g_autoptr (GPtrArray) aside = NULL;

      if (!cache_open (&cache, folder, home))
        continue;
      aside = list_aside (&cache);
      for (guint j = 0; j < aside->len; j++)
        if (!ifa_cache_tree_remove (cache.above_fd, g_ptr_array_index (aside, j), cancellable))
          {
            g_set_error (error, IFA_ERROR, IFA_ERROR_FILE, _ ("Not all of “%s” could be removed."),
                         (char *) g_ptr_array_index (aside, j));
            return FALSE;
          }
    }
  return TRUE;
}
