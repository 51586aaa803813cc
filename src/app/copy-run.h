/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "copy.h"

G_BEGIN_DECLS

typedef enum
{
  IFA_COPY_RUN_NONE, /* no copy yet */
  IFA_COPY_RUN_COPYING,
  IFA_COPY_RUN_STOPPED,    /* by the person; can go on where it was */
  IFA_COPY_RUN_PROVEN,     /* whole, read back and compared */
  IFA_COPY_RUN_INCOMPLETE, /* some files could not be copied */
  IFA_COPY_RUN_FAILED,
} IfaCopyRunState;

#define IFA_TYPE_COPY_RUN (ifa_copy_run_get_type ())
G_DECLARE_FINAL_TYPE (IfaCopyRun, ifa_copy_run, IFA, COPY_RUN, GObject)

IfaCopyRun *ifa_copy_run_new (IfaProfile *profile);
void ifa_copy_run_start (IfaCopyRun *self, const char *target);
void ifa_copy_run_stop (IfaCopyRun *self);
IfaCopyRunState ifa_copy_run_get_state (IfaCopyRun *self);
const char *ifa_copy_run_get_target (IfaCopyRun *self);
double ifa_copy_run_get_fraction (IfaCopyRun *self);
char *ifa_copy_run_dup_progress (IfaCopyRun *self);
const IfaCopy *ifa_copy_run_get_copy (IfaCopyRun *self);
const char *ifa_copy_run_get_problem (IfaCopyRun *self);

G_END_DECLS
