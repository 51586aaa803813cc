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

#define MAX_SYSTEM_ADDRESSES 64

typedef struct
{
  IfaCheck *check;
  const char *server;
  guint timeout_ms;
  gint64 started_us;
  IfaWait wait;
  IfaDnsQuery *queries[2];     /* by is_ipv6 */
  IfaOutcome outcomes[2];      /* NOT_TESTED while it is open */
  GPtrArray *addresses[2];     /* (element-type utf8) */
  IfaDnsQuery *tcp_queries[2]; /* after a truncated answer */
  GCancellable *system;        /* the system's look-up */
  gboolean finished;
} LookUp;

static void
look_up_free (LookUp *self)
{
  ifa_wait_end (&self->wait);
  for (guint i = 0; i < 2; i++)
    {
      ifa_dns_query_free (self->queries[i]);
      ifa_dns_query_free (self->tcp_queries[i]);
      g_ptr_array_unref (self->addresses[i]);
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

  for (guint family = 0; family < 2; family++)
    for (guint i = 0; i < self->addresses[family]->len; i++)
      {
        const char *address = g_ptr_array_index (self->addresses[family], i);
        g_strv_builder_add (builder, address);
        is_block = is_block || is_block_address (address);
      }
  facts->addresses = g_strv_builder_end (builder);
  if (facts->addresses[0] != NULL)
    facts->answer_is_block = IFA_TRI (is_block);
}

/* What both families together say; the more telling of two failures. */
static IfaOutcome
combine (const LookUp *self)
{
  static const IfaOutcome by_weight[] = { IFA_OUTCOME_OK,
                                          IFA_OUTCOME_NAME_NOT_FOUND,
                                          IFA_OUTCOME_QUERY_REFUSED,
                                          IFA_OUTCOME_SERVER_FAILED,
                                          IFA_OUTCOME_MALFORMED,
                                          IFA_OUTCOME_PROHIBITED,
                                          IFA_OUTCOME_REFUSED,
                                          IFA_OUTCOME_NETWORK_UNREACHABLE,
                                          IFA_OUTCOME_HOST_UNREACHABLE,
                                          IFA_OUTCOME_FAILED,
                                          IFA_OUTCOME_NOT_AVAILABLE };

  for (guint i = 0; i < G_N_ELEMENTS (by_weight); i++)
    if (self->outcomes[0] == by_weight[i] || self->outcomes[1] == by_weight[i])
      return by_weight[i];
  if (self->outcomes[0] == IFA_OUTCOME_NO_ADDRESS && self->outcomes[1] == IFA_OUTCOME_NO_ADDRESS)
    return IFA_OUTCOME_NO_ADDRESS;
  return IFA_OUTCOME_TIMED_OUT;
}

static void
finish (GTask *task)
{
  LookUp *self = g_task_get_task_data (task);

  if (self->finished)
    return;
  self->finished = TRUE;
  ifa_wait_end (&self->wait);
  if (self->system != NULL)
    g_cancellable_cancel (self->system);
  note_addresses (self);
  self->check->outcome = combine (self);
  if (self->check->outcome == IFA_OUTCOME_OK)
    ifa_check_take_detail (self->check, NULL); /* one family's complaint */
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
see_whether_done (GTask *task)
{
  LookUp *self = g_task_get_task_data (task);
  gboolean both
      = self->outcomes[0] != IFA_OUTCOME_NOT_TESTED && self->outcomes[1] != IFA_OUTCOME_NOT_TESTED;

  if (both)
    finish (task);
  else if (self->outcomes[0] == IFA_OUTCOME_OK || self->outcomes[1] == IFA_OUTCOME_OK)
    ifa_wait_set_timeout (&self->wait, OTHER_FAMILY_MS);
}

static guint
family_of (LookUp *self, const IfaDnsQuery *query)
{
  return query == self->queries[1] || query == self->tcp_queries[1];
}

static void
take_answer (LookUp *self, guint family, const IfaDnsAnswer *answer)
{
  IfaDnsFacts *facts = self->check->facts;
  gint64 taken_ms = (g_get_monotonic_time () - self->started_us) / 1000;

  for (guint i = 0; i < answer->addresses->len; i++)
    g_ptr_array_add (self->addresses[family], g_strdup (g_ptr_array_index (answer->addresses, i)));
  if (answer->rcode != NULL && (facts->rcode == NULL || answer->outcome == IFA_OUTCOME_OK))
    {
      g_free (facts->rcode);
      facts->rcode = g_strdup (answer->rcode);
    }
  if (answer->canonical_name != NULL && facts->canonical_name == NULL)
    facts->canonical_name = g_strdup (answer->canonical_name);
  if (answer->detail != NULL && self->check->detail == NULL)
    ifa_check_take_detail (self->check, g_strdup (answer->detail));
  if (family == 1)
    facts->ipv6_ms = taken_ms;
  else
    facts->ipv4_ms = taken_ms;
}

static void
tcp_answered (IfaDnsQuery *query, const IfaDnsAnswer *answer, gpointer user_data)
{
  GTask *task = user_data;
  LookUp *self = g_task_get_task_data (task);
  IfaDnsFacts *facts = self->check->facts;
  guint family = family_of (self, query);
  gboolean heard = answer->rcode != NULL;

  g_free (facts->tcp_outcome);
  facts->tcp_outcome = g_strdup (ifa_outcome_to_string (heard ? IFA_OUTCOME_OK : answer->outcome));
  take_answer (self, family, answer);
  self->outcomes[family] = answer->outcome;
  see_whether_done (task);
}

static void
server_answered (IfaDnsQuery *query, const IfaDnsAnswer *answer, gpointer user_data)
{
  GTask *task = user_data;
  LookUp *self = g_task_get_task_data (task);
  IfaDnsFacts *facts = self->check->facts;
  guint family = family_of (self, query);

  facts->truncated = IFA_TRI (answer->truncated || facts->truncated == IFA_TRI_YES);
  if (answer->truncated)
    {
      facts->used_tcp = IFA_TRI_YES;
      self->tcp_queries[family] = ifa_dns_query_new (self->server, facts->name, family == 1, TRUE,
                                                     self->timeout_ms, tcp_answered, task);
      return;
    }
  take_answer (self, family, answer);
  self->outcomes[family] = answer->outcome;
  see_whether_done (task);
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
      g_ptr_array_add (self->addresses[is_ipv6], g_inet_address_to_string (item->data));
    }
  if (found == NULL)
    {
      outcome = outcome_from_resolver (error);
      ifa_check_take_detail (self->check, g_strdup (error->message));
    }
  self->outcomes[0] = outcome;
  self->outcomes[1] = outcome;
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
    self->addresses[i] = g_ptr_array_new_with_free_func (g_free);

  ifa_wait_begin (&self->wait, self->timeout_ms + (by_system ? SYSTEM_EXTRA_MS : 0), cancellable,
                  look_up_event, task);
  if (by_system)
    {
      ask_system (task, facts->name);
      return;
    }
  for (guint i = 0; i < 2; i++)
    self->queries[i] = ifa_dns_query_new (facts->server, facts->name, i == 1, FALSE,
                                          self->timeout_ms, server_answered, task);
}

gboolean
ifa_dns_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
