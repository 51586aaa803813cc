/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const verdict_names[] = {
  [IFA_VERDICT_INCOMPLETE] = "incomplete",
  [IFA_VERDICT_OK] = "ok",
  [IFA_VERDICT_ATTENTION] = "attention",
  [IFA_VERDICT_PROBLEM] = "problem",
};

static const char *const station_state_names[] = {
  [IFA_STATION_UNTESTED] = "untested",
  [IFA_STATION_OK] = "ok",
  [IFA_STATION_ATTENTION] = "attention",
  [IFA_STATION_BROKEN] = "broken",
};

/* Translators: the stations of the connection map; at most about 14 letters each. */
static const char *const stations[] = {
  [IFA_LAYER_COMPUTER] = N_ ("This computer"),  [IFA_LAYER_LOCAL_NETWORK] = N_ ("Your network"),
  [IFA_LAYER_INTERNET] = N_ ("Internet"),       [IFA_LAYER_SECURITY] = N_ ("Security"),
  [IFA_LAYER_SERVICE] = N_ ("Invoice service"), [IFA_LAYER_CLIENT] = N_ ("Invoicing program"),
};

/* Translators: the state of a station, shown below its name. */
static const char *const station_states[] = {
  [IFA_STATION_UNTESTED] = NC_ ("station", "Not tested"),
  [IFA_STATION_OK] = NC_ ("station", "Fine"),
  [IFA_STATION_ATTENTION] = NC_ ("station", "Works, but"),
  [IFA_STATION_BROKEN] = NC_ ("station", "Broken here"),
};

static const char *const verdict_titles[] = {
  [IFA_VERDICT_INCOMPLETE] = N_ ("It cannot be said whether invoicing works from here"),
  [IFA_VERDICT_OK] = N_ ("The invoice service can be reached from here"),
  [IFA_VERDICT_ATTENTION] = N_ ("Invoicing works, but something needs attention"),
  [IFA_VERDICT_PROBLEM] = N_ ("Something stands between you and the invoice service"),
};

static const char *const verdict_explanations[] = {
  [IFA_VERDICT_INCOMPLETE]
  = N_ ("Your unsent invoices stay where they are. Too little could be tested for a verdict; that "
        "is neither a good nor a bad sign. What was not tested, and why, is listed below. Check "
        "again, and if it stays like this, save the report for your IT colleague."),
  [IFA_VERDICT_OK]
  = N_ ("Every part of the service that invoicing needs was asked, and answered as it should. No "
        "invoice was sent or changed. If your invoicing program still reports an error, look at "
        "its message: then it is probably about your sign-in or about the invoice itself."),
  [IFA_VERDICT_ATTENTION] = N_ (
      "Your unsent invoices stay where they are. The service can be used from here at the "
      "moment. What is described below can become a problem, so somebody should take care of it."),
  [IFA_VERDICT_PROBLEM]
  = N_ ("Your unsent invoices stay where they are. What was found, and who can end it, is "
        "described below."),
};

static const char *const certainties[] = {
  [IFA_CERTAINTY_POSSIBLE] = N_ ("Possibly"),
  [IFA_CERTAINTY_LIKELY] = N_ ("Very likely"),
  [IFA_CERTAINTY_CERTAIN] = N_ ("This is the cause"),
};

/* Translators: the answer to "Who can fix it?" */
static const char *const actors[] = {
  [IFA_ACTS_YOU] = N_ ("You"),
  [IFA_ACTS_IT] = N_ ("Your IT colleague"),
  [IFA_ACTS_ISP] = N_ ("Your internet provider"),
  [IFA_ACTS_VENDOR] = N_ ("The invoice service"),
};

static const char *const severities[] = {
  [IFA_SEVERITY_PROBLEM] = N_ ("Invoicing does not work"),
  [IFA_SEVERITY_ATTENTION] = N_ ("Works, but needs attention"),
  [IFA_SEVERITY_INFO] = N_ ("Worth knowing"),
};

static const char *const check_statuses[][2] = {
  { "pass", NC_ ("check", "Fine") },
  { "attention", NC_ ("check", "Needs attention") },
  { "fail", NC_ ("check", "Does not work") },
  { "skipped", NC_ ("check", "Not tested") },
};

/* Why something was not tested: the id in the evidence, and the sentence. */
static const char *const reasons[][2] = {
  { "cancelled", N_ ("Not tested, because you stopped the check.") },
  { "not-needed", N_ ("Not tested, because the result was clear without it.") },
  { "no-patience", N_ ("Not tested, because the authority had not answered when everything else "
                       "was done.") },
  { "own-hosts-only",
    N_ ("Not tested, because you wished that only the service's own machines are asked.") },
  { "not-available", N_ ("Not tested, because this computer does not let programs measure it.") },
  { "no-network", N_ ("Not tested, because this computer is not connected to a network.") },
  { "no-address", N_ ("Not tested, because the service's address was not found.") },
  { "no-connection", N_ ("Not tested, because no connection came about.") },
  { "no-encryption", N_ ("Not tested, because the connection could not be protected.") },
  { "certificate", N_ ("Not tested, because the security certificate is not accepted.") },
  { "deadline", N_ ("Not tested, because the time for the check was over.") },
  { "not-configured",
    N_ ("Not tested, because the description of the service does not ask for it.") },
  { "sandbox", N_ ("Not tested, because this program runs in a sandbox that hides it.") },
  { "no-permission", N_ ("Not tested, because your user account may not look at it.") },
  { "min-interval", N_ ("Not tested, because the service asks not to be asked so soon again.") },
};

#define TRANSLATED(table, index) \
  ((guint) (index) < G_N_ELEMENTS (table) ? _ (table[index]) : _ (table[0]))

const char *
ifa_verdict_to_string (IfaVerdict verdict)
{
  g_return_val_if_fail ((guint) verdict < G_N_ELEMENTS (verdict_names), verdict_names[0]);
  return verdict_names[verdict];
}

const char *
ifa_station_state_to_string (IfaStationState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (station_state_names), station_state_names[0]);
  return station_state_names[state];
}

/**
 * ifa_words_station:
 * @layer: a station, or `CLIENT`
 *
 * Returns: (transfer none): its name on the connection map
 */
const char *
ifa_words_station (IfaLayer layer)
{
  return TRANSLATED (stations, layer);
}

/**
 * ifa_words_station_state:
 * @state: the state of a station
 *
 * Returns: (transfer none): the word below the station's name
 */
const char *
ifa_words_station_state (IfaStationState state)
{
  guint index = (guint) state < G_N_ELEMENTS (station_states) ? state : IFA_STATION_UNTESTED;

  return g_dpgettext2 (GETTEXT_PACKAGE, "station", station_states[index]);
}

/**
 * ifa_words_verdict_title:
 * @verdict: the verdict of a run
 *
 * Returns: (transfer none): the verdict in one sentence, where no cause is named in its place
 */
const char *
ifa_words_verdict_title (IfaVerdict verdict)
{
  return TRANSLATED (verdict_titles, verdict);
}

/**
 * ifa_words_verdict_explanation:
 * @verdict: the verdict of a run
 *
 * Returns: (transfer none): what it means for the invoices
 */
const char *
ifa_words_verdict_explanation (IfaVerdict verdict)
{
  return TRANSLATED (verdict_explanations, verdict);
}

/**
 * ifa_words_certainty:
 * @certainty: how sure a finding is
 *
 * Returns: (transfer none): the answer to "How sure?"
 */
const char *
ifa_words_certainty (IfaCertainty certainty)
{
  return TRANSLATED (certainties, certainty);
}

/**
 * ifa_words_acts:
 * @acts: who can end a cause
 *
 * Returns: (transfer none): the answer to "Who can fix it?"
 */
const char *
ifa_words_acts (IfaActs acts)
{
  return TRANSLATED (actors, acts);
}

/**
 * ifa_words_severity:
 * @severity: how grave a finding is
 *
 * Returns: (transfer none): what that means for invoicing
 */
const char *
ifa_words_severity (IfaSeverity severity)
{
  return TRANSLATED (severities, severity);
}

/**
 * ifa_words_check_status:
 * @status: (nullable): "pass", "attention", "fail" or "skipped"
 *
 * Returns: (transfer none): a word for it; "Not tested" for anything else
 */
const char *
ifa_words_check_status (const char *status)
{
  guint index = G_N_ELEMENTS (check_statuses) - 1;

  for (guint i = 0; i < G_N_ELEMENTS (check_statuses); i++)
    if (g_strcmp0 (check_statuses[i][0], status) == 0)
      index = i;

  return g_dpgettext2 (GETTEXT_PACKAGE, "check", check_statuses[index][1]);
}

/**
 * ifa_words_dup_reason:
 * @reason: (nullable): why a check did not run, as the evidence names it
 *
 * Returns: (transfer full): one sentence that begins with "Not tested"
 */
char *
ifa_words_dup_reason (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reasons[i][0], reason) == 0)
      return g_strdup (_ (reasons[i][1]));

  return g_strdup (_ ("Not tested, for a reason that this program does not know."));
}

/**
 * ifa_words_field_label:
 * @field: a row of a kind of facts
 *
 * Returns: (transfer none): its label
 */
const char *
ifa_words_field_label (const IfaField *field)
{
  return _ (field->label);
}

/**
 * ifa_words_kind_title:
 * @type: a kind of facts
 *
 * Returns: (transfer none): its title
 */
const char *
ifa_words_kind_title (const IfaFactsType *type)
{
  return _ (type->title);
}

/**
 * ifa_words_dup_consequence:
 * @consequence: what a finding led to: a cause id, or the name of a station and "-not-tested"
 *
 * Returns: (transfer full): one sentence without a final period
 */
char *
ifa_words_dup_consequence (const char *consequence)
{
  const IfaCause *cause = ifa_cause_lookup (consequence);

  if (cause != NULL)
    return ifa_cause_dup_text (cause->title, NULL);

  if (consequence != NULL && g_str_has_suffix (consequence, "-not-tested"))
    {
      g_autofree char *name
          = g_strndup (consequence, strlen (consequence) - strlen ("-not-tested"));
      IfaLayer layer;

      /* Translators: %s is a station of the connection map. */
      if (ifa_layer_from_string (name, &layer))
        return g_strdup_printf (_ ("“%s” could not be tested because of this"),
                                ifa_words_station (layer));
    }

  return g_strdup (_ ("Something else could not be tested because of this"));
}
