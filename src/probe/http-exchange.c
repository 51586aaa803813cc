/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "http-exchange.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <string.h>

#include "chunk-count.h"
#include "config.h"
#include "http-certificate.h"
#include "http-connectable.h"
#include "proxy-login.h"
#include "soup-error.h"
#include "wait.h"

#define READ_BYTES (16 * 1024)

/* libsoup reads "100 Continue" as often as it comes, without returning to the main loop. */
#define MAX_INTERIM_ANSWERS 8

/* Not every libsoup bounds the headers of an answer, so the socket's own count does. */
#define HEADER_CHECK_MS 50

typedef struct
{
  grefcount ref_count; /* libsoup's operations outlive a deadline or a cancel */
  IfaHttpRequest request;
  char *host;
  IfaHttpAnswer *answer;
  IfaWait wait;
  GSource *header_check;
  GCancellable *stop;
  SoupSession *session;
  GInputStream *stream;
  GSocket *socket;      /* (nullable) */
  guint64 bytes_before; /* received on it before the request was sent */
  guint8 *buffer;
  gint64 started_us;
  gint64 connected_us;
  gint64 encrypted_us;
  gint64 sent_us;
  gint64 first_byte_us;
  gint64 last_byte_us;
  guint n_interim_answers;
  IfaChunkCount chunks;
  GTask *task; /* NULL once it returned */
} Exchange;

void
ifa_http_answer_free (IfaHttpAnswer *answer)
{
  g_clear_object (&answer->message);
  g_clear_pointer (&answer->body, g_byte_array_unref);
  g_free (answer->certificate_errors);
  g_free (answer->detail);
  g_free (answer);
}

static void
stop_header_check (Exchange *self)
{
  if (self->header_check != NULL)
    g_source_destroy (self->header_check);
  g_clear_pointer (&self->header_check, g_source_unref);
}

static void
exchange_unref (Exchange *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->answer, ifa_http_answer_free);
  g_clear_object (&self->socket);
  g_clear_object (&self->stream);
  g_clear_object (&self->session);
  g_clear_pointer (&self->request.store, ifa_trust_store_unref);
  g_uri_unref (self->request.uri);
  g_object_unref (self->stop);
  g_free (self->buffer);
  g_free (self->host);
  g_free (self);
}

static Exchange *
exchange_ref (Exchange *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

static gint64
elapsed_ms (gint64 from_us, gint64 to_us)
{
  return from_us != 0 && to_us >= from_us ? (to_us - from_us) / 1000 : IFA_UNKNOWN_INTEGER;
}

/* Ends it, whatever libsoup still does. Returns the task, which is the caller's to return. */
static GTask *
end (Exchange *self)
{
  GTask *task = g_steal_pointer (&self->task);

  ifa_wait_end (&self->wait);
  stop_header_check (self);
  g_signal_handlers_disconnect_by_data (self->answer->message, self);
  g_cancellable_cancel (self->stop);
  return task;
}

static guint64
get_bytes_received (GSocket *socket)
{
  struct tcp_info info = { 0 };
  socklen_t length = sizeof info;

  if (socket == NULL || g_socket_is_closed (socket)
      || getsockopt (g_socket_get_fd (socket), IPPROTO_TCP, TCP_INFO, &info, &length) != 0)
    return 0;
  return info.tcpi_bytes_received;
}

/* While the socket is still there to be asked. */
static void
note_received (Exchange *self)
{
  guint64 n_bytes = get_bytes_received (self->socket);

  if (n_bytes > 0)
    self->answer->received_bytes = (gint64) n_bytes;
}

static void
finish (Exchange *self, IfaOutcome outcome, const char *detail)
{
  g_autoptr (GTask) task = NULL;
  IfaHttpAnswer *answer = self->answer;

  if (self->task == NULL)
    return;

  note_received (self);
  task = end (self);
  answer->outcome = outcome;
  answer->detail = g_strdup (detail);
  answer->connect_ms = elapsed_ms (self->started_us, self->connected_us);
  answer->tls_ms = elapsed_ms (self->started_us, self->encrypted_us);
  answer->first_byte_ms = elapsed_ms (self->sent_us, self->first_byte_us);
  answer->last_byte_ms = elapsed_ms (self->started_us, self->last_byte_us);
  answer->total_ms = elapsed_ms (self->started_us, g_get_monotonic_time ());
  g_task_return_pointer (task, g_steal_pointer (&self->answer),
                         (GDestroyNotify) ifa_http_answer_free);
}

static gboolean
is_header_limit (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT)
         && g_str_equal (error->message, g_dgettext ("libsoup-3.0", "Header too big"));
}

static IfaOutcome
outcome_of (Exchange *self, const GError *error)
{
  IfaOutcome outcome = ifa_outcome_from_soup (error);

  /* libsoup has one error for an answer that breaks off, for none at all, and for its own
   * limit. */
  if (is_header_limit (error))
    return IFA_OUTCOME_TOO_LARGE;
  if (outcome == IFA_OUTCOME_TRUNCATED && !self->answer->has_answer)
    return IFA_OUTCOME_CLOSED;
  /* The session "has been invalidated": it was cut off, and read once more. */
  if (outcome == IFA_OUTCOME_FAILED && error->domain == G_TLS_ERROR && self->sent_us != 0)
    return self->answer->has_answer ? IFA_OUTCOME_TRUNCATED : IFA_OUTCOME_CLOSED;
  return outcome;
}

static gboolean
header_check_cb (gpointer user_data)
{
  Exchange *self = user_data;

  if (get_bytes_received (self->socket) <= self->bytes_before + self->request.max_header_bytes)
    return G_SOURCE_CONTINUE;
  finish (self, IFA_OUTCOME_TOO_LARGE, NULL);
  return G_SOURCE_REMOVE;
}

static void
start_header_check (Exchange *self)
{
  self->bytes_before = get_bytes_received (self->socket);
  self->header_check = g_timeout_source_new (HEADER_CHECK_MS);
  g_source_set_callback (self->header_check, header_check_cb, self, NULL);
  g_source_attach (self->header_check, g_main_context_get_thread_default ());
}

static gboolean
has_encryption (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);

  return g_str_equal (scheme, "https") || g_str_equal (scheme, "wss");
}

static gboolean
is_websocket (GUri *uri)
{
  return g_str_has_prefix (g_uri_get_scheme (uri), "ws");
}

/* Invoicing programs speak HTTP/1.1. Over HTTP/2 libsoup can't tell a stream that was reset from
 * one that goes on, nor one that was cut from one that ended. */
static void
offer_one_version (GIOStream *connection)
{
  static const char *const protocols[] = { "http/1.1", NULL };

  if (G_IS_TLS_CONNECTION (connection))
    g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (connection), protocols);
}

static void
network_event_cb (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  gpointer user_data)
{
  Exchange *self = user_data;

  if (event == G_SOCKET_CLIENT_CONNECTED && self->connected_us == 0)
    {
      self->connected_us = g_get_monotonic_time ();
      if (G_IS_SOCKET_CONNECTION (connection))
        self->socket
            = g_object_ref (g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection)));
      ifa_wait_set_timeout (&self->wait, has_encryption (self->request.uri)
                                             ? self->request.tls_ms
                                             : self->request.first_byte_ms);
    }
  else if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING)
    offer_one_version (connection);
  else if (event == G_SOCKET_CLIENT_TLS_HANDSHAKED)
    {
      self->encrypted_us = g_get_monotonic_time ();
      ifa_wait_set_timeout (&self->wait, self->request.first_byte_ms);
    }
}

static void
wrote_request_cb (SoupMessage *message, gpointer user_data)
{
  Exchange *self = user_data;

  self->sent_us = g_get_monotonic_time ();
  ifa_wait_set_timeout (&self->wait, self->request.first_byte_ms);
  if (self->header_check == NULL)
    start_header_check (self);
}

static void
got_interim_answer_cb (SoupMessage *message, gpointer user_data)
{
  Exchange *self = user_data;

  if (++self->n_interim_answers > MAX_INTERIM_ANSWERS)
    finish (self, IFA_OUTCOME_TOO_LARGE, NULL);
}

static void
got_headers_cb (SoupMessage *message, gpointer user_data)
{
  Exchange *self = user_data;
  SoupMessageMetrics *metrics = soup_message_get_metrics (message);
  gint64 started_us
      = metrics != NULL ? (gint64) soup_message_metrics_get_response_start (metrics) : 0;

  self->first_byte_us = started_us >= self->sent_us ? started_us : g_get_monotonic_time ();
  self->answer->has_answer = TRUE;
  stop_header_check (self);
  ifa_wait_set_timeout (&self->wait, self->request.rest_ms);
}

static gboolean
accept_certificate_cb (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags errors,
                       gpointer user_data)
{
  Exchange *self = user_data;

  g_clear_pointer (&self->answer->certificate_errors, g_free);
  return ifa_http_certificate_judge (self->request.store, certificate, self->host,
                                     self->request.now_s, &self->answer->certificate_errors)
         != IFA_HTTP_CERTIFICATE_BAD;
}

static gboolean
peer_has_closed (GSocket *socket)
{
  char byte;

  return socket != NULL
         && (g_socket_is_closed (socket)
             || recv (g_socket_get_fd (socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0);
}

/* libsoup takes the end of the connection for the end of a chunked body, wherever it comes. */
static gboolean
may_be_cut (const Exchange *self)
{
  SoupMessage *message = self->answer->message;
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  return soup_message_get_http_version (message) == SOUP_HTTP_1_1
         && soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED
         && !soup_message_headers_header_contains (headers, "Connection", "close")
         && peer_has_closed (self->socket);
}

static gboolean
has_body (SoupMessage *message)
{
  guint status = soup_message_get_status (message);

  return !g_str_equal (soup_message_get_method (message), "HEAD") && status >= 200
         && status != SOUP_STATUS_NO_CONTENT && status != SOUP_STATUS_NOT_MODIFIED;
}

/* A decoder's reads say nothing about the chunks. */
static gboolean
is_cut (const Exchange *self)
{
  SoupMessage *message = self->answer->message;
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  return has_body (message) && soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED
         && soup_message_headers_get_one (headers, "Content-Encoding") == NULL
         && ifa_chunk_count_lacks_end (&self->chunks,
                                       soup_message_metrics_get_response_body_bytes_received (
                                           soup_message_get_metrics (message)));
}

static void read_on (Exchange *self);

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Exchange *self = user_data;
  g_autoptr (GError) error = NULL;
  gssize n_bytes = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);
  IfaHttpAnswer *answer = self->answer;

  if (self->task == NULL)
    {
      exchange_unref (self);
      return;
    }

  if (n_bytes > 0)
    {
      gsize room = self->request.max_body_bytes - answer->body->len;

      self->last_byte_us = g_get_monotonic_time ();
      note_received (self);
      ifa_chunk_count_add (&self->chunks, (gsize) n_bytes, n_bytes == READ_BYTES);
      g_byte_array_append (answer->body, self->buffer, (guint) MIN ((gsize) n_bytes, room));
      if ((gsize) n_bytes > room)
        finish (self, IFA_OUTCOME_TOO_LARGE, NULL);
      else
        read_on (self);
    }
  else if (n_bytes == 0)
    {
      answer->may_be_cut = may_be_cut (self);
      finish (self, is_cut (self) ? IFA_OUTCOME_TRUNCATED : IFA_OUTCOME_OK, NULL);
    }
  else
    finish (self, outcome_of (self, error), error->message);
  exchange_unref (self);
}

static void
read_on (Exchange *self)
{
  g_input_stream_read_async (self->stream, self->buffer, READ_BYTES, G_PRIORITY_DEFAULT, self->stop,
                             read_cb, exchange_ref (self));
}

static void
answered (Exchange *self, const GError *error)
{
  IfaHttpAnswer *answer = self->answer;

  if (answer->certificate_errors != NULL)
    finish (self, IFA_OUTCOME_CERTIFICATE, error != NULL ? error->message : NULL);
  else if (error != NULL)
    finish (self, outcome_of (self, error), error->message);
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Exchange *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream
      = soup_session_send_finish (SOUP_SESSION (object), result, &error);

  if (self->task != NULL)
    answered (self, error);
  if (self->task != NULL)
    {
      self->stream = g_steal_pointer (&stream);
      self->buffer = g_malloc (READ_BYTES);
      read_on (self);
    }
  exchange_unref (self);
}

/* An upgrade is all that is asked for: the connection is closed at once, and nothing is said. A
 * refused upgrade is an answer as well, with a status. */
static void
upgraded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Exchange *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupWebsocketConnection) connection
      = soup_session_websocket_connect_finish (SOUP_SESSION (object), result, &error);

  if (connection != NULL)
    soup_websocket_connection_close (connection, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
  if (connection != NULL && self->task != NULL)
    got_headers_cb (self->answer->message, self);
  if (self->task != NULL && self->answer->has_answer && self->answer->certificate_errors == NULL)
    finish (self, IFA_OUTCOME_OK, error != NULL ? error->message : NULL);
  else if (self->task != NULL)
    answered (self, error);
  exchange_unref (self);
}

static void
wait_cb (IfaWaitEvent event, gpointer user_data)
{
  Exchange *self = user_data;
  g_autoptr (GTask) task = NULL;

  if (event == IFA_WAIT_DEADLINE)
    {
      finish (self, IFA_OUTCOME_TIMED_OUT, NULL);
      return;
    }

  task = end (self);
  g_task_return_error_if_cancelled (task);
}

static void
exchange_release (gpointer data)
{
  Exchange *self = data;

  exchange_unref (self);
}

static SoupMessage *
message_new (Exchange *self)
{
  const IfaHttpRequest *request = &self->request;
  SoupMessage *message = soup_message_new_from_uri (request->method, request->uri);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_COLLECT_METRICS
                                       | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  soup_message_headers_append (soup_message_get_request_headers (message), "Accept", "*/*");
  soup_message_headers_append (soup_message_get_request_headers (message), "Cache-Control",
                               "no-cache");
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, request->body_type, request->body);
  g_signal_connect (message, "network-event", G_CALLBACK (network_event_cb), self);
  g_signal_connect (message, "wrote-body", G_CALLBACK (wrote_request_cb), self);
  g_signal_connect (message, "got-informational", G_CALLBACK (got_interim_answer_cb), self);
  g_signal_connect (message, "got-headers", G_CALLBACK (got_headers_cb), self);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), self);
  return message;
}

/**
 * ifa_http_exchange_async:
 * @session: what [func@Ifa.http_session_new] made for the same host and port
 * @request: what to ask; only read before this returns
 * @cancellable: (nullable): ends the exchange
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Sends one request and reads its answer. A certificate of which only the dates are wrong is
 * accepted as far as the headers, for their date, and is a failure all the same.
 */
void
ifa_http_exchange_async (SoupSession *session,
                         const IfaHttpRequest *request,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Exchange *self = g_new0 (Exchange, 1);

  g_ref_count_init (&self->ref_count);
  self->request = *request;
  self->request.store = request->store != NULL ? ifa_trust_store_ref (request->store) : NULL;
  g_uri_ref (self->request.uri);
  self->host = g_strdup (g_uri_get_host (request->uri));
  self->session = g_object_ref (session);
  self->stop = g_cancellable_new ();
  self->answer = g_new0 (IfaHttpAnswer, 1);
  self->answer->body = g_byte_array_new ();
  self->answer->received_bytes = IFA_UNKNOWN_INTEGER;
  self->answer->message = message_new (self);
  self->started_us = g_get_monotonic_time ();
  self->task = task;
  g_task_set_source_tag (task, ifa_http_exchange_async);
  g_task_set_task_data (task, self, exchange_release);

  ifa_wait_begin (&self->wait, request->connect_ms, cancellable, wait_cb, self);
  if (is_websocket (request->uri))
    soup_session_websocket_connect_async (session, self->answer->message, NULL, NULL,
                                          G_PRIORITY_DEFAULT, self->stop, upgraded_cb,
                                          exchange_ref (self));
  else
    soup_session_send_async (session, self->answer->message, G_PRIORITY_DEFAULT, self->stop,
                             sent_cb, exchange_ref (self));
}

/**
 * ifa_http_exchange_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what came of it; `NULL` when cancelled
 */
IfaHttpAnswer *
ifa_http_exchange_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* To the proxy only: what goes through the tunnel is the service's. */
static void
request_queued_cb (SoupSession *session, SoupMessage *message, gpointer login)
{
  if (g_str_equal (soup_message_get_method (message), "CONNECT")
      || !has_encryption (soup_message_get_uri (message)))
    soup_message_headers_replace (soup_message_get_request_headers (message), "Proxy-Authorization",
                                  login);
}

static void
free_login (gpointer login, GClosure *closure)
{
  g_free (login);
}

static void
use_login (SoupSession *session, const char *proxy)
{
  g_autoptr (GUri) uri = g_uri_parse (proxy, G_URI_FLAGS_NONE, NULL);
  int port = uri != NULL && g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : 80;
  char *login = NULL;

  if (uri != NULL && g_uri_get_host (uri) != NULL)
    login = ifa_proxy_login_dup_header (g_uri_get_host (uri), port);
  if (login != NULL)
    g_signal_connect_data (session, "request-queued", G_CALLBACK (request_queued_cb), login,
                           free_login, 0);
}

/**
 * ifa_http_session_new:
 * @uri: where to
 * @addresses: (nullable): numeric addresses to use instead of looking the host up
 * @proxy: (nullable): as in "http://proxy.example:3128"; without it the way is direct, whatever
 *   this computer's settings say
 *
 * Returns: (transfer full): a session for requests to that host and port, without cookies,
 *   without a memory and, but for the login of @proxy in this computer's settings, without
 *   credentials
 */
SoupSession *
ifa_http_session_new (GUri *uri, const char *const *addresses, const char *proxy)
{
  g_autoptr (GSocketConnectable) connectable = NULL;
  g_autoptr (GProxyResolver) resolver = g_simple_proxy_resolver_new (proxy, NULL);
  int port = g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : has_encryption (uri) ? 443 : 80;
  SoupSession *session;

  if (addresses != NULL && addresses[0] != NULL && proxy == NULL)
    connectable = ifa_http_connectable_new (g_uri_get_host (uri), (guint16) port, addresses);

  if (has_encryption (uri))
    ifa_http_certificate_take_over ();
  session = soup_session_new_with_options ("remote-connectable", connectable, "proxy-resolver",
                                           proxy != NULL ? resolver : NULL, "tls-database", NULL,
                                           "user-agent", "invoice-first-aid/" IFA_VERSION,
                                           "timeout", 0, "idle-timeout", 0, NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  if (proxy != NULL)
    use_login (session, proxy);
  return session;
}
