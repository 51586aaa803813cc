/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Rules about how well the line carries: families, packet size, delay, rate. */

#include "rule.h"

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

  if (ifa_target_loses_most (target))
    return FALSE;
  count_families (target, &here, finding);
  if (here.n_lost[family] == 0 || here.n_ok[family] > 0 || here.n_ok[1 - family] == 0)
    return FALSE;

  /* Where the family works to others, it is the service's own address that is dead. */
  for (guint i = 0; i < view->controls->len; i++)
    count_families (g_ptr_array_index (view->controls, i), &elsewhere, finding);
  return elsewhere.n_ok[family] == 0;
}

/* The port is open by both families, and the handshake comes through by one of them only. */
static gboolean
handshake_fails_by_family (const IfaTarget *target, IfaFinding *finding, guint family)
{
  const IfaCheck *first = ifa_target_get_direct_tls (target);
  const IfaCheck *fails = NULL;

  if (first == NULL || first->outcome != IFA_OUTCOME_OK || ifa_target_loses_some (target))
    return FALSE;
  for (guint i = 0; i < target->tls->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->tls, i);
      const IfaTlsFacts *facts = check->facts;

      if (check == first || facts->address == NULL || facts->proxy != NULL
          || facts->is_other_name == IFA_TRI_YES || facts->is_other_address == IFA_TRI_YES
          || (strchr (facts->address, ':') != NULL) != family)
        continue;
      if (check->outcome == IFA_OUTCOME_OK)
        return FALSE;
      if (check->outcome == IFA_OUTCOME_TIMED_OUT || check->outcome == IFA_OUTCOME_RESET)
        fails = check;
    }
  ifa_finding_cite (finding, first);
  ifa_finding_cite (finding, fails);
  ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return fails != NULL && (strchr (((IfaTlsFacts *) first->facts)->address, ':') != NULL) != family;
}

static gboolean
ipv4_broken (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  return family_is_broken (view, target, finding, 0)
         || handshake_fails_by_family (target, finding, 0);
}

static gboolean
ipv6_broken (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  return family_is_broken (view, target, finding, 1)
         || handshake_fails_by_family (target, finding, 1);
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
  /* On a line that loses packets of any size, small ones are only lost less often. */
  if (tls_hangs && small != NULL && !ifa_target_loses_some (target))
    return TRUE;
  if (lost == NULL)
    return FALSE;
  if (small == NULL)
    ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return (tls_hangs || http_hangs) && !ifa_target_loses_most (target);
}

#define HIGH_LATENCY_MS 300

static gboolean
is_far (const IfaTarget *target, IfaFinding *finding)
{
  for (guint i = 0; i < target->tcp->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->tcp, i);
      if (check->outcome == IFA_OUTCOME_OK)
        ifa_finding_cite (finding, check);
    }
  return ifa_target_get_round_trip_us (target) > HIGH_LATENCY_MS * 1000;
}

static gboolean
high_latency (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  guint n_far = 0;

  if (!is_far (target, finding))
    return FALSE;
  ifa_finding_set_integer (finding, "milliseconds", ifa_target_get_round_trip_us (target) / 1000);
  for (guint i = 0; i < view->controls->len; i++)
    {
      const IfaTarget *control = g_ptr_array_index (view->controls, i);

      if (ifa_target_get_round_trip_us (control) == IFA_UNKNOWN_INTEGER)
        continue;
      if (!is_far (control, finding))
        return FALSE;
      n_far++;
    }
  return n_far > 0;
}

/* Below this a page of an invoice takes seconds. */
#define LOW_BYTES_PER_S (16 * 1024)

/* The first packet of a connection and its answer, headers included (RFC 791, RFC 9293). */
#define HANDSHAKE_PACKET_BYTES 60

/**
 * ifa_quality_hints_at_narrow_line:
 * @facts: what came of opening some connections at once
 *
 * Packets that leave together arrive one after the other, as far apart as the narrowest piece of
 * the way carries them (a packet train: Jain and Routhier 1986). A jumping delay does the same, so
 * it is only a hint; a lost packet doesn't.
 *
 * Returns: whether they arrived so far apart that the line carries next to nothing
 */
gboolean
ifa_quality_hints_at_narrow_line (const IfaQualityFacts *facts)
{
  gint64 n_more;

  if (facts->at_once == IFA_UNKNOWN_INTEGER || facts->n_sent == IFA_UNKNOWN_INTEGER
      || facts->n_lost == IFA_UNKNOWN_INTEGER || facts->min_us == IFA_UNKNOWN_INTEGER
      || facts->max_us == IFA_UNKNOWN_INTEGER)
    return FALSE;
  n_more = facts->n_sent - facts->n_lost - 1;
  return n_more >= 3
         && n_more * HANDSHAKE_PACKET_BYTES * G_USEC_PER_SEC
                < (facts->max_us - facts->min_us) * LOW_BYTES_PER_S / 2;
}

static const IfaCheck *
find_narrow_train (const IfaView *view)
{
  for (guint i = 0; i < view->endpoints->len; i++)
    {
      const IfaTarget *target = g_ptr_array_index (view->endpoints, i);

      for (guint q = 0; q < target->quality->len; q++)
        {
          const IfaCheck *check = g_ptr_array_index (target->quality, q);
          if (ifa_quality_hints_at_narrow_line (check->facts))
            return check;
        }
    }
  return NULL;
}

/* A handshake is a few thousand bytes, mostly certificates; on a narrow line they take longer than
 * its round trips. */
#define ROUND_TRIPS 3
#define SLOW_HANDSHAKE_MS 300

static gboolean
handshake_came_slowly (const IfaTarget *target, gint64 round_trip_us, IfaFinding *finding)
{
  const IfaCheck *tls = ifa_target_get_direct_tls (target);
  const IfaTlsFacts *facts = tls != NULL ? tls->facts : NULL;

  if (tls == NULL || (tls->outcome != IFA_OUTCOME_OK && tls->outcome != IFA_OUTCOME_TIMED_OUT)
      || facts->received_bytes == IFA_UNKNOWN_INTEGER || facts->received_bytes <= 0)
    return FALSE;
  ifa_finding_cite (finding, tls);
  return tls->duration_ms - ROUND_TRIPS * round_trip_us / 1000 > SLOW_HANDSHAKE_MS
         && facts->received_bytes * 1000 / MAX (1, tls->duration_ms) < LOW_BYTES_PER_S;
}

/* The service alone may be slow; a narrow line makes everybody's handshake slow. */
static gboolean
every_handshake_came_slowly (const IfaView *view,
                             const IfaTarget *target,
                             gint64 round_trip_us,
                             IfaFinding *finding)
{
  if (!handshake_came_slowly (target, round_trip_us, finding))
    return FALSE;
  for (guint i = 0; i < view->controls->len; i++)
    {
      const IfaTarget *control = g_ptr_array_index (view->controls, i);
      const IfaCheck *tls = ifa_target_get_direct_tls (control);

      if (tls != NULL && tls->outcome == IFA_OUTCOME_OK
          && !handshake_came_slowly (control, round_trip_us, finding))
        return FALSE;
    }
  return TRUE;
}

#define LONG_EXCHANGE_MS 3000

/* All that came, whatever it was, came too slowly, while packets queue up on the way. */
static gboolean
everything_came_slowly (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *http = ifa_target_get_http (target);
  const IfaHttpFacts *facts = http != NULL ? http->facts : NULL;
  const IfaCheck *train = find_narrow_train (view);
  gint64 taken_ms;

  if (facts == NULL || train == NULL || facts->total_ms == IFA_UNKNOWN_INTEGER
      || facts->connect_ms == IFA_UNKNOWN_INTEGER || facts->received_bytes == IFA_UNKNOWN_INTEGER
      || facts->received_bytes <= 0)
    return FALSE;
  taken_ms = facts->total_ms - facts->connect_ms;
  ifa_finding_cite (finding, train);
  ifa_finding_cite (finding, http);
  if (taken_ms <= LONG_EXCHANGE_MS || facts->received_bytes * 1000 / taken_ms >= LOW_BYTES_PER_S
      || !every_handshake_came_slowly (view, target, ((IfaQualityFacts *) train->facts)->min_us,
                                       finding))
    return FALSE;

  ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  if (http->outcome == IFA_OUTCOME_TIMED_OUT)
    finding->severity = IFA_SEVERITY_PROBLEM;
  return TRUE;
}

static gboolean
low_bandwidth (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *http = ifa_target_get_http (target);
  const IfaHttpFacts *facts = http != NULL ? http->facts : NULL;
  gint64 transfer_ms;

  if (everything_came_slowly (view, target, finding))
    return TRUE;
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
  { "high-latency", IFA_SCOPE_ENDPOINT, high_latency, NULL },
  { "low-bandwidth", IFA_SCOPE_ENDPOINT, low_bandwidth, NULL },
  { NULL },
};
