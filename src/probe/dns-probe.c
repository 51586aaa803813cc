/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "dns-probe.h"

#include <gio/gio.h>

#include "dns-query.h"
#include "facts.h"
#include "wait.h"

/* Once one family has answered with addresses, the other gets this long. */
#define OTHER_FAMILY_MS 300

/* The system's resolver asks one server after the other; it gets more time than one of them. */
#define SYSTEM_EXTRA_MS 2000

/* Each question ends by itself in time; this is only for the unforeseen. */
#define SERVER_EXTRA_MS 100

#define MAX_SYSTEM_ADDRESSES 64

typedef struct
{
  IfaDnsQuery *query;
  IfaDnsQuery *tcp_query; /* after a truncated answer */
  IfaOutcome outcome;     /* NOT_TESTED while it is open */
  char *rcode;
  GPtrArray *addresses; /* (element-type utf8) */
} Family;

typedef struct
{
  IfaCheck *check;
  const char *server;
  guint timeout_ms;
  gint64 started_us;
  IfaWait wait;
  Family families[2];   /* by is_ipv6 */
  GCancellable *system; /* the system's look-up */
  gboolean finished;
} LookUp;

static void
look_up_free (LookUp *self)
{
  ifa_wait_end (&self->wait);
  for (guint i = 0; i < 2; i++)
    {
      ifa_dns_query_free (self->families[i].query);
      ifa_dns_query_free (self->families[i].tcp_query);
      g_ptr_array_unref (self->families[i].addresses);
      g_free (self->families[i].rcode);
    }
  g_clear_object (&self->system);
  g_free (self);
}

static gboolean
is_block_address (const char *address)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);

  return inet != NULL
         && (g_inet_address_get_is_any (inet) || g_inet_address_get_is_loopback (inet));
}

static void
note_addresses (LookUp *self)
{
  IfaDnsFacts *facts = self->check->facts;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean is_block = FALSE;
  guint n = 0;

  for (guint f = 0; f < 2; f++)
    for (guint i = 0; i < self->families[f].addresses->len; i++)
      {
        const char *address = g_ptr_array_index (self->families[f].addresses, i);
        g_strv_builder_add (builder, address);
        is_block = is_block || is_block_address (address);
        n++;
      }
  facts->addresses = g_strv_builder_end (builder);
  if (n > 0)
    facts->answer_is_block = IFA_TRI (is_block);
}

/* The family that decides what both together say: the one with addresses, else the more telling of
 * two failures. A family that is still open said nothing. */
static const Family *
deciding_family (const LookUp *self)
{
  static const IfaOutcome by_weight[] = { IFA_OUTCOME_OK,
                                          IFA_OUTCOME_NAME_NOT_FOUND,
                                          IFA_OUTCOME_QUERY_REFUSED,
                                          IFA_OUTCOME_SERVER_FAILED,
                                          IFA_OUTCOME_MALFORMED,
                                          IFA_OUTCOME_PROHIBITED,
                                          IFA_OUTCOME_REFUSED,
                                          IFA_OUTCOME_RESET,
                                          IFA_OUTCOME_CLOSED,
                                          IFA_OUTCOME_NETWORK_UNREACHABLE,
                                          IFA_OUTCOME_HOST_UNREACHABLE,
                                          IFA_OUTCOME_FAILED,
                                          IFA_OUTCOME_NOT_AVAILABLE,
                                          IFA_OUTCOME_TIMED_OUT,
                                          IFA_OUTCOME_NOT_TESTED,
                                          IFA_OUTCOME_NO_ADDRESS };

  for (guint w = 0; w < G_N_ELEMENTS (by_weight); w++)
    for (guint f = 0; f < 2; f++)
      if (self->families[f].outcome == by_weight[w])
        return &self->families[f];
  g_return_val_if_reached (&self->families[0]);
}

/* Over TCP nothing came in time, though there was time enough. */
static void
note_silent_tcp (LookUp *self)
{
  IfaDnsFacts *facts = self->check->facts;

  for (guint f = 0; f < 2; f++)
    if (self->families[f].tcp_query != NULL && self->families[f].outcome == IFA_OUTCOME_NOT_TESTED
        && facts->tcp_outcome == NULL)
      facts->tcp_outcome = g_strdup (ifa_outcome_to_string (IFA_OUTCOME_TIMED_OUT));
}

static guint
elapsed_ms (const LookUp *self)
{
  return (guint) ((g_get_monotonic_time () - self->started_us) / 1000);
}

/* Some name servers, and some filters before them, know only one kind of question and let the other
 * one wait. What is waited for here is short; libc doesn't know that it may stop. */
static void
note_silent_family (LookUp *self)
{
  IfaDnsFacts *facts = self->check->facts;

  for (guint f = 0; f < 2; f++)
    if (self->families[f].outcome == IFA_OUTCOME_OK && self->families[1 - f].query != NULL
        && (self->families[1 - f].outcome == IFA_OUTCOME_NOT_TESTED
            || self->families[1 - f].outcome == IFA_OUTCOME_TIMED_OUT))
      {
        facts->silent_family = f == 0 ? IFA_FAMILY_IPV6 : IFA_FAMILY_IPV4;
        facts->silent_ms = elapsed_ms (self);
      }
}

static void
finish (GTask *task)
{
  LookUp *self = g_task_get_task_data (task);
  IfaDnsFacts *facts = self->check->facts;
  const Family *family = deciding_family (self);

  if (self->finished)
    return;
  self->finished = TRUE;
  ifa_wait_end (&self->wait);
  if (self->system != NULL)
    g_cancellable_cancel (self->system);
  note_silent_tcp (self);
  note_silent_family (self);
  note_addresses (self);
  facts->rcode = g_strdup (family->rcode);
  if (family->outcome == IFA_OUTCOME_OK)
    ifa_check_take_detail (self->check, NULL); /* the other family's complaint */
  self->check->outcome
      = family->outcome == IFA_OUTCOME_NOT_TESTED ? IFA_OUTCOME_TIMED_OUT : family->outcome;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* Answers that hold for the name, whatever the other family has to say. A look-up over TCP is given
 * its time: it is rare, and what becomes of it tells a cause. */
static gboolean
has_said_enough (const LookUp *self)
{
  gboolean enough = FALSE;

  for (guint f = 0; f < 2; f++)
    {
      const Family *family = &self->families[f];

      if (family->outcome == IFA_OUTCOME_NOT_TESTED && family->tcp_query != NULL)
        return FALSE;
      enough = enough || family->outcome == IFA_OUTCOME_OK
               || family->outcome == IFA_OUTCOME_NAME_NOT_FOUND;
    }
  return enough;
}

static void
see_whether_done (GTask *task)
{
  LookUp *self = g_task_get_task_data (task);
  guint left_ms;

  if (self->families[0].outcome != IFA_OUTCOME_NOT_TESTED
      && self->families[1].outcome != IFA_OUTCOME_NOT_TESTED)
    {
      finish (task);
      return;
    }
  left_ms = self->timeout_ms - MIN (elapsed_ms (self), self->timeout_ms);
  if (has_said_enough (self))
    ifa_wait_set_timeout (&self->wait, MIN (OTHER_FAMILY_MS, left_ms));
}

static Family *
family_of (LookUp *self, const IfaDnsQuery *query)
{
  const Family *ipv6 = &self->families[1];

  return &self->families[query == ipv6->query || query == ipv6->tcp_query];
}

static void
take_answer (GTask *task, Family *family, const IfaDnsAnswer *answer)
{
  LookUp *self = g_task_get_task_data (task);
  IfaDnsFacts *facts = self->check->facts;

  for (guint i = 0; i < answer->addresses->len; i++)
    g_ptr_array_add (family->addresses, g_strdup (g_ptr_array_index (answer->addresses, i)));
  family->rcode = g_strdup (answer->rcode);
  family->outcome = answer->outcome;
  if (answer->canonical_name != NULL && facts->canonical_name == NULL)
    facts->canonical_name = g_strdup (answer->canonical_name);
  if (answer->detail != NULL && self->check->detail == NULL)
    ifa_check_take_detail (self->check, g_strdup (answer->detail));
  if (answer->rcode != NULL && family == &self->families[1])
    facts->ipv6_ms = elapsed_ms (self);
  else if (answer->rcode != NULL)
    facts->ipv4_ms = elapsed_ms (self);
  see_whether_done (task);
}

/* The worse of two outcomes is kept: one closed port shows it all. */
static void
tcp_answered (IfaDnsQuery *query, const IfaDnsAnswer *answer, gpointer user_data)
{
  GTask *task = user_data;
  LookUp *self = g_task_get_task_data (task);
  IfaDnsFacts *facts = self->check->facts;
  IfaOutcome outcome = answer->rcode != NULL ? IFA_OUTCOME_OK : answer->outcome;

  if (facts->tcp_outcome == NULL || outcome != IFA_OUTCOME_OK)
    {
      g_free (facts->tcp_outcome);
      facts->tcp_outcome = g_strdup (ifa_outcome_to_string (outcome));
    }
  take_answer (task, family_of (self, query), answer);
}

static void
server_answered (IfaDnsQuery *query, const IfaDnsAnswer *answer, gpointer user_data)
{
  GTask *task = user_data;
  LookUp *self = g_task_get_task_data (task);
  IfaDnsFacts *facts = self->check->facts;
  Family *family = family_of (self, query);

  if (answer->rcode != NULL)
    facts->truncated = IFA_TRI (answer->truncated || facts->truncated == IFA_TRI_YES);
  if (!answer->truncated)
    {
      take_answer (task, family, answer);
      return;
    }

  facts->used_tcp = IFA_TRI_YES;
  family->tcp_query
      = ifa_dns_query_new (self->server, facts->name, family == &self->families[1], TRUE,
                           MAX (self->timeout_ms - MIN (elapsed_ms (self), self->timeout_ms), 1),
                           tcp_answered, task);
}

static IfaOutcome
outcome_from_resolver (const GError *error)
{
  if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    return IFA_OUTCOME_NAME_NOT_FOUND;
  if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE))
    return IFA_OUTCOME_SERVER_FAILED;
  return IFA_OUTCOME_FAILED;
}

static void
system_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LookUp *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autolist (GInetAddress) found
      = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);
  IfaOutcome outcome = IFA_OUTCOME_OK;
  guint n = 0;

  if (self->finished)
    return;
  for (GList *item = found; item != NULL && n < MAX_SYSTEM_ADDRESSES; item = item->next, n++)
    {
      gboolean is_ipv6 = g_inet_address_get_family (item->data) == G_SOCKET_FAMILY_IPV6;
      g_ptr_array_add (self->families[is_ipv6].addresses, g_inet_address_to_string (item->data));
    }
  if (found == NULL)
    {
      outcome = outcome_from_resolver (error);
      ifa_check_take_detail (self->check, g_strdup (error->message));
    }
  self->families[0].outcome = outcome;
  self->families[1].outcome = outcome;
  finish (task);
}

static void
look_up_event (IfaWaitEvent event, gpointer user_data)
{
  GTask *task = user_data;
  LookUp *self = g_task_get_task_data (task);

  if (event == IFA_WAIT_DEADLINE)
    {
      finish (task);
      return;
    }
  self->finished = TRUE;
  ifa_wait_end (&self->wait);
  if (self->system != NULL)
    g_cancellable_cancel (self->system);
  g_task_return_error_if_cancelled (task);
  g_object_unref (task);
}

static void
ask_system (GTask *task, const char *name)
{
  LookUp *self = g_task_get_task_data (task);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();

  self->system = g_cancellable_new ();
  g_resolver_lookup_by_name_async (resolver, name, self->system, system_answered_cb,
                                   g_object_ref (task));
}

/**
 * ifa_dns_probe_async:
 * @environment: the outside world and its limits
 * @check: a check of DNS facts: `name`, `via` and, for a server, `server`
 * @cancellable: (nullable): ends the probe
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Asks for IPv4 and IPv6 addresses at once. A name server is asked directly, without search
 * domains and hosts file, and again over TCP where its answer was cut off; the system's resolver
 * (what other programs get) is asked through libc. Ends after `dns_ms`, the system's two seconds
 * later.
 */
void
ifa_dns_probe_async (IfaEnvironment *environment,
                     IfaCheck *check,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  LookUp *self = g_new0 (LookUp, 1);
  IfaDnsFacts *facts = check->facts;
  gboolean by_system = facts->via == IFA_DNS_VIA_SYSTEM;

  g_task_set_source_tag (task, ifa_dns_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) look_up_free);
  self->check = check;
  self->server = facts->server;
  self->timeout_ms = ifa_environment_get_limits (environment)->dns_ms;
  self->started_us = g_get_monotonic_time ();
  for (guint i = 0; i < 2; i++)
    self->families[i].addresses = g_ptr_array_new_with_free_func (g_free);

  ifa_wait_begin (&self->wait, self->timeout_ms + (by_system ? SYSTEM_EXTRA_MS : SERVER_EXTRA_MS),
                  cancellable, look_up_event, task);
  if (by_system)
    {
      ask_system (task, facts->name);
      return;
    }
  for (guint i = 0; i < 2; i++)
    self->families[i].query = ifa_dns_query_new (facts->server, facts->name, i == 1, FALSE,
                                                 self->timeout_ms, server_answered, task);
}

gboolean
ifa_dns_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
