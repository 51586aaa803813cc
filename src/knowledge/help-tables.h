/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The texts of the help, one table a section. */

#pragma once

#include <glib/gi18n-lib.h>

#include "help.h"

G_BEGIN_DECLS

typedef struct
{
  const IfaHelpEntry *entries;
  guint n_entries;
} IfaHelpTable;

extern const IfaHelpTable ifa_help_lessons;
extern const IfaHelpTable ifa_help_glossary;
extern const IfaHelpTable ifa_help_network_glossary;
extern const IfaHelpTable ifa_help_checklist;

G_END_DECLS
