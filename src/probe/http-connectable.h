/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* "Connect here, believe you went there": a host by name whose addresses are given. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define IFA_TYPE_HTTP_CONNECTABLE (ifa_http_connectable_get_type ())
G_DECLARE_FINAL_TYPE (IfaHttpConnectable,
                      ifa_http_connectable,
                      IFA,
                      HTTP_CONNECTABLE,
                      GNetworkAddress)

GSocketConnectable *
ifa_http_connectable_new (const char *host, guint16 port, const char *const *addresses);

G_END_DECLS
