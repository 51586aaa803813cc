/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "report-format.h"

#include <glib/gi18n.h>

static const IfaFormat formats[] = {
  /* Translators: kinds of files, short: they stand side by side on buttons */
  { IFA_REPORT_TEXT, "text", N_ ("Text"), N_ ("To read, and to paste into an e-mail or a chat."),
    ".txt" },
  { IFA_REPORT_HTML, "html", N_ ("Web page"), N_ ("To open in a browser, print and attach."),
    ".html" },
  { IFA_REPORT_JSON, "json", N_ ("Data"),
    N_ ("For the tools of the service’s support desk; it has every measurement."), ".json" },
};

/**
 * ifa_report_format_list:
 * @n_formats: (out): how many
 *
 * Returns: (array length=n_formats): the kinds of files there are, the usual one first
 */
const IfaFormat *
ifa_report_format_list (guint *n_formats)
{
  *n_formats = G_N_ELEMENTS (formats);
  return formats;
}

/**
 * ifa_report_format_find:
 * @name: of a kind of file
 *
 * Returns: its place in the list; 0, the usual one, where there is none of this name
 */
guint
ifa_report_format_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i].name, name) == 0)
      return i;
  return 0;
}
