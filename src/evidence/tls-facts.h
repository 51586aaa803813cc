/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The encrypted connection and the certificate behind it. */

#pragma once

#include "field.h"

G_BEGIN_DECLS

/* Where the chain leads, the validity times left aside. */
typedef enum
{
  IFA_TLS_TRUST_UNKNOWN,
  IFA_TLS_TRUST_TRUSTED,
  IFA_TLS_TRUST_SELF_SIGNED,
  IFA_TLS_TRUST_UNKNOWN_ISSUER,
  IFA_TLS_TRUST_INCOMPLETE,
  IFA_TLS_TRUST_WEAK,
  IFA_TLS_TRUST_REVOKED,
  IFA_TLS_TRUST_INVALID,
} IfaTlsTrust;

/* Whose list of roots the chain was held against. */
typedef enum
{
  IFA_TRUST_LIST_UNKNOWN,
  IFA_TRUST_LIST_COMPUTER, /* this computer's own */
  IFA_TRUST_LIST_FILE,     /* a file that somebody named */
  IFA_TRUST_LIST_RUNTIME,  /* the sandbox's: what the computer trusts besides is hidden */
} IfaTrustList;

/**
 * IfaTlsFacts:
 *
 * One handshake. Name, time and trust are told apart: each is a fact of its own, whatever the
 * others say; time is not judged here at all.
 */
typedef struct
{
  char *host;
  char *address;
  gint64 port;
  char *proxy;              /* host:port; unset: directly */
  IfaTri is_other_name;     /* to tell a filter from a dead server */
  IfaTri is_other_address;  /* one that a name server gives and the system does not */
  gint64 max_segment_bytes; /* TCP_MAXSEG; unset: as usual */
  char *protocol;
  char *cipher;
  char *alert;
  gint64 alert_code;       /* RFC 8446 section 6 */
  char *only_old_versions; /* found by a second handshake: TLS 1.0, SSL 3 */
  gint64 received_bytes;
  char *first_bytes; /* where it wasn't TLS */
  IfaTri client_certificate_requested;
  IfaTri name_matches;
  guint trust;           /* IfaTlsTrust */
  guint trust_list;      /* IfaTrustList */
  IfaTri trust_is_local; /* the root is not one that the distribution ships */
  gint64 chain_length;
  char *subject;
  char **names;
  char *issuer;
  char *root;
  char *missing_issuer;
  gint64 not_before_s; /* the latest of the chain */
  gint64 not_after_s;  /* the earliest of the chain */
  char *serial;
  char *fingerprint_sha256;
  char *root_sha256;
  char *key; /* as in RSA-2048 */
  char *signature;
  char *weakness;
  char *chain_problem; /* which rule of a chain is broken, where trust is invalid */
  IfaTri ocsp_stapled;
  char *ocsp_status; /* good, revoked, unknown, expired, invalid */
} IfaTlsFacts;

extern const IfaFactsType ifa_tls_facts;

G_END_DECLS
