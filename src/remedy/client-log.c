/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "client-log.h"

#include "folder-walk.h"
#include "log-search.h"
#include "outbox.h"
#include "profile-message.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define MAX_HITS 20
#define MAX_MATCHES 100000
#define MAX_LINE_BYTES 4096
#define MAX_LINE_CHARACTERS 300
#define MAX_FILES 1000

/* One file of a log, to be looked at in its turn. */
typedef struct
{
  char *relative; /* below the home folder */
  gint64 written_s;
  const char *encoding; /* (nullable) */
} File;

typedef struct
{
  const IfaProfile *profile;
  const char *home;
  const IfaClientFolder *folder;
  const char *base; /* of that folder, below the home folder */
  GPtrArray *files; /* (element-type File) */
  const char *const *texts;
  const File *file; /* that is being searched */
  IfaClientLog *log;
} Reading;

static void
file_free (gpointer data)
{
  File *self = data;

  g_free (self->relative);
  g_free (self);
}

static void
hit_free (gpointer data)
{
  IfaClientLogHit *self = data;

  g_free (self->line);
  g_free (self->file);
  g_free (self);
}

void
ifa_client_log_free (IfaClientLog *self)
{
  g_ptr_array_unref (self->hits);
  g_free (self);
}

static gboolean
is_number (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789-_") == strlen (text);
}

/* "a.log.1", "a.log.2.gz" and "a.log-20261101" are what "a.log" was once. */
static char *
dup_first_name (const char *name)
{
  char *first = g_strdup (name);
  char *mark;

  if (g_str_has_suffix (first, ".gz"))
    first[strlen (first) - strlen (".gz")] = '\0';
  mark = strrchr (first, '.');
  if (mark == NULL || !is_number (mark + 1))
    mark = strrchr (first, '-');
  if (mark != NULL && mark != first && is_number (mark + 1))
    *mark = '\0';
  return first;
}

static gboolean
take_file (int folder_fd,
           const char *name,
           const char *relative,
           const struct stat *state,
           IfaUnreadable why,
           gpointer user_data)
{
  Reading *self = user_data;
  g_autofree char *first = dup_first_name (name);
  File *file;

  if (why == IFA_UNREADABLE_NO_PERMISSION)
    self->log->n_unreadable++;
  if (why != IFA_UNREADABLE_NOT
      || (self->folder->match != NULL && !g_pattern_match_simple (self->folder->match, name)
          && !g_pattern_match_simple (self->folder->match, first)))
    return TRUE;
  file = g_new0 (File, 1);
  file->relative
      = *relative != '\0' ? g_build_filename (self->base, relative, NULL) : g_strdup (self->base);
  file->written_s = state->st_mtim.tv_sec;
  file->encoding = self->folder->encoding;
  g_ptr_array_add (self->files, file);
  return self->files->len < MAX_FILES;
}

static void
list_folder (Reading *self, int home_fd)
{
  struct stat state;
  int fd;

  self->base
      = g_str_has_prefix (self->folder->path, "~/") ? self->folder->path + 2 : self->folder->path;
  fd = ifa_folder_open_across (home_fd, self->base, O_RDONLY);
  if (fd < 0)
    return;
  if (fstat (fd, &state) == 0 && S_ISDIR (state.st_mode))
    {
      ifa_folder_walk (fd, take_file, self);
    }
  else if (S_ISREG (state.st_mode))
    {
      g_autofree char *name = g_path_get_basename (self->base);

      take_file (home_fd, name, "", &state, IFA_UNREADABLE_NOT, self);
    }
  close (fd);
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  const File *left = *(File *const *) a;
  const File *right = *(File *const *) b;

  if (left->written_s != right->written_s)
    return left->written_s < right->written_s ? 1 : -1;
  return strcmp (left->relative, right->relative);
}

/* The encoding is what the bytes are, whatever the profile says; GB18030 is what is left. */
static char *
dup_line (const char *line, gsize length, const char *encoding)
{
  const char *const candidates[] = { encoding, "GB18030" };
  g_autofree char *text = NULL;
  glong n_characters;

  length = MIN (length, MAX_LINE_BYTES);
  if (g_utf8_validate (line, (gssize) length, NULL))
    text = g_strndup (line, length);
  for (guint i = 0; text == NULL && i < G_N_ELEMENTS (candidates); i++)
    if (candidates[i] != NULL)
      text = g_convert_with_fallback (line, (gssize) length, "UTF-8", candidates[i], "?", NULL,
                                      NULL, NULL);
  if (text == NULL)
    text = g_utf8_make_valid (line, (gssize) length);
  for (char *at = text; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  g_strstrip (text);
  n_characters = g_utf8_strlen (text, -1);
  return g_utf8_substring (text, 0, MIN (n_characters, MAX_LINE_CHARACTERS));
}

static gboolean
holds_text (const Reading *self, const char *line)
{
  for (gsize i = 0; self->texts != NULL && self->texts[i] != NULL; i++)
    if (strstr (line, self->texts[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
take_line (const char *line, gsize length, gpointer user_data)
{
  Reading *self = user_data;
  IfaClientLog *log = self->log;
  g_autofree char *text = dup_line (line, length, self->file->encoding);
  g_autoptr (GPtrArray) errors = ifa_profile_list_mentioned_errors (self->profile, text);
  IfaClientLogHit *hit;

  /* 500 isn't meant by 50003, and bytes of another encoding only look like a text. */
  if (errors->len == 0 && !holds_text (self, text))
    return TRUE;
  log->n_matches++;
  if (log->hits->len >= MAX_HITS)
    return log->n_matches < MAX_MATCHES;
  hit = g_new0 (IfaClientLogHit, 1);
  hit->line = g_steal_pointer (&text);
  hit->file = g_build_filename (self->home, self->file->relative, NULL);
  hit->written_s = self->file->written_s;
  hit->error = errors->len > 0 ? g_ptr_array_index (errors, 0) : NULL;
  g_ptr_array_add (log->hits, hit);
  return TRUE;
}

static gboolean
is_packed (int fd)
{
  guint8 magic[2];

  return pread (fd, magic, sizeof magic, 0) == sizeof magic && magic[0] == 0x1f && magic[1] == 0x8b;
}

static void
search (Reading *self,
        int home_fd,
        const IfaLogPatterns *patterns,
        guint64 max_bytes,
        GCancellable *cancellable)
{
  IfaLogExtent extent = { 0 };
  int fd = ifa_folder_open_across (home_fd, self->file->relative, O_RDONLY);

  if (fd < 0)
    {
      self->log->n_unreadable++;
      return;
    }
  if (is_packed (fd))
    ifa_log_search_packed (fd, patterns, max_bytes, take_line, self, cancellable, &extent);
  else
    ifa_log_search_file (fd, patterns, max_bytes, take_line, self, cancellable, &extent);
  close (fd);
  self->log->n_files++;
  self->log->n_bytes += extent.n_bytes;
  self->log->is_cut = self->log->is_cut || extent.is_cut;
}

static IfaLogPatterns *
new_patterns (const Reading *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (guint i = 0; i < self->profile->errors->len; i++)
    g_ptr_array_add (all, ((IfaErrorCode *) g_ptr_array_index (self->profile->errors, i))->code);
  for (gsize i = 0; self->texts != NULL && self->texts[i] != NULL; i++)
    g_ptr_array_add (all, (gpointer) self->texts[i]);
  g_ptr_array_add (all, NULL);
  return ifa_log_patterns_new ((const char *const *) all->pdata);
}

/**
 * ifa_client_log_read:
 * @profile: whose logs, and which errors are known
 * @home: the home folder that "~" stands for
 * @texts: (nullable): what else to look for, UTF-8
 * @max_bytes: how much to look at in all, from the end of the newest file on; usually
 *   `IFA_CLIENT_LOG_MAX_BYTES`
 * @cancellable: (nullable): ends the search; what was found by then stays
 *
 * Looks through the logs that @profile names, rotated and packed ones, too. Links are not
 * followed. The hits borrow from @profile.
 *
 * Returns: (transfer full): what they say
 */
IfaClientLog *
ifa_client_log_read (const IfaProfile *profile,
                     const char *home,
                     const char *const *texts,
                     guint64 max_bytes,
                     GCancellable *cancellable)
{
  IfaClientLog *log = g_new0 (IfaClientLog, 1);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (file_free);
  Reading self = { .profile = profile, .home = home, .files = files, .texts = texts, .log = log };
  g_autoptr (IfaLogPatterns) patterns = new_patterns (&self);
  int home_fd = ifa_folder_open (home, NULL);

  log->hits = g_ptr_array_new_with_free_func (hit_free);
  for (guint i = 0; home_fd >= 0 && i < profile->client_logs->len; i++)
    {
      self.folder = g_ptr_array_index (profile->client_logs, i);
      list_folder (&self, home_fd);
    }
  g_ptr_array_sort (files, compare_files);
  for (guint i = 0; i < files->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      if (log->n_bytes >= max_bytes || log->n_matches >= MAX_MATCHES)
        {
          log->is_cut = TRUE;
          break;
        }
      self.file = g_ptr_array_index (files, i);
      search (&self, home_fd, patterns, max_bytes - log->n_bytes, cancellable);
    }
  if (home_fd >= 0)
    close (home_fd);
  return log;
}
