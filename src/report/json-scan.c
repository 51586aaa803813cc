/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "json-scan.h"

/**
 * ifa_json_scan_depth:
 * @data: foreign JSON, or what claims to be
 * @length: bytes of @data
 * @max_depth: how many brackets may be open at once
 *
 * json-glib goes down into arrays and objects by recursion; this doesn't.
 *
 * Returns: whether @data keeps to @max_depth
 */
gboolean
ifa_json_scan_depth (const char *data, gsize length, guint max_depth)
{
  gboolean in_string = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      char c = data[i];

      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
          continue;
        }
      if (c == '"')
        in_string = TRUE;
      else if ((c == '[' || c == '{') && ++depth > max_depth)
        return FALSE;
      else if ((c == ']' || c == '}') && depth > 0)
        depth--;
    }
  return TRUE;
}
