/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "route-probe.h"

#include <net/if.h>
#include <sys/socket.h>

#include "facts.h"
#include "interface.h"
#include "netlink.h"

#define MAX_DEFAULT_ROUTES 32

typedef struct
{
  IfaEvidence *evidence;
  IfaFamily family;
  guint n_routes;
} Survey;

static void
add_route (Survey *survey, guint index, char *gateway, guint32 metric)
{
  IfaCheck *check = ifa_check_new (&ifa_route_facts, IFA_ROLE_NONE, NULL);
  IfaRouteFacts *facts = check->facts;

  facts->family = survey->family;
  facts->interface = ifa_interface_dup_name (index);
  facts->gateway = gateway;
  facts->metric = metric;
  facts->is_tunnel = ifa_interface_is_tunnel (index);
  if (gateway != NULL)
    facts->gateway_in_subnet = ifa_interface_has_subnet_of (index, gateway);
  check->outcome = IFA_OUTCOME_OK;
  ifa_evidence_take (survey->evidence, check);
  survey->n_routes++;
}

static guint8
native_family (const Survey *survey)
{
  return survey->family == IFA_FAMILY_IPV6 ? AF_INET6 : AF_INET;
}

/* RTA_VIA names a gateway of the other family (RFC 5549). */
static char *
dup_gateway (const Survey *survey, const struct rtattr *gateway, const struct rtattr *via)
{
  const struct rtvia *other = via != NULL ? RTA_DATA (via) : NULL;

  if (gateway != NULL || other == NULL || RTA_PAYLOAD (via) < sizeof *other + 16)
    return ifa_netlink_dup_address (gateway, native_family (survey));
  return other->rtvia_family == AF_INET6 ? ifa_netlink_dup_address (via, AF_INET6) : NULL;
}

static void
add_each_hop (Survey *survey, const struct rtattr *multipath, guint32 metric)
{
  const struct rtnexthop *hop = RTA_DATA (multipath);
  int rest = RTA_PAYLOAD (multipath);

  while (RTNH_OK (hop, rest) && survey->n_routes < MAX_DEFAULT_ROUTES)
    {
      const struct rtattr *attribute = RTNH_DATA (hop);
      int inner = hop->rtnh_len - sizeof *hop;
      char *gateway = NULL;

      for (; RTA_OK (attribute, inner); attribute = RTA_NEXT (attribute, inner))
        if (attribute->rta_type == RTA_GATEWAY && gateway == NULL)
          gateway = ifa_netlink_dup_address (attribute, native_family (survey));
      add_route (survey, hop->rtnh_ifindex, gateway, metric);

      rest -= RTNH_ALIGN (hop->rtnh_len);
      hop = RTNH_NEXT (hop);
    }
}

static void
note_route (const struct nlmsghdr *message, gpointer user_data)
{
  Survey *survey = user_data;
  const struct rtmsg *route = NLMSG_DATA (message);
  const struct rtattr *attributes[RTA_MAX + 1];
  guint32 metric;

  if (message->nlmsg_type != RTM_NEWROUTE || message->nlmsg_len < NLMSG_LENGTH (sizeof *route)
      || route->rtm_dst_len != 0 || route->rtm_type != RTN_UNICAST
      || (route->rtm_flags & RTM_F_CLONED) != 0 || survey->n_routes >= MAX_DEFAULT_ROUTES)
    return;

  ifa_netlink_parse (message, sizeof *route, attributes, G_N_ELEMENTS (attributes));
  metric = ifa_netlink_get_u32 (attributes[RTA_PRIORITY]);
  if (attributes[RTA_MULTIPATH] != NULL)
    add_each_hop (survey, attributes[RTA_MULTIPATH], metric);
  else
    add_route (survey, ifa_netlink_get_u32 (attributes[RTA_OIF]),
               dup_gateway (survey, attributes[RTA_GATEWAY], attributes[RTA_VIA]), metric);
}

static void
survey_family (IfaEvidence *evidence, IfaFamily family)
{
  Survey survey = { .evidence = evidence, .family = family };
  int code = ifa_netlink_dump (RTM_GETROUTE, native_family (&survey), note_route, &survey);
  IfaCheck *check = NULL;

  if (survey.n_routes > 0)
    return;

  check = ifa_check_new (&ifa_route_facts, IFA_ROLE_NONE, NULL);
  ((IfaRouteFacts *) check->facts)->family = family;
  check->outcome = code == 0 ? IFA_OUTCOME_NOT_FOUND : IFA_OUTCOME_NOT_AVAILABLE;
  ifa_evidence_take (evidence, check);
}

/**
 * ifa_route_probe_async:
 * @environment: the outside world
 * @evidence: gets one check a default route, and one for a family that has none
 * @cancellable: (nullable): not needed: the kernel answers at once
 * @callback: called once, from the main loop
 * @user_data: closure
 */
void
ifa_route_probe_async (IfaEnvironment *environment,
                       IfaEvidence *evidence,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, ifa_route_probe_async);
  survey_family (evidence, IFA_FAMILY_IPV4);
  survey_family (evidence, IFA_FAMILY_IPV6);
  g_task_return_boolean (task, TRUE);
}

gboolean
ifa_route_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
