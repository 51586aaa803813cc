/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "certificate-form.h"

#include <string.h>

#define TAG_UTF8_STRING 0x0c
#define TAG_PRINTABLE_STRING 0x13
#define TAG_TELETEX_STRING 0x14
#define TAG_IA5_STRING 0x16
#define TAG_UTC_TIME 0x17
#define TAG_GENERALIZED_TIME 0x18
#define TAG_UNIVERSAL_STRING 0x1c
#define TAG_BMP_STRING 0x1e

static gboolean
read_digits (const guint8 *at, guint n_digits, guint *number)
{
  *number = 0;
  for (guint i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (at[i]))
        return FALSE;
      *number = *number * 10 + (guint) (at[i] - '0');
    }
  return TRUE;
}

/**
 * ifa_certificate_form_is_time:
 * @value: an encoded time
 *
 * Returns: whether it is a time of the calendar, to the second and in UTC (RFC 5280
 *   section 4.1.2.5)
 */
gboolean
ifa_certificate_form_is_time (const IfaDer *value)
{
  guint n_year_digits = value->tag == TAG_UTC_TIME ? 2 : 4;
  const guint8 *rest = value->at + n_year_digits;
  guint year, month, day, hour, minute, second;

  if (value->tag != TAG_UTC_TIME && value->tag != TAG_GENERALIZED_TIME)
    return FALSE;
  if (value->end - value->at != n_year_digits + 11 || value->end[-1] != 'Z'
      || !read_digits (value->at, n_year_digits, &year) || !read_digits (rest, 2, &month)
      || !read_digits (rest + 2, 2, &day) || !read_digits (rest + 4, 2, &hour)
      || !read_digits (rest + 6, 2, &minute) || !read_digits (rest + 8, 2, &second))
    return FALSE;
  if (value->tag == TAG_UTC_TIME)
    year += year < 50 ? 2000 : 1900;

  return month >= 1 && month <= 12 && day >= 1 && year >= 1
         && day <= g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year) && hour < 24
         && minute < 60 && second <= 60;
}

static gboolean
is_printable (const IfaDer *value)
{
  for (const guint8 *at = value->at; at < value->end; at++)
    if (!g_ascii_isalnum (*at) && strchr (" '()+,-./:=?", *at) == NULL)
      return FALSE;
  return memchr (value->at, 0, (gsize) (value->end - value->at)) == NULL;
}

static gboolean
is_ascii (const IfaDer *value)
{
  for (const guint8 *at = value->at; at < value->end; at++)
    if (*at >= 0x80)
      return FALSE;
  return TRUE;
}

static gboolean
is_bmp (const IfaDer *value)
{
  if ((value->end - value->at) % 2 != 0)
    return FALSE;
  for (const guint8 *at = value->at; at < value->end; at += 2)
    if (*at >= 0xd8 && *at <= 0xdf)
      return FALSE;
  return TRUE;
}

static gboolean
is_universal (const IfaDer *value)
{
  if ((value->end - value->at) % 4 != 0)
    return FALSE;
  for (const guint8 *at = value->at; at < value->end; at += 4)
    if (!g_unichar_validate ((gunichar) at[0] << 24 | (gunichar) at[1] << 16 | (gunichar) at[2] << 8
                             | at[3]))
      return FALSE;
  return TRUE;
}

static gboolean
is_text (const IfaDer *value)
{
  switch (value->tag)
    {
    case TAG_PRINTABLE_STRING:
      return is_printable (value);
    case TAG_IA5_STRING:
      return is_ascii (value);
    case TAG_BMP_STRING:
      return is_bmp (value);
    case TAG_UNIVERSAL_STRING:
      return is_universal (value);
    /* Nobody checks what these hold. */
    case TAG_UTF8_STRING:
    case TAG_TELETEX_STRING:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_relative_name (IfaDer set)
{
  IfaDer attribute, type, value;

  if (set.at == set.end)
    return FALSE;
  while (ifa_der_next (&set, IFA_DER_SEQUENCE, &attribute))
    if (!ifa_der_next (&attribute, IFA_DER_OID, &type) || !ifa_der_next_any (&attribute, &value)
        || attribute.at != attribute.end || !is_text (&value))
      return FALSE;
  return set.at == set.end;
}

/**
 * ifa_certificate_form_is_name:
 * @name: an encoded name
 *
 * Returns: whether all of it is text as its kind allows (RFC 5280 section 4.1.2.4)
 */
gboolean
ifa_certificate_form_is_name (const IfaDer *name)
{
  IfaDer rest = *name;
  IfaDer set;

  if (name->tag != IFA_DER_SEQUENCE)
    return FALSE;
  while (ifa_der_next (&rest, IFA_DER_SET, &set))
    if (!is_relative_name (set))
      return FALSE;
  return rest.at == rest.end;
}

static gboolean
is_mask (const guint8 *mask, gsize length)
{
  gboolean ended = FALSE;

  for (gsize i = 0; i < length * 8; i++)
    {
      gboolean bit = (mask[i / 8] >> (7 - i % 8) & 1) != 0;

      if (bit && ended)
        return FALSE;
      ended |= !bit;
    }
  return TRUE;
}

/**
 * ifa_certificate_form_is_range:
 * @value: an address with its mask, as name constraints have it
 *
 * Returns: whether its length is that of a kind of address, and its mask has no holes
 */
gboolean
ifa_certificate_form_is_range (const IfaDer *value)
{
  gsize length = (gsize) (value->end - value->at);

  return (length == 8 || length == 32) && is_mask (value->at + length / 2, length / 2);
}

/* 1.2.840.10045.4 (ECDSA) and 1.2.840.113549.1.1 (RSA). */
#define ECDSA_ARC "\x2a\x86\x48\xce\x3d\x04"
#define RSA_ARC "\x2a\x86\x48\x86\xf7\x0d\x01\x01"
#define RSA_PSS RSA_ARC "\x0a"

static gboolean
starts_with (const IfaDer *id, const char *bytes, gsize length)
{
  return (gsize) (id->end - id->at) >= length && memcmp (id->at, bytes, length) == 0;
}

/* The parameters that RFC 4055 names, each with the digest that masks it and a salt as long; all
 * other combinations are somebody's mistake. */
static gboolean
is_usual_pss (const IfaDer *parameters)
{
  static const struct
  {
    char digest; /* last byte of 2.16.840.1.101.3.4.2 */
    char salt_bytes;
  } kinds[] = { { 1, 32 }, { 2, 48 }, { 3, 64 } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      guint8 expected[54] = "\x30\x34\xa0\x0f\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02?\x05"
                            "\x00\xa1\x1c\x30\x1a\x06\x09" RSA_ARC "\x08\x30\x0d\x06\x09"
                            "\x60\x86\x48\x01\x65\x03\x04\x02?\x05\x00\xa2\x03\x02\x01";
      gsize length = (gsize) (parameters->end - parameters->start);

      expected[16] = (guint8) kinds[i].digest;
      expected[46] = (guint8) kinds[i].digest;
      expected[53] = (guint8) kinds[i].salt_bytes;
      if (length == sizeof expected && memcmp (parameters->start, expected, length) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * ifa_certificate_form_is_algorithm:
 * @algorithm: an encoded AlgorithmIdentifier of a signature
 *
 * Returns: whether its parameters are those that its kind has (RFC 4055 and RFC 5758); `TRUE` for
 *   a kind that is not known here
 */
gboolean
ifa_certificate_form_is_algorithm (const IfaDer *algorithm)
{
  IfaDer rest = *algorithm;
  IfaDer id;
  IfaDer parameters = { NULL };
  gboolean has_parameters;

  if (!ifa_der_next (&rest, IFA_DER_OID, &id))
    return FALSE;
  has_parameters = ifa_der_next_any (&rest, &parameters);
  if (rest.at != rest.end)
    return FALSE;

  if (starts_with (&id, ECDSA_ARC, sizeof ECDSA_ARC - 1))
    return !has_parameters;
  if (starts_with (&id, RSA_PSS, sizeof RSA_PSS - 1))
    return has_parameters && is_usual_pss (&parameters);
  if (starts_with (&id, RSA_ARC, sizeof RSA_ARC - 1))
    return !has_parameters || (parameters.tag == 0x05 && parameters.at == parameters.end);
  return TRUE;
}
