/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "preferences.h"

#include <glib/gi18n.h>

#include "report-format.h"

struct _IfaPreferences
{
  AdwPreferencesWindow parent_instance;

  GtkSwitch *own_hosts_switch;
  AdwComboRow *format_row;
};

G_DEFINE_FINAL_TYPE (IfaPreferences, ifa_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static gboolean
name_to_position (GValue *value, GVariant *variant, gpointer user_data)
{
  g_value_set_uint (value, ifa_report_format_find (g_variant_get_string (variant, NULL)));
  return TRUE;
}

static GVariant *
position_to_name (const GValue *value, const GVariantType *type, gpointer user_data)
{
  guint n_formats;
  const IfaFormat *formats = ifa_report_format_list (&n_formats);
  guint position = g_value_get_uint (value);

  return position < n_formats ? g_variant_new_string (formats[position].name) : NULL;
}

static void
ifa_preferences_class_init (IfaPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/invoicefirstaid/InvoiceFirstAid/ui/preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, IfaPreferences, own_hosts_switch);
  gtk_widget_class_bind_template_child (widget_class, IfaPreferences, format_row);
}

static void
ifa_preferences_init (IfaPreferences *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n_formats;
  const IfaFormat *formats = ifa_report_format_list (&n_formats);

  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < n_formats; i++)
    gtk_string_list_append (names, _ (formats[i].label));
  adw_combo_row_set_model (self->format_row, G_LIST_MODEL (names));
}

/**
 * ifa_preferences_new:
 * @parent: the window
 * @settings: what is shown and changed
 *
 * Returns: (transfer none): a window, to be presented
 */
GtkWidget *
ifa_preferences_new (GtkWindow *parent, GSettings *settings)
{
  IfaPreferences *self = g_object_new (IFA_TYPE_PREFERENCES, "transient-for", parent, NULL);

  g_settings_bind (settings, "own-hosts-only", self->own_hosts_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (settings, "report-format", self->format_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, name_to_position, position_to_name, NULL,
                                NULL);
  return GTK_WIDGET (self);
}
