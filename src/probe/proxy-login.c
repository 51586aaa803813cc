/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "proxy-login.h"

#include <string.h>

#define DEFAULT_PORT 80

/* "host port" → "Basic …"; as few as this computer has proxies. */
static GHashTable *
get_headers (void)
{
  static GHashTable *headers;

  if (headers == NULL)
    headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return headers;
}

static char *
dup_key (const char *host, gint64 port)
{
  g_autofree char *lower = g_ascii_strdown (host, -1);

  return g_strdup_printf ("%s %" G_GINT64_FORMAT, lower, port);
}

/* RFC 7617 section 2: name, colon, password, in UTF-8. */
static char *
dup_basic (const char *login, gsize length)
{
  g_autofree char *encoded = g_strndup (login, length);
  gsize name_length = strcspn (encoded, ":");
  const char *password = encoded + name_length + (encoded[name_length] == ':' ? 1 : 0);
  g_autofree char *name = g_strndup (encoded, name_length);
  g_autofree char *plain_name = g_uri_unescape_string (name, NULL);
  g_autofree char *plain_password = g_uri_unescape_string (password, NULL);
  /* A percent sign that nobody encoded stands for itself. */
  g_autofree char *both = g_strconcat (plain_name != NULL ? plain_name : name, ":",
                                       plain_password != NULL ? plain_password : password, NULL);
  g_autofree char *base64 = NULL;

  base64 = g_base64_encode ((const guchar *) both, strlen (both));
  return g_strconcat ("Basic ", base64, NULL);
}

static void
remember (const char *uri, const char *login, gsize length)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  gint64 port
      = parsed != NULL && g_uri_get_port (parsed) > 0 ? g_uri_get_port (parsed) : DEFAULT_PORT;
  char *key = NULL;

  if (parsed == NULL || g_uri_get_host (parsed) == NULL)
    return;
  key = dup_key (g_uri_get_host (parsed), port);
  if (length > 0)
    g_hash_table_replace (get_headers (), key, dup_basic (login, length));
  else
    {
      g_hash_table_remove (get_headers (), key);
      g_free (key);
    }
}

/**
 * ifa_proxy_login_split:
 * @uri: a proxy's or script's, as in "http://name:password@proxy.example:3128"
 *
 * Keeps the login for [func@Ifa.proxy_login_dup_header], and forgets an earlier one of the same
 * proxy. A password with a slash or an at sign in it doesn't get through either.
 *
 * Returns: (transfer full): @uri without it
 */
char *
ifa_proxy_login_split (const char *uri)
{
  const char *authority = strstr (uri, "://");
  const char *at = strrchr (uri, '@');
  g_autofree char *bare = NULL;

  authority = authority != NULL ? authority + strlen ("://") : uri;
  if (at == NULL || at < authority)
    {
      remember (uri, NULL, 0);
      return g_strdup (uri);
    }
  bare = g_strdup_printf ("%.*s%s", (int) (authority - uri), uri, at + 1);
  remember (bare, authority, at - authority);
  return g_steal_pointer (&bare);
}

/**
 * ifa_proxy_login_share:
 * @host: a proxy
 * @port: its port
 * @address: where it was found: gets the same login
 */
void
ifa_proxy_login_share (const char *host, gint64 port, const char *address)
{
  g_autofree char *header = ifa_proxy_login_dup_header (host, port);

  if (g_ascii_strcasecmp (host, address) == 0)
    return;
  if (header != NULL)
    g_hash_table_replace (get_headers (), dup_key (address, port), g_steal_pointer (&header));
  else
    {
      g_autofree char *key = dup_key (address, port);
      g_hash_table_remove (get_headers (), key);
    }
}

/**
 * ifa_proxy_login_dup_header:
 * @host: a proxy's name or address
 * @port: its port
 *
 * Returns: (transfer full) (nullable): the value of Proxy-Authorization for it; `NULL` where the
 *   settings contain no login
 */
char *
ifa_proxy_login_dup_header (const char *host, gint64 port)
{
  g_autofree char *key = dup_key (host, port);

  return g_strdup (g_hash_table_lookup (get_headers (), key));
}
