/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Rules of the station "security": the service's identity and the encrypted connection. */

#include "rule.h"

#include <string.h>

#define SOMEBODY_BETWEEN "captive-portal dns-wrong-answer hosts-file-override tls-interception"

static const IfaTlsFacts *
handshake (const IfaTarget *target, IfaFinding *finding, IfaOutcome outcome)
{
  const IfaCheck *tls = ifa_target_get_tls (target);
  const IfaTlsFacts *facts = tls != NULL ? tls->facts : NULL;

  if (tls == NULL || tls->outcome != outcome)
    return NULL;

  ifa_finding_cite (finding, tls);
  ifa_finding_set (finding, "host", facts->host);
  ifa_finding_set (finding, "issuer", facts->issuer);
  return facts;
}

/* A certificate was seen: also where the server broke off afterwards for want of a client's. */
static const IfaTlsFacts *
certificate (const IfaTarget *target, IfaFinding *finding)
{
  const IfaTlsFacts *facts = handshake (target, finding, IFA_OUTCOME_OK);

  if (facts == NULL && ifa_tls_wants_client_certificate (ifa_target_get_tls (target)))
    facts = handshake (target, finding, IFA_OUTCOME_ALERT);
  return facts;
}

/* The time of this computer's clock and that of the others, as far as they are known: what is out
 * of date at only one of them is the clock's fault, not the certificate's. */
static gboolean
is_past_at_every_clock (const IfaView *view, gint64 limit_s)
{
  gint64 local_s = view->run != NULL ? view->run->started_s : IFA_UNKNOWN_INTEGER;

  if (view->clock.now_s == 0 || view->clock.now_s <= limit_s)
    return FALSE;
  return view->clock.known == IFA_TRI_YES || local_s == IFA_UNKNOWN_INTEGER
         || local_s - view->clock.offset_ms / 1000 > limit_s;
}

static gboolean
is_past_at_some_clock (const IfaView *view, gint64 limit_s)
{
  gint64 local_s = view->run != NULL ? view->run->started_s : IFA_UNKNOWN_INTEGER;

  if (view->clock.now_s >= limit_s)
    return TRUE;
  return view->clock.known != IFA_TRI_YES && local_s != IFA_UNKNOWN_INTEGER
         && local_s - view->clock.offset_ms / 1000 >= limit_s;
}

static gboolean
certificate_expired (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaTlsFacts *facts = certificate (target, finding);

  if (facts == NULL || facts->not_after_s == IFA_UNKNOWN_INTEGER
      || !is_past_at_every_clock (view, facts->not_after_s))
    return FALSE;

  ifa_finding_set_date (finding, "date", facts->not_after_s);
  ifa_finding_cite_all (finding, view->clock.evidence);
  if (view->clock.n_sources == 0)
    ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return TRUE;
}

static gboolean
certificate_not_yet_valid (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaTlsFacts *facts = certificate (target, finding);

  if (facts == NULL || facts->not_before_s == IFA_UNKNOWN_INTEGER || view->clock.now_s == 0
      || is_past_at_some_clock (view, facts->not_before_s))
    return FALSE;

  ifa_finding_set_date (finding, "date", facts->not_before_s);
  ifa_finding_cite_all (finding, view->clock.evidence);
  if (view->clock.n_sources == 0)
    ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return TRUE;
}

static gboolean
certificate_wrong_name (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaTlsFacts *facts = certificate (target, finding);
  g_autofree char *names = NULL;

  if (facts == NULL || facts->name_matches != IFA_TRI_NO || facts->trust != IFA_TLS_TRUST_TRUSTED)
    return FALSE;

  names = facts->names != NULL ? g_strjoinv (", ", facts->names) : NULL;
  ifa_finding_set (finding, "names", names);
  return TRUE;
}

static gboolean
has_trust (const IfaTarget *target, IfaFinding *finding, IfaTlsTrust trust)
{
  const IfaTlsFacts *facts = certificate (target, finding);

  return facts != NULL && facts->trust == trust;
}

static gboolean
certificate_self_signed (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  return has_trust (target, finding, IFA_TLS_TRUST_SELF_SIGNED);
}

static gboolean
is_the_profiles_own_root (const IfaTarget *target, const IfaTlsFacts *facts)
{
  return target->facts != NULL && target->facts->root_sha256 != NULL && facts->root_sha256 != NULL
         && g_ascii_strcasecmp (target->facts->root_sha256, facts->root_sha256) == 0;
}

static gboolean
certificate_untrusted_issuer (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  if (has_trust (target, finding, IFA_TLS_TRUST_UNKNOWN_ISSUER))
    return TRUE;

  /* A signature or a constraint in the chain is wrong: no path to a root holds. */
  ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return has_trust (target, finding, IFA_TLS_TRUST_INVALID);
}

/* The profile names a private root, and this computer doesn't have it: install the root, don't
 * doubt the service. Only a chain that shows that very root proves it. */
static gboolean
root_certificate_missing (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaTlsFacts *facts = certificate (target, finding);

  if (facts == NULL || target->facts == NULL || target->facts->root_sha256 == NULL
      || (facts->trust != IFA_TLS_TRUST_UNKNOWN_ISSUER
          && facts->trust != IFA_TLS_TRUST_SELF_SIGNED))
    return FALSE;
  if (is_the_profiles_own_root (target, facts))
    return TRUE;

  /* Most servers don't send their root, so its fingerprint can't be compared. */
  if (facts->root_sha256 != NULL)
    return FALSE;
  ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return facts->trust == IFA_TLS_TRUST_UNKNOWN_ISSUER;
}

/* Another host sent the very intermediate that this one leaves out, and it is trusted there. */
static const IfaCheck *
issuer_is_trusted_elsewhere (const IfaView *view, const IfaTlsFacts *facts)
{
  for (guint i = 0; i < ifa_evidence_get_n_checks (view->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (view->evidence, i);
      const IfaTlsFacts *other = check->facts;

      if (check->type == &ifa_tls_facts && check->outcome == IFA_OUTCOME_OK && other != facts
          && other->trust == IFA_TLS_TRUST_TRUSTED && other->chain_length > 1
          && facts->issuer != NULL && g_strcmp0 (other->issuer, facts->issuer) == 0)
        return check;
    }
  return NULL;
}

static gboolean
certificate_chain_incomplete (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaTlsFacts *facts = certificate (target, finding);
  const IfaCheck *elsewhere = NULL;

  if (facts == NULL)
    return FALSE;
  if (facts->trust == IFA_TLS_TRUST_UNKNOWN_ISSUER && facts->chain_length == 1)
    elsewhere = issuer_is_trusted_elsewhere (view, facts);
  ifa_finding_cite (finding, elsewhere);
  ifa_finding_set (finding, "issuer", facts->missing_issuer);
  return facts->trust == IFA_TLS_TRUST_INCOMPLETE || elsewhere != NULL;
}

static gboolean
certificate_weak (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaTlsFacts *facts = certificate (target, finding);

  if (facts != NULL)
    ifa_finding_set (finding, "message", facts->weakness);
  return has_trust (target, finding, IFA_TLS_TRUST_WEAK);
}

/* What the authority said of the certificate that the server showed. */
static const IfaCheck *
find_revocation (const IfaView *view, const IfaTarget *target)
{
  const IfaCheck *tls = ifa_target_get_tls (target);
  const char *sha256 = tls != NULL ? ((IfaTlsFacts *) tls->facts)->fingerprint_sha256 : NULL;

  for (guint i = 0; sha256 != NULL && i < ifa_evidence_get_n_checks (view->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (view->evidence, i);

      if (check->type == &ifa_revocation_facts
          && g_strcmp0 (((IfaRevocationFacts *) check->facts)->fingerprint_sha256, sha256) == 0)
        return check;
    }
  return NULL;
}

/* An authority above the server's own: its withdrawal takes everything along that it issued. */
static const IfaCheck *
find_withdrawn_authority (const IfaView *view, const IfaTarget *target)
{
  const IfaCheck *tls = ifa_target_get_tls (target);
  const IfaTlsFacts *seen = tls != NULL ? tls->facts : NULL;

  for (guint i = 0; seen != NULL && i < ifa_evidence_get_n_checks (view->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (view->evidence, i);
      const IfaRevocationFacts *facts = check->facts;

      if (check->type == &ifa_revocation_facts && facts->is_authority == IFA_TRI_YES
          && facts->status == IFA_REVOCATION_REVOKED && facts->subject != NULL
          && (g_strcmp0 (facts->subject, seen->issuer) == 0
              || (g_strcmp0 (facts->host, seen->host) == 0 && facts->port == seen->port)))
        return check;
    }
  return NULL;
}

static gboolean
certificate_revoked (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *revocation = find_revocation (view, target);

  if (has_trust (target, finding, IFA_TLS_TRUST_REVOKED))
    return TRUE;
  if (!has_trust (target, finding, IFA_TLS_TRUST_TRUSTED))
    return FALSE;
  if (revocation == NULL
      || ((IfaRevocationFacts *) revocation->facts)->status != IFA_REVOCATION_REVOKED)
    revocation = find_withdrawn_authority (view, target);
  if (revocation == NULL)
    return FALSE;
  ifa_finding_cite (finding, revocation);
  return TRUE;
}

/* A mere note: nobody said that the certificate is bad. */
static gboolean
revocation_unknown (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *revocation = find_revocation (view, target);
  const IfaRevocationFacts *facts = revocation != NULL ? revocation->facts : NULL;

  if (facts == NULL || facts->status != IFA_REVOCATION_UNKNOWN
      || revocation->outcome == IFA_OUTCOME_NOT_TESTED
      || revocation->outcome == IFA_OUTCOME_NOT_AVAILABLE
      || !has_trust (target, finding, IFA_TLS_TRUST_TRUSTED))
    return FALSE;

  ifa_finding_cite (finding, revocation);
  ifa_finding_set (finding, "location", facts->ocsp_url != NULL ? facts->ocsp_url : facts->crl_url);
  return TRUE;
}

static gboolean
certificate_expires_soon (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaTlsFacts *facts = certificate (target, finding);
  gint64 min_days = target->facts != NULL && target->facts->min_days != IFA_UNKNOWN_INTEGER
                        ? target->facts->min_days
                        : 30;
  gint64 days;

  if (facts == NULL || facts->not_after_s == IFA_UNKNOWN_INTEGER || view->clock.now_s == 0
      || facts->not_after_s < view->clock.now_s || facts->trust != IFA_TLS_TRUST_TRUSTED)
    return FALSE;

  days = (facts->not_after_s - view->clock.now_s) / (24 * 3600);
  ifa_finding_set_integer (finding, "days", days);
  ifa_finding_set_date (finding, "date", facts->not_after_s);
  return days < min_days;
}

static gboolean
tls_version_unsupported (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaTlsFacts *facts = handshake (target, finding, IFA_OUTCOME_VERSION);

  if (facts == NULL)
    return FALSE;
  ifa_finding_set (finding, "version", facts->only_old_versions);
  if (facts->only_old_versions == NULL)
    ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return TRUE;
}

/* In TLS 1.3 a server may miss the certificate only after the handshake has ended for the client
 * (RFC 8446 section 4.4.2.4): then it is the request that gets the alert. */
static gboolean
broke_off_after_asking (const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *tls = ifa_target_get_tls (target);
  const IfaCheck *http = ifa_target_get_http (target);

  if (tls == NULL || tls->outcome != IFA_OUTCOME_OK || http == NULL
      || ((IfaTlsFacts *) tls->facts)->client_certificate_requested != IFA_TRI_YES)
    return FALSE;
  /* Where it hangs up behind its alert, the alert may get lost. */
  if (http->outcome == IFA_OUTCOME_CLOSED || http->outcome == IFA_OUTCOME_RESET)
    ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  else if (http->outcome != IFA_OUTCOME_ALERT)
    return FALSE;
  ifa_finding_cite (finding, http);
  return TRUE;
}

static gboolean
client_certificate_missing (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *tls = ifa_target_get_tls (target);

  if (ifa_target_may_want_client_certificate (target))
    return FALSE;
  if (!ifa_tls_wants_client_certificate (tls) && !broke_off_after_asking (target, finding))
    return FALSE;
  ifa_finding_cite (finding, tls);
  ifa_finding_set (finding, "host", target->host);
  return TRUE;
}

static gboolean
tls_handshake_failed (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *tls = ifa_target_get_tls (target);
  const IfaTlsFacts *facts = tls != NULL ? tls->facts : NULL;

  if (tls == NULL || ifa_tls_wants_client_certificate (tls))
    return FALSE;

  switch (tls->outcome)
    {
    case IFA_OUTCOME_ALERT:
    case IFA_OUTCOME_MALFORMED:
    case IFA_OUTCOME_TOO_LARGE:
      break;
    case IFA_OUTCOME_RESET:
    case IFA_OUTCOME_CLOSED:
    case IFA_OUTCOME_FAILED:
      ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
      break;
    default:
      return FALSE;
    }

  ifa_finding_cite (finding, tls);
  ifa_finding_set (finding, "host", facts->host);
  ifa_finding_set (finding, "message", facts->alert != NULL ? facts->alert : tls->detail);
  ifa_finding_set_integer (finding, "code", facts->alert_code);
  return TRUE;
}

const IfaRule ifa_security_rules[] = {
  { "certificate-expired", IFA_SCOPE_ENDPOINT, certificate_expired, SOMEBODY_BETWEEN },
  { "certificate-not-yet-valid", IFA_SCOPE_ENDPOINT, certificate_not_yet_valid, SOMEBODY_BETWEEN },
  { "certificate-revoked", IFA_SCOPE_ENDPOINT, certificate_revoked, SOMEBODY_BETWEEN },
  { "certificate-wrong-name", IFA_SCOPE_ENDPOINT, certificate_wrong_name, SOMEBODY_BETWEEN },
  { "root-certificate-missing", IFA_SCOPE_ENDPOINT, root_certificate_missing, SOMEBODY_BETWEEN },
  { "certificate-self-signed", IFA_SCOPE_ENDPOINT, certificate_self_signed,
    SOMEBODY_BETWEEN " root-certificate-missing" },
  { "certificate-untrusted-issuer", IFA_SCOPE_ENDPOINT, certificate_untrusted_issuer,
    SOMEBODY_BETWEEN " root-certificate-missing certificate-chain-incomplete" },
  { "certificate-chain-incomplete", IFA_SCOPE_ENDPOINT, certificate_chain_incomplete,
    SOMEBODY_BETWEEN },
  { "certificate-weak", IFA_SCOPE_ENDPOINT, certificate_weak, SOMEBODY_BETWEEN },
  { "tls-version-unsupported", IFA_SCOPE_ENDPOINT, tls_version_unsupported, "captive-portal" },
  { "client-certificate-missing", IFA_SCOPE_ENDPOINT, client_certificate_missing, NULL },
  { "tls-handshake-failed", IFA_SCOPE_ENDPOINT, tls_handshake_failed,
    "captive-portal network-filter-blocks-site mtu-blackhole dns-wrong-answer "
    "hosts-file-override" },
  { "certificate-expires-soon", IFA_SCOPE_ENDPOINT, certificate_expires_soon,
    "certificate-revoked certificate-wrong-name clock-wrong" },
  { "revocation-unknown", IFA_SCOPE_ENDPOINT, revocation_unknown, SOMEBODY_BETWEEN },
  { NULL },
};
