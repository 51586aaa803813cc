/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "result.h"

G_BEGIN_DECLS

#define IFA_TYPE_CHECK_ITEM (ifa_check_item_get_type ())
G_DECLARE_FINAL_TYPE (IfaCheckItem, ifa_check_item, IFA, CHECK_ITEM, GObject)

gboolean ifa_check_is_shown (const IfaCheck *check);
const char *ifa_check_status_get_icon (const char *status);

IfaCheckItem *ifa_check_item_new (IfaResult *result, const IfaCheck *check);
IfaCheckItem *ifa_check_item_new_live (const IfaCheck *check);
const IfaCheck *ifa_check_item_get_check (IfaCheckItem *self);
const char *ifa_check_item_get_status (IfaCheckItem *self);
const char *ifa_check_item_get_summary (IfaCheckItem *self);
const char *ifa_check_item_get_subtitle (IfaCheckItem *self);
gboolean ifa_check_item_get_expanded (IfaCheckItem *self);
void ifa_check_item_set_expanded (IfaCheckItem *self, gboolean expanded);

G_END_DECLS
