/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Clearing a cache: with a copy or a word, with undo, and never anything else. */

#include "cache.h"
#include "client-process.h"
#include "error.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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

static IfaProfile *
new_profile (const char *client)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = g_strdup_printf (
      "{\"format\":\"invoice-first-aid-profile/1\",\"id\":\"a\",\"name\":{\"en\":\"A\"},"
      "\"endpoints\":[{\"id\":\"api\",\"url\":\"https://a.example/\"}],\"client\":{%s}}",
      client);
  IfaProfile *profile = ifa_profile_new_from_data (json, strlen (json), "test", &error);

  g_assert_no_error (error);
  return profile;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->root = g_dir_make_tmp ("test-cache-XXXXXX", NULL);
  self->home = g_build_filename (self->root, "home", NULL);
  self->target = g_build_filename (self->root, "stick", NULL);
  self->profile = new_profile ("\"outbox\":[{\"path\":\"~/outbox\"}],"
                               "\"cache\":[{\"path\":\"~/.cache/client\"}]");
  run (self->root,
       "mkdir -p home/outbox home/.cache/client/deep/er stick outside && "
       "printf one > home/outbox/a.xml && printf junk > home/.cache/client/deep/er/x && "
       "printf keep > outside/keep");
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

static gboolean
reset (Fixture *self, const char *copy, gboolean without_copy)
{
  g_autoptr (GError) error = NULL;
  IfaCacheConsent consent = { copy, without_copy };
  gboolean is_done = ifa_cache_reset (self->profile, self->home, "", consent, NULL, &error);

  g_assert_cmpint (is_done, ==, error == NULL);
  return is_done;
}

static void
test_needs_a_copy (Fixture *self, gconstpointer data)
{
  g_autoptr (IfaCopy) copy = NULL;

  g_assert_false (reset (self, NULL, FALSE));
  g_assert_false (reset (self, self->target, FALSE));
  run (self->home, "test -e .cache/client/deep/er/x");

  copy = ifa_copy_create (self->profile, self->home, self->target, NULL, NULL, NULL, NULL);
  g_assert_nonnull (copy->path);
  run (self->home, "printf two > outbox/b.xml");
  g_assert_false (reset (self, copy->path, FALSE));
  run (self->home, "rm outbox/b.xml && printf ONE! > outbox/a.xml");
  g_assert_false (reset (self, copy->path, FALSE));
  g_clear_pointer (&copy, ifa_copy_free);

  copy = ifa_copy_create (self->profile, self->home, self->target, NULL, NULL, NULL, NULL);
  g_assert_true (reset (self, copy->path, FALSE));
  run (self->home, "test -z \"$(ls -A .cache/client)\"");
}

static void
test_undo_and_free (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (ifa_cache_undo (self->profile, self->home, &error));
  g_assert_error (error, IFA_ERROR, IFA_ERROR_FAILED);
  g_clear_error (&error);

  g_assert_true (reset (self, NULL, TRUE));
  run (self->home, "printf new > .cache/client/new");
  g_assert_true (ifa_cache_undo (self->profile, self->home, &error));
  g_assert_no_error (error);
  run (self->home, "test \"$(cat .cache/client/deep/er/x)\" = junk && test ! -e .cache/client/new");
  /* What was new is aside now, and not lost. */
  g_assert_true (ifa_cache_undo (self->profile, self->home, &error));
  run (self->home, "test -e .cache/client/new");

  g_assert_true (reset (self, NULL, TRUE));
  list = ifa_cache_list (self->profile, self->home);
  g_assert_cmpuint (((IfaCacheFolder *) list->pdata[0])->n_bytes_aside, ==, 7);
  g_assert_true (ifa_cache_free (self->profile, self->home, NULL, &error));
  run (self->home, "test \"$(ls .cache)\" = client && test -z \"$(ls -A .cache/client)\"");
}

static void
test_list (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) list = ifa_cache_list (self->profile, self->home);
  const IfaCacheFolder *folder = g_ptr_array_index (list, 0);

  g_assert_cmpuint (list->len, ==, 1);
  g_assert_true (folder->is_there);
  g_assert_cmpuint (folder->n_files, ==, 1);
  g_assert_cmpuint (folder->n_bytes, ==, 4);
  g_assert_null (folder->refusal);
}

/* Links instead of folders, at the end of the path and on the way. */
static void
test_links (Fixture *self, gconstpointer data)
{
  run (self->home, "rm -r .cache/client && ln -s ../../outside .cache/client");
  g_assert_false (reset (self, NULL, TRUE));
  run (self->home, "rm -r .cache && mkdir ../outside/client && ln -s ../outside .cache");
  g_assert_false (reset (self, NULL, TRUE));
  run (self->root,
       "test -L home/.cache && test -e outside/keep && test \"$(ls outside | wc -l)\" = 2");
}

static void
test_links_inside (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  run (self->home, "ln -s ../../../outside .cache/client/link && "
                   "ln -s /etc/passwd .cache/client/deep/passwd && "
                   "ln outbox/a.xml .cache/client/hard");
  g_assert_true (reset (self, NULL, TRUE));
  g_assert_true (ifa_cache_free (self->profile, self->home, NULL, &error));
  g_assert_no_error (error);
  run (self->root,
       "test -e outside/keep && test -e /etc/passwd && test \"$(cat home/outbox/a.xml)\" = one "
       "&& test \"$(ls -A home/.cache)\" = client");
}

/* The names say "apart", the folders are the same. */
static void
test_overlap (Fixture *self, gconstpointer data)
{
  run (self->home, "mv outbox .cache/client/outbox && ln -s .cache/client/outbox outbox");
  g_assert_false (reset (self, NULL, TRUE));
  run (self->home, "test -e .cache/client/outbox/a.xml && test -e .cache/client/deep/er/x");
}

/* Somebody swaps a folder for a link, over and over, while the cache is removed. */
static void
test_swapped_meanwhile (Fixture *self, gconstpointer data)
{
  const char *swapper[]
      = { "sh", "-c",
          "cd home/.cache; while :; do for d in client.*/s*; do rm -rf \"$d\"; "
          "ln -s ../../../outside \"$d\" ; rm -f \"$d\"; mkdir -p \"$d/t\"; done; done 2>/dev/null",
          NULL };
  GPid pid;

  run (self->home, "for i in 1 2 3 4 5 6 7 8; do mkdir -p .cache/client/s$i/t; done");
  g_assert_true (reset (self, NULL, TRUE));
  g_assert_true (
      g_spawn_async (self->root, (char **) swapper, NULL,
                     G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL,
                     NULL, NULL, &pid, NULL));
  for (guint i = 0; i < 200; i++)
    ifa_cache_free (self->profile, self->home, NULL, NULL);
  kill (pid, SIGKILL);
  g_spawn_close_pid (pid);
  run (self->root, "test \"$(cat outside/keep)\" = keep");
}

typedef struct
{
  int folder_fd; /* of what was moved aside */
  int is_over;
} Race;

/* A folder and a link to the outside change places, as fast as the kernel can. */
static gpointer
exchange (gpointer data)
{
  Race *race = data;

  while (!g_atomic_int_get (&race->is_over))
    renameat2 (race->folder_fd, "folder", race->folder_fd, "link", RENAME_EXCHANGE);
  return NULL;
}

static void
test_exchanged_meanwhile (Fixture *self, gconstpointer data)
{
  g_autofree char *aside
      = g_build_filename (self->home, ".cache", "client.invoice-first-aid-1", NULL);

  for (guint i = 0; i < 150; i++)
    {
      Race race = { -1, FALSE };
      GThread *thread;

      g_assert_cmpint (g_mkdir (aside, 0700), ==, 0);
      race.folder_fd = open (aside, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
      g_assert_cmpint (mkdirat (race.folder_fd, "folder", 0700), ==, 0);
      g_assert_cmpint (mkdirat (race.folder_fd, "folder/deep", 0700), ==, 0);
      g_assert_cmpint (symlinkat ("../../../outside", race.folder_fd, "link"), ==, 0);
      thread = g_thread_new ("exchange", exchange, &race);
      ifa_cache_free (self->profile, self->home, NULL, NULL);
      g_atomic_int_set (&race.is_over, TRUE);
      g_thread_join (thread);
      close (race.folder_fd);
      ifa_cache_free (self->profile, self->home, NULL, NULL);
      g_assert_false (g_file_test (aside, G_FILE_TEST_EXISTS));
    }
  run (self->root, "test \"$(cat outside/keep)\" = keep && test \"$(ls outside)\" = keep");
}

static void
test_running_client (Fixture *self, gconstpointer data)
{
  g_autoptr (IfaProfile) profile = new_profile ("\"process\":[\"example-invoicing-client\"],"
                                                "\"cache\":[{\"path\":\"~/.cache/client\"}]");
  IfaCacheConsent consent = { NULL, TRUE };
  g_autoptr (GError) error = NULL;

  run (self->root, "mkdir -p proc/17 proc/18 && echo other > proc/17/comm && "
                   "echo example-invoici > proc/18/comm");
  g_assert_cmpint (ifa_client_is_running (profile, self->root), ==, IFA_TRI_YES);
  g_assert_cmpint (ifa_client_is_running (self->profile, self->root), ==, IFA_TRI_UNKNOWN);
  g_assert_false (ifa_cache_reset (profile, self->home, self->root, consent, NULL, &error));
  g_assert_error (error, IFA_ERROR, IFA_ERROR_FAILED);
  run (self->home, "test -e .cache/client/deep/er/x && echo gone > ../proc/18/comm");
  g_assert_cmpint (ifa_client_is_running (profile, self->root), ==, IFA_TRI_NO);
}

#define ADD(name, function) g_test_add ("/cache/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *data = g_dir_make_tmp ("test-cache-data-XXXXXX", NULL);
  int status;

  /* Where the last copy was put is remembered there, and not in the home of who tests. */
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("list", test_list);
  ADD ("needs-a-copy", test_needs_a_copy);
  ADD ("undo-and-free", test_undo_and_free);
  ADD ("links", test_links);
  ADD ("links-inside", test_links_inside);
  ADD ("overlap", test_overlap);
  ADD ("swapped-meanwhile", test_swapped_meanwhile);
  ADD ("exchanged-meanwhile", test_exchanged_meanwhile);
  ADD ("running-client", test_running_client);
  status = g_test_run ();
  run (data, "rm -rf -- *");
  g_rmdir (data);
  return status;
}
