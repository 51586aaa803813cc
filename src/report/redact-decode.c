/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A secret stays a secret when it is written differently: percent, JSON and HTML escapes, base64,
 * full-width characters. Nothing decoded is ever shown unless something in it was hidden. */

#include "redact-private.h"

#include <string.h>

#define MIN_BASE64_BYTES 8
#define MAX_BASE64_BYTES 4096

static gboolean
append_code (GString *out, guint64 code)
{
  if (code == 0 || !g_unichar_validate ((gunichar) code))
    return FALSE;
  g_string_append_unichar (out, (gunichar) code);
  return TRUE;
}

static int
hex_pair (const char *p)
{
  int high = g_ascii_xdigit_value (p[0]);
  int low = high >= 0 ? g_ascii_xdigit_value (p[1]) : -1;

  return low >= 0 ? high * 16 + low : -1;
}

/* %41 and \x41: a byte, perhaps one of several of a character. */
static gsize
decode_byte (GString *out, const char *p, gsize left)
{
  gsize prefix = *p == '%' ? 1 : 2;
  int byte;

  if (left < prefix + 2 || (*p == '\\' && p[1] != 'x'))
    return 0;
  byte = hex_pair (p + prefix);
  if (byte <= 0)
    return 0;
  g_string_append_c (out, (char) byte);
  return prefix + 2;
}

static gsize
decode_backslash (GString *out, const char *p, gsize left)
{
  static const char simple[] = "\"\\/bfnrt'";
  static const char meanings[] = "\"\\/ \f\n\r\t'";
  const char *found;
  guint code = 0;

  if (left < 2)
    return 0;
  if (p[1] == 'x')
    return decode_byte (out, p, left);
  if (p[1] == 'u')
    {
      if (left < 6 || hex_pair (p + 2) < 0 || hex_pair (p + 4) < 0)
        return 0;
      code = (guint) hex_pair (p + 2) * 256 + (guint) hex_pair (p + 4);
      return append_code (out, code) ? 6 : 0;
    }
  found = strchr (simple, p[1]);
  if (found == NULL)
    return 0;
  g_string_append_c (out, meanings[found - simple]);
  return 2;
}

/* The references for what separates the parts of a secret; letters are always numeric. */
static gsize
decode_entity (GString *out, const char *p, gsize left)
{
  static const struct
  {
    const char *name;
    const char *text;
  } named[] = {
    { "&amp;", "&" },    { "&lt;", "<" },     { "&gt;", ">" },     { "&quot;", "\"" },
    { "&apos;", "'" },   { "&commat;", "@" }, { "&period;", "." }, { "&colon;", ":" },
    { "&sol;", "/" },    { "&bsol;", "\\" },  { "&equals;", "=" }, { "&nbsp;", " " },
    { "&lowbar;", "_" }, { "&hyphen;", "-" }, { "&num;", "#" },    { "&plus;", "+" },
    { "&quest;", "?" },  { "&percnt;", "%" }, { "&Tab;", "\t" },
  };
  const char *semicolon = memchr (p, ';', MIN (left, 12));
  gsize length = semicolon != NULL ? (gsize) (semicolon - p) + 1 : 0;
  gboolean is_hex = left > 3 && (p[2] == 'x' || p[2] == 'X');

  if (length < 4)
    return 0;
  if (p[1] == '#')
    {
      guint64 code = g_ascii_strtoull (p + (is_hex ? 3 : 2), NULL, is_hex ? 16 : 10);
      return append_code (out, code) ? length : 0;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (named); i++)
    if (strlen (named[i].name) == length && strncmp (named[i].name, p, length) == 0)
      {
        g_string_append (out, named[i].text);
        return length;
      }
  return 0;
}

/**
 * ifa_decode_escapes:
 * @token: a piece of text
 *
 * Returns: (transfer full) (nullable): @token without its percent, backslash and HTML escapes,
 *   as valid UTF-8; `NULL` where it has none
 */
char *
ifa_decode_escapes (IfaSpan token)
{
  g_autoptr (GString) out = g_string_sized_new (IFA_SPAN_LENGTH (token));
  gboolean found = FALSE;

  for (const char *p = token.start; p < token.end;)
    {
      gsize left = token.end - p;
      gsize used = 0;

      if (*p == '%')
        used = decode_byte (out, p, left);
      else if (*p == '\\')
        used = decode_backslash (out, p, left);
      else if (*p == '&')
        used = decode_entity (out, p, left);

      found |= used > 0;
      if (used == 0)
        g_string_append_c (out, *p);
      p += MAX (used, 1);
    }

  return found ? g_utf8_make_valid (out->str, out->len) : NULL;
}

static gboolean
is_readable (const char *text, gsize length)
{
  if (length < 4 || memchr (text, '\0', length) != NULL || !g_utf8_validate (text, length, NULL))
    return FALSE;
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    if (!g_unichar_isprint (g_utf8_get_char (p)) && !g_ascii_isspace (*p))
      return FALSE;
  return TRUE;
}

/**
 * ifa_decode_base64:
 * @word: letters, digits, + / - _ and a padding
 *
 * Returns: (transfer full) (nullable): the text that it stands for; `NULL` where it is none
 */
char *
ifa_decode_base64 (IfaSpan word)
{
  gsize length = IFA_SPAN_LENGTH (word);
  g_autofree char *padded = NULL;
  g_autofree guchar *bytes = NULL;
  gsize n_bytes = 0;

  while (length > 0 && word.start[length - 1] == '=')
    length--;
  if (length % 4 == 1) /* cut off */
    length--;
  if (length < MIN_BASE64_BYTES || length > MAX_BASE64_BYTES)
    return NULL;

  padded = g_malloc0 (length + 4);
  for (gsize i = 0; i < length; i++)
    padded[i] = word.start[i] == '-' ? '+' : word.start[i] == '_' ? '/' : word.start[i];
  for (gsize i = length; i % 4 != 0; i++)
    padded[i] = '=';

  bytes = g_base64_decode (padded, &n_bytes);
  return is_readable ((const char *) bytes, n_bytes) ? g_strndup ((const char *) bytes, n_bytes)
                                                     : NULL;
}

/* Soft hyphen, zero-width blanks and joiners, byte order mark. */
static gboolean
is_invisible (gunichar c)
{
  return c == 0xad || (c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff;
}

/* （021）62345678 */
static gboolean
is_bracket_of_number (char narrow, const char *next)
{
  return (narrow == '(' || narrow == ')') && g_ascii_isdigit (*next);
}

/**
 * ifa_decode_full_width:
 * @run: valid UTF-8
 *
 * Returns: (transfer full) (nullable): @run with full-width letters, digits and signs (U+FF01 to
 *   U+FF5E) as ordinary ones and without invisible ones; `NULL` where it has none of these that
 *   could be part of a secret
 */
char *
ifa_decode_full_width (IfaSpan run)
{
  g_autoptr (GString) out = NULL;
  gboolean found = FALSE;

  if (memchr (run.start, '\xef', IFA_SPAN_LENGTH (run)) == NULL
      && memchr (run.start, '\xe2', IFA_SPAN_LENGTH (run)) == NULL
      && memchr (run.start, '\xc2', IFA_SPAN_LENGTH (run)) == NULL)
    return NULL;

  out = g_string_sized_new (IFA_SPAN_LENGTH (run));
  for (const char *p = run.start; p < run.end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_full_width = c >= 0xff01 && c <= 0xff5e;
      char narrow = is_full_width ? (char) (c - 0xff01 + '!') : 0;

      found |= is_full_width
               && (g_ascii_isalnum (narrow) || narrow == '@' || narrow == '.'
                   || is_bracket_of_number (narrow, p + 3));
      found |= is_invisible (c);
      if (is_invisible (c))
        continue;
      if (is_full_width)
        g_string_append_c (out, narrow);
      else
        g_string_append_unichar (out, c);
    }

  return found ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}
