/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Making findings; only the diagnosis does. */

#pragma once

#include "rule.h"

G_BEGIN_DECLS

IfaFinding *ifa_finding_new (const IfaCause *cause);
void ifa_finding_free (IfaFinding *finding);
void ifa_finding_add_unique (GPtrArray *ids, const char *id);

G_END_DECLS
