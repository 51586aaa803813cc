/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the history remembers, run by run. */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "commands.h"
#include "console.h"
#include "error.h"
#include "exit-status.h"
#include "history-words.h"
#include "history.h"

/* What one can look through; --limit shows more. */
#define USUAL_LIMIT 50

/**
 * ifa_command_line_open_history:
 * @line: the command line
 * @profile_id: (out) (nullable): of which service; `NULL`: of all, as none is named
 * @error: `IFA_ERROR_USAGE`, `IFA_ERROR_BAD_PROFILE` or `IFA_ERROR_FILE`
 *
 * Returns: (transfer full) (nullable): the history
 */
IfaHistory *
ifa_command_line_open_history (const IfaCommandLine *line, char **profile_id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (IfaProfile) profile = ifa_command_line_open_profile (line, &local_error);

  /* That the profile used last is gone is no reason to hide what is remembered. */
  if (local_error != NULL && (line->profile != NULL || line->url != NULL))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  *profile_id = profile != NULL ? g_strdup (profile->id) : NULL;
  return ifa_history_open (NULL, error);
}

/**
 * ifa_command_line_wants_json:
 * @line: the command line of a list
 * @is_json: (out): whether the list is for a program
 * @error: `IFA_ERROR_USAGE`
 */
gboolean
ifa_command_line_wants_json (const IfaCommandLine *line, gboolean *is_json, GError **error)
{
  *is_json = g_strcmp0 (line->format, "json") == 0;
  if (*is_json || line->format == NULL || strcmp (line->format, "text") == 0)
    return TRUE;
  g_set_error (error, IFA_ERROR, IFA_ERROR_USAGE,
               _ ("“%s” is not a format here; choose text or json."), line->format);
  return FALSE;
}

/**
 * ifa_command_history_list:
 * @line: the command line
 * @error: return location
 *
 * Returns: the exit status
 */
int
ifa_command_history_list (IfaCommandLine *line, GError **error)
{
  g_autofree char *profile_id = NULL;
  g_autoptr (IfaHistory) history = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *text = NULL;
  gboolean is_json = FALSE;
  int limit = line->limit;

  if (!ifa_command_line_wants_json (line, &is_json, error))
    return IFA_EXIT_USAGE;
  history = ifa_command_line_open_history (line, &profile_id, error);
  if (history == NULL)
    return IFA_EXIT_FILE;
  if (limit <= 0 && !is_json)
    limit = USUAL_LIMIT;
  entries = ifa_history_list (history, profile_id, MAX (limit, 0));
  text = is_json ? ifa_history_words_dup_json (entries)
                 : ifa_history_words_dup_table (entries, profile_id == NULL);
  return ifa_console_print (text, error) ? IFA_EXIT_OK : IFA_EXIT_FILE;
}

/* A run is named by its number; without one, it is the latest. */
static IfaHistoryEntry *
find_run (const IfaHistory *history, const char *profile_id, const char *name, GError **error)
{
  guint64 number = 0;
  IfaHistoryEntry *entry;

  if (name != NULL && !g_ascii_string_to_unsigned (name, 10, 1, G_MAXINT64, &number, NULL))
    {
      g_set_error (error, IFA_ERROR, IFA_ERROR_USAGE,
                   _ ("“%s” is not the number of a run; “history list” shows them."), name);
      return NULL;
    }
  entry = ifa_history_find (history, profile_id, number);
  if (entry == NULL && name != NULL)
    g_set_error (error, IFA_ERROR, IFA_ERROR_USAGE,
                 _ ("There is no run %s in the history of this service."), name);
  else if (entry == NULL)
    g_set_error_literal (error, IFA_ERROR, IFA_ERROR_USAGE,
                         _ ("There is no run in the history of this service yet."));
  return entry;
}

static IfaReport *
load_report (const IfaHistory *history, const IfaHistoryEntry *entry, GError **error)
{
  IfaReport *report = ifa_history_load_report (history, entry->report_id, NULL);

  if (report == NULL)
    g_set_error (error, IFA_ERROR, IFA_ERROR_FILE,
                 _ ("Of the run of %s only the summary is kept; whole reports are given up after a "
                    "time."),
                 entry->time);
  return report;
}

/**
 * ifa_command_history_show:
 * @line: the command line; its argument is the number of a run
 * @error: return location
 *
 * Returns: the exit status
 */
int
ifa_command_history_show (IfaCommandLine *line, GError **error)
{
  g_autofree char *profile_id = NULL;
  g_autoptr (IfaHistory) history = NULL;
  g_autoptr (IfaHistoryEntry) entry = NULL;
  g_autoptr (IfaReport) report = NULL;
  IfaReportFormat format = IFA_REPORT_TEXT;

  if (!ifa_command_line_get_format (line, &format, error))
    return IFA_EXIT_USAGE;
  history = ifa_command_line_open_history (line, &profile_id, error);
  if (history == NULL)
    return IFA_EXIT_FILE;
  entry = find_run (history, profile_id, line->arguments[0], error);
  if (entry == NULL)
    return IFA_EXIT_USAGE;
  report = load_report (history, entry, error);
  if (report == NULL)
    {
      g_autofree char *summary = ifa_history_words_dup_run (entry);

      ifa_console_print (summary, NULL);
      return IFA_EXIT_FILE;
    }
  return ifa_command_line_show_report (line, report, IFA_EXIT_OK, error);
}

/* The two runs: as numbered, else the latest and the last before it in which it worked. */
static gboolean
load_pair (const IfaCommandLine *line,
           const IfaHistory *history,
           const char *profile_id,
           IfaReport **before,
           IfaReport **now,
           GError **error)
{
  const char *first = line->arguments[0];
  const char *second = first != NULL ? line->arguments[1] : NULL;
  g_autoptr (IfaHistoryEntry) entry
      = find_run (history, profile_id, second != NULL ? second : first, error);
  g_autoptr (IfaHistoryEntry) older = NULL;

  if (entry == NULL || (*now = load_report (history, entry, error)) == NULL)
    return FALSE;
  if (second == NULL)
    {
      *before = ifa_history_load_good_before (history, entry->profile_id, entry->report_id);
      if (*before == NULL)
        g_set_error (error, IFA_ERROR, IFA_ERROR_FAILED,
                     _ ("No run before that of %s in which it worked is kept, so there is nothing "
                        "to compare with."),
                     entry->time);
      return *before != NULL;
    }
  older = find_run (history, profile_id, first, error);
  if (older == NULL || (*before = load_report (history, older, error)) == NULL)
    return FALSE;
  if (g_strcmp0 (older->profile_id, entry->profile_id) == 0)
    return TRUE;
  g_set_error_literal (error, IFA_ERROR, IFA_ERROR_USAGE,
                       _ ("These two runs are of different services."));
  return FALSE;
}

/**
 * ifa_command_history_compare:
 * @line: the command line; its arguments are no, one or two numbers of runs
 * @error: return location
 *
 * Returns: the exit status
 */
int
ifa_command_history_compare (IfaCommandLine *line, GError **error)
{
  g_autofree char *profile_id = NULL;
  g_autoptr (IfaHistory) history = ifa_command_line_open_history (line, &profile_id, error);
  g_autoptr (IfaReport) before = NULL;
  g_autoptr (IfaReport) now = NULL;
  g_autofree char *text = NULL;

  if (history == NULL)
    return IFA_EXIT_FILE;
  if (!load_pair (line, history, profile_id, &before, &now, error))
    return IFA_EXIT_FILE;
  text = ifa_history_words_dup_comparison (before, now);
  return ifa_console_print (text, error) ? IFA_EXIT_OK : IFA_EXIT_FILE;
}
