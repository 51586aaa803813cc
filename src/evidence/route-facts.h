/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Where packets leave this computer. */

#pragma once

#include "field.h"

G_BEGIN_DECLS

/* An address family. */
typedef enum
{
  IFA_FAMILY_UNKNOWN,
  IFA_FAMILY_IPV4,
  IFA_FAMILY_IPV6,
} IfaFamily;

/**
 * IfaRouteFacts:
 *
 * A default route. Where a family has none, one check with outcome NOT_FOUND says so.
 */
typedef struct
{
  guint family; /* IfaFamily */
  char *interface;
  char *gateway; /* unset: on-link, as on tunnels */
  gint64 metric; /* the lowest wins */
  IfaTri is_tunnel;
  IfaTri gateway_in_subnet;
} IfaRouteFacts;

extern const IfaFactsType ifa_route_facts;

/* NUD states, see ip-neighbour(8). */
typedef enum
{
  IFA_NEIGHBOUR_UNKNOWN,
  IFA_NEIGHBOUR_NONE,
  IFA_NEIGHBOUR_INCOMPLETE,
  IFA_NEIGHBOUR_REACHABLE,
  IFA_NEIGHBOUR_STALE,
  IFA_NEIGHBOUR_DELAY,
  IFA_NEIGHBOUR_PROBE,
  IFA_NEIGHBOUR_FAILED,
  IFA_NEIGHBOUR_NO_ARP,
  IFA_NEIGHBOUR_PERMANENT,
} IfaNeighbourState;

/**
 * IfaGatewayFacts:
 *
 * A gateway as the kernel's neighbour table sees it after something was sent to it.
 */
typedef struct
{
  char *address;
  char *interface;
  guint neighbour_state; /* IfaNeighbourState */
  IfaTri answered;       /* with any packet: an ICMP error will do */
  char *hardware_address;
} IfaGatewayFacts;

extern const IfaFactsType ifa_gateway_facts;

/* How an address is reached from here. */
typedef enum
{
  IFA_REACH_UNKNOWN,
  IFA_REACH_LOOPBACK,
  IFA_REACH_ON_LINK,
  IFA_REACH_GATEWAY,
  IFA_REACH_TUNNEL,
} IfaReach;

/**
 * IfaPathFacts:
 *
 * The route that the kernel chooses for one address of an endpoint (RTM_GETROUTE).
 */
typedef struct
{
  char *address;
  guint reach; /* IfaReach */
  char *interface;
  char *gateway;
  char *source_address;
  gint64 mtu;
} IfaPathFacts;

extern const IfaFactsType ifa_path_facts;

G_END_DECLS
