/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Name servers and their answers. */

#pragma once

#include "field.h"

G_BEGIN_DECLS

/* Who said so. */
typedef enum
{
  IFA_RESOLVER_SOURCE_UNKNOWN,
  IFA_RESOLVER_SOURCE_RESOLV_CONF,
  IFA_RESOLVER_SOURCE_SYSTEMD_RESOLVED,
  IFA_RESOLVER_SOURCE_NETWORK_MANAGER,
} IfaResolverSource;

/* Whether the stub encrypts what it asks (DNS over TLS, RFC 7858), as systemd-resolved says. */
typedef enum
{
  IFA_DNS_ENCRYPTION_UNKNOWN,
  IFA_DNS_ENCRYPTION_NO,
  IFA_DNS_ENCRYPTION_OPPORTUNISTIC,
  IFA_DNS_ENCRYPTION_YES,
} IfaDnsEncryption;

/* NMConnectivityState: a hint of the desktop's, and never more than that. */
typedef enum
{
  IFA_CONNECTIVITY_UNKNOWN,
  IFA_CONNECTIVITY_NONE,
  IFA_CONNECTIVITY_PORTAL,
  IFA_CONNECTIVITY_LIMITED,
  IFA_CONNECTIVITY_FULL,
} IfaConnectivity;

/**
 * IfaResolverFacts:
 *
 * The name servers that this computer is set to ask.
 */
typedef struct
{
  guint source;   /* IfaResolverSource: of `servers` */
  char **servers; /* for any name, in the order in which they are asked */
  IfaTri is_stub;
  char **search_domains;
  char *current_server;    /* what the stub asks now */
  char **by_interface;     /* all that the stub knows: "eth0 192.0.2.1" */
  char **domain_servers;   /* asked only for names of certain domains (split DNS) */
  char **fallback_servers; /* asked only where no other is set */
  guint encryption;        /* IfaDnsEncryption */
  guint connectivity;      /* IfaConnectivity */
} IfaResolverFacts;

extern const IfaFactsType ifa_resolver_facts;

/* Who was asked. */
typedef enum
{
  IFA_DNS_VIA_UNKNOWN,
  IFA_DNS_VIA_SYSTEM,
  IFA_DNS_VIA_SERVER,
} IfaDnsVia;

/**
 * IfaDnsFacts:
 *
 * One question to one name server, or to the system's own resolver.
 */
typedef struct
{
  char *name;
  guint via; /* IfaDnsVia */
  char *server;
  gint64 server_position; /* 1 is asked first */
  char *rcode;
  char **addresses;
  char *canonical_name;
  IfaTri answer_is_block; /* 0.0.0.0, ::, 127/8, ::1 */
  IfaTri used_tcp;
  char *tcp_outcome; /* an outcome's name */
  IfaTri truncated;
  gint64 ipv4_ms;
  gint64 ipv6_ms;
  guint silent_family; /* IfaFamily: no answer about it, while the other one was answered */
  gint64 silent_ms;    /* and so long was it waited for; programs wait five seconds or more */
} IfaDnsFacts;

extern const IfaFactsType ifa_dns_facts;

G_END_DECLS
