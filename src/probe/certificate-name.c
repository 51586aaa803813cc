/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "certificate-name.h"

#include <gio/gio.h>
#include <string.h>

static gboolean
is_equal (const IfaDer *name, const char *text, gsize length)
{
  return (gsize) (name->end - name->at) == length
         && g_ascii_strncasecmp ((const char *) name->at, text, length) == 0;
}

/* "com", and the likes of "com.cn" and "co.uk", below which everybody registers. */
static gboolean
is_registry (const char *domain, gsize length)
{
  static const char *const second_levels[]
      = { "ac", "co", "com", "edu", "gob", "gov", "go", "mil", "ne", "net", "or", "org" };
  const char *dot = memchr (domain, '.', length);

  if (dot == NULL)
    return TRUE;
  if (domain + length - dot != 3)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (second_levels); i++)
    if (strlen (second_levels[i]) == (gsize) (dot - domain)
        && g_ascii_strncasecmp (domain, second_levels[i], (gsize) (dot - domain)) == 0)
      return TRUE;
  return FALSE;
}

/* A star stands for one whole label, the first one, and not for all there is in a registry. */
static gboolean
matches_wildcard (const IfaDer *name, const char *host)
{
  const char *dot = strchr (host, '.');
  gsize length = (gsize) (name->end - name->at);

  if (length < 3 || memcmp (name->at, "*.", 2) != 0 || dot == NULL || dot == host
      || is_registry ((const char *) name->at + 2, length - 2))
    return FALSE;

  return strlen (dot) == length - 1
         && g_ascii_strncasecmp ((const char *) name->at + 1, dot, length - 1) == 0;
}

/* As it stands in certificates: in ASCII, without a final dot. */
static char *
dup_ascii_host (const char *host)
{
  char *ascii = g_hostname_to_ascii (host);

  if (ascii != NULL && g_str_has_suffix (ascii, "."))
    ascii[strlen (ascii) - 1] = '\0';
  return ascii;
}

static gboolean
matches_name (const IfaDer *name, const char *host)
{
  return name->tag == IFA_NAME_DNS
         && (is_equal (name, host, strlen (host)) || matches_wildcard (name, host));
}

static gboolean
matches_address (const IfaDer *name, GInetAddress *address)
{
  gsize length = g_inet_address_get_native_size (address);

  return name->tag == IFA_NAME_ADDRESS && (gsize) (name->end - name->at) == length
         && memcmp (name->at, g_inet_address_to_bytes (address), length) == 0;
}

/**
 * ifa_certificate_matches_host:
 * @self: the server's certificate
 * @host: the name or the numeric address that was asked for
 *
 * By RFC 6125: only the alternative names count, never the common name, which browsers have
 * not read since 2017; an address only as an address.
 *
 * Returns: whether @self is for @host
 */
gboolean
ifa_certificate_matches_host (const IfaCertificate *self, const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  g_autofree char *ascii = address == NULL ? dup_ascii_host (host) : NULL;
  IfaDer list = self->terms.alternative_names;
  IfaDer name;

  if (!self->terms.has_alternative_names || (address == NULL && ascii == NULL))
    return FALSE;
  while (ifa_der_next_any (&list, &name))
    if (address != NULL ? matches_address (&name, address) : matches_name (&name, ascii))
      return TRUE;
  return FALSE;
}
