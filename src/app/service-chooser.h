/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <adwaita.h>

#include "result.h"

G_BEGIN_DECLS

#define IFA_TYPE_SERVICE_CHOOSER (ifa_service_chooser_get_type ())
G_DECLARE_FINAL_TYPE (IfaServiceChooser, ifa_service_chooser, IFA, SERVICE_CHOOSER, AdwBin)

void ifa_service_chooser_open (IfaServiceChooser *self, const char *wanted);
IfaProfile *ifa_service_chooser_get_profile (IfaServiceChooser *self);
char *ifa_service_chooser_dup_name (IfaServiceChooser *self);

G_END_DECLS
