/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "gateway-probe.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "facts.h"
#include "netlink.h"
#include "wait.h"

/* net/if.h can't be included beside the kernel's own headers. */
extern unsigned int if_nametoindex (const char *name);

/* Where traceroute begins: nobody listens there, and whoever answers says so by ICMP. */
#define UNUSED_PORT 33434
#define POLL_MS 40

typedef struct
{
  IfaCheck *check;
  IfaWait wait;
  int fd;
  guint index; /* of the interface */
  gint64 deadline_us;
} Visit;

typedef struct
{
  const Visit *visit;
  guint16 state; /* NUD_… */
  gboolean found;
  char *hardware_address;
} Neighbour;

static void
visit_free (Visit *self)
{
  ifa_wait_end (&self->wait);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

static void
note_neighbour (const struct nlmsghdr *message, gpointer user_data)
{
  Neighbour *neighbour = user_data;
  const struct ndmsg *entry = NLMSG_DATA (message);
  const struct rtattr *attributes[NDA_MAX + 1];
  const IfaGatewayFacts *facts = neighbour->visit->check->facts;
  const struct rtattr *hardware = NULL;
  g_autofree char *address = NULL;

  if (message->nlmsg_type != RTM_NEWNEIGH || message->nlmsg_len < NLMSG_LENGTH (sizeof *entry)
      || (guint) entry->ndm_ifindex != neighbour->visit->index)
    return;
  ifa_netlink_parse (message, sizeof *entry, attributes, G_N_ELEMENTS (attributes));
  address = ifa_netlink_dup_address (attributes[NDA_DST], entry->ndm_family);
  if (g_strcmp0 (address, facts->address) != 0)
    return;

  neighbour->found = TRUE;
  neighbour->state = entry->ndm_state;
  hardware = attributes[NDA_LLADDR];
  if (hardware != NULL && RTA_PAYLOAD (hardware) == 6 && neighbour->hardware_address == NULL)
    {
      const guint8 *b = RTA_DATA (hardware);
      neighbour->hardware_address
          = g_strdup_printf ("%02x:%02x:%02x:%02x:%02x:%02x", b[0], b[1], b[2], b[3], b[4], b[5]);
    }
}

static IfaNeighbourState
state_name (guint16 state)
{
  if (state & NUD_REACHABLE)
    return IFA_NEIGHBOUR_REACHABLE;
  if (state & NUD_PERMANENT)
    return IFA_NEIGHBOUR_PERMANENT;
  if (state & NUD_NOARP)
    return IFA_NEIGHBOUR_NO_ARP;
  if (state & NUD_DELAY)
    return IFA_NEIGHBOUR_DELAY;
  if (state & NUD_PROBE)
    return IFA_NEIGHBOUR_PROBE;
  if (state & NUD_STALE)
    return IFA_NEIGHBOUR_STALE;
  if (state & NUD_FAILED)
    return IFA_NEIGHBOUR_FAILED;
  return state & NUD_INCOMPLETE ? IFA_NEIGHBOUR_INCOMPLETE : IFA_NEIGHBOUR_NONE;
}

static void
finish (GTask *task, IfaOutcome outcome)
{
  Visit *self = g_task_get_task_data (task);

  ifa_wait_end (&self->wait);
  self->check->outcome = outcome;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* An ICMP error of the gateway is an answer; one of this computer's own is not. */
static gboolean
was_answered (Visit *self)
{
  int code = 0;
  socklen_t length = sizeof code;

  if (getsockopt (self->fd, SOL_SOCKET, SO_ERROR, &code, &length) != 0)
    return FALSE;
  return code == ECONNREFUSED;
}

/* Returns NOT_TESTED while it is still open. Stale, delay and probe have an address that answered
 * not long ago; what stays in them past the deadline is alive as far as anybody can tell. */
static IfaOutcome
outcome_of (IfaNeighbourState state, gboolean is_late)
{
  switch (state)
    {
    case IFA_NEIGHBOUR_REACHABLE:
    case IFA_NEIGHBOUR_PERMANENT:
    case IFA_NEIGHBOUR_NO_ARP:
      return IFA_OUTCOME_OK;
    case IFA_NEIGHBOUR_FAILED:
      return IFA_OUTCOME_HOST_UNREACHABLE;
    case IFA_NEIGHBOUR_INCOMPLETE:
      return is_late ? IFA_OUTCOME_HOST_UNREACHABLE : IFA_OUTCOME_NOT_TESTED;
    case IFA_NEIGHBOUR_STALE:
    case IFA_NEIGHBOUR_DELAY:
    case IFA_NEIGHBOUR_PROBE:
      return is_late ? IFA_OUTCOME_OK : IFA_OUTCOME_NOT_TESTED;
    default:
      return is_late ? IFA_OUTCOME_TIMED_OUT : IFA_OUTCOME_NOT_TESTED;
    }
}

static void
look (GTask *task)
{
  Visit *self = g_task_get_task_data (task);
  IfaGatewayFacts *facts = self->check->facts;
  Neighbour neighbour = { .visit = self };
  gboolean is_late = g_get_monotonic_time () >= self->deadline_us;
  int code = ifa_netlink_dump (RTM_GETNEIGH, strchr (facts->address, ':') ? AF_INET6 : AF_INET,
                               note_neighbour, &neighbour);
  IfaOutcome outcome;

  if (code != 0)
    {
      finish (task, IFA_OUTCOME_NOT_AVAILABLE);
      return;
    }
  if (was_answered (self))
    facts->answered = IFA_TRI_YES;

  facts->neighbour_state = state_name (neighbour.found ? neighbour.state : NUD_NONE);
  g_free (facts->hardware_address);
  facts->hardware_address = neighbour.hardware_address;
  outcome = facts->answered == IFA_TRI_YES ? IFA_OUTCOME_OK
                                           : outcome_of (facts->neighbour_state, is_late);
  if (outcome != IFA_OUTCOME_NOT_TESTED)
    finish (task, outcome);
  else
    ifa_wait_set_timeout (&self->wait, POLL_MS);
}

static void
visit_event (IfaWaitEvent event, gpointer user_data)
{
  GTask *task = user_data;
  Visit *self = g_task_get_task_data (task);

  if (event != IFA_WAIT_CANCELLED)
    {
      look (task);
      return;
    }
  ifa_wait_end (&self->wait);
  g_task_return_error_if_cancelled (task);
  g_object_unref (task);
}

/* Anything that is sent makes the kernel look for the neighbour. */
static gboolean
knock (Visit *self)
{
  const IfaGatewayFacts *facts = self->check->facts;
  struct sockaddr_storage native;
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (facts->address);
  gssize length;

  if (inet == NULL)
    return FALSE;
  address
      = g_object_new (G_TYPE_INET_SOCKET_ADDRESS, "address", inet, "port", UNUSED_PORT, "scope-id",
                      g_inet_address_get_is_link_local (inet) ? self->index : 0, NULL);
  length = g_socket_address_get_native_size (address);
  if (!g_socket_address_to_native (address, &native, sizeof native, NULL))
    return FALSE;

  self->fd = socket (native.ss_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (self->fd < 0 || connect (self->fd, (struct sockaddr *) &native, length) != 0)
    return FALSE;
  return send (self->fd, "", 1, MSG_NOSIGNAL) == 1;
}

/**
 * ifa_gateway_probe_async:
 * @environment: the outside world and its limits
 * @check: a check of gateway facts: `address` and `interface`
 * @cancellable: (nullable): ends the probe
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Sends one byte to a port that nobody uses and watches the kernel's neighbour table: a gateway
 * that has a hardware address is there, whether it answers or not. Ends after `neighbour_ms`; the
 * kernel itself gives up after three seconds (arp(7)).
 */
void
ifa_gateway_probe_async (IfaEnvironment *environment,
                         IfaCheck *check,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Visit *self = g_new0 (Visit, 1);
  const IfaGatewayFacts *facts = check->facts;
  guint timeout_ms = ifa_environment_get_limits (environment)->neighbour_ms;

  g_task_set_source_tag (task, ifa_gateway_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) visit_free);
  self->check = check;
  self->fd = -1;
  self->index = facts->interface != NULL ? if_nametoindex (facts->interface) : 0;
  self->deadline_us = g_get_monotonic_time () + timeout_ms * G_GINT64_CONSTANT (1000);

  if (self->index == 0)
    {
      finish (task, IFA_OUTCOME_NOT_AVAILABLE);
      return;
    }
  ifa_wait_begin (&self->wait, 1, cancellable, visit_event, task);
  if (!knock (self))
    finish (task,
            errno == ENETUNREACH ? IFA_OUTCOME_NETWORK_UNREACHABLE : IFA_OUTCOME_HOST_UNREACHABLE);
}

gboolean
ifa_gateway_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
