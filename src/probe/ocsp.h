/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What an OCSP response (RFC 6960) says of a certificate, and whether it may. */

#pragma once

#include "certificate.h"

G_BEGIN_DECLS

/* What [func@Ifa.ocsp_judge] and [func@Ifa.crl_judge] answer, as it stands in reports. */
#define IFA_OCSP_GOOD "good"
#define IFA_OCSP_REVOKED "revoked"
#define IFA_OCSP_UNKNOWN "unknown"
#define IFA_OCSP_EXPIRED "expired"
#define IFA_OCSP_INVALID "invalid"

/**
 * IfaRevocationTimes:
 *
 * In seconds since 1970 UTC; IFA_UNKNOWN_INTEGER where the answer doesn't say.
 */
typedef struct
{
  gint64 revoked_since_s;
  gint64 next_update_s;
} IfaRevocationTimes;

GBytes *ifa_ocsp_ask (const IfaCertificate *certificate, const IfaCertificate *issuer);
const char *ifa_ocsp_judge (GBytes *response,
                            const IfaCertificate *certificate,
                            const IfaCertificate *issuer,
                            gint64 now_s,
                            IfaRevocationTimes *times);

G_END_DECLS
