/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Messages of the kernel, whole, cut, and with any byte changed. */

#include "netlink-message.h"

#include <errno.h>
#include <linux/if_arp.h>
#include <linux/if_link.h>
#include <linux/neighbour.h>
#include <string.h>
#include <sys/socket.h>

#include "interface.h"

#define SEQUENCE 7

static void
pad (GByteArray *bytes)
{
  static const guint8 zeros[4];

  g_byte_array_append (bytes, zeros, (4 - bytes->len % 4) % 4);
}

static void
add_attribute (GByteArray *bytes, guint16 type, gconstpointer value, guint size)
{
  struct rtattr attribute = { RTA_LENGTH (size), type };

  g_byte_array_append (bytes, (guint8 *) &attribute, sizeof attribute);
  g_byte_array_append (bytes, value, size);
  pad (bytes);
}

static void
add_nested (GByteArray *bytes, guint16 type, GByteArray *inner)
{
  add_attribute (bytes, type, inner->data, inner->len);
}

/* Ends the message that began at @start. */
static void
add_length (GByteArray *bytes, guint start)
{
  guint32 length = bytes->len - start;

  memcpy (bytes->data + start, &length, sizeof length);
}

static guint
begin_message (GByteArray *bytes, guint16 type, gconstpointer body, gsize size)
{
  struct nlmsghdr header
      = { .nlmsg_type = type, .nlmsg_flags = NLM_F_MULTI, .nlmsg_seq = SEQUENCE };
  guint start = bytes->len;

  g_byte_array_append (bytes, (guint8 *) &header, sizeof header);
  if (size > 0)
    g_byte_array_append (bytes, body, size);
  pad (bytes);
  return start;
}

static void
add_link (GByteArray *bytes, guint index, const char *name, const char *kind)
{
  struct ifinfomsg body = { .ifi_index = (int) index, .ifi_type = ARPHRD_ETHER, .ifi_flags = 1 };
  const guint8 hardware[] = { 2, 0, 0, 0xab, 0xcd, 0xef };
  const guint32 mtu = 1400;
  g_autoptr (GByteArray) info = g_byte_array_new ();
  guint start = begin_message (bytes, RTM_NEWLINK, &body, sizeof body);

  add_attribute (info, IFLA_INFO_KIND, kind, strlen (kind) + 1);
  add_attribute (bytes, IFLA_IFNAME, name, strlen (name) + 1);
  add_attribute (bytes, IFLA_ADDRESS, hardware, sizeof hardware);
  add_attribute (bytes, IFLA_MTU, &mtu, sizeof mtu);
  add_nested (bytes, IFLA_LINKINFO | NLA_F_NESTED, info);
  add_length (bytes, start);
}

static void
add_address (GByteArray *bytes)
{
  struct ifaddrmsg body = { .ifa_family = AF_INET, .ifa_index = 3, .ifa_prefixlen = 24 };
  const guint8 own[] = { 192, 0, 2, 1 };
  const guint8 peer[] = { 192, 0, 2, 2 };
  guint start = begin_message (bytes, RTM_NEWADDR, &body, sizeof body);

  add_attribute (bytes, IFA_ADDRESS, peer, sizeof peer);
  add_attribute (bytes, IFA_LOCAL, own, sizeof own);
  add_length (bytes, start);
}

static void
add_multipath_route (GByteArray *bytes)
{
  struct rtmsg body = { .rtm_family = AF_INET, .rtm_type = RTN_UNICAST, .rtm_table = 254 };
  const guint8 gateways[][4] = { { 192, 0, 2, 1 }, { 198, 51, 100, 1 } };
  const guint32 mtu = 1280;
  g_autoptr (GByteArray) metrics = g_byte_array_new ();
  g_autoptr (GByteArray) hops = g_byte_array_new ();
  guint start = begin_message (bytes, RTM_NEWROUTE, &body, sizeof body);

  for (guint i = 0; i < 2; i++)
    {
      struct rtnexthop hop = { .rtnh_len = sizeof hop + RTA_LENGTH (4), .rtnh_ifindex = 3 + i };
      g_byte_array_append (hops, (guint8 *) &hop, sizeof hop);
      add_attribute (hops, RTA_GATEWAY, gateways[i], 4);
    }
  add_attribute (metrics, RTAX_MTU, &mtu, sizeof mtu);
  add_nested (bytes, RTA_METRICS, metrics);
  add_nested (bytes, RTA_MULTIPATH, hops);
  add_length (bytes, start);
}

/* An IPv4 route by an IPv6 gateway (RFC 5549). */
static void
add_foreign_route (GByteArray *bytes)
{
  struct rtmsg body = { .rtm_family = AF_INET, .rtm_type = RTN_UNICAST };
  const guint32 table = 1000;
  const guint32 metric = 100;
  guint8 via[18] = { AF_INET6, 0, 0xfe, 0x80, [17] = 1 };
  guint start = begin_message (bytes, RTM_NEWROUTE, &body, sizeof body);

  add_attribute (bytes, RTA_TABLE, &table, sizeof table);
  add_attribute (bytes, RTA_PRIORITY, &metric, sizeof metric);
  add_attribute (bytes, RTA_VIA, via, sizeof via);
  add_length (bytes, start);
}

static void
add_neighbour (GByteArray *bytes)
{
  struct ndmsg body = { .ndm_family = AF_INET6, .ndm_ifindex = 3, .ndm_state = NUD_STALE };
  const guint8 address[16] = { 0xfe, 0x80, [15] = 9 };
  const guint8 hardware[] = { 2, 0, 0, 0, 0, 9 };
  guint start = begin_message (bytes, RTM_NEWNEIGH, &body, sizeof body);

  add_attribute (bytes, NDA_DST, address, sizeof address);
  add_attribute (bytes, NDA_LLADDR, hardware, sizeof hardware);
  add_length (bytes, start);
}

static GByteArray *
new_sample (void)
{
  GByteArray *bytes = g_byte_array_new ();
  const int code = 0;

  add_link (bytes, 3, "eth0", "");
  add_address (bytes);
  add_multipath_route (bytes);
  add_foreign_route (bytes);
  add_neighbour (bytes);
  add_length (bytes, begin_message (bytes, NLMSG_DONE, &code, sizeof code));
  return bytes;
}

typedef struct
{
  guint n_messages;
  IfaNetlinkLink link;
  IfaNetlinkInterfaceAddress address;
  IfaNetlinkRoute routes[2];
  guint n_routes;
  IfaNetlinkNeighbour neighbour;
} Seen;

static void
note (const struct nlmsghdr *message, gpointer user_data)
{
  Seen *seen = user_data;
  IfaNetlinkRoute route;

  seen->n_messages++;
  ifa_netlink_read_link (message, &seen->link);
  ifa_netlink_read_address (message, &seen->address);
  ifa_netlink_read_neighbour (message, &seen->neighbour);
  if (!ifa_netlink_read_route (message, &route))
    return;
  g_assert_cmpuint (route.n_hops, <=, IFA_NETLINK_MAX_HOPS);
  seen->routes[MIN (seen->n_routes, 1)] = route;
  seen->n_routes++;
}

static void
assert_address (const IfaNetlinkAddress *address, const char *expected)
{
  g_autofree char *text = ifa_netlink_address_dup_text (address);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_good (void)
{
  g_autoptr (GByteArray) bytes = new_sample ();
  g_autofree char *hardware = NULL;
  Seen seen = { 0 };

  g_assert_cmpint (ifa_netlink_walk (bytes->data, bytes->len, SEQUENCE, note, &seen), ==, 0);
  g_assert_cmpuint (seen.n_messages, ==, 5);

  g_assert_cmpstr (seen.link.name, ==, "eth0");
  g_assert_cmpstr (seen.link.kind, ==, "");
  g_assert_cmpuint (seen.link.mtu, ==, 1400);
  hardware = ifa_netlink_dup_hardware_text (seen.link.hardware_address);
  g_assert_cmpstr (hardware, ==, "02:00:00:ab:cd:ef");

  assert_address (&seen.address.own, "192.0.2.1");
  assert_address (&seen.address.neighbour, "192.0.2.2");
  g_assert_cmpuint (seen.address.prefix_length, ==, 24);

  g_assert_cmpuint (seen.routes[0].n_hops, ==, 2);
  g_assert_cmpuint (seen.routes[0].mtu, ==, 1280);
  g_assert_cmpuint (seen.routes[0].hops[1].index, ==, 4);
  assert_address (&seen.routes[0].hops[1].gateway, "198.51.100.1");
  assert_address (&seen.routes[0].source, NULL);

  g_assert_cmpuint (seen.routes[1].table, ==, 1000);
  g_assert_cmpuint (seen.routes[1].metric, ==, 100);
  assert_address (&seen.routes[1].hops[0].gateway, "fe80::1");

  g_assert_cmpuint (seen.neighbour.state, ==, NUD_STALE);
  assert_address (&seen.neighbour.address, "fe80::9");
}

/* A copy that ends where its memory ends, so that a sanitizer sees each byte too many. */
static void
walk_copy (const guint8 *bytes, gsize length)
{
  g_autofree guint8 *copy = g_memdup2 (bytes, length);
  Seen seen = { 0 };

  ifa_netlink_walk (copy, length, SEQUENCE, note, &seen);
}

static void
test_hostile (void)
{
  g_autoptr (GByteArray) bytes = new_sample ();
  static const guint8 changes[] = { 0x01, 0x02, 0x80, 0xff };

  for (gsize cut = 0; cut <= bytes->len; cut++)
    walk_copy (bytes->data, cut);
  for (gsize i = 0; i < bytes->len; i++)
    for (guint c = 0; c < G_N_ELEMENTS (changes); c++)
      {
        bytes->data[i] ^= changes[c];
        walk_copy (bytes->data, bytes->len);
        bytes->data[i] ^= changes[c];
      }
}

static int
walk (const GByteArray *bytes)
{
  Seen seen = { 0 };

  return ifa_netlink_walk (bytes->data, bytes->len, SEQUENCE, note, &seen);
}

static void
test_errors (void)
{
  const int codes[][2] = {
    { 0, 0 }, { -ENETUNREACH, ENETUNREACH }, { -EACCES, EACCES }, { 5, EIO }, { G_MININT, EIO }
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      add_length (bytes, begin_message (bytes, NLMSG_ERROR, codes[i], sizeof (int)));
      g_assert_cmpint (walk (bytes), ==, codes[i][1]);
    }
}

static void
test_other_answers_are_left_out (void)
{
  g_autoptr (GByteArray) bytes = new_sample ();
  Seen seen = { 0 };

  g_assert_cmpint (ifa_netlink_walk (bytes->data, bytes->len, SEQUENCE + 1, note, &seen), ==,
                   IFA_NETLINK_MORE);
  g_assert_cmpuint (seen.n_messages, ==, 0);
}

static void
test_many_hops (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GByteArray) hops = g_byte_array_new ();
  struct rtmsg body = { .rtm_family = AF_INET };
  struct rtnexthop hop = { .rtnh_len = sizeof hop };
  Seen seen = { 0 };
  guint start = begin_message (bytes, RTM_NEWROUTE, &body, sizeof body);

  for (guint i = 0; i < 1000; i++)
    g_byte_array_append (hops, (guint8 *) &hop, sizeof hop);
  add_nested (bytes, RTA_MULTIPATH, hops);
  add_length (bytes, start);
  ifa_netlink_walk (bytes->data, bytes->len, SEQUENCE, note, &seen);
  g_assert_cmpuint (seen.routes[0].n_hops, ==, IFA_NETLINK_MAX_HOPS);
}

static void
test_prefixes (void)
{
  const IfaNetlinkAddress a = { AF_INET, { 192, 0, 2, 130 } };
  const IfaNetlinkAddress b = { AF_INET, { 192, 0, 2, 1 } };
  const IfaNetlinkAddress other = { AF_INET6, { 192, 0, 2, 1 } };
  const IfaNetlinkAddress none = { 0 };

  g_assert_true (ifa_netlink_address_is_in_prefix (&a, &b, 24));
  g_assert_false (ifa_netlink_address_is_in_prefix (&a, &b, 25));
  g_assert_true (ifa_netlink_address_is_in_prefix (&a, &b, 0));
  g_assert_true (ifa_netlink_address_is_in_prefix (&a, &a, 32));
  g_assert_false (ifa_netlink_address_is_in_prefix (&a, &a, 33));
  g_assert_true (ifa_netlink_address_is_in_prefix (&other, &other, 128));
  g_assert_false (ifa_netlink_address_is_in_prefix (&a, &other, 8));
  g_assert_false (ifa_netlink_address_is_in_prefix (&none, &none, 0));
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *name;
    const char *kind;
    guint16 hardware_type;
    IfaLinkKind expected;
  } rows[] = {
    { "lo", "", ARPHRD_LOOPBACK, IFA_LINK_KIND_LOOPBACK },
    { "enp3s0", "", ARPHRD_ETHER, IFA_LINK_KIND_ETHERNET },
    { "eth0", "veth", ARPHRD_ETHER, IFA_LINK_KIND_ETHERNET },
    { "eth0.5", "vlan", ARPHRD_ETHER, IFA_LINK_KIND_ETHERNET },
    { "bond0", "bond", ARPHRD_ETHER, IFA_LINK_KIND_ETHERNET },
    { "br0", "bridge", ARPHRD_ETHER, IFA_LINK_KIND_BRIDGE },
    { "dummy0", "dummy", ARPHRD_ETHER, IFA_LINK_KIND_VIRTUAL },
    { "ifb0", "ifb", ARPHRD_ETHER, IFA_LINK_KIND_VIRTUAL },
    { "tun0", "tun", ARPHRD_NONE, IFA_LINK_KIND_TUNNEL },
    { "tap0", "tun", ARPHRD_ETHER, IFA_LINK_KIND_TUNNEL },
    { "wg0", "wireguard", ARPHRD_NONE, IFA_LINK_KIND_TUNNEL },
    { "ppp0", "ppp", ARPHRD_PPP, IFA_LINK_KIND_TUNNEL },
    { "ppp0", "", ARPHRD_PPP, IFA_LINK_KIND_TUNNEL },
    { "sit0", "sit", ARPHRD_SIT, IFA_LINK_KIND_TUNNEL },
    { "wwan0", "", ARPHRD_NONE, IFA_LINK_KIND_CELLULAR },
    { "wwp0s20u4", "", ARPHRD_ETHER, IFA_LINK_KIND_CELLULAR },
    { "ib0", "", ARPHRD_INFINIBAND, IFA_LINK_KIND_OTHER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      IfaNetlinkLink link = { .hardware_type = rows[i].hardware_type };

      g_strlcpy (link.name, rows[i].name, sizeof link.name);
      g_strlcpy (link.kind, rows[i].kind, sizeof link.kind);
      g_test_message ("%s", rows[i].name);
      g_assert_cmpint (ifa_interface_kind (&link), ==, rows[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/netlink-message/good", test_good);
  g_test_add_func ("/netlink-message/hostile", test_hostile);
  g_test_add_func ("/netlink-message/errors", test_errors);
  g_test_add_func ("/netlink-message/other-answers", test_other_answers_are_left_out);
  g_test_add_func ("/netlink-message/many-hops", test_many_hops);
  g_test_add_func ("/netlink-message/prefixes", test_prefixes);
  g_test_add_func ("/netlink-message/kinds", test_kinds);
  return g_test_run ();
}
