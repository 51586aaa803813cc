/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The same check on two networks: what the difference says. A pure function, without words. */

#pragma once

#include "diagnosis.h"

G_BEGIN_DECLS

/**
 * IfaNetworkVerdict:
 *
 * `SAME_NETWORK`: both runs went out the same way, so that nothing can be said. `NETWORK`: it
 * works elsewhere. `SERVICE`: the same is wrong with the service everywhere. `COMPUTER`: the same
 * is wrong with this computer. `DIFFERENT`: something is wrong on both, but not the same.
 */
typedef enum
{
  IFA_NETWORK_VERDICT_UNKNOWN,
  IFA_NETWORK_VERDICT_SAME_NETWORK,
  IFA_NETWORK_VERDICT_NETWORK,
  IFA_NETWORK_VERDICT_SERVICE,
  IFA_NETWORK_VERDICT_COMPUTER,
  IFA_NETWORK_VERDICT_DIFFERENT,
} IfaNetworkVerdict;

gboolean ifa_evidence_is_same_network (const IfaEvidence *a, const IfaEvidence *b);
IfaNetworkVerdict ifa_compare_networks (const IfaEvidence *here,
                                        const IfaDiagnosis *diagnosis_here,
                                        const IfaEvidence *there,
                                        const IfaDiagnosis *diagnosis_there);

G_END_DECLS
