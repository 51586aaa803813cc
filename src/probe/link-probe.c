/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "link-probe.h"

#include <linux/if.h>
#include <linux/if_arp.h>
#include <linux/if_link.h>
#include <string.h>
#include <sys/socket.h>

#include "facts.h"
#include "netlink.h"

#define MAX_INTERFACES 256

typedef struct
{
  IfaEnvironment *environment;
  GHashTable *checks;    /* interface index → IfaCheck, owned until they are given away */
  GHashTable *addresses; /* interface index → GPtrArray of "address/prefix" */
} Survey;

static gboolean
has_file (IfaEnvironment *environment, const char *interface, const char *file)
{
  g_autofree char *path = g_strdup_printf ("/sys/class/net/%s/%s", interface, file);
  g_autofree char *real = ifa_environment_dup_path (environment, path);

  return strchr (interface, '/') == NULL && g_file_test (real, G_FILE_TEST_EXISTS);
}

/* "tun0" of a VPN, and what older drivers leave without a kind. */
static gboolean
is_tunnel_kind (const char *kind)
{
  static const char *const kinds[]
      = { "tun",    "wireguard", "ppp",  "ipip", "gre",  "gretap", "sit",
          "ip6tnl", "vti",       "vti6", "xfrm", "l2tp", "erspan", NULL };

  return kind != NULL && g_strv_contains (kinds, kind);
}

static IfaLinkKind
kind_of (Survey *survey, const char *name, const char *kind, guint16 hardware_type)
{
  if (hardware_type == ARPHRD_LOOPBACK)
    return IFA_LINK_KIND_LOOPBACK;
  if (is_tunnel_kind (kind) || hardware_type == ARPHRD_PPP || hardware_type == ARPHRD_NONE
      || hardware_type == ARPHRD_TUNNEL || hardware_type == ARPHRD_SIT
      || has_file (survey->environment, name, "tun_flags"))
    return IFA_LINK_KIND_TUNNEL;
  if (has_file (survey->environment, name, "wireless")
      || has_file (survey->environment, name, "phy80211"))
    return IFA_LINK_KIND_WIFI;
  if (kind != NULL && g_str_equal (kind, "bridge"))
    return IFA_LINK_KIND_BRIDGE;
  if (g_str_has_prefix (name, "wwan"))
    return IFA_LINK_KIND_CELLULAR;
  return hardware_type == ARPHRD_ETHER ? IFA_LINK_KIND_ETHERNET : IFA_LINK_KIND_OTHER;
}

static char *
dup_kind (const struct rtattr *info)
{
  const struct rtattr *inner = NULL;
  int rest;

  if (info == NULL)
    return NULL;
  rest = RTA_PAYLOAD (info);
  for (inner = RTA_DATA (info); RTA_OK (inner, rest); inner = RTA_NEXT (inner, rest))
    if (inner->rta_type == IFLA_INFO_KIND)
      return ifa_netlink_dup_string (inner);
  return NULL;
}

static char *
dup_hardware_address (const struct rtattr *attribute)
{
  const guint8 *bytes;

  if (attribute == NULL || RTA_PAYLOAD (attribute) != 6)
    return NULL;
  bytes = RTA_DATA (attribute);
  return g_strdup_printf ("%02x:%02x:%02x:%02x:%02x:%02x", bytes[0], bytes[1], bytes[2], bytes[3],
                          bytes[4], bytes[5]);
}

static void
note_link (const struct nlmsghdr *message, gpointer user_data)
{
  Survey *survey = user_data;
  const struct ifinfomsg *info = NLMSG_DATA (message);
  const struct rtattr *attributes[IFLA_MAX + 1];
  g_autofree char *kind = NULL;
  IfaCheck *check = NULL;
  IfaLinkFacts *facts = NULL;

  if (message->nlmsg_type != RTM_NEWLINK || message->nlmsg_len < NLMSG_LENGTH (sizeof *info)
      || g_hash_table_size (survey->checks) >= MAX_INTERFACES)
    return;
  ifa_netlink_parse (message, sizeof *info, attributes, G_N_ELEMENTS (attributes));
  if (attributes[IFLA_IFNAME] == NULL)
    return;

  check = ifa_check_new (&ifa_link_facts, IFA_ROLE_NONE, NULL);
  facts = check->facts;
  kind = dup_kind (attributes[IFLA_LINKINFO]);
  facts->interface = ifa_netlink_dup_string (attributes[IFLA_IFNAME]);
  facts->kind = kind_of (survey, facts->interface, kind, info->ifi_type);
  facts->is_up = IFA_TRI (info->ifi_flags & IFF_UP);
  facts->has_carrier = IFA_TRI (info->ifi_flags & IFF_LOWER_UP);
  facts->hardware_address = dup_hardware_address (attributes[IFLA_ADDRESS]);
  g_hash_table_replace (survey->checks, GINT_TO_POINTER (info->ifi_index), check);
}

static void
note_address (const struct nlmsghdr *message, gpointer user_data)
{
  Survey *survey = user_data;
  const struct ifaddrmsg *info = NLMSG_DATA (message);
  const struct rtattr *attributes[IFA_MAX + 1];
  g_autofree char *address = NULL;
  GPtrArray *list = NULL;

  if (message->nlmsg_type != RTM_NEWADDR || message->nlmsg_len < NLMSG_LENGTH (sizeof *info))
    return;
  ifa_netlink_parse (message, sizeof *info, attributes, G_N_ELEMENTS (attributes));
  /* On point-to-point links IFA_ADDRESS is the other end; IFA_LOCAL is always this one. */
  address = ifa_netlink_dup_address (attributes[IFA_LOCAL] != NULL ? attributes[IFA_LOCAL]
                                                                   : attributes[IFA_ADDRESS],
                                     info->ifa_family);
  if (address == NULL)
    return;

  list = g_hash_table_lookup (survey->addresses, GUINT_TO_POINTER (info->ifa_index));
  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (survey->addresses, GUINT_TO_POINTER (info->ifa_index), list);
    }
  if (list->len < 64)
    g_ptr_array_add (list, g_strdup_printf ("%s/%u", address, info->ifa_prefixlen));
}

static void
apply_addresses (IfaLinkFacts *facts, GPtrArray *list)
{
  g_autoptr (GStrvBuilder) addresses = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) prefixes = g_strv_builder_new ();
  gboolean any = FALSE;

  facts->has_ipv4 = IFA_TRI_NO;
  facts->has_ipv6 = IFA_TRI_NO;
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (list, i), "/", 2);
      g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (parts[0]);

      any = TRUE;
      g_strv_builder_add (addresses, parts[0]);
      g_strv_builder_add (prefixes, parts[1]);
      if (g_inet_address_get_is_link_local (inet))
        continue;
      if (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6)
        facts->has_ipv6 = IFA_TRI_YES;
      else
        facts->has_ipv4 = IFA_TRI_YES;
    }
  facts->only_link_local
      = IFA_TRI (any && facts->has_ipv4 == IFA_TRI_NO && facts->has_ipv6 == IFA_TRI_NO);
  facts->addresses = g_strv_builder_end (addresses);
  facts->prefix_lengths = g_strv_builder_end (prefixes);
}

static gint
compare_indices (gconstpointer a, gconstpointer b)
{
  return GPOINTER_TO_INT (a) - GPOINTER_TO_INT (b);
}

static void
give_away (Survey *survey, IfaEvidence *evidence)
{
  g_autoptr (GList) indices = g_list_sort (g_hash_table_get_keys (survey->checks), compare_indices);

  for (GList *index = indices; index != NULL; index = index->next)
    {
      IfaCheck *check = g_hash_table_lookup (survey->checks, index->data);
      IfaLinkFacts *facts = check->facts;

      apply_addresses (facts, g_hash_table_lookup (survey->addresses, index->data));
      check->outcome = IFA_OUTCOME_OK;
      g_hash_table_steal (survey->checks, index->data);
      ifa_evidence_take (evidence, check);
    }
}

static void
survey_links (IfaEnvironment *environment, IfaEvidence *evidence)
{
  Survey survey = { .environment = environment };
  int code;

  survey.checks = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) ifa_check_free);
  survey.addresses = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  code = ifa_netlink_dump (RTM_GETLINK, AF_UNSPEC, note_link, &survey);
  if (code == 0)
    code = ifa_netlink_dump (RTM_GETADDR, AF_UNSPEC, note_address, &survey);

  if (code == 0)
    give_away (&survey, evidence);
  else
    {
      IfaCheck *check = ifa_check_new (&ifa_link_facts, IFA_ROLE_NONE, NULL);

      check->outcome = IFA_OUTCOME_NOT_AVAILABLE;
      ifa_check_take_detail (check, g_strdup (g_strerror (code)));
      ifa_evidence_take (evidence, check);
    }
  g_hash_table_unref (survey.checks);
  g_hash_table_unref (survey.addresses);
}

/**
 * ifa_link_probe_async:
 * @environment: the outside world
 * @evidence: gets one check an interface, or one that is "not available"
 * @cancellable: (nullable): not needed: the kernel answers at once
 * @callback: called once, from the main loop
 * @user_data: closure
 */
void
ifa_link_probe_async (IfaEnvironment *environment,
                      IfaEvidence *evidence,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, ifa_link_probe_async);
  survey_links (environment, evidence);
  g_task_return_boolean (task, TRUE);
}

gboolean
ifa_link_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
