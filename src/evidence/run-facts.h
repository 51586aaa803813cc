/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the whole run was about: the profile's limits, the state of its calendar, and what the
 * person said of it. */

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
  gint64 maintenance_since_s;
  gint64 maintenance_until_s;
  gint64 next_maintenance_from_s; /* only when it is near */
  gint64 next_maintenance_until_s;
  char *maintenance_notices; /* where the vendor announces it: an address */
  IfaTri while_sending;      /* the fault came while an invoice was being sent */
  char *message_code;        /* what was recognised in the message that the person gave */
  char *message_about;       /* connection, device, limits, content, login */
  char *message_cause;       /* a cause's id */
  IfaTri sandboxed;
  IfaTri may_use_network; /* unknown where no sandbox decides it */
} IfaRunFacts;

extern const IfaFactsType ifa_run_facts;

G_END_DECLS
