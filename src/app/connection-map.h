/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <gtk/gtk.h>

#include "words.h"

G_BEGIN_DECLS

#define IFA_TYPE_CONNECTION_MAP (ifa_connection_map_get_type ())
G_DECLARE_FINAL_TYPE (IfaConnectionMap, ifa_connection_map, IFA, CONNECTION_MAP, GtkWidget)

GtkWidget *ifa_connection_map_new (void);
void ifa_connection_map_set_states (IfaConnectionMap *self,
                                    const IfaStationState states[IFA_N_STATIONS]);
void ifa_connection_map_set_active (IfaConnectionMap *self, int station);
void ifa_connection_map_set_checking (IfaConnectionMap *self, gboolean checking);
gboolean ifa_connection_map_get_interactive (IfaConnectionMap *self);
void ifa_connection_map_set_interactive (IfaConnectionMap *self, gboolean interactive);

G_END_DECLS
