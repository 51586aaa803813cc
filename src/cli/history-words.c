/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "history-words.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

/**
 * ifa_history_words_dup_time:
 * @time_s: seconds since 1970 UTC; 0: not known
 *
 * Returns: (transfer full): ISO 8601 with zone, in that of this computer
 */
char *
ifa_history_words_dup_time (gint64 time_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (time_s);

  return time_s != 0 && time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S%:z")
                                     : g_strdup (_ ("not known"));
}

/**
 * ifa_history_words_dup_cause:
 * @cause_id: (nullable): id of a cause
 *
 * Returns: (transfer full): its title, or the id where this version doesn't know it
 */
char *
ifa_history_words_dup_cause (const char *cause_id)
{
  const IfaCause *cause = cause_id != NULL ? ifa_cause_lookup (cause_id) : NULL;

  if (cause != NULL)
    return ifa_cause_dup_text (cause->title, NULL);
  return g_strdup (cause_id != NULL ? cause_id : "");
}

static void
append_run (GString *text, const IfaHistoryEntry *entry, gboolean with_service)
{
  g_autofree char *cause = ifa_history_words_dup_cause (entry->cause);

  g_string_append_printf (text, "%6" G_GUINT64_FORMAT "  %s", entry->number, entry->time);
  if (with_service)
    g_string_append_printf (text, "  %s", entry->profile_name != NULL ? entry->profile_name : "–");
  g_string_append_printf (text, "  %s", ifa_words_verdict_title (entry->verdict));
  if (*cause != '\0')
    g_string_append_printf (text, "  %s", cause);
  if (entry->unsent > 0)
    {
      guint n = MIN (entry->unsent, G_MAXUINT);

      g_string_append (text, "  ");
      g_string_append_printf (
          text, ngettext ("(%u invoice was waiting)", "(%u invoices were waiting)", n), n);
    }
  g_string_append_c (text, '\n');
}

/**
 * ifa_history_words_dup_table:
 * @entries: (element-type IfaHistoryEntry): runs
 * @with_service: whether they are of several services
 *
 * Returns: (transfer full): one line a run
 */
char *
ifa_history_words_dup_table (const GPtrArray *entries, gboolean with_service)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (entries->len == 0)
    g_string_append_printf (text, "%s\n", _ ("No run is remembered yet."));
  for (guint i = 0; i < entries->len; i++)
    append_run (text, g_ptr_array_index (entries, i), with_service);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * ifa_history_words_dup_run:
 * @entry: a run
 *
 * Returns: (transfer full): its summary
 */
char *
ifa_history_words_dup_run (const IfaHistoryEntry *entry)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_run (text, entry, TRUE);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
set_text (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

static JsonObject *
run_to_json (const IfaHistoryEntry *entry)
{
  JsonObject *object = json_object_new ();
  JsonArray *endpoints = json_array_new ();

  json_object_set_int_member (object, "number", entry->number);
  set_text (object, "time", entry->time);
  json_object_set_int_member (object, "duration_ms", entry->duration_ms);
  set_text (object, "profile", entry->profile_id);
  set_text (object, "name", entry->profile_name);
  set_text (object, "verdict", ifa_verdict_to_string (entry->verdict));
  set_text (object, "cause", entry->cause);
  for (char **id = entry->endpoints; *id != NULL; id++)
    json_array_add_string_element (endpoints, *id);
  json_object_set_array_member (object, "endpoints", endpoints);
  set_text (object, "report", entry->report_id);
  if (entry->unsent != IFA_UNKNOWN_INTEGER)
    json_object_set_int_member (object, "unsent", entry->unsent);
  return object;
}

/**
 * ifa_history_words_dup_json:
 * @entries: (element-type IfaHistoryEntry): runs
 *
 * Returns: (transfer full): `invoice-first-aid-history/1`
 */
char *
ifa_history_words_dup_json (const GPtrArray *entries)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  JsonArray *runs = json_array_new ();
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "format", "invoice-first-aid-history/1");
  for (guint i = 0; i < entries->len; i++)
    json_array_add_object_element (runs, run_to_json (g_ptr_array_index (entries, i)));
  json_object_set_array_member (object, "runs", runs);
  text = json_to_string (node, FALSE);
  return g_strconcat (text, "\n", NULL);
}

/**
 * ifa_history_words_dup_comparison:
 * @before: a run
 * @now: a later one of the same service
 *
 * Returns: (transfer full): what has changed, one sentence a fact
 */
char *
ifa_history_words_dup_comparison (const IfaReport *before, const IfaReport *now)
{
  g_autoptr (GPtrArray) changes = ifa_changes_list (before->evidence, now->evidence);
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: two times, then what a check found at each. */
  g_string_append_printf (text, _ ("%s: %s\n%s: %s\n"), before->started,
                          ifa_words_verdict_title (before->diagnosis->verdict), now->started,
                          ifa_words_verdict_title (now->diagnosis->verdict));
  if (changes->len == 0)
    g_string_append_printf (text, "%s\n",
                            _ ("Nothing that this program looks at has changed between the two."));
  for (guint i = 0; i < changes->len; i++)
    {
      g_autofree char *sentence
          = ifa_report_dup_change_sentence (now, g_ptr_array_index (changes, i));

      g_string_append_printf (text, "• %s\n", sentence);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
