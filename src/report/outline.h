/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What a report says, in the order in which it says it: the same for text, HTML and PDF, which
 * only decide what each part looks like. */

#pragma once

#include "report.h"

G_BEGIN_DECLS

typedef enum
{
  IFA_BLOCK_TITLE,   /* text: what happened */
  IFA_BLOCK_MAP,     /* text: the connection map as a sentence */
  IFA_BLOCK_SECTION, /* text: a heading */
  IFA_BLOCK_TEXT,    /* text: a paragraph */
  IFA_BLOCK_STEP,    /* text, label: its number */
  IFA_BLOCK_GROUP,   /* text: a smaller heading; label: an id for IT */
  IFA_BLOCK_BADGE,   /* label: the question; text: the answer in a few words */
  IFA_BLOCK_CHECK,   /* text: one sentence; label: its kind; status; detail: its id */
  IFA_BLOCK_FACT,    /* label and text */
} IfaBlockKind;

/**
 * IfaBlock:
 *
 * A part of the outline. Foreign words in it are as they came: each writer escapes at its border.
 */
typedef struct
{
  IfaBlockKind kind;
  char *text;
  char *label;           /* (nullable) */
  char *detail;          /* (nullable) */
  const char *status;    /* (nullable): pass, attention, fail, skipped */
  gboolean is_technical; /* part of the details for IT */
} IfaBlock;

/**
 * IfaOutline:
 *
 * Borrows the report.
 */
typedef struct
{
  const IfaReport *report;
  GArray *blocks; /* (element-type IfaBlock) */
  gboolean is_technical;
} IfaOutline;

IfaOutline *ifa_outline_new (const IfaReport *report);
void ifa_outline_free (IfaOutline *outline);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaOutline, ifa_outline_free)

/* For outline-*.c only: each adds a part of the whole. */
IfaBlock *ifa_outline_add (IfaOutline *outline, IfaBlockKind kind, const char *text);
void ifa_outline_add_fact (IfaOutline *outline, const char *label, const char *text);
void ifa_outline_add_checks (IfaOutline *outline);
void ifa_outline_add_details (IfaOutline *outline);

G_END_DECLS
