/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "certificate-path.h"

#include "path-rules.h"

/* Real chains have three or four; a server can send anything. */
#define MAX_DEPTH 20
#define MAX_SIGNATURE_CHECKS 160

/* One certificate of the path under search, and who may have issued it. */
typedef struct
{
  IfaCertificate *certificate;
  GPtrArray *issuers; /* (element-type IfaCertificate): borrowed */
  guint next;
} Step;

typedef struct
{
  const IfaTrustStore *store;
  GPtrArray *sent;
  const char *host;
  gint64 now_s;
  GArray *steps; /* (element-type Step) */
  guint n_checks;
  IfaCertificatePath *best;
} Search;

static void
step_clear (Step *step)
{
  g_clear_pointer (&step->issuers, g_ptr_array_unref);
}

static gboolean
is_on_path (const Search *search, const IfaCertificate *certificate)
{
  for (guint i = 0; i < search->steps->len; i++)
    if (ifa_certificate_equal (g_array_index (search->steps, Step, i).certificate, certificate))
      return TRUE;
  return FALSE;
}

static void
add_candidates (const Search *search,
                const IfaCertificate *certificate,
                GPtrArray *from,
                GPtrArray *issuers)
{
  for (guint i = 0; from != NULL && i < from->len; i++)
    {
      IfaCertificate *issuer = g_ptr_array_index (from, i);

      if (g_bytes_equal (issuer->subject, certificate->issuer) && !is_on_path (search, issuer)
          && !g_ptr_array_find_with_equal_func (issuers, issuer, (GEqualFunc) ifa_certificate_equal,
                                                NULL))
        g_ptr_array_add (issuers, issuer);
    }
}

/* Roots first: the shortest way to trust is the usual one. */
static void
push (Search *search, IfaCertificate *certificate)
{
  Step step = { .certificate = certificate, .issuers = g_ptr_array_new () };

  if (!ifa_trust_store_contains (search->store, certificate) && search->steps->len + 1 < MAX_DEPTH)
    {
      add_candidates (search, certificate,
                      ifa_trust_store_find (search->store, certificate->issuer), step.issuers);
      add_candidates (search, certificate, search->sent, step.issuers);
    }
  g_array_append_val (search->steps, step);
}

static GPtrArray *
copy_steps (const Search *search)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_certificate_unref);

  for (guint i = 0; i < search->steps->len; i++)
    g_ptr_array_add (copy,
                     ifa_certificate_ref (g_array_index (search->steps, Step, i).certificate));
  return copy;
}

static void
keep_if_better (Search *search, IfaPathGrade grade, char *problem)
{
  IfaCertificatePath *best = search->best;
  gboolean is_better = best->certificates == NULL || grade > best->grade
                       || (grade == IFA_PATH_INCOMPLETE && grade == best->grade
                           && search->steps->len > best->certificates->len);

  if (!is_better)
    {
      g_free (problem);
      return;
    }

  g_clear_pointer (&best->certificates, g_ptr_array_unref);
  g_free (best->problem);
  best->grade = grade;
  best->certificates = copy_steps (search);
  best->problem = problem;
}

/* Judges the path as it stands: to a root, or to wherever it leads. */
static void
judge (Search *search)
{
  const Step *last = &g_array_index (search->steps, Step, search->steps->len - 1);
  g_autoptr (GPtrArray) path = NULL;
  IfaPathGrade grade;
  char *problem = NULL;

  if (!ifa_trust_store_contains (search->store, last->certificate))
    {
      keep_if_better (search, IFA_PATH_INCOMPLETE, NULL);
      return;
    }

  path = copy_steps (search);
  grade = ifa_path_rules_grade (path, search->host, search->now_s, &problem);
  keep_if_better (search, grade, problem);
}

/* Depth first, without recursion: how deep it goes is the server's choice. */
static void
search_paths (Search *search)
{
  while (search->steps->len > 0 && search->best->grade != IFA_PATH_GOOD)
    {
      Step *last = &g_array_index (search->steps, Step, search->steps->len - 1);
      IfaCertificate *issuer;

      if (last->next == 0)
        judge (search);
      if (last->next >= last->issuers->len || search->n_checks >= MAX_SIGNATURE_CHECKS)
        {
          g_array_set_size (search->steps, search->steps->len - 1);
          continue;
        }

      issuer = g_ptr_array_index (last->issuers, last->next++);
      search->n_checks++;
      if (ifa_certificate_is_signed_by (last->certificate, issuer))
        push (search, issuer);
    }
}

/**
 * ifa_certificate_path_find:
 * @store: the trusted roots
 * @sent: (element-type IfaCertificate): what the server sent, its own certificate first, the
 *   others in any order; at least one
 * @host: the name that was asked for, for the constraints on names
 * @now_s: the time by which a path is preferred to one that is out of date
 *
 * Tries one path after the other, so that a dead one of two cross-signed paths does no harm.
 * The work is bounded, whatever the server sent.
 *
 * Returns: (transfer full): the best path there is; it may end before a root
 */
IfaCertificatePath *
ifa_certificate_path_find (const IfaTrustStore *store,
                           GPtrArray *sent,
                           const char *host,
                           gint64 now_s)
{
  Search search = { .store = store, .sent = sent, .host = host, .now_s = now_s };

  search.best = g_new0 (IfaCertificatePath, 1);
  search.steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (search.steps, (GDestroyNotify) step_clear);
  push (&search, g_ptr_array_index (sent, 0));
  search_paths (&search);
  g_array_unref (search.steps);
  return search.best;
}

void
ifa_certificate_path_free (IfaCertificatePath *self)
{
  g_clear_pointer (&self->certificates, g_ptr_array_unref);
  g_free (self->problem);
  g_free (self);
}
