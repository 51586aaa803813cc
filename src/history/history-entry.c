/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A run's line of the history, there and back. */

#include <string.h>

#include "chain.h"
#include "json-scan.h"

#define MAX_DEPTH 8

static void
set_text (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

/**
 * ifa_history_entry_to_json:
 * @report: a report
 *
 * Returns: (transfer full): what its line says
 */
JsonObject *
ifa_history_entry_to_json (const IfaReport *report)
{
  JsonObject *object = json_object_new ();
  const GPtrArray *findings = report->diagnosis->findings;
  JsonArray *endpoints = json_array_new ();

  set_text (object, "time", report->started);
  set_text (object, "profile", report->profile_id);
  set_text (object, "name", report->profile_name);
  set_text (object, "verdict", ifa_verdict_to_string (report->diagnosis->verdict));
  if (findings->len > 0)
    {
      const IfaFinding *root = g_ptr_array_index (findings, 0);
      set_text (object, "cause", root->cause->id);
      for (guint i = 0; i < root->endpoints->len; i++)
        json_array_add_string_element (endpoints, g_ptr_array_index (root->endpoints, i));
    }
  json_object_set_array_member (object, "endpoints", endpoints);
  json_object_set_int_member (object, "duration_ms", report->duration_ms);
  set_text (object, "report", report->id);
  if (report->unsent != IFA_UNKNOWN_INTEGER)
    json_object_set_int_member (object, "unsent", report->unsent);
  if (report->while_sending == IFA_TRI_YES)
    json_object_set_boolean_member (object, "while_sending", TRUE);
  return object;
}

static char *
dup_member (JsonObject *object, const char *name)
{
  return g_strdup (json_object_get_string_member_with_default (object, name, NULL));
}

static gboolean
holds (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static IfaVerdict
verdict_of (const char *name)
{
  for (guint i = IFA_VERDICT_INCOMPLETE; i <= IFA_VERDICT_PROBLEM; i++)
    if (g_strcmp0 (ifa_verdict_to_string (i), name) == 0)
      return i;
  return IFA_VERDICT_INCOMPLETE;
}

static char **
strings_of (JsonObject *object, const char *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array
      = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);
      if (JSON_NODE_HOLDS_VALUE (item) && json_node_get_value_type (item) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (item));
    }
  return g_strv_builder_end (builder);
}

static gint64
time_of (const char *iso8601)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = iso8601 != NULL ? g_date_time_new_from_iso8601 (iso8601, utc) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

static gboolean
has_right_types (JsonObject *object)
{
  static const char *const texts[] = { "time", "profile", "name", "verdict", "cause", "report" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (json_object_has_member (object, texts[i]) && !holds (object, texts[i], G_TYPE_STRING))
      return FALSE;
  return holds (object, "time", G_TYPE_STRING) && holds (object, "verdict", G_TYPE_STRING);
}

static IfaHistoryEntry *
entry_from_object (JsonObject *object)
{
  IfaHistoryEntry *entry = g_new0 (IfaHistoryEntry, 1);

  entry->number
      = holds (object, "seq", G_TYPE_INT64) ? json_object_get_int_member (object, "seq") : 0;
  entry->time = dup_member (object, "time");
  entry->time_s = time_of (entry->time);
  entry->profile_id = dup_member (object, "profile");
  entry->profile_name = dup_member (object, "name");
  entry->verdict = verdict_of (json_object_get_string_member (object, "verdict"));
  entry->cause = dup_member (object, "cause");
  entry->endpoints = strings_of (object, "endpoints");
  entry->report_id = dup_member (object, "report");
  entry->duration_ms = holds (object, "duration_ms", G_TYPE_INT64)
                           ? json_object_get_int_member (object, "duration_ms")
                           : 0;
  entry->unsent = holds (object, "unsent", G_TYPE_INT64)
                      ? json_object_get_int_member (object, "unsent")
                      : IFA_UNKNOWN_INTEGER;
  entry->while_sending = holds (object, "while_sending", G_TYPE_BOOLEAN)
                         && json_object_get_boolean_member (object, "while_sending");
  return entry;
}

/**
 * ifa_history_entry_new_from_line:
 * @line: a line without its line end
 * @length: bytes of @line
 *
 * Returns: (transfer full) (nullable): the run; `NULL` where the line is none
 */
IfaHistoryEntry *
ifa_history_entry_new_from_line (const char *line, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root = NULL;

  if (!ifa_json_scan_depth (line, length, MAX_DEPTH))
    return NULL;
  if (!json_parser_load_from_data (parser, line, length, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)
      || !has_right_types (json_node_get_object (root)))
    return NULL;
  return entry_from_object (json_node_get_object (root));
}

void
ifa_history_entry_free (IfaHistoryEntry *entry)
{
  if (entry == NULL)
    return;

  g_free (entry->time);
  g_free (entry->profile_id);
  g_free (entry->profile_name);
  g_free (entry->cause);
  g_strfreev (entry->endpoints);
  g_free (entry->report_id);
  g_free (entry);
}

void
ifa_history_proof_free (IfaHistoryProof *proof)
{
  if (proof == NULL)
    return;

  g_free (proof->problem);
  g_free (proof);
}
