/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What systemd-resolved and NetworkManager say about name servers. Pure: variants in, facts out;
 * any program may own those names on a bus, so that no type or number in them is believed. */

#pragma once

#include <gio/gio.h>

#include "facts.h"

G_BEGIN_DECLS

gboolean ifa_resolver_take_resolved (IfaResolverFacts *facts, GVariant *properties);
gboolean ifa_resolver_take_network_manager (IfaResolverFacts *facts, GVariant *properties);
void ifa_resolver_take_connectivity (IfaResolverFacts *facts, GVariant *value);

G_END_DECLS
