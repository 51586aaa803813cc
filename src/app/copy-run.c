/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A copy of the unsent invoices while it is made, and what came of it. */

#include "config.h"

#include "copy-run.h"

#include <glib/gi18n.h>

struct _IfaCopyRun
{
  GObject parent_instance;

  IfaProfile *profile;
  IfaCopyRunState state;
  char *target;              /* (nullable): the folder that the person chose */
  GCancellable *cancellable; /* (nullable): while it copies */
  guint64 n_done;
  guint64 n_files;
  guint64 n_bytes_done;
  guint64 n_bytes;
  IfaCopy *copy; /* (nullable): once it was made */
  char *problem; /* (nullable): why there is none */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IfaCopyRun, ifa_copy_run, G_TYPE_OBJECT)

static void
set_state (IfaCopyRun *self, IfaCopyRunState state)
{
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
remember_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  IfaCopyRun *self = source;

  ifa_copy_remember (self->profile, data);
  g_task_return_boolean (task, TRUE);
}

static void
remember (IfaCopyRun *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);

  g_task_set_source_tag (task, remember);
  g_task_set_task_data (task, g_strdup (self->copy->path), g_free);
  g_task_run_in_thread (task, remember_thread);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IfaCopyRun) self = user_data;
  g_autoptr (GError) error = NULL;

  self->copy = ifa_copy_create_finish (result, &error);
  g_clear_object (&self->cancellable);
  if (self->copy == NULL)
    {
      self->problem = g_strdup (error->message);
      set_state (self, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                           ? IFA_COPY_RUN_STOPPED
                           : IFA_COPY_RUN_FAILED);
      return;
    }
  if (self->copy->problems->len == 0)
    remember (self);
  set_state (self, self->copy->problems->len == 0 ? IFA_COPY_RUN_PROVEN : IFA_COPY_RUN_INCOMPLETE);
}

static void
progress_cb (guint64 n_done,
             guint64 n_files,
             guint64 n_bytes_done,
             guint64 n_bytes,
             gpointer user_data)
{
  IfaCopyRun *self = user_data;

  self->n_done = n_done;
  self->n_files = n_files;
  self->n_bytes_done = n_bytes_done;
  self->n_bytes = n_bytes;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * ifa_copy_run_start:
 * @self: a run that isn't copying
 * @target: the folder to copy into; the same one as before goes on where that was stopped
 */
void
ifa_copy_run_start (IfaCopyRun *self, const char *target)
{
  g_autofree char *folder = g_strdup (target);

  g_return_if_fail (IFA_IS_COPY_RUN (self));
  g_return_if_fail (self->state != IFA_COPY_RUN_COPYING);

  g_clear_pointer (&self->copy, ifa_copy_free);
  g_clear_pointer (&self->problem, g_free);
  g_free (self->target);
  self->target = g_steal_pointer (&folder);
  self->n_done = self->n_files = self->n_bytes_done = self->n_bytes = 0;
  self->cancellable = g_cancellable_new ();
  ifa_copy_create_async (self->profile, g_get_home_dir (), self->target, progress_cb, self,
                         self->cancellable, made_cb, g_object_ref (self));
  set_state (self, IFA_COPY_RUN_COPYING);
}

/**
 * ifa_copy_run_stop:
 * @self: a run; what is copied so far stays, so that it can go on
 */
void
ifa_copy_run_stop (IfaCopyRun *self)
{
  g_return_if_fail (IFA_IS_COPY_RUN (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

IfaCopyRunState
ifa_copy_run_get_state (IfaCopyRun *self)
{
  g_return_val_if_fail (IFA_IS_COPY_RUN (self), IFA_COPY_RUN_NONE);

  return self->state;
}

/**
 * ifa_copy_run_get_target:
 * @self: a run
 *
 * Returns: (transfer none) (nullable): the folder that was chosen last
 */
const char *
ifa_copy_run_get_target (IfaCopyRun *self)
{
  g_return_val_if_fail (IFA_IS_COPY_RUN (self), NULL);

  return self->target;
}

/**
 * ifa_copy_run_get_fraction:
 * @self: a run
 *
 * Returns: how much is done, from 0 to 1
 */
double
ifa_copy_run_get_fraction (IfaCopyRun *self)
{
  g_return_val_if_fail (IFA_IS_COPY_RUN (self), 0);

  if (self->n_bytes > 0)
    return CLAMP ((double) self->n_bytes_done / self->n_bytes, 0, 1);
  return self->n_files > 0 ? CLAMP ((double) self->n_done / self->n_files, 0, 1) : 0;
}

/**
 * ifa_copy_run_dup_progress:
 * @self: a run
 *
 * Returns: (transfer full): how far it is, in words
 */
char *
ifa_copy_run_dup_progress (IfaCopyRun *self)
{
  g_autofree char *done = NULL;
  g_autofree char *all = NULL;

  g_return_val_if_fail (IFA_IS_COPY_RUN (self), NULL);

  if (self->n_files == 0)
    return g_strdup (_ ("Looking at what there is to copy…"));
  done = g_format_size (self->n_bytes_done);
  all = g_format_size (self->n_bytes);
  /* Translators: the progress of copying: numbers of files, then sizes such as "2.1 MB" */
  return g_strdup_printf (_ ("%1$'u of %2$'u files · %3$s of %4$s"), (guint) self->n_done,
                          (guint) self->n_files, done, all);
}

/**
 * ifa_copy_run_get_copy:
 * @self: a run
 *
 * Returns: (transfer none) (nullable): what was copied
 */
const IfaCopy *
ifa_copy_run_get_copy (IfaCopyRun *self)
{
  g_return_val_if_fail (IFA_IS_COPY_RUN (self), NULL);

  return self->copy;
}

/**
 * ifa_copy_run_get_problem:
 * @self: a run
 *
 * Returns: (transfer none) (nullable): why there is no copy
 */
const char *
ifa_copy_run_get_problem (IfaCopyRun *self)
{
  g_return_val_if_fail (IFA_IS_COPY_RUN (self), NULL);

  return self->problem;
}

static void
ifa_copy_run_finalize (GObject *object)
{
  IfaCopyRun *self = IFA_COPY_RUN (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->copy, ifa_copy_free);
  g_free (self->problem);
  g_free (self->target);
  ifa_profile_unref (self->profile);

  G_OBJECT_CLASS (ifa_copy_run_parent_class)->finalize (object);
}

static void
ifa_copy_run_class_init (IfaCopyRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ifa_copy_run_finalize;

  /**
   * IfaCopyRun::changed:
   * @self: the run, in another state or further on
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
ifa_copy_run_init (IfaCopyRun *self)
{
}

/**
 * ifa_copy_run_new:
 * @profile: whose invoices
 *
 * Returns: (transfer full): a run that hasn't begun
 */
IfaCopyRun *
ifa_copy_run_new (IfaProfile *profile)
{
  IfaCopyRun *self = g_object_new (IFA_TYPE_COPY_RUN, NULL);

  self->profile = ifa_profile_ref (profile);
  return self;
}
