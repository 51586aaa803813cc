/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Proxies: what this computer is set to use, and what they say. */

#pragma once

#include "field.h"

G_BEGIN_DECLS

/* Who said so. */
typedef enum
{
  IFA_PROXY_SOURCE_UNKNOWN,
  IFA_PROXY_SOURCE_ENVIRONMENT,
  IFA_PROXY_SOURCE_DESKTOP,
  IFA_PROXY_SOURCE_PORTAL,
  IFA_PROXY_SOURCE_AUTOMATIC,
} IfaProxySource;

/**
 * IfaProxyFacts:
 *
 * What this computer's settings say about the way to one address.
 */
typedef struct
{
  char *url;
  IfaTri look_for_script; /* whether to look for one */
  guint source;           /* IfaProxySource */
  char **proxies;         /* as in http://proxy.example:3128; direct:// is none */
  IfaTri uses_proxy;
  IfaTri is_automatic;
  char *script_url;
  IfaTri network_offers_script;
} IfaProxyFacts;

extern const IfaFactsType ifa_proxy_facts;

/* How far it came. */
typedef enum
{
  IFA_TUNNEL_PHASE_UNKNOWN,
  IFA_TUNNEL_PHASE_LOOK_UP,
  IFA_TUNNEL_PHASE_CONNECT,
  IFA_TUNNEL_PHASE_REQUEST,
  IFA_TUNNEL_PHASE_OPEN,
} IfaTunnelPhase;

/**
 * IfaTunnelFacts:
 *
 * One CONNECT through a proxy (RFC 9110 section 9.3.6).
 */
typedef struct
{
  char *proxy_host;
  gint64 proxy_port;
  char *proxy_address;
  char *host;
  gint64 port;
  guint phase; /* IfaTunnelPhase */
  gint64 status;
  char *status_text;
  char *authenticate;
} IfaTunnelFacts;

extern const IfaFactsType ifa_tunnel_facts;

G_END_DECLS
