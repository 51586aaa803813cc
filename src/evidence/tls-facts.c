/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "tls-facts.h"

#include <glib/gi18n-lib.h>

static const char *const tls_trust_names[]
    = { "unknown", "trusted", "self-signed", "unknown-issuer", "incomplete", "weak",
        "revoked", "invalid", NULL };

static const char *const trust_list_names[] = { "unknown", "computer", "file", "runtime", NULL };

static const IfaField tls_fields[] = {
  IFA_FIELD (IfaTlsFacts, host, STRING, INTERNAL, N_ ("Name asked for")),
  IFA_FIELD (IfaTlsFacts, address, ADDRESS, PUBLIC, N_ ("Address")),
  IFA_FIELD (IfaTlsFacts, port, INTEGER, PUBLIC, N_ ("Port")),
  IFA_FIELD (IfaTlsFacts, proxy, STRING, FREE_TEXT, N_ ("Through proxy")),
  IFA_FIELD (IfaTlsFacts, is_other_name, TRI, PUBLIC, N_ ("Asked with another name")),
  IFA_FIELD (IfaTlsFacts, is_other_address, TRI, PUBLIC, N_ ("At another address")),
  IFA_FIELD (IfaTlsFacts, max_segment_bytes, INTEGER, PUBLIC, N_ ("With small packets (bytes)")),
  IFA_FIELD (IfaTlsFacts, protocol, STRING, PUBLIC, N_ ("Encryption version")),
  IFA_FIELD (IfaTlsFacts, cipher, STRING, PUBLIC, N_ ("Cipher")),
  IFA_FIELD (IfaTlsFacts, alert, STRING, PUBLIC, N_ ("Alert")),
  IFA_FIELD (IfaTlsFacts, alert_code, INTEGER, PUBLIC, N_ ("Alert number")),
  IFA_FIELD (IfaTlsFacts, only_old_versions, STRING, PUBLIC, N_ ("Speaks only")),
  IFA_FIELD (IfaTlsFacts, received_bytes, INTEGER, PUBLIC, N_ ("Bytes received")),
  IFA_FIELD (IfaTlsFacts, first_bytes, STRING, FREE_TEXT, N_ ("First bytes")),
  IFA_FIELD (IfaTlsFacts,
             client_certificate_requested,
             TRI,
             PUBLIC,
             N_ ("Asks for a client certificate")),
  IFA_FIELD (IfaTlsFacts, name_matches, TRI, PUBLIC, N_ ("Name matches")),
  IFA_FIELD_NAMED (IfaTlsFacts, trust, tls_trust_names, PUBLIC, N_ ("Trust")),
  IFA_FIELD_NAMED (IfaTlsFacts, trust_list, trust_list_names, PUBLIC, N_ ("Trusted list of")),
  IFA_FIELD (IfaTlsFacts, trust_is_local, TRI, PUBLIC, N_ ("Trusted only on this computer")),
  IFA_FIELD (IfaTlsFacts, chain_length, INTEGER, PUBLIC, N_ ("Certificates sent")),
  IFA_FIELD (IfaTlsFacts, subject, STRING, PUBLIC, N_ ("Issued to")),
  IFA_FIELD (IfaTlsFacts, names, STRINGS, PUBLIC, N_ ("Valid for")),
  IFA_FIELD (IfaTlsFacts, issuer, STRING, PUBLIC, N_ ("Issued by")),
  IFA_FIELD (IfaTlsFacts, root, STRING, PUBLIC, N_ ("Root")),
  IFA_FIELD (IfaTlsFacts, missing_issuer, STRING, PUBLIC, N_ ("Issuer that was not sent")),
  IFA_FIELD (IfaTlsFacts, not_before_s, TIME, PUBLIC, N_ ("Certificate valid from")),
  IFA_FIELD (IfaTlsFacts, not_after_s, TIME, PUBLIC, N_ ("Certificate valid until")),
  IFA_FIELD (IfaTlsFacts, serial, STRING, PUBLIC, N_ ("Serial number")),
  IFA_FIELD (IfaTlsFacts, fingerprint_sha256, STRING, PUBLIC, N_ ("Fingerprint (SHA-256)")),
  IFA_FIELD (IfaTlsFacts, root_sha256, STRING, PUBLIC, N_ ("Root fingerprint (SHA-256)")),
  IFA_FIELD (IfaTlsFacts, key, STRING, PUBLIC, N_ ("Key")),
  IFA_FIELD (IfaTlsFacts, signature, STRING, PUBLIC, N_ ("Signature")),
  IFA_FIELD (IfaTlsFacts, weakness, STRING, PUBLIC, N_ ("Weakness")),
  IFA_FIELD (IfaTlsFacts, chain_problem, STRING, PUBLIC, N_ ("What is wrong with the chain")),
  IFA_FIELD (IfaTlsFacts, ocsp_stapled, TRI, PUBLIC, N_ ("Revocation answer enclosed")),
  IFA_FIELD (IfaTlsFacts, ocsp_status, STRING, PUBLIC, N_ ("Revocation")),
};

const IfaFactsType ifa_tls_facts = {
  .kind = "tls",
  .title = N_ ("Encrypted connection"),
  .layer = IFA_LAYER_SECURITY,
  .size = sizeof (IfaTlsFacts),
  .fields = tls_fields,
  .n_fields = G_N_ELEMENTS (tls_fields),
};
