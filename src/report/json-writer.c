/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The report for the vendor's tools; its shape is public: data/schema/report.schema.json. */

#include "report-private.h"

#include "emergency.h"

#include <string.h>

static void
set_text (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

static JsonArray *
ids_to_json (const GPtrArray *ids)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < ids->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (ids, i));
  return array;
}

static JsonArray *
steps_to_json (const IfaFinding *finding)
{
  JsonArray *array = json_array_new ();
  g_auto (GStrv) steps = ifa_finding_dup_steps (finding);

  for (char **step = steps; *step != NULL; step++)
    json_array_add_string_element (array, *step);
  return array;
}

static JsonObject *
parameters_to_json (const IfaFinding *finding)
{
  JsonObject *object = json_object_new ();
  g_autoptr (GList) names = g_hash_table_get_keys (finding->parameters);

  names = g_list_sort (names, (GCompareFunc) strcmp);
  for (GList *name = names; name != NULL; name = name->next)
    set_text (object, name->data, g_hash_table_lookup (finding->parameters, name->data));
  return object;
}

static JsonObject *
finding_to_json (const IfaFinding *finding)
{
  JsonObject *object = json_object_new ();
  g_autofree char *title = ifa_finding_dup_title (finding);
  g_autofree char *explanation = ifa_finding_dup_explanation (finding);

  set_text (object, "id", finding->cause->id);
  set_text (object, "layer", ifa_layer_to_string (finding->cause->layer));
  if (finding->endpoints->len > 0)
    set_text (object, "endpoint", g_ptr_array_index (finding->endpoints, 0));
  json_object_set_array_member (object, "endpoints", ids_to_json (finding->endpoints));
  set_text (object, "certainty", ifa_certainty_to_string (finding->certainty));
  set_text (object, "severity", ifa_severity_to_string (finding->severity));
  set_text (object, "acts", ifa_acts_to_string (finding->cause->acts));
  set_text (object, "title", title);
  set_text (object, "explanation", explanation);
  json_object_set_array_member (object, "steps", steps_to_json (finding));
  json_object_set_array_member (object, "evidence", ids_to_json (finding->evidence));
  json_object_set_array_member (object, "consequences", ids_to_json (finding->consequences));
  json_object_set_object_member (object, "parameters", parameters_to_json (finding));
  return object;
}

static JsonArray *
findings_to_json (const IfaDiagnosis *diagnosis)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < diagnosis->findings->len; i++)
    json_array_add_object_element (array,
                                   finding_to_json (g_ptr_array_index (diagnosis->findings, i)));
  return array;
}

static JsonArray *
stations_to_json (const IfaDiagnosis *diagnosis)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < IFA_N_STATIONS; i++)
    {
      JsonObject *station = json_object_new ();
      set_text (station, "id", ifa_layer_to_string (i));
      set_text (station, "state", ifa_station_state_to_string (diagnosis->stations[i]));
      json_array_add_object_element (array, station);
    }
  return array;
}

static JsonArray *
checks_to_json (const IfaReport *report)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < ifa_evidence_get_n_checks (report->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (report->evidence, i);
      JsonObject *object = ifa_check_to_json (check, NULL, NULL);
      g_autofree char *summary = ifa_words_dup_check_summary (check);

      set_text (object, "status", ifa_diagnosis_get_check_status (report->diagnosis, check));
      set_text (object, "summary", summary);
      json_array_add_object_element (array, object);
    }
  return array;
}

static void
set_tri (JsonObject *object, const char *name, IfaTri value)
{
  if (value != IFA_TRI_UNKNOWN)
    json_object_set_boolean_member (object, name, value == IFA_TRI_YES);
}

static JsonObject *
circumstances_to_json (const IfaReport *report)
{
  JsonObject *object = json_object_new ();

  set_text (object, "message", report->message);
  set_text (object, "since", report->since);
  set_tri (object, "all_computers", report->all_computers);
  set_tri (object, "while_sending", report->while_sending);
  if (report->unsent != IFA_UNKNOWN_INTEGER)
    json_object_set_int_member (object, "unsent_invoices", report->unsent);
  set_text (object, "unsent_total", report->unsent_total);
  set_text (object, "deadline", report->deadline);
  return object;
}

static JsonObject *
redaction_to_json (const IfaReport *report)
{
  JsonObject *object = json_object_new ();
  JsonObject *hidden = json_object_new ();
  JsonArray *shown = json_array_new ();

  for (guint i = 0; i < IFA_N_DETAILS; i++)
    {
      if (report->n_hidden[i] > 0)
        json_object_set_int_member (hidden, ifa_detail_to_string (i), report->n_hidden[i]);
      if ((report->reveal & IFA_REVEAL (i)) != 0)
        json_array_add_string_element (shown, ifa_detail_to_string (i));
    }
  json_object_set_object_member (object, "hidden", hidden);
  json_object_set_array_member (object, "shown", shown);
  return object;
}

static JsonObject *
original_to_json (const IfaReport *report)
{
  JsonObject *object = json_object_new ();

  set_text (object, "verdict", report->original_verdict);
  json_object_set_array_member (object, "causes", ids_to_json (report->original_causes));
  return object;
}

static void
set_vendor (JsonObject *object, const IfaReport *report)
{
  JsonObject *vendor = json_object_new ();

  set_text (vendor, "name", report->vendor_name);
  set_text (vendor, "email", report->vendor_email);
  set_text (vendor, "phone", report->vendor_phone);
  set_text (vendor, "url", report->vendor_url);
  json_object_set_object_member (object, "vendor", vendor);
}

static void
set_head (JsonObject *object, const IfaReport *report)
{
  JsonObject *app = json_object_new ();
  JsonObject *profile = json_object_new ();

  set_text (object, "format", IFA_REPORT_FORMAT);
  set_text (object, "id", report->id);
  set_text (object, "started", report->started);
  json_object_set_int_member (object, "duration_ms", report->duration_ms);
  set_text (app, "name", IFA_REPORT_PROGRAM);
  set_text (app, "version", report->app_version);
  json_object_set_object_member (object, "app", app);
  set_text (profile, "id", report->profile_id);
  json_object_set_int_member (profile, "version", report->profile_version);
  set_text (profile, "name", report->profile_name);
  json_object_set_object_member (object, "profile", profile);
  set_vendor (object, report);
  set_text (object, "verdict", ifa_verdict_to_string (report->diagnosis->verdict));
  if (report->cancelled)
    json_object_set_boolean_member (object, "cancelled", TRUE);
}

static JsonArray *
changes_to_json (const IfaReport *report)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < report->changes->len; i++)
    {
      const IfaChange *change = g_ptr_array_index (report->changes, i);
      g_autofree char *fact = ifa_field_dup_key (change->field);
      JsonObject *object = json_object_new ();

      set_text (object, "kind", change->type->kind);
      set_text (object, "fact", fact);
      set_text (object, "endpoint", change->endpoint);
      set_text (object, "before", change->before);
      set_text (object, "now", change->now);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonObject *
report_to_object (const IfaReport *report)
{
  JsonObject *object = json_object_new ();
  JsonObject *computer = json_object_new ();
  g_autofree char *language = ifa_report_dup_language ();

  set_head (object, report);
  json_object_set_array_member (object, "causes", findings_to_json (report->diagnosis));
  json_object_set_array_member (object, "stations", stations_to_json (report->diagnosis));
  json_object_set_array_member (object, "checks", checks_to_json (report));
  set_text (object, "note", report->note);
  json_object_set_object_member (object, "circumstances", circumstances_to_json (report));
  if (report->emergency != NULL)
    json_object_set_object_member (object, "emergency", ifa_emergency_to_json (report->emergency));
  if (report->changes != NULL)
    {
      set_text (object, "last_good", report->changes_since);
      json_object_set_array_member (object, "changes", changes_to_json (report));
    }
  set_text (computer, "os", report->os);
  set_text (computer, "desktop", report->desktop);
  set_text (computer, "network", report->network);
  json_object_set_boolean_member (computer, "sandbox", report->sandbox);
  json_object_set_object_member (object, "computer", computer);
  set_text (object, "language", language);
  json_object_set_object_member (object, "redaction", redaction_to_json (report));
  if (report->original_causes != NULL)
    json_object_set_object_member (object, "original", original_to_json (report));
  return object;
}

/* What could steer a terminal or turn the direction of writing, where the JSON is just printed. */
static gboolean
is_treacherous (gunichar c)
{
  return (c >= 0x7f && c <= 0x9f) || c == 0x61c || (c >= 0x200b && c <= 0x200f)
         || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) || c == 0xfeff;
}

static GBytes *
escape_treacherous (char *json)
{
  GString *out = NULL;
  const char *copied = json;

  for (const char *p = json; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = (guchar) *p < 0x7f ? 0 : g_utf8_get_char (p);

      if (c == 0 || !is_treacherous (c))
        continue;
      if (out == NULL)
        out = g_string_new (NULL);
      g_string_append_len (out, copied, p - copied);
      g_string_append_printf (out, "\\u%04x", c);
      copied = g_utf8_next_char (p);
    }

  if (out == NULL)
    return g_bytes_new_take (json, strlen (json));
  g_string_append (out, copied);
  g_free (json);
  return g_string_free_to_bytes (out);
}

/**
 * ifa_report_to_json:
 * @report: a redacted report
 *
 * Returns: (transfer full): JSON in UTF-8, with a line's end at the end
 */
GBytes *
ifa_report_to_json (const IfaReport *report)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), NULL);
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autofree char *json = NULL;

  json_node_take_object (node, report_to_object (report));
  json_generator_set_root (generator, node);
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_indent (generator, 1);
  json = json_generator_to_data (generator, NULL);
  return escape_treacherous (g_strconcat (json, "\n", NULL));
}
