/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Rows as several pages have them. */

#pragma once

#include <adwaita.h>

#include "listing-item.h"

G_BEGIN_DECLS

GtkWidget *ifa_row_new (const char *title, const char *subtitle);
void ifa_row_add_status (GtkWidget *row, const char *status);
GtkWidget *ifa_row_new_words (IfaListingWords words);
GtkWidget *ifa_row_new_link (const char *title, const char *subtitle, const char *action);

G_END_DECLS
