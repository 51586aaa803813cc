/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "netlink-message.h"

#include <errno.h>
#include <gio/gio.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/neighbour.h>
#include <string.h>
#include <sys/socket.h>

/* A span of bytes: what is left to read. The kernel's own macros trust that lengths are aligned and
 * that at least a header is left. */
typedef struct
{
  const guint8 *bytes;
  gsize size;
} Span;

static void
skip (Span *span, gsize n_bytes)
{
  n_bytes = MIN (n_bytes, span->size);
  span->bytes += n_bytes;
  span->size -= n_bytes;
}

/* Sets @values by attribute type; what is missing stays empty. */
static void
read_attributes (Span span, Span *values, guint n_values)
{
  struct rtattr attribute;

  memset (values, 0, n_values * sizeof *values);
  while (span.size >= sizeof attribute)
    {
      guint type;

      memcpy (&attribute, span.bytes, sizeof attribute);
      if (attribute.rta_len < sizeof attribute || attribute.rta_len > span.size)
        return;
      type = attribute.rta_type & NLA_TYPE_MASK;
      if (type < n_values)
        values[type]
            = (Span){ span.bytes + sizeof attribute, attribute.rta_len - sizeof attribute };
      skip (&span, RTA_ALIGN (attribute.rta_len));
    }
}

/* Copies the fixed part of the message's payload and sets @rest to what follows it. */
static gboolean
read_body (const struct nlmsghdr *message,
           guint16 type,
           gpointer body,
           gsize body_bytes,
           Span *values,
           guint n_values)
{
  Span rest = { (const guint8 *) message, message->nlmsg_len };

  if (message->nlmsg_type != type || message->nlmsg_len < NLMSG_LENGTH (body_bytes))
    return FALSE;
  skip (&rest, NLMSG_HDRLEN);
  memcpy (body, rest.bytes, body_bytes);
  skip (&rest, NLMSG_ALIGN (body_bytes));
  read_attributes (rest, values, n_values);
  return TRUE;
}

static guint32
get_u32 (Span value)
{
  guint32 number = 0;

  if (value.size >= sizeof number)
    memcpy (&number, value.bytes, sizeof number);
  return number;
}

static IfaNetlinkAddress
get_address (Span value, guint8 family)
{
  IfaNetlinkAddress address = { 0 };
  gsize size = family == AF_INET6 ? 16 : 4;

  if ((family != AF_INET && family != AF_INET6) || value.size < size)
    return address;
  address.family = family;
  memcpy (address.bytes, value.bytes, size);
  return address;
}

static void
get_name (Span value, char *name)
{
  gsize length = value.size > 0 ? strnlen ((const char *) value.bytes, value.size) : 0;

  length = MIN (length, IFA_NETLINK_NAME_BYTES - 1);
  memset (name, 0, IFA_NETLINK_NAME_BYTES);
  if (length > 0)
    memcpy (name, value.bytes, length);
}

static gboolean
get_hardware_address (Span value, guint8 *hardware_address)
{
  if (value.size != 6)
    return FALSE;
  memcpy (hardware_address, value.bytes, 6);
  return TRUE;
}

static int
error_of (const struct nlmsghdr *message)
{
  struct nlmsgerr error;

  if (message->nlmsg_len < NLMSG_LENGTH (sizeof error.error))
    return EIO;
  memcpy (&error.error, NLMSG_DATA (message), sizeof error.error);
  /* Negative is what the kernel writes; anything but that makes no sense. */
  return error.error > 0 || error.error == G_MININT ? EIO : -error.error;
}

/**
 * ifa_netlink_walk:
 * @bytes: what was received, aligned as `malloc` does
 * @length: its length
 * @sequence: of the question; other messages are left out
 * @func: (scope call): called for each message of the answer
 * @user_data: closure
 *
 * Returns: 0 where the answer ends here, `IFA_NETLINK_MORE` where it doesn't, or the errno with
 *   which the kernel refuses
 */
int
ifa_netlink_walk (gconstpointer bytes,
                  gsize length,
                  guint32 sequence,
                  IfaNetlinkFunc func,
                  gpointer user_data)
{
  Span rest = { bytes, length };

  while (rest.size >= NLMSG_HDRLEN)
    {
      const struct nlmsghdr *message = (gconstpointer) rest.bytes;

      if (message->nlmsg_len < NLMSG_HDRLEN || message->nlmsg_len > rest.size)
        return EIO;
      if (message->nlmsg_seq == sequence)
        {
          if (message->nlmsg_type == NLMSG_DONE)
            return 0;
          if (message->nlmsg_type == NLMSG_ERROR)
            return error_of (message);
          func (message, user_data);
          if ((message->nlmsg_flags & NLM_F_MULTI) == 0)
            return 0;
        }
      skip (&rest, NLMSG_ALIGN (message->nlmsg_len));
    }
  return IFA_NETLINK_MORE;
}

/**
 * ifa_netlink_read_link:
 * @message: a message
 * @link: (out caller-allocates): the interface
 *
 * Returns: whether @message is about an interface that is there
 */
gboolean
ifa_netlink_read_link (const struct nlmsghdr *message, IfaNetlinkLink *link)
{
  struct ifinfomsg body;
  Span values[IFLA_LINKINFO + 1];
  Span info[IFLA_INFO_KIND + 1];

  if (!read_body (message, RTM_NEWLINK, &body, sizeof body, values, G_N_ELEMENTS (values))
      || body.ifi_index <= 0)
    return FALSE;

  memset (link, 0, sizeof *link);
  get_name (values[IFLA_IFNAME], link->name);
  read_attributes (values[IFLA_LINKINFO], info, G_N_ELEMENTS (info));
  get_name (info[IFLA_INFO_KIND], link->kind);
  link->index = body.ifi_index;
  link->flags = body.ifi_flags;
  link->hardware_type = body.ifi_type;
  link->master = get_u32 (values[IFLA_MASTER]);
  link->mtu = get_u32 (values[IFLA_MTU]);
  link->has_hardware_address = get_hardware_address (values[IFLA_ADDRESS], link->hardware_address);
  return link->name[0] != '\0';
}

/**
 * ifa_netlink_read_address:
 * @message: a message
 * @address: (out caller-allocates): an address of an interface
 *
 * Returns: whether @message is about an address that is there
 */
gboolean
ifa_netlink_read_address (const struct nlmsghdr *message, IfaNetlinkInterfaceAddress *address)
{
  struct ifaddrmsg body;
  Span values[IFA_FLAGS + 1];

  if (!read_body (message, RTM_NEWADDR, &body, sizeof body, values, G_N_ELEMENTS (values)))
    return FALSE;

  memset (address, 0, sizeof *address);
  address->index = body.ifa_index;
  address->prefix_length = body.ifa_prefixlen;
  address->flags
      = values[IFA_FLAGS].size >= 4 ? get_u32 (values[IFA_FLAGS]) : (guint32) body.ifa_flags;
  address->neighbour = get_address (values[IFA_ADDRESS], body.ifa_family);
  /* IPv6 names its own address there alone, unless it has another end. */
  address->own
      = get_address (values[IFA_LOCAL].bytes != NULL ? values[IFA_LOCAL] : values[IFA_ADDRESS],
                     body.ifa_family);
  if (address->neighbour.family == 0)
    address->neighbour = address->own;
  return address->own.family != 0 && body.ifa_prefixlen <= (body.ifa_family == AF_INET6 ? 128 : 32);
}

/* A gateway of the other family stands in RTA_VIA (RFC 5549). */
static IfaNetlinkAddress
get_gateway (const Span *values, guint8 family)
{
  Span via = values[RTA_VIA];
  guint16 via_family;

  if (values[RTA_GATEWAY].bytes != NULL || via.size < sizeof via_family)
    return get_address (values[RTA_GATEWAY], family);
  memcpy (&via_family, via.bytes, sizeof via_family);
  skip (&via, sizeof via_family);
  return get_address (via, via_family <= G_MAXUINT8 ? via_family : 0);
}

static void
read_hops (Span span, IfaNetlinkRoute *route)
{
  struct rtnexthop header;

  while (span.size >= sizeof header && route->n_hops < IFA_NETLINK_MAX_HOPS)
    {
      IfaNetlinkHop *hop = &route->hops[route->n_hops];
      Span values[RTA_VIA + 1];

      memcpy (&header, span.bytes, sizeof header);
      if (header.rtnh_len < sizeof header || header.rtnh_len > span.size)
        return;
      read_attributes ((Span){ span.bytes + sizeof header, header.rtnh_len - sizeof header },
                       values, G_N_ELEMENTS (values));
      hop->index = header.rtnh_ifindex;
      hop->flags = header.rtnh_flags;
      hop->gateway = get_gateway (values, route->family);
      route->n_hops++;
      skip (&span, RTNH_ALIGN (header.rtnh_len));
    }
}

/**
 * ifa_netlink_read_route:
 * @message: a message
 * @route: (out caller-allocates): the route, with one hop or, where traffic is shared, several
 *
 * Returns: whether @message is about an IPv4 or IPv6 route that is there
 */
gboolean
ifa_netlink_read_route (const struct nlmsghdr *message, IfaNetlinkRoute *route)
{
  struct rtmsg body;
  Span values[RTA_VIA + 1];
  Span metrics[RTAX_MTU + 1];

  if (!read_body (message, RTM_NEWROUTE, &body, sizeof body, values, G_N_ELEMENTS (values))
      || (body.rtm_family != AF_INET && body.rtm_family != AF_INET6))
    return FALSE;

  memset (route, 0, sizeof *route);
  read_attributes (values[RTA_METRICS], metrics, G_N_ELEMENTS (metrics));
  route->family = body.rtm_family;
  route->type = body.rtm_type;
  route->prefix_length = body.rtm_dst_len;
  route->table = values[RTA_TABLE].size >= 4 ? get_u32 (values[RTA_TABLE]) : body.rtm_table;
  route->metric = get_u32 (values[RTA_PRIORITY]);
  route->mtu = get_u32 (metrics[RTAX_MTU]);
  route->is_cloned = (body.rtm_flags & RTM_F_CLONED) != 0;
  route->destination = get_address (values[RTA_DST], body.rtm_family);
  route->source = get_address (values[RTA_PREFSRC], body.rtm_family);
  if (values[RTA_MULTIPATH].bytes != NULL)
    read_hops (values[RTA_MULTIPATH], route);
  else
    {
      route->hops[0].index = get_u32 (values[RTA_OIF]);
      route->hops[0].flags = body.rtm_flags;
      route->hops[0].gateway = get_gateway (values, body.rtm_family);
      route->n_hops = 1;
    }
  return TRUE;
}

/**
 * ifa_netlink_read_neighbour:
 * @message: a message
 * @neighbour: (out caller-allocates): an entry of the neighbour table (ARP, ND)
 *
 * Returns: whether @message is about an IPv4 or IPv6 neighbour
 */
gboolean
ifa_netlink_read_neighbour (const struct nlmsghdr *message, IfaNetlinkNeighbour *neighbour)
{
  struct ndmsg body;
  Span values[NDA_CACHEINFO + 1];
  struct nda_cacheinfo times;

  if (!read_body (message, RTM_NEWNEIGH, &body, sizeof body, values, G_N_ELEMENTS (values)))
    return FALSE;

  memset (neighbour, 0, sizeof *neighbour);
  neighbour->index = body.ndm_ifindex;
  neighbour->state = body.ndm_state;
  neighbour->address = get_address (values[NDA_DST], body.ndm_family);
  neighbour->has_hardware_address
      = get_hardware_address (values[NDA_LLADDR], neighbour->hardware_address);
  if (values[NDA_CACHEINFO].size >= sizeof times)
    {
      memcpy (&times, values[NDA_CACHEINFO].bytes, sizeof times);
      neighbour->has_confirmed = TRUE;
      neighbour->confirmed_ms = (gint64) times.ndm_confirmed * IFA_NETLINK_TICK_MS;
    }
  return neighbour->address.family != 0;
}

/**
 * ifa_netlink_address_dup_text:
 * @address: an address
 *
 * Returns: (transfer full) (nullable): its usual notation; `NULL` for none
 */
char *
ifa_netlink_address_dup_text (const IfaNetlinkAddress *address)
{
  g_autoptr (GInetAddress) inet = NULL;

  if (address->family == 0)
    return NULL;
  inet = g_inet_address_new_from_bytes (address->bytes, address->family == AF_INET6
                                                            ? G_SOCKET_FAMILY_IPV6
                                                            : G_SOCKET_FAMILY_IPV4);
  return g_inet_address_to_string (inet);
}

/**
 * ifa_netlink_address_is_in_prefix:
 * @address: an address
 * @prefix: another; what stands behind its first @prefix_length bits doesn't matter
 * @prefix_length: in bits
 *
 * Returns: whether both have the family and the first bits in common
 */
gboolean
ifa_netlink_address_is_in_prefix (const IfaNetlinkAddress *address,
                                  const IfaNetlinkAddress *prefix,
                                  guint prefix_length)
{
  guint n_bytes = prefix_length / 8;
  guint8 mask = prefix_length % 8 != 0 ? 0xff << (8 - prefix_length % 8) : 0;

  if (address->family == 0 || address->family != prefix->family
      || prefix_length > (address->family == AF_INET6 ? 128U : 32U))
    return FALSE;
  if (memcmp (address->bytes, prefix->bytes, n_bytes) != 0)
    return FALSE;
  return mask == 0 || ((address->bytes[n_bytes] ^ prefix->bytes[n_bytes]) & mask) == 0;
}

/**
 * ifa_netlink_dup_hardware_text:
 * @hardware_address: 6 bytes
 *
 * Returns: (transfer full): as ip(8) writes it
 */
char *
ifa_netlink_dup_hardware_text (const guint8 *hardware_address)
{
  const guint8 *b = hardware_address;

  return g_strdup_printf ("%02x:%02x:%02x:%02x:%02x:%02x", b[0], b[1], b[2], b[3], b[4], b[5]);
}
