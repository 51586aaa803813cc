/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Rules of the station "this computer". */

#include "rule.h"

static gboolean
no_network_link (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  if (!ifa_view_needs_network (view) || ifa_view_has_working_link (view))
    return FALSE;

  ifa_finding_cite_all (finding, view->links);
  return TRUE;
}

static gboolean
no_ip_address (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  if (!ifa_view_needs_network (view) || !ifa_view_has_working_link (view)
      || ifa_view_has_address (view))
    return FALSE;

  for (guint i = 0; i < view->links->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (view->links, i);
      const IfaLinkFacts *link = check->facts;

      if (!ifa_link_leads_out (link) || link->is_up != IFA_TRI_YES)
        continue;
      ifa_finding_cite (finding, check);
      ifa_finding_set (finding, "interface", link->interface);
    }
  return TRUE;
}

/* A service on the local network itself needs no default route. */
static gboolean
some_unconnected_target_has_no_route (const IfaView *view, IfaFinding *finding)
{
  gboolean found = FALSE;

  for (guint i = 0; i < view->endpoints->len; i++)
    {
      const IfaTarget *target = g_ptr_array_index (view->endpoints, i);

      if (!ifa_target_is_unconnected (target))
        continue;
      if (target->paths->len == 0)
        found = TRUE;
      for (guint p = 0; p < target->paths->len; p++)
        {
          const IfaCheck *path = g_ptr_array_index (target->paths, p);
          if (path->outcome == IFA_OUTCOME_NETWORK_UNREACHABLE)
            {
              ifa_finding_cite (finding, path);
              found = TRUE;
            }
        }
    }
  return found;
}

static gboolean
no_default_route (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  if (!ifa_view_needs_network (view) || !ifa_view_has_working_link (view)
      || !ifa_view_has_address (view) || ifa_view_has_default_route (view))
    return FALSE;
  if (!some_unconnected_target_has_no_route (view, finding))
    return FALSE;

  ifa_finding_cite_all (finding, view->routes);
  return TRUE;
}

static gint64
max_clock_error_ms (const IfaView *view)
{
  if (view->run == NULL || view->run->max_clock_error_s == IFA_UNKNOWN_INTEGER)
    return 300 * 1000;
  return view->run->max_clock_error_s * 1000;
}

/* Whether a certificate that is out of date by this clock is in date by the other one. */
static gboolean
offset_explains_a_certificate (const IfaView *view, IfaFinding *finding)
{
  gint64 local_s = view->run != NULL ? view->run->started_s : IFA_UNKNOWN_INTEGER;

  if (local_s == IFA_UNKNOWN_INTEGER)
    return FALSE;

  for (guint i = 0; i < view->endpoints->len; i++)
    {
      const IfaCheck *tls = ifa_target_get_tls (g_ptr_array_index (view->endpoints, i));
      const IfaTlsFacts *facts = tls != NULL ? tls->facts : NULL;
      gint64 other_s = local_s - view->clock.offset_ms / 1000;

      if (facts == NULL || facts->not_after_s == IFA_UNKNOWN_INTEGER
          || facts->not_before_s == IFA_UNKNOWN_INTEGER)
        continue;
      if ((local_s > facts->not_after_s || local_s < facts->not_before_s)
          && other_s <= facts->not_after_s && other_s >= facts->not_before_s)
        {
          ifa_finding_cite (finding, tls);
          return TRUE;
        }
    }
  return FALSE;
}

/* This program can't have been started before it was built; two days for time zones and hurry
 * (as Chromium's network time does it). */
static gboolean
clock_is_before_build (const IfaView *view)
{
  return view->run != NULL && view->run->built_s != IFA_UNKNOWN_INTEGER
         && view->run->started_s != IFA_UNKNOWN_INTEGER
         && view->run->started_s < view->run->built_s - 2 * 24 * 3600;
}

static gboolean
clock_wrong (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  gboolean is_off = ABS (view->clock.offset_ms) > max_clock_error_ms (view);

  if (!is_off && !(view->clock.n_sources == 0 && clock_is_before_build (view)))
    return FALSE;

  ifa_finding_cite_all (finding, view->clock.evidence);
  if (is_off)
    ifa_finding_set_integer (finding, "offset", view->clock.offset_ms / 1000);

  if (view->clock.known == IFA_TRI_YES || clock_is_before_build (view))
    return TRUE;
  if (offset_explains_a_certificate (view, finding))
    {
      ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
      return TRUE;
    }

  /* One server's Date proves nothing: its clock may be the wrong one. */
  ifa_finding_lower (finding, IFA_CERTAINTY_POSSIBLE);
  finding->severity = IFA_SEVERITY_ATTENTION;
  return TRUE;
}

static gboolean
dns_not_configured (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *settings
      = view->resolvers->len > 0 ? g_ptr_array_index (view->resolvers, 0) : NULL;
  const IfaResolverFacts *facts = settings != NULL ? settings->facts : NULL;

  if (!ifa_target_was_looked_up (target) || ifa_target_is_resolved (target) || facts == NULL
      || settings->outcome == IFA_OUTCOME_NOT_AVAILABLE || facts->servers == NULL
      || facts->servers[0] != NULL)
    return FALSE;

  ifa_finding_cite (finding, settings);
  ifa_finding_cite_all (finding, target->dns);
  return TRUE;
}

const IfaRule ifa_computer_rules[] = {
  { "no-network-link", IFA_SCOPE_NETWORK, no_network_link, NULL },
  { "no-ip-address", IFA_SCOPE_NETWORK, no_ip_address, "no-network-link address-conflict" },
  { "no-default-route", IFA_SCOPE_NETWORK, no_default_route,
    "no-network-link no-ip-address address-conflict" },
  { "dns-not-configured", IFA_SCOPE_ENDPOINT, dns_not_configured,
    "no-network-link no-ip-address no-default-route" },
  { "clock-wrong", IFA_SCOPE_NETWORK, clock_wrong, NULL },
  { NULL },
};
