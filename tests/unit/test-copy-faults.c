/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A copy that dies, or that the disk refuses something, at each of its system calls: under its
 * final name is all of it or nothing, the outbox is what it was, and the next copy is whole.
 *
 * A sample of the points by default; all of them with IFA_ALL_FAULTS=1. */

#include "copy.h"
#include "fault-tracer.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PROFILE \
  "{\"format\":\"invoice-first-aid-profile/1\",\"id\":\"lab.example\",\"name\":{\"en\":\"A\"}," \
  "\"endpoints\":[{\"id\":\"api\",\"url\":\"https://a.example/\"}]," \
  "\"client\":{\"outbox\":[{\"path\":\"~/outbox\"}," \
  "{\"path\":\"~/client.db\",\"format\":\"sqlite\",\"query\":\"SELECT 1\",\"columns\":{\"number\":\"a\"}}]}}"
#define N_FILES 24
#define SAMPLE_STEP 41
#define MIN_POINTS 500

typedef struct
{
  char *root;
  char *home;
  char *target;
  IfaProfile *profile;
  char *source_state;
} Fixture;

static char *
dup_output (const char *folder, const char *command)
{
  const char *arguments[] = { "sh", "-c", command, NULL };
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  int status = -1;

  g_assert_true (g_spawn_sync (folder, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                               &output, &errors, &status, NULL));
  g_assert_cmpstr (errors, ==, "");
  g_assert_cmpint (status, ==, 0);
  return g_steal_pointer (&output);
}

static void
run (const char *folder, const char *command)
{
  g_free (dup_output (folder, command));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Every file with its name, time, size and bytes. In this process: a shell for each of thousands
 * of points would take minutes. */
static void
add_state (GChecksum *sum, const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      const char *file = g_ptr_array_index (names, i);
      g_autofree char *head = NULL;
      g_autofree char *content = NULL;
      gsize length = 0;
      struct stat state;

      g_assert_cmpint (lstat (file, &state), ==, 0);
      head = g_strdup_printf ("%s %ld.%09ld %o\n", file, (long) state.st_mtim.tv_sec,
                              state.st_mtim.tv_nsec, state.st_mode);
      g_checksum_update (sum, (const guchar *) head, -1);
      if (S_ISDIR (state.st_mode))
        {
          add_state (sum, file);
          continue;
        }
      g_assert_true (g_file_get_contents (file, &content, &length, NULL));
      g_checksum_update (sum, (const guchar *) content, (gssize) length);
    }
}

static char *
dup_state (const char *folder)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  add_state (sum, folder);
  return g_strdup (g_checksum_get_string (sum));
}

/* A database with its log beside it, as a client that was killed leaves it. */
static void
make_database (const char *home)
{
  g_autofree char *path = g_build_filename (home, "live.db", NULL);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database,
                                 "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;"
                                 "CREATE TABLE a (b); INSERT INTO a VALUES (1), (2), (3)",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  run (home, "cp live.db client.db && cp live.db-wal client.db-wal");
  sqlite3_close (database);
  run (home, "rm -f live.db*");
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  /* In memory: a disk that others use, too, would take seconds to flush. */
  self->root = g_strdup (g_access ("/dev/shm", W_OK) == 0 ? "/dev/shm/test-faults-XXXXXX"
                                                          : "/tmp/test-faults-XXXXXX");
  g_assert_nonnull (g_mkdtemp (self->root));
  self->home = g_build_filename (self->root, "home", NULL);
  self->target = g_build_filename (self->root, "stick", NULL);
  run (self->root,
       "mkdir -p home/outbox/2026 stick && cd home/outbox && "
       "for i in $(seq " G_STRINGIFY (
           N_FILES) "); do printf '<a>%s</a>' $i > $i.xml; done && "
                    "printf two > 2026/b.xml && truncate -s 1M hole && ln -s /etc/passwd link");
  make_database (self->home);
  self->profile = ifa_profile_new_from_data (PROFILE, strlen (PROFILE), "test", &error);
  g_assert_no_error (error);
  self->source_state = dup_state (self->home);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  run (self->root, "rm -rf -- *");
  g_rmdir (self->root);
  ifa_profile_unref (self->profile);
  g_free (self->root);
  g_free (self->home);
  g_free (self->target);
  g_free (self->source_state);
}

enum
{
  COPY_WHOLE = 10,
  COPY_FAILED,
  COPY_FAILED_SILENTLY,
  COPY_INCOMPLETE
};

static int
copy_in_child (gpointer data)
{
  Fixture *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (IfaCopy) copy
      = ifa_copy_create (self->profile, self->home, self->target, NULL, NULL, NULL, &error);

  if (copy == NULL)
    return error != NULL ? COPY_FAILED : COPY_FAILED_SILENTLY;
  return copy->path != NULL ? COPY_WHOLE : COPY_INCOMPLETE;
}

/* What stood in the log must be in the copy. */
static void
assert_rows (const char *copy)
{
  g_autofree char *path = g_build_filename (copy, "files-1", "client.db", NULL);
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_prepare_v2 (database, "SELECT count(*) FROM a", -1, &statement, NULL);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (statement, 0), ==, 3);
  sqlite3_finalize (statement);
  sqlite3_close (database);
}

/* Returns: how many copies have a final name. Each of them must be whole. */
static guint
count_whole (Fixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->target, 0, NULL);
  guint n_whole = 0;
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->target, name, NULL);
      g_autoptr (IfaCopy) checked = NULL;
      g_autoptr (GError) error = NULL;

      if (g_str_has_suffix (name, ".partial"))
        continue;
      checked = ifa_copy_verify (path, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (checked->problems->len, ==, 0);
      g_assert_cmpuint (checked->n_files, ==, N_FILES + 3);
      assert_rows (path);
      n_whole++;
    }
  return n_whole;
}

static void
assert_sound (Fixture *self, FaultResult result)
{
  guint n_whole = count_whole (self);
  g_autofree char *state = dup_state (self->home);

  g_assert_cmpstr (state, ==, self->source_state);
  /* Killed after the last rename, a copy is whole, too. */
  if (result.status == COPY_WHOLE)
    g_assert_cmpuint (n_whole, ==, 1);
  g_assert_cmpint (result.status, !=, COPY_FAILED_SILENTLY);
}

static void
copy_again (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IfaCopy) copy
      = ifa_copy_create (self->profile, self->home, self->target, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (copy->path);
  g_assert_cmpuint (count_whole (self), >=, 1);
}

static void
clean (Fixture *self)
{
  run (self->target, "rm -rf -- * ");
}

static guint
get_step (void)
{
  return g_getenv ("IFA_ALL_FAULTS") != NULL ? 1 : SAMPLE_STEP;
}

static void
test_faults (Fixture *self, gconstpointer data)
{
  Fault fault = *(const Fault *) data;
  FaultResult whole;
  guint n_points = 0;

  if (!fault_tracer_works ())
    {
      g_test_skip ("no child can be traced here");
      return;
    }
  whole = fault_tracer_run ((Fault){ fault.kind, G_MAXUINT, fault.error, 1 }, copy_in_child, self);
  g_assert_cmpint (whole.status, ==, COPY_WHOLE);
  assert_sound (self, whole);
  g_assert_cmpuint (whole.n_calls, >, MIN_POINTS);
  clean (self);

  for (fault.at = 1; fault.at <= whole.n_calls; fault.at += get_step ())
    {
      FaultResult result = fault_tracer_run (fault, copy_in_child, self);

      assert_sound (self, result);
      if (++n_points % 7 == 0)
        copy_again (self);
      clean (self);
    }
  g_test_message ("%u of %u points", n_points, whole.n_calls);
}

static const struct
{
  const char *name;
  Fault fault;
} faults[] = {
  { "/copy-faults/killed", { FAULT_KILL, 0, 0, 0 } },
  { "/copy-faults/disk-full", { FAULT_ERROR, 0, ENOSPC, 1 } },
  { "/copy-faults/disk-full-from-there", { FAULT_ERROR, 0, ENOSPC, 0 } },
  { "/copy-faults/disk-broken", { FAULT_ERROR, 0, EIO, 1 } },
  { "/copy-faults/disk-gone", { FAULT_ERROR, 0, EIO, 0 } },
  { "/copy-faults/forbidden", { FAULT_ERROR, 0, EACCES, 1 } },
  { "/copy-faults/quota", { FAULT_ERROR, 0, EDQUOT, 1 } },
};

int
main (int argc, char **argv)
{
  g_autofree char *memory = g_dir_make_tmp ("test-faults-data-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_DATA_HOME", memory, TRUE);
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    g_test_add (faults[i].name, Fixture, &faults[i].fault, set_up, test_faults, tear_down);
  status = g_test_run ();
  run (memory, "rm -rf -- *");
  g_rmdir (memory);
  return status;
}
