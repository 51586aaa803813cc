/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Rules about the way that packets take, or are kept from taking, out of this computer. */

#include "rule.h"

#include <string.h>

/* A route may name a gateway outside the interface's own subnet and still work ("onlink"); it is a
 * fault where nothing comes through. */
static gboolean
gateway_lies_outside (const IfaView *view, IfaFinding *finding)
{
  for (guint i = 0; i < view->routes->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (view->routes, i);
      const IfaRouteFacts *route = check->facts;

      if (check->outcome != IFA_OUTCOME_OK || route->gateway_in_subnet != IFA_TRI_NO)
        continue;
      ifa_finding_cite (finding, check);
      ifa_finding_set (finding, "gateway", route->gateway);
      ifa_finding_set (finding, "interface", route->interface);
      return TRUE;
    }
  return FALSE;
}

/* Office networks are no larger than a /16; a mask wider than that makes far machines look near. */
#define WIDEST_USUAL_PREFIX 16

static gboolean
mask_is_too_wide (const IfaView *view, const char *interface, IfaFinding *finding)
{
  for (guint i = 0; i < view->links->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (view->links, i);
      const IfaLinkFacts *link = check->facts;

      if (g_strcmp0 (link->interface, interface) != 0 || link->addresses == NULL
          || link->prefix_lengths == NULL)
        continue;
      for (guint a = 0; link->addresses[a] != NULL && link->prefix_lengths[a] != NULL; a++)
        if (strchr (link->addresses[a], ':') == NULL
            && g_ascii_strtoull (link->prefix_lengths[a], NULL, 10) < WIDEST_USUAL_PREFIX)
          {
            ifa_finding_cite (finding, check);
            ifa_finding_set (finding, "interface", interface);
            return TRUE;
          }
    }
  return FALSE;
}

static gboolean
target_only_looks_local (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  for (guint i = 0; i < target->paths->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->paths, i);
      const IfaPathFacts *path = check->facts;

      if (path->reach == IFA_REACH_ON_LINK && mask_is_too_wide (view, path->interface, finding))
        {
          ifa_finding_cite (finding, check);
          return ifa_target_find_tcp (target, IFA_OUTCOME_HOST_UNREACHABLE) != NULL
                 || ifa_target_find_tcp (target, IFA_OUTCOME_TIMED_OUT) != NULL;
        }
    }
  return FALSE;
}

/* A refusal by the machine itself is an answer, too. */
static gboolean
is_answer_through_other_interface (const IfaCheck *check)
{
  const IfaTcpFacts *facts = check->facts;

  return facts->purpose == IFA_TCP_PURPOSE_OTHER_INTERFACE
         && (check->outcome == IFA_OUTCOME_OK
             || (check->outcome == IFA_OUTCOME_REFUSED && facts->icmp_sender == NULL));
}

static const IfaCheck *
answers_through_other_interface (const IfaTarget *target)
{
  for (guint i = 0; i < target->others->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->others, i);
      if (is_answer_through_other_interface (check))
        return check;
    }
  return NULL;
}

/* An address range of a network that leads nowhere (a bridge of virtual machines, a second network)
 * covers the service's own address: it is looked for there, while the way out would lead to it. */
static gboolean
is_covered_by_other_network (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  for (guint i = 0; i < target->paths->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->paths, i);
      const IfaPathFacts *path = check->facts;
      const IfaCheck *other = answers_through_other_interface (target);

      if (path->reach != IFA_REACH_ON_LINK || other == NULL)
        continue;
      ifa_finding_cite (finding, check);
      ifa_finding_cite (finding, other);
      ifa_finding_set (finding, "interface", path->interface);
      return TRUE;
    }
  return FALSE;
}

static gboolean
wrong_ip_settings (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  if (!ifa_view_needs_network (view) || !ifa_view_has_working_link (view))
    return FALSE;
  if (ifa_view_heard_from_beyond (view) == NULL && gateway_lies_outside (view, finding))
    return TRUE;

  for (guint i = 0; i < view->endpoints->len; i++)
    {
      const IfaTarget *endpoint = g_ptr_array_index (view->endpoints, i);
      if (ifa_target_is_unconnected (endpoint)
          && (target_only_looks_local (view, endpoint, finding)
              || is_covered_by_other_network (view, endpoint, finding)))
        {
          ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
was_stopped_here (const IfaCheck *check)
{
  const IfaTcpFacts *facts = check->facts;

  switch (check->outcome)
    {
    case IFA_OUTCOME_PROHIBITED:
    case IFA_OUTCOME_REFUSED:
      return facts->icmp_sender_is_self == IFA_TRI_YES
             && facts->icmp_sender_is_target != IFA_TRI_YES;
    case IFA_OUTCOME_TIMED_OUT:
      return facts->dropped_here == IFA_TRI_YES;
    default:
      return FALSE;
    }
}

static gboolean
is_ipv6 (const IfaCheck *tcp)
{
  const char *address = ((IfaTcpFacts *) tcp->facts)->address;

  return address != NULL && strchr (address, ':') != NULL;
}

/* This computer's own routes know no way to one address, and lead to others of its kind. */
static gboolean
was_never_sent (const IfaView *view, const IfaCheck *check)
{
  const GPtrArray *lists[] = { view->endpoints, view->controls };

  if (check->outcome != IFA_OUTCOME_NETWORK_UNREACHABLE
      || ((IfaTcpFacts *) check->facts)->icmp_sender != NULL)
    return FALSE;
  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      {
        const IfaCheck *open
            = ifa_target_find_tcp (g_ptr_array_index (lists[l], i), IFA_OUTCOME_OK);
        if (open != NULL && is_ipv6 (open) == is_ipv6 (check))
          return TRUE;
      }
  return FALSE;
}

static gboolean
look_up_was_stopped_here (const IfaTarget *target, IfaFinding *finding)
{
  guint n_stopped = 0;

  if (!ifa_target_was_looked_up (target) || ifa_target_is_resolved (target))
    return FALSE;
  for (guint i = 0; i < target->dns->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->dns, i);

      if (((IfaDnsFacts *) check->facts)->via != IFA_DNS_VIA_SERVER)
        continue;
      if (check->outcome != IFA_OUTCOME_PROHIBITED)
        return FALSE;
      n_stopped++;
      ifa_finding_cite (finding, check);
    }
  return n_stopped > 0;
}

static gboolean
local_firewall_blocks (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  gboolean stopped = FALSE;

  if (!ifa_target_is_unconnected (target))
    return FALSE;

  for (guint i = 0; i < target->tcp->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->tcp, i);

      if (!was_stopped_here (check) && !was_never_sent (view, check))
        continue;
      stopped = TRUE;
      ifa_finding_cite (finding, check);
      if (check->outcome == IFA_OUTCOME_TIMED_OUT
          || check->outcome == IFA_OUTCOME_NETWORK_UNREACHABLE)
        ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
    }
  return stopped || look_up_was_stopped_here (target, finding);
}

static gboolean
goes_through_tunnel (const IfaTarget *target, IfaFinding *finding)
{
  for (guint i = 0; i < target->paths->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->paths, i);
      const IfaPathFacts *path = check->facts;

      if (path->reach != IFA_REACH_TUNNEL)
        continue;
      ifa_finding_cite (finding, check);
      ifa_finding_set (finding, "interface", path->interface);
      return TRUE;
    }
  return FALSE;
}

static gboolean
names_go_through_tunnel (const IfaView *view, IfaFinding *finding)
{
  for (guint i = 0; i < view->server_paths->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (view->server_paths, i);
      const IfaPathFacts *path = check->facts;

      if (path->reach != IFA_REACH_TUNNEL)
        return FALSE;
      ifa_finding_cite (finding, check);
      ifa_finding_set (finding, "interface", path->interface);
    }
  return view->server_paths->len > 0;
}

static gboolean
some_gateway_answers (const IfaView *view, IfaFinding *finding)
{
  for (guint i = 0; i < view->gateways->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (view->gateways, i);
      if (check->outcome == IFA_OUTCOME_OK)
        {
          ifa_finding_cite (finding, check);
          return TRUE;
        }
    }
  return FALSE;
}

/* The name server is silent on the preferred way and answers on another one. */
static const IfaCheck *
server_answers_through_other_interface (const IfaView *view, const IfaTarget *target)
{
  if (!ifa_target_was_looked_up (target) || ifa_target_is_resolved (target))
    return NULL;
  for (guint i = 0; i < view->server_tcp->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (view->server_tcp, i);
      if (is_answer_through_other_interface (check))
        return check;
    }
  return NULL;
}

static gboolean
vpn_blackhole (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *other = answers_through_other_interface (target);
  gboolean through_tunnel;

  if (other == NULL)
    other = server_answers_through_other_interface (view, target);
  if (!ifa_target_is_unconnected (target))
    return FALSE;
  through_tunnel = ifa_target_is_resolved (target) ? goes_through_tunnel (target, finding)
                                                   : names_go_through_tunnel (view, finding);
  if (!through_tunnel)
    return FALSE;

  ifa_finding_cite_all (finding, target->tcp);
  if (other != NULL)
    {
      ifa_finding_cite (finding, other);
      return TRUE;
    }

  /* Somebody answers through the tunnel: then it isn't the tunnel. */
  if (ifa_view_heard_from_beyond (view) != NULL)
    return FALSE;
  ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return some_gateway_answers (view, finding);
}

static const IfaCheck *
preferred_route (const IfaView *view)
{
  const IfaCheck *best = NULL;

  for (guint i = 0; i < view->routes->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (view->routes, i);
      const IfaRouteFacts *route = check->facts;

      if (check->outcome != IFA_OUTCOME_OK || route->family != IFA_FAMILY_IPV4)
        continue;
      if (best == NULL || route->metric < ((IfaRouteFacts *) best->facts)->metric)
        best = check;
    }
  return best;
}

/* The preferred way out has a dead router, and another way out has a living one. */
static gboolean
preferred_gateway_is_dead (const IfaView *view, IfaFinding *finding)
{
  const IfaCheck *preferred = preferred_route (view);
  const IfaRouteFacts *route = preferred != NULL ? preferred->facts : NULL;
  const IfaCheck *dead = NULL;
  const IfaCheck *alive = NULL;

  for (guint i = 0; route != NULL && i < view->gateways->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (view->gateways, i);
      const IfaGatewayFacts *gateway = check->facts;
      gboolean is_preferred = g_strcmp0 (gateway->interface, route->interface) == 0;

      if (is_preferred && check->outcome == IFA_OUTCOME_HOST_UNREACHABLE)
        dead = check;
      if (!is_preferred && check->outcome == IFA_OUTCOME_OK)
        alive = check;
    }
  ifa_finding_cite (finding, preferred);
  ifa_finding_cite (finding, dead);
  ifa_finding_cite (finding, alive);
  if (route != NULL)
    ifa_finding_set (finding, "interface", route->interface);
  return dead != NULL && alive != NULL;
}

static gboolean
wrong_network_preferred (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *through_other = answers_through_other_interface (target);
  const IfaCheck *other = through_other != NULL
                              ? through_other
                              : server_answers_through_other_interface (view, target);

  if (!ifa_target_is_unconnected (target))
    return FALSE;
  if (other != NULL)
    {
      const IfaCheck *preferred = preferred_route (view);

      ifa_finding_cite (finding, other);
      ifa_finding_cite (finding, preferred);
      ifa_finding_cite_all (finding, target->tcp);
      if (preferred != NULL)
        ifa_finding_set (finding, "interface", ((IfaRouteFacts *) preferred->facts)->interface);
      return TRUE;
    }
  ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return ifa_view_heard_from_beyond (view) == NULL && preferred_gateway_is_dead (view, finding);
}

/* The kernel has seen another device with the same address. It looks for that with IPv6 only; for
 * IPv4 an ordinary user can't see it. */
static gboolean
address_conflict (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  if (!ifa_view_needs_network (view))
    return FALSE;
  for (guint i = 0; i < view->links->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (view->links, i);
      const IfaLinkFacts *link = check->facts;

      if (link->address_conflict != IFA_TRI_YES)
        continue;
      ifa_finding_cite (finding, check);
      ifa_finding_set (finding, "interface", link->interface);
      return TRUE;
    }
  return FALSE;
}

const IfaRule ifa_way_rules[] = {
  { "address-conflict", IFA_SCOPE_NETWORK, address_conflict, "no-network-link" },
  { "wrong-ip-settings", IFA_SCOPE_NETWORK, wrong_ip_settings, "no-network-link no-ip-address" },
  { "wrong-network-preferred", IFA_SCOPE_ENDPOINT, wrong_network_preferred,
    "vpn-blackhole local-firewall-blocks wrong-ip-settings dns-filtered hosts-file-override" },
  { "vpn-blackhole", IFA_SCOPE_ENDPOINT, vpn_blackhole,
    "no-network-link no-ip-address local-firewall-blocks" },
  { "local-firewall-blocks", IFA_SCOPE_ENDPOINT, local_firewall_blocks,
    "no-network-link no-ip-address no-default-route" },
  { NULL },
};
