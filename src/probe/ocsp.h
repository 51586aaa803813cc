/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What an OCSP response (RFC 6960) says of a certificate, and whether it may. */

#pragma once

#include "certificate.h"

G_BEGIN_DECLS

/* What [func@Ifa.ocsp_judge] answers, as it stands in reports. */
#define IFA_OCSP_GOOD "good"
#define IFA_OCSP_REVOKED "revoked"
#define IFA_OCSP_UNKNOWN "unknown"
#define IFA_OCSP_EXPIRED "expired"
#define IFA_OCSP_INVALID "invalid"

const char *ifa_ocsp_judge (GBytes *response,
                            const IfaCertificate *certificate,
                            const IfaCertificate *issuer,
                            gint64 now_s);

G_END_DECLS
