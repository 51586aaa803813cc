/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "hosts-facts.h"

#include <glib/gi18n-lib.h>

static const IfaField hosts_fields[] = {
  IFA_FIELD (IfaHostsFacts, name, STRING, INTERNAL, N_ ("Name")),
  IFA_FIELD (IfaHostsFacts, path, STRING, PUBLIC, N_ ("File")),
  IFA_FIELD (IfaHostsFacts, addresses, ADDRESSES, PUBLIC, N_ ("Addresses")),
  IFA_FIELD (IfaHostsFacts, line, INTEGER, PUBLIC, N_ ("Line")),
  IFA_FIELD (IfaHostsFacts, n_lines, INTEGER, PUBLIC, N_ ("Lines read")),
};

const IfaFactsType ifa_hosts_facts = {
  .kind = "hosts-file",
  .title = N_ ("Hosts file"),
  .layer = IFA_LAYER_COMPUTER,
  .size = sizeof (IfaHostsFacts),
  .fields = hosts_fields,
  .n_fields = G_N_ELEMENTS (hosts_fields),
};
