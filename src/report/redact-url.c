/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Web addresses and paths of files. */

#include "redact-private.h"

#include <string.h>

/* What can't stand in a web address unescaped, and what ends a path in a text. */
static gboolean
ends_url (char c)
{
  switch (c)
    {
    case '"':
    case '\'':
    case '<':
    case '>':
    case '`':
    case '{':
    case '}':
    case '|':
    case '\\':
    case '^':
      return TRUE;
    default:
      return (guchar) c <= 0x20 || (guchar) c >= 0x7f;
    }
}

static void
scan_authority (IfaScan *scan, IfaSpan authority)
{
  const char *at = memrchr (authority.start, '@', IFA_SPAN_LENGTH (authority));
  IfaSpan host = { at != NULL ? at + 1 : authority.start, authority.end };
  const char *colon;

  if (at != NULL)
    ifa_scan_hide (scan, (IfaSpan){ authority.start, at }, IFA_DETAIL_SECRET, "secret",
                   (IfaSpan){ authority.start, at });
  if (host.start < host.end && *host.start == '[')
    {
      IfaSpan first = { host.start + 1, host.start + 1 };

      while (first.end < host.end && g_ascii_isxdigit (*first.end))
        first.end++;
      ifa_scan_word (scan, first);
      return;
    }

  colon = ifa_span_find (host, ':');
  host.end = colon != NULL ? colon : host.end;
  if (host.start == host.end || ifa_redactor_is_placeholder (scan->redactor, host))
    return;
  if (ifa_span_find (host, '.') == NULL)
    {
      g_autofree char *name = g_ascii_strdown (host.start, IFA_SPAN_LENGTH (host));
      if (scan->hosts != IFA_HOSTS_KEEP && !ifa_redactor_knows_host (scan->redactor, name)
          && ifa_redactor_is_inner_host (scan->redactor, name))
        ifa_scan_hide (scan, host, IFA_DETAIL_HOST, "host", host);
      return;
    }
  ifa_scan_word (scan, host);
}

/* What an interface has at its end, and a person's document hasn't: "summary.json". */
static gboolean
is_interface (const char *part)
{
  return strspn (part, "abcdefghijklmnopqrstuvwxyz0123456789._") == strlen (part)
         && (g_str_has_suffix (part, ".json") || g_str_has_suffix (part, ".xml"));
}

/* The parts of a path may be names, numbers and tokens; what they are called may stay. */
static void
scan_path_of_url (IfaScan *scan, IfaSpan path)
{
  const char *p = path.start;

  while (p < path.end)
    {
      const char *slash = memchr (p, '/', path.end - p);
      IfaSpan part = { p, slash != NULL ? slash : path.end };
      g_autofree char *plain = NULL;
      g_autofree char *hidden = NULL;

      plain = ifa_decode_escapes (part);
      if (plain == NULL)
        plain = g_strndup (part.start, IFA_SPAN_LENGTH (part));
      hidden
          = ifa_scan_text (scan->redactor, plain, strlen (plain),
                           is_interface (plain) ? IFA_HOSTS_KEEP : IFA_HOSTS_LAX, scan->depth + 1);
      if (hidden != NULL)
        ifa_scan_replace (scan, part, hidden);
      p = part.end + 1;
    }
}

/* Values go, names stay: what was asked for is seen, what was said is not. */
static void
scan_query (IfaScan *scan, IfaSpan query)
{
  const char *p = query.start;

  while (p < query.end)
    {
      IfaSpan value = { p, p };
      const char *equals;

      while (value.end < query.end && *value.end != '&' && *value.end != ';')
        value.end++;
      p = value.end + 1;
      equals = ifa_span_find (value, '=');
      if (equals != NULL)
        value.start = equals + 1;
      else if (IFA_SPAN_LENGTH (value) <= 8
               && strspn (value.start, "abcdefghijklmnopqrstuvwxyz") >= IFA_SPAN_LENGTH (value))
        continue;
      if (value.start < value.end)
        ifa_scan_hide (scan, value, IFA_DETAIL_SECRET, "value", value);
    }
}

/**
 * ifa_scan_query:
 * @scan: a text on its way
 * @question: a question mark
 * @end: of the token it stands in
 *
 * "/callback?code=…": an address without a host.
 *
 * Returns: where to go on
 */
const char *
ifa_scan_query (IfaScan *scan, const char *question, const char *end)
{
  IfaSpan query = { question + 1, question + 1 };

  while (query.end < end && !ends_url (*query.end))
    query.end++;
  if (ifa_span_find (query, '=') == NULL)
    return question + 1;
  scan_query (scan, query);
  return query.end;
}

/* Their paths are folders of somebody, and no interface of a service. */
static gboolean
is_file_share (IfaSpan scheme)
{
  static const char *const schemes[]
      = { "smb", "nfs", "afp", "cifs", "ftp", "sftp", "ftps", "davs" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (IFA_SPAN_LENGTH (scheme) == strlen (schemes[i])
        && g_ascii_strncasecmp (scheme.start, schemes[i], strlen (schemes[i])) == 0)
      return TRUE;
  return FALSE;
}

/**
 * ifa_scan_url:
 * @scan: a text on its way
 * @scheme: the word before "://"
 *
 * Returns: where to go on, or the start of @scheme
 */
const char *
ifa_scan_url (IfaScan *scan, IfaSpan scheme)
{
  IfaSpan rest = { scheme.end + 3, scheme.end + 3 };
  IfaSpan part;

  if (IFA_SPAN_LENGTH (scheme) == 4 && g_ascii_strncasecmp (scheme.start, "file", 4) == 0)
    {
      const char *next = ifa_scan_path (scan, (IfaSpan){ rest.start, scan->end });
      return next > rest.start ? next : scheme.start;
    }

  while (rest.end < scan->end && !ends_url (*rest.end))
    rest.end++;
  while (rest.end > rest.start && strchr (".,;:!)]", rest.end[-1]) != NULL
         && ifa_span_find (rest, '[') == NULL)
    rest.end--;
  if (rest.start == rest.end)
    return scheme.start;

  part = (IfaSpan){ rest.start, rest.start };
  while (part.end < rest.end && strchr ("/?#", *part.end) == NULL)
    part.end++;
  scan_authority (scan, part);

  part = (IfaSpan){ part.end, part.end };
  while (part.end < rest.end && strchr ("?#", *part.end) == NULL)
    part.end++;
  if (is_file_share (scheme) && IFA_SPAN_LENGTH (part) > 1)
    ifa_scan_hide (scan, (IfaSpan){ part.start + 1, part.end }, IFA_DETAIL_FILE, "path",
                   (IfaSpan){ part.start + 1, part.end });
  else
    scan_path_of_url (scan, part);

  if (part.end < rest.end)
    {
      const char *hash = memchr (part.end, '#', rest.end - part.end);
      const char *end = hash != NULL ? hash : rest.end;
      if (*part.end == '?')
        scan_query (scan, (IfaSpan){ part.end + 1, end });
      if (hash != NULL)
        scan_query (scan, (IfaSpan){ hash + 1 + (hash[1] == '/'), rest.end });
    }
  return rest.end;
}

static gboolean
starts_with (IfaSpan text, const char *prefix)
{
  gsize length = strlen (prefix);

  return IFA_SPAN_LENGTH (text) >= length && strncmp (text.start, prefix, length) == 0;
}

static gboolean
is_private_folder (const IfaScan *scan, IfaSpan path)
{
  const char *home = ifa_redactor_get_home (scan->redactor);

  static const char *const prefixes[] = { "/home/",
                                          "/root/",
                                          "/Users/",
                                          "/users/",
                                          "/media/",
                                          "/mnt/",
                                          "/run/user/",
                                          "/run/media/",
                                          "/var/home/",
                                          "/export/home/",
                                          "~/",
                                          "/data/",
                                          "/srv/",
                                          "/nas/",
                                          "/share/",
                                          "/vol/",
                                          "/volume1/",
                                          "/Volumes/",
                                          "/export/",
                                          "/shares/",
                                          "/backup/",
                                          "/org/freedesktop/portal/desktop/request/",
                                          "/org/freedesktop/portal/desktop/session/",
                                          "/org/freedesktop/Accounts/User",
                                          "/org/freedesktop/login1/user/_" };

  if (path.start == path.end || (*path.start != '/' && *path.start != '~'))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (starts_with (path, prefixes[i])
        && (IFA_SPAN_LENGTH (path) > strlen (prefixes[i])
            || (path.end < scan->end && (guchar) *path.end >= 0x80)))
      return TRUE;
  if (*path.start == '~' && IFA_SPAN_LENGTH (path) > 2 && g_ascii_isalpha (path.start[1])
      && ifa_span_find (path, '/') != NULL)
    return TRUE;
  return home != NULL && starts_with (path, home);
}

static gboolean
is_windows_path (const IfaScan *scan, IfaSpan path)
{
  if (starts_with (path, "\\\\"))
    return IFA_SPAN_LENGTH (path) > 3 && g_ascii_isalnum (path.start[2]);
  return IFA_SPAN_LENGTH (path) >= 3 && g_ascii_isalpha (path.start[0]) && path.start[1] == ':'
         && (path.start[2] == '\\' || path.start[2] == '/')
         && (path.start == scan->text || !g_ascii_isalnum (path.start[-1]));
}

/* Over blanks, too, as long as another separator or a suffix follows soon: names have blanks. */
static const char *
end_of_path (const IfaScan *scan, const char *start, char separator)
{
  const char *p = start;

  while (p < scan->end && strchr ("\"'<>|*?`,;()[]{}\n\r\t", *p) == NULL)
    {
      if (*p == ' ' && (p == start || p[-1] != '\\'))
        {
          const char *ahead = p + 1;
          while (ahead < scan->end && ahead - p < 40 && *ahead != separator
                 && strchr ("\"'<>|*?\n:=", *ahead) == NULL)
            ahead++;
          if (ahead == scan->end || *ahead != separator || ahead - p >= 40 || ahead[-1] == ' ')
            break;
        }
      p++;
    }
  while (p > start && strchr (".:", p[-1]) != NULL)
    p--;
  return p;
}

static const char *
suffix_of (IfaSpan path)
{
  const char *p = path.end;

  while (p > path.start && path.end - p < 6 && g_ascii_isalnum (p[-1]))
    p--;
  return p > path.start && p < path.end && p[-1] == '.' ? p - 1 : path.end;
}

/**
 * ifa_scan_path:
 * @scan: a text on its way
 * @token: from where a path may begin
 *
 * Returns: where to go on, or the start of @token
 */
const char *
ifa_scan_path (IfaScan *scan, IfaSpan token)
{
  gboolean is_windows = is_windows_path (scan, token);
  IfaSpan path = token;
  IfaSpan stem;

  if ((!is_windows && !is_private_folder (scan, token)) || scan->hosts == IFA_HOSTS_KEEP)
    return token.start;

  path.end = end_of_path (scan, path.start, is_windows && token.start[2] != '/' ? '\\' : '/');
  stem = (IfaSpan){ path.start, suffix_of (path) };
  if (path.end <= token.start + 2 || ifa_redactor_is_placeholder (scan->redactor, stem))
    return token.start;
  ifa_scan_hide (scan, stem, IFA_DETAIL_FILE, "path", stem);
  return path.end;
}
