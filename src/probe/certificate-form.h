/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The parts of a certificate that every one has, read as strictly as browsers do. Pure. */

#pragma once

#include "der.h"

G_BEGIN_DECLS

gboolean ifa_certificate_form_is_time (const IfaDer *value);
gboolean ifa_certificate_form_is_name (const IfaDer *name);
gboolean ifa_certificate_form_is_range (const IfaDer *value);
gboolean ifa_certificate_form_is_algorithm (const IfaDer *algorithm);

G_END_DECLS
