/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "json-bounds.h"

#define MAX_DEPTH 64
#define MAX_BYTES (1024 * 1024)

/**
 * ifa_json_is_bounded:
 * @data: foreign bytes
 * @length: how many
 *
 * json-glib recurses on nesting, so the nesting is counted beforehand, without recursion. Nothing
 * else of the syntax is checked.
 *
 * Returns: whether @data is UTF-8 of at most 1 MiB that is nested at most 64 deep
 */
gboolean
ifa_json_is_bounded (const char *data, gsize length)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  if (length > MAX_BYTES || !g_utf8_validate (data, length, NULL))
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (in_string)
        {
          if (data[i] == '\\')
            i++;
          else if (data[i] == '"')
            in_string = FALSE;
        }
      else if (data[i] == '"')
        in_string = TRUE;
      else if (data[i] == '{' || data[i] == '[')
        depth++;
      else if ((data[i] == '}' || data[i] == ']') && depth > 0)
        depth--;

      if (depth > MAX_DEPTH)
        return FALSE;
    }
  return TRUE;
}
