/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What all probes have in common. */

#pragma once

#include "environment.h"
#include "evidence.h"

G_BEGIN_DECLS

/**
 * IfaProbe:
 * @environment: the outside world and its limits
 * @check: what to look at (its input facts are set) and where to write what was seen; it stays
 *   alive until @callback ran
 * @cancellable: (nullable): ends the probe within 100 ms, leaving @check "not tested"
 * @callback: called exactly once, from the main loop, never before the call returned
 * @user_data: closure
 *
 * A probe measures and never judges. It ends in facts also when it fails: then `outcome` says
 * how, in our own vocabulary, and `detail` keeps the library's words. `started_ms` and
 * `duration_ms` are set by the engine. The finish function returns `FALSE` only when the
 * probe was cancelled.
 */
typedef void (*IfaProbe) (IfaEnvironment *environment,
                          IfaCheck *check,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

G_END_DECLS
