/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define IFA_TYPE_PREFERENCES (ifa_preferences_get_type ())
G_DECLARE_FINAL_TYPE (IfaPreferences, ifa_preferences, IFA, PREFERENCES, AdwPreferencesWindow)

GtkWidget *ifa_preferences_new (GtkWindow *parent, GSettings *settings);

G_END_DECLS
