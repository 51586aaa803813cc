/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A client of the plainest kind, on sockets and GnuTLS alone: what it sees is on the wire, whatever
 * the program's own probes would make of it. Blocking, with a time limit a read. */

#pragma once

#include <errno.h>
#include <glib.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define RAW_PRIORITY "NORMAL"

typedef struct
{
  int fd; /* -1: not connected */
  int connect_errno;
  gnutls_session_t session;
  gnutls_certificate_credentials_t credentials;
  int tls_code;       /* of the handshake */
  guint verification; /* GnuTLS's flags, name and time included */
  GString *received;
  gssize end; /* what the last read said: 0 for an orderly end */
} RawClient;

static inline int
raw_connect (guint16 port)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (port) };
  struct timeval limit = { 10, 0 };
  int yes = 1;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (connect (fd, (struct sockaddr *) &address, sizeof address) == 0)
    return fd;

  close (fd);
  return -1;
}

static inline RawClient *
raw_client_new (guint16 port)
{
  RawClient *self = g_new0 (RawClient, 1);

  self->received = g_string_new (NULL);
  self->fd = raw_connect (port);
  self->connect_errno = self->fd < 0 ? errno : 0;
  return self;
}

static inline void
raw_client_free (RawClient *self)
{
  g_clear_pointer (&self->session, gnutls_deinit);
  g_clear_pointer (&self->credentials, gnutls_certificate_free_credentials);
  if (self->fd >= 0)
    close (self->fd);
  g_string_free (self->received, TRUE);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawClient, raw_client_free)

static inline void
raw_client_handshake (RawClient *self,
                      const char *host,
                      const char *trust_file,
                      const char *priority)
{
  gnutls_certificate_allocate_credentials (&self->credentials);
  g_assert_cmpint (gnutls_certificate_set_x509_trust_file (self->credentials, trust_file,
                                                           GNUTLS_X509_FMT_PEM),
                   ==, 1);
  gnutls_init (&self->session, GNUTLS_CLIENT | GNUTLS_NO_SIGNAL);
  gnutls_transport_set_int (self->session, self->fd);
  g_assert_cmpint (gnutls_priority_set_direct (self->session, priority, NULL), ==, 0);
  gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, self->credentials);
  gnutls_server_name_set (self->session, GNUTLS_NAME_DNS, host, strlen (host));
  do
    self->tls_code = gnutls_handshake (self->session);
  while (self->tls_code == GNUTLS_E_INTERRUPTED);
  if (self->tls_code == 0)
    g_assert_cmpint (gnutls_certificate_verify_peers3 (self->session, host, &self->verification),
                     ==, 0);
}

static inline gssize
raw_client_send (RawClient *self, const char *data, gsize size)
{
  return self->session != NULL ? gnutls_record_send (self->session, data, size)
                               : send (self->fd, data, size, MSG_NOSIGNAL);
}

static inline gssize
raw_client_read (RawClient *self)
{
  char buffer[4096];

  do
    self->end = self->session != NULL ? gnutls_record_recv (self->session, buffer, sizeof buffer)
                                      : recv (self->fd, buffer, sizeof buffer, 0);
  while (self->session != NULL && self->end == GNUTLS_E_INTERRUPTED);
  if (self->end > 0)
    g_string_append_len (self->received, buffer, self->end);
  return self->end;
}

/* Sends one request and reads to the end. */
static inline void
raw_client_get (RawClient *self, const char *host, const char *path)
{
  g_autofree char *request
      = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", path, host);

  g_assert_cmpint (raw_client_send (self, request, strlen (request)), ==, strlen (request));
  while (raw_client_read (self) > 0)
    continue;
}

static inline void
raw_client_set_patience (RawClient *self, guint ms)
{
  struct timeval limit = { ms / 1000, ms % 1000 * 1000 };

  setsockopt (self->fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
}

static inline const char *
raw_client_get_body (RawClient *self)
{
  const char *end = strstr (self->received->str, "\r\n\r\n");

  g_assert_nonnull (end);
  return end + 4;
}

static inline gboolean
raw_client_has_header (RawClient *self, const char *line)
{
  g_autofree char *wanted = g_strconcat ("\r\n", line, "\r\n", NULL);
  const char *found = strstr (self->received->str, wanted);

  return found != NULL && found < raw_client_get_body (self);
}
