/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "path-probe.h"

#include <sys/socket.h>

#include "errno-outcome.h"
#include "facts.h"
#include "interface.h"
#include "netlink.h"

static void
note_route (const struct nlmsghdr *message, gpointer user_data)
{
  IfaPathFacts *facts = user_data;
  const struct rtmsg *route = NLMSG_DATA (message);
  const struct rtattr *attributes[RTA_MAX + 1];
  guint index;

  if (message->nlmsg_type != RTM_NEWROUTE || message->nlmsg_len < NLMSG_LENGTH (sizeof *route))
    return;
  ifa_netlink_parse (message, sizeof *route, attributes, G_N_ELEMENTS (attributes));
  index = ifa_netlink_get_u32 (attributes[RTA_OIF]);

  facts->interface = ifa_interface_dup_name (index);
  facts->gateway = ifa_netlink_dup_address (attributes[RTA_GATEWAY], route->rtm_family);
  facts->source_address = ifa_netlink_dup_address (attributes[RTA_PREFSRC], route->rtm_family);
  if (route->rtm_type == RTN_LOCAL)
    facts->reach = IFA_REACH_LOOPBACK;
  else if (ifa_interface_is_tunnel (index) == IFA_TRI_YES)
    facts->reach = IFA_REACH_TUNNEL;
  else
    facts->reach = facts->gateway != NULL ? IFA_REACH_GATEWAY : IFA_REACH_ON_LINK;

  if (attributes[RTA_METRICS] != NULL)
    {
      const struct rtattr *metric = RTA_DATA (attributes[RTA_METRICS]);
      int rest = RTA_PAYLOAD (attributes[RTA_METRICS]);

      for (; RTA_OK (metric, rest); metric = RTA_NEXT (metric, rest))
        if (metric->rta_type == RTAX_MTU)
          facts->mtu = ifa_netlink_get_u32 (metric);
    }
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
  int code = ifa_netlink_get_route (facts->address, note_route, facts);

  g_task_set_source_tag (task, ifa_path_probe_async);
  if (code != 0)
    {
      IfaOutcome outcome = ifa_outcome_from_errno (code);

      ifa_check_take_detail (check, g_strdup (g_strerror (code)));
      check->outcome = outcome == IFA_OUTCOME_FAILED ? IFA_OUTCOME_NOT_AVAILABLE : outcome;
    }
  else if (facts->reach != IFA_REACH_UNKNOWN)
    check->outcome = IFA_OUTCOME_OK;
  g_task_return_boolean (task, TRUE);
}

gboolean
ifa_path_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
