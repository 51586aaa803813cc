/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The step towards the authority behind a certificate. */

#include "group.h"
#include "revocation-probe.h"

/**
 * ifa_group_ask_authority:
 * @run: a run
 * @group: a group
 * @tls: its handshake, which has ended
 *
 * Asks whether the service's certificate was withdrawn, where the server itself didn't bring
 * the answer along. Beside the run: a healthy one doesn't wait for it.
 */
void
ifa_group_ask_authority (IfaRun *run, const IfaGroup *group, const IfaCheck *tls)
{
  const IfaTlsFacts *seen = tls->facts;
  IfaCheck *check = NULL;
  IfaRevocationFacts *facts = NULL;

  if (group->kind != IFA_GROUP_SERVICE || group->is_local || tls->outcome != IFA_OUTCOME_OK
      || seen->trust != IFA_TLS_TRUST_TRUSTED || g_strcmp0 (seen->ocsp_status, "good") == 0
      || !ifa_revocation_probe_is_possible (run->environment, seen->fingerprint_sha256))
    return;

  check = ifa_check_new (&ifa_revocation_facts, group->role, group->id);
  facts = check->facts;
  facts->host = g_strdup (seen->host);
  facts->port = seen->port;
  facts->fingerprint_sha256 = g_strdup (seen->fingerprint_sha256);
  ifa_run_launch (run, check, ifa_revocation_probe_async, IFA_NEED_COMPARISON, NULL, NULL, NULL);
}
