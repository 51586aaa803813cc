/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Whether the authority has withdrawn a certificate. */

#pragma once

#include "field.h"

G_BEGIN_DECLS

/* What is known in the end. */
typedef enum
{
  IFA_REVOCATION_UNKNOWN,
  IFA_REVOCATION_GOOD,
  IFA_REVOCATION_REVOKED,
} IfaRevocationStatus;

/**
 * IfaRevocationFacts:
 *
 * The authority's answer about one certificate of a server's chain. Two sources, each with its own
 * word: good, revoked, unknown, expired, invalid; or how the fetch failed, as an outcome's name.
 */
typedef struct
{
  char *host;
  gint64 port;
  IfaTri is_authority; /* the certificate of an authority in the chain, not the server's own */
  char *fingerprint_sha256;
  char *subject;
  char *serial;
  guint status; /* IfaRevocationStatus */
  char *ocsp_url;
  char *ocsp_status;
  char *crl_url;
  char *crl_status;
  gint64 revoked_since_s;
  gint64 next_update_s;
} IfaRevocationFacts;

extern const IfaFactsType ifa_revocation_facts;

G_END_DECLS
