/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Comparing the names of certificates as RFC 5280 section 7.1 wants it: whatever their encoding,
 * letter case and white space. */

#pragma once

#include "der.h"

G_BEGIN_DECLS

GBytes *ifa_distinguished_name_normalize (GBytes *name);
gboolean ifa_distinguished_name_is_within (const IfaDer *name, const IfaDer *base);

G_END_DECLS
