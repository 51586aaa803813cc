/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the window's actions do about earlier checks, and about what can be printed. */

#include "config.h"

#include <glib/gi18n.h>

#include "history-look.h"
#include "history-words.h"
#include "profile-emergency.h"
#include "window-private.h"

static void
history_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);
  IfaProfile *profile = _ifa_window_get_about (self);

  if (profile == NULL)
    return;

  _ifa_window_set_about (self, profile);
  ifa_history_page_show (IFA_HISTORY_PAGE (_ifa_window_get_page (self, IFA_WINDOW_HISTORY)),
                         profile);
  _ifa_window_open_page (self, IFA_WINDOW_HISTORY);
}

static void
show_runs_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);
  GPtrArray *entries = ifa_history_page_get_entries (
      IFA_HISTORY_PAGE (_ifa_window_get_page (self, IFA_WINDOW_HISTORY)));
  g_autoptr (IfaLazyList) list = NULL;

  if (entries == NULL)
    return;

  list = ifa_history_list_runs (entries);
  ifa_listing_page_show (IFA_LISTING_PAGE (_ifa_window_get_page (self, IFA_WINDOW_RUNS)),
                         _ ("Earlier checks"), _ ("Cause or date"), list);
  _ifa_window_go_to (self, IFA_WINDOW_RUNS);
}

static void
loaded_cb (GObject *source, GAsyncResult *async_result, gpointer user_data)
{
  g_autoptr (IfaWindow) self = user_data;
  IfaReport *report = ifa_history_load_finish (async_result, NULL);
  g_autoptr (IfaResult) result = NULL;

  if (report == NULL)
    {
      _ifa_window_notify (self, _ ("The full report of this check is no longer kept."));
      return;
    }
  result = ifa_result_new (report, NULL, NULL);
  /* Closed, or busy with a new check in the meantime. */
  if (self->page == IFA_WINDOW_HISTORY || self->page == IFA_WINDOW_RUNS)
    ifa_window_show_result (self, result);
}

static void
show_run_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ifa_history_load_async (g_variant_get_string (parameter, NULL), NULL, loaded_cb,
                          g_object_ref (widget));
}

static void
show_paper (IfaWindow *self, const char *title, const char *text)
{
  ifa_paper_page_show (IFA_PAPER_PAGE (_ifa_window_get_page (self, IFA_WINDOW_PAPER)), title, text);
  _ifa_window_open_page (self, IFA_WINDOW_PAPER);
}

static void
show_paper_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *title = NULL;
  const char *text = NULL;

  g_variant_get (parameter, "(&s&s)", &title, &text);
  show_paper (IFA_WINDOW (widget), title, text);
}

static void
append_line (GString *text, const char *line)
{
  if (line != NULL && *line != '\0')
    g_string_append_printf (text, "%s\n", line);
}

static void
append_vendor (GString *text, const IfaProfile *profile)
{
  const char *hours = profile->vendor_hours != NULL ? ifa_text_get (profile->vendor_hours) : NULL;

  if (profile->vendor_name == NULL)
    return;
  g_string_append_printf (text, "\n%s\n", _ ("Who to call"));
  append_line (text, profile->vendor_name);
  append_line (text, profile->vendor_phone);
  append_line (text, profile->vendor_email);
  append_line (text, profile->vendor_url);
  append_line (text, hours);
}

/* To be printed before it is needed: without a connection there is nothing to look it up in. */
static char *
dup_emergency_text (const IfaProfile *profile)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) steps = ifa_profile_list_emergency_steps (profile);
  g_autofree char *source = ifa_profile_dup_emergency_source (profile);

  append_line (text, ifa_text_get (profile->name));
  for (guint i = 0; steps[i] != NULL; i++)
    g_string_append_printf (text, "\n%u. %s\n", i + 1, steps[i]);
  append_line (text, profile->contingency_url);
  if (profile->deadlines->len > 0)
    g_string_append_printf (text, "\n%s\n", _ ("Time limits"));
  for (guint i = 0; i < profile->deadlines->len; i++)
    append_line (text,
                 ifa_text_get (((IfaDeadline *) g_ptr_array_index (profile->deadlines, i))->rule));
  append_vendor (text, profile);
  if (source != NULL)
    g_string_append_printf (text, "\n%s\n", source);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
has_emergency (const IfaProfile *profile)
{
  return profile != NULL && profile->contingency_steps->len > 0;
}

static void
emergency_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaWindow *self = IFA_WINDOW (widget);
  IfaProfile *profile = _ifa_window_get_about (self);
  g_autofree char *text = NULL;

  if (!has_emergency (profile))
    return;

  text = dup_emergency_text (profile);
  _ifa_window_set_about (self, profile);
  show_paper (self,
              profile->contingency_title != NULL ? ifa_text_get (profile->contingency_title)
                                                 : _ ("Emergency procedure"),
              text);
}

void
_ifa_window_update_history_actions (IfaWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  IfaProfile *profile = self->session == NULL ? _ifa_window_get_about (self) : NULL;

  gtk_widget_action_set_enabled (widget, "win.history", profile != NULL);
  gtk_widget_action_set_enabled (widget, "win.emergency", has_emergency (profile));
}

void
_ifa_window_install_history_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.history", NULL, history_action);
  gtk_widget_class_install_action (widget_class, "win.show-runs", NULL, show_runs_action);
  gtk_widget_class_install_action (widget_class, "win.show-run", "s", show_run_action);
  gtk_widget_class_install_action (widget_class, "win.show-paper", "(ss)", show_paper_action);
  gtk_widget_class_install_action (widget_class, "win.emergency", NULL, emergency_action);
}
