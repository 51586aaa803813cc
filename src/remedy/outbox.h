/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What waits in the invoicing client's outbox. Read, never written. */

#pragma once

#include "invoice.h"
#include "profile.h"

G_BEGIN_DECLS

typedef struct
{
  char *file; /* absolute path, in the file system's own encoding */
  IfaUnreadable why;
} IfaUnreadableFile;

typedef struct
{
  char *currency; /* "" where the invoices don't say */
  char *amount;   /* a decimal number; the sum of those invoices that have one */
  guint count;
  guint n_without_amount;
} IfaInvoiceTotal;

/**
 * IfaOutbox:
 *
 * Waiting invoices, oldest first. Invoices that are proven to be sent are listed, and are part of
 * no total.
 */
typedef struct
{
  GPtrArray *invoices;   /* (element-type IfaInvoice) */
  GPtrArray *unreadable; /* (element-type IfaUnreadableFile) */
  GPtrArray *totals;     /* (element-type IfaInvoiceTotal), by currency */
  guint64 n_files;
  guint64 n_bytes;
  guint n_missing_folders; /* named by the profile, and not there */
  gboolean is_cut;         /* there is more than this program looks at */
} IfaOutbox;

/**
 * IfaRemedyProgress:
 * @n_done: files done, of @n_files; 0 of 0: not known yet
 * @n_bytes_done: likewise
 *
 * Called in the thread that started the work, through its main context, at most ten times a second.
 */
typedef void (*IfaRemedyProgress) (guint64 n_done,
                                   guint64 n_files,
                                   guint64 n_bytes_done,
                                   guint64 n_bytes,
                                   gpointer user_data);

char *ifa_remedy_dup_path (const char *path, const char *home);
IfaOutbox *ifa_outbox_read (IfaProfile *profile, const char *home, GCancellable *cancellable);
void ifa_outbox_read_async (IfaProfile *profile,
                            const char *home,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
IfaOutbox *ifa_outbox_read_finish (GAsyncResult *result, GError **error);
char *ifa_outbox_dup_json (const IfaOutbox *self);
void ifa_outbox_free (IfaOutbox *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaOutbox, ifa_outbox_free)

G_END_DECLS
