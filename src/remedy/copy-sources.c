/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "copy-sources.h"

#include "copy-database.h"
#include "error.h"
#include "folder-walk.h"
#include "hidden-place.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

static gboolean
list_file (int folder_fd,
           const char *name,
           const char *relative,
           const struct stat *state,
           IfaUnreadable why,
           gpointer user_data)
{
  IfaCopySources *self = user_data;
  g_autofree char *original = NULL;
  IfaCopyEntry *entry;

  original = *relative != '\0' && !g_str_equal (relative, ".")
                 ? g_build_filename (self->base, relative, NULL)
                 : g_strdup (self->base);
  if (why == IFA_UNREADABLE_NO_PERMISSION)
    ifa_copy_add_problem (self->copy, original, _ ("This folder can't be read"));
  else if (why == IFA_UNREADABLE_FAILED)
    ifa_copy_add_problem (self->copy, original, _ ("It can't be read"));
  else if (why != IFA_UNREADABLE_NOT)
    self->copy->n_skipped++;
  if (why != IFA_UNREADABLE_NOT
      || (self->match != NULL && !g_pattern_spec_match_string (self->match, name))
      || ifa_copy_database_is_sidecar (folder_fd, name))
    return !g_cancellable_is_cancelled (self->cancellable);

  entry = ifa_copy_manifest_add (self->manifest, self->place, original);
  entry->n_bytes = state->st_size;
  entry->modified_s = state->st_mtim.tv_sec;
  self->copy->n_files++;
  self->copy->n_bytes += state->st_size;
  return !g_cancellable_is_cancelled (self->cancellable);
}

/* An encrypted database doesn't say that it is one: what lies beside it goes with it. */
static void
list_sidecars (IfaCopySources *self)
{
  static const char *const suffixes[] = { "-wal", "-journal", "-shm" };
  const char *base = self->base;
  int fd = ifa_folder_open_across (self->home_fd, base, O_RDONLY);
  gboolean is_plain = fd >= 0 && ifa_copy_database_is_one (fd) == IFA_TRI_YES;

  if (fd >= 0)
    close (fd);
  for (guint i = 0; !is_plain && i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (base, suffixes[i], NULL);
      struct stat state;

      if (fstatat (self->home_fd, path, &state, AT_SYMLINK_NOFOLLOW) != 0
          || !S_ISREG (state.st_mode))
        continue;
      self->base = path;
      list_file (self->home_fd, "", "", &state, IFA_UNREADABLE_NOT, self);
      self->base = base;
    }
}

static void
list_single_file (IfaCopySources *self, const struct stat *state)
{
  g_autofree char *name = g_path_get_basename (self->base);

  if (!S_ISREG (state->st_mode))
    {
      self->copy->n_skipped++;
      return;
    }
  list_file (self->home_fd, name, "", state, IFA_UNREADABLE_NOT, self);
  list_sidecars (self);
}

static gboolean
list_place (IfaCopySources *self, const IfaClientFolder *folder)
{
  struct stat state;
  gboolean is_complete = TRUE;
  int fd;

  self->base = g_str_has_prefix (folder->path, "~/") ? folder->path + 2 : folder->path;
  if (fstatat (self->home_fd, self->base, &state, AT_SYMLINK_NOFOLLOW) != 0)
    {
      g_autofree char *path = g_build_filename (self->home, self->base, NULL);

      if (errno != ENOENT)
        ifa_copy_add_problem (self->copy, self->base, g_strerror (errno));
      else if (ifa_place_is_hidden (path, ""))
        ifa_copy_add_problem (self->copy, self->base, ifa_place_hidden_words ());
      return TRUE;
    }
  if (!S_ISDIR (state.st_mode))
    {
      list_single_file (self, &state);
      return TRUE;
    }
  fd = ifa_folder_open_across (self->home_fd, self->base, O_RDONLY | O_DIRECTORY);
  if (fd < 0)
    {
      ifa_copy_add_problem (self->copy, self->base, g_strerror (errno));
      return TRUE;
    }
  self->match = folder->match != NULL ? g_pattern_spec_new (folder->match) : NULL;
  is_complete = ifa_folder_walk (fd, list_file, self);
  g_clear_pointer (&self->match, g_pattern_spec_free);
  close (fd);
  return is_complete;
}

/**
 * ifa_copy_sources_list:
 * @self: where to look, and where to write
 * @error: where to put that it was cancelled, or that there is too much
 *
 * Adds every file of the outbox to the manifest, and what can't be read to the problems. The logs
 * of a database belong to it and are not listed.
 *
 * Returns: whether all of it is listed
 */
gboolean
ifa_copy_sources_list (IfaCopySources *self, GError **error)
{
  GPtrArray *places = self->profile->client_outbox;

  for (self->place = 0; self->place < places->len; self->place++)
    if (!list_place (self, g_ptr_array_index (places, self->place)))
      {
        if (!g_cancellable_set_error_if_cancelled (self->cancellable, error))
          g_set_error (error, IFA_ERROR, IFA_ERROR_FILE,
                       _ ("There are more files in “%s” than this program copies."), self->base);
        return FALSE;
      }
  return TRUE;
}
