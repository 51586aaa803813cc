/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* How long an invoice has been waiting, as laws count it. */

#pragma once

#include "invoice.h"
#include "outbox.h"

G_BEGIN_DECLS

int ifa_invoice_get_age_days (const IfaInvoice *self, GDateTime *now);
int ifa_invoice_get_age_working_days (const IfaInvoice *self, GDateTime *now);
const IfaInvoice *ifa_outbox_get_oldest (const IfaOutbox *self);
guint ifa_outbox_count_waiting (const IfaOutbox *self);
gboolean
ifa_deadline_is_past (const IfaDeadline *deadline, const IfaInvoice *invoice, GDateTime *now);

G_END_DECLS
