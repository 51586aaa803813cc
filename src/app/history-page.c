/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Earlier checks of one service: what changed since it last worked, outages with their record, and
 * how much of each month it worked. */

#include "config.h"

#include "history-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "heading.h"
#include "history-look.h"
#include "history-words.h"
#include "phrase.h"
#include "rows.h"

#define MAX_CHANGES 20
#define MAX_OUTAGES 10
#define MAX_MONTHS 12
#define MAX_RUNS 8

struct _IfaHistoryPage
{
  IfaPage parent_instance;

  GtkScrolledWindow *scroller;
  IfaHeading *heading;
  GtkLabel *text;
  AdwPreferencesGroup *changes;
  AdwPreferencesGroup *outages;
  AdwPreferencesGroup *months;
  AdwPreferencesGroup *runs;
  AdwPreferencesGroup *seal;

  IfaProfile *profile;       /* (nullable) */
  IfaHistoryLook *look;      /* (nullable): until it was read */
  GCancellable *cancellable; /* (nullable): while it is read */
  GPtrArray *rows;           /* (element-type GtkWidget): in the groups */
};

G_DEFINE_FINAL_TYPE (IfaHistoryPage, ifa_history_page, IFA_TYPE_PAGE)

static void
add (IfaHistoryPage *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (IfaHistoryPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static void
show_changes (IfaHistoryPage *self)
{
  const GPtrArray *changes = self->look->changes;
  g_autofree char *since = NULL;
  g_autofree char *title = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->changes), changes != NULL);
  if (changes == NULL)
    return;

  since = ifa_phrase_dup_date (self->look->changes_since);
  /* Translators: %s is a date with time */
  title = g_strdup_printf (_ ("What has changed since it last worked, %s"), since);
  adw_preferences_group_set_title (self->changes, title);
  for (guint i = 0; i < MIN (changes->len, MAX_CHANGES); i++)
    add (self, self->changes, ifa_row_new (g_ptr_array_index (changes, i), NULL));
  if (changes->len == 0)
    add (self, self->changes,
         ifa_row_new (_ ("Nothing that this check can see has changed on your side"), NULL));
}

static void
show_outages (IfaHistoryPage *self)
{
  const GPtrArray *outages = self->look->outages;

  for (guint i = 0; i < MIN (outages->len, MAX_OUTAGES); i++)
    {
      const IfaOutage *outage = g_ptr_array_index (outages, i);
      g_autofree char *title = ifa_outage_dup_title (outage);
      g_autofree char *subtitle = ifa_outage_dup_subtitle (outage);
      GtkWidget *row = ifa_row_new_link (title, subtitle, "history.show-outage");

      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "u", i);
      add (self, self->outages, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->outages), outages->len > 0);
}

static void
show_months (IfaHistoryPage *self)
{
  const GArray *months = self->look->months;
  guint n_shown = MIN (months->len, MAX_MONTHS);

  for (guint i = 0; i < n_shown; i++)
    add (self, self->months,
         ifa_row_new_words (ifa_history_make_month_words (
             &g_array_index (months, IfaAvailability, months->len - 1 - i))));
  gtk_widget_set_visible (GTK_WIDGET (self->months), months->len > 0);
}

static GtkWidget *
new_run_row (const IfaHistoryEntry *entry)
{
  IfaListingWords words = ifa_history_make_run_words (entry);
  G_GNUC_UNUSED g_autoptr (IfaListingItem) item = ifa_listing_item_new (words);
  g_autofree char *subtitle = words.note != NULL
                                  ? g_strdup_printf ("%s · %s", words.subtitle, words.note)
                                  : g_strdup (words.subtitle);
  GtkWidget *row = NULL;

  if (words.id == NULL)
    row = ifa_row_new (words.title, subtitle);
  else
    {
      row = ifa_row_new_link (words.title, subtitle, "win.show-run");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", words.id);
    }
  ifa_row_add_status (row, words.status);
  return row;
}

static void
show_runs (IfaHistoryPage *self)
{
  const GPtrArray *entries = self->look->entries;

  for (guint i = 0; i < MIN (entries->len, MAX_RUNS); i++)
    add (self, self->runs, new_run_row (g_ptr_array_index (entries, i)));
  if (entries->len > MAX_RUNS)
    {
      g_autofree char *title
          = g_strdup_printf (ngettext ("All %'u check", "All %'u checks", entries->len),
                             entries->len);

      add (self, self->runs, ifa_row_new_link (title, NULL, "win.show-runs"));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->runs), entries->len > 0);
}

static void
show_seal (IfaHistoryPage *self)
{
  const IfaHistoryProof *proof = self->look->proof;
  GtkWidget *row = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->seal), self->look->entries->len > 0);
  if (self->look->entries->len == 0)
    return;

  row = proof->is_whole
            ? ifa_row_new (_ ("Nothing was taken out or changed"),
                           _ ("Each entry carries the seal of the one before"))
            : ifa_row_new (_ ("The history was changed, or is damaged"), proof->problem);
  ifa_row_add_status (row, proof->is_whole ? "pass" : "attention");
  add (self, self->seal, row);
}

static char *
dup_text (IfaHistoryPage *self)
{
  guint n_runs = self->look != NULL ? self->look->entries->len : 0;
  const IfaHistoryEntry *oldest = NULL;
  g_autofree char *since = NULL;

  if (self->look == NULL)
    return g_strdup (_ ("Reading the history…"));
  if (n_runs == 0)
    return g_strdup (
        _ ("This service was not checked yet. Each check is remembered here, and stays "
           "on this computer."));

  oldest = g_ptr_array_index (self->look->entries, n_runs - 1);
  since = ifa_phrase_dup_time (oldest->time_s);
  /* Translators: %1$u: number of checks; %2$s: date and time of the first */
  return g_strdup_printf (ngettext ("%1$'u check since %2$s. All of it stays on this computer.",
                                    "%1$'u checks since %2$s. All of it stays on this computer.",
                                    n_runs),
                          n_runs, since);
}

static void
refresh (IfaHistoryPage *self)
{
  AdwPreferencesGroup *groups[]
      = { self->changes, self->outages, self->months, self->runs, self->seal };
  g_autofree char *text = dup_text (self);

  clear_rows (self);
  gtk_label_set_label (self->text, text);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    gtk_widget_set_visible (GTK_WIDGET (groups[i]), FALSE);
  if (self->look == NULL)
    return;

  show_changes (self);
  show_outages (self);
  show_months (self);
  show_runs (self);
  show_seal (self);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IfaHistoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  IfaHistoryLook *look = ifa_history_look_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&look, ifa_history_look_free);
      return;
    }
  g_clear_object (&self->cancellable);
  if (look == NULL)
    {
      gtk_label_set_label (self->text, error->message);
      return;
    }
  clear_rows (self);
  g_clear_pointer (&self->look, ifa_history_look_free);
  self->look = look;
  refresh (self);
}

static void
forget (IfaHistoryPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  clear_rows (self);
  g_clear_pointer (&self->look, ifa_history_look_free);
  g_clear_pointer (&self->profile, ifa_profile_unref);
}

/**
 * ifa_history_page_show:
 * @self: the page
 * @profile: whose history; read anew
 */
void
ifa_history_page_show (IfaHistoryPage *self, IfaProfile *profile)
{
  g_autofree char *title = NULL;

  g_return_if_fail (IFA_IS_HISTORY_PAGE (self));

  forget (self);
  self->profile = ifa_profile_ref (profile);
  /* Translators: %s is the name of an invoice service */
  title = g_strdup_printf (_ ("Earlier checks of %s"), ifa_text_get (profile->name));
  ifa_heading_set_label (self->heading, title);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  refresh (self);
  self->cancellable = g_cancellable_new ();
  ifa_history_look_async (profile->id, self->cancellable, looked_cb, g_object_ref (self));
}

/**
 * ifa_history_page_get_entries:
 * @self: the page
 *
 * Returns: (transfer none) (nullable) (element-type IfaHistoryEntry): what was read
 */
GPtrArray *
ifa_history_page_get_entries (IfaHistoryPage *self)
{
  g_return_val_if_fail (IFA_IS_HISTORY_PAGE (self), NULL);

  return self->look != NULL ? self->look->entries : NULL;
}

/* Opens the record of an outage; the parameter is its position. */
static void
show_outage_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaHistoryPage *self = IFA_HISTORY_PAGE (widget);
  guint position = g_variant_get_uint32 (parameter);
  g_autofree char *record = NULL;
  const char *body = NULL;

  if (self->look == NULL || position >= self->look->outages->len)
    return;

  record
      = ifa_outage_dup_record (g_ptr_array_index (self->look->outages, position), self->look->seal);
  /* The page has a heading of its own. */
  body = strstr (record, "\n\n");
  gtk_widget_activate_action (widget, "win.show-paper", "(ss)", _ ("Record of an outage"),
                              body != NULL ? body + 2 : record);
}

static void
ifa_history_page_arrive (IfaPage *page)
{
  ifa_heading_announce (IFA_HISTORY_PAGE (page)->heading);
}

static void
ifa_history_page_dispose (GObject *object)
{
  IfaHistoryPage *self = IFA_HISTORY_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->look, ifa_history_look_free);
  g_clear_pointer (&self->profile, ifa_profile_unref);

  G_OBJECT_CLASS (ifa_history_page_parent_class)->dispose (object);
}

static void
ifa_history_page_finalize (GObject *object)
{
  g_ptr_array_unref (IFA_HISTORY_PAGE (object)->rows);

  G_OBJECT_CLASS (ifa_history_page_parent_class)->finalize (object);
}

static void
ifa_history_page_class_init (IfaHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  IFA_PAGE_CLASS (klass)->arrive = ifa_history_page_arrive;
  G_OBJECT_CLASS (klass)->dispose = ifa_history_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ifa_history_page_finalize;

  g_type_ensure (IFA_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/invoicefirstaid/InvoiceFirstAid/ui/history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IfaHistoryPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, IfaHistoryPage, heading);
  gtk_widget_class_bind_template_child (widget_class, IfaHistoryPage, text);
  gtk_widget_class_bind_template_child (widget_class, IfaHistoryPage, changes);
  gtk_widget_class_bind_template_child (widget_class, IfaHistoryPage, outages);
  gtk_widget_class_bind_template_child (widget_class, IfaHistoryPage, months);
  gtk_widget_class_bind_template_child (widget_class, IfaHistoryPage, runs);
  gtk_widget_class_bind_template_child (widget_class, IfaHistoryPage, seal);
  gtk_widget_class_install_action (widget_class, "history.show-outage", "u", show_outage_action);
}

static void
ifa_history_page_init (IfaHistoryPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
