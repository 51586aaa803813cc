/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The language that the texts of a report are in. */

#include "language.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

#include "report-private.h"

#ifdef __GLIBC__
/* gettext(3) keeps what it found; this counter tells it that the language changed (GNU gettext
 * manual, "Being a gettext grok": "Changing the language at runtime"). */
extern int _nl_msg_cat_cntr;
#endif

struct _IfaLanguageScope
{
  char *language; /* (nullable): what LANGUAGE was */
  locale_t locale;
  locale_t before;
};

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

static void
set_language (const char *language)
{
  if (language != NULL)
    g_setenv ("LANGUAGE", language, TRUE);
  else
    g_unsetenv ("LANGUAGE");
#ifdef __GLIBC__
  _nl_msg_cat_cntr++;
#endif
}

/* For the names of months. Where the language's locale is not installed, numbers must do. */
static locale_t
find_locale (const char *name)
{
  g_autofree char *utf8 = g_strconcat (name, ".UTF-8", NULL);
  locale_t locale = newlocale (LC_ALL_MASK, utf8, (locale_t) 0);

  return locale != (locale_t) 0 ? locale : newlocale (LC_ALL_MASK, "C.UTF-8", (locale_t) 0);
}

/**
 * ifa_language_enter:
 * @language: (nullable): BCP 47 or POSIX tag; `NULL`: nothing changes
 *
 * Everything that is translated from here on is in @language. For the main thread only, and
 * briefly: LANGUAGE belongs to the whole process.
 *
 * Returns: (transfer full) (nullable): to be given to [method@Ifa.LanguageScope.leave]
 */
IfaLanguageScope *
ifa_language_enter (const char *language)
{
  g_autofree char *name = NULL;
  IfaLanguageScope *scope;

  if (language == NULL)
    return NULL;

  name = g_strdelimit (g_strdup (language), "-", '_');
  scope = g_new0 (IfaLanguageScope, 1);
  scope->language = g_strdup (g_getenv ("LANGUAGE"));
  scope->locale = find_locale (name);
  if (scope->locale != (locale_t) 0)
    scope->before = uselocale (scope->locale);
  set_language (name);
  return scope;
}

void
ifa_language_leave (IfaLanguageScope *scope)
{
  if (scope == NULL)
    return;

  set_language (scope->language);
  if (scope->locale != (locale_t) 0)
    {
      uselocale (scope->before);
      freelocale (scope->locale);
    }
  g_free (scope->language);
  g_free (scope);
}
