/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "check-memory.h"
#include "check-run.h"
#include "commands.h"
#include "console.h"
#include "error.h"
#include "exit-status.h"
#include "history-words.h"

#define USUAL_INTERVAL_S 180

/* What is told from one run to the next. */
typedef struct
{
  IfaVerdict verdict;
  const char *cause; /* (nullable): of the catalogue */
  gboolean is_known;
} Seen;

static Seen
look_at (const IfaReport *report)
{
  const GPtrArray *findings = report->diagnosis->findings;
  const IfaFinding *root = findings->len > 0 ? g_ptr_array_index (findings, 0) : NULL;

  return (Seen){ report->diagnosis->verdict, root != NULL ? root->cause->id : NULL, TRUE };
}

static char *
dup_json (const IfaReport *report, const Seen *now)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "time", report->started);
  json_object_set_string_member (object, "verdict", ifa_verdict_to_string (now->verdict));
  if (now->cause != NULL)
    json_object_set_string_member (object, "cause", now->cause);
  json_object_set_string_member (object, "report", report->id);
  text = json_to_string (node, FALSE);
  return g_strconcat (text, "\n", NULL);
}

static char *
dup_text (const IfaReport *report, const Seen *now)
{
  g_autofree char *cause = ifa_history_words_dup_cause (now->cause);

  return g_strdup_printf ("%s  %s%s%s\n", report->started, ifa_words_verdict_title (now->verdict),
                          now->cause != NULL ? "  " : "", cause);
}

static gboolean
tell_change (const IfaReport *report, const Seen *before, gboolean is_json, GError **error)
{
  Seen now = look_at (report);
  g_autofree char *text = NULL;

  if (before->is_known && before->verdict == now.verdict
      && g_strcmp0 (before->cause, now.cause) == 0)
    return TRUE;
  text = is_json ? dup_json (report, &now) : dup_text (report, &now);
  return ifa_console_print (text, error);
}

typedef struct
{
  GMainLoop *loop;
  gboolean is_interrupted;
} Pause;

static gboolean
wake_cb (gpointer user_data)
{
  g_main_loop_quit (((Pause *) user_data)->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
interrupted_cb (gpointer user_data)
{
  ((Pause *) user_data)->is_interrupted = TRUE;
  return wake_cb (user_data);
}

/* Returns whether the time has passed, and nobody wants to end the program. */
static gboolean
wait_s (guint seconds)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Pause pause = { loop, FALSE };
  guint timeout = g_timeout_add_seconds (seconds, wake_cb, &pause);
  guint interrupt = g_unix_signal_add (SIGINT, interrupted_cb, &pause);
  guint terminate = g_unix_signal_add (SIGTERM, interrupted_cb, &pause);

  g_main_loop_run (loop);
  g_source_remove (timeout);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  return !pause.is_interrupted;
}

/* Never more often than the service allows where it was asked not to be. */
static guint
interval_s (const IfaCommandLine *line, const IfaProfile *profile)
{
  guint wanted_s = line->interval > 0 ? (guint) line->interval : USUAL_INTERVAL_S;

  return profile->status_url != NULL ? MAX (wanted_s, profile->status_min_interval_s) : wanted_s;
}

static gboolean
is_well (IfaVerdict verdict)
{
  return verdict == IFA_VERDICT_OK || verdict == IFA_VERDICT_ATTENTION;
}

static int
watch (IfaCommandLine *line, IfaProfile *profile, gboolean is_json, GError **error)
{
  Seen seen = { 0 };

  do
    {
      g_autoptr (IfaEnvironment) environment = ifa_command_line_new_environment (line, error);
      g_autoptr (IfaReport) report = NULL;

      if (environment == NULL)
        return IFA_EXIT_USAGE;
      report = ifa_check_run (line, environment, profile, error);
      if (report == NULL)
        return IFA_EXIT_INCOMPLETE;
      if (report->cancelled)
        break;
      ifa_check_memory_keep (report);
      if (!tell_change (report, &seen, is_json, error))
        return IFA_EXIT_FILE;
      seen = look_at (report);
      if (line->until_well && is_well (seen.verdict))
        break;
    }
  while (wait_s (interval_s (line, profile)));

  return ifa_exit_status_of_verdict (seen.verdict);
}

/**
 * ifa_command_watch:
 * @line: the command line
 * @error: return location
 *
 * Checks again and again, and prints a line for the first run and for each that finds something
 * else than the one before; every run becomes part of the history. SIGINT and SIGTERM end it.
 *
 * Returns: the exit status: the verdict of the last run that was whole
 */
int
ifa_command_watch (IfaCommandLine *line, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (IfaProfile) profile = NULL;
  gboolean is_json = FALSE;

  if (!ifa_command_line_wants_json (line, &is_json, error))
    return IFA_EXIT_USAGE;
  profile = ifa_command_line_open_profile (line, &local_error);
  if (profile == NULL && local_error == NULL)
    g_set_error_literal (&local_error, IFA_ERROR, IFA_ERROR_USAGE,
                         _ ("No service was used yet; name one with --profile or --url."));
  if (profile == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return IFA_EXIT_BAD_DATA;
    }
  ifa_command_line_remember_service (line);
  return watch (line, profile, is_json, error);
}
