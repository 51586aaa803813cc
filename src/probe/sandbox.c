/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "sandbox.h"

#include "foreign-text.h"

#define MAX_NAME_CHARACTERS 128
#define MAX_FILE_BYTES (64 * 1024)
#define INFO_FILE "/.flatpak-info"
#define NAME_KEY "PRETTY_NAME="

/**
 * ifa_sandbox_is_around:
 * @environment: the outside world
 *
 * Returns: whether this program runs in a Flatpak's sandbox (flatpak-run(1))
 */
gboolean
ifa_sandbox_is_around (const IfaEnvironment *environment)
{
  g_autofree char *info = ifa_environment_dup_path (environment, INFO_FILE);

  return g_file_test (info, G_FILE_TEST_EXISTS);
}

/**
 * ifa_sandbox_shares_network:
 * @environment: the outside world
 *
 * A sandbox without the permission has a network of its own in which there is nothing; that says
 * nothing about the computer's.
 *
 * Returns: whether the sandbox lets programs use the computer's network; unknown outside of any
 */
IfaTri
ifa_sandbox_shares_network (const IfaEnvironment *environment)
{
  g_autofree char *path = ifa_environment_dup_path (environment, INFO_FILE);
  g_autoptr (GKeyFile) info = g_key_file_new ();
  g_auto (GStrv) shared = NULL;

  if (!g_key_file_load_from_file (info, path, G_KEY_FILE_NONE, NULL))
    return IFA_TRI_UNKNOWN;

  shared = g_key_file_get_string_list (info, "Context", "shared", NULL, NULL);
  return IFA_TRI (shared != NULL && g_strv_contains ((const char *const *) shared, "network"));
}

/* os-release(5): lines of a shell's assignments. */
static char *
dup_name_of_file (const char *path)
{
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  g_auto (GStrv) lines = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, NULL) || length > MAX_FILE_BYTES)
    return NULL;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && name == NULL; i++)
    if (g_str_has_prefix (lines[i], NAME_KEY))
      name = g_shell_unquote (lines[i] + strlen (NAME_KEY), NULL);
  if (name == NULL || name[0] == '\0')
    return NULL;
  return ifa_foreign_text_dup (name, strlen (name), MAX_NAME_CHARACTERS);
}

/**
 * ifa_sandbox_dup_system_name:
 * @environment: the outside world
 *
 * Inside a sandbox /etc/os-release is the runtime's, and flatpak shows the computer's own beside
 * it. A runtime's name would be no answer.
 *
 * Returns: (transfer full) (nullable): the name of this computer's system, as "Debian GNU/Linux
 *   12 (bookworm)"; `NULL` where it can't be seen
 */
char *
ifa_sandbox_dup_system_name (const IfaEnvironment *environment)
{
  static const char *const inside[] = { "/run/host/os-release" };
  static const char *const outside[] = { "/etc/os-release", "/usr/lib/os-release" };
  gboolean is_inside = ifa_sandbox_is_around (environment);
  const char *const *paths = is_inside ? inside : outside;
  guint n_paths = is_inside ? G_N_ELEMENTS (inside) : G_N_ELEMENTS (outside);
  char *name = NULL;

  for (guint i = 0; i < n_paths && name == NULL; i++)
    {
      g_autofree char *path = ifa_environment_dup_path (environment, paths[i]);
      name = dup_name_of_file (path);
    }
  return name;
}
