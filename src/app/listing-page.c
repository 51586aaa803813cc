/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A long list with a search: unsent invoices, earlier checks. */

#include "config.h"

#include "listing-page.h"

#include <glib/gi18n.h>

#include "heading.h"
#include "listing-item.h"
#include "listing-row.h"

struct _IfaListingPage
{
  IfaPage parent_instance;

  IfaHeading *heading;
  GtkSearchEntry *search_entry;
  GtkLabel *count;
  GtkListView *view;

  IfaLazyList *list; /* (nullable) */
};

enum
{
  ITEM_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IfaListingPage, ifa_listing_page, IFA_TYPE_PAGE)

static void
show_count (IfaListingPage *self)
{
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint n_all = ifa_lazy_list_get_n_all (self->list);
  /* Translators: how many rows of a list a search has found: "3 of 120" */
  g_autofree char *text = g_strdup_printf (_ ("%'u of %'u"), n_shown, n_all);

  gtk_label_set_label (self->count, text);
}

static void
search_changed_cb (IfaListingPage *self)
{
  g_assert (IFA_IS_LISTING_PAGE (self));

  if (self->list != NULL)
    ifa_lazy_list_search (self->list, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

static void
forget_list (IfaListingPage *self)
{
  gtk_list_view_set_model (self->view, NULL);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
}

/**
 * ifa_listing_page_show:
 * @self: the page
 * @title: what is listed
 * @placeholder: what can be searched for
 * @list: of IfaListingItem; can be searched
 */
void
ifa_listing_page_show (IfaListingPage *self,
                       const char *title,
                       const char *placeholder,
                       IfaLazyList *list)
{
  g_autoptr (GtkNoSelection) model = NULL;

  g_return_if_fail (IFA_IS_LISTING_PAGE (self));

  forget_list (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  g_object_set (self->search_entry, "placeholder-text", placeholder, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search_entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, placeholder, -1);
  ifa_heading_set_label (self->heading, title);
  self->list = g_object_ref (list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
  show_count (self);
  model = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (list)));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (model));
}

static void
row_activated_cb (IfaListingPage *self, guint position)
{
  g_autoptr (IfaListingItem) item = NULL;

  g_assert (IFA_IS_LISTING_PAGE (self));

  item = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  if (item != NULL && ifa_listing_item_get_words (item)->id != NULL)
    g_signal_emit (self, signals[ITEM_ACTIVATED], 0, ifa_listing_item_get_words (item)->id);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, ifa_listing_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  ifa_listing_row_set_item (IFA_LISTING_ROW (gtk_list_item_get_child (item)),
                            gtk_list_item_get_item (item));
}

static void
ifa_listing_page_arrive (IfaPage *page)
{
  ifa_heading_announce (IFA_LISTING_PAGE (page)->heading);
}

static void
ifa_listing_page_dispose (GObject *object)
{
  IfaListingPage *self = IFA_LISTING_PAGE (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (ifa_listing_page_parent_class)->dispose (object);
}

static void
ifa_listing_page_class_init (IfaListingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  IFA_PAGE_CLASS (klass)->arrive = ifa_listing_page_arrive;
  G_OBJECT_CLASS (klass)->dispose = ifa_listing_page_dispose;

  /**
   * IfaListingPage::item-activated:
   * @self: the page
   * @id: the id of the row
   */
  signals[ITEM_ACTIVATED]
      = g_signal_new ("item-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (IFA_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/invoicefirstaid/InvoiceFirstAid/ui/listing-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IfaListingPage, heading);
  gtk_widget_class_bind_template_child (widget_class, IfaListingPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, IfaListingPage, count);
  gtk_widget_class_bind_template_child (widget_class, IfaListingPage, view);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
ifa_listing_page_init (IfaListingPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
}
