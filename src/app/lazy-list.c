/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A list that makes an item when it is looked at: a hundred thousand of them cost nothing until
 * somebody scrolls there. A search runs in small pieces, between two frames. */

#include "config.h"

#include "lazy-list.h"

/* Of one piece of a search; a frame has 16 ms. */
#define PIECE_US 4000
#define LOOK_AT_CLOCK_EVERY 256

struct _IfaLazyList
{
  GObject parent_instance;

  GType item_type;
  guint n_all;
  IfaLazyListMake make;
  IfaLazyListMatch match; /* (nullable) */
  gpointer data;
  GDestroyNotify destroy;

  GArray *shown; /* (nullable) (element-type guint): positions that match; NULL: all */

  /* The search that goes on. */
  char *needle;  /* (nullable) */
  GArray *found; /* (nullable) */
  guint next;
  guint search_id;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (IfaLazyList,
                               ifa_lazy_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return IFA_LAZY_LIST (model)->item_type;
}

static guint
get_n_items (GListModel *model)
{
  IfaLazyList *self = IFA_LAZY_LIST (model);

  return self->shown != NULL ? self->shown->len : self->n_all;
}

static gpointer
get_item (GListModel *model, guint position)
{
  IfaLazyList *self = IFA_LAZY_LIST (model);

  if (position >= get_n_items (model))
    return NULL;
  if (self->shown != NULL)
    position = g_array_index (self->shown, guint, position);
  return self->make (position, self->data);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
show (IfaLazyList *self, GArray *shown)
{
  guint n_before = get_n_items (G_LIST_MODEL (self));

  g_clear_pointer (&self->shown, g_array_unref);
  self->shown = shown;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, get_n_items (G_LIST_MODEL (self)));
}

static gboolean
search_cb (gpointer user_data)
{
  IfaLazyList *self = user_data;
  gint64 end_us = g_get_monotonic_time () + PIECE_US;

  while (self->next < self->n_all)
    {
      if (self->match (self->next, self->needle, self->data))
        g_array_append_val (self->found, self->next);
      self->next++;
      if (self->next % LOOK_AT_CLOCK_EVERY == 0 && g_get_monotonic_time () > end_us)
        return G_SOURCE_CONTINUE;
    }
  self->search_id = 0;
  show (self, g_steal_pointer (&self->found));
  return G_SOURCE_REMOVE;
}

static void
stop_search (IfaLazyList *self)
{
  g_clear_handle_id (&self->search_id, g_source_remove);
  g_clear_pointer (&self->needle, g_free);
  g_clear_pointer (&self->found, g_array_unref);
  self->next = 0;
}

/**
 * ifa_lazy_list_search:
 * @self: a list that can be searched
 * @text: (nullable): what to search for; nothing or empty shows all
 *
 * The list changes once, when everything has been looked at.
 */
void
ifa_lazy_list_search (IfaLazyList *self, const char *text)
{
  g_return_if_fail (IFA_IS_LAZY_LIST (self));
  g_return_if_fail (self->match != NULL);

  stop_search (self);
  if (text == NULL || *text == '\0')
    {
      if (self->shown != NULL)
        show (self, NULL);
      return;
    }

  self->needle = g_utf8_casefold (text, -1);
  self->found = g_array_new (FALSE, FALSE, sizeof (guint));
  self->search_id = g_idle_add (search_cb, self);
}

/**
 * ifa_lazy_list_get_n_all:
 * @self: a list
 *
 * Returns: how many items there are, searched for or not
 */
guint
ifa_lazy_list_get_n_all (IfaLazyList *self)
{
  g_return_val_if_fail (IFA_IS_LAZY_LIST (self), 0);

  return self->n_all;
}

static void
ifa_lazy_list_finalize (GObject *object)
{
  IfaLazyList *self = IFA_LAZY_LIST (object);

  stop_search (self);
  g_clear_pointer (&self->shown, g_array_unref);
  if (self->destroy != NULL)
    self->destroy (self->data);

  G_OBJECT_CLASS (ifa_lazy_list_parent_class)->finalize (object);
}

static void
ifa_lazy_list_class_init (IfaLazyListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ifa_lazy_list_finalize;
}

static void
ifa_lazy_list_init (IfaLazyList *self)
{
}

/**
 * ifa_lazy_list_new:
 * @item_type: what @make returns
 * @n_items: how many there are
 * @make: makes the item for a position
 * @match: (nullable): for the search
 * @data: (transfer full): closure of both
 * @destroy: (nullable): frees @data
 *
 * Returns: (transfer full): the list
 */
IfaLazyList *
ifa_lazy_list_new (GType item_type,
                   guint n_items,
                   IfaLazyListMake make,
                   IfaLazyListMatch match,
                   gpointer data,
                   GDestroyNotify destroy)
{
  IfaLazyList *self = g_object_new (IFA_TYPE_LAZY_LIST, NULL);

  self->item_type = item_type;
  self->n_all = n_items;
  self->make = make;
  self->match = match;
  self->data = data;
  self->destroy = destroy;
  return self;
}
