/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Packets of every size to a server behind a real line, which swallows what a test wants. */

#include "mtu-probe.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "deprivation.h"
#include "facts.h"
#include "routed-network.h"

#define READER 9443
#define RESETTER 9444
#define CLOSER 9445

/* Accepts in the router's network; ends by itself. */
static const char server_script[]
    = "import os, signal, socket, struct, threading, time\n"
      "def serve(port):\n"
      "    s = socket.create_server(('192.0.2.1', port))\n"
      "    def accept():\n"
      "        while True:\n"
      "            c, _ = s.accept()\n"
      "            threading.Thread(target=talk, args=(c, port), daemon=True).start()\n"
      "    return accept\n"
      "def talk(c, port):\n"
      "    c.recv(50)\n"
      "    if port != 9443:\n"
      "        time.sleep(0.3)\n"
      "    if port == 9444:\n"
      "        c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))\n"
      "    if port != 9443:\n"
      "        c.close()\n"
      "        return\n"
      "    while c.recv(65536):\n"
      "        pass\n"
      "work = [serve(port) for port in (9443, 9444, 9445)]\n"
      "if os.fork():\n"
      "    os._exit(0)\n"
      "os.setsid()\n"
      "os.closerange(0, 3)\n"
      "signal.alarm(60)\n"
      "for w in work:\n"
      "    threading.Thread(target=w, daemon=True).start()\n"
      "time.sleep(60)\n";

static gboolean has_server;

static void
start_server (void)
{
  g_autofree char *path = NULL;
  g_autofree char *command = NULL;
  int fd = g_file_open_tmp ("ifa-mtu-XXXXXX", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  close (fd);
  g_assert_true (g_file_set_contents (path, server_script, -1, NULL));
  command = g_strconcat ("python3 ", path, NULL);
  has_server = run_in_router (command);
  g_unlink (path);
}

static gboolean
skip_without_server (void)
{
  if (skip_without_filter ())
    return TRUE;
  if (!has_server)
    g_test_skip ("needs Python");
  return !has_server;
}

static IfaCheck *
new_mtu (guint16 port)
{
  IfaCheck *check = ifa_check_new (&ifa_mtu_facts, IFA_ROLE_SERVICE, "api");
  IfaMtuFacts *facts = check->facts;

  facts->address = g_strdup (ROUTER);
  facts->port = port;
  return check;
}

static IfaCheck *
probe (guint16 port)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();
  IfaCheck *check = new_mtu (port);

  g_assert_true (run_probe (ifa_mtu_probe_async, ifa_mtu_probe_finish, environment, check, NULL));
  return check;
}

static void
swallow (const char *what)
{
  g_autofree char *command
      = g_strdup_printf ("nft 'add table ip m; add chain ip m i { type filter hook input priority "
                         "0; }; add rule ip m i tcp dport { 9443, 9444, 9445 } %s drop'",
                         what);

  g_assert_true (run_in_router (command));
}

static void
test_all_sizes_pass (void)
{
  g_autoptr (IfaCheck) check = NULL;
  const IfaMtuFacts *facts = NULL;

  if (skip_without_server ())
    return;
  check = probe (READER);
  facts = check->facts;
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->small_acknowledged, ==, IFA_TRI_YES);
  g_assert_cmpint (facts->full_acknowledged, ==, IFA_TRI_YES);
  g_assert_cmpint (facts->path_mtu, ==, 1500);
}

static void
test_black_hole (void)
{
  g_autoptr (IfaCheck) check = NULL;
  const IfaMtuFacts *facts = NULL;

  if (skip_without_server ())
    return;
  swallow ("meta length > 600");
  check = probe (READER);
  run_in_router ("nft delete table ip m");
  facts = check->facts;
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_TIMED_OUT);
  g_assert_cmpint (facts->small_acknowledged, ==, IFA_TRI_YES);
  g_assert_cmpint (facts->full_acknowledged, ==, IFA_TRI_NO);
}

/* Somebody breaks it off while the large packets are under way: whether they would have arrived is
 * not known. */
static void
test_hung_up (void)
{
  const guint16 ports[] = { RESETTER, CLOSER };

  if (skip_without_server ())
    return;
  swallow ("meta length > 600");
  for (guint i = 0; i < G_N_ELEMENTS (ports); i++)
    {
      g_autoptr (IfaCheck) check = probe (ports[i]);

      g_test_message ("%u", ports[i]);
      g_assert_cmpint (((IfaMtuFacts *) check->facts)->full_acknowledged, !=, IFA_TRI_NO);
      g_assert_cmpint (check->outcome, !=, IFA_OUTCOME_TIMED_OUT);
    }
  run_in_router ("nft delete table ip m");
}

static void
test_nobody_listens (void)
{
  g_autoptr (IfaCheck) check = NULL;

  if (skip_without_server ())
    return;
  check = probe (9);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_REFUSED);
  g_assert_cmpint (((IfaMtuFacts *) check->facts)->full_acknowledged, ==, IFA_TRI_UNKNOWN);
}

static void
test_kernel_does_not_tell (void)
{
  g_autoptr (IfaCheck) check = NULL;

  if (skip_without_server ())
    return;
  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  g_assert_true (deprive_of (DEPRIVE_OUTPUT_QUEUE));
  check = probe (READER);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);
  g_assert_cmpint (((IfaMtuFacts *) check->facts)->small_acknowledged, ==, IFA_TRI_UNKNOWN);
}

static void
test_cancelled (void)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();
  g_autoptr (IfaCheck) check = new_mtu (READER);

  if (skip_without_server ())
    return;
  swallow ("meta length > 100");
  assert_cancel_is_quick (ifa_mtu_probe_async, ifa_mtu_probe_finish, environment, check);
  run_in_router ("nft delete table ip m");
}

int
main (int argc, char **argv)
{
  int status;

  prepare_routed_network ();
  start_server ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mtu-probe/all-sizes-pass", test_all_sizes_pass);
  g_test_add_func ("/mtu-probe/black-hole", test_black_hole);
  g_test_add_func ("/mtu-probe/hung-up", test_hung_up);
  g_test_add_func ("/mtu-probe/nobody-listens", test_nobody_listens);
  g_test_add_func ("/mtu-probe/kernel-does-not-tell", test_kernel_does_not_tell);
  g_test_add_func ("/mtu-probe/cancelled", test_cancelled);
  status = g_test_run ();
  remove_routed_network ();
  return status;
}
