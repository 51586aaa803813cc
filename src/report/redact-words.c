/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Words: addresses, and numbers of every kind. */

#include "redact-private.h"

#include <string.h>

/* Fewer digits than this are ports, codes, amounts of bytes. */
#define MIN_LONG_NUMBER 9
#define MAX_NUMBER_BYTES 64

/* A text of this length may have been cut, and then the number at its end. */
#define MIN_CUT_TEXT 150
#define MIN_CUT_NUMBER 6

static gboolean
is_boundary (const IfaScan *scan, const char *p)
{
  return p <= scan->text || p >= scan->end || !g_ascii_isalnum (*p);
}

static gboolean
starts_word (const IfaScan *scan, const char *p)
{
  return p == scan->text || !g_ascii_isalnum (p[-1]);
}

/* "Chrome/120.0.0.0" is a version, though it looks like an address. */
static gboolean
is_version (const IfaScan *scan, IfaSpan word)
{
  return word.start - scan->text >= 2 && word.start[-1] == '/' && g_ascii_isalpha (word.start[-2]);
}

static const char *
hide_address (IfaScan *scan, IfaSpan word)
{
  gboolean is_address;
  const char *placeholder
      = ifa_redactor_hide_address (scan->redactor, word, scan->hosts == IFA_HOSTS_STRICT,
                                   &is_address);

  if (!is_address)
    return word.start;
  if (placeholder != NULL && !(is_version (scan, word) && g_str_has_prefix (placeholder, "public")))
    ifa_scan_replace (scan, word, placeholder);
  return word.end;
}

/* IPv6 addresses, and hardware addresses with colons. */
static const char *
scan_colons (IfaScan *scan, IfaSpan word)
{
  IfaSpan run = { word.start, word.start };
  guint n_colons = 0;

  if (!starts_word (scan, word.start) || (word.start > scan->text && word.start[-1] == ':'))
    return word.start;
  while (run.end < scan->end && (g_ascii_isxdigit (*run.end) || *run.end == ':' || *run.end == '.'))
    n_colons += *run.end++ == ':';
  while (run.end > run.start && run.end[-1] == '.')
    run.end--;
  if (n_colons < 2 || !is_boundary (scan, run.end))
    return word.start;

  if (ifa_shape_is_hardware_address (run))
    {
      ifa_scan_hide (scan, run, IFA_DETAIL_HARDWARE, "hardware", run);
      return run.end;
    }
  if (IFA_SPAN_LENGTH (run) > 2 && run.end[-1] == ':' && run.end[-2] != ':')
    run.end--;
  return hide_address (scan, run);
}

static gboolean
is_dotted_quad (IfaSpan word)
{
  guint n_dots = 0;

  for (const char *p = word.start; p < word.end; p++)
    {
      if (!g_ascii_isdigit (*p) && *p != '.')
        return FALSE;
      n_dots += *p == '.';
    }
  return n_dots == 3;
}

/* What a number looks like with its groups: digits alone, and how they were grouped. */
typedef struct
{
  char digits[MAX_NUMBER_BYTES];
  guint n_digits;
  guint groups[12];
  const char *ends[12];
  guint n_groups;
  gboolean has_plus;
  gboolean has_bracket;
  gboolean has_hyphen;
  gboolean has_blank;
  const char *end;
} Number;

/* Whether the number may go on behind this sign. A blank behind groups with hyphens is a blank
 * between two numbers. */
static gboolean
may_separate (const Number *number, const char *p)
{
  if (*p == '(')
    return number->has_plus && p[1] == '0' && p[2] == ')';
  if (*p == ' ')
    return !number->has_hyphen;
  if (*p == '/')
    return number->digits[0] == '0';
  return *p == '-' || *p == '.' || *p == ')';
}

static gboolean
append_digit (Number *number, const char *p, gboolean is_new_group)
{
  if (is_new_group)
    {
      if (number->n_groups == G_N_ELEMENTS (number->groups))
        return FALSE;
      number->n_groups++;
    }
  number->digits[number->n_digits++] = *p;
  number->groups[number->n_groups - 1]++;
  number->ends[number->n_groups - 1] = p + 1;
  number->end = p + 1;
  return number->n_digits < sizeof number->digits - 1;
}

/* Reads digits and their groups from @p on; a group follows after one separator (or ") ", " / ").
 */
static void
read_number (const IfaScan *scan, const char *p, Number *number)
{
  guint n_separators = 0;

  number->end = p;
  for (; p < scan->end; p++)
    {
      if (g_ascii_isdigit (*p))
        {
          if (!append_digit (number, p, n_separators > 0 || number->n_groups == 0))
            return;
          n_separators = 0;
          continue;
        }
      if (scan->end - p < 3 || !may_separate (number, p) || ++n_separators > 3)
        return;
      number->has_bracket |= *p == ')' && g_ascii_isalnum (p[1 + (p[1] == ' ')]);
      number->has_hyphen |= *p == '-' && g_ascii_isdigit (p[1]);
      number->has_blank |= *p == ' ';
    }
}

/* The number without its last group, which may belong to something else. */
static void
drop_last_group (Number *number)
{
  number->n_groups--;
  number->n_digits -= number->groups[number->n_groups];
  number->groups[number->n_groups] = 0;
  number->digits[number->n_digits] = '\0';
  number->end = number->ends[number->n_groups - 1];
}

static gboolean
groups_are (const Number *number, guint n, const guint *sizes)
{
  return number->n_groups == n && memcmp (number->groups, sizes, n * sizeof (guint)) == 0;
}

static gboolean
is_mobile (const Number *number)
{
  return number->n_digits == 11 && number->digits[0] == '1' && number->digits[1] >= '3';
}

static gboolean
starts_like_date (const Number *number)
{
  if (number->n_groups < 3 || number->groups[1] > 2)
    return FALSE;
  if (number->groups[0] <= 2 && number->groups[2] == 4)
    return TRUE;
  return number->groups[0] == 4
         && (strncmp (number->digits, "19", 2) == 0 || strncmp (number->digits, "20", 2) == 0);
}

/* A phone number written in groups; one in a single run is seen by its length. */
static gboolean
is_grouped_phone (const Number *number)
{
  static const guint american[] = { 3, 3, 4 };
  static const guint mobile[] = { 3, 4, 4 };
  static const guint mobile_4_3[] = { 3, 4, 3 };

  if (number->has_plus)
    return number->n_digits >= 8 && number->n_digits <= 15;
  if (number->n_digits < 8 || number->n_digits > 13 || starts_like_date (number))
    return FALSE;
  if (number->has_bracket && number->groups[0] <= 5)
    return TRUE;
  if (number->n_groups < 2)
    return FALSE;
  if (groups_are (number, 3, mobile) || groups_are (number, 3, mobile_4_3))
    return is_mobile (number) || !number->has_blank;
  if (groups_are (number, 3, american))
    return TRUE;
  return number->digits[0] == '0' && number->groups[0] >= 2 && number->n_digits >= 9
         && (number->n_groups < 5 || number->groups[0] == 2);
}

/* Points in time as programs write them: 20261122091231 and seconds since 1970. */
static gboolean
is_point_in_time (const Number *number)
{
  const char *digits = number->digits;

  if (number->n_groups != 1)
    return FALSE;
  if ((number->n_digits == 12 || number->n_digits == 14 || number->n_digits == 17)
      && ifa_shape_is_date (digits))
    return (digits[8] - '0') * 10 + (digits[9] - '0') < 24 && digits[10] < '6';
  return (number->n_digits == 10 || number->n_digits == 13 || number->n_digits == 16)
         && digits[0] == '1' && digits[1] >= '5' && digits[1] <= '9';
}

static gboolean
is_polish_number (const Number *number)
{
  static const guint weights[] = { 6, 5, 7, 2, 3, 4, 5, 6, 7 };
  guint sum = 0;

  if (number->n_digits != 10)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    sum += weights[i] * (number->digits[i] - '0');
  return sum % 11 == (guint) (number->digits[9] - '0');
}

static gboolean
is_card (const Number *number)
{
  if (number->n_digits < 13 || number->n_digits > 19
      || !ifa_shape_passes_luhn (number->digits, number->n_digits))
    return FALSE;
  if (number->n_groups == 2 && number->groups[0] == 6)
    return TRUE;
  if (number->n_groups == 3 && number->groups[0] == 4 && number->groups[1] == 6)
    return TRUE;
  for (guint i = 0; i + 1 < number->n_groups; i++)
    if (number->groups[i] != 4)
      return FALSE;
  return TRUE;
}

static const char *
hide_number (IfaScan *scan,
             const char *start,
             const Number *number,
             IfaDetail detail,
             const char *stem)
{
  IfaSpan span = { start, number->end };

  ifa_scan_hide (scan, span, detail, stem, span);
  return span.end;
}

/* Probes keep the beginning of an answer: what stands at its end may go on. */
static gboolean
may_be_cut_off (const IfaScan *scan, const Number *number)
{
  return number->end == scan->end && scan->end - scan->text >= MIN_CUT_TEXT
         && number->n_digits >= MIN_CUT_NUMBER;
}

/* Numbers of one run: told by their length and how they begin. */
static const char *
scan_single_run (IfaScan *scan, const char *p, const Number *number)
{
  if (may_be_cut_off (scan, number))
    return hide_number (scan, p, number, IFA_DETAIL_NUMBER, "number");
  if (number->n_digits < MIN_LONG_NUMBER)
    return p;
  if (is_polish_number (number))
    return hide_number (scan, p, number, IFA_DETAIL_TAX_NUMBER, "tax-number");
  if (is_mobile (number) || (number->digits[0] == '0' && number->n_digits <= 12))
    return hide_number (scan, p, number, IFA_DETAIL_CONTACT, "phone");
  if (is_point_in_time (number) || (p - scan->text >= 2 && p[-1] == '.' && g_ascii_isdigit (p[-2])))
    return p;
  return hide_number (scan, p, number, IFA_DETAIL_NUMBER, "number");
}

/* A run of digits: an account, a phone, a tax number, or just long. */
static const char *
scan_digits (IfaScan *scan, const char *p)
{
  gboolean has_prefix = p > scan->copied && (p[-1] == '+' || p[-1] == '(');
  const char *start = has_prefix ? p - 1 : p;
  Number number = { .has_plus = has_prefix && p[-1] == '+' };

  for (read_number (scan, p, &number); number.n_groups > 0; drop_last_group (&number))
    {
      if (!is_boundary (scan, number.end))
        {
          if (number.n_groups == 1)
            break;
          continue;
        }
      if (is_card (&number) && (number.n_groups > 1 || number.n_digits >= 15)
          && !is_point_in_time (&number))
        return hide_number (scan, p, &number, IFA_DETAIL_ACCOUNT, "account");
      if (is_grouped_phone (&number))
        return hide_number (scan, start, &number, IFA_DETAIL_CONTACT, "phone");
      if (number.n_groups == 1)
        break;
    }
  return scan_single_run (scan, p, &number);
}

/* An account number as in ISO 13616, together or in groups. */
static const char *
scan_iban (IfaScan *scan, IfaSpan word)
{
  char compact[36];
  gsize n = 0;
  const char *best = word.start;

  if (IFA_SPAN_LENGTH (word) < 4 || !g_ascii_isalpha (word.start[0])
      || !g_ascii_isalpha (word.start[1]) || !g_ascii_isdigit (word.start[2])
      || !g_ascii_isdigit (word.start[3]))
    return word.start;

  for (const char *p = word.start; p < scan->end && n < sizeof compact - 1; p++)
    {
      if (g_ascii_isalnum (*p))
        compact[n++] = *p;
      else if ((*p != ' ' && *p != '-') || p[-1] == ' ' || p[-1] == '-')
        break;
      if (n >= 15 && is_boundary (scan, p + 1) && ifa_shape_is_iban (compact, n))
        best = p + 1;
    }

  if (best > word.start)
    ifa_scan_hide (scan, (IfaSpan){ word.start, best }, IFA_DETAIL_ACCOUNT, "account",
                   (IfaSpan){ word.start, best });
  return best;
}

/* One part of a word, as between the hyphens of "tax-91110108MA01ABCD2X". */
static const char *
scan_part (IfaScan *scan, IfaSpan part)
{
  const char *p = part.start;

  if (ifa_shape_is_tax_number (part))
    {
      ifa_scan_hide (scan, part, IFA_DETAIL_TAX_NUMBER, "tax-number", part);
      return part.end;
    }
  while (p < part.end)
    {
      const char *next = g_ascii_isdigit (*p) ? scan_digits (scan, p) : p;

      if (next > p)
        return next;
      while (p < part.end && g_ascii_isdigit (*p))
        p++;
      while (p < part.end && !g_ascii_isdigit (*p))
        p++;
    }
  return part.end;
}

static const char *
scan_parts (IfaScan *scan, IfaSpan word)
{
  const char *p = word.start;

  while (p < word.end)
    {
      IfaSpan part = { p, p };
      gsize separated = ifa_shape_match_separated_tax_number ((IfaSpan){ p, scan->end });

      if (separated > 0)
        {
          part.end = p + separated;
          ifa_scan_hide (scan, part, IFA_DETAIL_TAX_NUMBER, "tax-number", part);
          p = part.end;
          continue;
        }
      while (part.end < word.end && g_ascii_isalnum (*part.end))
        part.end++;
      p = part.end > p ? scan_part (scan, part) : p + 1;
    }
  return p;
}

/* Most numbers in a log are short, or the date at its line's start. */
static gboolean
is_ordinary (const IfaScan *scan, IfaSpan word)
{
  gsize length = IFA_SPAN_LENGTH (word);
  const char *p = word.start;
  gboolean goes_on = scan->end - word.end > 1
                     && (*word.end == ' ' || *word.end == ')' || *word.end == '/')
                     && (g_ascii_isalnum (word.end[1]) || word.end[1] == ' ' || word.end[1] == '/');

  if (length < 6)
    return !goes_on && (p == scan->text || (p[-1] != '+' && p[-1] != '('));
  return length >= 10 && length <= 13 && p[4] == '-' && p[7] == '-' && p[0] == '2' && p[1] == '0'
         && strspn (p, "0123456789-T") >= length;
}

/* 192.168.001.007 */
static const char *
hide_quad (IfaScan *scan, IfaSpan word)
{
  const char *next = hide_address (scan, word);
  g_autoptr (GString) plain = NULL;
  const char *placeholder;
  gboolean is_address;

  if (next > word.start)
    return next;
  plain = g_string_new (NULL);
  for (const char *p = word.start; p < word.end; p++)
    if (*p != '0' || p + 1 == word.end || p[1] == '.'
        || (p > word.start && g_ascii_isdigit (p[-1]) && plain->len > 0
            && plain->str[plain->len - 1] != '.'))
      g_string_append_c (plain, *p);
  placeholder
      = ifa_redactor_hide_address (scan->redactor, (IfaSpan){ plain->str, plain->str + plain->len },
                                   scan->hosts == IFA_HOSTS_STRICT, &is_address);
  if (placeholder == NULL)
    return word.start;
  ifa_scan_replace (scan, word, placeholder);
  return word.end;
}

/* 10.1.2.3-10.1.2.9 */
static const char *
hide_range (IfaScan *scan, IfaSpan word)
{
  const char *hyphen = ifa_span_find (word, '-');
  IfaSpan first = { word.start, hyphen };
  IfaSpan last = { hyphen != NULL ? hyphen + 1 : NULL, word.end };

  if (hyphen == NULL || !is_dotted_quad (first) || !is_dotted_quad (last))
    return word.start;
  hide_address (scan, first);
  hide_address (scan, last);
  return word.end;
}

/* systemd names an interface after its hardware address: enx001b44113ab7. */
static const char *
hide_hardware_name (IfaScan *scan, IfaSpan word)
{
  IfaSpan address = { word.start + 3, word.end };

  if (IFA_SPAN_LENGTH (word) != 15 || word.start[2] != 'x'
      || strspn (address.start, "0123456789abcdefABCDEF") < 12)
    return word.start;
  ifa_scan_hide (scan, address, IFA_DETAIL_HARDWARE, "hardware", address);
  return word.end;
}

/* 9111 0108 MA01 ABCD 2X: a Chinese number in groups. */
static const char *
hide_grouped_tax_number (IfaScan *scan, IfaSpan word)
{
  char compact[19];
  gsize n = 0;
  const char *p = word.start;

  if (scan->end - p < 19 || ((p[4] != ' ' && p[4] != '-') && (p[8] != ' ' && p[8] != '-')))
    return word.start;
  for (; p < scan->end && n < 18; p++)
    if (g_ascii_isalnum (*p))
      compact[n++] = *p;
    else if ((*p != ' ' && *p != '-') || !g_ascii_isalnum (p[-1]))
      return word.start;
  compact[n] = '\0';
  if (n < 18 || !is_boundary (scan, p) || strspn (compact, "0123456789") < 4
      || strspn (compact, "0123456789") == 18
      || !ifa_shape_is_tax_number ((IfaSpan){ compact, compact + 18 }))
    return word.start;
  ifa_scan_hide (scan, (IfaSpan){ word.start, p }, IFA_DETAIL_TAX_NUMBER, "tax-number",
                 (IfaSpan){ word.start, p });
  return p;
}

/**
 * ifa_scan_number:
 * @scan: a text on its way
 * @word: a word with a digit in it
 *
 * Returns: where to go on, or the start of @word
 */
const char *
ifa_scan_number (IfaScan *scan, IfaSpan word)
{
  const char *next = word.start;

  if (is_ordinary (scan, word))
    return hide_grouped_tax_number (scan, word);
  if (is_dotted_quad (word))
    next = hide_quad (scan, word);
  if (next == word.start)
    next = hide_range (scan, word);
  if (next == word.start)
    next = hide_hardware_name (scan, word);
  if (next == word.start && ifa_shape_is_hardware_address (word))
    {
      ifa_scan_hide (scan, word, IFA_DETAIL_HARDWARE, "hardware", word);
      next = word.end;
    }
  if (next == word.start && ifa_shape_is_uuid (word))
    next = word.end;
  if (next == word.start)
    next = scan_iban (scan, word);
  if (next == word.start)
    next = hide_grouped_tax_number (scan, word);
  if (next == word.start)
    next = scan_parts (scan, word);
  return next;
}

/**
 * ifa_scan_word:
 * @scan: a text on its way
 * @word: letters, digits and . _ + - ; may be empty before a colon
 *
 * Returns: where to go on, or the start of @word
 */
const char *
ifa_scan_word (IfaScan *scan, IfaSpan word)
{
  gboolean has_digit = FALSE;
  gboolean has_dot = FALSE;
  const char *next = word.start;

  if (word.end < scan->end && *word.end == ':')
    next = scan_colons (scan, word);
  if (next > word.start || word.start == word.end)
    return next;

  while (word.end > word.start && ifa_is_joint (word.end[-1]))
    word.end--;
  if (ifa_scan_is_suffix (word))
    return ifa_scan_name (scan, word);
  while (word.start < word.end && ifa_is_joint (word.start[0]))
    word.start++;
  next = word.start;
  for (const char *p = word.start; p < word.end; p++)
    {
      has_digit |= g_ascii_isdigit (*p);
      has_dot |= *p == '.';
    }

  if (ifa_redactor_is_placeholder (scan->redactor, word))
    return word.end;
  if (has_dot)
    next = ifa_scan_name (scan, word);
  if (next == word.start && has_digit)
    next = ifa_scan_number (scan, word);
  return next;
}
