/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One plain sentence about one check, by its kind. A sentence names only facts that are public in
 * their field tables: it leaves the computer with every report.
 *
 * Each function returns NULL where it has nothing better to say than the general sentence. */

#pragma once

#include "evidence.h"

G_BEGIN_DECLS

typedef struct
{
  const char *kind;
  char *(*dup_summary) (const IfaCheck *check);
} IfaSummary;

/* NULL-terminated. */
extern const IfaSummary ifa_local_summaries[];
extern const IfaSummary ifa_remote_summaries[];
extern const IfaSummary ifa_client_summaries[];

char *ifa_summary_dup_joined (char **values);

G_END_DECLS
