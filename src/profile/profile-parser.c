/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "profile-readers.h"
#include "profile-scan.h"

/* A mistyped key this near to a real one is taken for it in the message. */
#define MAX_TYPING_DISTANCE 2
#define MAX_COMPARED_BYTES 32

static char *
dup_member_path (IfaProfileParser *parser, const char *member)
{
  return g_strconcat (parser->path->str, member != NULL && parser->path->len > 0 ? "." : "",
                      member != NULL ? member : "", NULL);
}

/* Of the member, or of what it stands in when it isn't there. */
static guint
get_line (IfaProfileParser *parser, const char *path)
{
  gpointer line = g_hash_table_lookup (parser->lines, path);

  if (line == NULL)
    line = g_hash_table_lookup (parser->lines, parser->path->str);
  return MAX (GPOINTER_TO_UINT (line), 1);
}

/**
 * ifa_profile_parser_fail:
 * @parser: the parser, at the object or value at fault
 * @member: (nullable): the member at fault of the object that the parser is at
 * @predicate: the second half of the sentence, without its full stop
 * @error: where to
 *
 * Returns: `FALSE`, always
 */
gboolean
ifa_profile_parser_fail (IfaProfileParser *parser,
                         const char *member,
                         const char *predicate,
                         GError **error)
{
  g_autofree char *path = dup_member_path (parser, member);
  g_autofree char *shown = ifa_profile_dup_quotable (path);
  guint line = get_line (parser, path);

  if (*shown == '\0')
    ifa_profile_set_error (error, parser->name, line,
                           /* Translators: %s is a half-sentence as “needs the key “id”; add it”. */
                           _ ("The profile %s."), predicate);
  else
    ifa_profile_set_error (error, parser->name, line,
                           /* Translators: a key path, then a half-sentence as “must be a text”. */
                           _ ("“%s” %s."), shown, predicate);
  return FALSE;
}

gsize
ifa_profile_parser_enter_member (IfaProfileParser *parser, const char *name)
{
  gsize length = parser->path->len;

  if (length > 0)
    g_string_append_c (parser->path, '.');
  g_string_append (parser->path, name);
  return length;
}

gsize
ifa_profile_parser_enter_element (IfaProfileParser *parser, guint position)
{
  gsize length = parser->path->len;

  g_string_append_printf (parser->path, "[%u]", position);
  return length;
}

void
ifa_profile_parser_leave (IfaProfileParser *parser, gsize length)
{
  g_string_truncate (parser->path, length);
}

/* Levenshtein's, in one row; @a and @b are short. */
static guint
get_typing_distance (const char *a, const char *b)
{
  guint row[MAX_COMPARED_BYTES + 1];
  gsize n = strlen (b);

  if (strlen (a) > MAX_COMPARED_BYTES || n > MAX_COMPARED_BYTES)
    return G_MAXUINT;
  for (gsize j = 0; j <= n; j++)
    row[j] = j;
  for (gsize i = 1; a[i - 1] != '\0'; i++)
    {
      guint diagonal = row[0];

      row[0] = i;
      for (gsize j = 1; j <= n; j++)
        {
          guint above = row[j];

          row[j] = MIN (MIN (row[j - 1], above) + 1, diagonal + (a[i - 1] != b[j - 1]));
          diagonal = above;
        }
    }
  return row[n];
}

/* The key that was probably meant. */
static const char *
find_nearest (const IfaProfileShape *shape, const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  const char *nearest = NULL;
  guint least = MAX_TYPING_DISTANCE + 1;

  for (guint i = 0; i < shape->n_keys; i++)
    {
      guint distance = get_typing_distance (lower, shape->keys[i].name);

      if (distance >= least || distance >= strlen (shape->keys[i].name))
        continue;
      least = distance;
      nearest = shape->keys[i].name;
    }
  return nearest;
}

static gboolean
fail_unknown (IfaProfileParser *parser,
              const IfaProfileShape *shape,
              const char *name,
              GError **error)
{
  const char *nearest = find_nearest (shape, name);
  g_autofree char *path = dup_member_path (parser, name);
  g_autofree char *shown = ifa_profile_dup_quotable (path);

  if (nearest == NULL)
    return ifa_profile_parser_fail (parser, name,
                                    _ ("is not a key of the profile format; remove it"), error);
  ifa_profile_set_error (error, parser->name, get_line (parser, path),
                         _ ("“%s” is not a key of the profile format; did you mean “%s”?"), shown,
                         nearest);
  return FALSE;
}

static const IfaProfileKey *
find_key (const IfaProfileShape *shape, const char *name)
{
  for (guint i = 0; i < shape->n_keys; i++)
    {
      if (strcmp (shape->keys[i].name, name) == 0)
        return &shape->keys[i];
    }
  return NULL;
}

static gboolean
read_member (IfaProfileParser *parser,
             const IfaProfileKey *key,
             JsonNode *node,
             gpointer data,
             GError **error)
{
  gsize length = ifa_profile_parser_enter_member (parser, key->name);

  if (!ifa_profile_readers[key->type](parser, key, node, (char *) data + key->offset, error))
    return FALSE;
  ifa_profile_parser_leave (parser, length);
  return TRUE;
}

static gboolean
read_members (IfaProfileParser *parser,
              const IfaProfileShape *shape,
              JsonObject *object,
              gboolean first,
              gpointer data,
              GError **error)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *item = members; item != NULL; item = item->next)
    {
      const IfaProfileKey *key = find_key (shape, item->data);

      if (key == NULL)
        return fail_unknown (parser, shape, item->data, error);
      if (((key->flags & IFA_KEY_FIRST) != 0) != first)
        continue;
      if (!read_member (parser, key, json_object_get_member (object, item->data), data, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * ifa_profile_parser_read_object:
 * @parser: the parser, whose path leads to @object
 * @shape: what keys there are
 * @object: the object
 * @data: the struct that the rows' offsets are of
 * @error: one sentence that names file, line and key
 *
 * The depth of this recursion is that of the tables, not of the file.
 *
 * Returns: whether all of it is right
 */
gboolean
ifa_profile_parser_read_object (IfaProfileParser *parser,
                                const IfaProfileShape *shape,
                                JsonObject *object,
                                gpointer data,
                                GError **error)
{
  if (!read_members (parser, shape, object, TRUE, data, error)
      || !read_members (parser, shape, object, FALSE, data, error))
    return FALSE;

  for (guint i = 0; i < shape->n_keys; i++)
    {
      g_autofree char *predicate = NULL;

      if ((shape->keys[i].flags & IFA_KEY_REQUIRED) == 0
          || json_object_has_member (object, shape->keys[i].name))
        continue;
      predicate = g_strdup_printf (_ ("needs the key “%s”; add it"), shape->keys[i].name);
      return ifa_profile_parser_fail (parser, NULL, predicate, error);
    }
  return shape->finish == NULL || shape->finish (parser, object, data, error);
}
