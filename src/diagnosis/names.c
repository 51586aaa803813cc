/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Rules about finding the service's address by its name. */

#include "rule.h"

#include <gio/gio.h>
#include <string.h>

#define DEAD_NETWORK \
  "no-network-link no-ip-address no-default-route address-conflict gateway-unreachable internet-unreachable " \
  "wrong-ip-settings wrong-network-preferred vpn-blackhole local-firewall-blocks " \
  "dns-not-configured dns-tcp-blocked captive-portal proxy-unreachable proxy-auth-required " \
  "proxy-refuses proxy-required"

/* How many look-ups of one name at name servers (not by the system) ended in which way. */
typedef struct
{
  guint n_asked;
  guint n_ok;
  guint n_silent; /* nobody answered: time-out, refused port, unreachable, or only rubbish came */
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
      result.n_failing += check->outcome == IFA_OUTCOME_SERVER_FAILED;
      result.n_no_such_name += check->outcome == IFA_OUTCOME_NAME_NOT_FOUND
                               || check->outcome == IFA_OUTCOME_NO_ADDRESS;
      result.n_silent
          += check->outcome == IFA_OUTCOME_TIMED_OUT || check->outcome == IFA_OUTCOME_MALFORMED
             || check->outcome == IFA_OUTCOME_REFUSED || check->outcome == IFA_OUTCOME_PROHIBITED
             || check->outcome == IFA_OUTCOME_HOST_UNREACHABLE
             || check->outcome == IFA_OUTCOME_NETWORK_UNREACHABLE;
    }
  return result;
}

static gboolean
is_unresolved (const IfaTarget *target)
{
  /* Through a proxy, names are the proxy's business. */
  return ifa_target_was_looked_up (target) && !ifa_target_is_resolved (target)
         && !ifa_target_is_connected (target);
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

/* A name server whose port is open and that says nothing waits for others itself: then the line is
 * the likelier cause. One that answers "no" has an opinion of its own. */
static void
lower_where_the_line_may_be_dead (const IfaView *view, IfaFinding *finding)
{
  if (!ifa_view_servers_are_at_a_loss (view))
    return;
  ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  if (!g_str_equal (finding->cause->id, "dns-server-unreachable"))
    return;
  for (guint i = 0; i < view->server_tcp->len; i++)
    if (((IfaCheck *) g_ptr_array_index (view->server_tcp, i))->outcome == IFA_OUTCOME_OK)
      ifa_finding_lower (finding, IFA_CERTAINTY_POSSIBLE);
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
  lower_where_the_line_may_be_dead (view, finding);
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
  lower_where_the_line_may_be_dead (view, finding);
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
  lower_where_the_line_may_be_dead (view, finding);
  return TRUE;
}

/* Whether a server that was asked for this name in vain gave another name's address. */
static gboolean
same_server_answers_others (const IfaView *view, const IfaTarget *target)
{
  for (guint i = 0; i < ifa_evidence_get_n_checks (view->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (view->evidence, i);
      const IfaDnsFacts *facts = check->facts;

      if (check->type != &ifa_dns_facts || check->outcome != IFA_OUTCOME_OK
          || facts->via != IFA_DNS_VIA_SERVER)
        continue;
      for (guint d = 0; d < target->dns->len; d++)
        if (g_strcmp0 (
                ((IfaDnsFacts *) ((IfaCheck *) g_ptr_array_index (target->dns, d))->facts)->server,
                facts->server)
            == 0)
          return TRUE;
    }
  return FALSE;
}

/* The name servers can't find out about this one name, while they know others: whoever keeps the
 * service's entry in the directory of names has the fault (a dead or badly signed zone). Some say
 * so, and some wait for the zone's own servers longer than we do. */
static gboolean
dns_zone_failing (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  Tally answers = tally (target);
  gboolean is_silent = answers.n_asked > 0 && answers.n_silent == answers.n_asked
                       && same_server_answers_others (view, target);
  gboolean tried;

  if (!is_unresolved (target) || (answers.n_failing == 0 && !is_silent)
      || answers.n_no_such_name > 0 || !ifa_view_controls_resolve (view, &tried))
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

static gboolean
answer_is_block (const IfaTarget *target, IfaFinding *finding)
{
  for (guint i = 0; i < target->dns->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->dns, i);

      if (check->outcome == IFA_OUTCOME_OK
          && ((IfaDnsFacts *) check->facts)->answer_is_block == IFA_TRI_YES)
        {
          ifa_finding_cite (finding, check);
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
dns_filtered (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  gboolean tried;

  if (ifa_target_is_fine (target) || !answer_is_block (target, finding))
    return FALSE;
  for (guint i = 0; i < view->controls->len; i++)
    if (answer_is_block (g_ptr_array_index (view->controls, i), finding))
      return FALSE;

  describe (target, finding);
  if (!ifa_view_controls_resolve (view, &tried))
    ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return TRUE;
}

static gboolean
dns_tcp_blocked (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  if (!is_unresolved (target))
    return FALSE;
  for (guint i = 0; i < target->dns->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->dns, i);
      const IfaDnsFacts *facts = check->facts;

      if (facts->truncated != IFA_TRI_YES || facts->tcp_outcome == NULL
          || g_str_equal (facts->tcp_outcome, "ok"))
        continue;
      describe (target, finding);
      ifa_finding_set (finding, "server", facts->server);
      return TRUE;
    }
  return FALSE;
}

static gboolean
is_silent (const IfaCheck *check)
{
  return check->outcome == IFA_OUTCOME_TIMED_OUT || check->outcome == IFA_OUTCOME_REFUSED
         || check->outcome == IFA_OUTCOME_HOST_UNREACHABLE
         || check->outcome == IFA_OUTCOME_PROHIBITED || check->outcome == IFA_OUTCOME_MALFORMED;
}

static gboolean
dns_first_server_dead (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  gboolean first_is_dead = FALSE;
  gboolean another_answers = FALSE;

  for (guint i = 0; i < target->dns->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->dns, i);
      const IfaDnsFacts *facts = check->facts;

      if (facts->via != IFA_DNS_VIA_SERVER)
        continue;
      if (facts->server_position == 1 && is_silent (check))
        {
          first_is_dead = TRUE;
          ifa_finding_set (finding, "server", facts->server);
          ifa_finding_cite (finding, check);
        }
      if (facts->server_position > 1 && check->outcome == IFA_OUTCOME_OK)
        {
          another_answers = TRUE;
          ifa_finding_cite (finding, check);
        }
    }
  return first_is_dead && another_answers;
}

static gboolean
has_address (const IfaCheck *dns, const char *address)
{
  const IfaDnsFacts *facts = dns->facts;

  return facts->addresses != NULL
         && g_strv_contains ((const char *const *) facts->addresses, address);
}

static const IfaCheck *
system_answer (const IfaTarget *target)
{
  for (guint i = 0; i < target->dns->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->dns, i);
      if (((IfaDnsFacts *) check->facts)->via == IFA_DNS_VIA_SYSTEM
          && check->outcome == IFA_OUTCOME_OK)
        return check;
    }
  return NULL;
}

/* A handshake that proves the service's identity at an address that the system didn't give: the
 * best test behind a name with many addresses (see OONI's web connectivity). */
static const IfaCheck *
proven_elsewhere (const IfaTarget *target)
{
  for (guint i = 0; i < target->tls->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->tls, i);
      const IfaTlsFacts *facts = check->facts;

      if (facts->is_other_address == IFA_TRI_YES && check->outcome == IFA_OUTCOME_OK
          && facts->name_matches == IFA_TRI_YES && facts->trust == IFA_TLS_TRUST_TRUSTED)
        return check;
    }
  return NULL;
}

static gboolean
lies_in_range (const char *address, const char *range)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  g_autoptr (GInetAddressMask) mask = g_inet_address_mask_new_from_string (range, NULL);

  return inet != NULL && mask != NULL
         && g_inet_address_get_family (inet) == g_inet_address_mask_get_family (mask)
         && g_inet_address_mask_matches (mask, inet);
}

static gboolean
is_expected (const IfaTarget *target, const char *address)
{
  char **ranges = target->facts->expected_addresses;

  for (guint i = 0; ranges[i] != NULL; i++)
    if (lies_in_range (address, ranges[i]))
      return TRUE;
  return FALSE;
}

/* The profile says which addresses are the service's, and none of the system's is. */
static gboolean
contradicts_profile (const IfaTarget *target, const IfaCheck *system)
{
  const IfaDnsFacts *facts = system->facts;

  if (target->facts == NULL || target->facts->expected_addresses == NULL
      || target->facts->expected_addresses[0] == NULL || facts->addresses == NULL)
    return FALSE;
  for (guint i = 0; facts->addresses[i] != NULL; i++)
    if (is_expected (target, facts->addresses[i]))
      return FALSE;
  return TRUE;
}

static const IfaCheck *
hosts_entry (const IfaTarget *target)
{
  for (guint i = 0; i < target->hosts->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->hosts, i);
      const IfaHostsFacts *facts = check->facts;
      if (check->outcome == IFA_OUTCOME_OK && facts->addresses != NULL
          && facts->addresses[0] != NULL)
        return check;
    }
  return NULL;
}

/* A name server that answers, and gives none of the addresses of the hosts file. */
static const IfaCheck *
server_that_contradicts (const IfaTarget *target, const IfaHostsFacts *hosts)
{
  for (guint i = 0; i < target->dns->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->dns, i);
      gboolean agrees = FALSE;

      if (((IfaDnsFacts *) check->facts)->via != IFA_DNS_VIA_SERVER
          || check->outcome != IFA_OUTCOME_OK)
        continue;
      for (guint a = 0; hosts->addresses[a] != NULL; a++)
        agrees = agrees || has_address (check, hosts->addresses[a]);
      if (!agrees)
        return check;
    }
  return NULL;
}

static gboolean
hosts_file_override (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *entry = hosts_entry (target);
  const IfaCheck *server = entry != NULL ? server_that_contradicts (target, entry->facts) : NULL;

  if (entry == NULL || server == NULL || ifa_target_is_fine (target))
    return FALSE;

  ifa_finding_cite (finding, entry);
  ifa_finding_cite (finding, server);
  ifa_finding_cite (finding, proven_elsewhere (target));
  ifa_finding_set (finding, "address", ((IfaHostsFacts *) entry->facts)->addresses[0]);
  if (proven_elsewhere (target) == NULL)
    ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);

  /* The service answers there, only badly: then the entry is not what is wrong. */
  return !ifa_target_proves_identity (target);
}

/* The system got a "no such name", and another server knows the name: the first one that answered
 * is wrong about it. */
static gboolean
system_was_told_no (const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *denied = NULL;
  const IfaCheck *known = NULL;

  for (guint i = 0; i < target->dns->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->dns, i);
      gboolean by_system = ((IfaDnsFacts *) check->facts)->via == IFA_DNS_VIA_SYSTEM;

      if (by_system
          && (check->outcome == IFA_OUTCOME_NAME_NOT_FOUND
              || check->outcome == IFA_OUTCOME_NO_ADDRESS))
        denied = check;
      if (!by_system && check->outcome == IFA_OUTCOME_OK)
        known = check;
    }
  ifa_finding_cite (finding, denied);
  ifa_finding_cite (finding, known);
  return denied != NULL && known != NULL && ifa_target_is_hidden_from_programs (target);
}

static gboolean
dns_wrong_answer (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *system = system_answer (target);
  const IfaCheck *elsewhere = proven_elsewhere (target);
  const IfaDnsFacts *facts = system != NULL ? system->facts : NULL;

  if (system_was_told_no (target, finding))
    {
      describe (target, finding);
      return TRUE;
    }
  if (system == NULL || ifa_target_is_fine (target) || ifa_target_proves_identity (target))
    return FALSE;

  ifa_finding_cite (finding, system);
  ifa_finding_cite (finding, elsewhere);
  if (facts->addresses != NULL)
    ifa_finding_set (finding, "address", facts->addresses[0]);
  describe (target, finding);
  return elsewhere != NULL || contradicts_profile (target, system);
}

#define SLOW_MS 200
#define GIVES_UP_MS 5000

/* On a long line every answer takes the line's round trip, or two where the office's name server
 * asks another one: that is not the name server's doing. */
#define ROUND_TRIPS 2

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

/* A name server answers when it is asked directly, and none of the system's own look-ups comes to
 * an end before programs give up. */
static gboolean
system_gives_up_on (const IfaTarget *target)
{
  gboolean gives_up = FALSE;

  for (guint i = 0; i < target->dns->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->dns, i);

      if (((IfaDnsFacts *) check->facts)->via == IFA_DNS_VIA_SYSTEM)
        gives_up = gives_up || check->outcome == IFA_OUTCOME_TIMED_OUT
                   || check->outcome == IFA_OUTCOME_SERVER_FAILED;
    }
  return gives_up && ifa_target_is_resolved (target) && ifa_target_is_hidden_from_programs (target);
}

static gboolean
system_gives_up (const IfaView *view, IfaFinding *finding)
{
  for (guint i = 0; i < view->endpoints->len; i++)
    {
      const IfaTarget *target = g_ptr_array_index (view->endpoints, i);

      if (!system_gives_up_on (target))
        continue;
      ifa_finding_cite_all (finding, target->dns);
      return TRUE;
    }
  return FALSE;
}

static gboolean
dns_slow (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  gint64 quickest_ms;

  if (system_gives_up (view, finding))
    {
      finding->severity = IFA_SEVERITY_PROBLEM;
      ifa_finding_set_integer (finding, "milliseconds", GIVES_UP_MS);
      ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
      return TRUE;
    }

  if (!quickest_answer (view, finding, &quickest_ms)
      || quickest_ms - ROUND_TRIPS * fastest_round_trip_ms (view) <= SLOW_MS)
    return FALSE;

  if (quickest_ms >= GIVES_UP_MS)
    finding->severity = IFA_SEVERITY_PROBLEM;
  ifa_finding_set_integer (finding, "milliseconds", quickest_ms);
  return TRUE;
}

const IfaRule ifa_name_rules[] = {
  { "dns-server-unreachable", IFA_SCOPE_ENDPOINT, dns_server_unreachable,
    DEAD_NETWORK " dns-zone-failing packet-loss" },
  { "dns-server-refuses", IFA_SCOPE_ENDPOINT, dns_server_refuses, DEAD_NETWORK },
  { "dns-server-failing", IFA_SCOPE_ENDPOINT, dns_server_failing, DEAD_NETWORK },
  { "dns-tcp-blocked", IFA_SCOPE_ENDPOINT, dns_tcp_blocked,
    "no-network-link no-ip-address no-default-route gateway-unreachable" },
  { "dns-first-server-dead", IFA_SCOPE_ENDPOINT, dns_first_server_dead, NULL },
  { "dns-filtered", IFA_SCOPE_ENDPOINT, dns_filtered, "hosts-file-override captive-portal" },
  { "hosts-file-override", IFA_SCOPE_ENDPOINT, hosts_file_override, NULL },
  { "dns-wrong-answer", IFA_SCOPE_ENDPOINT, dns_wrong_answer,
    "hosts-file-override dns-filtered captive-portal" },
  { "dns-slow", IFA_SCOPE_NETWORK, dns_slow,
    "packet-loss high-latency dns-first-server-dead dns-wrong-answer proxy-unreachable "
    "proxy-auth-required proxy-refuses" },
  { "dns-name-not-found", IFA_SCOPE_ENDPOINT, dns_name_not_found, DEAD_NETWORK },
  { "dns-zone-failing", IFA_SCOPE_ENDPOINT, dns_zone_failing, DEAD_NETWORK " packet-loss" },
  { NULL },
};
