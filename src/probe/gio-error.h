/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The one place where the errors of GIO become our own vocabulary. */

#pragma once

#include "vocabulary.h"

G_BEGIN_DECLS

IfaOutcome ifa_outcome_from_gio (const GError *error);

G_END_DECLS
