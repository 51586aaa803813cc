/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The invoicing client's caches: moved aside, brought back, and at last removed. */

#pragma once

#include "copy.h"

G_BEGIN_DECLS

/**
 * IfaCacheFolder:
 *
 * One folder that the profile names as cache, as it is now.
 */
typedef struct
{
  char *path; /* absolute */
  guint64 n_files;
  guint64 n_bytes;
  guint64 n_bytes_aside; /* of what was moved aside earlier, and can be brought back */
  gboolean is_there;
  char *refusal; /* (nullable): a sentence: why this folder must not be touched */
} IfaCacheFolder;

/**
 * IfaCacheConsent:
 *
 * What stands behind clearing a cache: a copy of what is not sent, or the person's own word.
 */
typedef struct
{
  const char *copy; /* (nullable): path of a finished copy, verified first; else the last one */
  gboolean without_copy; /* the person said so */
} IfaCacheConsent;

GPtrArray *ifa_cache_list (IfaProfile *profile, const char *home);
gboolean ifa_cache_reset (IfaProfile *profile,
                          const char *home,
                          const char *root,
                          IfaCacheConsent consent,
                          GCancellable *cancellable,
                          GError **error);
gboolean ifa_cache_undo (IfaProfile *profile, const char *home, GError **error);
gboolean
ifa_cache_free (IfaProfile *profile, const char *home, GCancellable *cancellable, GError **error);

G_END_DECLS
