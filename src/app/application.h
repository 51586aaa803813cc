/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <adwaita.h>

#include "watcher.h"

G_BEGIN_DECLS

#define IFA_TYPE_APPLICATION (ifa_application_get_type ())
G_DECLARE_FINAL_TYPE (IfaApplication, ifa_application, IFA, APPLICATION, AdwApplication)

IfaApplication *ifa_application_new (void);
IfaWatcher *ifa_application_get_watcher (IfaApplication *self);
void ifa_application_watch (IfaApplication *self, IfaProfile *profile, gboolean own_hosts_only);

G_END_DECLS
