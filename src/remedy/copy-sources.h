/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Every file that a copy of the outbox consists of. */

#pragma once

#include "copy-manifest.h"
#include "copy.h"

G_BEGIN_DECLS

typedef struct
{
  IfaProfile *profile;
  const char *home;
  int home_fd;
  IfaCopyManifest *manifest; /* gets the files */
  IfaCopy *copy;             /* gets their number and size, and the problems */
  GCancellable *cancellable; /* (nullable) */
  /*< private >*/
  guint place;
  const char *base; /* of that place, below the home folder */
  GPatternSpec *match;
} IfaCopySources;

gboolean ifa_copy_sources_list (IfaCopySources *self, GError **error);

G_END_DECLS
