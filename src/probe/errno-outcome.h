/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The one translation of the kernel's error numbers. */

#pragma once

#include "vocabulary.h"

G_BEGIN_DECLS

IfaOutcome ifa_outcome_from_errno (int error_number);

G_END_DECLS
