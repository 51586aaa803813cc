/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "tls-attempt.h"

#include <errno.h>
#include <gnutls/gnutls.h>
#include <gnutls/abstract.h>
#include <gnutls/ocsp.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "errno-outcome.h"
#include "gnutls-error.h"
#include "socket.h"
#include "wait.h"

/* After a complete handshake of TLS 1.3 the server's refusal is still on its way. */
#define LATE_ALERT_MS 50

/* What a proxy may say before the handshake. */
#define MAX_TUNNEL_BYTES (16 * 1024)

/* What Windows and OpenSSL refuse to use is no key exchange. */
#define MIN_DIFFIE_HELLMAN_BITS 1024

/* A server can't keep us busy with warnings. */
#define MAX_WARNINGS 32

typedef enum
{
  PHASE_CONNECTING,
  PHASE_TUNNEL, /* the proxy is asked */
  PHASE_HANDSHAKE,
  PHASE_LISTENING, /* for a late alert */
} Phase;

typedef struct
{
  IfaTlsAttempt *attempt;
  IfaWait wait;
  int fd;
  gnutls_session_t session;
  gnutls_certificate_credentials_t credentials;
  Phase phase;
  guint handshake_ms;
  gsize max_bytes;
  char *tunnel_to;        /* (nullable) */
  char *proxy_login;      /* (nullable) */
  GString *tunnel_answer; /* (nullable) */
  guint n_warnings;
  int socket_errno;   /* of the last read or write that failed for good */
  gboolean is_broken; /* what we send goes nowhere, but an alert may still be there to read */
} Connection;

void
ifa_tls_attempt_free (IfaTlsAttempt *attempt)
{
  g_free (attempt->detail);
  g_free (attempt->protocol);
  g_free (attempt->cipher);
  g_clear_pointer (&attempt->chain, g_ptr_array_unref);
  g_clear_pointer (&attempt->staple, g_bytes_unref);
  g_free (attempt);
}

static void
connection_free (Connection *self)
{
  ifa_wait_end (&self->wait);
  if (self->session != NULL)
    gnutls_deinit (self->session);
  if (self->credentials != NULL)
    gnutls_certificate_free_credentials (self->credentials);
  if (self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->attempt, ifa_tls_attempt_free);
  g_free (self->tunnel_to);
  g_free (self->proxy_login);
  if (self->tunnel_answer != NULL)
    g_string_free (self->tunnel_answer, TRUE);
  g_free (self);
}

static void
note_received (Connection *self, const guint8 *bytes, gsize n_bytes)
{
  IfaTlsAttempt *attempt = self->attempt;
  gsize n_new = MIN (n_bytes, IFA_TLS_FIRST_BYTES - attempt->n_first_bytes);

  memcpy (attempt->first_bytes + attempt->n_first_bytes, bytes, n_new);
  attempt->n_first_bytes += n_new;
  attempt->received_bytes += (gint64) n_bytes;
}

static gssize
pull (gnutls_transport_ptr_t pointer, void *buffer, gsize size)
{
  Connection *self = pointer;
  gssize n_bytes;

  if ((gsize) self->attempt->received_bytes > self->max_bytes)
    {
      gnutls_transport_set_errno (self->session, EFBIG);
      self->socket_errno = EFBIG;
      return -1;
    }

  n_bytes = recv (self->fd, buffer, size, 0);
  if (n_bytes > 0)
    note_received (self, buffer, (gsize) n_bytes);
  else if (n_bytes < 0)
    {
      if (errno != EAGAIN && errno != EINTR)
        self->socket_errno = errno;
      gnutls_transport_set_errno (self->session, errno);
    }
  return n_bytes;
}

/* A server that refuses closes at once, and writing to it fails before its alert was read. */
static gssize
push (gnutls_transport_ptr_t pointer, const void *buffer, gsize size)
{
  Connection *self = pointer;
  gssize n_bytes;

  if (self->is_broken)
    return (gssize) size;

  n_bytes = send (self->fd, buffer, size, MSG_NOSIGNAL);
  if (n_bytes < 0 && (errno == EPIPE || errno == ECONNRESET))
    {
      self->is_broken = TRUE;
      return (gssize) size;
    }
  if (n_bytes < 0)
    {
      if (errno != EAGAIN && errno != EINTR)
        self->socket_errno = errno;
      gnutls_transport_set_errno (self->session, errno);
    }
  return n_bytes;
}

static void
note_chain (Connection *self)
{
  unsigned int n_certificates = 0;
  const gnutls_datum_t *certificates
      = gnutls_certificate_get_peers (self->session, &n_certificates);
  gnutls_datum_t staple = { NULL, 0 };

  if (certificates == NULL || self->attempt->chain != NULL)
    return;

  self->attempt->chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (unsigned int i = 0; i < n_certificates; i++)
    g_ptr_array_add (self->attempt->chain,
                     g_bytes_new (certificates[i].data, certificates[i].size));
  if (gnutls_ocsp_status_request_get (self->session, &staple) == GNUTLS_E_SUCCESS)
    self->attempt->staple = g_bytes_new (staple.data, staple.size);
}

/* Keeps the chain at once: it is not to be had any more when the handshake fails later. */
static int
verify_cb (gnutls_session_t session)
{
  note_chain (gnutls_session_get_ptr (session));
  return 0;
}

/* The server asks for a client's certificate. We have none to give. */
static int
retrieve_cb (gnutls_session_t session,
             const struct gnutls_cert_retr_st *info,
             gnutls_pcert_st **certificates,
             unsigned int *n_certificates,
             gnutls_ocsp_data_st **staples,
             unsigned int *n_staples,
             gnutls_privkey_t *key,
             unsigned int *flags)
{
  Connection *self = gnutls_session_get_ptr (session);

  self->attempt->certificate_requested = TRUE;
  *n_certificates = 0;
  *n_staples = 0;
  *certificates = NULL;
  *key = NULL;
  return 0;
}

static void
note_session (Connection *self)
{
  const char *version = gnutls_protocol_get_name (gnutls_protocol_get_version (self->session));
  IfaTlsAttempt *attempt = self->attempt;

  attempt->protocol = version != NULL && g_str_has_prefix (version, "TLS")
                          ? g_strdup_printf ("TLS %s", version + strlen ("TLS"))
                          : g_strdup (version);
  attempt->cipher = g_strdup (gnutls_ciphersuite_get (self->session));
}

static void
finish (GTask *task, IfaOutcome outcome, const char *detail)
{
  Connection *self = g_task_get_task_data (task);

  ifa_wait_end (&self->wait);
  self->attempt->outcome = outcome;
  self->attempt->detail = g_strdup (detail);
  g_task_return_pointer (task, g_steal_pointer (&self->attempt),
                         (GDestroyNotify) ifa_tls_attempt_free);
  g_object_unref (task);
}

/* Content types 20 to 24 and the major version 3: RFC 8446 section 5.1. */
static gboolean
looks_like_tls (const IfaTlsAttempt *attempt)
{
  return attempt->first_bytes[0] >= 20 && attempt->first_bytes[0] <= 24
         && (attempt->n_first_bytes < 2 || attempt->first_bytes[1] == 3);
}

/* The library stops at the first five bytes: the rest tells what is there instead. */
static void
read_on (Connection *self)
{
  guint8 bytes[IFA_TLS_FIRST_BYTES];
  gssize n_bytes = recv (self->fd, bytes, sizeof bytes, MSG_DONTWAIT);

  if (n_bytes > 0)
    note_received (self, bytes, (gsize) n_bytes);
}

static void
fail (GTask *task, int code)
{
  Connection *self = g_task_get_task_data (task);
  IfaTlsAttempt *attempt = self->attempt;
  IfaOutcome outcome = ifa_outcome_from_gnutls (code);

  note_chain (self);
  if (attempt->n_first_bytes > 0 && !looks_like_tls (attempt))
    {
      outcome = IFA_OUTCOME_MALFORMED;
      read_on (self);
    }
  else if (self->socket_errno != 0)
    outcome = ifa_outcome_from_errno (self->socket_errno);
  else if (self->is_broken && outcome == IFA_OUTCOME_CLOSED)
    outcome = IFA_OUTCOME_RESET;
  if (code == GNUTLS_E_FATAL_ALERT_RECEIVED)
    attempt->alert = gnutls_alert_get (self->session);

  finish (task, outcome,
          self->socket_errno != 0 ? g_strerror (self->socket_errno) : gnutls_strerror (code));
}

static guint
get_round_trip_ms (int fd)
{
  struct tcp_info info = { 0 };
  socklen_t length = sizeof info;

  if (getsockopt (fd, IPPROTO_TCP, TCP_INFO, &info, &length) != 0)
    return 0;
  return info.tcpi_rtt / 1000;
}

static void
end_handshake (GTask *task)
{
  Connection *self = g_task_get_task_data (task);

  note_session (self);
  note_chain (self);

  /* In TLS 1.3 the client is done before the server has seen that it has no certificate. */
  if (self->attempt->certificate_requested
      && gnutls_protocol_get_version (self->session) >= GNUTLS_TLS1_3)
    {
      self->phase = PHASE_LISTENING;
      ifa_wait_set_timeout (&self->wait,
                            MIN (self->handshake_ms, get_round_trip_ms (self->fd) + LATE_ALERT_MS));
      ifa_wait_set_socket (&self->wait, self->fd, G_IO_IN);
      return;
    }

  gnutls_bye (self->session, GNUTLS_SHUT_WR);
  finish (task, IFA_OUTCOME_OK, NULL);
}

static gboolean
try_again (Connection *self, int code)
{
  if (code == GNUTLS_E_WARNING_ALERT_RECEIVED)
    return ++self->n_warnings <= MAX_WARNINGS;
  return code == GNUTLS_E_INTERRUPTED;
}

static void
handshake (GTask *task)
{
  Connection *self = g_task_get_task_data (task);
  int code;

  do
    code = gnutls_handshake (self->session);
  while (try_again (self, code));

  if (code == GNUTLS_E_SUCCESS)
    end_handshake (task);
  else if (code == GNUTLS_E_AGAIN)
    ifa_wait_set_socket (&self->wait, self->fd,
                         gnutls_record_get_direction (self->session) == 1 ? G_IO_OUT : G_IO_IN);
  else
    fail (task, code);
}

/* Whatever comes but a refusal, silence included, means that the server goes on with us. */
static void
listen_for_alert (GTask *task)
{
  Connection *self = g_task_get_task_data (task);
  guint8 buffer[256];
  gssize result = gnutls_record_recv (self->session, buffer, sizeof buffer);

  if (result == GNUTLS_E_AGAIN || try_again (self, (int) result))
    return;
  if (result < 0)
    fail (task, (int) result);
  else
    finish (task, IFA_OUTCOME_OK, NULL);
}

static int
prepare_session (Connection *self, const char *host, const char *priority)
{
  int code = gnutls_init (&self->session, GNUTLS_CLIENT | GNUTLS_NONBLOCK);

  if (code != GNUTLS_E_SUCCESS)
    return code;
  gnutls_session_set_ptr (self->session, self);
  code = gnutls_priority_set_direct (self->session, priority, NULL);
  if (code != GNUTLS_E_SUCCESS)
    return code;

  gnutls_certificate_allocate_credentials (&self->credentials);
  gnutls_certificate_set_verify_function (self->credentials, verify_cb);
  gnutls_certificate_set_retrieve_function3 (self->credentials, retrieve_cb);
  code = gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, self->credentials);
  if (code != GNUTLS_E_SUCCESS)
    return code;

  if (host != NULL && !g_hostname_is_ip_address (host))
    gnutls_server_name_set (self->session, GNUTLS_NAME_DNS, host, strlen (host));
  gnutls_dh_set_prime_bits (self->session, MIN_DIFFIE_HELLMAN_BITS);
  gnutls_handshake_set_max_packet_length (self->session, self->max_bytes);
  gnutls_transport_set_ptr (self->session, self);
  gnutls_transport_set_pull_function (self->session, pull);
  gnutls_transport_set_push_function (self->session, push);
  return GNUTLS_E_SUCCESS;
}

static void
begin_handshake (GTask *task)
{
  Connection *self = g_task_get_task_data (task);

  self->attempt->connected = TRUE;
  self->phase = PHASE_HANDSHAKE;
  ifa_wait_set_timeout (&self->wait, self->handshake_ms);
  handshake (task);
}

static void
ask_for_tunnel (GTask *task)
{
  Connection *self = g_task_get_task_data (task);
  const char *login = self->proxy_login;
  g_autofree char *request
      = g_strdup_printf ("CONNECT %s HTTP/1.1\r\nHost: %s\r\n%s%s%s\r\n", self->tunnel_to,
                         self->tunnel_to, login != NULL ? "Proxy-Authorization: " : "",
                         login != NULL ? login : "", login != NULL ? "\r\n" : "");

  self->phase = PHASE_TUNNEL;
  self->tunnel_answer = g_string_new (NULL);
  if (send (self->fd, request, strlen (request), MSG_NOSIGNAL) != (gssize) strlen (request))
    finish (task, IFA_OUTCOME_CLOSED, NULL);
  else
    ifa_wait_set_socket (&self->wait, self->fd, G_IO_IN);
}

/* After an empty line, which some proxies end the short way. */
static gboolean
is_whole (const GString *answer)
{
  const char *end = answer->str + answer->len;

  return (answer->len >= 4 && memcmp (end - 4, "\r\n\r\n", 4) == 0)
         || (answer->len >= 2 && memcmp (end - 2, "\n\n", 2) == 0);
}

/* Byte by byte: what follows the empty line is the server's already. */
static void
read_tunnel_answer (GTask *task)
{
  Connection *self = g_task_get_task_data (task);
  GString *answer = self->tunnel_answer;
  gssize n_bytes = 1;
  char byte;

  while (!is_whole (answer) && answer->len < MAX_TUNNEL_BYTES
         && (n_bytes = recv (self->fd, &byte, 1, 0)) == 1)
    g_string_append_c (answer, byte);

  if (is_whole (answer))
    {
      if (g_str_has_prefix (answer->str, "HTTP/1.") && answer->len > 9 && answer->str[9] == '2')
        begin_handshake (task);
      else
        finish (task, IFA_OUTCOME_FAILED, NULL);
    }
  else if (n_bytes == 0 || answer->len >= MAX_TUNNEL_BYTES)
    finish (task, IFA_OUTCOME_CLOSED, NULL);
  else if (errno != EAGAIN && errno != EINTR)
    finish (task, ifa_outcome_from_errno (errno), g_strerror (errno));
}

static void
connected (GTask *task)
{
  Connection *self = g_task_get_task_data (task);
  int code = ifa_socket_take_error (self->fd);
  struct sockaddr_storage peer;
  socklen_t length = sizeof peer;

  if (code != 0)
    {
      finish (task, ifa_outcome_from_errno (code), g_strerror (code));
      return;
    }
  if (getpeername (self->fd, (struct sockaddr *) &peer, &length) != 0)
    return;

  if (self->tunnel_to != NULL)
    ask_for_tunnel (task);
  else
    begin_handshake (task);
}

static void
connection_ready (GTask *task)
{
  Connection *self = g_task_get_task_data (task);

  switch (self->phase)
    {
    case PHASE_CONNECTING:
      connected (task);
      break;
    case PHASE_TUNNEL:
      read_tunnel_answer (task);
      break;
    case PHASE_HANDSHAKE:
      handshake (task);
      break;
    case PHASE_LISTENING:
    default:
      listen_for_alert (task);
      break;
    }
}

static void
connection_event (IfaWaitEvent event, gpointer user_data)
{
  GTask *task = user_data;
  Connection *self = g_task_get_task_data (task);

  switch (event)
    {
    case IFA_WAIT_READY:
      connection_ready (task);
      break;
    case IFA_WAIT_DEADLINE:
      note_chain (self);
      finish (task, self->phase == PHASE_LISTENING ? IFA_OUTCOME_OK : IFA_OUTCOME_TIMED_OUT, NULL);
      break;
    case IFA_WAIT_CANCELLED:
    default:
      ifa_wait_end (&self->wait);
      g_task_return_error_if_cancelled (task);
      g_object_unref (task);
      break;
    }
}

/**
 * ifa_tls_attempt_async:
 * @target: where to; only read before this returns
 * @cancellable: (nullable): ends the attempt
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Connects, shakes hands and hangs up. Every certificate is accepted: whether it is a good one
 * is asked afterwards, with all of it at hand.
 */
void
ifa_tls_attempt_async (const IfaTlsTarget *target,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Connection *self = g_new0 (Connection, 1);
  IfaSocketOptions options = { 0 };
  int code;

  g_task_set_source_tag (task, ifa_tls_attempt_async);
  g_task_set_task_data (task, self, (GDestroyNotify) connection_free);
  self->attempt = g_new0 (IfaTlsAttempt, 1);
  self->attempt->alert = -1;
  self->fd = -1;
  self->handshake_ms = target->handshake_ms;
  self->max_bytes = target->max_bytes;

  code = prepare_session (self, target->host, target->priority);
  if (code != GNUTLS_E_SUCCESS)
    {
      finish (task, IFA_OUTCOME_NOT_AVAILABLE, gnutls_strerror (code));
      return;
    }

  self->tunnel_to = g_strdup (target->tunnel_to);
  self->proxy_login = g_strdup (target->proxy_login);
  options.max_segment_bytes = target->max_segment_bytes;
  code = ifa_socket_open_with (target->address, target->port, &options, &self->fd);
  if (code != 0)
    {
      finish (task, ifa_outcome_from_errno (code), g_strerror (code));
      return;
    }

  ifa_wait_begin (&self->wait, target->connect_ms, cancellable, connection_event, task);
  ifa_wait_set_socket (&self->wait, self->fd, G_IO_OUT);
}

/**
 * ifa_tls_attempt_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what came of it; `NULL` when cancelled
 */
IfaTlsAttempt *
ifa_tls_attempt_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
