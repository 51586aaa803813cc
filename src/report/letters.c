/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "letters.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "facts.h"
#include "language.h"
#include "phrase.h"
#include "report-private.h"
#include "text-layout.h"

#define MAX_EVIDENCE_LINES 12
#define MAX_HOST_LINES 60

static const char *const kind_names[] = { "vendor", "it", "boss" };

static const IfaFinding *
root_of (const IfaReport *report)
{
  return report->cancelled ? NULL : ifa_diagnosis_get_headline (report->diagnosis);
}

static const char *
service_of (const IfaReport *report)
{
  return report->profile_name != NULL ? report->profile_name : _ ("the invoice service");
}

static char *
dup_headline (const IfaReport *report)
{
  const IfaFinding *root = root_of (report);

  return root != NULL ? ifa_finding_dup_title (root)
                      : g_strdup (ifa_words_verdict_title (report->diagnosis->verdict));
}

static void
append_paragraph (GString *body, const char *text)
{
  if (text == NULL || text[0] == '\0')
    return;
  if (body->len > 0)
    g_string_append (body, "\n\n");
  g_string_append (body, text);
}

static void
append_line (GString *body, const char *label, const char *text)
{
  if (text == NULL || text[0] == '\0')
    return;
  g_string_append_c (body, '\n');
  /* Translators: a line of a letter: what it is, and its value. */
  g_string_append_printf (body, _ ("%s: %s"), label, text);
}

static void
append_endpoints (GString *body, const IfaReport *report, const IfaFinding *finding)
{
  for (guint i = 0; i < finding->endpoints->len; i++)
    {
      g_autofree char *name
          = ifa_report_dup_endpoint_name (report, g_ptr_array_index (finding->endpoints, i));
      append_line (body, _ ("Part of the service"), name);
    }
}

static void
append_circumstances (GString *body, const IfaReport *report)
{
  g_autofree char *unsent = report->unsent != IFA_UNKNOWN_INTEGER
                                ? g_strdup_printf ("%" G_GINT64_FORMAT, report->unsent)
                                : NULL;

  append_line (body, _ ("Checked at"), report->started);
  append_line (body, _ ("Since"), report->since);
  append_line (body, _ ("What we were doing"), report->note);
  append_line (body, _ ("Message of the invoicing program"), report->message);
  if (report->all_computers != IFA_TRI_UNKNOWN)
    append_line (body, _ ("Which computers"),
                 report->all_computers == IFA_TRI_YES ? _ ("All computers in the office")
                                                      : _ ("Only this one"));
  append_line (body, _ ("Invoices waiting"), unsent);
}

/* One line for each check that the cause rests on. */
static void
append_evidence (GString *body, const IfaReport *report, const IfaFinding *finding)
{
  g_autofree char *technical = ifa_cause_dup_text (finding->cause->technical, finding->parameters);

  append_paragraph (body, _ ("What was measured:"));
  append_line (body, _ ("Cause"), finding->cause->id);
  append_line (body, _ ("In technical words"), technical);
  append_line (body, _ ("How sure"), ifa_words_certainty (finding->certainty));
  for (guint i = 0; i < finding->evidence->len && i < MAX_EVIDENCE_LINES; i++)
    {
      const IfaCheck *check
          = ifa_evidence_find (report->evidence, g_ptr_array_index (finding->evidence, i));
      g_autofree char *summary = check != NULL ? ifa_words_dup_check_summary (check) : NULL;
      if (summary != NULL)
        append_line (body, check->id, summary);
    }
}

static void
append_changes (GString *body, const IfaReport *report)
{
  if (report->changes == NULL || report->changes->len == 0)
    return;
  append_paragraph (body, _ ("What has changed since it last worked:"));
  append_line (body, _ ("It last worked at"), report->changes_since);
  for (guint i = 0; i < report->changes->len && i < MAX_EVIDENCE_LINES; i++)
    {
      g_autofree char *sentence
          = ifa_report_dup_change_sentence (report, g_ptr_array_index (report->changes, i));
      g_string_append_printf (body, "\n– %s", sentence);
    }
}

static void
append_report (GString *body, const IfaReport *report)
{
  g_autofree char *program
      = g_strdup_printf (IFA_REPORT_PROGRAM " %s", report->app_version ? report->app_version : "");

  append_paragraph (body, _ ("The full report is attached, as PDF and as JSON for your tools."));
  append_line (body, _ ("Report id"), report->id);
  append_line (body, _ ("Program"), program);
}

static char *
dup_vendor_body (const IfaReport *report)
{
  g_autoptr (GString) body = g_string_new (NULL);
  const IfaFinding *root = root_of (report);
  g_autofree char *message = NULL;
  g_autofree char *opening = NULL;

  if (root != NULL && root->cause->acts == IFA_ACTS_VENDOR)
    message = ifa_finding_dup_message (root);
  if (message == NULL)
    {
      g_autofree char *headline = dup_headline (report);
      /* Translators: the name of the service, and what was found. */
      opening = g_strdup_printf (_ ("Hello,\n\nwe checked the way from our office to %s. Result: "
                                    "%s."),
                                 service_of (report), headline);
    }
  append_paragraph (body, message != NULL ? message : opening);
  append_paragraph (body, _ ("The circumstances:"));
  append_circumstances (body, report);
  if (root != NULL)
    {
      append_endpoints (body, report, root);
      append_evidence (body, report, root);
    }
  append_changes (body, report);
  append_report (body, report);
  return g_string_free (g_steal_pointer (&body), FALSE);
}

static char *
dup_host_line (const IfaReport *report, const IfaEndpointFacts *facts)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_append_printf (line, "%s:%" G_GINT64_FORMAT, facts->host, facts->port);
  g_string_append_printf (line, " (TCP%s%s)", facts->scheme != NULL ? ", " : "",
                          facts->scheme != NULL ? facts->scheme : "");
  for (guint i = 0; i < ifa_evidence_get_n_checks (report->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (report->evidence, i);
      const IfaTcpFacts *tcp = check->type == &ifa_tcp_facts ? check->facts : NULL;

      if (tcp != NULL && tcp->address != NULL && g_strcmp0 (tcp->host, facts->host) == 0
          && tcp->port == facts->port && strstr (line->str, tcp->address) == NULL)
        g_string_append_printf (line, " %s", tcp->address);
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* What the profile needs, whatever is broken today. */
static void
append_hosts (GString *body, const IfaReport *report)
{
  guint n = 0;

  append_paragraph (body, _ ("Please allow connections from our office to these hosts and ports, "
                             "and exempt them from HTTPS inspection. Nothing has to be opened from "
                             "outside:"));
  for (guint i = 0; i < ifa_evidence_get_n_checks (report->evidence) && n < MAX_HOST_LINES; i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (report->evidence, i);
      const IfaEndpointFacts *facts = check->type == &ifa_endpoint_facts ? check->facts : NULL;
      g_autofree char *line = NULL;

      if (facts == NULL || facts->host == NULL)
        continue;
      line = dup_host_line (report, facts);
      append_line (body, facts->name != NULL ? facts->name : check->id, line);
      n++;
    }
}

static char *
dup_it_body (const IfaReport *report)
{
  g_autoptr (GString) body = g_string_new (NULL);
  const IfaFinding *root = root_of (report);
  g_autofree char *message = NULL;
  g_autofree char *opening = NULL;
  g_autofree char *headline = dup_headline (report);

  if (root != NULL && root->cause->acts == IFA_ACTS_IT)
    message = ifa_finding_dup_message (root);
  if (message == NULL)
    opening = g_strdup_printf (_ ("Hello,\n\nour invoicing depends on %s. A check from this "
                                  "computer says: %s."),
                               service_of (report), headline);
  append_paragraph (body, message != NULL ? message : opening);
  append_hosts (body, report);
  append_paragraph (body, _ ("The circumstances:"));
  append_circumstances (body, report);
  if (root != NULL)
    append_evidence (body, report, root);
  append_changes (body, report);
  append_report (body, report);
  return g_string_free (g_steal_pointer (&body), FALSE);
}

static char *
dup_who_acts (IfaActs acts)
{
  switch (acts)
    {
    case IFA_ACTS_YOU:
      return g_strdup (_ ("We can end this ourselves, and are at it."));
    case IFA_ACTS_IT:
      return g_strdup (_ ("Our IT colleague has to end this; the details are with him."));
    case IFA_ACTS_ISP:
      return g_strdup (_ ("Our internet provider has to end this; the details are with him."));
    case IFA_ACTS_VENDOR:
    default:
      return g_strdup (_ ("The invoice service has to end this; its support desk has our report."));
    }
}

static char *
dup_situation (const IfaReport *report)
{
  g_autofree char *headline = dup_headline (report);
  g_autofree char *checked = ifa_phrase_dup_date (report->started);

  switch (report->diagnosis->verdict)
    {
    case IFA_VERDICT_PROBLEM:
      /* Translators: the service, when, what was found. */
      if (report->since == NULL)
        return g_strdup_printf (_ ("We cannot issue invoices through %s (checked at %s): %s."),
                                service_of (report), checked, headline);
      /* Translators: since when, the service, what was found. */
      return g_strdup_printf (_ ("Since %s we cannot issue invoices through %s: %s."),
                              report->since, service_of (report), headline);
    case IFA_VERDICT_ATTENTION:
      /* Translators: the service, what was found. */
      return g_strdup_printf (_ ("Invoicing through %s works, but needs attention: %s."),
                              service_of (report), headline);
    case IFA_VERDICT_OK:
      /* Translators: the service, when. */
      return g_strdup_printf (_ ("Invoicing through %s works; checked at %s."), service_of (report),
                              checked);
    case IFA_VERDICT_INCOMPLETE:
    default:
      /* Translators: the service, when. */
      return g_strdup_printf (_ ("It could not be found out yet whether invoicing through %s "
                                 "works; checked at %s."),
                              service_of (report), checked);
    }
}

static char *
dup_money (const IfaReport *report)
{
  if (report->unsent == IFA_UNKNOWN_INTEGER || report->unsent == 0)
    return NULL;
  if (report->unsent_total == NULL)
    return g_strdup_printf (ngettext ("%d invoice is waiting on this computer; it is safe.",
                                      "%d invoices are waiting on this computer; they are safe.",
                                      report->unsent),
                            (int) MIN (report->unsent, G_MAXINT));
  /* Translators: how many invoices, and their sum with its currency. */
  return g_strdup_printf (ngettext ("%d invoice (%s) is waiting on this computer; it is safe.",
                                    "%d invoices (%s) are waiting on this computer; they are safe.",
                                    report->unsent),
                          (int) MIN (report->unsent, G_MAXINT), report->unsent_total);
}

static char *
dup_boss_body (const IfaReport *report)
{
  g_autoptr (GString) body = g_string_new (NULL);
  const IfaFinding *root = root_of (report);
  g_autofree char *situation = dup_situation (report);
  g_autofree char *money = dup_money (report);

  g_string_append (body, situation);
  if (root != NULL)
    {
      g_autofree char *who = dup_who_acts (root->cause->acts);
      g_string_append_printf (body, " %s", who);
    }
  append_paragraph (body, money);
  if (report->deadline != NULL)
    {
      /* Translators: a legal rule, in the words of the service's profile. */
      g_autofree char *deadline = g_strdup_printf (_ ("Deadline: %s"), report->deadline);
      append_paragraph (body, deadline);
    }
  return g_string_free (g_steal_pointer (&body), FALSE);
}

static char *
dup_subject (const IfaReport *report, IfaLetterKind kind)
{
  g_autofree char *headline = dup_headline (report);
  const IfaFinding *root = root_of (report);

  switch (kind)
    {
    case IFA_LETTER_IT:
      /* Translators: subject of a letter to IT; the name of the service. */
      return g_strdup_printf (_ ("%s: please allow in our network"), service_of (report));
    case IFA_LETTER_BOSS:
      return g_strdup_printf ("%s: %s", service_of (report), headline);
    case IFA_LETTER_VENDOR:
    default:
      return root != NULL ? g_strdup_printf ("%s [%s]", headline, root->cause->id)
                          : g_steal_pointer (&headline);
    }
}

/* Many foreign words went into it; only its lines may stay. */
static char *
dup_harmless (char *taken)
{
  g_autofree char *text = taken;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      char *visible = ifa_text_dup_visible (*line);
      g_free (*line);
      *line = visible;
    }
  return g_strjoinv ("\n", lines);
}

/**
 * ifa_letter_new:
 * @report: a report; what is private in it stays out of the letter
 * @kind: who reads it
 * @language: (nullable): the reader's language, as in "zh-CN"; `NULL`: the current one
 *
 * Another language than the current one: in the main thread only.
 *
 * Returns: (transfer full): the letter
 */
IfaLetter *
ifa_letter_new (const IfaReport *report, IfaLetterKind kind, const char *language)
{
  G_GNUC_UNUSED g_autoptr (IfaLanguageScope) scope = ifa_language_enter (language);
  g_autoptr (IfaReport) shown = ifa_report_new_redacted (report);
  IfaLetter *letter = g_new0 (IfaLetter, 1);

  letter->subject = dup_harmless (dup_subject (shown, kind));
  if (kind == IFA_LETTER_IT)
    letter->body = dup_harmless (dup_it_body (shown));
  else if (kind == IFA_LETTER_BOSS)
    letter->body = dup_harmless (dup_boss_body (shown));
  else
    letter->body = dup_harmless (dup_vendor_body (shown));
  return letter;
}

void
ifa_letter_free (IfaLetter *letter)
{
  if (letter == NULL)
    return;

  g_free (letter->subject);
  g_free (letter->body);
  g_free (letter);
}

gboolean
ifa_letter_kind_from_string (const char *name, IfaLetterKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_strcmp0 (kind_names[i], name) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}
