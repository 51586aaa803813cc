/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What a status page says of the service. */

#pragma once

#include "field.h"

G_BEGIN_DECLS

/* What it says, in our words. */
typedef enum
{
  IFA_STATUS_UNKNOWN,
  IFA_STATUS_OK,
  IFA_STATUS_DEGRADED,
  IFA_STATUS_DOWN,
  IFA_STATUS_MAINTENANCE,
} IfaStatusState;

/* The convention it follows. */
typedef enum
{
  IFA_STATUS_FORMAT_UNKNOWN,
  IFA_STATUS_FORMAT_STATUSPAGE,
  IFA_STATUS_FORMAT_INSTATUS,
  IFA_STATUS_FORMAT_CSTATE,
  IFA_STATUS_FORMAT_CACHET,
  IFA_STATUS_FORMAT_UPTIME_KUMA,
  IFA_STATUS_FORMAT_BETTER_STACK,
  IFA_STATUS_FORMAT_HEALTH_JSON,
  IFA_STATUS_FORMAT_SPRING_ACTUATOR,
  IFA_STATUS_FORMAT_MICROPROFILE,
  IFA_STATUS_FORMAT_KUBERNETES,
  IFA_STATUS_FORMAT_KSEF_LATARNIA,
  IFA_STATUS_FORMAT_SEFAZ,
  IFA_STATUS_FORMAT_GENERIC,
} IfaStatusFormat;

/**
 * IfaStatusFacts:
 *
 * A status page is a hint and never a proof: it may be late, or down itself.
 */
typedef struct
{
  char *url;
  char **addresses;
  char *expected_format; /* auto, or a convention's name */
  gint64 min_interval_s; /* by the profile */
  gint64 status;
  guint format; /* IfaStatusFormat */
  guint state;  /* IfaStatusState */
  char *word;
  char *message;
  gint64 message_start_s;
  gint64 message_end_s;
  char *planned; /* work that is announced for a time to come */
  gint64 planned_from_s;
  gint64 planned_until_s;
  gint64 n_affected;
  char **affected;
  IfaTri is_page;
  gint64 cached_age_s;
} IfaStatusFacts;

extern const IfaFactsType ifa_status_facts;

G_END_DECLS
