/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "text-layout.h"

#include <string.h>

static guint
width_of (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

/**
 * ifa_text_get_width:
 * @text: valid UTF-8
 *
 * Returns: how many columns of a terminal it takes
 */
guint
ifa_text_get_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += width_of (g_utf8_get_char (p));
  return width;
}

/* Format characters that letters of some scripts need between them. */
static gboolean
is_joiner (gunichar c)
{
  return c == 0x200c || c == 0x200d;
}

/**
 * ifa_text_dup_visible:
 * @foreign: text from outside
 *
 * Returns: (transfer full): valid UTF-8 in which every control character, and every one that
 *   turns the direction of writing or can't be seen, is written out: `\x1b`, `\u202e`. Line ends
 *   and tabs become blanks
 */
char *
ifa_text_dup_visible (const char *foreign)
{
  g_autofree char *valid = g_utf8_make_valid (foreign, -1);
  GString *out = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (c);

      if (c == '\n' || c == '\r' || c == '\t')
        g_string_append_c (out, ' ');
      else if (type == G_UNICODE_CONTROL)
        g_string_append_printf (out, "\\x%02x", c);
      else if (type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR
               || type == G_UNICODE_SURROGATE || (type == G_UNICODE_FORMAT && !is_joiner (c)))
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/* What must not begin a line (kinsoku), beside what follows a blank. */
static gboolean
is_closing (gunichar c)
{
  static const gunichar closing[]
      = { ',',    '.',    ';',    ':',    '!',    '?',    ')',    ']',    '}',    0x2019,
          0x201d, 0x3001, 0x3002, 0x3009, 0x300b, 0x300d, 0x300f, 0x3011, 0xff0c, 0xff0e,
          0xff1a, 0xff1b, 0xff01, 0xff1f, 0xff09, 0x2026, 0x3015, 0xff05, '%' };

  for (guint i = 0; i < G_N_ELEMENTS (closing); i++)
    if (closing[i] == c)
      return TRUE;
  return FALSE;
}

static gboolean
is_opening (gunichar c)
{
  return c == 0x201c || c == 0x2018 || c == 0x3008 || c == 0x300a || c == 0x300c || c == 0x300e
         || c == 0x3010 || c == 0xff08 || c == 0x3014 || c == '(' || c == '[';
}

/* Chinese can be broken between any two characters that are no signs. */
static gboolean
may_break_between (gunichar before, gunichar after)
{
  if (is_closing (after) || is_opening (before) || after == ' ')
    return FALSE;
  return before == ' ' || g_unichar_iswide (before) || g_unichar_iswide (after);
}

/* Returns the end of what fits on one line: after the last place where it may be broken. */
static const char *
end_of_line (const char *text, guint room)
{
  const char *best = NULL;
  const char *p = text;
  guint width = 0;
  gunichar before = 0;

  while (*p != '\0')
    {
      gunichar c = g_utf8_get_char (p);

      if (p > text && may_break_between (before, c))
        best = p;
      width += width_of (c);
      if (width > room && !(c == ' '))
        return best != NULL ? best : MAX (p, g_utf8_next_char (text));
      before = c;
      p = g_utf8_next_char (p);
    }
  return p;
}

/**
 * ifa_text_append_wrapped:
 * @out: where to
 * @text: valid UTF-8 without line ends
 * @first_indent: what stands before the first line
 * @indent: what stands before the others
 * @width: columns of a line, indents included
 *
 * Words that are longer than a line are cut.
 */
void
ifa_text_append_wrapped (GString *out,
                         const char *text,
                         const char *first_indent,
                         const char *indent,
                         guint width)
{
  const char *before = first_indent;

  do
    {
      guint taken = ifa_text_get_width (before);
      const char *end = end_of_line (text, width > taken + 8 ? width - taken : 8);
      const char *last = end;

      while (last > text && last[-1] == ' ')
        last--;
      g_string_append (out, before);
      g_string_append_len (out, text, last - text);
      g_string_append_c (out, '\n');
      for (text = end; *text == ' ';)
        text++;
      before = indent;
    }
  while (*text != '\0');
}
