/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Questions to the kernel's routing tables (rtnetlink(7)). The kernel answers from memory, within
 * the calls themselves: nothing here waits. */

#pragma once

#include "netlink-message.h"

G_BEGIN_DECLS

int ifa_netlink_dump (guint16 type, guint8 family, IfaNetlinkFunc func, gpointer user_data);
int ifa_netlink_get_link (guint index, IfaNetlinkLink *link);
int ifa_netlink_get_route (const char *address, IfaNetlinkRoute *route);

G_END_DECLS
