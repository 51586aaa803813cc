/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Questions to the kernel's routing tables (rtnetlink(7)). The kernel answers at once, from memory,
 * so these few calls don't wait. */

#pragma once

#include <glib.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>

G_BEGIN_DECLS

/**
 * IfaNetlinkFunc:
 * @message: one message of the answer; its payload is at least @payload_bytes long
 * @user_data: closure
 */
typedef void (*IfaNetlinkFunc) (const struct nlmsghdr *message, gpointer user_data);

int ifa_netlink_dump (guint16 type, guint8 family, IfaNetlinkFunc func, gpointer user_data);
int ifa_netlink_get_route (const char *address, IfaNetlinkFunc func, gpointer user_data);

void ifa_netlink_parse (const struct nlmsghdr *message,
                        gsize header_bytes,
                        const struct rtattr **attributes,
                        guint n_attributes);
guint32 ifa_netlink_get_u32 (const struct rtattr *attribute);
char *ifa_netlink_dup_address (const struct rtattr *attribute, guint8 family);
char *ifa_netlink_dup_string (const struct rtattr *attribute);

G_END_DECLS
