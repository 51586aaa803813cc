/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The steps towards the invoicing program on this computer: in threads, for disks are slow. */

#include "run-private.h"

#include "client-look.h"
#include "explain-texts.h"

/* What a large outbox may cost a run; then what was counted is said, as "at least". */
#define OUTBOX_MS 10000

/* One look. The thread fills facts of its own: after a cancel nobody waits for it. */
typedef struct
{
  IfaRun *run;
  IfaCheck *check;
  IfaProfile *profile;
  char *home;
  char *root;
  const char **texts;
  GDateTime *now;
  const IfaFactsType *type;
  gpointer facts;
  IfaOutcome outcome;
  GCancellable *hurry;
  gulong cancelled_handler;
  GCancellable *everything;
  guint deadline;
} Look;

static void
look_free (Look *self)
{
  ifa_facts_free (self->type, self->facts);
  ifa_profile_unref (self->profile);
  g_free (self->home);
  g_free (self->root);
  g_free (self->texts);
  g_date_time_unref (self->now);
  g_object_unref (self->hurry);
  g_object_unref (self->everything);
  g_free (self);
}

static void
look_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Look *self = task_data;
  const IfaClientPlace place
      = { .profile = self->profile, .home = self->home, .root = self->root, .texts = self->texts };

  if (self->type == &ifa_client_facts)
    self->outcome = ifa_client_look (&place, self->facts);
  else if (self->type == &ifa_outbox_facts)
    self->outcome = ifa_client_look_at_outbox (&place, self->now, self->facts, self->hurry);
  else
    self->outcome = ifa_client_look_at_log (&place, self->facts, self->hurry);
  g_task_return_boolean (task, TRUE);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Look *self = g_task_get_task_data (G_TASK (result));
  g_autoptr (IfaRun) run = self->run;
  IfaCheck *check = self->check;

  g_cancellable_disconnect (self->everything, self->cancelled_handler);
  g_clear_handle_id (&self->deadline, g_source_remove);
  if (g_task_propagate_boolean (G_TASK (result), NULL))
    {
      gpointer given = check->facts;

      check->facts = self->facts;
      self->facts = given;
      check->outcome = self->outcome;
    }
  ifa_run_end (run, check);
}

static gboolean
hurry_cb (gpointer user_data)
{
  Look *self = user_data;

  self->deadline = 0;
  g_cancellable_cancel (self->hurry);
  return G_SOURCE_REMOVE;
}

static void
hurry (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
look (IfaRun *run, const IfaFactsType *type)
{
  g_autoptr (GTask) task = g_task_new (NULL, run->everything, looked_cb, NULL);
  Look *self = g_new0 (Look, 1);
  gint64 now_s = ifa_environment_now_us (run->environment) / G_USEC_PER_SEC;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now_s);

  self->run = g_object_ref (run);
  self->check = ifa_check_new (type, IFA_ROLE_NONE, NULL);
  self->profile = ifa_profile_ref (run->profile);
  self->home = ifa_environment_dup_path (run->environment, g_get_home_dir ());
  self->root = ifa_environment_dup_path (run->environment, "");
  self->texts = ifa_explain_list_texts ("offline-limit-reached");
  self->now = g_date_time_to_local (utc);
  self->type = type;
  self->facts = ifa_facts_new (type);
  self->hurry = g_cancellable_new ();
  self->everything = g_object_ref (run->everything);
  self->cancelled_handler = g_cancellable_connect (self->everything, G_CALLBACK (hurry),
                                                   g_object_ref (self->hurry), g_object_unref);
  self->deadline = g_timeout_add (OUTBOX_MS, hurry_cb, self);
  g_task_set_source_tag (task, look);
  g_task_set_task_data (task, self, (GDestroyNotify) look_free);
  g_task_set_return_on_cancel (task, TRUE);
  ifa_run_begin (run, self->check);
  g_task_run_in_thread (task, look_in_thread);
}

/**
 * ifa_run_start_client:
 * @run: a run
 *
 * Looks at what the profile says of the invoicing program, and at nothing else on this computer.
 */
void
ifa_run_start_client (IfaRun *run)
{
  const IfaProfile *profile = run->profile;
  gboolean has_processes
      = profile->client_processes != NULL && profile->client_processes[0] != NULL;

  if (has_processes || profile->client_version_file != NULL || profile->client_outbox->len > 0
      || profile->client_logs->len > 0)
    look (run, &ifa_client_facts);
  if (profile->client_outbox->len > 0)
    look (run, &ifa_outbox_facts);
  if (profile->client_logs->len > 0)
    look (run, &ifa_client_log_facts);
}
