/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Many texts at once, against looking for one after the other; and logs read from their end. */

#include "client-log.h"
#include "log-search.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define N_TEXTS 20

static const char *
find_plainly (char *const *texts, const char *data, gsize size)
{
  const char *first = NULL;

  for (guint i = 0; texts[i] != NULL; i++)
    {
      const char *at = memmem (data, size, texts[i], strlen (texts[i]));

      if (at != NULL && (first == NULL || at < first))
        first = at;
    }
  return first;
}

/* Few letters, so that there are many half matches. */
static void
fill (char *data, gsize size)
{
  for (gsize i = 0; i < size; i++)
    data[i] = "abc\xe7\n"[g_test_rand_int_range (0, 5)];
}

static void
test_like_plain_search (void)
{
  char data[300];

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (IfaLogPatterns) patterns = NULL;
      gsize size = (gsize) g_test_rand_int_range (0, sizeof data);
      guint n_texts = (guint) g_test_rand_int_range (1, N_TEXTS);
      gsize shortest = (gsize) g_test_rand_int_range (2, 6);

      for (guint i = 0; i < n_texts; i++)
        {
          gsize length = shortest + (gsize) g_test_rand_int_range (0, 5);
          char *text = g_malloc0 (length + 1);

          for (gsize at = 0; at < length; at++)
            text[at] = "abc"[g_test_rand_int_range (0, 3)];
          g_ptr_array_add (texts, text);
        }
      g_ptr_array_add (texts, NULL);
      patterns = ifa_log_patterns_new ((const char *const *) texts->pdata);
      fill (data, size);
      g_assert_true (ifa_log_patterns_find (patterns, data, size)
                     == find_plainly ((char *const *) texts->pdata, data, size));
    }
}

static void
test_nothing_to_look_for (void)
{
  const char *const none[] = { "", "x", NULL };
  g_autoptr (IfaLogPatterns) patterns = ifa_log_patterns_new (none);

  g_assert_null (ifa_log_patterns_find (patterns, "xxxxxxxxxxxxxxxxxxxxxxxx", 24));
}

static gboolean
keep_line (const char *line, gsize length, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strndup (line, length));
  return TRUE;
}

static void
search (const char *content, gsize size, guint64 max_bytes, GPtrArray *lines)
{
  const char *const texts[] = { "ERROR", NULL };
  g_autoptr (IfaLogPatterns) patterns = ifa_log_patterns_new (texts);
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("test-log-XXXXXX", &path, NULL);
  IfaLogExtent extent;

  g_assert_cmpint (write (fd, content, size), ==, (gssize) size);
  g_assert_true (ifa_log_search_file (fd, patterns, max_bytes, keep_line, lines, NULL, &extent));
  g_assert_cmpint (extent.is_cut, ==, size > max_bytes);
  g_assert_cmpuint (extent.n_bytes, <=, MIN (max_bytes, size));
  close (fd);
  g_unlink (path);
}

/* Lines over the borders of the pieces that are read: each is found once, newest first. */
static void
test_newest_first (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (log, i % 7 == 0 ? "ERROR %u %0*u\n" : "fine %u %0*u\n", i,
                            1 + (int) (i % 90), i);
  search (log->str, log->len, G_MAXUINT64, lines);
  g_assert_cmpuint (lines->len, ==, 60000 / 7 + 1);
  for (guint i = 0; i < lines->len; i++)
    {
      guint number = 0;

      g_assert_cmpint (sscanf (g_ptr_array_index (lines, i), "ERROR %u", &number), ==, 1);
      g_assert_cmpuint (number, ==, (lines->len - 1 - i) * 7);
    }
  g_ptr_array_set_size (lines, 0);
  search (log->str, log->len, 100000, lines);
  g_assert_cmpuint (lines->len, >, 100);
  g_assert_true (g_str_has_prefix (g_ptr_array_index (lines, 0), "ERROR 59997"));
}

/* A line of three pieces' length, and a log without any end of line. */
static void
test_long_lines (void)
{
  g_autoptr (GString) log = g_string_new ("ERROR first\n");
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 3 * 1024 * 1024; i++)
    g_string_append_c (log, 'x');
  g_string_append (log, "ERROR\nlast");
  search (log->str, log->len, G_MAXUINT64, lines);
  g_assert_cmpuint (lines->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (lines, 1), ==, "ERROR first");
}

/* A bomb is unpacked to a bound, and its end is looked at. */
static void
test_packed_bomb (void)
{
  const char *const texts[] = { "ERROR", NULL };
  g_autoptr (IfaLogPatterns) patterns = ifa_log_patterns_new (texts);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = g_dir_make_tmp ("test-log-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.gz", NULL);
  g_autofree char *command = g_strdup_printf ("head -c 600M /dev/zero | gzip -1 > %s", path);
  const char *arguments[] = { "sh", "-c", command, NULL };
  gint64 before_us = g_get_monotonic_time ();
  IfaLogExtent extent;
  int fd;

  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                               NULL, NULL, NULL, NULL));
  before_us = g_get_monotonic_time ();
  fd = g_open (path, O_RDONLY, 0);
  ifa_log_search_packed (fd, patterns, IFA_CLIENT_LOG_MAX_BYTES, keep_line, lines, NULL, &extent);
  g_assert_true (extent.is_cut);
  g_assert_cmpuint (extent.n_bytes, <=, IFA_CLIENT_LOG_MAX_BYTES);
  g_assert_cmpint (g_get_monotonic_time () - before_us, <, 60 * G_USEC_PER_SEC);
  close (fd);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log-search/like-plain-search", test_like_plain_search);
  g_test_add_func ("/log-search/nothing-to-look-for", test_nothing_to_look_for);
  g_test_add_func ("/log-search/newest-first", test_newest_first);
  g_test_add_func ("/log-search/long-lines", test_long_lines);
  g_test_add_func ("/log-search/packed-bomb", test_packed_bomb);
  return g_test_run ();
}
