/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "netlink.h"

#include <errno.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BUFFER_BYTES (32 * 1024)

/* No desktop has more interfaces, addresses and routes than fill this many answers. */
#define MAX_BUFFERS 256

static int
open_socket (void)
{
  const struct timeval limit = { .tv_usec = 200 * 1000 };
  struct sockaddr_nl self = { .nl_family = AF_NETLINK };
  int fd = socket (AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);

  if (fd < 0)
    return -1;
  /* The kernel never waits; this is for the sandbox that swallows the question. */
  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  if (bind (fd, (struct sockaddr *) &self, sizeof self) == 0)
    return fd;
  close (fd);
  return -1;
}

static gboolean
send_request (int fd, struct nlmsghdr *request)
{
  struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };

  return sendto (fd, request, request->nlmsg_len, 0, (struct sockaddr *) &kernel, sizeof kernel)
         == (gssize) request->nlmsg_len;
}

/* Returns -1 while more is to come, else 0 or an errno. */
static int
read_messages (const char *buffer, gsize length, IfaNetlinkFunc func, gpointer user_data)
{
  const struct nlmsghdr *message = (const struct nlmsghdr *) (gconstpointer) buffer;

  for (; NLMSG_OK (message, length); message = NLMSG_NEXT (message, length))
    {
      if (message->nlmsg_type == NLMSG_DONE)
        return 0;
      if (message->nlmsg_type == NLMSG_ERROR)
        {
          const struct nlmsgerr *error = NLMSG_DATA (message);
          return message->nlmsg_len >= NLMSG_LENGTH (sizeof *error) ? -error->error : EIO;
        }
      func (message, user_data);
      if ((message->nlmsg_flags & NLM_F_MULTI) == 0)
        return 0;
    }
  return -1;
}

static int
ask (struct nlmsghdr *request, IfaNetlinkFunc func, gpointer user_data)
{
  g_autofree char *buffer = g_malloc (BUFFER_BYTES);
  int fd = open_socket ();
  int code = -1;

  if (fd < 0)
    return errno;
  if (!send_request (fd, request))
    code = errno != 0 ? errno : EIO;

  for (guint i = 0; code == -1 && i < MAX_BUFFERS; i++)
    {
      gssize n = recv (fd, buffer, BUFFER_BYTES, 0);

      if (n > 0)
        code = read_messages (buffer, n, func, user_data);
      else if (n == 0 || errno != EINTR)
        code = n == 0 ? EIO : errno;
    }
  close (fd);
  return code == -1 ? EMSGSIZE : code;
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
  struct
  {
    struct nlmsghdr header;
    struct rtmsg body; /* at least as large as ifinfomsg, ifaddrmsg and ndmsg need */
    char room[8];
  } request = { 0 };

  request.header.nlmsg_len = NLMSG_LENGTH (MAX (sizeof (struct ifinfomsg), sizeof (struct rtmsg)));
  request.header.nlmsg_type = type;
  request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  request.body.rtm_family = family;
  return ask (&request.header, func, user_data);
}

/**
 * ifa_netlink_get_route:
 * @address: numeric
 * @func: (scope call): called with the route that the kernel chooses
 * @user_data: closure
 *
 * Returns: 0, or the errno with which the kernel refuses: ENETUNREACH where there is no route;
 *   EINVAL where @address is no address
 */
int
ifa_netlink_get_route (const char *address, IfaNetlinkFunc func, gpointer user_data)
{
  struct
  {
    struct nlmsghdr header;
    struct rtmsg body;
    struct rtattr attribute;
    guint8 bytes[16];
  } request = { 0 };
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  gsize size;

  if (inet == NULL)
    return EINVAL;

  size = g_inet_address_get_native_size (inet);
  request.header.nlmsg_len = NLMSG_LENGTH (sizeof request.body) + RTA_LENGTH (size);
  request.header.nlmsg_type = RTM_GETROUTE;
  request.header.nlmsg_flags = NLM_F_REQUEST;
  request.body.rtm_family
      = g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6 ? AF_INET6 : AF_INET;
  request.body.rtm_dst_len = size * 8;
  request.attribute.rta_type = RTA_DST;
  request.attribute.rta_len = RTA_LENGTH (size);
  memcpy (request.bytes, g_inet_address_to_bytes (inet), size);
  return ask (&request.header, func, user_data);
}

/**
 * ifa_netlink_parse:
 * @message: a message
 * @header_bytes: size of the fixed part of its payload
 * @attributes: (out caller-allocates): by type; `NULL` where there is none
 * @n_attributes: length of @attributes
 */
void
ifa_netlink_parse (const struct nlmsghdr *message,
                   gsize header_bytes,
                   const struct rtattr **attributes,
                   guint n_attributes)
{
  const char *payload = NLMSG_DATA (message);
  gsize used = NLMSG_LENGTH (NLMSG_ALIGN (header_bytes));
  int rest;
  const struct rtattr *attribute = NULL;

  memset (attributes, 0, n_attributes * sizeof *attributes);
  if (message->nlmsg_len < used)
    return;

  rest = message->nlmsg_len - used;
  attribute = (const struct rtattr *) (gconstpointer) (payload + NLMSG_ALIGN (header_bytes));
  for (; RTA_OK (attribute, rest); attribute = RTA_NEXT (attribute, rest))
    {
      guint type = attribute->rta_type & NLA_TYPE_MASK;
      if (type < n_attributes)
        attributes[type] = attribute;
    }
}

guint32
ifa_netlink_get_u32 (const struct rtattr *attribute)
{
  guint32 value = 0;

  if (attribute != NULL && RTA_PAYLOAD (attribute) >= sizeof value)
    memcpy (&value, RTA_DATA (attribute), sizeof value);
  return value;
}

/**
 * ifa_netlink_dup_address:
 * @attribute: (nullable): an address
 * @family: AF_INET or AF_INET6
 *
 * Returns: (transfer full) (nullable): as text; `NULL` where it isn't one
 */
char *
ifa_netlink_dup_address (const struct rtattr *attribute, guint8 family)
{
  g_autoptr (GInetAddress) inet = NULL;
  gsize size = family == AF_INET6 ? 16 : 4;

  if (attribute == NULL || RTA_PAYLOAD (attribute) < size)
    return NULL;
  inet = g_inet_address_new_from_bytes (RTA_DATA (attribute), family == AF_INET6
                                                                  ? G_SOCKET_FAMILY_IPV6
                                                                  : G_SOCKET_FAMILY_IPV4);
  return g_inet_address_to_string (inet);
}

char *
ifa_netlink_dup_string (const struct rtattr *attribute)
{
  return attribute != NULL ? g_strndup (RTA_DATA (attribute), RTA_PAYLOAD (attribute)) : NULL;
}
