/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "certificate-maker.h"

#include <gio/gio.h>
#include <string.h>

#define DAY_S (24 * 3600)

#define ok(call) g_assert_cmpint ((call), ==, GNUTLS_E_SUCCESS)

static void
set_names (gnutls_x509_crt_t crt, const CertificateSpec *spec)
{
  if (spec->organization != NULL)
    ok (gnutls_x509_crt_set_dn_by_oid (crt, GNUTLS_OID_X520_ORGANIZATION_NAME, 0,
                                       spec->organization,
                                       (unsigned int) strlen (spec->organization)));
  ok (gnutls_x509_crt_set_dn_by_oid (crt, GNUTLS_OID_X520_COMMON_NAME, 0, spec->name,
                                     (unsigned int) strlen (spec->name)));
  if (spec->dns != NULL)
    ok (gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_DNSNAME, spec->dns,
                                              (unsigned int) strlen (spec->dns),
                                              GNUTLS_FSAN_APPEND));
  if (spec->address != NULL)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (spec->address);
      ok (gnutls_x509_crt_set_subject_alt_name (
          crt, GNUTLS_SAN_IPADDRESS, g_inet_address_to_bytes (address),
          (unsigned int) g_inet_address_get_native_size (address), GNUTLS_FSAN_APPEND));
    }
}

static void
append_length (GByteArray *bytes, gsize length)
{
  guint8 long_form[] = { 0x83, (guint8) (length >> 16), (guint8) (length >> 8), (guint8) length };

  g_byte_array_append (bytes, long_form, sizeof long_form);
}

/* GnuTLS takes minutes to append ten thousand names one by one. */
static void
set_many_names (gnutls_x509_crt_t crt, guint n_names)
{
  g_autoptr (GByteArray) names = g_byte_array_new ();
  g_autoptr (GByteArray) extension = g_byte_array_new ();

  for (guint i = 0; i < n_names; i++)
    {
      g_autofree char *name = g_strdup_printf ("host-%u.example", i + 1);
      guint8 header[] = { 0x82, (guint8) strlen (name) };

      g_byte_array_append (names, header, sizeof header);
      g_byte_array_append (names, (const guint8 *) name, (guint) strlen (name));
    }

  g_byte_array_append (extension, (const guint8 *) "\x30", 1);
  append_length (extension, names->len);
  g_byte_array_append (extension, names->data, names->len);
  ok (gnutls_x509_crt_set_extension_by_oid (crt, "2.5.29.17", extension->data, extension->len, 0));
}

static void
set_purpose (gnutls_x509_crt_t crt, const CertificateSpec *spec)
{
  if (spec->is_authority)
    {
      ok (gnutls_x509_crt_set_basic_constraints (crt, 1, spec->path_length - 1));
      ok (gnutls_x509_crt_set_key_usage (crt, GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN));
      return;
    }

  ok (gnutls_x509_crt_set_basic_constraints (crt, 0, -1));
  ok (gnutls_x509_crt_set_key_usage (crt,
                                     GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_KEY_ENCIPHERMENT));
  ok (gnutls_x509_crt_set_key_purpose_oid (crt, GNUTLS_KP_TLS_WWW_SERVER, 0));
}

static void
set_validity (gnutls_x509_crt_t crt, const CertificateSpec *spec)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;

  ok (gnutls_x509_crt_set_activation_time (crt,
                                           now_s + (spec->from_s != 0 ? spec->from_s : -DAY_S)));
  ok (gnutls_x509_crt_set_expiration_time (
      crt, now_s + (spec->until_s != 0 ? spec->until_s : 365 * DAY_S)));
}

static void
set_key_ids (gnutls_x509_crt_t crt, gnutls_x509_crt_t issuer)
{
  guint8 id[64];
  gsize length = sizeof id;

  ok (gnutls_x509_crt_get_key_id (crt, 0, id, &length));
  ok (gnutls_x509_crt_set_subject_key_id (crt, id, length));
  length = sizeof id;
  ok (gnutls_x509_crt_get_key_id (issuer, 0, id, &length));
  ok (gnutls_x509_crt_set_authority_key_id (crt, id, length));
}

static void
set_access (gnutls_x509_crt_t crt, int what, const char *url)
{
  gnutls_datum_t datum = { (unsigned char *) url, url != NULL ? (unsigned int) strlen (url) : 0 };

  if (url != NULL)
    ok (gnutls_x509_crt_set_authority_info_access (crt, what, &datum));
}

static void
make_key (TestCertificate *self, const CertificateSpec *spec)
{
  ok (gnutls_x509_privkey_init (&self->key));
  ok (gnutls_x509_privkey_generate (
      self->key, spec->rsa_bits != 0 ? GNUTLS_PK_RSA : GNUTLS_PK_ECDSA,
      spec->rsa_bits != 0 ? spec->rsa_bits : GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0));
}

static void
issue (TestCertificate *self, const CertificateSpec *spec, const TestCertificate *issuer)
{
  static guint8 serial;
  gnutls_digest_algorithm_t digest = spec->digest != 0 ? spec->digest : GNUTLS_DIG_SHA256;

  ok (gnutls_x509_crt_init (&self->crt));
  ok (gnutls_x509_crt_set_version (self->crt, 3));
  serial = serial % 127 + 1;
  ok (gnutls_x509_crt_set_serial (self->crt, &serial, 1));
  ok (gnutls_x509_crt_set_key (self->crt, self->key));
  set_names (self->crt, spec);
  if (spec->n_more_names > 0)
    set_many_names (self->crt, spec->n_more_names);
  set_purpose (self->crt, spec);
  set_validity (self->crt, spec);
  set_key_ids (self->crt, issuer != NULL ? issuer->crt : self->crt);
  set_access (self->crt, GNUTLS_IA_OCSP_URI, spec->ocsp_url);
  set_access (self->crt, GNUTLS_IA_CAISSUERS_URI, spec->issuer_url);
  if (spec->crl_url != NULL)
    ok (gnutls_x509_crt_set_crl_dist_points (self->crt, GNUTLS_SAN_URI, spec->crl_url, 0));
  if (spec->adjust != NULL)
    spec->adjust (self->crt);

  ok (gnutls_x509_crt_sign2 (self->crt, issuer != NULL ? issuer->crt : self->crt,
                             issuer != NULL ? issuer->key : self->key, digest, 0));
}

/* Makes a certificate; without @issuer it signs itself. */
TestCertificate *
make_certificate (const CertificateSpec *spec, const TestCertificate *issuer)
{
  TestCertificate *self = g_new0 (TestCertificate, 1);

  make_key (self, spec);
  issue (self, spec, issuer);
  return self;
}

/* Makes another certificate for the key of @old. */
TestCertificate *
remake_certificate (const CertificateSpec *spec,
                    const TestCertificate *old,
                    const TestCertificate *issuer)
{
  TestCertificate *self = g_new0 (TestCertificate, 1);

  ok (gnutls_x509_privkey_init (&self->key));
  ok (gnutls_x509_privkey_cpy (self->key, old->key));
  issue (self, spec, issuer);
  return self;
}

void
test_certificate_free (TestCertificate *certificate)
{
  gnutls_x509_crt_deinit (certificate->crt);
  gnutls_x509_privkey_deinit (certificate->key);
  g_free (certificate);
}

static char *
take_datum (gnutls_datum_t *datum)
{
  char *text = g_strndup ((const char *) datum->data, datum->size);

  gnutls_free (datum->data);
  return text;
}

char *
dup_pem (const TestCertificate *certificate)
{
  gnutls_datum_t pem = { NULL, 0 };

  ok (gnutls_x509_crt_export2 (certificate->crt, GNUTLS_X509_FMT_PEM, &pem));
  return take_datum (&pem);
}

char *
dup_key_pem (const TestCertificate *certificate)
{
  gnutls_datum_t pem = { NULL, 0 };

  ok (gnutls_x509_privkey_export2 (certificate->key, GNUTLS_X509_FMT_PEM, &pem));
  return take_datum (&pem);
}

char *
dup_sha256 (const TestCertificate *certificate)
{
  gnutls_datum_t der = { NULL, 0 };
  char *sha256;

  ok (gnutls_x509_crt_export2 (certificate->crt, GNUTLS_X509_FMT_DER, &der));
  sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der.data, der.size);
  gnutls_free (der.data);
  return sha256;
}

GBytes *
dup_der (const TestCertificate *certificate)
{
  gnutls_datum_t der = { NULL, 0 };
  GBytes *bytes;

  ok (gnutls_x509_crt_export2 (certificate->crt, GNUTLS_X509_FMT_DER, &der));
  bytes = g_bytes_new (der.data, der.size);
  gnutls_free (der.data);
  return bytes;
}
