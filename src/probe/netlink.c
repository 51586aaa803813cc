/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "netlink.h"

#include <errno.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The kernel fills at most 32 KiB at a time. */
#define BUFFER_BYTES (32 * 1024)

/* No desktop has more interfaces, addresses and routes than fill this many answers. */
#define MAX_BUFFERS 256

/* Each question has a socket of its own, so that any number tells its answer. */
#define SEQUENCE 1

typedef struct
{
  struct nlmsghdr header;
  char body[128];
} Request;

static void
add_body (Request *request, gconstpointer body, gsize size)
{
  memcpy ((char *) request + NLMSG_ALIGN (request->header.nlmsg_len), body, size);
  request->header.nlmsg_len = NLMSG_ALIGN (request->header.nlmsg_len) + size;
}

static void
add_attribute (Request *request, guint16 type, gconstpointer value, gsize size)
{
  struct rtattr attribute = { .rta_len = RTA_LENGTH (size), .rta_type = type };

  add_body (request, &attribute, sizeof attribute);
  add_body (request, value, size);
}

static Request
new_request (guint16 type, guint16 flags, gconstpointer body, gsize size)
{
  Request request = { .header = { .nlmsg_len = NLMSG_HDRLEN,
                                  .nlmsg_type = type,
                                  .nlmsg_flags = NLM_F_REQUEST | flags,
                                  .nlmsg_seq = SEQUENCE } };

  add_body (&request, body, size);
  return request;
}

static int
receive (int fd, char *buffer, IfaNetlinkFunc func, gpointer user_data)
{
  struct sockaddr_nl sender = { 0 };
  socklen_t length = sizeof sender;
  gssize n
      = recvfrom (fd, buffer, BUFFER_BYTES, MSG_DONTWAIT, (struct sockaddr *) &sender, &length);

  if (n < 0)
    return errno == EINTR ? IFA_NETLINK_MORE : errno;
  /* Any program may write to this socket; only the kernel has the number 0. */
  if (sender.nl_pid != 0)
    return IFA_NETLINK_MORE;
  return ifa_netlink_walk (buffer, n, SEQUENCE, func, user_data);
}

/* What a sandbox answers for the kernel. A route that forbids comes as a message instead. */
static int
refusal_to_ask (int code)
{
  return code == EPERM || code == EACCES ? ENOSYS : code;
}

static int
ask (const Request *request, IfaNetlinkFunc func, gpointer user_data)
{
  struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
  g_autofree char *buffer = g_malloc (BUFFER_BYTES);
  int fd = socket (AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  int code = IFA_NETLINK_MORE;

  if (fd < 0)
    return refusal_to_ask (errno);
  if (sendto (fd, request, request->header.nlmsg_len, MSG_DONTWAIT, (struct sockaddr *) &kernel,
              sizeof kernel)
      < 0)
    code = refusal_to_ask (errno);

  for (guint i = 0; code == IFA_NETLINK_MORE && i < MAX_BUFFERS; i++)
    code = receive (fd, buffer, func, user_data);
  close (fd);
  return code == IFA_NETLINK_MORE ? EMSGSIZE : code;
}

/**
 * ifa_netlink_dump:
 * @type: RTM_GETLINK, RTM_GETADDR, RTM_GETROUTE or RTM_GETNEIGH
 * @family: AF_UNSPEC, AF_INET or AF_INET6
 * @func: (scope call): called for each message
 * @user_data: closure
 *
 * Returns: 0, or an errno
 */
int
ifa_netlink_dump (guint16 type, guint8 family, IfaNetlinkFunc func, gpointer user_data)
{
  /* Of the bodies of the four questions the longest; the family is the first member of each. */
  struct ifinfomsg body = { .ifi_family = family };
  Request request = new_request (type, NLM_F_DUMP, &body, sizeof body);

  return ask (&request, func, user_data);
}

typedef struct
{
  IfaNetlinkLink *link;
  IfaNetlinkRoute *route;
  gboolean found;
} Single;

static void
note_single (const struct nlmsghdr *message, gpointer user_data)
{
  Single *single = user_data;

  if (single->link != NULL)
    single->found = ifa_netlink_read_link (message, single->link);
  else
    single->found = ifa_netlink_read_route (message, single->route);
}

static int
ask_single (const Request *request, Single single)
{
  int code = ask (request, note_single, &single);

  if (code == 0 && !single.found)
    return EIO;
  return code;
}

/**
 * ifa_netlink_get_link:
 * @index: of an interface
 * @link: (out caller-allocates): the interface
 *
 * Returns: 0, or an errno: ENODEV where there is no such interface
 */
int
ifa_netlink_get_link (guint index, IfaNetlinkLink *link)
{
  struct ifinfomsg body = { .ifi_index = (int) index };
  Request request = new_request (RTM_GETLINK, 0, &body, sizeof body);

  if (index == 0 || index > G_MAXINT)
    return ENODEV;
  return ask_single (&request, (Single){ .link = link });
}

/**
 * ifa_netlink_get_route:
 * @address: (nullable): numeric, with an interface where it is link-local ("fe80::1%eth0")
 * @route: (out caller-allocates): the route that the kernel would choose
 *
 * Returns: 0, or the errno with which the kernel refuses: ENETUNREACH where there is no route, and
 *   what ip-route(8) says of routes that forbid; EDESTADDRREQ where @address is no address
 */
int
ifa_netlink_get_route (const char *address, IfaNetlinkRoute *route)
{
  g_autoptr (GSocketAddress) parsed
      = address != NULL ? g_inet_socket_address_new_from_string (address, 0) : NULL;
  GInetAddress *inet = NULL;
  guint32 scope_id = 0;
  struct rtmsg body = { 0 };
  Request request;
  gsize size;

  if (!G_IS_INET_SOCKET_ADDRESS (parsed))
    return EDESTADDRREQ;

  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (parsed));
  if (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6)
    scope_id = g_inet_socket_address_get_scope_id (G_INET_SOCKET_ADDRESS (parsed));
  size = g_inet_address_get_native_size (inet);
  body.rtm_family = g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6 ? AF_INET6 : AF_INET;
  body.rtm_dst_len = size * 8;
  request = new_request (RTM_GETROUTE, 0, &body, sizeof body);
  add_attribute (&request, RTA_DST, g_inet_address_to_bytes (inet), size);
  if (scope_id != 0)
    add_attribute (&request, RTA_OIF, &scope_id, sizeof scope_id);
  return ask_single (&request, (Single){ .route = route });
}
