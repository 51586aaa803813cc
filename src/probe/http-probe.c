/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "http-probe.h"

#include <string.h>

#include "facts.h"
#include "foreign-text.h"
#include "http-body.h"
#include "http-certificate.h"
#include "http-exchange.h"
#include "http-headers.h"

/* As browsers do, roughly; RFC 9110 section 15.4 leaves it open. */
#define MAX_REDIRECTS 10

/* After its first byte an answer has this long to end. */
#define REST_MS 10000

#define MAX_LOCATION_CHARACTERS 1024

#define URI_FLAGS (SOUP_HTTP_URI_FLAGS)

typedef struct
{
  IfaEnvironment *environment;
  IfaCheck *check;
  IfaTrustStore *store; /* (nullable) */
  SoupSession *session; /* (nullable) */
  GUri *uri;            /* of the request under way */
  GHashTable *visited;  /* set of addresses as text */
} Probe;

static void
probe_free (Probe *self)
{
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_pointer (&self->store, ifa_trust_store_unref);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_hash_table_unref (self->visited);
  ifa_environment_unref (self->environment);
  g_free (self);
}

static gint64
now_s (const Probe *self)
{
  return ifa_environment_now_us (self->environment) / G_USEC_PER_SEC;
}

static void
finish (GTask *task, IfaOutcome outcome)
{
  Probe *self = g_task_get_task_data (task);

  self->check->outcome = outcome;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static int
get_port (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);

  if (g_uri_get_port (uri) > 0)
    return g_uri_get_port (uri);
  return g_str_equal (scheme, "https") || g_str_equal (scheme, "wss") ? 443 : 80;
}

static gboolean
is_redirect (gint64 status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static gboolean
is_http (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);

  return g_str_equal (scheme, "http") || g_str_equal (scheme, "https");
}

/* What keeps us from following a redirect, in the words of the facts; NULL to follow it. Only
 * the service's own host is ever contacted. */
static const char *
find_redirect_problem (Probe *self, GUri *target)
{
  const IfaHttpFacts *facts = self->check->facts;
  g_autofree char *text = g_uri_to_string (target);

  if (g_str_equal (g_uri_get_scheme (self->uri), "https")
      && g_str_equal (g_uri_get_scheme (target), "http"))
    return "insecure";
  if (!is_http (target) || g_uri_get_host (target) == NULL
      || g_ascii_strcasecmp (g_uri_get_host (target), g_uri_get_host (self->uri)) != 0)
    return "elsewhere";
  if (facts->redirects >= MAX_REDIRECTS || g_hash_table_contains (self->visited, text))
    return "loop";
  return NULL;
}

static void
note_answer (Probe *self, const IfaHttpAnswer *answer)
{
  IfaHttpFacts *facts = self->check->facts;
  SoupMessage *message = answer->message;
  GSocketAddress *remote = soup_message_get_remote_address (message);
  SoupHTTPVersion version = soup_message_get_http_version (message);

  facts->status = soup_message_get_status (message);
  g_free (facts->http_version);
  facts->http_version = g_strdup (version == SOUP_HTTP_2_0   ? "HTTP/2"
                                  : version == SOUP_HTTP_1_1 ? "HTTP/1.1"
                                                             : "HTTP/1.0");
  if (G_IS_INET_SOCKET_ADDRESS (remote) && facts->address == NULL)
    facts->address = g_inet_address_to_string (
        g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
  ifa_http_headers_judge (facts, soup_message_get_response_headers (message), now_s (self));
}

static void
note_times (Probe *self, const IfaHttpAnswer *answer)
{
  IfaHttpFacts *facts = self->check->facts;

  facts->connect_ms = answer->connect_ms;
  facts->tls_ms = answer->tls_ms;
  facts->first_byte_ms = answer->first_byte_ms;
  facts->last_byte_ms = answer->last_byte_ms;
  facts->total_ms = answer->total_ms;
  facts->received_bytes = answer->received_bytes;
}

static void
note_body (Probe *self, const IfaHttpAnswer *answer)
{
  IfaHttpFacts *facts = self->check->facts;
  const char *body = (const char *) answer->body->data;
  gsize length = answer->body->len;
  gboolean is_whole = answer->outcome == IFA_OUTCOME_OK;

  if (g_uri_get_scheme (self->uri)[0] == 'w')
    return;
  ifa_http_body_judge (facts, body, length, is_whole);
  if (facts->error_code_path != NULL && is_whole)
    ifa_http_body_apply_error_path (facts, body, length, facts->error_code_path,
                                    (const char *const *) facts->error_code_ok,
                                    facts->error_message_path);
}

static void send_request (GTask *task);

/* Returns whether it was followed. */
static gboolean
follow (GTask *task, const IfaHttpAnswer *answer)
{
  Probe *self = g_task_get_task_data (task);
  IfaHttpFacts *facts = self->check->facts;
  const char *location
      = soup_message_headers_get_one (soup_message_get_response_headers (answer->message),
                                      "Location");
  g_autoptr (GUri) target = NULL;
  const char *problem;

  if (!is_redirect (facts->status) || location == NULL)
    return FALSE;

  g_free (facts->location);
  facts->location = ifa_foreign_text_dup (location, strlen (location), MAX_LOCATION_CHARACTERS);
  target = g_uri_parse_relative (self->uri, location, URI_FLAGS, NULL);
  problem = target != NULL ? find_redirect_problem (self, target) : "elsewhere";
  if (problem != NULL)
    {
      facts->redirect_problem = g_strdup (problem);
      return FALSE;
    }

  facts->redirects++;
  if (get_port (target) != get_port (self->uri)
      || !g_str_equal (g_uri_get_scheme (target), g_uri_get_scheme (self->uri)))
    g_clear_object (&self->session);
  g_uri_unref (self->uri);
  self->uri = g_steal_pointer (&target);
  send_request (task);
  return TRUE;
}

static void
forget_headers (IfaHttpFacts *facts)
{
  g_clear_pointer (&facts->content_type, g_free);
  g_clear_pointer (&facts->server, g_free);
  g_clear_pointer (&facts->request_id, g_free);
  facts->declared_bytes = IFA_UNKNOWN_INTEGER;
}

/* An orderly end of the encrypted connection looks like the end of the body, too. An encoded body
 * is declared by another length than it is read with. */
static gboolean
is_cut (const IfaHttpAnswer *answer, const IfaHttpFacts *facts)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (answer->message);

  if (answer->outcome != IFA_OUTCOME_OK)
    return FALSE;
  if (answer->may_be_cut && facts->body_well_formed == IFA_TRI_NO)
    return TRUE;
  return facts->declared_bytes != IFA_UNKNOWN_INTEGER
         && soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
         && soup_message_headers_get_one (headers, "Content-Encoding") == NULL
         && (gint64) answer->body->len < facts->declared_bytes;
}

/* Inside a sandbox whose list of roots isn't the computer's, only the sandbox stands in the way. */
static gboolean
is_hidden_by_sandbox (const Probe *self, const IfaHttpAnswer *answer)
{
  return answer->outcome == IFA_OUTCOME_CERTIFICATE
         && ifa_trust_store_get_list (self->store) == IFA_TRUST_LIST_RUNTIME
         && g_strcmp0 (answer->certificate_errors, IFA_HTTP_CERTIFICATE_NOT_VERIFIABLE) == 0;
}

static void
answer_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Probe *self = g_task_get_task_data (task);
  IfaHttpFacts *facts = self->check->facts;
  GError *error = NULL;
  g_autoptr (IfaHttpAnswer) answer = ifa_http_exchange_finish (result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  note_times (self, answer);
  if (answer->detail != NULL)
    ifa_check_take_detail (self->check, g_strdup (answer->detail));
  if (answer->outcome == IFA_OUTCOME_CERTIFICATE)
    {
      facts->certificate_errors = g_strdup (answer->certificate_errors);
      if (answer->has_answer)
        facts->server_date_s
            = ifa_http_headers_get_date_s (soup_message_get_response_headers (answer->message));
      if (is_hidden_by_sandbox (self, answer))
        {
          ifa_check_set_reason (self->check, "sandbox");
          answer->outcome = IFA_OUTCOME_NOT_AVAILABLE;
        }
    }
  else if (answer->has_answer)
    {
      forget_headers (facts);
      note_answer (self, answer);
      if (answer->outcome == IFA_OUTCOME_OK && follow (task, answer))
        return;
      note_body (self, answer);
      if (is_cut (answer, facts))
        answer->outcome = IFA_OUTCOME_TRUNCATED;
    }
  finish (task, answer->outcome);
}

static void
send_request (GTask *task)
{
  Probe *self = g_task_get_task_data (task);
  const IfaLimits *limits = ifa_environment_get_limits (self->environment);
  gboolean is_control = self->check->role == IFA_ROLE_CONTROL;
  const IfaHttpFacts *facts = self->check->facts;
  IfaHttpRequest request = {
    .uri = self->uri,
    .method = facts->method != NULL ? facts->method : "GET",
    .store = self->store,
    .now_s = now_s (self),
    .connect_ms = is_control ? limits->control_ms : limits->connect_ms,
    .tls_ms = is_control ? limits->control_ms : limits->tls_ms,
    .first_byte_ms = is_control ? limits->control_ms : limits->http_ms,
    .rest_ms = is_control ? limits->control_ms : REST_MS,
    .max_body_bytes = limits->max_body_bytes,
    .max_header_bytes = limits->max_header_bytes,
  };

  g_hash_table_add (self->visited, g_uri_to_string (self->uri));
  if (self->session == NULL)
    self->session
        = ifa_http_session_new (self->uri, (const char *const *) facts->addresses, facts->proxy);
  ifa_http_exchange_async (self->session, &request, g_task_get_cancellable (task), answer_cb, task);
}

static void
store_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Probe *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->store = ifa_trust_store_get_finish (result, &error);
  if (self->store != NULL)
    {
      send_request (task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/**
 * ifa_http_probe_async:
 * @environment: the outside world, its trust and its limits
 * @check: a check of HTTP facts: `url`, `addresses`, `method` and what the profile expects
 * @cancellable: (nullable): ends the probe
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * One request: no cookies, no credentials, no memory of earlier ones. Redirects are followed up
 * to ten times and only on the same host. With "wss" and "ws" the upgrade is asked for, and the
 * connection is closed without a word. The outcome is `OK` for every complete answer, whatever
 * its status.
 */
void
ifa_http_probe_async (IfaEnvironment *environment,
                      IfaCheck *check,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Probe *self = g_new0 (Probe, 1);
  IfaHttpFacts *facts = check->facts;
  g_autoptr (GError) error = NULL;

  g_task_set_source_tag (task, ifa_http_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) probe_free);
  self->environment = ifa_environment_ref (environment);
  self->check = check;
  self->visited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  facts->redirects = 0;

  self->uri = facts->url != NULL ? g_uri_parse (facts->url, URI_FLAGS, &error) : NULL;
  if (self->uri == NULL || g_uri_get_host (self->uri) == NULL || *g_uri_get_host (self->uri) == '\0'
      || !(is_http (self->uri) || g_str_has_prefix (g_uri_get_scheme (self->uri), "ws")))
    {
      ifa_check_take_detail (check, g_strdup (error != NULL ? error->message : "no web address"));
      finish (task, IFA_OUTCOME_FAILED);
      return;
    }

  ifa_trust_store_get_async (environment, cancellable, store_cb, task);
}

gboolean
ifa_http_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
