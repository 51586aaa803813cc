/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What other clocks say of this computer's clock. */

#pragma once

#include "view.h"

G_BEGIN_DECLS

void ifa_clock_estimate (const IfaEvidence *evidence, const IfaRunFacts *run, IfaClock *clock);

G_END_DECLS
