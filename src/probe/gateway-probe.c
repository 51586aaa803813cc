/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "gateway-probe.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "errno-outcome.h"
#include "facts.h"
#include "netlink.h"
#include "socket.h"
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
  guint index;   /* of the interface */
  char *address; /* in its usual notation */
  gint64 deadline_us;
  int send_error; /* of what should have made the kernel look for it */
  gboolean was_sought;
} Visit;

typedef struct
{
  const Visit *visit;
  IfaNetlinkNeighbour entry;
  gboolean found;
} Search;

static void
visit_free (Visit *self)
{
  ifa_wait_end (&self->wait);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->address);
  g_free (self);
}

static void
note_neighbour (const struct nlmsghdr *message, gpointer user_data)
{
  Search *search = user_data;
  IfaNetlinkNeighbour entry;
  g_autofree char *address = NULL;

  if (!ifa_netlink_read_neighbour (message, &entry) || entry.index != search->visit->index)
    return;
  address = ifa_netlink_address_dup_text (&entry.address);
  if (g_strcmp0 (address, search->visit->address) != 0)
    return;
  search->entry = entry;
  search->found = TRUE;
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
  return self->fd >= 0 && ifa_socket_take_error (self->fd) == ECONNREFUSED;
}

/* Returns NOT_TESTED while it is still open. Stale, delay and probe have an address that answered
 * not long ago; what stays in them past the deadline is alive as far as anybody can tell. */
static IfaOutcome
outcome_of (const Visit *self, IfaNeighbourState state, gboolean is_late)
{
  switch (state)
    {
    case IFA_NEIGHBOUR_REACHABLE:
    case IFA_NEIGHBOUR_PERMANENT:
    case IFA_NEIGHBOUR_NO_ARP:
      return IFA_OUTCOME_OK;
    case IFA_NEIGHBOUR_FAILED:
      /* Without a packet of ours it may have failed long ago. */
      return is_late || self->send_error == 0 ? IFA_OUTCOME_HOST_UNREACHABLE
                                              : IFA_OUTCOME_NOT_TESTED;
    case IFA_NEIGHBOUR_INCOMPLETE:
      return is_late ? IFA_OUTCOME_HOST_UNREACHABLE : IFA_OUTCOME_NOT_TESTED;
    case IFA_NEIGHBOUR_STALE:
    case IFA_NEIGHBOUR_DELAY:
    case IFA_NEIGHBOUR_PROBE:
      return is_late ? IFA_OUTCOME_OK : IFA_OUTCOME_NOT_TESTED;
    default:
      if (!is_late)
        return IFA_OUTCOME_NOT_TESTED;
      return self->send_error != 0 ? ifa_outcome_from_errno (self->send_error)
                                   : IFA_OUTCOME_TIMED_OUT;
    }
}

static void
note_state (Visit *self, const Search *search)
{
  IfaGatewayFacts *facts = self->check->facts;

  facts->neighbour_state = state_name (search->found ? search->entry.state : NUD_NONE);
  g_clear_pointer (&facts->hardware_address, g_free);
  if (search->found && search->entry.has_hardware_address)
    facts->hardware_address = ifa_netlink_dup_hardware_text (search->entry.hardware_address);

  /* An answer to the question who has the address is an answer as well. */
  if (was_answered (self)
      || (self->was_sought && facts->neighbour_state == IFA_NEIGHBOUR_REACHABLE))
    facts->answered = IFA_TRI_YES;
  if (facts->neighbour_state == IFA_NEIGHBOUR_INCOMPLETE)
    self->was_sought = TRUE;
}

static void
look (GTask *task)
{
  Visit *self = g_task_get_task_data (task);
  IfaGatewayFacts *facts = self->check->facts;
  Search search = { .visit = self };
  gboolean is_late = g_get_monotonic_time () >= self->deadline_us;
  int code = ifa_netlink_dump (RTM_GETNEIGH, strchr (self->address, ':') ? AF_INET6 : AF_INET,
                               note_neighbour, &search);
  IfaOutcome outcome;

  if (code != 0)
    {
      ifa_check_take_detail (self->check, g_strdup (g_strerror (code)));
      finish (task, IFA_OUTCOME_NOT_AVAILABLE);
      return;
    }

  note_state (self, &search);
  outcome = facts->answered == IFA_TRI_YES ? IFA_OUTCOME_OK
                                           : outcome_of (self, facts->neighbour_state, is_late);
  if (outcome == IFA_OUTCOME_HOST_UNREACHABLE)
    facts->answered = IFA_TRI_NO;
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

/* With two networks at once the gateway's address alone may lead out of the wrong one. Needs no
 * privilege, unlike SO_BINDTODEVICE on older kernels. */
static void
choose_interface (int fd, int family, guint index)
{
  guint32 value = GUINT32_TO_BE (index);

  if (family == AF_INET6)
    setsockopt (fd, IPPROTO_IPV6, IPV6_UNICAST_IF, &value, sizeof value);
  else
    setsockopt (fd, IPPROTO_IP, IP_UNICAST_IF, &value, sizeof value);
}

/* Anything that is sent makes the kernel look for the neighbour. */
static int
knock (Visit *self, GInetAddress *inet)
{
  struct sockaddr_storage native;
  g_autoptr (GSocketAddress) address
      = g_object_new (G_TYPE_INET_SOCKET_ADDRESS, "address", inet, "port", UNUSED_PORT, "scope-id",
                      g_inet_address_get_is_link_local (inet) ? self->index : 0, NULL);
  gssize length = g_socket_address_get_native_size (address);

  if (!g_socket_address_to_native (address, &native, sizeof native, NULL))
    return EDESTADDRREQ;

  self->fd = socket (native.ss_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (self->fd < 0)
    return errno;
  choose_interface (self->fd, native.ss_family, self->index);
  if (connect (self->fd, (struct sockaddr *) &native, length) != 0)
    return errno;
  return send (self->fd, "", 1, MSG_NOSIGNAL) == 1 ? 0 : errno;
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
 * that has a hardware address is there, whether it answers or not. Where a rule of this computer
 * stops that byte, others' packets may still find the gateway. Ends after `neighbour_ms`; the
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
  g_autoptr (GInetAddress) inet
      = facts->address != NULL ? g_inet_address_new_from_string (facts->address) : NULL;
  guint timeout_ms = ifa_environment_get_limits (environment)->neighbour_ms;

  g_task_set_source_tag (task, ifa_gateway_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) visit_free);
  self->check = check;
  self->fd = -1;
  self->index = facts->interface != NULL ? if_nametoindex (facts->interface) : 0;
  self->deadline_us = g_get_monotonic_time () + timeout_ms * G_GINT64_CONSTANT (1000);

  if (self->index == 0 || inet == NULL)
    {
      finish (task, IFA_OUTCOME_NOT_AVAILABLE);
      return;
    }
  self->address = g_inet_address_to_string (inet);
  self->send_error = knock (self, inet);
  if (self->send_error != 0)
    ifa_check_take_detail (check, g_strdup (g_strerror (self->send_error)));
  if (self->send_error != 0 && ifa_outcome_from_errno (self->send_error) != IFA_OUTCOME_PROHIBITED)
    {
      finish (task, ifa_outcome_from_errno (self->send_error));
      return;
    }
  ifa_wait_begin (&self->wait, 1, cancellable, visit_event, task);
}

gboolean
ifa_gateway_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
