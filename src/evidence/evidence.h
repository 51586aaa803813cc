/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What one run saw: a list of checks, each with the facts of its kind. */

#pragma once

#include "field.h"

G_BEGIN_DECLS

/* Names that stand in a check's "endpoint" without being an endpoint of the profile. */
#define IFA_ENDPOINT_CONTROL_PREFIX "control-"
#define IFA_ENDPOINT_TIME_PREFIX "time-"
#define IFA_ENDPOINT_NAME_SERVER "name-server"
#define IFA_ENDPOINT_STATUS_PAGE "status-page"
#define IFA_ENDPOINT_VERSION "version"

/**
 * IfaCheck:
 *
 * One exchange or look: what was asked, how it ended, and what was learned. The engine makes it
 * and fills the facts that say *what to look at*; a probe adds what it saw. It starts as
 * "not tested"; a probe sets the good outcome in its last line.
 */
typedef struct
{
  char *id; /* "tls.api": kind, endpoint, running number where there are several */
  const IfaFactsType *type;
  IfaRole role;
  char *endpoint; /* (nullable): id of the profile's endpoint, or "control-1" */
  IfaOutcome outcome;
  char *reason;       /* (nullable): why it was not tested: a word of knowledge/reasons */
  char *detail;       /* (nullable): the library's own words, for "Details for IT" */
  gint64 started_ms;  /* since the run began */
  gint64 duration_ms; /* 0 until it ends */
  gpointer facts;     /* a struct of `type` */
} IfaCheck;

IfaCheck *ifa_check_new (const IfaFactsType *type, IfaRole role, const char *endpoint);
void ifa_check_free (IfaCheck *check);
void ifa_check_set_reason (IfaCheck *check, const char *reason);
void ifa_check_take_detail (IfaCheck *check, char *detail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaCheck, ifa_check_free)

/**
 * IfaEvidence:
 *
 * A reference-counted list of checks in the order in which they were begun. Once the run has
 * ended nothing changes it.
 */
typedef struct _IfaEvidence IfaEvidence;

IfaEvidence *ifa_evidence_new (void);
IfaEvidence *ifa_evidence_ref (IfaEvidence *self);
void ifa_evidence_unref (IfaEvidence *self);

void ifa_evidence_take (IfaEvidence *self, IfaCheck *check);
guint ifa_evidence_get_n_checks (const IfaEvidence *self);
IfaCheck *ifa_evidence_get_check (const IfaEvidence *self, guint position);
IfaCheck *ifa_evidence_find (const IfaEvidence *self, const char *id);

const IfaFactsType *ifa_facts_type_from_kind (const char *kind);

JsonObject *ifa_check_to_json (const IfaCheck *check, IfaRedact redact, gpointer redact_data);
IfaEvidence *ifa_evidence_from_json (JsonArray *checks, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaEvidence, ifa_evidence_unref)

G_END_DECLS
