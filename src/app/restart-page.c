/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Program, computer, router: in that order, after the copy, with a check after each. */

#include "config.h"

#include "restart-page.h"

#include <glib/gi18n.h>

#include "explain-rows.h"
#include "heading.h"

struct _IfaRestartPage
{
  IfaPage parent_instance;

  IfaHeading *heading;
  AdwPreferencesGroup *steps;
  GtkButton *check_button;

  GPtrArray *rows; /* (element-type GtkWidget): in the group */
};

G_DEFINE_FINAL_TYPE (IfaRestartPage, ifa_restart_page, IFA_TYPE_PAGE)

static void
add_step (IfaRestartPage *self, const char *title, const char *subtitle, const char *action)
{
  GtkWidget *row = ifa_explain_new_step_row (self->rows->len + 1, title);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (action != NULL)
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
    }
  adw_preferences_group_add (self->steps, row);
  g_ptr_array_add (self->rows, row);
}

/**
 * ifa_restart_page_show:
 * @self: the page
 * @unsent: (nullable): what waits at the service, where its profile says where
 */
void
ifa_restart_page_show (IfaRestartPage *self, IfaUnsent *unsent)
{
  g_autofree char *summary = unsent != NULL ? ifa_unsent_dup_summary (unsent) : NULL;

  g_return_if_fail (IFA_IS_RESTART_PAGE (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->steps, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  if (unsent != NULL)
    add_step (self, _ ("Make a copy of the unsent invoices"), summary, "win.unsent");
  add_step (self, _ ("Restart the invoicing program"),
            _ ("Close it, wait until it has gone, and start it again. Then check."), NULL);
  add_step (self, _ ("Restart this computer"),
            _ ("Save your work in all programs first. Start the computer again from its menu; "
               "don’t use the power button. Then check."),
            NULL);
  add_step (self, _ ("Restart the router"),
            _ ("Only if it is yours, and after telling the others in the office. Pull its plug, "
               "wait for half a minute, plug it in, wait for three minutes. Then check."),
            NULL);
}

static void
ifa_restart_page_arrive (IfaPage *page)
{
  ifa_heading_announce (IFA_RESTART_PAGE (page)->heading);
}

static void
ifa_restart_page_finalize (GObject *object)
{
  g_ptr_array_unref (IFA_RESTART_PAGE (object)->rows);

  G_OBJECT_CLASS (ifa_restart_page_parent_class)->finalize (object);
}

static void
ifa_restart_page_class_init (IfaRestartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  IFA_PAGE_CLASS (klass)->arrive = ifa_restart_page_arrive;
  G_OBJECT_CLASS (klass)->finalize = ifa_restart_page_finalize;

  g_type_ensure (IFA_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/invoicefirstaid/InvoiceFirstAid/ui/restart-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IfaRestartPage, heading);
  gtk_widget_class_bind_template_child (widget_class, IfaRestartPage, steps);
  gtk_widget_class_bind_template_child (widget_class, IfaRestartPage, check_button);
}

static void
ifa_restart_page_init (IfaRestartPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
