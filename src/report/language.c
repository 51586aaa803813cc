/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The language that the texts of a report are in. */

#include "report-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * ifa_report_dup_language:
 *
 * Returns: (transfer full): BCP 47 tag of the language that translated texts are in now: "zh-CN";
 *   "en" where there is no translation
 */
char *
ifa_report_dup_language (void)
{
  /* Translators: the BCP 47 tag of the language that you translate into, as in "zh-CN". */
  return g_strdup (C_ ("language tag", "en"));
}

/**
 * ifa_report_language_is_rtl:
 * @language: a BCP 47 tag
 *
 * Returns: whether it is written from right to left
 */
gboolean
ifa_report_language_is_rtl (const char *language)
{
  static const char *const languages[] = { "ar", "fa", "he", "ur", "ps", "yi", "ug", NULL };
  g_autofree char *primary = g_strndup (language, strcspn (language, "-_"));

  return g_strv_contains (languages, primary);
}
