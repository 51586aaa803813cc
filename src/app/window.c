/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "window-private.h"

#include <glib/gi18n.h>

#include "application.h"
#include "connection-map.h"
#include "interruption.h"
#include "settings.h"

G_DEFINE_FINAL_TYPE (IfaWindow, ifa_window, ADW_TYPE_APPLICATION_WINDOW)

/* What there is, and where "back" leads from there. */
static const struct
{
  const char *name;
  GType (*get_type) (void);
  IfaWindowPage parent;
} pages[IFA_WINDOW_N_PAGES] = {
  [IFA_WINDOW_START] = { "start", ifa_start_page_get_type, IFA_WINDOW_START },
  [IFA_WINDOW_STORY] = { "story", ifa_story_page_get_type, IFA_WINDOW_START },
  [IFA_WINDOW_PRACTICE] = { "practice", ifa_practice_page_get_type, IFA_WINDOW_START },
  [IFA_WINDOW_HELP] = { "help", ifa_help_page_get_type, IFA_WINDOW_START },
  [IFA_WINDOW_CHECKING] = { "checking", ifa_checking_page_get_type, IFA_WINDOW_START },
  [IFA_WINDOW_RESULT] = { "result", ifa_result_page_get_type, IFA_WINDOW_START },
  [IFA_WINDOW_CHECKS] = { "checks", ifa_checks_page_get_type, IFA_WINDOW_RESULT },
  [IFA_WINDOW_COMPARE] = { "compare", ifa_compare_page_get_type, IFA_WINDOW_RESULT },
  [IFA_WINDOW_REPORT] = { "report", ifa_report_page_get_type, IFA_WINDOW_RESULT },
  [IFA_WINDOW_UNSENT] = { "unsent", ifa_unsent_page_get_type, IFA_WINDOW_START },
  [IFA_WINDOW_INVOICES] = { "invoices", ifa_listing_page_get_type, IFA_WINDOW_UNSENT },
  [IFA_WINDOW_HISTORY] = { "history", ifa_history_page_get_type, IFA_WINDOW_START },
  [IFA_WINDOW_RUNS] = { "runs", ifa_listing_page_get_type, IFA_WINDOW_HISTORY },
  [IFA_WINDOW_PAPER] = { "paper", ifa_paper_page_get_type, IFA_WINDOW_START },
  [IFA_WINDOW_RESTART] = { "restart", ifa_restart_page_get_type, IFA_WINDOW_START },
  [IFA_WINDOW_CACHE] = { "cache", ifa_cache_page_get_type, IFA_WINDOW_START },
};

static void ready_cb (IfaWindow *self);
static void watcher_changed_cb (IfaWindow *self);
static void station_activated_cb (IfaWindow *self, guint station);
static void watch_cb (IfaWindow *self, gboolean watch);
static void report_saved_cb (IfaWindow *self, const char *name);

static IfaWindowPage
get_parent_of (IfaWindow *self, IfaWindowPage page)
{
  if (self->before[page] != IFA_WINDOW_START)
    return self->before[page];
  if (page == IFA_WINDOW_RESULT && self->fault != NULL)
    return IFA_WINDOW_PRACTICE;
  return pages[page].parent;
}

IfaWindowPage
_ifa_window_get_parent (IfaWindow *self)
{
  return get_parent_of (self, self->page);
}

static gboolean
leads_back_to (IfaWindow *self, IfaWindowPage page)
{
  IfaWindowPage at = self->page;

  for (guint i = 0; at != IFA_WINDOW_START && i < IFA_WINDOW_N_PAGES; i++)
    {
      if (at == page)
        return TRUE;
      at = get_parent_of (self, at);
    }
  return FALSE;
}

/**
 * _ifa_window_open_page:
 * @self: the window
 * @page: a page that can be opened from several others
 *
 * "Back" leads to where it was opened from, unless that would go round in circles.
 */
void
_ifa_window_open_page (IfaWindow *self, IfaWindowPage page)
{
  if (!leads_back_to (self, page))
    self->before[page] = self->page;
  _ifa_window_go_to (self, page);
}

static void
run_wanted_cb (IfaWindow *self, const char *report_id)
{
  g_assert (IFA_IS_WINDOW (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-run", "s", report_id);
}

static void
connect_page (IfaWindow *self, IfaWindowPage page)
{
  GObject *object = G_OBJECT (self->pages[page]);

  if (page == IFA_WINDOW_START)
    {
      if (self->settings != NULL)
        g_settings_bind (self->settings, "own-hosts-only", object, "own-hosts-only",
                         G_SETTINGS_BIND_DEFAULT);
      g_signal_connect_object (object, "report-opened", G_CALLBACK (ifa_window_show_result), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (object, "notify::ready", G_CALLBACK (ready_cb), self,
                               G_CONNECT_SWAPPED);
    }
  else if (page == IFA_WINDOW_RESULT)
    {
      g_signal_connect_object (object, "station-activated", G_CALLBACK (station_activated_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (object, "watch", G_CALLBACK (watch_cb), self, G_CONNECT_SWAPPED);
      watcher_changed_cb (self);
    }
  else if (page == IFA_WINDOW_RUNS)
    g_signal_connect_object (object, "item-activated", G_CALLBACK (run_wanted_cb), self,
                             G_CONNECT_SWAPPED);
  else if (page == IFA_WINDOW_REPORT)
    {
      if (self->settings != NULL)
        g_settings_bind (self->settings, "report-format", object, "format",
                         G_SETTINGS_BIND_DEFAULT);
      g_signal_connect_object (object, "saved", G_CALLBACK (report_saved_cb), self,
                               G_CONNECT_SWAPPED);
    }
}

/**
 * _ifa_window_get_page:
 * @self: the window
 * @page: which one
 *
 * The window is drawn before any page but the first is made.
 *
 * Returns: (transfer none): the page
 */
IfaPage *
_ifa_window_get_page (IfaWindow *self, IfaWindowPage page)
{
  if (self->pages[page] == NULL)
    {
      self->pages[page] = g_object_new (pages[page].get_type (), NULL);
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->pages[page]), pages[page].name);
      connect_page (self, page);
    }
  return self->pages[page];
}

IfaStartPage *
_ifa_window_get_start_page (IfaWindow *self)
{
  return IFA_START_PAGE (_ifa_window_get_page (self, IFA_WINDOW_START));
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

  if (self->page >= IFA_WINDOW_UNSENT && self->about != NULL)
    subtitle = ifa_text_get (self->about->name);
  else if (self->page != IFA_WINDOW_START && self->page != IFA_WINDOW_STORY
           && self->page != IFA_WINDOW_PRACTICE)
    {
      if (self->fault != NULL)
        subtitle = _ ("Practice");
      else if (self->profile != NULL)
        subtitle = ifa_text_get (self->profile->name);
    }
  adw_window_title_set_subtitle (self->title, subtitle);
}

void
_ifa_window_go_to (IfaWindow *self, IfaWindowPage page)
{
  IfaPage *shown = _ifa_window_get_page (self, page);

  self->page = page;
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (shown));
  hide_other_pages (self->stack);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), page != IFA_WINDOW_START);
  show_subtitle (self);
  _ifa_window_update_actions (self);
  ifa_page_arrive (shown);
}

void
_ifa_window_notify (IfaWindow *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

static void
forget_old_result (IfaWindow *self)
{
  if (self->pages[IFA_WINDOW_REPORT] != NULL)
    ifa_report_page_show (IFA_REPORT_PAGE (_ifa_window_get_page (self, IFA_WINDOW_REPORT)), NULL);
  if (self->pages[IFA_WINDOW_CHECKS] != NULL)
    ifa_checks_page_show (IFA_CHECKS_PAGE (_ifa_window_get_page (self, IFA_WINDOW_CHECKS)), NULL,
                          -1);
}

/* What the person said; nothing of it is about a practice fault. */
static IfaStory *
dup_story (IfaWindow *self)
{
  if (self->fault != NULL || self->pages[IFA_WINDOW_STORY] == NULL)
    return NULL;
  return ifa_story_page_dup_story (IFA_STORY_PAGE (_ifa_window_get_page (self, IFA_WINDOW_STORY)));
}

/* The result on record, where it is of that service. */
static IfaResult *
get_result_of (IfaWindow *self, IfaProfile *profile)
{
  IfaProfile *other = self->result != NULL ? ifa_result_get_profile (self->result) : NULL;

  if (profile == NULL || other == NULL || ifa_result_get_fault (self->result) != NULL)
    return NULL;
  return g_strcmp0 (profile->id, other->id) == 0 ? self->result : NULL;
}

static void
take_result (IfaWindow *self, IfaResult *result)
{
  g_autoptr (IfaStory) story = dup_story (self);

  if (story != NULL)
    ifa_result_set_story (result, story);
  if (self->is_remedied)
    ifa_result_set_aftermath (result, get_result_of (self, ifa_result_get_profile (result)));
  self->is_remedied = FALSE;
  g_set_object (&self->result, result);
  ifa_result_page_show (IFA_RESULT_PAGE (_ifa_window_get_page (self, IFA_WINDOW_RESULT)), result);
  forget_old_result (self);
  _ifa_window_go_to (self, IFA_WINDOW_RESULT);
}

/* The first result stays the one that is shown and reported; the second goes into its note. */
static void
take_second_result (IfaWindow *self, IfaResult *result)
{
  g_autofree char *conclusion = NULL;

  ifa_compare_page_take_second (IFA_COMPARE_PAGE (_ifa_window_get_page (self, IFA_WINDOW_COMPARE)),
                                result);
  conclusion = ifa_compare_page_dup_conclusion (
      IFA_COMPARE_PAGE (_ifa_window_get_page (self, IFA_WINDOW_COMPARE)));
  ifa_result_set_comparison (self->result, conclusion);
  forget_old_result (self);
  _ifa_window_go_to (self, IFA_WINDOW_COMPARE);
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

  ifa_interruption_end ();
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
  self->is_remedied = FALSE;
  _ifa_window_go_to (self, self->fault != NULL ? IFA_WINDOW_PRACTICE : IFA_WINDOW_START);
  _ifa_window_notify (self, error->message);
}

static void
run_starts_cb (IfaWindow *self, IfaRun *run)
{
  g_autoptr (IfaStory) story = dup_story (self);

  g_assert (IFA_IS_WINDOW (self));

  if (story != NULL)
    ifa_run_set_story (run, ifa_story_get_while_sending (story) ? IFA_TRI_YES : IFA_TRI_UNKNOWN,
                       ifa_story_get_message (story));
  ifa_checking_page_watch (IFA_CHECKING_PAGE (_ifa_window_get_page (self, IFA_WINDOW_CHECKING)),
                           run);
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
      self->session = ifa_check_session_new (self->profile, ifa_start_page_get_own_hosts_only (
                                                                _ifa_window_get_start_page (self)));
    }

  ifa_interruption_begin ();
  ifa_start_page_set_interrupted (_ifa_window_get_start_page (self), FALSE);
  self->cancellable = g_cancellable_new ();
  ifa_checking_page_reset (IFA_CHECKING_PAGE (_ifa_window_get_page (self, IFA_WINDOW_CHECKING)),
                           service);
  _ifa_window_go_to (self, IFA_WINDOW_CHECKING);
  g_signal_connect_object (self->session, "run-starts", G_CALLBACK (run_starts_cb), self,
                           G_CONNECT_SWAPPED);
  ifa_check_session_run_async (self->session, self->cancellable, session_ended_cb,
                               g_object_ref (self));
}

static void
station_activated_cb (IfaWindow *self, guint station)
{
  g_assert (IFA_IS_WINDOW (self));

  ifa_checks_page_show (IFA_CHECKS_PAGE (_ifa_window_get_page (self, IFA_WINDOW_CHECKS)),
                        self->result, station);
  _ifa_window_go_to (self, IFA_WINDOW_CHECKS);
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

  if (self->pages[IFA_WINDOW_RESULT] != NULL)
    ifa_result_page_set_watcher (IFA_RESULT_PAGE (_ifa_window_get_page (self, IFA_WINDOW_RESULT)),
                                 watcher);
}

static void
watch_cb (IfaWindow *self, gboolean watch)
{
  g_assert (IFA_IS_WINDOW (self));

  ifa_application_watch (get_application (self), watch ? self->profile : NULL,
                         ifa_start_page_get_own_hosts_only (_ifa_window_get_start_page (self)));
}

static void
ready_cb (IfaWindow *self)
{
  gboolean ready = FALSE;

  g_assert (IFA_IS_WINDOW (self));

  _ifa_window_update_actions (self);
  if (self->pages[IFA_WINDOW_START] == NULL)
    return;
  if (self->page == IFA_WINDOW_START)
    ifa_start_page_set_unsent (_ifa_window_get_start_page (self), _ifa_window_get_unsent (self));

  g_object_get (self->pages[IFA_WINDOW_START], "ready", &ready, NULL);
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
}

static void
interruption_taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IfaWindow) self = user_data;

  if (ifa_interruption_take_finish (result))
    ifa_start_page_set_interrupted (_ifa_window_get_start_page (self), TRUE);
}

static gboolean
fill_cb (gpointer user_data)
{
  IfaWindow *self = user_data;
  gboolean untouched = gtk_stack_get_visible_child (self->stack) == NULL;

  self->fill_id = 0;
  ifa_start_page_open (_ifa_window_get_start_page (self), self->wanted);
  g_clear_pointer (&self->wanted, g_free);
  if (untouched)
    _ifa_window_go_to (self, IFA_WINDOW_START);
  ifa_interruption_take_async (NULL, interruption_taken_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
painted_cb (IfaWindow *self, GdkFrameClock *clock)
{
  g_assert (IFA_IS_WINDOW (self));

  g_signal_handlers_disconnect_by_func (clock, painted_cb, self);
  self->drawn = TRUE;
  self->fill_id = g_idle_add (fill_cb, self);
}

/* The window is drawn at once; its first page is made after that. */
static void
ifa_window_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ifa_window_parent_class)->realize (widget);

  if (!IFA_WINDOW (widget)->drawn)
    g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint",
                             G_CALLBACK (painted_cb), widget, G_CONNECT_SWAPPED);
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
      if (self->pages[IFA_WINDOW_START] != NULL)
        g_settings_set_boolean (self->settings, "own-hosts-only",
                                ifa_start_page_get_own_hosts_only (
                                    _ifa_window_get_start_page (self)));
    }
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  return GTK_WINDOW_CLASS (ifa_window_parent_class)->close_request (window);
}

static void
application_changed_cb (IfaWindow *self)
{
  g_assert (IFA_IS_WINDOW (self));

  if (get_application (self) == NULL)
    return;
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
  if (self->session != NULL)
    ifa_interruption_end ();
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->result);
  if (self->unsent != NULL)
    ifa_unsent_stop (self->unsent);
  g_clear_object (&self->unsent);
  g_clear_pointer (&self->about, ifa_profile_unref);
  g_clear_object (&self->settings);
  g_clear_handle_id (&self->fill_id, g_source_remove);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->profile, ifa_profile_unref);

  G_OBJECT_CLASS (ifa_window_parent_class)->dispose (object);
}

static void
ifa_window_class_init (IfaWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ifa_window_dispose;
  widget_class->realize = ifa_window_realize;
  GTK_WINDOW_CLASS (klass)->close_request = ifa_window_close_request;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/invoicefirstaid/InvoiceFirstAid/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, IfaWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, IfaWindow, title);
  gtk_widget_class_bind_template_child (widget_class, IfaWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, IfaWindow, stack);
  _ifa_window_install_actions (widget_class);
  _ifa_window_install_invoice_actions (widget_class);
  _ifa_window_install_history_actions (widget_class);
}

static void
ifa_window_init (IfaWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->settings = ifa_settings_new ();
  restore_settings (self);
  g_signal_connect (self, "notify::application", G_CALLBACK (application_changed_cb), NULL);
  _ifa_window_update_actions (self);
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

  if (self->drawn && self->fill_id == 0)
    {
      ifa_start_page_open (_ifa_window_get_start_page (self), file_or_id_or_url);
      return;
    }
  g_free (self->wanted);
  self->wanted = g_strdup (file_or_id_or_url);
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
 * @result: what a check elsewhere in the program came to, or an earlier report
 */
void
ifa_window_show_result (IfaWindow *self, IfaResult *result)
{
  IfaProfile *profile = NULL;

  g_return_if_fail (IFA_IS_WINDOW (self));
  g_return_if_fail (IFA_IS_RESULT (result));

  /* Whoever is in the middle of a check has asked for that one. */
  profile = ifa_result_get_profile (result);
  if (self->session != NULL)
    return;

  g_clear_pointer (&self->profile, ifa_profile_unref);
  self->profile = profile != NULL ? ifa_profile_ref (profile) : NULL;
  self->fault = NULL;
  take_result (self, result);
}
