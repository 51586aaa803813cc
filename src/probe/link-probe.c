/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "link-probe.h"

#include <linux/if.h>
#include <linux/if_addr.h>
#include <sys/socket.h>

#include "facts.h"
#include "interface.h"
#include "link-details.h"
#include "netlink.h"
#include "wait.h"

#define MAX_INTERFACES 256
#define MAX_ADDRESSES 64

/* sysfs is memory; a driver that doesn't answer isn't waited for. */
#define DETAILS_MS 300

typedef struct
{
  char *folder;
  GArray *links;   /* (element-type IfaNetlinkLink) */
  GArray *details; /* (element-type IfaLinkDetails), once read */
} Reading;

typedef struct
{
  IfaEvidence *evidence;
  GArray *links;     /* (element-type IfaNetlinkLink) */
  GArray *addresses; /* (element-type IfaNetlinkInterfaceAddress) */
  IfaWait wait;
  GCancellable *reading;
} Survey;

static void
reading_free (Reading *self)
{
  g_free (self->folder);
  g_array_unref (self->links);
  g_array_unref (self->details);
  g_free (self);
}

static void
survey_free (Survey *self)
{
  ifa_wait_end (&self->wait);
  g_array_unref (self->links);
  g_array_unref (self->addresses);
  g_object_unref (self->reading);
  ifa_evidence_unref (self->evidence);
  g_free (self);
}

static void
note_link (const struct nlmsghdr *message, gpointer user_data)
{
  Survey *self = user_data;
  IfaNetlinkLink link;

  if (self->links->len < MAX_INTERFACES && ifa_netlink_read_link (message, &link))
    g_array_append_val (self->links, link);
}

static void
note_address (const struct nlmsghdr *message, gpointer user_data)
{
  Survey *self = user_data;
  IfaNetlinkInterfaceAddress address;

  if (self->addresses->len < MAX_INTERFACES * MAX_ADDRESSES
      && ifa_netlink_read_address (message, &address))
    g_array_append_val (self->addresses, address);
}

static int
compare_links (gconstpointer a, gconstpointer b)
{
  guint first = ((const IfaNetlinkLink *) a)->index;
  guint second = ((const IfaNetlinkLink *) b)->index;

  return first < second ? -1 : first > second;
}

static const IfaNetlinkLink *
find_link (const Survey *self, guint index)
{
  for (guint i = 0; i < self->links->len; i++)
    if (g_array_index (self->links, IfaNetlinkLink, i).index == index)
      return &g_array_index (self->links, IfaNetlinkLink, i);
  return NULL;
}

/* A bridge that only joins containers and virtual machines leads nowhere. */
static gboolean
has_real_port (const Survey *self, guint index)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      const IfaNetlinkLink *port = &g_array_index (self->links, IfaNetlinkLink, i);
      if (port->master == index && ifa_interface_is_real (port))
        return TRUE;
    }
  return FALSE;
}

/* A part of a bridge or bond carries none of this computer's own traffic; a member of a VRF does.
 */
static gboolean
is_mere_port (const Survey *self, const IfaNetlinkLink *link)
{
  const IfaNetlinkLink *master = link->master != 0 ? find_link (self, link->master) : NULL;

  return link->master != 0 && (master == NULL || !g_str_equal (master->kind, "vrf"));
}

static IfaLinkKind
kind_of (const Survey *self, const IfaNetlinkLink *link, const IfaLinkDetails *details)
{
  IfaLinkKind kind = ifa_interface_kind (link);

  if (kind == IFA_LINK_KIND_LOOPBACK)
    return kind;
  if (is_mere_port (self, link))
    return IFA_LINK_KIND_VIRTUAL;
  if (kind == IFA_LINK_KIND_BRIDGE && !has_real_port (self, link->index))
    return IFA_LINK_KIND_VIRTUAL;
  return details != NULL && details->kind != IFA_LINK_KIND_UNKNOWN ? details->kind : kind;
}

static gboolean
is_link_local (const IfaNetlinkAddress *address)
{
  static const IfaNetlinkAddress ipv4 = { AF_INET, { 169, 254 } };
  static const IfaNetlinkAddress ipv6 = { AF_INET6, { 0xfe, 0x80 } };

  return ifa_netlink_address_is_in_prefix (address, &ipv4, 16)
         || ifa_netlink_address_is_in_prefix (address, &ipv6, 10);
}

/* An address that another machine has too, or that may turn out so, isn't used (RFC 4862 section
 * 5.4). */
static gboolean
is_usable (const IfaNetlinkInterfaceAddress *address)
{
  return !is_link_local (&address->own) && (address->flags & IFA_F_DADFAILED) == 0
         && ((address->flags & IFA_F_TENTATIVE) == 0 || (address->flags & IFA_F_OPTIMISTIC) != 0);
}

static void
note_addresses_of (const Survey *self, guint index, IfaLinkFacts *facts)
{
  g_autoptr (GStrvBuilder) addresses = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) prefixes = g_strv_builder_new ();
  guint n = 0;
  guint n_link_local = 0;

  facts->has_ipv4 = IFA_TRI_NO;
  facts->has_ipv6 = IFA_TRI_NO;
  for (guint i = 0; i < self->addresses->len && n < MAX_ADDRESSES; i++)
    {
      const IfaNetlinkInterfaceAddress *address
          = &g_array_index (self->addresses, IfaNetlinkInterfaceAddress, i);
      g_autofree char *text = NULL;
      g_autofree char *prefix = NULL;

      if (address->index != index)
        continue;
      n++;
      if ((address->flags & IFA_F_DADFAILED) != 0)
        facts->address_conflict = IFA_TRI_YES;
      text = ifa_netlink_address_dup_text (&address->own);
      prefix = g_strdup_printf ("%u", address->prefix_length);
      g_strv_builder_add (addresses, text);
      g_strv_builder_add (prefixes, prefix);
      if (is_link_local (&address->own))
        n_link_local++;
      else if (is_usable (address) && address->own.family == AF_INET6)
        facts->has_ipv6 = IFA_TRI_YES;
      else if (is_usable (address))
        facts->has_ipv4 = IFA_TRI_YES;
    }
  facts->only_link_local = IFA_TRI (n > 0 && n == n_link_local);
  facts->addresses = g_strv_builder_end (addresses);
  facts->prefix_lengths = g_strv_builder_end (prefixes);
}

static void
add_check (const Survey *self, const IfaNetlinkLink *link, const IfaLinkDetails *details)
{
  IfaCheck *check = ifa_check_new (&ifa_link_facts, IFA_ROLE_NONE, NULL);
  IfaLinkFacts *facts = check->facts;
  gboolean is_up = (link->flags & IFF_UP) != 0;

  facts->interface = g_utf8_make_valid (link->name, -1);
  facts->kind = kind_of (self, link, details);
  facts->is_up = IFA_TRI (is_up);
  /* Nobody looks for a signal while the interface is switched off. */
  if (is_up)
    facts->has_carrier
        = IFA_TRI ((link->flags & IFF_LOWER_UP) != 0 && (link->flags & IFF_DORMANT) == 0);
  if (link->has_hardware_address)
    facts->hardware_address = ifa_netlink_dup_hardware_text (link->hardware_address);
  if (details != NULL)
    facts->speed_mbps = details->speed_mbps;
  note_addresses_of (self, link->index, facts);
  check->outcome = IFA_OUTCOME_OK;
  ifa_evidence_take (self->evidence, check);
}

static void
add_unavailable (const Survey *self, int code)
{
  IfaCheck *check = ifa_check_new (&ifa_link_facts, IFA_ROLE_NONE, NULL);

  check->outcome = IFA_OUTCOME_NOT_AVAILABLE;
  ifa_check_take_detail (check, g_strdup (g_strerror (code)));
  ifa_evidence_take (self->evidence, check);
}

static void
read_details (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Reading *reading = task_data;

  for (guint i = 0; i < reading->links->len; i++)
    {
      IfaLinkDetails details;

      if (g_cancellable_is_cancelled (cancellable))
        break;
      ifa_link_details_read (reading->folder, &g_array_index (reading->links, IfaNetlinkLink, i),
                             &details);
      g_array_append_val (reading->details, details);
    }
  g_task_return_boolean (task, TRUE);
}

static void
details_are_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Survey *self = g_task_get_task_data (task);
  Reading *reading = g_task_get_task_data (G_TASK (result));
  gboolean ok = g_task_propagate_boolean (G_TASK (result), NULL);

  ifa_wait_end (&self->wait);
  if (g_task_return_error_if_cancelled (task))
    return;

  for (guint i = 0; i < self->links->len; i++)
    add_check (self, &g_array_index (self->links, IfaNetlinkLink, i),
               ok ? &g_array_index (reading->details, IfaLinkDetails, i) : NULL);
  g_task_return_boolean (task, TRUE);
}

static void
survey_event (IfaWaitEvent event, gpointer user_data)
{
  Survey *self = g_task_get_task_data (user_data);

  g_cancellable_cancel (self->reading);
}

static void
begin_reading (GTask *task, IfaEnvironment *environment)
{
  Survey *self = g_task_get_task_data (task);
  Reading *reading = g_new0 (Reading, 1);
  g_autoptr (GTask) reader = NULL;

  reading->folder = ifa_environment_dup_path (environment, "/sys/class/net");
  reading->links = g_array_copy (self->links);
  reading->details = g_array_new (FALSE, FALSE, sizeof (IfaLinkDetails));
  reader = g_task_new (NULL, self->reading, details_are_read_cb, g_object_ref (task));
  g_task_set_source_tag (reader, begin_reading);
  g_task_set_task_data (reader, reading, (GDestroyNotify) reading_free);
  g_task_set_return_on_cancel (reader, TRUE);
  ifa_wait_begin (&self->wait, DETAILS_MS, g_task_get_cancellable (task), survey_event, task);
  g_task_run_in_thread (reader, read_details);
}

/**
 * ifa_link_probe_async:
 * @environment: the outside world
 * @evidence: gets one check an interface, or one that is "not available"
 * @cancellable: (nullable): ends the probe
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Asks the kernel by netlink, which shows this program's own network also where sysfs shows
 * another one; sysfs then tells Wi-Fi from cable. Ends within 300 ms.
 */
void
ifa_link_probe_async (IfaEnvironment *environment,
                      IfaEvidence *evidence,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Survey *self = g_new0 (Survey, 1);
  int code;

  g_task_set_source_tag (task, ifa_link_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) survey_free);
  self->evidence = ifa_evidence_ref (evidence);
  self->links = g_array_new (FALSE, FALSE, sizeof (IfaNetlinkLink));
  self->addresses = g_array_new (FALSE, FALSE, sizeof (IfaNetlinkInterfaceAddress));
  self->reading = g_cancellable_new ();
  code = ifa_netlink_dump (RTM_GETLINK, AF_UNSPEC, note_link, self);
  if (code == 0)
    code = ifa_netlink_dump (RTM_GETADDR, AF_UNSPEC, note_address, self);

  if (code != 0)
    {
      add_unavailable (self, code);
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_array_sort (self->links, compare_links);
  begin_reading (task, environment);
}

gboolean
ifa_link_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
