/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Rules about how well the line carries: families, packet size, loss, delay, rate. */

#include "rule.h"

#include <math.h>
#include <string.h>

static gboolean
is_ipv6 (const IfaCheck *tcp)
{
  const char *address = ((IfaTcpFacts *) tcp->facts)->address;

  return address != NULL && strchr (address, ':') != NULL;
}

/* Silence on the way, or a router's word; a refusal comes from the machine itself, and a family
 * that this computer doesn't have at all is no fault. */
static gboolean
got_lost (const IfaCheck *tcp)
{
  const IfaTcpFacts *facts = tcp->facts;

  return tcp->outcome == IFA_OUTCOME_TIMED_OUT || tcp->outcome == IFA_OUTCOME_HOST_UNREACHABLE
         || ((tcp->outcome == IFA_OUTCOME_NETWORK_UNREACHABLE
              || tcp->outcome == IFA_OUTCOME_PROHIBITED)
             && facts->icmp_sender != NULL);
}

typedef struct
{
  guint n_ok[2]; /* by is_ipv6 */
  guint n_lost[2];
} Families;

static void
count_families (const IfaTarget *target, Families *families, IfaFinding *finding)
{
  for (guint i = 0; i < target->tcp->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->tcp, i);

      families->n_ok[is_ipv6 (check)] += check->outcome == IFA_OUTCOME_OK;
      families->n_lost[is_ipv6 (check)] += got_lost (check);
      ifa_finding_cite (finding, check);
    }
}

static gboolean
family_is_broken (const IfaView *view, const IfaTarget *target, IfaFinding *finding, guint family)
{
  Families here = { { 0 } };
  Families elsewhere = { { 0 } };

  count_families (target, &here, finding);
  if (here.n_lost[family] == 0 || here.n_ok[family] > 0 || here.n_ok[1 - family] == 0)
    return FALSE;

  /* Where the family works to others, it is the service's own address that is dead. */
  for (guint i = 0; i < view->controls->len; i++)
    count_families (g_ptr_array_index (view->controls, i), &elsewhere, finding);
  return elsewhere.n_ok[family] == 0;
}

static gboolean
ipv4_broken (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  return family_is_broken (view, target, finding, 0);
}

static gboolean
ipv6_broken (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  return family_is_broken (view, target, finding, 1);
}

static const IfaCheck *
handshake_with_small_packets (const IfaTarget *target)
{
  for (guint i = 0; i < target->tls->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->tls, i);
      if (check->outcome == IFA_OUTCOME_OK
          && ((IfaTlsFacts *) check->facts)->max_segment_bytes != IFA_UNKNOWN_INTEGER)
        return check;
    }
  return NULL;
}

static const IfaCheck *
lost_full_packets (const IfaTarget *target)
{
  for (guint i = 0; i < target->mtu->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->mtu, i);
      const IfaMtuFacts *facts = check->facts;

      if (facts->small_acknowledged == IFA_TRI_YES && facts->full_acknowledged == IFA_TRI_NO)
        return check;
    }
  return NULL;
}

static gboolean
mtu_blackhole (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *tls = ifa_target_get_direct_tls (target);
  const IfaCheck *http = ifa_target_get_http (target);
  const IfaCheck *small = handshake_with_small_packets (target);
  const IfaCheck *lost = lost_full_packets (target);
  gboolean tls_hangs = tls != NULL && tls->outcome == IFA_OUTCOME_TIMED_OUT;
  gboolean http_hangs = http != NULL && http->outcome == IFA_OUTCOME_TIMED_OUT;

  ifa_finding_cite (finding, tls_hangs ? tls : http);
  ifa_finding_cite (finding, small);
  ifa_finding_cite (finding, lost);
  if (small != NULL)
    ifa_finding_set_integer (finding, "message", ((IfaTlsFacts *) small->facts)->max_segment_bytes);
  if (tls_hangs && small != NULL)
    return TRUE;
  if (lost == NULL)
    return FALSE;
  if (small == NULL)
    ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return tls_hangs || http_hangs;
}

#define LOSS_NOTICED 0.05
#define LOSS_GRAVE 0.25

/* The share that is lost at three odds to one: the lower end of an interval (Wilson 1927), so that
 * a few unlucky packets make no cause. Of a hundred exchanges on a line that loses 2 % of all
 * packets, twelve are lost in one run of a thousand; on one that loses 10 %, in forty-nine of
 * fifty. An exchange has two packets; either may be lost. */
static double
surely_lost (gint64 n_lost, gint64 n_sent)
{
  const double z = 0.674;
  double n = n_sent;
  double share = n_lost / n;
  double centre = share + z * z / (2 * n);
  double spread = z * sqrt ((share * (1 - share) + z * z / (4 * n)) / n);

  return MAX (0, (centre - spread) / (1 + z * z / n)) / 2;
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
 * Returns: whether its line loses so much that exchanges come to nothing by that alone
 */
gboolean
ifa_target_loses_most (const IfaTarget *target)
{
  return find_loss (target, LOSS_GRAVE) != NULL;
}

static gboolean
packet_loss (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *check = find_loss (target, LOSS_NOTICED);
  const IfaQualityFacts *facts = check != NULL ? check->facts : NULL;

  if (facts == NULL)
    return FALSE;
  if (ifa_target_loses_most (target))
    finding->severity = IFA_SEVERITY_PROBLEM;
  ifa_finding_cite (finding, check);
  ifa_finding_set_integer (finding, "percent", 50 * facts->n_lost / facts->n_sent);
  return TRUE;
}

#define HIGH_LATENCY_MS 300

/* The shortest of all connections: a packet that had to be sent again doesn't count as delay. */
static gint64
shortest_connect_ms (const IfaTarget *target, IfaFinding *finding)
{
  gint64 shortest_ms = G_MAXINT64;

  for (guint i = 0; i < target->tcp->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->tcp, i);
      const IfaTcpFacts *facts = check->facts;
      gint64 rtt_ms
          = facts->rtt_us != IFA_UNKNOWN_INTEGER ? facts->rtt_us / 1000 : check->duration_ms;
      if (check->outcome != IFA_OUTCOME_OK)
        continue;
      shortest_ms = MIN (shortest_ms, rtt_ms);
      ifa_finding_cite (finding, check);
    }
  return shortest_ms;
}

static gboolean
high_latency (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  gint64 here_ms = shortest_connect_ms (target, finding);
  gint64 elsewhere_ms = G_MAXINT64;

  if (here_ms == G_MAXINT64 || here_ms <= HIGH_LATENCY_MS)
    return FALSE;
  for (guint i = 0; i < view->controls->len; i++)
    elsewhere_ms
        = MIN (elsewhere_ms, shortest_connect_ms (g_ptr_array_index (view->controls, i), finding));
  ifa_finding_set_integer (finding, "milliseconds", here_ms);
  return elsewhere_ms != G_MAXINT64 && elsewhere_ms > HIGH_LATENCY_MS;
}

/* Below this a page of an invoice takes seconds. */
#define LOW_BYTES_PER_S (16 * 1024)

static gboolean
low_bandwidth (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *http = ifa_target_get_http (target);
  const IfaHttpFacts *facts = http != NULL ? http->facts : NULL;
  gint64 transfer_ms;

  if (facts == NULL || facts->body_bytes == IFA_UNKNOWN_INTEGER
      || facts->total_ms == IFA_UNKNOWN_INTEGER || facts->first_byte_ms == IFA_UNKNOWN_INTEGER
      || facts->body_bytes < IFA_BODY_THAT_FILLS_LINES || facts->total_ms < 0
      || facts->first_byte_ms < 0)
    return FALSE;

  transfer_ms = facts->total_ms - facts->first_byte_ms
                - (facts->tls_ms != IFA_UNKNOWN_INTEGER ? facts->tls_ms : 0);
  ifa_finding_cite (finding, http);
  ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  if (transfer_ms > 0)
    {
      g_autofree char *rate
          = g_strdup_printf ("%" G_GINT64_FORMAT " kB/s", facts->body_bytes / transfer_ms);
      ifa_finding_set (finding, "message", rate);
    }
  return transfer_ms > 3000 && facts->body_bytes * 1000 / transfer_ms < LOW_BYTES_PER_S;
}

const IfaRule ifa_line_rules[] = {
  { "ipv4-broken", IFA_SCOPE_ENDPOINT, ipv4_broken, NULL },
  { "ipv6-broken", IFA_SCOPE_ENDPOINT, ipv6_broken, NULL },
  { "mtu-blackhole", IFA_SCOPE_ENDPOINT, mtu_blackhole, "captive-portal" },
  { "packet-loss", IFA_SCOPE_ENDPOINT, packet_loss, "low-bandwidth" },
  { "high-latency", IFA_SCOPE_ENDPOINT, high_latency, NULL },
  { "low-bandwidth", IFA_SCOPE_ENDPOINT, low_bandwidth, NULL },
  { NULL },
};
