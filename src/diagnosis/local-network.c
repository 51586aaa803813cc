/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Rules of the station "your network", the names apart (see names.c). */

#include "rule.h"

#include <string.h>

#define NO_WAY_OUT \
  "no-network-link no-ip-address no-default-route address-conflict wrong-ip-settings wrong-network-preferred " \
  "vpn-blackhole local-firewall-blocks"
#define BY_PROXY "proxy-unreachable proxy-auth-required proxy-refuses proxy-required"

static gboolean
can_leave (const IfaView *view)
{
  return ifa_view_has_working_link (view) && ifa_view_has_address (view)
         && ifa_view_has_default_route (view);
}

static gboolean
gateway_unreachable (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  guint n_dead = 0;

  if (!ifa_view_needs_network (view) || !can_leave (view)
      || ifa_view_heard_from_beyond (view) != NULL)
    return FALSE;

  for (guint i = 0; i < view->gateways->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (view->gateways, i);

      if (check->outcome != IFA_OUTCOME_HOST_UNREACHABLE)
        continue;
      n_dead++;
      ifa_finding_cite (finding, check);
      ifa_finding_set (finding, "gateway", ((IfaGatewayFacts *) check->facts)->address);
    }
  return n_dead > 0 && n_dead == view->gateways->len;
}

static gboolean
portal_answered_foreign (const IfaCheck *check)
{
  const IfaPortalFacts *facts = check->facts;

  if (check->outcome != IFA_OUTCOME_OK || facts->status == IFA_UNKNOWN_INTEGER)
    return FALSE;
  if (facts->status == 511) /* RFC 6585 section 6 */
    return TRUE;
  if (facts->status >= 300 && facts->status < 400)
    return facts->redirects_elsewhere == IFA_TRI_YES;
  return facts->status >= 200 && facts->status < 300 && facts->body_is_page == IFA_TRI_YES;
}

/* A mere connection proves nothing here: some sign-in pages take every connection. */
static gboolean
every_endpoint_answers_well (const IfaView *view)
{
  gboolean some_answer = FALSE;

  for (guint i = 0; i < view->endpoints->len; i++)
    {
      const IfaTarget *target = g_ptr_array_index (view->endpoints, i);

      if (!ifa_target_is_fine (target))
        return FALSE;
      some_answer = some_answer || target->http->len > 0;
    }
  return some_answer;
}

/* A handshake that proves an identity went past any sign-in page. */
static gboolean
some_identity_is_proven (const IfaView *view)
{
  const GPtrArray *lists[] = { view->endpoints, view->controls };

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      if (ifa_target_proves_identity (g_ptr_array_index (lists[l], i)))
        return TRUE;
  return FALSE;
}

static gboolean
captive_portal (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  if (every_endpoint_answers_well (view) || some_identity_is_proven (view))
    return FALSE;

  for (guint i = 0; i < view->portals->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (view->portals, i);
      const IfaPortalFacts *facts = check->facts;

      if (!portal_answered_foreign (check))
        continue;
      ifa_finding_cite (finding, check);
      ifa_finding_set (finding, "location", facts->location);
      if (facts->status != 511 && facts->redirects_elsewhere != IFA_TRI_YES)
        ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
      return TRUE;
    }
  return FALSE;
}

static gboolean
some_gateway_is_there (const IfaView *view)
{
  for (guint i = 0; i < view->gateways->len; i++)
    if (((IfaCheck *) g_ptr_array_index (view->gateways, i))->outcome == IFA_OUTCOME_OK)
      return TRUE;
  return FALSE;
}

/* A gateway that the kernel still remembers may have died since. */
static gboolean
some_gateway_answered (const IfaView *view)
{
  for (guint i = 0; i < view->gateways->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (view->gateways, i);
      const IfaGatewayFacts *facts = check->facts;

      if (check->outcome == IFA_OUTCOME_OK && facts->answered == IFA_TRI_YES)
        return TRUE;
    }
  return FALSE;
}

/* A dial-up line has no router with an address of its own at its end. */
static gboolean
is_dialled_up (const IfaView *view)
{
  for (guint r = 0; r < view->routes->len; r++)
    {
      const IfaCheck *check = g_ptr_array_index (view->routes, r);
      const IfaRouteFacts *route = check->facts;

      if (check->outcome != IFA_OUTCOME_OK || route->gateway != NULL)
        continue;
      for (guint l = 0; l < view->links->len; l++)
        {
          const IfaLinkFacts *link = ((IfaCheck *) g_ptr_array_index (view->links, l))->facts;

          if (link->kind == IFA_LINK_KIND_TUNNEL && ifa_link_leads_out (link)
              && link->is_up == IFA_TRI_YES && g_strcmp0 (link->interface, route->interface) == 0)
            return TRUE;
        }
    }
  return FALSE;
}

static gboolean
server_lies_beyond (const IfaView *view)
{
  for (guint i = 0; i < view->server_paths->len; i++)
    {
      const IfaPathFacts *path = ((IfaCheck *) g_ptr_array_index (view->server_paths, i))->facts;
      if (path->reach == IFA_REACH_GATEWAY || path->reach == IFA_REACH_TUNNEL)
        return TRUE;
    }
  return FALSE;
}

/* Each endpoint beyond the gateway was tried in vain, by address or because no name server beyond
 * the gateway answered. */
static gboolean
all_beyond_is_silent (const IfaView *view, IfaFinding *finding)
{
  guint n_by_address = 0;

  for (guint i = 0; i < view->endpoints->len; i++)
    {
      const IfaTarget *target = g_ptr_array_index (view->endpoints, i);

      if (ifa_target_is_connected (target) || !ifa_target_is_unconnected (target))
        return FALSE;
      for (guint t = 0; t < target->tcp->len; t++)
        n_by_address
            += ((IfaCheck *) g_ptr_array_index (target->tcp, t))->outcome != IFA_OUTCOME_NOT_TESTED;
      ifa_finding_cite_all (finding, target->tcp);
    }
  return n_by_address > 0 || server_lies_beyond (view) || ifa_view_servers_are_at_a_loss (view);
}

static gboolean
internet_unreachable (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  if (!ifa_view_needs_network (view) || !can_leave (view)
      || (!some_gateway_is_there (view) && !is_dialled_up (view))
      || ifa_view_heard_from_beyond (view) != NULL || !all_beyond_is_silent (view, finding))
    return FALSE;

  for (guint i = 0; i < view->controls->len; i++)
    ifa_finding_cite_all (finding, ((IfaTarget *) g_ptr_array_index (view->controls, i))->tcp);
  ifa_finding_cite_all (finding, view->server_tcp);
  ifa_finding_cite_all (finding, view->gateways);

  if (!some_gateway_answered (view))
    ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  if (ifa_view_servers_are_at_a_loss (view))
    ifa_finding_lower (finding, IFA_CERTAINTY_POSSIBLE);
  /* Without an unrelated host that was tried in vain, the service alone may be silent. */
  else if (!ifa_view_control_was_tried (view))
    ifa_finding_lower (finding,
                       server_lies_beyond (view) ? IFA_CERTAINTY_LIKELY : IFA_CERTAINTY_POSSIBLE);
  return TRUE;
}

static const IfaCheck *
other_port_that_answers (const IfaTarget *target, const char *address)
{
  for (guint i = 0; i < target->others->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->others, i);
      const IfaTcpFacts *facts = check->facts;

      if (g_strcmp0 (facts->address, address) != 0
          || facts->purpose == IFA_TCP_PURPOSE_OTHER_INTERFACE)
        continue;
      if (check->outcome == IFA_OUTCOME_OK
          || (check->outcome == IFA_OUTCOME_REFUSED && facts->icmp_sender == NULL))
        return check;
    }
  return NULL;
}

/* A refusal that comes in less than half the time that the machine itself needs was sent by
 * somebody nearer; below a few milliseconds the two can't be told apart. */
static gboolean
came_too_soon (const IfaCheck *refused, const IfaCheck *other)
{
  const IfaTcpFacts *facts = other->facts;
  gint64 rtt_us = facts->rtt_us != IFA_UNKNOWN_INTEGER ? facts->rtt_us : other->duration_ms * 1000;

  return other->outcome == IFA_OUTCOME_OK && rtt_us > 10000
         && refused->duration_ms * 1000 < rtt_us / 2;
}

/* Or it arrives with more time-to-live than what the machine itself sends: fewer routers have
 * taken one off. */
static gboolean
came_from_nearer (const IfaTarget *target, const IfaCheck *refused, const IfaCheck *other)
{
  const IfaTcpFacts *here = refused->facts;
  const IfaTcpFacts *there = other->facts;
  gint64 ttl_here = ifa_target_get_ttl (target, here->address, here->port);
  gint64 ttl_there = ifa_target_get_ttl (target, there->address, there->port);

  return ttl_here != IFA_UNKNOWN_INTEGER && ttl_there != IFA_UNKNOWN_INTEGER
         && ttl_here > ttl_there;
}

static gboolean
is_blocked_attempt (const IfaTarget *target,
                    const IfaCheck *check,
                    const IfaCheck *other,
                    IfaFinding *finding)
{
  const IfaTcpFacts *facts = check->facts;
  gboolean from_elsewhere = facts->icmp_sender != NULL
                            && facts->icmp_sender_is_target != IFA_TRI_YES
                            && facts->icmp_sender_is_self != IFA_TRI_YES;

  switch (check->outcome)
    {
    case IFA_OUTCOME_PROHIBITED:
      return facts->icmp_sender_is_self != IFA_TRI_YES;
    case IFA_OUTCOME_REFUSED:
      /* Who forges a refusal doesn't sign it: this computer's own firewall can do that, too. */
      if (!from_elsewhere)
        ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
      return from_elsewhere
             || (other != NULL
                 && (came_too_soon (check, other) || came_from_nearer (target, check, other)));
    case IFA_OUTCOME_TIMED_OUT:
      /* The machine is there, its port is silent: a machine without a listener would refuse. The
       * rule may stand in the service's own firewall, too, which from here looks the same. */
      ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
      return other != NULL;
    case IFA_OUTCOME_RESET:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
firewall_blocks_port (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  gboolean blocked = FALSE;

  if (!ifa_target_is_unconnected (target))
    return FALSE;

  for (guint i = 0; i < target->tcp->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->tcp, i);
      const IfaTcpFacts *facts = check->facts;
      const IfaCheck *other = other_port_that_answers (target, facts->address);

      if (!is_blocked_attempt (target, check, other, finding))
        continue;
      blocked = TRUE;
      ifa_finding_cite (finding, check);
      ifa_finding_cite (finding, other);
      ifa_finding_cite_all (finding, target->distances);
      ifa_finding_set (finding, "address", facts->address);
      ifa_finding_set (finding, "gateway", facts->icmp_sender);
      ifa_finding_set_integer (finding, "port", facts->port);
    }
  return blocked;
}

const IfaRule ifa_local_network_rules[] = {
  { "gateway-unreachable", IFA_SCOPE_NETWORK, gateway_unreachable, NO_WAY_OUT },
  { "captive-portal", IFA_SCOPE_NETWORK, captive_portal, NULL },
  { "internet-unreachable", IFA_SCOPE_NETWORK, internet_unreachable,
    NO_WAY_OUT " gateway-unreachable captive-portal dns-tcp-blocked dns-not-configured " BY_PROXY },
  { "network-firewall-blocks-port", IFA_SCOPE_ENDPOINT, firewall_blocks_port,
    NO_WAY_OUT " gateway-unreachable captive-portal internet-unreachable dns-filtered "
               "hosts-file-override dns-wrong-answer packet-loss " BY_PROXY },
  { NULL },
};
