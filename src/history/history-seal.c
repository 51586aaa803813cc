/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The seal: the hash of the latest line vouches for all that went before. Somebody who can write
 * to the folder could write the whole chain anew, with new hashes; a seal that was handed to
 * somebody else, on paper or in a record, shows that, too. */

#include <string.h>

#include "history-private.h"

/* Giving up old reports reads the whole folder: not after each run. */
#define RUNS_BETWEEN_PRUNING 50

/**
 * ifa_history_dup_seal:
 * @self: the history
 *
 * Returns: (transfer full) (nullable): the hash of its latest line; `NULL` where there is none
 */
char *
ifa_history_dup_seal (const IfaHistory *self)
{
  IfaChainLink head = { 0 };

  return ifa_history_read_head (self, &head) ? g_strdup (head.hash) : NULL;
}

/**
 * ifa_history_has_seal:
 * @self: the history
 * @seal: the hash of a line, from a record or from an earlier verification
 *
 * Returns: whether a line of the history bears it, or the newest that was given up for its age
 */
gboolean
ifa_history_has_seal (const IfaHistory *self, const char *seal)
{
  g_autoptr (GMappedFile) map = ifa_history_map (self);
  const char *p = map != NULL ? g_mapped_file_get_contents (map) : NULL;
  const char *end = p != NULL ? p + g_mapped_file_get_length (map) : NULL;
  gboolean is_first = TRUE;

  while (p != NULL && p < end)
    {
      const char *line_end = memchr (p, '\n', end - p);
      IfaChainLink link = { 0 };

      if (line_end == NULL || !ifa_chain_parse (p, line_end - p, &link))
        return FALSE;
      if (g_ascii_strcasecmp (link.hash, seal) == 0
          || (is_first && link.is_checkpoint && g_ascii_strcasecmp (link.previous, seal) == 0))
        return TRUE;
      is_first = FALSE;
      p = line_end + 1;
    }
  return FALSE;
}

typedef struct
{
  guint64 number; /* 0: the latest */
  IfaHistoryEntry *entry;
} Search;

static gboolean
compare_number (IfaHistoryEntry *entry, gpointer user_data)
{
  Search *search = user_data;

  if (search->number != 0 && entry->number != search->number)
    {
      gboolean goes_on = entry->number > search->number;

      ifa_history_entry_free (entry);
      return goes_on;
    }
  search->entry = entry;
  return FALSE;
}

/**
 * ifa_history_find:
 * @self: the history
 * @profile_id: (nullable): of which service
 * @number: of a run; 0: the latest
 *
 * Returns: (transfer full) (nullable): the run
 */
IfaHistoryEntry *
ifa_history_find (const IfaHistory *self, const char *profile_id, guint64 number)
{
  Search search = { number, NULL };

  ifa_history_visit (self, profile_id, compare_number, &search);
  return search.entry;
}

/**
 * ifa_history_remember:
 * @report: a run that has ended
 * @error: [enum@Ifa.Error.FILE]
 *
 * Appends to the user's own history, and from time to time gives up what lies beyond its limits.
 * Blocks: call it in a thread where a main loop runs.
 *
 * Returns: whether the run is remembered
 */
gboolean
ifa_history_remember (const IfaReport *report, GError **error)
{
  g_autoptr (IfaHistory) history = ifa_history_open (NULL, error);
  IfaChainLink head = { 0 };

  if (history == NULL || !ifa_history_append (history, report, error))
    return FALSE;
  if (ifa_history_read_head (history, &head) && head.number % RUNS_BETWEEN_PRUNING == 0)
    ifa_history_prune (history, g_get_real_time () / G_USEC_PER_SEC, NULL);
  return TRUE;
}
