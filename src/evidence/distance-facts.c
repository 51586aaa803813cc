/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "distance-facts.h"

#include <glib/gi18n-lib.h>

static const IfaField distance_fields[] = {
  IFA_FIELD (IfaDistanceFacts, host, STRING, INTERNAL, N_ ("Host")),
  IFA_FIELD (IfaDistanceFacts, address, ADDRESS, PUBLIC, N_ ("Address")),
  IFA_FIELD (IfaDistanceFacts, port, INTEGER, PUBLIC, N_ ("Port")),
  IFA_FIELD (IfaDistanceFacts, ttl, INTEGER, PUBLIC, N_ ("Arrives with a time-to-live of")),
};

const IfaFactsType ifa_distance_facts = {
  .kind = "distance",
  .title = N_ ("Distance of the answer"),
  .layer = IFA_LAYER_INTERNET,
  .size = sizeof (IfaDistanceFacts),
  .fields = distance_fields,
  .n_fields = G_N_ELEMENTS (distance_fields),
};
