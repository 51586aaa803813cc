/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "clock.h"

/* Two clocks that differ by no more than this agree; a Date header has whole seconds. */
#define AGREEMENT_MS 5000

/* No clock is off by more than this: 200 years. */
#define MAX_OFFSET_MS (G_GINT64_CONSTANT (200) * 366 * 24 * 3600 * 1000)

/* A time server counts as two witnesses: it is asked for nothing but the time. All endpoints of
 * the service together are one witness, since one machine's clock may stand behind all of them. */
#define WEIGHT_NTP 2
#define WEIGHT_ENOUGH 2

static gboolean
agree (const IfaClockFacts *a, const IfaClockFacts *b)
{
  gint64 slack_ms = AGREEMENT_MS;

  if (a->uncertainty_ms != IFA_UNKNOWN_INTEGER)
    slack_ms += CLAMP (a->uncertainty_ms, 0, 60000);
  if (b->uncertainty_ms != IFA_UNKNOWN_INTEGER)
    slack_ms += CLAMP (b->uncertainty_ms, 0, 60000);

  return ABS (a->offset_ms - b->offset_ms) <= slack_ms;
}

static guint
weigh (GPtrArray *checks, const IfaClockFacts *candidate)
{
  g_autoptr (GHashTable) hosts = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean service_counted = FALSE;
  guint weight = 0;

  for (guint i = 0; i < checks->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (checks, i);
      const IfaClockFacts *facts = check->facts;
      const char *host = facts->host != NULL ? facts->host : check->id;

      if (!agree (candidate, facts) || g_hash_table_contains (hosts, host))
        continue;
      if (check->role == IFA_ROLE_SERVICE && service_counted)
        continue;

      g_hash_table_add (hosts, (gpointer) host);
      service_counted = service_counted || check->role == IFA_ROLE_SERVICE;
      weight += facts->source == IFA_CLOCK_SOURCE_NTP ? WEIGHT_NTP : 1;
    }
  return weight;
}

/**
 * ifa_clock_estimate:
 * @evidence: what a run saw
 * @run: (nullable): when it began, by this computer's clock
 * @clock: (out): the estimate
 *
 * The offset that most witnesses agree on. Where two camps weigh the same, the one nearer to
 * this computer's own clock wins: it is a witness, too.
 */
void
ifa_clock_estimate (const IfaEvidence *evidence, const IfaRunFacts *run, IfaClock *clock)
{
  g_autoptr (GPtrArray) checks = g_ptr_array_new ();
  const IfaClockFacts *best = NULL;
  guint best_weight = 0;

  clock->evidence = g_ptr_array_new ();
  clock->now_s = run != NULL && run->started_s != IFA_UNKNOWN_INTEGER ? run->started_s : 0;

  for (guint i = 0; i < ifa_evidence_get_n_checks (evidence); i++)
    {
      IfaCheck *check = ifa_evidence_get_check (evidence, i);

      if (check->type == &ifa_clock_facts && check->outcome == IFA_OUTCOME_OK
          && ((IfaClockFacts *) check->facts)->offset_ms >= -MAX_OFFSET_MS
          && ((IfaClockFacts *) check->facts)->offset_ms <= MAX_OFFSET_MS)
        g_ptr_array_add (checks, check);
    }

  for (guint i = 0; i < checks->len; i++)
    {
      const IfaClockFacts *facts = ((IfaCheck *) g_ptr_array_index (checks, i))->facts;
      guint weight = weigh (checks, facts);

      if (best == NULL || weight > best_weight
          || (weight == best_weight && ABS (facts->offset_ms) < ABS (best->offset_ms)))
        {
          best = facts;
          best_weight = weight;
        }
    }
  if (best == NULL)
    return;

  for (guint i = 0; i < checks->len; i++)
    if (agree (best, ((IfaCheck *) g_ptr_array_index (checks, i))->facts))
      g_ptr_array_add (clock->evidence, g_ptr_array_index (checks, i));

  clock->offset_ms = best->offset_ms;
  clock->n_sources = clock->evidence->len;
  clock->known = best_weight >= WEIGHT_ENOUGH ? IFA_TRI_YES : IFA_TRI_UNKNOWN;
  if (clock->now_s != 0 && clock->known == IFA_TRI_YES)
    clock->now_s -= best->offset_ms / 1000;
}
