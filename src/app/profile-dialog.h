/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <adwaita.h>

#include "profile.h"

G_BEGIN_DECLS

#define IFA_PROFILE_DIALOG_USE "use"
#define IFA_PROFILE_DIALOG_KEEP "keep"

GtkWidget *ifa_profile_dialog_new (GtkWindow *parent, const IfaProfile *profile);

G_END_DECLS
