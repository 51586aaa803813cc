/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The hosts file. */

#pragma once

#include "field.h"

G_BEGIN_DECLS

/**
 * IfaHostsFacts:
 *
 * What this computer's own list of addresses says about one name (hosts(5)).
 */
typedef struct
{
  char *name;
  char *path;
  char **addresses;
  gint64 line;
  gint64 n_lines;
} IfaHostsFacts;

extern const IfaFactsType ifa_hosts_facts;

G_END_DECLS
