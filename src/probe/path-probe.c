/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "path-probe.h"

#include <errno.h>
#include <linux/if_arp.h>

#include "errno-outcome.h"
#include "facts.h"
#include "interface.h"
#include "netlink.h"

static IfaReach
reach_of (const IfaNetlinkRoute *route, const IfaNetlinkLink *link)
{
  if (route->type == RTN_LOCAL || (link != NULL && link->hardware_type == ARPHRD_LOOPBACK))
    return IFA_REACH_LOOPBACK;
  if (link != NULL && ifa_interface_kind (link) == IFA_LINK_KIND_TUNNEL)
    return IFA_REACH_TUNNEL;
  return route->hops[0].gateway.family != 0 ? IFA_REACH_GATEWAY : IFA_REACH_ON_LINK;
}

static void
note_route (const IfaNetlinkRoute *route, IfaPathFacts *facts)
{
  IfaNetlinkLink found;
  const IfaNetlinkLink *link
      = ifa_netlink_get_link (route->hops[0].index, &found) == 0 ? &found : NULL;

  facts->gateway = ifa_netlink_address_dup_text (&route->hops[0].gateway);
  facts->source_address = ifa_netlink_address_dup_text (&route->source);
  facts->reach = reach_of (route, link);
  if (link != NULL)
    facts->interface = g_utf8_make_valid (link->name, -1);
  if (route->mtu > 0)
    facts->mtu = route->mtu;
  else if (link != NULL && link->mtu > 0)
    facts->mtu = link->mtu;
}

/* What a connection gets on such a route; see ip-route(8). Newer kernels answer the question itself
 * with that error. */
static int
error_of (const IfaNetlinkRoute *route)
{
  switch (route->type)
    {
    case RTN_BLACKHOLE:
      return EINVAL;
    case RTN_UNREACHABLE:
      return EHOSTUNREACH;
    case RTN_PROHIBIT:
      return EACCES;
    case RTN_THROW:
      return ENETUNREACH;
    default:
      return route->n_hops > 0 ? 0 : ENETUNREACH;
    }
}

static void
note_error (IfaCheck *check, int code)
{
  IfaOutcome outcome = ifa_outcome_from_errno (code);

  /* The one that a "blackhole" route has to itself. */
  if (code == EINVAL)
    {
      ifa_check_take_detail (check, g_strdup ("blackhole route"));
      check->outcome = IFA_OUTCOME_NETWORK_UNREACHABLE;
      return;
    }
  ifa_check_take_detail (check, g_strdup (g_strerror (code)));
  check->outcome = outcome == IFA_OUTCOME_FAILED ? IFA_OUTCOME_NOT_AVAILABLE : outcome;
}

/**
 * ifa_path_probe_async:
 * @environment: the outside world
 * @check: a check of path facts: `address` says where to
 * @cancellable: (nullable): not needed: the kernel answers at once
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Nothing is sent: the kernel tells which way it would choose.
 */
void
ifa_path_probe_async (IfaEnvironment *environment,
                      IfaCheck *check,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  IfaPathFacts *facts = check->facts;
  IfaNetlinkRoute route;
  int code;

  g_task_set_source_tag (task, ifa_path_probe_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  code = ifa_netlink_get_route (facts->address, &route);
  if (code == 0)
    code = error_of (&route);
  if (code != 0)
    note_error (check, code);
  else
    {
      note_route (&route, facts);
      check->outcome = IFA_OUTCOME_OK;
    }
  g_task_return_boolean (task, TRUE);
}

gboolean
ifa_path_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
