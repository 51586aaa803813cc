/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One check as the window wants it: from a chosen service to a report. Where it is practice, the
 * practice service is started before and stopped after, in a thread. */

#include "config.h"

#include "check-session.h"

#include <glib/gi18n.h>

#include "emergency.h"
#include "fault.h"
#include "good-day.h"
#include "history.h"
#include "profile-emergency.h"
#include "sandbox.h"

struct _IfaCheckSession
{
  GObject parent_instance;

  IfaProfile *profile; /* (nullable): until the practice service is there */
  gboolean own_hosts_only;
  const IfaPracticeFault *fault; /* (nullable) */
  IfaPractice *practice;         /* (nullable) */
  IfaRun *run;                   /* (nullable): until it begins */
};

enum
{
  RUN_STARTS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IfaCheckSession, ifa_check_session, G_TYPE_OBJECT)

static void
stop_practice_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ifa_practice_stop (data);
  g_task_return_boolean (task, TRUE);
}

static void
practice_stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  if (user_data != NULL)
    g_application_release (user_data);
}

/* Stopping waits for threads to end, which is nothing for the main loop; but the program must not
 * end before: the service has a file to remove. */
static void
stop_practice (IfaCheckSession *self)
{
  GApplication *application = g_application_get_default ();
  g_autoptr (GTask) task = NULL;

  if (self->practice == NULL)
    return;

  if (application != NULL)
    g_application_hold (application);
  task = g_task_new (NULL, NULL, practice_stopped_cb, application);
  g_task_set_source_tag (task, stop_practice);
  g_task_set_task_data (task, g_steal_pointer (&self->practice), g_object_unref);
  g_task_run_in_thread (task, stop_practice_thread);
}

static void
ifa_check_session_dispose (GObject *object)
{
  IfaCheckSession *self = IFA_CHECK_SESSION (object);

  stop_practice (self);
  g_clear_object (&self->run);
  g_clear_pointer (&self->profile, ifa_profile_unref);

  G_OBJECT_CLASS (ifa_check_session_parent_class)->dispose (object);
}

static void
ifa_check_session_class_init (IfaCheckSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ifa_check_session_dispose;

  /**
   * IfaCheckSession::run-starts:
   * @self: the session
   * @run: a run that is about to be started
   */
  signals[RUN_STARTS] = g_signal_new ("run-starts", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 1, IFA_TYPE_RUN);
}

static void
ifa_check_session_init (IfaCheckSession *self)
{
}

/**
 * ifa_check_session_new:
 * @profile: the service to look at
 * @own_hosts_only: whether no host but the service's own may be contacted
 *
 * Returns: (transfer full): a session, to be run once
 */
IfaCheckSession *
ifa_check_session_new (IfaProfile *profile, gboolean own_hosts_only)
{
  IfaCheckSession *self = g_object_new (IFA_TYPE_CHECK_SESSION, NULL);

  self->profile = ifa_profile_ref (profile);
  self->own_hosts_only = own_hosts_only;
  return self;
}

/**
 * ifa_check_session_new_for_practice:
 * @fault: what the practice service shall be made to suffer from
 *
 * Returns: (transfer full): a session, to be run once
 */
IfaCheckSession *
ifa_check_session_new_for_practice (const IfaPracticeFault *fault)
{
  IfaCheckSession *self = g_object_new (IFA_TYPE_CHECK_SESSION, NULL);

  self->fault = fault;
  return self;
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

static void
fill_report (IfaCheckSession *self, IfaReport *report)
{
  const IfaProfile *profile = self->profile;
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();

  report->app_version = g_strdup (IFA_VERSION);
  report->profile_id = g_strdup (profile->id);
  report->profile_version = profile->version;
  report->profile_name = g_strdup (ifa_text_get (profile->name));
  report->vendor_name = g_strdup (profile->vendor_name);
  report->vendor_email = g_strdup (profile->vendor_email);
  report->vendor_phone = g_strdup (profile->vendor_phone);
  report->vendor_url = g_strdup (profile->vendor_url);
  report->os = ifa_sandbox_dup_system_name (environment);
  report->desktop = g_strdup (g_getenv ("XDG_CURRENT_DESKTOP"));
  report->sandbox = ifa_sandbox_is_around (environment);
  report->cancelled = ifa_run_was_cancelled (self->run);
  /* Whatever was found so far: it wasn't all. */
  if (report->cancelled)
    report->diagnosis->verdict = IFA_VERDICT_INCOMPLETE;
  add_emergency (report, profile);
  ifa_report_complete (report);
}

static void
remember_run (const IfaReport *report)
{
  g_autoptr (GError) error = NULL;

  if (!ifa_history_remember (report, &error))
    g_debug ("%s", error->message);
}

/* What has changed since the last good day stands in a file, and so do the earlier runs. */
static void
compare_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  gboolean is_practice = IFA_CHECK_SESSION (source)->fault != NULL;
  IfaReport *report = task_data;
  g_autoptr (IfaReport) good = NULL;
  g_autoptr (GError) error = NULL;

  if (!report->cancelled && !is_practice)
    good = ifa_good_day_load (report->profile_id);
  if (good != NULL)
    {
      report->changes_since = g_strdup (good->started);
      report->changes = ifa_changes_list (good->evidence, report->evidence);
    }
  if (!is_practice && !ifa_good_day_keep (report, &error))
    g_debug ("%s", error->message);
  if (!is_practice && !report->cancelled)
    remember_run (report);
  g_task_return_boolean (task, TRUE);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  IfaCheckSession *self = IFA_CHECK_SESSION (source);
  g_autoptr (GTask) task = user_data;
  IfaReport *report = g_task_get_task_data (G_TASK (result));

  g_task_return_pointer (task, ifa_result_new (report, self->profile, self->fault), g_object_unref);
}

static void
run_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  IfaCheckSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (IfaEvidence) evidence = ifa_run_finish (IFA_RUN (source), result, &error);
  g_autoptr (GTask) comparison = NULL;
  IfaReport *report = NULL;

  stop_practice (self);
  if (evidence == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  report = ifa_report_new (evidence, ifa_run_get_started_us (self->run),
                           ifa_run_get_duration_ms (self->run));
  fill_report (self, report);
  comparison = g_task_new (self, NULL, compared_cb, g_steal_pointer (&task));
  g_task_set_source_tag (comparison, run_ended_cb);
  g_task_set_task_data (comparison, report, NULL);
  g_task_run_in_thread (comparison, compare_thread);
}

static void
begin (IfaCheckSession *self, GTask *task)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();

  if (self->practice != NULL)
    ifa_practice_prepare_environment (self->practice, environment);
  self->run = ifa_run_new (environment, self->profile, self->own_hosts_only);
  g_signal_emit (self, signals[RUN_STARTS], 0, self->run);
  ifa_run_start_async (self->run, g_task_get_cancellable (task), run_ended_cb, task);
}

static void
start_practice_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  IfaPractice *practice = ifa_practice_new (data, &error);

  if (practice != NULL)
    g_task_return_pointer (task, practice, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
practice_started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  IfaCheckSession *self = IFA_CHECK_SESSION (source);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  self->practice = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->practice == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    {
      stop_practice (self);
      return;
    }

  self->profile = ifa_profile_ref (ifa_practice_get_profile (self->practice));
  begin (self, g_steal_pointer (&task));
}

/**
 * ifa_check_session_run_async:
 * @self: a session that wasn't run yet
 * @cancellable: ends it within 100 ms
 * @callback: called when there is a result
 * @user_data: closure
 */
void
ifa_check_session_run_async (IfaCheckSession *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = NULL;
  g_autoptr (GTask) starting = NULL;

  g_return_if_fail (IFA_IS_CHECK_SESSION (self));
  g_return_if_fail (self->run == NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ifa_check_session_run_async);
  /* A check that was stopped has a result as well. */
  g_task_set_check_cancellable (task, FALSE);
  if (self->fault == NULL)
    {
      begin (self, task);
      return;
    }

  /* Not cancellable itself: a service that has been started must be stopped by its owner. */
  starting = g_task_new (self, NULL, practice_started_cb, task);
  g_task_set_source_tag (starting, practice_started_cb);
  g_task_set_task_data (starting, (gpointer) self->fault, NULL);
  g_task_run_in_thread (starting, start_practice_thread);
}

/**
 * ifa_check_session_run_finish:
 * @self: the session
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full): the result, also of a check that was stopped, unless it was stopped
 *   before it began
 */
IfaResult *
ifa_check_session_run_finish (IfaCheckSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ifa_check_session_has_begun:
 * @self: a session
 *
 * Returns: whether the run itself has begun; before that a practice service is being started
 */
gboolean
ifa_check_session_has_begun (IfaCheckSession *self)
{
  g_return_val_if_fail (IFA_IS_CHECK_SESSION (self), FALSE);

  return self->run != NULL;
}
