/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* In a network of its own, so that silence and refusals can be made; see the skips elsewhere. */

#include "tcp-probe.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "errno-outcome.h"
#include "facts.h"
#include "kernel-counter.h"
#include "probe-harness.h"

#define SILENT "192.0.2.2"
#define FILTERED_HERE "192.0.2.3"
#define REJECTED_HERE "192.0.2.4"
#define PROHIBITED_HERE "192.0.2.5"
#define PROHIBITED_ROUTE "198.51.100.1"
#define BLACKHOLE_ROUTE "198.51.100.2"
#define NO_ROUTE "203.0.113.1"

static gboolean has_own_network;
static gboolean has_filter;

static IfaEnvironment *
new_environment (void)
{
  IfaEnvironment *environment = ifa_environment_new ();

  ifa_environment_get_limits (environment)->connect_ms = 1300;
  ifa_environment_get_limits (environment)->control_ms = 100;
  return environment;
}

static IfaCheck *
new_check (const char *address, gint64 port)
{
  IfaCheck *check = ifa_check_new (&ifa_tcp_facts, IFA_ROLE_SERVICE, "api");
  IfaTcpFacts *facts = check->facts;

  facts->address = g_strdup (address);
  facts->port = port;
  return check;
}

static IfaTcpFacts *
probe (IfaCheck *check)
{
  g_autoptr (IfaEnvironment) environment = new_environment ();

  g_assert_true (run_probe (ifa_tcp_probe_async, ifa_tcp_probe_finish, environment, check, NULL));
  return check->facts;
}

static gint64
listen_on_loopback (int family, int *fd)
{
  struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
  struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  struct sockaddr *address = family == AF_INET6 ? (struct sockaddr *) &v6 : (struct sockaddr *) &v4;
  socklen_t length = family == AF_INET6 ? sizeof v6 : sizeof v4;

  *fd = socket (family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (*fd, address, length), ==, 0);
  g_assert_cmpint (listen (*fd, 5), ==, 0);
  g_assert_cmpint (getsockname (*fd, address, &length), ==, 0);
  return g_ntohs (family == AF_INET6 ? v6.sin6_port : v4.sin_port);
}

static void
test_open (void)
{
  const char *addresses[] = { "127.0.0.1", "::1" };
  const int families[] = { AF_INET, AF_INET6 };

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    {
      int fd;
      g_autoptr (IfaCheck) check = new_check (addresses[i], listen_on_loopback (families[i], &fd));
      IfaTcpFacts *facts = probe (check);

      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
      g_assert_cmpstr (facts->local_source, ==, addresses[i]);
      g_assert_cmpint (facts->retransmits, ==, 0);
      g_assert_cmpint (facts->rtt_us, >, 0);
      g_assert_cmpint (facts->rtt_us, <, 100000);
      g_assert_null (facts->icmp_sender);
      g_assert_cmpint (facts->dropped_here, ==, IFA_TRI_UNKNOWN);
      close (fd);
    }
}

static void
test_refused (void)
{
  int fd;
  g_autoptr (IfaCheck) check = new_check ("127.0.0.1", listen_on_loopback (AF_INET, &fd));

  close (fd);
  g_assert_null (probe (check)->icmp_sender);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_REFUSED);
  g_assert_nonnull (check->detail);
}

static void
test_bad_input (void)
{
  static const struct
  {
    const char *address;
    gint64 port;
  } rows[] = { { NULL, 80 },
               { "invoice.example", 80 },
               { "127.0.0.1", 0 },
               { "127.0.0.1", 65536 },
               { "127.0.0.1", -1 },
               { "", 80 },
               { "127.0.0.1", IFA_UNKNOWN_INTEGER } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IfaCheck) check = new_check (rows[i].address, rows[i].port);

      probe (check);
      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_FAILED);
    }
}

static void
test_silent (void)
{
  g_autoptr (IfaCheck) check = new_check (SILENT, 80);
  IfaTcpFacts *facts;

  if (!has_own_network)
    {
      g_test_skip ("needs a network namespace");
      return;
    }

  facts = probe (check);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_TIMED_OUT);
  g_assert_cmpint (facts->retransmits, ==, 1);
  g_assert_cmpint (facts->dropped_here, ==, IFA_TRI_NO);
  g_assert_cmpstr (facts->local_source, ==, "192.0.2.1");
}

static void
test_control_host_has_less_time (void)
{
  g_autoptr (IfaCheck) check = new_check (SILENT, 80);
  gint64 started_us = g_get_monotonic_time ();

  if (!has_own_network)
    {
      g_test_skip ("needs a network namespace");
      return;
    }

  check->role = IFA_ROLE_CONTROL;
  probe (check);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_TIMED_OUT);
  g_assert_cmpint (g_get_monotonic_time () - started_us, <, 600 * 1000);
}

static void
test_cancelled (void)
{
  g_autoptr (IfaEnvironment) environment = new_environment ();
  g_autoptr (IfaCheck) check = new_check (SILENT, 80);

  if (!has_own_network)
    {
      g_test_skip ("needs a network namespace");
      return;
    }
  assert_cancel_is_quick (ifa_tcp_probe_async, ifa_tcp_probe_finish, environment, check);
}

static void
test_routes (void)
{
  static const struct
  {
    const char *address;
    IfaOutcome outcome;
  } rows[] = { { PROHIBITED_ROUTE, IFA_OUTCOME_PROHIBITED },
               { BLACKHOLE_ROUTE, IFA_OUTCOME_NETWORK_UNREACHABLE },
               { NO_ROUTE, IFA_OUTCOME_NETWORK_UNREACHABLE } };

  if (!has_own_network)
    {
      g_test_skip ("needs a network namespace");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IfaCheck) check = new_check (rows[i].address, 80);
      IfaTcpFacts *facts = probe (check);

      g_assert_cmpint (check->outcome, ==, rows[i].outcome);
      g_assert_cmpint (facts->icmp_sender_is_self, ==,
                       rows[i].outcome == IFA_OUTCOME_PROHIBITED ? IFA_TRI_YES : IFA_TRI_UNKNOWN);
    }
}

static void
test_filtered_here (void)
{
  g_autoptr (IfaCheck) check = new_check (FILTERED_HERE, 80);

  if (!has_filter)
    {
      g_test_skip ("needs a network namespace and nftables");
      return;
    }

  g_assert_cmpint (probe (check)->dropped_here, ==, IFA_TRI_YES);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_TIMED_OUT);
}

static void
test_rejected_here (void)
{
  static const struct
  {
    const char *address;
    IfaOutcome outcome;
    gint64 code;
  } rows[] = { { REJECTED_HERE, IFA_OUTCOME_REFUSED, 3 },
               { PROHIBITED_HERE, IFA_OUTCOME_PROHIBITED, 13 } };

  if (!has_filter)
    {
      g_test_skip ("needs a network namespace and nftables");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IfaCheck) check = new_check (rows[i].address, 80);
      IfaTcpFacts *facts = probe (check);

      g_assert_cmpint (check->outcome, ==, rows[i].outcome);
      g_assert_cmpint (facts->icmp_type, ==, 3);
      g_assert_cmpint (facts->icmp_code, ==, rows[i].code);
      g_assert_cmpstr (facts->icmp_sender, ==, "192.0.2.1");
      g_assert_cmpint (facts->icmp_sender_is_self, ==, IFA_TRI_YES);
      g_assert_cmpint (facts->icmp_sender_is_target, ==, IFA_TRI_NO);
    }
}

static void
test_counters (void)
{
  const char *text = "TcpExt: SyncookiesSent TCPRetransFail TCPLoss\nTcpExt: 1 22 3\n"
                     "IpExt: InNoRoutes\nIpExt: 7\n";

  g_assert_cmpint (ifa_kernel_counter_parse (text, "TcpExt", "TCPRetransFail"), ==, 22);
  g_assert_cmpint (ifa_kernel_counter_parse (text, "TcpExt", "TCPLoss"), ==, 3);
  g_assert_cmpint (ifa_kernel_counter_parse (text, "IpExt", "InNoRoutes"), ==, 7);
  g_assert_cmpint (ifa_kernel_counter_parse (text, "TcpExt", "TCPRetrans"), ==,
                   IFA_UNKNOWN_INTEGER);
  g_assert_cmpint (ifa_kernel_counter_parse (text, "Udp", "InErrors"), ==, IFA_UNKNOWN_INTEGER);
  g_assert_cmpint (ifa_kernel_counter_parse ("TcpExt: A B\nTcpExt: 1\n", "TcpExt", "B"), ==,
                   IFA_UNKNOWN_INTEGER);
  g_assert_cmpint (ifa_kernel_counter_parse ("TcpExt:", "TcpExt", "B"), ==, IFA_UNKNOWN_INTEGER);
  g_assert_cmpint (ifa_kernel_counter_parse ("", "TcpExt", "B"), ==, IFA_UNKNOWN_INTEGER);
}

static void
test_unreadable_counter_is_unknown (void)
{
  g_autoptr (IfaEnvironment) environment = new_environment ();
  g_autoptr (IfaCheck) check = new_check (SILENT, 80);
  IfaTcpFacts *facts = check->facts;

  if (!has_own_network)
    {
      g_test_skip ("needs a network namespace");
      return;
    }

  ifa_environment_set_root (environment, "/nowhere");
  run_probe (ifa_tcp_probe_async, ifa_tcp_probe_finish, environment, check, NULL);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_TIMED_OUT);
  g_assert_cmpint (facts->dropped_here, ==, IFA_TRI_UNKNOWN);
}

/* The other end of the cable takes what is not for it and says nothing. */
static void
prepare_network (void)
{
  has_own_network
      = enter_own_network () && run_tool ("ip link add quiet0 type veth peer name quiet1")
        && run_tool ("ip addr add 192.0.2.1/24 dev quiet0") && run_tool ("ip link set quiet0 up")
        && run_tool ("ip link set quiet1 up")
        && run_tool ("ip neigh add " SILENT " lladdr 02:00:00:00:00:02 dev quiet0")
        && run_tool ("ip neigh add " FILTERED_HERE " lladdr 02:00:00:00:00:03 dev quiet0")
        && run_tool ("ip route add prohibit " PROHIBITED_ROUTE)
        && run_tool ("ip route add blackhole " BLACKHOLE_ROUTE);
  has_filter = has_own_network
               && run_tool ("nft 'add table inet f; add chain inet f o { type filter hook output "
                            "priority 0; }; add rule inet f o ip daddr " FILTERED_HERE " drop; "
                            "add rule inet f o ip daddr " REJECTED_HERE " reject; "
                            "add rule inet f o ip daddr " PROHIBITED_HERE
                            " reject with icmp type admin-prohibited'");
}

int
main (int argc, char **argv)
{
  prepare_network ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tcp-probe/open", test_open);
  g_test_add_func ("/tcp-probe/refused", test_refused);
  g_test_add_func ("/tcp-probe/bad-input", test_bad_input);
  g_test_add_func ("/tcp-probe/silent", test_silent);
  g_test_add_func ("/tcp-probe/control-host-has-less-time", test_control_host_has_less_time);
  g_test_add_func ("/tcp-probe/cancelled", test_cancelled);
  g_test_add_func ("/tcp-probe/routes", test_routes);
  g_test_add_func ("/tcp-probe/filtered-here", test_filtered_here);
  g_test_add_func ("/tcp-probe/rejected-here", test_rejected_here);
  g_test_add_func ("/tcp-probe/counters", test_counters);
  g_test_add_func ("/tcp-probe/unreadable-counter-is-unknown", test_unreadable_counter_is_unknown);
  return g_test_run ();
}
