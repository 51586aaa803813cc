/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Names: of hosts and files, e-mail addresses, companies. */

#include "redact-private.h"

#include <string.h>

#define MAX_HOST_BYTES 253

/* What the last part of a dotted name makes of it. */
typedef enum
{
  SUFFIX_DOCUMENT = 1 << 0, /* what people keep documents, keys and data in */
  SUFFIX_PROGRAM = 1 << 1,  /* programs' own files: some look like host names */
  SUFFIX_DOMAIN = 1 << 2,   /* a top-level domain of more than two letters */
} Suffix;

static const struct
{
  Suffix kind;
  const char *words;
} suffixes[] = {
  { SUFFIX_DOCUMENT,
    "pdf ofd xml xlsx xls doc docx odt ods csv txt zip rar 7z db dat p12 pfx pem "
    "key crt cer jpg jpeg png json log eml msg bak tmp p7m sql sqlite rtf ppt pptx "
    "gz tar" },
  { SUFFIX_PROGRAM, "js cs py rs sh so md c h cpp go ts java vb" },
  { SUFFIX_DOMAIN, "com net org info biz gov edu mil int app dev cloud site shop store online tech "
                   "xyz top club vip group work name pro asia mobi coop arpa test email systems "
                   "agency company digital solutions services software example invalid network "
                   "host live ltd finance tax wang" },
};

static GHashTable *
get_suffixes (void)
{
  static gsize table = 0;

  if (g_once_init_enter (&table))
    {
      GHashTable *made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
        {
          g_auto (GStrv) words = g_strsplit (suffixes[i].words, " ", -1);
          for (char **word = words; *word != NULL; word++)
            g_hash_table_insert (made, g_strdup (*word), GUINT_TO_POINTER (suffixes[i].kind));
        }
      g_once_init_leave (&table, (gsize) made);
    }
  return (GHashTable *) table;
}

static Suffix
lookup_suffix (const char *text, gsize length)
{
  char lower[12];

  if (length == 0 || length >= sizeof lower)
    return 0;
  for (gsize i = 0; i < length; i++)
    lower[i] = g_ascii_tolower (text[i]);
  lower[length] = '\0';
  return GPOINTER_TO_UINT (g_hash_table_lookup (get_suffixes (), lower));
}

static gboolean
is_wide (char c)
{
  return (guchar) c >= 0x80;
}

/* Chinese punctuation ends a name: U+3000…U+303F and the full-width signs. */
static gboolean
ends_wide_name (const char *p)
{
  return strncmp (p, "\xe3\x80", 2) == 0
         || (strncmp (p, "\xef\xbc", 2) == 0 && (guchar) p[2] < 0x90)
         || (strncmp (p, "\xef\xbc", 2) == 0 && (guchar) p[2] >= 0x9a && (guchar) p[2] <= 0xa0)
         || strncmp (p, "\xe2\x80", 2) == 0;
}

/* Back over what a file name or the first part of an e-mail address is made of. */
static const char *
extend_back (const IfaScan *scan, const char *start)
{
  while (start > scan->copied)
    {
      const char *p = start - 1;

      while (p > scan->copied && is_wide (*p) && ((guchar) *p & 0xc0) == 0x80)
        p--;
      if (is_wide (*p) ? ends_wide_name (p) : !g_ascii_isalnum (*p) && !ifa_is_joint (*p))
        break;
      start = p;
    }
  return start;
}

static const char *
hide_file (IfaScan *scan, IfaSpan word, const char *dot)
{
  IfaSpan name = { extend_back (scan, word.start), word.end };
  IfaSpan stem = { name.start, dot };

  if (ifa_redactor_is_placeholder (scan->redactor, stem) || stem.start == stem.end)
    return word.end;
  ifa_scan_hide (scan, stem, IFA_DETAIL_FILE, "file", stem);
  return word.end;
}

static gboolean
is_domain (const char *last)
{
  gsize length = strlen (last);

  return (length == 2 && g_ascii_isalpha (last[0]) && g_ascii_isalpha (last[1]))
         || lookup_suffix (last, length) == SUFFIX_DOMAIN || g_str_has_prefix (last, "xn--");
}

static gboolean
must_hide_host (const IfaScan *scan, const char *host)
{
  gboolean is_foreign = scan->hosts <= IFA_HOSTS_KNOWN && is_domain (strrchr (host, '.') + 1);

  return (is_foreign || ifa_redactor_is_inner_host (scan->redactor, host))
         && !ifa_redactor_knows_host (scan->redactor, host);
}

static const char *
scan_host (IfaScan *scan, IfaSpan word, const char *dot)
{
  char host[MAX_HOST_BYTES + 1];
  gsize length = IFA_SPAN_LENGTH (word);

  if (length < 5 || length > MAX_HOST_BYTES || scan->hosts == IFA_HOSTS_KEEP
      || !g_ascii_isalpha (dot[1]))
    return word.start;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (word.start[i]) && !ifa_is_joint (word.start[i]))
        return word.start;
      host[i] = g_ascii_tolower (word.start[i]);
    }
  host[length] = '\0';

  if (!must_hide_host (scan, host))
    return word.start;
  ifa_scan_hide (scan, word, IFA_DETAIL_HOST, "host", word);
  return word.end;
}

/* ".pdf" alone: the name before it is written in another script. */
gboolean
ifa_scan_is_suffix (IfaSpan word)
{
  return IFA_SPAN_LENGTH (word) > 1 && *word.start == '.'
         && lookup_suffix (word.start + 1, IFA_SPAN_LENGTH (word) - 1) == SUFFIX_DOCUMENT;
}

/**
 * ifa_scan_name:
 * @scan: a text on its way
 * @word: a word with a dot in it
 *
 * Returns: where to go on, or the start of @word
 */
const char *
ifa_scan_name (IfaScan *scan, IfaSpan word)
{
  const char *dot = memrchr (word.start, '.', IFA_SPAN_LENGTH (word));
  Suffix kind = g_ascii_isalnum (dot[1]) ? lookup_suffix (dot + 1, word.end - dot - 1) : 0;

  if (scan->hosts != IFA_HOSTS_KEEP && kind == SUFFIX_DOCUMENT)
    return hide_file (scan, word, dot);
  if (kind == SUFFIX_PROGRAM && memchr (word.start, '.', dot - word.start) == NULL)
    return word.start;
  return scan_host (scan, word, dot);
}

/* "user:password@host" without a scheme: what stands before the colon belongs to it. */
static const char *
start_of_credentials (const IfaScan *scan, const char *start)
{
  static const char *const schemes[] = { "mailto", "email", "mail", "sip", "sips", "xmpp",
                                         "acct",   "to",    "from", "cc",  "bcc",  NULL };
  const char *p = start;
  g_autofree char *scheme = NULL;
  const char *name;

  if (p <= scan->copied || p[-1] != ':')
    return start;
  name = extend_back (scan, p - 1);
  scheme = g_ascii_strdown (name, p - 1 - name);
  if (name == p - 1 || g_strv_contains (schemes, scheme)
      || ifa_key_lookup ((IfaSpan){ name, p - 1 }) != NULL)
    return start;
  return name;
}

/**
 * ifa_scan_contact:
 * @scan: a text on its way
 * @word: what stands before an @
 *
 * Returns: where to go on, or the start of @word
 */
const char *
ifa_scan_contact (IfaScan *scan, IfaSpan word)
{
  IfaSpan address = { extend_back (scan, word.start), word.end + 1 };
  const char *start;

  while (address.end < scan->end
         && (g_ascii_isalnum (*address.end) || strchr (".-_", *address.end) != NULL
             || (is_wide (*address.end) && !ends_wide_name (address.end))))
    address.end = is_wide (*address.end) ? g_utf8_next_char (address.end) : address.end + 1;
  address.end = MIN (address.end, scan->end);
  while (address.end > word.end + 1 && strchr (".-_", address.end[-1]) != NULL)
    address.end--;
  if (address.start == word.end || (address.end == word.end + 1 && address.end < scan->end))
    return word.start;

  start = start_of_credentials (scan, address.start);
  if (start < address.start)
    ifa_scan_hide (scan, (IfaSpan){ start, address.end }, IFA_DETAIL_SECRET, "secret",
                   (IfaSpan){ start, address.end });
  else
    ifa_scan_hide (scan, address, IFA_DETAIL_CONTACT, "email", address);
  return address.end;
}

/* …公司, …事务所: the run of characters before it is the company's name. */
static const char *
hide_company (IfaScan *scan, IfaSpan run)
{
  static const char *const endings[]
      = { "公司", "事务所", "合作社", "商行", "经营部", "餐饮店", "商店",
          "药店", "超市",   "工作室", "诊所", "饭店",   "酒店",   "工厂" };
  const char *end = NULL;
  IfaSpan name;

  if (IFA_SPAN_LENGTH (run) < 12)
    return run.start;

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      const char *found
          = memmem (run.start, IFA_SPAN_LENGTH (run), endings[i], strlen (endings[i]));
      if (found != NULL && found - run.start >= 6 && (end == NULL || found < end))
        end = found + strlen (endings[i]);
    }
  if (end == NULL)
    return run.start;

  name = (IfaSpan){ extend_back (scan, run.start), end };
  for (const char *p = run.start; p < end; p = g_utf8_next_char (p))
    if (ends_wide_name (p) && strncmp (p, "（", 3) != 0 && strncmp (p, "）", 3) != 0)
      name.start = g_utf8_next_char (p);
  if (name.end - name.start >= 12)
    ifa_scan_hide (scan, name, IFA_DETAIL_NAME, "company", name);
  return end;
}

/* Full-width digits and letters, together with the ordinary ones beside them. */
static const char *
scan_full_width (IfaScan *scan, IfaSpan run)
{
  g_autofree char *found = scan->depth < IFA_MAX_DEPTH ? ifa_decode_full_width (run) : NULL;
  g_autofree char *narrow = NULL;
  g_autofree char *hidden = NULL;
  IfaSpan whole = { extend_back (scan, run.start), run.end };

  if (found == NULL)
    return run.start;
  while (whole.end < scan->end
         && (g_ascii_isalnum (*whole.end) || is_wide (*whole.end)
             || strchr ("._-@", *whole.end) != NULL))
    whole.end++;
  if (!g_utf8_validate (whole.start, IFA_SPAN_LENGTH (whole), NULL))
    return run.start;
  narrow = ifa_decode_full_width (whole);
  if (narrow == NULL)
    return run.start;
  hidden = ifa_scan_text (scan->redactor, narrow, strlen (narrow), scan->hosts, scan->depth + 1);
  if (hidden == NULL)
    return run.start;
  ifa_scan_replace (scan, whole, hidden);
  return whole.end;
}

/* "：", "是" and "为" announce a value, like a colon. */
static gboolean
announces (const char *p)
{
  switch ((guchar) *p)
    {
    case 0xef:
      return strncmp (p, "：", 3) == 0;
    case 0xe6:
      return strncmp (p, "是", 3) == 0;
    case 0xe4:
      return strncmp (p, "为", 3) == 0;
    default:
      return FALSE;
    }
}

/* The first characters of what a company's name ends in. */
static gboolean
may_end_company (const char *p)
{
  switch ((guchar) p[0] << 8 | (guchar) p[1])
    {
    case 0xe585:
    case 0xe4ba:
    case 0xe590:
    case 0xe595:
    case 0xe7bb:
    case 0xe9a4:
    case 0xe88d:
    case 0xe8b6:
    case 0xe5b7:
    case 0xe8af:
    case 0xe9a5:
    case 0xe985:
      return TRUE;
    default:
      return FALSE;
    }
}

/**
 * ifa_scan_wide:
 * @scan: a text on its way
 * @run: bytes beyond ASCII
 *
 * Returns: where to go on
 */
const char *
ifa_scan_wide (IfaScan *scan, IfaSpan run)
{
  const char *next;
  gboolean has_company = FALSE;

  if (!g_utf8_validate (run.start, IFA_SPAN_LENGTH (run), NULL))
    return run.end;
  next = scan_full_width (scan, run);
  if (next > run.start)
    return next;

  for (const char *p = run.start; p < run.end; p = g_utf8_next_char (p))
    {
      const char *after = g_utf8_next_char (p);

      has_company |= may_end_company (p);
      next = ifa_scan_wide_word (scan, run, p);
      if (next > p)
        return next;
      if (announces (p))
        {
          next = ifa_scan_key (scan, (IfaSpan){ p, after });
          if (next > after)
            return next;
        }
    }

  if (!has_company)
    return run.end;
  next = hide_company (scan, run);
  return next > run.start ? next : run.end;
}
