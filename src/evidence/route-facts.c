/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "route-facts.h"

#include <glib/gi18n-lib.h>

static const char *const family_names[] = { "unknown", "ipv4", "ipv6", NULL };

static const IfaField route_fields[] = {
  IFA_FIELD_NAMED (IfaRouteFacts, family, family_names, PUBLIC, N_ ("Family")),
  IFA_FIELD (IfaRouteFacts, interface, STRING, PUBLIC, N_ ("Interface")),
  IFA_FIELD (IfaRouteFacts, gateway, ADDRESS, INTERNAL, N_ ("Gateway")),
  IFA_FIELD (IfaRouteFacts, metric, INTEGER, PUBLIC, N_ ("Metric")),
  IFA_FIELD (IfaRouteFacts, is_tunnel, TRI, PUBLIC, N_ ("Through a tunnel")),
  IFA_FIELD (IfaRouteFacts, gateway_in_subnet, TRI, PUBLIC, N_ ("Gateway in own subnet")),
};

const IfaFactsType ifa_route_facts = {
  .kind = "route",
  .title = N_ ("Way out"),
  .layer = IFA_LAYER_COMPUTER,
  .size = sizeof (IfaRouteFacts),
  .fields = route_fields,
  .n_fields = G_N_ELEMENTS (route_fields),
};

static const char *const neighbour_state_names[]
    = { "unknown", "none",   "incomplete", "reachable", "stale", "delay",
        "probe",   "failed", "no-arp",     "permanent", NULL };

static const IfaField gateway_fields[] = {
  IFA_FIELD (IfaGatewayFacts, address, ADDRESS, INTERNAL, N_ ("Address")),
  IFA_FIELD (IfaGatewayFacts, interface, STRING, PUBLIC, N_ ("Interface")),
  IFA_FIELD_NAMED (IfaGatewayFacts,
                   neighbour_state,
                   neighbour_state_names,
                   PUBLIC,
                   N_ ("Neighbour")),
  IFA_FIELD (IfaGatewayFacts, answered, TRI, PUBLIC, N_ ("Answered")),
  IFA_FIELD (IfaGatewayFacts, hardware_address, STRING, PRIVATE, N_ ("Hardware address")),
};

const IfaFactsType ifa_gateway_facts = {
  .kind = "gateway",
  .title = N_ ("Router"),
  .layer = IFA_LAYER_LOCAL_NETWORK,
  .size = sizeof (IfaGatewayFacts),
  .fields = gateway_fields,
  .n_fields = G_N_ELEMENTS (gateway_fields),
};

static const char *const reach_names[]
    = { "unknown", "loopback", "on-link", "gateway", "tunnel", NULL };

static const IfaField path_fields[] = {
  IFA_FIELD (IfaPathFacts, address, ADDRESS, PUBLIC, N_ ("Address")),
  IFA_FIELD_NAMED (IfaPathFacts, reach, reach_names, PUBLIC, N_ ("Reached through")),
  IFA_FIELD (IfaPathFacts, interface, STRING, PUBLIC, N_ ("Interface")),
  IFA_FIELD (IfaPathFacts, gateway, ADDRESS, INTERNAL, N_ ("Gateway")),
  IFA_FIELD (IfaPathFacts, source_address, ADDRESS, INTERNAL, N_ ("This computer's address")),
  IFA_FIELD (IfaPathFacts, mtu, INTEGER, PUBLIC, N_ ("Packet size limit")),
};

const IfaFactsType ifa_path_facts = {
  .kind = "path",
  .title = N_ ("Chosen way"),
  .layer = IFA_LAYER_COMPUTER,
  .size = sizeof (IfaPathFacts),
  .fields = path_fields,
  .n_fields = G_N_ELEMENTS (path_fields),
};
