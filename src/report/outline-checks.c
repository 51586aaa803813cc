/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The longer half of a report: every check, what was not checked, and the details for IT. */

#include "outline.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "facts.h"
#include "report-private.h"

/* A run with more checks than this is for a vendor's tools, which read the JSON. */
#define MAX_CHECKS_IN_FULL 60

static gboolean
is_expectation (const IfaCheck *check)
{
  return check->type == &ifa_endpoint_facts || check->type == &ifa_run_facts;
}

/* "Connection · Invoice issuing": of several parts of the service, which. */
static char *
dup_check_label (const IfaReport *report, const IfaCheck *check)
{
  const char *kind = ifa_words_kind_title (check->type);
  g_autofree char *name = check->endpoint != NULL && check->role == IFA_ROLE_SERVICE
                              ? ifa_report_dup_endpoint_name (report, check->endpoint)
                              : NULL;

  return name != NULL ? g_strdup_printf ("%s · %s", kind, name) : g_strdup (kind);
}

static void
add_check (IfaOutline *outline, const IfaCheck *check, const char *status)
{
  IfaBlock *block = ifa_outline_add (outline, IFA_BLOCK_CHECK, NULL);

  block->text = ifa_words_dup_check_summary (check);
  block->label = dup_check_label (outline->report, check);
  block->detail = g_strdup (check->id);
  block->status = status;
}

static gboolean
is_large (const IfaReport *report)
{
  return ifa_evidence_get_n_checks (report->evidence) > MAX_CHECKS_IN_FULL;
}

static const char *
status_at (const IfaReport *report, guint position)
{
  const IfaCheck *check = ifa_evidence_get_check (report->evidence, position);

  return is_expectation (check) ? NULL : ifa_diagnosis_get_check_status (report->diagnosis, check);
}

/* Where hundreds of checks are fine, one line for each part of the service says so. */
static void
add_passed_group (IfaOutline *outline, guint first)
{
  const IfaReport *report = outline->report;
  const IfaCheck *check = ifa_evidence_get_check (report->evidence, first);
  guint n_checks = ifa_evidence_get_n_checks (report->evidence);
  guint n = 0;
  IfaBlock *block;

  for (guint i = first; i < n_checks; i++)
    {
      const IfaCheck *other = ifa_evidence_get_check (report->evidence, i);

      if (g_strcmp0 (other->endpoint, check->endpoint) != 0)
        break;
      n += g_strcmp0 (status_at (report, i), "pass") == 0;
    }

  block = ifa_outline_add (outline, IFA_BLOCK_CHECK, NULL);
  block->text = g_strdup_printf (ngettext ("%u check, fine.", "%u checks, all fine.", n), n);
  block->label = ifa_report_dup_endpoint_name (report, check->endpoint);
  block->detail = g_strdup (check->endpoint);
  block->status = "pass";
}

static void
add_made_checks (IfaOutline *outline)
{
  const IfaReport *report = outline->report;
  gboolean grouped = is_large (report);
  const char *last_group = NULL;

  ifa_outline_add (outline, IFA_BLOCK_SECTION, _ ("Everything that was checked"));
  for (guint i = 0; i < ifa_evidence_get_n_checks (report->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (report->evidence, i);
      const char *status = status_at (report, i);

      if (status == NULL || g_str_equal (status, "skipped"))
        continue;
      if (!grouped || !g_str_equal (status, "pass") || check->endpoint == NULL)
        add_check (outline, check, status);
      else if (g_strcmp0 (last_group, check->endpoint) != 0)
        {
          last_group = check->endpoint;
          add_passed_group (outline, i);
        }
    }
}

static void
add_skipped_checks (IfaOutline *outline)
{
  const IfaReport *report = outline->report;
  guint n = 0;

  ifa_outline_add (outline, IFA_BLOCK_SECTION, _ ("Not checked, and why"));
  for (guint i = 0; i < ifa_evidence_get_n_checks (report->evidence); i++)
    if (g_strcmp0 (status_at (report, i), "skipped") == 0)
      {
        add_check (outline, ifa_evidence_get_check (report->evidence, i), "skipped");
        n++;
      }
  if (n == 0)
    ifa_outline_add (outline, IFA_BLOCK_TEXT,
                     _ ("Everything that belongs to this check was made."));
}

/**
 * ifa_outline_add_checks:
 * @outline: the outline
 *
 * Adds one sentence for each check, those that were not made apart, with their reasons. In a very
 * large run the checks that passed are counted for each part of the service.
 */
void
ifa_outline_add_checks (IfaOutline *outline)
{
  add_made_checks (outline);
  add_skipped_checks (outline);
}

static char *
join_ids (const GPtrArray *ids)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; i < ids->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (ids, i));
  list = g_strv_builder_end (builder);
  return g_strjoinv (", ", list);
}

static void
add_cause_details (IfaOutline *outline, const IfaFinding *finding)
{
  g_autofree char *technical = ifa_cause_dup_text (finding->cause->technical, finding->parameters);
  g_autofree char *evidence = join_ids (finding->evidence);
  g_autofree char *endpoints = join_ids (finding->endpoints);
  g_autofree char *consequences = join_ids (finding->consequences);
  g_autofree char *judged
      = g_strdup_printf ("%s, %s, %s", ifa_severity_to_string (finding->severity),
                         ifa_certainty_to_string (finding->certainty),
                         ifa_acts_to_string (finding->cause->acts));

  ifa_outline_add (outline, IFA_BLOCK_GROUP, finding->cause->id);
  ifa_outline_add_fact (outline, _ ("In technical words"), technical);
  ifa_outline_add_fact (outline, _ ("Judged as"), judged);
  ifa_outline_add_fact (outline, _ ("Endpoints"), endpoints);
  ifa_outline_add_fact (outline, _ ("Rests on"), evidence);
  ifa_outline_add_fact (outline, _ ("What follows from it"), consequences);
}

static void
add_facts (IfaOutline *outline, const IfaCheck *check)
{
  for (guint i = 0; i < check->type->n_fields; i++)
    {
      const IfaField *field = &check->type->fields[i];
      g_autofree char *text = ifa_field_dup_text (field, check->facts, NULL, NULL);
      ifa_outline_add_fact (outline, ifa_words_field_label (field), text);
    }
}

static void
add_check_details (IfaOutline *outline, const IfaCheck *check)
{
  g_autofree char *times = g_strdup_printf ("%+" G_GINT64_FORMAT " ms, %" G_GINT64_FORMAT " ms",
                                            check->started_ms, check->duration_ms);

  ifa_outline_add (outline, IFA_BLOCK_GROUP, ifa_words_kind_title (check->type))->label
      = g_strdup (check->id);
  if (!is_expectation (check))
    {
      ifa_outline_add_fact (outline, _ ("Outcome"), ifa_outcome_to_string (check->outcome));
      ifa_outline_add_fact (outline, _ ("Started after, took"), times);
    }
  ifa_outline_add_fact (outline, _ ("Reason"), check->reason);
  ifa_outline_add_fact (outline, _ ("In the library's words"), check->detail);
  add_facts (outline, check);
}

static gboolean
is_evidence_of_something (const IfaReport *report, const IfaCheck *check)
{
  const GPtrArray *findings = report->diagnosis->findings;

  for (guint i = 0; i < findings->len; i++)
    {
      const IfaFinding *finding = g_ptr_array_index (findings, i);
      if (g_ptr_array_find_with_equal_func (finding->evidence, check->id, g_str_equal, NULL))
        return TRUE;
    }
  return FALSE;
}

static void
add_all_check_details (IfaOutline *outline)
{
  const IfaReport *report = outline->report;
  guint n_left_out = 0;
  g_autofree char *note = NULL;

  for (guint i = 0; i < ifa_evidence_get_n_checks (report->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (report->evidence, i);
      const char *status = status_at (report, i);
      gboolean is_fine = status == NULL || g_str_equal (status, "pass");

      if (is_large (report) && is_fine && !is_evidence_of_something (report, check))
        n_left_out++;
      else
        add_check_details (outline, check);
    }
  if (n_left_out == 0)
    return;
  note = g_strdup_printf (
      ngettext ("The facts of %u more check that was fine stand in the JSON report.",
                "The facts of %u more checks that were fine stand in the JSON report.", n_left_out),
      n_left_out);
  ifa_outline_add (outline, IFA_BLOCK_TEXT, note);
}

static void
add_hidden (IfaOutline *outline)
{
  const IfaReport *report = outline->report;
  gboolean found = FALSE;

  ifa_outline_add (outline, IFA_BLOCK_GROUP, _ ("What was hidden in this report"));
  for (guint i = 0; i < IFA_N_DETAILS; i++)
    if (report->n_hidden[i] > 0)
      {
        g_autofree char *count = g_strdup_printf ("%u", report->n_hidden[i]);
        ifa_outline_add_fact (outline, ifa_detail_get_label (i), count);
        found = TRUE;
      }
  if (!found)
    ifa_outline_add (outline, IFA_BLOCK_TEXT, _ ("Nothing had to be hidden."));
}

static void
add_about (IfaOutline *outline)
{
  const IfaReport *report = outline->report;
  g_autofree char *profile = g_strdup_printf ("%s (%" G_GINT64_FORMAT ")",
                                              report->profile_id != NULL ? report->profile_id : "–",
                                              report->profile_version);
  g_autofree char *program
      = g_strdup_printf (IFA_REPORT_PROGRAM " %s",
                         report->app_version != NULL ? report->app_version : "");

  ifa_outline_add (outline, IFA_BLOCK_GROUP, _ ("This report"));
  ifa_outline_add_fact (outline, _ ("Report id"), report->id);
  ifa_outline_add_fact (outline, _ ("Program"), program);
  ifa_outline_add_fact (outline, _ ("Profile (version)"), profile);
  ifa_outline_add_fact (outline, _ ("System"), report->os);
  ifa_outline_add_fact (outline, _ ("Desktop"), report->desktop);
  ifa_outline_add_fact (outline, _ ("Name given to this network"), report->network);
  ifa_outline_add_fact (outline, _ ("Inside a sandbox"), report->sandbox ? _ ("Yes") : _ ("No"));
}

/**
 * ifa_outline_add_details:
 * @outline: the outline
 *
 * Adds what only IT and the vendor read: ids, outcomes, every fact.
 */
void
ifa_outline_add_details (IfaOutline *outline)
{
  const IfaReport *report = outline->report;
  const GPtrArray *findings = report->diagnosis->findings;

  outline->is_technical = TRUE;
  ifa_outline_add (outline, IFA_BLOCK_SECTION, _ ("Details for IT"));
  for (guint i = 0; i < findings->len; i++)
    add_cause_details (outline, g_ptr_array_index (findings, i));
  add_about (outline);
  add_hidden (outline);
  add_all_check_details (outline);
}
