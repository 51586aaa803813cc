/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Is what waits now in a copy, as it is now? */

#include "copy.h"

#include "copy-database.h"
#include "copy-sources.h"
#include "folder-walk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* A database's copy has its log in it, so only times can be compared there. */
static gboolean
is_unchanged (const IfaCopyEntry *now, const IfaCopyEntry *copied, const char *home, gint64 made_s)
{
  g_autofree char *path = g_build_filename (home, now->original, NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  struct stat state;
  gboolean is_database = FALSE;
  int fd;

  if (copied == NULL || copied->modified_s != now->modified_s)
    return FALSE;
  if (lstat (log, &state) == 0 && state.st_size > 0 && state.st_mtim.tv_sec >= made_s)
    return FALSE;
  fd = ifa_folder_open_file (AT_FDCWD, path, O_RDONLY, 0);
  if (fd >= 0)
    {
      is_database = ifa_copy_database_is_one (fd) == IFA_TRI_YES;
      close (fd);
    }
  return is_database || copied->n_bytes == now->n_bytes;
}

/**
 * ifa_copy_covers:
 * @path: a finished copy, verified by [func@Ifa.copy_verify]
 * @profile: whose outbox
 * @home: the home folder that "~" stands for
 * @error: where to put why it can't be said
 *
 * Returns: whether all that waits now is in the copy, as it is now
 */
gboolean
ifa_copy_covers (const char *path, IfaProfile *profile, const char *home, GError **error)
{
  g_autoptr (IfaCopyManifest) copied = ifa_copy_manifest_new_from_folder (path, error);
  g_autoptr (GHashTable) by_original = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (IfaCopy) copy = ifa_copy_new (NULL);
  g_autofree char *manifest = g_build_filename (path, IFA_COPY_MANIFEST, NULL);
  g_autoptr (IfaCopyManifest) waiting = ifa_copy_manifest_new (profile->id);
  IfaCopySources now = { .profile = profile,
                         .home = home,
                         .home_fd = ifa_folder_open (home, copied != NULL ? error : NULL),
                         .manifest = waiting,
                         .copy = copy };
  gboolean covers = copied != NULL && now.home_fd >= 0 && ifa_copy_sources_list (&now, error)
                    && copy->problems->len == 0;
  struct stat made = { 0 };

  covers = covers && stat (manifest, &made) == 0;
  for (guint i = 0; covers && i < copied->entries->len; i++)
    {
      IfaCopyEntry *entry = g_ptr_array_index (copied->entries, i);

      g_hash_table_insert (by_original, entry->original, entry);
    }
  for (guint i = 0; covers && i < now.manifest->entries->len; i++)
    {
      const IfaCopyEntry *entry = g_ptr_array_index (now.manifest->entries, i);

      covers = is_unchanged (entry, g_hash_table_lookup (by_original, entry->original), home,
                             made.st_mtim.tv_sec);
    }
  if (now.home_fd >= 0)
    close (now.home_fd);
  return covers;
}
