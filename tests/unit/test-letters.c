/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "letters.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

#include "language.h"
#include "report-sample.h"

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in: %s", part, text);
}

static IfaReport *
make_report (void)
{
  IfaReport *report = sample_report_new (2);

  report->unsent = 12;
  report->unsent_total = g_strdup ("CNY 45678.90");
  report->since = g_strdup ("2026-11-20 23:59");
  report->message = g_strdup ("cannot connect to the server (50003)");
  report->deadline = g_strdup ("Seven working days after the failure ends");
  g_free (report->note);
  report->note = g_strdup ("Zoe, 13812345678, was sending invoices");
  return report;
}

/* The vendor's first answer should be the solution and not a question. */
static void
test_vendor (void)
{
  g_autoptr (IfaReport) report = make_report ();
  g_autoptr (IfaLetter) letter = ifa_letter_new (report, IFA_LETTER_VENDOR, NULL);

  assert_has (letter->subject, "certificate-expired");
  assert_has (letter->body, "api.invoice.example");
  assert_has (letter->body, "203.0.113.1");
  assert_has (letter->body, "2026-11-20 23:59");
  assert_has (letter->body, "cannot connect to the server (50003)");
  assert_has (letter->body, "tls.api");
  assert_has (letter->body, report->id);
  g_assert_null (strstr (letter->body, "13812345678"));
  g_assert_null (strstr (letter->body, "192.168.17"));
}

/* Every host and port that the service needs, also of the parts that work. */
static void
test_it (void)
{
  g_autoptr (IfaReport) report = make_report ();
  g_autoptr (IfaLetter) letter = ifa_letter_new (report, IFA_LETTER_IT, NULL);

  assert_has (letter->body, "api.invoice.example:9443");
  assert_has (letter->body, "part-1.invoice.example:9443");
  assert_has (letter->body, "203.0.113.2");
  g_assert_null (strstr (letter->body, "13812345678"));
}

static void
test_boss (void)
{
  g_autoptr (IfaReport) report = make_report ();
  g_autoptr (IfaLetter) letter = ifa_letter_new (report, IFA_LETTER_BOSS, NULL);

  assert_has (letter->body, "Example Invoice Cloud");
  assert_has (letter->body, "12");
  assert_has (letter->body, "Seven working days");
  g_assert_cmpuint (strlen (letter->body), <, 600);
}

static void
test_all_well (void)
{
  g_autoptr (IfaReport) report = sample_report_new_well ();

  for (guint kind = IFA_LETTER_VENDOR; kind <= IFA_LETTER_BOSS; kind++)
    {
      g_autoptr (IfaLetter) letter = ifa_letter_new (report, kind, NULL);
      g_assert_cmpuint (strlen (letter->subject), >, 0);
      g_assert_cmpuint (strlen (letter->body), >, 0);
    }
}

static void
test_harmless (void)
{
  for (guint seed = 0; seed < 20; seed++)
    {
      g_autoptr (IfaReport) report = sample_report_new (2);
      sample_report_poison (report, seed);
      for (guint kind = IFA_LETTER_VENDOR; kind <= IFA_LETTER_BOSS; kind++)
        {
          g_autoptr (IfaLetter) letter = ifa_letter_new (report, kind, NULL);
          g_assert_true (g_utf8_validate (letter->body, -1, NULL));
          g_assert_null (strchr (letter->body, '\x1b'));
          g_assert_null (strstr (letter->body, "\xe2\x80\xae"));
        }
    }
}

/* The vendor reads Chinese, the boss English, and the program goes on as before. */
static void
test_languages (void)
{
  g_autoptr (IfaReport) report = make_report ();
  g_autofree char *catalogues = g_test_build_filename (G_TEST_BUILT, "..", "..", "po", NULL);
  g_autofree char *folder = g_build_filename (catalogues, "zh_CN", NULL);
  g_autoptr (IfaLetter) chinese = NULL;
  g_autoptr (IfaLetter) english = NULL;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("the translations are not built");
      return;
    }
  bindtextdomain (GETTEXT_PACKAGE, catalogues);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  chinese = ifa_letter_new (report, IFA_LETTER_VENDOR, "zh-CN");
  english = ifa_letter_new (report, IFA_LETTER_VENDOR, "en");
  assert_has (chinese->subject, "证书");
  assert_has (english->subject, "certificate");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/letters/vendor", test_vendor);
  g_test_add_func ("/letters/it", test_it);
  g_test_add_func ("/letters/boss", test_boss);
  g_test_add_func ("/letters/all-well", test_all_well);
  g_test_add_func ("/letters/harmless", test_harmless);
  g_test_add_func ("/letters/languages", test_languages);
  return g_test_run ();
}
