/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The other words that more than one reader sees: stations, verdicts, certainty, who acts, and one
 * plain sentence for each check. All returned texts are in the current language. */

#pragma once

#include "catalogue.h"
#include "evidence.h"

G_BEGIN_DECLS

typedef enum
{
  IFA_VERDICT_INCOMPLETE = 0,
  IFA_VERDICT_OK,
  IFA_VERDICT_ATTENTION,
  IFA_VERDICT_PROBLEM,
} IfaVerdict;

typedef enum
{
  IFA_STATION_UNTESTED = 0,
  IFA_STATION_OK,
  IFA_STATION_ATTENTION,
  IFA_STATION_BROKEN,
} IfaStationState;

const char *ifa_verdict_to_string (IfaVerdict verdict);
const char *ifa_station_state_to_string (IfaStationState state);

const char *ifa_words_station (IfaLayer layer);
const char *ifa_words_station_state (IfaStationState state);
const char *ifa_words_verdict_title (IfaVerdict verdict);
const char *ifa_words_verdict_explanation (IfaVerdict verdict);
const char *ifa_words_certainty (IfaCertainty certainty);
const char *ifa_words_acts (IfaActs acts);
const char *ifa_words_severity (IfaSeverity severity);
const char *ifa_words_check_status (const char *status);
char *ifa_words_dup_reason (const char *reason);
char *ifa_words_dup_check_summary (const IfaCheck *check);
const char *ifa_words_field_label (const IfaField *field);
const char *ifa_words_kind_title (const IfaFactsType *type);
char *ifa_words_dup_consequence (const char *consequence);

G_END_DECLS
