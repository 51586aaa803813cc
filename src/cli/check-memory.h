/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What a check knows beyond its own measuring: the waiting invoices, the last good day, and the
 * history that it becomes part of. */

#pragma once

#include "profile.h"
#include "report.h"

G_BEGIN_DECLS

void ifa_check_memory_count_unsent (IfaReport *report, IfaProfile *profile);
void ifa_check_memory_compare (IfaReport *report);
void ifa_check_memory_keep (const IfaReport *report);

G_END_DECLS
