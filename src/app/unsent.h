/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "lazy-list.h"
#include "listing-item.h"
#include "outbox.h"

G_BEGIN_DECLS

#define IFA_TYPE_UNSENT (ifa_unsent_get_type ())
G_DECLARE_FINAL_TYPE (IfaUnsent, ifa_unsent, IFA, UNSENT, GObject)

IfaUnsent *ifa_unsent_new (IfaProfile *profile);
IfaProfile *ifa_unsent_get_profile (IfaUnsent *self);
const IfaOutbox *ifa_unsent_get_outbox (IfaUnsent *self);
void ifa_unsent_read (IfaUnsent *self);
void ifa_unsent_stop (IfaUnsent *self);
IfaLazyList *ifa_unsent_list_invoices (IfaUnsent *self);
gboolean ifa_unsent_is_old (IfaUnsent *self, const IfaInvoice *invoice, GDateTime *now);
char *ifa_unsent_dup_summary (IfaUnsent *self);

char *ifa_money_dup (const char *amount, const char *currency);
char *ifa_unsent_dup_total (const IfaOutbox *outbox);
IfaListingWords ifa_unsent_make_words (const IfaInvoice *invoice, GDateTime *now, gboolean is_old);

G_END_DECLS
