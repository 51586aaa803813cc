/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The last run in which a profile's service worked: what "what changed" compares with. It stays on
 * this computer, in a folder that only its owner can read. */

#pragma once

#include "report.h"

G_BEGIN_DECLS

gboolean ifa_good_day_keep (const IfaReport *report, GError **error);
IfaReport *ifa_good_day_load (const char *profile_id);

G_END_DECLS
