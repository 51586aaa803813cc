/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "lazy-list.h"
#include "listing-item.h"
#include "outages.h"

G_BEGIN_DECLS

IfaListingWords ifa_history_make_run_words (const IfaHistoryEntry *entry);
IfaLazyList *ifa_history_list_runs (GPtrArray *entries);
char *ifa_outage_dup_title (const IfaOutage *outage);
char *ifa_outage_dup_subtitle (const IfaOutage *outage);
IfaListingWords ifa_history_make_month_words (const IfaAvailability *month);

G_END_DECLS
