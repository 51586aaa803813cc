/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Recorded evidence: tests/evidence/CAUSE/is-*.json must be judged as CAUSE first of all, and
 * tests/evidence/CAUSE/not-OTHER*.json as OTHER, with no mention of CAUSE; OTHER "none" is a
 * healthy run. Each file is a report; only its checks are read. */

#include <glib.h>
#include <string.h>

#include "diagnosis.h"

#define NOBODY "none"

static IfaEvidence *
load (const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  IfaEvidence *evidence = NULL;
  JsonObject *report = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  report = json_node_get_object (json_parser_get_root (parser));
  evidence = ifa_evidence_from_json (json_object_get_array_member (report, "checks"), &error);
  g_assert_no_error (error);
  return evidence;
}

static const char *
first_cause (const IfaDiagnosis *diagnosis)
{
  const IfaFinding *finding = NULL;

  if (diagnosis->findings->len == 0)
    return NOBODY;
  finding = g_ptr_array_index (diagnosis->findings, 0);
  return finding->cause->id;
}

static gboolean
names (const IfaDiagnosis *diagnosis, const char *cause)
{
  for (guint i = 0; i < diagnosis->findings->len; i++)
    if (g_str_equal (((IfaFinding *) g_ptr_array_index (diagnosis->findings, i))->cause->id, cause))
      return TRUE;
  return FALSE;
}

static void
test_case (gconstpointer data)
{
  const char *path = data;
  g_autofree char *file = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *cause = g_path_get_basename (folder);
  g_autoptr (IfaEvidence) evidence = load (path);
  g_autoptr (IfaDiagnosis) diagnosis = ifa_diagnose (evidence);
  char *end = NULL;

  if (g_str_has_prefix (file, "is-"))
    {
      g_assert_cmpstr (first_cause (diagnosis), ==, cause);
      return;
    }

  /* "not-certificate-expired.2.json" */
  end = strchr (file, '.');
  g_assert_nonnull (end);
  *end = '\0';
  g_assert_true (g_str_has_prefix (file, "not-"));
  g_assert_cmpstr (first_cause (diagnosis), ==, file + strlen ("not-"));
  g_assert_false (names (diagnosis, cause));
  if (g_str_equal (first_cause (diagnosis), NOBODY))
    g_assert_cmpint (diagnosis->verdict, ==, IFA_VERDICT_OK);
}

/* Whose certificate expires next week, and whose answer never came, doesn't "work". */
static void
test_warning_explains_no_silence (void)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("IFA_TEST_DATA"), "evidence", "certificate-expires-soon",
                          "is-certificate-soon.json", NULL);
  g_autoptr (IfaEvidence) evidence = load (path);
  g_autoptr (IfaDiagnosis) diagnosis = NULL;

  for (guint i = 0; i < ifa_evidence_get_n_checks (evidence); i++)
    {
      IfaCheck *check = ifa_evidence_get_check (evidence, i);
      if (g_str_equal (check->id, "http.api"))
        check->outcome = IFA_OUTCOME_NOT_TESTED;
    }

  diagnosis = ifa_diagnose (evidence);
  g_assert_true (names (diagnosis, "certificate-expires-soon"));
  g_assert_cmpint (diagnosis->verdict, ==, IFA_VERDICT_INCOMPLETE);
}

static void
test_cause_has_both (gconstpointer data)
{
  const char *folder = data;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean is = FALSE;
  gboolean is_not = FALSE;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      is = is || g_str_has_prefix (name, "is-");
      is_not = is_not || g_str_has_prefix (name, "not-");
    }
  if (!is || !is_not)
    g_test_fail_printf ("%s needs recorded evidence that is it and evidence that is not", folder);
}

static void
add_cases (const char *root, const char *cause)
{
  g_autofree char *folder = g_build_filename (root, cause, NULL);
  g_autofree char *both = g_strdup_printf ("/cases/%s/has-both", cause);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_test_add_data_func_full (both, g_strdup (folder), test_cause_has_both, g_free);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test = g_strdup_printf ("/cases/%s/%s", cause, name);
      if (g_str_has_suffix (name, ".json"))
        g_test_add_data_func_full (test, g_build_filename (folder, name, NULL), test_case, g_free);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *root = NULL;
  g_autofree const char **causes = ifa_diagnosis_list_causes ();

  g_test_init (&argc, &argv, NULL);
  root = g_build_filename (g_getenv ("IFA_TEST_DATA"), "evidence", NULL);
  for (guint i = 0; causes[i] != NULL; i++)
    {
      g_assert_nonnull (ifa_cause_lookup (causes[i]));
      add_cases (root, causes[i]);
    }
  g_test_add_func ("/verdict/warning-explains-no-silence", test_warning_explains_no_silence);
  return g_test_run ();
}
