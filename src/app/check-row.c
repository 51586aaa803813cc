/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "check-row.h"

#include <glib/gi18n.h>

#include "facts-grid.h"

struct _IfaCheckRow
{
  AdwBin parent_instance;

  GtkImage *icon;
  GtkLabel *summary;
  GtkLabel *subtitle;
  GtkImage *arrow;
  AdwBin *facts;

  IfaCheckItem *item; /* (nullable) */
  char *status_class; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (IfaCheckRow, ifa_check_row, ADW_TYPE_BIN)

/* The facts are many widgets: they are made when somebody wants to see them. */
static void
expanded_cb (IfaCheckRow *self)
{
  gboolean expanded = self->item != NULL && ifa_check_item_get_expanded (self->item);
  const IfaCheck *check = self->item != NULL ? ifa_check_item_get_check (self->item) : NULL;

  adw_bin_set_child (self->facts, NULL);
  if (expanded && check != NULL)
    {
      GtkWidget *grid = ifa_facts_grid_new ();

      ifa_facts_grid_add_check (grid, check);
      adw_bin_set_child (self->facts, grid);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->facts), expanded);
  gtk_image_set_from_icon_name (self->arrow, expanded ? "pan-up-symbolic" : "pan-down-symbolic");
}

static void
show_status (IfaCheckRow *self, const char *status)
{
  if (self->status_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), self->status_class);
  g_free (self->status_class);
  self->status_class = g_strconcat ("status-", status, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), self->status_class);
  gtk_image_set_from_icon_name (self->icon, ifa_check_status_get_icon (status));
}

/**
 * ifa_check_row_set_item:
 * @self: a row
 * @item: (nullable): what to show
 */
void
ifa_check_row_set_item (IfaCheckRow *self, IfaCheckItem *item)
{
  GtkWidget *parent = NULL;
  const char *status = NULL;
  const char *subtitle = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (IFA_IS_CHECK_ROW (self));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, expanded_cb, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  status = ifa_check_item_get_status (item);
  subtitle = ifa_check_item_get_subtitle (item);
  show_status (self, status);
  gtk_label_set_label (self->summary, ifa_check_item_get_summary (item));
  gtk_label_set_label (self->subtitle, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->arrow), ifa_check_item_get_check (item) != NULL);
  g_signal_connect_object (item, "notify::expanded", G_CALLBACK (expanded_cb), self,
                           G_CONNECT_SWAPPED);
  expanded_cb (self);

  /* The keyboard focus is on the list's own widget around this one: it must have the name. */
  name = g_strdup_printf ("%s: %s", ifa_words_check_status (status),
                          ifa_check_item_get_summary (item));
  parent = gtk_widget_get_parent (GTK_WIDGET (self));
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
}

GtkWidget *
ifa_check_row_new (void)
{
  return g_object_new (IFA_TYPE_CHECK_ROW, NULL);
}

static void
ifa_check_row_dispose (GObject *object)
{
  IfaCheckRow *self = IFA_CHECK_ROW (object);

  g_clear_object (&self->item);
  g_clear_pointer (&self->status_class, g_free);

  G_OBJECT_CLASS (ifa_check_row_parent_class)->dispose (object);
}

static void
ifa_check_row_class_init (IfaCheckRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ifa_check_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/invoicefirstaid/InvoiceFirstAid/ui/check-row.ui");
  gtk_widget_class_bind_template_child (widget_class, IfaCheckRow, icon);
  gtk_widget_class_bind_template_child (widget_class, IfaCheckRow, summary);
  gtk_widget_class_bind_template_child (widget_class, IfaCheckRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, IfaCheckRow, arrow);
  gtk_widget_class_bind_template_child (widget_class, IfaCheckRow, facts);
}

static void
ifa_check_row_init (IfaCheckRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
