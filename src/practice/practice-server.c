/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "practice-server.h"

#include "error.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

/* Waits for a descriptor to become free again after the process ran out of them. */
#define EXHAUSTED_MS 100

typedef struct
{
  IfaPracticeServer *server;
  IfaPracticeListener listener;
  int fd;
  GThread *thread; /* NULL: this place is free */
  gint is_done;    /* atomic */
} Connection;

struct _IfaPracticeServer
{
  const IfaPracticeStage *stage;
  int listeners[IFA_PRACTICE_N_LISTENERS];
  gboolean refuses;
  int stop_fd; /* readable from the moment on when all must end */
  int left_fd; /* readable when a connection has ended */
  GThread *thread;
  Connection connections[IFA_PRACTICE_MAX_CONNECTIONS]; /* the accepting thread's own */
};

static void
set_error_from_errno (GError **error)
{
  g_set_error (error, IFA_ERROR, IFA_ERROR_FAILED, "Cannot start the practice service: %s",
               g_strerror (errno));
}

static void
signal_fd (int fd)
{
  guint64 one = 1;

  while (write (fd, &one, sizeof one) < 0 && errno == EINTR)
    continue;
}

/* Bound, but not yet listening: the port is ours, and whoever knocks is refused (RST). */
static int
bind_loopback (GError **error)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  if (fd < 0 || bind (fd, (struct sockaddr *) &address, sizeof address) != 0)
    {
      set_error_from_errno (error);
      if (fd >= 0)
        close (fd);
      return -1;
    }
  return fd;
}

/**
 * ifa_practice_server_new:
 * @refuses: whether nobody shall listen on the service's port
 * @error: where to put why it failed
 *
 * Reserves the ports, on 127.0.0.1 and nowhere else; nobody is served yet.
 *
 * Returns: (transfer full): the server; `NULL` with @error set if there is no port to be had
 */
IfaPracticeServer *
ifa_practice_server_new (gboolean refuses, GError **error)
{
  g_autoptr (IfaPracticeServer) self = g_new0 (IfaPracticeServer, 1);

  self->refuses = refuses;
  for (guint i = 0; i < IFA_PRACTICE_N_LISTENERS; i++)
    self->listeners[i] = -1;
  self->stop_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  self->left_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (self->stop_fd < 0 || self->left_fd < 0)
    {
      set_error_from_errno (error);
      return NULL;
    }

  for (guint i = 0; i < IFA_PRACTICE_N_LISTENERS; i++)
    if ((self->listeners[i] = bind_loopback (error)) < 0)
      return NULL;
  return g_steal_pointer (&self);
}

/**
 * ifa_practice_server_get_port:
 * @self: the server
 * @listener: whose port
 *
 * Returns: the port that the kernel gave, in host byte order
 */
guint16
ifa_practice_server_get_port (IfaPracticeServer *self, IfaPracticeListener listener)
{
  struct sockaddr_in address = { 0 };
  socklen_t size = sizeof address;

  if (getsockname (self->listeners[listener], (struct sockaddr *) &address, &size) != 0)
    return 0;
  return ntohs (address.sin_port);
}

static gpointer
run_connection (gpointer data)
{
  Connection *connection = data;
  IfaPracticeServer *self = connection->server;
  IfaPracticeStream stream = { .fd = connection->fd, .stop_fd = self->stop_fd };

  ifa_practice_serve (self->stage, connection->listener, &stream);
  close (connection->fd);
  g_atomic_int_set (&connection->is_done, TRUE);
  signal_fd (self->left_fd);
  return NULL;
}

static guint
reap_connections (IfaPracticeServer *self)
{
  guint n_free = 0;

  for (guint i = 0; i < IFA_PRACTICE_MAX_CONNECTIONS; i++)
    {
      Connection *connection = &self->connections[i];

      if (connection->thread != NULL && g_atomic_int_get (&connection->is_done))
        g_clear_pointer (&connection->thread, g_thread_join);
      if (connection->thread == NULL)
        n_free++;
    }
  return n_free;
}

static void
start_connection (IfaPracticeServer *self, IfaPracticeListener listener, int fd)
{
  Connection *connection = self->connections;
  int yes = 1;

  while (connection->thread != NULL)
    connection++;
  /* Each write is a whole message: waiting for more would only make the service look slow. */
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  connection->server = self;
  connection->listener = listener;
  connection->fd = fd;
  connection->is_done = FALSE;
  connection->thread = g_thread_try_new ("practice-client", run_connection, connection, NULL);
  if (connection->thread == NULL)
    close (fd);
}

/* Returns: the number of places that are still free. */
static guint
accept_connections (IfaPracticeServer *self, const struct pollfd *polled, guint n_free)
{
  for (guint i = 0; i < IFA_PRACTICE_N_LISTENERS && n_free > 0; i++)
    {
      int fd;

      if ((polled[i].revents & POLLIN) == 0)
        continue;
      fd = accept4 (self->listeners[i], NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
      if (fd < 0 && (errno == EMFILE || errno == ENFILE || errno == ENOMEM))
        g_usleep (EXHAUSTED_MS * G_TIME_SPAN_MILLISECOND);
      if (fd < 0)
        continue;
      start_connection (self, i, fd);
      n_free--;
    }
  return n_free;
}

static gpointer
run_server (gpointer data)
{
  IfaPracticeServer *self = data;
  struct pollfd polled[IFA_PRACTICE_N_LISTENERS + 2];
  struct pollfd *left = &polled[IFA_PRACTICE_N_LISTENERS];
  struct pollfd *stop = &polled[IFA_PRACTICE_N_LISTENERS + 1];
  guint64 discarded;

  *left = (struct pollfd){ self->left_fd, POLLIN, 0 };
  *stop = (struct pollfd){ self->stop_fd, POLLIN, 0 };
  while (stop->revents == 0)
    {
      guint n_free = reap_connections (self);

      for (guint i = 0; i < IFA_PRACTICE_N_LISTENERS; i++)
        polled[i] = (struct pollfd){ n_free > 0 ? self->listeners[i] : -1, POLLIN, 0 };
      if (self->refuses)
        polled[IFA_PRACTICE_LISTENER_SERVICE].fd = -1;
      if (poll (polled, G_N_ELEMENTS (polled), -1) <= 0)
        continue;
      if (left->revents != 0 && read (self->left_fd, &discarded, sizeof discarded) < 0)
        continue;
      accept_connections (self, polled, n_free);
    }

  for (guint i = 0; i < IFA_PRACTICE_MAX_CONNECTIONS; i++)
    g_clear_pointer (&self->connections[i].thread, g_thread_join);
  return NULL;
}

/**
 * ifa_practice_server_start:
 * @self: the server
 * @stage: what is to be played; must outlive @self
 * @error: where to put why it failed
 *
 * Returns: whether clients are served from now on
 */
gboolean
ifa_practice_server_start (IfaPracticeServer *self, const IfaPracticeStage *stage, GError **error)
{
  self->stage = stage;
  for (guint i = 0; i < IFA_PRACTICE_N_LISTENERS; i++)
    {
      gboolean listens = i != IFA_PRACTICE_LISTENER_SERVICE || !self->refuses;

      if (listens && listen (self->listeners[i], IFA_PRACTICE_MAX_CONNECTIONS) != 0)
        {
          set_error_from_errno (error);
          return FALSE;
        }
    }
  self->thread = g_thread_try_new ("practice", run_server, self, error);
  return self->thread != NULL;
}

static void
close_fd (int fd)
{
  if (fd >= 0)
    close (fd);
}

/**
 * ifa_practice_server_free:
 * @self: the server
 *
 * Ends every connection at once, whatever it waits for, and gives the ports back.
 */
void
ifa_practice_server_free (IfaPracticeServer *self)
{
  if (self->thread != NULL)
    {
      signal_fd (self->stop_fd);
      g_thread_join (self->thread);
    }
  for (guint i = 0; i < IFA_PRACTICE_N_LISTENERS; i++)
    close_fd (self->listeners[i]);
  close_fd (self->stop_fd);
  close_fd (self->left_fd);
  g_free (self);
}
