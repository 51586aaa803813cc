/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The rows of the result page that are made of the checks: details, exchanges, what was left out.
 */

#include "config.h"

#include "result-rows.h"

#include <glib/gi18n.h>

#include "check-item.h"
#include "facts-grid.h"
#include "facts.h"
#include "rows.h"

/* More than that nobody reads on this page; the page with all checks has the rest. */
#define MAX_DETAILED_CHECKS 8
#define MAX_EXCHANGES 30

static void
add_grid (AdwExpanderRow *expander, GPtrArray *rows, GtkWidget *grid)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_widget_set_margin_top (grid, 12);
  gtk_widget_set_margin_bottom (grid, 12);
  gtk_widget_set_margin_start (grid, 14);
  gtk_widget_set_margin_end (grid, 14);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), grid);
  adw_expander_row_add_row (expander, row);
  g_ptr_array_add (rows, row);
}

static char *
dup_list (IfaResult *result, GPtrArray *ids, char *(*dup_word) (IfaResult *, const char *) )
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autofree char *word = dup_word (result, g_ptr_array_index (ids, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", word);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_consequence (IfaResult *result, const char *consequence)
{
  return ifa_words_dup_consequence (consequence);
}

static GtkWidget *
new_finding_grid (IfaResult *result, const IfaFinding *finding)
{
  GtkWidget *grid = ifa_facts_grid_new ();
  g_autofree char *technical = ifa_cause_dup_text (finding->cause->technical, finding->parameters);
  g_autofree char *endpoints = dup_list (result, finding->endpoints, ifa_result_dup_endpoint_name);
  g_autofree char *consequences = dup_list (result, finding->consequences, dup_consequence);

  /* Translators: the stable id of a cause, such as "certificate-expired" */
  ifa_facts_grid_add (grid, _ ("Cause"), finding->cause->id);
  ifa_facts_grid_add (grid, _ ("In short"), technical);
  ifa_facts_grid_add (grid, _ ("How sure"), ifa_words_certainty (finding->certainty));
  ifa_facts_grid_add (grid, _ ("Where"), endpoints);
  ifa_facts_grid_add (grid, _ ("What follows"), consequences);
  return grid;
}

static GtkWidget *
new_run_grid (const IfaReport *report)
{
  GtkWidget *grid = ifa_facts_grid_new ();

  ifa_facts_grid_add (grid, _ ("Checked at"), report->started);
  ifa_facts_grid_add (grid, _ ("Report"), report->id);
  ifa_facts_grid_add (grid, _ ("Program"), report->app_version);
  ifa_facts_grid_add (grid, _ ("Profile"), report->profile_id);
  ifa_facts_grid_add (grid, _ ("System"), report->os);
  return grid;
}

/**
 * ifa_result_add_details:
 * @result: a result
 * @expander: where the details go
 * @rows: (element-type GtkWidget): gets the rows that were added
 */
void
ifa_result_add_details (IfaResult *result, AdwExpanderRow *expander, GPtrArray *rows)
{
  IfaReport *report = ifa_result_get_report (result);
  IfaFinding *cause = ifa_result_get_cause (result);

  if (cause != NULL)
    {
      add_grid (expander, rows, new_finding_grid (result, cause));
      for (guint i = 0; i < MIN (cause->evidence->len, MAX_DETAILED_CHECKS); i++)
        {
          const char *id = g_ptr_array_index (cause->evidence, i);
          const IfaCheck *check = ifa_evidence_find (report->evidence, id);
          GtkWidget *grid = NULL;

          if (check == NULL)
            continue;
          grid = ifa_facts_grid_new ();
          ifa_facts_grid_add_check (grid, check);
          add_grid (expander, rows, grid);
        }
    }
  add_grid (expander, rows, new_run_grid (report));
}

/* The check that says most about an endpoint: what it answered, or how far it got. */
static const IfaCheck *
find_exchange (const IfaReport *report, const char *endpoint)
{
  const IfaFactsType *const kinds[] = { &ifa_http_facts, &ifa_tls_facts, &ifa_tcp_facts };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0; i < ifa_evidence_get_n_checks (report->evidence); i++)
      {
        const IfaCheck *check = ifa_evidence_get_check (report->evidence, i);

        if (check->type == kinds[k] && check->role == IFA_ROLE_SERVICE
            && check->outcome != IFA_OUTCOME_NOT_TESTED
            && g_strcmp0 (check->endpoint, endpoint) == 0)
          return check;
      }
  return NULL;
}

/**
 * ifa_result_add_exchanged:
 * @result: a result
 * @group: where the rows go
 * @rows: (element-type GtkWidget): gets the rows that were added
 *
 * One row for each endpoint of the service: what was exchanged with it.
 */
void
ifa_result_add_exchanged (IfaResult *result, AdwPreferencesGroup *group, GPtrArray *rows)
{
  IfaReport *report = ifa_result_get_report (result);
  guint n_shown = 0;

  for (guint i = 0; i < ifa_evidence_get_n_checks (report->evidence); i++)
    {
      const IfaCheck *endpoint = ifa_evidence_get_check (report->evidence, i);
      const IfaCheck *check = NULL;
      g_autofree char *name = NULL;
      g_autofree char *summary = NULL;
      GtkWidget *row = NULL;

      if (endpoint->type == &ifa_endpoint_facts && n_shown < MAX_EXCHANGES)
        check = find_exchange (report, endpoint->endpoint);
      if (check == NULL)
        continue;

      name = ifa_result_dup_endpoint_name (result, endpoint->endpoint);
      summary = ifa_words_dup_check_summary (check);
      row = ifa_row_new (name, summary);
      ifa_row_add_status (row, ifa_diagnosis_get_check_status (report->diagnosis, check));
      adw_preferences_group_add (group, row);
      g_ptr_array_add (rows, row);
      n_shown++;
    }
  gtk_widget_set_visible (GTK_WIDGET (group), n_shown > 0);
}

static void
note_kind (GHashTable *kinds, const IfaCheck *check)
{
  const char *reason = check->reason != NULL ? check->reason : "";
  GPtrArray *names = g_hash_table_lookup (kinds, reason);
  const char *name = ifa_words_kind_title (check->type);

  if (names == NULL)
    {
      names = g_ptr_array_new ();
      g_hash_table_insert (kinds, g_strdup (reason), names);
    }
  if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, (gpointer) name);
}

/**
 * ifa_result_add_not_checked:
 * @result: a result
 * @group: where the rows go
 * @rows: (element-type GtkWidget): gets the rows that were added
 *
 * One row for each reason, with the kinds of checks that were left out for it.
 */
void
ifa_result_add_not_checked (IfaResult *result, AdwPreferencesGroup *group, GPtrArray *rows)
{
  IfaReport *report = ifa_result_get_report (result);
  g_autoptr (GHashTable) kinds
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GList) reasons = NULL;

  for (guint i = 0; i < ifa_evidence_get_n_checks (report->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (report->evidence, i);
      const char *status = ifa_diagnosis_get_check_status (report->diagnosis, check);

      if (ifa_check_is_shown (check) && g_strcmp0 (status, "skipped") == 0)
        note_kind (kinds, check);
    }

  reasons = g_list_sort (g_hash_table_get_keys (kinds), (GCompareFunc) g_strcmp0);
  for (GList *l = reasons; l != NULL; l = l->next)
    {
      GPtrArray *names = g_hash_table_lookup (kinds, l->data);
      g_autofree char *why = ifa_words_dup_reason (*(char *) l->data != '\0' ? l->data : NULL);
      g_autofree char *what = NULL;
      GtkWidget *row = NULL;

      g_ptr_array_add (names, NULL);
      what = g_strjoinv (" · ", (char **) names->pdata);
      row = ifa_row_new (what, why);
      ifa_row_add_status (row, "skipped");
      adw_preferences_group_add (group, row);
      g_ptr_array_add (rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (group), reasons != NULL);
}
