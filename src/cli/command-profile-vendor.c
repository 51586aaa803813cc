/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "commands.h"
#include "console.h"
#include "error.h"
#include "exit-status.h"
#include "profile-signature.h"
#include "profile-store.h"
#include "profile-words.h"

/**
 * ifa_command_profile_add:
 * @line: the command line; its argument is a file
 * @error: return location
 *
 * Shows what the profile makes the program do, asks, and puts it among the user's own.
 *
 * Returns: the exit status
 */
int
ifa_command_profile_add (IfaCommandLine *line, GError **error)
{
  g_autoptr (IfaProfile) profile = ifa_profile_new_from_file (line->arguments[0], error);
  g_autofree char *words = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  if (profile == NULL)
    return IFA_EXIT_BAD_DATA;
  words = ifa_profile_words_dup (profile);
  if (!ifa_console_print (words, error))
    return IFA_EXIT_FILE;
  if (!ifa_command_line_may (line, _ ("Add this profile?"), error))
    return IFA_EXIT_OK;
  path = ifa_profile_store_install (profile, error);
  if (path == NULL)
    return IFA_EXIT_BAD_DATA;
  /* Translators: %s is a path. */
  text = g_strdup_printf (_ ("\nThe profile was added as “%s”.\n"), path);
  return ifa_console_print (text, error) ? IFA_EXIT_OK : IFA_EXIT_FILE;
}

/**
 * ifa_command_profile_sign:
 * @line: the command line; its argument is a file
 * @error: return location
 *
 * Returns: the exit status
 */
int
ifa_command_profile_sign (IfaCommandLine *line, GError **error)
{
  const char *path = line->arguments[0];
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GMappedFile) file = NULL;

  if (line->key == NULL)
    {
      g_set_error_literal (error, IFA_ERROR, IFA_ERROR_USAGE,
                           _ ("“profile sign” needs your key; add “--key FILE”."));
      return IFA_EXIT_USAGE;
    }
  file = g_mapped_file_new (path, FALSE, error);
  if (file == NULL)
    return IFA_EXIT_FILE;
  text = ifa_profile_sign (g_mapped_file_get_contents (file) != NULL
                               ? g_mapped_file_get_contents (file)
                               : "",
                           g_mapped_file_get_length (file), path, line->key, error);
  if (text == NULL)
    return IFA_EXIT_BAD_DATA;
  if (line->output == NULL)
    return ifa_console_print (text, error) ? IFA_EXIT_OK : IFA_EXIT_FILE;
  bytes = g_bytes_new_static (text, strlen (text));
  return ifa_console_write_file (line->output, bytes, error) ? IFA_EXIT_OK : IFA_EXIT_FILE;
}
