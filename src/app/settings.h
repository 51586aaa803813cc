/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GSettings *ifa_settings_new (void);

G_END_DECLS
