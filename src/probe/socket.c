/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "socket.h"

#include <errno.h>
#include <gio/gio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "icmp-error.h"

static gboolean
parse (const char *address, gint64 port, struct sockaddr_storage *native, gsize *length)
{
  g_autoptr (GSocketAddress) parsed = NULL;

  if (address == NULL || port < 1 || port > G_MAXUINT16)
    return FALSE;

  parsed = g_inet_socket_address_new_from_string (address, (guint) port);
  if (parsed == NULL)
    return FALSE;

  *length = g_socket_address_get_native_size (parsed);
  return g_socket_address_to_native (parsed, native, sizeof *native, NULL);
}

/* Since Linux 5.7 an ordinary user may bind a fresh socket to an interface. */
static gboolean
set_options (int fd, int family, const IfaSocketOptions *options)
{
  gboolean is_ipv6 = family == AF_INET6;
  int segment = (int) CLAMP (options->max_segment_bytes, 0, G_MAXUINT16);
  int ttl = (int) options->min_ttl;

  if (options->interface != NULL
      && setsockopt (fd, SOL_SOCKET, SO_BINDTODEVICE, options->interface,
                     strlen (options->interface) + 1)
             != 0)
    return FALSE;
  if (segment > 0 && setsockopt (fd, IPPROTO_TCP, TCP_MAXSEG, &segment, sizeof segment) != 0)
    return FALSE;
  return ttl == 0
         || setsockopt (fd, is_ipv6 ? IPPROTO_IPV6 : IPPROTO_IP,
                        is_ipv6 ? IPV6_MINHOPCOUNT : IP_MINTTL, &ttl, sizeof ttl)
                == 0;
}

/* A sandbox or an older kernel forbids the attempt itself, which must not be taken for a rule about
 * where packets may go. */
static int
refusal_to_try (int code)
{
  return code == EPERM || code == EACCES ? EOPNOTSUPP : code;
}

/**
 * ifa_socket_open_with:
 * @address: (nullable): a numeric address, with an interface where it is link-local
 *   ("fe80::1%eth0")
 * @port: a port
 * @options: what is unusual about it
 * @fd: (out): a non-blocking socket that is connecting or connected, to be closed by the
 *   caller; -1 where there is none. It may be set although the call failed: the error queue
 *   can say more.
 *
 * Returns: 0, or the `errno` with which the kernel refused at once; EINVAL where @address or
 *   @port make no sense; EOPNOTSUPP where such a socket can't be had here
 */
int
ifa_socket_open_with (const char *address, gint64 port, const IfaSocketOptions *options, int *fd)
{
  struct sockaddr_storage native;
  gsize length;

  *fd = -1;
  if (!parse (address, port, &native, &length))
    return EINVAL;

  *fd = socket (native.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
  if (*fd < 0)
    return refusal_to_try (errno);

  ifa_icmp_error_enable (*fd, native.ss_family);
  if (!set_options (*fd, native.ss_family, options))
    return refusal_to_try (errno);
  if (connect (*fd, (struct sockaddr *) &native, length) == 0 || errno == EINPROGRESS)
    return 0;

  /* What a "blackhole" route answers; ip-route(8). */
  return errno == EINVAL ? ENETUNREACH : errno;
}

/**
 * ifa_socket_open:
 * @address: (nullable): a numeric address
 * @port: a port
 * @fd: (out): as for [func@Ifa.socket_open_with]
 *
 * Returns: 0, or an `errno`
 */
int
ifa_socket_open (const char *address, gint64 port, int *fd)
{
  const IfaSocketOptions usual = { 0 };

  return ifa_socket_open_with (address, port, &usual, fd);
}

/**
 * ifa_socket_take_error:
 * @fd: a socket
 *
 * Returns: the error that waits there (`SO_ERROR`), which is then gone; 0 for none
 */
int
ifa_socket_take_error (int fd)
{
  int code = 0;
  socklen_t length = sizeof code;

  return getsockopt (fd, SOL_SOCKET, SO_ERROR, &code, &length) == 0 ? code : errno;
}
