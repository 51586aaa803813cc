/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "error.h"
#include "exit-status.h"

static const int verdict_statuses[] = {
  [IFA_VERDICT_INCOMPLETE] = IFA_EXIT_INCOMPLETE,
  [IFA_VERDICT_OK] = IFA_EXIT_OK,
  [IFA_VERDICT_ATTENTION] = IFA_EXIT_ATTENTION,
  [IFA_VERDICT_PROBLEM] = IFA_EXIT_PROBLEM,
};

static const int error_statuses[] = {
  [IFA_ERROR_USAGE] = IFA_EXIT_USAGE,         [IFA_ERROR_BAD_PROFILE] = IFA_EXIT_BAD_DATA,
  [IFA_ERROR_BAD_REPORT] = IFA_EXIT_BAD_DATA, [IFA_ERROR_FILE] = IFA_EXIT_FILE,
  [IFA_ERROR_FAILED] = IFA_EXIT_INCOMPLETE,
};

/**
 * ifa_exit_status_of_verdict:
 * @verdict: of a check
 *
 * Returns: the command's exit status
 */
int
ifa_exit_status_of_verdict (IfaVerdict verdict)
{
  return (guint) verdict < G_N_ELEMENTS (verdict_statuses) ? verdict_statuses[verdict]
                                                           : IFA_EXIT_INCOMPLETE;
}

/**
 * ifa_exit_status_of_error:
 * @error: what a command failed with
 *
 * Returns: the command's exit status; for errors of other libraries, that of a file
 */
int
ifa_exit_status_of_error (const GError *error)
{
  if (error->domain == G_OPTION_ERROR)
    return IFA_EXIT_USAGE;
  if (error->domain != IFA_ERROR || (guint) error->code >= G_N_ELEMENTS (error_statuses))
    return IFA_EXIT_FILE;
  return error_statuses[error->code];
}
