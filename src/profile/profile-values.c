/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "profile-url.h"
#include "profile-values.h"

#define MAX_JSON_PATH_STEPS 16

/* Folders that belong to many programs: none of them is one program's own. Lower case, because
 * some file systems don't tell cases apart. */
static const char *const shared_folders[] = {
  "~/.cache",
  "~/.config",
  "~/.local",
  "~/.local/share",
  "~/.local/state",
  "~/.var",
  "~/.var/app",
  "~/.mozilla",
  "~/.ssh",
  "~/.gnupg",
  "~/desktop",
  "~/documents",
  "~/downloads",
  "~/pictures",
  "~/music",
  "~/videos",
  "~/public",
  "~/templates",
  "~/snap",
  "~/.local/bin",
  "~/桌面",
  "~/文档",
  "~/下载",
  "~/图片",
  "~/音乐",
  "~/视频",
  "~/公共",
  "~/模板",
  NULL,
};

static char *
refuse (char **why, const char *predicate)
{
  *why = g_strdup (predicate);
  return NULL;
}

static gboolean
matches (const char *pattern, const char *value)
{
  return g_regex_match_simple (pattern, value, G_REGEX_DOLLAR_ENDONLY, 0);
}

char *
ifa_profile_convert_id (IfaProfileParser *parser, const char *value, char **why)
{
  if (matches ("^[a-z0-9][a-z0-9._-]{0,63}$", value))
    return g_strdup (value);
  return refuse (why, _ ("must be 1 to 64 small letters, digits, points, hyphens and underscores, "
                         "and begin with a letter or digit"));
}

char *
ifa_profile_convert_endpoint_id (IfaProfileParser *parser, const char *value, char **why)
{
  if (g_str_has_prefix (value, "control-"))
    return refuse (why, _ ("can't begin with “control-”, which names the hosts that are looked "
                           "at for comparison; choose another"));
  return ifa_profile_convert_id (parser, value, why);
}

char *
ifa_profile_convert_cause (IfaProfileParser *parser, const char *value, char **why)
{
  if (matches ("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", value))
    return g_strdup (value);
  return refuse (why, _ ("must be the id of a cause, as “service-overloaded”"));
}

static gboolean
append_variable (IfaProfileParser *parser, GString *text, const char *name, char **why)
{
  const char *value = g_hash_table_lookup (parser->variables, name);

  if (value == NULL)
    {
      *why = g_strdup_printf (_ ("contains “{%s}”, which no parameter of the profile sets; "
                                 "correct it or add it to “parameters”"),
                              name);
      return FALSE;
    }
  g_string_append (text, value);
  return TRUE;
}

/* Puts the values of the parameters in, once: what they contain isn't looked at again. */
static char *
fill_in (IfaProfileParser *parser, const char *value, char **why)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *at = value; *at != '\0';)
    {
      const char *close = *at == '{' ? strchr (at, '}') : NULL;
      g_autofree char *name = close != NULL ? g_strndup (at + 1, close - at - 1) : NULL;

      if (name == NULL)
        {
          g_string_append_c (text, *at++);
          continue;
        }
      if (!append_variable (parser, text, name, why))
        return NULL;
      at = close + 1;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
convert_url (IfaProfileParser *parser, const char *value, IfaProfileSchemes schemes, char **why)
{
  g_autofree char *text = fill_in (parser, value, why);
  g_auto (IfaProfileUrl) url = { 0 };

  if (text == NULL || !ifa_profile_url_parse (text, schemes, &url, why))
    return NULL;
  return g_steal_pointer (&url.text);
}

char *
ifa_profile_convert_any_url (IfaProfileParser *parser, const char *value, char **why)
{
  return convert_url (parser, value, IFA_PROFILE_SCHEMES_ALL, why);
}

char *
ifa_profile_convert_web_url (IfaProfileParser *parser, const char *value, char **why)
{
  return convert_url (parser, value, IFA_PROFILE_SCHEMES_WEB, why);
}

char *
ifa_profile_convert_https_url (IfaProfileParser *parser, const char *value, char **why)
{
  return convert_url (parser, value, IFA_PROFILE_SCHEME_HTTPS, why);
}

/* Plain HTTP on purpose: a sign-in page can't put itself before an encrypted address. */
char *
ifa_profile_convert_http_url (IfaProfileParser *parser, const char *value, char **why)
{
  return convert_url (parser, value, IFA_PROFILE_SCHEME_HTTP, why);
}

char *
ifa_profile_convert_host (IfaProfileParser *parser, const char *value, char **why)
{
  g_autofree char *text = fill_in (parser, value, why);

  return text != NULL ? ifa_profile_dup_host (text, why) : NULL;
}

/* GLib 2.74 warns on the terminal of a length that no address has; so it never sees one. */
static gboolean
is_range (const char *value)
{
  const char *slash = strchr (value, '/');
  g_autofree char *text = slash != NULL ? g_strndup (value, slash - value) : g_strdup (value);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);
  guint64 bits = 0;

  if (address == NULL || slash == NULL)
    return address != NULL;
  return g_ascii_string_to_unsigned (slash + 1, 10, 0, g_inet_address_get_native_size (address) * 8,
                                     &bits, NULL);
}

char *
ifa_profile_convert_range (IfaProfileParser *parser, const char *value, char **why)
{
  g_autoptr (GInetAddressMask) mask = NULL;

  if (is_range (value))
    mask = g_inet_address_mask_new_from_string (value, NULL);
  if (mask == NULL)
    return refuse (why, _ ("must be an address or a range of addresses, as 192.0.2.0/24, with no "
                           "bits behind the length"));
  return g_inet_address_mask_to_string (mask);
}

/* A part of JSONPath that needs no search: names, places, and "all of them". */
char *
ifa_profile_convert_json_path (IfaProfileParser *parser, const char *value, char **why)
{
  static const char *const step
      = "(?:\\.[^\\s.\\[\\]'\"*$@()?,:]+|\\.\\*|\\[[0-9]{1,4}\\]|\\[\\*\\]"
        "|\\['[^'\\[\\]\\\\]+'\\])";
  g_autofree char *pattern = g_strdup_printf ("^\\$%s{1,%d}$", step, MAX_JSON_PATH_STEPS);
  g_autoptr (JsonPath) path = json_path_new ();

  if (matches (pattern, value) && json_path_compile (path, value, NULL))
    return g_strdup (value);
  return refuse (why, _ ("must be a JSONPath of names and places, as “$.error.code” or "
                         "“$.items[0].code”"));
}

char *
ifa_profile_convert_sha256 (IfaProfileParser *parser, const char *value, char **why)
{
  g_auto (GStrv) pieces = g_strsplit (value, ":", -1);
  g_autofree char *joined = g_strjoinv ("", pieces);
  g_autofree char *hexadecimal = g_ascii_strdown (joined, -1);

  if (matches ("^[0-9a-f]{64}$", hexadecimal))
    return g_steal_pointer (&hexadecimal);
  return refuse (why, _ ("must be a SHA-256 fingerprint: 64 hexadecimal digits"));
}

/* The shape of a path that stays below the home folder; symbolic links are looked at when it is
 * used, because they can change. */
char *
ifa_profile_convert_home_path (IfaProfileParser *parser, const char *value, char **why)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *lower = NULL;

  if (!g_str_has_prefix (value, "~/"))
    return refuse (why, _ ("must begin with “~/”: only folders of the person herself are looked "
                           "at"));
  parts = g_strsplit (value + 1, "/", -1);
  for (guint i = 1; parts[i] != NULL; i++)
    {
      if (strcmp (parts[i], "..") == 0 || strcmp (parts[i], ".") == 0)
        return refuse (why, _ ("can't contain “.” or “..”; write the path in full"));
      if (*parts[i] == '\0')
        return refuse (why, _ ("must name a folder or file below the home folder, without a "
                               "double or final slash"));
      if (strpbrk (parts[i], "*?[]\\") != NULL)
        return refuse (why, _ ("can't contain “*”, “?”, brackets or backslashes; put a pattern "
                               "of file names under “match”"));
    }
  lower = g_utf8_strdown (value, -1);
  if (g_strv_contains (shared_folders, lower))
    return refuse (why, _ ("is a folder that many programs share; name the invoicing program's "
                           "own"));
  return g_strdup (value);
}

char *
ifa_profile_convert_file_name (IfaProfileParser *parser, const char *value, char **why)
{
  if (strchr (value, '/') == NULL)
    return g_strdup (value);
  return refuse (why, _ ("must be a pattern of file names, as “*.xml”, without “/”"));
}

/* A repetition of what is itself repeated, a recursion or a back reference can take for ever on a
 * file of a few bytes. None of them is possible with one plain group that isn't repeated. */
static gboolean
is_quick_pattern (const char *value)
{
  guint n_groups = 0;
  gboolean in_class = FALSE;

  for (const char *c = value; *c != '\0'; c++)
    {
      if (*c == '\\')
        {
          c++;
          if (*c == '\0' || g_ascii_isdigit (*c) || *c == 'g' || *c == 'k' || *c == 'Q')
            return FALSE;
        }
      else if (in_class)
        in_class = *c != ']';
      else if (*c == '[')
        {
          in_class = TRUE;
          /* A bracket that comes first is one of the characters. */
          c += c[1] == '^' ? 1 : 0;
          c += c[1] == ']' ? 1 : 0;
        }
      else if (*c == '(')
        {
          n_groups++;
          if (c[1] == '?' || c[1] == '*')
            return FALSE;
        }
      else if (*c == ')' && c[1] != '\0' && strchr ("*+?{", c[1]) != NULL)
        return FALSE;
    }
  return n_groups == 1;
}

char *
ifa_profile_convert_pattern (IfaProfileParser *parser, const char *value, char **why)
{
  g_autoptr (GRegex) regex = g_regex_new (value, 0, 0, NULL);

  if (regex != NULL && g_regex_get_capture_count (regex) == 1 && is_quick_pattern (value))
    return g_strdup (value);
  return refuse (why, _ ("must be a regular expression with one group in parentheses that isn't "
                         "repeated, as “version=([0-9.]+)”"));
}

/* The database is opened for reading only, whatever stands here; this tells the vendor early. */
char *
ifa_profile_convert_query (IfaProfileParser *parser, const char *value, char **why)
{
  if (g_ascii_strncasecmp (value, "SELECT ", strlen ("SELECT ")) == 0
      && strchr (value, ';') == NULL)
    return g_strdup (value);
  return refuse (why, _ ("must be one SELECT without “;”: the database is only read"));
}

char *
ifa_profile_convert_encoding (IfaProfileParser *parser, const char *value, char **why)
{
  GIConv converter = (GIConv) -1;

  if (matches ("^[A-Za-z0-9][A-Za-z0-9._:-]*$", value))
    converter = g_iconv_open ("UTF-8", value);
  if (converter == (GIConv) -1)
    return refuse (why, _ ("must be a character encoding, as “UTF-8” or “GB18030”"));
  g_iconv_close (converter);
  return g_strdup (value);
}

/* A computer without the time zone database knows no zone at all; the profile isn't to blame. */
char *
ifa_profile_convert_timezone (IfaProfileParser *parser, const char *value, char **why)
{
  g_autoptr (GTimeZone) known = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (GTimeZone) zone = NULL;
  gboolean is_name = matches ("^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$", value);

  if (is_name)
    zone = g_time_zone_new_identifier (value);
  if (zone != NULL || (is_name && known == NULL))
    return g_strdup (value);
  return refuse (why, _ ("must be a time zone of the IANA database, as “Asia/Shanghai”"));
}

char *
ifa_profile_convert_date (IfaProfileParser *parser, const char *value, char **why)
{
  GDate date;

  g_date_clear (&date, 1);
  if (matches ("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", value))
    {
      g_auto (GStrv) parts = g_strsplit (value, "-", -1);
      guint year = g_ascii_strtoull (parts[0], NULL, 10);
      guint month = g_ascii_strtoull (parts[1], NULL, 10);
      guint day = g_ascii_strtoull (parts[2], NULL, 10);

      if (g_date_valid_dmy (day, month, year))
        return g_strdup (value);
    }
  return refuse (why, _ ("must be a date of the calendar written as 2026-11-22"));
}

char *
ifa_profile_convert_email (IfaProfileParser *parser, const char *value, char **why)
{
  if (matches ("^[^@\\s<>\"?&%,;:()]+@[^@\\s<>\"?&%,;:()]+$", value))
    return g_strdup (value);
  return refuse (why, _ ("must be one e-mail address, as support@example.com"));
}
