/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* From findings to the state of each station, and to the verdict. */

#pragma once

#include "diagnosis.h"
#include "view.h"

G_BEGIN_DECLS

void ifa_stations_judge (const IfaView *view, IfaDiagnosis *diagnosis);
gboolean ifa_check_shows_fault (const IfaDiagnosis *diagnosis, const IfaCheck *check);

G_END_DECLS
