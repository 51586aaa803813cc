/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "routed-network.h"

#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

static gboolean has_network;
static gboolean has_filter;
static pid_t router;

/* Skips are loud: where a network can't be had, each test says so. */
gboolean
skip_without_network (void)
{
  if (!has_network)
    g_test_skip ("needs network namespaces and ip(8)");
  return !has_network;
}

gboolean
skip_without_filter (void)
{
  if (!has_filter)
    g_test_skip ("needs network namespaces and nftables");
  return !has_filter;
}

/* The router's network lives as long as this child does, and the child no longer than the test. */
static pid_t
start_router (void)
{
  int ready[2];
  char byte = 0;
  pid_t pid;

  if (pipe (ready) != 0)
    return -1;
  pid = fork ();
  if (pid == 0)
    {
      prctl (PR_SET_PDEATHSIG, SIGKILL);
      byte = unshare (CLONE_NEWNET) == 0;
      if (write (ready[1], &byte, 1) != 1)
        _exit (1);
      for (;;)
        pause ();
    }
  if (read (ready[0], &byte, 1) != 1)
    byte = 0;
  close (ready[0]);
  close (ready[1]);
  return byte ? pid : -1;
}

gboolean
run_in_router (const char *command_line)
{
  g_autofree char *whole
      = g_strdup_printf ("nsenter --net=/proc/%d/ns/net %s", (int) router, command_line);

  return run_tool (whole);
}

/* Two addresses that nobody has, so that neighbours don't resolve; and no waiting for duplicates.
 */
void
prepare_routed_network (void)
{
  g_autofree char *move = NULL;

  if (!enter_own_network ())
    return;
  router = start_router ();
  if (router < 0)
    return;

  move = g_strdup_printf ("ip link set far0 netns %d", (int) router);
  has_network = run_tool ("ip link add lan0 type veth peer name far0 address " ROUTER_HARDWARE)
                && run_tool (move) && run_in_router ("ip addr add " ROUTER "/24 dev far0")
                && run_in_router ("ip addr add 2001:db8::1/64 dev far0 nodad")
                && run_in_router ("ip addr add fe80::1/64 dev far0 nodad")
                && run_in_router ("ip link set far0 up")
                && run_tool ("ip addr add 192.0.2.2/24 dev lan0")
                && run_tool ("ip addr add 2001:db8::2/64 dev lan0 nodad")
                && run_tool ("ip link set lan0 up");
  has_filter = has_network
               && run_in_router ("nft 'add table ip f; add chain ip f i { type filter hook input "
                                 "priority 0; }; add rule ip f i ip protocol udp drop'")
               && run_in_router ("nft delete table ip f");
}

void
remove_routed_network (void)
{
  if (router > 0)
    kill (router, SIGKILL);
}

gboolean
add_tunnel (void)
{
  return run_tool ("ip tuntap add dev tun7 mode tun")
         && run_tool ("ip addr add 10.8.0.2/24 dev tun7") && run_tool ("ip link set tun7 up");
}

void
remove_tunnel (void)
{
  run_tool ("ip tuntap del dev tun7 mode tun");
}

typedef struct
{
  ProbeFinish finish;
  gboolean done;
} Listing;

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Listing *listing = user_data;

  g_assert_true (listing->finish (result, NULL));
  listing->done = TRUE;
}

/* Runs a probe that adds checks, with the files below @root as the system's. */
IfaEvidence *
list_in (const char *root, ListProbe probe, ProbeFinish finish)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();
  IfaEvidence *evidence = ifa_evidence_new ();
  Listing listing = { .finish = finish };

  ifa_environment_set_root (environment, root);
  probe (environment, evidence, NULL, listed_cb, &listing);
  g_assert_false (listing.done);
  while (!listing.done)
    g_main_context_iteration (NULL, TRUE);
  return evidence;
}

/* What ip(8) says, in JSON. */
JsonNode *
read_ip (const char *command_line)
{
  g_autofree char *output = NULL;
  int status = -1;

  g_assert_true (g_spawn_command_line_sync (command_line, &output, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  return json_from_string (g_strstrip (output)[0] != '\0' ? output : "[]", NULL);
}

/* No descriptor, no netlink: the probes ask within their calls, so only those are deprived. */
void
deprive (gboolean on)
{
  static struct rlimit usual;
  struct rlimit none;

  if (on)
    g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &usual), ==, 0);
  none = (struct rlimit){ 0, usual.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, on ? &none : &usual), ==, 0);
}
