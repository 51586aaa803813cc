/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "commands.h"
#include "exit-status.h"

/**
 * ifa_command_diagnose:
 * @line: the command line; its argument is a report
 * @error: return location
 *
 * A report's evidence is judged each time that it is read, by the rules of this version.
 *
 * Returns: the exit status: the verdict
 */
int
ifa_command_diagnose (IfaCommandLine *line, GError **error)
{
  g_autoptr (IfaReport) report = ifa_report_new_from_file (line->arguments[0], error);

  if (report == NULL)
    return IFA_EXIT_BAD_DATA;
  return ifa_command_line_show_report (line, report,
                                       ifa_exit_status_of_verdict (report->diagnosis->verdict),
                                       error);
}

/**
 * ifa_command_report_show:
 * @line: the command line; its argument is a report
 * @error: return location
 *
 * Returns: the exit status
 */
int
ifa_command_report_show (IfaCommandLine *line, GError **error)
{
  g_autoptr (IfaReport) report = ifa_report_new_from_file (line->arguments[0], error);

  if (report == NULL)
    return IFA_EXIT_BAD_DATA;
  return ifa_command_line_show_report (line, report, IFA_EXIT_OK, error);
}

/**
 * ifa_command_report_convert:
 * @line: the command line; its argument is a report, --format says what to make of it
 * @error: return location
 *
 * Returns: the exit status
 */
int
ifa_command_report_convert (IfaCommandLine *line, GError **error)
{
  return ifa_command_report_show (line, error);
}
