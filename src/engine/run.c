/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "run-private.h"

#include "diagnosis.h"
#include "trust-store.h"
#include "view.h"

/* When all is well, comparisons that are still under way get this part of the time that the
 * service itself took, and at least the minimum. */
#define GRACE_PART 4
#define GRACE_MIN_MS 60

G_DEFINE_FINAL_TYPE (IfaRun, ifa_run, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHECK_STARTED,
  SIGNAL_CHECK_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  IfaRun *run; /* owned */
  IfaCheck *check;
  IfaNeed need;
  IfaCheckDone done;
  gpointer user_data;
} Launch;

gint64
ifa_run_elapsed_ms (IfaRun *self)
{
  return (g_get_monotonic_time () - self->started_monotonic_us) / 1000;
}

static void
finish (IfaRun *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_clear_handle_id (&self->grace_source, g_source_remove);
  g_clear_handle_id (&self->no_link_source, g_source_remove);
  self->duration_ms = ifa_run_elapsed_ms (self);
  self->finished = TRUE;
  if (self->cancelled_handler != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_handler);
  self->cancelled_handler = 0;

  g_task_return_pointer (task, ifa_evidence_ref (self->evidence),
                         (GDestroyNotify) ifa_evidence_unref);
}

static gboolean
grace_is_over_cb (gpointer user_data)
{
  IfaRun *self = user_data;

  self->grace_source = 0;
  g_cancellable_cancel (self->comparison);
  g_cancellable_cancel (self->gateways);
  return G_SOURCE_REMOVE;
}

/* A connection alone doesn't show that it led to the service: a sign-in page may take them all. An
 * answer does. */
static gboolean
somebody_has_answered (IfaRun *self)
{
  for (guint i = 0; i < ifa_evidence_get_n_checks (self->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (self->evidence, i);

      if ((check->type == &ifa_http_facts && check->outcome == IFA_OUTCOME_OK)
          || (check->type == &ifa_portal_facts && check->outcome != IFA_OUTCOME_NOT_TESTED))
        return TRUE;
    }
  return FALSE;
}

/* The engine asks the diagnosis one thing only: whether there is anything left to find out on the
 * way to the service. */
static gboolean
all_is_well (IfaRun *self)
{
  g_autoptr (IfaDiagnosis) diagnosis = ifa_diagnose (self->evidence);

  for (guint i = 0; i < diagnosis->findings->len; i++)
    {
      const IfaFinding *finding = g_ptr_array_index (diagnosis->findings, i);

      if (finding->severity != IFA_SEVERITY_INFO && finding->cause->layer != IFA_LAYER_CLIENT)
        return FALSE;
    }
  return diagnosis->verdict != IFA_VERDICT_INCOMPLETE && somebody_has_answered (self);
}

/* A router whose packets come through needs no further look, nor does any where nothing was looked
 * for in vain; a dead one of the other family would cost three seconds. */
static gboolean
gateways_are_not_needed (IfaRun *self)
{
  g_autoptr (IfaView) view = ifa_view_new (self->evidence);

  return ifa_view_heard_from_beyond (view) != NULL || !ifa_view_needs_network (view);
}

static void
check_progress (IfaRun *self)
{
  if (self->task == NULL)
    return;
  if (self->n_pending == 0)
    {
      finish (self);
      return;
    }
  if (self->n_pending == self->n_gateways && gateways_are_not_needed (self))
    g_cancellable_cancel (self->gateways);
  if (self->n_essential == 0 && self->grace_source == 0 && all_is_well (self))
    self->grace_source = g_timeout_add (MAX (ifa_run_elapsed_ms (self) / GRACE_PART, GRACE_MIN_MS),
                                        grace_is_over_cb, self);
}

static void
note_why_not_tested (IfaRun *self, IfaCheck *check)
{
  if (check->outcome != IFA_OUTCOME_NOT_TESTED || check->reason != NULL)
    return;

  if (g_cancellable_is_cancelled (self->everything))
    ifa_check_set_reason (check, IFA_REASON_CANCELLED);
  else if (self->no_network)
    ifa_check_set_reason (check, IFA_REASON_NO_NETWORK);
  else if (check->type == &ifa_revocation_facts)
    ifa_check_set_reason (check, IFA_REASON_NO_PATIENCE);
  else
    ifa_check_set_reason (check, IFA_REASON_NOT_NEEDED);
}

static void
probe_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Launch *launch = user_data;
  g_autoptr (IfaRun) self = launch->run;
  IfaCheck *check = launch->check;

  check->duration_ms = ifa_run_elapsed_ms (self) - check->started_ms;
  note_why_not_tested (self, check);
  g_signal_emit (self, signals[SIGNAL_CHECK_ENDED], 0, check);
  if (launch->done != NULL)
    launch->done (self, check, launch->user_data);

  self->n_pending--;
  if (launch->need == IFA_NEED_ESSENTIAL)
    self->n_essential--;
  g_free (launch);
  check_progress (self);
}

/**
 * ifa_run_launch:
 * @self: a run
 * @check: (transfer full): with its input facts set
 * @probe: what fills it
 * @need: whether the verdict waits for it
 * @cancellable: (nullable): what ends it early; by default all of the run
 * @done: (nullable): what to do next
 * @user_data: closure
 */
void
ifa_run_launch (IfaRun *self,
                IfaCheck *check,
                IfaProbe probe,
                IfaNeed need,
                GCancellable *cancellable,
                IfaCheckDone done,
                gpointer user_data)
{
  Launch *launch = g_new0 (Launch, 1);

  launch->run = g_object_ref (self);
  launch->check = check;
  launch->need = need;
  launch->done = done;
  launch->user_data = user_data;

  self->n_pending++;
  if (need == IFA_NEED_ESSENTIAL)
    self->n_essential++;
  check->started_ms = ifa_run_elapsed_ms (self);
  ifa_evidence_take (self->evidence, check);
  g_signal_emit (self, signals[SIGNAL_CHECK_STARTED], 0, check);

  if (cancellable == NULL)
    cancellable = need == IFA_NEED_ESSENTIAL ? self->everything : self->comparison;
  probe (self->environment, check, cancellable, probe_ended_cb, launch);
}

/**
 * ifa_run_begin:
 * @self: a run
 * @check: (transfer full): something that is looked at without a probe; the verdict waits for it
 */
void
ifa_run_begin (IfaRun *self, IfaCheck *check)
{
  ifa_run_hold (self);
  check->started_ms = ifa_run_elapsed_ms (self);
  ifa_evidence_take (self->evidence, check);
  g_signal_emit (self, signals[SIGNAL_CHECK_STARTED], 0, check);
}

/**
 * ifa_run_end:
 * @self: a run
 * @check: what [method@Ifa.Run.begin] was given
 */
void
ifa_run_end (IfaRun *self, IfaCheck *check)
{
  check->duration_ms = ifa_run_elapsed_ms (self) - check->started_ms;
  note_why_not_tested (self, check);
  ifa_run_announce_ended (self, check);
  ifa_run_release (self);
}

/**
 * ifa_run_hold:
 * @self: a run
 *
 * Keeps the run from ending until [method@Ifa.Run.release].
 */
void
ifa_run_hold (IfaRun *self)
{
  self->n_pending++;
  self->n_essential++;
  g_object_ref (self);
}

void
ifa_run_release (IfaRun *self)
{
  self->n_pending--;
  self->n_essential--;
  check_progress (self);
  g_object_unref (self);
}

/**
 * ifa_run_announce_ended:
 * @self: a run
 * @check: a check that stands in the evidence already
 */
void
ifa_run_announce_ended (IfaRun *self, IfaCheck *check)
{
  g_signal_emit (self, signals[SIGNAL_CHECK_ENDED], 0, check);
}

/**
 * ifa_run_add_ended:
 * @self: a run
 * @check: (transfer full): something that is known without a probe
 */
void
ifa_run_add_ended (IfaRun *self, IfaCheck *check)
{
  ifa_evidence_take (self->evidence, check);
  ifa_run_announce_ended (self, check);
}

/**
 * ifa_run_add_skipped:
 * @self: a run
 * @check: (transfer full): something that can't be tested in this run
 * @reason: why
 */
void
ifa_run_add_skipped (IfaRun *self, IfaCheck *check, const char *reason)
{
  ifa_check_set_reason (check, reason);
  check->started_ms = ifa_run_elapsed_ms (self);
  ifa_run_add_ended (self, check);
}

static void
user_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  IfaRun *self = user_data;

  g_cancellable_cancel (self->everything);
  g_cancellable_cancel (self->comparison);
  g_cancellable_cancel (self->gateways);
  ifa_run_cut_off_network (self);
}

/**
 * ifa_run_start_async:
 * @self: a run that wasn't started yet
 * @cancellable: (nullable): ends the run within 100 ms; it then completes with what it has
 * @callback: called when everything that the verdict needs is there
 * @user_data: closure
 *
 * Each check is announced by "check-started" and "check-ended".
 */
void
ifa_run_start_async (IfaRun *self,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_return_if_fail (IFA_IS_RUN (self));
  g_return_if_fail (self->task == NULL && !self->finished);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, ifa_run_start_async);
  /* A cancelled run still has evidence to show. */
  g_task_set_check_cancellable (self->task, FALSE);

  self->started_us = ifa_environment_now_us (self->environment);
  self->started_monotonic_us = g_get_monotonic_time ();

  /* Held up until all first steps are begun, so that none of them can end the run. */
  ifa_run_hold (self);
  ifa_environment_set_ask_authorities (self->environment, !self->own_hosts_only);
  ifa_trust_store_prepare (self->environment);
  ifa_run_add_circumstances (self);
  ifa_run_start_client (self);
  ifa_run_start_targets (self);
  ifa_run_start_network (self);
  if (cancellable != NULL)
    self->cancelled_handler
        = g_cancellable_connect (cancellable, G_CALLBACK (user_cancelled_cb), self, NULL);
  ifa_run_release (self);
}

/**
 * ifa_run_finish:
 * @self: the run
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full): the evidence, also after a cancel; see
 *   [method@Ifa.Run.was_cancelled]
 */
IfaEvidence *
ifa_run_finish (IfaRun *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

IfaEvidence *
ifa_run_get_evidence (IfaRun *self)
{
  return self->evidence;
}

guint
ifa_run_get_n_pending (IfaRun *self)
{
  return self->n_pending;
}

/**
 * ifa_run_get_started_us:
 * @self: the run
 *
 * Returns: when it began, by this computer's wall clock, in microseconds since 1970 UTC
 */
gint64
ifa_run_get_started_us (IfaRun *self)
{
  return self->started_us;
}

gint64
ifa_run_get_duration_ms (IfaRun *self)
{
  return self->finished ? self->duration_ms : ifa_run_elapsed_ms (self);
}

gboolean
ifa_run_was_cancelled (IfaRun *self)
{
  return g_cancellable_is_cancelled (self->everything);
}

/**
 * ifa_run_new:
 * @environment: the outside world; not changed while the run goes on
 * @profile: the service to look at
 * @own_hosts_only: whether no host but the service's own may be contacted
 *
 * Returns: (transfer full): a run, to be started once
 */
IfaRun *
ifa_run_new (IfaEnvironment *environment, IfaProfile *profile, gboolean own_hosts_only)
{
  IfaRun *self = g_object_new (IFA_TYPE_RUN, NULL);

  self->environment = ifa_environment_ref (environment);
  self->profile = ifa_profile_ref (profile);
  self->own_hosts_only = own_hosts_only;
  return self;
}

static void
ifa_run_finalize (GObject *object)
{
  IfaRun *self = IFA_RUN (object);

  g_clear_handle_id (&self->grace_source, g_source_remove);
  g_clear_handle_id (&self->no_link_source, g_source_remove);
  g_ptr_array_unref (self->groups);
  g_hash_table_unref (self->hosts);
  g_strfreev (self->name_servers);
  g_object_unref (self->everything);
  g_object_unref (self->network);
  g_object_unref (self->gateways);
  g_object_unref (self->comparison);
  ifa_evidence_unref (self->evidence);
  g_clear_pointer (&self->environment, ifa_environment_unref);
  g_clear_pointer (&self->profile, ifa_profile_unref);
  g_free (self->message);

  G_OBJECT_CLASS (ifa_run_parent_class)->finalize (object);
}

static void
ifa_run_class_init (IfaRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ifa_run_finalize;

  signals[SIGNAL_CHECK_STARTED] = g_signal_new ("check-started", IFA_TYPE_RUN, G_SIGNAL_RUN_LAST, 0,
                                                NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_CHECK_ENDED] = g_signal_new ("check-ended", IFA_TYPE_RUN, G_SIGNAL_RUN_LAST, 0,
                                              NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
ifa_run_init (IfaRun *self)
{
  self->evidence = ifa_evidence_new ();
  self->everything = g_cancellable_new ();
  self->network = g_cancellable_new ();
  self->gateways = g_cancellable_new ();
  self->comparison = g_cancellable_new ();
  self->hosts
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) ifa_host_free);
  self->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_group_free);
}
