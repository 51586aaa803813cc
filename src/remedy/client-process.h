/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Is the invoicing program running? */

#pragma once

#include "profile.h"
#include "vocabulary.h"

G_BEGIN_DECLS

IfaTri ifa_client_is_running (const IfaProfile *profile, const char *root);

G_END_DECLS
