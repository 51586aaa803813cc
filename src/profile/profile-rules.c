/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What no single row of the format can say: keys that need, or exclude, each other. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "error.h"
#include "profile-defaults.h"
#include "profile-format.h"
#include "profile-scan.h"
#include "profile-text.h"
#include "profile-url.h"

gboolean
ifa_profile_finish_endpoint (IfaProfileParser *parser,
                             JsonObject *object,
                             gpointer data,
                             GError **error)
{
  IfaEndpoint *endpoint = data;
  g_auto (IfaProfileUrl) url = { 0 };
  g_autofree char *why = NULL;

  if (!ifa_profile_url_parse (endpoint->url, IFA_PROFILE_SCHEMES_ALL, &url, &why))
    return ifa_profile_parser_fail (parser, "url", why, error);
  endpoint->scheme = g_strdup (url.scheme);
  endpoint->host = g_steal_pointer (&url.host);
  endpoint->port = url.port;
  if (endpoint->name == NULL)
    endpoint->name = ifa_text_new (IFA_TEXT_ANY_LANGUAGE, endpoint->id);
  return TRUE;
}

gboolean
ifa_profile_finish_window (IfaProfileParser *parser,
                           JsonObject *object,
                           gpointer data,
                           GError **error)
{
  IfaMaintenanceWindow *window = data;
  gboolean has_from = json_object_has_member (object, "from");
  gboolean has_to = json_object_has_member (object, "to");
  gboolean has_days
      = window->days_of_month->len > 0 || window->weekdays->len > 0 || window->dates != NULL;

  if (has_from != has_to)
    return ifa_profile_parser_fail (
        parser, NULL, _ ("needs both “from” and “to”, or neither; add the missing one"), error);
  if (!has_from && !has_days && window->timezone == NULL && window->announced_at != NULL)
    return TRUE;
  if (window->timezone == NULL)
    return ifa_profile_parser_fail (parser, NULL,
                                    _ ("needs the key “timezone”, as “Asia/Shanghai”; add it"),
                                    error);
  if (!has_from && !has_days)
    return ifa_profile_parser_fail (parser, NULL,
                                    _ ("says neither days nor hours; add “from” and “to”"), error);
  if (!has_from)
    window->to_minute = 24 * 60;
  if (window->from_minute == window->to_minute)
    return ifa_profile_parser_fail (
        parser, "to", _ ("is the same time as “from”; write the whole day as 00:00 to 24:00"),
        error);
  return TRUE;
}

gboolean
ifa_profile_finish_outbox (IfaProfileParser *parser,
                           JsonObject *object,
                           gpointer data,
                           GError **error)
{
  const IfaClientFolder *folder = data;
  gboolean is_database = strcmp (folder->format, "sqlite") == 0;

  if (is_database && folder->query == NULL)
    return ifa_profile_parser_fail (parser, NULL,
                                    _ ("is a database and needs the key “query”; add it"), error);
  if (is_database && g_hash_table_size (folder->columns) == 0)
    return ifa_profile_parser_fail (parser, NULL,
                                    _ ("is a database and needs the key “columns”; add it"), error);
  if (is_database && folder->match != NULL)
    return ifa_profile_parser_fail (parser, "match",
                                    _ ("is for folders, not for a database; remove it"), error);
  if (!is_database && (folder->query != NULL || g_hash_table_size (folder->columns) > 0))
    return ifa_profile_parser_fail (parser, folder->query != NULL ? "query" : "columns",
                                    _ ("is for databases; write \"format\": \"sqlite\" as well"),
                                    error);
  return TRUE;
}

gboolean
ifa_profile_finish_deadline (IfaProfileParser *parser,
                             JsonObject *object,
                             gpointer data,
                             GError **error)
{
  IfaDeadline *deadline = data;

  if (deadline->working_days >= 0 && deadline->hours >= 0)
    return ifa_profile_parser_fail (parser, "hours",
                                    _ ("can't stand beside “working_days”; keep one of the two"),
                                    error);
  /* What is one's own fault has no end to count from; laws count the others from theirs. */
  if (deadline->counts_from == NULL)
    deadline->counts_from = g_strdup (strcmp (deadline->fault, "own") == 0 ? "issue" : "end");
  return TRUE;
}

gboolean
ifa_profile_finish_parameter_value (IfaProfileParser *parser,
                                    JsonObject *object,
                                    gpointer data,
                                    GError **error)
{
  IfaParameterValue *value = data;

  if (value->name == NULL)
    value->name = ifa_text_new (IFA_TEXT_ANY_LANGUAGE, value->id);
  return TRUE;
}

static const IfaParameterValue *
find_value (const IfaParameter *parameter, const char *id)
{
  for (guint i = 0; i < parameter->values->len; i++)
    {
      const IfaParameterValue *value = g_ptr_array_index (parameter->values, i);

      if (strcmp (value->id, id) == 0)
        return value;
    }
  return NULL;
}

/* "{province}" is the id of what was chosen, "{province.host}" what it sets. */
static void
set_variables (IfaProfileParser *parser,
               const IfaParameter *parameter,
               const IfaParameterValue *value)
{
  GHashTableIter iter;
  gpointer name = NULL;
  gpointer text = NULL;

  g_hash_table_insert (parser->variables, g_strdup (parameter->id), g_strdup (value->id));
  g_hash_table_iter_init (&iter, value->variables);
  while (g_hash_table_iter_next (&iter, &name, &text))
    g_hash_table_insert (parser->variables,
                         g_strdup_printf ("%s.%s", parameter->id, (const char *) name),
                         g_strdup (text));
}

static gboolean
fail_choice (IfaProfileParser *parser,
             const IfaParameter *parameter,
             const char *chosen,
             GError **error)
{
  g_autofree char *shown = ifa_profile_dup_quotable (chosen);
  g_autofree char *file = ifa_profile_dup_quotable (parser->name);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < parameter->values->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "",
                            ((IfaParameterValue *) g_ptr_array_index (parameter->values, i))->id);
  g_set_error (error, IFA_ERROR, IFA_ERROR_USAGE,
               /* Translators: a file name, a value, a parameter's name, a list of values. */
               _ ("%s: “%s” is not a value of “%s”; choose one of: %s."), file, shown,
               parameter->id, list->str);
  return FALSE;
}

gboolean
ifa_profile_finish_parameter (IfaProfileParser *parser,
                              JsonObject *object,
                              gpointer data,
                              GError **error)
{
  IfaParameter *parameter = data;
  const IfaParameterValue *first = g_ptr_array_index (parameter->values, 0);
  const char *chosen = g_hash_table_lookup (parser->parameters, parameter->id);

  if (g_hash_table_contains (parser->variables, parameter->id))
    return ifa_profile_parser_fail (parser, "id",
                                    _ ("is the id of another parameter as well; choose another"),
                                    error);
  if (parameter->value != NULL && find_value (parameter, parameter->value) == NULL)
    return ifa_profile_parser_fail (parser, "default",
                                    _ ("is not the id of one of the values; correct it"), error);
  if (chosen != NULL && find_value (parameter, chosen) == NULL)
    return fail_choice (parser, parameter, chosen, error);
  if (chosen != NULL || parameter->value == NULL)
    {
      g_free (parameter->value);
      parameter->value = g_strdup (chosen != NULL ? chosen : first->id);
    }
  if (parameter->name == NULL)
    parameter->name = ifa_text_new (IFA_TEXT_ANY_LANGUAGE, parameter->id);
  set_variables (parser, parameter, find_value (parameter, parameter->value));
  return TRUE;
}

/* Fails at the first element of @list whose text (at @offset) an earlier one has. */
static gboolean
check_unique (IfaProfileParser *parser,
              const char *name,
              GPtrArray *list,
              gsize offset,
              const char *member,
              GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < list->len; i++)
    {
      char *value = G_STRUCT_MEMBER (char *, g_ptr_array_index (list, i), offset);
      g_autofree char *path = g_strdup_printf ("%s[%u].%s", name, i, member);

      if (!g_hash_table_add (seen, value))
        return ifa_profile_parser_fail (parser, path,
                                        _ ("is the same as in an earlier element; choose another"),
                                        error);
    }
  return TRUE;
}

/* Case is ignored: some file systems do. */
static gboolean
paths_overlap (const char *a, const char *b)
{
  g_autofree char *folded_a = g_utf8_casefold (a, -1);
  g_autofree char *folded_b = g_utf8_casefold (b, -1);
  gsize length_a = strlen (folded_a);
  gsize length_b = strlen (folded_b);

  if (length_a > length_b)
    return strncmp (folded_a, folded_b, length_b) == 0 && folded_a[length_b] == '/';
  if (length_a < length_b)
    return strncmp (folded_a, folded_b, length_a) == 0 && folded_b[length_a] == '/';
  return strcmp (folded_a, folded_b) == 0;
}

/* What may be emptied must not hold, or lie in, what must be kept. */
static gboolean
check_cache_against (IfaProfileParser *parser,
                     const IfaProfile *profile,
                     GPtrArray *kept,
                     const char *name,
                     GError **error)
{
  for (guint i = 0; i < profile->client_cache->len; i++)
    {
      const IfaClientFolder *cache = g_ptr_array_index (profile->client_cache, i);

      for (guint j = 0; j < kept->len; j++)
        {
          const IfaClientFolder *folder = g_ptr_array_index (kept, j);
          g_autofree char *path = g_strdup_printf ("client.cache[%u].path", i);
          g_autofree char *predicate = g_strdup_printf (
              _ ("overlaps “client.%s[%u].path”; what is there must never be deleted"), name, j);

          if (paths_overlap (cache->path, folder->path))
            return ifa_profile_parser_fail (parser, path, predicate, error);
        }
    }
  return TRUE;
}

static gboolean
check_cache_path (IfaProfileParser *parser, const IfaProfile *profile, GError **error)
{
  for (guint i = 0; profile->client_version_file != NULL && i < profile->client_cache->len; i++)
    {
      const IfaClientFolder *cache = g_ptr_array_index (profile->client_cache, i);
      g_autofree char *path = g_strdup_printf ("client.cache[%u].path", i);

      if (paths_overlap (cache->path, profile->client_version_file))
        return ifa_profile_parser_fail (
            parser, path,
            _ ("overlaps “client.installed_version.file”; what is there must never be deleted"),
            error);
    }
  return check_cache_against (parser, profile, profile->client_outbox, "outbox", error)
         && check_cache_against (parser, profile, profile->client_logs, "logs", error);
}

static gboolean
has_object (JsonObject *object, const char *name)
{
  return json_object_has_member (object, name)
         && JSON_NODE_HOLDS_OBJECT (json_object_get_member (object, name));
}

gboolean
ifa_profile_finish (IfaProfileParser *parser, JsonObject *object, gpointer data, GError **error)
{
  IfaProfile *profile = data;
  gboolean says_ntp = FALSE;

  if (has_object (object, "version") && json_object_has_member (object, "client_version"))
    return ifa_profile_parser_fail (parser, "version",
                                    _ ("must be a whole number where “client_version” is given"),
                                    error);
  if (!check_unique (parser, "endpoints", profile->endpoints, G_STRUCT_OFFSET (IfaEndpoint, id),
                     "id", error)
      || !check_unique (parser, "errors", profile->errors, G_STRUCT_OFFSET (IfaErrorCode, code),
                        "code", error)
      || !check_cache_path (parser, profile, error))
    return FALSE;

  says_ntp = has_object (object, "clock")
             && json_object_has_member (json_object_get_object_member (object, "clock"), "ntp");
  if (!says_ntp)
    ifa_profile_defaults_set_time (profile);
  if (!json_object_has_member (object, "control"))
    ifa_profile_defaults_set_control (profile);
  return TRUE;
}
