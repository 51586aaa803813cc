/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "certificate-file.h"

#include <gnutls/pkcs7.h>
#include <gnutls/x509.h>

#include "certificate.h"

#define MAX_CERTIFICATES 8

static void
add (GPtrArray *certificates, const gnutls_datum_t *der)
{
  g_ptr_array_add (certificates, g_bytes_new (der->data, der->size));
}

static void
add_from_bundle (GPtrArray *certificates, const gnutls_datum_t *file)
{
  gnutls_pkcs7_t bundle = NULL;

  if (gnutls_pkcs7_init (&bundle) != GNUTLS_E_SUCCESS)
    return;
  if (gnutls_pkcs7_import (bundle, file, GNUTLS_X509_FMT_DER) == GNUTLS_E_SUCCESS)
    for (unsigned int i = 0; i < MAX_CERTIFICATES; i++)
      {
        gnutls_datum_t der = { NULL, 0 };

        if (gnutls_pkcs7_get_crt_raw2 (bundle, i, &der) != GNUTLS_E_SUCCESS)
          break;
        add (certificates, &der);
        gnutls_free (der.data);
      }
  gnutls_pkcs7_deinit (bundle);
}

static void
add_from_text (GPtrArray *certificates, const gnutls_datum_t *file)
{
  gnutls_datum_t der = { NULL, 0 };

  if (gnutls_pem_base64_decode2 ("CERTIFICATE", file, &der) != GNUTLS_E_SUCCESS)
    return;
  add (certificates, &der);
  gnutls_free (der.data);
}

/**
 * ifa_certificate_file_parse:
 * @file: foreign bytes: one certificate in DER or PEM, or a bundle of them (PKCS #7)
 *
 * RFC 5280 section 4.2.2.1 names DER and bundles; PEM occurs.
 *
 * Returns: (transfer full) (element-type GBytes): the encoded certificates, none where @file
 *   is something else
 */
GPtrArray *
ifa_certificate_file_parse (GBytes *file)
{
  GPtrArray *certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (IfaCertificate) single = ifa_certificate_new (file);
  gsize size;
  gnutls_datum_t datum;

  datum.data = (unsigned char *) g_bytes_get_data (file, &size);
  datum.size = (unsigned int) size;
  if (single != NULL)
    g_ptr_array_add (certificates, g_bytes_ref (file));
  else
    add_from_bundle (certificates, &datum);
  if (certificates->len == 0)
    add_from_text (certificates, &datum);
  return certificates;
}
