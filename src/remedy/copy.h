/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Copies of what is not sent yet: made, proven, verified at any later time, and restored. */

#pragma once

#include "outbox.h"

G_BEGIN_DECLS

typedef struct
{
  char *file;
  char *why; /* a sentence for the person, without the file's name */
} IfaCopyProblem;

/**
 * IfaCopy:
 *
 * What was done. A copy is whole when @problems is empty, and only then it has its final name.
 */
typedef struct
{
  char *path;
  guint64 n_files;
  guint64 n_bytes;
  guint n_skipped;     /* links, pipes and devices: never followed, never read */
  guint n_damaged;     /* databases that SQLite calls damaged, copied as they are */
  guint n_kept_both;   /* of a restore: there was a different file; both are there now */
  guint n_there;       /* of a restore: the same file was there already */
  GPtrArray *problems; /* (element-type IfaCopyProblem) */
} IfaCopy;

IfaCopy *ifa_copy_create (IfaProfile *profile,
                          const char *home,
                          const char *target,
                          IfaRemedyProgress progress,
                          gpointer progress_data,
                          GCancellable *cancellable,
                          GError **error);
IfaCopy *ifa_copy_verify (const char *path, GCancellable *cancellable, GError **error);
IfaCopy *ifa_copy_restore (const char *path,
                           IfaProfile *profile,
                           const char *home,
                           GCancellable *cancellable,
                           GError **error);
gboolean ifa_copy_covers (const char *path, IfaProfile *profile, const char *home, GError **error);

guint64 ifa_copy_get_needed_bytes (guint64 n_files, guint64 n_bytes);

void ifa_copy_create_async (IfaProfile *profile,
                            const char *home,
                            const char *target,
                            IfaRemedyProgress progress,
                            gpointer progress_data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
IfaCopy *ifa_copy_create_finish (GAsyncResult *result, GError **error);

void ifa_copy_remember (const IfaProfile *profile, const char *path);
char *ifa_copy_dup_remembered (const IfaProfile *profile);

IfaCopy *ifa_copy_new (const char *path);
void ifa_copy_free (IfaCopy *self);
void ifa_copy_add_problem (IfaCopy *self, const char *file, const char *why);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaCopy, ifa_copy_free)

G_END_DECLS
