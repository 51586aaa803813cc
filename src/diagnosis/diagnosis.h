/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* From evidence to findings: a pure function. No I/O, no clock, no words. */

#pragma once

#include "catalogue.h"
#include "evidence.h"
#include "words.h"

G_BEGIN_DECLS

/**
 * IfaFinding:
 *
 * A cause that the evidence shows. Words hang on its id; the parameters fill them in.
 */
typedef struct
{
  const IfaCause *cause;
  IfaSeverity severity; /* the catalogue's, or what this evidence makes of it */
  IfaCertainty certainty;
  GPtrArray *endpoints;    /* (element-type utf8): ids; empty where it concerns the whole network */
  GPtrArray *evidence;     /* (element-type utf8): ids of the checks it rests on */
  GPtrArray *consequences; /* (element-type utf8): cause ids and "…-not-tested" that follow */
  GHashTable *parameters;  /* name → text for the catalogue's {names} */
} IfaFinding;

/**
 * IfaDiagnosis:
 *
 * Findings in the order of the stations, root cause first; empty when all is well.
 */
typedef struct
{
  GPtrArray *findings; /* (element-type IfaFinding) */
  IfaVerdict verdict;
  IfaStationState stations[IFA_N_STATIONS];
} IfaDiagnosis;

const char **ifa_diagnosis_list_causes (void);
IfaDiagnosis *ifa_diagnose (const IfaEvidence *evidence);
const IfaFinding *ifa_diagnosis_get_headline (const IfaDiagnosis *diagnosis);
void ifa_diagnosis_free (IfaDiagnosis *diagnosis);
const char *ifa_diagnosis_get_check_status (const IfaDiagnosis *diagnosis, const IfaCheck *check);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaDiagnosis, ifa_diagnosis_free)

G_END_DECLS
