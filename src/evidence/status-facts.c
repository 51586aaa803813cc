/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "status-facts.h"

#include <glib/gi18n-lib.h>

static const char *const status_state_names[]
    = { "unknown", "ok", "degraded", "down", "maintenance", NULL };

static const char *const status_format_names[]
    = { "unknown",     "statuspage",    "instatus",    "cstate",          "cachet",
        "uptime-kuma", "better-stack",  "health-json", "spring-actuator", "microprofile",
        "kubernetes",  "ksef-latarnia", "sefaz",       "generic",         NULL };

static const IfaField status_fields[] = {
  IFA_FIELD (IfaStatusFacts, url, STRING, FREE_TEXT, N_ ("Address")),
  IFA_FIELD (IfaStatusFacts, addresses, ADDRESSES, PUBLIC, N_ ("Addresses to use")),
  IFA_FIELD (IfaStatusFacts, expected_format, STRING, PUBLIC, N_ ("Format by the profile")),
  IFA_FIELD (IfaStatusFacts, min_interval_s, INTEGER, PUBLIC, N_ ("Asked at most every (s)")),
  IFA_FIELD (IfaStatusFacts, status, INTEGER, PUBLIC, N_ ("Status")),
  IFA_FIELD_NAMED (IfaStatusFacts, format, status_format_names, PUBLIC, N_ ("Convention")),
  IFA_FIELD_NAMED (IfaStatusFacts, state, status_state_names, PUBLIC, N_ ("It says")),
  IFA_FIELD (IfaStatusFacts, word, STRING, FREE_TEXT, N_ ("In its own word")),
  IFA_FIELD (IfaStatusFacts, message, STRING, FREE_TEXT, N_ ("Message")),
  IFA_FIELD (IfaStatusFacts, message_start_s, TIME, PUBLIC, N_ ("From")),
  IFA_FIELD (IfaStatusFacts, message_end_s, TIME, PUBLIC, N_ ("Until")),
  IFA_FIELD (IfaStatusFacts, planned, STRING, FREE_TEXT, N_ ("Planned work")),
  IFA_FIELD (IfaStatusFacts, planned_from_s, TIME, PUBLIC, N_ ("Planned from")),
  IFA_FIELD (IfaStatusFacts, planned_until_s, TIME, PUBLIC, N_ ("Planned until")),
  IFA_FIELD (IfaStatusFacts, n_affected, INTEGER, PUBLIC, N_ ("Parts affected")),
  IFA_FIELD (IfaStatusFacts, affected, STRINGS, FREE_TEXT, N_ ("Parts")),
  IFA_FIELD (IfaStatusFacts, is_page, TRI, PUBLIC, N_ ("A page instead of data")),
  IFA_FIELD (IfaStatusFacts, cached_age_s, INTEGER, PUBLIC, N_ ("Asked this long ago (s)")),
};

const IfaFactsType ifa_status_facts = {
  .kind = "status-page",
  .title = N_ ("Status page"),
  .layer = IFA_LAYER_SERVICE,
  .size = sizeof (IfaStatusFacts),
  .fields = status_fields,
  .n_fields = G_N_ELEMENTS (status_fields),
};
