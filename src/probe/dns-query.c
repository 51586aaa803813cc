/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "dns-query.h"

#include <ares.h>
#include <arpa/nameser.h>
#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <netdb.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "ares-error.h"

#define MAX_ADDRESSES 64

/* A lost packet is sent again three times before the deadline of three seconds. */
#define TRIES 3

struct _IfaDnsQuery
{
  ares_channel channel;
  gboolean is_ipv6;
  gboolean over_tcp;
  int socket_errno;
  GHashTable *sources; /* socket → GSource */
  guint timer;
  guint ended_source;
  IfaDnsAnswer answer;
  gboolean ended;
  IfaDnsQueryDone done;
  gpointer user_data;
};

static void set_timer (IfaDnsQuery *self);

static gboolean
socket_ready_cb (int fd, GIOCondition condition, gpointer user_data)
{
  IfaDnsQuery *self = user_data;

  ares_process_fd (self->channel,
                   condition & (G_IO_IN | G_IO_ERR | G_IO_HUP) ? fd : ARES_SOCKET_BAD,
                   condition & G_IO_OUT ? fd : ARES_SOCKET_BAD);
  set_timer (self);
  return G_SOURCE_CONTINUE;
}

static void
destroy_source (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

static void
socket_state_cb (void *user_data, int fd, int readable, int writable)
{
  IfaDnsQuery *self = user_data;
  GSource *source = NULL;

  g_hash_table_remove (self->sources, GINT_TO_POINTER (fd));
  if (!readable && !writable)
    return;

  source = g_unix_fd_source_new (fd, (readable ? G_IO_IN : 0) | (writable ? G_IO_OUT : 0));
  g_source_set_callback (source, G_SOURCE_FUNC (socket_ready_cb), self, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
  g_hash_table_insert (self->sources, GINT_TO_POINTER (fd), source);
}

static gboolean
timer_cb (gpointer user_data)
{
  IfaDnsQuery *self = user_data;

  self->timer = 0;
  ares_process_fd (self->channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
  set_timer (self);
  return G_SOURCE_REMOVE;
}

static void
set_timer (IfaDnsQuery *self)
{
  struct timeval room;
  struct timeval *next = ares_timeout (self->channel, NULL, &room);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (next != NULL && !self->ended)
    self->timer = g_timeout_add (next->tv_sec * 1000 + next->tv_usec / 1000 + 1, timer_cb, self);
}

/* c-ares calls every socket error "connection refused"; these keep what the kernel said. */
static ares_socket_t
open_socket_cb (int domain, int type, int protocol, void *user_data)
{
  return socket (domain, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
}

static int
close_socket_cb (ares_socket_t fd, void *user_data)
{
  return close (fd);
}

static int
note_errno (IfaDnsQuery *self, gssize result)
{
  if (result < 0 && errno != EAGAIN && errno != EINPROGRESS && errno != EINTR)
    self->socket_errno = errno;
  return errno;
}

static int
connect_cb (ares_socket_t fd,
            const struct sockaddr *address,
            ares_socklen_t length,
            void *user_data)
{
  int result = connect (fd, address, length);

  errno = note_errno (user_data, result);
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
  gssize result = recvfrom (fd, buffer, size, flags, from, from_length);

  errno = note_errno (user_data, result);
  return result;
}

static ares_ssize_t
send_cb (ares_socket_t fd, const struct iovec *parts, int n_parts, void *user_data)
{
  gssize result = writev (fd, parts, n_parts);

  errno = note_errno (user_data, result);
  return result;
}

static const struct ares_socket_functions socket_functions
    = { open_socket_cb, close_socket_cb, connect_cb, receive_cb, send_cb };

static void
add_address (IfaDnsAnswer *answer, const void *bytes, GSocketFamily family)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_bytes (bytes, family);

  if (answer->addresses->len < MAX_ADDRESSES)
    g_ptr_array_add (answer->addresses, g_inet_address_to_string (inet));
}

static char *
dup_name (const struct hostent *host)
{
  return host != NULL && host->h_name != NULL ? g_utf8_make_valid (host->h_name, -1) : NULL;
}

static int
read_ipv4 (IfaDnsAnswer *answer, const unsigned char *bytes, int length)
{
  struct ares_addrttl found[MAX_ADDRESSES];
  struct hostent *host = NULL;
  int n = MAX_ADDRESSES;
  int status = ares_parse_a_reply (bytes, length, &host, found, &n);

  for (int i = 0; status == ARES_SUCCESS && i < n; i++)
    add_address (answer, &found[i].ipaddr, G_SOCKET_FAMILY_IPV4);
  answer->canonical_name = dup_name (host);
  if (host != NULL)
    ares_free_hostent (host);
  return status;
}

static int
read_ipv6 (IfaDnsAnswer *answer, const unsigned char *bytes, int length)
{
  struct ares_addr6ttl found[MAX_ADDRESSES];
  struct hostent *host = NULL;
  int n = MAX_ADDRESSES;
  int status = ares_parse_aaaa_reply (bytes, length, &host, found, &n);

  for (int i = 0; status == ARES_SUCCESS && i < n; i++)
    add_address (answer, &found[i].ip6addr, G_SOCKET_FAMILY_IPV6);
  answer->canonical_name = dup_name (host);
  if (host != NULL)
    ares_free_hostent (host);
  return status;
}

static gboolean
ended_cb (gpointer user_data)
{
  IfaDnsQuery *self = user_data;

  self->ended_source = 0;
  self->done (self, &self->answer, self->user_data);
  return G_SOURCE_REMOVE;
}

/* Told from the main loop: the caller may free the query then, which c-ares wouldn't survive here.
 */
static void
end_later (IfaDnsQuery *self)
{
  self->ended = TRUE;
  self->ended_source = g_idle_add_full (G_PRIORITY_DEFAULT, ended_cb, self, NULL);
}

static void
answered_cb (void *user_data, int status, int timeouts, unsigned char *bytes, int length)
{
  IfaDnsQuery *self = user_data;

  if (status == ARES_EDESTRUCTION || status == ARES_ECANCELLED || self->ended)
    return;

  /* TC is the second bit of the third byte (RFC 1035 section 4.1.1). */
  if (bytes != NULL && length > 3 && (bytes[2] & 0x02) != 0)
    self->answer.truncated = TRUE;
  if (status == ARES_SUCCESS && bytes != NULL && !self->answer.truncated)
    status = self->is_ipv6 ? read_ipv6 (&self->answer, bytes, length)
                           : read_ipv4 (&self->answer, bytes, length);

  self->answer.outcome = ifa_outcome_from_ares (status, self->socket_errno);
  self->answer.rcode = ifa_rcode_from_ares (status);
  if (status != ARES_SUCCESS)
    self->answer.detail = g_strdup (ares_strerror (status));
  end_later (self);
}

static gboolean
open_channel (IfaDnsQuery *self, const char *server, guint timeout_ms)
{
  struct ares_options options = { 0 };
  int mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB
             | ARES_OPT_LOOKUPS;

  /* Any answer is taken as it is, one that was cut off too: it is what was asked for. */
  options.flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES | ARES_FLAG_NOCHECKRESP
                  | (self->over_tcp ? ARES_FLAG_USEVC : ARES_FLAG_IGNTC);
  /* It doubles from try to try, so three tries take seven times the first. */
  options.timeout = MAX (timeout_ms / 7, 50);
  options.tries = TRIES;
  options.sock_state_cb = socket_state_cb;
  options.sock_state_cb_data = self;
  options.lookups = (char *) "b";
  if (ares_init_options (&self->channel, &options, mask) != ARES_SUCCESS)
    {
      self->channel = NULL;
      return FALSE;
    }
  ares_set_socket_functions (self->channel, &socket_functions, self);
  return ares_set_servers_ports_csv (self->channel, server) == ARES_SUCCESS;
}

/**
 * ifa_dns_query_new:
 * @server: numeric address of a name server, with a port where it isn't 53
 * @name: the name to ask for
 * @is_ipv6: whether to ask for AAAA records instead of A
 * @over_tcp: whether to ask over TCP from the start
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

  self->is_ipv6 = is_ipv6;
  self->over_tcp = over_tcp;
  self->done = done;
  self->user_data = user_data;
  self->answer.addresses = g_ptr_array_new_with_free_func (g_free);
  self->sources = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) destroy_source);
  if (!open_channel (self, server, timeout_ms))
    {
      self->answer.outcome = IFA_OUTCOME_NOT_AVAILABLE;
      end_later (self);
      return self;
    }
  ares_query (self->channel, name, ns_c_in, is_ipv6 ? ns_t_aaaa : ns_t_a, answered_cb, self);
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
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->ended_source, g_source_remove);
  g_hash_table_unref (self->sources);
  g_ptr_array_unref (self->answer.addresses);
  g_free (self->answer.canonical_name);
  g_free (self->answer.detail);
  g_free (self);
}
