/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Short texts to read before, during and after trouble. They work offline. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  IFA_HELP_LESSON,    /* a minute's reading */
  IFA_HELP_GLOSSARY,  /* what IT or the vendor may say */
  IFA_HELP_CHECKLIST, /* what an office can do before anything happens */
} IfaHelpSection;

#define IFA_N_HELP_SECTIONS (IFA_HELP_CHECKLIST + 1)
#define IFA_MAX_HELP_PARAGRAPHS 6

/**
 * IfaHelpEntry:
 *
 * One text. Title and paragraphs are msgids: show them through [func@Ifa.help_get_title] and
 * [func@Ifa.help_get_paragraph].
 */
typedef struct
{
  const char *id;
  IfaHelpSection section;
  const char *title;
  const char *paragraphs[IFA_MAX_HELP_PARAGRAPHS]; /* NULL after the last */
  const char *causes;                              /* (nullable): ids it helps with, by blanks */
} IfaHelpEntry;

const IfaHelpEntry *ifa_help_lookup (const char *id);
GPtrArray *ifa_help_list (IfaHelpSection section);
GPtrArray *ifa_help_search (const char *words);
const IfaHelpEntry *ifa_help_find_for_cause (const char *cause);

const char *ifa_help_section_title (IfaHelpSection section);
const char *ifa_help_get_title (const IfaHelpEntry *entry);
const char *ifa_help_get_paragraph (const IfaHelpEntry *entry, guint position);

G_END_DECLS
