/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "json-syntax.h"

#include <string.h>

/* One bit a level, so a word is the stack. Real answers have ten levels. */
#define MAX_DEPTH 64

typedef struct
{
  const char *at;
  const char *end;
  guint64 is_object; /* bit n: level n is an object, not an array */
  guint depth;
} Scan;

static void
skip_space (Scan *scan)
{
  while (scan->at < scan->end && strchr (" \t\r\n", *scan->at) != NULL && *scan->at != '\0')
    scan->at++;
}

static gboolean
take (Scan *scan, char c)
{
  if (scan->at == scan->end || *scan->at != c)
    return FALSE;
  scan->at++;
  return TRUE;
}

static gboolean
take_escape (Scan *scan)
{
  if (scan->at == scan->end)
    return FALSE;
  if (*scan->at != 'u')
    return *scan->at != '\0' && strchr ("\"\\/bfnrt", *scan->at++) != NULL;

  scan->at++;
  for (guint i = 0; i < 4; i++, scan->at++)
    if (scan->at == scan->end || !g_ascii_isxdigit (*scan->at))
      return FALSE;
  return TRUE;
}

static gboolean
take_string (Scan *scan)
{
  if (!take (scan, '"'))
    return FALSE;

  while (scan->at < scan->end)
    {
      char c = *scan->at++;

      if (c == '"')
        return TRUE;
      if ((guchar) c < 0x20 || (c == '\\' && !take_escape (scan)))
        return FALSE;
    }
  return FALSE;
}

static gboolean
take_digits (Scan *scan)
{
  const char *start = scan->at;

  while (scan->at < scan->end && g_ascii_isdigit (*scan->at))
    scan->at++;
  return scan->at > start;
}

static gboolean
take_number (Scan *scan)
{
  take (scan, '-');
  if (!take (scan, '0') && !take_digits (scan))
    return FALSE;
  if (take (scan, '.') && !take_digits (scan))
    return FALSE;
  if (take (scan, 'e') || take (scan, 'E'))
    {
      if (!take (scan, '+'))
        take (scan, '-');
      return take_digits (scan);
    }
  return TRUE;
}

static gboolean
take_word (Scan *scan)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (scan->end - scan->at) >= length && memcmp (scan->at, words[i], length) == 0)
        {
          scan->at += length;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
take_scalar (Scan *scan)
{
  if (scan->at == scan->end)
    return FALSE;
  if (*scan->at == '"')
    return take_string (scan);
  return g_ascii_isalpha (*scan->at) ? take_word (scan) : take_number (scan);
}

static gboolean
is_in_object (const Scan *scan)
{
  return (scan->is_object >> (scan->depth - 1) & 1) != 0;
}

/* The name and colon before a value of an object. */
static gboolean
take_name (Scan *scan)
{
  skip_space (scan);
  if (!take_string (scan))
    return FALSE;
  skip_space (scan);
  return take (scan, ':');
}

static gboolean
open_level (Scan *scan, gboolean is_object)
{
  if (scan->depth == MAX_DEPTH)
    return FALSE;

  scan->is_object &= ~((guint64) 1 << scan->depth);
  scan->is_object |= (guint64) is_object << scan->depth;
  scan->depth++;
  return TRUE;
}

/* After a value: a comma leads to the next one, a bracket closes a level and is a value's end. */
static gboolean
take_what_follows (Scan *scan, gboolean *wants_value)
{
  *wants_value = FALSE;
  while (scan->depth > 0)
    {
      skip_space (scan);
      if (take (scan, ','))
        {
          *wants_value = TRUE;
          return !is_in_object (scan) || take_name (scan);
        }
      if (!take (scan, is_in_object (scan) ? '}' : ']'))
        return FALSE;
      scan->depth--;
    }
  return TRUE;
}

/* A value, or the beginning of one: then @is_open tells that another one comes first. */
static gboolean
take_value (Scan *scan, gboolean *is_open)
{
  gboolean is_object;

  *is_open = FALSE;
  skip_space (scan);
  is_object = scan->at < scan->end && *scan->at == '{';
  if (!take (scan, '{') && !take (scan, '['))
    return take_scalar (scan);

  skip_space (scan);
  if (take (scan, is_object ? '}' : ']'))
    return TRUE;
  *is_open = TRUE;
  return open_level (scan, is_object) && (!is_object || take_name (scan));
}

/**
 * ifa_json_is_valid:
 * @text: foreign bytes
 * @length: how many
 *
 * json-glib takes comments and single quotes, which the invoicing program may not. Here nothing
 * recurses and nothing is kept.
 *
 * Returns: whether @text is one JSON value in UTF-8, at most 64 levels deep
 */
gboolean
ifa_json_is_valid (const char *text, gsize length)
{
  Scan scan = { .at = text, .end = text + length };
  gboolean wants_value = TRUE;
  gboolean is_open = FALSE;

  if (!g_utf8_validate_len (text, length, NULL))
    return FALSE;

  while (wants_value)
    {
      if (!take_value (&scan, &is_open))
        return FALSE;
      if (!is_open && !take_what_follows (&scan, &wants_value))
        return FALSE;
    }

  skip_space (&scan);
  return scan.at == scan.end;
}
