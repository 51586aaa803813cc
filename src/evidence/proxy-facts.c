/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "proxy-facts.h"

#include <glib/gi18n-lib.h>

static const char *const proxy_source_names[]
    = { "unknown", "environment", "desktop", "portal", "automatic", NULL };

static const IfaField proxy_fields[] = {
  IFA_FIELD (IfaProxyFacts, url, STRING, FREE_TEXT, N_ ("For")),
  IFA_FIELD (IfaProxyFacts, look_for_script, TRI, PUBLIC, N_ ("Looked for an offer")),
  IFA_FIELD_NAMED (IfaProxyFacts, source, proxy_source_names, PUBLIC, N_ ("Found in")),
  IFA_FIELD (IfaProxyFacts, proxies, STRINGS, FREE_TEXT, N_ ("Proxies")),
  IFA_FIELD (IfaProxyFacts, uses_proxy, TRI, PUBLIC, N_ ("A proxy is set")),
  IFA_FIELD (IfaProxyFacts, is_automatic, TRI, PUBLIC, N_ ("Set by a script (PAC)")),
  IFA_FIELD (IfaProxyFacts, script_url, STRING, FREE_TEXT, N_ ("Script")),
  IFA_FIELD (IfaProxyFacts,
             network_offers_script,
             TRI,
             PUBLIC,
             N_ ("Network offers a script (WPAD)")),
};

const IfaFactsType ifa_proxy_facts = {
  .kind = "proxy",
  .title = N_ ("Proxy settings"),
  .layer = IFA_LAYER_COMPUTER,
  .size = sizeof (IfaProxyFacts),
  .fields = proxy_fields,
  .n_fields = G_N_ELEMENTS (proxy_fields),
};

static const char *const tunnel_phase_names[]
    = { "unknown", "look-up", "connect", "request", "open", NULL };

static const IfaField tunnel_fields[] = {
  IFA_FIELD (IfaTunnelFacts, proxy_host, STRING, INTERNAL, N_ ("Proxy")),
  IFA_FIELD (IfaTunnelFacts, proxy_port, INTEGER, PUBLIC, N_ ("Proxy port")),
  IFA_FIELD (IfaTunnelFacts, proxy_address, ADDRESS, INTERNAL, N_ ("Proxy address")),
  IFA_FIELD (IfaTunnelFacts, host, STRING, INTERNAL, N_ ("To host")),
  IFA_FIELD (IfaTunnelFacts, port, INTEGER, PUBLIC, N_ ("To port")),
  IFA_FIELD_NAMED (IfaTunnelFacts, phase, tunnel_phase_names, PUBLIC, N_ ("Came as far as")),
  IFA_FIELD (IfaTunnelFacts, status, INTEGER, PUBLIC, N_ ("Proxy's answer")),
  IFA_FIELD (IfaTunnelFacts, status_text, STRING, FREE_TEXT, N_ ("Proxy's words")),
  IFA_FIELD (IfaTunnelFacts, authenticate, STRING, FREE_TEXT, N_ ("Proxy asks for")),
};

const IfaFactsType ifa_tunnel_facts = {
  .kind = "tunnel",
  .title = N_ ("Way through the proxy"),
  .layer = IFA_LAYER_COMPUTER,
  .size = sizeof (IfaTunnelFacts),
  .fields = tunnel_fields,
  .n_fields = G_N_ELEMENTS (tunnel_fields),
};
