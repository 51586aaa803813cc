/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Rules about what the service's status page says. It is a hint: our own exchanges decide. */

#include "rule.h"

#define NEARER \
  "captive-portal dns-wrong-answer hosts-file-override network-filter-blocks-site " \
  "tls-interception internet-unreachable gateway-unreachable no-network-link no-ip-address " \
  "no-default-route network-firewall-blocks-port local-firewall-blocks vpn-blackhole " \
  "proxy-unreachable proxy-auth-required proxy-refuses proxy-required"

/* An announcement that has ended, or has not begun, says nothing about now. */
static gboolean
is_about_now (const IfaView *view, const IfaStatusFacts *facts)
{
  gint64 now_s = view->clock.now_s;

  if (now_s == 0)
    return TRUE;
  if (facts->message_start_s != IFA_UNKNOWN_INTEGER && facts->message_start_s > now_s)
    return FALSE;
  return facts->message_end_s == IFA_UNKNOWN_INTEGER || facts->message_end_s > now_s;
}

static const IfaStatusFacts *
status_page (const IfaView *view, IfaFinding *finding, IfaStatusState state)
{
  for (guint i = 0; i < view->statuses->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (view->statuses, i);
      const IfaStatusFacts *facts = check->facts;

      if (check->outcome != IFA_OUTCOME_OK || facts->state != state || !is_about_now (view, facts))
        continue;
      ifa_finding_cite (finding, check);
      ifa_finding_set (finding, "message", facts->message != NULL ? facts->message : facts->word);
      ifa_finding_set (finding, "code", facts->word);
      ifa_finding_set_date (finding, "date", facts->message_end_s);
      return facts;
    }
  return NULL;
}

static const IfaCheck *
first_failing (const IfaView *view)
{
  for (guint i = 0; i < view->endpoints->len; i++)
    {
      const IfaTarget *target = g_ptr_array_index (view->endpoints, i);
      if (!ifa_target_is_fine (target))
        return target->check;
    }
  return NULL;
}

static gboolean
service_outage_announced (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *failing = first_failing (view);

  if (status_page (view, finding, IFA_STATUS_DOWN) == NULL)
    return FALSE;
  ifa_finding_cite (finding, failing);
  if (failing == NULL)
    finding->severity = IFA_SEVERITY_INFO;
  return TRUE;
}

static gboolean
maintenance_announced (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  if (status_page (view, finding, IFA_STATUS_MAINTENANCE) == NULL)
    return FALSE;
  ifa_finding_cite (finding, first_failing (view));
  return first_failing (view) != NULL;
}

static gboolean
service_degraded (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  if (status_page (view, finding, IFA_STATUS_DEGRADED) == NULL)
    return FALSE;

  /* It touches us only where something is wrong here, too. */
  if (first_failing (view) == NULL)
    finding->severity = IFA_SEVERITY_INFO;
  return TRUE;
}

/* What a service that is being worked on looks like: closed, silent, or a fault of its own. One
 * that turns us away, or shows a bad certificate, has another trouble. */
static gboolean
may_be_worked_on (const IfaTarget *target)
{
  const IfaCheck *http = ifa_target_get_http (target);
  const IfaHttpFacts *facts = http != NULL ? http->facts : NULL;

  if (ifa_target_is_unconnected (target))
    return ifa_target_is_resolved (target);
  if (facts == NULL)
    return FALSE;
  return (facts->status >= 500 && facts->status <= 599) || http->outcome == IFA_OUTCOME_TIMED_OUT
         || http->outcome == IFA_OUTCOME_RESET || http->outcome == IFA_OUTCOME_CLOSED;
}

/* A window of the profile's calendar is open, and what fails looks like it. */
static gboolean
maintenance_by_calendar (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  if (view->run == NULL || view->run->maintenance_now != IFA_TRI_YES || ifa_target_is_fine (target)
      || !may_be_worked_on (target))
    return FALSE;
  ifa_finding_cite (finding, ifa_evidence_find (view->evidence, ifa_run_facts.kind));
  ifa_finding_cite (finding, target->check);
  ifa_finding_set_time (finding, "date", view->run->maintenance_until_s);
  ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return TRUE;
}

/* Soon, or now though nothing shows it: both are only worth knowing. */
static gboolean
stands_in_calendar (const IfaView *view, IfaFinding *finding)
{
  const IfaRunFacts *run = view->run;
  gboolean is_open = run != NULL && run->maintenance_now == IFA_TRI_YES;

  if (run == NULL || (!is_open && run->next_maintenance_from_s == IFA_UNKNOWN_INTEGER))
    return FALSE;
  ifa_finding_cite (finding, ifa_evidence_find (view->evidence, ifa_run_facts.kind));
  ifa_finding_set_time (finding, "date",
                        is_open ? run->maintenance_since_s : run->next_maintenance_from_s);
  ifa_finding_set_time (finding, "until",
                        is_open ? run->maintenance_until_s : run->next_maintenance_until_s);
  ifa_finding_set (finding, "location", run->maintenance_notices);
  return TRUE;
}

/* By the profile's calendar, or by a status page that speaks of a time to come. */
static gboolean
maintenance_planned (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  if (stands_in_calendar (view, finding))
    return TRUE;
  for (guint i = 0; i < view->statuses->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (view->statuses, i);
      const IfaStatusFacts *facts = check->facts;

      if (check->outcome != IFA_OUTCOME_OK || view->clock.now_s == 0
          || facts->planned_from_s == IFA_UNKNOWN_INTEGER
          || facts->planned_from_s <= view->clock.now_s)
        continue;
      ifa_finding_cite (finding, check);
      ifa_finding_set (finding, "message", facts->planned);
      ifa_finding_set_time (finding, "date", facts->planned_from_s);
      ifa_finding_set_time (finding, "until", facts->planned_until_s);
      return TRUE;
    }
  return FALSE;
}

const IfaRule ifa_status_rules[] = {
  { "service-outage-announced", IFA_SCOPE_NETWORK, service_outage_announced, NEARER },
  { "service-maintenance", IFA_SCOPE_NETWORK, maintenance_announced, NEARER },
  { "service-maintenance", IFA_SCOPE_ENDPOINT, maintenance_by_calendar, NEARER },
  { "service-degraded", IFA_SCOPE_NETWORK, service_degraded, NEARER },
  { "service-maintenance-planned", IFA_SCOPE_NETWORK, maintenance_planned, "service-maintenance" },
  { NULL },
};
