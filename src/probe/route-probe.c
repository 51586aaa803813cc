/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "route-probe.h"

#include <sys/socket.h>

#include "facts.h"
#include "interface.h"
#include "netlink.h"

#define MAX_DEFAULT_ROUTES 32
#define MAX_ADDRESSES 4096

typedef struct
{
  IfaEvidence *evidence;
  GArray *addresses; /* (element-type IfaNetlinkInterfaceAddress) */
  int address_code;  /* 0 where they are known */
  guint8 family;
  GArray *usual;  /* (element-type IfaNetlinkRoute): of the main table */
  GArray *others; /* (element-type IfaNetlinkRoute): of tables that rules lead to */
  GArray *halves; /* (element-type IfaNetlinkRoute): 0.0.0.0/1 and 128.0.0.0/1 */
} Survey;

static void
note_address (const struct nlmsghdr *message, gpointer user_data)
{
  GArray *addresses = user_data;
  IfaNetlinkInterfaceAddress address;

  if (addresses->len < MAX_ADDRESSES && ifa_netlink_read_address (message, &address))
    g_array_append_val (addresses, address);
}

static void
note_route (const struct nlmsghdr *message, gpointer user_data)
{
  Survey *self = user_data;
  IfaNetlinkRoute route;
  gboolean is_main;
  GArray *list = NULL;

  if (!ifa_netlink_read_route (message, &route) || route.family != self->family
      || route.type != RTN_UNICAST || route.is_cloned || route.prefix_length > 1)
    return;

  is_main = route.table == RT_TABLE_MAIN || route.table == RT_TABLE_DEFAULT;
  if (route.prefix_length == 1)
    list = self->halves;
  else
    list = is_main ? self->usual : self->others;
  if (list->len < MAX_DEFAULT_ROUTES)
    g_array_append_val (list, route);
}

static IfaTri
is_in_subnet (const Survey *self, const IfaNetlinkHop *hop)
{
  static const IfaNetlinkAddress link_local = { AF_INET6, { 0xfe, 0x80 } };
  gboolean has_any = FALSE;

  /* On every interface that speaks IPv6 (RFC 4291 section 2.5.6). */
  if (ifa_netlink_address_is_in_prefix (&hop->gateway, &link_local, 10))
    return IFA_TRI_YES;

  for (guint i = 0; i < self->addresses->len; i++)
    {
      const IfaNetlinkInterfaceAddress *address
          = &g_array_index (self->addresses, IfaNetlinkInterfaceAddress, i);

      if (address->index != hop->index || address->own.family != hop->gateway.family)
        continue;
      has_any = TRUE;
      if (ifa_netlink_address_is_in_prefix (&hop->gateway, &address->neighbour,
                                            address->prefix_length))
        return IFA_TRI_YES;
    }
  return has_any && self->address_code == 0 ? IFA_TRI_NO : IFA_TRI_UNKNOWN;
}

static void
add_check (const Survey *self, const IfaNetlinkRoute *route, const IfaNetlinkHop *hop)
{
  IfaCheck *check = ifa_check_new (&ifa_route_facts, IFA_ROLE_NONE, NULL);
  IfaRouteFacts *facts = check->facts;
  IfaNetlinkLink link;

  facts->family = self->family == AF_INET6 ? IFA_FAMILY_IPV6 : IFA_FAMILY_IPV4;
  facts->gateway = ifa_netlink_address_dup_text (&hop->gateway);
  facts->metric = route->metric;
  if (ifa_netlink_get_link (hop->index, &link) == 0)
    {
      facts->interface = g_utf8_make_valid (link.name, -1);
      facts->is_tunnel = IFA_TRI (ifa_interface_kind (&link) == IFA_LINK_KIND_TUNNEL);
    }
  if (facts->gateway != NULL)
    facts->gateway_in_subnet = is_in_subnet (self, hop);
  check->outcome = IFA_OUTCOME_OK;
  ifa_evidence_take (self->evidence, check);
}

static guint
add_checks (const Survey *self, const GArray *routes)
{
  guint n = 0;

  for (guint i = 0; i < routes->len; i++)
    {
      const IfaNetlinkRoute *route = &g_array_index (routes, IfaNetlinkRoute, i);

      for (guint h = 0; h < route->n_hops && n < MAX_DEFAULT_ROUTES; h++)
        {
          if ((route->hops[h].flags & RTNH_F_DEAD) != 0)
            continue;
          add_check (self, route, &route->hops[h]);
          n++;
        }
    }
  return n;
}

/* OpenVPN's "def1" leaves the default route alone and covers it with two halves. */
static void
keep_whole_pairs (Survey *self)
{
  guint n_lower = 0;

  for (guint i = 0; i < self->halves->len; i++)
    n_lower += g_array_index (self->halves, IfaNetlinkRoute, i).destination.bytes[0] == 0;
  if (n_lower == 0 || n_lower == self->halves->len)
    {
      g_array_set_size (self->halves, 0);
      return;
    }
  for (guint i = self->halves->len; i > 0; i--)
    if (g_array_index (self->halves, IfaNetlinkRoute, i - 1).destination.bytes[0] != 0)
      g_array_remove_index (self->halves, i - 1);
}

static void
survey_family (Survey *self, guint8 family)
{
  int code;
  guint n;

  self->family = family;
  self->usual = g_array_new (FALSE, FALSE, sizeof (IfaNetlinkRoute));
  self->others = g_array_new (FALSE, FALSE, sizeof (IfaNetlinkRoute));
  self->halves = g_array_new (FALSE, FALSE, sizeof (IfaNetlinkRoute));
  code = ifa_netlink_dump (RTM_GETROUTE, family, note_route, self);
  keep_whole_pairs (self);

  n = add_checks (self, self->halves);
  n += add_checks (self, self->usual);
  /* Metrics of different tables can't be compared, so these count only alone. */
  if (n == 0)
    n = add_checks (self, self->others);
  if (n == 0)
    {
      IfaCheck *check = ifa_check_new (&ifa_route_facts, IFA_ROLE_NONE, NULL);
      IfaRouteFacts *facts = check->facts;

      facts->family = family == AF_INET6 ? IFA_FAMILY_IPV6 : IFA_FAMILY_IPV4;
      check->outcome = code == 0 ? IFA_OUTCOME_NOT_FOUND : IFA_OUTCOME_NOT_AVAILABLE;
      if (code != 0)
        ifa_check_take_detail (check, g_strdup (g_strerror (code)));
      ifa_evidence_take (self->evidence, check);
    }
  g_array_unref (self->usual);
  g_array_unref (self->others);
  g_array_unref (self->halves);
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
  g_autoptr (GArray) addresses = g_array_new (FALSE, FALSE, sizeof (IfaNetlinkInterfaceAddress));
  Survey survey = { .evidence = evidence, .addresses = addresses };

  g_task_set_source_tag (task, ifa_route_probe_async);
  survey.address_code = ifa_netlink_dump (RTM_GETADDR, AF_UNSPEC, note_address, addresses);
  survey_family (&survey, AF_INET);
  survey_family (&survey, AF_INET6);
  g_task_return_boolean (task, TRUE);
}

gboolean
ifa_route_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
