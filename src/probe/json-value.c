/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "json-value.h"

#include <string.h>

#include "foreign-text.h"

static char *
dup_text (JsonNode *value, gsize max_characters)
{
  if (value == NULL || !JSON_NODE_HOLDS_VALUE (value))
    return NULL;

  switch (json_node_get_value_type (value))
    {
    case G_TYPE_STRING:
      {
        const char *text = json_node_get_string (value);
        return ifa_foreign_text_dup (text, strlen (text), max_characters);
      }
    case G_TYPE_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (value));
    case G_TYPE_DOUBLE:
      {
        char number[G_ASCII_DTOSTR_BUF_SIZE];
        return g_strdup (g_ascii_dtostr (number, sizeof number, json_node_get_double (value)));
      }
    case G_TYPE_BOOLEAN:
      return g_strdup (json_node_get_boolean (value) ? "true" : "false");
    default:
      return NULL;
    }
}

/**
 * ifa_json_dup_value:
 * @root: a bounded document
 * @path: (nullable): JSONPath
 * @max_characters: how much of a string to keep
 *
 * Returns: (transfer full) (nullable): the first value at @path, as text
 */
char *
ifa_json_dup_value (JsonNode *root, const char *path, gsize max_characters)
{
  g_autoptr (JsonNode) found = path != NULL ? json_path_query (path, root, NULL) : NULL;
  JsonArray *values = found != NULL ? json_node_get_array (found) : NULL;

  if (values == NULL || json_array_get_length (values) == 0)
    return NULL;
  return dup_text (json_array_get_element (values, 0), max_characters);
}
