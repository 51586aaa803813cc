/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Words that announce something without a colon: "Bearer …", "Herr …", "…先生", "¥ …", "… 元". */

#include "redact-private.h"

#include <string.h>

#define MAX_NAME_WORDS 3
#define MAX_NAME_CHARACTERS 3

static gboolean
is_word (IfaSpan run, const char *word)
{
  gsize length = strlen (word);

  return IFA_SPAN_LENGTH (run) == length && g_ascii_strncasecmp (run.start, word, length) == 0;
}

static gboolean
is_token_byte (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("-._~+/=", c) != NULL);
}

/* RFC 6750, RFC 7617: the credentials stand behind a blank. */
static const char *
scan_credentials (IfaScan *scan, IfaSpan run, gsize min_length)
{
  IfaSpan token = { run.end + 1, run.end + 1 };
  gboolean is_mixed = FALSE;

  while (token.end < scan->end && is_token_byte (*token.end))
    {
      is_mixed |= !g_ascii_islower (*token.end);
      token.end++;
    }
  if (IFA_SPAN_LENGTH (token) < min_length || (min_length > 6 && !is_mixed))
    return run.end;
  ifa_scan_hide (scan, token, IFA_DETAIL_SECRET, "secret", token);
  return token.end;
}

/* Up to three words with capitals. */
static const char *
scan_honorific (IfaScan *scan, IfaSpan run)
{
  IfaSpan name = { run.end + (*run.end == '.'), NULL };
  const char *p = name.start;

  name.start = p + 1;
  for (guint i = 0; i < MAX_NAME_WORDS && scan->end - p > 2 && *p == ' '
                    && (g_ascii_isupper (p[1]) || (guchar) p[1] >= 0x80);
       i++)
    {
      for (p++; p < scan->end && (g_ascii_isalpha (*p) || *p == '-' || (guchar) *p >= 0x80);)
        p++;
      name.end = p;
    }
  if (name.end == NULL)
    return run.end;
  ifa_scan_hide (scan, name, IFA_DETAIL_NAME, "name", name);
  return name.end;
}

/**
 * ifa_scan_plain_word:
 * @scan: a text on its way
 * @run: letters only
 *
 * Returns: where to go on: the end of @run, or beyond
 */
const char *
ifa_scan_plain_word (IfaScan *scan, IfaSpan run)
{
  static const char *const honorifics[] = { "Mr", "Mrs", "Ms", "Herr", "Herrn", "Frau" };

  if (scan->end - run.end < 3 || strchr (" .", *run.end) == NULL)
    return run.end;
  if (is_word (run, "bearer"))
    return scan_credentials (scan, run, 6);
  if (is_word (run, "basic"))
    return scan_credentials (scan, run, 8);
  for (guint i = 0; i < G_N_ELEMENTS (honorifics); i++)
    if (is_word (run, honorifics[i]))
      return scan_honorific (scan, run);
  return run.end;
}

static gboolean
is_amount_byte (char c)
{
  return g_ascii_isdigit (c) || c == '.' || c == ',';
}

/* "45,678.90元": the amount is in front. */
static const char *
scan_amount_before (IfaScan *scan, const char *sign)
{
  IfaSpan amount = { sign, sign };

  while (amount.end > scan->copied && amount.end[-1] == ' ')
    amount.end--;
  amount.start = amount.end;
  while (amount.start > scan->copied && is_amount_byte (amount.start[-1]))
    amount.start--;
  if (amount.start < amount.end)
    ifa_scan_hide (scan, amount, IFA_DETAIL_NUMBER, "amount", amount);
  return g_utf8_next_char (sign);
}

static const char *
scan_amount_behind (IfaScan *scan, const char *sign)
{
  IfaSpan amount = { g_utf8_next_char (sign), NULL };

  while (amount.start < scan->end && *amount.start == ' ')
    amount.start++;
  amount.end = amount.start;
  while (amount.end < scan->end && is_amount_byte (*amount.end))
    amount.end++;
  while (amount.end > amount.start && !g_ascii_isdigit (amount.end[-1]))
    amount.end--;
  if (amount.start == amount.end)
    return g_utf8_next_char (sign);
  ifa_scan_hide (scan, amount, IFA_DETAIL_NUMBER, "amount", amount);
  return amount.end;
}

static const char *
previous_character (const char *start, const char *p)
{
  do
    p--;
  while (p > start && ((guchar) *p & 0xc0) == 0x80);
  return p;
}

/* 王小明先生: as many characters as a name has, but no "的" and nothing before the run. */
static const char *
scan_title (IfaScan *scan, IfaSpan run, const char *title)
{
  IfaSpan name = { title, title };

  for (guint i = 0; i < MAX_NAME_CHARACTERS && name.start > MAX (run.start, scan->copied); i++)
    {
      const char *p = previous_character (run.start, name.start);
      if (strncmp (p, "的", 3) == 0 || (guchar) *p < 0xe4)
        break;
      name.start = p;
    }
  if (name.start < name.end)
    ifa_scan_hide (scan, name, IFA_DETAIL_NAME, "name", name);
  return title + strlen ("先生");
}

/**
 * ifa_scan_wide_word:
 * @scan: a text on its way
 * @run: characters beyond ASCII
 * @p: one of them
 *
 * Returns: where to go on, or @p
 */
const char *
ifa_scan_wide_word (IfaScan *scan, IfaSpan run, const char *p)
{
  switch ((guchar) p[0] << 8 | (guchar) p[1])
    {
    case 0xc2a5: /* ¥ */
    case 0xc2a3: /* £ */
      return scan_amount_behind (scan, p);
    case 0xe282: /* € */
      return strncmp (p, "€", 3) == 0 ? scan_amount_behind (scan, p) : p;
    case 0xefbf: /* ￥ */
      return strncmp (p, "￥", 3) == 0 ? scan_amount_behind (scan, p) : p;
    case 0xe585: /* 元, 先 */
      if (strncmp (p, "先生", 6) == 0)
        return scan_title (scan, run, p);
      return strncmp (p, "元", 3) == 0 ? scan_amount_before (scan, p) : p;
    case 0xe5a5: /* 女 */
      return strncmp (p, "女士", 6) == 0 ? scan_title (scan, run, p) : p;
    default:
      return p;
    }
}
