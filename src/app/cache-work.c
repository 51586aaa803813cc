/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Looking at caches, clearing them and bringing them back, in a thread: all of it is files. */

#include "config.h"

#include "cache-work.h"

#include "client-process.h"

typedef struct
{
  IfaProfile *profile;
  IfaCacheAct act;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  ifa_profile_unref (request->profile);
  g_free (request);
}

void
ifa_cache_state_free (IfaCacheState *self)
{
  g_clear_pointer (&self->folders, g_ptr_array_unref);
  g_free (self->copy);
  g_free (self->problem);
  g_free (self);
}

static void
look_for_copy (IfaCacheState *state,
               IfaProfile *profile,
               const char *home,
               GCancellable *cancellable)
{
  g_autoptr (IfaOutbox) outbox = ifa_outbox_read (profile, home, cancellable);
  g_autoptr (IfaCopy) copy = NULL;

  state->n_waiting = (guint) MIN (outbox->n_files, G_MAXUINT);
  if (state->n_waiting == 0)
    return;

  state->copy = ifa_copy_dup_remembered (profile);
  if (state->copy != NULL)
    copy = ifa_copy_verify (state->copy, cancellable, NULL);
  state->is_copied = copy != NULL && copy->problems->len == 0
                     && ifa_copy_covers (state->copy, profile, home, NULL);
}

static gboolean
do_it (Request *request, const char *home, GCancellable *cancellable, GError **error)
{
  IfaCacheConsent consent = { .without_copy = request->act == IFA_CACHE_CLEAR_WITHOUT_COPY };
  g_autofree char *copy = NULL;

  switch (request->act)
    {
    case IFA_CACHE_CLEAR:
    case IFA_CACHE_CLEAR_WITHOUT_COPY:
      copy = ifa_copy_dup_remembered (request->profile);
      consent.copy = consent.without_copy ? NULL : copy;
      return ifa_cache_reset (request->profile, home, "", consent, cancellable, error);
    case IFA_CACHE_UNDO:
      return ifa_cache_undo (request->profile, home, error);
    case IFA_CACHE_FREE:
      return ifa_cache_free (request->profile, home, cancellable, error);
    case IFA_CACHE_LOOK:
    default:
      return TRUE;
    }
}

static void
work_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  const char *home = g_get_home_dir ();
  IfaCacheState *state = g_new0 (IfaCacheState, 1);
  g_autoptr (GError) error = NULL;

  if (!do_it (request, home, cancellable, &error))
    state->problem = g_strdup (error->message);
  state->folders = ifa_cache_list (request->profile, home);
  state->is_running = ifa_client_is_running (request->profile, "");
  look_for_copy (state, request->profile, home, cancellable);
  g_task_return_pointer (task, state, (GDestroyNotify) ifa_cache_state_free);
}

/**
 * ifa_cache_work_async:
 * @profile: whose caches
 * @act: what to do
 * @cancellable: (nullable): cancelled when nobody waits any more; what was begun is ended first
 * @callback: called when it is done
 * @user_data: closure
 */
void
ifa_cache_work_async (IfaProfile *profile,
                      IfaCacheAct act,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->profile = ifa_profile_ref (profile);
  request->act = act;
  g_task_set_source_tag (task, ifa_cache_work_async);
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, work_thread);
}

/**
 * ifa_cache_work_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): how it is now, also where it could not be done; `NULL` only
 *   where it was cancelled
 */
IfaCacheState *
ifa_cache_work_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ifa_cache_state_get_n_bytes:
 * @self: a state
 *
 * Returns: how much clearing would move aside, in bytes
 */
guint64
ifa_cache_state_get_n_bytes (const IfaCacheState *self)
{
  guint64 n_bytes = 0;

  for (guint i = 0; i < self->folders->len; i++)
    n_bytes += ((const IfaCacheFolder *) g_ptr_array_index (self->folders, i))->n_bytes;
  return n_bytes;
}

/**
 * ifa_cache_state_get_n_bytes_aside:
 * @self: a state
 *
 * Returns: how much can be brought back, in bytes
 */
guint64
ifa_cache_state_get_n_bytes_aside (const IfaCacheState *self)
{
  guint64 n_bytes = 0;

  for (guint i = 0; i < self->folders->len; i++)
    n_bytes += ((const IfaCacheFolder *) g_ptr_array_index (self->folders, i))->n_bytes_aside;
  return n_bytes;
}

/**
 * ifa_cache_state_is_refused:
 * @self: a state
 *
 * Returns: whether a folder must not be touched
 */
gboolean
ifa_cache_state_is_refused (const IfaCacheState *self)
{
  for (guint i = 0; i < self->folders->len; i++)
    if (((const IfaCacheFolder *) g_ptr_array_index (self->folders, i))->refusal != NULL)
      return TRUE;
  return FALSE;
}
