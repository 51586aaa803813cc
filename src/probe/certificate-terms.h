/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What a certificate may be used for, read strictly: GnuTLS passes over extensions that are
 * doubled, malformed or unknown and critical. Pure. */

#pragma once

#include "certificate-policies.h"
#include "der.h"

G_BEGIN_DECLS

/* Tags of a GeneralName, RFC 5280 section 4.2.1.6. */
#define IFA_NAME_EMAIL 0x81
#define IFA_NAME_DNS 0x82
#define IFA_NAME_DIRECTORY 0xa4
#define IFA_NAME_URI 0x86
#define IFA_NAME_ADDRESS 0x87

/**
 * IfaCertificateTerms:
 *
 * Its values point into the certificate's bytes.
 */
typedef struct
{
  guint version;             /* 1 to 3 */
  gboolean has_proper_names; /* subject and issuer are text as their kinds allow */
  gboolean has_basic_constraints;
  gboolean is_authority;
  int path_length; /* -1: no limit */
  gboolean has_key_usage;
  gboolean may_sign_handshakes; /* for servers: what all of today's key exchanges need */
  gboolean may_sign_certificates;
  gboolean may_sign_lists;
  gboolean has_purposes;
  gboolean is_for_servers;
  gboolean is_for_anything;
  gboolean has_alternative_names;
  gboolean has_name_constraints;
  gboolean name_constraints_are_critical;
  IfaCertificatePolicies policies;
  IfaDer subject;
  IfaDer alternative_names; /* a sequence of GeneralName */
  IfaDer permitted;         /* sequences of GeneralSubtree; tag 0 where absent */
  IfaDer excluded;
  const char *problem; /* (nullable): what is wrong with the certificate by itself, for IT */
} IfaCertificateTerms;

void ifa_certificate_terms_read (GBytes *der, IfaCertificateTerms *terms);

G_END_DECLS
