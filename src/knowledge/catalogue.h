/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The catalogue of causes: who acts, how grave, and the words. Ids are public and never change
 * their meaning. Rules and pages name an id; every sentence about a cause stands here. */

#pragma once

#include "vocabulary.h"

G_BEGIN_DECLS

typedef enum
{
  IFA_SEVERITY_PROBLEM,   /* invoicing does not work */
  IFA_SEVERITY_ATTENTION, /* works, but needs attention */
  IFA_SEVERITY_INFO,      /* worth knowing */
} IfaSeverity;

typedef enum
{
  IFA_ACTS_YOU,
  IFA_ACTS_IT,
  IFA_ACTS_ISP,
  IFA_ACTS_VENDOR,
} IfaActs;

/**
 * IfaCertainty:
 *
 * `CERTAIN`: the evidence excludes the neighbours. `POSSIBLE`: the evidence fits, and so does
 * at least one other cause, which is named too.
 */
typedef enum
{
  IFA_CERTAINTY_POSSIBLE,
  IFA_CERTAINTY_LIKELY,
  IFA_CERTAINTY_CERTAIN,
} IfaCertainty;

#define IFA_MAX_STEPS 6

/**
 * IfaCause:
 *
 * One row of the catalogue. All texts are msgids: show them through [func@Ifa.cause_dup_text],
 * which translates and fills in {names}. Known names: {service} {host} {address} {port} {date}
 * {until} {days} {offset} {gateway} {server} {proxy} {interface} {issuer} {names} {status} {code}
 * {message} {location} {seconds} {milliseconds} {percent} {version} {vendor} {endpoint}.
 *
 * Their values are raw, and the text makes them readable: {date} and {until} are ISO 8601, a day
 * alone or with time and zone; {days} a whole number; {seconds} and {offset} numbers of seconds.
 * Unknown ones get a general word.
 */
typedef struct
{
  const char *id;
  IfaLayer layer;
  IfaActs acts;
  IfaSeverity severity;
  const char *title;                /* what happened: one sentence, no technical word */
  const char *explanation;          /* what that means, for the person and her invoices */
  const char *steps[IFA_MAX_STEPS]; /* what to do now; NULL after the last */
  const char *message;              /* (nullable): ready text for whoever must act */
  const char *technical;            /* half a sentence for IT */
} IfaCause;

const IfaCause *ifa_cause_lookup (const char *id);
const IfaCause *ifa_cause_list (guint *n_causes);
char *ifa_cause_dup_text (const char *msgid, GHashTable *parameters);

const char *ifa_severity_to_string (IfaSeverity severity);
gboolean ifa_severity_from_string (const char *name, IfaSeverity *severity);
const char *ifa_acts_to_string (IfaActs acts);
gboolean ifa_acts_from_string (const char *name, IfaActs *acts);
const char *ifa_certainty_to_string (IfaCertainty certainty);
gboolean ifa_certainty_from_string (const char *name, IfaCertainty *certainty);

G_END_DECLS
