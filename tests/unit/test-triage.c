/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Many reports at a glance. */

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "error.h"
#include "report-sample.h"
#include "triage.h"

static IfaReport *
make_report (gboolean well, const char *time, const char *profile)
{
  IfaReport *report = well ? sample_report_new_well () : sample_report_new (2);

  g_free (report->started);
  report->started = g_strdup (time);
  g_free (report->profile_id);
  report->profile_id = g_strdup (profile);
  return report;
}

/* The quick way finds what the thorough one finds. */
static void
test_glance (void)
{
  for (guint seed = 0; seed < 60; seed++)
    {
      g_autoptr (IfaReport) report = sample_report_new (2);
      g_autoptr (IfaReport) again = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      IfaGlance glance;

      if (seed > 0)
        sample_report_poison (report, seed);
      bytes = ifa_report_render (report, IFA_REPORT_JSON, NULL);
      g_assert_true (ifa_glance_at (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                    &glance, &error));
      g_assert_no_error (error);
      again = ifa_report_new_from_data (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                        &error);
      g_assert_no_error (error);
      g_assert_cmpstr (glance.id, ==, again->id);
      g_assert_cmpstr (glance.profile, ==, again->profile_id);
      g_assert_cmpstr (glance.verdict, ==, again->original_verdict);
      if (again->original_causes->len > 0)
        g_assert_cmpstr (glance.cause, ==, g_ptr_array_index (again->original_causes, 0));
      g_assert_cmpint (glance.started_s, ==, 1795309951);
      if (seed == 0)
        {
          g_assert_cmpstr (glance.endpoint, ==, "api");
          g_assert_cmpstr (glance.acts, ==, "vendor");
          g_assert_true (g_str_has_prefix (glance.network, "network-"));
        }
    }
}

static void
test_hostile (void)
{
  static const char *const bad[] = {
    "",
    "[]",
    "{",
    "{}",
    "{\"format\":1}",
    "{\"format\":\"invoice-first-aid-report/2\"}",
    "{\"format\":\"invoice-first-aid-report/1\"",
    "{\"format\":\"invoice-first-aid-report/1\"}x",
    "{\"format\":\"invoice-first-aid-report/1\",\"checks\":[}]}",
    "{\"format\":\"invoice-first-aid-report/1\",}",
    "{\"format\":\"invoice-first-aid-report/1\\",
    "{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}",
  };
  static const char wrong_types[]
      = "{\"format\":\"invoice-first-aid-report/1\",\"id\":[],\"app\":7,\"causes\":{\"id\":1},"
        "\"verdict\":null,\"profile\":\"x\"}";
  IfaGlance glance;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (ifa_glance_at (bad[i], strlen (bad[i]), &glance, &error));
      g_assert_error (error, IFA_ERROR, IFA_ERROR_BAD_REPORT);
    }
  g_assert_true (ifa_glance_at (wrong_types, strlen (wrong_types), &glance, NULL));
  g_assert_cmpstr (glance.cause, ==, "");
}

static void
test_cut_off (void)
{
  g_autoptr (IfaReport) report = sample_report_new (1);
  g_autoptr (GBytes) bytes = ifa_report_render (report, IFA_REPORT_JSON, NULL);
  const char *data = g_bytes_get_data (bytes, NULL);
  IfaGlance glance;

  for (gsize n = 0; n + 3 < g_bytes_get_size (bytes); n++)
    g_assert_false (ifa_glance_at (data, n, &glance, NULL));
}

static void
save (IfaReport *report, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (ifa_report_save (report, IFA_REPORT_JSON, path, NULL));
  ifa_report_free (report);
}

static char *
render (const IfaTriage *triage, IfaTriageFormat format)
{
  g_autoptr (GBytes) bytes = ifa_triage_render (triage, format);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
assert_outputs (const IfaTriage *triage)
{
  g_autofree char *table = render (triage, IFA_TRIAGE_TABLE);
  g_autofree char *lines = render (triage, IFA_TRIAGE_JSON_LINES);
  g_autofree char *prometheus = render (triage, IFA_TRIAGE_PROMETHEUS);
  g_auto (GStrv) rows = g_strsplit (lines, "\n", -1);

  g_assert_nonnull (strstr (table, "certificate-expired"));
  g_assert_null (strchr (table, '\x1b'));
  g_assert_nonnull (strstr (lines, "\"reports\":2"));
  g_assert_nonnull (strstr (lines, "2026-11-20T01:00:00Z"));
  g_assert_nonnull (strstr (prometheus, "cause=\"certificate-expired\""));
  for (char **row = rows; *row != NULL; row++)
    if (**row != '\0')
      {
        g_autoptr (JsonNode) node = json_from_string (*row, NULL);
        g_assert_nonnull (node);
      }
}

static void
test_folder (void)
{
  g_autofree char *folder = g_dir_make_tmp ("ifa-triage-XXXXXX", NULL);
  g_autofree char *inner = g_build_filename (folder, "inner", NULL);
  g_autofree char *loop = g_build_filename (inner, "loop.json", NULL);
  g_autofree char *bad = g_build_filename (folder, "bad\x1b[2J.json", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", folder);
  g_autoptr (IfaTriage) triage = ifa_triage_new (IFA_TRIAGE_CAUSE | IFA_TRIAGE_PROFILE);
  g_autoptr (GError) error = NULL;

  g_mkdir (inner, 0700);
  save (make_report (FALSE, "2026-11-21T09:00:00+08:00", "lab.example"), folder, "a.json");
  save (make_report (FALSE, "2026-11-20T09:00:00+08:00", "lab.example"), inner, "b.json");
  save (make_report (TRUE, "2026-11-20T09:00:00+08:00", "lab.example"), inner, "c.json");
  save (make_report (FALSE, "2026-11-20T09:00:00+08:00", "other\n\"\x1b"), inner, "d.json");
  g_assert_true (g_file_set_contents (bad, "{", -1, NULL));
  g_assert_cmpint (symlink (folder, loop), ==, 0);

  g_assert_true (ifa_triage_add_folder (triage, folder, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (ifa_triage_get_n_reports (triage), ==, 4);
  g_assert_cmpuint (ifa_triage_get_n_unreadable (triage), ==, 2);
  assert_outputs (triage);
  g_assert_cmpint (system (command), ==, 0);

  g_assert_false (ifa_triage_add_folder (triage, "/nonexistent", &error));
  g_assert_error (error, IFA_ERROR, IFA_ERROR_FILE);
}

/* However many kinds there are, memory has an end, and every report is counted. */
static void
test_many_groups (void)
{
  g_autoptr (IfaTriage) triage = ifa_triage_new (IFA_TRIAGE_PROFILE);
  g_autofree char *table = NULL;
  IfaGlance glance = { .verdict = "problem", .started_s = 1 };

  for (guint i = 0; i < 30000; i++)
    {
      g_snprintf (glance.profile, sizeof glance.profile, "profile-%u", i);
      ifa_triage_add (triage, &glance);
    }
  g_assert_cmpuint (ifa_triage_get_n_reports (triage), ==, 30000);
  table = render (triage, IFA_TRIAGE_TABLE);
  g_assert_nonnull (strstr (table, "20000"));
}

static void
test_keys (void)
{
  guint keys = 0;

  g_assert_true (ifa_triage_keys_from_string ("cause,day", &keys));
  g_assert_cmpuint (keys, ==, IFA_TRIAGE_CAUSE | IFA_TRIAGE_DAY);
  g_assert_false (ifa_triage_keys_from_string ("cause,weather", &keys));
  g_assert_false (ifa_triage_keys_from_string ("", &keys));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/triage/glance", test_glance);
  g_test_add_func ("/triage/hostile", test_hostile);
  g_test_add_func ("/triage/cut-off", test_cut_off);
  g_test_add_func ("/triage/folder", test_folder);
  g_test_add_func ("/triage/many-groups", test_many_groups);
  g_test_add_func ("/triage/keys", test_keys);
  return g_test_run ();
}
