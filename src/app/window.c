/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "window-private.h"

#include <glib/gi18n.h>

#include "application.h"
#include "connection-map.h"
#include "settings.h"

G_DEFINE_FINAL_TYPE (IfaWindow, ifa_window, ADW_TYPE_APPLICATION_WINDOW)

/* Where "back" leads. */
static const struct
{
  const char *page;
  const char *parent;
} parents[] = {
  { "story", "start" },   { "practice", "start" }, { "checking", "start" }, { "result", "start" },
  { "checks", "result" }, { "report", "result" },  { "compare", "result" },
};

const char *
_ifa_window_get_parent_page (IfaWindow *self, const char *page)
{
  if (g_strcmp0 (page, "help") == 0)
    return self->before_help;

  for (guint i = 0; i < G_N_ELEMENTS (parents); i++)
    if (g_strcmp0 (parents[i].page, page) == 0)
      return parents[i].parent;
  return NULL;
}

gboolean
_ifa_window_is_on (IfaWindow *self, const char *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), page) == 0;
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

  if (!_ifa_window_is_on (self, "start") && !_ifa_window_is_on (self, "story")
      && !_ifa_window_is_on (self, "practice"))
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
  gtk_widget_set_visible (GTK_WIDGET (self->back_button),
                          _ifa_window_get_parent_page (self, page) != NULL);
  show_subtitle (self);
  _ifa_window_update_actions (self);
}

void
_ifa_window_go_to (IfaWindow *self, const char *page)
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
  else if (g_str_equal (page, "compare"))
    ifa_compare_page_focus (self->compare_page);
  else if (g_str_equal (page, "report"))
    ifa_report_page_focus (self->report_page);
}

void
_ifa_window_notify (IfaWindow *self, const char *text)
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
  _ifa_window_go_to (self, "result");
}

/* The first result stays the one that is shown and reported; the second goes into its note. */
static void
take_second_result (IfaWindow *self, IfaResult *result)
{
  g_autofree char *conclusion = NULL;

  ifa_compare_page_take_second (self->compare_page, result);
  conclusion = ifa_compare_page_dup_conclusion (self->compare_page);
  ifa_result_set_comparison (self->result, conclusion);
  ifa_report_page_show (self->report_page, NULL);
  _ifa_window_go_to (self, "compare");
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
  if (ended != NULL && self->comparing)
    {
      take_second_result (self, ended);
      return;
    }
  if (ended != NULL)
    {
      take_result (self, ended);
      return;
    }
  _ifa_window_go_to (self, self->fault != NULL ? "practice" : "start");
  _ifa_window_notify (self, error->message);
}

static void
run_starts_cb (IfaWindow *self, IfaRun *run)
{
  g_assert (IFA_IS_WINDOW (self));

  ifa_checking_page_watch (self->checking_page, run);
}

void
_ifa_window_begin (IfaWindow *self)
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
  _ifa_window_go_to (self, "checking");
  g_signal_connect_object (self->session, "run-starts", G_CALLBACK (run_starts_cb), self,
                           G_CONNECT_SWAPPED);
  ifa_check_session_run_async (self->session, self->cancellable, session_ended_cb,
                               g_object_ref (self));
}

static void
station_activated_cb (IfaWindow *self, guint station)
{
  g_assert (IFA_IS_WINDOW (self));

  ifa_checks_page_show (self->checks_page, self->result, station);
  _ifa_window_go_to (self, "checks");
}

static void
report_saved_cb (IfaWindow *self, const char *name)
{
  /* Translators: %s is the name of a file */
  g_autofree char *text = g_strdup_printf (_ ("Report saved as “%s”"), name);

  g_assert (IFA_IS_WINDOW (self));

  _ifa_window_notify (self, text);
}

static IfaApplication *
get_application (IfaWindow *self)
{
  return IFA_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
}

/* Shows whether the service of this result is being watched. */
static void
watcher_changed_cb (IfaWindow *self)
{
  IfaApplication *application = get_application (self);
  IfaWatcher *watcher = application != NULL ? ifa_application_get_watcher (application) : NULL;

  ifa_result_page_set_watcher (self->result_page, watcher);
}

static void
watch_cb (IfaWindow *self, gboolean watch)
{
  g_assert (IFA_IS_WINDOW (self));

  ifa_application_watch (get_application (self), watch ? self->profile : NULL,
                         ifa_start_page_get_own_hosts_only (self->start_page));
}

static void
ready_cb (IfaWindow *self)
{
  gboolean ready = FALSE;

  g_assert (IFA_IS_WINDOW (self));

  _ifa_window_update_actions (self);
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
ifa_window_constructed (GObject *object)
{
  IfaWindow *self = IFA_WINDOW (object);

  G_OBJECT_CLASS (ifa_window_parent_class)->constructed (object);

  if (get_application (self) != NULL)
    g_signal_connect_object (get_application (self), "notify::watcher",
                             G_CALLBACK (watcher_changed_cb), self, G_CONNECT_SWAPPED);
  watcher_changed_cb (self);
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
ifa_window_class_init (IfaWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = ifa_window_constructed;
  G_OBJECT_CLASS (klass)->dispose = ifa_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = ifa_window_close_request;

  g_type_ensure (IFA_TYPE_START_PAGE);
  g_type_ensure (IFA_TYPE_STORY_PAGE);
  g_type_ensure (IFA_TYPE_HELP_PAGE);
  g_type_ensure (IFA_TYPE_PRACTICE_PAGE);
  g_type_ensure (IFA_TYPE_CHECKING_PAGE);
  g_type_ensure (IFA_TYPE_RESULT_PAGE);
  g_type_ensure (IFA_TYPE_CHECKS_PAGE);
  g_type_ensure (IFA_TYPE_COMPARE_PAGE);
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
  gtk_widget_class_bind_template_child (widget_class, IfaWindow, compare_page);
  gtk_widget_class_bind_template_child (widget_class, IfaWindow, report_page);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, station_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, report_saved_cb);
  gtk_widget_class_bind_template_callback (widget_class, watch_cb);
  _ifa_window_install_actions (widget_class);
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

/**
 * ifa_window_show_result:
 * @self: the window
 * @result: what a check elsewhere in the program came to
 */
void
ifa_window_show_result (IfaWindow *self, IfaResult *result)
{
  IfaProfile *profile = NULL;

  g_return_if_fail (IFA_IS_WINDOW (self));
  g_return_if_fail (IFA_IS_RESULT (result));

  /* Whoever is in the middle of a check has asked for that one. */
  profile = ifa_result_get_profile (result);
  if (self->session != NULL || profile == NULL)
    return;

  g_clear_pointer (&self->profile, ifa_profile_unref);
  self->profile = ifa_profile_ref (profile);
  self->fault = NULL;
  take_result (self, result);
}
