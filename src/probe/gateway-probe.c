/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "gateway-probe.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "errno-outcome.h"
#include "facts.h"
#include "gateway-knock.h"
#include "netlink.h"
#include "wait.h"

/* net/if.h can't be included beside the kernel's own headers. */
extern unsigned int if_nametoindex (const char *name);

#define POLL_MS 40
#define LATER_POLL_MS 120

/* A neighbour in the same building answers in milliseconds, if at all. */
#define ANSWER_MS 1000

typedef struct
{
  IfaCheck *check;
  IfaWait wait;
  IfaKnock knock;
  guint index;   /* of the interface */
  char *address; /* in its usual notation */
  gint64 started_us;
  guint new_ms;   /* how long the kernel may look for one that it doesn't know */
  guint stale_ms; /* and make sure of one that it knows */
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
  ifa_knock_clear (&self->knock);
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

static guint
elapsed_ms (const Visit *self)
{
  return (guint) ((g_get_monotonic_time () - self->started_us) / 1000);
}

static gboolean
is_set_by_hand (IfaNeighbourState state)
{
  return state == IFA_NEIGHBOUR_PERMANENT || state == IFA_NEIGHBOUR_NO_ARP;
}

/* Nothing was heard of the gateway so far; what the neighbour table makes of that. An entry that
 * was good some time ago proves nothing: the kernel waits five seconds before it asks again
 * (delay_first_probe_time) and three more for the answer. Returns NOT_TESTED while it is open. */
static IfaOutcome
outcome_of_silence (const Visit *self, IfaNeighbourState state)
{
  gboolean is_late = elapsed_ms (self) >= self->new_ms;
  gboolean is_very_late = elapsed_ms (self) >= self->stale_ms;

  switch (state)
    {
    case IFA_NEIGHBOUR_REACHABLE:
      /* Confirmed within the last half minute, as far as anybody can tell. */
      return is_late ? IFA_OUTCOME_OK : IFA_OUTCOME_NOT_TESTED;
    case IFA_NEIGHBOUR_FAILED:
      /* Without a packet of ours it may have failed long ago. */
      return is_late || self->knock.error == 0 ? IFA_OUTCOME_HOST_UNREACHABLE
                                               : IFA_OUTCOME_NOT_TESTED;
    case IFA_NEIGHBOUR_INCOMPLETE:
      return is_late ? IFA_OUTCOME_HOST_UNREACHABLE : IFA_OUTCOME_NOT_TESTED;
    case IFA_NEIGHBOUR_STALE:
    case IFA_NEIGHBOUR_DELAY:
    case IFA_NEIGHBOUR_PROBE:
      return is_very_late ? IFA_OUTCOME_OK : IFA_OUTCOME_NOT_TESTED;
    default:
      if (!is_late)
        return IFA_OUTCOME_NOT_TESTED;
      return self->knock.error != 0 ? ifa_outcome_from_errno (self->knock.error)
                                    : IFA_OUTCOME_TIMED_OUT;
    }
}

/* The kernel heard from it since we knocked: it asked who has the address, or a connection of
 * whatever program moved on. */
static gboolean
was_confirmed (const Visit *self, const Search *search)
{
  const IfaNetlinkNeighbour *entry = &search->entry;

  if (!search->found || state_name (entry->state) != IFA_NEIGHBOUR_REACHABLE)
    return FALSE;
  return self->was_sought
         || (entry->has_confirmed
             && entry->confirmed_ms + IFA_NETLINK_TICK_MS <= elapsed_ms (self));
}

static void
note_state (Visit *self, const Search *search)
{
  IfaGatewayFacts *facts = self->check->facts;

  facts->neighbour_state = state_name (search->found ? search->entry.state : NUD_NONE);
  g_clear_pointer (&facts->hardware_address, g_free);
  if (search->found && search->entry.has_hardware_address)
    facts->hardware_address = ifa_netlink_dup_hardware_text (search->entry.hardware_address);
  if (was_confirmed (self, search))
    facts->answered = IFA_TRI_YES;
  if (facts->neighbour_state == IFA_NEIGHBOUR_INCOMPLETE)
    self->was_sought = TRUE;
}

/* Where the kernel doesn't show its table, only an answer tells anything. */
static void
look_without_table (GTask *task, int code)
{
  Visit *self = g_task_get_task_data (task);

  if (((IfaGatewayFacts *) self->check->facts)->answered == IFA_TRI_YES)
    {
      finish (task, IFA_OUTCOME_OK);
      return;
    }
  if (elapsed_ms (self) < ANSWER_MS)
    {
      ifa_wait_set_timeout (&self->wait, POLL_MS);
      return;
    }
  ifa_check_take_detail (self->check, g_strdup (g_strerror (code)));
  finish (task, IFA_OUTCOME_NOT_AVAILABLE);
}

static void
look (GTask *task)
{
  Visit *self = g_task_get_task_data (task);
  IfaGatewayFacts *facts = self->check->facts;
  Search search = { .visit = self };
  int code = ifa_netlink_dump (RTM_GETNEIGH, strchr (self->address, ':') ? AF_INET6 : AF_INET,
                               note_neighbour, &search);
  IfaOutcome outcome;

  if (ifa_knock_was_answered (&self->knock))
    facts->answered = IFA_TRI_YES;
  if (code != 0)
    {
      look_without_table (task, code);
      return;
    }

  note_state (self, &search);
  if (facts->answered == IFA_TRI_YES || is_set_by_hand (facts->neighbour_state))
    outcome = IFA_OUTCOME_OK;
  else
    outcome = outcome_of_silence (self, facts->neighbour_state);
  if (outcome == IFA_OUTCOME_HOST_UNREACHABLE)
    facts->answered = IFA_TRI_NO;
  if (outcome != IFA_OUTCOME_NOT_TESTED)
    finish (task, outcome);
  else
    ifa_wait_set_timeout (&self->wait, elapsed_ms (self) < ANSWER_MS ? POLL_MS : LATER_POLL_MS);
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

/**
 * ifa_gateway_probe_async:
 * @environment: the outside world and its limits
 * @check: a check of gateway facts: `address` and `interface`
 * @cancellable: (nullable): ends the probe
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Knocks and watches the kernel's neighbour table: whoever answers is there, and so is a gateway
 * that says nothing and gives the kernel its hardware address. Where a rule of this computer stops
 * our packets, others' may still find the gateway. Of a gateway that the kernel doesn't know it
 * takes `neighbour_ms` to be sure that it is gone (the kernel itself gives up after three seconds,
 * arp(7)), of one that was there a moment ago `stale_neighbour_ms`.
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
  const IfaLimits *limits = ifa_environment_get_limits (environment);
  const IfaGatewayFacts *facts = check->facts;
  g_autoptr (GInetAddress) inet
      = facts->address != NULL ? g_inet_address_new_from_string (facts->address) : NULL;
  int code;

  g_task_set_source_tag (task, ifa_gateway_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) visit_free);
  self->check = check;
  self->index = facts->interface != NULL ? if_nametoindex (facts->interface) : 0;
  self->started_us = g_get_monotonic_time ();
  self->new_ms = limits->neighbour_ms;
  self->stale_ms = limits->stale_neighbour_ms;

  if (self->index == 0 || inet == NULL)
    {
      finish (task, IFA_OUTCOME_NOT_AVAILABLE);
      return;
    }
  self->address = g_inet_address_to_string (inet);
  ifa_knock_send (&self->knock, inet, self->index);
  code = self->knock.error;
  if (code != 0)
    ifa_check_take_detail (check, g_strdup (g_strerror (code)));
  if (code != 0 && ifa_outcome_from_errno (code) != IFA_OUTCOME_PROHIBITED)
    {
      finish (task, ifa_outcome_from_errno (code));
      return;
    }
  ifa_wait_begin (&self->wait, 1, cancellable, visit_event, task);
}

gboolean
ifa_gateway_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
