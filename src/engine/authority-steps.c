/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The step towards the authority behind a certificate. */

#include "group.h"
#include "revocation-probe.h"

/* No real chain has more authorities between the server and a root. */
#define MAX_AUTHORITIES 4

/* Services share their authorities. */
static gboolean
is_asked_already (IfaRun *run, const char *sha256)
{
  for (guint i = 0; i < ifa_evidence_get_n_checks (run->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (run->evidence, i);

      if (check->type == &ifa_revocation_facts
          && g_strcmp0 (((IfaRevocationFacts *) check->facts)->fingerprint_sha256, sha256) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
ask_about (IfaRun *run, const IfaGroup *group, const IfaTlsFacts *seen, const char *sha256)
{
  IfaCheck *check = ifa_check_new (&ifa_revocation_facts, group->role, group->id);
  IfaRevocationFacts *facts = check->facts;

  facts->host = g_strdup (seen->host);
  facts->port = seen->port;
  facts->fingerprint_sha256 = g_strdup (sha256);
  facts->is_authority = IFA_TRI (g_strcmp0 (sha256, seen->fingerprint_sha256) != 0);
  if (run->own_hosts_only)
    ifa_run_add_skipped (run, check, IFA_REASON_OWN_HOSTS_ONLY);
  else
    ifa_run_launch (run, check, ifa_revocation_probe_async, IFA_NEED_COMPARISON, NULL, NULL, NULL);
}

/**
 * ifa_group_ask_authority:
 * @run: a run
 * @group: a group
 * @tls: its handshake, which has ended
 *
 * Asks whether the service's certificate was withdrawn, where the server itself didn't bring
 * the answer along, and those of the authorities above it, but for the root. Beside the run: a
 * healthy one doesn't wait for it.
 */
void
ifa_group_ask_authority (IfaRun *run, const IfaGroup *group, const IfaCheck *tls)
{
  const IfaTlsFacts *seen = tls->facts;
  g_autofree char *sha256 = NULL;

  if (group->kind != IFA_GROUP_SERVICE || group->is_local || tls->outcome != IFA_OUTCOME_OK
      || seen->trust != IFA_TLS_TRUST_TRUSTED)
    return;

  sha256 = g_strdup (seen->fingerprint_sha256);
  for (guint i = 0; sha256 != NULL && i <= MAX_AUTHORITIES; i++)
    {
      g_autofree char *issuer = ifa_revocation_probe_dup_issuer (sha256);
      gboolean is_answered = i == 0 && g_strcmp0 (seen->ocsp_status, "good") == 0;

      if (!is_answered && ifa_revocation_probe_is_possible (sha256)
          && (i == 0 || !is_asked_already (run, sha256)))
        ask_about (run, group, seen, sha256);
      g_free (sha256);
      sha256 = g_steal_pointer (&issuer);
    }
}
