/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Copies of the outbox: whole or not there, proven by other programs, restored without loss. */

#include "copy-manifest.h"
#include "copy.h"
#include "error.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE \
  "{\"format\":\"invoice-first-aid-profile/1\",\"id\":\"lab.example\",\"name\":{\"en\":\"A\"}," \
  "\"endpoints\":[{\"id\":\"api\",\"url\":\"https://a.example/\"}]," \
  "\"client\":{\"outbox\":[{\"path\":\"~/outbox\"}," \
  "{\"path\":\"~/client.db\",\"format\":\"sqlite\",\"query\":\"SELECT 1\",\"columns\":{\"number\":\"a\"}}]}}"

typedef struct
{
  char *root;
  char *home;
  char *target;
  IfaProfile *profile;
} Fixture;

static void
run (const char *folder, const char *command)
{
  const char *arguments[] = { "sh", "-c", command, NULL };
  g_autofree char *errors = NULL;
  int status = -1;

  g_assert_true (g_spawn_sync (folder, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                               NULL, &errors, &status, NULL));
  g_assert_cmpstr (errors, ==, "");
  g_assert_cmpint (status, ==, 0);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->root = g_dir_make_tmp ("test-copy-XXXXXX", NULL);
  self->home = g_build_filename (self->root, "home", NULL);
  self->target = g_build_filename (self->root, "stick", NULL);
  run (self->root, "mkdir -p home/outbox/2026 stick && cd home/outbox && printf one > a.xml && "
                   "printf two > 2026/b.xml && printf three > 'a:b*?.xml' && : > empty.xml && "
                   "printf four > \"$(printf '\\377\\376')\" && printf five > A.xml && "
                   "truncate -s 3M hole && ln -s /etc/passwd link && mkfifo pipe");
  self->profile = ifa_profile_new_from_data (PROFILE, strlen (PROFILE), "test", &error);
  g_assert_no_error (error);
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
}

static IfaCopy *
copy_now (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  IfaCopy *copy
      = ifa_copy_create (self->profile, self->home, self->target, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (copy->problems->len, ==, 0);
  g_assert_nonnull (copy->path);
  return copy;
}

static void
test_whole (Fixture *self, gconstpointer data)
{
  g_autoptr (IfaCopy) copy = copy_now (self);
  g_autoptr (IfaCopy) checked = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (copy->n_files, ==, 7);
  g_assert_cmpuint (copy->n_skipped, ==, 2);
  run (copy->path, "sha256sum --quiet --strict -c SHA256SUMS");
  run (copy->path, "cmp files-0/outbox/2026/b.xml ../../home/outbox/2026/b.xml");
  run (copy->path, "test \"$(find . -type f | wc -l)\" = 9");
  run (copy->path, "test \"$(du -k files-0/outbox/hole | cut -f1)\" -lt 300");
  run (copy->path, "! find . -name '*[:*?]*' | grep . >&2");
  checked = ifa_copy_verify (copy->path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (checked->n_files, ==, 7);
  g_assert_cmpuint (checked->problems->len, ==, 0);
}

static void
test_damage_is_found (Fixture *self, gconstpointer data)
{
  g_autoptr (IfaCopy) copy = copy_now (self);
  g_autoptr (IfaCopy) checked = NULL;
  g_autoptr (GError) error = NULL;

  run (copy->path, "printf x >> files-0/outbox/2026/b.xml && rm files-0/outbox/empty.xml");
  checked = ifa_copy_verify (copy->path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (checked->problems->len, ==, 2);

  run (copy->path, "sed -i s/0/1/ SHA256SUMS");
  g_assert_null (ifa_copy_verify (copy->path, NULL, &error));
  g_assert_error (error, IFA_ERROR, IFA_ERROR_FILE);
  g_clear_error (&error);
  g_assert_null (ifa_copy_verify (self->home, NULL, &error));
  g_assert_error (error, IFA_ERROR, IFA_ERROR_FILE);
}

static void
test_restore (Fixture *self, gconstpointer data)
{
  g_autoptr (IfaCopy) copy = copy_now (self);
  g_autoptr (IfaCopy) restored = NULL;
  G_GNUC_UNUSED g_autoptr (IfaCopy) again = NULL;
  g_autoptr (GError) error = NULL;

  run (self->home, "cp -a outbox before && rm -r outbox/2026 && printf newer > outbox/a.xml");
  restored = ifa_copy_restore (copy->path, self->profile, self->home, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (restored->problems->len, ==, 0);
  g_assert_cmpuint (restored->n_files, ==, 2);
  g_assert_cmpuint (restored->n_there, ==, 5);
  g_assert_cmpuint (restored->n_kept_both, ==, 1);
  run (self->home,
       "cmp outbox/2026/b.xml before/2026/b.xml && test \"$(cat outbox/a.xml)\" = newer");
  run (self->home, "cmp outbox/a*copy*.xml before/a.xml");
  run (self->home, "test outbox/2026/b.xml -ot outbox/a.xml");
  run (self->home, "! find outbox -name '*partial*' | grep . >&2");
}

/* A manifest is foreign text, too. */
static void
test_restore_stays_inside (Fixture *self, gconstpointer data)
{
  g_autoptr (IfaCopy) copy = copy_now (self);
  g_autoptr (IfaCopy) restored = NULL;
  g_autoptr (GError) error = NULL;

  run (copy->path, "sed -i 's|\"outbox/a.xml\"|\"outbox/../.bashrc\"|' manifest.json");
  g_assert_null (ifa_copy_restore (copy->path, self->profile, self->home, NULL, &error));
  g_assert_error (error, IFA_ERROR, IFA_ERROR_FILE);
  g_clear_error (&error);

  run (copy->path, "sed -i 's|\"outbox/../.bashrc\"|\".bashrc\"|' manifest.json");
  run (self->home, "rm -r outbox && mkdir outside && ln -s ../outside outbox");
  restored = ifa_copy_restore (copy->path, self->profile, self->home, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (restored->n_files, ==, 0);
  g_assert_cmpuint (restored->problems->len, ==, 7);
  run (self->root, "test ! -e home/.bashrc && test -z \"$(ls home/outside)\"");
}

static void
test_bad_targets (Fixture *self, gconstpointer data)
{
  g_autofree char *inside = g_build_filename (self->home, "outbox", "2026", NULL);
  g_autofree char *missing = g_build_filename (self->root, "missing", NULL);
  const char *targets[] = { inside, missing, "/proc" };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (
          ifa_copy_create (self->profile, self->home, targets[i], NULL, NULL, NULL, &error));
      g_assert_error (error, IFA_ERROR, IFA_ERROR_FILE);
    }
}

static void
cancel_soon (guint64 n_done, guint64 n_files, guint64 n_bytes_done, guint64 n_bytes, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
test_cancel_and_continue (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (IfaCopy) copy = NULL;

  g_assert_null (ifa_copy_create (self->profile, self->home, self->target, cancel_soon, cancellable,
                                  cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  run (self->target, "test \"$(ls)\" = lab.example.partial && : > lab.example.partial/stale");
  copy = copy_now (self);
  run (copy->path, "sha256sum --quiet --strict -c SHA256SUMS && test ! -e stale");
  run (self->target, "test ! -e lab.example.partial");
}

static int keeps_writing;

static gint64
count_rows (const char *path)
{
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;
  gint64 n_rows = -1;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (database, 5000);
  g_assert_cmpint (sqlite3_prepare_v2 (database, "SELECT count(*) FROM a", -1, &statement, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  n_rows = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return n_rows;
}

static void
test_database (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->home, "client.db", NULL);
  g_autoptr (IfaCopy) copy = NULL;
  g_autofree char *copied = NULL;
  sqlite3 *writer = NULL, *reader = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open (path, &writer), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (writer,
                                 "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;"
                                 "CREATE TABLE a (b); INSERT INTO a VALUES (1), (2), (3)",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  run (self->home, "sha256sum client.db client.db-wal > sums");
  copy = copy_now (self);
  run (self->home, "sha256sum --quiet -c sums");
  sqlite3_close (writer);

  copied = g_build_filename (copy->path, "files-1", "client.db", NULL);
  g_assert_cmpint (sqlite3_open_v2 (copied, &reader, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_prepare_v2 (reader, "SELECT count(*) FROM a", -1, &statement, NULL);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (statement, 0), ==, 3);
  sqlite3_finalize (statement);
  sqlite3_close (reader);
  run (copy->path, "test \"$(ls files-1)\" = client.db");
}

static void
test_damaged_database (Fixture *self, gconstpointer data)
{
  g_autoptr (IfaCopy) copy = NULL;
  g_autoptr (GError) error = NULL;

  run (self->home,
       "printf 'SQLite format 3\\000' > client.db && head -c 9000 /dev/zero >> client.db && "
       "printf log > client.db-wal");
  copy = ifa_copy_create (self->profile, self->home, self->target, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (copy->path);
  g_assert_cmpuint (copy->problems->len, ==, 0);
  g_assert_cmpuint (copy->n_damaged, ==, 1);
  run (copy->path, "sha256sum --quiet --strict -c SHA256SUMS");
  run (copy->path, "cmp files-1/client.db ../../home/client.db");
  run (copy->path, "cmp files-1/client.db-wal ../../home/client.db-wal");
}

/* What a client encrypts looks like anything; its log goes with it. */
static void
test_encrypted_database (Fixture *self, gconstpointer data)
{
  g_autoptr (IfaCopy) copy = NULL;

  run (self->home,
       "head -c 8192 /dev/urandom > client.db && head -c 4096 /dev/urandom > client.db-wal");
  copy = copy_now (self);
  run (copy->path, "cmp files-1/client.db ../../home/client.db");
  run (copy->path, "cmp files-1/client.db-wal ../../home/client.db-wal");
}

static gpointer
write_rows (gpointer data)
{
  sqlite3 *database = NULL;

  sqlite3_open (data, &database);
  sqlite3_busy_timeout (database, 5000);
  for (guint i = 0; i < 3000 && g_atomic_int_get (&keeps_writing); i++)
    sqlite3_exec (database, "INSERT INTO a VALUES (hex (randomblob (200)))", NULL, NULL, NULL);
  sqlite3_close (database);
  return NULL;
}

/* Row after row is written while it is copied: each copy is whole, and holds all that was there
 * when it began. */
static void
test_database_being_written (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->home, "client.db", NULL);
  sqlite3 *database = NULL;
  g_autoptr (GThread) writer = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  sqlite3_exec (database, "PRAGMA journal_mode=WAL; CREATE TABLE a (b); INSERT INTO a VALUES (1)",
                NULL, NULL, NULL);
  g_atomic_int_set (&keeps_writing, TRUE);
  writer = g_thread_new ("writer", write_rows, path);
  for (guint i = 0; i < 5; i++)
    {
      gint64 n_before = count_rows (path);
      g_autoptr (IfaCopy) copy = copy_now (self);
      g_autofree char *copied = g_build_filename (copy->path, "files-1", "client.db", NULL);

      g_assert_cmpint (count_rows (copied), >=, n_before);
      run (copy->path, "test \"$(ls files-1)\" = client.db");
    }
  g_atomic_int_set (&keeps_writing, FALSE);
  g_thread_join (g_steal_pointer (&writer));
  sqlite3_close (database);
}

/* Killed at any moment, there is a whole copy or none; the outbox is as it was. */
static void
test_killed (Fixture *self, gconstpointer data)
{
  run (self->home, "find outbox -type f -exec sha256sum {} + > sums");
  for (guint delay_us = 0; delay_us < 15000; delay_us += 250)
    {
      pid_t child = fork ();

      if (child == 0)
        {
          g_autoptr (IfaCopy) copy
              = ifa_copy_create (self->profile, self->home, self->target, NULL, NULL, NULL, NULL);
          _exit (copy != NULL ? 0 : 1);
        }
      g_usleep (delay_us);
      kill (child, SIGKILL);
      waitpid (child, NULL, 0);
    }
  run (self->target, "for copy in */; do case $copy in *.partial/) ;; *) (cd \"$copy\" && "
                     "sha256sum --quiet --strict -c SHA256SUMS && "
                     "test \"$(find files-* -type f | wc -l)\" = 7) || exit 1 ;; esac; done");
  run (self->home, "sha256sum --quiet -c sums");
}

static void
test_names (void)
{
  static const char *const rows[][2] = {
    { "a.xml", "a.xml" }, { "发票.xml", "发票.xml" }, { "a:b", "a%3Ab" },
    { "\xff", "%FF" },    { "con.txt", "_con.txt" },  { "COM1", "_COM1" },
    { "a. ", "a.%20" },   { "100%", "100%25" },       { "a\nb", "a%0Ab" },
  };
  g_autofree char *long_name = g_strnfill (250, 'x');
  g_autofree char *cut = ifa_copy_dup_safe_name (long_name);
  g_autoptr (IfaCopyManifest) manifest = ifa_copy_manifest_new ("a");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *safe = ifa_copy_dup_safe_name (rows[i][0]);

      g_assert_cmpstr (safe, ==, rows[i][1]);
    }
  g_assert_cmpuint (strlen (cut), <=, 200);
  g_assert_cmpstr (ifa_copy_manifest_add (manifest, 0, "A")->name, ==, "files-0/A");
  g_assert_cmpstr (ifa_copy_manifest_add (manifest, 0, "a")->name, ==, "files-0/a~2");
}

#define ADD(name, function) g_test_add ("/copy/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *data = g_dir_make_tmp ("test-copy-data-XXXXXX", NULL);
  int status;

  /* Where the last copy was put is remembered there, and not in the home of who tests. */
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/copy/names", test_names);
  ADD ("whole", test_whole);
  ADD ("damage-is-found", test_damage_is_found);
  ADD ("restore", test_restore);
  ADD ("restore-stays-inside", test_restore_stays_inside);
  ADD ("bad-targets", test_bad_targets);
  ADD ("cancel-and-continue", test_cancel_and_continue);
  ADD ("database", test_database);
  ADD ("damaged-database", test_damaged_database);
  ADD ("encrypted-database", test_encrypted_database);
  ADD ("database-being-written", test_database_being_written);
  ADD ("killed", test_killed);
  status = g_test_run ();
  run (data, "rm -rf -- *");
  g_rmdir (data);
  return status;
}
