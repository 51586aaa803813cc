/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A name server on the loopback, over UDP and TCP, with a way of answering. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  DNS_OK, /* 192.0.2.10 and 2001:db8::10 */
  DNS_NXDOMAIN,
  DNS_NODATA,
  DNS_SERVFAIL,
  DNS_REFUSED,
  DNS_NOTIMP,
  DNS_SILENT,
  DNS_LOSES_FIRST,   /* the first packet of each question */
  DNS_SLOW,          /* 150 ms */
  DNS_TRUNCATED,     /* over UDP; whole over TCP */
  DNS_WRONG_ID,      /* and nothing else */
  DNS_SPOOFED_FIRST, /* a wrong id, then the truth */
  DNS_GARBAGE,
  DNS_CUT,            /* in the middle of a record */
  DNS_OTHER_NAME,     /* the records are about another name */
  DNS_OTHER_QUESTION, /* so is the question that is repeated */
  DNS_CNAME,
  DNS_CNAME_LOOP,
  DNS_CNAME_CHAIN, /* forty links long */
  DNS_COMPRESSION_LOOP,
  DNS_BLOCK, /* 0.0.0.0 and :: */
  DNS_LOOPBACK,
  DNS_EIGHTY,       /* addresses */
  DNS_THOUSAND,     /* records of another name, and then one address */
  DNS_OTHER_SOURCE, /* answers from another address than the one that was asked */
  DNS_OTHER_CASE,   /* repeats the name in capitals */
} DnsManner;

typedef struct _DnsServer DnsServer;

DnsServer *dns_server_new (DnsManner ipv4, DnsManner ipv6, gboolean with_tcp);
void dns_server_free (DnsServer *server);
const char *dns_server_get_address (DnsServer *server);
guint dns_server_get_n_questions (DnsServer *server);
void dns_server_set_tcp_manner (DnsServer *server, DnsManner manner);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DnsServer, dns_server_free)

G_END_DECLS
