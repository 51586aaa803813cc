/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* When each status page was asked last, over restarts too: some services block who asks too often.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ifa_status_memory_may_ask (const char *folder,
                                    const char *url,
                                    gint64 now_s,
                                    gint64 min_interval_s,
                                    gint64 *age_s);

G_END_DECLS
