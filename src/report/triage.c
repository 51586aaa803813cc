/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "triage-private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"

#define MAX_GROUPS 10000
#define MAX_UNREADABLE 100
#define MAX_REPORT_BYTES (16 * 1024 * 1024)
#define MAX_FOLDERS 100000
#define READ_AHEAD 65536

const char *const ifa_triage_key_names[IFA_TRIAGE_N_KEYS]
    = { "cause", "profile", "network", "day", "endpoint", "version" };

static void
group_free (IfaTriageGroup *group)
{
  for (guint i = 0; i < IFA_TRIAGE_N_KEYS; i++)
    g_free (group->values[i]);
  g_free (group);
}

/**
 * ifa_triage_new:
 * @keys: what reports are counted by: IfaTriageKey, or'ed
 *
 * Returns: (transfer full): a triage of no reports yet
 */
IfaTriage *
ifa_triage_new (guint keys)
{
  IfaTriage *self = g_new0 (IfaTriage, 1);

  self->keys = keys != 0 ? keys : IFA_TRIAGE_CAUSE | IFA_TRIAGE_PROFILE;
  self->groups
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) group_free);
  self->unreadable = g_ptr_array_new_with_free_func (g_free);
  self->buffer = g_byte_array_new ();
  return self;
}

void
ifa_triage_free (IfaTriage *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->groups);
  g_clear_pointer (&self->others, group_free);
  g_ptr_array_unref (self->unreadable);
  g_byte_array_unref (self->buffer);
  g_free (self);
}

/**
 * ifa_triage_keys_from_string:
 * @names: "cause,profile"
 * @keys: (out): IfaTriageKey, or'ed
 *
 * Returns: whether all of them are keys
 */
gboolean
ifa_triage_keys_from_string (const char *names, guint *keys)
{
  g_auto (GStrv) list = g_strsplit (names, ",", -1);

  *keys = 0;
  for (char **name = list; *name != NULL; name++)
    {
      guint i = 0;

      while (i < IFA_TRIAGE_N_KEYS && strcmp (ifa_triage_key_names[i], *name) != 0)
        i++;
      if (i == IFA_TRIAGE_N_KEYS)
        return FALSE;
      *keys |= 1u << i;
    }
  return *keys != 0;
}

static const char *
value_of (const IfaGlance *glance, guint key, char day[11])
{
  switch (1u << key)
    {
    case IFA_TRIAGE_CAUSE:
      return glance->cause;
    case IFA_TRIAGE_PROFILE:
      return glance->profile;
    case IFA_TRIAGE_NETWORK:
      return glance->network;
    case IFA_TRIAGE_ENDPOINT:
      return glance->endpoint;
    case IFA_TRIAGE_VERSION:
      return glance->version;
    case IFA_TRIAGE_DAY:
    default:
      g_strlcpy (day, glance->started, 11);
      return day;
    }
}

static IfaTriageGroup *
find_group (IfaTriage *self, const IfaGlance *glance)
{
  char joined[512];
  char day[11];
  gsize length = 0;
  IfaTriageGroup *group;

  for (guint i = 0; i < IFA_TRIAGE_N_KEYS; i++)
    if ((self->keys & 1u << i) != 0)
      {
        length
            += g_strlcpy (joined + length, value_of (glance, i, day), sizeof joined - length - 1);
        joined[length++] = '\n';
      }
  joined[length] = '\0';
  group = g_hash_table_lookup (self->groups, joined);
  if (group != NULL)
    return group;

  group = g_new0 (IfaTriageGroup, 1);
  if (g_hash_table_size (self->groups) >= MAX_GROUPS)
    {
      if (self->others != NULL)
        g_free (group);
      else
        self->others = group;
      return self->others;
    }
  for (guint i = 0; i < IFA_TRIAGE_N_KEYS; i++)
    if ((self->keys & 1u << i) != 0)
      group->values[i] = g_strdup (value_of (glance, i, day));
  g_hash_table_insert (self->groups, g_strdup (joined), group);
  return group;
}

/**
 * ifa_triage_add:
 * @self: the triage
 * @glance: one report
 */
void
ifa_triage_add (IfaTriage *self, const IfaGlance *glance)
{
  IfaTriageGroup *group = find_group (self, glance);

  self->n_reports++;
  group->n_reports++;
  group->n_problems += g_str_equal (glance->verdict, "problem");
  if (glance->started_s == 0)
    return;
  if (group->first_s == 0 || glance->started_s < group->first_s)
    {
      group->first_s = glance->started_s;
      g_strlcpy (group->first_id, glance->id, sizeof group->first_id);
    }
  group->last_s = MAX (group->last_s, glance->started_s);
}

static void
note_unreadable (IfaTriage *self, const char *path, const char *why)
{
  self->n_unreadable++;
  if (self->unreadable->len < MAX_UNREADABLE)
    g_ptr_array_add (self->unreadable, g_strdup_printf ("%s\n%s", path, why));
}

/* Reads the whole file into the buffer, which is used for one file after the other. */
static gboolean
read_file (IfaTriage *self, int fd, const char **why)
{
  gsize length = 0;

  for (;;)
    {
      gssize n;

      g_byte_array_set_size (self->buffer, length + READ_AHEAD);
      n = read (fd, self->buffer->data + length, READ_AHEAD);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          *why = g_strerror (errno);
          return FALSE;
        }
      length += n;
      if (n == 0)
        break;
      if (length > MAX_REPORT_BYTES)
        {
          *why = _ ("it is larger than 16 MiB");
          return FALSE;
        }
    }
  g_byte_array_set_size (self->buffer, length);
  return TRUE;
}

static void
add_file (IfaTriage *self, int folder, const char *name, const char *path)
{
  int fd = openat (folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  g_autoptr (GError) error = NULL;
  const char *why = NULL;
  IfaGlance glance;

  if (fd < 0)
    {
      note_unreadable (self, path, g_strerror (errno));
      return;
    }
  if (!read_file (self, fd, &why))
    note_unreadable (self, path, why);
  else if (!ifa_glance_at ((const char *) self->buffer->data, self->buffer->len, &glance, &error))
    note_unreadable (self, path, error->message);
  else
    ifa_triage_add (self, &glance);
  close (fd);
}

static gboolean
is_folder (DIR *dir, const struct dirent *entry)
{
  struct stat status;

  if (entry->d_type != DT_UNKNOWN)
    return entry->d_type == DT_DIR;
  return fstatat (dirfd (dir), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0
         && S_ISDIR (status.st_mode);
}

/* Folders inside wait in @queue: no recursion on foreign depth, and no link is followed. */
static void
add_entries (IfaTriage *self, DIR *dir, const char *path, GQueue *queue)
{
  const struct dirent *entry;

  while ((entry = readdir (dir)) != NULL)
    {
      g_autofree char *child = NULL;

      if (entry->d_name[0] == '.')
        continue;
      if (is_folder (dir, entry))
        {
          if (g_queue_get_length (queue) < MAX_FOLDERS)
            g_queue_push_tail (queue, g_build_filename (path, entry->d_name, NULL));
          continue;
        }
      if (!g_str_has_suffix (entry->d_name, ".json"))
        continue;
      child = g_build_filename (path, entry->d_name, NULL);
      add_file (self, dirfd (dir), entry->d_name, child);
    }
}

/**
 * ifa_triage_add_folder:
 * @self: the triage
 * @folder: where reports are, also in folders inside it; only files that end in .json count
 * @error: [enum@Ifa.Error.FILE]
 *
 * A file that is no report is counted and named, and stops nothing. Blocks.
 *
 * Returns: whether @folder could be opened
 */
gboolean
ifa_triage_add_folder (IfaTriage *self, const char *folder, GError **error)
{
  g_autoptr (GQueue) queue = g_queue_new ();
  gboolean is_first = TRUE;

  g_queue_push_tail (queue, g_strdup (folder));
  while (!g_queue_is_empty (queue))
    {
      g_autofree char *path = g_queue_pop_head (queue);
      DIR *dir = opendir (path);

      if (dir == NULL && is_first)
        {
          g_set_error (error, IFA_ERROR, IFA_ERROR_FILE, _ ("The folder “%s” can't be read: %s."),
                       path, g_strerror (errno));
          return FALSE;
        }
      is_first = FALSE;
      if (dir == NULL)
        {
          note_unreadable (self, path, g_strerror (errno));
          continue;
        }
      add_entries (self, dir, path, queue);
      closedir (dir);
    }
  return TRUE;
}

guint64
ifa_triage_get_n_reports (const IfaTriage *self)
{
  return self->n_reports;
}

guint64
ifa_triage_get_n_unreadable (const IfaTriage *self)
{
  return self->n_unreadable;
}
