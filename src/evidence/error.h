/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The one error domain of the core. Messages are sentences for the person at the command line
 * or the vendor: where, what, what to do. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  IFA_ERROR_USAGE,       /* exit status 64 */
  IFA_ERROR_BAD_PROFILE, /* exit status 65 */
  IFA_ERROR_BAD_REPORT,  /* exit status 65 */
  IFA_ERROR_FILE,        /* exit status 74 */
  IFA_ERROR_FAILED,
} IfaError;

#define IFA_ERROR (ifa_error_quark ())
GQuark ifa_error_quark (void);

G_END_DECLS
