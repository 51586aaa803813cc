/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Reports from elsewhere: one sentence for each way in which they can be bad, and no crash. */

#include <glib/gstdio.h>
#include <string.h>

#include "error.h"
#include "report-sample.h"

#define HEAD "{\"format\":\"invoice-first-aid-report/1\",\"started\":\"2026-11-22T09:12:31+08:00\""

static void
assert_bad (const char *data, gsize length, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IfaReport) report = ifa_report_new_from_data (data, length, &error);

  g_assert_null (report);
  g_assert_error (error, IFA_ERROR, IFA_ERROR_BAD_REPORT);
  g_assert_null (strchr (error->message, '\n'));
  if (strstr (error->message, word) == NULL)
    g_error ("“%s” does not say “%s”", error->message, word);
}

static void
test_bad (void)
{
  static const struct
  {
    const char *json;
    const char *word;
  } cases[] = {
    { "", "not a report" },
    { "null", "not a report" },
    { "[]", "not a report" },
    { "42", "not a report" },
    { "{}", "not a report" },
    { "{\"format\":7}", "format" },
    { "{\"format\":\"something-else/1\"}", "not a report" },
    { "{\"format\":\"invoice-first-aid-report/2\"}", "version “2”" },
    { "{\"format\":\"invoice-first-aid-report/1\"}", "started" },
    { HEAD "}", "checks" },
    { HEAD ",\"checks\":{}}", "checks" },
    { HEAD ",\"checks\":[1]}", "check 1" },
    { HEAD ",\"checks\":[],\"note\":[]}", "note" },
    { HEAD ",\"checks\":[],\"duration_ms\":-1}", "duration_ms" },
    { HEAD ",\"checks\":[],\"duration_ms\":\"1\"}", "duration_ms" },
    { HEAD ",\"checks\":[],\"duration_ms\":1e99}", "duration_ms" },
    { HEAD ",\"checks\":[],\"causes\":{}}", "causes" },
    { HEAD ",\"checks\":[],\"causes\":[[]]}", "causes" },
    { HEAD ",\"checks\":[],\"app\":\"x\"}", "app" },
    { HEAD ",\"checks\":[],\"computer\":{\"sandbox\":1}}", "sandbox" },
    { HEAD ",\"checks\":[{\"id\":\"a\",\"kind\":\"x\"}]}", "kind" },
    { HEAD ",\"checks\":[{\"id\":\"tls\",\"kind\":\"tls\",\"role\":\"none\",\"outcome\":\"ok\","
           "\"facts\":{\"port\":{}}}]}",
      "port" },
    { HEAD ",\"checks\":[", "JSON" },
    { "{\"format\":\"\\ud800\"}", "" },
    { "{\"format\":\"invoice-first-aid-report/1\",\"started\":\"yesterday\",\"checks\":[]}",
      "started" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_bad (cases[i].json, strlen (cases[i].json), cases[i].word);
}

static void
test_deep (void)
{
  gsize n = 1000000;
  g_autofree char *deep = g_strnfill (n, '[');
  g_autofree char *objects = g_malloc (n * 5);

  for (gsize i = 0; i < n; i++)
    memcpy (objects + i * 5, "{\"a\":", 5);
  assert_bad (deep, n, "deep");
  assert_bad (objects, n * 5, "deep");
}

static void
test_large (void)
{
  gsize n = 16 * 1024 * 1024 + 1;
  g_autofree char *large = g_strnfill (n, ' ');

  assert_bad (large, n, "16 MiB");
}

static void
test_not_utf8 (void)
{
  static const char latin1[] = HEAD ",\"checks\":[],\"note\":\"\xfc\"}";
  static const char with_nul[] = HEAD ",\"checks\":[],\"note\":\"a\0b\"}";

  assert_bad (latin1, sizeof latin1 - 1, "UTF-8");
  assert_bad (with_nul, sizeof with_nul - 1, "UTF-8");
}

/* Cut off at every place, a report is bad, and says so. */
static void
test_cut_off (void)
{
  g_autoptr (IfaReport) report = sample_report_new (1);
  g_autoptr (GBytes) bytes = ifa_report_render (report, IFA_REPORT_JSON, NULL);
  const char *data = g_bytes_get_data (bytes, NULL);
  gsize length = g_bytes_get_size (bytes);

  for (gsize n = 0; n + 3 < length; n += 37)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (IfaReport) cut = ifa_report_new_from_data (data, n, &error);
      g_assert_null (cut);
      g_assert_error (error, IFA_ERROR, IFA_ERROR_BAD_REPORT);
    }
}

/* One byte changed, in many places: read or refused, never worse. */
static void
test_changed_bytes (void)
{
  g_autoptr (IfaReport) report = sample_report_new (1);
  g_autoptr (GBytes) bytes = ifa_report_render (report, IFA_REPORT_JSON, NULL);
  gsize length = g_bytes_get_size (bytes);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *data = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
      g_autoptr (GError) error = NULL;
      g_autoptr (IfaReport) changed = NULL;

      data[g_rand_int_range (rand, 0, length)] = "{}[]\",:0-nt\\ x\x01\xff"[i % 16];
      changed = ifa_report_new_from_data (data, length, &error);
      g_assert_true ((changed == NULL) == (error != NULL));
      if (changed != NULL)
        {
          g_autoptr (GBytes) text = ifa_report_render (changed, IFA_REPORT_TEXT, NULL);
          g_assert_nonnull (text);
        }
    }
}

static void
test_unknown_members (void)
{
  static const char json[]
      = HEAD ",\"checks\":[],\"future\":{\"x\":[1,2,{\"y\":null}]},\"causes\":[{\"id\":\"zzz\","
             "\"new\":1}],\"note\":null}";
  g_autoptr (GError) error = NULL;
  g_autoptr (IfaReport) report = ifa_report_new_from_data (json, sizeof json - 1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (report->id);
  g_assert_cmpstr (g_ptr_array_index (report->original_causes, 0), ==, "zzz");
}

static void
test_files (void)
{
  static const char *const names[] = { "/nonexistent/report.json", "/", "/dev/null", "/dev/zero" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (IfaReport) report = ifa_report_new_from_file (names[i], &error);

      g_assert_null (report);
      g_assert_true (error->domain == IFA_ERROR);
      g_assert_nonnull (strstr (error->message, names[i]));
    }
}

/* A sentence about a file doesn't hand on the file's escapes. */
static void
test_message_is_harmless (void)
{
  static const char json[] = HEAD ",\"checks\":[{\"id\":\"\\u001b[2J\\u202e\",\"kind\":\"x\"}]}";
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (IfaReport) report = NULL;
  int fd = g_file_open_tmp ("ifa-XXXXXX.json", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, json, -1, NULL));
  report = ifa_report_new_from_file (path, &error);
  g_unlink (path);
  g_assert_error (error, IFA_ERROR, IFA_ERROR_BAD_REPORT);
  g_assert_null (strchr (error->message, '\x1b'));
  g_assert_null (strstr (error->message, "\xe2\x80\xae"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-hostile/bad", test_bad);
  g_test_add_func ("/report-hostile/deep", test_deep);
  g_test_add_func ("/report-hostile/large", test_large);
  g_test_add_func ("/report-hostile/not-utf8", test_not_utf8);
  g_test_add_func ("/report-hostile/cut-off", test_cut_off);
  g_test_add_func ("/report-hostile/changed-bytes", test_changed_bytes);
  g_test_add_func ("/report-hostile/unknown-members", test_unknown_members);
  g_test_add_func ("/report-hostile/files", test_files);
  g_test_add_func ("/report-hostile/message-is-harmless", test_message_is_harmless);
  return g_test_run ();
}
