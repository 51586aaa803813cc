/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Names and sums that are known by what is part of them: "Meyer GmbH", "45.678,90 EUR", "PC-ZOE",
 * "KANZLEI\zoe", "cn=Zoe Meyer", "zoe [at] firma [dot] de", "curl -u zoe:…". */

#include "redact-private.h"

#include <string.h>

#define MAX_COMPANY_WORDS 4
#define MAX_WORD_BYTES 40

/* Legal forms; as they are written. */
static const char *const legal_forms[]
    = { "GmbH", "AG",   "KG",   "OHG",    "UG",    "Ltd",   "Limited", "LLC",    "LLP",
        "Inc",  "PLC",  "S.A.", "S.p.A.", "S.r.l", "SRL",   "S.L.",    "S.A.S.", "SARL",
        "SAS",  "Ltda", "Kft",  "Zrt",    "Nyrt",  "Sp. z", "B.V.",    "Pvt",    "EIRELI",
        "SpA",  "Srl",  "Oy",   "ApS",    "s.r.o", "a.s.",  "d.o.o",   "e.K.",   "Corp" };

static const char *const currencies[]
    = { "EUR", "USD", "CNY", "RMB", "PLN", "BRL", "HUF", "RON", "INR", "SAR", "GBP",
        "MXN", "CHF", "CZK", "R$",  "zł",  "Ft",  "lei", "kr",  "SR",  "Rs.", "人民币" };

/* One half of a computer's name; the other half is whose it is. */
static const char *const machines[]
    = { "pc",  "laptop", "desktop", "notebook",    "macbook", "nb",      "ws",
        "srv", "nas",    "imac",    "workstation", "printer", "drucker", "thinkpad" };

/* Other halves that make a word of the language or of a program. */
static const char ordinary_halves[]
    = " linux side mode app apps portal file files environment session class grade only free "
      "based based. compatible icon id name names settings style background unknown ";

static const char *const dn_keys[] = { "cn", "ou", "dc", "uid", "o", "sn", "givenname" };

static gsize
match_one (const char *p, const char *end, const char *const *words, gsize n_words)
{
  gsize best = 0;

  for (gsize i = 0; i < n_words; i++)
    {
      gsize length = words[i][0] == *p ? strlen (words[i]) : 0;

      if (length > best && (gsize) (end - p) >= length && memcmp (p, words[i], length) == 0
          && ((gsize) (end - p) == length || !g_ascii_isalnum (p[length])))
        best = length;
    }
  return best;
}

/* The first two bytes tell of most words that they are none of these. */
#define BEGINNING(p) (((guchar) (p)[0] << 4 ^ (guchar) (p)[1]) & 2047)

static const guint8 *
get_beginnings (void)
{
  static gsize once = 0;
  static guint8 beginnings[2048];

  if (g_once_init_enter (&once))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (legal_forms); i++)
        beginnings[BEGINNING (legal_forms[i])] = 1;
      for (gsize i = 0; i < G_N_ELEMENTS (currencies); i++)
        beginnings[BEGINNING (currencies[i])] = 1;
      g_once_init_leave (&once, 1);
    }
  return beginnings;
}

static const char *
word_before (const IfaScan *scan, const char *p)
{
  while (p > scan->copied
         && (g_ascii_isalnum (p[-1]) || strchr ("-'.&", p[-1]) != NULL || (guchar) p[-1] >= 0x80))
    p--;
  return p;
}

/* Words with capitals before a legal form, and "&" between them. */
static const char *
hide_company (IfaScan *scan, const char *form, gsize length)
{
  IfaSpan name = { form, form + length };

  for (guint i = 0; i < MAX_COMPANY_WORDS && name.start > scan->copied + 1; i++)
    {
      const char *blank = name.start[-1] == ' ' ? name.start - 1 : NULL;
      const char *word;

      if (blank != NULL && blank > scan->copied && blank[-1] == ',')
        blank--;
      word = blank != NULL ? word_before (scan, blank) : NULL;
      if (word == NULL || word == blank
          || (!g_ascii_isupper (*word) && *word != '&' && (guchar) *word < 0x80))
        break;
      name.start = word;
    }
  if (name.start == form || ifa_redactor_is_placeholder (scan->redactor, name))
    return form;
  while (name.end < scan->end && strchr (". ", *name.end) != NULL
         && match_one (name.end + 1, scan->end, legal_forms, G_N_ELEMENTS (legal_forms)) > 0)
    name.end += 1 + match_one (name.end + 1, scan->end, legal_forms, G_N_ELEMENTS (legal_forms));
  ifa_scan_hide (scan, name, IFA_DETAIL_NAME, "company", name);
  return name.end;
}

static gboolean
is_amount_byte (char c)
{
  return g_ascii_isdigit (c) || c == '.' || c == ',' || c == ' ' || c == '\'';
}

static const char *
hide_amount (IfaScan *scan, const char *sign, gsize length)
{
  IfaSpan behind = { sign + length, NULL };
  IfaSpan before = { sign, sign };

  while (behind.start < scan->end && *behind.start == ' ')
    behind.start++;
  behind.end = behind.start;
  while (behind.end < scan->end && is_amount_byte (*behind.end))
    behind.end++;
  while (behind.end > behind.start && !g_ascii_isdigit (behind.end[-1]))
    behind.end--;
  if (behind.end > behind.start)
    {
      ifa_scan_hide (scan, behind, IFA_DETAIL_NUMBER, "amount", behind);
      return behind.end;
    }
  while (before.end > scan->copied && before.end[-1] == ' ')
    before.end--;
  before.start = before.end;
  while (before.start > scan->copied && is_amount_byte (before.start[-1]))
    before.start--;
  while (before.start < before.end && !g_ascii_isdigit (*before.start))
    before.start++;
  if (before.end > before.start)
    ifa_scan_hide (scan, before, IFA_DETAIL_NUMBER, "amount", before);
  return sign + length;
}

static gboolean
is_half (IfaSpan half)
{
  for (gsize i = 0; i < G_N_ELEMENTS (machines); i++)
    if (machines[i][0] == g_ascii_tolower (*half.start)
        && IFA_SPAN_LENGTH (half) == strlen (machines[i])
        && g_ascii_strncasecmp (half.start, machines[i], strlen (machines[i])) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_ordinary_half (IfaSpan half)
{
  g_autofree char *lower = g_ascii_strdown (half.start, IFA_SPAN_LENGTH (half));
  g_autofree char *framed = g_strconcat (" ", lower, " ", NULL);

  return strstr (ordinary_halves, framed) != NULL;
}

/* DESKTOP-7AB3K9X, zoe-pc */
static const char *
hide_computer (IfaScan *scan, IfaSpan word)
{
  const char *hyphen = ifa_span_find (word, '-');
  IfaSpan first = { word.start, hyphen };
  IfaSpan last = { hyphen != NULL ? hyphen + 1 : NULL, word.end };

  if (hyphen == NULL || ifa_span_find (last, '-') != NULL || IFA_SPAN_LENGTH (last) < 2
      || is_half (first) == is_half (last) || is_ordinary_half (is_half (first) ? last : first)
      || ifa_redactor_is_placeholder (scan->redactor, word))
    return word.start;
  ifa_scan_hide (scan, word, IFA_DETAIL_HOST, "host", word);
  return word.end;
}

/* KANZLEI\zoe; a path would have more of them. */
static const char *
hide_domain_user (IfaScan *scan, IfaSpan word)
{
  IfaSpan both = { word.start, word.end + 1 };

  for (const char *p = word.start; p < word.end; p++)
    if (!g_ascii_isupper (*p) && !g_ascii_isdigit (*p) && *p != '-')
      return word.start;
  while (both.end < scan->end && (g_ascii_isalnum (*both.end) || strchr ("._-", *both.end) != NULL))
    both.end++;
  if (IFA_SPAN_LENGTH (word) < 3 || both.end < word.end + 3
      || (both.end < scan->end && *both.end == '\\'))
    return word.start;
  ifa_scan_hide (scan, both, IFA_DETAIL_NAME, "name", both);
  return both.end;
}

/* RFC 4514: cn=Zoe Meyer,ou=… The names of hosts are left to those who know hosts. */
static const char *
hide_dn_value (IfaScan *scan, IfaSpan word)
{
  g_autofree char *key = g_ascii_strdown (word.start, IFA_SPAN_LENGTH (word));
  IfaSpan value = { word.end + 1, word.end + 1 };
  gboolean has_dot = FALSE;

  if (match_one (key, key + strlen (key), dn_keys, G_N_ELEMENTS (dn_keys)) != strlen (key))
    return word.start;
  while (value.end < scan->end && strchr (",;+/\"\n<>()", *value.end) == NULL)
    has_dot |= *value.end++ == '.';
  while (value.end > value.start && value.end[-1] == ' ')
    value.end--;
  if (value.end == value.start || has_dot || ifa_redactor_is_placeholder (scan->redactor, value))
    return word.start;
  ifa_scan_hide (scan, value, IFA_DETAIL_NAME, "name", value);
  return value.end;
}

/* gid=1000(zoe) */
static const char *
hide_id_name (IfaScan *scan, IfaSpan word)
{
  const char *p = word.end + 1;
  IfaSpan name;

  while (p < scan->end && g_ascii_isdigit (*p))
    p++;
  if (p == word.end + 1 || p >= scan->end || *p != '(')
    return word.start;
  name = (IfaSpan){ p + 1, p + 1 };
  while (name.end < scan->end && *name.end != ')' && *name.end != '\n')
    name.end++;
  ifa_scan_hide (scan, name, IFA_DETAIL_NAME, "name", name);
  return name.end;
}

static guint
count_dots (IfaSpan span)
{
  guint n = 0;

  for (const char *p = span.start; p < span.end; p++)
    n += *p == '.';
  return n;
}

/* zoe.meyer [at] firma [dot] de, zoe(at)firma.de, "zoe.meyer at firma.de". A trace of calls has
 * "at" in it, too, but more dots. */
static const char *
hide_spelt_address (IfaScan *scan, IfaSpan word)
{
  static const char *const ats[] = { " [at] ", "[at]", " (at) ", "(at)", "{at}", " at ", " AT " };
  const char *p = word.end;
  IfaSpan address = word;
  gboolean is_plain;
  gsize n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (ats) && n == 0; i++)
    if ((gsize) (scan->end - p) > strlen (ats[i]) && memcmp (p, ats[i], strlen (ats[i])) == 0)
      n = strlen (ats[i]);
  is_plain = n == 4 && p[0] == ' ';
  if (n == 0 || (is_plain && count_dots (word) != 1))
    return word.start;
  for (p += n; p < scan->end; p++)
    {
      if (g_ascii_isalnum (*p) || *p == '-' || *p == '.')
        continue;
      if (strncmp (p, " [dot] ", 7) == 0 || strncmp (p, " (dot) ", 7) == 0)
        p += 6;
      else if (strncmp (p, "[dot]", 5) == 0 || strncmp (p, "(dot)", 5) == 0)
        p += 4;
      else
        break;
    }
  address.end = p;
  if (IFA_SPAN_LENGTH (address) <= IFA_SPAN_LENGTH (word) + n
      || (is_plain && (count_dots (address) > 2 || *p == '(' || *p == ':')))
    return word.start;
  ifa_scan_hide (scan, address, IFA_DETAIL_CONTACT, "email", address);
  return address.end;
}

static IfaSpan
whole_word (const IfaScan *scan, const char *p, guint *n_hyphens)
{
  IfaSpan word = { p, p };

  for (; word.end < scan->end && IFA_SPAN_LENGTH (word) < MAX_WORD_BYTES
         && (g_ascii_isalnum (*word.end) || ifa_is_joint (*word.end));
       word.end++)
    *n_hyphens += *word.end == '-';
  while (word.end > word.start && *(word.end - 1) == '.')
    word.end--;
  return word;
}

/* Whether "at", in brackets or between blanks, follows. */
static gboolean
is_spelt (const IfaScan *scan, const char *end)
{
  const char *p = end;

  if (scan->end - p < 7 || (*p != ' ' && *p != '[' && *p != '(' && *p != '{'))
    return FALSE;
  p += *p == ' ';
  if (*p == '[' || *p == '(' || *p == '{')
    p++;
  else if (p == end)
    return FALSE;
  return g_ascii_strncasecmp (p, "at", 2) == 0 && !g_ascii_isalnum (p[2]);
}

/**
 * ifa_scan_idiom:
 * @scan: a text on its way
 * @p: where a word begins
 * @word_end: (out): where it ends, with what is joined to it
 *
 * Returns: where to go on, or @p
 */
const char *
ifa_scan_idiom (IfaScan *scan, const char *p, const char **word_end)
{
  guint n_hyphens = 0;
  IfaSpan word = whole_word (scan, p, &n_hyphens);
  gsize length = 0;
  const char *next = p;

  *word_end = word.end;
  if (word.end < scan->end && *word.end == '\\')
    return hide_domain_user (scan, word);
  if (word.end < scan->end && *word.end == '=' && IFA_SPAN_LENGTH (word) < 12)
    {
      next = hide_id_name (scan, word);
      return next > p ? next : hide_dn_value (scan, word);
    }
  if (n_hyphens == 1)
    next = hide_computer (scan, word);
  if (next == p && is_spelt (scan, word.end))
    next = hide_spelt_address (scan, word);
  if (next > p || scan->end - p < 2 || !get_beginnings ()[BEGINNING (p)])
    return next;

  length = match_one (p, scan->end, currencies, G_N_ELEMENTS (currencies));
  if (length > 0)
    return hide_amount (scan, p, length);
  length = p > scan->text && p[-1] == ' '
               ? match_one (p, scan->end, legal_forms, G_N_ELEMENTS (legal_forms))
               : 0;
  return length > 0 ? hide_company (scan, p, length) : p;
}

/**
 * ifa_scan_sign:
 * @scan: a text on its way
 * @p: a sign: - or $ or %
 *
 * Returns: where to go on, or @p
 */
const char *
ifa_scan_sign (IfaScan *scan, const char *p)
{
  static const char *const folders[]
      = { "$HOME/", "${HOME}/", "%USERPROFILE%\\", "%APPDATA%\\", "%LOCALAPPDATA%\\", "%TEMP%\\" };
  static const char *const options[] = { "-u ", "--user ", "--user=", "-p " };
  IfaSpan value = { p, p };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    if (g_str_has_prefix (p, folders[i]))
      value.end = value.start + strlen (folders[i]);
  if (value.end > value.start)
    {
      while (value.end < scan->end && (guchar) *value.end > ' '
             && strchr ("\"'<>,;", *value.end) == NULL)
        value.end++;
      ifa_scan_hide (scan, value, IFA_DETAIL_FILE, "path", value);
      return value.end;
    }
  if (*p == '$')
    return scan->end - p > 2 ? hide_amount (scan, p, 1) : p;
  if (p > scan->text && p[-1] != ' ')
    return p;
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    if (g_str_has_prefix (p, options[i]))
      value.start = p + strlen (options[i]);
  for (value.end = value.start; value.end < scan->end && (guchar) *value.end > ' '; value.end++)
    ;
  if (value.start == p || ifa_span_find (value, ':') == NULL)
    return p;
  ifa_scan_hide (scan, value, IFA_DETAIL_SECRET, "secret", value);
  return value.end;
}
