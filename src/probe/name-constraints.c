/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "name-constraints.h"

#include <string.h>

#include "distinguished-name.h"

/* Names times constraints: a hostile pair could have millions. */
#define MAX_COMPARISONS 65536

#define OUTSIDE "it is issued for a name that its authority may not issue for"
#define MALFORMED "the name constraints of an authority are malformed"

typedef enum
{
  MATCH_NO,
  MATCH_YES,
  MATCH_NO_IDEA, /* a kind of name that is constrained in a way not known here */
} Match;

typedef struct
{
  const IfaCertificateTerms *authority;
  guint n_comparisons;
} Judge;

static gboolean
ends_with (const IfaDer *name, const char *suffix, gsize length)
{
  return (gsize) (name->end - name->at) >= length
         && g_ascii_strncasecmp ((const char *) name->end - length, suffix, length) == 0;
}

static IfaDer
without_final_dot (const IfaDer *name)
{
  IfaDer rest = *name;

  if (rest.end - rest.at > 1 && rest.end[-1] == '.')
    rest.end--;
  return rest;
}

/* "example.com" stands for itself and all below, ".example.com" only for what is below, "" for
 * everything. Where names are excluded, a wildcard is as bad as the worst name that it stands
 * for. */
static Match
match_dns (const IfaDer *whole_name, const IfaDer *whole_base, gboolean is_excluded)
{
  IfaDer stripped_name = without_final_dot (whole_name);
  IfaDer stripped_base = without_final_dot (whole_base);
  const IfaDer *name = &stripped_name;
  const IfaDer *base = &stripped_base;
  const char *text = (const char *) base->at;
  gsize length = (gsize) (base->end - base->at);
  gsize name_length = (gsize) (name->end - name->at);

  if (length == 0)
    return MATCH_YES;
  if (*text == '*')
    return MATCH_NO_IDEA;

  if (ends_with (name, text, length)
      && (*text == '.' ? name_length > length
                       : name_length == length || name->end[-(gssize) length - 1] == '.'))
    return MATCH_YES;
  if (is_excluded && name_length > 2 && memcmp (name->at, "*.", 2) == 0)
    {
      const char *dot = memchr (text, '.', length);
      gsize rest = dot != NULL ? length - (gsize) (dot - text) : 0;

      if (rest > 0 && rest == name_length - 1 && ends_with (name, dot, rest))
        return MATCH_YES;
    }
  return MATCH_NO;
}

/* "a@host" is one mailbox, "host" all of that host, ".domain" all of the hosts below. */
static Match
match_mail (const IfaDer *name, const IfaDer *base)
{
  gsize name_length = (gsize) (name->end - name->at);
  gsize length = (gsize) (base->end - base->at);
  const char *text = (const char *) base->at;
  const guint8 *sign = memrchr (name->at, '@', name_length);
  gsize host_length = sign != NULL ? (gsize) (name->end - sign - 1) : 0;
  const guint8 *base_sign = memrchr (text, '@', length);

  if (sign == NULL)
    return MATCH_NO_IDEA;
  if (base_sign != NULL)
    {
      gsize box_length = (gsize) (base_sign - base->at) + 1;

      /* Upper and lower case count before the sign, and not behind it. */
      return name_length == length && memcmp (name->at, text, box_length) == 0
                     && ends_with (name, text + box_length, length - box_length)
                 ? MATCH_YES
                 : MATCH_NO;
    }
  if (length > 0 && *text == '.')
    return host_length > length && ends_with (name, text, length) ? MATCH_YES : MATCH_NO;
  return length == 0 || (host_length == length && ends_with (name, text, length)) ? MATCH_YES
                                                                                  : MATCH_NO;
}

static Match
match_address (const IfaDer *name, const IfaDer *base)
{
  gsize length = (gsize) (name->end - name->at);
  gsize base_length = (gsize) (base->end - base->at);
  const guint8 *mask = base->at + base_length / 2;

  if (base_length != 2 * length)
    return MATCH_NO;
  for (gsize i = 0; i < length; i++)
    if (((name->at[i] ^ base->at[i]) & mask[i]) != 0)
      return MATCH_NO;
  return MATCH_YES;
}

static Match
match_directory (const IfaDer *name, const IfaDer *base)
{
  IfaDer name_copy = *name, base_copy = *base, name_sequence, base_sequence;

  if (!ifa_der_next (&name_copy, IFA_DER_SEQUENCE, &name_sequence)
      || !ifa_der_next (&base_copy, IFA_DER_SEQUENCE, &base_sequence))
    return MATCH_NO_IDEA;
  return ifa_distinguished_name_is_within (&name_sequence, &base_sequence) ? MATCH_YES : MATCH_NO;
}

static Match
match (const IfaDer *name, const IfaDer *base, gboolean is_excluded)
{
  switch (name->tag)
    {
    case IFA_NAME_DNS:
      return match_dns (name, base, is_excluded);
    case IFA_NAME_ADDRESS:
      return match_address (name, base);
    case IFA_NAME_EMAIL:
      return match_mail (name, base);
    case IFA_NAME_DIRECTORY:
      return match_directory (name, base);
    default:
      return MATCH_NO_IDEA;
    }
}

/* Looks @name up in one of the two lists. @is_constrained tells whether the list speaks of that
 * kind of name at all. */
static const char *
look_up (Judge *judge,
         const IfaDer *name,
         IfaDer list,
         gboolean is_excluded,
         gboolean *is_constrained,
         gboolean *is_found)
{
  IfaDer subtree, base;

  *is_constrained = FALSE;
  *is_found = FALSE;
  if (list.tag == 0)
    return NULL;

  while (ifa_der_next (&list, IFA_DER_SEQUENCE, &subtree))
    {
      Match result;

      if (++judge->n_comparisons > MAX_COMPARISONS)
        return "it has more names than can be compared";
      /* A minimum or maximum is never used, RFC 5280 says. */
      if (!ifa_der_next_any (&subtree, &base) || subtree.at != subtree.end)
        return MALFORMED;
      if (base.tag != name->tag)
        continue;

      *is_constrained = TRUE;
      result = match (name, &base, is_excluded);
      if (result == MATCH_NO_IDEA)
        return MALFORMED;
      *is_found |= result == MATCH_YES;
    }
  return list.at == list.end ? NULL : MALFORMED;
}

static const char *
judge_name (Judge *judge, const IfaDer *name)
{
  gboolean is_constrained, is_found;
  const char *problem
      = look_up (judge, name, judge->authority->excluded, TRUE, &is_constrained, &is_found);

  if (problem != NULL)
    return problem;
  if (is_found)
    return OUTSIDE;

  problem = look_up (judge, name, judge->authority->permitted, FALSE, &is_constrained, &is_found);
  if (problem != NULL)
    return problem;
  return is_constrained && !is_found ? OUTSIDE : NULL;
}

/* The subject is a directory name as well; it stands without its wrapping. */
static const char *
judge_subject (Judge *judge, const IfaDer *subject)
{
  IfaDer wrapped = {
    .tag = IFA_NAME_DIRECTORY, .start = subject->start, .at = subject->start, .end = subject->end
  };

  return subject->at != subject->end ? judge_name (judge, &wrapped) : NULL;
}

/**
 * ifa_name_constraints_find_problem:
 * @authority: one with name constraints
 * @certificate: any certificate below it
 *
 * Returns: (nullable): what is wrong, for IT; `NULL` when all names are within the bounds
 */
const char *
ifa_name_constraints_find_problem (const IfaCertificateTerms *authority,
                                   const IfaCertificateTerms *certificate)
{
  Judge judge = { .authority = authority };
  const char *problem = judge_subject (&judge, &certificate->subject);
  IfaDer names = certificate->alternative_names;
  IfaDer name;

  if (!certificate->has_alternative_names)
    return problem;
  while (problem == NULL && ifa_der_next_any (&names, &name))
    problem = judge_name (&judge, &name);
  return problem;
}
