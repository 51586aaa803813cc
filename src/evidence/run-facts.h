/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the whole run was about: the profile's limits and the state of its calendar. */

#pragma once

#include "field.h"

G_BEGIN_DECLS

/**
 * IfaRunFacts:
 *
 * What holds for every endpoint. The engine writes it; no probe does.
 */
typedef struct
{
  IfaTri own_hosts_only;
  char *service;    /* its name */
  char *vendor;     /* who runs it */
  gint64 started_s; /* by this computer's clock */
  gint64 built_s;   /* no true time lies before it */
  gint64 max_clock_error_s;
  IfaTri maintenance_now;
  gint64 maintenance_until_s;
  IfaTri sandboxed;
} IfaRunFacts;

extern const IfaFactsType ifa_run_facts;

G_END_DECLS
