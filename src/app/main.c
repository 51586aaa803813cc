/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "application.h"

/* The program that runs from its build speaks the build's words. */
static const char *
get_catalogue_folder (void)
{
  if (*IFA_BUILD_LOCALE_DIR != '\0' && g_file_test (IFA_BUILD_LOCALE_DIR, G_FILE_TEST_IS_DIR))
    return IFA_BUILD_LOCALE_DIR;
  return IFA_LOCALE_DIR;
}

int
main (int argc, char *argv[])
{
  g_autoptr (IfaApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, get_catalogue_folder ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = ifa_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
