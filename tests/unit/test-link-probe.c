/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Compared with what ip(8) says. */

#include "link-probe.h"

#include <net/if.h>
#include <string.h>

#include "facts.h"
#include "routed-network.h"

static IfaEvidence *
list_links (void)
{
  return list_in ("", ifa_link_probe_async, ifa_link_probe_finish);
}

static const IfaLinkFacts *
find_link (const IfaEvidence *evidence, const char *name)
{
  for (guint i = 0; i < ifa_evidence_get_n_checks (evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (evidence, i);
      const IfaLinkFacts *facts = check->facts;

      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
      if (g_strcmp0 (facts->interface, name) == 0)
        return facts;
    }
  return NULL;
}

static void
assert_same_link (const IfaLinkFacts *facts, JsonObject *link)
{
  JsonArray *addresses = json_object_get_array_member (link, "addr_info");
  JsonArray *flags = json_object_get_array_member (link, "flags");
  gboolean is_up = FALSE;
  gboolean has_carrier = FALSE;

  for (guint i = 0; i < json_array_get_length (flags); i++)
    {
      is_up |= g_str_equal (json_array_get_string_element (flags, i), "UP");
      has_carrier |= g_str_equal (json_array_get_string_element (flags, i), "LOWER_UP");
    }
  g_assert_cmpint (facts->is_up, ==, IFA_TRI (is_up));
  if (is_up)
    g_assert_cmpint (facts->has_carrier, ==, IFA_TRI (has_carrier));

  g_assert_cmpuint (g_strv_length (facts->addresses), ==, json_array_get_length (addresses));
  g_assert_cmpuint (g_strv_length (facts->prefix_lengths), ==, g_strv_length (facts->addresses));
  for (guint i = 0; i < json_array_get_length (addresses); i++)
    {
      JsonObject *address = json_array_get_object_element (addresses, i);
      g_autofree char *prefix = g_strdup_printf ("%" G_GINT64_FORMAT,
                                                 json_object_get_int_member (address, "prefixlen"));

      g_assert_cmpstr (facts->addresses[i], ==, json_object_get_string_member (address, "local"));
      g_assert_cmpstr (facts->prefix_lengths[i], ==, prefix);
    }
}

static void
test_links_are_what_ip_says (void)
{
  g_autoptr (IfaEvidence) evidence = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *links = NULL;

  if (skip_without_network ())
    return;

  evidence = list_links ();
  node = read_ip ("ip -j addr");
  links = json_node_get_array (node);
  g_assert_cmpuint (json_array_get_length (links), ==, ifa_evidence_get_n_checks (evidence));
  for (guint i = 0; i < json_array_get_length (links); i++)
    {
      JsonObject *link = json_array_get_object_element (links, i);
      const char *name = json_object_get_string_member (link, "ifname");
      const IfaLinkFacts *facts = find_link (evidence, name);

      g_test_message ("%s", name);
      g_assert_nonnull (facts);
      assert_same_link (facts, link);
    }
}

static void
test_plain_link (void)
{
  g_autoptr (IfaEvidence) evidence = NULL;
  const IfaLinkFacts *lan = NULL;
  const IfaLinkFacts *loopback = NULL;

  if (skip_without_network ())
    return;

  evidence = list_links ();
  lan = find_link (evidence, "lan0");
  loopback = find_link (evidence, "lo");
  g_assert_cmpint (lan->kind, ==, IFA_LINK_KIND_ETHERNET);
  g_assert_cmpint (lan->has_ipv4, ==, IFA_TRI_YES);
  g_assert_cmpint (lan->has_ipv6, ==, IFA_TRI_YES);
  g_assert_cmpint (lan->only_link_local, ==, IFA_TRI_NO);
  g_assert_cmpuint (strlen (lan->hardware_address), ==, 17);
  g_assert_true (ifa_link_leads_out (lan));
  g_assert_cmpint (loopback->kind, ==, IFA_LINK_KIND_LOOPBACK);
  g_assert_false (ifa_link_leads_out (loopback));
}

static void
test_self_assigned_addresses (void)
{
  g_autoptr (IfaEvidence) evidence = NULL;
  const IfaLinkFacts *facts = NULL;

  if (skip_without_network ())
    return;

  g_assert_true (run_tool ("ip link add lonely0 type veth peer name lonely1"));
  g_assert_true (run_tool ("ip addr add 169.254.7.7/16 dev lonely0"));
  g_assert_true (run_tool ("ip link set lonely0 up"));
  evidence = list_links ();
  run_tool ("ip link del lonely0");

  facts = find_link (evidence, "lonely0");
  g_assert_cmpint (facts->is_up, ==, IFA_TRI_YES);
  g_assert_cmpint (facts->has_carrier, ==, IFA_TRI_NO);
  g_assert_cmpint (facts->has_ipv4, ==, IFA_TRI_NO);
  g_assert_cmpint (facts->only_link_local, ==, IFA_TRI_YES);
  facts = find_link (evidence, "lonely1");
  g_assert_cmpint (facts->is_up, ==, IFA_TRI_NO);
  g_assert_cmpint (facts->has_carrier, ==, IFA_TRI_UNKNOWN);
  g_assert_cmpint (facts->only_link_local, ==, IFA_TRI_NO);
}

static void
write_attribute (const char *root, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (root, "sys/class/net/lan0", name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* The same files as of a wireless card; believed only where they are about this interface. */
static void
test_wireless (void)
{
  g_autofree char *root = g_dir_make_tmp ("ifa-sys-XXXXXX", NULL);
  g_autofree char *remove = g_strdup_printf ("rm -r %s", root);
  g_autofree char *index = NULL;
  g_autoptr (IfaEvidence) plain = NULL;
  g_autoptr (IfaEvidence) wireless = NULL;
  g_autoptr (IfaEvidence) foreign = NULL;
  const IfaLinkFacts *facts = NULL;

  if (skip_without_network ())
    return;

  plain = list_links ();
  index = g_strdup_printf ("%u\n", if_nametoindex ("lan0"));
  write_attribute (root, "ifindex", index);
  write_attribute (root, "address", find_link (plain, "lan0")->hardware_address);
  write_attribute (root, "uevent", "DEVTYPE=wlan\nINTERFACE=lan0\nIFINDEX=3\n");
  write_attribute (root, "speed", "866\n");
  wireless = list_in (root, ifa_link_probe_async, ifa_link_probe_finish);
  write_attribute (root, "address", "02:11:22:33:44:55\n");
  foreign = list_in (root, ifa_link_probe_async, ifa_link_probe_finish);
  g_assert_true (run_tool (remove));

  facts = find_link (wireless, "lan0");
  g_assert_cmpint (facts->kind, ==, IFA_LINK_KIND_WIFI);
  g_assert_cmpint (facts->speed_mbps, ==, 866);
  facts = find_link (foreign, "lan0");
  g_assert_cmpint (facts->kind, ==, IFA_LINK_KIND_ETHERNET);
  g_assert_cmpint (facts->speed_mbps, ==, IFA_UNKNOWN_INTEGER);
}

/* Containers bring a bridge with an address and cables with carriers: no way out. */
static void
test_containers_lead_nowhere (void)
{
  g_autoptr (IfaEvidence) evidence = NULL;

  if (skip_without_network ())
    return;
  if (!run_tool ("ip link add docker0 type bridge"))
    {
      g_test_skip ("needs bridges in the kernel");
      return;
    }

  g_assert_true (run_tool ("ip addr add 172.17.0.1/16 dev docker0"));
  g_assert_true (run_tool ("ip link add box0 type veth peer name box1"));
  g_assert_true (run_tool ("ip link set box0 master docker0"));
  g_assert_true (run_tool ("ip link set box0 up") && run_tool ("ip link set box1 up")
                 && run_tool ("ip link set docker0 up"));
  evidence = list_links ();
  /* The kernel tells a moment later that a cable is in. */
  for (guint i = 0; i < 40 && find_link (evidence, "docker0")->has_carrier != IFA_TRI_YES; i++)
    {
      g_usleep (50 * 1000);
      ifa_evidence_unref (evidence);
      evidence = list_links ();
    }
  run_tool ("ip link del box0");
  run_tool ("ip link del docker0");

  g_assert_cmpint (find_link (evidence, "box0")->kind, ==, IFA_LINK_KIND_VIRTUAL);
  g_assert_cmpint (find_link (evidence, "docker0")->kind, ==, IFA_LINK_KIND_VIRTUAL);
  g_assert_cmpint (find_link (evidence, "docker0")->has_carrier, ==, IFA_TRI_YES);
  g_assert_false (ifa_link_leads_out (find_link (evidence, "docker0")));
}

static void
test_bridge_with_a_way_out (void)
{
  g_autoptr (IfaEvidence) evidence = NULL;

  if (skip_without_network ())
    return;
  if (!run_tool ("ip link add br0 type bridge")
      || !run_tool ("ip link add link lan0 name port0 type macvlan"))
    {
      run_tool ("ip link del br0");
      g_test_skip ("needs bridges and macvlan in the kernel");
      return;
    }

  g_assert_true (run_tool ("ip link set port0 master br0"));
  evidence = list_links ();
  run_tool ("ip link del port0");
  run_tool ("ip link del br0");
  g_assert_cmpint (find_link (evidence, "port0")->kind, ==, IFA_LINK_KIND_VIRTUAL);
  g_assert_cmpint (find_link (evidence, "br0")->kind, ==, IFA_LINK_KIND_BRIDGE);
}

/* It stays up when the cable is out. */
static void
test_tunnel_is_no_connection (void)
{
  g_autoptr (IfaEvidence) evidence = NULL;

  if (skip_without_network ())
    return;
  if (!add_tunnel ())
    {
      g_test_skip ("needs /dev/net/tun");
      return;
    }

  evidence = list_links ();
  remove_tunnel ();
  g_assert_cmpint (find_link (evidence, "tun7")->kind, ==, IFA_LINK_KIND_TUNNEL);
  g_assert_false (ifa_link_leads_out (find_link (evidence, "tun7")));
}

static void
deprived_link_probe_async (IfaEnvironment *environment,
                           IfaEvidence *evidence,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  deprive (TRUE);
  ifa_link_probe_async (environment, evidence, cancellable, callback, user_data);
  deprive (FALSE);
}

/* As in a sandbox without netlink: nothing is known, which is not the same as nothing there. */
static void
test_without_netlink (void)
{
  g_autoptr (IfaEvidence) evidence = list_in ("", deprived_link_probe_async, ifa_link_probe_finish);

  g_assert_cmpuint (ifa_evidence_get_n_checks (evidence), ==, 1);
  g_assert_cmpint (ifa_evidence_get_check (evidence, 0)->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);
}

int
main (int argc, char **argv)
{
  int status;

  prepare_routed_network ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link-probe/as-ip-says", test_links_are_what_ip_says);
  g_test_add_func ("/link-probe/plain", test_plain_link);
  g_test_add_func ("/link-probe/self-assigned", test_self_assigned_addresses);
  g_test_add_func ("/link-probe/wireless", test_wireless);
  g_test_add_func ("/link-probe/containers", test_containers_lead_nowhere);
  g_test_add_func ("/link-probe/bridge", test_bridge_with_a_way_out);
  g_test_add_func ("/link-probe/tunnel", test_tunnel_is_no_connection);
  g_test_add_func ("/link-probe/without-netlink", test_without_netlink);
  status = g_test_run ();
  remove_routed_network ();
  return status;
}
