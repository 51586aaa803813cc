/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "interface.h"

#include <gio/gio.h>
#include <linux/if.h>
#include <string.h>
#include <sys/socket.h>

#include "netlink.h"

/* net/if.h can't be included beside linux/if.h. */
extern char *if_indextoname (unsigned int index, char *name);

char *
ifa_interface_dup_name (guint index)
{
  char name[IFNAMSIZ];

  return if_indextoname (index, name) != NULL ? g_strdup (name) : NULL;
}

typedef struct
{
  int index;
  IfaTri is_tunnel;
} Question;

static void
note_link (const struct nlmsghdr *message, gpointer user_data)
{
  Question *question = user_data;
  const struct ifinfomsg *info = NLMSG_DATA (message);

  if (message->nlmsg_type == RTM_NEWLINK && message->nlmsg_len >= NLMSG_LENGTH (sizeof *info)
      && info->ifi_index == question->index)
    question->is_tunnel = IFA_TRI (
        (info->ifi_flags & IFF_POINTOPOINT) != 0
        || ((info->ifi_flags & IFF_NOARP) != 0 && (info->ifi_flags & IFF_LOOPBACK) == 0));
}

/**
 * ifa_interface_is_tunnel:
 * @index: of an interface
 *
 * Returns: whether packets on it go to one other end instead of to neighbours: tun, ppp, WireGuard
 */
IfaTri
ifa_interface_is_tunnel (guint index)
{
  Question question = { .index = index };

  ifa_netlink_dump (RTM_GETLINK, AF_UNSPEC, note_link, &question);
  return question.is_tunnel;
}

typedef struct
{
  guint index;
  GInetAddress *address;
  gboolean contains;
} Membership;

static gboolean
share_prefix (const guint8 *a, const guint8 *b, guint n_bits)
{
  guint n_bytes = n_bits / 8;
  guint8 mask = n_bits % 8 != 0 ? 0xff << (8 - n_bits % 8) : 0;

  return memcmp (a, b, n_bytes) == 0 && (mask == 0 || ((a[n_bytes] ^ b[n_bytes]) & mask) == 0);
}

static void
note_subnet (const struct nlmsghdr *message, gpointer user_data)
{
  Membership *membership = user_data;
  const struct ifaddrmsg *info = NLMSG_DATA (message);
  const struct rtattr *attributes[IFA_MAX + 1];
  const struct rtattr *own = NULL;
  gsize size = g_inet_address_get_native_size (membership->address);

  if (message->nlmsg_type != RTM_NEWADDR || message->nlmsg_len < NLMSG_LENGTH (sizeof *info)
      || info->ifa_index != membership->index)
    return;
  ifa_netlink_parse (message, sizeof *info, attributes, G_N_ELEMENTS (attributes));
  own = attributes[IFA_ADDRESS];
  if (own == NULL || RTA_PAYLOAD (own) != size || info->ifa_prefixlen > size * 8)
    return;
  if (share_prefix (RTA_DATA (own), g_inet_address_to_bytes (membership->address),
                    info->ifa_prefixlen))
    membership->contains = TRUE;
}

/**
 * ifa_interface_has_subnet_of:
 * @index: of an interface
 * @address: numeric
 *
 * Returns: whether @address lies in the subnet of one of the interface's own addresses;
 *   link-local addresses always do (RFC 4291 section 2.5.6)
 */
IfaTri
ifa_interface_has_subnet_of (guint index, const char *address)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  Membership membership = { .index = index, .address = inet };

  if (inet == NULL)
    return IFA_TRI_UNKNOWN;
  if (g_inet_address_get_is_link_local (inet))
    return IFA_TRI_YES;
  if (ifa_netlink_dump (RTM_GETADDR, AF_UNSPEC, note_subnet, &membership) != 0)
    return IFA_TRI_UNKNOWN;
  return IFA_TRI (membership.contains);
}
