/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "check-run.h"
#include "check-memory.h"
#include "console.h"
#include "emergency.h"
#include "exit-status.h"
#include "fault.h"
#include "profile-emergency.h"
#include "run.h"
#include "sandbox.h"
#include "words.h"

/* Whoever waits less than this needs no progress. */
#define QUIET_MS 300

typedef struct
{
  GMainLoop *loop;
  IfaRun *run;
  GCancellable *cancellable;
  guint n_ended;
  IfaEvidence *evidence;
  GError *error;
} Session;

static void
run_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Session *session = user_data;

  session->evidence = ifa_run_finish (session->run, result, &session->error);
  g_main_loop_quit (session->loop);
}

static void
check_ended_cb (IfaRun *run, IfaCheck *check, gpointer user_data)
{
  Session *session = user_data;
  g_autofree char *text = NULL;

  session->n_ended++;
  if (ifa_run_get_duration_ms (run) < QUIET_MS || !ifa_console_has_reader ())
    return;
  /* Translators: the kind of a check, as “Name server”, and two numbers. */
  text = g_strdup_printf (_ ("Checking: %s (%u done, %u under way)"),
                          ifa_words_kind_title (check->type), session->n_ended,
                          ifa_run_get_n_pending (run));
  ifa_console_show_progress (text);
}

/* A second signal ends the program at once, as everybody expects. */
static gboolean
interrupted_cb (gpointer user_data)
{
  Session *session = user_data;

  g_cancellable_cancel (session->cancellable);
  return G_SOURCE_REMOVE;
}

static void
run_to_the_end (Session *session)
{
  /* Once a source is removed, GLib gives the signal back to the system. */
  GSource *interrupt = g_unix_signal_source_new (SIGINT);
  GSource *terminate = g_unix_signal_source_new (SIGTERM);

  g_source_set_callback (interrupt, interrupted_cb, session, NULL);
  g_source_set_callback (terminate, interrupted_cb, session, NULL);
  g_source_attach (interrupt, NULL);
  g_source_attach (terminate, NULL);
  g_signal_connect (session->run, "check-ended", G_CALLBACK (check_ended_cb), session);
  ifa_run_start_async (session->run, session->cancellable, run_ended_cb, session);
  g_main_loop_run (session->loop);
  ifa_console_show_progress (NULL);
  g_source_destroy (interrupt);
  g_source_destroy (terminate);
  g_source_unref (interrupt);
  g_source_unref (terminate);
}

static void
set_profile (IfaReport *report, const IfaProfile *profile)
{
  report->profile_id = g_strdup (profile->id);
  report->profile_version = profile->version;
  report->profile_name = g_strdup (ifa_text_get (profile->name));
  report->vendor_name = g_strdup (profile->vendor_name);
  report->vendor_email = g_strdup (profile->vendor_email);
  report->vendor_phone = g_strdup (profile->vendor_phone);
  report->vendor_url = g_strdup (profile->vendor_url);
}

/* While all works nobody needs it. */
static void
add_emergency (IfaReport *report, const IfaProfile *profile)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  const char *fault = ifa_diagnosis_get_fault (report->diagnosis);

  if (profile->contingency_title == NULL || report->diagnosis->verdict == IFA_VERDICT_OK)
    return;
  report->emergency
      = ifa_emergency_new (ifa_text_get (profile->contingency_title),
                           ifa_profile_list_emergency_steps (profile),
                           ifa_profile_list_time_limits (profile, fault, now, &report->deadline),
                           ifa_profile_dup_emergency_source (profile), profile->contingency_url);
}

static IfaReport *
new_report (Session *session,
            const IfaCommandLine *line,
            const IfaEnvironment *environment,
            IfaProfile *profile)
{
  IfaReport *report = ifa_report_new (session->evidence, ifa_run_get_started_us (session->run),
                                      ifa_run_get_duration_ms (session->run));

  set_profile (report, profile);
  report->app_version = g_strdup (IFA_VERSION);
  report->os = ifa_sandbox_dup_system_name (environment);
  report->desktop = g_strdup (g_getenv ("XDG_CURRENT_DESKTOP"));
  report->sandbox = ifa_sandbox_is_around (environment);
  if (line->note != NULL)
    report->note = ifa_console_dup_harmless (line->note);
  if (line->message != NULL)
    report->message = ifa_console_dup_harmless (line->message);
  if (line->while_sending)
    report->while_sending = IFA_TRI_YES;
  report->cancelled = ifa_run_was_cancelled (session->run);
  /* Whatever was found so far: it wasn't all. */
  if (report->cancelled)
    report->diagnosis->verdict = IFA_VERDICT_INCOMPLETE;
  else
    {
      ifa_check_memory_compare (report);
      ifa_check_memory_count_unsent (report, profile);
    }
  add_emergency (report, profile);
  return report;
}

/**
 * ifa_check_run:
 * @line: the command line: whose hosts, and what note
 * @environment: the outside world
 * @profile: the service
 * @error: return location
 *
 * Runs one check. SIGINT and SIGTERM end it early; the report then holds what was found so far.
 *
 * Returns: (transfer full) (nullable): the report
 */
IfaReport *
ifa_check_run (const IfaCommandLine *line,
               IfaEnvironment *environment,
               IfaProfile *profile,
               GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (IfaRun) run = ifa_run_new (environment, profile, line->own_hosts_only);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *message
      = line->message != NULL ? ifa_console_dup_harmless (line->message) : NULL;
  IfaTri while_sending = line->while_sending ? IFA_TRI_YES : IFA_TRI_UNKNOWN;
  Session session = { .loop = loop, .run = run, .cancellable = cancellable };
  IfaReport *report = NULL;

  ifa_run_set_story (run, while_sending, message);
  run_to_the_end (&session);
  if (session.evidence == NULL)
    {
      g_propagate_error (error, session.error);
      return NULL;
    }
  report = new_report (&session, line, environment, profile);
  ifa_evidence_unref (session.evidence);
  return report;
}

static void
announce (const IfaCommandLine *line, const IfaProfile *profile)
{
  g_auto (GStrv) hosts = ifa_profile_list_hosts (profile, line->own_hosts_only);
  g_autofree char *list = g_strjoinv (", ", hosts);
  const char *unnamed = ifa_profile_get_unnamed_hosts (profile, line->own_hosts_only);

  ifa_console_say (_ ("This check contacts: %s"), list);
  if (unnamed != NULL)
    ifa_console_say ("%s", unnamed);
}

/**
 * ifa_check_run_and_show:
 * @line: the command line
 * @environment: the outside world
 * @profile: the service
 * @is_practice: whether it is none that the history should know
 * @error: return location
 *
 * Returns: the exit status
 */
int
ifa_check_run_and_show (IfaCommandLine *line,
                        IfaEnvironment *environment,
                        IfaProfile *profile,
                        gboolean is_practice,
                        GError **error)
{
  IfaReportFormat format = IFA_REPORT_TEXT;
  g_autoptr (IfaReport) report = NULL;

  if (!ifa_command_line_get_format (line, &format, error))
    return IFA_EXIT_USAGE;
  if (format == IFA_REPORT_TEXT && ifa_console_has_reader ())
    announce (line, profile);
  report = ifa_check_run (line, environment, profile, error);
  if (report == NULL)
    return IFA_EXIT_INCOMPLETE;
  if (!is_practice)
    ifa_check_memory_keep (report);
  return ifa_command_line_show_report (line, report,
                                       ifa_exit_status_of_verdict (report->diagnosis->verdict),
                                       error);
}
