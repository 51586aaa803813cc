/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "run-facts.h"

#include <glib/gi18n-lib.h>

static const IfaField run_fields[] = {
  IFA_FIELD (IfaRunFacts, own_hosts_only, TRI, PUBLIC, N_ ("Only the service's own hosts")),
  IFA_FIELD (IfaRunFacts, service, STRING, PUBLIC, N_ ("Service")),
  IFA_FIELD (IfaRunFacts, vendor, STRING, PUBLIC, N_ ("Vendor")),
  IFA_FIELD (IfaRunFacts, started_s, TIME, PUBLIC, N_ ("Started")),
  IFA_FIELD (IfaRunFacts, built_s, TIME, PUBLIC, N_ ("Program built")),
  IFA_FIELD (IfaRunFacts, max_clock_error_s, INTEGER, PUBLIC, N_ ("Clock may be off by (s)")),
  IFA_FIELD (IfaRunFacts, maintenance_now, TRI, PUBLIC, N_ ("Announced maintenance now")),
  IFA_FIELD (IfaRunFacts, maintenance_since_s, TIME, PUBLIC, N_ ("Maintenance began")),
  IFA_FIELD (IfaRunFacts, maintenance_until_s, TIME, PUBLIC, N_ ("Maintenance ends")),
  IFA_FIELD (IfaRunFacts, next_maintenance_from_s, TIME, PUBLIC, N_ ("Next maintenance begins")),
  IFA_FIELD (IfaRunFacts, next_maintenance_until_s, TIME, PUBLIC, N_ ("Next maintenance ends")),
  IFA_FIELD (IfaRunFacts, maintenance_notices, STRING, PUBLIC, N_ ("Maintenance is announced at")),
  IFA_FIELD (IfaRunFacts, while_sending, TRI, PUBLIC, N_ ("While an invoice was being sent")),
  IFA_FIELD (IfaRunFacts, message_code, STRING, FREE_TEXT, N_ ("Recognised in the message")),
  IFA_FIELD (IfaRunFacts, message_about, STRING, PUBLIC, N_ ("The message is about")),
  IFA_FIELD (IfaRunFacts, message_cause, STRING, PUBLIC, N_ ("Cause that the message names")),
  IFA_FIELD (IfaRunFacts, sandboxed, TRI, PUBLIC, N_ ("Inside a sandbox")),
  IFA_FIELD (IfaRunFacts, may_use_network, TRI, PUBLIC, N_ ("The sandbox lets it use the network")),
};

const IfaFactsType ifa_run_facts = {
  .kind = "run",
  .title = N_ ("This check"),
  .layer = IFA_LAYER_COMPUTER,
  .size = sizeof (IfaRunFacts),
  .fields = run_fields,
  .n_fields = G_N_ELEMENTS (run_fields),
};
