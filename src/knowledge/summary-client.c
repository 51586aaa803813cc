/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Sentences about the invoicing program on this computer: counts and sums, never contents. */

#include <glib/gi18n-lib.h>

#include "facts.h"
#include "outbox-words.h"
#include "phrase.h"
#include "summary.h"

#define MAX_VERSION_CHARACTERS 40
#define MAX_CODE_CHARACTERS 60

static char *
dup_client (const IfaCheck *check)
{
  const IfaClientFacts *facts = check->facts;
  g_autofree char *version = NULL;

  if (check->outcome != IFA_OUTCOME_OK)
    return NULL;
  if (facts->version != NULL)
    version = ifa_phrase_dup_harmless (facts->version, MAX_VERSION_CHARACTERS);
  if (facts->free_bytes != IFA_UNKNOWN_INTEGER && facts->needed_bytes > facts->free_bytes)
    return g_strdup (_ ("There is hardly any room left where the invoicing program writes."));
  if (facts->is_running == IFA_TRI_NO)
    return g_strdup (_ ("The invoicing program is not running."));
  if (facts->is_running == IFA_TRI_YES && version != NULL)
    /* Translators: %s is a version. */
    return g_strdup_printf (_ ("The invoicing program is running, version %s."), version);
  if (facts->is_running == IFA_TRI_YES)
    return g_strdup (_ ("The invoicing program is running."));
  if (version != NULL)
    return g_strdup_printf (_ ("Version %s of the invoicing program is installed. Whether it is "
                               "running can't be seen from here."),
                            version);
  return g_strdup (_ ("There is room where the invoicing program writes. Whether it is running "
                      "can't be seen from here."));
}

static char *
dup_waiting (const IfaOutboxFacts *facts)
{
  g_autofree char *totals = ifa_summary_dup_joined (facts->totals);
  g_autofree char *age = NULL;
  guint n_waiting = (guint) facts->n_waiting;

  if (facts->oldest_days == IFA_UNKNOWN_INTEGER)
    /* Translators: a number, then sums of money. */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$u invoice is waiting: %2$s.",
                                         "%1$u invoices are waiting: %2$s.", n_waiting),
                            n_waiting, totals);
  age = ifa_words_dup_age ((int) facts->oldest_days);
  /* Translators: a number, then sums of money, then "today" or "3 days". */
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%1$u invoice is waiting: %2$s. Its age: %3$s.",
                   "%1$u invoices are waiting: %2$s. The age of the oldest: %3$s.", n_waiting),
      n_waiting, totals, age);
}

static char *
dup_outbox (const IfaCheck *check)
{
  const IfaOutboxFacts *facts = check->facts;
  gint64 n_hidden = facts->n_unreadable + facts->n_damaged + facts->n_unknown;

  if (check->outcome == IFA_OUTCOME_NOT_FOUND)
    return g_strdup (_ ("The place where the invoicing program keeps unsent invoices is not "
                        "there, or can't be seen from here."));
  if (check->outcome != IFA_OUTCOME_OK || facts->n_waiting == IFA_UNKNOWN_INTEGER)
    return NULL;
  if (facts->n_waiting > 0)
    return dup_waiting (facts);
  if (n_hidden > 0)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE,
                     "No waiting invoice can be read, but %u file there can't be understood.",
                     "No waiting invoice can be read, but %u files there can't be understood.",
                     (guint) n_hidden),
        (guint) n_hidden);
  return g_strdup (_ ("No invoice is waiting to be sent."));
}

static char *
dup_client_log (const IfaCheck *check)
{
  const IfaClientLogFacts *facts = check->facts;
  g_autofree char *code = NULL;

  if (check->outcome == IFA_OUTCOME_NOT_FOUND)
    return g_strdup (_ ("The invoicing program has no log here."));
  if (check->outcome != IFA_OUTCOME_OK)
    return NULL;
  if (facts->code != NULL)
    code = ifa_phrase_dup_harmless (facts->code, MAX_CODE_CHARACTERS);
  if (code != NULL)
    /* Translators: %s is an error code. */
    return g_strdup_printf (_ ("The newest known error in the log of the invoicing program is %s."),
                            code);
  if (facts->limit_message != NULL)
    return g_strdup (_ ("The log of the invoicing program speaks of an offline limit."));
  return g_strdup (_ ("The end of the invoicing program's log shows no known error."));
}

static char *
dup_version (const IfaCheck *check)
{
  const IfaVersionFacts *facts = check->facts;
  const char *version = facts->latest != NULL ? facts->latest : facts->minimum;
  g_autofree char *harmless = NULL;

  if (check->outcome != IFA_OUTCOME_OK || version == NULL)
    return NULL;
  harmless = ifa_phrase_dup_harmless (version, MAX_VERSION_CHARACTERS);
  return g_strdup_printf (facts->latest != NULL
                              ? _ ("The newest version of the invoicing program is %s.")
                              : _ ("The service accepts version %s and newer ones."),
                          harmless);
}

const IfaSummary ifa_client_summaries[] = {
  { "client", dup_client },   { "outbox", dup_outbox }, { "client-log", dup_client_log },
  { "version", dup_version }, { NULL, NULL },
};
