/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <adwaita.h>

#include "unsent.h"

G_BEGIN_DECLS

void ifa_unsent_add_totals (IfaUnsent *unsent, AdwPreferencesGroup *group, GPtrArray *rows);
void ifa_unsent_add_limits (IfaUnsent *unsent, AdwPreferencesGroup *group, GPtrArray *rows);
void ifa_unsent_add_oldest (IfaUnsent *unsent, AdwPreferencesGroup *group, GPtrArray *rows);
void ifa_unsent_add_unreadable (IfaUnsent *unsent, AdwPreferencesGroup *group, GPtrArray *rows);

G_END_DECLS
