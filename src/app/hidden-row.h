/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <adwaita.h>

#include "redact.h"

G_BEGIN_DECLS

#define IFA_TYPE_HIDDEN_ROW (ifa_hidden_row_get_type ())
G_DECLARE_FINAL_TYPE (IfaHiddenRow, ifa_hidden_row, IFA, HIDDEN_ROW, AdwExpanderRow)

guint ifa_hidden_row_get_reveal (IfaHiddenRow *self);
void ifa_hidden_row_hide_all (IfaHiddenRow *self);
void ifa_hidden_row_show (IfaHiddenRow *self, const guint n_hidden[IFA_N_DETAILS]);

G_END_DECLS
