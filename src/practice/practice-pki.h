/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The practice service's certificate authority: made at start, gone at the end. */

#pragma once

#include "practice-faults.h"

#include <gnutls/gnutls.h>

G_BEGIN_DECLS

typedef struct _IfaPracticePki IfaPracticePki;

IfaPracticePki *ifa_practice_pki_new (GError **error);
void ifa_practice_pki_free (IfaPracticePki *self);
char *ifa_practice_pki_dup_root_pem (IfaPracticePki *self);
GBytes *ifa_practice_pki_dup_intermediate (IfaPracticePki *self);
gnutls_certificate_credentials_t ifa_practice_pki_issue (IfaPracticePki *self,
                                                         IfaPracticeCertificate kind,
                                                         const char *issuer_url,
                                                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaPracticePki, ifa_practice_pki_free)

G_END_DECLS
