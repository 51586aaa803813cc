/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "trace-facts.h"

#include <glib/gi18n-lib.h>

static const IfaField trace_fields[] = {
  IFA_FIELD (IfaTraceFacts, address, ADDRESS, PUBLIC, N_ ("Towards")),
  IFA_FIELD (IfaTraceFacts, port, INTEGER, PUBLIC, N_ ("Port")),
  IFA_FIELD (IfaTraceFacts, hops, STRINGS, INTERNAL, N_ ("Hops")),
  IFA_FIELD (IfaTraceFacts, last_hop, INTEGER, PUBLIC, N_ ("Last hop that answered")),
  IFA_FIELD (IfaTraceFacts, last_address, ADDRESS, INTERNAL, N_ ("Last to answer")),
  IFA_FIELD (IfaTraceFacts, last_is_target, TRI, PUBLIC, N_ ("Reached")),
  IFA_FIELD (IfaTraceFacts, prohibited_by, ADDRESS, INTERNAL, N_ ("Prohibited by")),
  IFA_FIELD (IfaTraceFacts, unreachable_by, ADDRESS, INTERNAL, N_ ("Said to be unreachable by")),
};

const IfaFactsType ifa_trace_facts = {
  .kind = "trace",
  .title = N_ ("Path"),
  .layer = IFA_LAYER_INTERNET,
  .size = sizeof (IfaTraceFacts),
  .fields = trace_fields,
  .n_fields = G_N_ELEMENTS (trace_fields),
};
