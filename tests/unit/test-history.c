/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The memory of runs: crash-safe, tamper-evident, bounded; outages, months, what changed. */

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "error.h"
#include "facts.h"
#include "history.h"
#include "outages.h"
#include "report-sample.h"

typedef struct
{
  char *folder;
  char *lines;
  IfaHistory *history;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("ifa-history-XXXXXX", NULL);
  fixture->lines = g_build_filename (fixture->folder, "runs.jsonl", NULL);
  fixture->history = ifa_history_open (fixture->folder, NULL);
  g_assert_nonnull (fixture->history);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ifa_history_close (fixture->history);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->lines);
}

static void
append (Fixture *fixture, IfaReport *report)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ifa_history_append (fixture->history, report, &error));
  g_assert_no_error (error);
  ifa_report_free (report);
}

static IfaReport *
report_at (gboolean well, const char *time)
{
  IfaReport *report = well ? sample_report_new_well () : sample_report_new (1);

  g_free (report->started);
  report->started = g_strdup (time);
  return report;
}

static void
fill (Fixture *fixture, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *time = g_strdup_printf ("2026-11-%02uT09:00:00+08:00", 1 + i);
      append (fixture, report_at (i % 3 != 0, time));
    }
}

static void
assert_whole (Fixture *fixture, gboolean whole)
{
  g_autoptr (IfaHistoryProof) proof = ifa_history_verify (fixture->history);

  g_assert_true (proof->is_whole == whole);
  g_assert_true ((proof->problem == NULL) == whole);
}

static void
test_append_and_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) two = NULL;
  g_autoptr (GPtrArray) others = NULL;
  const IfaHistoryEntry *entry;

  g_assert_cmpuint (ifa_history_get_n_entries (fixture->history), ==, 0);
  assert_whole (fixture, TRUE);
  fill (fixture, 5);
  g_assert_cmpuint (ifa_history_get_n_entries (fixture->history), ==, 5);
  assert_whole (fixture, TRUE);

  all = ifa_history_list (fixture->history, "lab.example", 0);
  two = ifa_history_list (fixture->history, NULL, 2);
  others = ifa_history_list (fixture->history, "other.example", 0);
  g_assert_cmpuint (all->len, ==, 5);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpuint (others->len, ==, 0);
  entry = g_ptr_array_index (all, 1);
  g_assert_cmpuint (entry->number, ==, 4);
  g_assert_cmpstr (entry->time, ==, "2026-11-04T09:00:00+08:00");
  g_assert_cmpstr (entry->cause, ==, "certificate-expired");
  g_assert_cmpstr (entry->endpoints[0], ==, "api");
  g_assert_cmpint (entry->verdict, ==, IFA_VERDICT_PROBLEM);
}

static void
test_reports (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (IfaReport) report = NULL;
  g_autoptr (IfaReport) good = NULL;
  g_autoptr (GError) error = NULL;
  const IfaHistoryEntry *newest;

  fill (fixture, 4);
  all = ifa_history_list (fixture->history, NULL, 0);
  newest = g_ptr_array_index (all, 0);
  report = ifa_history_load_report (fixture->history, newest->report_id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (report->id, ==, newest->report_id);
  /* On this computer the addresses are kept: changes couldn't be told without them. */
  g_assert_cmpstr (
      ((IfaRouteFacts *) ifa_evidence_find (report->evidence, "route")->facts)->gateway, ==,
      "192.168.17.1");

  good = ifa_history_load_last_good (fixture->history, "lab.example");
  g_assert_cmpstr (good->started, ==, "2026-11-03T09:00:00+08:00");

  g_assert_null (ifa_history_load_report (fixture->history, "../../etc/passwd", &error));
  g_assert_error (error, IFA_ERROR, IFA_ERROR_USAGE);
}

/* A single bit anywhere. */
static void
test_changed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  fill (fixture, 4);
  g_assert_true (g_file_get_contents (fixture->lines, &text, &length, NULL));
  for (gsize i = 0; i < length; i += 17)
    {
      g_autofree char *changed = g_memdup2 (text, length);
      changed[i] ^= 1;
      g_assert_true (g_file_set_contents (fixture->lines, changed, length, NULL));
      assert_whole (fixture, FALSE);
    }
  g_assert_true (g_file_set_contents (fixture->lines, text, length, NULL));
  assert_whole (fixture, TRUE);
}

/* Any line taken out, doubled, or put elsewhere. */
static void
test_taken_out (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  fill (fixture, 5);
  g_assert_true (g_file_get_contents (fixture->lines, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint gone = 0; gone < 5; gone++)
    {
      g_autoptr (GString) without = g_string_new (NULL);
      g_autoptr (GString) doubled = g_string_new (NULL);
      for (guint i = 0; i < 5; i++)
        {
          if (i != gone)
            g_string_append_printf (without, "%s\n", lines[i]);
          g_string_append_printf (doubled, "%s\n%s%s", lines[i], i == gone ? lines[i] : "",
                                  i == gone ? "\n" : "");
        }
      g_assert_true (g_file_set_contents (fixture->lines, without->str, -1, NULL));
      assert_whole (fixture, FALSE);
      g_assert_true (g_file_set_contents (fixture->lines, doubled->str, -1, NULL));
      assert_whole (fixture, FALSE);
    }
}

/* Cut at every byte: the whole lines stay, the torn one goes, and the chain goes on. */
static void
test_torn (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  gsize third;

  fill (fixture, 3);
  g_assert_true (g_file_get_contents (fixture->lines, &text, &length, NULL));
  third = length - 1;
  while (text[third - 1] != '\n')
    third--;
  for (gsize cut = third; cut < length; cut += 23)
    {
      g_assert_true (g_file_set_contents (fixture->lines, text, cut, NULL));
      append (fixture, report_at (TRUE, "2026-11-20T09:00:00+08:00"));
      g_assert_cmpuint (ifa_history_get_n_entries (fixture->history), ==, 3);
      assert_whole (fixture, TRUE);
    }
}

static void
append_until_killed (const char *folder, int acknowledge)
{
  IfaHistory *history = ifa_history_open (folder, NULL);
  IfaReport *report = sample_report_new_well ();

  for (;;)
    if (ifa_history_append (history, report, NULL) && write (acknowledge, "x", 1) != 1)
      _exit (1);
}

/* kill -9 at any moment: what was acknowledged is there. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  guint64 acknowledged = 0;

  for (guint round = 0; round < 12; round++)
    {
      int ends[2];
      char buffer[4096];
      gssize n;
      pid_t child;

      g_assert_cmpint (pipe (ends), ==, 0);
      child = fork ();
      if (child == 0)
        append_until_killed (fixture->folder, ends[1]);
      g_assert_cmpint (child, >, 0);
      close (ends[1]);
      g_usleep (8000 + round * 2111);
      kill (child, SIGKILL);
      waitpid (child, NULL, 0);
      while ((n = read (ends[0], buffer, sizeof buffer)) > 0)
        acknowledged += n;
      close (ends[0]);

      assert_whole (fixture, TRUE);
      g_assert_cmpuint (ifa_history_get_n_entries (fixture->history), >=, acknowledged);
    }
  append (fixture, sample_report_new_well ());
  assert_whole (fixture, TRUE);
}

static void
test_prune (Fixture *fixture, gconstpointer data)
{
  IfaHistoryLimits *limits = ifa_history_get_limits (fixture->history);
  G_GNUC_UNUSED g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 20, 0, 0, 0);
  g_autoptr (IfaHistoryProof) proof = NULL;
  g_autoptr (IfaReport) good = NULL;
  g_autofree char *reports = g_build_filename (fixture->folder, "reports", NULL);
  g_autoptr (GDir) dir = NULL;
  guint n_files = 0;

  fill (fixture, 19);
  limits->max_age_days = 10;
  limits->max_reports = 2;
  g_assert_true (ifa_history_prune (fixture->history, g_date_time_to_unix (now), NULL));
  assert_whole (fixture, TRUE);
  g_assert_cmpuint (ifa_history_get_n_entries (fixture->history), ==, 10);
  proof = ifa_history_verify (fixture->history);
  g_assert_cmpuint (proof->first_number, ==, 10);

  append (fixture, report_at (FALSE, "2026-11-20T09:00:00+08:00"));
  g_assert_true (ifa_history_prune (fixture->history, g_date_time_to_unix (now), NULL));
  assert_whole (fixture, TRUE);
  g_assert_cmpuint (ifa_history_get_n_entries (fixture->history), ==, 11);

  /* What a bad day is compared with stays. */
  good = ifa_history_load_last_good (fixture->history, "lab.example");
  g_assert_nonnull (good);
  dir = g_dir_open (reports, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n_files++;
  g_assert_cmpuint (n_files, <=, 3);

  /* The checkpoint can't be used to hide what was taken out after it. */
  limits->max_age_days = 1;
  g_assert_true (ifa_history_prune (fixture->history, g_date_time_to_unix (now), NULL));
  assert_whole (fixture, TRUE);
}

static void
test_no_room (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ifa_history_open ("/dev/null/history", &error));
  g_assert_error (error, IFA_ERROR, IFA_ERROR_FILE);
}

static void
test_outages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) outages = NULL;
  const IfaOutage *outage;
  g_autofree char *record = NULL;
  IfaReport *report;

  append (fixture, report_at (TRUE, "2026-11-20T08:00:00+08:00"));
  append (fixture, report_at (FALSE, "2026-11-20T09:00:00+08:00"));
  report = report_at (FALSE, "2026-11-20T10:00:00+08:00");
  report->unsent = 12;
  append (fixture, report);
  append (fixture, report_at (TRUE, "2026-11-20T11:30:00+08:00"));
  append (fixture, report_at (FALSE, "2026-11-21T09:00:00+08:00"));

  outages = ifa_history_list_outages (fixture->history, "lab.example");
  g_assert_cmpuint (outages->len, ==, 2);
  outage = g_ptr_array_index (outages, 0);
  g_assert_cmpint (outage->first_good_s, ==, 0);
  g_assert_cmpuint (outage->n_runs, ==, 1);

  outage = g_ptr_array_index (outages, 1);
  g_assert_cmpuint (outage->n_runs, ==, 2);
  g_assert_cmpint (outage->first_good_s - outage->first_bad_s, ==, 9000);
  g_assert_cmpint (outage->first_bad_s - outage->last_good_s, ==, 3600);
  g_assert_cmpstr (outage->cause, ==, "certificate-expired");
  g_assert_cmpint (outage->fault, ==, IFA_FAULT_SERVICE);
  g_assert_cmpint (outage->unsent, ==, 12);
  g_assert_cmpuint (outage->evidence->len, ==, 2);
  record = ifa_outage_dup_record (outage, "abc");
  g_assert_nonnull (strstr (record, "certificate-expired"));
  g_assert_nonnull (strstr (record, "2026-11-20T01:00:00+00:00"));
}

static void
test_availability (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GArray) months = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 12, 1, 1, 0, 0);
  const IfaAvailability *november;
  const IfaAvailability *december;

  append (fixture, report_at (TRUE, "2026-11-30T20:00:00Z"));
  append (fixture, report_at (FALSE, "2026-11-30T21:00:00Z"));
  append (fixture, report_at (TRUE, "2026-11-30T21:30:00Z"));
  append (fixture, report_at (TRUE, "2026-11-30T23:30:00Z"));
  entries = ifa_history_list (fixture->history, "lab.example", 0);
  months
      = ifa_availability_new_from_entries (entries, g_date_time_to_unix (now), IFA_MAX_GAP_S - 1);
  g_assert_cmpuint (months->len, ==, 2);
  november = &g_array_index (months, IfaAvailability, 0);
  december = &g_array_index (months, IfaAvailability, 1);
  g_assert_cmpint (november->up_s, ==, 3600 + 1800);
  g_assert_cmpint (november->down_s, ==, 1800);
  g_assert_cmpint (november->unmeasured_s, ==, 7200);
  g_assert_cmpint (december->up_s, ==, 3600);
  g_assert_cmpuint (november->n_runs, ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/history/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("append-and-list", test_append_and_list);
  ADD ("reports", test_reports);
  ADD ("changed", test_changed);
  ADD ("taken-out", test_taken_out);
  ADD ("torn", test_torn);
  ADD ("killed", test_killed);
  ADD ("prune", test_prune);
  ADD ("no-room", test_no_room);
  ADD ("outages", test_outages);
  ADD ("availability", test_availability);
  return g_test_run ();
}
