/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "path-rules.h"

/* What is wrong with an issuer, for IT; NULL when nothing is. Position 1 signed the server's. */
static char *
find_issuer_problem (const IfaCertificate *issuer, guint n_below)
{
  unsigned int is_critical, is_ca = 0;
  int path_length = -1;
  unsigned int usage = 0;
  int result
      = gnutls_x509_crt_get_basic_constraints (issuer->crt, &is_critical, &is_ca, &path_length);

  if (result < 0 || is_ca == 0)
    return g_strdup ("an issuer is not an authority");
  if (path_length >= 0 && (guint) path_length < n_below)
    return g_strdup ("an authority stands above more authorities than it may");
  if (gnutls_x509_crt_get_key_usage (issuer->crt, &usage, &is_critical) == GNUTLS_E_SUCCESS
      && (usage & GNUTLS_KEY_KEY_CERT_SIGN) == 0)
    return g_strdup ("an issuer's key may not sign certificates");
  return NULL;
}

static char *
find_problem (GPtrArray *path)
{
  guint n_below = 0;

  for (guint i = 1; i < path->len; i++)
    {
      const IfaCertificate *issuer = g_ptr_array_index (path, i);
      gboolean is_root = i == path->len - 1;
      char *problem = NULL;

      /* A root of the first version has no extensions; it is trusted by itself. */
      if (!is_root || gnutls_x509_crt_get_version (issuer->crt) >= 3)
        problem = find_issuer_problem (issuer, n_below);
      if (problem != NULL)
        return problem;
      /* RFC 5280 section 6.1.4 (l): renewals of the same name don't count. */
      if (!issuer->is_self_issued)
        n_below++;
    }
  return NULL;
}

static char *
find_weakness (GPtrArray *path)
{
  for (guint i = 0; i < path->len; i++)
    {
      char *weakness
          = ifa_certificate_dup_weakness (g_ptr_array_index (path, i), i == path->len - 1);
      if (weakness != NULL)
        return weakness;
    }
  return NULL;
}

static gboolean
is_in_date (GPtrArray *path, gint64 now_s)
{
  for (guint i = 0; i < path->len; i++)
    {
      const IfaCertificate *certificate = g_ptr_array_index (path, i);

      if (now_s < certificate->not_before_s || now_s > certificate->not_after_s)
        return FALSE;
    }
  return TRUE;
}

/**
 * ifa_path_rules_grade:
 * @path: (element-type IfaCertificate): from the server's certificate to a trusted root, each
 *   signed by the next
 * @host: the name that was asked for
 * @now_s: now, in seconds since 1970 UTC
 * @problem: (out) (nullable): what is weak or invalid
 *
 * By RFC 5280 section 6.
 *
 * Returns: how good @path is; never `IFA_PATH_INCOMPLETE`
 */
IfaPathGrade
ifa_path_rules_grade (GPtrArray *path, const char *host, gint64 now_s, char **problem)
{
  *problem = find_problem (path);
  if (*problem != NULL)
    return IFA_PATH_INVALID;

  *problem = find_weakness (path);
  if (*problem != NULL)
    return IFA_PATH_WEAK;

  return is_in_date (path, now_s) ? IFA_PATH_GOOD : IFA_PATH_OUT_OF_DATE;
}
