/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "invoice.h"

#include "decimal.h"

#include <string.h>

#define MAX_CHARACTERS 200

/**
 * ifa_invoice_new:
 * @kind: a static string: the format's name
 *
 * Returns: (transfer full): an invoice of which nothing is known yet
 */
IfaInvoice *
ifa_invoice_new (const char *kind)
{
  IfaInvoice *self = g_new0 (IfaInvoice, 1);

  self->kind = kind;
  return self;
}

static char **
get_place (IfaInvoice *self, IfaInvoiceField field)
{
  char **const places[] = {
    [IFA_INVOICE_NUMBER] = &self->number,     [IFA_INVOICE_DATE] = &self->date,
    [IFA_INVOICE_BUYER] = &self->buyer,       [IFA_INVOICE_AMOUNT] = &self->amount,
    [IFA_INVOICE_CURRENCY] = &self->currency, [IFA_INVOICE_STATE] = &self->state,
  };

  return places[field];
}

void
ifa_invoice_free (IfaInvoice *self)
{
  for (guint field = 0; field < IFA_INVOICE_N_FIELDS; field++)
    g_free (*get_place (self, field));
  g_free (self->file);
  g_free (self);
}

/* One line of printable text: white space becomes one space, controls go. */
static char *
dup_line (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, strnlen (text, MAX_CHARACTERS * 8));
  GString *line = g_string_new (NULL);
  glong n_characters = 0;

  for (const char *at = valid; *at != '\0' && n_characters < MAX_CHARACTERS;
       at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c))
        c = line->len == 0 || g_str_has_suffix (line->str, " ") ? 0 : ' ';
      else if (!g_unichar_isprint (c))
        c = 0;
      if (c == 0)
        continue;
      g_string_append_unichar (line, c);
      n_characters++;
    }
  return g_strchomp (g_string_free (line, FALSE));
}

/* Takes a number of at most @max_digits digits and steps over the one character behind it. */
static const char *
take_number (const char *at, guint max_digits, guint *value, guint *n_digits)
{
  *value = 0;
  for (*n_digits = 0; *n_digits < max_digits && g_ascii_isdigit (*at); at++, (*n_digits)++)
    *value = *value * 10 + (*at - '0');
  return *at != '\0' && !g_ascii_isdigit (*at) ? g_utf8_next_char (at) : at;
}

/* Every invoice format writes its day in one of these ways: 2026-11-22, 2026/11/22, 20261122,
 * 2026年11月22日, 22-11-2026 or 22/11/2026; a time of day may follow. */
static char *
dup_iso_date (const char *text)
{
  guint parts[3], lengths[3], year, day;
  gboolean is_compact = strspn (text, "0123456789") == 8;
  const char *at = text;

  for (guint i = 0; i < 3; i++)
    at = take_number (at, i == 0 || !is_compact ? 4 : 2, &parts[i], &lengths[i]);
  year = lengths[0] == 4 ? parts[0] : parts[2];
  day = lengths[0] == 4 ? parts[2] : parts[0];
  if (g_ascii_isdigit (*at) && lengths[0] != 4)
    return NULL;
  if (year < 1900 || year >= 3000 || !g_date_valid_dmy (day, parts[1], year))
    return NULL;
  return g_strdup_printf ("%04u-%02u-%02u", year, parts[1], day);
}

static char *
dup_amount (const char *text)
{
  IfaDecimal value;

  return ifa_decimal_parse (text, &value) ? ifa_decimal_dup_text (value) : NULL;
}

static char *
dup_currency (const char *text)
{
  for (guint i = 0; i < 3; i++)
    if (!g_ascii_isalpha (text[i]))
      return NULL;
  return text[3] == '\0' ? g_ascii_strup (text, 3) : NULL;
}

/**
 * ifa_invoice_set:
 * @self: an invoice
 * @field: which of its fields
 * @text: (nullable): foreign text, of any length and encoding
 *
 * Keeps what can be understood of @text: a date as ISO 8601, an amount as a decimal number, any
 * other text as one bounded line. What can't be understood is missing, never guessed.
 */
void
ifa_invoice_set (IfaInvoice *self, IfaInvoiceField field, const char *text)
{
  char **place = get_place (self, field);
  g_autofree char *line = dup_line (text != NULL ? text : "");

  g_clear_pointer (place, g_free);
  if (*line == '\0')
    return;

  switch (field)
    {
    case IFA_INVOICE_DATE:
      *place = dup_iso_date (line);
      break;
    case IFA_INVOICE_AMOUNT:
      *place = dup_amount (line);
      break;
    case IFA_INVOICE_CURRENCY:
      *place = dup_currency (line);
      break;
    case IFA_INVOICE_NUMBER:
    case IFA_INVOICE_BUYER:
    case IFA_INVOICE_STATE:
    case IFA_INVOICE_N_FIELDS:
    default:
      *place = g_steal_pointer (&line);
      break;
    }
}

/**
 * ifa_invoice_get:
 * @self: an invoice
 * @field: which of its fields
 *
 * Returns: (transfer none) (nullable): the field's text; `NULL` where the invoice doesn't say
 */
const char *
ifa_invoice_get (const IfaInvoice *self, IfaInvoiceField field)
{
  return *get_place ((IfaInvoice *) self, field);
}

/**
 * ifa_invoice_is_sent:
 * @self: an invoice
 *
 * Returns: whether the invoice itself proves that the authority has accepted it
 */
gboolean
ifa_invoice_is_sent (const IfaInvoice *self)
{
  return g_strcmp0 (self->state, "sent") == 0;
}

/**
 * ifa_unreadable_to_string:
 * @why: why a file could not be read
 *
 * Returns: its public name, as in "unknown-format"
 */
const char *
ifa_unreadable_to_string (IfaUnreadable why)
{
  static const char *const names[] = {
    [IFA_UNREADABLE_NOT] = "readable",
    [IFA_UNREADABLE_UNKNOWN_FORMAT] = "unknown-format",
    [IFA_UNREADABLE_DAMAGED] = "damaged",
    [IFA_UNREADABLE_UNSAFE] = "unsafe",
    [IFA_UNREADABLE_TOO_LARGE] = "too-large",
    [IFA_UNREADABLE_ENCRYPTED] = "encrypted",
    [IFA_UNREADABLE_NO_PERMISSION] = "no-permission",
    [IFA_UNREADABLE_NOT_A_FILE] = "not-a-file",
    [IFA_UNREADABLE_FAILED] = "failed",
    [IFA_UNREADABLE_HIDDEN] = "hidden",
  };

  return names[why];
}
