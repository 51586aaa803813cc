/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Rules of the way between the office and the service's machine, and of its open door. */

#include "rule.h"

#include <string.h>

#define NEARER \
  "no-network-link no-ip-address no-default-route address-conflict gateway-unreachable captive-portal " \
  "internet-unreachable network-firewall-blocks-port local-firewall-blocks vpn-blackhole " \
  "dns-wrong-answer hosts-file-override dns-filtered wrong-network-preferred path-broken " \
  "proxy-required proxy-unreachable proxy-auth-required proxy-refuses wrong-ip-settings " \
  "dns-tcp-blocked service-outage-announced service-maintenance packet-loss"

static gboolean
refused_by_the_machine_itself (const IfaCheck *check)
{
  const IfaTcpFacts *facts = check->facts;

  return check->outcome == IFA_OUTCOME_REFUSED
         && (facts->icmp_sender == NULL || facts->icmp_sender_is_target == IFA_TRI_YES);
}

static gboolean
service_refuses_connection (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  gboolean refused = FALSE;

  if (!ifa_target_is_unconnected (target))
    return FALSE;

  for (guint i = 0; i < target->tcp->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->tcp, i);
      const IfaTcpFacts *facts = check->facts;

      if (!refused_by_the_machine_itself (check))
        continue;
      refused = TRUE;
      ifa_finding_cite (finding, check);
      ifa_finding_set (finding, "host", facts->host);
      ifa_finding_set (finding, "address", facts->address);
      ifa_finding_set_integer (finding, "port", facts->port);
    }
  return refused;
}

static gboolean
some_other_host_answers (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *control = ifa_view_control_answers (view);

  if (control != NULL)
    {
      ifa_finding_cite (finding, control);
      return TRUE;
    }
  for (guint i = 0; i < view->endpoints->len; i++)
    {
      const IfaTarget *other = g_ptr_array_index (view->endpoints, i);
      const IfaCheck *tcp = ifa_target_find_tcp (other, IFA_OUTCOME_OK);

      if (tcp != NULL && g_strcmp0 (other->host, target->host) != 0
          && !ifa_target_is_on_this_computer (other))
        {
          ifa_finding_cite (finding, tcp);
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
is_silence (const IfaCheck *check)
{
  return check->outcome == IFA_OUTCOME_TIMED_OUT || check->outcome == IFA_OUTCOME_HOST_UNREACHABLE
         || check->outcome == IFA_OUTCOME_NETWORK_UNREACHABLE;
}

/* Something next to the service's machine said that it isn't there, or the trace came to it; mere
 * silence may begin anywhere on the way. */
static gboolean
path_was_seen_to_end (const IfaTarget *target)
{
  if (ifa_target_find_tcp (target, IFA_OUTCOME_HOST_UNREACHABLE) != NULL
      || target->traces->len == 0)
    return TRUE;
  for (guint i = 0; i < target->traces->len; i++)
    {
      const IfaTraceFacts *trace = ((IfaCheck *) g_ptr_array_index (target->traces, i))->facts;
      if (trace->last_is_target == IFA_TRI_YES)
        return TRUE;
    }
  return FALSE;
}

static gboolean
service_no_answer (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  gboolean silent = FALSE;

  if (!ifa_target_is_unconnected (target))
    return FALSE;

  for (guint i = 0; i < target->tcp->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->tcp, i);
      if (!is_silence (check))
        continue;
      silent = TRUE;
      ifa_finding_cite (finding, check);
      ifa_finding_set (finding, "host", target->host);
      ifa_finding_set (finding, "address", ((IfaTcpFacts *) check->facts)->address);
    }
  if (!silent)
    return FALSE;

  ifa_finding_cite_all (finding, target->others);
  if (!path_was_seen_to_end (target))
    ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  if (some_other_host_answers (view, target, finding))
    return TRUE;

  /* A name or time server beyond the router shows that the line works, if not much more. */
  ifa_finding_cite (finding, ifa_view_heard_from_beyond (view));
  ifa_finding_lower (finding, ifa_view_heard_from_beyond (view) != NULL ? IFA_CERTAINTY_LIKELY
                                                                        : IFA_CERTAINTY_POSSIBLE);
  return TRUE;
}

/* A router on the way says that it knows no way on. One that says so of a single machine after
 * the seconds in which it looked for it in vain stands right before the service: then the service's
 * machine is off (RFC 792 codes 0 and 1, RFC 4443 type 1). */
#define LOOKED_FOR_IT_MS 2000

static gboolean
router_knows_no_way (const IfaCheck *check)
{
  const IfaTcpFacts *facts = check->facts;

  if (facts->icmp_sender == NULL || facts->icmp_sender_is_self == IFA_TRI_YES
      || facts->icmp_sender_is_target == IFA_TRI_YES)
    return FALSE;
  return check->outcome == IFA_OUTCOME_NETWORK_UNREACHABLE
         || (check->outcome == IFA_OUTCOME_HOST_UNREACHABLE
             && check->duration_ms < LOOKED_FOR_IT_MS);
}

static gboolean
path_broken (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  gboolean broken = FALSE;

  if (!ifa_target_is_unconnected (target))
    return FALSE;

  for (guint i = 0; i < target->tcp->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->tcp, i);

      if (!router_knows_no_way (check))
        continue;
      broken = TRUE;
      ifa_finding_cite (finding, check);
      ifa_finding_set (finding, "gateway", ((IfaTcpFacts *) check->facts)->icmp_sender);
    }
  ifa_finding_cite_all (finding, target->traces);
  return broken && some_other_host_answers (view, target, finding);
}

static gboolean
service_not_responding (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *tls = ifa_target_get_tls (target);
  const IfaCheck *http = ifa_target_get_http (target);

  if (!ifa_target_is_connected (target) || ifa_target_loses_most (target))
    return FALSE;

  ifa_finding_set (finding, "host", target->host);
  /* Each handshake has a connection of its own; that one may be what never came about. */
  if (tls != NULL && tls->outcome == IFA_OUTCOME_TIMED_OUT
      && ((IfaTlsFacts *) tls->facts)->received_bytes != IFA_UNKNOWN_INTEGER)
    {
      ifa_finding_cite (finding, tls);
      return TRUE;
    }
  if (http != NULL && http->outcome == IFA_OUTCOME_TIMED_OUT
      && ((IfaHttpFacts *) http->facts)->status == IFA_UNKNOWN_INTEGER
      && !ifa_http_never_connected (http))
    {
      ifa_finding_cite (finding, http);
      return TRUE;
    }
  return FALSE;
}

/* The name has several addresses, and some of them fail. An address of a family that this computer
 * doesn't have says nothing; where the whole family is broken, that is its own cause. */
static gboolean
service_partly_unreachable (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  gboolean fails = FALSE;
  gboolean works = FALSE;

  if (ifa_target_loses_most (target))
    return FALSE;
  for (guint i = 0; i < target->tcp->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->tcp, i);
      const IfaTcpFacts *facts = check->facts;

      if (check->outcome == IFA_OUTCOME_OK)
        works = TRUE;
      else if (check->outcome != IFA_OUTCOME_NOT_TESTED
               && (check->outcome != IFA_OUTCOME_NETWORK_UNREACHABLE || facts->icmp_sender != NULL))
        {
          fails = TRUE;
          ifa_finding_set (finding, "address", facts->address);
        }
      ifa_finding_cite (finding, check);
    }
  return works && fails;
}

const IfaRule ifa_internet_rules[] = {
  { "path-broken", IFA_SCOPE_ENDPOINT, path_broken,
    "internet-unreachable captive-portal vpn-blackhole wrong-network-preferred "
    "local-firewall-blocks" },
  { "service-refuses-connection", IFA_SCOPE_ENDPOINT, service_refuses_connection, NEARER },
  { "service-no-answer", IFA_SCOPE_ENDPOINT, service_no_answer, NEARER },
  { "service-not-responding", IFA_SCOPE_ENDPOINT, service_not_responding,
    "captive-portal mtu-blackhole network-filter-blocks-site dns-wrong-answer "
    "hosts-file-override service-outage-announced service-maintenance low-bandwidth" },
  { "service-partly-unreachable", IFA_SCOPE_ENDPOINT, service_partly_unreachable,
    "ipv4-broken ipv6-broken captive-portal" },
  { NULL },
};
