/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <gtk/gtk.h>

#include "evidence.h"

G_BEGIN_DECLS

GtkWidget *ifa_facts_grid_new (void);
void ifa_facts_grid_add (GtkWidget *grid, const char *label, const char *value);
void ifa_facts_grid_add_check (GtkWidget *grid, const IfaCheck *check);

G_END_DECLS
