/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "outages.h"

#include <glib/gi18n-lib.h>

static const char *const fault_names[] = {
  [IFA_FAULT_UNKNOWN] = "unknown",
  [IFA_FAULT_OWN] = "own",
  [IFA_FAULT_ANNOUNCED] = "announced",
  [IFA_FAULT_SERVICE] = "service",
};

const char *
ifa_fault_to_string (IfaFault fault)
{
  g_return_val_if_fail ((guint) fault < G_N_ELEMENTS (fault_names), fault_names[0]);
  return fault_names[fault];
}

static IfaFault
fault_of (const char *cause_id)
{
  static const char *const announced[]
      = { "service-maintenance", "service-outage-announced", NULL };
  const IfaCause *cause = cause_id != NULL ? ifa_cause_lookup (cause_id) : NULL;

  if (cause == NULL)
    return IFA_FAULT_UNKNOWN;
  if (g_strv_contains (announced, cause_id))
    return IFA_FAULT_ANNOUNCED;
  return cause->acts == IFA_ACTS_VENDOR ? IFA_FAULT_SERVICE : IFA_FAULT_OWN;
}

/* An outage that grows, with its causes counted. */
typedef struct
{
  IfaOutage *outage;
  GHashTable *causes; /* id (borrowed) → how often */
  gint64 last_good_s;
} Growing;

static void
begin (Growing *growing, const IfaHistoryEntry *entry)
{
  IfaOutage *outage = g_new0 (IfaOutage, 1);

  outage->profile_id = g_strdup (entry->profile_id);
  outage->profile_name = g_strdup (entry->profile_name);
  outage->last_good_s = growing->last_good_s;
  outage->first_bad_s = entry->time_s;
  outage->first_number = entry->number;
  outage->unsent = IFA_UNKNOWN_INTEGER;
  outage->evidence = g_ptr_array_new_with_free_func (g_free);
  growing->outage = outage;
  g_hash_table_remove_all (growing->causes);
}

static void
count (Growing *growing, const IfaHistoryEntry *entry)
{
  IfaOutage *outage = growing->outage;

  outage->n_runs++;
  outage->last_bad_s = entry->time_s;
  outage->last_number = entry->number;
  outage->unsent = MAX (outage->unsent, entry->unsent);
  if (entry->report_id != NULL)
    g_ptr_array_add (outage->evidence, g_strdup (entry->report_id));
  if (entry->cause != NULL)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (growing->causes, entry->cause));
      g_hash_table_insert (growing->causes, entry->cause, GUINT_TO_POINTER (n + 1));
    }
}

static void
finish (Growing *growing, GPtrArray *outages, gint64 first_good_s)
{
  IfaOutage *outage = growing->outage;
  GHashTableIter iter;
  gpointer cause;
  gpointer n;
  guint most = 0;

  if (outage == NULL)
    return;
  g_hash_table_iter_init (&iter, growing->causes);
  while (g_hash_table_iter_next (&iter, &cause, &n))
    if (GPOINTER_TO_UINT (n) > most)
      {
        most = GPOINTER_TO_UINT (n);
        g_free (outage->cause);
        outage->cause = g_strdup (cause);
      }
  outage->fault = fault_of (outage->cause);
  outage->first_good_s = first_good_s;
  g_ptr_array_add (outages, outage);
  growing->outage = NULL;
}

/**
 * ifa_outages_new_from_entries:
 * @entries: (element-type IfaHistoryEntry): runs of one service, newest first
 *
 * A run that couldn't be completed neither begins an outage nor ends one.
 *
 * Returns: (transfer full) (element-type IfaOutage): the outages, newest first
 */
GPtrArray *
ifa_outages_new_from_entries (const GPtrArray *entries)
{
  GPtrArray *outages = g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_outage_free);
  Growing growing = { .causes = g_hash_table_new (g_str_hash, g_str_equal) };

  for (guint i = entries->len; i > 0; i--)
    {
      const IfaHistoryEntry *entry = g_ptr_array_index (entries, i - 1);

      if (entry->verdict == IFA_VERDICT_INCOMPLETE)
        continue;
      if (entry->verdict != IFA_VERDICT_PROBLEM)
        {
          finish (&growing, outages, entry->time_s);
          growing.last_good_s = entry->time_s;
          continue;
        }
      if (growing.outage == NULL)
        begin (&growing, entry);
      count (&growing, entry);
    }
  finish (&growing, outages, 0);
  g_hash_table_unref (growing.causes);

  for (guint i = 0; i < outages->len / 2; i++)
    {
      gpointer first = outages->pdata[i];
      outages->pdata[i] = outages->pdata[outages->len - 1 - i];
      outages->pdata[outages->len - 1 - i] = first;
    }
  return outages;
}

/**
 * ifa_history_list_outages:
 * @self: the history
 * @profile_id: of which service
 *
 * Returns: (transfer full) (element-type IfaOutage): its outages, newest first
 */
GPtrArray *
ifa_history_list_outages (const IfaHistory *self, const char *profile_id)
{
  g_autoptr (GPtrArray) entries = ifa_history_list (self, profile_id, 0);

  return ifa_outages_new_from_entries (entries);
}

void
ifa_outage_free (IfaOutage *outage)
{
  if (outage == NULL)
    return;

  g_free (outage->profile_id);
  g_free (outage->profile_name);
  g_free (outage->cause);
  g_ptr_array_unref (outage->evidence);
  g_free (outage);
}

static char *
dup_time (gint64 time_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (time_s);

  return time_s != 0 && time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S%:z")
                                     : g_strdup (_ ("not known"));
}

/**
 * ifa_fault_get_words:
 * @fault: whose it was
 *
 * Returns: (transfer none): the same in words, to follow a colon
 */
const char *
ifa_fault_get_words (IfaFault fault)
{
  switch (fault)
    {
    case IFA_FAULT_OWN:
      return _ ("our own side: computer, office network or internet provider");
    case IFA_FAULT_ANNOUNCED:
      return _ ("the service: announced maintenance or outage");
    case IFA_FAULT_SERVICE:
      return _ ("the service: unannounced failure");
    case IFA_FAULT_UNKNOWN:
    default:
      return _ ("not known");
    }
}

static void
append_row (GString *out, const char *label, const char *value)
{
  g_string_append_printf (out, _ ("%s: %s"), label, value);
  g_string_append_c (out, '\n');
}

static void
append_times (GString *out, const IfaOutage *outage)
{
  const struct
  {
    const char *label;
    gint64 time_s;
  } times[] = {
    { _ ("Worked last at"), outage->last_good_s },
    { _ ("First found broken at"), outage->first_bad_s },
    { _ ("Last found broken at"), outage->last_bad_s },
  };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *time = dup_time (times[i].time_s);
      append_row (out, times[i].label, time);
    }
  if (outage->first_good_s == 0)
    append_row (out, _ ("Worked again at"), _ ("it is not known to work again yet"));
  else
    {
      g_autofree char *time = dup_time (outage->first_good_s);
      append_row (out, _ ("Worked again at"), time);
    }
}

static void
append_cause (GString *out, const IfaOutage *outage)
{
  const IfaCause *cause = outage->cause != NULL ? ifa_cause_lookup (outage->cause) : NULL;
  g_autofree char *title = cause != NULL ? ifa_cause_dup_text (cause->title, NULL) : NULL;

  if (title != NULL)
    append_row (out, _ ("Cause"), title);
  if (outage->cause != NULL)
    append_row (out, _ ("Cause id"), outage->cause);
  append_row (out, _ ("On whose side"), ifa_fault_get_words (outage->fault));
}

/**
 * ifa_outage_dup_record:
 * @outage: an outage
 * @history_hash: (nullable): hash of the history's last line, which proves that the record was
 *   not made up later
 *
 * Returns: (transfer full): a record for the tax office, or for a claim under a service agreement
 */
char *
ifa_outage_dup_record (const IfaOutage *outage, const char *history_hash)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *n_runs = g_strdup_printf ("%u", outage->n_runs);
  g_autofree char *numbers = g_strdup_printf ("%" G_GUINT64_FORMAT "–%" G_GUINT64_FORMAT,
                                              outage->first_number, outage->last_number);

  g_string_append_printf (out, "%s\n\n", _ ("Record of an outage"));
  append_row (out, _ ("Service"),
              outage->profile_name != NULL ? outage->profile_name : outage->profile_id);
  append_times (out, outage);
  append_cause (out, outage);
  append_row (out, _ ("Checks that failed"), n_runs);
  append_row (out, _ ("Their numbers in the history"), numbers);
  if (outage->unsent != IFA_UNKNOWN_INTEGER)
    {
      g_autofree char *unsent = g_strdup_printf ("%" G_GINT64_FORMAT, outage->unsent);
      append_row (out, _ ("Invoices that were waiting"), unsent);
    }
  for (guint i = 0; i < outage->evidence->len && i < 20; i++)
    append_row (out, _ ("Report"), g_ptr_array_index (outage->evidence, i));
  if (history_hash != NULL)
    append_row (out, _ ("Seal of the history (SHA-256)"), history_hash);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static IfaAvailability *
month_of (GArray *months, gint64 time_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (time_s);
  IfaAvailability month = { 0 };

  if (time == NULL)
    return NULL;
  month.year = g_date_time_get_year (time);
  month.month = g_date_time_get_month (time);
  if (months->len > 0)
    {
      IfaAvailability *last = &g_array_index (months, IfaAvailability, months->len - 1);
      if (last->year == month.year && last->month == month.month)
        return last;
    }
  g_array_append_val (months, month);
  return &g_array_index (months, IfaAvailability, months->len - 1);
}

static gint64
end_of_month (gint64 time_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (time_s);
  g_autoptr (GDateTime) first = g_date_time_new_local (g_date_time_get_year (time),
                                                       g_date_time_get_month (time), 1, 0, 0, 0);
  g_autoptr (GDateTime) next = g_date_time_add_months (first, 1);

  return g_date_time_to_unix (next);
}

/* Adds a stretch to the months that it lies in. */
static void
add_stretch (GArray *months, gint64 from_s, gint64 to_s, gsize member)
{
  while (from_s < to_s)
    {
      IfaAvailability *month = month_of (months, from_s);
      gint64 end_s;

      if (month == NULL)
        return;
      end_s = MIN (to_s, end_of_month (from_s));
      G_STRUCT_MEMBER (gint64, month, member) += end_s - from_s;
      from_s = end_s;
    }
}

/**
 * ifa_availability_new_from_entries:
 * @entries: (element-type IfaHistoryEntry): runs of one service, newest first
 * @now_s: where the last stretch ends; seconds since 1970 UTC
 * @max_gap_s: how long a run speaks for the time after it: [const@Ifa.MAX_GAP_S]
 *
 * Returns: (transfer full) (element-type IfaAvailability): the months, oldest first
 */
GArray *
ifa_availability_new_from_entries (const GPtrArray *entries, gint64 now_s, gint64 max_gap_s)
{
  GArray *months = g_array_new (FALSE, TRUE, sizeof (IfaAvailability));

  for (guint i = entries->len; i > 0; i--)
    {
      const IfaHistoryEntry *entry = g_ptr_array_index (entries, i - 1);
      const IfaHistoryEntry *next = i > 1 ? g_ptr_array_index (entries, i - 2) : NULL;
      gint64 until_s = next != NULL ? next->time_s : now_s;
      IfaAvailability *month = month_of (months, entry->time_s);
      gsize member = entry->verdict == IFA_VERDICT_PROBLEM
                         ? G_STRUCT_OFFSET (IfaAvailability, down_s)
                         : G_STRUCT_OFFSET (IfaAvailability, up_s);

      if (month != NULL)
        month->n_runs++;
      if (entry->verdict == IFA_VERDICT_INCOMPLETE || until_s - entry->time_s > max_gap_s)
        member = G_STRUCT_OFFSET (IfaAvailability, unmeasured_s);
      add_stretch (months, entry->time_s, until_s, member);
    }
  return months;
}
