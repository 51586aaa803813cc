/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "endpoint-facts.h"

#include <glib/gi18n-lib.h>

static const char *const client_certificate_policy_names[]
    = { "unknown", "no", "asked", "required", NULL };

static const IfaField endpoint_fields[] = {
  IFA_FIELD (IfaEndpointFacts, name, STRING, PUBLIC, N_ ("Name")),
  IFA_FIELD (IfaEndpointFacts, url, STRING, FREE_TEXT, N_ ("Address")),
  IFA_FIELD (IfaEndpointFacts, scheme, STRING, PUBLIC, N_ ("Protocol")),
  IFA_FIELD (IfaEndpointFacts, host, STRING, INTERNAL, N_ ("Host")),
  IFA_FIELD (IfaEndpointFacts, port, INTEGER, PUBLIC, N_ ("Port")),
  IFA_FIELD (IfaEndpointFacts, required, TRI, PUBLIC, N_ ("Needed for invoicing")),
  IFA_FIELD (IfaEndpointFacts, host_is_address, TRI, PUBLIC, N_ ("Given as a number")),
  IFA_FIELD (IfaEndpointFacts, address_given, TRI, PUBLIC, N_ ("Address given beforehand")),
  IFA_FIELD (IfaEndpointFacts, expected_addresses, STRINGS, PUBLIC, N_ ("Right addresses")),
  IFA_FIELD (IfaEndpointFacts, expected_status, STRINGS, PUBLIC, N_ ("Right answers")),
  IFA_FIELD (IfaEndpointFacts, expected_format, STRING, PUBLIC, N_ ("Right format")),
  IFA_FIELD (IfaEndpointFacts, max_ms, INTEGER, PUBLIC, N_ ("Slow above (ms)")),
  IFA_FIELD (IfaEndpointFacts, min_days, INTEGER, PUBLIC, N_ ("Certificate renewal due (days)")),
  IFA_FIELD_NAMED (IfaEndpointFacts,
                   client_certificate,
                   client_certificate_policy_names,
                   PUBLIC,
                   N_ ("Certificate of the client")),
  IFA_FIELD (IfaEndpointFacts, root_sha256, STRING, PUBLIC, N_ ("Root certificate (SHA-256)")),
};

const IfaFactsType ifa_endpoint_facts = {
  .kind = "endpoint",
  .title = N_ ("Endpoint"),
  .layer = IFA_LAYER_SERVICE,
  .size = sizeof (IfaEndpointFacts),
  .fields = endpoint_fields,
  .n_fields = G_N_ELEMENTS (endpoint_fields),
};
