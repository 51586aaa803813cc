/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "pattern.h"

#include <string.h>

static char *
dup_with_single_blanks (const char *text)
{
  g_autoptr (GString) result = g_string_sized_new (strlen (text));
  gboolean blank_is_due = FALSE;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (g_unichar_isspace (character) || g_unichar_iscntrl (character))
        {
          blank_is_due = result->len > 0;
          continue;
        }
      if (g_unichar_type (character) == G_UNICODE_FORMAT)
        continue;
      if (blank_is_due)
        g_string_append_c (result, ' ');
      blank_is_due = FALSE;
      g_string_append_unichar (result, character);
    }

  return g_string_free (g_steal_pointer (&result), FALSE);
}

/**
 * ifa_pattern_dup_prepared:
 * @text: foreign text of any content
 * @max_bytes: how much of it is read
 *
 * Brings @text into the form in which it is searched: valid UTF-8, lower case, full-width letters
 * and punctuation in their plain form, one blank between words.
 *
 * Returns: (transfer full): the prepared text
 */
char *
ifa_pattern_dup_prepared (const char *text, gsize max_bytes)
{
  g_autofree char *valid = g_utf8_make_valid (text, strnlen (text, max_bytes));
  g_autofree char *plain = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *lower = g_utf8_strdown (plain != NULL ? plain : valid, -1);

  return dup_with_single_blanks (lower);
}

static gboolean
continues_word (char inside, char outside)
{
  if (inside != '_' && !g_ascii_isalnum (inside))
    return FALSE;

  return outside == '_' || g_ascii_isalnum (outside);
}

/**
 * ifa_pattern_find:
 * @text: a prepared text
 * @from: where in @text the search begins
 * @pattern: what is looked for, in the same form
 *
 * Where @pattern begins or ends with a Latin letter or a digit, it must begin or end a word there.
 *
 * Returns: (nullable) (transfer none): the first place of @pattern
 */
const char *
ifa_pattern_find (const char *text, const char *from, const char *pattern)
{
  gsize length = strlen (pattern);

  if (length == 0)
    return NULL;
  for (const char *at = from; (at = strstr (at, pattern)) != NULL; at++)
    {
      if (at > text && continues_word (at[0], at[-1]))
        continue;
      if (!continues_word (at[length - 1], at[length]))
        return at;
    }
  return NULL;
}
