/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The title of a page. A label can't take the focus unless its text can be selected; this one takes
 * it when a page has changed, so that a screen reader says the title, once. */

#include "config.h"

#include "heading.h"

struct _IfaHeading
{
  GtkWidget parent_instance;

  GtkWidget *label;
};

enum
{
  PROP_LABEL = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (IfaHeading, ifa_heading, GTK_TYPE_WIDGET)

/* Nobody needs it in the tab order. */
static void
left_cb (IfaHeading *self)
{
  g_assert (IFA_IS_HEADING (self));

  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

static void
ifa_heading_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LABEL)
    g_value_set_string (value, ifa_heading_get_label (IFA_HEADING (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ifa_heading_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LABEL)
    ifa_heading_set_label (IFA_HEADING (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ifa_heading_dispose (GObject *object)
{
  g_clear_pointer (&IFA_HEADING (object)->label, gtk_widget_unparent);

  G_OBJECT_CLASS (ifa_heading_parent_class)->dispose (object);
}

static void
ifa_heading_class_init (IfaHeadingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ifa_heading_dispose;
  object_class->get_property = ifa_heading_get_property;
  object_class->set_property = ifa_heading_set_property;

  /**
   * IfaHeading:label:
   *
   * The title.
   */
  properties[PROP_LABEL]
      = g_param_spec_string ("label", NULL, NULL, "",
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "heading");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_HEADING);
}

static void
ifa_heading_init (IfaHeading *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->label
      = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign",
                      0.0, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "page-title");

  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

const char *
ifa_heading_get_label (IfaHeading *self)
{
  g_return_val_if_fail (IFA_IS_HEADING (self), NULL);

  return gtk_label_get_label (GTK_LABEL (self->label));
}

void
ifa_heading_set_label (IfaHeading *self, const char *label)
{
  g_return_if_fail (IFA_IS_HEADING (self));

  if (g_strcmp0 (ifa_heading_get_label (self), label) == 0)
    return;

  gtk_label_set_label (GTK_LABEL (self->label), label != NULL ? label : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

/**
 * ifa_heading_announce:
 * @self: the title of the page that is shown now
 *
 * Takes the focus, without a place in the tab order.
 */
void
ifa_heading_announce (IfaHeading *self)
{
  g_return_if_fail (IFA_IS_HEADING (self));

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}
