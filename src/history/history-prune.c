/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Giving up what is too old or too much. The first line then stands for all that went before, so
 * that the rest can still be verified. */

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "history-private.h"

#define DAY_S (24 * 60 * 60)

typedef struct
{
  char *path;
  gint64 modified_s;
  guint64 bytes;
} ReportFile;

static void
report_file_clear (gpointer data)
{
  g_free (((ReportFile *) data)->path);
}

/* Where the first line stands that may stay. The last one always may. */
static const char *
find_first_kept (const IfaHistory *self,
                 const char *data,
                 gsize length,
                 gint64 now_s,
                 IfaChainLink *dropped)
{
  gint64 oldest_s = now_s - (gint64) self->limits.max_age_days * DAY_S;
  const char *p = data;
  const char *end = NULL;

  while ((end = memchr (p, '\n', data + length - p)) != NULL && end + 1 < data + length)
    {
      g_autoptr (IfaHistoryEntry) entry = ifa_history_entry_new_from_line (p, end - p);
      gboolean too_much = (guint64) (data + length - p) > self->limits.max_bytes;
      IfaChainLink link = { 0 };

      if (!ifa_chain_parse (p, end - p, &link)
          || (!too_much && !link.is_checkpoint && (entry == NULL || entry->time_s >= oldest_s)))
        break;
      *dropped = link;
      if (link.is_checkpoint)
        memcpy (dropped->hash, link.previous, sizeof dropped->hash);
      p = end + 1;
    }
  return p;
}

static gboolean
write_kept (const IfaHistory *self,
            const IfaChainLink *dropped,
            const char *kept,
            gsize length,
            GError **error)
{
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (GString) lines = NULL;
  g_autofree char *checkpoint = NULL;
  char hash[IFA_HASH_LENGTH + 1];

  json_object_set_boolean_member (members, "checkpoint", TRUE);
  checkpoint = ifa_chain_dup_line (dropped->number, dropped->hash, members, hash);
  lines = g_string_sized_new (strlen (checkpoint) + length);
  g_string_append (lines, checkpoint);
  g_string_append_len (lines, kept, length);
  errno = 0;
  if (g_file_set_contents_full (self->lines, lines->str, lines->len,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                NULL))
    return TRUE;
  return ifa_history_fail (error, self->lines, errno);
}

static gboolean
prune_lines (IfaHistory *self, gint64 now_s, GError **error)
{
  g_autoptr (GMappedFile) map = ifa_history_map (self);
  const char *data = map != NULL ? g_mapped_file_get_contents (map) : NULL;
  gsize length = map != NULL ? g_mapped_file_get_length (map) : 0;
  IfaChainLink dropped = { 0 };
  const char *kept;

  if (data == NULL)
    return TRUE;
  kept = find_first_kept (self, data, length, now_s, &dropped);
  /* A lone checkpoint at the start is no reason to write everything anew. */
  if (kept == data || dropped.is_checkpoint)
    return TRUE;
  return write_kept (self, &dropped, kept, data + length - kept, error);
}

static gint
compare_age (gconstpointer a, gconstpointer b)
{
  const ReportFile *first = a;
  const ReportFile *second = b;

  return (first->modified_s < second->modified_s) - (first->modified_s > second->modified_s);
}

static GArray *
list_report_files (const IfaHistory *self)
{
  GArray *files = g_array_new (FALSE, FALSE, sizeof (ReportFile));
  g_autoptr (GDir) dir = g_dir_open (self->reports, 0, NULL);
  const char *name;

  g_array_set_clear_func (files, report_file_clear);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      ReportFile file = { .path = g_build_filename (self->reports, name, NULL) };
      GStatBuf status;

      if (g_lstat (file.path, &status) != 0)
        {
          g_free (file.path);
          continue;
        }
      file.modified_s = status.st_mtime;
      file.bytes = status.st_size;
      g_array_append_val (files, file);
    }
  g_array_sort (files, compare_age);
  return files;
}

/* The latest run of each service in which it worked: what a bad day is compared with. */
static GHashTable *
list_protected (const IfaHistory *self)
{
  GHashTable *paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) profiles = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) entries = ifa_history_list (self, NULL, 5000);

  for (guint i = 0; i < entries->len; i++)
    {
      const IfaHistoryEntry *entry = g_ptr_array_index (entries, i);
      char *path;

      if (entry->profile_id == NULL || entry->verdict != IFA_VERDICT_OK
          || !g_hash_table_add (profiles, entry->profile_id))
        continue;
      path = ifa_history_dup_report_path (self, entry->report_id);
      if (path != NULL)
        g_hash_table_add (paths, path);
    }
  return paths;
}

gboolean
ifa_history_prune_reports (IfaHistory *self)
{
  g_autoptr (GArray) files = list_report_files (self);
  g_autoptr (GHashTable) protected = list_protected (self);
  guint64 bytes = 0;
  gboolean done = TRUE;

  for (guint i = 0; i < files->len; i++)
    {
      const ReportFile *file = &g_array_index (files, ReportFile, i);

      bytes += file->bytes;
      if ((i >= self->limits.max_reports || bytes > self->limits.max_report_bytes)
          && !g_hash_table_contains (protected, file->path))
        done = g_unlink (file->path) == 0 && done;
    }
  return done;
}

/**
 * ifa_history_prune:
 * @self: the history
 * @now_s: seconds since 1970 UTC
 * @error: [enum@Ifa.Error.FILE]
 *
 * Gives up what lies beyond the limits. Blocks.
 *
 * Returns: whether the summaries keep to their limits
 */
gboolean
ifa_history_prune (IfaHistory *self, gint64 now_s, GError **error)
{
  int lock = ifa_history_lock (self, error);
  gboolean done;

  if (lock < 0)
    return FALSE;
  done = prune_lines (self, now_s, error);
  ifa_history_prune_reports (self);
  ifa_history_unlock (lock);
  return done;
}
