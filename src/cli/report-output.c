/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What --format and --output mean. */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "command-line.h"
#include "console.h"
#include "error.h"
#include "exit-status.h"

/**
 * ifa_command_line_get_format:
 * @line: the command line
 * @format: (out): the format of the result; text where none is given
 * @error: `IFA_ERROR_USAGE`
 */
gboolean
ifa_command_line_get_format (const IfaCommandLine *line, IfaReportFormat *format, GError **error)
{
  *format = IFA_REPORT_TEXT;
  if (line->format != NULL && !ifa_report_format_from_string (line->format, format))
    {
      g_set_error (error, IFA_ERROR, IFA_ERROR_USAGE,
                   _ ("“%s” is not a format; choose text, json, html, pdf or prometheus."),
                   line->format);
      return FALSE;
    }
  if (*format == IFA_REPORT_PDF && line->output == NULL)
    {
      g_set_error_literal (error, IFA_ERROR, IFA_ERROR_USAGE,
                           _ ("A PDF can't be shown in a terminal; add “--output FILE”."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
print_as_text (const IfaReport *report, GError **error)
{
  g_autoptr (GBytes) text = ifa_report_render (report, IFA_REPORT_TEXT, error);

  return text != NULL && ifa_console_print_bytes (text, TRUE, error);
}

/* A result is never lost: what can't be shown here is shown as text. */
static gboolean
print (const IfaReport *report, IfaReportFormat format, GBytes *bytes, GError **error)
{
  if (format == IFA_REPORT_PDF)
    return print_as_text (report, error);
  return ifa_console_print_bytes (bytes, format == IFA_REPORT_TEXT, error);
}

/**
 * ifa_command_line_show_report:
 * @line: the command line
 * @report: what to show
 * @status: the exit status when nothing goes wrong
 * @error: when it can't be made or written as was asked; it is then printed all the same
 *
 * Returns: the exit status
 */
int
ifa_command_line_show_report (const IfaCommandLine *line,
                              const IfaReport *report,
                              int status,
                              GError **error)
{
  IfaReportFormat format = IFA_REPORT_TEXT;
  g_autoptr (GBytes) bytes = NULL;

  if (!ifa_command_line_get_format (line, &format, error))
    return IFA_EXIT_USAGE;
  bytes = ifa_report_render (report, format, error);
  if (bytes == NULL)
    {
      print_as_text (report, NULL);
      return IFA_EXIT_FILE;
    }
  if (line->output == NULL || strcmp (line->output, "-") == 0)
    return print (report, format, bytes, error) ? status : IFA_EXIT_FILE;
  if (ifa_console_write_file (line->output, bytes, error))
    {
      if (ifa_console_has_reader ())
        ifa_console_say (_ ("The report was written to “%s”."), line->output);
      return status;
    }
  print (report, format, bytes, NULL);
  return IFA_EXIT_FILE;
}
