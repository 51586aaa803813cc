/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <string.h>

#include "error.h"
#include "profile-scan.h"
#include "profile-signature.h"

/* Ed25519, RFC 8032. */
#define KEY_BYTES 32
#define SIGNATURE_BYTES 64
#define MAX_KEY_FILE_BYTES (16 * 1024)

/* What is signed begins with this, so that a signature made for something else never fits. */
static const char domain[] = "invoice-first-aid-profile-signature/1\n";

/* A signature stands in the file that it signs; so what is signed is the file without it. */
static GByteArray *
new_message (const char *data, gsize length, const char *signature)
{
  gsize signature_length = strlen (signature);
  const char *at = memmem (data, length, signature, signature_length);
  const char *rest = at != NULL ? at + signature_length : NULL;
  GByteArray *message = NULL;

  /* Twice, or written with escapes: then it isn't clear what was signed. */
  if (at == NULL || memmem (rest, data + length - rest, signature, signature_length) != NULL)
    return NULL;
  message = g_byte_array_new ();
  g_byte_array_append (message, (const guint8 *) domain, strlen (domain));
  g_byte_array_append (message, (const guint8 *) data, at - data);
  g_byte_array_append (message, (const guint8 *) rest, data + length - rest);
  return message;
}

/* There is one way only to write the bytes. */
static guchar *
decode (const char *text, gsize expected_bytes)
{
  gsize length = 0;
  g_autofree guchar *bytes = g_base64_decode (text, &length);
  g_autofree char *again = g_base64_encode (bytes, length);

  return length == expected_bytes && strcmp (again, text) == 0 ? g_steal_pointer (&bytes) : NULL;
}

static gboolean
verify (const GByteArray *message, guchar *key, guchar *signature)
{
  const gnutls_datum_t key_datum = { key, KEY_BYTES };
  const gnutls_datum_t signature_datum = { signature, SIGNATURE_BYTES };
  const gnutls_datum_t message_datum = { message->data, message->len };
  gnutls_pubkey_t public_key = NULL;
  gboolean fits = FALSE;

  if (gnutls_pubkey_init (&public_key) != GNUTLS_E_SUCCESS)
    return FALSE;
  fits = gnutls_pubkey_import_ecc_raw (public_key, GNUTLS_ECC_CURVE_ED25519, &key_datum, NULL)
             == GNUTLS_E_SUCCESS
         && gnutls_pubkey_verify_data2 (public_key, GNUTLS_SIGN_EDDSA_ED25519, 0, &message_datum,
                                        &signature_datum)
                == GNUTLS_E_SUCCESS;
  gnutls_pubkey_deinit (public_key);
  return fits;
}

/**
 * ifa_profile_signature_fits:
 * @data: the bytes of the file
 * @length: how many
 * @key: its public key, base64
 * @signature: its signature, base64
 * @why: (out): on failure the second half of a sentence that says what is wrong
 *
 * Returns: whether the owner of @key signed exactly this file
 */
gboolean
ifa_profile_signature_fits (const char *data,
                            gsize length,
                            const char *key,
                            const char *signature,
                            char **why)
{
  g_autofree guchar *key_bytes = decode (key, KEY_BYTES);
  g_autofree guchar *signature_bytes = decode (signature, SIGNATURE_BYTES);
  g_autoptr (GByteArray) message = NULL;

  if (key_bytes == NULL || signature_bytes == NULL)
    {
      *why = g_strdup (_ ("is no Ed25519 key and signature in base64; sign the profile again"));
      return FALSE;
    }
  message = new_message (data, length, signature);
  if (message != NULL && verify (message, key_bytes, signature_bytes))
    return TRUE;
  *why = g_strdup (_ ("doesn't fit the file, which was changed after it was signed; get it anew "
                      "from the vendor, or sign it again"));
  return FALSE;
}

static gboolean
fail_key (GError **error, const char *file, const char *detail)
{
  g_autofree char *shown = ifa_profile_dup_quotable (file);
  g_autofree char *clause = g_strndup (detail, strcspn (detail, "."));

  g_set_error (error, IFA_ERROR, IFA_ERROR_FILE,
               /* Translators: a file, then the system's or a library's own words. */
               _ ("“%s” can't be read as an Ed25519 private key in PEM format (%s)."), shown,
               clause);
  return FALSE;
}

static gboolean
import_key (gnutls_privkey_t key, const char *file, GError **error)
{
  g_autofree char *pem = NULL;
  gsize length = 0;
  g_autoptr (GError) local_error = NULL;
  gnutls_datum_t datum = { 0 };
  int result = 0;

  if (!g_file_get_contents (file, &pem, &length, &local_error))
    return fail_key (error, file, local_error->message);
  if (length > MAX_KEY_FILE_BYTES)
    return fail_key (error, file, g_strerror (EFBIG));
  datum.data = (guchar *) pem;
  datum.size = length;
  result = gnutls_privkey_import_x509_raw (key, &datum, GNUTLS_X509_FMT_PEM, NULL, 0);
  if (result == GNUTLS_E_SUCCESS
      && gnutls_privkey_get_pk_algorithm (key, NULL) != GNUTLS_PK_EDDSA_ED25519)
    result = GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM;
  explicit_bzero (pem, length);
  return result == GNUTLS_E_SUCCESS || fail_key (error, file, gnutls_strerror (result));
}

static char *
dup_public_key (gnutls_privkey_t key)
{
  gnutls_datum_t x = { 0 };
  char *text = NULL;

  if (gnutls_privkey_export_ecc_raw (key, NULL, &x, NULL, NULL) != GNUTLS_E_SUCCESS)
    return NULL;
  text = g_base64_encode (x.data, x.size);
  gnutls_free (x.data);
  return text;
}

static char *
dup_signature (gnutls_privkey_t key, const char *start, const char *rest)
{
  g_autofree char *message = g_strconcat (domain, start, rest, NULL);
  const gnutls_datum_t datum = { (guchar *) message, strlen (message) };
  gnutls_datum_t signature = { 0 };
  char *text = NULL;

  if (gnutls_privkey_sign_data2 (key, GNUTLS_SIGN_EDDSA_ED25519, 0, &datum, &signature)
      != GNUTLS_E_SUCCESS)
    return NULL;
  text = g_base64_encode (signature.data, signature.size);
  gnutls_free (signature.data);
  return text;
}

/* The file up to where a signature goes: without its last brace, and without an older signature,
 * which stands last because this is where it is put. */
static char *
dup_unsigned (const char *data, gsize length)
{
  g_autofree char *text = g_strndup (data, length);
  g_autoptr (GRegex) older = g_regex_new ("(,\\s*\"signature\"\\s*:\\s*\\{[^{}]*\\})?\\s*\\}\\s*$",
                                          G_REGEX_DOLLAR_ENDONLY, 0, NULL);

  return g_regex_replace_literal (older, text, -1, 0, "", 0, NULL);
}

static char *
join (gnutls_privkey_t key, const char *unsigned_text)
{
  static const char *const rest = "\"}\n}\n";
  g_autofree char *public_key = dup_public_key (key);
  g_autofree char *start = NULL;
  g_autofree char *signature = NULL;

  if (public_key == NULL || unsigned_text == NULL)
    return NULL;
  start = g_strdup_printf ("%s,\n  \"signature\": {\"key\": \"%s\", \"value\": \"", unsigned_text,
                           public_key);
  signature = dup_signature (key, start, rest);
  return signature != NULL ? g_strconcat (start, signature, rest, NULL) : NULL;
}

/**
 * ifa_profile_sign:
 * @data: the bytes of a profile, right in everything but an older signature
 * @length: how many
 * @name: what to call it in messages
 * @private_key_file: an Ed25519 key, PEM, as `openssl genpkey -algorithm ed25519` writes it
 * @error: `IFA_ERROR_BAD_PROFILE` or `IFA_ERROR_FILE`
 *
 * Returns: (transfer full) (nullable): the same profile, signed
 */
char *
ifa_profile_sign (const char *data,
                  gsize length,
                  const char *name,
                  const char *private_key_file,
                  GError **error)
{
  g_autoptr (GHashTable) lines = ifa_profile_scan (data, length, name, error);
  g_autofree char *unsigned_text = NULL;
  g_autofree char *text = NULL;
  g_autoptr (IfaProfile) profile = NULL;
  gnutls_privkey_t key = NULL;

  if (lines == NULL)
    return NULL;
  gnutls_privkey_init (&key);
  if (import_key (key, private_key_file, error))
    {
      unsigned_text = dup_unsigned (data, length);
      text = join (key, unsigned_text);
    }
  gnutls_privkey_deinit (key);
  if (text == NULL)
    {
      if (error != NULL && *error == NULL)
        ifa_profile_set_error (error, name, 0, _ ("The profile could not be signed."));
      return NULL;
    }

  /* Nothing leaves here that wouldn't be taken. */
  profile = ifa_profile_new_from_data (text, strlen (text), name, error);
  return profile != NULL ? g_steal_pointer (&text) : NULL;
}

/**
 * ifa_profile_may_replace:
 * @old_one: a profile that is in use
 * @new_one: another with the same id
 * @error: `IFA_ERROR_BAD_PROFILE`: why not
 *
 * Returns: whether @new_one is an update of @old_one: a higher version, by the same hand where the
 *   old one is signed
 */
gboolean
ifa_profile_may_replace (const IfaProfile *old_one, const IfaProfile *new_one, GError **error)
{
  const char *name = new_one->file != NULL ? new_one->file : new_one->id;

  if (old_one->signature_key != NULL
      && g_strcmp0 (old_one->signature_key, new_one->signature_key) != 0)
    {
      ifa_profile_set_error (error, name, 0,
                             _ ("The profile “%s” that is in use is signed with another key; ask "
                                "the vendor whether this one is really theirs."),
                             new_one->id);
      return FALSE;
    }
  if (new_one->version > old_one->version)
    return TRUE;
  ifa_profile_set_error (error, name, 0,
                         _ ("The profile “%s” that is in use has version %ld, and this one isn't "
                            "newer; get a newer one."),
                         new_one->id, (long) old_one->version);
  return FALSE;
}
