/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "practice-stream.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

/* What a client may still send while the connection is being closed. */
#define MAX_LINGER_BYTES (256 * 1024)

/* No tickets: nothing of a connection outlives it. */
#define SESSION_FLAGS (GNUTLS_SERVER | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL | GNUTLS_NO_TICKETS)

/**
 * ifa_practice_stream_set_deadline:
 * @self: the stream
 * @timeout_ms: how long all that follows may take together
 */
void
ifa_practice_stream_set_deadline (IfaPracticeStream *self, guint timeout_ms)
{
  self->deadline_us = g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND;
}

static gboolean
wait_for (IfaPracticeStream *self, short events)
{
  struct pollfd polled[] = { { self->stop_fd, POLLIN, 0 }, { self->fd, events, 0 } };
  gint64 left_us = self->deadline_us - g_get_monotonic_time ();
  int n_ready;

  if (left_us <= 0)
    return FALSE;

  n_ready = poll (polled, G_N_ELEMENTS (polled), left_us / G_TIME_SPAN_MILLISECOND + 1);
  if (n_ready < 0)
    return errno == EINTR;
  return polled[0].revents == 0;
}

static gboolean
wait_for_session (IfaPracticeStream *self)
{
  return wait_for (self, gnutls_record_get_direction (self->session) == 1 ? POLLOUT : POLLIN);
}

/**
 * ifa_practice_stream_start_tls:
 * @self: a stream without TLS
 * @credentials: the certificate to show; must outlive the stream's TLS
 * @priority: GnuTLS priority string: what the server offers
 *
 * Returns: whether the handshake succeeded. If not, the client has been told by an alert.
 */
gboolean
ifa_practice_stream_start_tls (IfaPracticeStream *self,
                               gnutls_certificate_credentials_t credentials,
                               const char *priority)
{
  int code;

  if (gnutls_init (&self->session, SESSION_FLAGS) < 0)
    return FALSE;

  gnutls_transport_set_int (self->session, self->fd);
  if (gnutls_priority_set_direct (self->session, priority, NULL) < 0
      || gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, credentials) < 0)
    return FALSE;

  do
    code = gnutls_handshake (self->session);
  while (code < 0 && gnutls_error_is_fatal (code) == 0
         && (code != GNUTLS_E_AGAIN || wait_for_session (self)));

  if (code < 0 && gnutls_error_is_fatal (code) != 0)
    gnutls_alert_send_appropriate (self->session, code);
  return code == GNUTLS_E_SUCCESS;
}

static gssize
read_plain (IfaPracticeStream *self, void *buffer, gsize size)
{
  gssize n_read;

  do
    n_read = recv (self->fd, buffer, size, 0);
  while (n_read < 0
         && (errno == EINTR
             || ((errno == EAGAIN || errno == EWOULDBLOCK) && wait_for (self, POLLIN))));
  return n_read;
}

static gssize
read_session (IfaPracticeStream *self, void *buffer, gsize size)
{
  gssize n_read;

  do
    n_read = gnutls_record_recv (self->session, buffer, size);
  while (n_read < 0 && gnutls_error_is_fatal (n_read) == 0
         && (n_read != GNUTLS_E_AGAIN || wait_for_session (self)));
  return n_read;
}

/**
 * ifa_practice_stream_read:
 * @self: the stream
 * @buffer: where to
 * @size: at most so many bytes, more than 0
 *
 * Returns: how many bytes came; 0 at the end; negative on an error, at the deadline, or when the
 *   service stops
 */
gssize
ifa_practice_stream_read (IfaPracticeStream *self, void *buffer, gsize size)
{
  return self->session != NULL ? read_session (self, buffer, size)
                               : read_plain (self, buffer, size);
}

static gssize
write_some (IfaPracticeStream *self, const void *data, gsize size)
{
  gssize n_written;

  if (self->session == NULL)
    n_written = send (self->fd, data, size, MSG_NOSIGNAL);
  else
    n_written = gnutls_record_send (self->session, data, size);
  if (n_written > 0)
    return n_written;

  if (self->session == NULL)
    return (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) && wait_for (self, POLLOUT)
               ? 0
               : -1;
  return gnutls_error_is_fatal (n_written) == 0 && wait_for_session (self) ? 0 : -1;
}

/**
 * ifa_practice_stream_write:
 * @self: the stream
 * @data: what to send
 * @size: its length in bytes
 *
 * Returns: whether all of it was handed to the kernel before the deadline
 */
gboolean
ifa_practice_stream_write (IfaPracticeStream *self, const void *data, gsize size)
{
  const guint8 *rest = data;

  while (size > 0)
    {
      gssize n_written = write_some (self, rest, size);

      if (n_written < 0)
        return FALSE;
      rest += n_written;
      size -= n_written;
    }
  return TRUE;
}

/**
 * ifa_practice_stream_pause:
 * @self: the stream
 * @duration_ms: how long to say nothing
 *
 * Returns: `FALSE` if the client went away or the service stopped meanwhile
 */
gboolean
ifa_practice_stream_pause (IfaPracticeStream *self, guint duration_ms)
{
  gint64 end_us = g_get_monotonic_time () + duration_ms * G_TIME_SPAN_MILLISECOND;
  struct pollfd polled[] = { { self->stop_fd, POLLIN, 0 }, { self->fd, POLLRDHUP, 0 } };

  for (gint64 left_us = end_us - g_get_monotonic_time (); left_us > 0;
       left_us = end_us - g_get_monotonic_time ())
    {
      int n_ready = poll (polled, G_N_ELEMENTS (polled), left_us / G_TIME_SPAN_MILLISECOND + 1);

      if (n_ready > 0 || (n_ready < 0 && errno != EINTR))
        return FALSE;
    }
  return TRUE;
}

/**
 * ifa_practice_stream_end_tls:
 * @self: the stream
 *
 * Says "that was all" (close_notify), as far as it goes without waiting.
 */
void
ifa_practice_stream_end_tls (IfaPracticeStream *self)
{
  if (self->session != NULL)
    gnutls_bye (self->session, GNUTLS_SHUT_WR);
}

/**
 * ifa_practice_stream_linger:
 * @self: the stream
 * @timeout_ms: how long to wait for the client's own end
 *
 * Ends the sending direction and lets the client finish. A socket closed with unread data in it
 * resets the connection, and the client may then lose the answer that it was sent (RFC 9112,
 * section 9.6).
 */
void
ifa_practice_stream_linger (IfaPracticeStream *self, guint timeout_ms)
{
  guint8 discarded[4096];
  gsize n_discarded = 0;
  gssize n_read;

  shutdown (self->fd, SHUT_WR);
  ifa_practice_stream_set_deadline (self, timeout_ms);
  do
    {
      n_read = read_plain (self, discarded, sizeof discarded);
      n_discarded += MAX (n_read, 0);
    }
  while (n_read > 0 && n_discarded < MAX_LINGER_BYTES);
}
