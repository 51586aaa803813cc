/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The evidence, sorted for the rules: what belongs to which endpoint, and what was heard from
 * where. Still only facts: nothing here names a cause. */

#pragma once

#include "evidence.h"
#include "facts.h"

G_BEGIN_DECLS

/**
 * IfaTarget:
 *
 * One endpoint, or one control host, with all that was seen of it. Arrays hold borrowed checks.
 */
typedef struct
{
  const char *id;
  const IfaCheck *check;         /* (nullable): the endpoint's own row; NULL for control hosts */
  const IfaEndpointFacts *facts; /* (nullable): likewise */
  const char *host;
  GPtrArray *dns;    /* look-ups of its name: at each server, and by the system */
  GPtrArray *paths;  /* route chosen for each of its addresses */
  GPtrArray *tcp;    /* attempts at its own port */
  GPtrArray *others; /* attempts at other ports of the same host */
  GPtrArray *tls;
  GPtrArray *http;
  GPtrArray *proxies; /* what the settings say about its address */
  GPtrArray *tunnels; /* CONNECT through the proxy */
  GPtrArray *hosts;   /* what the hosts file says about its name */
  GPtrArray *traces;
  GPtrArray *quality;
  GPtrArray *mtu;
  GPtrArray *distances;
} IfaTarget;

/**
 * IfaClock:
 *
 * What the other clocks say of this one.
 */
typedef struct
{
  IfaTri known;        /* enough independent clocks agree */
  gint64 offset_ms;    /* this clock is ahead by this much; 0 unless anything is known */
  guint n_sources;     /* that agree */
  gint64 now_s;        /* the best estimate of the true time at the start of the run */
  GPtrArray *evidence; /* the checks it rests on */
} IfaClock;

/**
 * IfaView:
 *
 * Borrows from the evidence; free it before the evidence goes.
 */
typedef struct
{
  const IfaEvidence *evidence;
  const IfaRunFacts *run; /* (nullable) */
  GPtrArray *endpoints;   /* (element-type IfaTarget) */
  GPtrArray *controls;    /* (element-type IfaTarget) */
  GPtrArray *links;
  GPtrArray *routes;
  GPtrArray *gateways;
  GPtrArray *resolvers;
  GPtrArray *portals;
  GPtrArray *statuses;     /* status pages */
  GPtrArray *server_tcp;   /* TCP to the name servers themselves */
  GPtrArray *server_paths; /* the way to each name server */
  IfaClock clock;
} IfaView;

IfaView *ifa_view_new (const IfaEvidence *evidence);
void ifa_view_free (IfaView *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaView, ifa_view_free)

/* Questions about one target. */
gboolean ifa_target_is_resolved (const IfaTarget *target);
gboolean ifa_target_was_looked_up (const IfaTarget *target);
gboolean ifa_target_is_connected (const IfaTarget *target);
gboolean ifa_target_is_unconnected (const IfaTarget *target);
gboolean ifa_target_is_on_this_computer (const IfaTarget *target);
gboolean ifa_target_uses_tls (const IfaTarget *target);
const IfaCheck *ifa_target_find_tcp (const IfaTarget *target, IfaOutcome outcome);
gboolean ifa_target_uses_proxy (const IfaTarget *target);
const IfaCheck *ifa_target_get_open_tunnel (const IfaTarget *target);
const IfaCheck *ifa_target_get_tls (const IfaTarget *target);
const IfaCheck *ifa_target_get_direct_tls (const IfaTarget *target);
const IfaCheck *ifa_target_get_http (const IfaTarget *target);
gboolean ifa_http_never_connected (const IfaCheck *http);
gint64 ifa_target_get_round_trip_us (const IfaTarget *target);
gint64 ifa_target_get_ttl (const IfaTarget *target, const char *address, gint64 port);
gboolean ifa_target_is_fine (const IfaTarget *target);
gboolean ifa_target_is_hidden_from_programs (const IfaTarget *target);
gboolean ifa_target_proves_identity (const IfaTarget *target);
gboolean ifa_target_all_tcp (const IfaTarget *target, IfaOutcome outcome);

/* Questions about the network as a whole. */
gboolean ifa_view_needs_network (const IfaView *view);
gboolean ifa_view_is_shut_in (const IfaView *view);
gboolean ifa_view_has_working_link (const IfaView *view);
gboolean ifa_view_has_address (const IfaView *view);
gboolean ifa_view_has_default_route (const IfaView *view);
const IfaCheck *ifa_view_heard_from_beyond (const IfaView *view);
gboolean ifa_view_control_was_tried (const IfaView *view);
const IfaCheck *ifa_view_control_answers (const IfaView *view);
gboolean ifa_view_servers_are_at_a_loss (const IfaView *view);
gboolean ifa_view_controls_resolve (const IfaView *view, gboolean *any_tried);

gboolean ifa_quality_hints_at_narrow_line (const IfaQualityFacts *facts);

/* The outcome of the TLS handshake shows a live server that only wants to know who calls. */
gboolean ifa_tls_wants_client_certificate (const IfaCheck *tls);
gboolean ifa_tls_trust_is_hidden (const IfaCheck *check);
gboolean ifa_target_may_want_client_certificate (const IfaTarget *target);

G_END_DECLS
