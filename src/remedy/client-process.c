/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "client-process.h"

#include <string.h>

#define MAX_NAME_BYTES 64
/* The kernel keeps only so much of a process's name. */
#define COMM_LENGTH 15

static gboolean
is_process (const char *root, const char *pid, char **wanted)
{
  g_autofree char *path = g_build_filename (root, "/proc", pid, "comm", NULL);
  g_autofree char *name = NULL;
  gsize length;

  if (!g_file_get_contents (path, &name, &length, NULL) || length > MAX_NAME_BYTES)
    return FALSE;
  g_strchomp (name);
  for (guint i = 0; wanted[i] != NULL; i++)
    if (strncmp (name, wanted[i], COMM_LENGTH) == 0
        && strlen (name) == MIN (strlen (wanted[i]), COMM_LENGTH))
      return TRUE;
  return FALSE;
}

/**
 * ifa_client_is_running:
 * @profile: whose client
 * @root: "" for the system itself, or a folder without a final slash
 *
 * Returns: `UNKNOWN` where the profile names no process, or other programs can't be seen from here
 */
IfaTri
ifa_client_is_running (const IfaProfile *profile, const char *root)
{
  g_autofree char *sandbox = g_strconcat (root, "/.flatpak-info", NULL);
  g_autofree char *processes = g_strconcat (root, "/proc", NULL);
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (profile->client_processes == NULL || profile->client_processes[0] == NULL
      || g_file_test (sandbox, G_FILE_TEST_EXISTS)
      || (folder = g_dir_open (processes, 0, NULL)) == NULL)
    return IFA_TRI_UNKNOWN;

  while ((name = g_dir_read_name (folder)) != NULL)
    if (g_ascii_isdigit (*name) && is_process (root, name, profile->client_processes))
      return IFA_TRI_YES;
  return IFA_TRI_NO;
}
