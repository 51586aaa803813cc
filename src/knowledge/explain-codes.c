/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "explain-codes.h"

#include <string.h>

/* How far before a number the words may stand that say whose it is, in bytes. */
#define MAX_CONTEXT_BYTES 40

#define MAX_DIGITS 5

typedef struct
{
  int number;
  IfaMeaningId meaning;
} Code;

/* RFC 9110 and 6585. */
static const Code http_codes[] = {
  { 400, IFA_MEANING_BAD_REQUEST },     { 401, IFA_MEANING_SIGN_IN },
  { 403, IFA_MEANING_TURNED_AWAY },     { 404, IFA_MEANING_WRONG_PLACE },
  { 405, IFA_MEANING_WRONG_PLACE },     { 407, IFA_MEANING_RELAY_SIGN_IN },
  { 408, IFA_MEANING_TIMED_OUT },       { 410, IFA_MEANING_WRONG_PLACE },
  { 413, IFA_MEANING_FIELD_LENGTH },    { 422, IFA_MEANING_CONTENT },
  { 426, IFA_MEANING_TOO_OLD },         { 429, IFA_MEANING_PAUSE },
  { 500, IFA_MEANING_SERVICE_FAULT },   { 501, IFA_MEANING_SERVICE_FAULT },
  { 502, IFA_MEANING_FRONT_DOOR },      { 503, IFA_MEANING_UNAVAILABLE },
  { 504, IFA_MEANING_FRONT_DOOR },      { 505, IFA_MEANING_SERVICE_FAULT },
  { 511, IFA_MEANING_NETWORK_SIGN_IN },
};

/* Error numbers of Windows' Internet functions (wininet.h). */
static const Code wininet_codes[] = {
  { 12002, IFA_MEANING_TIMED_OUT },
  { 12007, IFA_MEANING_NAME_NOT_FOUND },
  { 12029, IFA_MEANING_CANNOT_CONNECT },
  { 12030, IFA_MEANING_CUT },
  { 12031, IFA_MEANING_CUT },
  { 12037, IFA_MEANING_CERTIFICATE_DATE },
  { 12038, IFA_MEANING_CERTIFICATE_NAME },
  { 12044, IFA_MEANING_OWN_CERTIFICATE },
  { 12045, IFA_MEANING_CERTIFICATE_ISSUER },
};

/* Exit statuses of curl(1), as it prints them: "curl: (7)". */
static const Code curl_codes[] = {
  { 5, IFA_MEANING_RELAY },
  { 6, IFA_MEANING_NAME_NOT_FOUND },
  { 7, IFA_MEANING_CANNOT_CONNECT },
  { 18, IFA_MEANING_BROKEN_ANSWER },
  { 28, IFA_MEANING_TIMED_OUT },
  { 35, IFA_MEANING_ENCRYPTION },
  { 47, IFA_MEANING_CIRCLES },
  { 52, IFA_MEANING_EMPTY_ANSWER },
  { 55, IFA_MEANING_CUT },
  { 56, IFA_MEANING_CUT },
  { 58, IFA_MEANING_OWN_CERTIFICATE },
  { 60, IFA_MEANING_CERTIFICATE },
  { 77, IFA_MEANING_CERTIFICATE },
  { 97, IFA_MEANING_RELAY },
};

/* Numbers of the tax disk's driver, which prints them as "JSK246:…". */
static const Code jsk_codes[] = {
  { 191, IFA_MEANING_TAX_REPORT_FIRST }, { 195, IFA_MEANING_TAX_REPORT_FIRST },
  { 199, IFA_MEANING_TAX_REPORT_FIRST }, { 245, IFA_MEANING_TAX_REPORT_FIRST },
  { 246, IFA_MEANING_LOCK_DAY },         { 247, IFA_MEANING_OFFLINE_SUM },
  { 248, IFA_MEANING_TAX_REPORT_FIRST }, { 250, IFA_MEANING_UPLOAD_FIRST },
  { 1000, IFA_MEANING_DEVICE_MISSING },  { 1001, IFA_MEANING_DEVICE_MISSING },
  { 1002, IFA_MEANING_DEVICE_STATE },    { 3001, IFA_MEANING_DEVICE_REOPEN },
  { 3065, IFA_MEANING_DEVICE_REOPEN },
};

typedef struct
{
  const char *prefix;
  const Code *codes;
  guint n_codes;
  gboolean may_stand_alone;
  gboolean adjacent;        /* nothing but separators between the context and the number */
  const char *contexts[13]; /* lower case; one of them stands shortly before the number */
} Family;

static const Family families[] = {
  { "HTTP ",
    http_codes,
    G_N_ELEMENTS (http_codes),
    TRUE,
    FALSE,
    { "http/1.0", "http/1.1", "http/2", "http/3", "http", "status", "状态码", "状态代码", "响应码",
      "returned an error", "返回错误", NULL } },
  { "WinINet ",
    wininet_codes,
    G_N_ELEMENTS (wininet_codes),
    TRUE,
    FALSE,
    { "wininet", "winhttp", "error", "code", "错误", "代码", "internet", NULL } },
  { "curl ",
    curl_codes,
    G_N_ELEMENTS (curl_codes),
    FALSE,
    TRUE,
    { "curl: (", "curl error", NULL } },
  { "JSK", jsk_codes, G_N_ELEMENTS (jsk_codes), FALSE, TRUE, { "jsk", NULL } },
};

void
ifa_match_clear (IfaMatch *match)
{
  g_clear_pointer (&match->code, g_free);
}

static gboolean
is_separator (char c)
{
  return c != '\0' && strchr (" :-_#=[(", c) != NULL;
}

static gboolean
gap_is_fine (const char *gap, const char *number, gboolean adjacent)
{
  for (const char *c = gap; c < number; c++)
    if (g_ascii_isdigit (*c) || (adjacent && !is_separator (*c)))
      return FALSE;

  return TRUE;
}

static gboolean
has_context (const Family *family, const char *text, const char *number)
{
  const char *from = number - text > MAX_CONTEXT_BYTES ? number - MAX_CONTEXT_BYTES : text;

  for (guint i = 0; family->contexts[i] != NULL; i++)
    {
      const char *context = family->contexts[i];
      const char *at = g_strrstr_len (from, number - from, context);

      if (at != NULL && gap_is_fine (at + strlen (context), number, family->adjacent))
        return TRUE;
    }
  return FALSE;
}

static IfaMeaningId
meaning_of (const Family *family, int number)
{
  for (guint i = 0; i < family->n_codes; i++)
    if (family->codes[i].number == number)
      return family->codes[i].meaning;

  return IFA_MEANING_NONE;
}

static void
judge_number (const char *text, const char *start, const char *end, GArray *matches)
{
  gboolean alone = start == text && *end == '\0';
  int number = (int) g_ascii_strtoll (start, NULL, 10);

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    {
      const Family *family = &families[i];
      guint8 rank = family->adjacent ? 4 : 3;
      IfaMatch match = { NULL, meaning_of (family, number), rank, start - text, end - text };

      if (match.meaning == IFA_MEANING_NONE)
        continue;
      if (!(alone && family->may_stand_alone) && !has_context (family, text, start))
        continue;

      match.code = g_strdup_printf ("%s%d", family->prefix, number);
      g_array_append_val (matches, match);
      return;
    }
}

/* A number of its own: no part of a word, an amount, a version or an address. "JSK246" is one. */
static gboolean
stands_apart (const char *text, const char *start, const char *end)
{
  char before = start > text ? start[-1] : ' ';

  if (end[0] == '_' || g_ascii_isalnum (end[0]))
    return FALSE;
  if ((end[0] == '.' || end[0] == ',') && g_ascii_isdigit (end[1]))
    return FALSE;
  if (g_ascii_isalpha (before))
    return start - text >= 3 && strncmp (start - 3, "jsk", 3) == 0;

  return before != '.' && before != ',' && before != '_';
}

/**
 * ifa_codes_find:
 * @text: a prepared text: lower case, one blank between words
 * @matches: (element-type IfaMatch): gets what was recognised
 *
 * Numbers count only where their family is named next to them; a few may also be the whole text.
 */
void
ifa_codes_find (const char *text, GArray *matches)
{
  const char *c = text;

  while (*c != '\0')
    {
      const char *start = c;

      if (!g_ascii_isdigit (*c))
        {
          c++;
          continue;
        }
      while (g_ascii_isdigit (*c))
        c++;
      if (c - start <= MAX_DIGITS && stands_apart (text, start, c))
        judge_number (text, start, c, matches);
    }
}
