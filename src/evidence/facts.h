/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Every kind of facts there is. Adding one: its file pair here, and a line in facts.c. */

#pragma once

#include "client-facts.h"
#include "clock-facts.h"
#include "distance-facts.h"
#include "dns-facts.h"
#include "endpoint-facts.h"
#include "hosts-facts.h"
#include "http-facts.h"
#include "link-facts.h"
#include "proxy-facts.h"
#include "quality-facts.h"
#include "revocation-facts.h"
#include "route-facts.h"
#include "run-facts.h"
#include "status-facts.h"
#include "tcp-facts.h"
#include "tls-facts.h"
#include "trace-facts.h"

G_BEGIN_DECLS

/* NULL-terminated. */
extern const IfaFactsType *const ifa_facts_types[];

G_END_DECLS
