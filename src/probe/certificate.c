/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "certificate.h"

#include <gio/gio.h>
#include <gnutls/abstract.h>

#include "der.h"
#include "distinguished-name.h"
#include "foreign-text.h"

#define MAX_TEXT_CHARACTERS 1024
#define MAX_NAMES 200
#define MIN_RSA_BITS 2048

static GBytes *
take_datum (int result, gnutls_datum_t *datum)
{
  if (result != GNUTLS_E_SUCCESS)
    return g_bytes_new (NULL, 0);

  return g_bytes_new_with_free_func (datum->data, datum->size, gnutls_free, datum->data);
}

static GBytes *
take_name (int result, gnutls_datum_t *datum)
{
  g_autoptr (GBytes) name = take_datum (result, datum);

  return ifa_distinguished_name_normalize (name);
}

static IfaCertificate *
certificate_new (GBytes *der, gnutls_x509_crt_t crt)
{
  IfaCertificate *self = g_new0 (IfaCertificate, 1);
  gnutls_datum_t name = { NULL, 0 };

  g_atomic_ref_count_init (&self->ref_count);
  self->der = der;
  self->crt = crt;
  self->subject = take_name (gnutls_x509_crt_get_raw_dn (crt, &name), &name);
  self->issuer = take_name (gnutls_x509_crt_get_raw_issuer_dn (crt, &name), &name);
  self->not_before_s = gnutls_x509_crt_get_activation_time (crt);
  self->not_after_s = gnutls_x509_crt_get_expiration_time (crt);
  self->is_self_issued = g_bytes_equal (self->subject, self->issuer);
  ifa_certificate_terms_read (der, &self->terms);
  return self;
}

/**
 * ifa_certificate_new:
 * @der: an encoded certificate: foreign bytes
 *
 * Returns: (transfer full) (nullable): the certificate, or `NULL` where @der is none
 */
IfaCertificate *
ifa_certificate_new (GBytes *der)
{
  gnutls_x509_crt_t crt = NULL;
  gsize size;
  gnutls_datum_t datum;

  datum.data = (unsigned char *) g_bytes_get_data (der, &size);
  datum.size = (unsigned int) size;
  if (gnutls_x509_crt_init (&crt) != GNUTLS_E_SUCCESS)
    return NULL;
  if (gnutls_x509_crt_import (crt, &datum, GNUTLS_X509_FMT_DER) != GNUTLS_E_SUCCESS)
    {
      gnutls_x509_crt_deinit (crt);
      return NULL;
    }

  return certificate_new (g_bytes_ref (der), crt);
}

/**
 * ifa_certificate_new_take:
 * @crt: (transfer full): a parsed certificate
 *
 * Returns: (transfer full) (nullable): the certificate, or `NULL` where it can't be encoded
 */
IfaCertificate *
ifa_certificate_new_take (gnutls_x509_crt_t crt)
{
  gnutls_datum_t der = { NULL, 0 };

  if (gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_DER, &der) != GNUTLS_E_SUCCESS)
    {
      gnutls_x509_crt_deinit (crt);
      return NULL;
    }
  return certificate_new (take_datum (GNUTLS_E_SUCCESS, &der), crt);
}

IfaCertificate *
ifa_certificate_ref (IfaCertificate *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
ifa_certificate_unref (IfaCertificate *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  gnutls_x509_crt_deinit (self->crt);
  g_bytes_unref (self->der);
  g_bytes_unref (self->subject);
  g_bytes_unref (self->issuer);
  g_free (self);
}

gboolean
ifa_certificate_equal (const IfaCertificate *a, const IfaCertificate *b)
{
  return g_bytes_equal (a->der, b->der);
}

/* The part of the certificate that its issuer signed. */
static gboolean
find_signed_part (const IfaCertificate *self, gnutls_datum_t *part)
{
  IfaDer certificate, signed_part;

  if (!ifa_der_open_bytes (self->der, &certificate)
      || !ifa_der_next (&certificate, IFA_DER_SEQUENCE, &signed_part))
    return FALSE;

  part->data = (unsigned char *) signed_part.start;
  part->size = (unsigned int) (signed_part.end - signed_part.start);
  return TRUE;
}

/**
 * ifa_certificate_has_signed:
 * @self: a certificate
 * @algorithm: a gnutls_sign_algorithm_t, or something else for one that is unknown
 * @data: what is said to be signed
 * @signature: the signature
 *
 * Only the arithmetic: whether @self may sign at all is asked elsewhere. Broken digests are
 * accepted here, since they are a fact of their own.
 *
 * Returns: whether the key of @self made @signature
 */
gboolean
ifa_certificate_has_signed (const IfaCertificate *self,
                            int algorithm,
                            const gnutls_datum_t *data,
                            const gnutls_datum_t *signature)
{
  const unsigned int flags = GNUTLS_VERIFY_ALLOW_BROKEN | GNUTLS_VERIFY_ALLOW_SIGN_WITH_SHA1;
  gnutls_pubkey_t key = NULL;
  gboolean ok;

  if (algorithm <= 0 || gnutls_pubkey_init (&key) != GNUTLS_E_SUCCESS)
    return FALSE;

  ok = gnutls_pubkey_import_x509 (key, self->crt, 0) == GNUTLS_E_SUCCESS
       && gnutls_pubkey_verify_data2 (key, (gnutls_sign_algorithm_t) algorithm, flags, data,
                                      signature)
              >= 0;
  gnutls_pubkey_deinit (key);
  return ok;
}

/**
 * ifa_certificate_is_signed_by:
 * @self: a certificate
 * @issuer: another one, or the same
 *
 * Returns: whether the key of @issuer made the signature of @self, see
 *   [method@Ifa.Certificate.has_signed]
 */
gboolean
ifa_certificate_is_signed_by (const IfaCertificate *self, const IfaCertificate *issuer)
{
  guint8 bytes[4096];
  gsize n_bytes = sizeof bytes;
  gnutls_datum_t signature = { bytes, 0 };
  gnutls_datum_t signed_part;

  if (!find_signed_part (self, &signed_part)
      || gnutls_x509_crt_get_signature (self->crt, (char *) bytes, &n_bytes) != GNUTLS_E_SUCCESS)
    return FALSE;

  signature.size = (unsigned int) n_bytes;
  return ifa_certificate_has_signed (issuer, gnutls_x509_crt_get_signature_algorithm (self->crt),
                                     &signed_part, &signature);
}

/**
 * ifa_certificate_dup_sha256:
 * @self: a certificate
 *
 * Returns: (transfer full): its fingerprint: 64 lower-case hexadecimal digits
 */
char *
ifa_certificate_dup_sha256 (const IfaCertificate *self)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->der);
}

static char *
take_text (int result, gnutls_datum_t *datum)
{
  char *text = NULL;

  if (result == GNUTLS_E_SUCCESS)
    {
      text = ifa_foreign_text_dup (datum->data, datum->size, MAX_TEXT_CHARACTERS);
      gnutls_free (datum->data);
    }
  return text;
}

/**
 * ifa_certificate_dup_subject:
 * @self: a certificate
 *
 * Returns: (transfer full) (nullable): whom it was issued to, as in RFC 4514
 */
char *
ifa_certificate_dup_subject (const IfaCertificate *self)
{
  gnutls_datum_t text = { NULL, 0 };

  return take_text (gnutls_x509_crt_get_dn3 (self->crt, &text, 0), &text);
}

char *
ifa_certificate_dup_issuer (const IfaCertificate *self)
{
  gnutls_datum_t text = { NULL, 0 };

  return take_text (gnutls_x509_crt_get_issuer_dn3 (self->crt, &text, 0), &text);
}

/**
 * ifa_certificate_dup_serial:
 * @self: a certificate
 *
 * Returns: (transfer full) (nullable): its serial number in hexadecimal digits
 */
char *
ifa_certificate_dup_serial (const IfaCertificate *self)
{
  /* RFC 5280 section 4.1.2.2 allows 20; some have more. */
  guint8 bytes[128];
  gsize n_bytes = sizeof bytes;
  GString *text;

  if (gnutls_x509_crt_get_serial (self->crt, bytes, &n_bytes) != GNUTLS_E_SUCCESS)
    return NULL;

  text = g_string_sized_new (2 * n_bytes);
  for (gsize i = 0; i < n_bytes; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return g_string_free (text, FALSE);
}

/**
 * ifa_certificate_dup_key:
 * @self: a certificate
 *
 * Returns: (transfer full): kind and size of its key, as "RSA-2048"
 */
char *
ifa_certificate_dup_key (const IfaCertificate *self)
{
  unsigned int bits = 0;
  int algorithm = gnutls_x509_crt_get_pk_algorithm (self->crt, &bits);
  const char *name
      = algorithm > 0 ? gnutls_pk_algorithm_get_name ((gnutls_pk_algorithm_t) algorithm) : NULL;

  if (name == NULL)
    return g_strdup ("unknown kind of key");
  return g_strdup_printf ("%s-%u", algorithm == GNUTLS_PK_ECDSA ? "ECDSA" : name, bits);
}

char *
ifa_certificate_dup_signature (const IfaCertificate *self)
{
  int algorithm = gnutls_x509_crt_get_signature_algorithm (self->crt);

  return algorithm > 0 ? g_strdup (gnutls_sign_get_name ((gnutls_sign_algorithm_t) algorithm))
                       : NULL;
}

static gboolean
has_weak_digest (const IfaCertificate *self)
{
  int algorithm = gnutls_x509_crt_get_signature_algorithm (self->crt);

  if (algorithm <= 0)
    return FALSE;

  switch (gnutls_sign_get_hash_algorithm ((gnutls_sign_algorithm_t) algorithm))
    {
    case GNUTLS_DIG_MD2:
    case GNUTLS_DIG_MD5:
    case GNUTLS_DIG_SHA1:
    case GNUTLS_DIG_SHA224:
      return TRUE;
    default:
      return FALSE;
    }
}

/* The curves and algorithms that the public authorities may use, and browsers accept: no keys that
 * are said to be for RSA-PSS only, while signatures of that kind are fine. */
static gboolean
has_weak_key (const IfaCertificate *self)
{
  unsigned int bits = 0;
  gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;
  int algorithm = gnutls_x509_crt_get_pk_algorithm (self->crt, &bits);

  switch (algorithm)
    {
    case GNUTLS_PK_RSA:
      return bits < MIN_RSA_BITS;
    case GNUTLS_PK_ECDSA:
      return gnutls_x509_crt_get_pk_ecc_raw (self->crt, &curve, NULL, NULL) != GNUTLS_E_SUCCESS
             || (curve != GNUTLS_ECC_CURVE_SECP256R1 && curve != GNUTLS_ECC_CURVE_SECP384R1
                 && curve != GNUTLS_ECC_CURVE_SECP521R1);
    default:
      return TRUE;
    }
}

/**
 * ifa_certificate_dup_weakness:
 * @self: a certificate
 * @is_root: whether it is trusted by itself: then nobody relies on its signature
 *
 * By the Baseline Requirements of the CA/Browser Forum, sections 6.1.5 and 7.1.3: RSA has 2048
 * bits or more, ECDSA one of three curves, and neither DSA nor SHA-1, its elders or SHA-224 are
 * used.
 *
 * Returns: (transfer full) (nullable): what is below what is accepted today, or `NULL`
 */
char *
ifa_certificate_dup_weakness (const IfaCertificate *self, gboolean is_root)
{
  if (has_weak_key (self))
    return ifa_certificate_dup_key (self);
  if (!is_root && has_weak_digest (self))
    return ifa_certificate_dup_signature (self);
  return NULL;
}

static char *
dup_name (const IfaDer *name)
{
  g_autoptr (GInetAddress) address = NULL;
  gsize length = (gsize) (name->end - name->at);

  if (name->tag == IFA_NAME_DNS)
    return ifa_foreign_text_dup (name->at, length, MAX_TEXT_CHARACTERS);
  if (name->tag == IFA_NAME_ADDRESS && length == 4)
    address = g_inet_address_new_from_bytes (name->at, G_SOCKET_FAMILY_IPV4);
  else if (name->tag == IFA_NAME_ADDRESS && length == 16)
    address = g_inet_address_new_from_bytes (name->at, G_SOCKET_FAMILY_IPV6);

  return address != NULL ? g_inet_address_to_string (address) : NULL;
}

/**
 * ifa_certificate_dup_names:
 * @self: a certificate
 *
 * Returns: (transfer full): host names and addresses that it is valid for, at most 200
 */
char **
ifa_certificate_dup_names (const IfaCertificate *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  IfaDer list = self->terms.alternative_names;
  IfaDer name;

  while (self->terms.has_alternative_names && names->len < MAX_NAMES
         && ifa_der_next_any (&list, &name))
    {
      char *text = dup_name (&name);
      if (text != NULL)
        g_ptr_array_add (names, text);
    }

  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static char *
dup_access_url (const IfaCertificate *self, gnutls_info_access_what_t what)
{
  const unsigned int max_entries = 16;

  for (unsigned int i = 0; i < max_entries; i++)
    {
      gnutls_datum_t url = { NULL, 0 };
      int result = gnutls_x509_crt_get_authority_info_access (self->crt, i, (int) what, &url, NULL);

      if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        break;
      if (result >= 0)
        return take_text (GNUTLS_E_SUCCESS, &url);
    }
  return NULL;
}

/**
 * ifa_certificate_dup_issuer_url:
 * @self: a certificate
 *
 * Returns: (transfer full) (nullable): where it says that its issuer's certificate can be
 *   fetched (RFC 5280 section 4.2.2.1)
 */
char *
ifa_certificate_dup_issuer_url (const IfaCertificate *self)
{
  return dup_access_url (self, GNUTLS_IA_CAISSUERS_URI);
}

/**
 * ifa_certificate_dup_ocsp_url:
 * @self: a certificate
 *
 * Returns: (transfer full) (nullable): where it says that one may ask whether it was revoked
 */
char *
ifa_certificate_dup_ocsp_url (const IfaCertificate *self)
{
  return dup_access_url (self, GNUTLS_IA_OCSP_URI);
}

/**
 * ifa_certificate_dup_crl_url:
 * @self: a certificate
 *
 * Returns: (transfer full) (nullable): where it says that the list of revoked certificates is
 *   (RFC 5280 section 4.2.1.13); the first one over HTTP, since many name a directory as well
 */
char *
ifa_certificate_dup_crl_url (const IfaCertificate *self)
{
  const unsigned int max_entries = 16;

  for (unsigned int i = 0; i < max_entries; i++)
    {
      char url[MAX_TEXT_CHARACTERS];
      gsize length = sizeof url;
      int type = gnutls_x509_crt_get_crl_dist_points (self->crt, i, url, &length, NULL, NULL);

      if (type == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        break;
      if (type == GNUTLS_SAN_URI && length >= 7 && g_ascii_strncasecmp (url, "http://", 7) == 0)
        return ifa_foreign_text_dup (url, length, MAX_TEXT_CHARACTERS);
    }
  return NULL;
}
