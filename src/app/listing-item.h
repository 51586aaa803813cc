/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define IFA_TYPE_LISTING_ITEM (ifa_listing_item_get_type ())
G_DECLARE_FINAL_TYPE (IfaListingItem, ifa_listing_item, IFA, LISTING_ITEM, GObject)

/**
 * IfaListingWords:
 *
 * What one row says. All texts may be missing.
 */
typedef struct
{
  char *title;
  char *subtitle;
  char *value;        /* at the end of the row: a sum of money */
  char *note;         /* below it: an age */
  const char *status; /* (nullable): static: "pass", "attention", "fail", "skipped" */
  char *id;           /* for whoever hears that the row was activated */
} IfaListingWords;

IfaListingItem *ifa_listing_item_new (IfaListingWords words);
const IfaListingWords *ifa_listing_item_get_words (IfaListingItem *self);

G_END_DECLS
