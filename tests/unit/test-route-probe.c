/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Default routes and the chosen way, compared with what ip(8) says. */

#include <string.h>

#include "facts.h"
#include "path-probe.h"
#include "route-probe.h"
#include "routed-network.h"

static IfaEvidence *
list_routes (void)
{
  return list_in ("", ifa_route_probe_async, ifa_route_probe_finish);
}

/* The n-th route of a family. */
static const IfaCheck *
find_route (const IfaEvidence *evidence, IfaFamily family, guint n)
{
  for (guint i = 0; i < ifa_evidence_get_n_checks (evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (evidence, i);
      if (((IfaRouteFacts *) check->facts)->family == family && n-- == 0)
        return check;
    }
  return NULL;
}

/* OpenVPN covers the default route with two halves. */
static void
test_tunnel (void)
{
  g_autoptr (IfaEvidence) routes = NULL;
  g_autoptr (IfaEvidence) half = NULL;
  const IfaRouteFacts *facts = NULL;

  if (skip_without_network ())
    return;
  if (!add_tunnel ())
    {
      g_test_skip ("needs /dev/net/tun");
      return;
    }

  g_assert_true (run_tool ("ip route add 0.0.0.0/1 via 10.8.0.1 dev tun7"));
  half = list_routes ();
  g_assert_true (run_tool ("ip route add 128.0.0.0/1 via 10.8.0.1 dev tun7"));
  routes = list_routes ();
  remove_tunnel ();

  g_assert_cmpint (find_route (half, IFA_FAMILY_IPV4, 0)->outcome, ==, IFA_OUTCOME_NOT_FOUND);
  facts = find_route (routes, IFA_FAMILY_IPV4, 0)->facts;
  g_assert_cmpstr (facts->interface, ==, "tun7");
  g_assert_cmpstr (facts->gateway, ==, "10.8.0.1");
  g_assert_cmpint (facts->is_tunnel, ==, IFA_TRI_YES);
  g_assert_null (find_route (routes, IFA_FAMILY_IPV4, 1));
}

static void
test_no_default_route (void)
{
  g_autoptr (IfaEvidence) evidence = NULL;
  const IfaFamily families[] = { IFA_FAMILY_IPV4, IFA_FAMILY_IPV6 };

  if (skip_without_network ())
    return;

  evidence = list_routes ();
  g_assert_cmpuint (ifa_evidence_get_n_checks (evidence), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    g_assert_cmpint (find_route (evidence, families[i], 0)->outcome, ==, IFA_OUTCOME_NOT_FOUND);
}

static void
assert_same_routes (const IfaEvidence *evidence, IfaFamily family, const char *command_line)
{
  g_autoptr (JsonNode) node = read_ip (command_line);
  JsonArray *routes = json_node_get_array (node);

  g_assert_cmpuint (json_array_get_length (routes), >, 0);
  for (guint i = 0; i < json_array_get_length (routes); i++)
    {
      JsonObject *route = json_array_get_object_element (routes, i);
      const IfaCheck *check = find_route (evidence, family, i);
      const IfaRouteFacts *facts = check->facts;

      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
      g_assert_cmpstr (facts->gateway, ==, json_object_get_string_member (route, "gateway"));
      g_assert_cmpstr (facts->interface, ==, json_object_get_string_member (route, "dev"));
      if (json_object_has_member (route, "metric"))
        g_assert_cmpint (facts->metric, ==, json_object_get_int_member (route, "metric"));
      else
        g_assert_cmpint (facts->metric, ==, 0);
    }
  g_assert_null (find_route (evidence, family, json_array_get_length (routes)));
}

static void
test_routes_are_what_ip_says (void)
{
  g_autoptr (IfaEvidence) evidence = NULL;
  const IfaRouteFacts *facts = NULL;

  if (skip_without_network ())
    return;

  g_assert_true (run_tool ("ip route add default via " ROUTER));
  g_assert_true (run_tool ("ip route add default via " NOBODY " metric 700"));
  g_assert_true (run_tool ("ip -6 route add default via fe80::1 dev lan0"));
  evidence = list_routes ();
  assert_same_routes (evidence, IFA_FAMILY_IPV4, "ip -j route show default");
  assert_same_routes (evidence, IFA_FAMILY_IPV6, "ip -j -6 route show default");
  run_tool ("ip route del default via " ROUTER);
  run_tool ("ip route del default via " NOBODY " metric 700");
  run_tool ("ip -6 route del default");

  facts = find_route (evidence, IFA_FAMILY_IPV4, 0)->facts;
  g_assert_cmpint (facts->is_tunnel, ==, IFA_TRI_NO);
  g_assert_cmpint (facts->gateway_in_subnet, ==, IFA_TRI_YES);
  facts = find_route (evidence, IFA_FAMILY_IPV6, 0)->facts;
  g_assert_cmpint (facts->gateway_in_subnet, ==, IFA_TRI_YES);
}

static void
test_gateway_outside_the_subnet (void)
{
  g_autoptr (IfaEvidence) evidence = NULL;
  const IfaRouteFacts *facts = NULL;

  if (skip_without_network ())
    return;

  g_assert_true (run_tool ("ip route add default via 198.51.100.1 dev lan0 onlink"));
  evidence = list_routes ();
  run_tool ("ip route del default");
  facts = find_route (evidence, IFA_FAMILY_IPV4, 0)->facts;
  g_assert_cmpint (facts->gateway_in_subnet, ==, IFA_TRI_NO);
}

static void
test_unusual_default_routes (void)
{
  g_autoptr (IfaEvidence) shared = NULL;
  g_autoptr (IfaEvidence) other_table = NULL;
  g_autoptr (IfaEvidence) forbidden = NULL;
  const IfaRouteFacts *facts = NULL;

  if (skip_without_network ())
    return;

  g_assert_true (run_tool ("ip route add default nexthop via " ROUTER " nexthop via " NOBODY));
  shared = list_routes ();
  run_tool ("ip route del default");
  facts = find_route (shared, IFA_FAMILY_IPV4, 1)->facts;
  g_assert_cmpstr (facts->gateway, ==, NOBODY);

  g_assert_true (run_tool ("ip route add default via " ROUTER " table 500"));
  other_table = list_routes ();
  run_tool ("ip route del default table 500");
  g_assert_cmpint (find_route (other_table, IFA_FAMILY_IPV4, 0)->outcome, ==, IFA_OUTCOME_OK);

  g_assert_true (run_tool ("ip route add unreachable default"));
  forbidden = list_routes ();
  run_tool ("ip route del unreachable default");
  g_assert_cmpint (find_route (forbidden, IFA_FAMILY_IPV4, 0)->outcome, ==, IFA_OUTCOME_NOT_FOUND);
}

static IfaCheck *
probe_path (const char *address)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();
  IfaCheck *check = ifa_check_new (&ifa_path_facts, IFA_ROLE_SERVICE, "api");
  IfaPathFacts *facts = check->facts;

  facts->address = g_strdup (address);
  g_assert_true (run_probe (ifa_path_probe_async, ifa_path_probe_finish, environment, check, NULL));
  return check;
}

static void
assert_path (const char *address, IfaReach reach, const char *interface, const char *source)
{
  g_autoptr (IfaCheck) check = probe_path (address);
  const IfaPathFacts *facts = check->facts;

  g_test_message ("%s", address);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->reach, ==, reach);
  g_assert_cmpstr (facts->interface, ==, interface);
  g_assert_cmpstr (facts->source_address, ==, source);
  g_assert_cmpint (facts->mtu, >=, 1280);
}

static void
assert_no_path (const char *address, IfaOutcome outcome)
{
  g_autoptr (IfaCheck) check = probe_path (address);

  g_test_message ("%s", address);
  g_assert_cmpint (check->outcome, ==, outcome);
  g_assert_cmpint (((IfaPathFacts *) check->facts)->reach, ==, IFA_REACH_UNKNOWN);
  g_assert_nonnull (check->detail);
}

/* The same link-local address may be behind each of two interfaces: its scope tells which. */
static void
test_link_local_path (void)
{
  const char *const interfaces[] = { "lan0", "aaa0" };

  if (skip_without_network ())
    return;

  g_assert_true (run_tool ("ip link add aaa0 type veth peer name aaa1")
                 && run_tool ("ip link set aaa0 up") && run_tool ("ip link set aaa1 up")
                 && run_tool ("ip addr add fe80::a/64 dev aaa0 nodad")
                 && run_tool ("ip addr add fe80::2/64 dev lan0 nodad"));
  for (guint i = 0; i < G_N_ELEMENTS (interfaces); i++)
    {
      g_autofree char *address = g_strconcat ("fe80::1%", interfaces[i], NULL);
      g_autoptr (IfaCheck) check = probe_path (address);

      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
      g_assert_cmpstr (((IfaPathFacts *) check->facts)->interface, ==, interfaces[i]);
    }
  run_tool ("ip link del aaa0");
}

static void
test_paths (void)
{
  g_autoptr (IfaCheck) small = NULL;

  if (skip_without_network ())
    return;

  g_assert_true (run_tool ("ip route add 198.51.100.0/24 via " ROUTER));
  g_assert_true (run_tool ("ip route add 203.0.113.0/25 via " ROUTER " mtu 1300"));
  assert_path ("127.0.0.1", IFA_REACH_LOOPBACK, "lo", "127.0.0.1");
  assert_path ("192.0.2.2", IFA_REACH_LOOPBACK, "lo", "192.0.2.2");
  assert_path ("::1", IFA_REACH_LOOPBACK, "lo", "::1");
  assert_path ("192.0.2.77", IFA_REACH_ON_LINK, "lan0", "192.0.2.2");
  assert_path ("2001:db8::77", IFA_REACH_ON_LINK, "lan0", "2001:db8::2");
  assert_path ("198.51.100.9", IFA_REACH_GATEWAY, "lan0", "192.0.2.2");
  small = probe_path ("203.0.113.5");
  g_assert_cmpint (((IfaPathFacts *) small->facts)->mtu, ==, 1300);
  g_assert_cmpstr (((IfaPathFacts *) small->facts)->gateway, ==, ROUTER);
  run_tool ("ip route del 198.51.100.0/24");
  run_tool ("ip route del 203.0.113.0/25");
}

static void
test_no_paths (void)
{
  if (skip_without_network ())
    return;

  g_assert_true (run_tool ("ip route add prohibit 198.51.100.1"));
  g_assert_true (run_tool ("ip route add blackhole 198.51.100.2"));
  g_assert_true (run_tool ("ip route add unreachable 198.51.100.3"));
  g_assert_true (run_tool ("ip -6 route add prohibit 2001:db8:1::1"));
  g_assert_true (run_tool ("ip -6 route add blackhole 2001:db8:1::2"));
  g_assert_true (run_tool ("ip -6 route add unreachable 2001:db8:1::3"));
  assert_no_path ("203.0.113.1", IFA_OUTCOME_NETWORK_UNREACHABLE);
  assert_no_path ("2001:db8:2::1", IFA_OUTCOME_NETWORK_UNREACHABLE);
  assert_no_path ("198.51.100.1", IFA_OUTCOME_PROHIBITED);
  assert_no_path ("198.51.100.2", IFA_OUTCOME_NETWORK_UNREACHABLE);
  assert_no_path ("198.51.100.3", IFA_OUTCOME_HOST_UNREACHABLE);
  assert_no_path ("2001:db8:1::1", IFA_OUTCOME_PROHIBITED);
  assert_no_path ("2001:db8:1::2", IFA_OUTCOME_NETWORK_UNREACHABLE);
  assert_no_path ("2001:db8:1::3", IFA_OUTCOME_HOST_UNREACHABLE);
  run_tool ("ip route flush type prohibit");
  run_tool ("ip route flush type blackhole");
  run_tool ("ip route flush type unreachable");
}

static void
test_path_of_nonsense (void)
{
  assert_no_path (NULL, IFA_OUTCOME_NOT_AVAILABLE);
  assert_no_path ("", IFA_OUTCOME_NOT_AVAILABLE);
  assert_no_path ("invoice.example", IFA_OUTCOME_NOT_AVAILABLE);
  assert_no_path ("192.0.2.1:80", IFA_OUTCOME_NOT_AVAILABLE);
}

static void
test_path_through_a_tunnel (void)
{
  if (skip_without_network ())
    return;
  if (!add_tunnel ())
    {
      g_test_skip ("needs /dev/net/tun");
      return;
    }

  g_assert_true (run_tool ("ip route add 198.51.100.0/24 dev tun7"));
  assert_path ("198.51.100.9", IFA_REACH_TUNNEL, "tun7", "10.8.0.2");
  remove_tunnel ();
}

static void
deprived_route_probe_async (IfaEnvironment *environment,
                            IfaEvidence *evidence,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  deprive (TRUE);
  ifa_route_probe_async (environment, evidence, cancellable, callback, user_data);
  deprive (FALSE);
}

static void
deprived_path_probe_async (IfaEnvironment *environment,
                           IfaCheck *check,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  deprive (TRUE);
  ifa_path_probe_async (environment, check, cancellable, callback, user_data);
  deprive (FALSE);
}

/* As in a sandbox without netlink: nothing is known, which is not the same as nothing there. */
static void
test_without_netlink (void)
{
  g_autoptr (IfaEvidence) routes = list_in ("", deprived_route_probe_async, ifa_route_probe_finish);
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();
  g_autoptr (IfaCheck) path = ifa_check_new (&ifa_path_facts, IFA_ROLE_SERVICE, "api");

  ((IfaPathFacts *) path->facts)->address = g_strdup ("192.0.2.77");
  run_probe (deprived_path_probe_async, ifa_path_probe_finish, environment, path, NULL);
  g_assert_cmpint (path->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);

  g_assert_cmpuint (ifa_evidence_get_n_checks (routes), ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (ifa_evidence_get_check (routes, i)->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);
}

int
main (int argc, char **argv)
{
  int status;

  prepare_routed_network ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/route-probe/none", test_no_default_route);
  g_test_add_func ("/route-probe/as-ip-says", test_routes_are_what_ip_says);
  g_test_add_func ("/route-probe/outside-the-subnet", test_gateway_outside_the_subnet);
  g_test_add_func ("/route-probe/unusual", test_unusual_default_routes);
  g_test_add_func ("/route-probe/tunnel", test_tunnel);
  g_test_add_func ("/path-probe/paths", test_paths);
  g_test_add_func ("/path-probe/link-local", test_link_local_path);
  g_test_add_func ("/path-probe/no-paths", test_no_paths);
  g_test_add_func ("/path-probe/nonsense", test_path_of_nonsense);
  g_test_add_func ("/path-probe/tunnel", test_path_through_a_tunnel);
  g_test_add_func ("/route-probe/without-netlink", test_without_netlink);
  status = g_test_run ();
  remove_routed_network ();
  return status;
}
