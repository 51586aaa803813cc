/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The history as a text for the terminal and as JSON. */

#pragma once

#include "command-line.h"
#include "outages.h"

G_BEGIN_DECLS

IfaHistory *
ifa_command_line_open_history (const IfaCommandLine *line, char **profile_id, GError **error);
gboolean
ifa_command_line_wants_json (const IfaCommandLine *line, gboolean *is_json, GError **error);

char *ifa_history_words_dup_table (const GPtrArray *entries, gboolean with_service);
char *ifa_history_words_dup_run (const IfaHistoryEntry *entry);
char *ifa_history_words_dup_json (const GPtrArray *entries);
char *ifa_history_words_dup_comparison (const IfaReport *before, const IfaReport *now);
char *ifa_history_words_dup_cause (const char *cause_id);
char *ifa_history_words_dup_time (gint64 time_s);

G_END_DECLS
