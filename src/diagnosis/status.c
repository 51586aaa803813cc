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

const IfaRule ifa_status_rules[] = {
  { "service-outage-announced", IFA_SCOPE_NETWORK, service_outage_announced, NEARER },
  { "service-maintenance", IFA_SCOPE_NETWORK, maintenance_announced, NEARER },
  { "service-degraded", IFA_SCOPE_NETWORK, service_degraded, NEARER },
  { NULL },
};
