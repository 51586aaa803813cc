/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Rules about packets that get lost. */

#include "rule.h"

#include <math.h>

/* Shares of exchanges. An exchange has two packets; either may be lost: 5, 20 and 25 % of packets.
 */
#define LOSS_NOTICED 0.0975
#define LOSS_HIDES_ALL 0.36
#define LOSS_GRAVE 0.4375

/* The share of exchanges that is lost at three odds to one: the lower end of an interval (Wilson
 * 1927), so that a few unlucky packets make no cause. Of a hundred exchanges on a line that loses
 * 2 % of all packets, twelve are lost in one run of a thousand; on one that loses 10 %, in
 * forty-nine of fifty. */
static double
surely_lost (gint64 n_lost, gint64 n_sent)
{
  const double z = 0.674;
  double n = n_sent;
  double share = n_lost / n;
  double centre = share + z * z / (2 * n);
  double spread = z * sqrt ((share * (1 - share) + z * z / (4 * n)) / n);

  return MAX (0, (centre - spread) / (1 + z * z / n));
}

/* A short look only says whether a long one is worth it. */
static gboolean
is_a_long_look (const IfaQualityFacts *facts)
{
  return facts->at_once == IFA_UNKNOWN_INTEGER && facts->n_sent != IFA_UNKNOWN_INTEGER
         && facts->n_lost != IFA_UNKNOWN_INTEGER && facts->n_sent > 0 && facts->n_lost >= 0
         && facts->n_lost < facts->n_sent;
}

static const IfaCheck *
find_loss (const IfaTarget *target, double more_than)
{
  for (guint i = 0; i < target->quality->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->quality, i);
      const IfaQualityFacts *facts = check->facts;

      if (is_a_long_look (facts) && surely_lost (facts->n_lost, facts->n_sent) > more_than)
        return check;
    }
  return NULL;
}

/**
 * ifa_target_loses_some:
 * @target: an endpoint
 *
 * Returns: whether its line loses so much that exchanges take seconds by that alone
 */
gboolean
ifa_target_loses_some (const IfaTarget *target)
{
  return find_loss (target, LOSS_NOTICED) != NULL;
}

/**
 * ifa_target_loses_most:
 * @target: an endpoint
 *
 * Returns: whether its line loses so much that exchanges come to nothing by that alone, and
 *   neither silence nor slowness says anything of the service
 */
gboolean
ifa_target_loses_most (const IfaTarget *target)
{
  return find_loss (target, LOSS_HIDES_ALL) != NULL;
}

/* An answer that took this much longer than another one's had to be asked for again. */
#define ASKED_AGAIN_MS 150

static gboolean
is_by_server (const IfaCheck *check)
{
  return check->type == &ifa_dns_facts && ((IfaDnsFacts *) check->facts)->via == IFA_DNS_VIA_SERVER;
}

static gint64
quickest_answer_ms (const IfaView *view)
{
  gint64 quickest_ms = G_MAXINT64;

  for (guint i = 0; i < ifa_evidence_get_n_checks (view->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (view->evidence, i);
      if (is_by_server (check) && check->outcome == IFA_OUTCOME_OK)
        quickest_ms = MIN (quickest_ms, check->duration_ms);
    }
  return quickest_ms;
}

static gboolean
had_to_repeat (const IfaCheck *check, gint64 quickest_ms)
{
  if (is_by_server (check))
    return check->outcome == IFA_OUTCOME_TIMED_OUT
           || (check->outcome == IFA_OUTCOME_OK
               && check->duration_ms - quickest_ms > ASKED_AGAIN_MS);
  if (check->type != &ifa_tcp_facts || check->outcome != IFA_OUTCOME_OK)
    return FALSE;
  return ((IfaTcpFacts *) check->facts)->retransmits != IFA_UNKNOWN_INTEGER
         && ((IfaTcpFacts *) check->facts)->retransmits > 0;
}

/* The name server answers some questions at once, some only when they are asked again, and this one
 * not at all; a name server that is silent about one name only answers the others well. */
static gboolean
names_get_lost (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  gint64 quickest_ms = quickest_answer_ms (view);
  guint n_repeated = 0;

  if (ifa_target_is_resolved (target) || quickest_ms == G_MAXINT64)
    return FALSE;
  for (guint i = 0; i < target->dns->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->dns, i);
      if ((check->outcome != IFA_OUTCOME_TIMED_OUT && check->outcome != IFA_OUTCOME_NOT_TESTED)
          || ((IfaDnsFacts *) check->facts)->used_tcp == IFA_TRI_YES)
        return FALSE;
    }
  for (guint i = 0; i < ifa_evidence_get_n_checks (view->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (view->evidence, i);

      if (!had_to_repeat (check, quickest_ms) || g_ptr_array_find (target->dns, check, NULL))
        continue;
      n_repeated++;
      ifa_finding_cite (finding, check);
    }
  ifa_finding_cite_all (finding, target->dns);
  ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  finding->severity = IFA_SEVERITY_PROBLEM;
  return n_repeated > 0 && target->dns->len > 0;
}

static gboolean
never_answered (const IfaTarget *target)
{
  const IfaCheck *http = ifa_target_get_http (target);

  return ifa_target_is_unconnected (target)
         || (http != NULL && ((IfaHttpFacts *) http->facts)->status == IFA_UNKNOWN_INTEGER);
}

static gboolean
packet_loss (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *check = find_loss (target, LOSS_NOTICED);
  const IfaQualityFacts *facts = check != NULL ? check->facts : NULL;

  if (facts == NULL)
    return names_get_lost (view, target, finding);
  if (find_loss (target, LOSS_GRAVE) != NULL || never_answered (target))
    finding->severity = IFA_SEVERITY_PROBLEM;
  ifa_finding_cite (finding, check);
  ifa_finding_set_integer (
      finding, "percent",
      (gint64) (100 * (1 - sqrt (1 - (double) facts->n_lost / (double) facts->n_sent))));
  return TRUE;
}

const IfaRule ifa_loss_rules[] = {
  { "packet-loss", IFA_SCOPE_ENDPOINT, packet_loss, "low-bandwidth" },
  { NULL },
};
