/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <gio/gio.h>

#include "outages.h"

G_BEGIN_DECLS

/**
 * IfaHistoryLook:
 *
 * What the history says about one service.
 */
typedef struct
{
  GPtrArray *entries;     /* (element-type IfaHistoryEntry): newest first */
  GPtrArray *outages;     /* (element-type IfaOutage): newest first */
  GArray *months;         /* (element-type IfaAvailability): oldest first */
  GPtrArray *changes;     /* (nullable) (element-type utf8): sentences; NULL: nothing to compare */
  char *changes_since;    /* (nullable): ISO 8601 */
  IfaHistoryProof *proof; /* of all services' runs */
  char *seal;             /* (nullable) */
} IfaHistoryLook;

void ifa_history_look_async (const char *profile_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
IfaHistoryLook *ifa_history_look_finish (GAsyncResult *result, GError **error);
void ifa_history_look_free (IfaHistoryLook *self);

void ifa_history_load_async (const char *report_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
IfaReport *ifa_history_load_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaHistoryLook, ifa_history_look_free)

G_END_DECLS
