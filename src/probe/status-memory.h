/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* When each status page was asked last, over restarts too: some services block who asks too often.
 */

#pragma once

#include "status-facts.h"

G_BEGIN_DECLS

gboolean ifa_status_memory_may_ask (const char *folder,
                                    const char *url,
                                    gint64 now_s,
                                    gint64 min_interval_s,
                                    gint64 *age_s);

void ifa_status_memory_keep (const char *folder, const char *url, const IfaStatusFacts *facts);
IfaStatusFacts *ifa_status_memory_load (const char *folder, const char *url);

G_END_DECLS
