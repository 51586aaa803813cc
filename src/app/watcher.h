/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "result.h"

G_BEGIN_DECLS

#define IFA_TYPE_WATCHER (ifa_watcher_get_type ())
G_DECLARE_FINAL_TYPE (IfaWatcher, ifa_watcher, IFA, WATCHER, GObject)

guint ifa_watcher_get_next_interval_s (guint previous_s, guint minimum_s);

IfaWatcher *
ifa_watcher_new (IfaProfile *profile, gboolean own_hosts_only, guint minimum_interval_s);
IfaProfile *ifa_watcher_get_profile (IfaWatcher *self);
gint64 ifa_watcher_get_next_look_s (IfaWatcher *self);
void ifa_watcher_stop (IfaWatcher *self);

G_END_DECLS
