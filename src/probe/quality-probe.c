/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "quality-probe.h"

#include "facts.h"
#include "tcp-probe.h"

/* Enough for a judgement on 5 %, few enough not to be a burden: a person who reloads a page a few
 * times causes as much. */
#define N_EXCHANGES 100
#define INTERVAL_MS 12

/* On a line that loses 5 % of all packets, so many exchanges without a loss happen in one run of
 * fifty: where none was lost the rest is spared. What is still under way after the pause may be
 * lost; then the series goes on. */
#define FIRST_PART 40
#define PAUSE_MS 300

/* A lost first packet is sent again after a second (RFC 6298 section 2); an exchange that takes
 * longer than this has lost one. */
#define LOST_AFTER_MS 950
#define PATIENCE_MS 1500

typedef struct
{
  IfaEnvironment *environment;
  IfaCheck *check;
  GCancellable *exchanges; /* ends those that are still under way */
  gulong cancelled_handler;
  GPtrArray *attempts; /* (element-type IfaCheck) */
  GArray *times_us;    /* (element-type gint64), of those that lost nothing */
  guint source;
  guint n_answered;
  guint n_pending;
  guint n_ended_badly; /* lost, or not answered */
  gboolean is_short;
  gboolean is_pausing; /* after the first part */
} Series;

typedef struct
{
  GTask *task; /* owned */
  IfaCheck *check;
  gint64 started_us;
} Exchange;

static void
series_free (Series *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  ifa_environment_unref (self->environment);
  g_object_unref (self->exchanges);
  g_ptr_array_unref (self->attempts);
  g_array_unref (self->times_us);
  g_free (self);
}

static gint
compare_times (gconstpointer a, gconstpointer b)
{
  const gint64 first = *(const gint64 *) a;
  const gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static void
note_times (Series *self, IfaQualityFacts *facts)
{
  gint64 *times;
  gint64 sum = 0;
  guint n = self->times_us->len;

  if (n == 0)
    return;

  /* Jitter as RFC 3550 means it, without its smoothing: the mean step from one to the next. */
  times = (gint64 *) (gpointer) self->times_us->data;
  for (guint i = 1; i < n; i++)
    sum += ABS (times[i] - times[i - 1]);
  if (n > 1)
    facts->jitter_us = sum / (n - 1);

  g_array_sort (self->times_us, compare_times);
  times = (gint64 *) (gpointer) self->times_us->data;
  facts->min_us = times[0];
  facts->median_us = times[n / 2];
  facts->max_us = times[n - 1];
}

static void
finish (GTask *task)
{
  Series *self = g_task_get_task_data (task);
  IfaQualityFacts *facts = self->check->facts;
  GCancellable *cancellable = g_task_get_cancellable (task);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->cancelled_handler != 0)
    g_cancellable_disconnect (cancellable, self->cancelled_handler);
  if (!g_task_return_error_if_cancelled (task))
    {
      facts->n_sent = self->attempts->len;
      facts->n_lost = self->attempts->len - self->times_us->len;
      note_times (self, facts);
      self->check->outcome = self->n_answered > 0 ? IFA_OUTCOME_OK : IFA_OUTCOME_TIMED_OUT;
      g_task_return_boolean (task, TRUE);
    }
  g_object_unref (task);
}

/* Nothing is left to begin. */
static gboolean
is_whole (const Series *self)
{
  return self->is_short || self->attempts->len >= N_EXCHANGES
         || (self->is_pausing && self->n_ended_badly == 0);
}

static void
exchange_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Exchange *exchange = user_data;
  g_autoptr (GTask) task = exchange->task;
  Series *self = g_task_get_task_data (task);
  const IfaTcpFacts *facts = exchange->check->facts;
  gint64 taken_us = g_get_monotonic_time () - exchange->started_us;
  gboolean answered = exchange->check->outcome == IFA_OUTCOME_OK
                      || exchange->check->outcome == IFA_OUTCOME_REFUSED;
  gboolean sent_again = facts->retransmits != IFA_UNKNOWN_INTEGER && facts->retransmits > 0;

  /* The kernel's own measure leaves out how busy this computer is. */
  if (facts->rtt_us != IFA_UNKNOWN_INTEGER)
    taken_us = facts->rtt_us;
  self->n_answered += answered;
  if (answered && !sent_again && taken_us < LOST_AFTER_MS * 1000)
    g_array_append_val (self->times_us, taken_us);
  else
    self->n_ended_badly++;
  g_free (exchange);

  self->n_pending--;
  if (self->n_pending == 0 && (self->source == 0 || is_whole (self)))
    finish (task);
}

static void
begin_exchange (GTask *task)
{
  Series *self = g_task_get_task_data (task);
  const IfaQualityFacts *facts = self->check->facts;
  Exchange *exchange = g_new0 (Exchange, 1);
  IfaTcpFacts *tcp;

  exchange->task = g_object_ref (task);
  exchange->check = ifa_check_new (&ifa_tcp_facts, self->check->role, NULL);
  exchange->started_us = g_get_monotonic_time ();
  g_ptr_array_add (self->attempts, exchange->check);
  tcp = exchange->check->facts;
  tcp->address = g_strdup (facts->address);
  tcp->port = facts->port;

  self->n_pending++;
  ifa_tcp_probe_async (self->environment, exchange->check, self->exchanges, exchange_ended_cb,
                       exchange);
}

static gboolean
patience_is_over_cb (gpointer user_data)
{
  GTask *task = user_data;
  Series *self = g_task_get_task_data (task);

  self->source = 0;
  g_cancellable_cancel (self->exchanges);
  if (self->n_pending == 0)
    finish (task);
  return G_SOURCE_REMOVE;
}

static gboolean next_exchange_cb (gpointer user_data);

static gboolean
pause_is_over_cb (gpointer user_data)
{
  GTask *task = user_data;
  Series *self = g_task_get_task_data (task);

  self->is_pausing = FALSE;
  self->source = g_timeout_add (INTERVAL_MS, next_exchange_cb, task);
  return G_SOURCE_REMOVE;
}

static gboolean
next_exchange_cb (gpointer user_data)
{
  GTask *task = user_data;
  Series *self = g_task_get_task_data (task);

  begin_exchange (task);
  if (self->attempts->len == FIRST_PART && self->n_ended_badly == 0)
    {
      self->is_pausing = TRUE;
      self->source = g_timeout_add (PAUSE_MS, pause_is_over_cb, task);
      return G_SOURCE_REMOVE;
    }
  if (self->attempts->len < N_EXCHANGES)
    return G_SOURCE_CONTINUE;

  self->source = g_timeout_add (PATIENCE_MS, patience_is_over_cb, task);
  return G_SOURCE_REMOVE;
}

/* A short look: all at once, and little patience. */
static void
begin_all (GTask *task)
{
  Series *self = g_task_get_task_data (task);
  const IfaQualityFacts *facts = self->check->facts;
  gint64 patience_ms = facts->patience_ms != IFA_UNKNOWN_INTEGER ? facts->patience_ms : PATIENCE_MS;

  for (gint64 i = 0; i < CLAMP (facts->at_once, 1, N_EXCHANGES); i++)
    begin_exchange (task);
  self->source
      = g_timeout_add ((guint) CLAMP (patience_ms, 1, PATIENCE_MS), patience_is_over_cb, task);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  Series *self = g_task_get_task_data (task);

  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->exchanges);
  self->source = g_timeout_add (0, patience_is_over_cb, task);
}

/**
 * ifa_quality_probe_async:
 * @environment: the outside world and its limits
 * @check: a check of quality facts: `address` and `port` say where to
 * @cancellable: (nullable): ends the probe
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Opens and closes a hundred connections within 1.2 s and sees which of them lost a packet; where
 * none of the first forty did, it ends with them, after half a second. A refusal is an answer, too.
 * Takes at most 3.5 s; meant for when something else hints at a bad line.
 * With `at_once` it opens that many together, which costs a good line one round trip.
 */
void
ifa_quality_probe_async (IfaEnvironment *environment,
                         IfaCheck *check,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Series *self = g_new0 (Series, 1);

  g_task_set_source_tag (task, ifa_quality_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) series_free);
  self->environment = ifa_environment_ref (environment);
  self->check = check;
  self->exchanges = g_cancellable_new ();
  self->attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_check_free);
  self->times_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->is_short = ((IfaQualityFacts *) check->facts)->at_once != IFA_UNKNOWN_INTEGER;
  if (self->is_short)
    begin_all (task);
  else
    self->source = g_timeout_add (INTERVAL_MS, next_exchange_cb, task);
  if (cancellable != NULL)
    self->cancelled_handler
        = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), task, NULL);
}

gboolean
ifa_quality_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
