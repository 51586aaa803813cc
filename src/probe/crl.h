/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What a certificate revocation list (RFC 5280 section 5) says of a certificate. Pure. */

#pragma once

#include "ocsp.h"

G_BEGIN_DECLS

const char *ifa_crl_judge (GBytes *list,
                           const IfaCertificate *certificate,
                           const IfaCertificate *issuer,
                           gint64 now_s,
                           IfaRevocationTimes *times);

G_END_DECLS
