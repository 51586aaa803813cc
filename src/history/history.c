/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "good-day.h"
#include "history-private.h"

/* A line is some 600 bytes; names and endpoints can make it longer, but not without end. */
#define MAX_LINE_BYTES (256 * 1024)

gboolean
ifa_history_fail (GError **error, const char *path, int errno_value)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, IFA_ERROR, IFA_ERROR_FILE,
               /* Translators: a file of the history, and the system's own words for why. */
               _ ("The history “%s” can't be used: %s."), name, g_strerror (errno_value));
  return FALSE;
}

/**
 * ifa_history_open:
 * @folder: (nullable): where it is kept; `NULL`: in the user's data folder
 * @error: [enum@Ifa.Error.FILE]
 *
 * Reads nothing yet, so it takes no longer with a hundred thousand runs.
 *
 * Returns: (transfer full) (nullable): the history, empty where there was none
 */
IfaHistory *
ifa_history_open (const char *folder, GError **error)
{
  g_autoptr (IfaHistory) self = g_new0 (IfaHistory, 1);

  self->folder = folder != NULL ? g_strdup (folder)
                                : g_build_filename (g_get_user_data_dir (), "invoice-first-aid",
                                                    "history", NULL);
  self->lines = g_build_filename (self->folder, "runs.jsonl", NULL);
  self->head = g_build_filename (self->folder, "head", NULL);
  self->lock = g_build_filename (self->folder, "lock", NULL);
  self->reports = g_build_filename (self->folder, "reports", NULL);
  self->limits = (IfaHistoryLimits){ .max_age_days = 5 * 366,
                                     .max_bytes = 256 * 1024 * 1024,
                                     .max_reports = 400,
                                     .max_report_bytes = 64 * 1024 * 1024 };
  if (g_mkdir_with_parents (self->reports, 0700) != 0)
    {
      ifa_history_fail (error, self->folder, errno);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
ifa_history_close (IfaHistory *self)
{
  if (self == NULL)
    return;

  g_free (self->folder);
  g_free (self->lines);
  g_free (self->head);
  g_free (self->lock);
  g_free (self->reports);
  g_free (self);
}

IfaHistoryLimits *
ifa_history_get_limits (IfaHistory *self)
{
  return &self->limits;
}

/* Window and command may write at the same time. */
int
ifa_history_lock (const IfaHistory *self, GError **error)
{
  int lock = g_open (self->lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (lock < 0 || flock (lock, LOCK_EX) != 0)
    {
      ifa_history_fail (error, self->lock, errno);
      if (lock >= 0)
        close (lock);
      return -1;
    }
  return lock;
}

void
ifa_history_unlock (int lock)
{
  close (lock);
}

/**
 * ifa_history_map:
 * @self: the history
 *
 * Returns: (transfer full) (nullable): the lines; `NULL` where there are none
 */
GMappedFile *
ifa_history_map (const IfaHistory *self)
{
  return g_mapped_file_new (self->lines, FALSE, NULL);
}

/* The last whole line before @end, and where it begins. */
static gboolean
find_last_line (const char *data, gsize end, IfaChainLink *link, gsize *whole_length)
{
  const char *line_end = end > 0 ? memrchr (data, '\n', end) : NULL;
  const char *start;

  *whole_length = line_end != NULL ? (gsize) (line_end - data) + 1 : 0;
  if (line_end == NULL)
    return FALSE;
  start = line_end > data ? memrchr (data, '\n', line_end - data) : NULL;
  start = start != NULL ? start + 1 : data;
  return ifa_chain_parse (start, line_end - start, link);
}

static gboolean
first_link (const char *data, gsize length, IfaChainLink *link)
{
  const char *end = memchr (data, '\n', length);

  return end != NULL && ifa_chain_parse (data, end - data, link);
}

/**
 * ifa_history_get_n_entries:
 * @self: the history
 *
 * Returns: how many runs it remembers, by the numbers of the first and the last
 */
guint64
ifa_history_get_n_entries (const IfaHistory *self)
{
  g_autoptr (GMappedFile) map = ifa_history_map (self);
  const char *data = map != NULL ? g_mapped_file_get_contents (map) : NULL;
  gsize length = map != NULL ? g_mapped_file_get_length (map) : 0;
  IfaChainLink first = { 0 };
  IfaChainLink last = { 0 };
  gsize whole;

  if (data == NULL || !first_link (data, length, &first)
      || !find_last_line (data, length, &last, &whole) || last.number < first.number)
    return 0;
  return last.number - first.number + (first.is_checkpoint ? 0 : 1);
}

static gboolean
write_all (int fd, const char *data, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      data += n;
      length -= n;
    }
  return fdatasync (fd) == 0;
}

/* Finds the last whole line; a torn one behind it, from a power cut, is taken away. */
static gboolean
prepare_end (int fd, IfaChainLink *last)
{
  struct stat status;
  gsize length;
  gsize whole = 0;
  g_autofree char *tail = NULL;
  off_t start;

  if (fstat (fd, &status) != 0)
    return FALSE;
  length = MIN ((gsize) status.st_size, (gsize) MAX_LINE_BYTES);
  start = status.st_size - (off_t) length;
  tail = g_malloc (length + 1);
  if (pread (fd, tail, length, start) != (gssize) length)
    return FALSE;

  if (!find_last_line (tail, length, last, &whole) && whole > 0)
    {
      errno = EILSEQ;
      return FALSE;
    }
  return whole == length || ftruncate (fd, start + (off_t) whole) == 0;
}

static gboolean
write_head (const IfaHistory *self, guint64 number, const char *hash)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT " %s\n", number, hash);

  return g_file_set_contents_full (self->head, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, NULL);
}

gboolean
ifa_history_read_head (const IfaHistory *self, IfaChainLink *head)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  char *end = NULL;

  if (!g_file_get_contents (self->head, &text, &length, NULL))
    return FALSE;
  head->number = g_ascii_strtoull (text, &end, 10);
  if (*end != ' ' || strlen (end) < 1 + IFA_HASH_LENGTH)
    return FALSE;
  memcpy (head->hash, end + 1, IFA_HASH_LENGTH);
  head->hash[IFA_HASH_LENGTH] = '\0';
  return TRUE;
}

static gboolean
append_line (IfaHistory *self, const IfaReport *report, GError **error)
{
  g_autoptr (JsonObject) members = ifa_history_entry_to_json (report);
  g_autofree char *line = NULL;
  char hash[IFA_HASH_LENGTH + 1];
  IfaChainLink last = { 0 };
  const char *previous = IFA_HASH_NONE;
  gboolean done;
  int fd = g_open (self->lines, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

  if (fd < 0 || !prepare_end (fd, &last))
    {
      ifa_history_fail (error, self->lines, errno);
      if (fd >= 0)
        close (fd);
      return FALSE;
    }
  if (last.number > 0)
    previous = last.is_checkpoint ? last.previous : last.hash;
  line = ifa_chain_dup_line (last.number + 1, previous, members, hash);
  done = write_all (fd, line, strlen (line));
  if (!done)
    ifa_history_fail (error, self->lines, errno);
  close (fd);
  if (!done || write_head (self, last.number + 1, hash))
    return done;
  return ifa_history_fail (error, self->head, errno);
}

/**
 * ifa_history_dup_report_path:
 * @self: the history
 * @report_id: id of a report
 *
 * Returns: (transfer full) (nullable): its file; `NULL` where the id is none, as one that climbs
 *   folders
 */
char *
ifa_history_dup_report_path (const IfaHistory *self, const char *report_id)
{
  g_autofree char *name = NULL;

  if (report_id == NULL || !g_uuid_string_is_valid (report_id))
    return NULL;
  name = g_strconcat (report_id, ".json", NULL);
  return g_build_filename (self->reports, name, NULL);
}

/* On this computer nothing needs to be hidden but what never is shown. */
static gboolean
save_openly (const IfaReport *report, const char *path, GError **error)
{
  IfaReport open = *report;

  open.reveal = IFA_REVEAL_ALL;
  return ifa_report_save (&open, IFA_REPORT_JSON, path, error);
}

/**
 * ifa_history_append:
 * @self: the history
 * @report: a run that has ended
 * @error: [enum@Ifa.Error.FILE]
 *
 * The line is on the disk when this returns; killed at any moment, the history loses at most this
 * one. Blocks: call it in a thread where a main loop runs.
 *
 * Returns: whether the run is remembered
 */
gboolean
ifa_history_append (IfaHistory *self, const IfaReport *report, GError **error)
{
  g_autofree char *path = ifa_history_dup_report_path (self, report->id);
  gboolean done;
  int lock = ifa_history_lock (self, error);

  if (lock < 0)
    return FALSE;
  done = append_line (self, report, error);
  if (done && path != NULL)
    save_openly (report, path, NULL);
  ifa_history_unlock (lock);
  return done;
}

static gboolean
is_of_profile (const char *line, gsize length, const char *needle)
{
  return needle == NULL || memmem (line, length, needle, strlen (needle)) != NULL;
}

/* "profile":"…" as it stands in a line: spares the parser lines of other services. */
static char *
dup_needle (const char *profile_id)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *quoted = NULL;

  if (profile_id == NULL)
    return NULL;
  node = json_node_init_string (json_node_alloc (), profile_id);
  quoted = json_to_string (node, FALSE);
  return g_strconcat ("\"profile\":", quoted, NULL);
}

/**
 * ifa_history_visit:
 * @self: the history
 * @profile_id: (nullable): of which service; `NULL`: of all
 * @visit: (scope call): is given each run, newest first, which becomes its own; until it says
 *   `FALSE`
 * @user_data: for @visit
 */
void
ifa_history_visit (const IfaHistory *self,
                   const char *profile_id,
                   IfaHistoryVisit visit,
                   gpointer user_data)
{
  g_autoptr (GMappedFile) map = ifa_history_map (self);
  g_autofree char *needle = dup_needle (profile_id);
  const char *data = map != NULL ? g_mapped_file_get_contents (map) : NULL;
  const char *end = data != NULL ? memrchr (data, '\n', g_mapped_file_get_length (map)) : NULL;

  while (end != NULL && end > data)
    {
      const char *before = memrchr (data, '\n', end - data);
      const char *start = before != NULL ? before + 1 : data;
      IfaHistoryEntry *entry = NULL;

      if (is_of_profile (start, end - start, needle))
        entry = ifa_history_entry_new_from_line (start, end - start);
      if (entry != NULL && !visit (entry, user_data))
        return;
      end = before;
    }
}

typedef struct
{
  GPtrArray *entries;
  guint limit;
} Listing;

static gboolean
add_to_listing (IfaHistoryEntry *entry, gpointer user_data)
{
  Listing *listing = user_data;

  g_ptr_array_add (listing->entries, entry);
  return listing->limit == 0 || listing->entries->len < listing->limit;
}

/**
 * ifa_history_list:
 * @self: the history
 * @profile_id: (nullable): of which service; `NULL`: of all
 * @limit: how many at most; 0: all
 *
 * Returns: (transfer full) (element-type IfaHistoryEntry): the latest runs, newest first
 */
GPtrArray *
ifa_history_list (const IfaHistory *self, const char *profile_id, guint limit)
{
  Listing listing
      = { g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_history_entry_free), limit };

  ifa_history_visit (self, profile_id, add_to_listing, &listing);
  return listing.entries;
}

/**
 * ifa_history_verify:
 * @self: the history
 *
 * Returns: (transfer full): whether nothing was taken out, put in or changed
 */
IfaHistoryProof *
ifa_history_verify (const IfaHistory *self)
{
  g_autoptr (GMappedFile) map = ifa_history_map (self);
  const char *data = map != NULL ? g_mapped_file_get_contents (map) : NULL;
  IfaChainLink head = { 0 };
  gboolean has_head = ifa_history_read_head (self, &head);

  return ifa_chain_verify (data != NULL ? data : "",
                           data != NULL ? g_mapped_file_get_length (map) : 0,
                           has_head ? &head : NULL);
}

/**
 * ifa_history_load_report:
 * @self: the history
 * @report_id: id of a report
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the whole report, judged by today's rules
 */
IfaReport *
ifa_history_load_report (const IfaHistory *self, const char *report_id, GError **error)
{
  g_autofree char *path = ifa_history_dup_report_path (self, report_id);

  if (path != NULL)
    return ifa_report_new_from_file (path, error);
  g_set_error_literal (error, IFA_ERROR, IFA_ERROR_USAGE, _ ("This is not the id of a report."));
  return NULL;
}

typedef struct
{
  const IfaHistory *history;
  const char *before_id; /* (nullable): of a run; only older ones count */
  IfaReport *report;
} GoodRun;

static gboolean
look_for_good_run (IfaHistoryEntry *entry, gpointer user_data)
{
  g_autoptr (IfaHistoryEntry) owned = entry;
  GoodRun *good = user_data;

  if (good->before_id != NULL)
    {
      if (g_strcmp0 (owned->report_id, good->before_id) == 0)
        good->before_id = NULL;
      return TRUE;
    }
  if (owned->verdict == IFA_VERDICT_OK || owned->verdict == IFA_VERDICT_ATTENTION)
    good->report = ifa_history_load_report (good->history, owned->report_id, NULL);
  return good->report == NULL;
}

/**
 * ifa_history_load_good_before:
 * @self: the history
 * @profile_id: of which service
 * @report_id: (nullable): of a run; `NULL`: the time after the last one
 *
 * Returns: (transfer full) (nullable): the latest run before that one in which invoicing worked
 *   and whose report is there
 */
IfaReport *
ifa_history_load_good_before (const IfaHistory *self, const char *profile_id, const char *report_id)
{
  GoodRun good = { self, report_id, NULL };

  ifa_history_visit (self, profile_id, look_for_good_run, &good);
  return good.report;
}

/**
 * ifa_history_load_last_good:
 * @self: the history
 * @profile_id: of which service
 *
 * Returns: (transfer full) (nullable): the latest run in which invoicing worked and whose report
 *   is there; else the good day that was kept on its own
 */
IfaReport *
ifa_history_load_last_good (const IfaHistory *self, const char *profile_id)
{
  IfaReport *report = ifa_history_load_good_before (self, profile_id, NULL);

  if (report == NULL && profile_id != NULL)
    report = ifa_good_day_load (profile_id);
  return report;
}
