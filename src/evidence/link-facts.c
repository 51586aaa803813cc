/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "link-facts.h"

#include <glib/gi18n-lib.h>

static const char *const link_kind_names[]
    = { "unknown", "loopback", "ethernet", "wifi",    "cellular",
        "tunnel",  "bridge",   "other",    "virtual", NULL };

static const IfaField link_fields[] = {
  IFA_FIELD (IfaLinkFacts, interface, STRING, PUBLIC, N_ ("Interface")),
  IFA_FIELD_NAMED (IfaLinkFacts, kind, link_kind_names, PUBLIC, N_ ("Kind")),
  IFA_FIELD (IfaLinkFacts, is_up, TRI, PUBLIC, N_ ("Switched on")),
  IFA_FIELD (IfaLinkFacts, has_carrier, TRI, PUBLIC, N_ ("Cable or signal")),
  IFA_FIELD (IfaLinkFacts, has_ipv4, TRI, PUBLIC, N_ ("IPv4 address")),
  IFA_FIELD (IfaLinkFacts, has_ipv6, TRI, PUBLIC, N_ ("IPv6 address")),
  IFA_FIELD (IfaLinkFacts, only_link_local, TRI, PUBLIC, N_ ("Only self-assigned addresses")),
  IFA_FIELD (IfaLinkFacts, address_conflict, TRI, PUBLIC, N_ ("Address taken by another device")),
  IFA_FIELD (IfaLinkFacts, addresses, ADDRESSES, INTERNAL, N_ ("Addresses")),
  IFA_FIELD (IfaLinkFacts, prefix_lengths, STRINGS, PUBLIC, N_ ("Subnet sizes")),
  IFA_FIELD (IfaLinkFacts, hardware_address, STRING, PRIVATE, N_ ("Hardware address")),
  IFA_FIELD (IfaLinkFacts, speed_mbps, INTEGER, PUBLIC, N_ ("Link speed (Mbit/s)")),
};

const IfaFactsType ifa_link_facts = {
  .kind = "link",
  .title = N_ ("Network connection"),
  .layer = IFA_LAYER_COMPUTER,
  .size = sizeof (IfaLinkFacts),
  .fields = link_fields,
  .n_fields = G_N_ELEMENTS (link_fields),
};

/**
 * ifa_link_leads_out:
 * @facts: an interface
 *
 * A tunnel stays up when the cable is pulled out from under it, so it isn't a connection of its
 * own. Dial-up is: a modem's line or the telephone company's (PPPoE) looks like a tunnel.
 *
 * Returns: whether the interface can be this computer's connection to a network
 */
gboolean
ifa_link_leads_out (const IfaLinkFacts *facts)
{
  switch (facts->kind)
    {
    case IFA_LINK_KIND_LOOPBACK:
    case IFA_LINK_KIND_VIRTUAL:
      return FALSE;
    case IFA_LINK_KIND_TUNNEL:
      return facts->interface != NULL && g_str_has_prefix (facts->interface, "ppp");
    default:
      return TRUE;
    }
}
