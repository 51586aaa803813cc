/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* This computer's clock against other clocks. */

#pragma once

#include "field.h"

G_BEGIN_DECLS

/* Where the other time came from. */
typedef enum
{
  IFA_CLOCK_SOURCE_UNKNOWN,
  IFA_CLOCK_SOURCE_NTP,
  IFA_CLOCK_SOURCE_HTTPS_DATE,
  IFA_CLOCK_SOURCE_HTTP_DATE,
} IfaClockSource;

/**
 * IfaClockFacts:
 *
 * One comparison. A single source proves nothing: any server's clock may be wrong.
 */
typedef struct
{
  guint source; /* IfaClockSource */
  char *host;
  char **addresses;
  gint64 offset_ms; /* negative: this computer's clock is behind */
  gint64 uncertainty_ms;
  gint64 stratum;
} IfaClockFacts;

extern const IfaFactsType ifa_clock_facts;

G_END_DECLS
