/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>

#include "error.h"
#include "language.h"

#define OPTION "--lang"

/* The C library looks no translation up in the locale "C", and a machine may have generated none
 * for the language that is asked for. Any other locale will do: LANGUAGE chooses the words. */
static const char *const spare_locales[] = { "C.UTF-8", "en_US.UTF-8", NULL };

/* Takes "--lang L" or "--lang=L" out of the arguments, wherever it stands before "--". */
static const char *
take_option (int *argc, char **argv, gboolean *is_whole)
{
  const char *language = NULL;
  int kept = 1;
  int i = 1;

  *is_whole = TRUE;
  for (; i < *argc && strcmp (argv[i], "--") != 0; i++)
    {
      if (g_str_has_prefix (argv[i], OPTION "="))
        language = argv[i] + strlen (OPTION "=");
      else if (strcmp (argv[i], OPTION) == 0 && i + 1 < *argc)
        language = argv[++i];
      else if (strcmp (argv[i], OPTION) == 0)
        *is_whole = FALSE;
      else
        argv[kept++] = argv[i];
    }
  while (i < *argc)
    argv[kept++] = argv[i++];
  argv[kept] = NULL;
  *argc = kept;
  return language;
}

static gboolean
is_language (const char *language)
{
  return g_regex_match_simple ("^[a-z]{2,3}([_-][A-Za-z0-9]{2,8}){0,3}$", language,
                               G_REGEX_DOLLAR_ENDONLY, 0);
}

static gboolean
is_utf8 (void)
{
  return strcmp (nl_langinfo (CODESET), "UTF-8") == 0;
}

/* Messages are UTF-8 throughout; a terminal that was set up for nothing gets them as they are. */
static void
set_spare_locale (void)
{
  for (guint i = 0; spare_locales[i] != NULL; i++)
    {
      if (setlocale (LC_ALL, spare_locales[i]) != NULL && is_utf8 ())
        return;
    }
}

/* POSIX writes "zh_CN" where BCP 47 writes "zh-CN". */
static void
set_language (const char *language)
{
  g_autofree char *name = g_strdelimit (g_strdup (language), "-", '_');
  g_autofree char *locale = g_strconcat (name, ".UTF-8", NULL);

  g_setenv ("LANGUAGE", name, TRUE);
  if (setlocale (LC_ALL, locale) == NULL)
    set_spare_locale ();
}

static const char *
get_catalogue_folder (void)
{
  if (*IFA_BUILD_LOCALE_DIR != '\0' && g_file_test (IFA_BUILD_LOCALE_DIR, G_FILE_TEST_IS_DIR))
    return IFA_BUILD_LOCALE_DIR;
  return IFA_LOCALE_DIR;
}

/**
 * ifa_language_set_up:
 * @argc: (inout): number of arguments
 * @argv: the arguments; "--lang L" is taken out, so that everything after speaks L
 * @error: `IFA_ERROR_USAGE`
 *
 * Returns: whether L is a language
 */
gboolean
ifa_language_set_up (int *argc, char **argv, GError **error)
{
  gboolean is_whole = TRUE;
  const char *language = take_option (argc, argv, &is_whole);
  const char *given = setlocale (LC_ALL, "");

  bindtextdomain (GETTEXT_PACKAGE, get_catalogue_folder ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (given == NULL || strcmp (given, "C") == 0 || strcmp (given, "POSIX") == 0)
    set_spare_locale ();
  if (is_whole && (language == NULL || is_language (language)))
    {
      if (language != NULL)
        set_language (language);
      return TRUE;
    }
  g_set_error_literal (error, IFA_ERROR, IFA_ERROR_USAGE,
                       _ ("“--lang” needs a language, as “zh_CN” or “en”."));
  return FALSE;
}
