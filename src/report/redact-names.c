/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Names: of hosts and files, e-mail addresses, companies. */

#include "redact-private.h"

#include <string.h>

#define MAX_HOST_BYTES 253

/* What people keep documents, keys and data in. */
static const char *const document_suffixes[]
    = { "pdf", "ofd", "xml", "xlsx",   "xls", "doc",  "docx", "odt", "ods", "csv",
        "txt", "zip", "rar", "7z",     "db",  "dat",  "p12",  "pfx", "pem", "key",
        "crt", "cer", "jpg", "jpeg",   "png", "json", "log",  "eml", "msg", "bak",
        "tmp", "p7m", "sql", "sqlite", "rtf", "ppt",  "pptx", "gz",  "tar", NULL };

/* Programs' own files: their names tell nothing, and some look like host names. */
static const char *const program_suffixes[]
    = { "js", "cs", "py", "rs", "sh", "so", "md", "c", "h", "cpp", "go", "ts", "java", "vb", NULL };

static const char *const generic_domains[]
    = { "com",     "net",     "org",     "info",      "biz",      "gov",      "edu",     "mil",
        "int",     "app",     "dev",     "cloud",     "site",     "shop",     "store",   "online",
        "tech",    "xyz",     "top",     "club",      "vip",      "group",    "work",    "name",
        "pro",     "asia",    "mobi",    "coop",      "arpa",     "test",     "email",   "systems",
        "agency",  "company", "digital", "solutions", "services", "software", "example", "invalid",
        "network", "host",    "live",    "ltd",       "finance",  "tax",      "wang",    NULL };

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
      if (is_wide (*p) ? ends_wide_name (p) : !g_ascii_isalnum (*p) && strchr ("._+-", *p) == NULL)
        break;
      start = p;
    }
  return start;
}

static gboolean
is_among (const char *const *list, const char *text, gsize length)
{
  char lower[16];

  if (length == 0 || length >= sizeof lower)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    lower[i] = g_ascii_tolower (text[i]);
  lower[length] = '\0';
  return g_strv_contains (list, lower);
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
         || g_str_has_prefix (last, "xn--") || is_among (generic_domains, last, length);
}

static gboolean
must_hide_host (const IfaScan *scan, const char *host)
{
  gsize length = strlen (host);

  if (scan->hosts == IFA_HOSTS_KEEP || length < 5 || ifa_redactor_knows_host (scan->redactor, host))
    return FALSE;
  if (ifa_redactor_is_inner_host (scan->redactor, host))
    return TRUE;
  return scan->hosts == IFA_HOSTS_STRICT && is_domain (strrchr (host, '.') + 1);
}

static const char *
scan_host (IfaScan *scan, IfaSpan word, const char *dot)
{
  char host[MAX_HOST_BYTES + 1];
  gsize length = IFA_SPAN_LENGTH (word);

  if (length > MAX_HOST_BYTES || !g_ascii_isalpha (dot[1]))
    return word.start;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (word.start[i]) && strchr (".-_", word.start[i]) == NULL)
        return word.start;
      host[i] = g_ascii_tolower (word.start[i]);
    }
  host[length] = '\0';

  if (!must_hide_host (scan, host))
    return ifa_redactor_knows_host (scan->redactor, host) ? word.end : word.start;
  ifa_scan_hide (scan, word, IFA_DETAIL_HOST, "host", word);
  return word.end;
}

/* ".pdf" alone: the name before it is written in another script. */
gboolean
ifa_scan_is_suffix (IfaSpan word)
{
  return IFA_SPAN_LENGTH (word) > 1 && *word.start == '.'
         && is_among (document_suffixes, word.start + 1, IFA_SPAN_LENGTH (word) - 1);
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
  gsize suffix = word.end - dot - 1;

  if (scan->hosts != IFA_HOSTS_KEEP && is_among (document_suffixes, dot + 1, suffix))
    return hide_file (scan, word, dot);
  if (is_among (program_suffixes, dot + 1, suffix)
      && memchr (word.start, '.', dot - word.start) == NULL)
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
  const char *name;

  if (p <= scan->copied || p[-1] != ':')
    return start;
  name = extend_back (scan, p - 1);
  if (name == p - 1 || is_among (schemes, name, p - 1 - name)
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
  if (address.start == word.end || address.end == word.end + 1)
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
  static const char *const endings[] = { "公司", "事务所", "合作社", "商行", "经营部" };
  const char *end = NULL;
  IfaSpan name;

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
    if (ends_wide_name (p))
      name.start = g_utf8_next_char (p);
  if (name.end - name.start >= 12)
    ifa_scan_hide (scan, name, IFA_DETAIL_NAME, "company", name);
  return end;
}

/* Full-width digits and letters, together with the ordinary ones beside them. */
static const char *
scan_full_width (IfaScan *scan, IfaSpan run)
{
  g_autofree char *found = scan->depth == 0 ? ifa_decode_full_width (run) : NULL;
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
  hidden = ifa_scan_text (scan->redactor, narrow, strlen (narrow), scan->hosts, scan->depth + 1);
  if (hidden == NULL)
    return run.start;
  ifa_scan_replace (scan, whole, hidden);
  return whole.end;
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

  if (!g_utf8_validate (run.start, IFA_SPAN_LENGTH (run), NULL))
    return run.end;
  next = scan_full_width (scan, run);
  if (next > run.start)
    return next;

  for (const char *p = run.start; p < run.end; p = g_utf8_next_char (p))
    {
      const char *after = g_utf8_next_char (p);

      /* "：", "是" and "为" announce a value, like a colon. */
      if (strncmp (p, "：", 3) == 0 || strncmp (p, "是", 3) == 0 || strncmp (p, "为", 3) == 0)
        {
          next = ifa_scan_key (scan, (IfaSpan){ p, after });
          if (next > after)
            return next;
        }
    }

  next = hide_company (scan, run);
  return next > run.start ? next : run.end;
}
