/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Advice from the web that does harm. */

#pragma once

#include "explain.h"

G_BEGIN_DECLS

void ifa_advice_find (const char *text, GPtrArray *explanations);

G_END_DECLS
