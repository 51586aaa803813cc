/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "explain.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "catalogue.h"
#include "explain-advice.h"
#include "explain-codes.h"
#include "meanings.h"
#include "pattern.h"
#include "phrase.h"

#define MAX_TEXT_BYTES (64 * 1024)
#define MAX_RESULTS 5
#define MAX_CODE_CHARACTERS 80

/**
 * ifa_explanation_free:
 * @explanation: (transfer full): one of [func@Ifa.explain]'s
 */
void
ifa_explanation_free (IfaExplanation *explanation)
{
  g_free (explanation->code);
  g_free (explanation->title);
  g_free (explanation->explanation);
  g_strfreev (explanation->steps);
  g_free (explanation->cause);
  g_free (explanation->warning);
  g_free (explanation);
}

static void
find_pattern (const char *text, const IfaPattern *pattern, GArray *matches)
{
  g_autofree char *prepared
      = ifa_pattern_dup_prepared (pattern->pattern, strlen (pattern->pattern));
  const char *at = ifa_pattern_find (text, text, prepared);
  IfaMatch match = { NULL, pattern->meaning, pattern->rank, 0, 0 };

  if (at == NULL)
    return;

  match.code = g_strdup (pattern->pattern);
  match.start = at - text;
  match.end = match.start + strlen (prepared);
  g_array_append_val (matches, match);
}

static void
find_patterns (const char *text, const IfaPatternTable *table, GArray *matches)
{
  for (guint i = 0; i < table->n_patterns; i++)
    find_pattern (text, &table->patterns[i], matches);
}

/* The most specific first; then the longer text; then what stands earlier. */
static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const IfaMatch *first = a;
  const IfaMatch *second = b;
  gsize first_length = first->end - first->start;
  gsize second_length = second->end - second->start;

  if (first->rank != second->rank)
    return first->rank > second->rank ? -1 : 1;
  if (first_length != second_length)
    return first_length > second_length ? -1 : 1;
  if (first->start != second->start)
    return first->start < second->start ? -1 : 1;
  return 0;
}

/* "Gateway Timeout" is no time-out, and "the port must not be empty" is no field of an invoice. */
static gboolean
lies_within_another (const GArray *matches, guint position)
{
  const IfaMatch *match = &g_array_index (matches, IfaMatch, position);

  for (guint i = 0; i < matches->len; i++)
    {
      const IfaMatch *other = &g_array_index (matches, IfaMatch, i);

      if (other->start <= match->start && other->end >= match->end
          && other->end - other->start > match->end - match->start)
        return TRUE;
    }
  return FALSE;
}

static IfaExplanation *
explanation_new (const IfaMatch *match)
{
  const IfaMeaning *meaning = ifa_meaning_get (match->meaning);
  IfaExplanation *explanation = g_new0 (IfaExplanation, 1);
  g_autoptr (GStrvBuilder) steps = g_strv_builder_new ();

  for (guint i = 0; i < IFA_MAX_MEANING_STEPS && meaning->steps[i] != NULL; i++)
    {
      g_autofree char *step = ifa_cause_dup_text (meaning->steps[i], NULL);
      g_strv_builder_add (steps, step);
    }

  explanation->code = g_strdup (match->code);
  explanation->about = meaning->about;
  explanation->title = ifa_cause_dup_text (meaning->title, NULL);
  explanation->explanation = ifa_cause_dup_text (meaning->explanation, NULL);
  explanation->steps = g_strv_builder_end (steps);
  explanation->cause = g_strdup (meaning->cause);
  return explanation;
}

/* One for each meaning; those that only name the family of a fault give way to all others. */
static void
explain_matches (const GArray *matches, GPtrArray *explanations)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < matches->len && explanations->len < MAX_RESULTS; i++)
    {
      const IfaMatch *match = &g_array_index (matches, IfaMatch, i);

      if (lies_within_another (matches, i))
        continue;
      if (match->rank == 1 && g_hash_table_size (seen) > 0)
        return;
      if (g_hash_table_add (seen, GUINT_TO_POINTER (match->meaning)))
        g_ptr_array_add (explanations, explanation_new (match));
    }
}

static gboolean
is_bare_code (const char *text)
{
  guint n_digits = 0;

  for (const char *c = text; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c) && *c != '-')
        return FALSE;
      n_digits += g_ascii_isdigit (*c) ? 1 : 0;
    }
  return n_digits > 0 && strlen (text) <= 12;
}

static IfaExplanation *
unknown_new (const char *text)
{
  IfaExplanation *explanation = g_new0 (IfaExplanation, 1);
  g_autoptr (GStrvBuilder) steps = g_strv_builder_new ();

  explanation->code = ifa_phrase_dup_harmless (text, MAX_CODE_CHARACTERS);
  explanation->about = IFA_ABOUT_UNKNOWN;
  if (is_bare_code (explanation->code))
    {
      explanation->title = g_strdup (_ ("This code alone does not say enough"));
      explanation->explanation = g_strdup (
          _ ("Each vendor uses such codes for something else, so guessing would do more harm "
             "than good."));
      g_strv_builder_add (steps, _ ("Paste the whole message here, with all its words."));
    }
  else
    {
      explanation->title = g_strdup (_ ("This message is not known here"));
      explanation->explanation
          = g_strdup (_ ("This program does not know these words, so it cannot say what they "
                         "mean. That is no bad sign: every invoicing program has its own "
                         "messages."));
    }
  g_strv_builder_add (steps,
                      _ ("Start the check here: it finds out whether the connection works."));
  g_strv_builder_add (steps,
                      _ ("Look the message up in the help of your invoicing program, or ask the "
                         "service's support desk, and give them the exact message."));
  explanation->steps = g_strv_builder_end (steps);
  return explanation;
}

/**
 * ifa_explain:
 * @text: (nullable): an error code, or a whole pasted message; only its first 64 KiB are read
 *
 * Says what a message means without measuring anything. Codes of one vendor are not known here:
 * they stand in the vendor's profile. Dangerous advice comes first, with its warning; then the
 * most specific meaning.
 *
 * Returns: (transfer full) (element-type IfaExplanation): one to a few explanations; for a text
 *   that isn't known, one that says so
 */
GPtrArray *
ifa_explain (const char *text)
{
  GPtrArray *explanations = g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_explanation_free);
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (IfaMatch));
  g_autofree char *prepared = ifa_pattern_dup_prepared (text != NULL ? text : "", MAX_TEXT_BYTES);

  g_array_set_clear_func (matches, (GDestroyNotify) ifa_match_clear);
  ifa_advice_find (prepared, explanations);
  ifa_codes_find (prepared, matches);
  find_patterns (prepared, &ifa_connection_patterns, matches);
  find_patterns (prepared, &ifa_service_patterns, matches);
  g_array_sort (matches, compare_matches);
  explain_matches (matches, explanations);

  if (explanations->len == 0)
    g_ptr_array_add (explanations, unknown_new (prepared));
  return explanations;
}
