/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "result-page.h"

#include <glib/gi18n.h>

#include "heading.h"
#include "checks-page.h"
#include "connection-map.h"
#include "explain-rows.h"
#include "help.h"
#include "message-card.h"
#include "result-rows.h"
#include "wrap-layout.h"

struct _IfaResultPage
{
  IfaPage parent_instance;

  GtkScrolledWindow *scroller;
  GtkBox *content;
  GtkWidget *headline;
  IfaConnectionMap *map;
  GtkWidget *practice_strip;
  GtkLabel *practice_label;
  IfaHeading *heading;
  GtkLabel *explanation;
  GtkWidget *chips;
  GtkLabel *certainty;
  GtkLabel *acts;
  GtkLabel *endpoint;
  GtkWidget *aftermath_strip;
  GtkLabel *aftermath_label;
  GtkWidget *invoices_strip;
  GtkLabel *invoices_label;
  GtkLabel *invoices_button_label;
  AdwPreferencesGroup *sending;
  AdwPreferencesGroup *emergency;
  AdwPreferencesGroup *steps;
  GtkWidget *watch_group;
  AdwActionRow *watch_row;
  GtkWidget *restart_row;
  GtkWidget *history_row;
  GtkSwitch *watch_switch;
  IfaMessageCard *message;
  AdwPreferencesGroup *meanings;
  AdwPreferencesGroup *others;
  AdwPreferencesGroup *exchanged;
  AdwPreferencesGroup *not_checked;
  AdwActionRow *checks_row;
  AdwActionRow *lesson_row;
  AdwExpanderRow *details_row;
  GtkBox *bar;
  GtkButton *copy_button;
  GtkButton *save_button;
  GtkButton *again_button;

  IfaResult *result;       /* (nullable) */
  IfaWatcher *watcher;     /* (nullable): of whatever service */
  GPtrArray *rows;         /* (element-type GtkWidget): in the groups, of the shown result */
  GPtrArray *details_rows; /* (element-type GtkWidget): in details_row */
};

enum
{
  STATION_ACTIVATED,
  WATCH,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IfaResultPage, ifa_result_page, IFA_TYPE_PAGE)

static void
clear (IfaResultPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < self->details_rows->len; i++)
    adw_expander_row_remove (self->details_row, g_ptr_array_index (self->details_rows, i));
  g_ptr_array_set_size (self->details_rows, 0);
  adw_expander_row_set_expanded (self->details_row, FALSE);
}

static void
add_row (IfaResultPage *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static char *
dup_practice_text (IfaResult *result)
{
  const IfaPracticeFault *fault = ifa_result_get_fault (result);
  IfaFinding *cause = ifa_result_get_cause (result);
  const char *title = g_dgettext (GETTEXT_PACKAGE, fault->title);

  /* Whoever stopped may want to try again without knowing. */
  if (ifa_result_get_report (result)->cancelled)
    return g_strdup (_ ("Practice: nothing real was touched."));
  if (g_strcmp0 (fault->cause, cause != NULL ? cause->cause->id : NULL) != 0)
    return g_strdup_printf (_ ("Practice: nothing real was touched. The fault was: %s. The check "
                               "came to another result."),
                            title);
  if (fault->cause == NULL)
    return g_strdup (_ ("Practice: nothing real was touched. There was no fault to find."));
  /* Translators: %s is the fault that was practised, a short sentence */
  return g_strdup_printf (_ ("Practice: nothing real was touched. The fault to be found was: %s."),
                          title);
}

static void
show_practice (IfaResultPage *self, IfaResult *result)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->practice_strip, ifa_result_get_fault (result) != NULL);
  if (ifa_result_get_fault (result) == NULL)
    return;

  text = dup_practice_text (result);
  gtk_label_set_label (self->practice_label, text);
}

static void
show_chips (IfaResultPage *self, IfaResult *result)
{
  IfaFinding *cause = ifa_result_get_cause (result);
  g_autofree char *acts = NULL;
  g_autofree char *endpoint = NULL;
  g_autofree char *where = NULL;
  const char *first = NULL;

  gtk_widget_set_visible (self->chips, cause != NULL);
  if (cause == NULL)
    return;

  gtk_label_set_label (self->certainty, ifa_words_certainty (cause->certainty));
  acts = g_strdup_printf (_ ("Who can fix it: %s"), ifa_words_acts (cause->cause->acts));
  gtk_label_set_label (self->acts, acts);

  if (cause->endpoints->len > 0)
    first = g_ptr_array_index (cause->endpoints, 0);
  endpoint = ifa_result_dup_endpoint_name (result, first);
  if (endpoint != NULL && cause->endpoints->len > 1)
    where = g_strdup_printf (ngettext ("Where: %s and %u more", "Where: %s and %u more",
                                       cause->endpoints->len - 1),
                             endpoint, cause->endpoints->len - 1);
  else if (endpoint != NULL)
    /* Translators: the part of the service that is concerned, such as "Invoice issuing" */
    where = g_strdup_printf (_ ("Where: %s"), endpoint);
  gtk_widget_set_visible (GTK_WIDGET (self->endpoint), where != NULL);
  gtk_label_set_label (self->endpoint, where != NULL ? where : "");
}

static void
show_aftermath (IfaResultPage *self, IfaResult *result)
{
  const char *text = ifa_result_get_aftermath (result);

  gtk_widget_set_visible (self->aftermath_strip, text != NULL);
  gtk_label_set_label (self->aftermath_label, text != NULL ? text : "");
}

/* Where the service is at fault, restarting anything here only costs time. */
static void
show_restart (IfaResultPage *self, IfaResult *result)
{
  IfaFinding *cause = ifa_result_get_cause (result);
  gboolean is_real
      = ifa_result_get_profile (result) != NULL && ifa_result_get_fault (result) == NULL;

  gtk_widget_set_visible (self->restart_row,
                          is_real && cause != NULL && cause->cause->acts != IFA_ACTS_VENDOR);
  gtk_widget_set_visible (self->history_row, is_real);
}

static char *
dup_invoices_text (const IfaReport *report)
{
  guint n_unsent = (guint) MIN (report->unsent, G_MAXUINT);
  g_autofree char *text = NULL;

  if (report->unsent == IFA_UNKNOWN_INTEGER)
    return g_strdup (_ ("Your unsent invoices were not touched. They could not be counted."));
  if (n_unsent == 0)
    return g_strdup (_ ("No unsent invoice was found on this computer."));

  text = g_strdup_printf (ngettext ("Your %'u unsent invoice is still on this computer.",
                                    "Your %'u unsent invoices are still on this computer.",
                                    n_unsent),
                          n_unsent);
  if (report->unsent_total == NULL)
    return g_steal_pointer (&text);
  /* Translators: the sum of the unsent invoices, after "… are still on this computer." */
  return g_strdup_printf (_ ("%1$s Together: %2$s"), text, report->unsent_total);
}

/* What an accountant fears for comes before what she has to do. */
static void
show_invoices (IfaResultPage *self, IfaResult *result)
{
  IfaProfile *profile = ifa_result_get_profile (result);
  IfaReport *report = ifa_result_get_report (result);
  g_autofree char *text = NULL;
  gboolean shown
      = profile != NULL && ifa_result_get_fault (result) == NULL && profile->client_outbox->len > 0;

  gtk_widget_set_visible (self->invoices_strip, shown);
  if (!shown)
    return;

  text = dup_invoices_text (report);
  gtk_label_set_label (self->invoices_label, text);
  gtk_label_set_label (self->invoices_button_label,
                       report->unsent > 0 ? _ ("Make a _copy…") : _ ("_Look"));
}

static void
show_steps (IfaResultPage *self, IfaResult *result)
{
  IfaFinding *cause = ifa_result_get_cause (result);
  g_auto (GStrv) steps = cause != NULL ? ifa_finding_dup_steps (cause) : NULL;
  guint n_steps = steps != NULL ? g_strv_length (steps) : 0;

  for (guint i = 0; i < n_steps; i++)
    add_row (self, self->steps, ifa_explain_new_step_row (i + 1, steps[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->steps), n_steps > 0);
}

static const IfaFinding *
find_sending (IfaResult *result)
{
  const GPtrArray *findings = ifa_result_get_report (result)->diagnosis->findings;

  for (guint i = 0; i < findings->len; i++)
    {
      const IfaFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->cause->id, "invoice-may-be-issued"))
        return finding;
    }
  return NULL;
}

/* A time-out while sending is unknown, not failed: whoever sends again blindly may issue twice. */
static void
show_sending (IfaResultPage *self, IfaResult *result)
{
  const IfaFinding *finding = find_sending (result);
  gboolean shown = finding != NULL && finding != ifa_result_get_cause (result);

  gtk_widget_set_visible (GTK_WIDGET (self->sending), shown);
  if (shown)
    add_row (self, self->sending, ifa_explain_new_cause_row (finding->cause));
}

static void
add_plain_row (GtkWidget *expander, const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);

  adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
}

/* Folded, but for the limit that counts now: it must not be overlooked. */
static void
show_emergency (IfaResultPage *self, IfaResult *result)
{
  const IfaReport *report = ifa_result_get_report (result);
  const IfaEmergency *emergency = report->emergency;
  GtkWidget *expander = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->emergency), emergency != NULL);
  if (emergency == NULL)
    return;

  expander = adw_expander_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (expander), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), emergency->title);
  if (report->deadline != NULL)
    adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (expander), report->deadline);
  for (guint i = 0; emergency->steps[i] != NULL; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (expander),
                              ifa_explain_new_step_row (i + 1, emergency->steps[i]));
  for (guint i = 0; emergency->time_limits[i] != NULL; i++)
    add_plain_row (expander, emergency->time_limits[i]);
  if (emergency->source != NULL)
    add_plain_row (expander, emergency->source);
  if (emergency->url != NULL)
    add_plain_row (expander, emergency->url);
  add_row (self, self->emergency, expander);
}

static void
show_meanings (IfaResultPage *self, IfaResult *result)
{
  IfaStory *story = ifa_result_get_story (result);
  const char *message = story != NULL ? ifa_story_get_message (story) : NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (message != NULL)
    rows = ifa_explain_list_rows (message, ifa_result_get_profile (result));
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    add_row (self, self->meanings, g_ptr_array_index (rows, i));
  gtk_widget_set_visible (GTK_WIDGET (self->meanings), rows != NULL && rows->len > 0);
}

static GtkWidget *
new_finding_row (const IfaFinding *finding)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *text = adw_action_row_new ();
  g_autofree char *title = ifa_finding_dup_title (finding);
  g_autofree char *explanation = ifa_finding_dup_explanation (finding);
  g_auto (GStrv) steps = ifa_finding_dup_steps (finding);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", ifa_words_severity (finding->severity),
                                               ifa_words_certainty (finding->certainty));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (text), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (text), explanation);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), text);
  for (guint i = 0; steps != NULL && steps[i] != NULL; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), ifa_explain_new_step_row (i + 1, steps[i]));
  return row;
}

static void
show_others (IfaResultPage *self, IfaResult *result)
{
  const GPtrArray *findings = ifa_result_get_report (result)->diagnosis->findings;
  guint first = ifa_result_get_cause (result) != NULL ? 1 : 0;
  guint n_shown = 0;

  for (guint i = first; i < findings->len; i++)
    {
      const IfaFinding *finding = g_ptr_array_index (findings, i);

      /* It has a card of its own. */
      if (finding == find_sending (result))
        continue;
      add_row (self, self->others, new_finding_row (finding));
      n_shown++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->others), n_shown > 0);
}

static void
show_lesson (IfaResultPage *self, IfaResult *result)
{
  IfaFinding *cause = ifa_result_get_cause (result);
  const IfaHelpEntry *lesson = NULL;

  if (cause != NULL)
    lesson = ifa_help_find_for_cause (cause->cause->id);
  gtk_widget_set_visible (GTK_WIDGET (self->lesson_row), lesson != NULL);
  if (lesson == NULL)
    return;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->lesson_row),
                                 ifa_help_get_title (lesson));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->lesson_row), "s", lesson->id);
}

static gboolean
is_watched (IfaResultPage *self)
{
  IfaProfile *profile = self->result != NULL ? ifa_result_get_profile (self->result) : NULL;

  return self->watcher != NULL && profile != NULL
         && g_strcmp0 (ifa_watcher_get_profile (self->watcher)->id, profile->id) == 0;
}

static char *
dup_watch_text (IfaResultPage *self)
{
  gint64 next_look_s = self->watcher != NULL ? ifa_watcher_get_next_look_s (self->watcher) : 0;
  g_autoptr (GDateTime) next = g_date_time_new_from_unix_local (next_look_s);
  g_autofree char *time = NULL;

  if (!is_watched (self))
    return g_strdup (_ ("Looks again from time to time, also while this window is closed"));
  if (next_look_s == 0 || next == NULL)
    return g_strdup (_ ("Looking…"));

  time = g_date_time_format (next, "%H:%M");
  /* Translators: %s is a time of day */
  return g_strdup_printf (
      _ ("You will be told, also while this window is closed. The next look is at %s."), time);
}

static void watch_switched_cb (IfaResultPage *self);

static void
show_watch (IfaResultPage *self)
{
  g_autofree char *text = dup_watch_text (self);
  IfaReport *report = self->result != NULL ? ifa_result_get_report (self->result) : NULL;

  /* Waiting helps where something is broken that somebody else repairs. */
  gtk_widget_set_visible (self->watch_group,
                          report != NULL && !report->cancelled
                              && ifa_result_get_fault (self->result) == NULL
                              && ifa_result_get_profile (self->result) != NULL
                              && report->diagnosis->verdict == IFA_VERDICT_PROBLEM);
  adw_action_row_set_subtitle (self->watch_row, text);
  g_signal_handlers_block_by_func (self->watch_switch, watch_switched_cb, self);
  gtk_switch_set_active (self->watch_switch, is_watched (self));
  g_signal_handlers_unblock_by_func (self->watch_switch, watch_switched_cb, self);
}

static void
watch_switched_cb (IfaResultPage *self)
{
  g_assert (IFA_IS_RESULT_PAGE (self));

  g_signal_emit (self, signals[WATCH], 0, gtk_switch_get_active (self->watch_switch));
}

/**
 * ifa_result_page_set_watcher:
 * @self: the page
 * @watcher: (nullable): what waits for a service to work again
 */
void
ifa_result_page_set_watcher (IfaResultPage *self, IfaWatcher *watcher)
{
  g_return_if_fail (IFA_IS_RESULT_PAGE (self));

  if (self->watcher != NULL)
    g_signal_handlers_disconnect_by_data (self->watcher, self);
  g_set_object (&self->watcher, watcher);
  if (watcher != NULL)
    g_signal_connect_object (watcher, "notify::next-look-s", G_CALLBACK (show_watch), self,
                             G_CONNECT_SWAPPED);
  show_watch (self);
}

static void
set_suggested (GtkButton *button, gboolean suggested)
{
  if (suggested)
    gtk_widget_add_css_class (GTK_WIDGET (button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (button), "suggested-action");
}

static void
show_details (IfaResultPage *self, IfaResult *result)
{
  IfaFinding *cause = ifa_result_get_cause (result);
  IfaReport *report = ifa_result_get_report (result);
  g_autofree char *counts = ifa_checks_dup_counts (result);
  IfaVerdict verdict = report->diagnosis->verdict;

  adw_action_row_set_subtitle (self->checks_row, counts);
  adw_expander_row_set_subtitle (self->details_row,
                                 cause != NULL ? cause->cause->id : report->started);
  ifa_result_add_details (result, self->details_row, self->details_rows);

  gtk_widget_set_visible (GTK_WIDGET (self->exchanged), FALSE);
  if (!report->cancelled && (verdict == IFA_VERDICT_OK || verdict == IFA_VERDICT_ATTENTION))
    ifa_result_add_exchanged (result, self->exchanged, self->rows);
  ifa_result_add_not_checked (result, self->not_checked, self->rows);
}

/**
 * ifa_result_page_show:
 * @self: the page
 * @result: what to show
 */
void
ifa_result_page_show (IfaResultPage *self, IfaResult *result)
{
  IfaReport *report = NULL;
  g_autofree char *title = NULL;
  g_autofree char *explanation = NULL;
  gboolean message_first = FALSE;
  gboolean all_well = FALSE;

  g_return_if_fail (IFA_IS_RESULT_PAGE (self));
  g_return_if_fail (IFA_IS_RESULT (result));

  clear (self);
  g_set_object (&self->result, result);
  report = ifa_result_get_report (result);
  title = ifa_result_dup_title (result);
  explanation = ifa_result_dup_explanation (result);
  ifa_connection_map_set_states (self->map, report->diagnosis->stations);
  ifa_heading_set_label (self->heading, title);
  gtk_label_set_label (self->explanation, explanation);
  show_practice (self, result);
  show_chips (self, result);
  show_aftermath (self, result);
  show_restart (self, result);
  show_invoices (self, result);
  show_sending (self, result);
  show_emergency (self, result);
  show_steps (self, result);
  show_watch (self);
  message_first = ifa_message_card_show (self->message, result);
  show_meanings (self, result);
  show_others (self, result);
  show_lesson (self, result);
  show_details (self, result);

  /* One primary action: tell whoever can fix it; or try again; or keep the proof that all is well.
   */
  all_well = !report->cancelled && report->diagnosis->verdict == IFA_VERDICT_OK;
  gtk_widget_set_visible (GTK_WIDGET (self->copy_button), message_first);
  set_suggested (self->save_button, all_well);
  set_suggested (self->again_button, !all_well && !message_first);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/* Goes to the title, so that a screen reader says what happened. */
static void
ifa_result_page_arrive (IfaPage *page)
{
  IfaResultPage *self = IFA_RESULT_PAGE (page);

  ifa_heading_announce (self->heading);
}

static void
copy_message_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaResultPage *self = IFA_RESULT_PAGE (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          ifa_message_card_get_text (self->message));
  gtk_widget_activate_action (widget, "win.notify", "s",
                              _ ("Message copied. Paste it into an e-mail or a chat."));
}

static void
station_activated_cb (IfaResultPage *self, guint station)
{
  g_assert (IFA_IS_RESULT_PAGE (self));

  g_signal_emit (self, signals[STATION_ACTIVATED], 0, station);
}

/* In a narrow window the map fills the whole height: what happened must come before it then. */
static void
map_turned_cb (IfaResultPage *self)
{
  gboolean vertical = FALSE;

  g_assert (IFA_IS_RESULT_PAGE (self));

  g_object_get (self->map, "vertical", &vertical, NULL);
  gtk_box_reorder_child_after (self->content, GTK_WIDGET (self->map),
                               vertical ? self->headline : NULL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bar),
                                  vertical ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
ifa_result_page_dispose (GObject *object)
{
  IfaResultPage *self = IFA_RESULT_PAGE (object);

  if (self->watcher != NULL)
    g_signal_handlers_disconnect_by_data (self->watcher, self);
  g_clear_object (&self->watcher);
  g_clear_object (&self->result);

  G_OBJECT_CLASS (ifa_result_page_parent_class)->dispose (object);
}

static void
ifa_result_page_finalize (GObject *object)
{
  IfaResultPage *self = IFA_RESULT_PAGE (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->details_rows);

  G_OBJECT_CLASS (ifa_result_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, content);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, headline);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, map);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, practice_strip);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, practice_label);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, heading);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, explanation);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, chips);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, certainty);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, acts);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, endpoint);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, sending);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, emergency);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, aftermath_strip);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, aftermath_label);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, invoices_strip);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, invoices_label);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, invoices_button_label);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, steps);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, watch_group);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, watch_row);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, restart_row);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, history_row);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, watch_switch);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, message);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, meanings);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, others);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, exchanged);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, not_checked);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, checks_row);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, lesson_row);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, details_row);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, bar);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, copy_button);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, IfaResultPage, again_button);
}

static void
ifa_result_page_class_init (IfaResultPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  IfaPageClass *page_class = IFA_PAGE_CLASS (klass);

  page_class->arrive = ifa_result_page_arrive;
  G_OBJECT_CLASS (klass)->dispose = ifa_result_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ifa_result_page_finalize;

  /**
   * IfaResultPage::station-activated:
   * @self: the page
   * @station: the station whose checks are wanted, an IfaLayer
   */
  signals[STATION_ACTIVATED]
      = g_signal_new ("station-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  /**
   * IfaResultPage::watch:
   * @self: the page
   * @watch: whether the person wants to be told when the service works again
   */
  signals[WATCH] = g_signal_new ("watch", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  g_type_ensure (IFA_TYPE_CONNECTION_MAP);
  g_type_ensure (IFA_TYPE_MESSAGE_CARD);
  g_type_ensure (IFA_TYPE_WRAP_LAYOUT);
  g_type_ensure (IFA_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/invoicefirstaid/InvoiceFirstAid/ui/result-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "result.copy-message", NULL, copy_message_action);
  gtk_widget_class_bind_template_callback (widget_class, station_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, map_turned_cb);
  gtk_widget_class_bind_template_callback (widget_class, watch_switched_cb);
}

static void
ifa_result_page_init (IfaResultPage *self)
{
  self->rows = g_ptr_array_new ();
  self->details_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
