/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "path-rules.h"

#include "name-constraints.h"
#include "path-policies.h"

/* RFC 5280 section 6.1.4 (k) to (n), and the purposes, which bind an authority's issue as well. */
static const char *
find_issuer_problem (const IfaCertificateTerms *issuer, guint n_below, gboolean is_root)
{
  /* Old roots don't say that they are authorities; they are trusted by themselves. */
  if (issuer->has_basic_constraints ? !issuer->is_authority : !is_root)
    return "an issuer is not an authority";
  if (issuer->path_length >= 0 && (guint) issuer->path_length < n_below)
    return "an authority stands above more authorities than it may";
  if (issuer->has_key_usage && !issuer->may_sign_certificates)
    return "an issuer's key may not sign certificates";
  if (issuer->has_purposes && !issuer->is_for_servers && !issuer->is_for_anything)
    return "an issuer may not issue for servers";
  return NULL;
}

static const char *
find_constraint_problem (GPtrArray *path, guint issuer_position)
{
  const IfaCertificate *issuer = g_ptr_array_index (path, issuer_position);

  if (!issuer->terms.has_name_constraints)
    return NULL;

  for (guint i = 0; i < issuer_position; i++)
    {
      const IfaCertificate *below = g_ptr_array_index (path, i);
      const char *problem = NULL;

      /* RFC 5280 section 6.1.3 (b): renewals of the same name are free, but for the last. */
      if (i == 0 || !below->is_self_issued)
        problem = ifa_name_constraints_find_problem (&issuer->terms, &below->terms);
      if (problem != NULL)
        return problem;
    }
  return NULL;
}

/* An authority's certificate will do: browsers stopped asking, and so did everybody else. But
 * every key exchange that is left has the server sign something. */
static const char *
find_own_problem (const IfaCertificateTerms *own, gboolean is_alone)
{
  if (!own->has_proper_names)
    return "its names are malformed";
  if (own->has_purposes && !own->is_for_servers && !own->is_for_anything)
    return "it is not for servers";
  /* Who trusts a certificate by itself has seen it. */
  if (own->has_key_usage && !own->may_sign_handshakes && !is_alone)
    return "its key may not be used for today's connections";
  return NULL;
}

static const char *
find_problem (GPtrArray *path)
{
  guint n_below = 0;

  for (guint i = 0; i < path->len; i++)
    {
      const IfaCertificate *certificate = g_ptr_array_index (path, i);
      const char *problem = certificate->terms.problem;

      if (problem == NULL && i == 0)
        problem = find_own_problem (&certificate->terms, path->len == 1);
      else if (problem == NULL)
        problem = find_issuer_problem (&certificate->terms, n_below, i == path->len - 1);
      if (problem == NULL)
        problem = find_constraint_problem (path, i);
      if (problem != NULL)
        return problem;

      /* RFC 5280 section 6.1.4 (l): renewals of the same name don't count. */
      if (i > 0 && !certificate->is_self_issued)
        n_below++;
    }
  return ifa_path_policies_find_problem (path);
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
  *problem = g_strdup (find_problem (path));
  if (*problem != NULL)
    return IFA_PATH_INVALID;

  *problem = find_weakness (path);
  if (*problem != NULL)
    return IFA_PATH_WEAK;

  return is_in_date (path, now_s) ? IFA_PATH_GOOD : IFA_PATH_OUT_OF_DATE;
}
