/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A path of one router, with everything behind it that routers do to packets. */

#include "trace-probe.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "facts.h"
#include "routed-network.h"

/* Three rounds of 700 ms, and a busy machine. */
#define LIMIT_US (2900 * 1000)

static IfaCheck *
new_trace (const char *address)
{
  IfaCheck *check = ifa_check_new (&ifa_trace_facts, IFA_ROLE_SERVICE, "api");

  ((IfaTraceFacts *) check->facts)->address = g_strdup (address);
  return check;
}

static IfaCheck *
trace (const char *address)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();
  IfaCheck *check = new_trace (address);
  gint64 started_us = g_get_monotonic_time ();

  g_assert_true (
      run_probe (ifa_trace_probe_async, ifa_trace_probe_finish, environment, check, NULL));
  g_assert_cmpint (g_get_monotonic_time () - started_us, <, LIMIT_US);
  return check;
}

static void
assert_hop (const IfaTraceFacts *facts, guint number, const char *address)
{
  g_auto (GStrv) words = NULL;

  g_assert_cmpuint (g_strv_length (facts->hops), >=, number);
  words = g_strsplit (facts->hops[number - 1], " ", 3);
  g_assert_cmpint (atoi (words[0]), ==, number);
  g_assert_cmpstr (words[1], ==, address);
}

/* Networks behind the router: 198.51.100.0/24 swallows, others are refused in its ways. */
static void
build_behind (void)
{
  const char *const commands[] = {
    "sysctl -qw net.ipv4.ip_forward=1 net.ipv4.icmp_ratelimit=0",
    "sysctl -qw net.ipv6.conf.all.forwarding=1 net.ipv6.icmp.ratelimit=0",
    "ip link add sink0 type veth peer name sink1",
    "ip link set sink0 arp off up",
    "ip link set sink1 arp off up",
    "ip route add 198.51.100.0/24 dev sink0",
    "ip route add prohibit 203.0.113.1/32",
    "ip route add unreachable 203.0.113.2/32",
    "ip route add blackhole 203.0.113.3/32",
    "ip route add 203.0.113.4/32 via 192.0.2.2",
    "ip -6 route add 2001:db8:1::/64 dev sink0",
    "ip -6 route add prohibit 2001:db8:2::1/128",
    "ip -6 route add unreachable 2001:db8:2::2/128",
  };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (!run_in_router (commands[i]))
      g_test_message ("failed: %s", commands[i]);
  run_tool ("ip route add default via " ROUTER);
  run_tool ("ip -6 route add default via 2001:db8::1");
  run_tool ("sysctl -qw net.ipv4.ip_forward=1 net.ipv4.icmp_ratelimit=0");
}

static void
test_target_answers (void)
{
  const char *const addresses[] = { ROUTER, "2001:db8::1" };

  if (skip_without_network ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (IfaCheck) check = trace (addresses[i]);
      const IfaTraceFacts *facts = check->facts;

      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
      g_assert_cmpint (facts->last_is_target, ==, IFA_TRI_YES);
      g_assert_cmpint (facts->last_hop, ==, 1);
      assert_hop (facts, 1, addresses[i]);
      g_assert_null (facts->prohibited_by);
      g_assert_null (facts->unreachable_by);
    }
}

static void
test_silence_behind_the_router (void)
{
  const char *const rows[][2] = { { "198.51.100.9", ROUTER }, { "2001:db8:1::9", "2001:db8::1" } };

  if (skip_without_network ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IfaCheck) check = trace (rows[i][0]);
      const IfaTraceFacts *facts = check->facts;

      g_test_message ("%s", rows[i][0]);
      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_TIMED_OUT);
      g_assert_cmpint (facts->last_hop, ==, 1);
      g_assert_cmpstr (facts->last_address, ==, rows[i][1]);
      g_assert_cmpint (facts->last_is_target, ==, IFA_TRI_NO);
      g_assert_null (facts->prohibited_by);
      g_assert_null (facts->unreachable_by);
    }
}

/* A blackhole route swallows also what has no time to live left. */
static void
test_nobody_says_anything (void)
{
  g_autoptr (IfaCheck) check = NULL;
  const IfaTraceFacts *facts = NULL;

  if (skip_without_network ())
    return;
  check = trace ("203.0.113.3");
  facts = check->facts;
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_TIMED_OUT);
  g_assert_cmpuint (g_strv_length (facts->hops), ==, 0);
  g_assert_null (facts->last_address);
}

static void
test_router_says_no (void)
{
  g_autoptr (IfaCheck) prohibited = NULL;
  g_autoptr (IfaCheck) unreachable = NULL;
  g_autoptr (IfaCheck) prohibited6 = NULL;
  g_autoptr (IfaCheck) unreachable6 = NULL;

  if (skip_without_network ())
    return;
  prohibited = trace ("203.0.113.1");
  unreachable = trace ("203.0.113.2");
  prohibited6 = trace ("2001:db8:2::1");
  unreachable6 = trace ("2001:db8:2::2");
  g_assert_cmpstr (((IfaTraceFacts *) prohibited->facts)->prohibited_by, ==, ROUTER);
  g_assert_cmpstr (((IfaTraceFacts *) unreachable->facts)->unreachable_by, ==, ROUTER);
  g_assert_null (((IfaTraceFacts *) unreachable->facts)->prohibited_by);
  g_assert_cmpstr (((IfaTraceFacts *) prohibited6->facts)->prohibited_by, ==, "2001:db8::1");
  g_assert_cmpstr (((IfaTraceFacts *) unreachable6->facts)->unreachable_by, ==, "2001:db8::1");
  g_assert_cmpint (prohibited->outcome, ==, IFA_OUTCOME_TIMED_OUT);
}

/* The router sends it back to us, and we to the router. */
static void
test_packets_in_a_circle (void)
{
  g_autoptr (IfaCheck) check = NULL;
  const IfaTraceFacts *facts = NULL;

  if (skip_without_network ())
    return;
  check = trace ("203.0.113.4");
  facts = check->facts;
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_TIMED_OUT);
  g_assert_cmpint (facts->last_is_target, ==, IFA_TRI_NO);
  g_assert_cmpuint (g_strv_length (facts->hops), <=, 20);
  assert_hop (facts, 1, ROUTER);
}

/* Sends errors about packets that we never sent, as an attacker beside us can. */
static const char flood_script[]
    = "import socket, struct\n"
      "s = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)\n"
      "def checksum(b):\n"
      "    t = sum(struct.unpack('!%dH' % (len(b) // 2), b))\n"
      "    t = (t >> 16) + (t & 65535)\n"
      "    return ~(t + (t >> 16)) & 65535\n"
      "me, there = socket.inet_aton('192.0.2.2'), socket.inet_aton('198.51.100.77')\n"
      "for port in range(1024, 65000, 3):\n"
      "    quoted = struct.pack('!BBHHHBBH4s4s', 69, 0, 45, 1, 0, 9, 17, 0, me, there)\n"
      "    quoted += struct.pack('!HHHH', port, 33434, 25, 0)\n"
      "    head = struct.pack('!BBHI', 3, 13, 0, 0)\n"
      "    head = struct.pack('!BBHI', 3, 13, checksum(head + quoted), 0)\n"
      "    s.sendto(head + quoted, ('192.0.2.2', 0))\n";

static gpointer
flood (gpointer path)
{
  g_autofree char *command = g_strconcat ("python3 ", path, NULL);

  return GINT_TO_POINTER (run_in_router (command));
}

/* The kernel gives them to nobody. */
static void
test_errors_of_others (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "ifa-flood-XXXXXX", NULL);
  g_autoptr (IfaCheck) check = NULL;
  GThread *thread = NULL;
  int fd;

  if (skip_without_network ())
    return;
  fd = g_mkstemp (path);
  g_assert_cmpint (fd, >=, 0);
  close (fd);
  g_assert_true (g_file_set_contents (path, flood_script, -1, NULL));
  thread = g_thread_new ("flood", flood, path);
  check = trace ("198.51.100.9");
  g_assert_true (GPOINTER_TO_INT (g_thread_join (thread)));
  g_unlink (path);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_TIMED_OUT);
  g_assert_null (((IfaTraceFacts *) check->facts)->prohibited_by);
}

static void
deprived_trace_async (IfaEnvironment *environment,
                      IfaCheck *check,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  deprive (TRUE);
  ifa_trace_probe_async (environment, check, cancellable, callback, user_data);
  deprive (FALSE);
}

static void
test_not_available (void)
{
  const char *const nonsense[] = { "router.example", "", "1.2.3.4.5" };
  g_autoptr (IfaCheck) deprived = new_trace (ROUTER);
  g_autoptr (IfaCheck) none = new_trace (NULL);
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();

  if (skip_without_network ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (nonsense); i++)
    {
      g_autoptr (IfaCheck) check = trace (nonsense[i]);
      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);
    }
  g_assert_true (
      run_probe (ifa_trace_probe_async, ifa_trace_probe_finish, environment, none, NULL));
  g_assert_cmpint (none->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);

  g_assert_true (
      run_probe (deprived_trace_async, ifa_trace_probe_finish, environment, deprived, NULL));
  g_assert_cmpint (deprived->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);
  g_assert_null (((IfaTraceFacts *) deprived->facts)->hops);
}

static void
test_cancelled (void)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();
  g_autoptr (IfaCheck) check = new_trace ("198.51.100.9");

  if (skip_without_network ())
    return;
  assert_cancel_is_quick (ifa_trace_probe_async, ifa_trace_probe_finish, environment, check);
}

int
main (int argc, char **argv)
{
  int status;

  prepare_routed_network ();
  build_behind ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace-probe/target-answers", test_target_answers);
  g_test_add_func ("/trace-probe/silence-behind-the-router", test_silence_behind_the_router);
  g_test_add_func ("/trace-probe/nobody-says-anything", test_nobody_says_anything);
  g_test_add_func ("/trace-probe/router-says-no", test_router_says_no);
  g_test_add_func ("/trace-probe/packets-in-a-circle", test_packets_in_a_circle);
  g_test_add_func ("/trace-probe/errors-of-others", test_errors_of_others);
  g_test_add_func ("/trace-probe/not-available", test_not_available);
  g_test_add_func ("/trace-probe/cancelled", test_cancelled);
  status = g_test_run ();
  remove_routed_network ();
  return status;
}
