/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Names and passwords that this computer's proxy settings contain. They are kept here and nowhere
 * else: never in facts, which end in reports. Only for the main thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *ifa_proxy_login_split (const char *uri);
void ifa_proxy_login_share (const char *host, gint64 port, const char *address);
char *ifa_proxy_login_dup_header (const char *host, gint64 port);

G_END_DECLS
