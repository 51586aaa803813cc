/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define IFA_TYPE_WRAP_LAYOUT (ifa_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (IfaWrapLayout, ifa_wrap_layout, IFA, WRAP_LAYOUT, GtkLayoutManager)

G_END_DECLS
