/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "network-comparison.h"

#include "facts.h"

/* The default route that is used: the lowest metric wins. */
static const IfaRouteFacts *
find_way_out (const IfaEvidence *evidence)
{
  const IfaRouteFacts *best = NULL;

  for (guint i = 0; i < ifa_evidence_get_n_checks (evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (evidence, i);
      const IfaRouteFacts *facts = check->facts;

      if (check->type != &ifa_route_facts || check->outcome != IFA_OUTCOME_OK)
        continue;
      if (best == NULL || facts->metric < best->metric)
        best = facts;
    }
  return best;
}

static const char *
find_hardware_address (const IfaEvidence *evidence, const char *gateway)
{
  for (guint i = 0; gateway != NULL && i < ifa_evidence_get_n_checks (evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (evidence, i);
      const IfaGatewayFacts *facts = check->facts;

      if (check->type == &ifa_gateway_facts && g_strcmp0 (facts->address, gateway) == 0)
        return facts->hardware_address;
    }
  return NULL;
}

/**
 * ifa_evidence_is_same_network:
 * @a: what one run saw
 * @b: what another run saw
 *
 * Two routers may well have the same address (192.168.1.1): then their hardware addresses decide,
 * where both are known.
 *
 * Returns: whether both runs went out the same way; `FALSE` where one of them found no way out
 */
gboolean
ifa_evidence_is_same_network (const IfaEvidence *a, const IfaEvidence *b)
{
  const IfaRouteFacts *way_a = find_way_out (a);
  const IfaRouteFacts *way_b = find_way_out (b);
  const char *hardware_a = NULL;
  const char *hardware_b = NULL;

  if (way_a == NULL || way_b == NULL)
    return FALSE;
  if (g_strcmp0 (way_a->interface, way_b->interface) != 0
      || g_strcmp0 (way_a->gateway, way_b->gateway) != 0)
    return FALSE;

  hardware_a = find_hardware_address (a, way_a->gateway);
  hardware_b = find_hardware_address (b, way_b->gateway);
  return hardware_a == NULL || hardware_b == NULL || g_strcmp0 (hardware_a, hardware_b) == 0;
}

static const IfaFinding *
get_problem (const IfaDiagnosis *diagnosis)
{
  const IfaFinding *first = NULL;

  if (diagnosis->verdict != IFA_VERDICT_PROBLEM || diagnosis->findings->len == 0)
    return NULL;

  first = g_ptr_array_index (diagnosis->findings, 0);
  return first->severity == IFA_SEVERITY_PROBLEM ? first : NULL;
}

static gboolean
works (const IfaDiagnosis *diagnosis)
{
  return diagnosis->verdict == IFA_VERDICT_OK || diagnosis->verdict == IFA_VERDICT_ATTENTION;
}

/**
 * ifa_compare_networks:
 * @here: what the run on the usual network saw
 * @diagnosis_here: what was made of it
 * @there: what the run on another network saw
 * @diagnosis_there: what was made of it
 *
 * Returns: what the difference says of the fault on the usual network
 */
IfaNetworkVerdict
ifa_compare_networks (const IfaEvidence *here,
                      const IfaDiagnosis *diagnosis_here,
                      const IfaEvidence *there,
                      const IfaDiagnosis *diagnosis_there)
{
  const IfaFinding *problem_here = get_problem (diagnosis_here);
  const IfaFinding *problem_there = get_problem (diagnosis_there);

  if (problem_here == NULL)
    return IFA_NETWORK_VERDICT_UNKNOWN;
  if (ifa_evidence_is_same_network (here, there))
    return IFA_NETWORK_VERDICT_SAME_NETWORK;
  if (works (diagnosis_there))
    return IFA_NETWORK_VERDICT_NETWORK;
  if (problem_there == NULL)
    return IFA_NETWORK_VERDICT_UNKNOWN;

  if (problem_here->cause != problem_there->cause)
    return IFA_NETWORK_VERDICT_DIFFERENT;
  if (problem_here->cause->layer == IFA_LAYER_COMPUTER)
    return IFA_NETWORK_VERDICT_COMPUTER;
  return problem_here->cause->acts == IFA_ACTS_VENDOR ? IFA_NETWORK_VERDICT_SERVICE
                                                      : IFA_NETWORK_VERDICT_DIFFERENT;
}
