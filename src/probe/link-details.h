/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What only sysfs knows of a network interface. */

#pragma once

#include "facts.h"
#include "netlink-message.h"

G_BEGIN_DECLS

typedef struct
{
  IfaLinkKind kind;  /* WIFI, CELLULAR, or UNKNOWN */
  gint64 speed_mbps; /* IFA_UNKNOWN_INTEGER where there is no such thing */
} IfaLinkDetails;

void
ifa_link_details_read (const char *folder, const IfaNetlinkLink *link, IfaLinkDetails *details);

G_END_DECLS
