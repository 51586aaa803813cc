/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Rules about the invoicing program on this computer: it stands beside the way to the service. */

#include "rule.h"

#include <string.h>

#define HOURS_OF_DAY 24
/* An older line of a log says nothing about now. */
#define FRESH_S (36 * 60 * 60)

static const IfaCheck *
find_check (const IfaView *view, const IfaFactsType *type)
{
  for (guint i = 0; i < ifa_evidence_get_n_checks (view->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (view->evidence, i);

      if (check->type == type && check->outcome == IFA_OUTCOME_OK)
        return check;
    }
  return NULL;
}

static gconstpointer
cite_facts (const IfaView *view, const IfaFactsType *type, IfaFinding *finding)
{
  const IfaCheck *check = find_check (view, type);

  ifa_finding_cite (finding, check);
  return check != NULL ? check->facts : NULL;
}

static gboolean
is_past (gint64 value, gint64 limit)
{
  return value != IFA_UNKNOWN_INTEGER && limit != IFA_UNKNOWN_INTEGER && value > limit;
}

static gboolean
unsent_invoices_waiting (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaOutboxFacts *facts = cite_facts (view, &ifa_outbox_facts, finding);

  if (facts == NULL || !is_past (facts->n_waiting, 0))
    return FALSE;
  ifa_finding_set_integer (finding, "days", facts->oldest_days);
  ifa_finding_set (finding, "date", facts->oldest);
  /* Which limit applies depends on whose fault it is: that one is past is reason to look. */
  if (is_past (facts->oldest_working_days, facts->limit_working_days)
      || (facts->oldest_days != IFA_UNKNOWN_INTEGER
          && is_past (facts->oldest_days * HOURS_OF_DAY, facts->limit_hours)))
    finding->severity = IFA_SEVERITY_ATTENTION;
  return TRUE;
}

static gboolean
outbox_unreadable (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaOutboxFacts *facts = cite_facts (view, &ifa_outbox_facts, finding);

  if (facts == NULL || !is_past (facts->n_unreadable, 0))
    return FALSE;
  ifa_finding_set (finding, "location", facts->unreadable_place);
  return TRUE;
}

static gboolean
outbox_damaged (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaOutboxFacts *facts = cite_facts (view, &ifa_outbox_facts, finding);

  if (facts == NULL || !is_past (facts->n_damaged, 0))
    return FALSE;
  ifa_finding_set (finding, "location", facts->damaged_place);
  return TRUE;
}

static gboolean
backup_destination_full (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaOutboxFacts *facts = cite_facts (view, &ifa_outbox_facts, finding);

  /* A copy that holds all of it needs no second one. */
  return facts != NULL && facts->copy_is_current != IFA_TRI_YES
         && (is_past (facts->n_waiting, 0) || is_past (facts->n_files, 0))
         && is_past (facts->copy_needed_bytes, facts->copy_free_bytes);
}

static gboolean
client_not_running (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaClientFacts *facts = cite_facts (view, &ifa_client_facts, finding);

  if (facts == NULL || facts->is_running != IFA_TRI_NO)
    return FALSE;
  if (facts->processes != NULL)
    ifa_finding_set (finding, "names", facts->processes[0]);
  ifa_finding_set (finding, "version", facts->version);
  return TRUE;
}

static gboolean
disk_full (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaClientFacts *facts = cite_facts (view, &ifa_client_facts, finding);
  g_autofree char *free_size = NULL;

  if (facts == NULL || !is_past (facts->needed_bytes, facts->free_bytes))
    return FALSE;
  free_size = g_format_size ((guint64) MAX (facts->free_bytes, 0));
  ifa_finding_set (finding, "location", facts->place);
  ifa_finding_set (finding, "message", free_size);
  return TRUE;
}

/* Digits as numbers, everything else as separators: 2.10 is newer than 2.9, and v2.9 the same. */
static int
compare_versions (const char *a, const char *b)
{
  while (*a != '\0' || *b != '\0')
    {
      guint64 left, right;

      a += strcspn (a, "0123456789");
      b += strcspn (b, "0123456789");
      left = g_ascii_strtoull (a, (char **) &a, 10);
      right = g_ascii_strtoull (b, (char **) &b, 10);
      if (left != right)
        return left < right ? -1 : 1;
    }
  return 0;
}

static gboolean
is_older (const char *installed, const char *wanted)
{
  return installed != NULL && wanted != NULL && strpbrk (installed, "0123456789") != NULL
         && strpbrk (wanted, "0123456789") != NULL && compare_versions (installed, wanted) < 0;
}

static gboolean
client_too_old (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaClientFacts *client = cite_facts (view, &ifa_client_facts, finding);
  const IfaVersionFacts *versions = cite_facts (view, &ifa_version_facts, finding);

  if (client == NULL || versions == NULL || !is_older (client->version, versions->minimum))
    return FALSE;
  ifa_finding_set (finding, "version", versions->minimum);
  return TRUE;
}

static gboolean
client_outdated (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaClientFacts *client = cite_facts (view, &ifa_client_facts, finding);
  const IfaVersionFacts *versions = cite_facts (view, &ifa_version_facts, finding);

  if (client == NULL || versions == NULL || !is_older (client->version, versions->latest))
    return FALSE;
  ifa_finding_set (finding, "version", versions->latest);
  return TRUE;
}

static gboolean
client_log_error (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaClientLogFacts *facts = cite_facts (view, &ifa_client_log_facts, finding);

  if (facts == NULL || facts->code == NULL)
    return FALSE;
  ifa_finding_set (finding, "message", facts->message);
  ifa_finding_set (finding, "code", facts->code);
  ifa_finding_set (finding, "location", facts->places != NULL ? facts->places[0] : NULL);
  ifa_finding_set_date (finding, "date", facts->written_s);
  return TRUE;
}

static gboolean
is_fresh (const IfaView *view, gint64 written_s)
{
  return view->run != NULL && view->run->started_s != IFA_UNKNOWN_INTEGER
         && written_s != IFA_UNKNOWN_INTEGER && view->run->started_s - written_s < FRESH_S;
}

/* What is proven to be sent can't count against a limit. */
static gboolean
nothing_waits (const IfaView *view)
{
  const IfaCheck *check = find_check (view, &ifa_outbox_facts);
  const IfaOutboxFacts *facts = check != NULL ? check->facts : NULL;

  return facts != NULL && facts->n_waiting == 0 && facts->n_unreadable == 0 && facts->n_damaged == 0
         && facts->n_unknown == 0 && facts->n_missing_places == 0;
}

static gboolean
offline_limit_reached (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaClientLogFacts *facts = cite_facts (view, &ifa_client_log_facts, finding);

  if (facts == NULL || facts->limit_message == NULL || !is_fresh (view, facts->limit_written_s)
      || nothing_waits (view))
    return FALSE;
  ifa_finding_set (finding, "message", facts->limit_message);
  ifa_finding_set (finding, "code", facts->limit_code);
  /* The line is from today's log, and may be from this morning. */
  ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return TRUE;
}

const IfaRule ifa_client_program_rules[] = {
  { "disk-full", IFA_SCOPE_NETWORK, disk_full, NULL },
  { "offline-limit-reached", IFA_SCOPE_NETWORK, offline_limit_reached, NULL },
  { "client-too-old", IFA_SCOPE_NETWORK, client_too_old, NULL },
  { "outbox-damaged", IFA_SCOPE_NETWORK, outbox_damaged, NULL },
  { "outbox-unreadable", IFA_SCOPE_NETWORK, outbox_unreadable, NULL },
  { "backup-destination-full", IFA_SCOPE_NETWORK, backup_destination_full, NULL },
  { "client-not-running", IFA_SCOPE_NETWORK, client_not_running, NULL },
  { "client-outdated", IFA_SCOPE_NETWORK, client_outdated, "client-too-old" },
  { "client-log-error", IFA_SCOPE_NETWORK, client_log_error, "offline-limit-reached" },
  { "unsent-invoices-waiting", IFA_SCOPE_NETWORK, unsent_invoices_waiting, NULL },
  { NULL },
};
