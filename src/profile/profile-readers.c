/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "profile-readers.h"
#include "profile-text.h"

/* What a text may hold where its row sets no limit. */
#define DEFAULT_MAX_CHARACTERS 500
#define DEFAULT_MAX_ITEMS 100

static gboolean
fail_type (IfaProfileParser *parser, const char *predicate, GError **error)
{
  return ifa_profile_parser_fail (parser, NULL, predicate, error);
}

/* Text that reaches a terminal or a window: nothing in it may act there. */
static gboolean
is_harmless (const char *text, gboolean multiline)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_iscntrl (c) && !(multiline && c == '\n'))
        return FALSE;
      if (c == 0x202d || c == 0x202e) /* overrides of the writing direction */
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_allowed_word (const IfaProfileKey *key, const char *value)
{
  return key->words == NULL || g_strv_contains (key->words, value);
}

static gboolean
fail_words (IfaProfileParser *parser, const IfaProfileKey *key, GError **error)
{
  g_autofree char *list = g_strjoinv (", ", (char **) key->words);
  g_autofree char *predicate = g_strdup_printf (_ ("must be one of: %s"), list);

  return ifa_profile_parser_fail (parser, NULL, predicate, error);
}

/* Checks and converts one text of a row. */
static char *
convert (IfaProfileParser *parser, const IfaProfileKey *key, const char *value, GError **error)
{
  glong maximum = key->maximum > 0 ? key->maximum : DEFAULT_MAX_CHARACTERS;
  gboolean multiline = (key->flags & IFA_KEY_MULTILINE) != 0;
  g_autofree char *predicate = NULL;
  char *converted = NULL;

  if (g_utf8_strlen (value, -1) > maximum)
    predicate = g_strdup_printf (_ ("is longer than %ld characters; shorten it"), maximum);
  else if (strspn (value, " \t\n") == strlen (value))
    predicate = g_strdup (_ ("is empty; fill it in or remove the key"));
  else if (!is_harmless (value, multiline))
    predicate = g_strdup (multiline ? _ ("contains an invisible control character; remove it")
                                    : _ ("contains a line break or another invisible control "
                                         "character; remove it"));
  if (predicate == NULL && !is_allowed_word (key, value))
    {
      fail_words (parser, key, error);
      return NULL;
    }
  if (predicate == NULL)
    converted = key->convert != NULL ? key->convert (parser, value, &predicate) : g_strdup (value);
  if (converted == NULL)
    ifa_profile_parser_fail (parser, NULL, predicate, error);
  return converted;
}

static const char *
get_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
get_integer (JsonNode *node, gint64 *value)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *value = json_node_get_int (node);
  return TRUE;
}

static gboolean
read_string (IfaProfileParser *parser,
             const IfaProfileKey *key,
             JsonNode *node,
             gpointer field,
             GError **error)
{
  const char *value = get_string (node);

  if (value == NULL)
    return fail_type (parser, _ ("must be a text in quotation marks"), error);
  g_free (*(char **) field);
  *(char **) field = convert (parser, key, value, error);
  return *(char **) field != NULL;
}

/* Codes are compared as text; vendors write them both ways. */
static gboolean
read_code (IfaProfileParser *parser,
           const IfaProfileKey *key,
           JsonNode *node,
           gpointer field,
           GError **error)
{
  gint64 number = 0;

  if (get_integer (node, &number))
    {
      *(char **) field = g_strdup_printf ("%" G_GINT64_FORMAT, number);
      return TRUE;
    }
  if (get_string (node) == NULL)
    return fail_type (parser, _ ("must be a text in quotation marks or a whole number"), error);
  return read_string (parser, key, node, field, error);
}

static gboolean
read_translations (IfaProfileParser *parser,
                   const IfaProfileKey *key,
                   JsonObject *object,
                   IfaText **text,
                   GError **error)
{
  g_autoptr (GList) languages = json_object_get_members (object);

  for (GList *item = languages; item != NULL; item = item->next)
    {
      const char *language = item->data;
      gsize length = ifa_profile_parser_enter_member (parser, language);
      const char *value = get_string (json_object_get_member (object, language));
      g_autofree char *converted = NULL;

      if (!ifa_text_is_language (language))
        return fail_type (parser, _ ("isn't a language; write it as “en” or “zh_CN”"), error);
      if (value == NULL)
        return fail_type (parser, _ ("must be a text in quotation marks"), error);
      converted = convert (parser, key, value, error);
      if (converted == NULL)
        return FALSE;
      if (*text == NULL)
        *text = ifa_text_new (language, converted);
      else
        ifa_text_add (*text, language, converted);
      ifa_profile_parser_leave (parser, length);
    }
  return *text != NULL || fail_type (parser, _ ("is empty; fill it in or remove the key"), error);
}

static gboolean
read_text (IfaProfileParser *parser,
           const IfaProfileKey *key,
           JsonNode *node,
           gpointer field,
           GError **error)
{
  g_autoptr (IfaText) text = NULL;
  g_autofree char *plain = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      if (!read_translations (parser, key, json_node_get_object (node), &text, error))
        return FALSE;
    }
  else if (get_string (node) != NULL)
    {
      plain = convert (parser, key, get_string (node), error);
      if (plain == NULL)
        return FALSE;
      text = ifa_text_new (IFA_TEXT_ANY_LANGUAGE, plain);
    }
  else
    {
      return fail_type (parser,
                        _ ("must be a text, or an object of texts by language, as {\"en\": "
                           "\"…\", \"zh_CN\": \"…\"}"),
                        error);
    }
  *(IfaText **) field = g_steal_pointer (&text);
  return TRUE;
}

static gboolean
read_local_string (IfaProfileParser *parser,
                   const IfaProfileKey *key,
                   JsonNode *node,
                   gpointer field,
                   GError **error)
{
  g_autoptr (IfaText) text = NULL;

  if (!read_text (parser, key, node, &text, error))
    return FALSE;
  *(char **) field = g_strdup (ifa_text_get (text));
  return TRUE;
}

static gboolean
read_word (IfaProfileParser *parser,
           const IfaProfileKey *key,
           JsonNode *node,
           gpointer field,
           GError **error)
{
  const char *value = get_string (node);

  return (value != NULL && is_allowed_word (key, value)) || fail_words (parser, key, error);
}

static gboolean
read_number (IfaProfileParser *parser,
             const IfaProfileKey *key,
             JsonNode *node,
             gint64 *value,
             GError **error)
{
  g_autofree char *minimum = g_strdup_printf ("%" G_GINT64_FORMAT, key->minimum);
  g_autofree char *maximum = g_strdup_printf ("%" G_GINT64_FORMAT, key->maximum);
  g_autofree char *predicate = NULL;

  if (get_integer (node, value) && *value >= key->minimum && *value <= key->maximum)
    return TRUE;
  predicate = g_strdup_printf (_ ("must be a whole number from %s to %s, without quotation marks"),
                               minimum, maximum);
  return ifa_profile_parser_fail (parser, NULL, predicate, error);
}

static gboolean
read_uint (IfaProfileParser *parser,
           const IfaProfileKey *key,
           JsonNode *node,
           gpointer field,
           GError **error)
{
  gint64 value = 0;

  if (!read_number (parser, key, node, &value, error))
    return FALSE;
  *(guint *) field = value;
  return TRUE;
}

static gboolean
read_int (IfaProfileParser *parser,
          const IfaProfileKey *key,
          JsonNode *node,
          gpointer field,
          GError **error)
{
  gint64 value = 0;

  if (!read_number (parser, key, node, &value, error))
    return FALSE;
  *(int *) field = value;
  return TRUE;
}

static gboolean
read_nested (IfaProfileParser *parser,
             const IfaProfileKey *key,
             JsonNode *node,
             gpointer data,
             GError **error)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail_type (parser, _ ("must be an object in braces"), error);
  return ifa_profile_parser_read_object (parser, key->shape, json_node_get_object (node), data,
                                         error);
}

/* Where the row has a shape, an object of that shape may stand instead of the number. */
static gboolean
read_int64 (IfaProfileParser *parser,
            const IfaProfileKey *key,
            JsonNode *node,
            gpointer field,
            GError **error)
{
  if (key->shape != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return read_nested (parser, key, node, (char *) field - key->offset, error);
  return read_number (parser, key, node, field, error);
}

static gboolean
read_boolean (IfaProfileParser *parser,
              const IfaProfileKey *key,
              JsonNode *node,
              gpointer field,
              GError **error)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fail_type (parser, _ ("must be true or false, without quotation marks"), error);
  *(gboolean *) field = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
read_choice (IfaProfileParser *parser,
             const IfaProfileKey *key,
             JsonNode *node,
             gpointer field,
             GError **error)
{
  const char *value = get_string (node);

  for (guint i = 0; value != NULL && key->words[i] != NULL; i++)
    {
      if (strcmp (value, key->words[i]) != 0)
        continue;
      *(guint *) field = i;
      return TRUE;
    }
  return fail_words (parser, key, error);
}

/* "24:00" is the end of a day; a window can't begin there. */
static gboolean
read_time_of_day (IfaProfileParser *parser,
                  const IfaProfileKey *key,
                  JsonNode *node,
                  gpointer field,
                  GError **error)
{
  const char *value = get_string (node);
  guint minutes = 0;

  if (value == NULL
      || !g_regex_match_simple ("^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$", value,
                                G_REGEX_DOLLAR_ENDONLY, 0))
    return fail_type (parser, _ ("must be a time of the day written as \"22:00\""), error);
  minutes = (value[0] - '0') * 600 + (value[1] - '0') * 60 + (value[3] - '0') * 10 + value[4] - '0';
  if (minutes > key->maximum)
    return fail_type (parser, _ ("must be earlier than 24:00; write 00:00"), error);
  *(guint *) field = minutes;
  return TRUE;
}

/* The elements of a list, after its length was looked at. */
static JsonArray *
get_array (IfaProfileParser *parser, const IfaProfileKey *key, JsonNode *node, GError **error)
{
  guint maximum = key->max_items > 0 ? key->max_items : DEFAULT_MAX_ITEMS;
  g_autofree char *predicate = NULL;
  JsonArray *array = NULL;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      fail_type (parser, _ ("must be a list in square brackets"), error);
      return NULL;
    }
  array = json_node_get_array (node);
  if (json_array_get_length (array) > maximum)
    predicate = g_strdup_printf (ngettext ("has more than %u element; shorten it",
                                           "has more than %u elements; shorten it", maximum),
                                 maximum);
  else if ((key->flags & IFA_KEY_REQUIRED) != 0 && json_array_get_length (array) == 0)
    predicate = g_strdup (_ ("is an empty list; it needs at least one element"));
  if (predicate == NULL)
    return array;
  ifa_profile_parser_fail (parser, NULL, predicate, error);
  return NULL;
}

static gboolean
read_strings (IfaProfileParser *parser,
              const IfaProfileKey *key,
              JsonNode *node,
              gpointer field,
              GError **error)
{
  JsonArray *array = get_array (parser, key, node, error);
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);
  IfaProfileReader read_element = key->type == IFA_KEY_CODES ? read_code : read_string;

  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      gsize length = ifa_profile_parser_enter_element (parser, i);
      char *value = NULL;

      if (!read_element (parser, key, json_array_get_element (array, i), &value, error))
        return FALSE;
      g_ptr_array_add (strings, value);
      ifa_profile_parser_leave (parser, length);
    }
  g_ptr_array_add (strings, NULL);
  g_strfreev (*(char ***) field);
  *(char ***) field = (char **) g_ptr_array_free (g_steal_pointer (&strings), FALSE);
  return TRUE;
}

static gboolean
read_texts (IfaProfileParser *parser,
            const IfaProfileKey *key,
            JsonNode *node,
            gpointer field,
            GError **error)
{
  JsonArray *array = get_array (parser, key, node, error);

  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      gsize length = ifa_profile_parser_enter_element (parser, i);
      IfaText *text = NULL;

      if (!read_text (parser, key, json_array_get_element (array, i), &text, error))
        return FALSE;
      g_ptr_array_add (*(GPtrArray **) field, text);
      ifa_profile_parser_leave (parser, length);
    }
  return TRUE;
}

static gboolean
read_uints (IfaProfileParser *parser,
            const IfaProfileKey *key,
            JsonNode *node,
            gpointer field,
            GError **error)
{
  JsonArray *array = get_array (parser, key, node, error);

  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      gsize length = ifa_profile_parser_enter_element (parser, i);
      guint value = 0;

      if (!read_uint (parser, key, json_array_get_element (array, i), &value, error))
        return FALSE;
      g_array_append_val (*(GArray **) field, value);
      ifa_profile_parser_leave (parser, length);
    }
  return TRUE;
}

static gboolean
read_map (IfaProfileParser *parser,
          const IfaProfileKey *key,
          JsonNode *node,
          gpointer field,
          GError **error)
{
  g_autoptr (GList) members = NULL;
  JsonObject *object = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail_type (parser, _ ("must be an object in braces"), error);
  object = json_node_get_object (node);
  members = json_object_get_members (object);
  if (json_object_get_size (object) > (key->max_items > 0 ? key->max_items : DEFAULT_MAX_ITEMS))
    return fail_type (parser, _ ("has too many keys; remove some"), error);
  for (GList *item = members; item != NULL; item = item->next)
    {
      gsize length = ifa_profile_parser_enter_member (parser, item->data);
      char *value = NULL;

      if (key->words != NULL && !g_strv_contains (key->words, item->data))
        return fail_words (parser, key, error);
      if (!g_regex_match_simple ("^[a-z][a-z0-9_]*$", item->data, G_REGEX_DOLLAR_ENDONLY, 0))
        return fail_type (parser, _ ("must be named by small letters, digits and underscores"),
                          error);
      if (!read_string (parser, &(const IfaProfileKey){ .maximum = key->maximum },
                        json_object_get_member (object, item->data), &value, error))
        return FALSE;
      g_hash_table_insert (*(GHashTable **) field, g_strdup (item->data), value);
      ifa_profile_parser_leave (parser, length);
    }
  return TRUE;
}

static gboolean
read_list (IfaProfileParser *parser,
           const IfaProfileKey *key,
           JsonNode *node,
           gpointer field,
           GError **error)
{
  JsonArray *array = get_array (parser, key, node, error);

  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      gsize length = ifa_profile_parser_enter_element (parser, i);
      gpointer element = key->shape->create ();

      g_ptr_array_add (*(GPtrArray **) field, element);
      if (!read_nested (parser, key, json_array_get_element (array, i), element, error))
        return FALSE;
      ifa_profile_parser_leave (parser, length);
    }
  return TRUE;
}

const IfaProfileReader ifa_profile_readers[] = {
  [IFA_KEY_STRING] = read_string,
  [IFA_KEY_WORD] = read_word,
  [IFA_KEY_LOCAL_STRING] = read_local_string,
  [IFA_KEY_CODE] = read_code,
  [IFA_KEY_TEXT] = read_text,
  [IFA_KEY_UINT] = read_uint,
  [IFA_KEY_INT] = read_int,
  [IFA_KEY_INT64] = read_int64,
  [IFA_KEY_BOOLEAN] = read_boolean,
  [IFA_KEY_CHOICE] = read_choice,
  [IFA_KEY_TIME_OF_DAY] = read_time_of_day,
  [IFA_KEY_STRINGS] = read_strings,
  [IFA_KEY_CODES] = read_strings,
  [IFA_KEY_TEXTS] = read_texts,
  [IFA_KEY_UINTS] = read_uints,
  [IFA_KEY_MAP] = read_map,
  [IFA_KEY_OBJECT] = read_nested,
  [IFA_KEY_LIST] = read_list,
};
