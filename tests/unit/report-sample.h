/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A report as a run makes it, for the tests of everything that handles reports. */

#pragma once

#include "report.h"

G_BEGIN_DECLS

IfaReport *sample_report_new (guint n_endpoints);
IfaReport *sample_report_new_well (void);
void sample_report_poison (IfaReport *report, guint32 seed);

G_END_DECLS
