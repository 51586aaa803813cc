/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Sandboxes, containers and other kernels: where something is missing a probe says "not available"
 * or finds out by other means, and never takes the lack for a fault of the network. */

#include "deprivation.h"
#include "dns-probe.h"
#include "facts.h"
#include "gateway-probe.h"
#include "link-probe.h"
#include "path-probe.h"
#include "quality-probe.h"
#include "route-probe.h"
#include "routed-network.h"
#include "tcp-probe.h"
#include "trace-probe.h"

/* Each deprivation is for good, hence for a process of its own. */
static gboolean
in_own_process (Deprivation what)
{
  if (skip_without_network ())
    return FALSE;
  if (g_test_subprocess ())
    {
      g_assert_true (deprive_of (what));
      return TRUE;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
  return FALSE;
}

static IfaCheck *
probe_gateway (const char *address)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();
  IfaCheck *check = ifa_check_new (&ifa_gateway_facts, IFA_ROLE_NONE, NULL);
  IfaGatewayFacts *facts = check->facts;

  facts->address = g_strdup (address);
  facts->interface = g_strdup ("lan0");
  g_assert_true (
      run_probe (ifa_gateway_probe_async, ifa_gateway_probe_finish, environment, check, NULL));
  return check;
}

static IfaCheck *
probe_tcp (const char *address, guint16 port, const char *interface)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();
  IfaCheck *check = ifa_check_new (&ifa_tcp_facts, IFA_ROLE_SERVICE, "api");
  IfaTcpFacts *facts = check->facts;

  facts->address = g_strdup (address);
  facts->port = port;
  facts->interface = g_strdup (interface);
  g_assert_true (run_probe (ifa_tcp_probe_async, ifa_tcp_probe_finish, environment, check, NULL));
  return check;
}

static IfaCheck *
probe_dns (const char *server)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();
  IfaCheck *check = ifa_check_new (&ifa_dns_facts, IFA_ROLE_SERVICE, "api");
  IfaDnsFacts *facts = check->facts;

  facts->name = g_strdup ("api.invoice.example");
  facts->via = IFA_DNS_VIA_SERVER;
  facts->server = g_strdup (server);
  ifa_environment_get_limits (environment)->dns_ms = 800;
  g_assert_true (run_probe (ifa_dns_probe_async, ifa_dns_probe_finish, environment, check, NULL));
  return check;
}

static void
assert_not_available (ListProbe probe, ProbeFinish finish)
{
  g_autoptr (IfaEvidence) evidence = list_in ("", probe, finish);

  g_assert_cmpuint (ifa_evidence_get_n_checks (evidence), >, 0);
  for (guint i = 0; i < ifa_evidence_get_n_checks (evidence); i++)
    g_assert_cmpint (ifa_evidence_get_check (evidence, i)->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);
}

static void
probe_without_netlink (Deprivation how)
{
  g_autoptr (IfaCheck) path = NULL;
  g_autoptr (IfaCheck) living = NULL;
  g_autoptr (IfaCheck) unknown = NULL;
  g_autoptr (IfaEnvironment) environment = NULL;

  if (!in_own_process (how))
    return;
  assert_not_available (ifa_link_probe_async, ifa_link_probe_finish);
  assert_not_available (ifa_route_probe_async, ifa_route_probe_finish);

  environment = ifa_environment_new ();
  path = ifa_check_new (&ifa_path_facts, IFA_ROLE_SERVICE, "api");
  ((IfaPathFacts *) path->facts)->address = g_strdup (ROUTER);
  g_assert_true (run_probe (ifa_path_probe_async, ifa_path_probe_finish, environment, path, NULL));
  g_assert_cmpint (path->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);

  /* Whoever answers is there, with or without the kernel's table. */
  living = probe_gateway (ROUTER);
  g_assert_cmpint (living->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (((IfaGatewayFacts *) living->facts)->neighbour_state, ==, IFA_NEIGHBOUR_UNKNOWN);
  unknown = probe_gateway (NOBODY);
  g_assert_cmpint (unknown->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);
  g_assert_cmpint (((IfaGatewayFacts *) unknown->facts)->answered, ==, IFA_TRI_UNKNOWN);
}

static void
test_no_netlink (void)
{
  probe_without_netlink (DEPRIVE_NETLINK);
}

static void
test_netlink_forbidden (void)
{
  probe_without_netlink (DEPRIVE_NETLINK_POLITELY);
}

/* No rule of this computer's firewall has said that. */
static void
test_no_tcp (void)
{
  g_autoptr (IfaCheck) tcp = NULL;

  if (!in_own_process (DEPRIVE_TCP))
    return;
  tcp = probe_tcp (ROUTER, 9, NULL);
  g_assert_cmpint (tcp->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);
  g_assert_cmpint (((IfaTcpFacts *) tcp->facts)->icmp_sender_is_self, ==, IFA_TRI_UNKNOWN);
}

static void
test_no_error_queue (void)
{
  g_autoptr (IfaEnvironment) environment = NULL;
  g_autoptr (IfaCheck) trace = NULL;
  g_autoptr (IfaCheck) refused = NULL;
  g_autoptr (IfaCheck) prohibited = NULL;
  g_autoptr (IfaCheck) gateway = NULL;
  g_autoptr (IfaCheck) dns = NULL;

  if (!in_own_process (DEPRIVE_ERROR_QUEUE))
    return;
  environment = ifa_environment_new ();
  trace = ifa_check_new (&ifa_trace_facts, IFA_ROLE_SERVICE, "api");
  ((IfaTraceFacts *) trace->facts)->address = g_strdup (ROUTER);
  g_assert_true (
      run_probe (ifa_trace_probe_async, ifa_trace_probe_finish, environment, trace, NULL));
  g_assert_cmpint (trace->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);

  refused = probe_tcp (ROUTER, 9, NULL);
  g_assert_cmpint (refused->outcome, ==, IFA_OUTCOME_REFUSED);
  g_assert_null (((IfaTcpFacts *) refused->facts)->icmp_sender);

  g_assert_true (run_in_router ("ip route add prohibit 203.0.113.1/32")
                 && run_in_router ("sysctl -qw net.ipv4.ip_forward=1")
                 && run_tool ("ip route add 203.0.113.1/32 via " ROUTER));
  prohibited = probe_tcp ("203.0.113.1", 9, NULL);
  g_assert_cmpint (prohibited->outcome, !=, IFA_OUTCOME_OK);
  g_assert_cmpint (prohibited->outcome, !=, IFA_OUTCOME_REFUSED);

  gateway = probe_gateway (ROUTER);
  g_assert_cmpint (gateway->outcome, ==, IFA_OUTCOME_OK);
  dns = probe_dns (ROUTER);
  g_assert_cmpint (dns->outcome, ==, IFA_OUTCOME_REFUSED);
}

static void
test_no_ping (void)
{
  g_autoptr (IfaCheck) living = NULL;

  if (!in_own_process (DEPRIVE_PING))
    return;
  run_tool ("ip neigh replace " ROUTER " lladdr " ROUTER_HARDWARE " dev lan0 nud stale");
  living = probe_gateway (ROUTER);
  g_assert_cmpint (living->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (((IfaGatewayFacts *) living->facts)->answered, ==, IFA_TRI_YES);
}

/* Another interface can't be tried then; that says nothing about the interface. */
static void
test_no_binding (void)
{
  g_autoptr (IfaCheck) other = NULL;
  g_autoptr (IfaCheck) gateway = NULL;

  if (!in_own_process (DEPRIVE_BINDING))
    return;
  other = probe_tcp (ROUTER, 9, "lan0");
  g_assert_cmpint (other->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);
  gateway = probe_gateway (ROUTER);
  g_assert_cmpint (gateway->outcome, ==, IFA_OUTCOME_OK);
}

static void
test_no_tcp_info (void)
{
  g_autoptr (IfaEnvironment) environment = NULL;
  g_autoptr (IfaCheck) tcp = NULL;
  g_autoptr (IfaCheck) quality = NULL;
  IfaQualityFacts *facts = NULL;

  if (!in_own_process (DEPRIVE_TCP_INFO))
    return;
  tcp = probe_tcp (ROUTER, 9, NULL);
  g_assert_cmpint (tcp->outcome, ==, IFA_OUTCOME_REFUSED);
  g_assert_cmpint (((IfaTcpFacts *) tcp->facts)->rtt_us, ==, IFA_UNKNOWN_INTEGER);

  environment = ifa_environment_new ();
  quality = ifa_check_new (&ifa_quality_facts, IFA_ROLE_SERVICE, "api");
  facts = quality->facts;
  facts->address = g_strdup (ROUTER);
  facts->port = 9;
  facts->at_once = 12;
  g_assert_true (
      run_probe (ifa_quality_probe_async, ifa_quality_probe_finish, environment, quality, NULL));
  g_assert_cmpint (quality->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->n_lost, ==, 0);
}

int
main (int argc, char **argv)
{
  int status;

  prepare_routed_network ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deprived-probes/netlink", test_no_netlink);
  g_test_add_func ("/deprived-probes/netlink-forbidden", test_netlink_forbidden);
  g_test_add_func ("/deprived-probes/tcp", test_no_tcp);
  g_test_add_func ("/deprived-probes/error-queue", test_no_error_queue);
  g_test_add_func ("/deprived-probes/ping", test_no_ping);
  g_test_add_func ("/deprived-probes/binding", test_no_binding);
  g_test_add_func ("/deprived-probes/tcp-info", test_no_tcp_info);
  status = g_test_run ();
  remove_routed_network ();
  return status;
}
