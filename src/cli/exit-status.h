/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the command ends with: the first four are the verdict, the others are those of sysexits. */

#pragma once

#include "diagnosis.h"

G_BEGIN_DECLS

typedef enum
{
  IFA_EXIT_OK = 0,
  IFA_EXIT_PROBLEM = 1,
  IFA_EXIT_ATTENTION = 2,
  IFA_EXIT_INCOMPLETE = 3,
  IFA_EXIT_USAGE = 64,
  IFA_EXIT_BAD_DATA = 65,
  IFA_EXIT_FILE = 74,
} IfaExitStatus;

int ifa_exit_status_of_verdict (IfaVerdict verdict);
int ifa_exit_status_of_error (const GError *error);

G_END_DECLS
