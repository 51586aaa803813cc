/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The rows of the page of unsent invoices. */

#include "config.h"

#include "unsent-rows.h"

#include <glib/gi18n.h>

#include "invoice-age.h"
#include "outbox-words.h"
#include "rows.h"

/* More of them stand in the list. */
#define MAX_OLDEST 5
#define MAX_UNREADABLE 60

static void
add (AdwPreferencesGroup *group, GPtrArray *rows, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
}

/**
 * ifa_unsent_add_totals:
 * @unsent: what waits, read
 * @group: where the rows go
 * @rows: (element-type GtkWidget): gets the rows that were added
 */
void
ifa_unsent_add_totals (IfaUnsent *unsent, AdwPreferencesGroup *group, GPtrArray *rows)
{
  const GPtrArray *totals = ifa_unsent_get_outbox (unsent)->totals;

  for (guint i = 0; i < totals->len; i++)
    {
      const IfaInvoiceTotal *total = g_ptr_array_index (totals, i);
      g_autofree char *count
          = g_strdup_printf (ngettext ("%'u invoice", "%'u invoices", total->count), total->count);
      g_autofree char *without
          = g_strdup_printf (ngettext ("%'u of them without an amount",
                                       "%'u of them without an amount", total->n_without_amount),
                             total->n_without_amount);
      IfaListingWords words = { 0 };

      words.title = g_strdup (count);
      words.subtitle = total->n_without_amount > 0 ? g_strdup (without) : NULL;
      if (total->n_without_amount < total->count)
        words.value = ifa_money_dup (total->amount, total->currency);
      add (group, rows, ifa_row_new_words (words));
    }
  gtk_widget_set_visible (GTK_WIDGET (group), totals->len > 0);
}

static const char *
get_fault_words (const char *fault)
{
  static const struct
  {
    const char *fault;
    const char *words;
  } table[] = {
    /* Translators: when a legal time limit holds, above the limit itself. */
    { "own", N_ ("When the fault lies on your own side") },
    { "announced", N_ ("When the service has announced the outage") },
    { "failure", N_ ("When the service has failed") },
    { "total", N_ ("When the service has failed altogether") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_strcmp0 (table[i].fault, fault) == 0)
      return _ (table[i].words);
  return NULL;
}

/**
 * ifa_unsent_add_limits:
 * @unsent: what waits, read
 * @group: where the rows go
 * @rows: (element-type GtkWidget): gets the rows that were added
 *
 * One row for each legal limit of the profile, with the age of the oldest invoice against it.
 */
void
ifa_unsent_add_limits (IfaUnsent *unsent, AdwPreferencesGroup *group, GPtrArray *rows)
{
  const IfaProfile *profile = ifa_unsent_get_profile (unsent);
  const IfaInvoice *oldest = ifa_outbox_get_oldest (ifa_unsent_get_outbox (unsent));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  for (guint i = 0; oldest != NULL && i < profile->deadlines->len; i++)
    {
      const IfaDeadline *deadline = g_ptr_array_index (profile->deadlines, i);
      gboolean is_past = ifa_deadline_is_past (deadline, oldest, now);
      const char *when = get_fault_words (deadline->fault);
      g_autoptr (GString) below = g_string_new (when);
      GtkWidget *row = NULL;

      if (is_past)
        g_string_append_printf (below, "%s%s", below->len > 0 ? " · " : "",
                                _ ("the oldest invoice waits for longer"));
      row = ifa_row_new (ifa_text_get (deadline->rule), below->str);
      ifa_row_add_status (row, is_past ? "attention" : "pass");
      add (group, rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (group), oldest != NULL && profile->deadlines->len > 0);
}

static GtkWidget *
new_all_row (guint n_invoices)
{
  g_autofree char *title
      = g_strdup_printf (ngettext ("All %'u invoice", "All %'u invoices", n_invoices), n_invoices);

  return ifa_row_new_link (title, NULL, "win.show-invoices");
}

/**
 * ifa_unsent_add_oldest:
 * @unsent: what waits, read
 * @group: where the rows go
 * @rows: (element-type GtkWidget): gets the rows that were added
 *
 * The oldest invoices, and the way to all of them.
 */
void
ifa_unsent_add_oldest (IfaUnsent *unsent, AdwPreferencesGroup *group, GPtrArray *rows)
{
  const GPtrArray *invoices = ifa_unsent_get_outbox (unsent)->invoices;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  for (guint i = 0; i < MIN (invoices->len, MAX_OLDEST); i++)
    {
      const IfaInvoice *invoice = g_ptr_array_index (invoices, i);
      gboolean is_old = ifa_unsent_is_old (unsent, invoice, now);

      add (group, rows, ifa_row_new_words (ifa_unsent_make_words (invoice, now, is_old)));
    }
  if (invoices->len > MAX_OLDEST)
    add (group, rows, new_all_row (invoices->len));
  gtk_widget_set_visible (GTK_WIDGET (group), invoices->len > 0);
}

/**
 * ifa_unsent_add_unreadable:
 * @unsent: what waits, read
 * @group: where the rows go
 * @rows: (element-type GtkWidget): gets the rows that were added
 *
 * What is there and could not be understood, or was not looked at.
 */
void
ifa_unsent_add_unreadable (IfaUnsent *unsent, AdwPreferencesGroup *group, GPtrArray *rows)
{
  const IfaOutbox *outbox = ifa_unsent_get_outbox (unsent);
  const GPtrArray *unreadable = outbox->unreadable;
  GtkWidget *row = NULL;

  for (guint i = 0; i < MIN (unreadable->len, MAX_UNREADABLE); i++)
    {
      const IfaUnreadableFile *file = g_ptr_array_index (unreadable, i);
      g_autofree char *name = g_filename_display_basename (file->file);

      row = ifa_row_new (name, ifa_words_unreadable (ifa_unreadable_to_string (file->why)));
      ifa_row_add_status (row, "attention");
      add (group, rows, row);
    }
  if (unreadable->len > MAX_UNREADABLE)
    {
      guint n_more = unreadable->len - MAX_UNREADABLE;
      g_autofree char *more
          = g_strdup_printf (ngettext ("And %'u more", "And %'u more", n_more), n_more);

      add (group, rows, ifa_row_new (more, NULL));
    }
  if (outbox->is_cut)
    add (group, rows, ifa_row_new (_ ("There is more than this program looks at."), NULL));
  gtk_widget_set_visible (GTK_WIDGET (group), unreadable->len > 0 || outbox->is_cut);
}
