/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What resolv.conf(5) says. Pure. */

#pragma once

#include "facts.h"

G_BEGIN_DECLS

/* glibc reads no more than three (MAXNS). */
#define IFA_RESOLV_CONF_MAX_SERVERS 3

void ifa_resolv_conf_parse (const char *text, gsize length, IfaResolverFacts *facts);

G_END_DECLS
