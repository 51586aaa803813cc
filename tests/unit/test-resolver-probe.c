/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The probe asks real services' stand-ins on a real bus. */

#include "resolver-probe.h"

#include <glib/gstdio.h>
#include <net/if.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "facts.h"
#include "fake-bus.h"
#include "probe-harness.h"

#define RESOLVED "org.freedesktop.resolve1.Manager"
#define DNS_MANAGER "org.freedesktop.NetworkManager.DnsManager"
#define NETWORK_MANAGER "org.freedesktop.NetworkManager"

/* Longer than the probe may take for a silent bus, shorter than GDBus's own 25 s. */
#define LIMIT_US (900 * 1000)

static char *root;

static void
write_resolv_conf (const char *text)
{
  g_autofree char *folder = g_build_filename (root, "etc", NULL);
  g_autofree char *path = g_build_filename (folder, "resolv.conf", NULL);

  g_mkdir_with_parents (folder, 0700);
  if (text == NULL)
    g_unlink (path);
  else
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

typedef struct
{
  gboolean done;
  gboolean result;
} Waiting;

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Waiting *waiting = user_data;

  g_assert_false (waiting->done);
  waiting->result = ifa_resolver_probe_finish (result, NULL);
  waiting->done = TRUE;
}

static IfaEvidence *
probe_with (GCancellable *cancellable, gboolean use_bus)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();
  IfaEvidence *evidence = ifa_evidence_new ();
  Waiting waiting = { FALSE, FALSE };
  gint64 started_us = g_get_monotonic_time ();

  ifa_environment_set_root (environment, root);
  ifa_environment_set_use_system_bus (environment, use_bus);
  ifa_resolver_probe_async (environment, evidence, cancellable, ended_cb, &waiting);
  g_assert_false (waiting.done);
  while (!waiting.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_get_monotonic_time () - started_us, <, LIMIT_US);
  g_assert_true (waiting.result == (ifa_evidence_get_n_checks (evidence) == 1));
  return evidence;
}

static IfaEvidence *
probe (const char *resolv_conf)
{
  write_resolv_conf (resolv_conf);
  return probe_with (NULL, TRUE);
}

static const IfaResolverFacts *
facts_of (IfaEvidence *evidence)
{
  return ifa_evidence_get_check (evidence, 0)->facts;
}

static IfaOutcome
outcome_of (IfaEvidence *evidence)
{
  return ifa_evidence_get_check (evidence, 0)->outcome;
}

static void
assert_list (char **list, const char *expected)
{
  g_autofree char *joined = list != NULL ? g_strjoinv (" ", list) : NULL;

  g_assert_cmpstr (joined, ==, expected);
}

/* "INDEX ADDRESS PORT", as systemd-resolved orders them. */
static GVariant *
new_servers (const char *const *rows)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(iiayqs)"));
  for (guint i = 0; rows[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (rows[i], " ", 3);
      g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (words[1]);
      GVariant *bytes
          = g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, g_inet_address_to_bytes (inet),
                                       g_inet_address_get_native_size (inet), 1);

      g_variant_builder_add (&builder, "(ii@ayqs)", atoi (words[0]),
                             g_inet_address_get_family (inet), bytes, atoi (words[2]), "");
    }
  return g_variant_builder_end (&builder);
}

static void
set_servers (const char *property, const char *const *rows)
{
  fake_bus_set_property (RESOLVED, property, new_servers (rows));
}

static void
test_behind_the_stub (void)
{
  const char *const rows[]
      = { "0 192.0.2.53 0", "1 2001:db8::53 53", "1 fe80::1 0", "1 192.0.2.53 0", NULL };
  const char *const current[] = { "1 fe80::1 0", NULL };
  const char *const reserve[] = { "0 198.51.100.1 0", NULL };
  g_autoptr (IfaEvidence) evidence = NULL;
  g_autoptr (GVariant) servers = g_variant_ref_sink (new_servers (current));
  g_autoptr (GVariant) first = g_variant_get_child_value (servers, 0);
  g_autoptr (GVariant) bytes = g_variant_get_child_value (first, 2);

  fake_bus_clear ();
  set_servers ("DNSEx", rows);
  set_servers ("FallbackDNSEx", reserve);
  fake_bus_set_property (RESOLVED, "CurrentDNSServer",
                         g_variant_new ("(ii@ay)", 1, AF_INET6, bytes));
  fake_bus_set_property (RESOLVED, "DNSOverTLS", g_variant_new_string ("opportunistic"));
  evidence = probe ("nameserver 127.0.0.53\nsearch corp.example\n");

  g_assert_cmpint (outcome_of (evidence), ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts_of (evidence)->source, ==, IFA_RESOLVER_SOURCE_SYSTEMD_RESOLVED);
  g_assert_cmpint (facts_of (evidence)->is_stub, ==, IFA_TRI_YES);
  assert_list (facts_of (evidence)->servers, "192.0.2.53 2001:db8::53 fe80::1%lo");
  assert_list (facts_of (evidence)->by_interface,
               "* 192.0.2.53 lo 2001:db8::53 lo fe80::1%lo lo 192.0.2.53");
  assert_list (facts_of (evidence)->fallback_servers, "198.51.100.1");
  assert_list (facts_of (evidence)->domain_servers, "");
  g_assert_cmpstr (facts_of (evidence)->current_server, ==, "fe80::1%lo");
  g_assert_cmpint (facts_of (evidence)->encryption, ==, IFA_DNS_ENCRYPTION_OPPORTUNISTIC);
  assert_list (facts_of (evidence)->search_domains, "corp.example");
}

static void
test_old_resolved (void)
{
  const guint8 bytes[] = { 192, 0, 2, 7 };
  g_autoptr (IfaEvidence) evidence = NULL;
  GVariantBuilder builder;

  fake_bus_clear ();
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(iiay)"));
  g_variant_builder_add (&builder, "(ii@ay)", 0, AF_INET,
                         g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, 4, 1));
  fake_bus_set_property (RESOLVED, "DNS", g_variant_builder_end (&builder));
  evidence = probe ("nameserver 127.0.0.53\n");
  assert_list (facts_of (evidence)->servers, "192.0.2.7");
}

/* The VPN's server knows the company's names and refuses all others: it isn't "a dead server". */
static void
test_split_dns (void)
{
  const char *const rows[] = { "1 10.8.0.53 0", "0 192.0.2.53 0", NULL };
  g_autoptr (IfaEvidence) evidence = NULL;
  g_autoptr (IfaEvidence) whole = NULL;
  GVariant *domains = g_variant_new_parsed ("[(1, 'corp.example', true), (0, 'x', false)]");
  GVariant *all = g_variant_new_parsed ("[(1, 'corp.example', true), (1, '.', true)]");

  fake_bus_clear ();
  set_servers ("DNSEx", rows);
  fake_bus_set_property (RESOLVED, "Domains", domains);
  evidence = probe ("nameserver 127.0.0.53\n");
  assert_list (facts_of (evidence)->servers, "192.0.2.53");
  assert_list (facts_of (evidence)->domain_servers, "10.8.0.53");

  fake_bus_set_property (RESOLVED, "Domains", all);
  whole = probe ("nameserver 127.0.0.53\n");
  assert_list (facts_of (whole)->servers, "10.8.0.53 192.0.2.53");
}

/* What stands behind can't be asked in the clear: the stub itself stays what is asked. */
static void
test_only_the_stub_can_ask (void)
{
  const char *const rows[] = { "0 192.0.2.53 0", NULL };
  const char *const other_port[] = { "0 192.0.2.53 5353", NULL };
  g_autoptr (IfaEvidence) encrypted = NULL;
  g_autoptr (IfaEvidence) elsewhere = NULL;

  fake_bus_clear ();
  set_servers ("DNSEx", rows);
  fake_bus_set_property (RESOLVED, "DNSOverTLS", g_variant_new_string ("yes"));
  encrypted = probe ("nameserver 127.0.0.53\n");
  assert_list (facts_of (encrypted)->servers, "127.0.0.53");
  assert_list (facts_of (encrypted)->by_interface, "* 192.0.2.53");
  g_assert_cmpint (facts_of (encrypted)->source, ==, IFA_RESOLVER_SOURCE_RESOLV_CONF);
  g_assert_cmpint (facts_of (encrypted)->encryption, ==, IFA_DNS_ENCRYPTION_YES);

  fake_bus_clear ();
  set_servers ("DNSEx", other_port);
  elsewhere = probe ("nameserver 127.0.0.53\n");
  assert_list (facts_of (elsewhere)->servers, "127.0.0.53");
}

static void
test_only_reserve (void)
{
  const char *const none[] = { NULL };
  const char *const rows[] = { "0 198.51.100.1 0", NULL };
  g_autoptr (IfaEvidence) evidence = NULL;

  fake_bus_clear ();
  set_servers ("DNSEx", none);
  set_servers ("FallbackDNSEx", rows);
  evidence = probe ("nameserver 127.0.0.53\n");
  assert_list (facts_of (evidence)->servers, "198.51.100.1");
}

static void
set_connections (void)
{
  fake_bus_set_property (DNS_MANAGER, "Configuration",
                         g_variant_new_parsed (
                             "[{'nameservers': <['10.8.0.53']>, 'domains': <['corp.example']>,"
                             "  'interface': <'tun0'>, 'vpn': <true>},"
                             " {'nameservers': <['192.0.2.53', '192.0.2.54']>,"
                             "  'interface': <'eth0'>, 'vpn': <false>}]"));
}

static void
test_network_manager (void)
{
  g_autoptr (IfaEvidence) stub = NULL;
  g_autoptr (IfaEvidence) plain = NULL;

  fake_bus_clear ();
  set_connections ();
  fake_bus_set_property (NETWORK_MANAGER, "Connectivity", g_variant_new_uint32 (2));
  stub = probe ("nameserver 127.0.1.1\n");
  g_assert_cmpint (facts_of (stub)->source, ==, IFA_RESOLVER_SOURCE_NETWORK_MANAGER);
  assert_list (facts_of (stub)->servers, "192.0.2.53 192.0.2.54");
  assert_list (facts_of (stub)->domain_servers, "10.8.0.53");
  g_assert_cmpint (facts_of (stub)->connectivity, ==, IFA_CONNECTIVITY_PORTAL);

  /* glibc asks what stands in the file, whatever NetworkManager thinks. */
  plain = probe ("nameserver 203.0.113.1\n");
  g_assert_cmpint (facts_of (plain)->source, ==, IFA_RESOLVER_SOURCE_RESOLV_CONF);
  assert_list (facts_of (plain)->servers, "203.0.113.1");
  assert_list (facts_of (plain)->by_interface, "tun0 10.8.0.53 eth0 192.0.2.53 eth0 192.0.2.54");
  g_assert_cmpint (facts_of (plain)->connectivity, ==, IFA_CONNECTIVITY_PORTAL);
}

static void
test_rubbish_on_the_bus (void)
{
  g_autoptr (IfaEvidence) wrong = NULL;
  g_autoptr (IfaEvidence) endless = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);

  fake_bus_clear ();
  fake_bus_set_property (RESOLVED, "DNSEx", g_variant_new_string ("192.0.2.1"));
  fake_bus_set_property (RESOLVED, "DNS", g_variant_new_parsed ("[(0, 2, [byte 1, 2, 3])]"));
  fake_bus_set_property (RESOLVED, "CurrentDNSServer", g_variant_new_uint32 (7));
  fake_bus_set_property (RESOLVED, "Domains", g_variant_new_uint32 (7));
  fake_bus_set_property (RESOLVED, "DNSOverTLS", g_variant_new_uint32 (7));
  fake_bus_set_property (DNS_MANAGER, "Configuration",
                         g_variant_new_parsed ("[{'nameservers': <'192.0.2.1'>},"
                                               " {'nameservers': <['not an address']>},"
                                               " {'interface': <uint32 3>}]"));
  fake_bus_set_property (NETWORK_MANAGER, "Connectivity", g_variant_new_uint32 (77));
  wrong = probe ("nameserver 127.0.0.53\n");
  g_assert_cmpint (outcome_of (wrong), ==, IFA_OUTCOME_OK);
  assert_list (facts_of (wrong)->servers, "127.0.0.53");
  g_assert_cmpint (facts_of (wrong)->connectivity, ==, IFA_CONNECTIVITY_UNKNOWN);
  g_assert_cmpint (facts_of (wrong)->encryption, ==, IFA_DNS_ENCRYPTION_UNKNOWN);

  for (guint i = 0; i < 20000; i++)
    g_ptr_array_add (rows, g_strdup_printf ("0 10.0.%u.%u 0", i / 250, i % 250));
  g_ptr_array_add (rows, NULL);
  fake_bus_clear ();
  set_servers ("DNSEx", (const char *const *) rows->pdata);
  endless = probe ("nameserver 127.0.0.53\n");
  g_assert_cmpuint (g_strv_length (facts_of (endless)->servers), <=, 3);
  g_assert_cmpuint (g_strv_length (facts_of (endless)->by_interface), <=, 64);
}

static void
test_nobody_answers (void)
{
  g_autoptr (IfaEvidence) absent = NULL;
  g_autoptr (IfaEvidence) silent = NULL;
  g_autoptr (IfaEvidence) quick = NULL;
  gint64 started_us;

  fake_bus_clear ();
  absent = probe ("nameserver 127.0.0.53\n");
  g_assert_cmpint (outcome_of (absent), ==, IFA_OUTCOME_OK);
  assert_list (facts_of (absent)->servers, "127.0.0.53");

  fake_bus_set_silent (TRUE);
  silent = probe ("nameserver 127.0.0.53\n");
  g_assert_cmpint (outcome_of (silent), ==, IFA_OUTCOME_OK);
  assert_list (facts_of (silent)->servers, "127.0.0.53");
  g_assert_cmpuint (fake_bus_get_n_calls (), >, 0);

  /* Where the file says it all, the bus isn't waited for that long. */
  started_us = g_get_monotonic_time ();
  quick = probe ("nameserver 192.0.2.1\n");
  g_assert_cmpint (g_get_monotonic_time () - started_us, <, 350 * 1000);
  g_assert_cmpint (outcome_of (quick), ==, IFA_OUTCOME_OK);
}

static void
test_no_file (void)
{
  g_autoptr (IfaEvidence) evidence = NULL;

  fake_bus_clear ();
  evidence = probe (NULL);
  g_assert_cmpint (outcome_of (evidence), ==, IFA_OUTCOME_NOT_FOUND);
  assert_list (facts_of (evidence)->servers, "");
}

static void
test_bus_not_wanted (void)
{
  const char *const rows[] = { "0 192.0.2.53 0", NULL };
  g_autoptr (IfaEvidence) evidence = NULL;

  fake_bus_clear ();
  set_servers ("DNSEx", rows);
  write_resolv_conf ("nameserver 127.0.0.53\n");
  evidence = probe_with (NULL, FALSE);
  assert_list (facts_of (evidence)->servers, "127.0.0.53");
  g_assert_cmpuint (fake_bus_get_n_calls (), ==, 0);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

/* Nothing was found out, so nothing is said. */
static void
test_cancelled (void)
{
  g_autoptr (GCancellable) before = g_cancellable_new ();
  g_autoptr (GCancellable) during = g_cancellable_new ();
  g_autoptr (IfaEvidence) never = NULL;
  g_autoptr (IfaEvidence) ended = NULL;
  gint64 started_us;

  fake_bus_clear ();
  fake_bus_set_silent (TRUE);
  write_resolv_conf ("nameserver 127.0.0.53\n");
  g_cancellable_cancel (before);
  never = probe_with (before, TRUE);
  g_assert_cmpuint (ifa_evidence_get_n_checks (never), ==, 0);

  started_us = g_get_monotonic_time ();
  g_timeout_add (100, cancel_cb, during);
  ended = probe_with (during, TRUE);
  g_assert_cmpuint (ifa_evidence_get_n_checks (ended), ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - started_us, <, 200 * 1000);
}

static gboolean
stop_cb (gpointer user_data)
{
  fake_bus_stop ();
  return G_SOURCE_REMOVE;
}

static gboolean
note_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* systemd restarts it on an update. GLib's shared connection would end the program. */
static void
test_bus_restarts (void)
{
  g_autoptr (IfaEvidence) evidence = NULL;
  gboolean waited = FALSE;

  fake_bus_clear ();
  fake_bus_set_silent (TRUE);
  g_timeout_add (100, stop_cb, NULL);
  evidence = probe ("nameserver 127.0.0.53\n");
  g_assert_cmpint (outcome_of (evidence), ==, IFA_OUTCOME_OK);
  g_timeout_add (200, note_cb, &waited);
  while (!waited)
    g_main_context_iteration (NULL, TRUE);
  fake_bus_start ();
}

static void
test_no_bus (void)
{
  g_autofree char *usual = g_strdup (g_getenv ("DBUS_SYSTEM_BUS_ADDRESS"));
  g_autoptr (IfaEvidence) evidence = NULL;

  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/bus", TRUE);
  evidence = probe ("nameserver 127.0.0.53\n");
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", usual, TRUE);
  g_assert_cmpint (outcome_of (evidence), ==, IFA_OUTCOME_OK);
  assert_list (facts_of (evidence)->servers, "127.0.0.53");
}

/* It takes the connection, and doesn't even greet. */
static void
test_bus_that_hangs (void)
{
  g_autofree char *usual = g_strdup (g_getenv ("DBUS_SYSTEM_BUS_ADDRESS"));
  g_autofree char *path = g_build_filename (root, "bus", NULL);
  g_autofree char *address = g_strconcat ("unix:path=", path, NULL);
  g_autoptr (IfaEvidence) evidence = NULL;
  struct sockaddr_un native = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_strlcpy (native.sun_path, path, sizeof native.sun_path);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &native, sizeof native), ==, 0);
  g_assert_cmpint (listen (fd, 4), ==, 0);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", address, TRUE);
  evidence = probe ("nameserver 127.0.0.53\n");
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", usual, TRUE);
  g_assert_cmpint (outcome_of (evidence), ==, IFA_OUTCOME_OK);
  close (fd);
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  root = g_dir_make_tmp ("ifa-resolver-XXXXXX", NULL);
  fake_bus_start ();
  g_test_add_func ("/resolver-probe/behind-the-stub", test_behind_the_stub);
  g_test_add_func ("/resolver-probe/old-resolved", test_old_resolved);
  g_test_add_func ("/resolver-probe/split-dns", test_split_dns);
  g_test_add_func ("/resolver-probe/only-the-stub-can-ask", test_only_the_stub_can_ask);
  g_test_add_func ("/resolver-probe/only-reserve", test_only_reserve);
  g_test_add_func ("/resolver-probe/network-manager", test_network_manager);
  g_test_add_func ("/resolver-probe/rubbish-on-the-bus", test_rubbish_on_the_bus);
  g_test_add_func ("/resolver-probe/nobody-answers", test_nobody_answers);
  g_test_add_func ("/resolver-probe/no-file", test_no_file);
  g_test_add_func ("/resolver-probe/bus-not-wanted", test_bus_not_wanted);
  g_test_add_func ("/resolver-probe/cancelled", test_cancelled);
  g_test_add_func ("/resolver-probe/bus-restarts", test_bus_restarts);
  g_test_add_func ("/resolver-probe/no-bus", test_no_bus);
  g_test_add_func ("/resolver-probe/bus-that-hangs", test_bus_that_hangs);
  status = g_test_run ();
  fake_bus_stop ();
  write_resolv_conf (NULL);
  return status;
}
