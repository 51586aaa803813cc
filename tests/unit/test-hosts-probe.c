/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "hosts-probe.h"

#include <glib/gstdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "facts.h"
#include "probe-harness.h"

#define NAME "api.invoice.example"

/* What a few chunks and their copies may take, far below what the files hold. */
#define MEMORY_LIMIT_KIB (8 * 1024)

static char *root;
static char *path;

static IfaCheck *
new_hosts (void)
{
  IfaCheck *check = ifa_check_new (&ifa_hosts_facts, IFA_ROLE_SERVICE, "api");

  ((IfaHostsFacts *) check->facts)->name = g_strdup (NAME);
  return check;
}

static IfaCheck *
probe (void)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();
  IfaCheck *check = new_hosts ();

  ifa_environment_set_root (environment, root);
  g_assert_true (
      run_probe (ifa_hosts_probe_async, ifa_hosts_probe_finish, environment, check, NULL));
  return check;
}

static IfaCheck *
probe_text (const char *text)
{
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return probe ();
}

static void
assert_found (const IfaCheck *check, const char *addresses, gint64 line)
{
  const IfaHostsFacts *facts = check->facts;
  g_autofree char *joined = NULL;

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  joined = g_strjoinv (" ", facts->addresses);
  g_assert_cmpstr (joined, ==, addresses);
  g_assert_cmpint (facts->line, ==, line);
}

static glong
peak_kib (void)
{
  struct rusage usage;

  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);
  return usage.ru_maxrss;
}

static void
test_usual (void)
{
  g_autoptr (IfaCheck) found = probe_text ("127.0.0.1 localhost\n# 192.0.2.1 " NAME "\n"
                                           "192.0.2.2\tother API.invoice.example # note\n"
                                           "2001:db8::2 " NAME "\n");
  g_autoptr (IfaCheck) missing = probe_text ("127.0.0.1 localhost\n192.0.2.1 not-" NAME "\n");
  g_autoptr (IfaCheck) empty = probe_text ("");
  g_autoptr (IfaCheck) no_newline = probe_text ("192.0.2.3 " NAME);

  assert_found (found, "192.0.2.2 2001:db8::2", 3);
  assert_found (missing, "", IFA_UNKNOWN_INTEGER);
  g_assert_cmpint (((IfaHostsFacts *) missing->facts)->n_lines, ==, 2);
  assert_found (empty, "", IFA_UNKNOWN_INTEGER);
  assert_found (no_newline, "192.0.2.3", 1);
}

/* Lines that end anywhere in the pieces that are read: none is lost or glued to the next. */
static void
test_every_boundary (void)
{
  for (guint shift = 0; shift < 80; shift++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (IfaCheck) check = NULL;

      while (text->len < 64 * 1024 - 40)
        g_string_append (text, "192.0.2.9 somebody-else.example\n");
      g_string_append_printf (text, "#%*s\n192.0.2.3 " NAME "\n192.0.2.9 last.example\n",
                              (int) shift, "");
      check = probe_text (text->str);
      g_assert_cmpstr (((IfaHostsFacts *) check->facts)->addresses[0], ==, "192.0.2.3");
    }
}

/* As block lists are; the entry is the last. */
static void
test_hundred_thousand_lines (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (IfaCheck) check = NULL;
  gint64 started_us;

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (text, "0.0.0.0 advertising-%u.tracker.example\n", i);
  g_string_append (text, "192.0.2.3 " NAME "\n");
  g_assert_true (g_file_set_contents (path, text->str, text->len, NULL));

  started_us = g_get_monotonic_time ();
  check = probe ();
  g_assert_cmpint (g_get_monotonic_time () - started_us, <, G_USEC_PER_SEC);
  assert_found (check, "192.0.2.3", 100001);
}

static void
test_too_many_lines (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (IfaCheck) check = NULL;

  for (guint i = 0; i < 300000; i++)
    g_string_append (text, "192.0.2.3 " NAME "\n");
  check = probe_text (text->str);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (((IfaHostsFacts *) check->facts)->n_lines, ==, 200000);
  g_assert_cmpuint (g_strv_length (((IfaHostsFacts *) check->facts)->addresses), ==, 16);
}

/* One line of 256 MiB, and what comes after it. */
static void
test_endless_line (void)
{
  g_autoptr (IfaCheck) check = NULL;
  glong before_kib;
  gint64 started_us;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (truncate (path, 256 * 1024 * 1024), ==, 0);
  before_kib = peak_kib ();
  started_us = g_get_monotonic_time ();
  check = probe ();
  g_assert_cmpint (peak_kib () - before_kib, <, MEMORY_LIMIT_KIB);
  g_assert_cmpint (g_get_monotonic_time () - started_us, <, 2 * G_USEC_PER_SEC);
  assert_found (check, "", IFA_UNKNOWN_INTEGER);
}

static void
test_long_line_is_skipped (void)
{
  g_autoptr (GString) text = g_string_new ("192.0.2.1 ");
  g_autoptr (IfaCheck) check = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "x ");
  g_string_append (text, NAME "\n192.0.2.3 " NAME "\n");
  check = probe_text (text->str);
  assert_found (check, "192.0.2.3", 2);
}

/* What isn't a file is not read: a pipe would never end. */
static void
test_not_a_file (void)
{
  g_autoptr (IfaCheck) pipe = NULL;
  g_autoptr (IfaCheck) device = NULL;
  g_autoptr (IfaCheck) folder = NULL;
  g_autoptr (IfaCheck) nothing = NULL;

  g_unlink (path);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  pipe = probe ();
  g_unlink (path);
  g_assert_cmpint (symlink ("/dev/zero", path), ==, 0);
  device = probe ();
  g_unlink (path);
  g_mkdir (path, 0700);
  folder = probe ();
  g_rmdir (path);
  nothing = probe ();

  g_assert_cmpint (pipe->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);
  g_assert_cmpint (device->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);
  g_assert_cmpint (folder->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);
  g_assert_cmpint (nothing->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);
  g_assert_null (((IfaHostsFacts *) nothing->facts)->addresses);
}

static void
test_cancelled (void)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (IfaCheck) check = new_hosts ();

  ifa_environment_set_root (environment, root);
  g_cancellable_cancel (cancellable);
  g_assert_false (
      run_probe (ifa_hosts_probe_async, ifa_hosts_probe_finish, environment, check, cancellable));
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_NOT_TESTED);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  root = g_dir_make_tmp ("ifa-hosts-XXXXXX", NULL);
  folder = g_build_filename (root, "etc", NULL);
  g_mkdir (folder, 0700);
  path = g_build_filename (folder, "hosts", NULL);
  g_test_add_func ("/hosts-probe/endless-line", test_endless_line);
  g_test_add_func ("/hosts-probe/usual", test_usual);
  g_test_add_func ("/hosts-probe/every-boundary", test_every_boundary);
  g_test_add_func ("/hosts-probe/hundred-thousand-lines", test_hundred_thousand_lines);
  g_test_add_func ("/hosts-probe/too-many-lines", test_too_many_lines);
  g_test_add_func ("/hosts-probe/long-line-is-skipped", test_long_line_is_skipped);
  g_test_add_func ("/hosts-probe/not-a-file", test_not_a_file);
  g_test_add_func ("/hosts-probe/cancelled", test_cancelled);
  status = g_test_run ();
  g_unlink (path);
  g_rmdir (folder);
  g_rmdir (root);
  return status;
}
