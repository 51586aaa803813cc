/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The one translation of c-ares's status codes. */

#pragma once

#include "vocabulary.h"

G_BEGIN_DECLS

IfaOutcome ifa_outcome_from_ares (int status, int socket_errno);
const char *ifa_rcode_from_ares (int status);

G_END_DECLS
