/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "diagnosis.h"

#include "finding.h"
#include "stations.h"

/* A rule that matched, for one endpoint or for the network. */
typedef struct
{
  const IfaRule *rule;
  const IfaTarget *target; /* (nullable) */
  IfaFinding *finding;
  IfaCertainty certainty; /* outlasts the finding, which is handed on */
} Match;

static void
match_free (Match *match)
{
  ifa_finding_free (match->finding);
  g_free (match);
}

static void
set_unless_known (IfaFinding *finding, const char *name, const char *value)
{
  if (!g_hash_table_contains (finding->parameters, name))
    ifa_finding_set (finding, name, value);
}

/* What every message to IT or the vendor wants to name. */
static void
describe (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  if (view->run != NULL)
    {
      set_unless_known (finding, "service", view->run->service);
      set_unless_known (finding, "vendor", view->run->vendor);
    }
  if (target == NULL)
    return;

  ifa_finding_add_unique (finding->endpoints, target->id);
  set_unless_known (finding, "endpoint", target->facts != NULL ? target->facts->name : target->id);
  set_unless_known (finding, "host", target->host);
  if (target->facts != NULL && !g_hash_table_contains (finding->parameters, "port"))
    ifa_finding_set_integer (finding, "port", target->facts->port);
  if (target->tcp->len > 0)
    {
      const IfaCheck *tcp = ifa_target_find_tcp (target, IFA_OUTCOME_OK);

      if (tcp == NULL)
        tcp = g_ptr_array_index (target->tcp, 0);
      set_unless_known (finding, "address", ((IfaTcpFacts *) tcp->facts)->address);
    }
}

static void
try_rule (const IfaRule *rule, const IfaView *view, const IfaTarget *target, GPtrArray *matches)
{
  const IfaCause *cause = ifa_cause_lookup (rule->cause);
  IfaFinding *finding = NULL;
  Match *match = NULL;

  g_return_if_fail (cause != NULL);

  finding = ifa_finding_new (cause);
  if (!rule->test (view, target, finding))
    {
      ifa_finding_free (finding);
      return;
    }

  describe (view, target, finding);
  match = g_new0 (Match, 1);
  match->rule = rule;
  match->target = target;
  match->finding = finding;
  match->certainty = finding->certainty;
  g_ptr_array_add (matches, match);
}

static const IfaRule *const tables[]
    = { ifa_sandbox_rules,       ifa_computer_rules, ifa_way_rules,           ifa_proxy_rules,
        ifa_local_network_rules, ifa_name_rules,     ifa_line_rules,          ifa_loss_rules,
        ifa_internet_rules,      ifa_security_rules, ifa_interception_rules,  ifa_service_rules,
        ifa_status_rules,        ifa_client_rules,   ifa_client_program_rules };

static GPtrArray *
match_all (const IfaView *view)
{
  GPtrArray *matches = g_ptr_array_new_with_free_func ((GDestroyNotify) match_free);
  /* What a sandbox without a network shows is the sandbox, and nothing of the computer. */
  guint n_tables = ifa_view_is_shut_in (view) ? 1 : G_N_ELEMENTS (tables);

  for (guint t = 0; t < n_tables; t++)
    for (const IfaRule *rule = tables[t]; rule->cause != NULL; rule++)
      {
        if (rule->scope == IFA_SCOPE_NETWORK)
          try_rule (rule, view, NULL, matches);
        else
          for (guint i = 0; i < view->endpoints->len; i++)
            try_rule (rule, view, g_ptr_array_index (view->endpoints, i), matches);
      }
  return matches;
}

static gboolean
yields (const Match *match, const Match *other)
{
  g_auto (GStrv) stronger = NULL;

  if (match == other || match->rule->yields_to == NULL)
    return FALSE;
  /* What is only possible hides nothing: both are named, so that the person can tell. */
  if (other->certainty == IFA_CERTAINTY_POSSIBLE)
    return FALSE;
  if (other->target != NULL && match->target != NULL && other->target != match->target)
    return FALSE;

  stronger = g_strsplit (match->rule->yields_to, " ", -1);
  return g_strv_contains ((const char *const *) stronger, other->rule->cause);
}

/* What a cause gives way to is data; a weaker match stays on as a consequence of the stronger. */
static const Match *
find_stronger (const GPtrArray *matches, const Match *match)
{
  for (guint i = 0; i < matches->len; i++)
    if (yields (match, g_ptr_array_index (matches, i)))
      return g_ptr_array_index (matches, i);
  return NULL;
}

static IfaFinding *
find_finding (const GPtrArray *findings, const IfaCause *cause)
{
  for (guint i = 0; i < findings->len; i++)
    {
      IfaFinding *finding = g_ptr_array_index (findings, i);
      if (finding->cause == cause)
        return finding;
    }
  return NULL;
}

static void
merge (IfaFinding *into, const IfaFinding *from)
{
  for (guint i = 0; i < from->endpoints->len; i++)
    ifa_finding_add_unique (into->endpoints, g_ptr_array_index (from->endpoints, i));
  for (guint i = 0; i < from->evidence->len; i++)
    ifa_finding_add_unique (into->evidence, g_ptr_array_index (from->evidence, i));
  into->certainty = MAX (into->certainty, from->certainty);
  into->severity = MIN (into->severity, from->severity);
}

static gboolean
is_required (const IfaView *view, const char *endpoint_id)
{
  for (guint i = 0; i < view->endpoints->len; i++)
    {
      const IfaTarget *target = g_ptr_array_index (view->endpoints, i);
      if (g_strcmp0 (target->id, endpoint_id) == 0)
        return target->facts == NULL || target->facts->required != IFA_TRI_NO;
    }
  return TRUE;
}

/* What only hits endpoints that invoicing can do without is no reason to stop invoicing. */
static void
soften_for_optional_endpoints (const IfaView *view, IfaFinding *finding)
{
  if (finding->endpoints->len == 0 || finding->severity != IFA_SEVERITY_PROBLEM)
    return;
  for (guint i = 0; i < finding->endpoints->len; i++)
    if (is_required (view, g_ptr_array_index (finding->endpoints, i)))
      return;
  finding->severity = IFA_SEVERITY_ATTENTION;
}

static gint
compare_findings (gconstpointer a, gconstpointer b)
{
  const IfaFinding *first = *(IfaFinding *const *) a;
  const IfaFinding *second = *(IfaFinding *const *) b;
  gboolean first_is_guess = first->certainty == IFA_CERTAINTY_POSSIBLE;
  gboolean second_is_guess = second->certainty == IFA_CERTAINTY_POSSIBLE;

  if (first->severity != second->severity)
    return (gint) first->severity - (gint) second->severity;
  if (first_is_guess != second_is_guess)
    return first_is_guess - second_is_guess;
  if (first->cause->layer != second->cause->layer)
    return (gint) first->cause->layer - (gint) second->cause->layer;
  return (gint) second->certainty - (gint) first->certainty;
}

static void
collect_findings (const IfaView *view, GPtrArray *matches, GPtrArray *findings)
{
  for (guint i = 0; i < matches->len; i++)
    {
      Match *match = g_ptr_array_index (matches, i);
      IfaFinding *same = NULL;

      if (find_stronger (matches, match) != NULL)
        continue;
      same = find_finding (findings, match->finding->cause);
      if (same != NULL)
        {
          merge (same, match->finding);
          continue;
        }
      g_ptr_array_add (findings, match->finding);
      match->finding = ifa_finding_new (match->finding->cause);
    }

  for (guint i = 0; i < findings->len; i++)
    soften_for_optional_endpoints (view, g_ptr_array_index (findings, i));
  g_ptr_array_sort (findings, compare_findings);
}

static void
collect_consequences (const GPtrArray *matches, const GPtrArray *findings)
{
  for (guint i = 0; i < matches->len; i++)
    {
      const Match *match = g_ptr_array_index (matches, i);
      const Match *stronger = find_stronger (matches, match);
      IfaFinding *finding = NULL;

      if (stronger == NULL
          || find_finding (findings, ifa_cause_lookup (match->rule->cause)) != NULL)
        continue;
      finding = find_finding (findings, ifa_cause_lookup (stronger->rule->cause));
      if (finding != NULL)
        ifa_finding_add_unique (finding->consequences, match->rule->cause);
    }
}

/**
 * ifa_diagnosis_list_causes:
 *
 * Returns: (transfer container): the ids of all causes that some rule can name, each once,
 *   `NULL`-terminated
 */
const char **
ifa_diagnosis_list_causes (void)
{
  g_autoptr (GPtrArray) causes = g_ptr_array_new ();

  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const IfaRule *rule = tables[t]; rule->cause != NULL; rule++)
      if (!g_ptr_array_find_with_equal_func (causes, rule->cause, g_str_equal, NULL))
        g_ptr_array_add (causes, (gpointer) rule->cause);
  g_ptr_array_add (causes, NULL);
  return (const char **) g_ptr_array_free (g_steal_pointer (&causes), FALSE);
}

/**
 * ifa_diagnose:
 * @evidence: what a run saw
 *
 * A pure function: the same evidence gives the same diagnosis on any computer at any time.
 *
 * Returns: (transfer full): the diagnosis
 */
IfaDiagnosis *
ifa_diagnose (const IfaEvidence *evidence)
{
  IfaDiagnosis *diagnosis = g_new0 (IfaDiagnosis, 1);
  g_autoptr (IfaView) view = ifa_view_new (evidence);
  g_autoptr (GPtrArray) matches = match_all (view);

  diagnosis->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_finding_free);
  collect_findings (view, matches, diagnosis->findings);
  collect_consequences (matches, diagnosis->findings);
  ifa_stations_judge (view, diagnosis);
  return diagnosis;
}

/**
 * ifa_diagnosis_get_headline:
 * @diagnosis: the diagnosis
 *
 * Returns: (transfer none) (nullable): what to say first; `NULL` where the good news come first:
 *   notes about a service that works stand below them. What is about the person's own message is
 *   the answer to it, also where all works.
 */
const IfaFinding *
ifa_diagnosis_get_headline (const IfaDiagnosis *diagnosis)
{
  const IfaFinding *first = NULL;

  if (diagnosis->findings->len == 0)
    return NULL;
  first = g_ptr_array_index (diagnosis->findings, 0);
  if (first->severity == IFA_SEVERITY_INFO && first->cause->layer != IFA_LAYER_CLIENT)
    return NULL;
  return first;
}

void
ifa_diagnosis_free (IfaDiagnosis *diagnosis)
{
  if (diagnosis == NULL)
    return;
  g_ptr_array_unref (diagnosis->findings);
  g_free (diagnosis);
}

/**
 * ifa_diagnosis_get_check_status:
 * @diagnosis: the diagnosis
 * @check: a check of the same evidence
 *
 * Returns: "pass", "attention", "fail" or "skipped", as the report says it: a check fails when a
 *   problem rests on it; one that ended badly without mattering asks for attention
 */
const char *
ifa_diagnosis_get_check_status (const IfaDiagnosis *diagnosis, const IfaCheck *check)
{
  IfaSeverity worst = IFA_SEVERITY_INFO;

  if (check->outcome == IFA_OUTCOME_NOT_TESTED || check->outcome == IFA_OUTCOME_NOT_AVAILABLE
      || ifa_tls_trust_is_hidden (check))
    return "skipped";

  for (guint i = 0; i < diagnosis->findings->len; i++)
    {
      const IfaFinding *finding = g_ptr_array_index (diagnosis->findings, i);
      if (g_ptr_array_find_with_equal_func (finding->evidence, check->id, g_str_equal, NULL))
        worst = MIN (worst, finding->severity);
    }

  if (check->outcome == IFA_OUTCOME_OK && !ifa_check_shows_fault (diagnosis, check))
    return "pass";
  if (worst == IFA_SEVERITY_PROBLEM)
    return "fail";
  return "attention";
}
