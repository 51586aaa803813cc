/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The invoicing program on this computer: counts and states, never what stands in an invoice. */

#pragma once

#include "field.h"

G_BEGIN_DECLS

/**
 * IfaClientFacts:
 *
 * The program itself, and the disk that it writes to.
 */
typedef struct
{
  char *name;
  char **processes; /* by the profile */
  IfaTri is_running;
  char *version; /* the installed one */
  char *place;   /* where it writes, by the profile: "~/…" */
  gint64 free_bytes;
  gint64 needed_bytes;
} IfaClientFacts;

extern const IfaFactsType ifa_client_facts;

/**
 * IfaOutboxFacts:
 *
 * What waits to be sent. Places are those of the profile; names of files are not kept, for they
 * often bear a buyer's name.
 */
typedef struct
{
  char **places;
  gint64 n_missing_places;
  gint64 n_files;
  gint64 n_bytes;
  gint64 n_waiting;
  gint64 n_sent;
  char **totals; /* "1130.00 CNY" */
  char *oldest;  /* ISO 8601 day */
  gint64 oldest_days;
  gint64 oldest_working_days;
  gint64 limit_working_days; /* the profile's strictest */
  gint64 limit_hours;
  gint64 n_unreadable; /* this user may not */
  char *unreadable_place;
  gint64 n_damaged;
  char *damaged_place;
  gint64 n_unknown; /* can't be understood: other formats, encrypted, links, pipes */
  IfaTri is_cut;    /* there is more than was counted */
  IfaTri copy_is_current;
  char *copy_place;
  gint64 copy_needed_bytes;
  gint64 copy_free_bytes;
} IfaOutboxFacts;

extern const IfaFactsType ifa_outbox_facts;

/**
 * IfaClientLogFacts:
 *
 * What the program's own log says, newest first.
 */
typedef struct
{
  char **places;
  gint64 n_files;
  gint64 n_bytes; /* that were looked at, from the end */
  IfaTri is_cut;  /* there is more log than was looked at */
  gint64 n_matches;
  char *code;    /* the newest known error */
  char *cause;   /* that it stands for */
  char *message; /* its line */
  gint64 written_s;
  char *limit_message; /* the newest line about an offline limit */
  char *limit_code;
  gint64 limit_written_s;
} IfaClientLogFacts;

extern const IfaFactsType ifa_client_log_facts;

/**
 * IfaVersionFacts:
 *
 * Which versions of the program the service wants to see.
 */
typedef struct
{
  char *url;
  char **addresses;
  char *minimum_path; /* JSONPath */
  char *latest_path;
  gint64 status;
  char *minimum;
  char *latest;
} IfaVersionFacts;

extern const IfaFactsType ifa_version_facts;

G_END_DECLS
