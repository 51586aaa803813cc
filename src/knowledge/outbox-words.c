/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "outbox-words.h"

#include <glib/gi18n-lib.h>

/* Translators: why a file in the outbox is not in the list of invoices, after the file's name. */
static const struct
{
  const char *why;
  const char *words;
} unreadables[] = {
  { "unknown-format", N_ ("not an invoice format that this program knows") },
  { "damaged", N_ ("damaged or incomplete") },
  { "unsafe", N_ ("built in a way that could do harm, so it was not opened") },
  { "too-large", N_ ("larger than any invoice") },
  { "encrypted", N_ ("encrypted by the invoicing program") },
  { "no-permission", N_ ("your user account may not read it") },
  { "not-a-file", N_ ("a link, a pipe or a device, and not a file") },
  { "failed", N_ ("it could not be read") },
  { "hidden", N_ ("hidden from this program by its sandbox") },
};

/**
 * ifa_words_unreadable:
 * @why: the public name of a reason, as "unknown-format"
 *
 * Returns: (transfer none): half a sentence, to follow the file's name
 */
const char *
ifa_words_unreadable (const char *why)
{
  for (guint i = 0; i < G_N_ELEMENTS (unreadables); i++)
    if (g_strcmp0 (unreadables[i].why, why) == 0)
      return _ (unreadables[i].words);
  return _ ("it could not be read");
}

/**
 * ifa_words_dup_age:
 * @n_days: whole days; negative: not known
 *
 * Returns: (transfer full): "today", "3 days"
 */
char *
ifa_words_dup_age (int n_days)
{
  if (n_days < 0)
    /* Translators: how old an invoice is. */
    return g_strdup (C_ ("age", "age unknown"));
  if (n_days == 0)
    return g_strdup (C_ ("age", "today"));
  /* Translators: how old an invoice is. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", n_days), n_days);
}
