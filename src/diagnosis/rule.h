/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A rule: a pure function that says whether the evidence shows one cause. */

#pragma once

#include "diagnosis.h"
#include "view.h"

G_BEGIN_DECLS

/**
 * IfaRuleTest:
 * @view: the evidence
 * @target: (nullable): the endpoint it is asked about; `NULL` for a rule about the whole network
 * @finding: to be told what the answer rests on; its certainty is "certain" until the rule
 *   lowers it
 *
 * Returns: whether this is the cause
 */
typedef gboolean (*IfaRuleTest) (const IfaView *view, const IfaTarget *target, IfaFinding *finding);

typedef enum
{
  IFA_SCOPE_NETWORK,  /* asked once a run */
  IFA_SCOPE_ENDPOINT, /* asked once an endpoint */
} IfaScope;

typedef struct
{
  const char *cause;
  IfaScope scope;
  IfaRuleTest test;
  const char *yields_to; /* (nullable): causes that explain this one, separated by spaces */
} IfaRule;

/* One table a layer; each ends with a NULL cause. */
extern const IfaRule ifa_sandbox_rules[];
extern const IfaRule ifa_computer_rules[];
extern const IfaRule ifa_way_rules[];
extern const IfaRule ifa_proxy_rules[];
extern const IfaRule ifa_local_network_rules[];
extern const IfaRule ifa_name_rules[];
extern const IfaRule ifa_line_rules[];
extern const IfaRule ifa_loss_rules[];
extern const IfaRule ifa_interception_rules[];
extern const IfaRule ifa_internet_rules[];
extern const IfaRule ifa_security_rules[];
extern const IfaRule ifa_service_rules[];
extern const IfaRule ifa_status_rules[];
extern const IfaRule ifa_client_rules[];
extern const IfaRule ifa_client_program_rules[];

/* For rules, to say what they rest on. */
void ifa_finding_cite (IfaFinding *finding, const IfaCheck *check);
void ifa_finding_cite_all (IfaFinding *finding, const GPtrArray *checks);
void ifa_finding_set (IfaFinding *finding, const char *name, const char *value);
void ifa_finding_set_integer (IfaFinding *finding, const char *name, gint64 value);
void ifa_finding_set_date (IfaFinding *finding, const char *name, gint64 time_s);
void ifa_finding_set_time (IfaFinding *finding, const char *name, gint64 time_s);
void ifa_finding_lower (IfaFinding *finding, IfaCertainty certainty);

/* What one table knows and another needs. */

/* A smaller body comes through any line in no time. */
#define IFA_BODY_THAT_FILLS_LINES (8 * 1024)

gboolean ifa_target_loses_some (const IfaTarget *target);
gboolean ifa_target_loses_most (const IfaTarget *target);

G_END_DECLS
