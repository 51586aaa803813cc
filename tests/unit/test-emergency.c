/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the law says while the service is down: which rule counts, until when, and how the report
 * carries it. */

#include <glib.h>
#include <string.h>

#include "emergency.h"
#include "fault.h"
#include "profile-emergency.h"
#include "report-sample.h"

static IfaProfile *
new_profile (const char *contingency)
{
  g_autofree char *text
      = g_strdup_printf ("{\"format\": \"invoice-first-aid-profile/1\", \"id\": \"t\", \"name\":"
                         " \"T\", \"endpoints\": [{\"id\": \"a\", \"url\": \"https://a.example\"}],"
                         " \"contingency\": {\"title\": \"Today\", %s}}",
                         contingency);
  g_autoptr (GError) error = NULL;
  IfaProfile *profile = ifa_profile_new_from_data (text, strlen (text), "t.json", &error);

  g_assert_no_error (error);
  return profile;
}

static GDateTime *
at (const char *iso)
{
  GDateTime *time = g_date_time_new_from_iso8601 (iso, NULL);

  g_assert_nonnull (time);
  return time;
}

static void
assert_until (int working_days, int hours, const char *from, const char *until)
{
  const IfaDeadline deadline = { .working_days = working_days, .hours = hours };
  g_autoptr (GDateTime) start = at (from);
  g_autoptr (GDateTime) end = until != NULL ? at (until) : NULL;

  g_assert_cmpint (ifa_deadline_get_until_s (&deadline, start), ==,
                   end != NULL ? g_date_time_to_unix (end) : -1);
}

static void
test_until (void)
{
  assert_until (-1, -1, "2026-11-24T12:00:00+01:00", NULL);
  assert_until (-1, 24, "2026-11-24T12:00:00+01:00", "2026-11-25T12:00:00+01:00");
  /* A Tuesday, a Friday, a Saturday, a Sunday. */
  assert_until (1, -1, "2026-11-24T12:00:00+01:00", "2026-11-25T23:59:59+01:00");
  assert_until (1, -1, "2026-11-27T23:59:00+01:00", "2026-11-30T23:59:59+01:00");
  assert_until (1, -1, "2026-11-28T00:00:00+01:00", "2026-11-30T23:59:59+01:00");
  assert_until (1, -1, "2026-11-29T12:00:00+01:00", "2026-11-30T23:59:59+01:00");
  assert_until (7, -1, "2026-11-24T12:00:00+01:00", "2026-12-03T23:59:59+01:00");
  assert_until (0, -1, "2026-11-24T12:00:00+01:00", "2026-11-24T23:59:59+01:00");
}

static void
test_limits (void)
{
  g_autoptr (IfaProfile) profile = new_profile (
      "\"deadlines\": [{\"fault\": \"own\", \"rule\": \"Own.\", \"working_days\": 1},"
      " {\"fault\": \"failure\", \"rule\": \"Failure.\", \"working_days\": 7},"
      " {\"fault\": \"announced\", \"rule\": \"Paper.\", \"hours\": 24, \"disputed\": true}]");
  g_autoptr (GDateTime) now = at ("2026-11-24T12:00:00Z");
  g_autofree char *limit = NULL;
  g_auto (GStrv) lines = ifa_profile_list_time_limits (profile, "own", now, &limit);
  g_auto (GStrv) unclear = NULL;
  char *none = NULL;

  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_true (g_str_has_prefix (lines[0], "This counts now"));
  g_assert_true (g_str_has_prefix (limit, "Own. For an invoice of today: until Wednesday, 25"));
  g_assert_nonnull (strstr (lines[1], "Counting begins when it is over"));
  /* No date is counted for what nobody is sure of. */
  g_assert_nonnull (strstr (lines[2], "ask your tax office"));
  g_assert_null (strstr (lines[2], "until"));

  unclear = ifa_profile_list_time_limits (profile, NULL, now, &none);
  g_assert_null (none);
  g_assert_cmpuint (g_strv_length (unclear), ==, 4);
  g_assert_nonnull (strstr (unclear[3], "keep to the shortest"));
}

static void
test_source (void)
{
  g_autoptr (IfaProfile) with = new_profile ("\"source\": \"Act 12\", \"checked\": \"2026-11-22\"");
  g_autoptr (IfaProfile) without = new_profile ("\"steps\": [\"Wait.\"]");
  g_autofree char *said = ifa_profile_dup_emergency_source (with);
  g_autofree char *advice = ifa_profile_dup_emergency_source (without);

  g_assert_nonnull (strstr (said, "Act 12"));
  g_assert_nonnull (strstr (said, "2026-11-22"));
  g_assert_nonnull (strstr (advice, "ask your tax office"));
}

static void
assert_fault (const char *cause, const char *file, const char *fault)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("IFA_TEST_DATA"), "evidence", cause, file, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (IfaEvidence) evidence = NULL;
  g_autoptr (IfaDiagnosis) diagnosis = NULL;
  JsonObject *report = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  report = json_node_get_object (json_parser_get_root (parser));
  evidence = ifa_evidence_from_json (json_object_get_array_member (report, "checks"), &error);
  g_assert_no_error (error);
  diagnosis = ifa_diagnose (evidence);
  g_assert_cmpstr (ifa_diagnosis_get_fault (diagnosis), ==, fault);
}

/* Real runs: the law's words for what they show. */
static void
test_fault (void)
{
  assert_fault ("service-maintenance", "is-maintenance-now-and-closed.json", "announced");
  assert_fault ("service-maintenance", "is-maintenance-on-the-status-page.json", "announced");
  assert_fault ("service-outage-announced", "is-outage-on-the-status-page.json", "failure");
  assert_fault ("service-maintenance-planned", "is-maintenance-in-an-hour.json", NULL);
  /* Nobody has announced it, and it isn't the office's. */
  assert_fault ("service-gateway-error", "is-gateway-error-while-sending.json", NULL);
  assert_fault ("invoice-may-be-issued", "is-broke-off-while-sending.json", NULL);
  assert_fault ("offline-limit-reached", "is-message-of-the-lock-day.json", "own");
}

static char **
lines (const char *a, const char *b)
{
  const char *const both[] = { a, b, NULL };

  return g_strdupv ((char **) both);
}

static void
test_report (void)
{
  g_autoptr (IfaReport) report = sample_report_new (1);
  g_autoptr (IfaReport) copy = NULL;
  g_autoptr (GBytes) json = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) error = NULL;

  ifa_emergency_free (report->emergency);
  report->emergency
      = ifa_emergency_new ("If it must go out today", lines ("Choose offline.", "Send it later."),
                           lines ("Own: tomorrow.", "Failure: in a week."),
                           g_strdup ("Source: Act 12"), "https://law.example/act-12");
  json = ifa_report_render (report, IFA_REPORT_JSON, &error);
  g_assert_no_error (error);
  copy = ifa_report_new_from_data (g_bytes_get_data (json, NULL), g_bytes_get_size (json), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (copy->emergency->title, ==, "If it must go out today");
  g_assert_cmpstr (copy->emergency->steps[1], ==, "Send it later.");
  g_assert_cmpstr (copy->emergency->time_limits[0], ==, "Own: tomorrow.");
  g_assert_cmpstr (copy->emergency->source, ==, "Source: Act 12");

  text = ifa_report_render (copy, IFA_REPORT_TEXT, &error);
  g_assert_no_error (error);
  g_assert_nonnull (
      g_strstr_len (g_bytes_get_data (text, NULL), g_bytes_get_size (text), "Failure: in a week."));
}

/* A foreign report's procedure: what is no text is left out, and nothing is without end. */
static void
test_hostile_report (void)
{
  static const char *const bodies[]
      = { "{}", "{\"title\": 7}", "{\"title\": \"T\", \"steps\": 5, \"time_limits\": {\"a\": 1}}",
          "{\"title\": \"T\", \"steps\": [1, null, [], \"good\"], \"url\": []}" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (bodies[i], NULL);
      IfaEmergency *emergency = ifa_emergency_new_from_json (json_node_get_object (node));

      g_assert_true ((emergency != NULL) == (i >= 2));
      if (i == 3)
        g_assert_cmpstr (emergency->steps[0], ==, "good");
      ifa_emergency_free (emergency);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/emergency/until", test_until);
  g_test_add_func ("/emergency/limits", test_limits);
  g_test_add_func ("/emergency/source", test_source);
  g_test_add_func ("/emergency/fault", test_fault);
  g_test_add_func ("/emergency/report", test_report);
  g_test_add_func ("/emergency/hostile-report", test_hostile_report);
  return g_test_run ();
}
