/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "client-facts.h"

#include <glib/gi18n-lib.h>

static const IfaField client_fields[] = {
  IFA_FIELD (IfaClientFacts, name, STRING, PUBLIC, N_ ("Invoicing program")),
  IFA_FIELD (IfaClientFacts, processes, STRINGS, PUBLIC, N_ ("Names of its processes")),
  IFA_FIELD (IfaClientFacts, is_running, TRI, PUBLIC, N_ ("It is running")),
  IFA_FIELD (IfaClientFacts, version, STRING, PUBLIC, N_ ("Installed version")),
  IFA_FIELD (IfaClientFacts, place, STRING, PUBLIC, N_ ("It writes to")),
  IFA_FIELD (IfaClientFacts, free_bytes, INTEGER, PUBLIC, N_ ("Free there (bytes)")),
  IFA_FIELD (IfaClientFacts, needed_bytes, INTEGER, PUBLIC, N_ ("Needed there (bytes)")),
};

const IfaFactsType ifa_client_facts = {
  .kind = "client",
  .title = N_ ("Invoicing program"),
  .layer = IFA_LAYER_CLIENT,
  .size = sizeof (IfaClientFacts),
  .fields = client_fields,
  .n_fields = G_N_ELEMENTS (client_fields),
};

static const IfaField outbox_fields[] = {
  IFA_FIELD (IfaOutboxFacts, places, STRINGS, PUBLIC, N_ ("Places")),
  IFA_FIELD (IfaOutboxFacts, n_missing_places, INTEGER, PUBLIC, N_ ("Places that are not there")),
  IFA_FIELD (IfaOutboxFacts, n_files, INTEGER, PUBLIC, N_ ("Files")),
  IFA_FIELD (IfaOutboxFacts, n_bytes, INTEGER, PUBLIC, N_ ("Their size (bytes)")),
  IFA_FIELD (IfaOutboxFacts, n_waiting, INTEGER, PUBLIC, N_ ("Invoices that wait")),
  IFA_FIELD (IfaOutboxFacts, n_sent, INTEGER, PUBLIC, N_ ("Invoices that are sent")),
  IFA_FIELD (IfaOutboxFacts, totals, STRINGS, PUBLIC, N_ ("Sums of those that wait")),
  IFA_FIELD (IfaOutboxFacts, oldest, STRING, PUBLIC, N_ ("Date of the oldest")),
  IFA_FIELD (IfaOutboxFacts, oldest_days, INTEGER, PUBLIC, N_ ("Its age (days)")),
  IFA_FIELD (IfaOutboxFacts, oldest_working_days, INTEGER, PUBLIC, N_ ("Its age (working days)")),
  IFA_FIELD (IfaOutboxFacts, limit_working_days, INTEGER, PUBLIC, N_ ("Time limit (working days)")),
  IFA_FIELD (IfaOutboxFacts, limit_hours, INTEGER, PUBLIC, N_ ("Time limit (hours)")),
  IFA_FIELD (IfaOutboxFacts, n_unreadable, INTEGER, PUBLIC, N_ ("Files that you may not read")),
  IFA_FIELD (IfaOutboxFacts, unreadable_place, STRING, PUBLIC, N_ ("They are in")),
  IFA_FIELD (IfaOutboxFacts, n_damaged, INTEGER, PUBLIC, N_ ("Damaged files")),
  IFA_FIELD (IfaOutboxFacts, damaged_place, STRING, PUBLIC, N_ ("Damaged ones are in")),
  IFA_FIELD (IfaOutboxFacts, n_unknown, INTEGER, PUBLIC, N_ ("Files of other kinds")),
  IFA_FIELD (IfaOutboxFacts, is_cut, TRI, PUBLIC, N_ ("There is more than was counted")),
  IFA_FIELD (IfaOutboxFacts, copy_is_current, TRI, PUBLIC, N_ ("The last copy holds all of it")),
  IFA_FIELD (IfaOutboxFacts, copy_place, STRING, PRIVATE, N_ ("The last copy is in")),
  IFA_FIELD (IfaOutboxFacts, copy_needed_bytes, INTEGER, PUBLIC, N_ ("A copy needs (bytes)")),
  IFA_FIELD (IfaOutboxFacts, copy_free_bytes, INTEGER, PUBLIC, N_ ("Free for it (bytes)")),
};

const IfaFactsType ifa_outbox_facts = {
  .kind = "outbox",
  .title = N_ ("Unsent invoices"),
  .layer = IFA_LAYER_CLIENT,
  .size = sizeof (IfaOutboxFacts),
  .fields = outbox_fields,
  .n_fields = G_N_ELEMENTS (outbox_fields),
};

static const IfaField client_log_fields[] = {
  IFA_FIELD (IfaClientLogFacts, places, STRINGS, PUBLIC, N_ ("Places")),
  IFA_FIELD (IfaClientLogFacts, n_files, INTEGER, PUBLIC, N_ ("Files")),
  IFA_FIELD (IfaClientLogFacts, n_bytes, INTEGER, PUBLIC, N_ ("Looked at, from the end (bytes)")),
  IFA_FIELD (IfaClientLogFacts, is_cut, TRI, PUBLIC, N_ ("There is more than was looked at")),
  IFA_FIELD (IfaClientLogFacts, n_matches, INTEGER, PUBLIC, N_ ("Lines with a known error")),
  IFA_FIELD (IfaClientLogFacts, code, STRING, PUBLIC, N_ ("Newest known error")),
  IFA_FIELD (IfaClientLogFacts, cause, STRING, PUBLIC, N_ ("It stands for")),
  IFA_FIELD (IfaClientLogFacts, message, STRING, FREE_TEXT, N_ ("Its line")),
  IFA_FIELD (IfaClientLogFacts, written_s, TIME, PUBLIC, N_ ("That log was written")),
  IFA_FIELD (IfaClientLogFacts, limit_message, STRING, FREE_TEXT, N_ ("Line about a limit")),
  IFA_FIELD (IfaClientLogFacts, limit_code, STRING, PUBLIC, N_ ("Its code")),
  IFA_FIELD (IfaClientLogFacts, limit_written_s, TIME, PUBLIC, N_ ("That line's log was written")),
};

const IfaFactsType ifa_client_log_facts = {
  .kind = "client-log",
  .title = N_ ("Log of the invoicing program"),
  .layer = IFA_LAYER_CLIENT,
  .size = sizeof (IfaClientLogFacts),
  .fields = client_log_fields,
  .n_fields = G_N_ELEMENTS (client_log_fields),
};

static const IfaField version_fields[] = {
  IFA_FIELD (IfaVersionFacts, url, STRING, FREE_TEXT, N_ ("Address")),
  IFA_FIELD (IfaVersionFacts, addresses, ADDRESSES, PUBLIC, N_ ("Addresses to use")),
  IFA_FIELD (IfaVersionFacts, minimum_path, STRING, PUBLIC, N_ ("Place of the oldest accepted")),
  IFA_FIELD (IfaVersionFacts, latest_path, STRING, PUBLIC, N_ ("Place of the newest")),
  IFA_FIELD (IfaVersionFacts, status, INTEGER, PUBLIC, N_ ("Status")),
  IFA_FIELD (IfaVersionFacts, minimum, STRING, PUBLIC, N_ ("Oldest accepted version")),
  IFA_FIELD (IfaVersionFacts, latest, STRING, PUBLIC, N_ ("Newest version")),
};

const IfaFactsType ifa_version_facts = {
  .kind = "version",
  .title = N_ ("Versions of the invoicing program"),
  .layer = IFA_LAYER_CLIENT,
  .size = sizeof (IfaVersionFacts),
  .fields = version_fields,
  .n_fields = G_N_ELEMENTS (version_fields),
};
