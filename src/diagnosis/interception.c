/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Rules about somebody between this computer and the service. */

#include "rule.h"

#include <string.h>

/* Products that sign certificates for every page they let through, by words of their issuers
 * (as browsers recognise them); in lower case. */
static const char *const inspectors[] = {
  "avast",      "avg technologies", "bitdefender",    "blue coat",          "cisco umbrella",
  "cyberoam",   "eset ssl",         "fortinet",       "fortigate",          "kaspersky",
  "mcafee web", "mitmproxy",        "netskope",       "palo alto",          "sangfor",
  "sonicwall",  "sophos",           "squid",          "symantec blue coat", "untangle",
  "watchguard", "zscaler",          "360 ssl",        "qi-anxin",           "charles proxy",
  "fiddler",    "ssl inspection",   "tls inspection", "web gateway",
};

static gboolean
is_inspector (const char *issuer)
{
  g_autofree char *lower = issuer != NULL ? g_utf8_strdown (issuer, -1) : NULL;

  for (guint i = 0; lower != NULL && i < G_N_ELEMENTS (inspectors); i++)
    if (strstr (lower, inspectors[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_foreign (const IfaTlsFacts *facts)
{
  return facts->trust == IFA_TLS_TRUST_UNKNOWN_ISSUER || facts->trust == IFA_TLS_TRUST_SELF_SIGNED
         || facts->trust == IFA_TLS_TRUST_INCOMPLETE;
}

/* An unrelated host whose certificate comes from the same issuer. */
static const IfaCheck *
control_with_issuer (const IfaView *view, const char *issuer)
{
  for (guint i = 0; issuer != NULL && i < view->controls->len; i++)
    {
      const IfaCheck *tls = ifa_target_get_tls (g_ptr_array_index (view->controls, i));
      if (tls != NULL && g_strcmp0 (((IfaTlsFacts *) tls->facts)->issuer, issuer) == 0)
        return tls;
    }
  return NULL;
}

static gboolean
tls_interception (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *tls = ifa_target_get_tls (target);
  const IfaTlsFacts *facts = tls != NULL ? tls->facts : NULL;
  const IfaCheck *control = NULL;

  if (facts == NULL || !is_foreign (facts))
    return FALSE;

  control = control_with_issuer (view, facts->issuer);
  ifa_finding_cite (finding, tls);
  ifa_finding_set (finding, "issuer", facts->issuer);
  if (control != NULL && is_foreign (control->facts))
    {
      ifa_finding_cite (finding, control);
      return TRUE;
    }

  /* The name of a known product is a hint, where no other host could be compared. */
  ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return is_inspector (facts->issuer) || is_inspector (facts->root);
}

/* Somebody who isn't a public authority vouches for the service and for every unrelated host. */
static gboolean
vouches_for_strangers (const IfaView *view, const IfaTlsFacts *facts)
{
  guint n_strangers = 0;

  if (facts->trust_is_local != IFA_TRI_YES || facts->issuer == NULL)
    return FALSE;
  for (guint i = 0; i < view->controls->len; i++)
    {
      const IfaCheck *tls = ifa_target_get_tls (g_ptr_array_index (view->controls, i));
      const IfaTlsFacts *control = tls != NULL ? tls->facts : NULL;

      if (control == NULL || control->issuer == NULL)
        continue;
      if (control->trust_is_local != IFA_TRI_YES || !g_str_equal (control->issuer, facts->issuer))
        return FALSE;
      n_strangers++;
    }
  return n_strangers >= 2;
}

/* A root that this computer trusts is no proof of interception by itself: a tax office's own root
 * is installed the same way. Another root than the profile's is, and one that vouches for
 * unrelated hosts, too; the name of a known product is a hint. */
static gboolean
tls_interception_trusted (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *tls = ifa_target_get_tls (target);
  const IfaTlsFacts *facts = tls != NULL ? tls->facts : NULL;
  const char *expected = target->facts != NULL ? target->facts->root_sha256 : NULL;
  const IfaCheck *control = NULL;

  if (facts == NULL || facts->trust != IFA_TLS_TRUST_TRUSTED || facts->trust_is_local == IFA_TRI_NO)
    return FALSE;

  control = control_with_issuer (view, facts->issuer);
  ifa_finding_cite (finding, tls);
  ifa_finding_cite (finding, control);
  ifa_finding_set (finding, "issuer", facts->issuer);
  if (expected != NULL && facts->root_sha256 != NULL
      && g_ascii_strcasecmp (expected, facts->root_sha256) != 0)
    return TRUE;
  if (vouches_for_strangers (view, facts))
    return TRUE;

  ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return is_inspector (facts->issuer) || is_inspector (facts->root);
}

static gboolean
is_broken_off (const IfaCheck *tls)
{
  return tls->outcome == IFA_OUTCOME_RESET || tls->outcome == IFA_OUTCOME_CLOSED
         || tls->outcome == IFA_OUTCOME_TIMED_OUT;
}

/* With another name the same machine answers, whatever it answers. */
static const IfaCheck *
answered_another_name (const IfaTarget *target)
{
  for (guint i = 0; i < target->tls->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->tls, i);

      if (((IfaTlsFacts *) check->facts)->is_other_name == IFA_TRI_YES
          && (check->outcome == IFA_OUTCOME_OK || check->outcome == IFA_OUTCOME_ALERT
              || check->outcome == IFA_OUTCOME_CERTIFICATE))
        return check;
    }
  return NULL;
}

/* The service's own name got through as well, only on another try. */
static gboolean
answered_its_own_name (const IfaTarget *target)
{
  for (guint i = 0; i < target->tls->len; i++)
    {
      const IfaCheck *check = g_ptr_array_index (target->tls, i);
      const IfaTlsFacts *facts = check->facts;

      if (check->outcome == IFA_OUTCOME_OK && facts->is_other_name != IFA_TRI_YES
          && facts->is_other_address != IFA_TRI_YES && facts->proxy == NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
network_filter_blocks_site (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *tls = ifa_target_get_direct_tls (target);
  const IfaCheck *other = answered_another_name (target);

  if (tls == NULL || other == NULL || !is_broken_off (tls) || answered_its_own_name (target))
    return FALSE;
  if (tls->outcome == IFA_OUTCOME_TIMED_OUT && ifa_target_loses_most (target))
    return FALSE;

  ifa_finding_cite (finding, tls);
  ifa_finding_cite (finding, other);
  return TRUE;
}

const IfaRule ifa_interception_rules[] = {
  { "tls-interception", IFA_SCOPE_ENDPOINT, tls_interception, "captive-portal dns-wrong-answer" },
  { "tls-interception-trusted", IFA_SCOPE_ENDPOINT, tls_interception_trusted, NULL },
  { "network-filter-blocks-site", IFA_SCOPE_ENDPOINT, network_filter_blocks_site,
    "captive-portal dns-wrong-answer hosts-file-override mtu-blackhole" },
  { NULL },
};
