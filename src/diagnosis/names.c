/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Rules about finding the service's address by its name. */

#include "rule.h"

#include <string.h>

#define DEAD_NETWORK \
  "no-network-link no-ip-address no-default-route gateway-unreachable internet-unreachable"

/* How many look-ups of one name at name servers (not by the system) ended in which way. */
typedef struct
{
  guint n_asked;
  guint n_ok;
  guint n_silent; /* nobody answered: time-out, refused port, unreachable */
  guint n_refused;
  guint n_failing;
  guint n_no_such_name;
} Tally;

static Tally
tally (const IfaTarget *target)
{
  Tally result = { 0 };

  for (guint i = 0; i < target->dns->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->dns, i);

      if (((IfaDnsFacts *) check->facts)->via != IFA_DNS_VIA_SERVER
          || check->outcome == IFA_OUTCOME_NOT_TESTED
          || check->outcome == IFA_OUTCOME_NOT_AVAILABLE)
        continue;

      result.n_asked++;
      result.n_ok += check->outcome == IFA_OUTCOME_OK;
      result.n_refused += check->outcome == IFA_OUTCOME_QUERY_REFUSED;
      result.n_failing
          += check->outcome == IFA_OUTCOME_SERVER_FAILED || check->outcome == IFA_OUTCOME_MALFORMED;
      result.n_no_such_name += check->outcome == IFA_OUTCOME_NAME_NOT_FOUND
                               || check->outcome == IFA_OUTCOME_NO_ADDRESS;
      result.n_silent += check->outcome == IFA_OUTCOME_TIMED_OUT
                         || check->outcome == IFA_OUTCOME_REFUSED
                         || check->outcome == IFA_OUTCOME_PROHIBITED
                         || check->outcome == IFA_OUTCOME_HOST_UNREACHABLE
                         || check->outcome == IFA_OUTCOME_NETWORK_UNREACHABLE;
    }
  return result;
}

static gboolean
is_unresolved (const IfaTarget *target)
{
  return ifa_target_was_looked_up (target) && !ifa_target_is_resolved (target);
}

static void
describe (const IfaTarget *target, IfaFinding *finding)
{
  ifa_finding_cite_all (finding, target->dns);
  ifa_finding_set (finding, "host", target->host);
  for (guint i = 0; i < target->dns->len; i++)
    {
      const IfaDnsFacts *facts = ((IfaCheck *) g_ptr_array_index (target->dns, i))->facts;
      if (facts->server != NULL && !g_hash_table_contains (finding->parameters, "server"))
        ifa_finding_set (finding, "server", facts->server);
    }
}

static gboolean
dns_server_unreachable (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  Tally answers = tally (target);

  if (!is_unresolved (target) || answers.n_asked == 0 || answers.n_silent < answers.n_asked)
    return FALSE;

  describe (target, finding);
  ifa_finding_cite_all (finding, view->server_tcp);
  /* That packets get out at all is what tells this from a dead line. */
  if (ifa_view_heard_from_beyond (view) == NULL)
    ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return TRUE;
}

static gboolean
dns_server_refuses (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  Tally answers = tally (target);

  if (!is_unresolved (target) || answers.n_refused == 0 || answers.n_no_such_name > 0
      || answers.n_failing > 0)
    return FALSE;

  describe (target, finding);
  if (answers.n_refused < answers.n_asked)
    ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return TRUE;
}

static gboolean
dns_server_failing (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  Tally answers = tally (target);
  gboolean tried;

  if (!is_unresolved (target) || answers.n_failing == 0 || answers.n_no_such_name > 0
      || ifa_view_controls_resolve (view, &tried))
    return FALSE;

  describe (target, finding);
  if (!tried || answers.n_failing + answers.n_refused < answers.n_asked)
    ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return TRUE;
}

/* The name servers can't find out about this one name, while they know others: whoever keeps the
 * service's entry in the directory of names has the fault (a dead or badly signed zone). */
static gboolean
dns_zone_failing (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  Tally answers = tally (target);
  gboolean tried;

  if (!is_unresolved (target) || answers.n_failing == 0 || answers.n_no_such_name > 0
      || !ifa_view_controls_resolve (view, &tried))
    return FALSE;

  describe (target, finding);
  ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return TRUE;
}

static gboolean
dns_name_not_found (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  Tally answers = tally (target);
  gboolean tried;

  if (!is_unresolved (target) || answers.n_ok > 0)
    return FALSE;
  if (answers.n_no_such_name == 0)
    {
      /* Where no server could be asked on its own, the system's word must do. */
      const IfaCheck *system = target->dns->len > 0 ? g_ptr_array_index (target->dns, 0) : NULL;
      if (answers.n_asked > 0 || system == NULL || system->outcome != IFA_OUTCOME_NAME_NOT_FOUND)
        return FALSE;
      ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
    }

  describe (target, finding);
  if (!ifa_view_controls_resolve (view, &tried))
    ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return TRUE;
}

#define SLOW_MS 200
#define GIVES_UP_MS 5000

/* The time that the name server itself took: on a long line every answer takes the line's round
 * trip, and that is not the name server's doing. */
static gint64
fastest_round_trip_ms (const IfaView *view)
{
  const GPtrArray *lists[] = { view->endpoints, view->controls };
  gint64 fastest_ms = G_MAXINT64;

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      {
        const IfaTarget *target = g_ptr_array_index (lists[l], i);
        const IfaCheck *tcp = ifa_target_find_tcp (target, IFA_OUTCOME_OK);
        if (tcp != NULL)
          fastest_ms = MIN (fastest_ms, tcp->duration_ms);
      }
  return fastest_ms == G_MAXINT64 ? 0 : fastest_ms;
}

/* The quickest of all answers decides: one lost packet makes one look-up slow, not all. */
static gboolean
quickest_answer (const IfaView *view, IfaFinding *finding, gint64 *quickest_ms)
{
  guint n_answers = 0;

  *quickest_ms = G_MAXINT64;
  for (guint i = 0; i < ifa_evidence_get_n_checks (view->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (view->evidence, i);

      if (check->type != &ifa_dns_facts || check->outcome != IFA_OUTCOME_OK)
        continue;
      n_answers++;
      *quickest_ms = MIN (*quickest_ms, check->duration_ms);
      ifa_finding_cite (finding, check);
    }
  return n_answers >= 2;
}

static gboolean
dns_slow (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  gint64 quickest_ms;

  if (!quickest_answer (view, finding, &quickest_ms)
      || quickest_ms - fastest_round_trip_ms (view) <= SLOW_MS)
    return FALSE;

  if (quickest_ms >= GIVES_UP_MS)
    finding->severity = IFA_SEVERITY_PROBLEM;
  ifa_finding_set_integer (finding, "milliseconds", quickest_ms);
  return TRUE;
}

const IfaRule ifa_name_rules[] = {
  { "dns-server-unreachable", IFA_SCOPE_ENDPOINT, dns_server_unreachable, DEAD_NETWORK },
  { "dns-server-refuses", IFA_SCOPE_ENDPOINT, dns_server_refuses, DEAD_NETWORK },
  { "dns-server-failing", IFA_SCOPE_ENDPOINT, dns_server_failing, DEAD_NETWORK },
  { "dns-slow", IFA_SCOPE_NETWORK, dns_slow, NULL },
  { "dns-name-not-found", IFA_SCOPE_ENDPOINT, dns_name_not_found, DEAD_NETWORK },
  { "dns-zone-failing", IFA_SCOPE_ENDPOINT, dns_zone_failing, DEAD_NETWORK },
  { NULL },
};
