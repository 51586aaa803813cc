/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The one translation of c-ares's error codes. */

#pragma once

#include "vocabulary.h"

G_BEGIN_DECLS

IfaOutcome ifa_outcome_from_ares (int status, IfaOutcome socket_outcome);

G_END_DECLS
