/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "summary.h"

#include <glib/gi18n-lib.h>

#include "phrase.h"
#include "words.h"

#define MAX_JOINED 4
#define MAX_VALUE_CHARACTERS 64

/* How an exchange ended, where the kind of check has no better words; follows the
 * check's title and a colon. */
static const char *const outcome_phrases[] = {
  [IFA_OUTCOME_OK] = N_ ("done"),
  [IFA_OUTCOME_TIMED_OUT] = N_ ("no answer came in time"),
  [IFA_OUTCOME_REFUSED] = N_ ("refused"),
  [IFA_OUTCOME_RESET] = N_ ("the connection was cut"),
  [IFA_OUTCOME_CLOSED] = N_ ("the other side hung up before the end"),
  [IFA_OUTCOME_PROHIBITED] = N_ ("forbidden by a rule"),
  [IFA_OUTCOME_HOST_UNREACHABLE] = N_ ("the other side cannot be reached"),
  [IFA_OUTCOME_NETWORK_UNREACHABLE] = N_ ("there is no way there"),
  [IFA_OUTCOME_NAME_NOT_FOUND] = N_ ("the name does not exist"),
  [IFA_OUTCOME_NO_ADDRESS] = N_ ("the name has no address"),
  [IFA_OUTCOME_SERVER_FAILED] = N_ ("the other side has a fault"),
  [IFA_OUTCOME_QUERY_REFUSED] = N_ ("the question was turned away"),
  [IFA_OUTCOME_MALFORMED] = N_ ("the answer makes no sense"),
  [IFA_OUTCOME_ALERT] = N_ ("the other side broke off"),
  [IFA_OUTCOME_VERSION] = N_ ("the two sides have no common version"),
  [IFA_OUTCOME_CERTIFICATE] = N_ ("the security certificate is not accepted"),
  [IFA_OUTCOME_TRUNCATED] = N_ ("the answer ended too early"),
  [IFA_OUTCOME_TOO_LARGE] = N_ ("the answer is larger than this program reads"),
  [IFA_OUTCOME_NOT_FOUND] = N_ ("nothing was found"),
  [IFA_OUTCOME_NOT_AVAILABLE] = N_ ("this cannot be measured on this computer"),
  [IFA_OUTCOME_FAILED] = N_ ("it did not work"),
};

G_STATIC_ASSERT (G_N_ELEMENTS (outcome_phrases) == IFA_N_OUTCOMES);

/**
 * ifa_summary_dup_joined:
 * @values: (nullable): a list of facts
 *
 * Returns: (transfer full) (nullable): the first few of @values, harmless and joined by commas;
 *   `NULL` where there are none
 */
char *
ifa_summary_dup_joined (char **values)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (values == NULL || values[0] == NULL)
    return NULL;

  for (guint i = 0; values[i] != NULL; i++)
    {
      g_autofree char *value = ifa_phrase_dup_harmless (values[i], MAX_VALUE_CHARACTERS);

      if (i == MAX_JOINED)
        {
          g_string_append (text, "…");
          break;
        }
      if (i > 0)
        g_string_append (text, ", ");
      g_string_append (text, value);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_by_kind (const IfaCheck *check)
{
  const IfaSummary *const tables[]
      = { ifa_local_summaries, ifa_remote_summaries, ifa_client_summaries };

  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const IfaSummary *row = tables[t]; row->kind != NULL; row++)
      if (g_strcmp0 (row->kind, check->type->kind) == 0)
        return row->dup_summary (check);

  return NULL;
}

static char *
dup_general (const IfaCheck *check)
{
  const char *title = ifa_words_kind_title (check->type);

  if ((guint) check->outcome >= IFA_N_OUTCOMES || outcome_phrases[check->outcome] == NULL)
    return ifa_words_dup_reason (check->reason);

  /* Translators: %1$s is the title of a check, %2$s how it ended. */
  return g_strdup_printf (_ ("%1$s: %2$s."), title, _ (outcome_phrases[check->outcome]));
}
/**
 * ifa_words_dup_check_summary:
 * @check: a check, ended or not
 *
 * Returns: (transfer full): one plain sentence: what was seen, or why it was not tested
 */
char *
ifa_words_dup_check_summary (const IfaCheck *check)
{
  char *summary = NULL;

  if (check->outcome == IFA_OUTCOME_NOT_TESTED
      || (check->outcome == IFA_OUTCOME_NOT_AVAILABLE && check->reason != NULL))
    return ifa_words_dup_reason (check->reason);

  summary = dup_by_kind (check);
  return summary != NULL ? summary : dup_general (check);
}
