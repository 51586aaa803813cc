/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "gateway-probe.h"

#include "facts.h"
#include "routed-network.h"

static IfaCheck *
new_gateway (const char *address, const char *interface)
{
  IfaCheck *check = ifa_check_new (&ifa_gateway_facts, IFA_ROLE_NONE, NULL);
  IfaGatewayFacts *facts = check->facts;

  facts->address = g_strdup (address);
  facts->interface = g_strdup (interface);
  return check;
}

static IfaCheck *
probe_gateway (const char *address, const char *interface)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();
  IfaCheck *check = new_gateway (address, interface);

  g_assert_true (
      run_probe (ifa_gateway_probe_async, ifa_gateway_probe_finish, environment, check, NULL));
  return check;
}

static void
test_living_gateway (void)
{
  const char *addresses[] = { ROUTER, "2001:db8::1", "fe80::1" };

  if (skip_without_network ())
    return;

  run_tool ("ip neigh flush dev lan0");
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (IfaCheck) check = probe_gateway (addresses[i], "lan0");
      const IfaGatewayFacts *facts = check->facts;

      g_test_message ("%s", addresses[i]);
      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
      g_assert_cmpint (facts->answered, ==, IFA_TRI_YES);
      g_assert_cmpstr (facts->hardware_address, ==, ROUTER_HARDWARE);
    }
}

/* It forwards and says nothing to anybody, as many do. */
static void
test_taciturn_gateway (void)
{
  g_autoptr (IfaCheck) check = NULL;
  const IfaGatewayFacts *facts = NULL;

  if (skip_without_filter ())
    return;

  run_in_router ("nft 'add table ip f; add chain ip f i { type filter hook input priority 0; }; "
                 "add rule ip f i drop'");
  run_tool ("ip neigh flush dev lan0");
  check = probe_gateway (ROUTER, "lan0");
  run_in_router ("nft delete table ip f");
  facts = check->facts;
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->neighbour_state, ==, IFA_NEIGHBOUR_REACHABLE);
}

static void
test_dead_gateway (void)
{
  g_autoptr (IfaCheck) check = NULL;
  const IfaGatewayFacts *facts = NULL;
  gint64 started_us = g_get_monotonic_time ();

  if (skip_without_network ())
    return;

  check = probe_gateway (NOBODY, "lan0");
  facts = check->facts;
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_HOST_UNREACHABLE);
  g_assert_cmpint (facts->answered, ==, IFA_TRI_NO);
  g_assert_null (facts->hardware_address);
  g_assert_cmpint (g_get_monotonic_time () - started_us, <, 4 * G_USEC_PER_SEC);
}

static void
test_set_neighbour (void)
{
  g_autoptr (IfaCheck) check = NULL;

  if (skip_without_network ())
    return;

  g_assert_true (run_tool ("ip neigh add 192.0.2.50 lladdr 02:00:00:00:00:50 dev lan0"));
  check = probe_gateway ("192.0.2.50", "lan0");
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (((IfaGatewayFacts *) check->facts)->neighbour_state, ==,
                   IFA_NEIGHBOUR_PERMANENT);
}

/* With two networks at once each gateway is looked for on its own interface. */
static void
test_gateway_of_another_interface (void)
{
  g_autoptr (IfaCheck) check = NULL;

  if (skip_without_network ())
    return;

  g_assert_true (run_tool ("ip link add second0 type veth peer name second1")
                 && run_tool ("ip link set second0 up") && run_tool ("ip link set second1 up"));
  check = probe_gateway (ROUTER, "second0");
  run_tool ("ip link del second0");
  g_assert_cmpint (check->outcome, !=, IFA_OUTCOME_OK);
  g_assert_cmpint (((IfaGatewayFacts *) check->facts)->answered, !=, IFA_TRI_YES);
}

/* A rule of this computer stops our byte, but not the kernel's question for the neighbour. */
static void
test_local_rule_is_no_dead_gateway (void)
{
  g_autoptr (IfaCheck) check = NULL;

  if (skip_without_filter ())
    return;

  g_assert_true (run_tool ("nft 'add table ip f; add chain ip f o { type filter hook output "
                           "priority 0; }; add rule ip f o drop'"));
  run_tool ("ip neigh flush dev lan0");
  check = probe_gateway (ROUTER, "lan0");
  run_tool ("nft delete table ip f");
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_PROHIBITED);
}

/* The kernel's own times, shortened: one second before it asks, 200 ms for an answer. */
static void
make_stale (const char *address)
{
  g_autofree char *set
      = g_strdup_printf ("ip neigh replace %s lladdr " ROUTER_HARDWARE " dev lan0 nud stale",
                         address);

  run_tool ("sysctl -qw net.ipv4.neigh.lan0.delay_first_probe_time=1 "
            "net.ipv4.neigh.lan0.retrans_time_ms=200 "
            "net.ipv6.neigh.lan0.delay_first_probe_time=1 "
            "net.ipv6.neigh.lan0.retrans_time_ms=200");
  g_assert_true (run_tool (set));
}

static gboolean
silence_router (gboolean on)
{
  return on ? run_in_router ("nft 'add table inet f; add chain inet f i { type filter hook input "
                             "priority 0; }; add rule inet f i icmpv6 type nd-neighbor-solicit "
                             "accept; add rule inet f i drop'")
            : run_in_router ("nft delete table inet f");
}

/* Another machine's hardware address: as if the router were gone, with the cable still in. */
static void
kill_router (gboolean on)
{
  g_assert_true (run_in_router (on ? "ip link set far0 address 02:00:00:00:00:66 arp off"
                                   : "ip link set far0 address " ROUTER_HARDWARE " arp on"));
}

/* Known from before and gone: a table that remembers it is no proof. */
static void
test_gateway_died_a_moment_ago (void)
{
  const char *addresses[] = { ROUTER, "2001:db8::1" };

  if (skip_without_network ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (IfaCheck) check = NULL;
      gint64 started_us;

      make_stale (addresses[i]);
      kill_router (TRUE);
      started_us = g_get_monotonic_time ();
      check = probe_gateway (addresses[i], "lan0");
      kill_router (FALSE);
      run_tool ("ip neigh flush dev lan0");
      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_HOST_UNREACHABLE);
      g_assert_cmpint (((IfaGatewayFacts *) check->facts)->answered, ==, IFA_TRI_NO);
      g_assert_cmpint (g_get_monotonic_time () - started_us, <, 4 * G_USEC_PER_SEC);
    }
}

/* Known from before and there: an answer to one of our packets is proof, and quick. */
static void
test_stale_gateway_answers (void)
{
  const char *addresses[] = { ROUTER, "2001:db8::1", "fe80::1" };

  if (skip_without_network ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (IfaCheck) check = NULL;
      gint64 started_us;

      make_stale (addresses[i]);
      started_us = g_get_monotonic_time ();
      check = probe_gateway (addresses[i], "lan0");
      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
      g_assert_cmpint (((IfaGatewayFacts *) check->facts)->answered, ==, IFA_TRI_YES);
      g_assert_cmpint (g_get_monotonic_time () - started_us, <, G_USEC_PER_SEC / 2);
    }
}

/* It ignores whatever is sent to itself, and still says who it is when the kernel asks. */
static void
test_stale_gateway_is_taciturn (void)
{
  const char *addresses[] = { ROUTER, "2001:db8::1" };

  if (skip_without_filter ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (IfaCheck) check = NULL;

      make_stale (addresses[i]);
      g_assert_true (silence_router (TRUE));
      check = probe_gateway (addresses[i], "lan0");
      silence_router (FALSE);
      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
      g_assert_cmpint (((IfaGatewayFacts *) check->facts)->answered, ==, IFA_TRI_YES);
      g_assert_cmpint (((IfaGatewayFacts *) check->facts)->neighbour_state, ==,
                       IFA_NEIGHBOUR_REACHABLE);
    }
}

/* Confirmed within the last half minute, and silent: not refuted, and not proven either. */
static void
test_reachable_and_silent (void)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();
  g_autoptr (IfaCheck) check = new_gateway (ROUTER, "lan0");

  if (skip_without_filter ())
    return;
  g_assert_true (silence_router (TRUE));
  run_tool ("ip neigh replace " ROUTER " lladdr " ROUTER_HARDWARE " dev lan0 nud reachable");
  g_usleep (100 * 1000);
  ifa_environment_get_limits (environment)->neighbour_ms = 500;
  g_assert_true (
      run_probe (ifa_gateway_probe_async, ifa_gateway_probe_finish, environment, check, NULL));
  silence_router (FALSE);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (((IfaGatewayFacts *) check->facts)->answered, ==, IFA_TRI_UNKNOWN);
}

static void
test_gateway_of_nonsense (void)
{
  const char *rows[][2]
      = { { ROUTER, "nowhere0" }, { ROUTER, NULL }, { NULL, "lo" }, { "router.example", "lo" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IfaCheck) check = probe_gateway (rows[i][0], rows[i][1]);
      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);
    }
}

static void
test_cancelled (void)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();
  g_autoptr (IfaCheck) check = new_gateway ("192.0.2.98", "lan0");

  if (skip_without_network ())
    return;
  assert_cancel_is_quick (ifa_gateway_probe_async, ifa_gateway_probe_finish, environment, check);
}

int
main (int argc, char **argv)
{
  int status;

  prepare_routed_network ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gateway-probe/living", test_living_gateway);
  g_test_add_func ("/gateway-probe/taciturn", test_taciturn_gateway);
  g_test_add_func ("/gateway-probe/dead", test_dead_gateway);
  g_test_add_func ("/gateway-probe/set-by-hand", test_set_neighbour);
  g_test_add_func ("/gateway-probe/another-interface", test_gateway_of_another_interface);
  g_test_add_func ("/gateway-probe/local-rule", test_local_rule_is_no_dead_gateway);
  g_test_add_func ("/gateway-probe/died-a-moment-ago", test_gateway_died_a_moment_ago);
  g_test_add_func ("/gateway-probe/stale-and-answers", test_stale_gateway_answers);
  g_test_add_func ("/gateway-probe/stale-and-taciturn", test_stale_gateway_is_taciturn);
  g_test_add_func ("/gateway-probe/reachable-and-silent", test_reachable_and_silent);
  g_test_add_func ("/gateway-probe/nonsense", test_gateway_of_nonsense);
  g_test_add_func ("/gateway-probe/cancelled", test_cancelled);
  status = g_test_run ();
  remove_routed_network ();
  return status;
}
