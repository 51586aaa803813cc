/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Copying from a program with a main loop: the work in a thread, the news in the main context. */

#include "copy.h"

typedef struct
{
  IfaProfile *profile;
  char *home;
  char *target;
  IfaRemedyProgress progress;
  gpointer progress_data;
  GCancellable *cancellable; /* (nullable) */
  GMainContext *context;
} Request;

typedef struct
{
  Request *request;
  GTask *task; /* keeps the request alive */
  guint64 numbers[4];
} News;

static void
request_free (Request *self)
{
  ifa_profile_unref (self->profile);
  g_free (self->home);
  g_free (self->target);
  g_clear_object (&self->cancellable);
  g_main_context_unref (self->context);
  g_free (self);
}

static void
news_free (gpointer data)
{
  News *self = data;

  g_object_unref (self->task);
  g_free (self);
}

static gboolean
hand_over (gpointer data)
{
  News *self = data;
  Request *request = self->request;

  /* Nobody wants to hear of it after the end. */
  if (!g_task_get_completed (self->task) && !g_cancellable_is_cancelled (request->cancellable))
    request->progress (self->numbers[0], self->numbers[1], self->numbers[2], self->numbers[3],
                       request->progress_data);
  return G_SOURCE_REMOVE;
}

static void
post (guint64 n_done, guint64 n_files, guint64 n_bytes_done, guint64 n_bytes, gpointer user_data)
{
  GTask *task = user_data;
  News *news = g_new0 (News, 1);

  *news = (News){ g_task_get_task_data (task),
                  g_object_ref (task),
                  { n_done, n_files, n_bytes_done, n_bytes } };
  g_main_context_invoke_full (news->request->context, G_PRIORITY_DEFAULT, hand_over, news,
                              news_free);
}

static void
copy_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Request *request = task_data;
  GError *error = NULL;
  IfaCopy *copy
      = ifa_copy_create (request->profile, request->home, request->target,
                         request->progress != NULL ? post : NULL, task, cancellable, &error);

  if (copy != NULL)
    g_task_return_pointer (task, copy, (GDestroyNotify) ifa_copy_free);
  else
    g_task_return_error (task, error);
}

/**
 * ifa_copy_create_async:
 * @profile: whose outbox
 * @home: the home folder that "~" stands for
 * @target: the folder that the person chose
 * @progress: (nullable) (scope notified): told how far it is, in the caller's main context, and no
 *   longer once @callback ran
 * @progress_data: closure of @progress
 * @cancellable: (nullable): ends the copying; a later copy continues it
 * @callback: called at the end
 * @user_data: closure
 *
 * As [func@Ifa.copy_create], in a thread of its own.
 */
void
ifa_copy_create_async (IfaProfile *profile,
                       const char *home,
                       const char *target,
                       IfaRemedyProgress progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->profile = ifa_profile_ref (profile);
  request->home = g_strdup (home);
  request->target = g_strdup (target);
  request->progress = progress;
  request->progress_data = progress_data;
  request->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  request->context = g_main_context_ref_thread_default ();
  g_task_set_source_tag (task, ifa_copy_create_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, copy_in_thread);
}

/**
 * ifa_copy_create_finish:
 * @result: what the callback was given
 * @error: where to put why there is no copy
 *
 * Returns: (transfer full): what was copied; `NULL` with @error set
 */
IfaCopy *
ifa_copy_create_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
