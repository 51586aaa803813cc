/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "decimal.h"

#define MAX_WHOLE_DIGITS 24

/* Sums stay far away from where 128 bits would overflow. */
static const IfaDecimal limit = (IfaDecimal) 1000000000000000000 * 1000000000000000000;

/**
 * ifa_decimal_parse:
 * @text: (nullable): a number as XML Schema and JSON write it, as "-1234.50": no exponent, no
 *   grouping, at most 24 digits before the point and 8 after it
 * @value: (out): the number
 *
 * Returns: whether @text is such a number, from its first byte to its last
 */
gboolean
ifa_decimal_parse (const char *text, IfaDecimal *value)
{
  const char *at = text;
  gboolean is_negative;
  guint n_whole = 0, n_places = 0;
  IfaDecimal sum = 0;

  if (text == NULL)
    return FALSE;

  is_negative = *at == '-';
  if (*at == '-' || *at == '+')
    at++;
  for (; g_ascii_isdigit (*at) && n_whole <= MAX_WHOLE_DIGITS; at++, n_whole++)
    sum = sum * 10 + (*at - '0');
  if (*at == '.')
    for (at++; g_ascii_isdigit (*at); at++)
      {
        if (n_places == IFA_DECIMAL_PLACES && *at != '0')
          return FALSE;
        if (n_places == IFA_DECIMAL_PLACES)
          continue;
        sum = sum * 10 + (*at - '0');
        n_places++;
      }
  if (*at != '\0' || n_whole > MAX_WHOLE_DIGITS || n_whole + n_places == 0)
    return FALSE;

  for (; n_places < IFA_DECIMAL_PLACES; n_places++)
    sum *= 10;
  *value = is_negative ? -sum : sum;
  return TRUE;
}

/**
 * ifa_decimal_add:
 * @sum: (inout): what to add to
 * @value: what to add
 *
 * Returns: `FALSE`, with @sum as it was, where no sum of money has so many digits
 */
gboolean
ifa_decimal_add (IfaDecimal *sum, IfaDecimal value)
{
  IfaDecimal added = *sum + value;

  if (added > limit || added < -limit)
    return FALSE;

  *sum = added;
  return TRUE;
}

/**
 * ifa_decimal_dup_text:
 * @value: a number
 *
 * Returns: (transfer full): @value with at least two places, as "-1234.50"
 */
char *
ifa_decimal_dup_text (IfaDecimal value)
{
  char digits[64];
  gsize at = sizeof digits;
  IfaDecimal rest = value < 0 ? -value : value;
  guint n_digits = 0;
  gboolean has_begun = FALSE;

  digits[--at] = '\0';
  for (; rest > 0 || n_digits <= IFA_DECIMAL_PLACES; n_digits++, rest /= 10)
    {
      if (n_digits == IFA_DECIMAL_PLACES)
        digits[--at] = '.';
      has_begun |= rest % 10 != 0 || n_digits >= IFA_DECIMAL_PLACES - 2;
      if (has_begun)
        digits[--at] = '0' + (int) (rest % 10);
    }
  if (value < 0)
    digits[--at] = '-';
  return g_strdup (&digits[at]);
}
