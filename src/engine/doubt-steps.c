/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The steps that a healthy run never takes: when something fails or takes suspiciously long, other
 * ways are tried beside it, to tell the causes apart. They begin while the first attempt is still
 * waiting, so that the verdict costs one deadline and not the sum of all. */

#include "group.h"
#include "distance-probe.h"
#include "hosts-probe.h"
#include "http-probe.h"
#include "mtu-probe.h"
#include "proxy-probe.h"
#include "quality-probe.h"
#include "tcp-probe.h"
#include "tls-probe.h"
#include "trace-probe.h"
#include "view.h"

#define SILENT_PORT_MS 500
#define SILENT_HANDSHAKE_MS 1500
#define SILENT_REQUEST_MS 3000

/* Every path carries this much (RFC 791 asks for 576 bytes, headers included). */
#define SMALL_SEGMENT_BYTES 512

#define MAX_OTHER_ADDRESSES 2

/* A handshake that takes this long on top of its two round trips has lost a packet, or the server
 * thinks hard; a second attempt of a packet comes after 200 ms at the earliest (Linux's
 * TCP_RTO_MIN) and then doubles. */
#define LOST_PACKET_MS 220

typedef void (*Watch) (IfaRun *run, IfaGroup *group, const char *address);

typedef struct
{
  IfaRun *run; /* owned */
  IfaGroup *group;
  char *address; /* (nullable) */
  Watch watch;
} Alarm;

static gboolean
alarm_cb (gpointer user_data)
{
  Alarm *alarm = user_data;

  if (!alarm->run->finished && !g_cancellable_is_cancelled (alarm->group->cancellable))
    alarm->watch (alarm->run, alarm->group, alarm->address);
  g_object_unref (alarm->run);
  g_free (alarm->address);
  g_free (alarm);
  return G_SOURCE_REMOVE;
}

static void
set_alarm (IfaRun *run, IfaGroup *group, const char *address, guint after_ms, Watch watch)
{
  Alarm *alarm = NULL;

  if (group->kind != IFA_GROUP_SERVICE)
    return;
  alarm = g_new0 (Alarm, 1);
  alarm->run = g_object_ref (run);
  alarm->group = group;
  alarm->address = g_strdup (address);
  alarm->watch = watch;
  g_timeout_add (after_ms, alarm_cb, alarm);
}

/* Beside a handshake; whoever waits as long as the handshake itself has waited knows enough. */
static void
launch_beside_handshake (IfaRun *run, IfaGroup *group, IfaCheck *check)
{
  ifa_run_launch (run, check, ifa_tls_probe_async, group->need, group->doubt_cancellable, NULL,
                  NULL);
}

static void
launch (IfaRun *run, IfaGroup *group, IfaCheck *check, IfaProbe probe)
{
  ifa_run_launch (run, check, probe, group->need, group->cancellable, NULL, NULL);
}

static void
measure_distance (IfaRun *run, IfaGroup *group, const char *address, gint64 port)
{
  IfaCheck *check = ifa_check_new (&ifa_distance_facts, group->role, group->id);
  IfaDistanceFacts *facts = check->facts;

  facts->host = g_strdup (group->host);
  facts->address = g_strdup (address);
  facts->port = port;
  launch (run, group, check, ifa_distance_probe_async);
}

static gboolean
is_refused (IfaRun *run, IfaGroup *group, const char *address)
{
  for (guint i = 0; i < ifa_evidence_get_n_checks (run->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (run->evidence, i);
      const IfaTcpFacts *facts = check->facts;

      if (check->type == &ifa_tcp_facts && facts->purpose == IFA_TCP_PURPOSE_SERVICE
          && facts->port == group->port && g_strcmp0 (facts->address, address) == 0
          && check->outcome == IFA_OUTCOME_REFUSED && facts->icmp_sender == NULL)
        return TRUE;
    }
  return FALSE;
}

/* One port refuses, another is open: does the same machine say both? */
static void
other_port_done (IfaRun *run, IfaCheck *check, gpointer user_data)
{
  IfaGroup *group = user_data;
  const IfaTcpFacts *facts = check->facts;

  if (group->distance_doubted || group->is_local || check->outcome != IFA_OUTCOME_OK
      || !is_refused (run, group, facts->address))
    return;
  group->distance_doubted = TRUE;
  measure_distance (run, group, facts->address, group->port);
  measure_distance (run, group, facts->address, facts->port);
}

/* Is the machine there at all? The ports that almost every server has. */
static void
try_other_ports (IfaRun *run, IfaGroup *group, const char *address)
{
  static const guint16 usual[] = { 443, 80 };

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (usual[i] != group->port)
      ifa_run_launch (run, ifa_group_new_tcp (group, address, usual[i], IFA_TCP_PURPOSE_OTHER_PORT),
                      ifa_tcp_probe_async, group->need, group->cancellable, other_port_done, group);
}

/* Where two networks are there at once, the kernel's choice may be the wrong one. */
static void
try_other_interfaces (IfaRun *run, IfaGroup *group, const char *address)
{
  g_auto (GStrv) interfaces = NULL;

  if (group->is_local)
    return;
  interfaces = ifa_run_list_other_interfaces (run, address);
  for (guint i = 0; interfaces[i] != NULL; i++)
    {
      IfaCheck *attempt
          = ifa_group_new_tcp (group, address, group->port, IFA_TCP_PURPOSE_OTHER_INTERFACE);

      ((IfaTcpFacts *) attempt->facts)->interface = g_strdup (interfaces[i]);
      launch (run, group, attempt, ifa_tcp_probe_async);
    }
}

static void
trace (IfaRun *run, IfaGroup *group, const char *address)
{
  IfaCheck *check = ifa_check_new (&ifa_trace_facts, group->role, group->id);
  IfaTraceFacts *facts = check->facts;

  facts->address = g_strdup (address);
  facts->port = group->port;
  launch (run, group, check, ifa_trace_probe_async);
}

/* Some networks let only a proxy out, and say so. */
static void
look_for_offered_proxy (IfaRun *run, IfaGroup *group)
{
  IfaCheck *check = NULL;
  IfaProxyFacts *facts = NULL;

  if (group->proxy != NULL)
    return;
  check = ifa_check_new (&ifa_proxy_facts, group->role, group->id);
  facts = check->facts;
  facts->url = g_strdup (group->url);
  facts->look_for_script = IFA_TRI_YES;
  launch (run, group, check, ifa_proxy_probe_async);
}

static void
try_other_address (IfaRun *run, IfaGroup *group, const char *address)
{
  IfaCheck *tls = NULL;
  IfaTlsFacts *facts = NULL;

  if (!group->uses_tls || group->n_others_tried >= MAX_OTHER_ADDRESSES)
    return;
  group->n_others_tried++;

  tls = ifa_group_new_tls (group);
  facts = tls->facts;
  g_free (facts->address);
  facts->address = g_strdup (address);
  facts->is_other_address = IFA_TRI_YES;
  launch (run, group, tls, ifa_tls_probe_async);
}

/* Does the name lead to the wrong machine? */
static void
doubt_identity (IfaRun *run, IfaGroup *group)
{
  IfaCheck *hosts = NULL;

  if (group->identity_doubted || group->kind != IFA_GROUP_SERVICE
      || g_hostname_is_ip_address (group->host))
    return;
  group->identity_doubted = TRUE;

  hosts = ifa_check_new (&ifa_hosts_facts, group->role, group->id);
  ((IfaHostsFacts *) hosts->facts)->name = g_strdup (group->host);
  launch (run, group, hosts, ifa_hosts_probe_async);
  for (guint i = 0; i < group->other_addresses->len; i++)
    try_other_address (run, group, g_ptr_array_index (group->other_addresses, i));
}

/**
 * ifa_group_see_other_address:
 * @run: a run
 * @group: a group
 * @address: a name server gave it, and the system did not
 *
 * Tried only where the machine that the system's answer leads to is in doubt.
 */
void
ifa_group_see_other_address (IfaRun *run, IfaGroup *group, const char *address)
{
  if (group->identity_doubted)
    try_other_address (run, group, address);
}

/**
 * ifa_group_doubt_connection:
 * @run: a run
 * @group: a group that isn't connected
 * @address: an address that failed, or is silent
 *
 * Tries other ports, other interfaces and the path, once a group.
 */
void
ifa_group_doubt_connection (IfaRun *run, IfaGroup *group, const char *address)
{
  if (group->connection_doubted || group->kind != IFA_GROUP_SERVICE)
    return;
  group->connection_doubted = TRUE;

  try_other_ports (run, group, address);
  try_other_interfaces (run, group, address);
  if (!group->is_local)
    {
      trace (run, group, address);
      look_for_offered_proxy (run, group);
    }
  doubt_identity (run, group);
}

/* Some filters look at the name in the handshake; one that no filter knows tells them apart. The
 * name stands in no list and leads nowhere (RFC 2606). */
#define UNKNOWN_NAME "www.example"

static void
try_other_name (IfaRun *run, IfaGroup *group)
{
  IfaCheck *check = ifa_group_new_tls (group);
  IfaTlsFacts *facts = check->facts;

  g_free (facts->host);
  facts->host = g_strdup (UNKNOWN_NAME);
  facts->is_other_name = IFA_TRI_YES;
  launch_beside_handshake (run, group, check);
}

static void
try_small_packets (IfaRun *run, IfaGroup *group)
{
  IfaCheck *check = ifa_group_new_tls (group);

  ((IfaTlsFacts *) check->facts)->max_segment_bytes = SMALL_SEGMENT_BYTES;
  launch_beside_handshake (run, group, check);
}

static void
try_full_packets (IfaRun *run, IfaGroup *group)
{
  IfaCheck *check = NULL;
  IfaMtuFacts *facts = NULL;

  if (group->passage_doubted || group->addresses->len == 0)
    return;
  group->passage_doubted = TRUE;

  check = ifa_check_new (&ifa_mtu_facts, group->role, group->id);
  facts = check->facts;
  facts->host = g_strdup (group->host);
  facts->address = g_strdup (g_ptr_array_index (group->addresses, 0));
  facts->port = group->port;
  launch (run, group, check, ifa_mtu_probe_async);
}

static void
doubt_handshake (IfaRun *run, IfaGroup *group, gboolean is_silence)
{
  if (group->handshake_doubted || group->kind != IFA_GROUP_SERVICE)
    return;
  group->handshake_doubted = TRUE;

  try_other_name (run, group);
  if (is_silence)
    {
      try_small_packets (run, group);
      try_full_packets (run, group);
    }
  doubt_identity (run, group);
}

/* Whether a check of this kind is still under way for the group's first endpoint. */
static gboolean
is_waiting_for (IfaRun *run, IfaGroup *group, const IfaFactsType *type)
{
  for (guint i = 0; i < ifa_evidence_get_n_checks (run->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (run->evidence, i);

      if (check->type == type && g_strcmp0 (check->endpoint, group->id) == 0)
        return check->outcome == IFA_OUTCOME_NOT_TESTED && check->reason == NULL;
    }
  return FALSE;
}

/* Whether some unrelated host has come through its handshake on the same line. */
static gboolean
others_have_shaken_hands (IfaRun *run)
{
  for (guint i = 0; i < ifa_evidence_get_n_checks (run->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (run->evidence, i);

      if (check->type == &ifa_tls_facts && check->role == IFA_ROLE_CONTROL
          && check->outcome == IFA_OUTCOME_OK)
        return TRUE;
    }
  return FALSE;
}

static void
handshake_is_silent (IfaRun *run, IfaGroup *group, const char *address)
{
  if (!is_waiting_for (run, group, &ifa_tls_facts))
    return;
  if (run->line_is_narrow && !others_have_shaken_hands (run))
    set_alarm (run, group, NULL, SILENT_HANDSHAKE_MS, handshake_is_silent);
  else
    doubt_handshake (run, group, TRUE);
}

void
ifa_group_watch_handshake (IfaRun *run, IfaGroup *group)
{
  set_alarm (run, group, NULL, SILENT_HANDSHAKE_MS, handshake_is_silent);
}

/**
 * ifa_group_see_handshake:
 * @run: a run
 * @group: a group
 * @tls: its handshake, which has ended
 *
 * Looks closer where it was broken off, or showed another identity.
 */
void
ifa_group_see_handshake (IfaRun *run, IfaGroup *group, const IfaCheck *tls)
{
  const IfaTlsFacts *facts = tls->facts;

  switch (tls->outcome)
    {
    case IFA_OUTCOME_RESET:
    case IFA_OUTCOME_CLOSED:
      doubt_handshake (run, group, FALSE);
      break;
    case IFA_OUTCOME_TIMED_OUT:
      if (tls->duration_ms >= 4 * SILENT_HANDSHAKE_MS)
        g_cancellable_cancel (group->doubt_cancellable);
      if (!run->line_is_narrow || facts->received_bytes <= 0)
        doubt_handshake (run, group, TRUE);
      break;
    case IFA_OUTCOME_NOT_TESTED:
      break;
    default:
      if (facts->name_matches != IFA_TRI_YES || facts->trust != IFA_TLS_TRUST_TRUSTED)
        doubt_identity (run, group);
    }
  ifa_group_see_timing (run, group, tls);
}

static void
request_is_silent (IfaRun *run, IfaGroup *group, const char *address)
{
  if (is_waiting_for (run, group, &ifa_http_facts) && !run->line_is_narrow)
    try_full_packets (run, group);
}

void
ifa_group_watch_request (IfaRun *run, IfaGroup *group)
{
  set_alarm (run, group, NULL, SILENT_REQUEST_MS, request_is_silent);
}

#define MAX_REPETITIONS 2

static gboolean
answer_may_differ_next_time (const IfaCheck *http)
{
  const IfaHttpFacts *facts = http->facts;

  switch (http->outcome)
    {
    case IFA_OUTCOME_RESET:
    case IFA_OUTCOME_CLOSED:
    case IFA_OUTCOME_TRUNCATED:
      return TRUE;
    case IFA_OUTCOME_TIMED_OUT:
      return ifa_http_never_connected (http);
    default:
      /* Who is asked to wait (Retry-After) waits. */
      return facts->status >= 500 && facts->status != 501
             && facts->retry_after_s == IFA_UNKNOWN_INTEGER;
    }
}

/**
 * ifa_group_see_answer:
 * @run: a run
 * @group: a group
 * @http: a request of it, which has ended
 *
 * Asks the same again, twice at most, where the answer may be a matter of luck.
 */
void
ifa_group_see_answer (IfaRun *run, IfaGroup *group, const IfaCheck *http)
{
  const IfaEndpoint *endpoint = ifa_profile_find_endpoint (run->profile, http->endpoint);
  const IfaHttpFacts *facts = http->facts;
  IfaCheck *check = NULL;

  if (group->kind != IFA_GROUP_SERVICE || group->n_repetitions >= MAX_REPETITIONS
      || endpoint == NULL || facts->proxy != NULL || !answer_may_differ_next_time (http))
    return;
  group->n_repetitions++;

  check = ifa_group_new_http (group, endpoint);
  ((IfaHttpFacts *) check->facts)->is_repetition = IFA_TRI_YES;
  ifa_run_launch (run, check, ifa_http_probe_async, group->need, group->http_cancellable,
                  ifa_run_http_done, group);
}

static gint64
round_trip_ms (IfaRun *run, const IfaGroup *group)
{
  for (guint i = 0; i < ifa_evidence_get_n_checks (run->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (run->evidence, i);
      const IfaTcpFacts *facts = check->facts;

      if (check->type == &ifa_tcp_facts && check->outcome == IFA_OUTCOME_OK
          && g_strcmp0 (check->endpoint, group->id) == 0 && facts->rtt_us != IFA_UNKNOWN_INTEGER)
        return facts->rtt_us / 1000;
    }
  return 0;
}

#define SLOW_LOOK_UP_MS 400
#define QUICK_LOOK_UP_MS 200
#define MANY_ENDPOINTS 8

/* One question about the name was answered quickly and another one slowly: a packet of that one was
 * lost. Where all are slow, the name servers are. */
static gboolean
one_look_up_was_slow (IfaRun *run)
{
  gboolean quick = FALSE;
  gboolean slow = FALSE;

  for (guint i = 0; i < ifa_evidence_get_n_checks (run->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (run->evidence, i);

      if (check->type != &ifa_dns_facts || check->outcome != IFA_OUTCOME_OK)
        continue;
      quick = quick || check->duration_ms < QUICK_LOOK_UP_MS;
      slow = slow || check->duration_ms > SLOW_LOOK_UP_MS;
    }
  return quick && slow;
}

static gint64
known (gint64 value)
{
  return value != IFA_UNKNOWN_INTEGER ? value : 0;
}

static gboolean
hints_at_loss (IfaRun *run, const IfaGroup *group, const IfaCheck *check)
{
  gint64 limit_ms = LOST_PACKET_MS + 4 * round_trip_ms (run, group);

  if (check->outcome != IFA_OUTCOME_OK)
    return FALSE;
  if (check->type == &ifa_tcp_facts)
    return known (((IfaTcpFacts *) check->facts)->retransmits) > 0 || one_look_up_was_slow (run);
  if (check->type == &ifa_http_facts)
    {
      const IfaHttpFacts *facts = check->facts;

      /* Many requests at once keep a server busy by themselves. */
      if (group->endpoints->len > MANY_ENDPOINTS)
        return FALSE;
      return MAX (known (facts->connect_ms), known (facts->tls_ms)) > limit_ms;
    }
  return check->duration_ms > limit_ms;
}

static IfaCheck *
quality_check_new (const IfaGroup *group)
{
  IfaCheck *check = ifa_check_new (&ifa_quality_facts, group->role, group->id);
  IfaQualityFacts *facts = check->facts;

  facts->host = g_strdup (group->host);
  facts->address = g_strdup (g_ptr_array_index (group->addresses, 0));
  facts->port = group->port;
  return check;
}

static void
measure_quality (IfaRun *run, IfaGroup *group)
{
  if (group->quality_measured)
    return;
  group->quality_measured = TRUE;
  launch (run, group, quality_check_new (group), ifa_quality_probe_async);
}

/* About as many connections as a browser opens to one page. */
#define SHORT_LOOK 12
#define SECOND_LOOK 24

static void doubt_quality (IfaRun *run, IfaGroup *group);

static void
short_look_done (IfaRun *run, IfaCheck *check, gpointer user_data)
{
  const IfaQualityFacts *facts = check->facts;

  run->is_looking_at_line = FALSE;
  run->line_is_narrow = run->line_is_narrow || ifa_quality_hints_at_narrow_line (facts);
  if (check->outcome == IFA_OUTCOME_OK && facts->n_lost > 0)
    measure_quality (run, user_data);
  for (guint i = 0; i < run->groups->len; i++)
    {
      IfaGroup *group = g_ptr_array_index (run->groups, i);
      if (group->quality_doubted)
        doubt_quality (run, group);
    }
}

static void
begin_short_look (IfaRun *run, IfaGroup *group, guint at_once)
{
  IfaCheck *check = quality_check_new (group);
  IfaQualityFacts *facts = check->facts;

  facts->at_once = at_once;
  if (group->connected)
    facts->patience_ms = LOST_PACKET_MS + 4 * round_trip_ms (run, group);
  run->is_looking_at_line = TRUE;
  ifa_run_launch (run, check, ifa_quality_probe_async, group->need, group->cancellable,
                  short_look_done, group);
}

/* Something took as long as if a packet had been lost; a busy computer does that, too, and a second
 * short look tells. A hundred exchanges would be what jams a narrow line. */
static void
doubt_quality (IfaRun *run, IfaGroup *group)
{
  group->quality_doubted = TRUE;
  if (run->is_looking_at_line || run->line_is_narrow || group->looked_again
      || group->quality_measured)
    return;
  group->looked_again = TRUE;
  begin_short_look (run, group, SECOND_LOOK);
}

/**
 * ifa_group_look_at_line:
 * @run: a run
 * @group: a group that has just connected, or is silent
 *
 * A bad line may carry one request without a hitch; a dozen connections at once cost one round trip
 * and show most of what is worth a longer look.
 */
void
ifa_group_look_at_line (IfaRun *run, IfaGroup *group)
{
  if (group->kind != IFA_GROUP_SERVICE || group->is_local || run->line_was_looked_at)
    return;
  run->line_was_looked_at = TRUE;
  group->quality_doubted = run->line_is_suspect;
  begin_short_look (run, group, SHORT_LOOK);
}

/**
 * ifa_group_see_timing:
 * @run: a run
 * @group: a group
 * @check: a connection or handshake that has ended
 *
 * Where a packet was lost, or something that needs few packets took as long as if one were, the
 * line's quality is measured, once a group.
 */
void
ifa_group_see_timing (IfaRun *run, IfaGroup *group, const IfaCheck *check)
{
  if (group->kind != IFA_GROUP_SERVICE || group->is_local || group->addresses->len == 0
      || !hints_at_loss (run, group, check))
    return;
  doubt_quality (run, group);
}

/* One connection may be silent by bad luck; a dozen that are silent are no luck. */
static void
connection_is_silent (IfaRun *run, IfaGroup *group, const char *address)
{
  if (group->connected || group->n_connecting == 0)
    return;
  ifa_group_doubt_connection (run, group, address);
  ifa_group_look_at_line (run, group);
}

void
ifa_group_watch_connection (IfaRun *run, IfaGroup *group, const char *address)
{
  set_alarm (run, group, address, SILENT_PORT_MS, connection_is_silent);
}
