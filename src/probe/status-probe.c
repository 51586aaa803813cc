/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "status-probe.h"

#include "facts.h"
#include "http-exchange.h"
#include "status-detector.h"
#include "status-memory.h"

#define MAX_BODY_BYTES (1024 * 1024)

typedef struct
{
  IfaEnvironment *environment;
  IfaCheck *check;
  SoupSession *session;
  GUri *uri;
  IfaTrustStore *store;
  IfaHttpRequest request;
  gint64 age_s;
  IfaStatusFacts *kept; /* (nullable): what the page said when it was asked last */
} Question;

static void
question_free (Question *self)
{
  g_clear_object (&self->session);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_clear_pointer (&self->store, ifa_trust_store_unref);
  ifa_environment_unref (self->environment);
  if (self->kept != NULL)
    ifa_facts_free (&ifa_status_facts, self->kept);
  g_free (self);
}

static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "invoice-first-aid", NULL);
}

static void
keep (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const IfaCheck *check = task_data;
  const IfaStatusFacts *facts = check->facts;
  g_autofree char *folder = dup_folder ();

  ifa_status_memory_keep (folder, facts->url, facts);
  g_task_return_boolean (task, TRUE);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_propagate_boolean (G_TASK (result), NULL);
  g_task_return_boolean (task, TRUE);
}

/* The facts belong to the thread until it has ended: nothing here cuts it short. */
static void
keep_and_return (GTask *task, IfaCheck *check)
{
  g_autoptr (GTask) memory = g_task_new (NULL, NULL, kept_cb, task);

  g_task_set_source_tag (memory, keep_and_return);
  g_task_set_task_data (memory, check, NULL);
  g_task_run_in_thread (memory, keep);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Question *self = g_task_get_task_data (task);
  IfaStatusFacts *facts = self->check->facts;
  g_autoptr (GError) error = NULL;
  g_autoptr (IfaHttpAnswer) answer = ifa_http_exchange_finish (result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  ifa_check_take_detail (self->check, g_strdup (answer->detail));
  if (answer->outcome == IFA_OUTCOME_OK && answer->has_answer)
    {
      SoupMessageHeaders *headers = soup_message_get_response_headers (answer->message);

      facts->status = soup_message_get_status (answer->message);
      ifa_status_detect (facts, soup_message_headers_get_content_type (headers, NULL),
                         (const char *) answer->body->data, answer->body->len);
    }
  self->check->outcome = answer->outcome;
  if (answer->outcome == IFA_OUTCOME_OK)
    {
      keep_and_return (task, self->check);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
ask (GTask *task)
{
  Question *self = g_task_get_task_data (task);
  const IfaStatusFacts *facts = self->check->facts;
  const IfaLimits *limits = ifa_environment_get_limits (self->environment);

  self->session = ifa_http_session_new (self->uri, (const char *const *) facts->addresses, NULL);
  self->request.uri = self->uri;
  self->request.method = "GET";
  self->request.store = self->store;
  self->request.now_s = ifa_environment_now_us (self->environment) / G_USEC_PER_SEC;
  self->request.connect_ms = limits->control_ms;
  self->request.tls_ms = limits->control_ms;
  self->request.first_byte_ms = limits->control_ms;
  self->request.rest_ms = limits->control_ms;
  self->request.max_body_bytes = MAX_BODY_BYTES;
  self->request.max_header_bytes = limits->max_header_bytes;
  ifa_http_exchange_async (self->session, &self->request, g_task_get_cancellable (task),
                           answered_cb, task);
}

static void
store_is_there_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Question *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->store = ifa_trust_store_get_finish (result, &error);
  if (self->store != NULL)
    {
      ask (task);
      return;
    }
  g_task_return_error (task, g_steal_pointer (&error));
  g_object_unref (task);
}

static void
remember (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Question *self = task_data;
  const IfaStatusFacts *facts = self->check->facts;
  g_autofree char *folder = dup_folder ();
  gint64 now_s = ifa_environment_now_us (self->environment) / G_USEC_PER_SEC;
  gboolean may_ask
      = ifa_status_memory_may_ask (folder, facts->url, now_s, facts->min_interval_s, &self->age_s);

  if (!may_ask)
    self->kept = ifa_status_memory_load (folder, facts->url);
  g_task_return_boolean (task, may_ask);
}

/* What to look at stays as it was given; what was seen is what was seen then. */
static void
use_kept (Question *self)
{
  IfaStatusFacts *given = self->check->facts;
  IfaStatusFacts *kept = self->kept;

  g_strfreev (kept->addresses);
  kept->addresses = g_steal_pointer (&given->addresses);
  kept->min_interval_s = given->min_interval_s;
  kept->cached_age_s = self->age_s;
  self->check->facts = kept;
  self->kept = given;
  self->check->outcome = IFA_OUTCOME_OK;
}

static void
remembered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Question *self = g_task_get_task_data (task);
  IfaStatusFacts *facts = self->check->facts;
  gboolean may_ask = g_task_propagate_boolean (G_TASK (result), NULL);

  if (!may_ask && self->kept != NULL && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      use_kept (self);
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  if (self->age_s != IFA_UNKNOWN_INTEGER)
    facts->cached_age_s = self->age_s;
  if (may_ask)
    {
      ifa_trust_store_get_async (self->environment, g_task_get_cancellable (task),
                                 store_is_there_cb, task);
      return;
    }
  if (!g_task_return_error_if_cancelled (task))
    {
      ifa_check_set_reason (self->check, "min-interval");
      g_task_return_boolean (task, TRUE);
    }
  g_object_unref (task);
}

/**
 * ifa_status_probe_async:
 * @environment: the outside world and its limits
 * @check: a check of status page facts: `url`, `addresses`, `min_interval_s`
 * @cancellable: (nullable): ends the probe
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Asks the page unless it was asked less than `min_interval_s` ago, by this run of the program or
 * an earlier one; then the answer of that time is given with its age or, where there was none, the
 * check stays "not tested" with the reason "asked-recently".
 */
void
ifa_status_probe_async (IfaEnvironment *environment,
                        IfaCheck *check,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Question *self = g_new0 (Question, 1);
  const IfaStatusFacts *facts = check->facts;
  g_autoptr (GTask) memory = NULL;

  g_task_set_source_tag (task, ifa_status_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) question_free);
  self->environment = ifa_environment_ref (environment);
  self->check = check;
  self->age_s = IFA_UNKNOWN_INTEGER;
  self->uri = g_uri_parse (facts->url, SOUP_HTTP_URI_FLAGS, NULL);
  if (self->uri == NULL)
    {
      check->outcome = IFA_OUTCOME_NOT_AVAILABLE;
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  memory = g_task_new (NULL, cancellable, remembered_cb, task);
  g_task_set_source_tag (memory, ifa_status_probe_async);
  g_task_set_task_data (memory, self, NULL);
  g_task_run_in_thread (memory, remember);
}

gboolean
ifa_status_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
