/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "cache.h"
#include "vocabulary.h"

G_BEGIN_DECLS

typedef enum
{
  IFA_CACHE_LOOK, /* changes nothing */
  IFA_CACHE_CLEAR,
  IFA_CACHE_CLEAR_WITHOUT_COPY,
  IFA_CACHE_UNDO,
  IFA_CACHE_FREE,
} IfaCacheAct;

/**
 * IfaCacheState:
 *
 * What there is to clear, after what was done.
 */
typedef struct
{
  GPtrArray *folders; /* (element-type IfaCacheFolder) */
  IfaTri is_running;  /* the invoicing program */
  guint n_waiting;    /* files in the outbox */
  gboolean is_copied; /* all of them are in a copy that was verified now */
  char *copy;         /* (nullable): where that is */
  char *problem;      /* (nullable): why it could not be done */
} IfaCacheState;

void ifa_cache_work_async (IfaProfile *profile,
                           IfaCacheAct act,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
IfaCacheState *ifa_cache_work_finish (GAsyncResult *result, GError **error);
guint64 ifa_cache_state_get_n_bytes (const IfaCacheState *self);
guint64 ifa_cache_state_get_n_bytes_aside (const IfaCacheState *self);
gboolean ifa_cache_state_is_refused (const IfaCacheState *self);
void ifa_cache_state_free (IfaCacheState *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaCacheState, ifa_cache_state_free)

G_END_DECLS
