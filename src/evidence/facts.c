/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "facts.h"

const IfaFactsType *const ifa_facts_types[] = {
  &ifa_run_facts,        &ifa_endpoint_facts, &ifa_link_facts,
  &ifa_route_facts,      &ifa_gateway_facts,  &ifa_path_facts,
  &ifa_resolver_facts,   &ifa_dns_facts,      &ifa_tcp_facts,
  &ifa_tls_facts,        &ifa_http_facts,     &ifa_portal_facts,
  &ifa_clock_facts,      &ifa_proxy_facts,    &ifa_tunnel_facts,
  &ifa_hosts_facts,      &ifa_trace_facts,    &ifa_quality_facts,
  &ifa_mtu_facts,        &ifa_status_facts,   &ifa_distance_facts,
  &ifa_revocation_facts, &ifa_client_facts,   &ifa_outbox_facts,
  &ifa_client_log_facts, &ifa_version_facts,  NULL,
};
