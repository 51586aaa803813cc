/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Walked through in place: GnuTLS makes a tree of it, and a list of a few megabytes becomes
 * hundreds of megabytes of nodes. */

#include "crl.h"

#include <gnutls/x509.h>
#include <string.h>

#include "distinguished-name.h"
#include "vocabulary.h"

#define TAG_UTC_TIME 0x17
#define TAG_GENERALIZED_TIME 0x18

#define CLOCK_TOLERANCE_S 300

/* Where the certificate's serial number stands in the list, and what else is of interest. */
typedef struct
{
  IfaDer body;      /* the signed part */
  IfaDer algorithm; /* of the signature */
  IfaDer signature;
  IfaDer issuer;
  IfaDer revoked; /* tag 0: nothing is */
  IfaDer extensions;
  gint64 this_update_s;
  gint64 next_update_s;
} List;

static int
read_digits (const guint8 *at, guint n_digits)
{
  int value = 0;

  for (guint i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (at[i]))
        return -1;
      value = 10 * value + (at[i] - '0');
    }
  return value;
}

/* RFC 5280 section 4.1.2.5: UTC, with seconds, without fractions. */
static gint64
read_time (const IfaDer *value)
{
  gsize length = (gsize) (value->end - value->at);
  guint n_year = value->tag == TAG_UTC_TIME ? 2 : 4;
  g_autoptr (GDateTime) time = NULL;
  int parts[6];

  if ((value->tag != TAG_UTC_TIME && value->tag != TAG_GENERALIZED_TIME) || length != n_year + 11
      || value->end[-1] != 'Z')
    return IFA_UNKNOWN_INTEGER;

  parts[0] = read_digits (value->at, n_year);
  for (guint i = 1; i < G_N_ELEMENTS (parts); i++)
    parts[i] = read_digits (value->at + n_year + 2 * (i - 1), 2);
  if (n_year == 2)
    parts[0] += parts[0] < 50 ? 2000 : 1900;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] < 0)
      return IFA_UNKNOWN_INTEGER;

  time = g_date_time_new_utc (parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
  return time != NULL ? g_date_time_to_unix (time) : IFA_UNKNOWN_INTEGER;
}

static gboolean
next_is_time (const IfaDer *parent)
{
  return parent->at < parent->end
         && (*parent->at == TAG_UTC_TIME || *parent->at == TAG_GENERALIZED_TIME);
}

static gboolean
read_body (IfaDer body, List *list)
{
  IfaDer part, wrapper;

  ifa_der_next (&body, IFA_DER_INTEGER, &part);
  if (!ifa_der_next (&body, IFA_DER_SEQUENCE, &part)
      || !ifa_der_next (&body, IFA_DER_SEQUENCE, &list->issuer) || !next_is_time (&body)
      || !ifa_der_next_any (&body, &part))
    return FALSE;

  list->this_update_s = read_time (&part);
  if (next_is_time (&body) && ifa_der_next_any (&body, &part))
    list->next_update_s = read_time (&part);
  ifa_der_next (&body, IFA_DER_SEQUENCE, &list->revoked);
  if (ifa_der_next (&body, 0xa0, &wrapper)
      && !ifa_der_next (&wrapper, IFA_DER_SEQUENCE, &list->extensions))
    return FALSE;
  return body.at == body.end && list->this_update_s != IFA_UNKNOWN_INTEGER;
}

static gboolean
read_list (GBytes *bytes, List *list)
{
  IfaDer outer;

  memset (list, 0, sizeof *list);
  list->this_update_s = IFA_UNKNOWN_INTEGER;
  list->next_update_s = IFA_UNKNOWN_INTEGER;
  return ifa_der_open_bytes (bytes, &outer) && outer.tag == IFA_DER_SEQUENCE
         && ifa_der_next (&outer, IFA_DER_SEQUENCE, &list->body)
         && ifa_der_next (&outer, IFA_DER_SEQUENCE, &list->algorithm)
         && ifa_der_next (&outer, IFA_DER_BIT_STRING, &list->signature)
         && list->signature.end - list->signature.at > 1 && *list->signature.at == 0
         && outer.at == outer.end && read_body (list->body, list);
}

/* "1.2.840.113549.1.1.11" */
static char *
dup_oid (const IfaDer *oid)
{
  GString *text = g_string_new (NULL);
  guint64 number = 0;
  gboolean is_first = TRUE;

  for (const guint8 *at = oid->at; at < oid->end; at++)
    {
      number = number << 7 | (*at & 0x7f);
      if ((*at & 0x80) != 0)
        continue;
      if (is_first)
        g_string_append_printf (text, "%u.%" G_GUINT64_FORMAT,
                                number < 80 ? (guint) number / 40 : 2,
                                number < 80 ? number % 40 : number - 80);
      else
        g_string_append_printf (text, ".%" G_GUINT64_FORMAT, number);
      is_first = FALSE;
      number = 0;
    }
  return g_string_free (text, FALSE);
}

static gboolean
is_signed_by (const List *list, const IfaCertificate *issuer)
{
  IfaDer algorithm = list->algorithm;
  IfaDer oid;
  g_autofree char *text = NULL;
  gnutls_datum_t data, signature;

  if (!ifa_der_next (&algorithm, IFA_DER_OID, &oid))
    return FALSE;
  text = dup_oid (&oid);
  data.data = (unsigned char *) list->body.start;
  data.size = (unsigned int) (list->body.end - list->body.start);
  signature.data = (unsigned char *) list->signature.at + 1;
  signature.size = (unsigned int) (list->signature.end - list->signature.at - 1);
  return ifa_certificate_has_signed (issuer, gnutls_oid_to_sign (text), &data, &signature);
}

static gboolean
is_issued_by (const List *list, const IfaCertificate *issuer)
{
  g_autoptr (GBytes) name
      = g_bytes_new (list->issuer.start, (gsize) (list->issuer.end - list->issuer.start));
  g_autoptr (GBytes) normalized = ifa_distinguished_name_normalize (name);

  return g_bytes_equal (normalized, issuer->subject);
}

/* A list that covers only some certificates, reasons or changes says so in a critical
 * extension. Only the mark "user certificates" is harmless for us. */
static gboolean
is_complete_list (const List *list)
{
  static const guint8 distribution_point[] = { 0x55, 0x1d, 0x1c };
  IfaDer extensions = list->extensions;
  IfaDer extension, oid, is_critical, content, scope, part;

  while (list->extensions.tag != 0 && ifa_der_next (&extensions, IFA_DER_SEQUENCE, &extension))
    {
      if (!ifa_der_next (&extension, IFA_DER_OID, &oid))
        return FALSE;
      if (!ifa_der_next (&extension, IFA_DER_BOOLEAN, &is_critical))
        continue;
      if (oid.end - oid.at != 3 || memcmp (oid.at, distribution_point, 3) != 0
          || !ifa_der_next (&extension, IFA_DER_OCTET_STRING, &content)
          || !ifa_der_next (&content, IFA_DER_SEQUENCE, &scope))
        return FALSE;
      ifa_der_next (&scope, 0xa0, &part);
      ifa_der_next (&scope, 0x81, &part);
      if (scope.at != scope.end)
        return FALSE;
    }
  return TRUE;
}

static const char *
look_up (const List *list, const IfaCertificate *certificate, IfaRevocationTimes *times)
{
  guint8 serial[128];
  gsize length = sizeof serial;
  IfaDer revoked = list->revoked;
  IfaDer entry, number, time;

  if (gnutls_x509_crt_get_serial (certificate->crt, serial, &length) != GNUTLS_E_SUCCESS)
    return IFA_OCSP_INVALID;

  while (list->revoked.tag != 0 && ifa_der_next (&revoked, IFA_DER_SEQUENCE, &entry))
    {
      if (!ifa_der_next (&entry, IFA_DER_INTEGER, &number) || !ifa_der_next_any (&entry, &time))
        return IFA_OCSP_INVALID;
      if ((gsize) (number.end - number.at) == length && memcmp (number.at, serial, length) == 0)
        {
          times->revoked_since_s = read_time (&time);
          return IFA_OCSP_REVOKED;
        }
    }
  return list->revoked.tag == 0 || revoked.at == revoked.end ? IFA_OCSP_GOOD : IFA_OCSP_INVALID;
}

/**
 * ifa_crl_judge:
 * @list: an encoded list: foreign bytes
 * @certificate: the certificate in question
 * @issuer: who issued it; its key must have signed @list
 * @now_s: now, in seconds since 1970 UTC
 * @times: (out caller-allocates): when it was revoked, and until when the list holds
 *
 * Returns: "good" (not on the list), "revoked", "unknown" (the list doesn't cover it), "expired"
 *   (it is of another time) or "invalid" (unreadable, of another issuer, wrongly signed)
 */
const char *
ifa_crl_judge (GBytes *list,
               const IfaCertificate *certificate,
               const IfaCertificate *issuer,
               gint64 now_s,
               IfaRevocationTimes *times)
{
  List parsed;

  times->revoked_since_s = IFA_UNKNOWN_INTEGER;
  times->next_update_s = IFA_UNKNOWN_INTEGER;
  if (!read_list (list, &parsed) || !is_issued_by (&parsed, issuer)
      || !is_signed_by (&parsed, issuer))
    return IFA_OCSP_INVALID;
  if (issuer->terms.has_key_usage && !issuer->terms.may_sign_lists)
    return IFA_OCSP_INVALID;

  times->next_update_s = parsed.next_update_s;
  if (parsed.this_update_s > now_s + CLOCK_TOLERANCE_S
      || (parsed.next_update_s != IFA_UNKNOWN_INTEGER && parsed.next_update_s < now_s))
    return IFA_OCSP_EXPIRED;
  if (!is_complete_list (&parsed))
    return IFA_OCSP_UNKNOWN;
  return look_up (&parsed, certificate, times);
}
