/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the window's actions do. */

#include "config.h"

#include <glib/gi18n.h>

#include "interruption.h"
#include "preferences.h"
#include "profile-store.h"
#include "window-private.h"

static void
remember_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ifa_profile_store_set_last_used (data);
  g_task_return_boolean (task, TRUE);
}

static void
remember (const char *key)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, remember);
  g_task_set_task_data (task, g_strdup (key), g_free);
  g_task_run_in_thread (task, remember_thread);
}

static void
start_check_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);
  IfaStartPage *start_page = _ifa_window_get_start_page (self);
  IfaProfile *profile = ifa_start_page_get_profile (start_page);
  g_autofree char *name_in_store = ifa_start_page_dup_name (start_page);

  if (profile == NULL || self->session != NULL)
    return;

  g_clear_pointer (&self->profile, ifa_profile_unref);
  self->profile = ifa_profile_ref (profile);
  self->fault = NULL;
  self->comparing = FALSE;
  remember (name_in_store);
  _ifa_window_begin (self);
}

static void
start_practice_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);
  const IfaPracticeFault *fault = ifa_practice_find_fault (g_variant_get_string (parameter, NULL));

  if (fault == NULL || self->session != NULL)
    return;

  self->fault = fault;
  self->comparing = FALSE;
  _ifa_window_begin (self);
}

static void
check_again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);

  if (self->page == IFA_WINDOW_START || self->page == IFA_WINDOW_STORY)
    gtk_widget_activate_action (widget, "win.start-check", NULL);
  else if (self->session == NULL)
    {
      self->comparing = self->page == IFA_WINDOW_COMPARE;
      _ifa_window_begin (self);
    }
}

/* Answers at once: the run has promised to end within 100 ms, and a practice service that is
 * still being started isn't waited for. */
static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);
  g_autoptr (GCancellable) cancellable = NULL;

  if (self->session == NULL)
    return;

  cancellable = g_object_ref (self->cancellable);
  g_cancellable_cancel (cancellable);
  if (self->session != NULL && !ifa_check_session_has_begun (self->session))
    {
      ifa_interruption_end ();
      g_clear_object (&self->session);
      g_clear_object (&self->cancellable);
      _ifa_window_go_to (self, IFA_WINDOW_PRACTICE);
    }
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);

  if (self->session != NULL)
    gtk_widget_activate_action (widget, "win.cancel", NULL);
  else if (self->page == IFA_WINDOW_RESULT && self->fault != NULL)
    _ifa_window_go_to (self, IFA_WINDOW_PRACTICE);
  else
    _ifa_window_go_to (self, _ifa_window_get_parent (self));
}

static void
new_check_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);

  gtk_widget_activate_action (widget, "win.cancel", NULL);
  if (self->session == NULL)
    _ifa_window_go_to (self, IFA_WINDOW_START);
}

static void
practice_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _ifa_window_go_to (IFA_WINDOW (widget), IFA_WINDOW_PRACTICE);
}

/* Opens the help; the parameter is the id of a text, or empty. */
static void
help_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);
  const char *id = g_variant_get_string (parameter, NULL);

  _ifa_window_open_page (self, IFA_WINDOW_HELP);
  ifa_help_page_show (IFA_HELP_PAGE (_ifa_window_get_page (self, IFA_WINDOW_HELP)),
                      *id != '\0' ? id : NULL);
}

static void
story_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);
  IfaProfile *profile = ifa_start_page_get_profile (_ifa_window_get_start_page (self));

  ifa_story_page_set_profile (IFA_STORY_PAGE (_ifa_window_get_page (self, IFA_WINDOW_STORY)),
                              profile);
  _ifa_window_go_to (self, IFA_WINDOW_STORY);
}

/* From "what happened": on to the check, or to the choice of a service where none is chosen. */
static void
continue_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);
  gboolean ready = FALSE;

  g_object_get (_ifa_window_get_start_page (self), "ready", &ready, NULL);
  if (ready)
    gtk_widget_activate_action (widget, "win.start-check", NULL);
  else
    _ifa_window_go_to (self, IFA_WINDOW_START);
}

static void
compare_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);

  ifa_compare_page_begin (IFA_COMPARE_PAGE (_ifa_window_get_page (self, IFA_WINDOW_COMPARE)),
                          self->result);
  _ifa_window_go_to (self, IFA_WINDOW_COMPARE);
}

static void
check_there_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);

  if (self->session != NULL || self->profile == NULL)
    return;

  self->comparing = TRUE;
  _ifa_window_begin (self);
}

static void
show_checks_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);

  ifa_checks_page_show (IFA_CHECKS_PAGE (_ifa_window_get_page (self, IFA_WINDOW_CHECKS)),
                        self->result, -1);
  _ifa_window_go_to (self, IFA_WINDOW_CHECKS);
}

static void
save_report_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);

  if (self->page == IFA_WINDOW_REPORT)
    {
      gtk_widget_activate_action (GTK_WIDGET (self->pages[IFA_WINDOW_REPORT]), "report.save", NULL);
      return;
    }
  ifa_report_page_show (IFA_REPORT_PAGE (_ifa_window_get_page (self, IFA_WINDOW_REPORT)),
                        self->result);
  _ifa_window_go_to (self, IFA_WINDOW_REPORT);
}

static void
copy_summary_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);
  g_autofree char *summary = ifa_result_dup_summary (self->result);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), summary);
  _ifa_window_notify (self, _ ("Summary copied"));
}

static void
preferences_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);

  gtk_window_present (GTK_WINDOW (ifa_preferences_new (GTK_WINDOW (self), self->settings)));
}

static void
notify_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _ifa_window_notify (IFA_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* What can be done on the page that is shown. */
void
_ifa_window_update_actions (IfaWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean busy = self->session != NULL;
  gboolean on_start = self->page == IFA_WINDOW_START || self->page == IFA_WINDOW_STORY;
  gboolean ready = FALSE;
  gboolean has_result = self->result != NULL && !busy;

  if (self->pages[IFA_WINDOW_START] != NULL)
    g_object_get (self->pages[IFA_WINDOW_START], "ready", &ready, NULL);
  gtk_widget_action_set_enabled (widget, "win.start-check", ready && !busy);
  gtk_widget_action_set_enabled (widget, "win.start-practice", !busy);
  gtk_widget_action_set_enabled (widget, "win.new-check", self->page != IFA_WINDOW_START);
  gtk_widget_action_set_enabled (widget, "win.continue", !busy);
  gtk_widget_action_set_enabled (widget, "win.help", !busy);
  gtk_widget_action_set_enabled (widget, "win.story", !busy);
  gtk_widget_action_set_enabled (widget, "win.practice", !busy);
  gtk_widget_action_set_enabled (widget, "win.cancel", busy);
  gtk_widget_action_set_enabled (widget, "win.check-again",
                                 !busy && (on_start ? ready : self->profile || self->fault));
  gtk_widget_action_set_enabled (widget, "win.preferences", self->settings != NULL);
  gtk_widget_action_set_enabled (widget, "win.save-report", has_result);
  gtk_widget_action_set_enabled (widget, "win.copy-summary", has_result);
  gtk_widget_action_set_enabled (widget, "win.show-checks", has_result);
  gtk_widget_action_set_enabled (widget, "win.compare", has_result && self->fault == NULL);
  gtk_widget_action_set_enabled (widget, "win.check-there", has_result && self->fault == NULL);
  _ifa_window_update_invoice_actions (self);
  _ifa_window_update_history_actions (self);
}

void
_ifa_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.start-check", NULL, start_check_action);
  gtk_widget_class_install_action (widget_class, "win.start-practice", "s", start_practice_action);
  gtk_widget_class_install_action (widget_class, "win.check-again", NULL, check_again_action);
  gtk_widget_class_install_action (widget_class, "win.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.new-check", NULL, new_check_action);
  gtk_widget_class_install_action (widget_class, "win.continue", NULL, continue_action);
  gtk_widget_class_install_action (widget_class, "win.compare", NULL, compare_action);
  gtk_widget_class_install_action (widget_class, "win.check-there", NULL, check_there_action);
  gtk_widget_class_install_action (widget_class, "win.help", "s", help_action);
  gtk_widget_class_install_action (widget_class, "win.story", NULL, story_action);
  gtk_widget_class_install_action (widget_class, "win.practice", NULL, practice_action);
  gtk_widget_class_install_action (widget_class, "win.show-checks", NULL, show_checks_action);
  gtk_widget_class_install_action (widget_class, "win.save-report", NULL, save_report_action);
  gtk_widget_class_install_action (widget_class, "win.copy-summary", NULL, copy_summary_action);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_action);
  gtk_widget_class_install_action (widget_class, "win.notify", "s", notify_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.back", NULL);
  /* Here and not as an accelerator of the application: selected text goes first. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK,
                                       "win.copy-summary", NULL);
}
