/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "outline.h"

#include <glib/gi18n-lib.h>

#include "emergency.h"
#include "phrase.h"
#include "facts.h"
#include "map-drawing.h"
#include "report-private.h"

static void
block_clear (gpointer data)
{
  IfaBlock *block = data;

  g_free (block->text);
  g_free (block->label);
  g_free (block->detail);
}

/**
 * ifa_outline_add:
 * @outline: the outline
 * @kind: what to add
 * @text: its text
 *
 * Returns: (transfer none): the new block, until the next is added
 */
IfaBlock *
ifa_outline_add (IfaOutline *outline, IfaBlockKind kind, const char *text)
{
  IfaBlock block = { .kind = kind, .text = g_strdup (text), .is_technical = outline->is_technical };

  g_array_append_val (outline->blocks, block);
  return &g_array_index (outline->blocks, IfaBlock, outline->blocks->len - 1);
}

/**
 * ifa_outline_add_fact:
 * @outline: the outline
 * @label: what it is
 * @text: (nullable): the value; nothing is added for `NULL` and for nothing
 */
void
ifa_outline_add_fact (IfaOutline *outline, const char *label, const char *text)
{
  if (text != NULL && text[0] != '\0')
    ifa_outline_add (outline, IFA_BLOCK_FACT, text)->label = g_strdup (label);
}

static void
add_badge (IfaOutline *outline, const char *label, const char *text)
{
  ifa_outline_add (outline, IFA_BLOCK_BADGE, text)->label = g_strdup (label);
}

static void
add_steps (IfaOutline *outline, const IfaFinding *finding)
{
  g_auto (GStrv) steps = ifa_finding_dup_steps (finding);

  for (guint i = 0; steps[i] != NULL; i++)
    ifa_outline_add (outline, IFA_BLOCK_STEP, steps[i])->label = g_strdup_printf ("%u", i + 1);
}

/* The finding that the headline names: a cancelled run has no headline but that. */
static const IfaFinding *
root_finding (const IfaReport *report)
{
  return report->cancelled ? NULL : ifa_diagnosis_get_headline (report->diagnosis);
}

static void
add_without_cause (IfaOutline *outline)
{
  IfaVerdict verdict = outline->report->diagnosis->verdict;

  ifa_outline_add (outline, IFA_BLOCK_TITLE,
                   outline->report->cancelled ? _ ("The check was stopped before its end")
                                              : ifa_words_verdict_title (verdict));
  ifa_outline_add (outline, IFA_BLOCK_MAP, NULL)->text
      = ifa_map_dup_sentence (outline->report->diagnosis->stations);
  ifa_outline_add (outline, IFA_BLOCK_SECTION, _ ("What it means for your invoices"));
  ifa_outline_add (outline, IFA_BLOCK_TEXT, ifa_words_verdict_explanation (verdict));
}

static void
add_root_cause (IfaOutline *outline, const IfaFinding *finding)
{
  g_autofree char *title = ifa_finding_dup_title (finding);
  g_autofree char *explanation = ifa_finding_dup_explanation (finding);

  ifa_outline_add (outline, IFA_BLOCK_TITLE, title);
  ifa_outline_add (outline, IFA_BLOCK_MAP, NULL)->text
      = ifa_map_dup_sentence (outline->report->diagnosis->stations);
  ifa_outline_add (outline, IFA_BLOCK_SECTION, _ ("What it means for your invoices"));
  ifa_outline_add (outline, IFA_BLOCK_TEXT, explanation);
  ifa_outline_add (outline, IFA_BLOCK_SECTION, _ ("What to do now"));
  add_steps (outline, finding);
  ifa_outline_add (outline, IFA_BLOCK_SECTION, _ ("Who can fix it, and how sure this is"));
  add_badge (outline, _ ("Who can fix it"), ifa_words_acts (finding->cause->acts));
  add_badge (outline, _ ("How sure"), ifa_words_certainty (finding->certainty));
  add_badge (outline, _ ("How grave"), ifa_words_severity (finding->severity));
}

/* Faults beside the first: as grave, or only worth knowing. */
static void
add_further_causes (IfaOutline *outline)
{
  const GPtrArray *findings = outline->report->diagnosis->findings;
  guint first = root_finding (outline->report) != NULL ? 1 : 0;

  if (findings->len <= first)
    return;
  ifa_outline_add (outline, IFA_BLOCK_SECTION, _ ("What was found besides"));
  for (guint i = first; i < findings->len; i++)
    {
      const IfaFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *title = ifa_finding_dup_title (finding);
      g_autofree char *explanation = ifa_finding_dup_explanation (finding);

      ifa_outline_add (outline, IFA_BLOCK_GROUP, title)->label = g_strdup (finding->cause->id);
      ifa_outline_add (outline, IFA_BLOCK_TEXT, explanation);
      add_steps (outline, finding);
      add_badge (outline, _ ("Who can fix it"), ifa_words_acts (finding->cause->acts));
      add_badge (outline, _ ("How sure"), ifa_words_certainty (finding->certainty));
    }
}

/**
 * ifa_report_dup_endpoint_name:
 * @report: a report
 * @id: an endpoint's id
 *
 * Returns: (transfer full): the endpoint's name as the person knows it, or its id
 */
char *
ifa_report_dup_endpoint_name (const IfaReport *report, const char *id)
{
  g_autofree char *check_id = g_strconcat ("endpoint.", id, NULL);
  const IfaCheck *check = ifa_evidence_find (report->evidence, check_id);
  const IfaEndpointFacts *facts
      = check != NULL && check->type == &ifa_endpoint_facts ? check->facts : NULL;

  return g_strdup (facts != NULL && facts->name != NULL ? facts->name : id);
}

/* "Invoice issuing, Signing": by their names, as the person knows them. */
static char *
dup_endpoint_names (const IfaReport *report, const GPtrArray *ids)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *name = ifa_report_dup_endpoint_name (report, g_ptr_array_index (ids, i));
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
add_answer (IfaOutline *outline, const char *label, IfaTri answer, const char *yes, const char *no)
{
  if (answer != IFA_TRI_UNKNOWN)
    ifa_outline_add_fact (outline, label, answer == IFA_TRI_YES ? yes : no);
}

static void
add_unsent (IfaOutline *outline)
{
  const IfaReport *report = outline->report;
  g_autofree char *text = NULL;

  if (report->unsent == IFA_UNKNOWN_INTEGER)
    return;
  text = report->unsent_total != NULL
             ? g_strdup_printf ("%" G_GINT64_FORMAT " (%s)", report->unsent, report->unsent_total)
             : g_strdup_printf ("%" G_GINT64_FORMAT, report->unsent);
  ifa_outline_add_fact (outline, _ ("Invoices waiting"), text);
}

/* When, what, where: what a support desk asks first. */
static void
add_circumstances (IfaOutline *outline)
{
  const IfaReport *report = outline->report;
  const IfaFinding *root = root_finding (report);
  g_autofree char *seconds = g_strdup_printf ("%.1f s", report->duration_ms / 1000.0);

  ifa_outline_add (outline, IFA_BLOCK_SECTION, _ ("At a glance"));
  ifa_outline_add_fact (outline, _ ("Service"), report->profile_name);
  ifa_outline_add_fact (outline, _ ("Checked at"), report->started);
  ifa_outline_add_fact (outline, _ ("The check took"), seconds);
  if (root != NULL && root->endpoints->len > 0)
    {
      g_autofree char *names = dup_endpoint_names (report, root->endpoints);
      ifa_outline_add_fact (outline, _ ("Parts of the service concerned"), names);
    }
  ifa_outline_add_fact (outline, _ ("Since"), report->since);
  ifa_outline_add_fact (outline, _ ("What the person was doing"), report->note);
  ifa_outline_add_fact (outline, _ ("Message of the invoicing program"), report->message);
  add_answer (outline, _ ("Which computers"), report->all_computers,
              _ ("All computers in the office"), _ ("Only this one"));
  add_answer (outline, _ ("While an invoice was being sent"), report->while_sending,
              _ ("Yes: it may have been issued. Look it up before sending it again"), _ ("No"));
  add_unsent (outline);
  ifa_outline_add_fact (outline, _ ("Deadline"), report->deadline);
}

/* Beside the cause, never as a cause: much changes that does no harm. */
static void
add_changes (IfaOutline *outline)
{
  const IfaReport *report = outline->report;

  if (report->changes == NULL || report->diagnosis->verdict == IFA_VERDICT_OK)
    return;
  ifa_outline_add (outline, IFA_BLOCK_SECTION, _ ("What has changed since it last worked"));
  ifa_outline_add_fact (outline, _ ("It last worked at"), report->changes_since);
  if (report->changes->len == 0)
    ifa_outline_add (outline, IFA_BLOCK_TEXT,
                     _ ("Nothing on this computer and its network that was looked at."));
  for (guint i = 0; i < report->changes->len; i++)
    {
      const IfaChange *change = g_ptr_array_index (report->changes, i);
      g_autofree char *sentence = ifa_report_dup_change_sentence (report, change);

      ifa_outline_add (outline, IFA_BLOCK_TEXT, sentence);
    }
}

/* A newer program may see it differently than the one that wrote the report. */
static void
add_original (IfaOutline *outline)
{
  const IfaReport *report = outline->report;
  const IfaFinding *root = root_finding (report);
  const char *now = root != NULL ? root->cause->id : "–";
  const char *then;

  if (report->original_causes == NULL)
    return;
  then = report->original_causes->len > 0 ? g_ptr_array_index (report->original_causes, 0) : "–";
  if (g_str_equal (now, then))
    return;

  ifa_outline_add (outline, IFA_BLOCK_SECTION, _ ("Judged again"));
  ifa_outline_add (outline, IFA_BLOCK_TEXT,
                   _ ("The program that wrote this report named another cause for the same "
                      "measurements than this version does."));
  ifa_outline_add_fact (outline, _ ("Then"), then);
  ifa_outline_add_fact (outline, _ ("Now"), now);
}

static void
add_support (IfaOutline *outline)
{
  const IfaReport *report = outline->report;

  if (report->vendor_name == NULL && report->vendor_email == NULL && report->vendor_phone == NULL
      && report->vendor_url == NULL)
    return;
  ifa_outline_add (outline, IFA_BLOCK_SECTION, _ ("Support desk of the service"));
  ifa_outline_add_fact (outline, _ ("Name"), report->vendor_name);
  ifa_outline_add_fact (outline, _ ("E-mail"), report->vendor_email);
  ifa_outline_add_fact (outline, _ ("Phone"), report->vendor_phone);
  ifa_outline_add_fact (outline, _ ("Web"), report->vendor_url);
}

/**
 * ifa_outline_new:
 * @report: a redacted report; it must outlive the outline
 *
 * Returns: (transfer full): everything that the report says, in the current language
 */
IfaOutline *
ifa_outline_new (const IfaReport *report)
{
  IfaOutline *outline = g_new0 (IfaOutline, 1);
  const IfaFinding *root = root_finding (report);

  outline->report = report;
  outline->blocks = g_array_new (FALSE, TRUE, sizeof (IfaBlock));
  g_array_set_clear_func (outline->blocks, block_clear);

  if (root != NULL)
    add_root_cause (outline, root);
  else
    add_without_cause (outline);
  ifa_emergency_add_to_outline (report->emergency, outline);
  add_further_causes (outline);
  add_circumstances (outline);
  add_changes (outline);
  add_original (outline);
  add_support (outline);
  ifa_outline_add_checks (outline);
  ifa_outline_add_details (outline);
  return outline;
}

void
ifa_outline_free (IfaOutline *outline)
{
  if (outline == NULL)
    return;

  g_array_unref (outline->blocks);
  g_free (outline);
}
