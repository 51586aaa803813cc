/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "certificate-name.h"

#include <gio/gio.h>
#include <libpsl.h>
#include <string.h>

static gboolean
is_equal (const IfaDer *name, const char *text, gsize length)
{
  return (gsize) (name->end - name->at) == length
         && g_ascii_strncasecmp ((const char *) name->at, text, length) == 0;
}

/* "com", "com.cn", "sp.gov.br": below which everybody registers, by the list that browsers use. */
static gboolean
is_registry (const char *domain, gsize length)
{
  g_autofree char *lower = g_ascii_strdown (domain, (gssize) length);

  return psl_is_public_suffix2 (psl_builtin (), lower, PSL_TYPE_ICANN);
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
matches_name (IfaDer *name, const char *host)
{
  if (name->end - name->at > 1 && name->end[-1] == '.')
    name->end--;
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
