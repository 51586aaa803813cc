/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One row of a long list, as words. */

#include "config.h"

#include "listing-item.h"

struct _IfaListingItem
{
  GObject parent_instance;

  IfaListingWords words;
};

G_DEFINE_FINAL_TYPE (IfaListingItem, ifa_listing_item, G_TYPE_OBJECT)

static void
ifa_listing_item_finalize (GObject *object)
{
  IfaListingItem *self = IFA_LISTING_ITEM (object);

  g_free (self->words.title);
  g_free (self->words.subtitle);
  g_free (self->words.value);
  g_free (self->words.note);
  g_free (self->words.id);

  G_OBJECT_CLASS (ifa_listing_item_parent_class)->finalize (object);
}

static void
ifa_listing_item_class_init (IfaListingItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ifa_listing_item_finalize;
}

static void
ifa_listing_item_init (IfaListingItem *self)
{
}

/**
 * ifa_listing_item_new:
 * @words: (transfer full): what the row says
 *
 * Returns: (transfer full): the item
 */
IfaListingItem *
ifa_listing_item_new (IfaListingWords words)
{
  IfaListingItem *self = g_object_new (IFA_TYPE_LISTING_ITEM, NULL);

  self->words = words;
  return self;
}

const IfaListingWords *
ifa_listing_item_get_words (IfaListingItem *self)
{
  g_return_val_if_fail (IFA_IS_LISTING_ITEM (self), NULL);

  return &self->words;
}
