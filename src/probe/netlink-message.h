/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the kernel says in rtnetlink(7) messages. Pure: bytes in, structs out; no length in them is
 * believed. */

#pragma once

#include <glib.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>

G_BEGIN_DECLS

/* As long as the kernel's names may be (IFNAMSIZ). */
#define IFA_NETLINK_NAME_BYTES 16

#define IFA_NETLINK_MAX_HOPS 16

/**
 * IfaNetlinkFunc:
 * @message: one message, whole
 * @user_data: closure
 */
typedef void (*IfaNetlinkFunc) (const struct nlmsghdr *message, gpointer user_data);

/* What a buffer of messages ended with, beside an errno (0 for "done"). */
#define IFA_NETLINK_MORE (-1)

/* An address as it stands in a message; family 0 is none. */
typedef struct
{
  guint8 family; /* AF_INET or AF_INET6 */
  guint8 bytes[16];
} IfaNetlinkAddress;

typedef struct
{
  char name[IFA_NETLINK_NAME_BYTES];
  char kind[IFA_NETLINK_NAME_BYTES]; /* "bridge", "wireguard"; empty for real devices */
  guint index;
  guint master; /* index of the bridge or bond that it is a part of, or 0 */
  guint flags;  /* IFF_… */
  guint16 hardware_type;
  guint32 mtu;
  gboolean has_hardware_address;
  guint8 hardware_address[6];
} IfaNetlinkLink;

typedef struct
{
  guint index;
  guint prefix_length;
  guint32 flags;               /* IFA_F_… */
  IfaNetlinkAddress own;       /* this computer's */
  IfaNetlinkAddress neighbour; /* whose prefix it is: the other end of a point-to-point link */
} IfaNetlinkInterfaceAddress;

typedef struct
{
  guint index;
  guint flags; /* RTNH_F_… */
  IfaNetlinkAddress gateway;
} IfaNetlinkHop;

typedef struct
{
  guint8 family;
  guint8 type; /* RTN_… */
  guint prefix_length;
  guint32 table;
  guint32 metric;
  guint32 mtu;        /* 0 where the route sets none */
  gboolean is_cloned; /* a copy that the kernel made for one destination */
  IfaNetlinkAddress destination;
  IfaNetlinkAddress source;
  guint n_hops;
  IfaNetlinkHop hops[IFA_NETLINK_MAX_HOPS];
} IfaNetlinkRoute;

typedef struct
{
  guint index;
  guint16 state; /* NUD_… */
  IfaNetlinkAddress address;
  gboolean has_hardware_address;
  guint8 hardware_address[6];
  gboolean has_confirmed;
  gint64 confirmed_ms; /* how long ago the kernel last heard from it */
} IfaNetlinkNeighbour;

/* How coarse that is: user space's clock ticks (USER_HZ). */
#define IFA_NETLINK_TICK_MS 10

int ifa_netlink_walk (gconstpointer bytes,
                      gsize length,
                      guint32 sequence,
                      IfaNetlinkFunc func,
                      gpointer user_data);

gboolean ifa_netlink_read_link (const struct nlmsghdr *message, IfaNetlinkLink *link);
gboolean ifa_netlink_read_address (const struct nlmsghdr *message,
                                   IfaNetlinkInterfaceAddress *address);
gboolean ifa_netlink_read_route (const struct nlmsghdr *message, IfaNetlinkRoute *route);
gboolean ifa_netlink_read_neighbour (const struct nlmsghdr *message,
                                     IfaNetlinkNeighbour *neighbour);

char *ifa_netlink_address_dup_text (const IfaNetlinkAddress *address);
gboolean ifa_netlink_address_is_in_prefix (const IfaNetlinkAddress *address,
                                           const IfaNetlinkAddress *prefix,
                                           guint prefix_length);
char *ifa_netlink_dup_hardware_text (const guint8 *hardware_address);

G_END_DECLS
