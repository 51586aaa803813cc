/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "http-fetch.h"

#include "http-exchange.h"

typedef struct
{
  SoupSession *session;
  GUri *uri;
  IfaOutcome outcome;
} Fetch;

static void
fetch_free (Fetch *self)
{
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_free (self);
}

/* A hostile certificate shall not make us knock at doors of this computer. */
static gboolean
is_this_computer (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address) || g_inet_address_get_is_link_local (address)
           || g_inet_address_get_is_any (address);
  return g_ascii_strcasecmp (host, "localhost") == 0;
}

static GUri *
parse (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || !g_str_equal (g_uri_get_scheme (uri), "http") || g_uri_get_host (uri) == NULL
      || *g_uri_get_host (uri) == '\0' || is_this_computer (g_uri_get_host (uri)))
    return NULL;
  return g_steal_pointer (&uri);
}

/**
 * ifa_http_fetch_is_allowed:
 * @url: an address out of a certificate: foreign text
 *
 * Returns: whether [func@Ifa.http_fetch_async] would try it: plain HTTP, to another computer
 */
gboolean
ifa_http_fetch_is_allowed (const char *url)
{
  g_autoptr (GUri) uri = parse (url);

  return uri != NULL;
}

static void
answer_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (IfaHttpAnswer) answer = ifa_http_exchange_finish (result, &error);
  GBytes *bytes = NULL;

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  self->outcome = answer->outcome;
  if (answer->outcome == IFA_OUTCOME_OK && soup_message_get_status (answer->message) == 200)
    bytes = g_byte_array_free_to_bytes (g_steal_pointer (&answer->body));
  else if (answer->outcome == IFA_OUTCOME_OK)
    self->outcome = IFA_OUTCOME_NOT_FOUND;
  g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
}

/**
 * ifa_http_fetch_async:
 * @environment: the outside world and its limits
 * @url: where it is: foreign text
 * @question: (nullable): what to post; `NULL` to get
 * @question_type: (nullable): media type of @question
 * @max_bytes: what is read at most
 * @cancellable: (nullable): ends the fetch
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Each phase ends after `control_ms`. No redirect is followed. Nothing that comes may be
 * believed before its signature was checked.
 */
void
ifa_http_fetch_async (IfaEnvironment *environment,
                      const char *url,
                      GBytes *question,
                      const char *question_type,
                      gsize max_bytes,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Fetch *self = g_new0 (Fetch, 1);
  const IfaLimits *limits = ifa_environment_get_limits (environment);
  const char *addresses[] = { NULL, NULL };
  IfaHttpRequest request = {
    .method = question != NULL ? "POST" : "GET",
    .body = question,
    .body_type = question_type,
    .connect_ms = limits->control_ms,
    .tls_ms = limits->control_ms,
    .first_byte_ms = limits->control_ms,
    .rest_ms = limits->control_ms,
    .max_body_bytes = max_bytes,
    .max_header_bytes = limits->max_header_bytes,
  };

  g_task_set_source_tag (task, ifa_http_fetch_async);
  g_task_set_task_data (task, self, (GDestroyNotify) fetch_free);
  self->uri = parse (url);
  if (self->uri == NULL)
    {
      self->outcome = IFA_OUTCOME_NOT_AVAILABLE;
      g_task_return_pointer (task, NULL, NULL);
      g_object_unref (task);
      return;
    }

  request.uri = self->uri;
  addresses[0] = ifa_environment_lookup_host (environment, g_uri_get_host (self->uri));
  self->session = ifa_http_session_new (self->uri, addresses, NULL);
  ifa_http_exchange_async (self->session, &request, cancellable, answer_cb, task);
}

/**
 * ifa_http_fetch_finish:
 * @result: what the callback was given
 * @outcome: (out): how it ended; `NOT_FOUND` for every status but 200
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the file; `NULL` without @error where there is none,
 *   with @error when cancelled
 */
GBytes *
ifa_http_fetch_finish (GAsyncResult *result, IfaOutcome *outcome, GError **error)
{
  Fetch *self = g_task_get_task_data (G_TASK (result));

  *outcome = self->outcome;
  return g_task_propagate_pointer (G_TASK (result), error);
}
