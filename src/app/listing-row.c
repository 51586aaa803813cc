/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One row of a long list: made once for as many rows as are seen, and filled again and again. */

#include "config.h"

#include "listing-row.h"

#include "check-item.h"
#include "words.h"

struct _IfaListingRow
{
  AdwBin parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *value;
  GtkLabel *note;

  char *status_class; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (IfaListingRow, ifa_listing_row, ADW_TYPE_BIN)

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
show_status (IfaListingRow *self, const char *status)
{
  if (self->status_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), self->status_class);
  g_clear_pointer (&self->status_class, g_free);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), status != NULL);
  if (status == NULL)
    return;

  self->status_class = g_strconcat ("status-", status, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), self->status_class);
  gtk_image_set_from_icon_name (self->icon, ifa_check_status_get_icon (status));
}

/**
 * ifa_listing_words_dup_name:
 * @words: what a row says
 *
 * Returns: (transfer full): all of it, as a screen reader says it
 */
char *
ifa_listing_words_dup_name (const IfaListingWords *words)
{
  const char *const parts[] = { words->title, words->value, words->note, words->subtitle };
  g_autoptr (GString) name = g_string_new (NULL);

  if (words->status != NULL)
    g_string_append (name, ifa_words_check_status (words->status));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (name, "%s%s", name->len > 0 ? ", " : "", parts[i]);
  return g_string_free (g_steal_pointer (&name), FALSE);
}

/**
 * ifa_listing_row_set_item:
 * @self: a row
 * @item: what to show
 */
void
ifa_listing_row_set_item (IfaListingRow *self, IfaListingItem *item)
{
  const IfaListingWords *words = NULL;
  GtkWidget *parent = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (IFA_IS_LISTING_ROW (self));
  g_return_if_fail (IFA_IS_LISTING_ITEM (item));

  words = ifa_listing_item_get_words (item);
  show_status (self, words->status);
  show_text (self->title, words->title);
  show_text (self->subtitle, words->subtitle);
  show_text (self->value, words->value);
  show_text (self->note, words->note);

  /* The keyboard focus is on the list's own widget around this one: it must have the name. */
  name = ifa_listing_words_dup_name (words);
  parent = gtk_widget_get_parent (GTK_WIDGET (self));
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
}

GtkWidget *
ifa_listing_row_new (void)
{
  return g_object_new (IFA_TYPE_LISTING_ROW, NULL);
}

static void
ifa_listing_row_finalize (GObject *object)
{
  g_free (IFA_LISTING_ROW (object)->status_class);

  G_OBJECT_CLASS (ifa_listing_row_parent_class)->finalize (object);
}

static void
ifa_listing_row_class_init (IfaListingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ifa_listing_row_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/invoicefirstaid/InvoiceFirstAid/ui/listing-row.ui");
  gtk_widget_class_bind_template_child (widget_class, IfaListingRow, icon);
  gtk_widget_class_bind_template_child (widget_class, IfaListingRow, title);
  gtk_widget_class_bind_template_child (widget_class, IfaListingRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, IfaListingRow, value);
  gtk_widget_class_bind_template_child (widget_class, IfaListingRow, note);
}

static void
ifa_listing_row_init (IfaListingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
