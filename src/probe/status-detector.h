/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One detector for all conventions of status pages. Pure: bytes in, facts out. */

#pragma once

#include "facts.h"

G_BEGIN_DECLS

void
ifa_status_detect (IfaStatusFacts *facts, const char *content_type, const char *body, gsize length);

G_END_DECLS
