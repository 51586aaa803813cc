/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "clock-facts.h"

#include <glib/gi18n-lib.h>

static const char *const clock_source_names[]
    = { "unknown", "ntp", "https-date", "http-date", NULL };

static const IfaField clock_fields[] = {
  IFA_FIELD_NAMED (IfaClockFacts, source, clock_source_names, PUBLIC, N_ ("Source")),
  IFA_FIELD (IfaClockFacts, host, STRING, INTERNAL, N_ ("Host")),
  IFA_FIELD (IfaClockFacts, addresses, ADDRESSES, PUBLIC, N_ ("Addresses to use")),
  IFA_FIELD (IfaClockFacts, offset_ms, INTEGER, PUBLIC, N_ ("Clock is ahead by (ms)")),
  IFA_FIELD (IfaClockFacts, uncertainty_ms, INTEGER, PUBLIC, N_ ("Give or take (ms)")),
  IFA_FIELD (IfaClockFacts, stratum, INTEGER, PUBLIC, N_ ("Stratum")),
};

const IfaFactsType ifa_clock_facts = {
  .kind = "clock",
  .title = N_ ("Clock"),
  .layer = IFA_LAYER_COMPUTER,
  .size = sizeof (IfaClockFacts),
  .fields = clock_fields,
  .n_fields = G_N_ELEMENTS (clock_fields),
};
