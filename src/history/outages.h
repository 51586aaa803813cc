/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* How long was it down, whose fault was it, and how much of each month was it up. */

#pragma once

#include "history.h"

G_BEGIN_DECLS

/* Whose it was: legal deadlines depend on it. */
typedef enum
{
  IFA_FAULT_UNKNOWN,
  IFA_FAULT_OWN,       /* this computer, the office network, its provider */
  IFA_FAULT_ANNOUNCED, /* maintenance or an outage that the service announced */
  IFA_FAULT_SERVICE,   /* the service, unannounced */
} IfaFault;

/**
 * IfaOutage:
 *
 * Consecutive runs in which invoicing did not work.
 */
typedef struct
{
  char *profile_id;
  char *profile_name;
  gint64 last_good_s;   /* the run before it that worked; 0: none is known */
  gint64 first_bad_s;   /* the first that didn't */
  gint64 last_bad_s;    /* the last that didn't */
  gint64 first_good_s;  /* the first after it that worked; 0: it goes on */
  char *cause;          /* named most often */
  IfaFault fault;       /* of that cause */
  guint n_runs;         /* that failed */
  gint64 unsent;        /* most that were waiting; IFA_UNKNOWN_INTEGER where nobody counted */
  GPtrArray *evidence;  /* (element-type utf8): ids of the reports */
  guint64 first_number; /* of the first failing run in the history */
  guint64 last_number;
} IfaOutage;

/**
 * IfaAvailability:
 *
 * One month of one service. A stretch between two runs counts as what the first of them found,
 * if the second came soon enough; else it was not measured.
 */
typedef struct
{
  int year;
  int month;
  gint64 up_s;
  gint64 down_s;
  gint64 unmeasured_s;
  guint n_runs;
} IfaAvailability;

#define IFA_MAX_GAP_S (2 * 60 * 60)

GPtrArray *ifa_outages_new_from_entries (const GPtrArray *entries);
GPtrArray *ifa_history_list_outages (const IfaHistory *self, const char *profile_id);
char *ifa_outage_dup_record (const IfaOutage *outage, const char *history_hash);
void ifa_outage_free (IfaOutage *outage);
const char *ifa_fault_to_string (IfaFault fault);
const char *ifa_fault_get_words (IfaFault fault);

GArray *
ifa_availability_new_from_entries (const GPtrArray *entries, gint64 now_s, gint64 max_gap_s);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaOutage, ifa_outage_free)

G_END_DECLS
