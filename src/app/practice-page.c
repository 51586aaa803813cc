/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "practice-page.h"

#include <glib/gi18n.h>

#include "heading.h"
#include "practice.h"

struct _IfaPracticePage
{
  IfaPage parent_instance;

  AdwPreferencesGroup *faults;
  AdwActionRow *surprise_row;
};

G_DEFINE_FINAL_TYPE (IfaPracticePage, ifa_practice_page, IFA_TYPE_PAGE)

static void
surprise_cb (IfaPracticePage *self)
{
  guint n_faults;
  const IfaPracticeFault *faults = ifa_practice_list_faults (&n_faults);
  const IfaPracticeFault *fault = &faults[g_random_int_range (0, n_faults)];

  g_assert (IFA_IS_PRACTICE_PAGE (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.start-practice", "s", fault->id);
}

static void
add_fault (IfaPracticePage *self, const IfaPracticeFault *fault)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 g_dgettext (GETTEXT_PACKAGE, fault->title));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.start-practice");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", fault->id);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  adw_preferences_group_add (self->faults, row);
}

static void
ifa_practice_page_arrive (IfaPage *page)
{
  IfaPracticePage *self = IFA_PRACTICE_PAGE (page);

  gtk_widget_grab_focus (GTK_WIDGET (self->surprise_row));
}

static void
ifa_practice_page_class_init (IfaPracticePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  IfaPageClass *page_class = IFA_PAGE_CLASS (klass);

  page_class->arrive = ifa_practice_page_arrive;
  g_type_ensure (IFA_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/invoicefirstaid/InvoiceFirstAid/ui/practice-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IfaPracticePage, faults);
  gtk_widget_class_bind_template_child (widget_class, IfaPracticePage, surprise_row);
  gtk_widget_class_bind_template_callback (widget_class, surprise_cb);
}

static void
ifa_practice_page_init (IfaPracticePage *self)
{
  guint n_faults;
  const IfaPracticeFault *faults = ifa_practice_list_faults (&n_faults);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n_faults; i++)
    add_fault (self, &faults[i]);
}
