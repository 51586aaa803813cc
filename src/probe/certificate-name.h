/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Whether a certificate was issued for the host that was meant. */

#pragma once

#include "certificate.h"

G_BEGIN_DECLS

gboolean ifa_certificate_matches_host (const IfaCertificate *self, const char *host);

G_END_DECLS
