/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The memory of what was: one line a run, each carrying the hash of the one before, so that
 * nothing can be taken out or changed unseen; and the whole reports of the latest runs. All of it
 * stays on this computer. */

#pragma once

#include "report.h"

G_BEGIN_DECLS

/**
 * IfaHistoryEntry:
 *
 * The summary of one run.
 */
typedef struct
{
  guint64 number; /* of the run, from 1 */
  char *time;     /* ISO 8601 with zone */
  gint64 time_s;  /* the same, in seconds since 1970 UTC */
  gint64 duration_ms;
  char *profile_id;
  char *profile_name;
  IfaVerdict verdict;
  char *cause;      /* (nullable): id of the root cause */
  char **endpoints; /* that it concerns */
  char *report_id;  /* of the whole report, which may be gone by now */
  gint64 unsent;    /* IFA_UNKNOWN_INTEGER where nobody counted */
  gboolean while_sending;
} IfaHistoryEntry;

/**
 * IfaHistoryProof:
 *
 * What [method@Ifa.History.verify] found.
 */
typedef struct
{
  gboolean is_whole;
  guint64 n_entries;
  guint64 first_number; /* older ones were given up for age */
  guint64 bad_line;     /* 0: none; else the first that doesn't fit, from 1 */
  char *problem;        /* (nullable): one sentence */
} IfaHistoryProof;

/**
 * IfaHistoryLimits:
 *
 * What is given up first: whole reports, then old summaries.
 */
typedef struct
{
  guint max_age_days;       /* of summaries: five years */
  guint64 max_bytes;        /* of all summaries: 256 MiB */
  guint max_reports;        /* whole reports: 400 */
  guint64 max_report_bytes; /* of all whole reports: 64 MiB */
} IfaHistoryLimits;

typedef struct _IfaHistory IfaHistory;

typedef gboolean (*IfaHistoryVisit) (IfaHistoryEntry *entry, gpointer user_data);

IfaHistory *ifa_history_open (const char *folder, GError **error);
void ifa_history_close (IfaHistory *self);
IfaHistoryLimits *ifa_history_get_limits (IfaHistory *self);

gboolean ifa_history_append (IfaHistory *self, const IfaReport *report, GError **error);
gboolean ifa_history_remember (const IfaReport *report, GError **error);
gboolean ifa_history_prune (IfaHistory *self, gint64 now_s, GError **error);

guint64 ifa_history_get_n_entries (const IfaHistory *self);
GPtrArray *ifa_history_list (const IfaHistory *self, const char *profile_id, guint limit);
void ifa_history_visit (const IfaHistory *self,
                        const char *profile_id,
                        IfaHistoryVisit visit,
                        gpointer user_data);
IfaHistoryEntry *ifa_history_find (const IfaHistory *self, const char *profile_id, guint64 number);
IfaHistoryProof *ifa_history_verify (const IfaHistory *self);
char *ifa_history_dup_seal (const IfaHistory *self);
gboolean ifa_history_has_seal (const IfaHistory *self, const char *seal);

IfaReport *ifa_history_load_report (const IfaHistory *self, const char *report_id, GError **error);
IfaReport *ifa_history_load_good_before (const IfaHistory *self,
                                         const char *profile_id,
                                         const char *report_id);
IfaReport *ifa_history_load_last_good (const IfaHistory *self, const char *profile_id);

void ifa_history_entry_free (IfaHistoryEntry *entry);
void ifa_history_proof_free (IfaHistoryProof *proof);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaHistory, ifa_history_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaHistoryEntry, ifa_history_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaHistoryProof, ifa_history_proof_free)

G_END_DECLS
