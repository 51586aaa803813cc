/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "gateway-knock.h"

#include <errno.h>
#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "icmp-error.h"
#include "socket.h"

/* Where traceroute begins: nobody listens there, and whoever answers says so by ICMP. */
#define UNUSED_PORT 33434

/* Many routers are a name server, too; the others refuse. */
#define TCP_PORT 53

enum
{
  KNOCK_UDP,
  KNOCK_ECHO,
  KNOCK_TCP,
};

/* With two networks at once the gateway's address alone may lead out of the wrong one. For
 * datagrams there is a way that never needed a privilege; connections have to be bound to the
 * interface, which ordinary users may since Linux 5.7. */
static gboolean
choose_interface (int fd, int family, int type, guint index)
{
  guint32 value = GUINT32_TO_BE (index);

  if (type == SOCK_STREAM)
    return setsockopt (fd, SOL_SOCKET, SO_BINDTOIFINDEX, &index, sizeof index) == 0;
  if (family == AF_INET6)
    setsockopt (fd, IPPROTO_IPV6, IPV6_UNICAST_IF, &value, sizeof value);
  else
    setsockopt (fd, IPPROTO_IP, IP_UNICAST_IF, &value, sizeof value);
  return TRUE;
}

/* The socket, or the negative errno. */
static int
open_socket (const struct sockaddr_storage *native,
             gssize length,
             int type,
             int protocol,
             guint index)
{
  int fd = socket (native->ss_family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
  int code;

  if (fd < 0)
    return -errno;
  ifa_icmp_error_enable (fd, native->ss_family);
  if (choose_interface (fd, native->ss_family, type, index)
      && (connect (fd, (const struct sockaddr *) native, length) == 0 || errno == EINPROGRESS))
    return fd;
  code = errno;
  close (fd);
  return -code;
}

static int
take_over (int *slot, int fd)
{
  *slot = fd >= 0 ? fd : -1;
  return fd >= 0 ? 0 : -fd;
}

static void
send_echo (int fd, gboolean is_ipv6)
{
  struct icmphdr echo = { .type = is_ipv6 ? ICMP6_ECHO_REQUEST : ICMP_ECHO };

  /* The kernel fills in the identifier and the checksum (icmp(7)). */
  if (fd >= 0)
    (void) !send (fd, &echo, sizeof echo, MSG_NOSIGNAL);
}

/**
 * ifa_knock_send:
 * @self: (out caller-allocates): packets under way
 * @address: a neighbour
 * @interface: index of the interface that it is behind
 *
 * Sends a datagram to a port that nobody uses, an echo request where an ordinary user may
 * (`ping_group_range`), and the first packet of a connection. Each also makes the kernel look for
 * the neighbour.
 */
void
ifa_knock_send (IfaKnock *self, GInetAddress *address, guint interface)
{
  gboolean is_ipv6 = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6;
  guint scope_id = g_inet_address_get_is_link_local (address) ? interface : 0;
  g_autoptr (GSocketAddress) udp = g_object_new (G_TYPE_INET_SOCKET_ADDRESS, "address", address,
                                                 "port", UNUSED_PORT, "scope-id", scope_id, NULL);
  g_autoptr (GSocketAddress) tcp = g_object_new (G_TYPE_INET_SOCKET_ADDRESS, "address", address,
                                                 "port", TCP_PORT, "scope-id", scope_id, NULL);
  struct sockaddr_storage native;
  gssize length = g_socket_address_get_native_size (udp);

  self->address = g_inet_address_to_string (address);
  for (guint i = 0; i < IFA_KNOCKS; i++)
    self->fds[i] = -1;
  if (!g_socket_address_to_native (udp, &native, sizeof native, NULL))
    {
      self->error = EDESTADDRREQ;
      return;
    }

  self->error
      = take_over (&self->fds[KNOCK_UDP], open_socket (&native, length, SOCK_DGRAM, 0, interface));
  if (self->error == 0 && send (self->fds[KNOCK_UDP], "", 1, MSG_NOSIGNAL) != 1)
    self->error = errno;

  take_over (&self->fds[KNOCK_ECHO],
             open_socket (&native, length, SOCK_DGRAM, is_ipv6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP,
                          interface));
  send_echo (self->fds[KNOCK_ECHO], is_ipv6);

  if (g_socket_address_to_native (tcp, &native, sizeof native, NULL))
    take_over (&self->fds[KNOCK_TCP], open_socket (&native, length, SOCK_STREAM, 0, interface));
}

/* A rule of this computer may refuse as well: the sender tells. */
static gboolean
has_error_of (int fd, const char *address)
{
  g_auto (IfaIcmpError) icmp_error = { 0 };

  return ifa_icmp_error_read (fd, &icmp_error) && g_strcmp0 (icmp_error.sender, address) == 0;
}

static gboolean
has_echo (int fd)
{
  char reply[256];

  return recv (fd, reply, sizeof reply, MSG_DONTWAIT) > 0;
}

/* Open, or refused by a reset, which only the neighbour sends. */
static gboolean
has_connection (int fd)
{
  struct pollfd state = { .fd = fd, .events = POLLOUT };
  int code;

  if (poll (&state, 1, 0) != 1)
    return FALSE;
  code = ifa_socket_take_error (fd);
  return code == 0 ? (state.revents & (POLLERR | POLLHUP)) == 0 : code == ECONNREFUSED;
}

/**
 * ifa_knock_was_answered:
 * @self: packets under way
 *
 * Returns: whether the neighbour has answered one of them in whatever way
 */
gboolean
ifa_knock_was_answered (IfaKnock *self)
{
  for (guint i = 0; i < IFA_KNOCKS; i++)
    if (self->fds[i] >= 0 && has_error_of (self->fds[i], self->address))
      return TRUE;
  return (self->fds[KNOCK_ECHO] >= 0 && has_echo (self->fds[KNOCK_ECHO]))
         || (self->fds[KNOCK_TCP] >= 0 && has_connection (self->fds[KNOCK_TCP]));
}

void
ifa_knock_clear (IfaKnock *self)
{
  if (self->address == NULL)
    return;
  for (guint i = 0; i < IFA_KNOCKS; i++)
    if (self->fds[i] >= 0)
      close (self->fds[i]);
  g_clear_pointer (&self->address, g_free);
}
