/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <gtk/gtk.h>

#include "map-drawing.h"

G_BEGIN_DECLS

typedef const char *(*IfaMapGetText) (const IfaMapPrimitive *text,
                                      gboolean is_state,
                                      gpointer user_data);

void ifa_map_painter_draw (GtkWidget *widget,
                           GtkSnapshot *snapshot,
                           const IfaMapDrawing *drawing,
                           IfaMapGetText get_text,
                           gpointer user_data);

G_END_DECLS
