/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "portal-probe.h"

#include <string.h>

#include "facts.h"
#include "foreign-text.h"
#include "http-body.h"
#include "http-exchange.h"
#include "http-headers.h"

#define MAX_LOCATION_CHARACTERS 1024

/* A connectivity address answers with next to nothing, a sign-in page with a title. */
#define MAX_BODY_BYTES (64 * 1024)

typedef struct
{
  IfaCheck *check;
  SoupSession *session;
  GUri *uri;
} Probe;

static void
probe_free (Probe *self)
{
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_free (self);
}

static void
finish (GTask *task, IfaOutcome outcome)
{
  Probe *self = g_task_get_task_data (task);

  self->check->outcome = outcome;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
note_location (Probe *self, IfaPortalFacts *facts, const char *location)
{
  g_autoptr (GUri) target = g_uri_parse_relative (self->uri, location, SOUP_HTTP_URI_FLAGS, NULL);
  const char *host = target != NULL ? g_uri_get_host (target) : NULL;

  facts->location = ifa_foreign_text_dup (location, strlen (location), MAX_LOCATION_CHARACTERS);
  facts->redirects_elsewhere
      = IFA_TRI (host == NULL || g_ascii_strcasecmp (host, g_uri_get_host (self->uri)) != 0);
}

static void
note_answer (Probe *self, const IfaHttpAnswer *answer)
{
  IfaPortalFacts *facts = self->check->facts;
  SoupMessageHeaders *headers = soup_message_get_response_headers (answer->message);
  const char *location = soup_message_headers_get_one (headers, "Location");
  const char *body = (const char *) answer->body->data;

  facts->status = soup_message_get_status (answer->message);
  facts->server_date_s = ifa_http_headers_get_date_s (headers);
  facts->body_bytes = answer->body->len;
  facts->body_is_page = IFA_TRI (ifa_http_body_is_page (body, answer->body->len));
  if (facts->body_is_page == IFA_TRI_YES)
    facts->page_title = ifa_http_body_dup_title (body, answer->body->len);
  if (location != NULL)
    note_location (self, facts, location);
  else
    facts->redirects_elsewhere = IFA_TRI_NO;
}

static void
answer_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Probe *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (IfaHttpAnswer) answer = ifa_http_exchange_finish (result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  if (answer->detail != NULL)
    ifa_check_take_detail (self->check, g_strdup (answer->detail));
  if (answer->has_answer)
    note_answer (self, answer);
  finish (task, answer->outcome);
}

/**
 * ifa_portal_probe_async:
 * @environment: the outside world and its limits
 * @check: a check of portal facts: `url` and `addresses`
 * @cancellable: (nullable): ends the probe
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Asks a connectivity address over plain HTTP, where a network that wants a sign-in puts its
 * own page. No redirect is followed: where it leads to is the answer. Each phase ends after
 * `control_ms`.
 */
void
ifa_portal_probe_async (IfaEnvironment *environment,
                        IfaCheck *check,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Probe *self = g_new0 (Probe, 1);
  const IfaLimits *limits = ifa_environment_get_limits (environment);
  IfaPortalFacts *facts = check->facts;
  IfaHttpRequest request = {
    .method = "GET",
    .connect_ms = limits->control_ms,
    .tls_ms = limits->control_ms,
    .first_byte_ms = limits->control_ms,
    .rest_ms = limits->control_ms,
    .max_body_bytes = MIN (limits->max_body_bytes, MAX_BODY_BYTES),
    .max_header_bytes = limits->max_header_bytes,
  };

  g_task_set_source_tag (task, ifa_portal_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) probe_free);
  self->check = check;
  self->uri = facts->url != NULL ? g_uri_parse (facts->url, SOUP_HTTP_URI_FLAGS, NULL) : NULL;

  /* Encryption would hide the portal that is looked for. */
  if (self->uri == NULL || g_uri_get_host (self->uri) == NULL || *g_uri_get_host (self->uri) == '\0'
      || !g_str_equal (g_uri_get_scheme (self->uri), "http"))
    {
      finish (task, IFA_OUTCOME_FAILED);
      return;
    }

  request.uri = self->uri;
  self->session = ifa_http_session_new (self->uri, (const char *const *) facts->addresses, NULL);
  ifa_http_exchange_async (self->session, &request, cancellable, answer_cb, task);
}

gboolean
ifa_portal_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
