/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "practice-pki.h"

#include "error.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <string.h>

#define DAY_S (24 * 60 * 60)
#define MAX_NAMES 3
#define SERIAL_BYTES 16
#define KEY_ID_BYTES 20

/* A certificate and its key; for an authority also who signs with them. */
typedef struct
{
  gnutls_x509_crt_t crt;
  gnutls_x509_privkey_t key;
} Identity;

typedef enum
{
  SIGNED_BY_INTERMEDIATE,
  SIGNED_BY_STRANGER,
  SIGNED_BY_ITSELF,
} Signer;

typedef struct
{
  const char *names[MAX_NAMES]; /* the first one is the subject's too */
  int from_days;                /* relative to now */
  int to_days;
  Signer signer;
  gboolean sends_issuer;
  gboolean is_weak;
} Recipe;

static const Recipe recipes[] = {
  [IFA_PRACTICE_CERTIFICATE_GOOD]
  = { { IFA_PRACTICE_HOST, IFA_PRACTICE_MOVED_HOST }, -1, 90, SIGNED_BY_INTERMEDIATE, TRUE, FALSE },
  [IFA_PRACTICE_CERTIFICATE_EXPIRED]
  = { { IFA_PRACTICE_HOST }, -100, -4, SIGNED_BY_INTERMEDIATE, TRUE, FALSE },
  [IFA_PRACTICE_CERTIFICATE_NOT_YET_VALID]
  = { { IFA_PRACTICE_HOST }, 3, 93, SIGNED_BY_INTERMEDIATE, TRUE, FALSE },
  [IFA_PRACTICE_CERTIFICATE_EXPIRES_SOON]
  = { { IFA_PRACTICE_HOST }, -85, 5, SIGNED_BY_INTERMEDIATE, TRUE, FALSE },
  [IFA_PRACTICE_CERTIFICATE_WRONG_NAME]
  = { { "www.somebody-else.example" }, -1, 90, SIGNED_BY_INTERMEDIATE, TRUE, FALSE },
  [IFA_PRACTICE_CERTIFICATE_SELF_SIGNED]
  = { { IFA_PRACTICE_HOST }, -1, 90, SIGNED_BY_ITSELF, FALSE, FALSE },
  [IFA_PRACTICE_CERTIFICATE_UNKNOWN_ISSUER]
  = { { IFA_PRACTICE_HOST }, -1, 90, SIGNED_BY_STRANGER, TRUE, FALSE },
  [IFA_PRACTICE_CERTIFICATE_INCOMPLETE]
  = { { IFA_PRACTICE_HOST }, -1, 90, SIGNED_BY_INTERMEDIATE, FALSE, FALSE },
  [IFA_PRACTICE_CERTIFICATE_WEAK]
  = { { IFA_PRACTICE_HOST }, -1, 90, SIGNED_BY_INTERMEDIATE, TRUE, TRUE },
  [IFA_PRACTICE_CERTIFICATE_PORTAL]
  = { { IFA_PRACTICE_PORTAL_HOST }, -1, 90, SIGNED_BY_STRANGER, TRUE, FALSE },
  [IFA_PRACTICE_CERTIFICATE_CONTROL]
  = { { IFA_PRACTICE_CONTROL_HOST }, -1, 90, SIGNED_BY_INTERMEDIATE, TRUE, FALSE },
};

struct _IfaPracticePki
{
  Identity root;
  Identity intermediate;
  Identity stranger; /* a root that nobody trusts */
  gint64 now_s;
};

static void
identity_clear (Identity *self)
{
  g_clear_pointer (&self->crt, gnutls_x509_crt_deinit);
  g_clear_pointer (&self->key, gnutls_x509_privkey_deinit);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Identity, identity_clear)

static gboolean
good (int code, GError **error)
{
  if (code >= 0)
    return TRUE;

  g_set_error (error, IFA_ERROR, IFA_ERROR_FAILED, "Cannot make a certificate for practice: %s",
               gnutls_strerror (code));
  return FALSE;
}

static gboolean
add_key (Identity *self, gboolean is_weak, GError **error)
{
  gnutls_pk_algorithm_t algorithm = is_weak ? GNUTLS_PK_RSA : GNUTLS_PK_ECDSA;
  guint bits = is_weak ? 1024 : GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1);

  return good (gnutls_x509_privkey_init (&self->key), error)
         && good (gnutls_x509_privkey_generate (self->key, algorithm, bits, 0), error);
}

static gboolean
add_serial (gnutls_x509_crt_t crt, GError **error)
{
  guint8 serial[SERIAL_BYTES];

  if (!good (gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial), error))
    return FALSE;

  /* RFC 5280, 4.1.2.2: positive, and never zero. */
  serial[0] = (serial[0] & 0x7f) | 0x40;
  return good (gnutls_x509_crt_set_serial (crt, serial, sizeof serial), error);
}

static gboolean
add_subject (gnutls_x509_crt_t crt, const char *name, GError **error)
{
  static const char organization[] = "Invoice First Aid, made up for practice";

  return good (gnutls_x509_crt_set_dn_by_oid (crt, GNUTLS_OID_X520_ORGANIZATION_NAME, 0,
                                              organization, strlen (organization)),
               error)
         && good (gnutls_x509_crt_set_dn_by_oid (crt, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                                 strlen (name)),
                  error);
}

static gboolean
add_key_ids (gnutls_x509_crt_t crt, const Identity *signer, GError **error)
{
  guint8 own[KEY_ID_BYTES], issuers[KEY_ID_BYTES];
  gsize own_size = sizeof own, issuers_size = sizeof issuers;

  return good (gnutls_x509_crt_get_key_id (crt, 0, own, &own_size), error)
         && good (gnutls_x509_crt_set_subject_key_id (crt, own, own_size), error)
         && good (gnutls_x509_crt_get_key_id (signer->crt, 0, issuers, &issuers_size), error)
         && good (gnutls_x509_crt_set_authority_key_id (crt, issuers, issuers_size), error);
}

/* What every certificate has, whoever signs it. */
static gboolean
begin (Identity *self, const char *name, gint64 from_s, gint64 to_s, GError **error)
{
  return good (gnutls_x509_crt_init (&self->crt), error)
         && good (gnutls_x509_crt_set_version (self->crt, 3), error)
         && good (gnutls_x509_crt_set_key (self->crt, self->key), error)
         && good (gnutls_x509_crt_set_activation_time (self->crt, from_s), error)
         && good (gnutls_x509_crt_set_expiration_time (self->crt, to_s), error)
         && add_serial (self->crt, error) && add_subject (self->crt, name, error);
}

static gboolean
make_authority (IfaPracticePki *pki,
                Identity *self,
                const char *name,
                const Identity *signer,
                GError **error)
{
  return add_key (self, FALSE, error)
         && begin (self, name, pki->now_s - 2000 * DAY_S, pki->now_s + 2000 * DAY_S, error)
         && good (gnutls_x509_crt_set_basic_constraints (self->crt, 1, -1), error)
         && good (gnutls_x509_crt_set_key_usage (self->crt, GNUTLS_KEY_KEY_CERT_SIGN), error)
         && add_key_ids (self->crt, signer, error)
         && good (gnutls_x509_crt_sign2 (self->crt, signer->crt, signer->key, GNUTLS_DIG_SHA256, 0),
                  error);
}

/**
 * ifa_practice_pki_new:
 * @error: where to put why it failed
 *
 * Makes a root and an intermediate authority, and a stranger's root that is in no trust store.
 *
 * Returns: (transfer full): the authorities; `NULL` with @error set if there is no randomness
 */
IfaPracticePki *
ifa_practice_pki_new (GError **error)
{
  g_autoptr (IfaPracticePki) self = g_new0 (IfaPracticePki, 1);

  self->now_s = g_get_real_time () / G_USEC_PER_SEC;
  if (!make_authority (self, &self->root, "Practice Root", &self->root, error)
      || !make_authority (self, &self->intermediate, "Practice Intermediate", &self->root, error)
      || !make_authority (self, &self->stranger, "Unknown Root", &self->stranger, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
ifa_practice_pki_free (IfaPracticePki *self)
{
  identity_clear (&self->root);
  identity_clear (&self->intermediate);
  identity_clear (&self->stranger);
  g_free (self);
}

static GBytes *
dup_exported (gnutls_x509_crt_t crt, gnutls_x509_crt_fmt_t format)
{
  gnutls_datum_t datum = { NULL, 0 };
  GBytes *bytes;

  if (gnutls_x509_crt_export2 (crt, format, &datum) < 0)
    return g_bytes_new_static ("", 0);

  bytes = g_bytes_new (datum.data, datum.size);
  gnutls_free (datum.data);
  return bytes;
}

/**
 * ifa_practice_pki_dup_root_pem:
 * @self: the authorities
 *
 * Returns: (transfer full): what a trust file must hold, and nothing else
 */
char *
ifa_practice_pki_dup_root_pem (IfaPracticePki *self)
{
  g_autoptr (GBytes) bytes = dup_exported (self->root.crt, GNUTLS_X509_FMT_PEM);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/**
 * ifa_practice_pki_dup_intermediate:
 * @self: the authorities
 *
 * Returns: (transfer full): the intermediate certificate in DER, as RFC 5280 section 4.2.2.1 wants
 *   it behind a certificate's issuer address
 */
GBytes *
ifa_practice_pki_dup_intermediate (IfaPracticePki *self)
{
  return dup_exported (self->intermediate.crt, GNUTLS_X509_FMT_DER);
}

static gboolean
add_names (gnutls_x509_crt_t crt, const Recipe *recipe, GError **error)
{
  for (guint i = 0; i < MAX_NAMES && recipe->names[i] != NULL; i++)
    if (!good (gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_DNSNAME, recipe->names[i],
                                                     strlen (recipe->names[i]), GNUTLS_FSAN_APPEND),
               error))
      return FALSE;
  return TRUE;
}

static gboolean
add_issuer_url (gnutls_x509_crt_t crt, const char *url, GError **error)
{
  gnutls_datum_t datum = { (guint8 *) url, strlen (url) };

  return good (gnutls_x509_crt_set_authority_info_access (crt, GNUTLS_IA_CAISSUERS_URI, &datum),
               error);
}

static const Identity *
get_signer (IfaPracticePki *self, const Recipe *recipe, const Identity *leaf)
{
  switch (recipe->signer)
    {
    case SIGNED_BY_ITSELF:
      return leaf;
    case SIGNED_BY_STRANGER:
      return &self->stranger;
    case SIGNED_BY_INTERMEDIATE:
    default:
      return &self->intermediate;
    }
}

static gboolean
make_leaf (IfaPracticePki *self,
           Identity *leaf,
           const Recipe *recipe,
           const char *issuer_url,
           GError **error)
{
  const Identity *signer = get_signer (self, recipe, leaf);
  gnutls_digest_algorithm_t digest = recipe->is_weak ? GNUTLS_DIG_SHA1 : GNUTLS_DIG_SHA256;
  gboolean has_issuer_url = issuer_url != NULL && recipe->signer == SIGNED_BY_INTERMEDIATE;

  return add_key (leaf, recipe->is_weak, error)
         && begin (leaf, recipe->names[0], self->now_s + recipe->from_days * DAY_S,
                   self->now_s + recipe->to_days * DAY_S, error)
         && good (gnutls_x509_crt_set_basic_constraints (leaf->crt, 0, -1), error)
         && good (gnutls_x509_crt_set_key_usage (leaf->crt, GNUTLS_KEY_DIGITAL_SIGNATURE), error)
         && good (gnutls_x509_crt_set_key_purpose_oid (leaf->crt, GNUTLS_KP_TLS_WWW_SERVER, 0),
                  error)
         && add_names (leaf->crt, recipe, error)
         && (!has_issuer_url || add_issuer_url (leaf->crt, issuer_url, error))
         && add_key_ids (leaf->crt, signer, error)
         && good (gnutls_x509_crt_sign2 (leaf->crt, signer->crt, signer->key, digest, 0), error);
}

/**
 * ifa_practice_pki_issue:
 * @self: the authorities
 * @kind: which certificate
 * @issuer_url: (nullable): where the intermediate can be fetched
 * @error: where to put why it failed
 *
 * Returns: (transfer full): a new certificate with what the server sends along, ready for sessions
 */
gnutls_certificate_credentials_t
ifa_practice_pki_issue (IfaPracticePki *self,
                        IfaPracticeCertificate kind,
                        const char *issuer_url,
                        GError **error)
{
  const Recipe *recipe = &recipes[kind];
  g_auto (Identity) leaf = { NULL, NULL };
  gnutls_certificate_credentials_t credentials = NULL;
  gnutls_x509_crt_t chain[2];

  if (!make_leaf (self, &leaf, recipe, issuer_url, error)
      || !good (gnutls_certificate_allocate_credentials (&credentials), error))
    return NULL;

  chain[0] = leaf.crt;
  chain[1] = get_signer (self, recipe, &leaf)->crt;
  if (good (gnutls_certificate_set_x509_key (credentials, chain, recipe->sends_issuer ? 2 : 1,
                                             leaf.key),
            error))
    return credentials;

  gnutls_certificate_free_credentials (credentials);
  return NULL;
}
