/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Questions about one network interface, by its index. */

#pragma once

#include "vocabulary.h"

G_BEGIN_DECLS

char *ifa_interface_dup_name (guint index);
IfaTri ifa_interface_is_tunnel (guint index);
IfaTri ifa_interface_has_subnet_of (guint index, const char *address);

G_END_DECLS
