/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What is different between two runs of one profile: evidence, not judgement. Pure. */

#pragma once

#include "evidence.h"

G_BEGIN_DECLS

/**
 * IfaChange:
 *
 * One fact that differs. The texts are as they were measured, nothing hidden.
 */
typedef struct
{
  const IfaFactsType *type; /* of the check */
  const IfaField *field;    /* which fact */
  char *endpoint;           /* (nullable): whose */
  char *before;             /* (nullable): not known then */
  char *now;                /* (nullable): not known now */
} IfaChange;

GPtrArray *ifa_changes_list (const IfaEvidence *before, const IfaEvidence *now);
void ifa_change_free (IfaChange *change);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaChange, ifa_change_free)

G_END_DECLS
