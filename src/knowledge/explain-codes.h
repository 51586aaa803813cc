/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Numbers that mean something because their text says whose they are. */

#pragma once

#include "meanings.h"

G_BEGIN_DECLS

/* One thing that was recognised in a text. */
typedef struct
{
  char *code;
  IfaMeaningId meaning;
  guint8 rank; /* as a pattern's; 4: a number with its owner's name, "JSK246" */
  gsize start; /* in bytes of the prepared text */
  gsize end;
} IfaMatch;

void ifa_match_clear (IfaMatch *match);
void ifa_codes_find (const char *text, GArray *matches);

G_END_DECLS
