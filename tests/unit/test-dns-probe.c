/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Questions to a real server on the loopback that answers well, badly, late or not at all. */

#include "dns-probe.h"

#include <string.h>
#include <unistd.h>

#include "dns-server.h"
#include "facts.h"
#include "probe-harness.h"

#define NAME "api.invoice.example"
#define LIMIT_MS 800

static gboolean has_own_network;

static IfaEnvironment *
new_environment (guint dns_ms)
{
  IfaEnvironment *environment = ifa_environment_new ();

  ifa_environment_get_limits (environment)->dns_ms = dns_ms;
  return environment;
}

static IfaCheck *
new_check (const char *name, const char *server)
{
  IfaCheck *check = ifa_check_new (&ifa_dns_facts, IFA_ROLE_SERVICE, "api");
  IfaDnsFacts *facts = check->facts;

  facts->name = g_strdup (name);
  facts->via = server != NULL ? IFA_DNS_VIA_SERVER : IFA_DNS_VIA_SYSTEM;
  facts->server = g_strdup (server);
  return check;
}

static IfaCheck *
ask_for (const char *name, const char *server, guint dns_ms)
{
  g_autoptr (IfaEnvironment) environment = new_environment (dns_ms);
  IfaCheck *check = new_check (name, server);

  g_assert_true (run_probe (ifa_dns_probe_async, ifa_dns_probe_finish, environment, check, NULL));
  return check;
}

static IfaCheck *
ask (DnsServer *server)
{
  return ask_for (NAME, dns_server_get_address (server), LIMIT_MS);
}

static char *
dup_addresses (const IfaCheck *check)
{
  const IfaDnsFacts *facts = check->facts;

  return g_strjoinv (" ", facts->addresses);
}

static void
test_good (void)
{
  g_autoptr (DnsServer) server = dns_server_new (DNS_OK, DNS_OK, TRUE);
  g_autoptr (IfaCheck) check = ask (server);
  const IfaDnsFacts *facts = check->facts;
  g_autofree char *addresses = dup_addresses (check);

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpstr (addresses, ==, "192.0.2.10 2001:db8::a");
  g_assert_cmpstr (facts->rcode, ==, "NOERROR");
  g_assert_cmpint (facts->answer_is_block, ==, IFA_TRI_NO);
  g_assert_cmpint (facts->truncated, ==, IFA_TRI_NO);
  g_assert_cmpint (facts->used_tcp, !=, IFA_TRI_YES);
  g_assert_null (facts->tcp_outcome);
  g_assert_null (check->detail);
  g_assert_cmpint (facts->ipv4_ms, >=, 0);
  g_assert_cmpint (facts->ipv6_ms, <, 200);
  g_assert_cmpuint (dns_server_get_n_questions (server), ==, 2);
}

typedef struct
{
  DnsManner ipv4;
  DnsManner ipv6;
  IfaOutcome outcome;
  const char *rcode;
  const char *addresses;
} Row;

static void
check_rows (const Row *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (DnsServer) server = dns_server_new (rows[i].ipv4, rows[i].ipv6, TRUE);
      g_autoptr (IfaCheck) check = ask (server);
      g_autofree char *addresses = dup_addresses (check);

      g_test_message ("row %u", i);
      g_assert_cmpint (check->outcome, ==, rows[i].outcome);
      g_assert_cmpstr (((IfaDnsFacts *) check->facts)->rcode, ==, rows[i].rcode);
      g_assert_cmpstr (addresses, ==, rows[i].addresses);
    }
}

static void
test_answers_without_an_address (void)
{
  static const Row rows[] = {
    { DNS_NXDOMAIN, DNS_NXDOMAIN, IFA_OUTCOME_NAME_NOT_FOUND, "NXDOMAIN", "" },
    { DNS_NODATA, DNS_NODATA, IFA_OUTCOME_NO_ADDRESS, "NOERROR", "" },
    { DNS_SERVFAIL, DNS_SERVFAIL, IFA_OUTCOME_SERVER_FAILED, "SERVFAIL", "" },
    { DNS_REFUSED, DNS_REFUSED, IFA_OUTCOME_QUERY_REFUSED, "REFUSED", "" },
    { DNS_NOTIMP, DNS_NOTIMP, IFA_OUTCOME_SERVER_FAILED, "NOTIMP", "" },
    { DNS_SERVFAIL, DNS_NODATA, IFA_OUTCOME_SERVER_FAILED, "SERVFAIL", "" },
    { DNS_NODATA, DNS_SERVFAIL, IFA_OUTCOME_SERVER_FAILED, "SERVFAIL", "" },
    { DNS_SILENT, DNS_NODATA, IFA_OUTCOME_TIMED_OUT, NULL, "" },
    { DNS_NXDOMAIN, DNS_SILENT, IFA_OUTCOME_NAME_NOT_FOUND, "NXDOMAIN", "" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_one_family_is_enough (void)
{
  static const Row rows[] = {
    { DNS_OK, DNS_NODATA, IFA_OUTCOME_OK, "NOERROR", "192.0.2.10" },
    { DNS_NODATA, DNS_OK, IFA_OUTCOME_OK, "NOERROR", "2001:db8::a" },
    { DNS_OK, DNS_SERVFAIL, IFA_OUTCOME_OK, "NOERROR", "192.0.2.10" },
    { DNS_NXDOMAIN, DNS_OK, IFA_OUTCOME_OK, "NOERROR", "2001:db8::a" },
    { DNS_LOSES_FIRST, DNS_OK, IFA_OUTCOME_OK, "NOERROR", "192.0.2.10 2001:db8::a" },
    { DNS_LOSES_FIRST, DNS_LOSES_FIRST, IFA_OUTCOME_OK, "NOERROR", "192.0.2.10 2001:db8::a" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

/* Of a name that is there in one family the other isn't waited for long. */
static void
test_other_family_is_silent (void)
{
  g_autoptr (DnsServer) server = dns_server_new (DNS_OK, DNS_SILENT, TRUE);
  gint64 started_us = g_get_monotonic_time ();
  g_autoptr (IfaCheck) check = ask_for (NAME, dns_server_get_address (server), 5000);
  const IfaDnsFacts *facts = check->facts;

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (g_get_monotonic_time () - started_us, <, 900 * 1000);
  g_assert_cmpint (facts->ipv6_ms, ==, IFA_UNKNOWN_INTEGER);
  g_assert_cmpint (facts->silent_family, ==, IFA_FAMILY_IPV6);
  g_assert_cmpint (facts->silent_ms, >=, 250);
}

static void
test_ipv4_is_silent (void)
{
  g_autoptr (DnsServer) server = dns_server_new (DNS_SILENT, DNS_OK, TRUE);
  g_autoptr (IfaCheck) check = ask (server);
  g_autoptr (DnsServer) both = dns_server_new (DNS_OK, DNS_NODATA, TRUE);
  g_autoptr (IfaCheck) answered = ask (both);

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (((IfaDnsFacts *) check->facts)->silent_family, ==, IFA_FAMILY_IPV4);
  g_assert_cmpint (((IfaDnsFacts *) answered->facts)->silent_family, ==, IFA_FAMILY_UNKNOWN);
  g_assert_cmpint (((IfaDnsFacts *) answered->facts)->silent_ms, ==, IFA_UNKNOWN_INTEGER);
}

/* libc's socket is connected as ours is: it never sees that answer either. */
static void
test_answer_from_elsewhere (void)
{
  g_autoptr (DnsServer) server = dns_server_new (DNS_OTHER_SOURCE, DNS_OTHER_SOURCE, TRUE);
  g_autoptr (IfaCheck) check = ask (server);

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_TIMED_OUT);
  g_assert_cmpuint (dns_server_get_n_questions (server), >=, 2);
}

static void
test_capitals (void)
{
  g_autoptr (DnsServer) server = dns_server_new (DNS_OTHER_CASE, DNS_OTHER_CASE, TRUE);
  g_autoptr (IfaCheck) check = ask (server);

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpuint (g_strv_length (((IfaDnsFacts *) check->facts)->addresses), ==, 2);
}

static void
test_thousand_records (void)
{
  g_autoptr (DnsServer) server = dns_server_new (DNS_TRUNCATED, DNS_NODATA, TRUE);
  g_autoptr (IfaCheck) check = NULL;
  const IfaDnsFacts *facts = NULL;

  dns_server_set_tcp_manner (server, DNS_THOUSAND);
  check = ask (server);
  facts = check->facts;
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpuint (g_strv_length (facts->addresses), ==, 1);
  g_assert_cmpstr (facts->addresses[0], ==, "192.0.2.10");
}

static void
test_silent (void)
{
  g_autoptr (DnsServer) server = dns_server_new (DNS_SILENT, DNS_SILENT, TRUE);
  gint64 started_us = g_get_monotonic_time ();
  g_autoptr (IfaCheck) check = ask (server);
  gint64 taken_ms = (g_get_monotonic_time () - started_us) / 1000;

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_TIMED_OUT);
  g_assert_cmpint (taken_ms, >=, LIMIT_MS - 50);
  g_assert_cmpint (taken_ms, <, LIMIT_MS + 300);
  /* Lost packets are sent again, but nobody is flooded. */
  g_assert_cmpuint (dns_server_get_n_questions (server), >=, 6);
  g_assert_cmpuint (dns_server_get_n_questions (server), <=, 10);
}

static void
test_closed_port (void)
{
  g_autofree char *address = NULL;
  DnsServer *server = dns_server_new (DNS_OK, DNS_OK, FALSE);
  gint64 started_us = g_get_monotonic_time ();
  g_autoptr (IfaCheck) check = NULL;

  address = g_strdup (dns_server_get_address (server));
  dns_server_free (server);
  check = ask_for (NAME, address, 5000);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_REFUSED);
  g_assert_cmpint (g_get_monotonic_time () - started_us, <, G_USEC_PER_SEC);
}

static void
test_slow (void)
{
  g_autoptr (DnsServer) server = dns_server_new (DNS_SLOW, DNS_OK, TRUE);
  g_autoptr (IfaCheck) check = ask (server);
  const IfaDnsFacts *facts = check->facts;

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpuint (g_strv_length (facts->addresses), ==, 2);
  g_assert_cmpint (facts->ipv4_ms, >=, 150);
}

static void
test_truncated (void)
{
  g_autoptr (DnsServer) server = dns_server_new (DNS_TRUNCATED, DNS_NODATA, TRUE);
  g_autoptr (IfaCheck) check = ask (server);
  const IfaDnsFacts *facts = check->facts;

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->truncated, ==, IFA_TRI_YES);
  g_assert_cmpint (facts->used_tcp, ==, IFA_TRI_YES);
  g_assert_cmpstr (facts->tcp_outcome, ==, "ok");
  g_assert_cmpuint (g_strv_length (facts->addresses), ==, 64);
}

static void
test_truncated_without_tcp (void)
{
  static const struct
  {
    gboolean with_tcp;
    DnsManner ipv6;
    DnsManner tcp;
    IfaOutcome outcome;
    const char *tcp_outcome;
  } rows[] = {
    { FALSE, DNS_NODATA, DNS_OK, IFA_OUTCOME_REFUSED, "refused" },
    { FALSE, DNS_TRUNCATED, DNS_OK, IFA_OUTCOME_REFUSED, "refused" },
    { TRUE, DNS_NODATA, DNS_SILENT, IFA_OUTCOME_TIMED_OUT, "timed-out" },
    { TRUE, DNS_OK, DNS_SILENT, IFA_OUTCOME_OK, "timed-out" },
    { TRUE, DNS_NODATA, DNS_SERVFAIL, IFA_OUTCOME_SERVER_FAILED, "ok" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DnsServer) server = dns_server_new (DNS_TRUNCATED, rows[i].ipv6, rows[i].with_tcp);
      g_autoptr (IfaCheck) check = NULL;
      const IfaDnsFacts *facts = NULL;

      g_test_message ("row %u", i);
      dns_server_set_tcp_manner (server, rows[i].tcp);
      check = ask (server);
      facts = check->facts;
      g_assert_cmpint (check->outcome, ==, rows[i].outcome);
      g_assert_cmpint (facts->truncated, ==, IFA_TRI_YES);
      g_assert_cmpint (facts->used_tcp, ==, IFA_TRI_YES);
      g_assert_cmpstr (facts->tcp_outcome, ==, rows[i].tcp_outcome);
    }
}

/* What a stranger sends doesn't stand in for the answer; what only ever comes from strangers isn't
 * silence either. */
static void
test_forged_and_malformed (void)
{
  static const Row rows[] = {
    { DNS_SPOOFED_FIRST, DNS_SPOOFED_FIRST, IFA_OUTCOME_OK, "NOERROR", "192.0.2.10 2001:db8::a" },
    { DNS_WRONG_ID, DNS_WRONG_ID, IFA_OUTCOME_MALFORMED, NULL, "" },
    { DNS_GARBAGE, DNS_GARBAGE, IFA_OUTCOME_MALFORMED, NULL, "" },
    { DNS_OTHER_QUESTION, DNS_OTHER_QUESTION, IFA_OUTCOME_MALFORMED, NULL, "" },
    { DNS_CUT, DNS_CUT, IFA_OUTCOME_MALFORMED, NULL, "" },
    { DNS_COMPRESSION_LOOP, DNS_COMPRESSION_LOOP, IFA_OUTCOME_MALFORMED, NULL, "" },
    { DNS_OTHER_NAME, DNS_OTHER_NAME, IFA_OUTCOME_NO_ADDRESS, "NOERROR", "" },
    { DNS_CNAME_LOOP, DNS_CNAME_LOOP, IFA_OUTCOME_NO_ADDRESS, "NOERROR", "" },
    { DNS_GARBAGE, DNS_OK, IFA_OUTCOME_OK, "NOERROR", "2001:db8::a" },
    { DNS_SILENT, DNS_SILENT, IFA_OUTCOME_TIMED_OUT, NULL, "" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_aliases (void)
{
  g_autoptr (DnsServer) server = dns_server_new (DNS_CNAME, DNS_CNAME, TRUE);
  g_autoptr (IfaCheck) check = ask (server);
  g_autofree char *addresses = dup_addresses (check);

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpstr (addresses, ==, "192.0.2.10 2001:db8::a");
  g_assert_cmpstr (((IfaDnsFacts *) check->facts)->canonical_name, ==, "cdn.example");
}

/* Longer than anybody needs: bounded, whatever it ends in. */
static void
test_long_chain (void)
{
  g_autoptr (DnsServer) server = dns_server_new (DNS_CNAME_CHAIN, DNS_CNAME_CHAIN, TRUE);
  g_autoptr (IfaCheck) check = ask (server);

  g_assert_cmpint (check->outcome, !=, IFA_OUTCOME_NOT_TESTED);
}

static void
test_many_addresses (void)
{
  g_autoptr (DnsServer) server = dns_server_new (DNS_EIGHTY, DNS_NODATA, TRUE);
  g_autoptr (IfaCheck) check = ask (server);
  const IfaDnsFacts *facts = check->facts;

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpuint (g_strv_length (facts->addresses), ==, 64);
  g_assert_cmpstr (facts->addresses[0], ==, "192.0.2.1");
}

static void
test_block_addresses (void)
{
  static const DnsManner manners[][2]
      = { { DNS_BLOCK, DNS_BLOCK }, { DNS_LOOPBACK, DNS_NODATA }, { DNS_NODATA, DNS_LOOPBACK } };

  for (guint i = 0; i < G_N_ELEMENTS (manners); i++)
    {
      g_autoptr (DnsServer) server = dns_server_new (manners[i][0], manners[i][1], TRUE);
      g_autoptr (IfaCheck) check = ask (server);

      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
      g_assert_cmpint (((IfaDnsFacts *) check->facts)->answer_is_block, ==, IFA_TRI_YES);
    }
}

static void
test_strange_names (void)
{
  g_autoptr (DnsServer) server = dns_server_new (DNS_OK, DNS_OK, TRUE);
  const char *address = dns_server_get_address (server);
  g_autofree char *long_label = g_strnfill (64, 'a');
  g_autofree char *long_name = g_strnfill (4000, 'b');
  g_autoptr (IfaCheck) label = ask_for (long_label, address, LIMIT_MS);
  g_autoptr (IfaCheck) name = ask_for (long_name, address, LIMIT_MS);
  g_autoptr (IfaCheck) chinese = ask_for ("开票.example", address, LIMIT_MS);
  g_autoptr (IfaCheck) empty = ask_for ("a..example", address, LIMIT_MS);

  g_assert_cmpint (label->outcome, ==, IFA_OUTCOME_NAME_NOT_FOUND);
  g_assert_cmpint (name->outcome, ==, IFA_OUTCOME_NAME_NOT_FOUND);
  g_assert_cmpint (empty->outcome, ==, IFA_OUTCOME_NAME_NOT_FOUND);
  g_assert_cmpint (chinese->outcome, ==, IFA_OUTCOME_OK);
}

static void
test_strange_servers (void)
{
  const char *servers[] = { "", "dns.example", "999.0.2.1", "192.0.2.1:99999", "[::1", "[::1]:x" };

  for (guint i = 0; i < G_N_ELEMENTS (servers); i++)
    {
      g_autoptr (IfaCheck) check = ask_for (NAME, servers[i], LIMIT_MS);

      g_test_message ("%s", servers[i]);
      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);
    }
}

static void
test_no_way_to_the_server (void)
{
  static const struct
  {
    const char *server;
    IfaOutcome outcome;
  } rows[] = { { "203.0.113.1", IFA_OUTCOME_NETWORK_UNREACHABLE },
               { "2001:db8:9::1", IFA_OUTCOME_NETWORK_UNREACHABLE },
               { "198.51.100.1", IFA_OUTCOME_PROHIBITED },
               { "198.51.100.2", IFA_OUTCOME_HOST_UNREACHABLE },
               { "198.51.100.3", IFA_OUTCOME_NETWORK_UNREACHABLE },
               { "192.0.2.99", IFA_OUTCOME_HOST_UNREACHABLE } };

  if (!has_own_network)
    {
      g_test_skip ("needs a network namespace");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IfaCheck) check = ask_for (NAME, rows[i].server, 4000);

      g_test_message ("%s", rows[i].server);
      g_assert_cmpint (check->outcome, ==, rows[i].outcome);
    }
}

/* An ICMP error of a router counts at once, and what it says counts. */
static void
test_prohibited_by_icmp (void)
{
  g_autoptr (IfaCheck) check = NULL;
  gint64 started_us = g_get_monotonic_time ();

  if (!has_own_network
      || !run_tool ("nft 'add table ip f; add chain ip f o { type filter hook output priority 0; "
                    "}; add rule ip f o ip daddr 192.0.2.77 reject with icmp type "
                    "admin-prohibited'"))
    {
      g_test_skip ("needs a network namespace and nftables");
      return;
    }

  check = ask_for (NAME, "192.0.2.77", 4000);
  run_tool ("nft delete table ip f");
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_PROHIBITED);
  g_assert_cmpint (g_get_monotonic_time () - started_us, <, 2 * G_USEC_PER_SEC);
}

static void
test_cancelled (void)
{
  g_autoptr (DnsServer) server = dns_server_new (DNS_SILENT, DNS_SILENT, TRUE);
  g_autoptr (IfaEnvironment) environment = new_environment (LIMIT_MS);
  g_autoptr (IfaCheck) check = new_check (NAME, dns_server_get_address (server));

  assert_cancel_is_quick (ifa_dns_probe_async, ifa_dns_probe_finish, environment, check);
}

static void
test_system (void)
{
  g_autoptr (IfaCheck) check = ask_for ("localhost", NULL, LIMIT_MS);
  const IfaDnsFacts *facts = check->facts;

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpuint (g_strv_length (facts->addresses), >=, 1);
  g_assert_cmpint (facts->answer_is_block, ==, IFA_TRI_YES);
}

/* In a network without a way out libc gives up at once, or waits: both within the limit. */
static void
test_system_without_a_network (void)
{
  g_autoptr (IfaCheck) check = NULL;
  gint64 started_us = g_get_monotonic_time ();

  if (!has_own_network)
    {
      g_test_skip ("needs a network namespace");
      return;
    }

  check = ask_for ("nobody.invoice.example", NULL, 300);
  g_assert_cmpint (check->outcome, !=, IFA_OUTCOME_OK);
  g_assert_cmpint (check->outcome, !=, IFA_OUTCOME_NOT_TESTED);
  g_assert_cmpint (g_get_monotonic_time () - started_us, <, 3 * G_USEC_PER_SEC);
}

static void
prepare_network (void)
{
  has_own_network
      = enter_own_network () && run_tool ("ip link add name lan0 type veth peer name lan1")
        && run_tool ("ip addr add 192.0.2.2/24 dev lan0") && run_tool ("ip link set lan0 up")
        && run_tool ("ip link set lan1 up") && run_tool ("ip route add prohibit 198.51.100.1")
        && run_tool ("ip route add unreachable 198.51.100.2")
        && run_tool ("ip route add blackhole 198.51.100.3");
}

int
main (int argc, char **argv)
{
  prepare_network ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dns-probe/good", test_good);
  g_test_add_func ("/dns-probe/without-an-address", test_answers_without_an_address);
  g_test_add_func ("/dns-probe/one-family-is-enough", test_one_family_is_enough);
  g_test_add_func ("/dns-probe/other-family-is-silent", test_other_family_is_silent);
  g_test_add_func ("/dns-probe/ipv4-is-silent", test_ipv4_is_silent);
  g_test_add_func ("/dns-probe/answer-from-elsewhere", test_answer_from_elsewhere);
  g_test_add_func ("/dns-probe/capitals", test_capitals);
  g_test_add_func ("/dns-probe/thousand-records", test_thousand_records);
  g_test_add_func ("/dns-probe/silent", test_silent);
  g_test_add_func ("/dns-probe/closed-port", test_closed_port);
  g_test_add_func ("/dns-probe/slow", test_slow);
  g_test_add_func ("/dns-probe/truncated", test_truncated);
  g_test_add_func ("/dns-probe/truncated-without-tcp", test_truncated_without_tcp);
  g_test_add_func ("/dns-probe/forged-and-malformed", test_forged_and_malformed);
  g_test_add_func ("/dns-probe/aliases", test_aliases);
  g_test_add_func ("/dns-probe/long-chain", test_long_chain);
  g_test_add_func ("/dns-probe/many-addresses", test_many_addresses);
  g_test_add_func ("/dns-probe/block-addresses", test_block_addresses);
  g_test_add_func ("/dns-probe/strange-names", test_strange_names);
  g_test_add_func ("/dns-probe/strange-servers", test_strange_servers);
  g_test_add_func ("/dns-probe/no-way-to-the-server", test_no_way_to_the_server);
  g_test_add_func ("/dns-probe/prohibited-by-icmp", test_prohibited_by_icmp);
  g_test_add_func ("/dns-probe/cancelled", test_cancelled);
  g_test_add_func ("/dns-probe/system", test_system);
  g_test_add_func ("/dns-probe/system-without-a-network", test_system_without_a_network);
  return g_test_run ();
}
