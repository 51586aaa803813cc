/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Whether a request may go through an encrypted connection: by the same judge as the TLS probe,
 * so that the two never contradict each other. */

#pragma once

#include <gio/gio.h>

#include "trust-store.h"

G_BEGIN_DECLS

/* The problem of a chain that there is no list of roots for. */
#define IFA_HTTP_CERTIFICATE_NOT_VERIFIABLE "not-verifiable"

/* What [func@Ifa.http_certificate_judge] found. */
typedef enum
{
  IFA_HTTP_CERTIFICATE_BAD,
  IFA_HTTP_CERTIFICATE_OUT_OF_DATE, /* all well but the dates, by this computer's clock */
  IFA_HTTP_CERTIFICATE_GOOD,
} IfaHttpCertificate;

void ifa_http_certificate_take_over (void);
IfaHttpCertificate ifa_http_certificate_judge (const IfaTrustStore *store,
                                               GTlsCertificate *certificate,
                                               const char *host,
                                               gint64 now_s,
                                               char **problems);

G_END_DECLS
