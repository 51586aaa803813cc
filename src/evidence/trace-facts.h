/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The hops between here and there. */

#pragma once

#include "field.h"

G_BEGIN_DECLS

/**
 * IfaTraceFacts:
 *
 * A path trace without privileges: packets with small TTLs, and the errors that came back.
 */
typedef struct
{
  char *address;
  gint64 port;
  char **hops; /* one a hop: \"3 192.0.2.1 12.3 ms\" or \"4 *\" */
  gint64 last_hop;
  char *last_address;
  IfaTri last_is_target;
  char *prohibited_by;
  char *unreachable_by;
} IfaTraceFacts;

extern const IfaFactsType ifa_trace_facts;

G_END_DECLS
