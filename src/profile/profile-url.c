/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "profile-url.h"

#define MAX_URL_BYTES 2048
#define MAX_HOST_BYTES 253
#define MAX_LABEL_BYTES 63

typedef struct
{
  const char *name;
  IfaProfileSchemes flag;
  guint16 port; /* 0: must be written */
} Scheme;

static const Scheme schemes_table[] = {
  { "https", IFA_PROFILE_SCHEME_HTTPS, 443 }, { "http", IFA_PROFILE_SCHEME_HTTP, 80 },
  { "wss", IFA_PROFILE_SCHEME_WSS, 443 },     { "ws", IFA_PROFILE_SCHEME_WS, 80 },
  { "tcp", IFA_PROFILE_SCHEME_TCP, 0 },
};

/* Every refusal here is the second half of a sentence whose subject is the key or the address. */
static gboolean
refuse (char **why, const char *predicate)
{
  *why = g_strdup (predicate);
  return FALSE;
}

void
ifa_profile_url_clear (IfaProfileUrl *url)
{
  g_clear_pointer (&url->text, g_free);
  g_clear_pointer (&url->host, g_free);
}

static char *
list_schemes (IfaProfileSchemes schemes)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (schemes_table); i++)
    {
      if ((schemes & schemes_table[i].flag) == 0)
        continue;
      if (list->len > 0)
        g_string_append (list, ", ");
      g_string_append_printf (list, "%s://", schemes_table[i].name);
    }
  return g_string_free (list, FALSE);
}

static const Scheme *
find_scheme (const char *name, IfaProfileSchemes schemes, char **why)
{
  g_autofree char *list = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (schemes_table); i++)
    {
      if ((schemes & schemes_table[i].flag) != 0
          && g_ascii_strcasecmp (name, schemes_table[i].name) == 0)
        return &schemes_table[i];
    }
  list = list_schemes (schemes);
  /* Translators: follows a key or an address in quotation marks, as in “endpoints[0].url” … */
  *why = g_strdup_printf (_ ("must begin with one of: %s"), list);
  return NULL;
}

static gboolean
is_label (const char *label)
{
  gsize length = strlen (label);

  if (length == 0 || length > MAX_LABEL_BYTES || label[0] == '-' || label[length - 1] == '-')
    return FALSE;
  return strspn (label, "abcdefghijklmnopqrstuvwxyz0123456789-_") == length;
}

/* A name that ends in a number is a mistyped address: no such domain exists (RFC 3696, 2). */
static gboolean
is_host_name (const char *host)
{
  g_auto (GStrv) labels = g_strsplit (host, ".", -1);
  guint n_labels = g_strv_length (labels);

  if (n_labels == 0 || strlen (host) > MAX_HOST_BYTES)
    return FALSE;
  for (guint i = 0; i < n_labels; i++)
    {
      if (!is_label (labels[i]))
        return FALSE;
    }
  return strspn (labels[n_labels - 1], "0123456789") != strlen (labels[n_labels - 1]);
}

/**
 * ifa_profile_dup_host:
 * @host: a host name or a numeric address, without brackets
 * @why: (out): on failure the second half of a sentence that says what is wrong
 *
 * Returns: (transfer full) (nullable): @host in lower-case ASCII (IDNA), an address in its usual
 *   form; `NULL` when it is neither
 */
char *
ifa_profile_dup_host (const char *host, char **why)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  g_autofree char *ascii = NULL;
  g_autofree char *lower = NULL;

  if (address != NULL)
    return g_inet_address_to_string (address);
  if (*host == '\0')
    {
      refuse (why, _ ("has no host; write it as in https://api.example.com/"));
      return NULL;
    }
  if (strlen (host) <= MAX_HOST_BYTES)
    ascii = g_hostname_to_ascii (host);
  if (ascii != NULL)
    lower = g_ascii_strdown (ascii, -1);
  if (lower != NULL && g_str_has_suffix (lower, "."))
    lower[strlen (lower) - 1] = '\0';
  if (lower == NULL || !is_host_name (lower))
    {
      refuse (why, _ ("names no valid host; check its spelling"));
      return NULL;
    }
  return g_steal_pointer (&lower);
}

/* Path and query as they are sent: whatever isn't ASCII is percent-encoded. */
static char *
dup_target (GUri *uri)
{
  GString *target = g_string_new (NULL);
  const char *path = g_uri_get_path (uri);
  const char *query = g_uri_get_query (uri);

  g_string_append_uri_escaped (target, *path != '\0' ? path : "/", "!$&'()*+,;=:@/%[]|~", FALSE);
  if (query != NULL)
    {
      g_string_append_c (target, '?');
      g_string_append_uri_escaped (target, query, "!$&'()*+,;=:@/%?[]|~", FALSE);
    }
  return g_string_free (target, FALSE);
}

static gboolean
check_characters (const char *text, char **why)
{
  if (strlen (text) > MAX_URL_BYTES)
    return refuse (why, _ ("is longer than 2048 bytes; shorten it"));
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c)
          || (c < 0x80 && strchr ("\\<>\"{}^`", (int) c) != NULL))
        return refuse (why, _ ("contains a space or another character that no address has; "
                               "remove it"));
    }
  return TRUE;
}

/* Before GUri, which reads an empty port without complaint and says little about a bad one. */
static gboolean
read_port (const char *text, const Scheme *scheme, guint16 *port, char **why)
{
  const char *authority = strstr (text, "://") + 3;
  g_autofree char *host_and_port = g_strndup (authority, strcspn (authority, "/?#"));
  const char *colon = strrchr (host_and_port, ':');
  gint64 given = 0;

  *port = scheme->port;
  if (colon == NULL || strchr (colon, ']') != NULL || strchr (colon, '@') != NULL)
    return *port != 0
           || refuse (why, _ ("needs a port; write it behind a colon, as in tcp://host:9008"));
  if (strspn (colon + 1, "0123456789") == strlen (colon + 1) && strlen (colon + 1) <= 5)
    given = g_ascii_strtoll (colon + 1, NULL, 10);
  if (given < 1 || given > 65535)
    return refuse (why, _ ("has a port that isn't a number from 1 to 65535; correct it"));
  *port = given;
  return TRUE;
}

static gboolean
check_parts (GUri *uri, const char *text, const Scheme *scheme, char **why)
{
  const char *authority = strstr (text, "://") + 3;

  if (g_uri_get_userinfo (uri) != NULL)
    return refuse (why, _ ("contains a user name or an e-mail address (“@”); write only the "
                           "host"));
  /* An encoded host is the classic way to write one host and mean another. */
  if (memchr (authority, '%', strcspn (authority, "/?#")) != NULL)
    return refuse (why, _ ("contains “%” in its host; write the plain name or address"));
  if (scheme->flag == IFA_PROFILE_SCHEME_TCP
      && (strlen (g_uri_get_path (uri)) > 1 || g_uri_get_query (uri) != NULL))
    return refuse (why, _ ("has a path, which a tcp:// address can't have; remove it"));
  return TRUE;
}

static void
join (IfaProfileUrl *url, const Scheme *scheme, GUri *uri)
{
  g_autofree char *target
      = scheme->flag == IFA_PROFILE_SCHEME_TCP ? g_strdup ("") : dup_target (uri);
  const char *open = strchr (url->host, ':') != NULL ? "[" : "";
  const char *close = *open != '\0' ? "]" : "";

  if (url->port == scheme->port)
    url->text = g_strdup_printf ("%s://%s%s%s%s", scheme->name, open, url->host, close, target);
  else
    url->text = g_strdup_printf ("%s://%s%s%s:%u%s", scheme->name, open, url->host, close,
                                 url->port, target);
}

/**
 * ifa_profile_url_parse:
 * @text: an address with its scheme
 * @schemes: those that are allowed
 * @url: (out caller-allocates): its parts, on success
 * @why: (out): on failure the second half of a sentence that says what is wrong and what to do
 *
 * The fragment is dropped: it is never sent. User names and passwords are refused: a profile is
 * passed from hand to hand.
 *
 * Returns: whether it is one
 */
gboolean
ifa_profile_url_parse (const char *text, IfaProfileSchemes schemes, IfaProfileUrl *url, char **why)
{
  const char *separator = strstr (text, "://");
  g_autofree char *name = separator != NULL ? g_strndup (text, separator - text) : g_strdup ("");
  const Scheme *scheme = NULL;
  g_autoptr (GUri) uri = NULL;

  memset (url, 0, sizeof *url);
  if (!check_characters (text, why))
    return FALSE;
  scheme = find_scheme (name, schemes, why);
  if (scheme == NULL)
    return FALSE;
  if (!read_port (text, scheme, &url->port, why))
    return FALSE;
  uri = g_uri_parse (text,
                     G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_ENCODED_QUERY | G_URI_FLAGS_NON_DNS,
                     NULL);
  if (uri == NULL)
    return refuse (why, _ ("isn't a web address that can be read; write it as in "
                           "https://api.example.com:8443/path"));
  if (!check_parts (uri, text, scheme, why))
    return FALSE;
  url->host = ifa_profile_dup_host (g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : "", why);
  if (url->host == NULL)
    return FALSE;
  url->scheme = scheme->name;
  url->scheme_port = scheme->port;
  join (url, scheme, uri);
  return TRUE;
}

static gboolean
is_bare_ipv6 (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return address != NULL && g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6;
}

/**
 * ifa_profile_dup_typed_url:
 * @typed: what a person typed: "api.example.com", "1.2.3.4:9008", "[::1]:8443"
 *
 * Returns: (transfer full): the same as an address with a scheme, https where none was typed.
 *   A Chinese keyboard's wide colons, dots and slashes are taken for what they mean.
 */
char *
ifa_profile_dup_typed_url (const char *typed)
{
  g_autofree char *valid = g_utf8_make_valid (typed, -1);
  g_autofree char *narrow = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKC);
  g_auto (GStrv) pieces = g_strsplit (g_strstrip (narrow), "。", -1);
  g_autofree char *text = g_strjoinv (".", pieces);

  if (strstr (text, "://") != NULL)
    return g_steal_pointer (&text);
  if (is_bare_ipv6 (text))
    return g_strdup_printf ("https://[%s]", text);
  return g_strconcat ("https://", text, NULL);
}
