/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "profile-message.h"

#include <string.h>

/* Pasted text has full-width digits and capitals where the profile has none. */
static char *
dup_plain (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *plain = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (plain != NULL ? plain : valid, -1);
}

static gboolean
is_part_of_word (gunichar c)
{
  return g_unichar_isalnum (c) || c == '_';
}

/* Whether @code stands in @message on its own: 500 isn't meant by 50003. */
static gboolean
mentions (const char *message, const char *code)
{
  for (const char *at = strstr (message, code); at != NULL; at = strstr (at + 1, code))
    {
      const char *before = g_utf8_find_prev_char (message, at);
      gunichar after = g_utf8_get_char (at + strlen (code));

      if ((before == NULL || !is_part_of_word (g_utf8_get_char (before)))
          && !is_part_of_word (after))
        return TRUE;
    }
  return FALSE;
}

/**
 * ifa_profile_list_mentioned_errors:
 * @self: a profile
 * @message: what the invoicing program said, UTF-8
 *
 * Returns: (transfer container) (element-type IfaErrorCode): the service's own codes that stand in
 *   @message, each on its own
 */
GPtrArray *
ifa_profile_list_mentioned_errors (const IfaProfile *self, const char *message)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autofree char *plain = dup_plain (message);

  for (guint i = 0; i < self->errors->len; i++)
    {
      IfaErrorCode *code = g_ptr_array_index (self->errors, i);
      g_autofree char *known = dup_plain (code->code);

      if (mentions (plain, known))
        g_ptr_array_add (found, code);
    }
  return found;
}

/**
 * ifa_profile_list_mentioned_advice:
 * @self: a profile
 * @message: what somebody advised, UTF-8
 *
 * Returns: (transfer container) (element-type IfaAdvice): what the service warns against
 */
GPtrArray *
ifa_profile_list_mentioned_advice (const IfaProfile *self, const char *message)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autofree char *plain = dup_plain (message);

  for (guint i = 0; i < self->advice->len; i++)
    {
      IfaAdvice *advice = g_ptr_array_index (self->advice, i);
      g_autofree char *known = dup_plain (advice->match);

      if (strstr (plain, known) != NULL)
        g_ptr_array_add (found, advice);
    }
  return found;
}
