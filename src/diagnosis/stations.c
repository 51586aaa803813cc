/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "stations.h"

#include "finding.h"

static gboolean
every_endpoint (const IfaView *view, gboolean (*holds) (const IfaTarget *target))
{
  for (guint i = 0; i < view->endpoints->len; i++)
    if (!holds (g_ptr_array_index (view->endpoints, i)))
      return FALSE;
  return view->endpoints->len > 0;
}

static gboolean
some_endpoint (const IfaView *view, gboolean (*holds) (const IfaTarget *target))
{
  for (guint i = 0; i < view->endpoints->len; i++)
    if (holds (g_ptr_array_index (view->endpoints, i)))
      return TRUE;
  return FALSE;
}

static gboolean
identity_is_proven (const IfaTarget *target)
{
  return ifa_target_uses_tls (target) ? ifa_target_proves_identity (target)
                                      : ifa_target_is_connected (target);
}

/* A refusal comes from the machine itself: the way to it is open. */
static gboolean
machine_answers (const IfaTarget *target)
{
  const IfaCheck *refused = ifa_target_find_tcp (target, IFA_OUTCOME_REFUSED);

  return ifa_target_is_connected (target)
         || (refused != NULL && ((IfaTcpFacts *) refused->facts)->icmp_sender == NULL);
}

static gboolean
name_was_answered (const IfaTarget *target)
{
  for (guint i = 0; i < target->dns->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->dns, i);
      if (((IfaDnsFacts *) check->facts)->via == IFA_DNS_VIA_SERVER
          && (check->outcome == IFA_OUTCOME_OK || check->outcome == IFA_OUTCOME_NAME_NOT_FOUND
              || check->outcome == IFA_OUTCOME_NO_ADDRESS))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_sound_links (const IfaView *view)
{
  return view->links->len > 0 && view->routes->len > 0 && ifa_view_has_working_link (view)
         && ifa_view_has_address (view) && ifa_view_has_default_route (view);
}

/* Whether the evidence shows that a station works; a later station that works shows it, too. */
static gboolean
is_proven (const IfaView *view, IfaLayer layer)
{
  switch (layer)
    {
    case IFA_LAYER_COMPUTER:
      return some_endpoint (view, machine_answers) || has_sound_links (view);
    case IFA_LAYER_LOCAL_NETWORK:
      return some_endpoint (view, machine_answers) || some_endpoint (view, name_was_answered)
             || ifa_view_heard_from_beyond (view) != NULL;
    case IFA_LAYER_INTERNET:
      return every_endpoint (view, machine_answers);
    case IFA_LAYER_SECURITY:
      return every_endpoint (view, identity_is_proven);
    case IFA_LAYER_SERVICE:
      return every_endpoint (view, ifa_target_is_fine);
    default:
      return FALSE;
    }
}

static IfaStationState
worst_finding_at (const IfaDiagnosis *diagnosis, IfaLayer layer)
{
  IfaStationState state = IFA_STATION_UNTESTED;

  for (guint i = 0; i < diagnosis->findings->len; i++)
    {
      const IfaFinding *finding = g_ptr_array_index (diagnosis->findings, i);

      if (finding->cause->layer != layer)
        continue;
      if (finding->severity == IFA_SEVERITY_PROBLEM)
        return IFA_STATION_BROKEN;
      if (finding->severity == IFA_SEVERITY_ATTENTION)
        state = IFA_STATION_ATTENTION;
    }
  return state;
}

static void
judge_stations (const IfaView *view, IfaDiagnosis *diagnosis)
{
  for (IfaLayer layer = 0; layer < IFA_N_STATIONS; layer++)
    {
      IfaStationState state = worst_finding_at (diagnosis, layer);

      if (state == IFA_STATION_UNTESTED && is_proven (view, layer))
        state = IFA_STATION_OK;
      diagnosis->stations[layer] = state;
    }
}

/* The root cause is what the stations behind it could not be tested for. */
static void
note_untested_stations (IfaDiagnosis *diagnosis)
{
  IfaFinding *root
      = diagnosis->findings->len > 0 ? g_ptr_array_index (diagnosis->findings, 0) : NULL;

  if (root == NULL || root->severity != IFA_SEVERITY_PROBLEM)
    return;
  for (IfaLayer layer = root->cause->layer + 1; layer < IFA_N_STATIONS; layer++)
    if (diagnosis->stations[layer] == IFA_STATION_UNTESTED)
      {
        g_autofree char *id = g_strdup_printf ("%s-not-tested", ifa_layer_to_string (layer));
        ifa_finding_add_unique (root->consequences, id);
      }
}

/* True, and worth saying, but never why something doesn't answer today. */
static gboolean
is_mere_warning (const IfaCause *cause)
{
  const char *const warnings[] = { "certificate-expires-soon", "tls-interception-trusted", NULL };

  return cause->layer == IFA_LAYER_CLIENT || g_strv_contains (warnings, cause->id);
}

/* Whether a finding says why an endpoint isn't fine. */
static gboolean
says_why (const IfaFinding *finding, const IfaTarget *target)
{
  if (finding->severity == IFA_SEVERITY_INFO || is_mere_warning (finding->cause))
    return FALSE;
  if (finding->severity == IFA_SEVERITY_PROBLEM && finding->endpoints->len == 0)
    return TRUE;
  return g_ptr_array_find_with_equal_func (finding->endpoints, target->id, g_str_equal, NULL);
}

static gboolean
is_covered (const IfaDiagnosis *diagnosis, const IfaTarget *target)
{
  for (guint i = 0; i < diagnosis->findings->len; i++)
    if (says_why (g_ptr_array_index (diagnosis->findings, i), target))
      return TRUE;
  return FALSE;
}

static IfaVerdict
judge_verdict (const IfaView *view, const IfaDiagnosis *diagnosis)
{
  gboolean unexplained = view->endpoints->len == 0;
  gboolean attention = FALSE;

  for (guint i = 0; i < diagnosis->findings->len; i++)
    {
      const IfaFinding *finding = g_ptr_array_index (diagnosis->findings, i);

      if (finding->severity == IFA_SEVERITY_PROBLEM)
        return IFA_VERDICT_PROBLEM;
      attention = attention || finding->severity == IFA_SEVERITY_ATTENTION;
    }

  /* An endpoint that isn't proven fine, and for which nothing is to blame, is not fine. */
  for (guint i = 0; i < view->endpoints->len; i++)
    {
      const IfaTarget *target = g_ptr_array_index (view->endpoints, i);
      if (!ifa_target_is_fine (target) && !is_covered (diagnosis, target))
        unexplained = TRUE;
    }
  if (unexplained)
    return IFA_VERDICT_INCOMPLETE;
  return attention ? IFA_VERDICT_ATTENTION : IFA_VERDICT_OK;
}

/**
 * ifa_stations_judge:
 * @view: the evidence
 * @diagnosis: with its findings; gets its stations, its verdict, and what could not be tested
 */
void
ifa_stations_judge (const IfaView *view, IfaDiagnosis *diagnosis)
{
  judge_stations (view, diagnosis);
  note_untested_stations (diagnosis);
  diagnosis->verdict = judge_verdict (view, diagnosis);
}

/**
 * ifa_check_shows_fault:
 * @diagnosis: the diagnosis
 * @check: a check that ended well as an exchange
 *
 * An exchange may end well and still show the fault: a handshake with an expired certificate, an
 * answer with status 500. That is so where a finding of the check's own station rests on it.
 *
 * Returns: whether that is so
 */
gboolean
ifa_check_shows_fault (const IfaDiagnosis *diagnosis, const IfaCheck *check)
{
  for (guint i = 0; i < diagnosis->findings->len; i++)
    {
      const IfaFinding *finding = g_ptr_array_index (diagnosis->findings, i);

      if (finding->severity != IFA_SEVERITY_INFO && finding->cause->layer == check->type->layer
          && g_ptr_array_find_with_equal_func (finding->evidence, check->id, g_str_equal, NULL))
        return TRUE;
    }
  return FALSE;
}
