/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Writes sample reports for the tests that judge them from outside:
 * render-report FORMAT FILE [well | poison SEED | large N]. */

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>

#include "report-sample.h"

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
  return report;
}

int
main (int argc, char **argv)
{
  const char *catalogues = g_getenv ("IFA_TEST_LOCALE_DIR");
  g_autoptr (IfaReport) report = NULL;
  g_autoptr (GError) error = NULL;
  IfaReportFormat format;

  setlocale (LC_ALL, "");
  if (catalogues != NULL)
    bindtextdomain (GETTEXT_PACKAGE, catalogues);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  if (argc < 3 || !ifa_report_format_from_string (argv[1], &format))
    return 64;

  report = make (argc, argv);
  if (g_strcmp0 (g_getenv ("IFA_TEST_PAPER"), "letter") == 0)
    report->paper = IFA_PAPER_LETTER;
  if (ifa_report_save (report, format, argv[2], &error))
    return 0;
  g_printerr ("%s\n", error->message);
  return 74;
}
