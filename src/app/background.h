/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void ifa_background_request (const char *reason);

G_END_DECLS
