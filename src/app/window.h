/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <adwaita.h>

#include "result.h"

G_BEGIN_DECLS

#define IFA_TYPE_WINDOW (ifa_window_get_type ())
G_DECLARE_FINAL_TYPE (IfaWindow, ifa_window, IFA, WINDOW, AdwApplicationWindow)

IfaWindow *ifa_window_new (AdwApplication *application);
void ifa_window_show_result (IfaWindow *self, IfaResult *result);
void ifa_window_start_check (IfaWindow *self);
void ifa_window_open (IfaWindow *self, const char *file_or_id_or_url);

G_END_DECLS
