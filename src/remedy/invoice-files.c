/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "invoice-files.h"

#include "xml-invoices.h"

#include <string.h>

static gboolean
starts_with (const char *data, gsize size, const char *start, gsize start_size)
{
  return size >= start_size && memcmp (data, start, start_size) == 0;
}

/**
 * ifa_content_guess:
 * @data: a file's first bytes
 * @size: how many; 64 are enough
 *
 * Returns: what the bytes look like, whatever the file is called
 */
IfaContent
ifa_content_guess (const char *data, gsize size)
{
  gsize at = starts_with (data, size, "\xef\xbb\xbf", 3) ? 3 : 0;

  /* UTF-16, as some programs write their XML. */
  if (starts_with (data, size, "\xff\xfe<\0", 4) || starts_with (data, size, "\xfe\xff\0<", 4))
    return IFA_CONTENT_XML;
  if (starts_with (data, size, "SQLite format 3", 16))
    return IFA_CONTENT_SQLITE;
  if (starts_with (data, size, "PK\003\004", 4))
    return IFA_CONTENT_ARCHIVE;
  /* A SEQUENCE in DER or BER, or the same in Base64. */
  if (starts_with (data, size, "\x30\x82", 2) || starts_with (data, size, "\x30\x83", 2)
      || starts_with (data, size, "\x30\x80", 2) || starts_with (data, size, "MII", 3)
      || starts_with (data, size, "-----BEGIN PKCS7", 16))
    return IFA_CONTENT_SIGNED;

  while (at < size && g_ascii_isspace (data[at]))
    at++;
  if (at < size && data[at] == '<')
    return IFA_CONTENT_XML;
  if (at < size && (data[at] == '{' || data[at] == '['))
    return IFA_CONTENT_JSON;
  return IFA_CONTENT_UNKNOWN;
}

/**
 * ifa_invoice_read_data:
 * @data: a whole file
 * @size: its length in bytes
 * @invoices: (element-type IfaInvoice): where to add what it holds
 *
 * Returns: `IFA_UNREADABLE_NOT`, or why nothing could be read
 */
IfaUnreadable
ifa_invoice_read_data (const char *data, gsize size, GPtrArray *invoices)
{
  if (size > IFA_INVOICE_MAX_BYTES)
    return IFA_UNREADABLE_TOO_LARGE;

  switch (ifa_content_guess (data, size))
    {
    case IFA_CONTENT_XML:
      return ifa_xml_invoices_read (data, size, invoices);
    case IFA_CONTENT_JSON:
      return ifa_json_invoices_read (data, size, invoices);
    case IFA_CONTENT_ARCHIVE:
      return ifa_archive_invoices_read (data, size, invoices);
    case IFA_CONTENT_SIGNED:
      return ifa_signed_invoices_read (data, size, invoices);
    case IFA_CONTENT_SQLITE:
    case IFA_CONTENT_UNKNOWN:
    default:
      return IFA_UNREADABLE_UNKNOWN_FORMAT;
    }
}
