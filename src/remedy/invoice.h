/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One invoice as far as the list of unsent invoices needs it, whatever format it was written in. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  IFA_INVOICE_NUMBER,
  IFA_INVOICE_DATE,
  IFA_INVOICE_BUYER,
  IFA_INVOICE_AMOUNT,
  IFA_INVOICE_CURRENCY,
  IFA_INVOICE_STATE,
  IFA_INVOICE_N_FIELDS,
} IfaInvoiceField;

/**
 * IfaInvoice:
 *
 * Every text is UTF-8, without control characters, at most 200 characters long, and may be missing.
 */
typedef struct
{
  char *number;
  char *date; /* ISO 8601, the day only */
  char *buyer;
  char *amount;     /* a decimal number */
  char *currency;   /* ISO 4217 */
  char *state;      /* as the database says it; of a file "sent" or "waiting" */
  const char *kind; /* "ubl"; static */
  char *file;       /* where it stands */
  gint64 changed_s; /* when that file was last written, in seconds since 1970 UTC */
} IfaInvoice;

/**
 * IfaUnreadable:
 *
 * Why a file of the outbox is not in the list. Such a file is counted and copied all the same.
 */
typedef enum
{
  IFA_UNREADABLE_NOT = 0, /* it could be read */
  IFA_UNREADABLE_UNKNOWN_FORMAT,
  IFA_UNREADABLE_DAMAGED,
  IFA_UNREADABLE_UNSAFE, /* declares entities, climbs out of its archive, and the like */
  IFA_UNREADABLE_TOO_LARGE,
  IFA_UNREADABLE_ENCRYPTED,
  IFA_UNREADABLE_NO_PERMISSION,
  IFA_UNREADABLE_NOT_A_FILE, /* a link, a pipe, a device */
  IFA_UNREADABLE_FAILED,
  IFA_UNREADABLE_HIDDEN, /* a whole folder, by the sandbox */
} IfaUnreadable;

IfaInvoice *ifa_invoice_new (const char *kind);
void ifa_invoice_free (IfaInvoice *self);
void ifa_invoice_set (IfaInvoice *self, IfaInvoiceField field, const char *text);
const char *ifa_invoice_get (const IfaInvoice *self, IfaInvoiceField field);
gboolean ifa_invoice_is_sent (const IfaInvoice *self);
const char *ifa_unreadable_to_string (IfaUnreadable why);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaInvoice, ifa_invoice_free)

G_END_DECLS
