/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Reads the history in a thread, and works out what the page shows of it. */

#include "config.h"

#include "history-look.h"

void
ifa_history_look_free (IfaHistoryLook *self)
{
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->outages, g_ptr_array_unref);
  g_clear_pointer (&self->months, g_array_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->proof, ifa_history_proof_free);
  g_free (self->changes_since);
  g_free (self->seal);
  g_free (self);
}

/* Only a run in which something is broken has something to compare. */
static void
compare (IfaHistoryLook *self, const IfaHistory *history, const char *profile_id)
{
  const IfaHistoryEntry *newest
      = self->entries->len > 0 ? g_ptr_array_index (self->entries, 0) : NULL;
  g_autoptr (IfaReport) now = NULL;
  g_autoptr (IfaReport) good = NULL;
  g_autoptr (GPtrArray) changes = NULL;

  if (newest == NULL || newest->verdict != IFA_VERDICT_PROBLEM)
    return;
  now = ifa_history_load_report (history, newest->report_id, NULL);
  good = now != NULL ? ifa_history_load_last_good (history, profile_id) : NULL;
  if (good == NULL)
    return;

  changes = ifa_changes_list (good->evidence, now->evidence);
  self->changes_since = g_strdup (good->started);
  self->changes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    g_ptr_array_add (self->changes,
                     ifa_report_dup_change_sentence (now, g_ptr_array_index (changes, i)));
}

static void
look_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *profile_id = data;
  GError *error = NULL;
  g_autoptr (IfaHistory) history = ifa_history_open (NULL, &error);
  IfaHistoryLook *self = NULL;

  if (history == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  self = g_new0 (IfaHistoryLook, 1);
  self->entries = ifa_history_list (history, profile_id, 0);
  self->outages = ifa_outages_new_from_entries (self->entries);
  self->months
      = ifa_availability_new_from_entries (self->entries, g_get_real_time () / G_USEC_PER_SEC,
                                           IFA_MAX_GAP_S);
  self->proof = ifa_history_verify (history);
  self->seal = ifa_history_dup_seal (history);
  compare (self, history, profile_id);
  g_task_return_pointer (task, self, (GDestroyNotify) ifa_history_look_free);
}

/**
 * ifa_history_look_async:
 * @profile_id: of which service
 * @cancellable: (nullable): cancelled when nobody waits any more
 * @callback: called when all is read
 * @user_data: closure
 */
void
ifa_history_look_async (const char *profile_id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, ifa_history_look_async);
  g_task_set_task_data (task, g_strdup (profile_id), g_free);
  g_task_run_in_thread (task, look_thread);
}

/**
 * ifa_history_look_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the history says
 */
IfaHistoryLook *
ifa_history_look_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (IfaHistory) history = ifa_history_open (NULL, &error);
  IfaReport *report = history != NULL ? ifa_history_load_report (history, data, &error) : NULL;

  if (report == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  ifa_report_complete (report);
  g_task_return_pointer (task, report, (GDestroyNotify) ifa_report_free);
}

/**
 * ifa_history_load_async:
 * @report_id: of an earlier run
 * @cancellable: (nullable): cancelled when nobody waits any more
 * @callback: called when it is read
 * @user_data: closure
 */
void
ifa_history_load_async (const char *report_id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, ifa_history_load_async);
  g_task_set_task_data (task, g_strdup (report_id), g_free);
  g_task_run_in_thread (task, load_thread);
}

/**
 * ifa_history_load_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the whole report; it may be gone by now
 */
IfaReport *
ifa_history_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
