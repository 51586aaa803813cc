/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "window.h"

#include <glib/gi18n.h>

#include "check-session.h"
#include "checking-page.h"
#include "checks-page.h"
#include "connection-map.h"
#include "help-page.h"
#include "practice-page.h"
#include "profile-store.h"
#include "report-page.h"
#include "result-page.h"
#include "settings.h"
#include "start-page.h"
#include "story-page.h"

struct _IfaWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwWindowTitle *title;
  GtkButton *back_button;
  GtkStack *stack;
  IfaStartPage *start_page;
  IfaStoryPage *story_page;
  IfaPracticePage *practice_page;
  IfaHelpPage *help_page;
  IfaCheckingPage *checking_page;
  IfaResultPage *result_page;
  IfaChecksPage *checks_page;
  IfaReportPage *report_page;

  GSettings *settings;       /* (nullable) */
  IfaCheckSession *session;  /* (nullable): while a check goes on */
  GCancellable *cancellable; /* (nullable): of that check */
  IfaResult *result;         /* (nullable): of the last check */

  const char *before_help;   /* (nullable): the page that help was opened from */
  gboolean start_when_ready; /* a check was asked for before the profiles were read */

  /* What "check again" does. */
  IfaProfile *profile;           /* (nullable) */
  const IfaPracticeFault *fault; /* (nullable): practice instead of the profile */
};

G_DEFINE_FINAL_TYPE (IfaWindow, ifa_window, ADW_TYPE_APPLICATION_WINDOW)

/* Where "back" leads. */
static const struct
{
  const char *page;
  const char *parent;
} parents[] = {
  { "story", "start" },  { "practice", "start" }, { "checking", "start" },
  { "result", "start" }, { "checks", "result" },  { "report", "result" },
};

static const char *
get_parent_page (IfaWindow *self, const char *page)
{
  if (g_strcmp0 (page, "help") == 0)
    return self->before_help;

  for (guint i = 0; i < G_N_ELEMENTS (parents); i++)
    if (g_strcmp0 (parents[i].page, page) == 0)
      return parents[i].parent;
  return NULL;
}

static gboolean
is_on (IfaWindow *self, const char *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), page) == 0;
}

static void
update_actions (IfaWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  gboolean busy = self->session != NULL;
  gboolean on_start = g_strcmp0 (page, "start") == 0 || g_strcmp0 (page, "story") == 0;
  gboolean ready = FALSE;
  gboolean has_result = self->result != NULL && !busy;

  g_object_get (self->start_page, "ready", &ready, NULL);
  gtk_widget_action_set_enabled (widget, "win.start-check", ready && !busy);
  gtk_widget_action_set_enabled (widget, "win.start-practice", !busy);
  gtk_widget_action_set_enabled (widget, "win.new-check", g_strcmp0 (page, "start") != 0);
  gtk_widget_action_set_enabled (widget, "win.continue", !busy);
  gtk_widget_action_set_enabled (widget, "win.help", !busy);
  gtk_widget_action_set_enabled (widget, "win.story", !busy);
  gtk_widget_action_set_enabled (widget, "win.practice", !busy);
  gtk_widget_action_set_enabled (widget, "win.cancel", busy);
  gtk_widget_action_set_enabled (widget, "win.check-again",
                                 !busy && (on_start ? ready : self->profile || self->fault));
  gtk_widget_action_set_enabled (widget, "win.save-report", has_result);
  gtk_widget_action_set_enabled (widget, "win.copy-summary", has_result);
  gtk_widget_action_set_enabled (widget, "win.show-checks", has_result);
}

/* GTK 4.8 shows the hidden pages of a stack to screen readers unless they are told so. */
static void
hide_other_pages (GtkStack *stack)
{
  GtkWidget *visible = gtk_stack_get_visible_child (stack);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkStackPage *page = gtk_stack_get_page (stack, child);

      gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_HIDDEN,
                                   child != visible, -1);
      gtk_accessible_update_state (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_STATE_HIDDEN,
                                   child != visible, -1);
    }
}

static void
show_subtitle (IfaWindow *self)
{
  const char *subtitle = "";

  if (!is_on (self, "start") && !is_on (self, "story") && !is_on (self, "practice"))
    {
      if (self->fault != NULL)
        subtitle = _ ("Practice");
      else if (self->profile != NULL)
        subtitle = ifa_text_get (self->profile->name);
    }
  adw_window_title_set_subtitle (self->title, subtitle);
}

static void
page_changed_cb (IfaWindow *self)
{
  const char *page = NULL;

  g_assert (IFA_IS_WINDOW (self));

  page = gtk_stack_get_visible_child_name (self->stack);
  if (page == NULL)
    return;

  hide_other_pages (self->stack);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), get_parent_page (self, page) != NULL);
  show_subtitle (self);
  update_actions (self);
}

static void
go_to (IfaWindow *self, const char *page)
{
  gtk_stack_set_visible_child_name (self->stack, page);

  if (g_str_equal (page, "start"))
    ifa_start_page_focus (self->start_page);
  else if (g_str_equal (page, "story"))
    ifa_story_page_focus (self->story_page);
  else if (g_str_equal (page, "help"))
    ifa_help_page_focus (self->help_page);
  else if (g_str_equal (page, "practice"))
    ifa_practice_page_focus (self->practice_page);
  else if (g_str_equal (page, "checking"))
    ifa_checking_page_focus (self->checking_page);
  else if (g_str_equal (page, "result"))
    ifa_result_page_focus (self->result_page);
  else if (g_str_equal (page, "checks"))
    ifa_checks_page_focus (self->checks_page);
  else if (g_str_equal (page, "report"))
    ifa_report_page_focus (self->report_page);
}

static void
notify (IfaWindow *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

static void
take_result (IfaWindow *self, IfaResult *result)
{
  if (self->fault == NULL)
    {
      g_autoptr (IfaStory) story = ifa_story_page_dup_story (self->story_page);

      ifa_result_set_story (result, story);
    }
  g_set_object (&self->result, result);
  ifa_result_page_show (self->result_page, result);
  ifa_report_page_show (self->report_page, NULL);
  ifa_checks_page_show (self->checks_page, NULL, -1);
  go_to (self, "result");
}

static void
session_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  IfaCheckSession *session = IFA_CHECK_SESSION (source);
  g_autoptr (IfaWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (IfaResult) ended = ifa_check_session_run_finish (session, result, &error);

  /* A session that was given up before it began has nothing to show. */
  if (self->session != session)
    return;

  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  if (ended != NULL)
    {
      take_result (self, ended);
      return;
    }
  go_to (self, self->fault != NULL ? "practice" : "start");
  notify (self, error->message);
}

static void
run_starts_cb (IfaWindow *self, IfaRun *run)
{
  g_assert (IFA_IS_WINDOW (self));

  ifa_checking_page_watch (self->checking_page, run);
}

static void
begin (IfaWindow *self)
{
  const char *service = NULL;

  g_return_if_fail (self->session == NULL);

  if (self->fault != NULL)
    self->session = ifa_check_session_new_for_practice (self->fault);
  else
    {
      service = ifa_text_get (self->profile->name);
      self->session = ifa_check_session_new (self->profile,
                                             ifa_start_page_get_own_hosts_only (self->start_page));
    }

  self->cancellable = g_cancellable_new ();
  ifa_checking_page_reset (self->checking_page, service);
  go_to (self, "checking");
  g_signal_connect_object (self->session, "run-starts", G_CALLBACK (run_starts_cb), self,
                           G_CONNECT_SWAPPED);
  ifa_check_session_run_async (self->session, self->cancellable, session_ended_cb,
                               g_object_ref (self));
}

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
  g_autofree char *key = NULL;
  g_autoptr (IfaProfile) profile = ifa_start_page_dup_profile (self->start_page, &key);

  if (profile == NULL || self->session != NULL)
    return;

  g_clear_pointer (&self->profile, ifa_profile_unref);
  self->profile = g_steal_pointer (&profile);
  self->fault = NULL;
  remember (key);
  begin (self);
}

static void
start_practice_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);
  const IfaPracticeFault *fault = ifa_practice_find_fault (g_variant_get_string (parameter, NULL));

  if (fault == NULL || self->session != NULL)
    return;

  self->fault = fault;
  begin (self);
}

static void
check_again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);

  if (is_on (self, "start") || is_on (self, "story"))
    gtk_widget_activate_action (widget, "win.start-check", NULL);
  else if (self->session == NULL)
    begin (self);
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
      g_clear_object (&self->session);
      g_clear_object (&self->cancellable);
      go_to (self, "practice");
    }
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  const char *parent = get_parent_page (self, page);

  if (self->session != NULL)
    gtk_widget_activate_action (widget, "win.cancel", NULL);
  else if (g_str_equal (page, "result") && self->fault != NULL)
    go_to (self, "practice");
  else if (parent != NULL)
    go_to (self, parent);
}

static void
new_check_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);

  gtk_widget_activate_action (widget, "win.cancel", NULL);
  if (self->session == NULL)
    go_to (self, "start");
}

static void
practice_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_to (IFA_WINDOW (widget), "practice");
}

/* Opens the help; the parameter is the id of a text, or empty. */
static void
help_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);
  const char *id = g_variant_get_string (parameter, NULL);

  if (!is_on (self, "help"))
    self->before_help = g_intern_string (gtk_stack_get_visible_child_name (self->stack));
  go_to (self, "help");
  ifa_help_page_show (self->help_page, *id != '\0' ? id : NULL);
}

static void
story_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);
  g_autofree char *key = NULL;
  g_autoptr (IfaProfile) profile = ifa_start_page_dup_profile (self->start_page, &key);

  ifa_story_page_set_profile (self->story_page, profile);
  go_to (self, "story");
}

/* From "what happened": on to the check, or to the choice of a service where none is chosen. */
static void
continue_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);
  gboolean ready = FALSE;

  g_object_get (self->start_page, "ready", &ready, NULL);
  if (ready)
    gtk_widget_activate_action (widget, "win.start-check", NULL);
  else
    go_to (self, "start");
}

static void
show_checks_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);

  ifa_checks_page_show (self->checks_page, self->result, -1);
  go_to (self, "checks");
}

static void
station_activated_cb (IfaWindow *self, guint station)
{
  g_assert (IFA_IS_WINDOW (self));

  ifa_checks_page_show (self->checks_page, self->result, station);
  go_to (self, "checks");
}

static void
save_report_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);

  if (is_on (self, "report"))
    {
      gtk_widget_activate_action (GTK_WIDGET (self->report_page), "report.save", NULL);
      return;
    }
  ifa_report_page_show (self->report_page, self->result);
  go_to (self, "report");
}

static void
report_saved_cb (IfaWindow *self, const char *name)
{
  /* Translators: %s is the name of a file */
  g_autofree char *text = g_strdup_printf (_ ("Report saved as “%s”"), name);

  g_assert (IFA_IS_WINDOW (self));

  notify (self, text);
}

static void
copy_summary_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);
  g_autofree char *summary = ifa_result_dup_summary (self->result);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), summary);
  notify (self, _ ("Summary copied"));
}

static void
notify_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  notify (IFA_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
ready_cb (IfaWindow *self)
{
  gboolean ready = FALSE;

  g_assert (IFA_IS_WINDOW (self));

  update_actions (self);
  g_object_get (self->start_page, "ready", &ready, NULL);
  if (!ready || !self->start_when_ready)
    return;

  self->start_when_ready = FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.start-check", NULL);
}

static void
restore_settings (IfaWindow *self)
{
  if (self->settings == NULL)
    {
      gtk_window_set_default_size (GTK_WINDOW (self), 860, 820);
      return;
    }

  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  ifa_start_page_set_own_hosts_only (self->start_page,
                                     g_settings_get_boolean (self->settings, "own-hosts-only"));
}

static gboolean
ifa_window_close_request (GtkWindow *window)
{
  IfaWindow *self = IFA_WINDOW (window);
  int width;
  int height;

  if (self->settings != NULL)
    {
      gtk_window_get_default_size (window, &width, &height);
      g_settings_set_int (self->settings, "window-width", MAX (width, 360));
      g_settings_set_int (self->settings, "window-height", MAX (height, 300));
      g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
      g_settings_set_boolean (self->settings, "own-hosts-only",
                              ifa_start_page_get_own_hosts_only (self->start_page));
    }
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  return GTK_WINDOW_CLASS (ifa_window_parent_class)->close_request (window);
}

static void
ifa_window_dispose (GObject *object)
{
  IfaWindow *self = IFA_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->result);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->profile, ifa_profile_unref);

  G_OBJECT_CLASS (ifa_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.start-check", NULL, start_check_action);
  gtk_widget_class_install_action (widget_class, "win.start-practice", "s", start_practice_action);
  gtk_widget_class_install_action (widget_class, "win.check-again", NULL, check_again_action);
  gtk_widget_class_install_action (widget_class, "win.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.new-check", NULL, new_check_action);
  gtk_widget_class_install_action (widget_class, "win.continue", NULL, continue_action);
  gtk_widget_class_install_action (widget_class, "win.help", "s", help_action);
  gtk_widget_class_install_action (widget_class, "win.story", NULL, story_action);
  gtk_widget_class_install_action (widget_class, "win.practice", NULL, practice_action);
  gtk_widget_class_install_action (widget_class, "win.show-checks", NULL, show_checks_action);
  gtk_widget_class_install_action (widget_class, "win.save-report", NULL, save_report_action);
  gtk_widget_class_install_action (widget_class, "win.copy-summary", NULL, copy_summary_action);
  gtk_widget_class_install_action (widget_class, "win.notify", "s", notify_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.back", NULL);
  /* Here and not as an accelerator of the application: selected text goes first. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK,
                                       "win.copy-summary", NULL);
}

static void
ifa_window_class_init (IfaWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ifa_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = ifa_window_close_request;

  g_type_ensure (IFA_TYPE_START_PAGE);
  g_type_ensure (IFA_TYPE_STORY_PAGE);
  g_type_ensure (IFA_TYPE_HELP_PAGE);
  g_type_ensure (IFA_TYPE_PRACTICE_PAGE);
  g_type_ensure (IFA_TYPE_CHECKING_PAGE);
  g_type_ensure (IFA_TYPE_RESULT_PAGE);
  g_type_ensure (IFA_TYPE_CHECKS_PAGE);
  g_type_ensure (IFA_TYPE_REPORT_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/invoicefirstaid/InvoiceFirstAid/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, IfaWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, IfaWindow, title);
  gtk_widget_class_bind_template_child (widget_class, IfaWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, IfaWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, IfaWindow, start_page);
  gtk_widget_class_bind_template_child (widget_class, IfaWindow, story_page);
  gtk_widget_class_bind_template_child (widget_class, IfaWindow, practice_page);
  gtk_widget_class_bind_template_child (widget_class, IfaWindow, help_page);
  gtk_widget_class_bind_template_child (widget_class, IfaWindow, checking_page);
  gtk_widget_class_bind_template_child (widget_class, IfaWindow, result_page);
  gtk_widget_class_bind_template_child (widget_class, IfaWindow, checks_page);
  gtk_widget_class_bind_template_child (widget_class, IfaWindow, report_page);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, station_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, report_saved_cb);
  install_actions (widget_class);
}

static void
ifa_window_init (IfaWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->settings = ifa_settings_new ();
  restore_settings (self);
  g_signal_connect_object (self->start_page, "notify::ready", G_CALLBACK (ready_cb), self,
                           G_CONNECT_SWAPPED);
  page_changed_cb (self);
}

/**
 * ifa_window_new:
 * @application: what it belongs to
 *
 * Returns: (transfer none): a window on its start page
 */
IfaWindow *
ifa_window_new (AdwApplication *application)
{
  return g_object_new (IFA_TYPE_WINDOW, "application", application, NULL);
}

/**
 * ifa_window_open:
 * @self: the window
 * @file_or_id_or_url: (nullable): the service to choose; `NULL` for the one that was used last
 */
void
ifa_window_open (IfaWindow *self, const char *file_or_id_or_url)
{
  g_return_if_fail (IFA_IS_WINDOW (self));

  ifa_start_page_open (self->start_page, file_or_id_or_url);
}

/**
 * ifa_window_start_check:
 * @self: the window
 *
 * Starts a check of the chosen service; as soon as it is known, where it is still being read.
 */
void
ifa_window_start_check (IfaWindow *self)
{
  g_return_if_fail (IFA_IS_WINDOW (self));

  if (self->session != NULL)
    return;

  self->start_when_ready = TRUE;
  ready_cb (self);
}
