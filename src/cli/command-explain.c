/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "commands.h"
#include "console.h"
#include "exit-status.h"
#include "explain.h"
#include "profile-message.h"

/* Longer messages are cut: the code stands at the beginning. */
#define MAX_MESSAGE_BYTES (64 * 1024)

static void
append_steps (GString *text, char **steps)
{
  for (guint i = 0; steps != NULL && steps[i] != NULL; i++)
    g_string_append_printf (text, "  %u. %s\n", i + 1, steps[i]);
}

static void
append_general (GString *text, const IfaExplanation *explanation)
{
  g_string_append_printf (text, "%s: %s\n", explanation->code, explanation->title);
  if (explanation->explanation != NULL)
    g_string_append_printf (text, "%s\n", explanation->explanation);
  append_steps (text, explanation->steps);
  if (explanation->warning != NULL
      && g_strcmp0 (explanation->warning, explanation->explanation) != 0)
    /* Translators: a warning against dangerous advice follows. */
    g_string_append_printf (text, _ ("Warning: %s\n"), explanation->warning);
  g_string_append_c (text, '\n');
}

static void
append_own (GString *text, const IfaErrorCode *code, const IfaProfile *profile)
{
  /* Translators: an error code, its meaning, and the service that says so. */
  g_string_append_printf (text, _ ("%s: %s (as %s says)\n"), code->code, ifa_text_get (code->title),
                          ifa_text_get (profile->name));
  if (code->explanation != NULL)
    g_string_append_printf (text, "%s\n", ifa_text_get (code->explanation));
  for (guint i = 0; i < code->steps->len; i++)
    g_string_append_printf (text, "  %u. %s\n", i + 1,
                            ifa_text_get (g_ptr_array_index (code->steps, i)));
  g_string_append_c (text, '\n');
}

static void
append_of_profile (GString *text, const IfaProfile *profile, const char *message)
{
  g_autoptr (GPtrArray) errors = ifa_profile_list_mentioned_errors (profile, message);
  g_autoptr (GPtrArray) advice = ifa_profile_list_mentioned_advice (profile, message);

  for (guint i = 0; i < errors->len; i++)
    append_own (text, g_ptr_array_index (errors, i), profile);
  for (guint i = 0; i < advice->len; i++)
    g_string_append_printf (text, _ ("Warning: %s\n"),
                            ifa_text_get (((IfaAdvice *) g_ptr_array_index (advice, i))->warn));
}

static char *
dup_message (char **arguments)
{
  g_autofree char *joined = g_strjoinv (" ", arguments);
  g_autofree char *cut = g_strndup (joined, MAX_MESSAGE_BYTES);

  return ifa_console_dup_harmless (cut);
}

/**
 * ifa_command_explain:
 * @line: the command line; its arguments are a code or a whole message
 * @error: return location
 *
 * The service's own codes come first: a bare number means nothing without its vendor. Where the
 * vendor explains it, the program doesn't add that it can't.
 *
 * Returns: the exit status
 */
int
ifa_command_explain (IfaCommandLine *line, GError **error)
{
  g_autofree char *message = dup_message (line->arguments);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (IfaProfile) profile = ifa_command_line_open_profile (line, &local_error);
  g_autoptr (GPtrArray) explanations = NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return IFA_EXIT_BAD_DATA;
    }
  if (profile != NULL)
    append_of_profile (text, profile, message);
  explanations = ifa_explain (message);
  for (guint i = 0; i < explanations->len; i++)
    {
      const IfaExplanation *explanation = g_ptr_array_index (explanations, i);

      if (explanation->about != IFA_ABOUT_UNKNOWN || explanation->warning != NULL || text->len == 0)
        append_general (text, explanation);
    }
  g_string_truncate (text, strlen (g_strchomp (text->str)));
  g_string_append_c (text, '\n');
  return ifa_console_print (text->str, error) ? IFA_EXIT_OK : IFA_EXIT_FILE;
}
