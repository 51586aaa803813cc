/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the history proves: outages, availability, and that nobody has changed it. */

#include "config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "commands.h"
#include "console.h"
#include "error.h"
#include "exit-status.h"
#include "history-words.h"
#include "outages.h"

static void
append_outage (GString *text, const IfaOutage *outage, guint number)
{
  g_autofree char *cause = ifa_history_words_dup_cause (outage->cause);
  g_autofree char *from = ifa_history_words_dup_time (outage->first_bad_s);
  g_autofree char *to = outage->first_good_s != 0
                            ? ifa_history_words_dup_time (outage->first_good_s)
                            : g_strdup (_ ("goes on"));

  g_string_append_printf (text, "%6u  %s – %s  %s\n", number, from, to, cause);
}

/* Rounded down: a month with a failure in it never shows as a hundred. */
static void
append_month (GString *text, const IfaAvailability *month)
{
  gint64 measured_s = month->up_s + month->down_s;
  gint64 all_s = measured_s + month->unmeasured_s;

  g_string_append_printf (text, "  %04d-%02d  ", month->year, month->month);
  if (measured_s == 0)
    g_string_append (text, _ ("not measured"));
  else
    g_string_append_printf (
        /* Translators: two shares in percent. */
        text, _ ("%.2f %% available; not measured: %.1f %% of the time"),
        (double) (month->up_s * 10000 / measured_s) / 100,
        100.0 * (double) month->unmeasured_s / (double) all_s);
  g_string_append_c (text, '\n');
}

static GArray *
list_months (const GPtrArray *entries)
{
  return ifa_availability_new_from_entries (entries, g_get_real_time () / G_USEC_PER_SEC,
                                            IFA_MAX_GAP_S);
}

static void
append_service (GString *text, const GPtrArray *entries)
{
  const IfaHistoryEntry *latest = g_ptr_array_index (entries, 0);
  g_autoptr (GPtrArray) outages = ifa_outages_new_from_entries (entries);
  g_autoptr (GArray) months = list_months (entries);

  g_string_append_printf (text, "%s\n%s\n",
                          latest->profile_name != NULL ? latest->profile_name : "–",
                          outages->len > 0 ? _ ("Outages, the latest first:")
                                           : _ ("No outage is on record."));
  for (guint i = 0; i < outages->len; i++)
    append_outage (text, g_ptr_array_index (outages, i), i + 1);
  g_string_append_printf (text, "%s\n", _ ("Availability by month:"));
  for (guint i = 0; i < months->len; i++)
    append_month (text, &g_array_index (months, IfaAvailability, i));
}

static JsonObject *
outage_to_json (const IfaOutage *outage)
{
  JsonObject *object = json_object_new ();
  JsonArray *reports = json_array_new ();
  const struct
  {
    const char *name;
    gint64 time_s;
  } times[] = {
    { "last_good", outage->last_good_s },
    { "start", outage->first_bad_s },
    { "last_bad", outage->last_bad_s },
    { "end", outage->first_good_s },
  };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    if (times[i].time_s != 0)
      {
        g_autofree char *time = ifa_history_words_dup_time (times[i].time_s);
        json_object_set_string_member (object, times[i].name, time);
      }
  if (outage->cause != NULL)
    json_object_set_string_member (object, "cause", outage->cause);
  json_object_set_string_member (object, "fault", ifa_fault_to_string (outage->fault));
  json_object_set_int_member (object, "runs", outage->n_runs);
  if (outage->unsent != IFA_UNKNOWN_INTEGER)
    json_object_set_int_member (object, "unsent", outage->unsent);
  for (guint i = 0; i < outage->evidence->len; i++)
    json_array_add_string_element (reports, g_ptr_array_index (outage->evidence, i));
  json_object_set_array_member (object, "reports", reports);
  return object;
}

static JsonObject *
month_to_json (const IfaAvailability *month)
{
  JsonObject *object = json_object_new ();
  g_autofree char *name = g_strdup_printf ("%04d-%02d", month->year, month->month);

  json_object_set_string_member (object, "month", name);
  json_object_set_int_member (object, "up_s", month->up_s);
  json_object_set_int_member (object, "down_s", month->down_s);
  json_object_set_int_member (object, "not_measured_s", month->unmeasured_s);
  json_object_set_int_member (object, "runs", month->n_runs);
  return object;
}

static JsonObject *
service_to_json (const GPtrArray *entries)
{
  const IfaHistoryEntry *latest = g_ptr_array_index (entries, 0);
  g_autoptr (GPtrArray) outages = ifa_outages_new_from_entries (entries);
  g_autoptr (GArray) months = list_months (entries);
  JsonObject *object = json_object_new ();
  JsonArray *outage_array = json_array_new ();
  JsonArray *month_array = json_array_new ();

  json_object_set_string_member (object, "profile",
                                 latest->profile_id != NULL ? latest->profile_id : "");
  for (guint i = 0; i < outages->len; i++)
    json_array_add_object_element (outage_array, outage_to_json (g_ptr_array_index (outages, i)));
  for (guint i = 0; i < months->len; i++)
    json_array_add_object_element (month_array,
                                   month_to_json (&g_array_index (months, IfaAvailability, i)));
  json_object_set_array_member (object, "outages", outage_array);
  json_object_set_array_member (object, "availability", month_array);
  return object;
}

/* The runs of each service, by its id. */
static GPtrArray *
list_services (const IfaHistory *history, const char *profile_id)
{
  GPtrArray *services = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) entries = ifa_history_list (history, profile_id, 0);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  g_ptr_array_set_free_func (entries, NULL);
  for (guint i = 0; i < entries->len; i++)
    {
      IfaHistoryEntry *entry = g_ptr_array_index (entries, i);
      const char *id = entry->profile_id != NULL ? entry->profile_id : "";
      GPtrArray *runs = g_hash_table_lookup (by_id, id);

      if (runs == NULL)
        {
          runs = g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_history_entry_free);
          g_ptr_array_add (services, runs);
          g_hash_table_insert (by_id, (gpointer) id, runs);
        }
      g_ptr_array_add (runs, entry);
    }
  return services;
}

static char *
dup_services_json (const GPtrArray *services)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  JsonArray *array = json_array_new ();
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "format", "invoice-first-aid-outages/1");
  for (guint i = 0; i < services->len; i++)
    json_array_add_object_element (array, service_to_json (g_ptr_array_index (services, i)));
  json_object_set_array_member (object, "services", array);
  text = json_to_string (node, FALSE);
  return g_strconcat (text, "\n", NULL);
}

static char *
dup_services_text (const GPtrArray *services)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (services->len == 0)
    g_string_append_printf (text, "%s\n", _ ("No run is remembered yet."));
  for (guint i = 0; i < services->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\n');
      append_service (text, g_ptr_array_index (services, i));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A record of one outage, to be printed; the seal of a history that isn't whole would prove
 * nothing, so there is none then. */
static char *
dup_record (const IfaHistory *history, const GPtrArray *services, const char *name, GError **error)
{
  g_autoptr (GPtrArray) outages = NULL;
  g_autoptr (IfaHistoryProof) proof = ifa_history_verify (history);
  g_autofree char *seal = proof->is_whole ? ifa_history_dup_seal (history) : NULL;
  guint64 number = 0;

  if (services->len == 1)
    outages = ifa_outages_new_from_entries (g_ptr_array_index (services, 0));
  if (services->len > 1)
    g_set_error_literal (error, IFA_ERROR, IFA_ERROR_USAGE,
                         _ ("Name the service with --profile or --url."));
  else if (outages == NULL
           || !g_ascii_string_to_unsigned (name, 10, 1, outages->len, &number, NULL))
    g_set_error (error, IFA_ERROR, IFA_ERROR_USAGE,
                 _ ("There is no outage “%s”; “history outages” numbers them."), name);
  else
    return ifa_outage_dup_record (g_ptr_array_index (outages, number - 1), seal);
  return NULL;
}

/**
 * ifa_command_history_outages:
 * @line: the command line; its argument is the number of an outage, for a record of it
 * @error: return location
 *
 * Returns: the exit status
 */
int
ifa_command_history_outages (IfaCommandLine *line, GError **error)
{
  g_autofree char *profile_id = NULL;
  g_autoptr (IfaHistory) history = NULL;
  g_autoptr (GPtrArray) services = NULL;
  g_autofree char *text = NULL;
  gboolean is_json = FALSE;

  if (!ifa_command_line_wants_json (line, &is_json, error))
    return IFA_EXIT_USAGE;
  history = ifa_command_line_open_history (line, &profile_id, error);
  if (history == NULL)
    return IFA_EXIT_FILE;
  services = list_services (history, profile_id);
  if (line->arguments[0] != NULL)
    text = dup_record (history, services, line->arguments[0], error);
  else
    text = is_json ? dup_services_json (services) : dup_services_text (services);
  if (text == NULL)
    return IFA_EXIT_USAGE;
  return ifa_console_print (text, error) ? IFA_EXIT_OK : IFA_EXIT_FILE;
}

/* What the chain can't see is said, too: it was made on this computer, by whoever owns it. */
static char *
dup_proof (const IfaHistory *history, const IfaHistoryProof *proof, const char *seal)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *first = g_strdup_printf ("%" G_GUINT64_FORMAT, proof->first_number);
  g_autofree char *latest = ifa_history_dup_seal (history);

  if (proof->n_entries == 0)
    return g_strconcat (_ ("No run is remembered yet."), "\n", NULL);
  g_string_append_printf (text,
                          /* Translators: how many runs, and the number of the first one. */
                          ngettext ("%u run from number %s on: none was taken out or changed.\n",
                                    "%u runs from number %s on: none was taken out or changed.\n",
                                    (guint) proof->n_entries),
                          (guint) proof->n_entries, first);
  if (latest != NULL)
    g_string_append_printf (text, "%s: %s\n", _ ("Seal of the history (SHA-256)"), latest);
  if (seal != NULL)
    g_string_append_printf (text, "%s\n",
                            _ ("The seal that you gave is part of it: all up to there is as it was "
                               "when the seal was handed out."));
  else
    g_string_append_printf (text, "%s\n",
                            _ ("Somebody who can write these files could make a whole new history "
                               "with new seals. Keep the seal elsewhere, as on paper or in a "
                               "letter: “history verify SEAL” then shows that, too."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * ifa_command_history_verify:
 * @line: the command line; its argument is a seal that was kept elsewhere
 * @error: return location
 *
 * Returns: the exit status: 1 where something was taken out or changed
 */
int
ifa_command_history_verify (IfaCommandLine *line, GError **error)
{
  g_autoptr (IfaHistory) history = ifa_history_open (NULL, error);
  const char *seal = line->arguments[0];
  g_autoptr (IfaHistoryProof) proof = NULL;
  g_autofree char *text = NULL;

  if (history == NULL)
    return IFA_EXIT_FILE;
  proof = ifa_history_verify (history);
  if (!proof->is_whole)
    {
      g_autofree char *bad_line = g_strdup_printf ("%" G_GUINT64_FORMAT, proof->bad_line);

      /* Translators: the number of a line, then a sentence on what is wrong there. */
      text = g_strdup_printf (_ ("The history is not whole. Line %s: %s\n"), bad_line,
                              proof->problem);
      return ifa_console_print (text, error) ? IFA_EXIT_PROBLEM : IFA_EXIT_FILE;
    }
  if (seal != NULL && !ifa_history_has_seal (history, seal))
    {
      text
          = g_strdup_printf ("%s\n", _ ("The seal that you gave is not part of this history: it is "
                                        "another one, or was written anew."));
      return ifa_console_print (text, error) ? IFA_EXIT_PROBLEM : IFA_EXIT_FILE;
    }
  text = dup_proof (history, proof, seal);
  return ifa_console_print (text, error) ? IFA_EXIT_OK : IFA_EXIT_FILE;
}
