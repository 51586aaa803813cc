/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "foreign-text.h"

#include <string.h>

/* Characters that print nothing but change how the rest is read: bidirectional overrides,
 * zero-width joiners, separators of lines. */
static gboolean
is_harmful (gunichar character)
{
  switch (g_unichar_type (character))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_UNASSIGNED:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
append_character (GString *text, gunichar character)
{
  if (character == '\n')
    g_string_append (text, "\\n");
  else if (character == '\r')
    g_string_append (text, "\\r");
  else if (character == '\t')
    g_string_append (text, "\\t");
  else if (character < 0x80 && is_harmful (character))
    g_string_append_printf (text, "\\x%02x", character);
  else if (is_harmful (character))
    g_string_append_printf (text, "\\u{%x}", character);
  else
    g_string_append_unichar (text, character);
}

/**
 * ifa_foreign_text_dup:
 * @bytes: anything
 * @length: number of bytes
 * @max_characters: how many characters of @bytes are looked at
 *
 * Returns: (transfer full): valid UTF-8 without control characters; those, and bytes that are
 *   not UTF-8, are escaped as in C
 */
char *
ifa_foreign_text_dup (gconstpointer bytes, gsize length, gsize max_characters)
{
  GString *text = g_string_new (NULL);
  const char *at = bytes;
  const char *end = at + length;

  for (gsize i = 0; i < max_characters && at < end; i++)
    {
      gunichar character = g_utf8_get_char_validated (at, end - at);

      /* A NUL is valid here, but GLib says -2 for one at the very start. */
      if (*at == '\0' || character == (gunichar) -1 || character == (gunichar) -2)
        {
          g_string_append_printf (text, "\\x%02x", (guchar) *at);
          at++;
        }
      else
        {
          append_character (text, character);
          at = g_utf8_next_char (at);
        }
    }

  return g_string_free (text, FALSE);
}

/**
 * ifa_foreign_text_dup_decoded:
 * @bytes: anything
 * @length: number of bytes
 * @max_characters: how many characters are kept
 *
 * As [func@Ifa.foreign_text_dup]; what is not UTF-8 is tried as GB18030 first, the encoding of
 * many older Chinese services.
 *
 * Returns: (transfer full): harmless text
 */
char *
ifa_foreign_text_dup_decoded (gconstpointer bytes, gsize length, gsize max_characters)
{
  /* The end may cut a character in two: UTF-8 has at most three bytes left over. */
  const char *valid_end = bytes;
  g_autofree char *converted = NULL;
  gsize n_written = 0;

  if (g_utf8_validate_len (bytes, length, &valid_end)
      || (gsize) (valid_end - (const char *) bytes) + 3 >= length)
    return ifa_foreign_text_dup (bytes, length, max_characters);

  converted = g_convert_with_fallback (bytes, (gssize) length, "UTF-8", "GB18030", "?", NULL,
                                       &n_written, NULL);
  return converted != NULL ? ifa_foreign_text_dup (converted, n_written, max_characters)
                           : ifa_foreign_text_dup (bytes, length, max_characters);
}
