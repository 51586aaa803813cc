/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "check-memory.h"

#include <glib/gi18n.h>

#include "console.h"
#include "good-day.h"
#include "history.h"
#include "invoice-age.h"
#include "outbox.h"

/* A slow network folder must not hold back the answer. */
#define OUTBOX_MS 3000

static void
add_total (gpointer data, gpointer user_data)
{
  const IfaInvoiceTotal *total = data;
  GString *text = user_data;

  if (total->count > total->n_without_amount)
    g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", total->amount,
                            total->currency);
}

/* Shared with the reading, which may still go on when nobody waits for it any more. */
typedef struct
{
  IfaOutbox *outbox;
  gboolean has_ended;
} Reading;

static void
reading_clear (gpointer data)
{
  g_clear_pointer (&((Reading *) data)->outbox, ifa_outbox_free);
}

static void
reading_release (Reading *reading)
{
  g_rc_box_release_full (reading, reading_clear);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;

  reading->outbox = ifa_outbox_read_finish (result, NULL);
  reading->has_ended = TRUE;
  reading_release (reading);
}

static gboolean
give_up_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

/* An outbox that can't be read in time was not counted, which is not the same as empty. */
static IfaOutbox *
read_outbox (IfaProfile *profile)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Reading *reading = g_rc_box_new0 (Reading);
  guint timeout = g_timeout_add (OUTBOX_MS, give_up_cb, cancellable);
  IfaOutbox *outbox;

  ifa_outbox_read_async (profile, g_get_home_dir (), cancellable, counted_cb,
                         g_rc_box_acquire (reading));
  while (!reading->has_ended && !g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
  outbox = g_steal_pointer (&reading->outbox);
  reading_release (reading);
  return outbox;
}

/**
 * ifa_check_memory_count_unsent:
 * @report: a run that found something
 * @profile: the service: where its program keeps invoices
 *
 * Says how many invoices wait; where nothing is wrong, nobody needs to know.
 */
void
ifa_check_memory_count_unsent (IfaReport *report, IfaProfile *profile)
{
  g_autoptr (IfaOutbox) outbox = NULL;
  g_autoptr (GString) total = g_string_new (NULL);

  if (report->diagnosis->verdict != IFA_VERDICT_PROBLEM || profile->client_outbox->len == 0)
    return;
  outbox = read_outbox (profile);
  if (outbox == NULL || outbox->is_cut || outbox->unreadable->len > 0)
    return;
  report->unsent = ifa_outbox_count_waiting (outbox);
  g_ptr_array_foreach (outbox->totals, add_total, total);
  if (total->len > 0)
    report->unsent_total = g_strdup (total->str);
}

/**
 * ifa_check_memory_compare:
 * @report: a run that has ended
 *
 * Finds what has changed since the service last worked. Nobody asked for the good day to be kept,
 * so that it can't be written is no reason to complain.
 */
void
ifa_check_memory_compare (IfaReport *report)
{
  g_autoptr (IfaReport) good = ifa_good_day_load (report->profile_id);
  g_autoptr (GError) error = NULL;

  if (good != NULL)
    {
      report->changes_since = g_strdup (good->started);
      report->changes = ifa_changes_list (good->evidence, report->evidence);
    }
  if (!ifa_good_day_keep (report, &error))
    g_debug ("%s", error->message);
}

/**
 * ifa_check_memory_keep:
 * @report: a run of a real service
 *
 * Makes it part of the history. One that was broken off says nothing about the service.
 */
void
ifa_check_memory_keep (const IfaReport *report)
{
  g_autoptr (GError) error = NULL;

  if (report->cancelled || ifa_history_remember (report, &error))
    return;
  if (ifa_console_has_reader ())
    ifa_console_say (_ ("This check is not in the history. %s"), error->message);
  else
    g_debug ("%s", error->message);
}
