/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* From a msgid of the catalogue to a sentence: translated, with its {names} filled in. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "catalogue.h"
#include "phrase.h"

/* What a foreign value may take up inside a sentence. */
#define MAX_VALUE_CHARACTERS 300

typedef struct
{
  const char *name;
  const char *fallback;                  /* where the value isn't known; context "placeholder" */
  char *(*dup_text) (const char *value); /* NULL: as it is, made harmless */
} Placeholder;

static char *
dup_milliseconds (const char *value)
{
  gint64 milliseconds;

  if (!g_ascii_string_to_signed (value, 10, 0, G_MAXINT32, &milliseconds, NULL))
    return ifa_phrase_dup_harmless (value, MAX_VALUE_CHARACTERS);

  return ifa_phrase_dup_milliseconds (milliseconds);
}

static char *
dup_percent (const char *value)
{
  gint64 percent;

  if (!g_ascii_string_to_signed (value, 10, 0, 100, &percent, NULL))
    return ifa_phrase_dup_harmless (value, MAX_VALUE_CHARACTERS);

  return g_strdup_printf (_ ("%d %%"), (int) percent);
}

/* Translators: these words stand in for something that is not known, in the middle of a sentence:
 * "The identity card of {service} ran out on {date}", "expires in {days}", "Host: {host}". */
static const Placeholder placeholders[] = {
  { "service", NC_ ("placeholder", "the invoice service"), NULL },
  { "endpoint", NC_ ("placeholder", "the invoice service"), NULL },
  { "vendor", NC_ ("placeholder", "the service's support desk"), NULL },
  { "date", NC_ ("placeholder", "an unknown date"), ifa_phrase_dup_date },
  { "until", NC_ ("placeholder", "an unknown time"), ifa_phrase_dup_date },
  { "days", NC_ ("placeholder", "a few days"), ifa_phrase_dup_days },
  { "seconds", NC_ ("placeholder", "several seconds"), ifa_phrase_dup_seconds },
  { "milliseconds", NC_ ("placeholder", "a noticeable time"), dup_milliseconds },
  { "offset", NC_ ("placeholder", "an unknown amount"), ifa_phrase_dup_duration },
  { "percent", NC_ ("placeholder", "a part"), dup_percent },
  { "message", NC_ ("placeholder", "no text was given"), NULL },
};

static const Placeholder *
find_placeholder (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (placeholders); i++)
    if (strcmp (placeholders[i].name, name) == 0)
      return &placeholders[i];

  return NULL;
}

static char *
dup_value (const Placeholder *placeholder, const char *value)
{
  if (placeholder != NULL && placeholder->dup_text != NULL)
    return placeholder->dup_text (value);

  return ifa_phrase_dup_harmless (value, MAX_VALUE_CHARACTERS);
}

static gboolean
is_at_start_of_sentence (const GString *text)
{
  return text->len == 0 || g_str_has_suffix (text->str, ". ") || g_str_has_suffix (text->str, "\n");
}

/* In a list of facts, as in "Valid until: …", a word that suits a sentence would look like one. */
static gboolean
is_after_colon (const GString *text)
{
  return g_str_has_suffix (text->str, ": ") || g_str_has_suffix (text->str, "：");
}

static void
append_fallback (GString *text, const Placeholder *placeholder)
{
  gboolean is_sentence = placeholder != NULL && !is_after_colon (text);
  const char *msgid = is_sentence ? placeholder->fallback : NC_ ("placeholder", "unknown");
  const char *word = g_dpgettext2 (GETTEXT_PACKAGE, "placeholder", msgid);

  if (!is_at_start_of_sentence (text))
    {
      g_string_append (text, word);
      return;
    }

  g_string_append_unichar (text, g_unichar_toupper (g_utf8_get_char (word)));
  g_string_append (text, g_utf8_next_char (word));
}

static void
append_placeholder (GString *text, const char *name, GHashTable *parameters)
{
  const char *value = parameters != NULL ? g_hash_table_lookup (parameters, name) : NULL;
  const Placeholder *placeholder = find_placeholder (name);
  g_autofree char *shown = NULL;

  if (value != NULL && value[0] != '\0')
    shown = dup_value (placeholder, value);

  if (shown != NULL && shown[0] != '\0')
    g_string_append (text, shown);
  else
    append_fallback (text, placeholder);
}

/**
 * ifa_cause_dup_text:
 * @msgid: (nullable): a text of the catalogue
 * @parameters: (nullable) (element-type utf8 utf8): what is known, by name without braces.
 *   `date` is ISO 8601; `days`, `seconds`, `milliseconds` and `offset` (in seconds) are numbers
 *
 * Translates @msgid and replaces each {name}. What isn't known is replaced by a general word, so
 * that the sentence still reads well. Values are foreign text: they are shortened, and lose what
 * could steer a terminal or turn the direction of writing; they are not searched for names again.
 *
 * Returns: (transfer full) (nullable): the text in the current language; `NULL` for `NULL`
 */
char *
ifa_cause_dup_text (const char *msgid, GHashTable *parameters)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *rest;

  if (msgid == NULL || msgid[0] == '\0')
    return g_strdup (msgid);

  rest = _ (msgid);
  for (;;)
    {
      const char *open = strchr (rest, '{');
      const char *close = open != NULL ? strchr (open, '}') : NULL;
      g_autofree char *name = NULL;

      if (close == NULL)
        break;

      name = g_strndup (open + 1, close - open - 1);
      g_string_append_len (text, rest, open - rest);
      append_placeholder (text, name, parameters);
      rest = close + 1;
    }

  g_string_append (text, rest);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
