/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* By whose fault the service can't be reached, in the words of tax laws. */

#pragma once

#include "diagnosis.h"

G_BEGIN_DECLS

const char *ifa_diagnosis_get_fault (const IfaDiagnosis *diagnosis);

G_END_DECLS
