/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "hidden-place.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <linux/magic.h>
#include <sys/vfs.h>

/**
 * ifa_place_is_hidden:
 * @path: an absolute path at which nothing was found
 * @root: "" for the system itself, or a folder without a final slash
 *
 * What a sandbox doesn't show isn't bound into it: the nearest folder that exists then lies in the
 * memory of the sandbox, and not on a disk.
 *
 * Returns: whether there may be something all the same; errno stays as it is
 */
gboolean
ifa_place_is_hidden (const char *path, const char *root)
{
  g_autofree char *info = g_strconcat (root, "/.flatpak-info", NULL);
  g_autofree char *place = g_strdup (path);
  int before = errno;
  struct statfs state = { 0 };

  gboolean is_inside = g_file_test (info, G_FILE_TEST_EXISTS);

  while (is_inside && statfs (place, &state) != 0)
    {
      char *above = g_path_get_dirname (place);

      g_free (place);
      place = above;
    }
  errno = before;
  return is_inside && state.f_type == TMPFS_MAGIC;
}

/**
 * ifa_place_hidden_words:
 *
 * Returns: why a place can't be copied or cleared, to follow its path
 */
const char *
ifa_place_hidden_words (void)
{
  /* Translators: follows the path of a folder. A sandbox is the enclosure that a Flatpak runs in.
   */
  return _ ("Hidden from this program by its sandbox");
}
