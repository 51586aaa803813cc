/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What a key announces: where its value begins and ends, in text, JSON, XML, headers and forms. */

#include "redact-private.h"

#include <string.h>

#define MAX_NAME_BYTES 80
#define MAX_PHRASE_BYTES 120
#define MAX_QUOTED_BYTES 4096

static gboolean
is_name_byte (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-' || c == '.' || (guchar) c >= 0x80;
}

/* Over quotes, also escaped ones (\" and &quot;), and a blank or two. */
static const char *
skip_quotes_back (const IfaScan *scan, const char *p)
{
  static const char *const references[] = { "&quot;", "&#34;", "&#x22;", "&apos;", "&#39;" };

  if (p > scan->text && g_ascii_isalnum (p[-1]))
    return p;
  for (guint n = 0; n < 4 && p > scan->text; n++)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (references) && !found; i++)
        {
          gsize length = strlen (references[i]);
          found = (gsize) (p - scan->text) >= length
                  && strncmp (p - length, references[i], length) == 0;
          p -= found ? length : 0;
        }
      if (!found && strchr ("\"'\\` ", p[-1]) != NULL)
        {
          p--;
          found = TRUE;
        }
      if (!found)
        break;
    }
  return p;
}

static const char *
skip_name_back (const IfaScan *scan, const char *end)
{
  const char *p = end;

  while (p > scan->text && end - p < MAX_NAME_BYTES && is_name_byte (p[-1]))
    p--;
  return p;
}

/* <ns:key attribute="x">: the name behind the opening bracket. */
static IfaSpan
tag_name (const IfaScan *scan, const char *bracket)
{
  const char *open = memrchr (scan->text, '<', bracket - scan->text);
  IfaSpan name = { bracket, bracket };

  if (open == NULL || bracket - open > 2 * MAX_NAME_BYTES || open[1] == '/')
    return name;
  name.start = open + 1;
  for (name.end = name.start; name.end < bracket; name.end++)
    {
      if (*name.end == ':')
        name.start = name.end + 1;
      else if (!is_name_byte (*name.end))
        break;
    }
  return name;
}

static const IfaKey *
lookup_name (const IfaScan *scan, IfaSpan name)
{
  const char *before = name.start > scan->text && name.start[-1] == ' '
                           ? skip_name_back (scan, name.start - 1)
                           : name.start;
  const IfaKey *key = NULL;

  if (before < name.start - 1)
    key = ifa_key_lookup ((IfaSpan){ before, name.end });
  if (key == NULL)
    key = ifa_key_lookup (name);
  /* In a literal "\nUser: …" the n belongs to the line's end. */
  if (key == NULL && name.start > scan->text && name.start[-1] == '\\'
      && strchr ("nrt", name.start[0]) != NULL)
    key = ifa_key_lookup ((IfaSpan){ name.start + 1, name.end });
  return key;
}

static IfaSpan
name_before (const IfaScan *scan, IfaSpan separator)
{
  IfaSpan name;

  if (*separator.start == '>')
    return tag_name (scan, separator.start);
  /* Most colons stand in a time. */
  if (separator.start > scan->text && g_ascii_isdigit (separator.start[-1]))
    return (IfaSpan){ separator.start, separator.start };
  name.end = skip_quotes_back (scan, separator.start);
  name.start = skip_name_back (scan, name.end);
  return name;
}

typedef struct
{
  const char *start;
  char quote;          /* what it began with, or 0 */
  gboolean is_escaped; /* as in JSON inside JSON */
} Opening;

/* Over blanks, the quotes that open the value (also escaped), and a list's bracket. */
static Opening
open_value (const IfaScan *scan, const char *p, gboolean may_be_quoted)
{
  Opening opening = { p, 0, FALSE };
  static const char *const references[] = { "&quot;", "&#34;", "&#x22;" };

  while (p < scan->end && (*p == ' ' || *p == '\t' || *p == '[' || *p == '\\'))
    p++;
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    if ((gsize) (scan->end - p) > strlen (references[i])
        && strncmp (p, references[i], strlen (references[i])) == 0)
      {
        opening.start = p + strlen (references[i]);
        opening.quote = '&';
        return opening;
      }
  if (may_be_quoted && p < scan->end && (*p == '"' || *p == '\'' || *p == '`'))
    {
      opening.is_escaped = p > opening.start && p[-1] == '\\';
      opening.quote = *p++;
    }
  opening.start = p;
  return opening;
}

/* Full-width comma, semicolon, bracket, and the ideographic stop and comma. */
static gboolean
is_wide_stop (const char *p)
{
  static const char *const stops[]
      = { "，", "。", "；", "、", "（", "）", "“", "”", "】", "\u3000" };

  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    if (strncmp (p, stops[i], 3) == 0)
      return TRUE;
  return FALSE;
}

static const char *
end_of_quoted (const IfaScan *scan, Opening opening)
{
  const char *p = opening.start;

  while (p < scan->end && *p != opening.quote && *p != '\n' && p - opening.start < MAX_QUOTED_BYTES)
    {
      gboolean is_escape = *p == '\\' && p + 1 < scan->end && p[1] == opening.quote;

      if (is_escape && opening.is_escaped)
        return p;
      p += is_escape ? 2 : 1;
    }
  return p;
}

static const char *
end_of_word (const IfaScan *scan, const char *start)
{
  const char *p = start;

  while (p < scan->end && !g_ascii_isspace (*p) && strchr (",;&<>\"')]}|\\", *p) == NULL
         && !((guchar) *p >= 0x80 && scan->end - p >= 3 && is_wide_stop (p)))
    p++;
  return p;
}

static const char *
end_of_line (const IfaScan *scan, const char *start)
{
  const char *p = start;

  while (p < scan->end && *p != '\n' && *p != '\r' && *p != '<')
    {
      /* username="…" belongs to the value; any other quote ends what the line stands in. */
      const char *quote = *p == '"' && p > start && p[-1] == '=' && p + 1 < scan->end
                              ? memchr (p + 1, '"', scan->end - p - 1)
                              : NULL;
      if (quote != NULL)
        p = quote + 1;
      else if (*p == '"')
        break;
      if (quote != NULL)
        continue;
      if (*p == '\\' && p + 1 < scan->end && (p[1] == 'n' || p[1] == 'r'))
        break;
      p++;
    }
  return p;
}

/* A few words; not over the next key. */
static const char *
end_of_phrase (const IfaScan *scan, const char *start)
{
  const char *end = end_of_word (scan, start);

  while (end < scan->end && *end == ' ' && end - start < MAX_PHRASE_BYTES)
    {
      const char *next = end_of_word (scan, end + 1);
      const char *colon = memchr (end + 1, ':', next - end - 1);
      const char *equals = memchr (end + 1, '=', next - end - 1);

      if (next == end + 1 || colon != NULL || equals != NULL
          || memmem (end + 1, next - end - 1, "：", 3) != NULL || end[1] == '-' || end[1] == '(')
        break;
      end = next;
    }
  return end;
}

/* +49 (0)30-123456-78: brackets end other values. */
static const char *
end_of_phone (const IfaScan *scan, const char *p)
{
  while (scan->end - p > 1
         && (g_ascii_isdigit (*p)
             || (strchr ("()-/. ", *p) != NULL && (g_ascii_isdigit (p[1]) || p[1] == '('))))
    p++;
  return p;
}

static gboolean
says_nothing (IfaSpan value)
{
  static const char *const empty[]
      = { "null", "none", "nil", "true", "false", "undefined", "nan", "*", "-", NULL };
  gsize length = IFA_SPAN_LENGTH (value);
  g_autofree char *lower = NULL;

  if (length == 0)
    return TRUE;
  if (length > 9)
    return FALSE;
  lower = g_ascii_strdown (value.start, length);
  return g_strv_contains (empty, lower);
}

/* A host that may stay, or an address: the patterns know better than the key. */
static gboolean
is_for_the_patterns (const IfaKey *key, IfaSpan value)
{
  gboolean has_dot = ifa_span_find (value, '.') != NULL;
  gboolean is_address
      = has_dot && g_ascii_isdigit (*value.start) && g_ascii_isdigit (value.end[-1]);
  gboolean is_web = memmem (value.start, IFA_SPAN_LENGTH (value), "://", 3) != NULL;

  if (key->detail == IFA_DETAIL_HOST)
    return has_dot || ifa_span_find (value, ':') != NULL;
  return (is_web && key->detail != IFA_DETAIL_SECRET)
         || (is_address && key->detail == IFA_DETAIL_NAME);
}

/* <input name="password" value="…">: the secret stands in what follows. */
static gboolean
names_another_key (const IfaKey *key, IfaSpan value)
{
  const IfaKey *named = key->detail == IFA_DETAIL_NAME ? ifa_key_lookup (value) : NULL;

  return named != NULL && named->detail == IFA_DETAIL_SECRET;
}

static const char *
hide_value (IfaScan *scan, const IfaKey *key, IfaSpan separator)
{
  gboolean is_tag = *separator.start == '>';
  Opening opening = open_value (scan, separator.end, !is_tag);
  IfaSpan value = { opening.start, NULL };

  if (opening.quote != 0)
    value.end = end_of_quoted (scan, opening);
  else if (is_tag)
    value.end = memchr (value.start, '<', scan->end - value.start);
  else if (key->extent == IFA_VALUE_LINE)
    value.end = end_of_line (scan, value.start);
  else if (key->extent == IFA_VALUE_PHRASE)
    value.end = end_of_phrase (scan, value.start);
  else
    value.end = end_of_word (scan, value.start);

  if (value.end == NULL)
    value.end = scan->end;
  /* Thousands: 45,678.90 */
  while (key->detail == IFA_DETAIL_NUMBER && opening.quote == 0 && scan->end - value.end > 1
         && *value.end == ',' && g_ascii_isdigit (value.end[1]))
    value.end = end_of_word (scan, value.end + 1);
  if (key->detail == IFA_DETAIL_CONTACT && opening.quote == 0 && !is_tag)
    value.end = end_of_phone (scan, value.end);
  while (value.end > value.start && g_ascii_isspace (value.end[-1]))
    value.end--;
  value.end = MIN (value.end, scan->end);
  if (says_nothing (value) || is_for_the_patterns (key, value) || names_another_key (key, value)
      || *value.start == '=' || *value.start == '{'
      || ifa_redactor_shows (scan->redactor, key->detail))
    return separator.start;

  ifa_scan_hide (scan, value, key->detail, key->stem, value);
  return value.end;
}

/* "request id: 4bf92f35…": kept where it is hexadecimal, so that the vendor finds it. */
static const char *
keep_id (const IfaScan *scan, IfaSpan separator)
{
  Opening opening = open_value (scan, separator.end, TRUE);
  IfaSpan value = { opening.start, end_of_word (scan, opening.start) };
  gsize length = IFA_SPAN_LENGTH (value);

  if (length >= 8 && length <= 64
      && (ifa_shape_is_uuid (value) || ifa_shape_is_hexadecimal (value)))
    return value.end;
  return separator.start;
}

/**
 * ifa_scan_key:
 * @scan: a text on its way
 * @separator: a colon, an equals sign, a bracket, or their like in other scripts
 *
 * Returns: where to go on, or the start of @separator
 */
const char *
ifa_scan_key (IfaScan *scan, IfaSpan separator)
{
  IfaSpan name = name_before (scan, separator);
  const IfaKey *key = NULL;

  if (IFA_SPAN_LENGTH (name) < 2 || g_ascii_isdigit (name.end[-1]))
    return separator.start;
  if (scan->hosts != IFA_HOSTS_KEEP || scan->depth > 0)
    key = lookup_name (scan, name);
  if (key != NULL)
    return hide_value (scan, key, separator);
  if (ifa_key_names_an_id (name)
      || (name.start > scan->text
          && ifa_key_names_an_id ((IfaSpan){ skip_name_back (scan, name.start - 1), name.end })))
    return keep_id (scan, separator);
  return separator.start;
}
