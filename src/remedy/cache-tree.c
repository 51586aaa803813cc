/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "cache-tree.h"

#include "folder-walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Unlinks what is no folder and notes the folders. A link is removed, never followed. */
static gboolean
empty_folder (int parent_fd, GPtrArray *folders, guint index)
{
  const char *path = g_ptr_array_index (folders, index);
  int fd = ifa_folder_open_beneath (parent_fd, path, O_RDONLY | O_DIRECTORY);
  DIR *folder = fd >= 0 ? fdopendir (fd) : NULL;
  gboolean good = TRUE;
  struct dirent *entry;

  if (folder == NULL)
    {
      if (fd >= 0)
        close (fd);
      return FALSE;
    }
  while ((entry = readdir (folder)) != NULL)
    {
      if (g_str_equal (entry->d_name, ".") || g_str_equal (entry->d_name, ".."))
        continue;
      if (unlinkat (fd, entry->d_name, 0) == 0)
        continue;
      if (errno == EISDIR || errno == EPERM)
        g_ptr_array_add (folders, g_build_filename (path, entry->d_name, NULL));
      else
        good = FALSE;
    }
  closedir (folder);
  return good;
}

static gboolean
remove_folder (int parent_fd, const char *path)
{
  g_autofree char *above = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  int fd = ifa_folder_open_beneath (parent_fd, above, O_RDONLY | O_DIRECTORY);
  gboolean good = fd >= 0 && unlinkat (fd, name, AT_REMOVEDIR) == 0;

  if (fd >= 0)
    close (fd);
  return good;
}

/**
 * ifa_cache_tree_remove:
 * @parent_fd: the folder above
 * @name: what to remove in it
 * @cancellable: (nullable): ends the work; what is left stays whole
 *
 * Each folder is reached from @parent_fd by a way that the kernel keeps free of links and of other
 * file systems: whatever is swapped meanwhile, nothing outside is touched.
 *
 * Returns: whether all of it is gone
 */
gboolean
ifa_cache_tree_remove (int parent_fd, const char *name, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);
  gboolean good = TRUE;

  g_ptr_array_add (folders, g_strdup (name));
  for (guint i = 0; i < folders->len; i++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      good = empty_folder (parent_fd, folders, i) && good;
    }
  /* The deepest ones were found last. */
  for (guint i = folders->len; i > 0; i--)
    good = remove_folder (parent_fd, g_ptr_array_index (folders, i - 1)) && good;
  return good;
}
