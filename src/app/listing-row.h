/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <adwaita.h>

#include "listing-item.h"

G_BEGIN_DECLS

#define IFA_TYPE_LISTING_ROW (ifa_listing_row_get_type ())
G_DECLARE_FINAL_TYPE (IfaListingRow, ifa_listing_row, IFA, LISTING_ROW, AdwBin)

GtkWidget *ifa_listing_row_new (void);
void ifa_listing_row_set_item (IfaListingRow *self, IfaListingItem *item);
char *ifa_listing_words_dup_name (const IfaListingWords *words);

G_END_DECLS
