/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "hosts-file.h"

#include <gio/gio.h>
#include <string.h>

/**
 * ifa_hosts_line_dup_address:
 * @line: one line
 * @name: a host name
 *
 * Returns: (transfer full) (nullable): the address that the line gives to @name
 */
char *
ifa_hosts_line_dup_address (const char *line, const char *name)
{
  g_autofree char *text = g_strndup (line, strcspn (line, "#"));
  g_auto (GStrv) words = NULL;

  /* Most lines are about other names; a look saves the splitting. */
  if (strcasestr (text, name) == NULL)
    return NULL;

  words = g_strsplit_set (g_strstrip (text), " \t\r", -1);
  if (words[0] == NULL || !g_hostname_is_ip_address (words[0]))
    return NULL;
  for (guint i = 1; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], name) == 0)
      return g_strdup (words[0]);
  return NULL;
}
