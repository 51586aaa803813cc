/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <adwaita.h>

#include "catalogue.h"
#include "profile.h"

G_BEGIN_DECLS

GPtrArray *ifa_explain_list_rows (const char *message, const IfaProfile *profile);
GtkWidget *ifa_explain_new_cause_row (const IfaCause *cause);
GtkWidget *ifa_explain_new_step_row (guint number, const char *text);

G_END_DECLS
