/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Where the last copy of a service's unsent invoices was put. */

#include "copy-manifest.h"
#include "copy.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>

static char *
dup_memory (const IfaProfile *profile)
{
  g_autofree char *name = ifa_copy_dup_safe_name (profile->id);

  return g_build_filename (g_get_user_data_dir (), "invoice-first-aid", "copies", name, NULL);
}

/**
 * ifa_copy_remember:
 * @profile: whose invoices
 * @path: a finished copy
 *
 * A memory that can't be written is no reason to stop: the copy is made, and can be named.
 */
void
ifa_copy_remember (const IfaProfile *profile, const char *path)
{
  g_autofree char *memory = dup_memory (profile);
  g_autofree char *folder = g_path_get_dirname (memory);
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_debug ("%s: %s", folder, g_strerror (errno));
  else if (!g_file_set_contents_full (memory, absolute, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                      &error))
    g_debug ("%s", error->message);
}

/**
 * ifa_copy_dup_remembered:
 * @profile: whose invoices
 *
 * Returns: (transfer full) (nullable): path of the copy that was made last; it may be gone by now,
 *   and it says nothing about what has been written since
 */
char *
ifa_copy_dup_remembered (const IfaProfile *profile)
{
  g_autofree char *memory = dup_memory (profile);
  g_autofree char *path = NULL;
  gsize length = 0;
  struct stat state;

  if (lstat (memory, &state) != 0 || !S_ISREG (state.st_mode) || state.st_size > PATH_MAX
      || !g_file_get_contents (memory, &path, &length, NULL))
    return NULL;
  return g_path_is_absolute (path) && strlen (path) == length ? g_steal_pointer (&path) : NULL;
}
