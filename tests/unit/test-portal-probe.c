/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "portal-probe.h"

#include "answer-server.h"
#include "probe-harness.h"

static void
test_portal (void)
{
  static const struct
  {
    Answer answer;
    IfaOutcome outcome;
    gint64 status;
    IfaTri elsewhere;
    IfaTri is_page;
    const char *title;
  } rows[] = {
    { { .bytes = "HTTP/1.1 204 No Content\r\n\r\n" },
      IFA_OUTCOME_OK,
      204,
      IFA_TRI_NO,
      IFA_TRI_NO,
      NULL },
    { { .bytes = OK_HEAD "Content-Length: 8\r\n\r\nsuccess\n" },
      IFA_OUTCOME_OK,
      200,
      IFA_TRI_NO,
      IFA_TRI_NO,
      NULL },
    { { .bytes = OK_HEAD "\r\n<html><title>Sign in</title>" },
      IFA_OUTCOME_OK,
      200,
      IFA_TRI_NO,
      IFA_TRI_YES,
      "Sign in" },
    { { .bytes = "HTTP/1.1 302 F\r\nLocation: http://portal.example/in\r\n\r\n" },
      IFA_OUTCOME_OK,
      302,
      IFA_TRI_YES,
      IFA_TRI_NO,
      NULL },
    { { .bytes = "HTTP/1.1 302 F\r\nLocation: /in\r\n\r\n" },
      IFA_OUTCOME_OK,
      302,
      IFA_TRI_NO,
      IFA_TRI_NO,
      NULL },
    { { .bytes = "", .stays = TRUE },
      IFA_OUTCOME_TIMED_OUT,
      IFA_UNKNOWN_INTEGER,
      IFA_TRI_UNKNOWN,
      IFA_TRI_UNKNOWN,
      NULL },
    { { .bytes = "" },
      IFA_OUTCOME_CLOSED,
      IFA_UNKNOWN_INTEGER,
      IFA_TRI_UNKNOWN,
      IFA_TRI_UNKNOWN,
      NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LoopbackServer) server = answer_server_new (&rows[i].answer);
      g_autoptr (IfaCheck) http = new_http_check (server, "http", "/check");
      g_autoptr (IfaCheck) check = ifa_check_new (&ifa_portal_facts, IFA_ROLE_CONTROL, "control");
      g_autoptr (IfaEnvironment) environment = new_http_environment ();
      IfaPortalFacts *facts = check->facts;

      facts->url = g_strdup (((IfaHttpFacts *) http->facts)->url);
      facts->addresses = g_strdupv (((IfaHttpFacts *) http->facts)->addresses);
      run_probe (ifa_portal_probe_async, ifa_portal_probe_finish, environment, check, NULL);
      g_test_message ("row %u", i);
      g_assert_cmpint (check->outcome, ==, rows[i].outcome);
      g_assert_cmpint (facts->status, ==, rows[i].status);
      g_assert_cmpint (facts->redirects_elsewhere, ==, rows[i].elsewhere);
      g_assert_cmpint (facts->body_is_page, ==, rows[i].is_page);
      g_assert_cmpstr (facts->page_title, ==, rows[i].title);
    }
}

static void
test_portal_cancelled (void)
{
  Answer answer = { .bytes = "", .stays = TRUE };
  g_autoptr (LoopbackServer) server = answer_server_new (&answer);
  g_autoptr (IfaCheck) http = new_http_check (server, "http", "/check");
  g_autoptr (IfaCheck) check = ifa_check_new (&ifa_portal_facts, IFA_ROLE_CONTROL, "control");
  g_autoptr (IfaEnvironment) environment = new_http_environment ();
  IfaPortalFacts *facts = check->facts;

  facts->url = g_strdup (((IfaHttpFacts *) http->facts)->url);
  facts->addresses = g_strdupv (((IfaHttpFacts *) http->facts)->addresses);
  assert_cancel_is_quick (ifa_portal_probe_async, ifa_portal_probe_finish, environment, check);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/portal-probe/answers", test_portal);
  g_test_add_func ("/portal-probe/cancelled", test_portal_cancelled);
  return g_test_run ();
}
