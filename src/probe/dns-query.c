/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "dns-query.h"

#include <ares.h>
#include <arpa/nameser.h>
#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "ares-error.h"
#include "errno-outcome.h"
#include "icmp-error.h"

#define DNS_PORT 53

/* The wait doubles from try to try, so that four take fifteen times the first. */
#define TRIES 4
#define FIRST_TRY_SHARE 15

struct _IfaDnsQuery
{
  ares_channel channel; /* (nullable) */
  char *name;
  gboolean is_ipv6;
  gboolean over_tcp;
  struct sockaddr_storage server;
  socklen_t server_length;
  IfaOutcome socket_outcome; /* NOT_TESTED while its sockets had no error */
  guint n_received;
  guint8 packet[4096]; /* the latest datagram */
  gsize packet_bytes;
  GHashTable *sources; /* socket → GSource */
  GSource *timer;      /* of c-ares */
  GSource *deadline;
  GSource *ended_source;
  IfaDnsAnswer answer;
  gboolean ended;
  IfaDnsQueryDone done;
  gpointer user_data;
};

static void process (IfaDnsQuery *self, int read_fd, int write_fd);

static void
destroy_source (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

static GSource *
attach (GSource *source, GSourceFunc func, IfaDnsQuery *self)
{
  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
  return source;
}

static gboolean
ended_cb (gpointer user_data)
{
  IfaDnsQuery *self = user_data;

  g_clear_pointer (&self->ended_source, g_source_unref);
  self->done (self, &self->answer, self->user_data);
  return G_SOURCE_REMOVE;
}

/* Told from the main loop: the caller may free the query then, which c-ares wouldn't survive while
 * it calls. */
static void
end_later (IfaDnsQuery *self)
{
  if (self->ended)
    return;
  self->ended = TRUE;
  g_clear_pointer (&self->timer, destroy_source);
  g_clear_pointer (&self->deadline, destroy_source);
  g_hash_table_remove_all (self->sources);
  self->ended_source = attach (g_idle_source_new (), ended_cb, self);
  g_source_set_priority (self->ended_source, G_PRIORITY_DEFAULT);
}

/* c-ares leaves out what doesn't answer the question; a server that sends nothing else isn't
 * silent. */
static void
end_without_answer (IfaDnsQuery *self, IfaOutcome outcome)
{
  if (outcome == IFA_OUTCOME_TIMED_OUT && self->n_received > 0)
    {
      self->answer.outcome = IFA_OUTCOME_MALFORMED;
      g_free (self->answer.detail);
      self->answer.detail = g_strdup ("no packet that came was an answer to the question");
    }
  else if (outcome == IFA_OUTCOME_TIMED_OUT && self->socket_outcome != IFA_OUTCOME_NOT_TESTED)
    self->answer.outcome = self->socket_outcome;
  else
    self->answer.outcome = outcome;
  end_later (self);
}

static gboolean
socket_ready_cb (int fd, GIOCondition condition, gpointer user_data)
{
  process (user_data, condition & (G_IO_IN | G_IO_ERR | G_IO_HUP) ? fd : ARES_SOCKET_BAD,
           condition & G_IO_OUT ? fd : ARES_SOCKET_BAD);
  return G_SOURCE_CONTINUE;
}

static void
socket_state_cb (void *user_data, int fd, int readable, int writable)
{
  IfaDnsQuery *self = user_data;
  GSource *source = NULL;

  g_hash_table_remove (self->sources, GINT_TO_POINTER (fd));
  if ((!readable && !writable) || self->ended)
    return;

  source = g_unix_fd_source_new (fd, (readable ? G_IO_IN : 0) | (writable ? G_IO_OUT : 0));
  attach (source, G_SOURCE_FUNC (socket_ready_cb), self);
  g_hash_table_insert (self->sources, GINT_TO_POINTER (fd), source);
}

static gboolean
timer_cb (gpointer user_data)
{
  process (user_data, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
  return G_SOURCE_REMOVE;
}

static gboolean
deadline_cb (gpointer user_data)
{
  end_without_answer (user_data, IFA_OUTCOME_TIMED_OUT);
  return G_SOURCE_REMOVE;
}

static void
set_timer (IfaDnsQuery *self)
{
  struct timeval room;
  struct timeval *next = ares_timeout (self->channel, NULL, &room);

  g_clear_pointer (&self->timer, destroy_source);
  if (next != NULL && !self->ended)
    self->timer = attach (g_timeout_source_new (next->tv_sec * 1000 + next->tv_usec / 1000 + 1),
                          timer_cb, self);
}

static void
process (IfaDnsQuery *self, int read_fd, int write_fd)
{
  if (self->ended)
    return;
  ares_process_fd (self->channel, read_fd, write_fd);
  set_timer (self);
}

/* c-ares calls every socket error "connection refused"; this keeps what the kernel said, and who
 * sent it. */
static void
note_error (IfaDnsQuery *self, int fd, int code)
{
  g_auto (IfaIcmpError) icmp_error = { 0 };

  if (ifa_icmp_error_read (fd, &icmp_error))
    self->socket_outcome = ifa_icmp_error_to_outcome (&icmp_error);
  /* What a "blackhole" route answers; ip-route(8). */
  else if (code == EINVAL)
    self->socket_outcome = IFA_OUTCOME_NETWORK_UNREACHABLE;
  else
    self->socket_outcome = ifa_outcome_from_errno (code);
}

static gboolean
is_error (gssize result)
{
  return result < 0 && errno != EAGAIN && errno != EINPROGRESS && errno != EINTR;
}

static ares_socket_t
open_socket_cb (int domain, int type, int protocol, void *user_data)
{
  int fd = socket (domain, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);

  if (fd >= 0)
    ifa_icmp_error_enable (fd, domain);
  else
    ((IfaDnsQuery *) user_data)->socket_outcome = ifa_outcome_from_errno (errno);
  return fd;
}

static int
close_socket_cb (ares_socket_t fd, void *user_data)
{
  return close (fd);
}

/* c-ares knows no interfaces, which link-local servers need. */
static int
connect_cb (ares_socket_t fd,
            const struct sockaddr *address,
            ares_socklen_t length,
            void *user_data)
{
  IfaDnsQuery *self = user_data;
  int result = connect (fd, (const struct sockaddr *) &self->server, self->server_length);
  int code = errno;

  if (is_error (result))
    note_error (self, fd, code);
  errno = code;
  return result;
}

static ares_ssize_t
receive_cb (ares_socket_t fd,
            void *buffer,
            size_t size,
            int flags,
            struct sockaddr *from,
            ares_socklen_t *from_length,
            void *user_data)
{
  IfaDnsQuery *self = user_data;
  gssize result = recvfrom (fd, buffer, size, flags, from, from_length);
  int code = errno;
  g_auto (IfaIcmpError) icmp_error = { 0 };

  if (result > 0)
    {
      self->n_received++;
      self->packet_bytes = MIN ((gsize) result, sizeof self->packet);
      memcpy (self->packet, buffer, self->packet_bytes);
    }
  else if (is_error (result))
    note_error (self, fd, code);
  else if (result < 0 && ifa_icmp_error_read (fd, &icmp_error))
    {
      /* Its number was fetched by an earlier call; the queue alone would wake us for ever. */
      self->socket_outcome = ifa_icmp_error_to_outcome (&icmp_error);
      code = EHOSTUNREACH;
    }
  errno = code;
  return result;
}

static ares_ssize_t
send_cb (ares_socket_t fd, const struct iovec *parts, int n_parts, void *user_data)
{
  const struct msghdr message = { .msg_iov = (struct iovec *) parts, .msg_iovlen = n_parts };
  gssize result = sendmsg (fd, &message, MSG_NOSIGNAL);
  int code = errno;

  if (is_error (result))
    note_error (user_data, fd, code);
  errno = code;
  return result;
}

static const struct ares_socket_functions socket_functions
    = { open_socket_cb, close_socket_cb, connect_cb, receive_cb, send_cb };

static void
answered_cb (void *user_data, int status, int timeouts, unsigned char *bytes, int length)
{
  IfaDnsQuery *self = user_data;

  if (status == ARES_EDESTRUCTION || status == ARES_ECANCELLED || self->ended)
    return;

  if (bytes == NULL)
    {
      self->answer.detail = g_strdup (ares_strerror (status));
      end_without_answer (self, ifa_outcome_from_ares (status, self->socket_outcome));
      return;
    }
  /* c-ares cuts a datagram after the 512 bytes of RFC 1035; not every server keeps to them, and
   * libc takes what comes. */
  if (!self->over_tcp && self->packet_bytes > (gsize) length
      && memcmp (self->packet, bytes, length) == 0)
    ifa_dns_answer_read (&self->answer, self->packet, self->packet_bytes, self->name,
                         self->is_ipv6);
  else
    ifa_dns_answer_read (&self->answer, bytes, length, self->name, self->is_ipv6);
  end_later (self);
}

/* "192.0.2.1", "fe80::1%eth0", "192.0.2.1:5353" or "[2001:db8::1]:5353". */
static GSocketAddress *
parse_server (const char *server)
{
  const char *colon = strrchr (server, ':');
  g_autofree char *address = NULL;
  guint64 port;

  if (colon == NULL || (strchr (server, ':') != colon && server[0] != '['))
    return g_inet_socket_address_new_from_string (server, DNS_PORT);

  if (!g_ascii_string_to_unsigned (colon + 1, 10, 1, G_MAXUINT16, &port, NULL))
    return NULL;
  if (server[0] == '[' && colon > server + 1 && colon[-1] == ']')
    address = g_strndup (server + 1, colon - server - 2);
  else
    address = g_strndup (server, colon - server);
  return g_inet_socket_address_new_from_string (address, (guint) port);
}

static gboolean
set_server (IfaDnsQuery *self, const char *server)
{
  g_autoptr (GSocketAddress) address = server != NULL ? parse_server (server) : NULL;
  GInetSocketAddress *inet = NULL;
  GInetAddress *host = NULL;
  struct ares_addr_port_node node = { 0 };

  if (!G_IS_INET_SOCKET_ADDRESS (address)
      || !g_socket_address_to_native (address, &self->server, sizeof self->server, NULL))
    return FALSE;

  inet = G_INET_SOCKET_ADDRESS (address);
  host = g_inet_socket_address_get_address (inet);
  self->server_length = g_socket_address_get_native_size (address);
  node.family = self->server.ss_family;
  node.udp_port = g_inet_socket_address_get_port (inet);
  node.tcp_port = node.udp_port;
  memcpy (&node.addr, g_inet_address_to_bytes (host), g_inet_address_get_native_size (host));
  return ares_set_servers_ports (self->channel, &node) == ARES_SUCCESS;
}

static gboolean
open_channel (IfaDnsQuery *self, guint timeout_ms)
{
  struct in_addr placeholder = { htonl (INADDR_LOOPBACK) };
  struct ares_options options = { 0 };
  int mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_NDOTS
             | ARES_OPT_SOCK_STATE_CB | ARES_OPT_LOOKUPS | ARES_OPT_SERVERS | ARES_OPT_DOMAINS
             | ARES_OPT_SORTLIST | ARES_OPT_NOROTATE | ARES_OPT_RESOLVCONF;

  /* Any answer is taken as it is, one that was cut off too: it is what was asked for. */
  options.flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES | ARES_FLAG_NOCHECKRESP
                  | (self->over_tcp ? ARES_FLAG_USEVC : ARES_FLAG_IGNTC);
  options.timeout = self->over_tcp ? timeout_ms : MAX (timeout_ms / FIRST_TRY_SHARE, 20);
  options.tries = self->over_tcp ? 1 : TRIES;
  options.sock_state_cb = socket_state_cb;
  options.sock_state_cb_data = self;
  /* Whatever isn't given here c-ares would read from the system's files. */
  options.ndots = 1;
  options.lookups = (char *) "b";
  options.servers = &placeholder;
  options.nservers = 1;
  options.resolvconf_path = (char *) "/dev/null";
  if (ares_init_options (&self->channel, &options, mask) != ARES_SUCCESS)
    {
      self->channel = NULL;
      return FALSE;
    }
  ares_set_socket_functions (self->channel, &socket_functions, self);
  return TRUE;
}

/**
 * ifa_dns_query_new:
 * @server: numeric address of a name server, with a port where it isn't 53
 * @name: the name to ask for, in any script
 * @is_ipv6: whether to ask for AAAA records instead of A
 * @over_tcp: whether to ask over TCP instead of UDP
 * @timeout_ms: for all tries together
 * @done: called once, from the main loop
 * @user_data: closure
 *
 * Returns: (transfer full): the query under way
 */
IfaDnsQuery *
ifa_dns_query_new (const char *server,
                   const char *name,
                   gboolean is_ipv6,
                   gboolean over_tcp,
                   guint timeout_ms,
                   IfaDnsQueryDone done,
                   gpointer user_data)
{
  IfaDnsQuery *self = g_new0 (IfaDnsQuery, 1);

  self->name = g_hostname_to_ascii (name);
  self->is_ipv6 = is_ipv6;
  self->over_tcp = over_tcp;
  self->done = done;
  self->user_data = user_data;
  ifa_dns_answer_init (&self->answer);
  self->sources = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) destroy_source);
  if (self->name == NULL)
    {
      end_without_answer (self, IFA_OUTCOME_NAME_NOT_FOUND);
      return self;
    }
  if (!open_channel (self, timeout_ms) || !set_server (self, server))
    {
      end_without_answer (self, IFA_OUTCOME_NOT_AVAILABLE);
      return self;
    }

  self->deadline = attach (g_timeout_source_new (timeout_ms), deadline_cb, self);
  ares_query (self->channel, self->name, ns_c_in, is_ipv6 ? ns_t_aaaa : ns_t_a, answered_cb, self);
  set_timer (self);
  return self;
}

void
ifa_dns_query_free (IfaDnsQuery *self)
{
  if (self == NULL)
    return;

  self->ended = TRUE;
  if (self->channel != NULL)
    ares_destroy (self->channel);
  g_clear_pointer (&self->timer, destroy_source);
  g_clear_pointer (&self->deadline, destroy_source);
  g_clear_pointer (&self->ended_source, destroy_source);
  g_hash_table_unref (self->sources);
  ifa_dns_answer_clear (&self->answer);
  g_free (self->name);
  g_free (self);
}
