/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "help.h"

#include <string.h>

#include "help-tables.h"
#include "pattern.h"

#define MAX_QUERY_BYTES 512

static const IfaHelpTable *const tables[]
    = { &ifa_help_lessons, &ifa_help_glossary, &ifa_help_network_glossary, &ifa_help_checklist };

static const char *const section_titles[] = {
  [IFA_HELP_LESSON] = N_ ("Short lessons"),
  [IFA_HELP_GLOSSARY] = N_ ("What IT or the vendor may tell you"),
  [IFA_HELP_CHECKLIST] = N_ ("Prevention: a checklist for the office"),
};

typedef gboolean (*Matches) (const IfaHelpEntry *entry, gconstpointer wanted);

static GPtrArray *
collect (Matches matches, gconstpointer wanted)
{
  GPtrArray *entries = g_ptr_array_new ();

  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (guint i = 0; i < tables[t]->n_entries; i++)
      if (matches (&tables[t]->entries[i], wanted))
        g_ptr_array_add (entries, (gpointer) &tables[t]->entries[i]);

  return entries;
}

static gboolean
has_id (const IfaHelpEntry *entry, gconstpointer wanted)
{
  return g_strcmp0 (entry->id, wanted) == 0;
}

/**
 * ifa_help_lookup:
 * @id: (nullable): the id of a text
 *
 * Returns: (nullable) (transfer none): the text
 */
const IfaHelpEntry *
ifa_help_lookup (const char *id)
{
  g_autoptr (GPtrArray) entries = collect (has_id, id);

  return entries->len > 0 ? g_ptr_array_index (entries, 0) : NULL;
}

static gboolean
is_in_section (const IfaHelpEntry *entry, gconstpointer wanted)
{
  return entry->section == GPOINTER_TO_UINT (wanted);
}

/**
 * ifa_help_list:
 * @section: one of the sections
 *
 * Returns: (transfer container) (element-type IfaHelpEntry): its texts in the order for reading
 */
GPtrArray *
ifa_help_list (IfaHelpSection section)
{
  return collect (is_in_section, GUINT_TO_POINTER (section));
}

static gboolean
text_contains (const char *text, const char *word)
{
  g_autofree char *prepared = ifa_pattern_dup_prepared (text, strlen (text));

  return strstr (prepared, word) != NULL;
}

static gboolean
entry_contains (const IfaHelpEntry *entry, const char *word)
{
  if (text_contains (ifa_help_get_title (entry), word))
    return TRUE;

  for (guint i = 0; i < IFA_MAX_HELP_PARAGRAPHS && entry->paragraphs[i] != NULL; i++)
    if (text_contains (ifa_help_get_paragraph (entry, i), word))
      return TRUE;

  return FALSE;
}

static gboolean
contains_all (const IfaHelpEntry *entry, gconstpointer wanted)
{
  const char *const *words = wanted;

  for (guint i = 0; words[i] != NULL; i++)
    if (!entry_contains (entry, words[i]))
      return FALSE;

  return TRUE;
}

/* Texts that bear the word in their title come first. */
static int
compare_entries (gconstpointer a, gconstpointer b, gpointer words)
{
  const IfaHelpEntry *first = *(const IfaHelpEntry *const *) a;
  const IfaHelpEntry *second = *(const IfaHelpEntry *const *) b;
  const char *word = ((char **) words)[0];
  gboolean first_has = text_contains (ifa_help_get_title (first), word);
  gboolean second_has = text_contains (ifa_help_get_title (second), word);

  return (int) second_has - (int) first_has;
}

/**
 * ifa_help_search:
 * @words: what somebody typed
 *
 * Searches titles and texts in the current language for all of @words, whatever their case.
 *
 * Returns: (transfer container) (element-type IfaHelpEntry): the texts; none for no words
 */
GPtrArray *
ifa_help_search (const char *words)
{
  g_autofree char *prepared = ifa_pattern_dup_prepared (words, MAX_QUERY_BYTES);
  g_auto (GStrv) list = g_strsplit (prepared, " ", 16);
  GPtrArray *entries = NULL;

  if (prepared[0] == '\0')
    return g_ptr_array_new ();

  entries = collect (contains_all, list);
  g_ptr_array_sort_with_data (entries, compare_entries, list);
  return entries;
}

static gboolean
helps_with (const IfaHelpEntry *entry, gconstpointer wanted)
{
  g_auto (GStrv) causes = g_strsplit (entry->causes != NULL ? entry->causes : "", " ", -1);

  return g_strv_contains ((const char *const *) causes, wanted);
}

/**
 * ifa_help_find_for_cause:
 * @cause: a cause id
 *
 * Returns: (nullable) (transfer none): the lesson that explains more about @cause
 */
const IfaHelpEntry *
ifa_help_find_for_cause (const char *cause)
{
  g_autoptr (GPtrArray) entries = collect (helps_with, cause);

  return entries->len > 0 ? g_ptr_array_index (entries, 0) : NULL;
}

const char *
ifa_help_section_title (IfaHelpSection section)
{
  g_return_val_if_fail ((guint) section < G_N_ELEMENTS (section_titles), "");
  return _ (section_titles[section]);
}

const char *
ifa_help_get_title (const IfaHelpEntry *entry)
{
  return _ (entry->title);
}

/**
 * ifa_help_get_paragraph:
 * @entry: a text
 * @position: from 0
 *
 * Returns: (nullable) (transfer none): the paragraph, or `NULL` after the last
 */
const char *
ifa_help_get_paragraph (const IfaHelpEntry *entry, guint position)
{
  if (position >= IFA_MAX_HELP_PARAGRAPHS || entry->paragraphs[position] == NULL)
    return NULL;

  return _ (entry->paragraphs[position]);
}
