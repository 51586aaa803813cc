/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "tcp-facts.h"

#include <glib/gi18n-lib.h>

static const char *const tcp_purpose_names[] = {
  "unknown", "service", "other-port", "known-address", "name-server", "other-interface", NULL
};

static const IfaField tcp_fields[] = {
  IFA_FIELD (IfaTcpFacts, host, STRING, INTERNAL, N_ ("Host")),
  IFA_FIELD (IfaTcpFacts, address, ADDRESS, PUBLIC, N_ ("Address")),
  IFA_FIELD (IfaTcpFacts, port, INTEGER, PUBLIC, N_ ("Port")),
  IFA_FIELD_NAMED (IfaTcpFacts, purpose, tcp_purpose_names, PUBLIC, N_ ("Purpose")),
  IFA_FIELD (IfaTcpFacts, interface, STRING, PUBLIC, N_ ("Through interface")),
  IFA_FIELD (IfaTcpFacts, icmp_sender, ADDRESS, INTERNAL, N_ ("Who said no")),
  IFA_FIELD (IfaTcpFacts, icmp_sender_is_self, TRI, PUBLIC, N_ ("This computer said no")),
  IFA_FIELD (IfaTcpFacts, icmp_sender_is_target, TRI, PUBLIC, N_ ("The service's machine said no")),
  IFA_FIELD (IfaTcpFacts, icmp_type, INTEGER, PUBLIC, N_ ("ICMP type")),
  IFA_FIELD (IfaTcpFacts, icmp_code, INTEGER, PUBLIC, N_ ("ICMP code")),
  IFA_FIELD (IfaTcpFacts, local_source, ADDRESS, INTERNAL, N_ ("This computer's address")),
  IFA_FIELD (IfaTcpFacts, dropped_here, TRI, PUBLIC, N_ ("Dropped on this computer")),
  IFA_FIELD (IfaTcpFacts, retransmits, INTEGER, PUBLIC, N_ ("Sent again")),
  IFA_FIELD (IfaTcpFacts, rtt_us, INTEGER, PUBLIC, N_ ("Round trip (µs)")),
};

const IfaFactsType ifa_tcp_facts = {
  .kind = "tcp",
  .title = N_ ("Connection"),
  .layer = IFA_LAYER_INTERNET,
  .size = sizeof (IfaTcpFacts),
  .fields = tcp_fields,
  .n_fields = G_N_ELEMENTS (tcp_fields),
};
