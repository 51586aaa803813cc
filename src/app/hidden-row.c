/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What a report hides: how much of each kind, and a switch to show that kind in this one report. */

#include "config.h"

#include "hidden-row.h"

#include <glib/gi18n.h>

struct _IfaHiddenRow
{
  AdwExpanderRow parent_instance;

  AdwActionRow *rows[IFA_N_DETAILS];
  GtkSwitch *switches[IFA_N_DETAILS]; /* (nullable): none for secrets */
  guint reveal;
};

enum
{
  PROP_REVEAL = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (IfaHiddenRow, ifa_hidden_row, ADW_TYPE_EXPANDER_ROW)

static void
switched_cb (IfaHiddenRow *self)
{
  guint reveal = IFA_REVEAL_NOTHING;

  g_assert (IFA_IS_HIDDEN_ROW (self));

  for (guint i = 0; i < IFA_N_DETAILS; i++)
    if (self->switches[i] != NULL && gtk_switch_get_active (self->switches[i]))
      reveal |= IFA_REVEAL (i);
  if (self->reveal == reveal)
    return;

  self->reveal = reveal;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVEAL]);
}

static void
add_row (IfaHiddenRow *self, IfaDetail detail)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = NULL;

  self->rows[detail] = ADW_ACTION_ROW (row);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ifa_detail_get_label (detail));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  if (detail == IFA_DETAIL_SECRET)
    return;

  button = gtk_switch_new ();
  self->switches[detail] = GTK_SWITCH (button);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Show in this report"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  g_signal_connect_object (button, "notify::active", G_CALLBACK (switched_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
ifa_hidden_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_REVEAL)
    g_value_set_uint (value, IFA_HIDDEN_ROW (object)->reveal);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ifa_hidden_row_class_init (IfaHiddenRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ifa_hidden_row_get_property;

  /**
   * IfaHiddenRow:reveal:
   *
   * The kinds of details that the person wants to be shown: IFA_REVEAL() of several, or'ed.
   */
  properties[PROP_REVEAL] = g_param_spec_uint ("reveal", NULL, NULL, 0, G_MAXUINT, 0,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ifa_hidden_row_init (IfaHiddenRow *self)
{
  for (guint i = 0; i < IFA_N_DETAILS; i++)
    add_row (self, i);
}

guint
ifa_hidden_row_get_reveal (IfaHiddenRow *self)
{
  g_return_val_if_fail (IFA_IS_HIDDEN_ROW (self), IFA_REVEAL_NOTHING);

  return self->reveal;
}

/**
 * ifa_hidden_row_hide_all:
 * @self: the row
 *
 * A new report begins with everything hidden again.
 */
void
ifa_hidden_row_hide_all (IfaHiddenRow *self)
{
  g_return_if_fail (IFA_IS_HIDDEN_ROW (self));

  for (guint i = 0; i < IFA_N_DETAILS; i++)
    if (self->switches[i] != NULL)
      gtk_switch_set_active (self->switches[i], FALSE);
}

/**
 * ifa_hidden_row_show:
 * @self: the row
 * @n_hidden: (array fixed-size=10): in how many places each kind was hidden
 */
void
ifa_hidden_row_show (IfaHiddenRow *self, const guint n_hidden[IFA_N_DETAILS])
{
  g_autofree char *total = NULL;
  guint sum = 0;

  g_return_if_fail (IFA_IS_HIDDEN_ROW (self));

  for (guint i = 0; i < IFA_N_DETAILS; i++)
    {
      g_autofree char *count
          = g_strdup_printf (ngettext ("hidden in %u place", "hidden in %u places", n_hidden[i]),
                             n_hidden[i]);
      gboolean revealed = self->reveal & IFA_REVEAL (i);

      sum += n_hidden[i];
      adw_action_row_set_subtitle (self->rows[i], revealed ? _ ("shown") : count);
      gtk_widget_set_visible (GTK_WIDGET (self->rows[i]), revealed || n_hidden[i] > 0);
    }

  total = g_strdup_printf (ngettext ("hidden in %u place", "hidden in %u places", sum), sum);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), sum > 0 ? total : _ ("nothing"));
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), sum > 0 || self->reveal != 0);
}
