/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The facts about the invoicing program on this computer. Each function takes as long as the disk
 * takes: call it in a thread. */

#pragma once

#include "client-facts.h"
#include "profile.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * IfaClientPlace:
 *
 * Where to look.
 */
typedef struct
{
  IfaProfile *profile;
  const char *home;         /* that "~" stands for */
  const char *root;         /* "" for the system itself */
  const char *const *texts; /* (nullable): what else to look for in logs, UTF-8 */
} IfaClientPlace;

IfaOutcome ifa_client_look (const IfaClientPlace *place, IfaClientFacts *facts);
IfaOutcome ifa_client_look_at_outbox (const IfaClientPlace *place,
                                      GDateTime *now,
                                      IfaOutboxFacts *facts,
                                      GCancellable *cancellable);
IfaOutcome ifa_client_look_at_log (const IfaClientPlace *place,
                                   IfaClientLogFacts *facts,
                                   GCancellable *cancellable);

G_END_DECLS
