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

/* Error numbers of Windows' Internet functions (wininet.h, winhttp.h). */
static const Code wininet_codes[] = {
  { 12002, IFA_MEANING_TIMED_OUT },
  { 12007, IFA_MEANING_NAME_NOT_FOUND },
  { 12029, IFA_MEANING_CANNOT_CONNECT },
  { 12005, IFA_MEANING_ADDRESS_MISSING },
  { 12006, IFA_MEANING_ADDRESS_MISSING },
  { 12013, IFA_MEANING_SIGN_IN },
  { 12014, IFA_MEANING_SIGN_IN },
  { 12015, IFA_MEANING_SIGN_IN },
  { 12017, IFA_MEANING_CUT },
  { 12030, IFA_MEANING_CUT },
  { 12031, IFA_MEANING_CUT },
  { 12033, IFA_MEANING_RELAY },
  { 12037, IFA_MEANING_CERTIFICATE_DATE },
  { 12038, IFA_MEANING_CERTIFICATE_NAME },
  { 12044, IFA_MEANING_OWN_CERTIFICATE },
  { 12045, IFA_MEANING_CERTIFICATE_ISSUER },
  { 12046, IFA_MEANING_OWN_CERTIFICATE },
  { 12055, IFA_MEANING_CERTIFICATE },
  { 12056, IFA_MEANING_CERTIFICATE_UNCHECKED },
  { 12057, IFA_MEANING_CERTIFICATE_UNCHECKED },
  { 12062, IFA_MEANING_CERTIFICATE_WEAK },
  { 12152, IFA_MEANING_UNREADABLE_ANSWER },
  { 12156, IFA_MEANING_CIRCLES },
  { 12157, IFA_MEANING_ENCRYPTION },
  { 12163, IFA_MEANING_NO_NETWORK },
  { 12164, IFA_MEANING_CANNOT_CONNECT },
  { 12165, IFA_MEANING_RELAY },
  { 12169, IFA_MEANING_CERTIFICATE },
  { 12170, IFA_MEANING_CERTIFICATE_REVOKED },
  { 12175, IFA_MEANING_ENCRYPTION },
};

/* Windows' socket errors (winsock2.h), as .NET and others print them. */
static const Code winsock_codes[] = {
  { 10013, IFA_MEANING_BLOCKED_HERE },
  { 10050, IFA_MEANING_NO_NETWORK },
  { 10051, IFA_MEANING_NO_WAY },
  { 10053, IFA_MEANING_CUT },
  { 10054, IFA_MEANING_CUT },
  { 10060, IFA_MEANING_TIMED_OUT },
  { 10061, IFA_MEANING_REFUSED },
  { 10065, IFA_MEANING_NO_WAY },
  { 11001, IFA_MEANING_NAME_NOT_FOUND },
  { 11002, IFA_MEANING_NAME_LOOK_UP_FAILED },
  { 11004, IFA_MEANING_NAME_NOT_FOUND },
};

/* Windows' results that aren't one of the numbers above in a wrapping (winerror.h). */
static const struct
{
  guint32 number;
  IfaMeaningId meaning;
} windows_results[] = {
  { 0x80090308, IFA_MEANING_ENCRYPTION },
  { 0x80090322, IFA_MEANING_CERTIFICATE_NAME },
  { 0x80090325, IFA_MEANING_CERTIFICATE_ISSUER },
  { 0x80090326, IFA_MEANING_ENCRYPTION },
  { 0x80090327, IFA_MEANING_CERTIFICATE },
  { 0x80090328, IFA_MEANING_CERTIFICATE_EXPIRED },
  { 0x80090331, IFA_MEANING_OLD_ENCRYPTION },
  { 0x80092010, IFA_MEANING_CERTIFICATE_REVOKED },
  { 0x80092012, IFA_MEANING_CERTIFICATE_UNCHECKED },
  { 0x80092013, IFA_MEANING_CERTIFICATE_UNCHECKED },
  { 0x800b0101, IFA_MEANING_CERTIFICATE_DATE },
  { 0x800b0109, IFA_MEANING_CERTIFICATE_ISSUER },
  { 0x800b010a, IFA_MEANING_CERTIFICATE_ISSUER },
  { 0x800b010c, IFA_MEANING_CERTIFICATE_REVOKED },
  { 0x800b010e, IFA_MEANING_CERTIFICATE_UNCHECKED },
  { 0x800b010f, IFA_MEANING_CERTIFICATE_NAME },
  { 0x800b0112, IFA_MEANING_CERTIFICATE_ISSUER },
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
  guint8 rank;              /* against the words around it */
  const char *contexts[13]; /* lower case; one of them stands shortly before the number */
} Family;

static const Family families[] = {
  { "HTTP ",
    http_codes,
    G_N_ELEMENTS (http_codes),
    TRUE,
    FALSE,
    3,
    { "http/1.0", "http/1.1", "http/2", "http/3", "http", "status", "状态码", "状态代码", "响应码",
      "returned an error", "返回错误", NULL } },
  { "WinINet ",
    wininet_codes,
    G_N_ELEMENTS (wininet_codes),
    TRUE,
    FALSE,
    3,
    { "wininet", "winhttp", "error", "code", "错误", "代码", "internet", NULL } },
  { "curl ",
    curl_codes,
    G_N_ELEMENTS (curl_codes),
    FALSE,
    TRUE,
    2, /* its words say more than its number */
    { "curl: (", "curl error", NULL } },
  { "JSK", jsk_codes, G_N_ELEMENTS (jsk_codes), FALSE, TRUE, 4, { "jsk", NULL } },
  { "WinSock ",
    winsock_codes,
    G_N_ELEMENTS (winsock_codes),
    FALSE,
    FALSE,
    3,
    { "winsock", "wsa", "socketexception", "socket error", "套接字", NULL } },
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
      IfaMatch match
          = { NULL, meaning_of (family, number), family->rank, start - text, end - text };

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

#define RESULT_DIGITS 8
/* A Win32 number in the wrapping of an HRESULT: 0x8007hhhh. */
#define WIN32_RESULT 0x80070000u

static IfaMeaningId
meaning_of_result (guint32 result)
{
  int number = result & 0xffff;

  for (guint i = 0; i < G_N_ELEMENTS (windows_results); i++)
    if (windows_results[i].number == result)
      return windows_results[i].meaning;
  if ((result & 0xffff0000u) != WIN32_RESULT)
    return IFA_MEANING_NONE;
  for (guint i = 0; i < G_N_ELEMENTS (wininet_codes); i++)
    if (wininet_codes[i].number == number)
      return wininet_codes[i].meaning;
  for (guint i = 0; i < G_N_ELEMENTS (winsock_codes); i++)
    if (winsock_codes[i].number == number)
      return winsock_codes[i].meaning;
  return IFA_MEANING_NONE;
}

/* "0x80072ee7": says by itself whose it is. */
static gboolean
judge_result (const char *text, const char *start, GArray *matches)
{
  const char *digits = start + strlen ("0x");
  const char *end = digits;
  IfaMatch match = { NULL, IFA_MEANING_NONE, 3, start - text, 0 };

  if (!g_str_has_prefix (start, "0x") || (start > text && g_ascii_isalnum (start[-1])))
    return FALSE;
  while (g_ascii_isxdigit (*end))
    end++;
  if (end - digits != RESULT_DIGITS || g_ascii_isalnum (*end) || *end == '_')
    return FALSE;
  match.meaning = meaning_of_result ((guint32) g_ascii_strtoull (digits, NULL, 16));
  match.end = end - text;
  if (match.meaning == IFA_MEANING_NONE)
    return FALSE;
  match.code = g_strndup (start, end - start);
  g_array_append_val (matches, match);
  return TRUE;
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
      if (judge_result (text, start, matches))
        {
          c += strlen ("0x") + RESULT_DIGITS;
          continue;
        }
      while (g_ascii_isdigit (*c))
        c++;
      if (c - start <= MAX_DIGITS && stands_apart (text, start, c))
        judge_number (text, start, c, matches);
    }
}
