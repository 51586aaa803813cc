/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib/gi18n.h>

#include "check-run.h"
#include "commands.h"
#include "console.h"
#include "exit-status.h"

/**
 * ifa_command_check:
 * @line: the command line
 * @error: return location
 *
 * Looks at the service that is given, else at the one used last, else at the practice service:
 * whoever tries the program for the first time touches nothing real.
 *
 * Returns: the exit status: the verdict
 */
int
ifa_command_check (IfaCommandLine *line, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  IfaReportFormat format = IFA_REPORT_TEXT;
  g_autoptr (IfaProfile) profile = NULL;
  g_autoptr (IfaEnvironment) environment = NULL;

  if (!ifa_command_line_get_format (line, &format, error))
    return IFA_EXIT_USAGE;
  profile = ifa_command_line_open_profile (line, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return IFA_EXIT_BAD_DATA;
    }
  if (profile == NULL)
    {
      if (ifa_console_has_reader ())
        ifa_console_say (_ ("No service was used yet; this checks the practice service."));
      return ifa_command_practice (line, error);
    }
  environment = ifa_command_line_new_environment (line, error);
  if (environment == NULL)
    return IFA_EXIT_USAGE;
  ifa_command_line_remember_service (line);
  return ifa_check_run_and_show (line, environment, profile, FALSE, error);
}
