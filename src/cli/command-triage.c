/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "commands.h"
#include "console.h"
#include "error.h"
#include "exit-status.h"
#include "triage.h"

static gboolean
parse_format (const char *name, IfaTriageFormat *format, GError **error)
{
  static const struct
  {
    const char *name;
    IfaTriageFormat format;
  } formats[] = {
    { "text", IFA_TRIAGE_TABLE },
    { "table", IFA_TRIAGE_TABLE },
    { "json", IFA_TRIAGE_JSON_LINES },
    { "jsonl", IFA_TRIAGE_JSON_LINES },
    { "prometheus", IFA_TRIAGE_PROMETHEUS },
  };

  *format = IFA_TRIAGE_TABLE;
  if (name == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (formats[i].name, name) == 0)
      {
        *format = formats[i].format;
        return TRUE;
      }
  g_set_error (error, IFA_ERROR, IFA_ERROR_USAGE,
               _ ("“%s” is not a format here; choose text, json or prometheus."), name);
  return FALSE;
}

static gboolean
parse_keys (const char *names, guint *keys, GError **error)
{
  *keys = 0;
  if (names == NULL || ifa_triage_keys_from_string (names, keys))
    return TRUE;
  g_set_error (error, IFA_ERROR, IFA_ERROR_USAGE,
               /* Translators: the six words are typed as they stand here. */
               _ ("“--by %s” can't be understood; choose from cause, profile, network, day, "
                  "endpoint and version, with commas between."),
               names);
  return FALSE;
}

/* What can't be read stops nothing; but where there was nothing else, that is the answer. */
static int
judge (const IfaTriage *triage, GError **error)
{
  guint64 n_unreadable = ifa_triage_get_n_unreadable (triage);

  if (ifa_triage_get_n_reports (triage) > 0 || n_unreadable == 0)
    return IFA_EXIT_OK;
  g_set_error (error, IFA_ERROR, IFA_ERROR_BAD_REPORT,
               g_dngettext (GETTEXT_PACKAGE, "The only file there (%u) is not a report.",
                            "None of the %u files there is a report.", n_unreadable),
               (guint) n_unreadable);
  return IFA_EXIT_BAD_DATA;
}

static gboolean
write_result (const IfaCommandLine *line, GBytes *bytes, gboolean is_text, GError **error)
{
  if (line->output == NULL || strcmp (line->output, "-") == 0)
    return ifa_console_print_bytes (bytes, is_text, error);
  return ifa_console_write_file (line->output, bytes, error);
}

/**
 * ifa_command_report_triage:
 * @line: the command line; its argument is a folder of reports
 * @error: return location
 *
 * Returns: the exit status
 */
int
ifa_command_report_triage (IfaCommandLine *line, GError **error)
{
  IfaTriageFormat format = IFA_TRIAGE_TABLE;
  g_autoptr (IfaTriage) triage = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint keys = 0;
  int status;

  if (!parse_format (line->format, &format, error) || !parse_keys (line->by, &keys, error))
    return IFA_EXIT_USAGE;
  triage = ifa_triage_new (keys);
  if (!ifa_triage_add_folder (triage, line->arguments[0], error))
    return IFA_EXIT_FILE;
  status = judge (triage, error);
  if (status != IFA_EXIT_OK)
    return status;
  bytes = ifa_triage_render (triage, format);
  return write_result (line, bytes, format == IFA_TRIAGE_TABLE, error) ? IFA_EXIT_OK
                                                                       : IFA_EXIT_FILE;
}
