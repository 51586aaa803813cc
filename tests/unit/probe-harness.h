/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the tests of probes share: running one to its end, and a network of their own. */

#pragma once

#include "environment.h"
#include "evidence.h"
#include "probe.h"

G_BEGIN_DECLS

typedef gboolean (*ProbeFinish) (GAsyncResult *result, GError **error);

gboolean run_probe (IfaProbe probe,
                    ProbeFinish finish,
                    IfaEnvironment *environment,
                    IfaCheck *check,
                    GCancellable *cancellable);
void assert_cancel_is_quick (IfaProbe probe,
                             ProbeFinish finish,
                             IfaEnvironment *environment,
                             IfaCheck *check);

gboolean enter_own_network (void);
gboolean run_tool (const char *command_line);

G_END_DECLS
