/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Certificates of every kind, good and bad, made while a test runs. */

#pragma once

#include <gnutls/x509.h>

#include <glib.h>

G_BEGIN_DECLS

/* What to make; zero is the usual: ECDSA, valid from yesterday for a year, no authority. */
typedef struct
{
  const char *name;         /* common name */
  const char *organization; /* (nullable) */
  const char *dns;          /* (nullable): a host name */
  const char *address;      /* (nullable): a numeric address */
  const char *issuer_url;   /* (nullable) */
  const char *ocsp_url;     /* (nullable) */
  const char *crl_url;      /* (nullable) */
  gint64 from_s;            /* relative to now; 0 is "a day ago" */
  gint64 until_s;           /* relative to now; 0 is "in a year" */
  gboolean is_authority;
  int path_length; /* of an authority: 0 is unlimited, n allows n - 1 below it */
  guint rsa_bits;  /* 0: ECDSA */
  gnutls_digest_algorithm_t digest;
  guint n_more_names;                     /* host-1.example, host-2.example, … */
  void (*adjust) (gnutls_x509_crt_t crt); /* (nullable): before it is signed */
} CertificateSpec;

typedef struct
{
  gnutls_x509_crt_t crt;
  gnutls_x509_privkey_t key;
} TestCertificate;

TestCertificate *make_certificate (const CertificateSpec *spec, const TestCertificate *issuer);
TestCertificate *remake_certificate (const CertificateSpec *spec,
                                     const TestCertificate *old,
                                     const TestCertificate *issuer);
void test_certificate_free (TestCertificate *certificate);
GBytes *dup_der (const TestCertificate *certificate);
char *dup_pem (const TestCertificate *certificate);
char *dup_key_pem (const TestCertificate *certificate);
char *dup_sha256 (const TestCertificate *certificate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestCertificate, test_certificate_free)

G_END_DECLS
