/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define IFA_TYPE_HEADING (ifa_heading_get_type ())
G_DECLARE_FINAL_TYPE (IfaHeading, ifa_heading, IFA, HEADING, GtkWidget)

const char *ifa_heading_get_label (IfaHeading *self);
void ifa_heading_set_label (IfaHeading *self, const char *label);
void ifa_heading_announce (IfaHeading *self);

G_END_DECLS
