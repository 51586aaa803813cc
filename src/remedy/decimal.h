/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Sums of money as invoices write them: exact, of any currency, never a binary fraction. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define IFA_DECIMAL_PLACES 8

/**
 * IfaDecimal:
 *
 * A number of hundred-millionths. Up to 24 digits before the point.
 */
typedef __int128 IfaDecimal;

gboolean ifa_decimal_parse (const char *text, IfaDecimal *value);
gboolean ifa_decimal_add (IfaDecimal *sum, IfaDecimal value);
char *ifa_decimal_dup_text (IfaDecimal value);

G_END_DECLS
