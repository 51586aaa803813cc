/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "certificate-terms.h"

#include <string.h>

#include "certificate-form.h"

/* Real certificates have a dozen. */
#define MAX_EXTENSIONS 256

#define KEY_USAGE_SIGNATURE_BIT 0
#define KEY_USAGE_CERT_SIGN_BIT 5
#define KEY_USAGE_LIST_SIGN_BIT 6

/* The arc 2.5.29 of the standard's own extensions, and the last number under it. */
#define STANDARD_ARC "\x55\x1d"
#define SUBJECT_KEY_ID 14
#define KEY_USAGE 15
#define ALTERNATIVE_NAME 17
#define BASIC_CONSTRAINTS 19
#define NAME_CONSTRAINTS 30
#define POLICIES 32
#define POLICY_MAPPINGS 33
#define AUTHORITY_KEY_ID 35
#define POLICY_CONSTRAINTS 36
#define EXTENDED_KEY_USAGE 37
#define INHIBIT_ANY_POLICY 54

/* 1.3.6.1.4.1.311.21.10: says about Windows what the extended key usage says. */
#define MICROSOFT_POLICIES "\x2b\x06\x01\x04\x01\x82\x37\x15\x0a"

/* 1.3.6.1.5.5.7.1.1 */
#define INFORMATION_ACCESS "\x2b\x06\x01\x05\x05\x07\x01\x01"

static gboolean
value_is (const IfaDer *value, const void *bytes, gsize length)
{
  return (gsize) (value->end - value->at) == length && memcmp (value->at, bytes, length) == 0;
}

static gboolean
is_complete (const IfaDer *value)
{
  return value->at == value->end;
}

static gboolean
read_boolean (IfaDer *parent, gboolean *result)
{
  IfaDer value;

  *result = FALSE;
  if (!ifa_der_next (parent, IFA_DER_BOOLEAN, &value))
    return TRUE;
  /* DER leaves a false default out, and true is 255. */
  *result = value_is (&value, "\xff", 1);
  return *result;
}

static const char *
read_basic_constraints (IfaDer *value, IfaCertificateTerms *terms)
{
  const char *problem = "its basic constraints are malformed";
  IfaDer flag, number;

  terms->has_basic_constraints = TRUE;
  if (value->tag != IFA_DER_SEQUENCE)
    return problem;
  /* Many write the default out, which DER forbids. */
  if (ifa_der_next (value, IFA_DER_BOOLEAN, &flag))
    {
      terms->is_authority = value_is (&flag, "\xff", 1);
      if (!terms->is_authority && !value_is (&flag, "\0", 1))
        return problem;
    }
  if (ifa_der_next (value, IFA_DER_INTEGER, &number))
    {
      gboolean is_padded = number.end - number.at == 2 && *number.at == 0;

      if ((number.end - number.at != 1 && !is_padded) || (*number.at & 0x80) != 0)
        return problem;
      terms->path_length = number.end[-1];
    }
  return is_complete (value) ? NULL : problem;
}

static const char *
read_key_usage (IfaDer *value, IfaCertificateTerms *terms)
{
  const char *problem = "its key usage is malformed";
  guint n_unused;

  terms->has_key_usage = TRUE;
  if (value->tag != IFA_DER_BIT_STRING || value->end - value->at < 2)
    return problem;
  n_unused = *value->at;
  if (n_unused > 7 || (value->end[-1] & ((1u << n_unused) - 1)) != 0)
    return problem;

  terms->may_sign_handshakes = (value->at[1] & (0x80 >> KEY_USAGE_SIGNATURE_BIT)) != 0;
  terms->may_sign_certificates = (value->at[1] & (0x80 >> KEY_USAGE_CERT_SIGN_BIT)) != 0;
  terms->may_sign_lists = (value->at[1] & (0x80 >> KEY_USAGE_LIST_SIGN_BIT)) != 0;
  for (const guint8 *at = value->at + 1; at < value->end; at++)
    if (*at != 0)
      return NULL;
  return problem;
}

static const char *
read_purposes (IfaDer *value, IfaCertificateTerms *terms)
{
  static const char server[] = "\x2b\x06\x01\x05\x05\x07\x03\x01";
  static const char anything[] = "\x55\x1d\x25\x00";
  IfaDer purpose;

  terms->has_purposes = TRUE;
  if (value->tag != IFA_DER_SEQUENCE || is_complete (value))
    return "its extended key usage is empty or malformed";
  while (ifa_der_next (value, IFA_DER_OID, &purpose))
    {
      terms->is_for_servers |= value_is (&purpose, server, sizeof server - 1);
      terms->is_for_anything |= value_is (&purpose, anything, sizeof anything - 1);
    }
  return is_complete (value) ? NULL : "its extended key usage is malformed";
}

static gboolean
is_address_name (const IfaDer *name)
{
  gsize length = (gsize) (name->end - name->at);

  return name->tag != IFA_NAME_ADDRESS || length == 4 || length == 16;
}

static gboolean
is_ascii_name (const IfaDer *name)
{
  if (name->tag != IFA_NAME_DNS && name->tag != IFA_NAME_EMAIL && name->tag != IFA_NAME_URI)
    return TRUE;
  for (const guint8 *at = name->at; at < name->end; at++)
    if (*at >= 0x80)
      return FALSE;
  return TRUE;
}

static const char *
read_alternative_names (IfaDer *value, IfaCertificateTerms *terms)
{
  const char *problem = "its alternative names are empty or malformed";
  IfaDer name;

  terms->has_alternative_names = TRUE;
  terms->alternative_names = *value;
  if (value->tag != IFA_DER_SEQUENCE || is_complete (value))
    return problem;
  while (ifa_der_next_any (value, &name))
    if ((name.tag & 0xc0) != 0x80 || (name.tag & 0x1f) > 8 || !is_address_name (&name)
        || !is_ascii_name (&name))
      return problem;
  return is_complete (value) ? NULL : problem;
}

/* RFC 5280 section 4.2.1.1: an issuer and a serial number, or neither. */
static const char *
read_authority_key_id (IfaDer *value)
{
  const char *problem = "its authority key identifier is malformed";
  gboolean has_issuer, has_serial;
  IfaDer part;

  if (value->tag != IFA_DER_SEQUENCE)
    return problem;
  ifa_der_next (value, 0x80, &part);
  has_issuer = ifa_der_next (value, 0xa1, &part);
  has_serial = ifa_der_next (value, 0x82, &part);
  return has_issuer == has_serial && is_complete (value) ? NULL : problem;
}

static const char *
read_information_access (IfaDer *value)
{
  const char *problem = "its authority information access is malformed";
  IfaDer description, method, location;

  if (value->tag != IFA_DER_SEQUENCE || is_complete (value))
    return problem;
  while (ifa_der_next (value, IFA_DER_SEQUENCE, &description))
    if (!ifa_der_next (&description, IFA_DER_OID, &method)
        || !ifa_der_next_any (&description, &location) || !is_complete (&description)
        || (location.tag & 0xc0) != 0x80)
      return problem;
  return is_complete (value) ? NULL : problem;
}

/* Ranges of addresses are judged whether or not there is an address to compare. */
static gboolean
has_proper_ranges (IfaDer list)
{
  IfaDer subtree, base;

  while (ifa_der_next (&list, IFA_DER_SEQUENCE, &subtree) && ifa_der_next_any (&subtree, &base))
    if (base.tag == IFA_NAME_ADDRESS && !ifa_certificate_form_is_range (&base))
      return FALSE;
  return TRUE;
}

static const char *
read_name_constraints (IfaDer *value, IfaCertificateTerms *terms)
{
  const char *problem = "its name constraints are empty or malformed";
  gboolean has_any = FALSE;

  terms->has_name_constraints = TRUE;
  if (value->tag != IFA_DER_SEQUENCE)
    return problem;
  if (ifa_der_next (value, 0xa0, &terms->permitted))
    has_any = !is_complete (&terms->permitted) && has_proper_ranges (terms->permitted);
  if (ifa_der_next (value, 0xa1, &terms->excluded))
    has_any = !is_complete (&terms->excluded) && has_proper_ranges (terms->excluded)
              && (has_any || terms->permitted.tag == 0);
  return has_any && is_complete (value) ? NULL : problem;
}

/* The extension 2.5.29.@number; @is_known tells whether it is understood. */
static const char *
read_standard (guint8 number,
               gboolean is_critical,
               IfaDer *value,
               IfaCertificateTerms *terms,
               gboolean *is_known)
{
  *is_known = TRUE;
  switch (number)
    {
    case BASIC_CONSTRAINTS:
      return read_basic_constraints (value, terms);
    case KEY_USAGE:
      return read_key_usage (value, terms);
    case EXTENDED_KEY_USAGE:
      return read_purposes (value, terms);
    case ALTERNATIVE_NAME:
      /* RFC 5280 section 4.2.1.6. */
      if (!is_critical && terms->subject.at == terms->subject.end)
        return "it has no subject, and its alternative names are not critical";
      return read_alternative_names (value, terms);
    case NAME_CONSTRAINTS:
      terms->name_constraints_are_critical = is_critical;
      return read_name_constraints (value, terms);
    case POLICIES:
      return ifa_certificate_policies_read (&terms->policies, value, is_critical);
    case POLICY_MAPPINGS:
      return ifa_certificate_policies_read_mappings (&terms->policies, value);
    case POLICY_CONSTRAINTS:
      return ifa_certificate_policies_read_constraints (&terms->policies, value);
    case INHIBIT_ANY_POLICY:
      return ifa_certificate_policies_read_inhibition (&terms->policies, value);
    case AUTHORITY_KEY_ID:
      *is_known = FALSE;
      return read_authority_key_id (value);
    case SUBJECT_KEY_ID:
      *is_known = FALSE;
      return value->tag == IFA_DER_OCTET_STRING ? NULL : "one of its extensions is malformed";
    default:
      *is_known = FALSE;
      return NULL;
    }
}

static const char *
read_extension (IfaDer *extension, IfaDer *oid, IfaCertificateTerms *terms)
{
  const char *malformed = "one of its extensions is malformed";
  const char *problem = NULL;
  gboolean is_critical, is_known = FALSE;
  gboolean is_readable;
  IfaDer content;
  IfaDer value = { NULL };

  if (!ifa_der_next (extension, IFA_DER_OID, oid) || !read_boolean (extension, &is_critical)
      || !ifa_der_next (extension, IFA_DER_OCTET_STRING, &content) || !is_complete (extension))
    return malformed;

  is_readable = ifa_der_next_any (&content, &value) && is_complete (&content);
  if (!is_readable)
    value.tag = 0;
  if (value_is (oid, INFORMATION_ACCESS, sizeof INFORMATION_ACCESS - 1))
    problem = is_readable ? read_information_access (&value) : malformed;
  else if (oid->end - oid->at == 3 && memcmp (oid->at, STANDARD_ARC, 2) == 0)
    problem = read_standard (oid->at[2], is_critical, &value, terms, &is_known);
  is_known |= value_is (oid, MICROSOFT_POLICIES, sizeof MICROSOFT_POLICIES - 1);
  if (problem == NULL && is_critical && !is_known)
    problem = "one of its extensions is critical, and nobody knows it";
  return problem;
}

static gboolean
is_doubled (const IfaDer *oids, guint n_oids)
{
  const IfaDer *last = &oids[n_oids - 1];

  for (guint i = 0; i + 1 < n_oids; i++)
    if (value_is (&oids[i], last->at, (gsize) (last->end - last->at)))
      return TRUE;
  return FALSE;
}

static const char *
read_extensions (IfaDer *list, IfaCertificateTerms *terms)
{
  IfaDer oids[MAX_EXTENSIONS];
  guint n_oids = 0;
  IfaDer extension;

  while (ifa_der_next (list, IFA_DER_SEQUENCE, &extension))
    {
      const char *problem;

      if (n_oids == MAX_EXTENSIONS)
        return "it has too many extensions";
      problem = read_extension (&extension, &oids[n_oids++], terms);
      if (problem != NULL)
        return problem;
      if (is_doubled (oids, n_oids))
        return "one of its extensions is there twice";
    }
  return is_complete (list) && n_oids > 0 ? NULL : "its extensions are malformed";
}

static const char *
read_version (IfaDer *body, IfaCertificateTerms *terms)
{
  IfaDer wrapper, number;

  terms->version = 1;
  if (!ifa_der_next (body, 0xa0, &wrapper))
    return NULL;
  if (!ifa_der_next (&wrapper, IFA_DER_INTEGER, &number) || number.end - number.at != 1
      || *number.at > 2)
    return "its version is unknown";
  terms->version = *number.at + 1u;
  return NULL;
}

static gboolean
has_proper_times (IfaDer validity)
{
  IfaDer from, until;

  return ifa_der_next_any (&validity, &from) && ifa_der_next_any (&validity, &until)
         && is_complete (&validity) && ifa_certificate_form_is_time (&from)
         && ifa_certificate_form_is_time (&until);
}

static gboolean
is_same (const IfaDer *a, const IfaDer *b)
{
  return a->end - a->start == b->end - b->start
         && memcmp (a->start, b->start, (gsize) (a->end - a->start)) == 0;
}

static const char *
read_body (IfaDer *body, const IfaDer *outer_algorithm, IfaCertificateTerms *terms)
{
  const char *problem = read_version (body, terms);
  IfaDer serial, algorithm, issuer, validity, key, part, wrapper, list;

  if (problem != NULL)
    return problem;
  if (!ifa_der_next (body, IFA_DER_INTEGER, &serial)
      || !ifa_der_next (body, IFA_DER_SEQUENCE, &algorithm)
      || !ifa_der_next (body, IFA_DER_SEQUENCE, &issuer)
      || !ifa_der_next (body, IFA_DER_SEQUENCE, &validity)
      || !ifa_der_next (body, IFA_DER_SEQUENCE, &terms->subject)
      || !ifa_der_next (body, IFA_DER_SEQUENCE, &key))
    return "it is malformed";
  if (!has_proper_times (validity))
    return "its dates are malformed";
  if (!ifa_certificate_form_is_algorithm (&algorithm))
    return "its signature algorithm is malformed";
  terms->has_proper_names
      = ifa_certificate_form_is_name (&issuer) && ifa_certificate_form_is_name (&terms->subject);
  if (!is_same (&algorithm, outer_algorithm))
    return "it names two different signature algorithms";

  ifa_der_next (body, 0x81, &part);
  ifa_der_next (body, 0x82, &part);
  if (!ifa_der_next (body, 0xa3, &wrapper))
    return is_complete (body) ? NULL : "it is malformed";
  if (terms->version != 3 || !ifa_der_next (&wrapper, IFA_DER_SEQUENCE, &list)
      || !is_complete (&wrapper) || !is_complete (body))
    return "its extensions are malformed";
  return read_extensions (&list, terms);
}

/**
 * ifa_certificate_terms_read:
 * @der: an encoded certificate: foreign bytes; they must outlive @terms
 * @terms: (out caller-allocates): what it says, as far as it could be read
 *
 * By RFC 5280 section 4.
 */
void
ifa_certificate_terms_read (GBytes *der, IfaCertificateTerms *terms)
{
  IfaDer certificate, body, algorithm;

  memset (terms, 0, sizeof *terms);
  terms->path_length = -1;
  ifa_certificate_policies_init (&terms->policies);
  if (!ifa_der_open_bytes (der, &certificate)
      || !ifa_der_next (&certificate, IFA_DER_SEQUENCE, &body)
      || !ifa_der_next (&certificate, IFA_DER_SEQUENCE, &algorithm))
    terms->problem = "it is malformed";
  else
    terms->problem = read_body (&body, &algorithm, terms);
}
