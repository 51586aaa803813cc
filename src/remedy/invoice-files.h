/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Invoices in files that are not plain XML, and which reader a file needs. */

#pragma once

#include "invoice.h"

G_BEGIN_DECLS

/* More than any invoice with its attachments. */
#define IFA_INVOICE_MAX_BYTES (32 * 1024 * 1024)

typedef enum
{
  IFA_CONTENT_UNKNOWN,
  IFA_CONTENT_XML,
  IFA_CONTENT_JSON,
  IFA_CONTENT_ARCHIVE,
  IFA_CONTENT_SIGNED,
  IFA_CONTENT_SQLITE,
} IfaContent;

IfaContent ifa_content_guess (const char *data, gsize size);
IfaUnreadable ifa_invoice_read_data (const char *data, gsize size, GPtrArray *invoices);
IfaUnreadable ifa_json_invoices_read (const char *data, gsize size, GPtrArray *invoices);
IfaUnreadable ifa_archive_invoices_read (const char *data, gsize size, GPtrArray *invoices);
IfaUnreadable ifa_signed_invoices_read (const char *data, gsize size, GPtrArray *invoices);

G_END_DECLS
