/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The connection map as inline SVG. */

#pragma once

#include "map-drawing.h"

G_BEGIN_DECLS

void ifa_html_append_map (GString *out, const IfaStationState *states, double width, gboolean rtl);

G_END_DECLS
