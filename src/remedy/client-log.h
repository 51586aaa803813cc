/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the invoicing program's own logs say: known errors, newest first. */

#pragma once

#include "profile.h"

G_BEGIN_DECLS

#define IFA_CLIENT_LOG_MAX_BYTES (16 * 1024 * 1024)

typedef struct
{
  char *line; /* UTF-8, one line, at most 300 characters */
  char *file; /* absolute path */
  gint64 written_s;
  const IfaErrorCode *error; /* (nullable): of the profile; else it holds one of the other texts */
} IfaClientLogHit;

/**
 * IfaClientLog:
 *
 * What was found, newest first; the first @hits are kept, all are counted.
 */
typedef struct
{
  GPtrArray *hits; /* (element-type IfaClientLogHit) */
  guint n_matches;
  guint n_files;
  guint n_unreadable;
  guint64 n_bytes;
  gboolean is_cut;
} IfaClientLog;

IfaClientLog *ifa_client_log_read (const IfaProfile *profile,
                                   const char *home,
                                   const char *const *texts,
                                   guint64 max_bytes,
                                   GCancellable *cancellable);
void ifa_client_log_free (IfaClientLog *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaClientLog, ifa_client_log_free)

G_END_DECLS
