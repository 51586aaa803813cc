/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "console.h"
#include "error.h"
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

/* What it is about decides who can help: a rejected tax number is nothing for IT. */
static const char *
get_about (IfaAbout about)
{
  switch (about)
    {
    case IFA_ABOUT_CONNECTION:
      return _ ("It is about the connection.");
    case IFA_ABOUT_DEVICE:
      return _ ("It is about the tax device.");
    case IFA_ABOUT_LIMITS:
      return _ ("It is about a limit of your invoicing program.");
    case IFA_ABOUT_CONTENT:
      return _ ("It is about the invoice's content.");
    case IFA_ABOUT_LOGIN:
      return _ ("It is about your sign-in.");
    default:
      return NULL;
    }
}

static void
append_general (GString *text, const IfaExplanation *explanation)
{
  g_string_append_printf (text, "%s: %s\n", explanation->code, explanation->title);
  if (explanation->explanation != NULL)
    g_string_append_printf (text, "%s\n", explanation->explanation);
  if (get_about (explanation->about) != NULL)
    g_string_append_printf (text, "%s\n", get_about (explanation->about));
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

/* The rest of an endless input is left alone. */
static char *
dup_input (void)
{
  g_autoptr (GString) text = g_string_sized_new (4096);
  char buffer[4096];
  gsize n = 1;

  while (n > 0 && text->len < MAX_MESSAGE_BYTES)
    {
      n = fread (buffer, 1, sizeof buffer, stdin);
      g_string_append_len (text, buffer, n);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_message (char **arguments)
{
  gboolean is_piped = g_strv_length (arguments) == 1 && strcmp (arguments[0], "-") == 0;
  g_autofree char *joined = is_piped ? dup_input () : g_strjoinv (" ", arguments);
  g_autofree char *cut = g_strndup (joined, MAX_MESSAGE_BYTES);

  return ifa_console_dup_harmless (cut);
}

/**
 * ifa_command_explain:
 * @line: the command line; its arguments are a code or a whole message, or "-" for what comes in
 *   on standard input
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

  if (message[strspn (message, " \t\r\n")] == '\0')
    {
      g_set_error_literal (error, IFA_ERROR, IFA_ERROR_USAGE,
                           _ ("There is nothing to explain; give a code or the message."));
      return IFA_EXIT_USAGE;
    }
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
