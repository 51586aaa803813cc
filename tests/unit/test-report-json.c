/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Writing a report, reading it back, and judging it again. */

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "error.h"
#include "facts.h"
#include "report-sample.h"

static JsonObject *
parse (JsonParser *parser, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                              &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static IfaReport *
read_back (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  IfaReport *report
      = ifa_report_new_from_data (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);

  g_assert_no_error (error);
  return report;
}

static void
assert_same_diagnosis (const IfaDiagnosis *a, const IfaDiagnosis *b)
{
  g_assert_cmpint (a->verdict, ==, b->verdict);
  g_assert_cmpmem (a->stations, sizeof a->stations, b->stations, sizeof b->stations);
  g_assert_cmpuint (a->findings->len, ==, b->findings->len);
  for (guint i = 0; i < a->findings->len; i++)
    {
      const IfaFinding *x = g_ptr_array_index (a->findings, i);
      const IfaFinding *y = g_ptr_array_index (b->findings, i);
      g_assert_cmpstr (x->cause->id, ==, y->cause->id);
      g_assert_cmpint (x->certainty, ==, y->certainty);
      g_assert_cmpint (x->severity, ==, y->severity);
      g_assert_cmpuint (x->evidence->len, ==, y->evidence->len);
    }
}

static void
test_shape (void)
{
  g_autoptr (IfaReport) report = sample_report_new (2);
  g_autoptr (GBytes) bytes = ifa_report_render (report, IFA_REPORT_JSON, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object = parse (parser, bytes);
  JsonObject *cause
      = json_array_get_object_element (json_object_get_array_member (object, "causes"), 0);
  JsonArray *stations = json_object_get_array_member (object, "stations");
  JsonArray *checks = json_object_get_array_member (object, "checks");

  g_assert_cmpstr (json_object_get_string_member (object, "format"), ==,
                   "invoice-first-aid-report/1");
  g_assert_cmpstr (json_object_get_string_member (object, "verdict"), ==, "problem");
  g_assert_cmpstr (json_object_get_string_member (cause, "id"), ==, "certificate-expired");
  g_assert_cmpstr (json_object_get_string_member (cause, "endpoint"), ==, "api");
  g_assert_cmpstr (json_object_get_string_member (cause, "certainty"), ==, "certain");
  g_assert_cmpstr (json_object_get_string_member (cause, "acts"), ==, "vendor");
  g_assert_cmpuint (json_array_get_length (stations), ==, 5);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (stations, 3),
                                                  "state"),
                   ==, "broken");
  for (guint i = 0; i < json_array_get_length (checks); i++)
    {
      JsonObject *check = json_array_get_object_element (checks, i);
      g_assert_nonnull (json_object_get_string_member (check, "summary"));
      if (g_str_equal (json_object_get_string_member (check, "id"), "tls.api"))
        g_assert_cmpstr (json_object_get_string_member (check, "status"), ==, "fail");
    }
}

/* The zone of this computer is part of the time. */
static void
test_time_has_zone (void)
{
  g_autoptr (IfaReport) report = sample_report_new (1);
  g_autoptr (GTimeZone) none = NULL;
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (report->started, none);

  g_assert_nonnull (time);
  g_assert_cmpint (g_date_time_to_unix (time), ==, 1795309951);
}

static void
test_all_well (void)
{
  g_autoptr (IfaReport) report = sample_report_new_well ();
  g_autoptr (GBytes) bytes = ifa_report_render (report, IFA_REPORT_JSON, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object = parse (parser, bytes);

  g_assert_cmpstr (json_object_get_string_member (object, "verdict"), ==, "ok");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "causes")), ==, 0);
}

static void
test_round_trip (void)
{
  g_autoptr (IfaReport) report = sample_report_new (3);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (IfaReport) again = NULL;

  report->unsent = 12;
  report->while_sending = IFA_TRI_YES;
  report->reveal = IFA_REVEAL_ALL;
  bytes = ifa_report_render (report, IFA_REPORT_JSON, NULL);
  again = read_back (bytes);
  assert_same_diagnosis (report->diagnosis, again->diagnosis);
  g_assert_cmpstr (again->id, ==, report->id);
  g_assert_cmpstr (again->started, ==, report->started);
  g_assert_cmpstr (again->note, ==, report->note);
  g_assert_cmpstr (again->vendor_email, ==, report->vendor_email);
  g_assert_cmpint (again->unsent, ==, 12);
  g_assert_cmpint (again->all_computers, ==, IFA_TRI_UNKNOWN);
  g_assert_cmpint (again->while_sending, ==, IFA_TRI_YES);
  g_assert_cmpuint (again->original_causes->len, ==, 1);
  g_assert_cmpuint (ifa_evidence_get_n_checks (again->evidence), ==,
                    ifa_evidence_get_n_checks (report->evidence));
  for (guint i = 0; i < ifa_evidence_get_n_checks (report->evidence); i++)
    {
      const IfaCheck *a = ifa_evidence_get_check (report->evidence, i);
      const IfaCheck *b = ifa_evidence_get_check (again->evidence, i);
      g_assert_cmpstr (a->id, ==, b->id);
      for (guint f = 0; f < a->type->n_fields; f++)
        if (a->type->fields[f].privacy == IFA_PRIVACY_PUBLIC)
          g_assert_true (ifa_field_equal (&a->type->fields[f], a->facts, b->facts));
    }
}

static void
test_redacted_round_trip (void)
{
  g_autoptr (IfaReport) report = sample_report_new (3);
  g_autoptr (GBytes) bytes = ifa_report_render (report, IFA_REPORT_JSON, NULL);
  g_autoptr (IfaReport) again = read_back (bytes);
  g_autoptr (GBytes) once_more = ifa_report_render (again, IFA_REPORT_JSON, NULL);
  g_autoptr (IfaReport) third = read_back (once_more);

  assert_same_diagnosis (report->diagnosis, again->diagnosis);
  assert_same_diagnosis (report->diagnosis, third->diagnosis);
  g_assert_null (strstr (g_bytes_get_data (bytes, NULL), "192.168.17"));
  g_assert_null (strstr (g_bytes_get_data (bytes, NULL), "00:1b:44"));
  g_assert_nonnull (strstr (g_bytes_get_data (bytes, NULL), "203.0.113.1"));
  g_assert_nonnull (strstr (g_bytes_get_data (bytes, NULL), "api.invoice.example"));

  /* What was hidden stays as it is when the report is written again. */
  for (guint i = 0; i < ifa_evidence_get_n_checks (again->evidence); i++)
    {
      const IfaCheck *a = ifa_evidence_get_check (again->evidence, i);
      const IfaCheck *b = ifa_evidence_get_check (third->evidence, i);
      for (guint f = 0; f < a->type->n_fields; f++)
        g_assert_true (ifa_field_equal (&a->type->fields[f], a->facts, b->facts));
    }
}

/* Everything on file about causes stays what it is once it is redacted. */
static void
test_recorded_case (gconstpointer data)
{
  const char *path = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (IfaReport) shown = NULL;
  g_autoptr (IfaDiagnosis) plain = NULL;
  g_autoptr (IfaDiagnosis) redacted = NULL;
  g_autoptr (IfaEvidence) evidence = NULL;
  g_autoptr (IfaReport) report = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  object = json_node_get_object (json_parser_get_root (parser));
  evidence = ifa_evidence_from_json (json_object_get_array_member (object, "checks"), &error);
  g_assert_no_error (error);

  report = ifa_report_new (evidence, 0, 0);
  plain = ifa_diagnose (evidence);
  shown = ifa_report_new_redacted (report);
  redacted = ifa_diagnose (shown->evidence);
  assert_same_diagnosis (plain, redacted);
}

static void
add_recorded_cases (const char *root)
{
  g_autoptr (GDir) causes = g_dir_open (root, 0, NULL);
  const char *cause;

  while (causes != NULL && (cause = g_dir_read_name (causes)) != NULL)
    {
      g_autofree char *folder = g_build_filename (root, cause, NULL);
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *test = g_strdup_printf ("/report-json/recorded/%s/%s", cause, name);
          if (g_str_has_suffix (name, ".json"))
            g_test_add_data_func_full (test, g_build_filename (folder, name, NULL),
                                       test_recorded_case, g_free);
        }
    }
}

static void
test_save_is_whole_or_not (void)
{
  g_autoptr (IfaReport) report = sample_report_new (1);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("ifa-report-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "report.json", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "missing", "report.json", NULL);
  g_autoptr (GDir) dir = NULL;
  g_autoptr (IfaReport) again = NULL;

  g_assert_true (ifa_report_save (report, IFA_REPORT_JSON, path, &error));
  g_assert_no_error (error);
  again = ifa_report_new_from_file (path, &error);
  g_assert_no_error (error);

  g_assert_false (ifa_report_save (report, IFA_REPORT_JSON, nowhere, &error));
  g_assert_error (error, IFA_ERROR, IFA_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "missing"));
  g_clear_error (&error);

  /* A folder of that name, and nothing left behind. */
  g_assert_false (ifa_report_save (report, IFA_REPORT_JSON, folder, &error));
  g_assert_error (error, IFA_ERROR, IFA_ERROR_FILE);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "report.json");
  g_assert_null (g_dir_read_name (dir));
  g_unlink (path);
  g_rmdir (folder);
}

/* /dev/full takes no byte: a disk without room. */
static void
test_no_room (void)
{
  g_autoptr (IfaReport) report = sample_report_new (1);
  g_autoptr (GError) error = NULL;

  g_assert_false (ifa_report_save (report, IFA_REPORT_TEXT, "/dev/full", &error));
  g_assert_error (error, IFA_ERROR, IFA_ERROR_FILE);
  g_assert_true (g_file_test ("/dev/full", G_FILE_TEST_EXISTS)
                 || !g_file_test ("/dev/null", G_FILE_TEST_EXISTS));
}

static void
test_text_lines (void)
{
  g_autoptr (IfaReport) report = sample_report_new (2);
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) lines = NULL;

  g_free (report->note);
  report->note
      = g_strdup ("\x1b[31mred\x1b[0m \xe2\x80\xae"
                  "desrever "
                  "开票服务器连接异常，点了上传发票以后一直提示正在连接，过了很久还是不行，"
                  "重启了电脑和路由器也没有用，请尽快帮忙处理一下，今天下午必须开出去");
  bytes = ifa_report_render (report, IFA_REPORT_TEXT, NULL);
  g_assert_true (g_utf8_validate (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      guint width = 0;
      for (const char *p = *line; *p != '\0'; p = g_utf8_next_char (p))
        {
          gunichar c = g_utf8_get_char (p);
          g_assert_false (g_unichar_iscntrl (c));
          g_assert_cmpuint (c, !=, 0x202e);
          width += g_unichar_iswide (c) ? 2 : 1;
        }
      g_assert_cmpuint (width, <=, 100);
    }
  g_assert_nonnull (strstr (g_bytes_get_data (bytes, NULL), "\\x1b[31mred"));
}

/* What changed is said in words; a value that looks like a name of the sentence stays as it is. */
static void
test_changes_in_words (void)
{
  g_autoptr (IfaReport) before = sample_report_new_well ();
  g_autoptr (IfaReport) after = sample_report_new (1);
  IfaResolverFacts *resolver = ifa_evidence_find (after->evidence, "resolver")->facts;
  IfaTlsFacts *tls = ifa_evidence_find (after->evidence, "tls.api")->facts;
  g_autoptr (GBytes) text = NULL;
  g_autofree char *shown = NULL;

  g_free (resolver->servers[0]);
  resolver->servers[0] = g_strdup ("8.8.8.8");
  g_free (tls->issuer);
  tls->issuer = g_strdup ("CN={before}");
  after->changes_since = g_strdup (before->started);
  after->changes = ifa_changes_list (before->evidence, after->evidence);
  text = ifa_report_render (after, IFA_REPORT_TEXT, NULL);
  shown = g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
  g_assert_nonnull (strstr (shown, "The name server changed from private-address-2 to 8.8.8.8."));
  g_assert_nonnull (strstr (shown, "is now issued by CN={before}; before it was CN=Example"));
}

int
main (int argc, char **argv)
{
  g_autofree char *cases = NULL;

  g_test_init (&argc, &argv, NULL);
  cases = g_build_filename (g_getenv ("IFA_TEST_DATA"), "evidence", NULL);
  g_test_add_func ("/report-json/shape", test_shape);
  g_test_add_func ("/report-json/time-has-zone", test_time_has_zone);
  g_test_add_func ("/report-json/all-well", test_all_well);
  g_test_add_func ("/report-json/round-trip", test_round_trip);
  g_test_add_func ("/report-json/redacted-round-trip", test_redacted_round_trip);
  g_test_add_func ("/report-json/save-is-whole-or-not", test_save_is_whole_or_not);
  g_test_add_func ("/report-json/no-room", test_no_room);
  g_test_add_func ("/report-json/text-lines", test_text_lines);
  g_test_add_func ("/report-json/changes-in-words", test_changes_in_words);
  add_recorded_cases (cases);
  return g_test_run ();
}
