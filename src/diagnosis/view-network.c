/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What was heard, and from how far. */

#include "view.h"

#include <string.h>

static IfaReach
reach_of (const GPtrArray *paths, const char *address)
{
  for (guint i = 0; i < paths->len; i++)
    {
      const IfaPathFacts *path = ((IfaCheck *) g_ptr_array_index (paths, i))->facts;
      if (g_strcmp0 (path->address, address) == 0)
        return path->reach;
    }
  return IFA_REACH_UNKNOWN;
}

static gboolean
is_beyond (IfaReach reach)
{
  return reach == IFA_REACH_GATEWAY || reach == IFA_REACH_TUNNEL;
}

/* A connection, or a refusal from the machine itself, shows that packets go there and back. */
static gboolean
tcp_was_answered (const IfaCheck *check)
{
  const IfaTcpFacts *facts = check->facts;

  /* What another interface hears is not heard on the way that programs take. */
  if (facts->purpose == IFA_TCP_PURPOSE_OTHER_INTERFACE)
    return FALSE;
  if (check->outcome == IFA_OUTCOME_OK)
    return TRUE;
  return check->outcome == IFA_OUTCOME_REFUSED && facts->icmp_sender == NULL;
}

static const IfaCheck *
target_heard_from_beyond (const IfaTarget *target)
{
  const GPtrArray *lists[] = { target->tcp, target->others };

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      {
        const IfaCheck *check = g_ptr_array_index (lists[l], i);
        if (tcp_was_answered (check)
            && is_beyond (reach_of (target->paths, ((IfaTcpFacts *) check->facts)->address)))
          return check;
      }
  return NULL;
}

static gboolean
dns_was_answered (const IfaCheck *check)
{
  switch (check->outcome)
    {
    case IFA_OUTCOME_OK:
    case IFA_OUTCOME_NAME_NOT_FOUND:
    case IFA_OUTCOME_NO_ADDRESS:
    case IFA_OUTCOME_SERVER_FAILED:
    case IFA_OUTCOME_QUERY_REFUSED:
      return ((IfaDnsFacts *) check->facts)->via == IFA_DNS_VIA_SERVER;
    default:
      return FALSE;
    }
}

static const IfaCheck *
server_heard_from_beyond (const IfaView *view)
{
  for (guint i = 0; i < ifa_evidence_get_n_checks (view->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (view->evidence, i);

      if (check->type == &ifa_dns_facts && dns_was_answered (check)
          && is_beyond (reach_of (view->server_paths, ((IfaDnsFacts *) check->facts)->server)))
        return check;
      if (check->type == &ifa_clock_facts && check->outcome == IFA_OUTCOME_OK
          && check->role == IFA_ROLE_TIME)
        return check;
    }
  for (guint i = 0; i < view->server_tcp->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (view->server_tcp, i);
      if (tcp_was_answered (check)
          && is_beyond (reach_of (view->server_paths, ((IfaTcpFacts *) check->facts)->address)))
        return check;
    }
  return NULL;
}

/**
 * ifa_view_heard_from_beyond:
 * @view: the evidence
 *
 * Returns: (nullable): a check in which a machine beyond the gateway answered; `NULL` when none
 *   did
 */
const IfaCheck *
ifa_view_heard_from_beyond (const IfaView *view)
{
  const GPtrArray *lists[] = { view->endpoints, view->controls };

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      {
        const IfaCheck *check = target_heard_from_beyond (g_ptr_array_index (lists[l], i));
        if (check != NULL)
          return check;
      }
  return server_heard_from_beyond (view);
}

/**
 * ifa_view_control_was_tried:
 * @view: the evidence
 *
 * Returns: whether a connection to an address of an unrelated host was tried, whatever came of it
 */
gboolean
ifa_view_control_was_tried (const IfaView *view)
{
  for (guint i = 0; i < view->controls->len; i++)
    {
      const IfaTarget *target = g_ptr_array_index (view->controls, i);
      for (guint t = 0; t < target->tcp->len; t++)
        if (((IfaCheck *) g_ptr_array_index (target->tcp, t))->outcome != IFA_OUTCOME_NOT_TESTED)
          return TRUE;
    }
  return FALSE;
}

/**
 * ifa_view_control_answers:
 * @view: the evidence
 *
 * Returns: (nullable): the check in which an unrelated host answered
 */
const IfaCheck *
ifa_view_control_answers (const IfaView *view)
{
  for (guint i = 0; i < view->controls->len; i++)
    {
      const IfaTarget *target = g_ptr_array_index (view->controls, i);
      const IfaCheck *check = ifa_target_find_tcp (target, IFA_OUTCOME_OK);
      if (check != NULL)
        return check;
    }
  return NULL;
}

/**
 * ifa_view_controls_resolve:
 * @view: the evidence
 * @any_tried: (out): whether the name of any control host was looked up at all
 *
 * Returns: whether the name of some control host gave an address
 */
gboolean
ifa_view_controls_resolve (const IfaView *view, gboolean *any_tried)
{
  *any_tried = FALSE;
  for (guint i = 0; i < view->controls->len; i++)
    {
      const IfaTarget *target = g_ptr_array_index (view->controls, i);

      *any_tried = *any_tried || ifa_target_was_looked_up (target);
      if (target->dns->len > 0 && ifa_target_is_resolved (target))
        return TRUE;
    }
  return FALSE;
}

static gboolean
every_server_is_near (const IfaView *view)
{
  for (guint i = 0; i < view->server_paths->len; i++)
    {
      const IfaPathFacts *path = ((IfaCheck *) g_ptr_array_index (view->server_paths, i))->facts;
      if (path->reach != IFA_REACH_ON_LINK && path->reach != IFA_REACH_LOOPBACK)
        return FALSE;
    }
  return view->server_paths->len > 0;
}

/* Silence, or an answer that says nothing; a closed port is the name server's own fault. */
static gboolean
is_at_a_loss (const IfaCheck *dns)
{
  return dns->outcome == IFA_OUTCOME_TIMED_OUT || dns->outcome == IFA_OUTCOME_SERVER_FAILED
         || dns->outcome == IFA_OUTCOME_QUERY_REFUSED;
}

/**
 * ifa_view_servers_are_at_a_loss:
 * @view: the evidence
 *
 * The office's own name server, mostly the router, asks others beyond the line. When it knows no
 * name at all, that may be its own fault or the line's: from here the two look the same.
 *
 * Returns: whether that is so, and nobody beyond was heard
 */
gboolean
ifa_view_servers_are_at_a_loss (const IfaView *view)
{
  gboolean tried;
  gboolean at_a_loss = FALSE;

  if (!every_server_is_near (view) || ifa_view_heard_from_beyond (view) != NULL
      || ifa_view_controls_resolve (view, &tried) || !tried)
    return FALSE;

  for (guint i = 0; i < ifa_evidence_get_n_checks (view->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (view->evidence, i);

      if (check->type != &ifa_dns_facts || ((IfaDnsFacts *) check->facts)->via != IFA_DNS_VIA_SERVER
          || check->outcome == IFA_OUTCOME_NOT_TESTED)
        continue;
      if (!is_at_a_loss (check))
        return FALSE;
      at_a_loss = TRUE;
    }
  return at_a_loss;
}

static gboolean
status_is_expected (const IfaEndpointFacts *endpoint, gint64 status)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, status);

  if (endpoint->expected_status != NULL && endpoint->expected_status[0] != NULL)
    return g_strv_contains ((const char *const *) endpoint->expected_status, text);
  return status >= 200 && status < 300;
}

/**
 * ifa_target_proves_identity:
 * @target: an endpoint
 *
 * Returns: whether a handshake showed the right name, vouched for by a trusted root; whether the
 *   certificate is in date is another question
 */
gboolean
ifa_target_proves_identity (const IfaTarget *target)
{
  const IfaCheck *tls = ifa_target_get_tls (target);
  const IfaTlsFacts *facts = tls != NULL ? tls->facts : NULL;

  return facts != NULL && (tls->outcome == IFA_OUTCOME_OK || ifa_tls_wants_client_certificate (tls))
         && facts->name_matches == IFA_TRI_YES && facts->trust == IFA_TLS_TRUST_TRUSTED;
}

/**
 * ifa_tls_trust_is_hidden:
 * @check: any check
 *
 * Returns: whether it is a handshake that showed a certificate whose issuer isn't on the sandbox's
 *   own list of roots, while this computer's list can't be seen
 */
gboolean
ifa_tls_trust_is_hidden (const IfaCheck *check)
{
  const IfaTlsFacts *facts = check->facts;

  return check->type == &ifa_tls_facts && facts->fingerprint_sha256 != NULL
         && facts->trust == IFA_TLS_TRUST_UNKNOWN && facts->trust_list == IFA_TRUST_LIST_RUNTIME;
}

/**
 * ifa_target_is_hidden_from_programs:
 * @target: a target
 *
 * Returns: whether the system's resolver, which is what programs ask, has no address for it, and
 *   no proxy takes care of names; what a name server says when asked directly is no help then
 */
gboolean
ifa_target_is_hidden_from_programs (const IfaTarget *target)
{
  gboolean is_hidden = FALSE;

  if (ifa_target_get_open_tunnel (target) != NULL)
    return FALSE;
  for (guint i = 0; i < target->dns->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->dns, i);

      if (((IfaDnsFacts *) check->facts)->via != IFA_DNS_VIA_SYSTEM)
        continue;
      if (check->outcome == IFA_OUTCOME_OK)
        return FALSE;
      is_hidden = is_hidden
                  || (check->outcome != IFA_OUTCOME_NOT_TESTED
                      && check->outcome != IFA_OUTCOME_NOT_AVAILABLE);
    }
  return is_hidden;
}

/**
 * ifa_target_is_fine:
 * @target: an endpoint
 *
 * The only place that says so: every exchange that the endpoint's protocol has was made, and each
 * ended as the profile expects.
 *
 * Returns: whether the endpoint is proven to work
 */
gboolean
ifa_target_is_fine (const IfaTarget *target)
{
  const IfaCheck *tls = ifa_target_get_tls (target);
  const IfaCheck *http = ifa_target_get_http (target);

  if (target->facts == NULL || !ifa_target_is_connected (target)
      || ifa_target_is_hidden_from_programs (target))
    return FALSE;
  if (g_strcmp0 (target->facts->scheme, "tcp") == 0)
    return TRUE;

  if (ifa_target_uses_tls (target))
    {
      if (ifa_tls_wants_client_certificate (tls) && !ifa_tls_trust_is_hidden (tls)
          && ifa_target_may_want_client_certificate (target))
        return TRUE;
      if (!ifa_target_proves_identity (target))
        return FALSE;
      if (((IfaTlsFacts *) tls->facts)->client_certificate_requested == IFA_TRI_YES
          && target->facts->client_certificate == IFA_CLIENT_CERTIFICATE_REQUIRED)
        return TRUE;
    }

  if (http == NULL || http->outcome != IFA_OUTCOME_OK)
    return FALSE;
  if (g_str_has_prefix (target->facts->scheme != NULL ? target->facts->scheme : "", "ws"))
    return ((IfaHttpFacts *) http->facts)->status == 101; /* Switching Protocols */
  return status_is_expected (target->facts, ((IfaHttpFacts *) http->facts)->status);
}
