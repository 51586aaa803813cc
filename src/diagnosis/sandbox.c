/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Rules about the sandbox that this program runs in: what it hides is told, and never judged. */

#include "rule.h"

static gboolean
network_hidden_by_sandbox (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  if (!ifa_view_is_shut_in (view))
    return FALSE;

  ifa_finding_cite_all (finding, view->links);
  return TRUE;
}

/* The sandbox's own list of roots doesn't hold the issuer; the computer's may. */
static gboolean
trust_hidden_by_sandbox (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *tls = ifa_target_get_tls (target);
  const IfaTlsFacts *facts = tls != NULL ? tls->facts : NULL;

  if (facts == NULL || !ifa_tls_trust_is_hidden (tls))
    return FALSE;

  ifa_finding_cite (finding, tls);
  ifa_finding_set (finding, "host", facts->host);
  ifa_finding_set (finding, "issuer", facts->issuer);
  return TRUE;
}

const IfaRule ifa_sandbox_rules[] = {
  { "network-hidden-by-sandbox", IFA_SCOPE_NETWORK, network_hidden_by_sandbox, NULL },
  { "trust-hidden-by-sandbox", IFA_SCOPE_ENDPOINT, trust_hidden_by_sandbox,
    "captive-portal dns-wrong-answer hosts-file-override" },
  { NULL },
};
