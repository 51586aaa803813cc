/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "catalogue.h"
#include "commands.h"
#include "console.h"
#include "error.h"
#include "exit-status.h"
#include "profile-store.h"
#include "profile-words.h"

/* A profile with parameters must be right whatever is chosen. */
static gboolean
check_choices (const IfaProfile *profile, GError **error)
{
  for (guint i = 0; i < profile->parameters->len; i++)
    {
      const IfaParameter *parameter = g_ptr_array_index (profile->parameters, i);

      for (guint j = 0; j < parameter->values->len; j++)
        {
          const IfaParameterValue *value = g_ptr_array_index (parameter->values, j);
          g_autoptr (GHashTable) choice = g_hash_table_new (g_str_hash, g_str_equal);
          g_autoptr (IfaProfile) chosen = NULL;
          g_autoptr (GError) local_error = NULL;

          g_hash_table_insert (choice, parameter->id, value->id);
          chosen = ifa_profile_new_with_parameters (profile, choice, &local_error);
          if (chosen != NULL)
            continue;
          g_propagate_prefixed_error (error, g_steal_pointer (&local_error),
                                      "%s=%s: ", parameter->id, value->id);
          return FALSE;
        }
    }
  return TRUE;
}

/* What is allowed, but probably not meant. */
static void
append_hints (GString *text, const IfaProfile *profile)
{
  for (guint i = 0; i < profile->errors->len; i++)
    {
      const IfaErrorCode *code = g_ptr_array_index (profile->errors, i);

      if (code->cause != NULL && ifa_cause_lookup (code->cause) == NULL)
        g_string_append_printf (text,
                                /* Translators: a place in a file, then a cause's id. */
                                _ ("%s: “errors[%u].cause”: this version of the program knows no "
                                   "cause “%s”.\n"),
                                profile->file, i, code->cause);
    }
}

static gboolean
check_file (const char *path, GString *text, GError **error)
{
  g_autoptr (IfaProfile) profile = ifa_profile_new_from_file (path, error);

  if (profile == NULL || !check_choices (profile, error))
    return FALSE;
  append_hints (text, profile);
  g_string_append_printf (text,
                          /* Translators: a file, a profile's id, a number. */
                          ngettext ("%s: “%s” is a right profile with %u endpoint.\n",
                                    "%s: “%s” is a right profile with %u endpoints.\n",
                                    profile->endpoints->len),
                          path, profile->id, profile->endpoints->len);
  return TRUE;
}

/**
 * ifa_command_profile_check:
 * @line: the command line; its arguments are files
 * @error: return location
 *
 * Reads each file and does nothing else. Every bad one is said.
 *
 * Returns: the exit status
 */
int
ifa_command_profile_check (IfaCommandLine *line, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean all_right = TRUE;

  for (guint i = 0; line->arguments[i] != NULL; i++)
    {
      g_autoptr (GError) local_error = NULL;

      if (check_file (line->arguments[i], text, &local_error))
        continue;
      ifa_console_say_plainly (local_error->message);
      all_right = FALSE;
    }
  if (!ifa_console_print (text->str, error))
    return IFA_EXIT_FILE;
  return all_right ? IFA_EXIT_OK : IFA_EXIT_BAD_DATA;
}

/**
 * ifa_command_profile_show:
 * @line: the command line
 * @error: return location
 *
 * Returns: the exit status
 */
int
ifa_command_profile_show (IfaCommandLine *line, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (IfaProfile) profile = NULL;
  g_autofree char *text = NULL;

  if (line->arguments[0] != NULL && line->profile == NULL && line->url == NULL)
    line->profile = g_steal_pointer (&line->arguments[0]);
  profile = ifa_command_line_open_profile (line, &local_error);
  if (local_error == NULL && profile == NULL)
    g_set_error_literal (&local_error, IFA_ERROR, IFA_ERROR_USAGE,
                         _ ("No service was used yet; name one with --profile or --url."));
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return IFA_EXIT_USAGE;
    }
  text = ifa_profile_words_dup (profile);
  return ifa_console_print (text, error) ? IFA_EXIT_OK : IFA_EXIT_FILE;
}

/**
 * ifa_command_profile_list:
 * @line: the command line
 * @error: return location
 *
 * Returns: the exit status
 */
int
ifa_command_profile_list (IfaCommandLine *line, GError **error)
{
  g_autoptr (GPtrArray) profiles = ifa_profile_store_list ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < profiles->len; i++)
    {
      const IfaProfile *profile = g_ptr_array_index (profiles, i);

      g_string_append_printf (text, "%-24s %s\n", profile->id, ifa_text_get (profile->name));
    }
  if (profiles->len == 0)
    g_string_append (text, _ ("No profile is installed.\n"));
  return ifa_console_print (text->str, error) ? IFA_EXIT_OK : IFA_EXIT_FILE;
}
