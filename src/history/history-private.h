/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Inside of the history's files. */

#pragma once

#include "chain.h"

G_BEGIN_DECLS

struct _IfaHistory
{
  char *folder;
  char *lines;   /* path of the file of lines */
  char *head;    /* path of the file with the last link */
  char *lock;    /* path of the file that is locked for writing */
  char *reports; /* folder of whole reports */
  IfaHistoryLimits limits;
};

gboolean ifa_history_fail (GError **error, const char *path, int errno_value);
int ifa_history_lock (const IfaHistory *self, GError **error);
void ifa_history_unlock (int lock);
GMappedFile *ifa_history_map (const IfaHistory *self);
gboolean ifa_history_read_head (const IfaHistory *self, IfaChainLink *head);
char *ifa_history_dup_report_path (const IfaHistory *self, const char *report_id);
gboolean ifa_history_prune_reports (IfaHistory *self);

G_END_DECLS
