/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A network of our own, lan0, with a router in another one behind it. */

#pragma once

#include "probe-harness.h"

G_BEGIN_DECLS

#define ROUTER "192.0.2.1"
#define ROUTER_HARDWARE "02:00:00:00:00:01"
#define NOBODY "192.0.2.99"

/* The probes that add checks of their own. */
typedef void (*ListProbe) (IfaEnvironment *environment,
                           IfaEvidence *evidence,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

void prepare_routed_network (void);
void remove_routed_network (void);
gboolean skip_without_network (void);
gboolean skip_without_filter (void);
gboolean run_in_router (const char *command_line);
gboolean add_tunnel (void);
void remove_tunnel (void);
IfaEvidence *list_in (const char *root, ListProbe probe, ProbeFinish finish);
JsonNode *read_ip (const char *command_line);
void deprive (gboolean on);

G_END_DECLS
