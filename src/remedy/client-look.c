/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "client-look.h"

#include "client-log.h"
#include "client-process.h"
#include "folder-walk.h"

#include <fcntl.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define MAX_VERSION_FILE_BYTES (256 * 1024)
#define MAX_VERSION_CHARACTERS 40
/* What databases and logs of an invoicing program need to go on for a day. */
#define NEEDED_BYTES (100 * 1024 * 1024)

static const char *
below_home (const char *path)
{
  return g_str_has_prefix (path, "~/") ? path + 2 : path;
}

static char *
dup_start_of_file (const char *home, const char *path)
{
  int home_fd = ifa_folder_open (home, NULL);
  int fd = home_fd >= 0 ? ifa_folder_open_across (home_fd, below_home (path), O_RDONLY) : -1;
  g_autofree char *text = g_malloc (MAX_VERSION_FILE_BYTES + 1);
  struct stat state;
  gssize length = -1;

  if (fd >= 0 && fstat (fd, &state) == 0 && S_ISREG (state.st_mode))
    length = read (fd, text, MAX_VERSION_FILE_BYTES);
  if (fd >= 0)
    close (fd);
  if (home_fd >= 0)
    close (home_fd);
  if (length < 0)
    return NULL;
  text[length] = '\0';
  return g_utf8_make_valid (text, -1);
}

/* Only what can be part of a version: whatever else stands in that file stays there. */
static char *
dup_version (const IfaProfile *profile, const char *home)
{
  g_autofree char *text = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GRegex) regex = NULL;
  g_autoptr (GMatchInfo) match = NULL;

  if (profile->client_version_file == NULL || profile->client_version_pattern == NULL)
    return NULL;
  text = dup_start_of_file (home, profile->client_version_file);
  regex = g_regex_new (profile->client_version_pattern, G_REGEX_MULTILINE, 0, NULL);
  if (text == NULL || regex == NULL || !g_regex_match (regex, text, 0, &match))
    return NULL;
  found = g_match_info_fetch (match, g_match_info_get_match_count (match) > 1 ? 1 : 0);
  if (found == NULL)
    return NULL;
  g_strstrip (found);
  found[strspn (found, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_+")]
      = '\0';
  return *found != '\0' ? g_strndup (found, MAX_VERSION_CHARACTERS) : NULL;
}

static const char *
get_place (const IfaProfile *profile)
{
  const GPtrArray *lists[]
      = { profile->client_outbox, profile->client_logs, profile->client_cache };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (lists[i]->len > 0)
      return ((IfaClientFolder *) g_ptr_array_index (lists[i], 0))->path;
  return NULL;
}

/* Of the folder itself, or of the nearest one above it that is there. */
static void
look_at_room (const IfaClientPlace *place, IfaClientFacts *facts)
{
  const char *path = get_place (place->profile);
  g_autofree char *at = NULL;
  struct statvfs room;

  if (path == NULL)
    return;
  at = g_build_filename (place->home, below_home (path), NULL);
  while (statvfs (at, &room) != 0)
    {
      char *above = g_path_get_dirname (at);

      if (g_str_equal (above, at) || strlen (above) < strlen (place->home))
        {
          g_free (above);
          return;
        }
      g_free (at);
      at = above;
    }
  facts->place = g_strdup (path);
  facts->needed_bytes = NEEDED_BYTES;
  facts->free_bytes = (gint64) MIN ((guint64) room.f_bavail * room.f_frsize, G_MAXINT64);
}

/**
 * ifa_client_look:
 * @place: where to look
 * @facts: where to write
 *
 * Is the program running, which version is installed, and is there room where it writes?
 *
 * Returns: how it ended; `NOT_AVAILABLE` where none of it can be seen
 */
IfaOutcome
ifa_client_look (const IfaClientPlace *place, IfaClientFacts *facts)
{
  const IfaProfile *profile = place->profile;

  if (profile->client_name != NULL)
    facts->name = g_strdup (ifa_text_get (profile->client_name));
  facts->processes = g_strdupv (profile->client_processes);
  facts->is_running = ifa_client_is_running (profile, place->root);
  facts->version = dup_version (profile, place->home);
  look_at_room (place, facts);
  return facts->is_running == IFA_TRI_UNKNOWN && facts->version == NULL
                 && facts->free_bytes == IFA_UNKNOWN_INTEGER
             ? IFA_OUTCOME_NOT_AVAILABLE
             : IFA_OUTCOME_OK;
}

static char **
list_places (const GPtrArray *folders)
{
  g_autoptr (GStrvBuilder) places = g_strv_builder_new ();

  for (guint i = 0; i < folders->len; i++)
    g_strv_builder_add (places, ((IfaClientFolder *) g_ptr_array_index (folders, i))->path);
  return g_strv_builder_end (places);
}

static void
take_first_hit (IfaClientLogFacts *facts, const IfaClientLogHit *hit)
{
  facts->message = g_strdup (hit->line);
  facts->written_s = hit->written_s;
  facts->code = g_strdup (hit->error->code);
  facts->cause = g_strdup (hit->error->cause);
}

static void
take_limit (IfaClientLogFacts *facts, const IfaClientLogHit *hit)
{
  facts->limit_message = g_strdup (hit->line);
  facts->limit_written_s = hit->written_s;
  facts->limit_code = hit->error != NULL ? g_strdup (hit->error->code) : NULL;
}

/**
 * ifa_client_look_at_log:
 * @place: where to look; @texts are about offline limits
 * @facts: where to write
 * @cancellable: (nullable): ends the search
 *
 * Returns: how it ended; `NOT_FOUND` where there is no log
 */
IfaOutcome
ifa_client_look_at_log (const IfaClientPlace *place,
                        IfaClientLogFacts *facts,
                        GCancellable *cancellable)
{
  g_autoptr (IfaClientLog) log = ifa_client_log_read (place->profile, place->home, place->texts,
                                                      IFA_CLIENT_LOG_MAX_BYTES, cancellable);

  facts->places = list_places (place->profile->client_logs);
  facts->n_files = log->n_files;
  facts->n_bytes = (gint64) log->n_bytes;
  facts->is_cut = IFA_TRI (log->is_cut);
  facts->n_matches = log->n_matches;
  for (guint i = 0; i < log->hits->len; i++)
    {
      const IfaClientLogHit *hit = g_ptr_array_index (log->hits, i);
      gboolean is_limit
          = hit->error == NULL || g_strcmp0 (hit->error->cause, "offline-limit-reached") == 0;

      if (facts->code == NULL && hit->error != NULL)
        take_first_hit (facts, hit);
      if (facts->limit_message == NULL && is_limit)
        take_limit (facts, hit);
    }
  if (log->n_files > 0)
    return IFA_OUTCOME_OK;
  return log->n_unreadable > 0 ? IFA_OUTCOME_PROHIBITED : IFA_OUTCOME_NOT_FOUND;
}
