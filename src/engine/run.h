/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One run: what depends on what, deadlines, cancellation, progress. */

#pragma once

#include "environment.h"
#include "evidence.h"
#include "profile.h"

G_BEGIN_DECLS

#define IFA_TYPE_RUN (ifa_run_get_type ())
G_DECLARE_FINAL_TYPE (IfaRun, ifa_run, IFA, RUN, GObject)

IfaRun *ifa_run_new (IfaEnvironment *environment, IfaProfile *profile, gboolean own_hosts_only);
void ifa_run_set_story (IfaRun *self, IfaTri while_sending, const char *message);
void ifa_run_start_async (IfaRun *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
IfaEvidence *ifa_run_finish (IfaRun *self, GAsyncResult *result, GError **error);

/* Signals: "check-started" and "check-ended", each (IfaCheck *, as pointer). */
IfaEvidence *ifa_run_get_evidence (IfaRun *self);
guint ifa_run_get_n_pending (IfaRun *self);
gint64 ifa_run_get_started_us (IfaRun *self);
gint64 ifa_run_get_duration_ms (IfaRun *self);
gboolean ifa_run_was_cancelled (IfaRun *self);

G_END_DECLS
