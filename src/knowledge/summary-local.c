/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Sentences about this computer and its own network. */

#include <glib/gi18n-lib.h>

#include "facts.h"
#include "phrase.h"
#include "summary.h"

#define MAX_NAME_CHARACTERS 40

static char *
dup_run (const IfaCheck *check)
{
  const IfaRunFacts *facts = check->facts;

  if (facts->maintenance_now == IFA_TRI_YES)
    return g_strdup (_ ("The calendar of the service has maintenance at this moment."));
  if (facts->own_hosts_only == IFA_TRI_YES)
    return g_strdup (_ ("Only the service's own machines were asked, as you wished."));
  if (facts->own_hosts_only == IFA_TRI_NO)
    return g_strdup (_ ("The service was asked, and some other machines for comparison."));
  return NULL;
}

static const char *
link_kind_word (guint kind)
{
  switch (kind)
    {
    case IFA_LINK_KIND_ETHERNET:
      return _ ("Network cable");
    case IFA_LINK_KIND_WIFI:
      return _ ("Wi-Fi");
    case IFA_LINK_KIND_CELLULAR:
      return _ ("Mobile network");
    case IFA_LINK_KIND_TUNNEL:
      return _ ("VPN");
    default:
      return _ ("Network connection");
    }
}

static char *
dup_link (const IfaCheck *check)
{
  const IfaLinkFacts *facts = check->facts;
  const char *word = link_kind_word (facts->kind);
  g_autofree char *name = NULL;

  if (check->outcome != IFA_OUTCOME_OK || facts->interface == NULL)
    return NULL;
  if (facts->kind == IFA_LINK_KIND_LOOPBACK)
    return g_strdup (_ ("This computer's inner connection with itself is there."));

  /* Translators: in these sentences, %1$s is "Network cable" or "Wi-Fi", %2$s a short name. */
  name = ifa_phrase_dup_harmless (facts->interface, MAX_NAME_CHARACTERS);
  if (facts->is_up == IFA_TRI_NO)
    return g_strdup_printf (_ ("%1$s (%2$s) is switched off."), word, name);
  if (facts->has_carrier == IFA_TRI_NO)
    return g_strdup_printf (_ ("%1$s (%2$s) is not connected."), word, name);
  if (facts->has_ipv4 == IFA_TRI_YES || facts->has_ipv6 == IFA_TRI_YES)
    return g_strdup_printf (_ ("%1$s (%2$s) is connected and has an address."), word, name);
  if (facts->is_up == IFA_TRI_YES)
    return g_strdup_printf (_ ("%1$s (%2$s) is connected, but has no usable address."), word, name);
  return NULL;
}

static char *
dup_route (const IfaCheck *check)
{
  const IfaRouteFacts *facts = check->facts;
  const char *family = facts->family == IFA_FAMILY_IPV6 ? "IPv6" : "IPv4";
  g_autofree char *name = NULL;

  if (facts->family == IFA_FAMILY_UNKNOWN)
    return NULL;
  /* Translators: %s is IPv4 or IPv6. */
  if (check->outcome == IFA_OUTCOME_NOT_FOUND)
    return g_strdup_printf (_ ("There is no way out to the Internet by %s."), family);
  if (check->outcome != IFA_OUTCOME_OK || facts->interface == NULL)
    return NULL;

  name = ifa_phrase_dup_harmless (facts->interface, MAX_NAME_CHARACTERS);
  if (facts->is_tunnel == IFA_TRI_YES)
    return g_strdup_printf (_ ("The way out by %1$s leads through a VPN (%2$s)."), family, name);
  return g_strdup_printf (_ ("The way out by %1$s leads through %2$s."), family, name);
}

static char *
dup_gateway (const IfaCheck *check)
{
  const IfaGatewayFacts *facts = check->facts;

  if (facts->answered == IFA_TRI_YES || facts->neighbour_state == IFA_NEIGHBOUR_REACHABLE)
    return g_strdup (_ ("The router answers."));
  if (facts->neighbour_state == IFA_NEIGHBOUR_FAILED
      || facts->neighbour_state == IFA_NEIGHBOUR_INCOMPLETE)
    return g_strdup (_ ("The router does not answer."));
  if (check->outcome == IFA_OUTCOME_OK)
    return g_strdup (_ ("The router is known; it was not heard during the check."));
  return NULL;
}

static char *
dup_path (const IfaCheck *check)
{
  const IfaPathFacts *facts = check->facts;
  g_autofree char *address = NULL;

  if (facts->address == NULL || check->endpoint == NULL)
    return NULL;
  /* Its address says nothing to her, and much about her office. */
  if (g_str_equal (check->endpoint, IFA_ENDPOINT_NAME_SERVER))
    return check->outcome == IFA_OUTCOME_OK
               ? g_strdup (_ ("There is a way to the “address book” of the network."))
               : NULL;

  /* Translators: %s is a numeric address. */
  address = ifa_phrase_dup_harmless (facts->address, MAX_NAME_CHARACTERS);
  if (check->outcome == IFA_OUTCOME_NETWORK_UNREACHABLE || check->outcome == IFA_OUTCOME_NOT_FOUND)
    return g_strdup_printf (_ ("From this computer there is no way to %s."), address);

  switch (facts->reach)
    {
    case IFA_REACH_LOOPBACK:
      return g_strdup_printf (_ ("%s is on this computer itself."), address);
    case IFA_REACH_ON_LINK:
      return g_strdup_printf (_ ("%s is in the same network as this computer."), address);
    case IFA_REACH_GATEWAY:
      return g_strdup_printf (_ ("The way to %s leads through the router."), address);
    case IFA_REACH_TUNNEL:
      return g_strdup_printf (_ ("The way to %s leads through a VPN."), address);
    default:
      return NULL;
    }
}

static char *
dup_resolver (const IfaCheck *check)
{
  const IfaResolverFacts *facts = check->facts;
  guint n_servers = facts->servers != NULL ? g_strv_length (facts->servers) : 0;

  if (check->outcome == IFA_OUTCOME_NOT_FOUND
      || (check->outcome == IFA_OUTCOME_OK && facts->servers != NULL && n_servers == 0))
    return g_strdup (_ ("This computer has not been told where to look up addresses."));
  if (check->outcome != IFA_OUTCOME_OK || n_servers == 0)
    return NULL;

  return g_strdup_printf (ngettext ("This computer asks %u “address book” of the network.",
                                    "This computer asks %u “address books” of the network.",
                                    n_servers),
                          n_servers);
}

static char *
dup_hosts_file (const IfaCheck *check)
{
  const IfaHostsFacts *facts = check->facts;
  g_autofree char *addresses = ifa_summary_dup_joined (facts->addresses);

  if (addresses != NULL)
    return g_strdup_printf (_ ("A list on this computer itself (hosts file) gives the address %s."),
                            addresses);
  if (check->outcome == IFA_OUTCOME_OK || check->outcome == IFA_OUTCOME_NOT_FOUND)
    return g_strdup (
        _ ("The list on this computer itself (hosts file) does not mention the name."));
  return NULL;
}

static char *
dup_proxy (const IfaCheck *check)
{
  const IfaProxyFacts *facts = check->facts;

  if (facts->uses_proxy == IFA_TRI_YES)
    return g_strdup (_ ("This computer is set to go through a relay (proxy)."));
  if (facts->uses_proxy == IFA_TRI_NO)
    return g_strdup (_ ("This computer is set to go to the Internet directly, without a relay."));
  return NULL;
}

static char *
dup_tunnel (const IfaCheck *check)
{
  const IfaTunnelFacts *facts = check->facts;

  if (check->outcome == IFA_OUTCOME_OK && facts->phase == IFA_TUNNEL_PHASE_OPEN)
    {
      g_autofree char *time = ifa_phrase_dup_milliseconds (check->duration_ms);
      return g_strdup_printf (_ ("The relay (proxy) let the connection through in %s."), time);
    }
  if (facts->status == 407)
    return g_strdup (_ ("The relay (proxy) wants a user name and password."));
  if (facts->status != IFA_UNKNOWN_INTEGER && facts->status >= 300)
    return g_strdup_printf (_ ("The relay (proxy) did not let the connection through (status %d)."),
                            (int) CLAMP (facts->status, 0, 999));
  if (check->outcome == IFA_OUTCOME_TIMED_OUT || check->outcome == IFA_OUTCOME_REFUSED)
    return g_strdup (_ ("The relay (proxy) does not answer."));
  return NULL;
}

static char *
dup_portal (const IfaCheck *check)
{
  const IfaPortalFacts *facts = check->facts;

  if (check->outcome != IFA_OUTCOME_OK)
    return NULL;
  if (facts->redirects_elsewhere == IFA_TRI_YES || facts->body_is_page == IFA_TRI_YES
      || facts->status == 511)
    return g_strdup (_ ("The network answers with a page of its own, as for signing in."));
  if (facts->status == 200 || facts->status == 204)
    return g_strdup (_ ("The network does not ask you to sign in."));
  return NULL;
}

/* What an exchange of whole seconds can't tell apart. */
#define UNNOTICEABLE_MS 2000

static char *
dup_clock (const IfaCheck *check)
{
  const IfaClockFacts *facts = check->facts;
  const char *source
      = facts->source == IFA_CLOCK_SOURCE_NTP ? _ ("a time server") : _ ("the date in an answer");
  g_autofree char *seconds = NULL;
  g_autofree char *duration = NULL;
  gint64 uncertainty_ms;

  if (check->outcome != IFA_OUTCOME_OK || facts->offset_ms == IFA_UNKNOWN_INTEGER)
    return NULL;

  uncertainty_ms = MAX (UNNOTICEABLE_MS, facts->uncertainty_ms);
  /* Translators: %s is "a time server" or "the date in an answer". */
  if (ABS (facts->offset_ms) <= uncertainty_ms)
    return g_strdup_printf (_ ("This computer's clock agrees with %s."), source);

  seconds = g_strdup_printf ("%" G_GINT64_FORMAT, ABS (facts->offset_ms) / 1000);
  duration = ifa_phrase_dup_duration (seconds);
  if (facts->offset_ms > 0)
    return g_strdup_printf (_ ("This computer's clock is %1$s ahead of %2$s."), duration, source);
  return g_strdup_printf (_ ("This computer's clock is %1$s behind %2$s."), duration, source);
}

const IfaSummary ifa_local_summaries[] = {
  { "run", dup_run },
  { "link", dup_link },
  { "route", dup_route },
  { "gateway", dup_gateway },
  { "path", dup_path },
  { "resolver", dup_resolver },
  { "hosts-file", dup_hosts_file },
  { "proxy", dup_proxy },
  { "tunnel", dup_tunnel },
  { "portal", dup_portal },
  { "clock", dup_clock },
  { NULL, NULL },
};
