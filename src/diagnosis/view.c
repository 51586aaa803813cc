/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "view.h"

#include <string.h>

#include "clock.h"

typedef struct
{
  IfaView *view;
  GHashTable *by_id;   /* endpoint id → IfaTarget */
  GHashTable *by_host; /* host → GPtrArray of IfaTarget */
} Sorter;

static IfaTarget *
target_new (const char *id, const char *host)
{
  IfaTarget *target = g_new0 (IfaTarget, 1);

  target->id = id;
  target->host = host;
  target->dns = g_ptr_array_new ();
  target->paths = g_ptr_array_new ();
  target->tcp = g_ptr_array_new ();
  target->others = g_ptr_array_new ();
  target->tls = g_ptr_array_new ();
  target->http = g_ptr_array_new ();
  target->proxies = g_ptr_array_new ();
  target->tunnels = g_ptr_array_new ();
  target->hosts = g_ptr_array_new ();
  target->traces = g_ptr_array_new ();
  target->quality = g_ptr_array_new ();
  target->mtu = g_ptr_array_new ();
  target->distances = g_ptr_array_new ();
  return target;
}

static void
target_free (IfaTarget *target)
{
  g_ptr_array_unref (target->dns);
  g_ptr_array_unref (target->paths);
  g_ptr_array_unref (target->tcp);
  g_ptr_array_unref (target->others);
  g_ptr_array_unref (target->tls);
  g_ptr_array_unref (target->http);
  g_ptr_array_unref (target->proxies);
  g_ptr_array_unref (target->tunnels);
  g_ptr_array_unref (target->hosts);
  g_ptr_array_unref (target->traces);
  g_ptr_array_unref (target->quality);
  g_ptr_array_unref (target->mtu);
  g_ptr_array_unref (target->distances);
  g_free (target);
}

static void
sorter_add_target (Sorter *sorter, GPtrArray *list, IfaTarget *target)
{
  GPtrArray *same_host = NULL;

  g_ptr_array_add (list, target);
  g_hash_table_insert (sorter->by_id, (gpointer) target->id, target);
  if (target->host == NULL)
    return;

  same_host = g_hash_table_lookup (sorter->by_host, target->host);
  if (same_host == NULL)
    {
      same_host = g_ptr_array_new ();
      g_hash_table_insert (sorter->by_host, (gpointer) target->host, same_host);
    }
  g_ptr_array_add (same_host, target);
}

static const char *
host_of_check (const IfaCheck *check)
{
  if (check->type == &ifa_dns_facts)
    return ((IfaDnsFacts *) check->facts)->name;
  if (check->type == &ifa_tcp_facts)
    return ((IfaTcpFacts *) check->facts)->host;
  if (check->type == &ifa_tls_facts)
    return ((IfaTlsFacts *) check->facts)->host;
  return NULL;
}

static void
collect_targets (Sorter *sorter)
{
  const IfaEvidence *evidence = sorter->view->evidence;

  for (guint i = 0; i < ifa_evidence_get_n_checks (evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (evidence, i);
      IfaTarget *target = NULL;

      if (check->endpoint == NULL || g_hash_table_contains (sorter->by_id, check->endpoint))
        continue;

      if (check->type == &ifa_endpoint_facts)
        {
          const IfaEndpointFacts *facts = check->facts;
          target = target_new (check->endpoint, facts->host);
          target->check = check;
          target->facts = facts;
          sorter_add_target (sorter, sorter->view->endpoints, target);
        }
      else if (check->role == IFA_ROLE_CONTROL && host_of_check (check) != NULL)
        sorter_add_target (sorter, sorter->view->controls,
                           target_new (check->endpoint, host_of_check (check)));
    }
}

/* Where on a target a check belongs; NULL where it says nothing about that target. */
static GPtrArray *
list_for (const IfaTarget *target, const IfaCheck *check, gboolean same_port)
{
  if (check->type == &ifa_dns_facts)
    return target->dns;
  if (check->type == &ifa_path_facts)
    return target->paths;
  if (check->type == &ifa_hosts_facts)
    return target->hosts;
  if (check->type == &ifa_trace_facts)
    return target->traces;
  if (check->type == &ifa_distance_facts)
    return target->distances;
  if (check->type == &ifa_tcp_facts
      && ((IfaTcpFacts *) check->facts)->purpose != IFA_TCP_PURPOSE_SERVICE)
    return target->others;
  if (!same_port)
    return NULL;
  if (check->type == &ifa_tcp_facts)
    return target->tcp;
  if (check->type == &ifa_tls_facts)
    return target->tls;
  if (check->type == &ifa_proxy_facts)
    return target->proxies;
  if (check->type == &ifa_tunnel_facts)
    return target->tunnels;
  if (check->type == &ifa_quality_facts)
    return target->quality;
  if (check->type == &ifa_mtu_facts)
    return target->mtu;
  return NULL;
}

static gboolean
is_same_port (const IfaTarget *a, const IfaTarget *b)
{
  if (a->facts == NULL || b->facts == NULL)
    return a == b;
  return a->facts->port == b->facts->port && ifa_target_uses_tls (a) == ifa_target_uses_tls (b);
}

/* Endpoints on the same host share their look-ups, and those on the same port their handshakes:
 * the engine made them once, for the first of them. */
static void
attach_to_same_host (Sorter *sorter, const IfaTarget *leader, const IfaCheck *check)
{
  GPtrArray *targets = g_hash_table_lookup (sorter->by_host, leader->host);

  for (guint i = 0; i < targets->len; i++)
    {
      IfaTarget *target = g_ptr_array_index (targets, i);
      GPtrArray *list = list_for (target, check, is_same_port (leader, target));

      if (list != NULL)
        g_ptr_array_add (list, (gpointer) check);
    }
}

static void
attach (Sorter *sorter, const IfaCheck *check)
{
  IfaView *view = sorter->view;
  IfaTarget *target
      = check->endpoint != NULL ? g_hash_table_lookup (sorter->by_id, check->endpoint) : NULL;

  if (target == NULL && g_strcmp0 (check->endpoint, IFA_ENDPOINT_NAME_SERVER) == 0)
    {
      if (check->type == &ifa_tcp_facts)
        g_ptr_array_add (view->server_tcp, (gpointer) check);
      else if (check->type == &ifa_path_facts)
        g_ptr_array_add (view->server_paths, (gpointer) check);
    }
  if (target == NULL)
    return;

  if (check->type == &ifa_http_facts)
    g_ptr_array_add (target->http, (gpointer) check);
  else if (target->host != NULL && check->type != &ifa_endpoint_facts)
    attach_to_same_host (sorter, target, check);
}

static void
collect_network (IfaView *view)
{
  for (guint i = 0; i < ifa_evidence_get_n_checks (view->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (view->evidence, i);

      if (check->type == &ifa_run_facts)
        view->run = check->facts;
      else if (check->type == &ifa_link_facts)
        g_ptr_array_add (view->links, (gpointer) check);
      else if (check->type == &ifa_route_facts)
        g_ptr_array_add (view->routes, (gpointer) check);
      else if (check->type == &ifa_gateway_facts)
        g_ptr_array_add (view->gateways, (gpointer) check);
      else if (check->type == &ifa_resolver_facts)
        g_ptr_array_add (view->resolvers, (gpointer) check);
      else if (check->type == &ifa_portal_facts)
        g_ptr_array_add (view->portals, (gpointer) check);
      else if (check->type == &ifa_status_facts)
        g_ptr_array_add (view->statuses, (gpointer) check);
    }
}

/**
 * ifa_view_new:
 * @evidence: what a run saw; must outlive the view
 *
 * Returns: (transfer full): the evidence, sorted
 */
IfaView *
ifa_view_new (const IfaEvidence *evidence)
{
  IfaView *view = g_new0 (IfaView, 1);
  Sorter sorter = { .view = view };

  view->evidence = evidence;
  view->endpoints = g_ptr_array_new_with_free_func ((GDestroyNotify) target_free);
  view->controls = g_ptr_array_new_with_free_func ((GDestroyNotify) target_free);
  view->links = g_ptr_array_new ();
  view->routes = g_ptr_array_new ();
  view->gateways = g_ptr_array_new ();
  view->resolvers = g_ptr_array_new ();
  view->portals = g_ptr_array_new ();
  view->statuses = g_ptr_array_new ();
  view->server_tcp = g_ptr_array_new ();
  view->server_paths = g_ptr_array_new ();

  sorter.by_id = g_hash_table_new (g_str_hash, g_str_equal);
  sorter.by_host
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  collect_network (view);
  collect_targets (&sorter);
  for (guint i = 0; i < ifa_evidence_get_n_checks (evidence); i++)
    attach (&sorter, ifa_evidence_get_check (evidence, i));
  g_hash_table_unref (sorter.by_id);
  g_hash_table_unref (sorter.by_host);

  ifa_clock_estimate (evidence, view->run, &view->clock);
  return view;
}

void
ifa_view_free (IfaView *view)
{
  g_ptr_array_unref (view->endpoints);
  g_ptr_array_unref (view->controls);
  g_ptr_array_unref (view->links);
  g_ptr_array_unref (view->routes);
  g_ptr_array_unref (view->gateways);
  g_ptr_array_unref (view->resolvers);
  g_ptr_array_unref (view->portals);
  g_ptr_array_unref (view->statuses);
  g_ptr_array_unref (view->server_tcp);
  g_ptr_array_unref (view->server_paths);
  g_ptr_array_unref (view->clock.evidence);
  g_free (view);
}

static const IfaCheck *
find_outcome (const GPtrArray *checks, IfaOutcome outcome)
{
  for (guint i = 0; i < checks->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (checks, i);
      if (check->outcome == outcome)
        return check;
    }
  return NULL;
}

/* The run broke it off because no interface has a link: that is an answer, too. */
static gboolean
was_cut_off (const IfaCheck *check)
{
  return check->outcome == IFA_OUTCOME_NOT_TESTED && g_strcmp0 (check->reason, "no-network") == 0;
}

/**
 * ifa_target_was_looked_up:
 * @target: a target
 *
 * Returns: whether its name needed a look-up, and one was made
 */
gboolean
ifa_target_was_looked_up (const IfaTarget *target)
{
  for (guint i = 0; i < target->dns->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->dns, i);
      if ((check->outcome != IFA_OUTCOME_NOT_TESTED && check->outcome != IFA_OUTCOME_NOT_AVAILABLE)
          || was_cut_off (check))
        return TRUE;
    }
  return FALSE;
}

/**
 * ifa_target_is_resolved:
 * @target: a target
 *
 * Returns: whether an address to connect to is known, by look-up or given
 */
gboolean
ifa_target_is_resolved (const IfaTarget *target)
{
  if (target->facts != NULL
      && (target->facts->host_is_address == IFA_TRI_YES
          || target->facts->address_given == IFA_TRI_YES))
    return TRUE;
  return find_outcome (target->dns, IFA_OUTCOME_OK) != NULL;
}

/**
 * ifa_target_find_tcp:
 * @target: a target
 * @outcome: what to look for
 *
 * Returns: (nullable): the first attempt at the target's own port that ended so
 */
const IfaCheck *
ifa_target_find_tcp (const IfaTarget *target, IfaOutcome outcome)
{
  return find_outcome (target->tcp, outcome);
}

/**
 * ifa_target_is_connected:
 * @target: a target
 *
 * Returns: whether a connection to its own port came about, directly or through the proxy
 */
gboolean
ifa_target_is_connected (const IfaTarget *target)
{
  return find_outcome (target->tcp, IFA_OUTCOME_OK) != NULL
         || ifa_target_get_open_tunnel (target) != NULL;
}

/**
 * ifa_target_all_tcp:
 * @target: a target
 * @outcome: an outcome
 *
 * Returns: whether there were attempts, and each of them ended so
 */
gboolean
ifa_target_all_tcp (const IfaTarget *target, IfaOutcome outcome)
{
  for (guint i = 0; i < target->tcp->len; i++)
    if (((IfaCheck *) g_ptr_array_index (target->tcp, i))->outcome != outcome)
      return FALSE;
  return target->tcp->len > 0;
}

/**
 * ifa_target_is_unconnected:
 * @target: a target
 *
 * Returns: whether it was tried and could not be reached: its name gave no address, or no
 *   attempt at its port succeeded. Not tested is not unconnected.
 */
gboolean
ifa_target_is_unconnected (const IfaTarget *target)
{
  guint n_tried = 0;

  if (ifa_target_is_connected (target))
    return FALSE;

  for (guint i = 0; i < target->tcp->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->tcp, i);

      if (check->outcome != IFA_OUTCOME_NOT_TESTED || was_cut_off (check))
        n_tried++;
      else if (g_strcmp0 (check->reason, "no-address") != 0)
        return FALSE;
    }
  if (n_tried > 0)
    return TRUE;
  return ifa_target_was_looked_up (target) && !ifa_target_is_resolved (target);
}

/**
 * ifa_target_get_round_trip_us:
 * @target: a target
 *
 * The shortest that was seen. Where a packet had to be sent again, even the kernel's own measure
 * holds the wait for that.
 *
 * Returns: what a packet there and its answer take, or IFA_UNKNOWN_INTEGER
 */
gint64
ifa_target_get_round_trip_us (const IfaTarget *target)
{
  gint64 shortest_us = G_MAXINT64;

  for (guint i = 0; i < target->tcp->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->tcp, i);
      const IfaTcpFacts *facts = check->facts;

      if (check->outcome != IFA_OUTCOME_OK || facts->retransmits > 0)
        continue;
      shortest_us
          = MIN (shortest_us,
                 facts->rtt_us != IFA_UNKNOWN_INTEGER ? facts->rtt_us : check->duration_ms * 1000);
    }
  for (guint i = 0; i < target->quality->len; i++)
    {
      const IfaQualityFacts *facts = ((IfaCheck *) g_ptr_array_index (target->quality, i))->facts;
      if (facts->min_us != IFA_UNKNOWN_INTEGER)
        shortest_us = MIN (shortest_us, facts->min_us);
    }
  return shortest_us == G_MAXINT64 ? IFA_UNKNOWN_INTEGER : shortest_us;
}

/**
 * ifa_target_get_ttl:
 * @target: a target
 * @address: one of its addresses
 * @port: a port there
 *
 * Returns: with which time-to-live that port's answers arrive, or IFA_UNKNOWN_INTEGER
 */
gint64
ifa_target_get_ttl (const IfaTarget *target, const char *address, gint64 port)
{
  for (guint i = 0; i < target->distances->len; i++)
    {
      const IfaDistanceFacts *facts
          = ((IfaCheck *) g_ptr_array_index (target->distances, i))->facts;
      if (facts->port == port && g_strcmp0 (facts->address, address) == 0)
        return facts->ttl;
    }
  return IFA_UNKNOWN_INTEGER;
}

/**
 * ifa_target_is_on_this_computer:
 * @target: a target
 *
 * Returns: whether every address of it lies on the loopback, so that no network is needed
 */
gboolean
ifa_target_is_on_this_computer (const IfaTarget *target)
{
  for (guint i = 0; i < target->paths->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->paths, i);
      if (((IfaPathFacts *) check->facts)->reach != IFA_REACH_LOOPBACK)
        return FALSE;
    }
  return target->paths->len > 0;
}

gboolean
ifa_target_uses_tls (const IfaTarget *target)
{
  return target->facts != NULL
         && (g_strcmp0 (target->facts->scheme, "https") == 0
             || g_strcmp0 (target->facts->scheme, "wss") == 0);
}

/**
 * ifa_target_uses_proxy:
 * @target: a target
 *
 * Returns: whether this computer's settings send requests for it through a proxy
 */
gboolean
ifa_target_uses_proxy (const IfaTarget *target)
{
  for (guint i = 0; i < target->proxies->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->proxies, i);
      if (check->outcome == IFA_OUTCOME_OK
          && ((IfaProxyFacts *) check->facts)->uses_proxy == IFA_TRI_YES)
        return TRUE;
    }
  return FALSE;
}

const IfaCheck *
ifa_target_get_open_tunnel (const IfaTarget *target)
{
  return find_outcome (target->tunnels, IFA_OUTCOME_OK);
}

static const IfaCheck *
first_tls (const IfaTarget *target, gboolean through_proxy)
{
  for (guint i = 0; i < target->tls->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->tls, i);
      const IfaTlsFacts *facts = check->facts;

      if (facts->is_other_name != IFA_TRI_YES && facts->is_other_address != IFA_TRI_YES
          && facts->max_segment_bytes == IFA_UNKNOWN_INTEGER
          && (facts->proxy != NULL) == through_proxy)
        return check;
    }
  return NULL;
}

/**
 * ifa_target_get_direct_tls:
 * @target: a target
 *
 * Returns: (nullable): the handshake on a direct connection
 */
const IfaCheck *
ifa_target_get_direct_tls (const IfaTarget *target)
{
  return first_tls (target, FALSE);
}

/**
 * ifa_target_get_tls:
 * @target: a target
 *
 * Returns: (nullable): the handshake on the way that her programs take: through the proxy where
 *   one is set and lets it through, else directly
 */
const IfaCheck *
ifa_target_get_tls (const IfaTarget *target)
{
  const IfaCheck *through_proxy = first_tls (target, TRUE);

  if (through_proxy != NULL && ifa_target_get_open_tunnel (target) != NULL)
    return through_proxy;
  return first_tls (target, FALSE);
}

/**
 * ifa_target_get_http:
 * @target: a target
 *
 * Returns: (nullable): the request on the way that her programs take, the first that came so far
 *   as to be sent where there is one
 */
const IfaCheck *
ifa_target_get_http (const IfaTarget *target)
{
  gboolean through_proxy = ifa_target_get_open_tunnel (target) != NULL;
  const IfaCheck *first = NULL;

  for (guint i = 0; i < target->http->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->http, i);

      if ((((IfaHttpFacts *) check->facts)->proxy != NULL) != through_proxy)
        continue;
      if (!ifa_http_never_connected (check))
        return check;
      if (first == NULL)
        first = check;
    }
  if (first == NULL && target->http->len > 0)
    first = g_ptr_array_index (target->http, 0);
  return first;
}

/**
 * ifa_http_never_connected:
 * @http: a request
 *
 * Each request has a connection of its own; where packets get lost, it may come to nothing while
 * the others come about.
 *
 * Returns: whether that is what happened
 */
gboolean
ifa_http_never_connected (const IfaCheck *http)
{
  return http->outcome == IFA_OUTCOME_TIMED_OUT
         && ((IfaHttpFacts *) http->facts)->connect_ms == IFA_UNKNOWN_INTEGER;
}

/**
 * ifa_tls_wants_client_certificate:
 * @tls: (nullable): a handshake
 *
 * A server that ends the handshake because no client certificate came is alive (RFC 8446
 * section 4.4.2.4; in TLS 1.2 it sends handshake_failure or bad_certificate instead).
 *
 * Returns: whether that is what happened
 */
gboolean
ifa_tls_wants_client_certificate (const IfaCheck *tls)
{
  const IfaTlsFacts *facts = NULL;

  if (tls == NULL || tls->outcome != IFA_OUTCOME_ALERT)
    return FALSE;

  facts = tls->facts;
  return facts->alert_code == 116 /* certificate_required */
         || (facts->client_certificate_requested == IFA_TRI_YES
             && (facts->alert_code == 40    /* handshake_failure */
                 || facts->alert_code == 41 /* no_certificate, SSL 3 */
                 || facts->alert_code == 42 /* bad_certificate */
                 || facts->alert_code == 46 /* certificate_unknown */
                 || facts->alert_code == 49 /* access_denied */));
}

/**
 * ifa_target_may_want_client_certificate:
 * @target: a target
 *
 * Returns: whether the profile says that the service asks for one
 */
gboolean
ifa_target_may_want_client_certificate (const IfaTarget *target)
{
  return target->facts != NULL
         && (target->facts->client_certificate == IFA_CLIENT_CERTIFICATE_ASKED
             || target->facts->client_certificate == IFA_CLIENT_CERTIFICATE_REQUIRED);
}

/**
 * ifa_view_needs_network:
 * @view: the evidence
 *
 * Returns: whether some endpoint that doesn't lie on this computer could not be reached
 */
gboolean
ifa_view_needs_network (const IfaView *view)
{
  for (guint i = 0; i < view->endpoints->len; i++)
    {
      const IfaTarget *target = g_ptr_array_index (view->endpoints, i);
      if (ifa_target_is_unconnected (target) && !ifa_target_is_on_this_computer (target))
        return TRUE;
    }
  return FALSE;
}

/**
 * ifa_view_is_shut_in:
 * @view: the evidence
 *
 * Returns: whether a network is needed, and the sandbox that this program runs in has none; what
 *   else was seen then says nothing about the computer
 */
gboolean
ifa_view_is_shut_in (const IfaView *view)
{
  return view->run != NULL && view->run->may_use_network == IFA_TRI_NO
         && ifa_view_needs_network (view);
}

/**
 * ifa_view_has_working_link:
 * @view: the evidence
 *
 * Returns: whether an interface other than the loopback is up and has a carrier; also where
 *   that could not be measured
 */
gboolean
ifa_view_has_working_link (const IfaView *view)
{
  gboolean measured = FALSE;

  for (guint i = 0; i < view->links->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (view->links, i);
      const IfaLinkFacts *link = check->facts;

      if (check->outcome != IFA_OUTCOME_OK)
        continue;
      measured = TRUE;
      if (ifa_link_leads_out (link) && link->is_up == IFA_TRI_YES
          && link->has_carrier != IFA_TRI_NO)
        return TRUE;
    }
  return !measured;
}

/**
 * ifa_view_has_address:
 * @view: the evidence
 *
 * Returns: whether a working interface has an address that others can answer to; also where
 *   that could not be measured
 */
gboolean
ifa_view_has_address (const IfaView *view)
{
  gboolean measured = FALSE;

  for (guint i = 0; i < view->links->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (view->links, i);
      const IfaLinkFacts *link = check->facts;

      if (check->outcome != IFA_OUTCOME_OK)
        continue;
      measured = TRUE;
      if (ifa_link_leads_out (link) && link->is_up == IFA_TRI_YES
          && (link->has_ipv4 == IFA_TRI_YES || link->has_ipv6 == IFA_TRI_YES))
        return TRUE;
    }
  return !measured;
}

/**
 * ifa_view_has_default_route:
 * @view: the evidence
 *
 * Returns: whether a default route of either family leads off the local network; also where
 *   that could not be measured
 */
gboolean
ifa_view_has_default_route (const IfaView *view)
{
  gboolean measured = FALSE;

  for (guint i = 0; i < view->routes->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (view->routes, i);

      if (check->outcome == IFA_OUTCOME_OK)
        return TRUE;
      if (check->outcome == IFA_OUTCOME_NOT_FOUND)
        measured = TRUE;
    }
  return !measured;
}
