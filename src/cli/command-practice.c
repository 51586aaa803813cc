/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "check-run.h"
#include "commands.h"
#include "console.h"
#include "error.h"
#include "exit-status.h"
#include "practice.h"

#define NO_FAULT "none"

static int
list_faults (GError **error)
{
  guint n_faults = 0;
  const IfaPracticeFault *faults = ifa_practice_list_faults (&n_faults);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_faults; i++)
    g_string_append_printf (text, "%-20s %s\n", faults[i].id, _ (faults[i].title));
  return ifa_console_print (text->str, error) ? IFA_EXIT_OK : IFA_EXIT_FILE;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

/* For trying other programs, or this one from another terminal. */
static int
serve (IfaPractice *practice, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  const IfaProfile *profile = ifa_practice_get_profile (practice);
  const IfaEndpoint *endpoint = g_ptr_array_index (profile->endpoints, 0);
  g_autofree char *text = NULL;

  text = g_strdup_printf (
      /* Translators: an address, a file, and a command to be typed. */
      _ ("The practice service runs at %s\n"
         "Its root certificate: %s\n"
         "To check it: invoice-first-aid-cli check --url %s --trust-file %s --map %s=127.0.0.1\n"
         "Press Ctrl+C to end it.\n"),
      ifa_practice_get_url (practice), ifa_practice_get_trust_file (practice),
      ifa_practice_get_url (practice), ifa_practice_get_trust_file (practice), endpoint->host);
  g_unix_signal_add (SIGINT, quit_cb, loop);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  if (!ifa_console_print (text, error))
    return IFA_EXIT_FILE;
  g_main_loop_run (loop);
  return IFA_EXIT_OK;
}

static int
check (IfaCommandLine *line, IfaPractice *practice, GError **error)
{
  g_autoptr (IfaEnvironment) environment = ifa_command_line_new_environment (line, error);

  if (environment == NULL)
    return IFA_EXIT_USAGE;
  ifa_practice_prepare_environment (practice, environment);
  return ifa_check_run_and_show (line, environment, ifa_practice_get_profile (practice), TRUE,
                                 error);
}

/**
 * ifa_command_practice:
 * @line: the command line; its argument is a fault, by default none
 * @error: return location
 *
 * Starts the practice service with a fault and checks it, as `check` would.
 *
 * Returns: the exit status: the verdict
 */
int
ifa_command_practice (IfaCommandLine *line, GError **error)
{
  const char *id = line->arguments[0] != NULL ? line->arguments[0] : NO_FAULT;
  const IfaPracticeFault *fault = ifa_practice_find_fault (id);
  IfaReportFormat format = IFA_REPORT_TEXT;
  g_autoptr (IfaPractice) practice = NULL;
  int status = 0;

  if (line->list)
    return list_faults (error);
  if (fault == NULL)
    {
      g_set_error (error, IFA_ERROR, IFA_ERROR_USAGE,
                   _ ("“%s” is not a fault to practise; “practice --list” shows them."), id);
      return IFA_EXIT_USAGE;
    }
  if (!ifa_command_line_get_format (line, &format, error))
    return IFA_EXIT_USAGE;
  practice = ifa_practice_new (fault, error);
  if (practice == NULL)
    return IFA_EXIT_FILE;
  status = line->serve ? serve (practice, error) : check (line, practice, error);
  ifa_practice_stop (practice);
  return status;
}
