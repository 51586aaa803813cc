/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Rules about proxies. */

#include "rule.h"

#define NO_WAY_OUT \
  "no-network-link no-ip-address no-default-route wrong-ip-settings gateway-unreachable"

static const IfaTunnelFacts *
failed_tunnel (const IfaTarget *target, IfaFinding *finding, const IfaCheck **tunnel)
{
  if (!ifa_target_uses_proxy (target) || ifa_target_get_open_tunnel (target) != NULL
      || target->tunnels->len == 0)
    return NULL;

  *tunnel = g_ptr_array_index (target->tunnels, 0);
  if ((*tunnel)->outcome == IFA_OUTCOME_NOT_TESTED
      || (*tunnel)->outcome == IFA_OUTCOME_NOT_AVAILABLE)
    return NULL;

  ifa_finding_cite_all (finding, target->proxies);
  ifa_finding_cite_all (finding, target->tunnels);
  ifa_finding_set (finding, "proxy", ((IfaTunnelFacts *) (*tunnel)->facts)->proxy_host);
  ifa_finding_set_integer (finding, "status", ((IfaTunnelFacts *) (*tunnel)->facts)->status);
  return (*tunnel)->facts;
}

static gboolean
proxy_unreachable (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *tunnel = NULL;
  const IfaTunnelFacts *facts = failed_tunnel (target, finding, &tunnel);

  return facts != NULL && facts->status == IFA_UNKNOWN_INTEGER;
}

static gboolean
proxy_auth_required (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *tunnel = NULL;
  const IfaTunnelFacts *facts = failed_tunnel (target, finding, &tunnel);

  return facts != NULL && facts->status == 407; /* RFC 9110 section 15.5.8 */
}

/* With 502 to 504 the proxy says that it could not reach the service: its own fault or the
 * service's, which only a tunnel to another host tells. */
static gboolean
other_tunnel_is_open (const IfaView *view)
{
  for (guint i = 0; i < view->controls->len; i++)
    if (ifa_target_get_open_tunnel (g_ptr_array_index (view->controls, i)) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
proxy_refuses (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *tunnel = NULL;
  const IfaTunnelFacts *facts = failed_tunnel (target, finding, &tunnel);

  if (facts == NULL || facts->status == IFA_UNKNOWN_INTEGER || facts->status == 407)
    return FALSE;
  /* The service refuses here as well: that is what the proxy says. */
  if (facts->status >= 502 && facts->status <= 504 && other_tunnel_is_open (view)
      && ifa_target_find_tcp (target, IFA_OUTCOME_REFUSED) != NULL)
    return FALSE;
  if (facts->status >= 502 && facts->status <= 504)
    ifa_finding_lower (finding,
                       other_tunnel_is_open (view) ? IFA_CERTAINTY_POSSIBLE : IFA_CERTAINTY_LIKELY);
  return TRUE;
}

static gboolean
network_hints_at_proxy (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  for (guint i = 0; i < target->proxies->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->proxies, i);
      if (((IfaProxyFacts *) check->facts)->network_offers_script == IFA_TRI_YES)
        {
          ifa_finding_cite (finding, check);
          return TRUE;
        }
    }
  for (guint i = 0; i < view->portals->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (view->portals, i);
      if (((IfaPortalFacts *) check->facts)->status == 407)
        {
          ifa_finding_cite (finding, check);
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
proxy_required (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  if (ifa_target_uses_proxy (target) || !ifa_target_is_unconnected (target)
      || ifa_target_is_on_this_computer (target) || ifa_view_control_answers (view) != NULL
      || !network_hints_at_proxy (view, target, finding))
    return FALSE;

  ifa_finding_cite_all (finding, target->tcp);
  ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return TRUE;
}

const IfaRule ifa_proxy_rules[] = {
  { "proxy-unreachable", IFA_SCOPE_ENDPOINT, proxy_unreachable, NO_WAY_OUT },
  { "proxy-auth-required", IFA_SCOPE_ENDPOINT, proxy_auth_required, NO_WAY_OUT },
  { "proxy-refuses", IFA_SCOPE_ENDPOINT, proxy_refuses, NO_WAY_OUT },
  { "proxy-required", IFA_SCOPE_ENDPOINT, proxy_required, NO_WAY_OUT },
  { NULL },
};
