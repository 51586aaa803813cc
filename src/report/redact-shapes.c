/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Numbers that give themselves away by how they look. A shape is enough: a check digit that is
 * wrong by a typing mistake doesn't make a tax number less private. */

#include "redact-private.h"

#include <string.h>

/* In a shape: 9 a digit, A a letter, X either, U what a credit code may have; else itself. */
static gboolean
fits (char shape, char c)
{
  switch (shape)
    {
    case '9':
      return g_ascii_isdigit (c);
    case 'A':
      return g_ascii_isalpha (c);
    case 'X':
      return g_ascii_isalnum (c);
    case 'U':
      return g_ascii_isalnum (c) && strchr ("IOSVZ", g_ascii_toupper (c)) == NULL;
    default:
      return g_ascii_toupper (c) == shape;
    }
}

/* How many bytes of @text the whole @shape takes, 0 where it doesn't fit. */
static gsize
match_shape (const char *shape, IfaSpan text)
{
  gsize length = strlen (shape);

  if (IFA_SPAN_LENGTH (text) < length)
    return 0;
  for (gsize i = 0; i < length; i++)
    if (!fits (shape[i], text.start[i]))
      return 0;
  return length;
}

static const char *const whole_shapes[] = {
  "UU999999UUUUUUUUUU", /* CN unified social credit code */
  "99999999999999999X", /* CN identity card */
  "AAAAAA99A99A999A",   /* IT codice fiscale */
  "99AAAAA9999AXZX",    /* IN GSTIN */
  "AAA999999XXX",       /* MX RFC of a company */
  "AAAA999999XXX",      /* MX RFC of a person */
  "99999999A",          /* ES NIF */
  "A9999999X",          /* ES NIE and CIF */
  "AA999999999B99",     /* NL btw */
  "ATU99999999",        /* AT UID */
};

static gsize
count_digits (IfaSpan word)
{
  gsize n = 0;

  for (const char *p = word.start; p < word.end; p++)
    n += g_ascii_isdigit (*p) != 0;
  return n;
}

/* Two letters of a country, then the number: PL1234563218, ESB12345678, FR40303265045, RO12345. */
static gboolean
has_vat_prefix (IfaSpan word)
{
  static const char countries[] = "AT BE BG BR CH CY CZ DE DK EE EL ES FI FR GB HR HU IE IT LT LU "
                                  "LV MT MX NL NO PL PT RO RS SA SE SI SK TR XI ";
  char prefix[4] = { g_ascii_toupper (word.start[0]), g_ascii_toupper (word.start[1]), ' ', 0 };
  gsize length = IFA_SPAN_LENGTH (word);
  gsize n_digits = count_digits (word);
  const char *country = strstr (countries, prefix);

  if (country == NULL || (country - countries) % 3 != 0)
    return FALSE;
  if (g_str_equal (prefix, "RO "))
    return n_digits == length - 2 && n_digits >= 4;
  return n_digits >= 7 && n_digits + 4 >= length;
}

static gboolean
is_old_chinese_number (IfaSpan word)
{
  return match_shape ("999999XXXXXXXXX", word) == IFA_SPAN_LENGTH (word)
         && count_digits (word) >= 9;
}

/**
 * ifa_shape_is_tax_number:
 * @word: letters and digits
 *
 * Returns: whether @word looks like a number that a tax office gives to a person or company
 */
gboolean
ifa_shape_is_tax_number (IfaSpan word)
{
  gsize length = IFA_SPAN_LENGTH (word);

  if (length < 6 || length > 20 || count_digits (word) < 4)
    return FALSE;
  if (length < 9)
    return has_vat_prefix (word);
  for (gsize i = 0; i < G_N_ELEMENTS (whole_shapes); i++)
    if (match_shape (whole_shapes[i], word) == length)
      return TRUE;
  return is_old_chinese_number (word) || (length <= 16 && has_vat_prefix (word));
}

/* Where the first two separators of all those shapes stand. */
static gboolean
has_separators_in_place (const char *p)
{
  return (p[2] == '.' && p[6] == '.') || (p[3] == '.' && p[7] == '.')
         || (p[3] == '-' && (p[6] == '-' || p[7] == '-' || p[7] == '.'))
         || (p[8] == '-' && p[10] == '-');
}

/* B-12345674, 12345678-Z */
static gboolean
is_spanish_with_hyphen (IfaSpan text)
{
  const char *p = text.start;

  if (IFA_SPAN_LENGTH (text) < 10 || (p[1] != '-' && p[8] != '-')
      || (IFA_SPAN_LENGTH (text) > 10 && g_ascii_isalnum (p[10])))
    return FALSE;
  return match_shape (p[1] == '-' ? "X-99999999" : "99999999-X", text) == 10
         && g_ascii_isupper (p[1] == '-' ? p[0] : p[9]);
}

/**
 * ifa_shape_match_separated_tax_number:
 * @text: from where it may begin
 *
 * Returns: how many bytes the number takes that is written with its separators, or 0
 */
gsize
ifa_shape_match_separated_tax_number (IfaSpan text)
{
  static const char *const shapes[] = {
    "XX.XXX.XXX/XXXX-99", /* BR CNPJ */
    "999.999.999-99",     /* BR CPF */
    "999-999-99-99",      /* PL NIP */
    "999-99-99-999",      /* PL NIP of a company */
    "99999999-9-99",      /* HU */
    "CHE-999.999.999",    /* CH UID */
  };

  if (is_spanish_with_hyphen (text))
    return 10;
  if (IFA_SPAN_LENGTH (text) < 13 || !has_separators_in_place (text.start))
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      gsize length = match_shape (shapes[i], text);
      if (length > 0 && (text.start + length == text.end || !g_ascii_isalnum (text.start[length])))
        return length;
    }
  return 0;
}

/**
 * ifa_shape_is_date:
 * @digits: eight digits
 *
 * Returns: whether they are a day between 1990 and 2099 as in 20261122
 */
gboolean
ifa_shape_is_date (const char *digits)
{
  guint year = 0;
  guint month = (digits[4] - '0') * 10 + (digits[5] - '0');
  guint day = (digits[6] - '0') * 10 + (digits[7] - '0');

  for (guint i = 0; i < 4; i++)
    year = year * 10 + (digits[i] - '0');
  return year >= 1990 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* ISO/IEC 7812-1. */
gboolean
ifa_shape_passes_luhn (const char *digits, gsize length)
{
  guint sum = 0;

  for (gsize i = 0; i < length; i++)
    {
      guint digit = digits[length - 1 - i] - '0';
      guint weighted = i % 2 == 1 ? digit * 2 : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
  return sum % 10 == 0;
}

/* ISO 13616: the first four characters go to the end, letters count from 10, modulo 97 is 1. */
gboolean
ifa_shape_is_iban (const char *compact, gsize length)
{
  guint remainder = 0;

  if (length < 15 || length > 34 || !g_ascii_isalpha (compact[0]) || !g_ascii_isalpha (compact[1])
      || !g_ascii_isdigit (compact[2]) || !g_ascii_isdigit (compact[3]))
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = g_ascii_toupper (compact[(i + 4) % length]);
      guint value = g_ascii_isdigit (c) ? (guint) (c - '0') : (guint) (c - 'A') + 10;
      remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
  return remainder == 1;
}

/* 001b44113ab7: only with enough of both kinds of digits. */
static gboolean
is_bare_hardware_address (IfaSpan word)
{
  gsize n_digits = count_digits (word);

  for (const char *p = word.start; p < word.end; p++)
    if (!g_ascii_isxdigit (*p))
      return FALSE;
  return n_digits >= 3 && n_digits <= 11;
}

/**
 * ifa_shape_is_hardware_address:
 * @word: hexadecimal digits, colons, hyphens, dots
 *
 * Returns: whether it is a MAC address as in 00:1b:44:11:3a:b7, 00-1b-… or 001b.4411.3ab7
 */
gboolean
ifa_shape_is_hardware_address (IfaSpan word)
{
  static const char pairs[] = "hh:hh:hh:hh:hh:hh";
  gsize length = IFA_SPAN_LENGTH (word);
  char separator;

  if (length == 12)
    return is_bare_hardware_address (word);
  if (length != 17 && length != 14)
    return FALSE;
  separator = length == 17 ? word.start[2] : '.';
  if (length == 17 && separator != ':' && separator != '-')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      gboolean is_separator = length == 17 ? pairs[i] == ':' : i % 5 == 4;
      if (is_separator ? word.start[i] != separator : !g_ascii_isxdigit (word.start[i]))
        return FALSE;
    }
  return TRUE;
}

gboolean
ifa_shape_is_uuid (IfaSpan word)
{
  if (IFA_SPAN_LENGTH (word) != 36)
    return FALSE;
  for (gsize i = 0; i < 36; i++)
    {
      gboolean is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (is_hyphen ? word.start[i] != '-' : !g_ascii_isxdigit (word.start[i]))
        return FALSE;
    }
  return TRUE;
}

gboolean
ifa_shape_is_hexadecimal (IfaSpan word)
{
  for (const char *p = word.start; p < word.end; p++)
    if (!g_ascii_isxdigit (*p))
      return FALSE;
  return word.start < word.end;
}

/**
 * ifa_shape_is_random:
 * @word: letters, digits, and what base64url has beside them
 *
 * Keys and tokens are long and change between letters and digits, or between capitals and small
 * letters, more often than words and names of classes do.
 *
 * Returns: whether @word looks drawn by lot
 */
gboolean
ifa_shape_is_random (IfaSpan word)
{
  gsize length = IFA_SPAN_LENGTH (word);
  guint n_digits = 0;
  guint n_digit_runs = 0;
  guint n_upper = 0;
  guint n_changes = 0;
  int last = 0;

  if (length < 16)
    return FALSE;
  for (const char *p = word.start; p < word.end; p++)
    {
      int kind = g_ascii_isdigit (*p) ? 1 : g_ascii_isupper (*p) ? 2 : g_ascii_islower (*p) ? 3 : 0;
      n_digits += kind == 1;
      n_digit_runs += kind == 1 && last != 1;
      n_upper += kind == 2;
      n_changes += kind != last && last != 0 && kind != 0;
      last = kind;
    }

  if (length >= 20 && n_digits >= 4 && length - n_digits >= 4 && ifa_shape_is_hexadecimal (word))
    return TRUE;
  if (n_digits >= 3 && n_digit_runs >= 2 && n_changes >= 5 && n_changes * 6 >= length)
    return TRUE;
  return length >= 24 && n_upper >= 4 && n_changes * 3 >= length;
}

/**
 * ifa_shape_is_known_token:
 * @word: letters, digits and signs
 *
 * Returns: whether it says itself what it is: a JSON Web Token (RFC 7519), or the key of a
 *   well-known service
 */
gboolean
ifa_shape_is_known_token (IfaSpan word)
{
  static const char *const prefixes[] = { "eyJ",      "AKIA",        "ASIA",   "ghp_",  "gho_",
                                          "ghs_",     "github_pat_", "glpat-", "xox",   "sk_live_",
                                          "rk_live_", "sk-",         "AIza",   "ya29.", "npm_",
                                          "SG.",      "LTAI",        "AKID" };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (prefixes[i][0] == *word.start
        && strncmp (word.start, prefixes[i], strlen (prefixes[i])) == 0)
      return TRUE;
  return FALSE;
}
