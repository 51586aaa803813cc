/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "status-probe.h"

#include <glib/gstdio.h>

#include "answer-server.h"
#include "probe-harness.h"
#include "status-memory.h"

#define DOWN \
  JSON_HEAD "Content-Length: 64\r\n\r\n" \
            "{\"status\": {\"indicator\": \"critical\", \"description\": \"Outage\"}}        "

static IfaCheck *
new_check (const char *url)
{
  IfaCheck *check = ifa_check_new (&ifa_status_facts, IFA_ROLE_VENDOR, IFA_ENDPOINT_STATUS_PAGE);
  IfaStatusFacts *facts = check->facts;
  const char *const addresses[] = { "127.0.0.1", NULL };

  facts->url = g_strdup (url);
  facts->addresses = g_strdupv ((char **) addresses);
  facts->min_interval_s = 180;
  return check;
}

static IfaCheck *
probe (const char *url, gint64 offset_s)
{
  g_autoptr (IfaEnvironment) environment = new_http_environment ();
  IfaCheck *check = new_check (url);

  ifa_environment_set_clock_offset_us (environment, offset_s * G_USEC_PER_SEC);
  g_assert_true (
      run_probe (ifa_status_probe_async, ifa_status_probe_finish, environment, check, NULL));
  return check;
}

/* Asked again too early, also by another run of the program: the answer of then, with its age. */
static void
test_asked_recently (void)
{
  const Answer answer = { .bytes = DOWN };
  LoopbackServer *server = answer_server_new (&answer);
  g_autofree char *url = g_strdup_printf ("http://status.example:%u/summary.json",
                                          loopback_server_get_port (server));
  g_autoptr (IfaCheck) first = probe (url, 0);
  g_autoptr (IfaCheck) again = NULL;
  g_autoptr (IfaCheck) later = NULL;
  const IfaStatusFacts *facts = first->facts;

  g_assert_cmpint (first->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->state, ==, IFA_STATUS_DOWN);
  g_assert_cmpint (facts->cached_age_s, ==, IFA_UNKNOWN_INTEGER);

  loopback_server_free (server);
  again = probe (url, 60);
  facts = again->facts;
  g_assert_cmpint (again->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->state, ==, IFA_STATUS_DOWN);
  g_assert_cmpstr (facts->message, ==, "Outage");
  g_assert_cmpint (facts->cached_age_s, >=, 59);
  g_assert_cmpint (facts->cached_age_s, <=, 61);
  g_assert_cmpstr (facts->addresses[0], ==, "127.0.0.1");

  /* The time is over: it is asked, and nobody answers any more. */
  later = probe (url, 200);
  g_assert_cmpint (later->outcome, !=, IFA_OUTCOME_OK);
  g_assert_cmpint (((IfaStatusFacts *) later->facts)->state, ==, IFA_STATUS_UNKNOWN);
}

/* A memory that somebody spoiled is none. */
static void
test_spoiled_memory (void)
{
  static const char *const contents[] = { "", "[answers]\n", "\xff\xfe", "[answers]\nx=[[[[" };
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "invoice-first-aid", NULL);
  g_autofree char *path = g_build_filename (folder, "status-pages.ini", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      gint64 age_s = IFA_UNKNOWN_INTEGER;

      g_mkdir_with_parents (folder, 0700);
      g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
      g_assert_null (ifa_status_memory_load (folder, "https://status.example/"));
      g_assert_true (
          ifa_status_memory_may_ask (folder, "https://status.example/", 1000, 180, &age_s));
    }
}

static void
test_cancel (void)
{
  const Answer answer = { .bytes = "", .stays = TRUE };
  LoopbackServer *server = answer_server_new (&answer);
  g_autofree char *url
      = g_strdup_printf ("http://silent.example:%u/", loopback_server_get_port (server));
  g_autoptr (IfaEnvironment) environment = new_http_environment ();
  g_autoptr (IfaCheck) check = new_check (url);

  assert_cancel_is_quick (ifa_status_probe_async, ifa_status_probe_finish, environment, check);
  loopback_server_free (server);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("ifa-status-XXXXXX", NULL);
  g_autofree char *own = g_build_filename (folder, "invoice-first-aid", NULL);
  g_autofree char *memory = g_build_filename (own, "status-pages.ini", NULL);
  int status;

  /* Not by the option of g_test_init(), which never frees what it replaces. */
  g_setenv ("XDG_STATE_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/status-probe/asked-recently", test_asked_recently);
  g_test_add_func ("/status-probe/spoiled-memory", test_spoiled_memory);
  g_test_add_func ("/status-probe/cancel", test_cancel);
  status = g_test_run ();
  g_unlink (memory);
  g_rmdir (own);
  g_rmdir (folder);
  return status;
}
