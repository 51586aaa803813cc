/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <adwaita.h>

#include "check-item.h"

G_BEGIN_DECLS

#define IFA_TYPE_CHECK_ROW (ifa_check_row_get_type ())
G_DECLARE_FINAL_TYPE (IfaCheckRow, ifa_check_row, IFA, CHECK_ROW, AdwBin)

GtkWidget *ifa_check_row_new (void);
void ifa_check_row_set_item (IfaCheckRow *self, IfaCheckItem *item);

G_END_DECLS
