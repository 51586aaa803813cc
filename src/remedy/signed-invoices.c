/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* An XML invoice inside a signature (CAdES: ".xml.p7m"). The signature is the authority's affair;
 * here it is only unwrapped. */

#include "invoice-files.h"

#include "xml-invoices.h"

#include <gnutls/pkcs7.h>
#include <string.h>

static gboolean
import (gnutls_pkcs7_t signature, const char *data, gsize size)
{
  gnutls_datum_t datum = { (guint8 *) data, size };
  g_autofree char *text = NULL;
  g_autofree guint8 *decoded = NULL;
  gsize decoded_size;

  if (*data == '-')
    return gnutls_pkcs7_import (signature, &datum, GNUTLS_X509_FMT_PEM) == 0;
  if (*data != 'M')
    return gnutls_pkcs7_import (signature, &datum, GNUTLS_X509_FMT_DER) == 0;

  text = g_strndup (data, size);
  decoded = g_base64_decode (text, &decoded_size);
  datum.data = decoded;
  datum.size = decoded_size;
  return gnutls_pkcs7_import (signature, &datum, GNUTLS_X509_FMT_DER) == 0;
}

/**
 * ifa_signed_invoices_read:
 * @data: a PKCS #7 message in DER, Base64 or PEM
 * @size: its length in bytes, more than 0
 * @invoices: (element-type IfaInvoice): where to add what it holds
 *
 * Returns: `IFA_UNREADABLE_NOT`, or why nothing could be read
 */
IfaUnreadable
ifa_signed_invoices_read (const char *data, gsize size, GPtrArray *invoices)
{
  gnutls_pkcs7_t signature;
  gnutls_datum_t content = { NULL, 0 };
  IfaUnreadable why = IFA_UNREADABLE_DAMAGED;

  if (gnutls_pkcs7_init (&signature) < 0)
    return IFA_UNREADABLE_FAILED;

  if (import (signature, data, size)
      && gnutls_pkcs7_get_embedded_data (signature, 0, &content) == 0)
    why = ifa_xml_invoices_read ((const char *) content.data, content.size, invoices);
  gnutls_free (content.data);
  gnutls_pkcs7_deinit (signature);
  return why;
}
