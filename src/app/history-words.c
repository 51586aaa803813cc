/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Earlier checks, outages and months as words of a row. */

#include "config.h"

#include "history-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "phrase.h"

static const char *
get_status (IfaVerdict verdict)
{
  switch (verdict)
    {
    case IFA_VERDICT_OK:
      return "pass";
    case IFA_VERDICT_ATTENTION:
      return "attention";
    case IFA_VERDICT_PROBLEM:
      return "fail";
    case IFA_VERDICT_INCOMPLETE:
    default:
      return "skipped";
    }
}

static char *
dup_cause_title (const char *cause_id)
{
  const IfaCause *cause = cause_id != NULL ? ifa_cause_lookup (cause_id) : NULL;

  return cause != NULL ? ifa_cause_dup_text (cause->title, NULL) : NULL;
}

/**
 * ifa_history_make_run_words:
 * @entry: an earlier run
 *
 * Returns: (transfer full): what its row says
 */
IfaListingWords
ifa_history_make_run_words (const IfaHistoryEntry *entry)
{
  g_autofree char *title = dup_cause_title (entry->cause);
  g_autofree char *unsent = NULL;

  if (entry->unsent != IFA_UNKNOWN_INTEGER && entry->unsent > 0)
    unsent = g_strdup_printf (ngettext ("%'u invoice was waiting", "%'u invoices were waiting",
                                        (gulong) entry->unsent),
                              (guint) entry->unsent);
  return (IfaListingWords){
    .title = title != NULL ? g_steal_pointer (&title)
                           : g_strdup (ifa_words_verdict_title (entry->verdict)),
    .subtitle = ifa_phrase_dup_time (entry->time_s),
    .note = g_steal_pointer (&unsent),
    .status = get_status (entry->verdict),
    .id = g_strdup (entry->report_id),
  };
}

static gpointer
make_run (guint position, gpointer data)
{
  GPtrArray *entries = data;

  return ifa_listing_item_new (ifa_history_make_run_words (g_ptr_array_index (entries, position)));
}

static gboolean
match_run (guint position, const char *needle, gpointer data)
{
  GPtrArray *entries = data;
  g_autoptr (IfaListingItem) item = make_run (position, entries);
  const IfaListingWords *words = ifa_listing_item_get_words (item);
  g_autofree char *text = g_strconcat (words->title, "\n", words->subtitle, NULL);
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return strstr (folded, needle) != NULL;
}

/**
 * ifa_history_list_runs:
 * @entries: (element-type IfaHistoryEntry): earlier runs
 *
 * Returns: (transfer full): the list of them; can be searched
 */
IfaLazyList *
ifa_history_list_runs (GPtrArray *entries)
{
  return ifa_lazy_list_new (IFA_TYPE_LISTING_ITEM, entries->len, make_run, match_run,
                            g_ptr_array_ref (entries), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * ifa_outage_dup_title:
 * @outage: an outage
 *
 * Returns: (transfer full): when it was, and how long
 */
char *
ifa_outage_dup_title (const IfaOutage *outage)
{
  g_autofree char *begin = ifa_phrase_dup_time (outage->first_bad_s);
  g_autofree char *seconds = NULL;
  g_autofree char *length = NULL;

  if (outage->first_good_s == 0)
    /* Translators: an outage that goes on; %s is a date with time */
    return g_strdup_printf (_ ("Since %s, and not over as far as is known"), begin);

  seconds = g_strdup_printf ("%" G_GINT64_FORMAT, outage->first_good_s - outage->first_bad_s);
  length = ifa_phrase_dup_duration (seconds);
  /* Translators: an outage: %1$s is a date with time, %2$s a duration such as "2 hours" */
  return g_strdup_printf (_ ("%1$s, at most %2$s"), begin, length);
}

/**
 * ifa_outage_dup_subtitle:
 * @outage: an outage
 *
 * Returns: (transfer full): what it was, and whose
 */
char *
ifa_outage_dup_subtitle (const IfaOutage *outage)
{
  g_autofree char *title = dup_cause_title (outage->cause);

  return g_strdup_printf ("%s · %s", title != NULL ? title : _ ("Cause not known"),
                          ifa_fault_get_words (outage->fault));
}

/**
 * ifa_history_make_month_words:
 * @month: how much of a month the service worked
 *
 * Returns: (transfer full): what its row says; what was not measured is said
 */
IfaListingWords
ifa_history_make_month_words (const IfaAvailability *month)
{
  g_autoptr (GDateTime) first = g_date_time_new_local (month->year, month->month, 1, 0, 0, 0);
  gint64 measured_s = month->up_s + month->down_s;
  gint64 whole_s = measured_s + month->unmeasured_s;
  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, measured_s);
  g_autofree char *measured = ifa_phrase_dup_duration (seconds);
  IfaListingWords words = { 0 };

  /* Translators: a month, as strftime() formats it: "November 2026" */
  words.title = first != NULL ? g_date_time_format (first, C_ ("month", "%B %Y")) : g_strdup ("–");
  if (measured_s == 0)
    {
      words.subtitle
          = g_strdup_printf (ngettext ("%'u check, too few to measure",
                                       "%'u checks, too far apart to measure", month->n_runs),
                             month->n_runs);
      words.value = g_strdup (_ ("not measured"));
      return words;
    }
  /* Translators: %1$s is a duration such as "5 hours", %2$d a percentage of the time */
  words.subtitle = g_strdup_printf (_ ("Measured for %1$s, that is %2$d %% of the time"), measured,
                                    (int) (100 * measured_s / MAX (whole_s, 1)));
  /* Translators: how much of the measured time a service worked */
  words.value = g_strdup_printf (_ ("worked %.1f %%"), 100.0 * month->up_s / measured_s);
  return words;
}
