/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Inside of the triage's files. */

#pragma once

#include "triage.h"

G_BEGIN_DECLS

#define IFA_TRIAGE_N_KEYS 6

/* Reports with the same values of the chosen keys. */
typedef struct
{
  char *values[IFA_TRIAGE_N_KEYS]; /* NULL where not chosen */
  guint64 n_reports;
  guint64 n_problems;
  gint64 first_s; /* 0: no time given */
  gint64 last_s;
  char first_id[64]; /* of the report that was seen first */
} IfaTriageGroup;

struct _IfaTriage
{
  guint keys;
  GHashTable *groups;     /* joined values → IfaTriageGroup */
  IfaTriageGroup *others; /* (nullable): when there are too many groups */
  guint64 n_reports;
  guint64 n_unreadable;
  GPtrArray *unreadable; /* (element-type utf8): the first of them, with the reason */
  GByteArray *buffer;    /* of the file that is being read */
};

extern const char *const ifa_triage_key_names[IFA_TRIAGE_N_KEYS];

G_END_DECLS
