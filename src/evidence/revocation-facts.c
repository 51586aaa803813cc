/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "revocation-facts.h"

#include <glib/gi18n-lib.h>

static const char *const status_names[] = { "unknown", "good", "revoked", NULL };

static const IfaField revocation_fields[] = {
  IFA_FIELD (IfaRevocationFacts, host, STRING, INTERNAL, N_ ("Host")),
  IFA_FIELD (IfaRevocationFacts, port, INTEGER, PUBLIC, N_ ("Port")),
  IFA_FIELD (IfaRevocationFacts, is_authority, TRI, PUBLIC, N_ ("An authority's certificate")),
  IFA_FIELD (IfaRevocationFacts, fingerprint_sha256, STRING, PUBLIC, N_ ("Fingerprint (SHA-256)")),
  IFA_FIELD (IfaRevocationFacts, subject, STRING, PUBLIC, N_ ("Issued to")),
  IFA_FIELD (IfaRevocationFacts, serial, STRING, PUBLIC, N_ ("Serial number")),
  IFA_FIELD_NAMED (IfaRevocationFacts, status, status_names, PUBLIC, N_ ("Revocation")),
  IFA_FIELD (IfaRevocationFacts, ocsp_url, STRING, PUBLIC, N_ ("Who answers about revocation")),
  IFA_FIELD (IfaRevocationFacts, ocsp_status, STRING, PUBLIC, N_ ("Their answer")),
  IFA_FIELD (IfaRevocationFacts, crl_url, STRING, PUBLIC, N_ ("Where the revocation list is")),
  IFA_FIELD (IfaRevocationFacts, crl_status, STRING, PUBLIC, N_ ("What the list says")),
  IFA_FIELD (IfaRevocationFacts, revoked_since_s, TIME, PUBLIC, N_ ("Revoked since")),
  IFA_FIELD (IfaRevocationFacts, next_update_s, TIME, PUBLIC, N_ ("Next answer due")),
};

const IfaFactsType ifa_revocation_facts = {
  .kind = "revocation",
  .title = N_ ("Withdrawal of the certificate"),
  .layer = IFA_LAYER_SECURITY,
  .size = sizeof (IfaRevocationFacts),
  .fields = revocation_fields,
  .n_fields = G_N_ELEMENTS (revocation_fields),
};
