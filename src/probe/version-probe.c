/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "version-probe.h"

#include "facts.h"
#include "http-exchange.h"
#include "json-bounds.h"
#include "json-value.h"

#define MAX_BODY_BYTES (256 * 1024)
#define MAX_VERSION_CHARACTERS 40

typedef struct
{
  IfaEnvironment *environment;
  IfaCheck *check;
  SoupSession *session;
  GUri *uri;
  IfaTrustStore *store;
  IfaHttpRequest request;
} Question;

static void
question_free (Question *self)
{
  g_clear_object (&self->session);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_clear_pointer (&self->store, ifa_trust_store_unref);
  ifa_environment_unref (self->environment);
  g_free (self);
}

/* Only what has a digit can be compared with a version. */
static char *
dup_version (JsonNode *root, const char *path)
{
  g_autofree char *value = ifa_json_dup_value (root, path, MAX_VERSION_CHARACTERS);

  return value != NULL && strpbrk (value, "0123456789") != NULL ? g_steal_pointer (&value) : NULL;
}

static IfaOutcome
read_answer (IfaVersionFacts *facts, const char *body, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  if (!ifa_json_is_bounded (body, length)
      || !json_parser_load_from_data (parser, body, (gssize) length, NULL)
      || json_parser_get_root (parser) == NULL)
    return IFA_OUTCOME_MALFORMED;
  facts->minimum = dup_version (json_parser_get_root (parser), facts->minimum_path);
  facts->latest = dup_version (json_parser_get_root (parser), facts->latest_path);
  return facts->minimum != NULL || facts->latest != NULL ? IFA_OUTCOME_OK : IFA_OUTCOME_MALFORMED;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *self = g_task_get_task_data (task);
  IfaVersionFacts *facts = self->check->facts;
  g_autoptr (GError) error = NULL;
  g_autoptr (IfaHttpAnswer) answer = ifa_http_exchange_finish (result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  ifa_check_take_detail (self->check, g_strdup (answer->detail));
  self->check->outcome = answer->outcome;
  if (answer->outcome == IFA_OUTCOME_OK && answer->has_answer)
    {
      facts->status = soup_message_get_status (answer->message);
      self->check->outcome
          = facts->status == SOUP_STATUS_OK
                ? read_answer (facts, (const char *) answer->body->data, answer->body->len)
                : IFA_OUTCOME_FAILED;
    }
  g_task_return_boolean (task, TRUE);
}

static void
store_is_there_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Question *self = g_task_get_task_data (task);
  const IfaVersionFacts *facts = self->check->facts;
  const IfaLimits *limits = ifa_environment_get_limits (self->environment);
  g_autoptr (GError) error = NULL;

  self->store = ifa_trust_store_get_finish (result, &error);
  if (self->store == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
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

/**
 * ifa_version_probe_async:
 * @environment: the outside world and its limits
 * @check: a check of version facts: `url`, `addresses`, `minimum_path`, `latest_path`
 * @cancellable: (nullable): ends the probe
 * @callback: called once, from the main loop
 * @user_data: closure
 */
void
ifa_version_probe_async (IfaEnvironment *environment,
                         IfaCheck *check,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Question *self = g_new0 (Question, 1);
  const IfaVersionFacts *facts = check->facts;

  g_task_set_source_tag (task, ifa_version_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) question_free);
  self->environment = ifa_environment_ref (environment);
  self->check = check;
  self->uri = g_uri_parse (facts->url, SOUP_HTTP_URI_FLAGS, NULL);
  if (self->uri != NULL)
    {
      ifa_trust_store_get_async (environment, cancellable, store_is_there_cb, task);
      return;
    }
  check->outcome = IFA_OUTCOME_NOT_AVAILABLE;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

gboolean
ifa_version_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
