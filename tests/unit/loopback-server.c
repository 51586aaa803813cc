/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "loopback-server.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

struct _LoopbackServer
{
  int listen_fd;
  int stop_fd; /* readable once the test is over */
  guint16 port;
  gint n_connections;
  GThread *thread;
  GPtrArray *workers;
  ServeFunc serve;
  gpointer user_data;
};

typedef struct
{
  LoopbackServer *server;
  int fd;
} Connection;

static gpointer
serve_thread (gpointer data)
{
  Connection *connection = data;

  connection->server->serve (connection->server, connection->fd, connection->server->user_data);
  close (connection->fd);
  g_free (connection);
  return NULL;
}

static gpointer
accept_thread (gpointer data)
{
  LoopbackServer *server = data;
  struct pollfd fds[] = { { server->listen_fd, POLLIN, 0 }, { server->stop_fd, POLLIN, 0 } };

  while (poll (fds, G_N_ELEMENTS (fds), -1) >= 0 && fds[1].revents == 0)
    {
      Connection *connection = g_new0 (Connection, 1);

      struct timeval patience = { .tv_sec = 3 };

      connection->server = server;
      connection->fd = accept4 (server->listen_fd, NULL, NULL, SOCK_CLOEXEC);
      g_assert_cmpint (connection->fd, >=, 0);
      setsockopt (connection->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
      setsockopt (connection->fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
      g_atomic_int_inc (&server->n_connections);
      g_ptr_array_add (server->workers, g_thread_new ("serve", serve_thread, connection));
    }
  return NULL;
}

/* Listens on 127.0.0.1; the kernel picks the port. */
LoopbackServer *
loopback_server_new (ServeFunc serve, gpointer user_data)
{
  LoopbackServer *server = g_new0 (LoopbackServer, 1);
  struct sockaddr_in address
      = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t length = sizeof address;

  server->serve = serve;
  server->user_data = user_data;
  server->workers = g_ptr_array_new ();
  server->stop_fd = eventfd (0, EFD_CLOEXEC);
  server->listen_fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (server->listen_fd, (struct sockaddr *) &address, length), ==, 0);
  g_assert_cmpint (listen (server->listen_fd, SOMAXCONN), ==, 0);
  g_assert_cmpint (getsockname (server->listen_fd, (struct sockaddr *) &address, &length), ==, 0);
  server->port = ntohs (address.sin_port);
  server->thread = g_thread_new ("accept", accept_thread, server);
  return server;
}

guint16
loopback_server_get_port (const LoopbackServer *server)
{
  return server->port;
}

guint
loopback_server_get_n_connections (const LoopbackServer *server)
{
  return (guint) g_atomic_int_get (&server->n_connections);
}

/* Waits within a ServeFunc. Returns FALSE when the test ended meanwhile. */
gboolean
loopback_server_wait (LoopbackServer *server, guint timeout_ms)
{
  struct pollfd stop = { server->stop_fd, POLLIN, 0 };

  return poll (&stop, 1, (int) timeout_ms) == 0;
}

void
loopback_server_free (LoopbackServer *server)
{
  guint64 one = 1;

  g_assert_cmpint (write (server->stop_fd, &one, sizeof one), ==, sizeof one);
  g_thread_join (server->thread);
  for (guint i = 0; i < server->workers->len; i++)
    g_thread_join (g_ptr_array_index (server->workers, i));

  g_ptr_array_unref (server->workers);
  close (server->listen_fd);
  close (server->stop_fd);
  g_free (server);
}

/* Returns 0 at the end of the connection. */
gsize
read_some (int fd, void *buffer, gsize size)
{
  gssize n_bytes = recv (fd, buffer, size, 0);

  return n_bytes > 0 ? (gsize) n_bytes : 0;
}

/* Returns FALSE when nobody reads any more. */
gboolean
write_some (int fd, const void *bytes, gsize n_bytes)
{
  const char *at = bytes;

  while (n_bytes > 0)
    {
      gssize n_written = send (fd, at, n_bytes, MSG_NOSIGNAL);

      if (n_written <= 0)
        return FALSE;
      at += n_written;
      n_bytes -= (gsize) n_written;
    }
  return TRUE;
}

/* Stops quietly when nobody reads any more. */
void
write_all (int fd, const void *bytes, gsize n_bytes)
{
  if (!write_some (fd, bytes, n_bytes))
    g_debug ("nobody reads any more");
}

/* Makes the coming close() a reset. */
void
reset_connection (int fd)
{
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}
