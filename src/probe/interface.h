/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What sort of thing a network interface is. */

#pragma once

#include "facts.h"
#include "netlink-message.h"

G_BEGIN_DECLS

IfaLinkKind ifa_interface_kind (const IfaNetlinkLink *link);
gboolean ifa_interface_is_real (const IfaNetlinkLink *link);

G_END_DECLS
