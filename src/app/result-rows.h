/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "result.h"

#include <adwaita.h>

G_BEGIN_DECLS

void ifa_result_add_details (IfaResult *result, AdwExpanderRow *expander, GPtrArray *rows);
void ifa_result_add_exchanged (IfaResult *result, AdwPreferencesGroup *group, GPtrArray *rows);
void ifa_result_add_not_checked (IfaResult *result, AdwPreferencesGroup *group, GPtrArray *rows);

G_END_DECLS
