/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Writes sample reports for the tests that judge them from outside:
 * render-report FORMAT FILE [well | poison SEED | large N | planted SECRETS]; FORMAT may also be
 * vendor, it or boss: a letter. */

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "facts.h"
#include "letters.h"
#include "report-sample.h"

/* A check for each line of the file: what stands before the tab is its detail and the body of an
 * answer. */
static void
plant (IfaReport *report, const char *path)
{
  g_autofree char *data = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &data, NULL, NULL))
    return;
  lines = g_strsplit (data, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      char *tab = strrchr (*line, '\t');
      IfaCheck *check;
      IfaHttpFacts *facts;

      if (tab == NULL)
        continue;
      *tab = '\0';
      check = ifa_check_new (&ifa_http_facts, IFA_ROLE_SERVICE, "api");
      facts = check->facts;
      facts->body_start = g_strdup (*line);
      facts->error_message = g_strdup (*line);
      check->outcome = IFA_OUTCOME_FAILED;
      ifa_check_take_detail (check, g_strdup (*line));
      ifa_evidence_take (report->evidence, check);
    }
  g_free (report->note);
  report->note = g_strjoinv ("\n", lines);
  g_free (report->message);
  report->message = g_strdup (report->note);
}

static gboolean
write_letter (const IfaReport *report, IfaLetterKind kind, const char *path, GError **error)
{
  g_autoptr (IfaLetter) letter = ifa_letter_new (report, kind, NULL);
  g_autofree char *text = g_strconcat (letter->subject, "\n", letter->body, NULL);

  return g_file_set_contents (path, text, -1, error);
}

static IfaReport *
make (int argc, char **argv)
{
  IfaReport *report;

  if (argc > 3 && g_str_equal (argv[3], "well"))
    return sample_report_new_well ();
  if (argc > 4 && g_str_equal (argv[3], "large"))
    return sample_report_new (strtoul (argv[4], NULL, 10));

  report = sample_report_new (2);
  if (argc > 4 && g_str_equal (argv[3], "poison"))
    sample_report_poison (report, strtoul (argv[4], NULL, 10));
  if (argc > 4 && g_str_equal (argv[3], "planted"))
    plant (report, argv[4]);
  return report;
}

int
main (int argc, char **argv)
{
  const char *catalogues = g_getenv ("IFA_TEST_LOCALE_DIR");
  g_autoptr (IfaReport) report = NULL;
  g_autoptr (GError) error = NULL;
  IfaReportFormat format;
  IfaLetterKind kind;
  gboolean is_letter;

  setlocale (LC_ALL, "");
  if (catalogues != NULL)
    bindtextdomain (GETTEXT_PACKAGE, catalogues);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  is_letter = argc > 2 && ifa_letter_kind_from_string (argv[1], &kind);
  if (argc < 3 || (!is_letter && !ifa_report_format_from_string (argv[1], &format)))
    return 64;

  report = make (argc, argv);
  if (g_strcmp0 (g_getenv ("IFA_TEST_PAPER"), "letter") == 0)
    report->paper = IFA_PAPER_LETTER;
  if (is_letter ? write_letter (report, kind, argv[2], &error)
                : ifa_report_save (report, format, argv[2], &error))
    return 0;
  g_printerr ("%s\n", error->message);
  return 74;
}
