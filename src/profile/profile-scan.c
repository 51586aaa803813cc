/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "error.h"
#include "profile-scan.h"

#define MAX_KEY_BYTES 64
#define MAX_NUMBER_BYTES 18
#define MAX_QUOTED_CHARACTERS 240

/* What may come next. */
typedef enum
{
  EXPECT_VALUE,
  EXPECT_VALUE_OR_END, /* after "[" */
  EXPECT_KEY_OR_END,   /* after "{" */
  EXPECT_KEY,          /* after "," in an object */
  EXPECT_COLON,
  EXPECT_COMMA_OR_END,
  EXPECT_NOTHING,
} Expect;

/* One open bracket. */
typedef struct
{
  gboolean is_array;
  guint n_elements;
  gsize path_length; /* of the path that leads to it */
  guint line;
} Level;

typedef struct
{
  const char *name;
  const char *at;
  const char *end;
  guint line;
  Expect expect;
  Level levels[IFA_PROFILE_MAX_DEPTH];
  guint depth;
  GString *path; /* of the value being read */
  GHashTable *lines;
} Scan;

/**
 * ifa_profile_set_error:
 * @error: where to
 * @name: the file's name as the person knows it
 * @line: counted from 1; 0 where the whole file is meant
 * @format: one sentence
 *
 * Sets an error of `IFA_ERROR_BAD_PROFILE` that starts with the place, as compilers write it.
 */
void
ifa_profile_set_error (GError **error, const char *name, guint line, const char *format, ...)
{
  g_autofree char *message = NULL;
  g_autofree char *shown_name = ifa_profile_dup_quotable (name);
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (line > 0)
    g_set_error (error, IFA_ERROR, IFA_ERROR_BAD_PROFILE, "%s:%u: %s", shown_name, line, message);
  else
    g_set_error (error, IFA_ERROR, IFA_ERROR_BAD_PROFILE, "%s: %s", shown_name, message);
}

/**
 * ifa_profile_dup_quotable:
 * @text: foreign text
 *
 * Makes a piece of foreign text fit into one sentence: short, valid, without control characters.
 *
 * Returns: (transfer full): what may be shown
 */
char *
ifa_profile_dup_quotable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *quotable = g_string_new (NULL);
  guint n = 0;

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at), n++)
    {
      gunichar c = g_utf8_get_char (at);

      if (n == MAX_QUOTED_CHARACTERS)
        {
          g_string_append (quotable, "…");
          break;
        }
      /* The last two override the writing direction. */
      if (g_unichar_iscntrl (c) || c == 0x202d || c == 0x202e)
        c = 0xfffd;
      g_string_append_unichar (quotable, c);
    }
  return g_string_free (quotable, FALSE);
}

static gboolean
fail_expected (Scan *scan, const char *expected, GError **error)
{
  if (scan->at >= scan->end)
    ifa_profile_set_error (error, scan->name, scan->line,
                           /* Translators: %s is one of the next texts: “a value”, “a key …”. */
                           _ ("The file ends where %s is expected; look for a missing bracket or "
                              "quotation mark."),
                           expected);
  else
    {
      gunichar c = g_utf8_get_char (scan->at);
      char found[8] = "";

      g_unichar_to_utf8 (g_unichar_isprint (c) ? c : 0xfffd, found);
      ifa_profile_set_error (error, scan->name, scan->line,
                             _ ("“%s” stands where %s is expected; look at the end of the line "
                                "before as well."),
                             found, expected);
    }
  return FALSE;
}

static void
skip_space (Scan *scan)
{
  while (scan->at < scan->end && strchr (" \t\r\n", *scan->at) != NULL)
    {
      if (*scan->at == '\n')
        scan->line++;
      scan->at++;
    }
}

/* Remembers the line of the value that scan->path leads to. */
static gboolean
record (Scan *scan, GError **error)
{
  if (g_hash_table_size (scan->lines) >= IFA_PROFILE_MAX_VALUES)
    {
      ifa_profile_set_error (error, scan->name, scan->line,
                             _ ("The file holds more than %d values; make it smaller."),
                             IFA_PROFILE_MAX_VALUES);
      return FALSE;
    }
  if (g_hash_table_contains (scan->lines, scan->path->str))
    {
      g_autofree char *path = ifa_profile_dup_quotable (scan->path->str);
      guint first = GPOINTER_TO_UINT (g_hash_table_lookup (scan->lines, scan->path->str));

      ifa_profile_set_error (error, scan->name, scan->line,
                             _ ("“%s” stands here a second time, first in line %u; remove one of "
                                "the two."),
                             path, first);
      return FALSE;
    }
  g_hash_table_insert (scan->lines, g_strdup (scan->path->str), GUINT_TO_POINTER (scan->line));
  return TRUE;
}

static gboolean
read_hex4 (const char *at, const char *end, guint *value)
{
  *value = 0;
  for (guint i = 0; i < 4; i++)
    {
      int digit = at + i < end ? g_ascii_xdigit_value (at[i]) : -1;

      if (digit < 0)
        return FALSE;
      *value = *value * 16 + digit;
    }
  return TRUE;
}

/* scan->at is behind "\u". Half a surrogate pair, or the character 0, is no text. */
static gboolean
skip_unicode_escape (Scan *scan)
{
  guint first = 0;
  guint second = 0;

  if (!read_hex4 (scan->at, scan->end, &first) || first == 0)
    return FALSE;
  scan->at += 4;
  if (first < 0xd800 || first > 0xdfff)
    return TRUE;
  if (first > 0xdbff || scan->end - scan->at < 6 || scan->at[0] != '\\' || scan->at[1] != 'u'
      || !read_hex4 (scan->at + 2, scan->end, &second) || second < 0xdc00 || second > 0xdfff)
    return FALSE;
  scan->at += 6;
  return TRUE;
}

static gboolean
skip_escape (Scan *scan)
{
  char c = scan->at + 1 < scan->end ? scan->at[1] : '\0';

  scan->at += 2;
  if (c == 'u')
    return skip_unicode_escape (scan);
  return c != '\0' && strchr ("\"\\/bfnrt", c) != NULL;
}

/* scan->at is at the opening quotation mark. */
static gboolean
skip_string (Scan *scan, GError **error)
{
  scan->at++;
  while (scan->at < scan->end && *scan->at != '"')
    {
      if ((guchar) *scan->at < 0x20)
        {
          ifa_profile_set_error (error, scan->name, scan->line,
                                 _ ("A text isn't closed in its own line; end it with a quotation "
                                    "mark, and write a line break in it as \\n."));
          return FALSE;
        }
      if (*scan->at != '\\')
        {
          scan->at++;
        }
      else if (!skip_escape (scan))
        {
          ifa_profile_set_error (error, scan->name, scan->line,
                                 _ ("A “\\” in a text begins nothing that JSON knows; write a "
                                    "plain backslash as “\\\\”."));
          return FALSE;
        }
    }
  if (scan->at >= scan->end)
    {
      ifa_profile_set_error (error, scan->name, scan->line,
                             _ ("A text that begins here is never closed; add the quotation mark "
                                "at its end."));
      return FALSE;
    }
  scan->at++;
  return TRUE;
}

static void
skip_digits (Scan *scan, guint *n)
{
  for (*n = 0; scan->at < scan->end && g_ascii_isdigit (*scan->at); scan->at++)
    (*n)++;
}

/* The grammar of RFC 8259: no leading zero, no bare point. */
static gboolean
skip_number (Scan *scan)
{
  const char *start = scan->at;
  guint n = 0;

  if (*scan->at == '-')
    scan->at++;
  start = scan->at;
  skip_digits (scan, &n);
  if (n == 0 || (n > 1 && *start == '0'))
    return FALSE;
  if (scan->at < scan->end && *scan->at == '.')
    {
      scan->at++;
      skip_digits (scan, &n);
      if (n == 0)
        return FALSE;
    }
  if (scan->at < scan->end && (*scan->at == 'e' || *scan->at == 'E'))
    {
      scan->at++;
      if (scan->at < scan->end && (*scan->at == '+' || *scan->at == '-'))
        scan->at++;
      skip_digits (scan, &n);
      if (n == 0)
        return FALSE;
    }
  return scan->at - start <= MAX_NUMBER_BYTES;
}

static gboolean
skip_literal (Scan *scan)
{
  static const char *const literals[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (literals); i++)
    {
      gsize length = strlen (literals[i]);

      if ((gsize) (scan->end - scan->at) >= length && memcmp (scan->at, literals[i], length) == 0)
        {
          scan->at += length;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
open_level (Scan *scan, GError **error)
{
  Level *level = NULL;

  if (scan->depth == IFA_PROFILE_MAX_DEPTH)
    {
      ifa_profile_set_error (error, scan->name, scan->line,
                             _ ("Brackets are nested deeper than %d levels; a profile needs "
                                "fewer, look for one that isn't closed."),
                             IFA_PROFILE_MAX_DEPTH);
      return FALSE;
    }
  level = &scan->levels[scan->depth++];
  level->is_array = *scan->at == '[';
  level->n_elements = 0;
  level->path_length = scan->path->len;
  level->line = scan->line;
  scan->expect = level->is_array ? EXPECT_VALUE_OR_END : EXPECT_KEY_OR_END;
  scan->at++;
  return TRUE;
}

static void
end_value (Scan *scan)
{
  scan->expect = scan->depth > 0 ? EXPECT_COMMA_OR_END : EXPECT_NOTHING;
}

static void
close_level (Scan *scan)
{
  scan->depth--;
  g_string_truncate (scan->path, scan->levels[scan->depth].path_length);
  scan->at++;
  end_value (scan);
}

static gboolean
scan_value (Scan *scan, GError **error)
{
  Level *level = scan->depth > 0 ? &scan->levels[scan->depth - 1] : NULL;
  gboolean is_whole = FALSE;

  if (level != NULL && level->is_array)
    {
      g_string_truncate (scan->path, level->path_length);
      g_string_append_printf (scan->path, "[%u]", level->n_elements++);
      if (!record (scan, error))
        return FALSE;
    }
  if (*scan->at == '{' || *scan->at == '[')
    return open_level (scan, error);
  if (*scan->at == '"')
    {
      if (!skip_string (scan, error))
        return FALSE;
      end_value (scan);
      return TRUE;
    }

  if (*scan->at == '-' || g_ascii_isdigit (*scan->at))
    {
      is_whole = skip_number (scan);
      if (!is_whole)
        ifa_profile_set_error (error, scan->name, scan->line,
                               _ ("A number is written in a way that JSON doesn't know; write it "
                                  "with at most %d digits and no leading zero."),
                               MAX_NUMBER_BYTES);
    }
  else
    {
      is_whole = skip_literal (scan);
      if (!is_whole)
        fail_expected (scan, _ ("a value"), error);
    }
  end_value (scan);
  return is_whole;
}

static gboolean
scan_key (Scan *scan, GError **error)
{
  Level *level = &scan->levels[scan->depth - 1];
  const char *start = scan->at + 1;
  gsize length = 0;

  if (*scan->at != '"')
    return fail_expected (scan, _ ("a key in quotation marks"), error);
  if (!skip_string (scan, error))
    return FALSE;

  /* No key of the format needs an escape, so none is decoded here. */
  length = scan->at - 1 - start;
  if (length == 0 || length > MAX_KEY_BYTES || memchr (start, '\\', length) != NULL)
    {
      ifa_profile_set_error (error, scan->name, scan->line,
                             _ ("A key is empty, longer than %d bytes or written with “\\”; no "
                                "key of the profile format is."),
                             MAX_KEY_BYTES);
      return FALSE;
    }
  g_string_truncate (scan->path, level->path_length);
  if (scan->path->len > 0)
    g_string_append_c (scan->path, '.');
  g_string_append_len (scan->path, start, length);
  scan->expect = EXPECT_COLON;
  return record (scan, error);
}

static gboolean
scan_comma_or_end (Scan *scan, GError **error)
{
  const Level *level = &scan->levels[scan->depth - 1];

  if (*scan->at == ',')
    {
      scan->at++;
      scan->expect = level->is_array ? EXPECT_VALUE : EXPECT_KEY;
      return TRUE;
    }
  if (*scan->at == (level->is_array ? ']' : '}'))
    {
      close_level (scan);
      return TRUE;
    }
  return fail_expected (scan, level->is_array ? _ ("a comma or “]”") : _ ("a comma or “}”"), error);
}

static gboolean
scan_token (Scan *scan, GError **error)
{
  switch (scan->expect)
    {
    case EXPECT_VALUE_OR_END:
    case EXPECT_KEY_OR_END:
      if (*scan->at == (scan->expect == EXPECT_KEY_OR_END ? '}' : ']'))
        {
          close_level (scan);
          return TRUE;
        }
      return scan->expect == EXPECT_KEY_OR_END ? scan_key (scan, error) : scan_value (scan, error);
    case EXPECT_VALUE:
      return scan_value (scan, error);
    case EXPECT_KEY:
      return scan_key (scan, error);
    case EXPECT_COLON:
      if (*scan->at != ':')
        return fail_expected (scan, _ ("a colon"), error);
      scan->at++;
      scan->expect = EXPECT_VALUE;
      return TRUE;
    case EXPECT_COMMA_OR_END:
      return scan_comma_or_end (scan, error);
    case EXPECT_NOTHING:
    default:
      return fail_expected (scan, _ ("the end of the file"), error);
    }
}

static gboolean
scan_all (Scan *scan, GError **error)
{
  for (skip_space (scan); scan->at < scan->end; skip_space (scan))
    {
      if (!scan_token (scan, error))
        return FALSE;
    }
  if (scan->expect == EXPECT_NOTHING)
    return TRUE;
  if (scan->depth > 0)
    {
      ifa_profile_set_error (error, scan->name, scan->levels[scan->depth - 1].line,
                             _ ("The bracket that opens here is never closed; add the missing "
                                "one."));
      return FALSE;
    }
  return fail_expected (scan, _ ("a value"), error);
}

static guint
count_lines (const char *data, const char *until)
{
  guint line = 1;

  for (const char *at = data; at < until; at++)
    line += *at == '\n';
  return line;
}

/**
 * ifa_profile_scan:
 * @data: the bytes of the file, without a byte order mark
 * @length: how many
 * @name: the file's name, for messages
 * @error: `IFA_ERROR_BAD_PROFILE`
 *
 * Reads JSON (RFC 8259) strictly and without recursion: at most 1 MiB of UTF-8, 32 levels and
 * 20,000 values, and no key twice in an object. What passes can be given to a recursive parser.
 *
 * Returns: (transfer full): key path ("endpoints[0].url") → line
 */
GHashTable *
ifa_profile_scan (const char *data, gsize length, const char *name, GError **error)
{
  g_autoptr (GHashTable) lines = NULL;
  Scan scan = { .name = name, .at = data, .end = data + length, .line = 1 };
  const char *valid_end = NULL;
  gboolean ok = FALSE;

  if (length > IFA_PROFILE_MAX_BYTES)
    {
      ifa_profile_set_error (error, name, 0,
                             _ ("The file is larger than 1 MiB and was not read; a profile is a "
                                "few kilobytes, so check that it is the right file."));
      return NULL;
    }
  if (!g_utf8_validate_len (data, length, &valid_end))
    {
      ifa_profile_set_error (error, name, count_lines (data, valid_end),
                             _ ("The file isn't valid UTF-8 here; save it again with the encoding "
                                "UTF-8."));
      return NULL;
    }

  lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  scan.lines = lines;
  scan.path = g_string_new (NULL);
  ok = scan_all (&scan, error);
  g_string_free (scan.path, TRUE);
  return ok ? g_steal_pointer (&lines) : NULL;
}
