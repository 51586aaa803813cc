/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "dns-facts.h"

#include <glib/gi18n-lib.h>

static const char *const resolver_source_names[]
    = { "unknown", "resolv-conf", "systemd-resolved", "network-manager", NULL };

static const char *const dns_encryption_names[] = { "unknown", "no", "opportunistic", "yes", NULL };

static const char *const connectivity_names[]
    = { "unknown", "none", "portal", "limited", "full", NULL };

static const IfaField resolver_fields[] = {
  IFA_FIELD_NAMED (IfaResolverFacts, source, resolver_source_names, PUBLIC, N_ ("Found in")),
  IFA_FIELD (IfaResolverFacts, servers, ADDRESSES, INTERNAL, N_ ("Name servers")),
  IFA_FIELD (IfaResolverFacts, is_stub, TRI, PUBLIC, N_ ("Local stub in front")),
  IFA_FIELD (IfaResolverFacts, search_domains, STRINGS, PRIVATE, N_ ("Search domains")),
  IFA_FIELD (IfaResolverFacts, current_server, ADDRESS, INTERNAL, N_ ("Name server in use")),
  IFA_FIELD (IfaResolverFacts,
             by_interface,
             STRINGS,
             INTERNAL,
             N_ ("Name servers by network interface")),
  IFA_FIELD (IfaResolverFacts,
             domain_servers,
             ADDRESSES,
             INTERNAL,
             N_ ("Name servers for some names only")),
  IFA_FIELD (IfaResolverFacts,
             fallback_servers,
             ADDRESSES,
             INTERNAL,
             N_ ("Name servers in reserve")),
  IFA_FIELD_NAMED (IfaResolverFacts,
                   encryption,
                   dns_encryption_names,
                   PUBLIC,
                   N_ ("Look-ups are encrypted")),
  IFA_FIELD_NAMED (IfaResolverFacts,
                   connectivity,
                   connectivity_names,
                   PUBLIC,
                   N_ ("Connectivity, as NetworkManager sees it")),
};

const IfaFactsType ifa_resolver_facts = {
  .kind = "resolver",
  .title = N_ ("Name server settings"),
  .layer = IFA_LAYER_COMPUTER,
  .size = sizeof (IfaResolverFacts),
  .fields = resolver_fields,
  .n_fields = G_N_ELEMENTS (resolver_fields),
};

static const char *const dns_via_names[] = { "unknown", "system", "server", NULL };

static const char *const silent_family_names[] = { "unknown", "ipv4", "ipv6", NULL };

static const IfaField dns_fields[] = {
  IFA_FIELD (IfaDnsFacts, name, STRING, INTERNAL, N_ ("Name")),
  IFA_FIELD_NAMED (IfaDnsFacts, via, dns_via_names, PUBLIC, N_ ("Asked")),
  IFA_FIELD (IfaDnsFacts, server, ADDRESS, INTERNAL, N_ ("Name server")),
  IFA_FIELD (IfaDnsFacts, server_position, INTEGER, PUBLIC, N_ ("Position in the settings")),
  IFA_FIELD (IfaDnsFacts, rcode, STRING, PUBLIC, N_ ("Answer code")),
  IFA_FIELD (IfaDnsFacts, addresses, ADDRESSES, PUBLIC, N_ ("Addresses")),
  IFA_FIELD (IfaDnsFacts, canonical_name, STRING, INTERNAL, N_ ("Canonical name")),
  IFA_FIELD (IfaDnsFacts, answer_is_block, TRI, PUBLIC, N_ ("Answer is a block address")),
  IFA_FIELD (IfaDnsFacts, used_tcp, TRI, PUBLIC, N_ ("Asked again over TCP")),
  IFA_FIELD (IfaDnsFacts, tcp_outcome, STRING, PUBLIC, N_ ("TCP to the name server")),
  IFA_FIELD (IfaDnsFacts, truncated, TRI, PUBLIC, N_ ("Answer too long for UDP")),
  IFA_FIELD (IfaDnsFacts, ipv4_ms, INTEGER, PUBLIC, N_ ("IPv4 answer after (ms)")),
  IFA_FIELD (IfaDnsFacts, ipv6_ms, INTEGER, PUBLIC, N_ ("IPv6 answer after (ms)")),
  IFA_FIELD_NAMED (IfaDnsFacts,
                   silent_family,
                   silent_family_names,
                   PUBLIC,
                   N_ ("No answer at all about")),
  IFA_FIELD (IfaDnsFacts, silent_ms, INTEGER, PUBLIC, N_ ("Waited for it (ms)")),
};

const IfaFactsType ifa_dns_facts = {
  .kind = "dns",
  .title = N_ ("Name look-up"),
  .layer = IFA_LAYER_LOCAL_NETWORK,
  .size = sizeof (IfaDnsFacts),
  .fields = dns_fields,
  .n_fields = G_N_ELEMENTS (dns_fields),
};
