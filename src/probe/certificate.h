/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One parsed X.509 certificate, constant and shared. */

#pragma once

#include <gnutls/x509.h>

#include "certificate-terms.h"

G_BEGIN_DECLS

/**
 * IfaCertificate:
 *
 * Reference-counted. Foreign: nothing in it is to be believed before a path to a root is found.
 */
typedef struct
{
  gatomicrefcount ref_count;
  GBytes *der;
  GBytes *subject; /* normalised names: equal when they mean the same */
  GBytes *issuer;
  IfaCertificateTerms terms;
  gnutls_x509_crt_t crt;
  gint64 not_before_s;
  gint64 not_after_s;
  gboolean is_self_issued;
} IfaCertificate;

IfaCertificate *ifa_certificate_new (GBytes *der);
IfaCertificate *ifa_certificate_new_take (gnutls_x509_crt_t crt);
IfaCertificate *ifa_certificate_ref (IfaCertificate *self);
void ifa_certificate_unref (IfaCertificate *self);

gboolean ifa_certificate_equal (const IfaCertificate *a, const IfaCertificate *b);
gboolean ifa_certificate_has_signed (const IfaCertificate *self,
                                     int algorithm,
                                     const gnutls_datum_t *data,
                                     const gnutls_datum_t *signature);
gboolean ifa_certificate_is_signed_by (const IfaCertificate *self, const IfaCertificate *issuer);

char *ifa_certificate_dup_sha256 (const IfaCertificate *self);
char *ifa_certificate_dup_subject (const IfaCertificate *self);
char *ifa_certificate_dup_issuer (const IfaCertificate *self);
char *ifa_certificate_dup_serial (const IfaCertificate *self);
char *ifa_certificate_dup_key (const IfaCertificate *self);
char *ifa_certificate_dup_signature (const IfaCertificate *self);
char *ifa_certificate_dup_weakness (const IfaCertificate *self, gboolean is_root);
char **ifa_certificate_dup_names (const IfaCertificate *self);
char *ifa_certificate_dup_issuer_url (const IfaCertificate *self);
char *ifa_certificate_dup_ocsp_url (const IfaCertificate *self);
char *ifa_certificate_dup_crl_url (const IfaCertificate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaCertificate, ifa_certificate_unref)

G_END_DECLS
