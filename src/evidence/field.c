/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "field.h"

#include <string.h>

#include "error.h"

/* What a foreign report may put into one fact. */
#define MAX_TEXT_BYTES (64 * 1024)
#define MAX_LIST_ITEMS 1024

#define STRING_AT(facts, field) (G_STRUCT_MEMBER (char *, facts, (field)->offset))
#define STRINGS_AT(facts, field) (G_STRUCT_MEMBER (char **, facts, (field)->offset))
#define INTEGER_AT(facts, field) (G_STRUCT_MEMBER (gint64, facts, (field)->offset))
#define TRI_AT(facts, field) (G_STRUCT_MEMBER (IfaTri, facts, (field)->offset))
#define ENUM_AT(facts, field) (G_STRUCT_MEMBER (guint, facts, (field)->offset))

/**
 * ifa_facts_new:
 * @type: a kind of facts
 *
 * Returns: (transfer full): facts of which nothing is known yet
 */
gpointer
ifa_facts_new (const IfaFactsType *type)
{
  gpointer facts = g_malloc0 (type->size);

  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].type == IFA_FIELD_INTEGER || type->fields[i].type == IFA_FIELD_TIME)
      INTEGER_AT (facts, &type->fields[i]) = IFA_UNKNOWN_INTEGER;

  return facts;
}

/**
 * ifa_facts_free:
 * @type: the kind of @facts
 * @facts: (nullable) (transfer full): what [func@Ifa.facts_new] made
 */
void
ifa_facts_free (const IfaFactsType *type, gpointer facts)
{
  if (facts == NULL)
    return;

  for (guint i = 0; i < type->n_fields; i++)
    {
      const IfaField *field = &type->fields[i];

      if (field->type == IFA_FIELD_STRING || field->type == IFA_FIELD_ADDRESS)
        g_free (STRING_AT (facts, field));
      else if (field->type == IFA_FIELD_STRINGS || field->type == IFA_FIELD_ADDRESSES)
        g_strfreev (STRINGS_AT (facts, field));
    }

  g_free (facts);
}

/**
 * ifa_field_dup_key:
 * @field: a row
 *
 * Returns: (transfer full): the name of the fact in JSON
 */
char *
ifa_field_dup_key (const IfaField *field)
{
  gsize length = strlen (field->name);

  if (field->type == IFA_FIELD_TIME && g_str_has_suffix (field->name, "_s"))
    length -= 2;

  return g_strndup (field->name, length);
}

static gboolean
field_is_known (const IfaField *field, gconstpointer facts)
{
  switch (field->type)
    {
    case IFA_FIELD_STRING:
    case IFA_FIELD_ADDRESS:
      return STRING_AT (facts, field) != NULL;
    case IFA_FIELD_STRINGS:
    case IFA_FIELD_ADDRESSES:
      return STRINGS_AT (facts, field) != NULL;
    case IFA_FIELD_INTEGER:
    case IFA_FIELD_TIME:
      return INTEGER_AT (facts, field) != IFA_UNKNOWN_INTEGER;
    case IFA_FIELD_TRI:
      return TRI_AT (facts, field) != IFA_TRI_UNKNOWN;
    case IFA_FIELD_ENUM:
      return ENUM_AT (facts, field) != 0;
    default:
      g_return_val_if_reached (FALSE);
    }
}

static char *
redacted (const IfaField *field, const char *value, IfaRedact redact, gpointer redact_data)
{
  return redact != NULL ? redact (field, value, redact_data) : g_strdup (value);
}

static char *
time_to_text (gint64 time_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_s);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("");
}

static JsonNode *
field_to_json (const IfaField *field, gconstpointer facts, IfaRedact redact, gpointer redact_data)
{
  JsonNode *node = json_node_alloc ();

  switch (field->type)
    {
    case IFA_FIELD_STRING:
    case IFA_FIELD_ADDRESS:
      {
        g_autofree char *text = redacted (field, STRING_AT (facts, field), redact, redact_data);
        return json_node_init_string (node, text);
      }
    case IFA_FIELD_STRINGS:
    case IFA_FIELD_ADDRESSES:
      {
        g_autoptr (JsonArray) array = json_array_new ();
        for (char **item = STRINGS_AT (facts, field); *item != NULL; item++)
          {
            g_autofree char *text = redacted (field, *item, redact, redact_data);
            json_array_add_string_element (array, text);
          }
        return json_node_init_array (node, array);
      }
    case IFA_FIELD_INTEGER:
      return json_node_init_int (node, INTEGER_AT (facts, field));
    case IFA_FIELD_TIME:
      {
        g_autofree char *text = time_to_text (INTEGER_AT (facts, field));
        return json_node_init_string (node, text);
      }
    case IFA_FIELD_TRI:
      return json_node_init_boolean (node, TRI_AT (facts, field) == IFA_TRI_YES);
    case IFA_FIELD_ENUM:
      return json_node_init_string (node, field->enum_names[ENUM_AT (facts, field)]);
    default:
      json_node_free (node);
      g_return_val_if_reached (NULL);
    }
}

/**
 * ifa_facts_to_json:
 * @type: the kind of @facts
 * @facts: the facts
 * @redact: (nullable) (scope call): what every text passes through on its way out
 * @redact_data: closure of @redact
 *
 * Unknown facts are left out: in a report, what is absent was not measured.
 *
 * Returns: (transfer full): an object with one member a known fact
 */
JsonObject *
ifa_facts_to_json (const IfaFactsType *type,
                   gconstpointer facts,
                   IfaRedact redact,
                   gpointer redact_data)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < type->n_fields; i++)
    {
      const IfaField *field = &type->fields[i];

      if (field_is_known (field, facts))
        {
          g_autofree char *key = ifa_field_dup_key (field);
          json_object_set_member (object, key, field_to_json (field, facts, redact, redact_data));
        }
    }

  return object;
}

static gboolean
wrong_fact (const IfaFactsType *type, const char *key, const char *expected, GError **error)
{
  g_set_error (error, IFA_ERROR, IFA_ERROR_BAD_REPORT, "the fact “%s” of a “%s” check must be %s",
               key, type->kind, expected);
  return FALSE;
}

static gboolean
is_bounded_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         && strlen (json_node_get_string (node)) <= MAX_TEXT_BYTES;
}

static char **
strings_from_json (JsonNode *node)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  array = json_node_get_array (node);
  if (json_array_get_length (array) > MAX_LIST_ITEMS)
    return NULL;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (!is_bounded_string (json_array_get_element (array, i)))
        return NULL;
      g_strv_builder_add (builder, json_array_get_string_element (array, i));
    }

  return g_strv_builder_end (builder);
}

static gboolean
time_from_json (JsonNode *node, gint64 *time_s)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;

  if (!is_bounded_string (node))
    return FALSE;
  time = g_date_time_new_from_iso8601 (json_node_get_string (node), utc);
  if (time == NULL)
    return FALSE;

  *time_s = g_date_time_to_unix (time);
  return TRUE;
}

static gboolean
enum_from_json (const IfaField *field, JsonNode *node, guint *value)
{
  if (!is_bounded_string (node))
    return FALSE;

  for (guint i = 0; field->enum_names[i] != NULL; i++)
    if (g_str_equal (field->enum_names[i], json_node_get_string (node)))
      {
        *value = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
field_from_json (const IfaFactsType *type,
                 const IfaField *field,
                 const char *key,
                 JsonNode *node,
                 gpointer facts,
                 GError **error)
{
  switch (field->type)
    {
    case IFA_FIELD_STRING:
    case IFA_FIELD_ADDRESS:
      if (!is_bounded_string (node))
        return wrong_fact (type, key, "a text of at most 64 KiB", error);
      g_free (STRING_AT (facts, field));
      STRING_AT (facts, field) = json_node_dup_string (node);
      return TRUE;
    case IFA_FIELD_STRINGS:
    case IFA_FIELD_ADDRESSES:
      {
        char **strings = strings_from_json (node);
        if (strings == NULL)
          return wrong_fact (type, key, "a list of at most 1024 texts", error);
        g_strfreev (STRINGS_AT (facts, field));
        STRINGS_AT (facts, field) = strings;
        return TRUE;
      }
    case IFA_FIELD_INTEGER:
      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
        return wrong_fact (type, key, "a whole number", error);
      INTEGER_AT (facts, field) = json_node_get_int (node);
      return TRUE;
    case IFA_FIELD_TIME:
      if (!time_from_json (node, &INTEGER_AT (facts, field)))
        return wrong_fact (type, key, "a time as in ISO 8601", error);
      return TRUE;
    case IFA_FIELD_TRI:
      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
        return wrong_fact (type, key, "true or false", error);
      TRI_AT (facts, field) = IFA_TRI (json_node_get_boolean (node));
      return TRUE;
    case IFA_FIELD_ENUM:
      if (!enum_from_json (field, node, &ENUM_AT (facts, field)))
        return wrong_fact (type, key, "one of the known words", error);
      return TRUE;
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * ifa_facts_from_json:
 * @type: the kind of @facts
 * @object: foreign input
 * @facts: facts as [func@Ifa.facts_new] made them
 * @error: return location
 *
 * Members that @type doesn't know are passed over: a newer version may have written them.
 * A null is "unknown".
 *
 * Returns: whether each known member had the type and size that its row asks for; otherwise
 *   @error is [enum@Ifa.Error.BAD_REPORT]
 */
gboolean
ifa_facts_from_json (const IfaFactsType *type, JsonObject *object, gpointer facts, GError **error)
{
  for (guint i = 0; i < type->n_fields; i++)
    {
      const IfaField *field = &type->fields[i];
      g_autofree char *key = ifa_field_dup_key (field);
      JsonNode *node = json_object_get_member (object, key);

      if (node == NULL || JSON_NODE_HOLDS_NULL (node))
        continue;
      if (!field_from_json (type, field, key, node, facts, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * ifa_field_dup_text:
 * @field: a row
 * @facts: the facts it is a row of
 * @redact: (nullable) (scope call): what every text passes through
 * @redact_data: closure of @redact
 *
 * Returns: (transfer full) (nullable): the fact as a line of technical details; `NULL` where
 *   it is unknown
 */
char *
ifa_field_dup_text (const IfaField *field,
                    gconstpointer facts,
                    IfaRedact redact,
                    gpointer redact_data)
{
  if (!field_is_known (field, facts))
    return NULL;

  switch (field->type)
    {
    case IFA_FIELD_STRING:
    case IFA_FIELD_ADDRESS:
      return redacted (field, STRING_AT (facts, field), redact, redact_data);
    case IFA_FIELD_STRINGS:
    case IFA_FIELD_ADDRESSES:
      {
        g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
        g_auto (GStrv) items = NULL;
        for (char **item = STRINGS_AT (facts, field); *item != NULL; item++)
          {
            g_autofree char *text = redacted (field, *item, redact, redact_data);
            g_strv_builder_add (builder, text);
          }
        items = g_strv_builder_end (builder);
        return g_strjoinv (", ", items);
      }
    case IFA_FIELD_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, INTEGER_AT (facts, field));
    case IFA_FIELD_TIME:
      return time_to_text (INTEGER_AT (facts, field));
    case IFA_FIELD_TRI:
      return g_strdup (TRI_AT (facts, field) == IFA_TRI_YES ? "yes" : "no");
    case IFA_FIELD_ENUM:
      return g_strdup (field->enum_names[ENUM_AT (facts, field)]);
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * ifa_field_equal:
 * @field: a row
 * @a: facts
 * @b: facts of the same type
 *
 * Returns: whether @a and @b say the same; two unknowns do
 */
gboolean
ifa_field_equal (const IfaField *field, gconstpointer a, gconstpointer b)
{
  g_autofree char *text_a = ifa_field_dup_text (field, a, NULL, NULL);
  g_autofree char *text_b = ifa_field_dup_text (field, b, NULL, NULL);

  return g_strcmp0 (text_a, text_b) == 0;
}
