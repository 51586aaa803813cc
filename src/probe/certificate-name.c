/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "certificate-name.h"

#include <gio/gio.h>

static gboolean
has_alternative_name (const IfaCertificate *self, unsigned int wanted)
{
  for (unsigned int i = 0;; i++)
    {
      gsize n_bytes = 0;
      unsigned int type = 0;
      int result
          = gnutls_x509_crt_get_subject_alt_name2 (self->crt, i, NULL, &n_bytes, &type, NULL);

      if (result < 0 && result != GNUTLS_E_SHORT_MEMORY_BUFFER)
        return FALSE;
      if (type == wanted)
        return TRUE;
    }
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

  if (address != NULL)
    return has_alternative_name (self, GNUTLS_SAN_IPADDRESS)
           && gnutls_x509_crt_check_ip (self->crt, g_inet_address_to_bytes (address),
                                        (unsigned int) g_inet_address_get_native_size (address), 0)
                  != 0;

  return has_alternative_name (self, GNUTLS_SAN_DNSNAME)
         && gnutls_x509_crt_check_hostname2 (self->crt, host, GNUTLS_VERIFY_DO_NOT_ALLOW_IP_MATCHES)
                != 0;
}
