/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A system bus of our own, with services on it that say what a test wants. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void fake_bus_start (void);
void fake_bus_stop (void);
void fake_bus_set_property (const char *interface, const char *name, GVariant *value);
void fake_bus_clear (void);
void fake_bus_set_silent (gboolean is_silent);
guint fake_bus_get_n_calls (void);

G_END_DECLS
