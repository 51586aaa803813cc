/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "quality-facts.h"

#include <glib/gi18n-lib.h>

static const IfaField quality_fields[] = {
  IFA_FIELD (IfaQualityFacts, host, STRING, INTERNAL, N_ ("Host")),
  IFA_FIELD (IfaQualityFacts, address, ADDRESS, PUBLIC, N_ ("Address")),
  IFA_FIELD (IfaQualityFacts, port, INTEGER, PUBLIC, N_ ("Port")),
  IFA_FIELD (IfaQualityFacts, at_once, INTEGER, PUBLIC, N_ ("Begun at once")),
  IFA_FIELD (IfaQualityFacts, patience_ms, INTEGER, PUBLIC, N_ ("Waited for (ms)")),
  IFA_FIELD (IfaQualityFacts, n_sent, INTEGER, PUBLIC, N_ ("Exchanges")),
  IFA_FIELD (IfaQualityFacts, n_lost, INTEGER, PUBLIC, N_ ("Lost")),
  IFA_FIELD (IfaQualityFacts, min_us, INTEGER, PUBLIC, N_ ("Shortest round trip (µs)")),
  IFA_FIELD (IfaQualityFacts, median_us, INTEGER, PUBLIC, N_ ("Usual round trip (µs)")),
  IFA_FIELD (IfaQualityFacts, max_us, INTEGER, PUBLIC, N_ ("Longest round trip (µs)")),
  IFA_FIELD (IfaQualityFacts, jitter_us, INTEGER, PUBLIC, N_ ("Jitter (µs)")),
};

const IfaFactsType ifa_quality_facts = {
  .kind = "quality",
  .title = N_ ("Quality of the line"),
  .layer = IFA_LAYER_INTERNET,
  .size = sizeof (IfaQualityFacts),
  .fields = quality_fields,
  .n_fields = G_N_ELEMENTS (quality_fields),
};

static const IfaField mtu_fields[] = {
  IFA_FIELD (IfaMtuFacts, host, STRING, INTERNAL, N_ ("Host")),
  IFA_FIELD (IfaMtuFacts, address, ADDRESS, PUBLIC, N_ ("Address")),
  IFA_FIELD (IfaMtuFacts, port, INTEGER, PUBLIC, N_ ("Port")),
  IFA_FIELD (IfaMtuFacts, sent_bytes, INTEGER, PUBLIC, N_ ("Sent (bytes)")),
  IFA_FIELD (IfaMtuFacts, acknowledged_bytes, INTEGER, PUBLIC, N_ ("Acknowledged (bytes)")),
  IFA_FIELD (IfaMtuFacts, small_acknowledged, TRI, PUBLIC, N_ ("Small packets pass")),
  IFA_FIELD (IfaMtuFacts, full_acknowledged, TRI, PUBLIC, N_ ("Full-size packets pass")),
  IFA_FIELD (IfaMtuFacts, path_mtu, INTEGER, PUBLIC, N_ ("Largest packet known to this computer")),
  IFA_FIELD (IfaMtuFacts, working_size, INTEGER, PUBLIC, N_ ("Largest packet that passed")),
};

const IfaFactsType ifa_mtu_facts = {
  .kind = "mtu",
  .title = N_ ("Packet size"),
  .layer = IFA_LAYER_INTERNET,
  .size = sizeof (IfaMtuFacts),
  .fields = mtu_fields,
  .n_fields = G_N_ELEMENTS (mtu_fields),
};
