/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A line of our own, with a router that loses what the tests tell it to. */

#include "quality-probe.h"

#include "facts.h"
#include "routed-network.h"

static IfaCheck *
new_quality (const char *address, guint16 port, gint64 at_once)
{
  IfaCheck *check = ifa_check_new (&ifa_quality_facts, IFA_ROLE_SERVICE, "api");
  IfaQualityFacts *facts = check->facts;

  facts->address = g_strdup (address);
  facts->port = port;
  facts->at_once = at_once;
  return check;
}

static IfaCheck *
look (const char *address, guint16 port, gint64 at_once, gint64 *taken_ms)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();
  IfaCheck *check = new_quality (address, port, at_once);
  gint64 started_us = g_get_monotonic_time ();

  g_assert_true (
      run_probe (ifa_quality_probe_async, ifa_quality_probe_finish, environment, check, NULL));
  *taken_ms = (g_get_monotonic_time () - started_us) / 1000;
  return check;
}

/* The router refuses, which is an answer: what is measured is the way. */
static IfaCheck *
look_at_router (gint64 *taken_ms)
{
  return look (ROUTER, 9, IFA_UNKNOWN_INTEGER, taken_ms);
}

static gboolean
lose (const char *share)
{
  g_autofree char *command
      = g_strdup_printf ("nft 'add table ip q; add chain ip q i { type filter hook input priority "
                         "0; }; add rule ip q i tcp dport 9 %s drop'",
                         share);

  return run_in_router (command);
}

/* A line without a fault costs half a second, not three, however it came into doubt. */
static void
test_good_line_is_done_soon (void)
{
  g_autoptr (IfaCheck) check = NULL;
  const IfaQualityFacts *facts = NULL;
  gint64 taken_ms;

  if (skip_without_network ())
    return;
  check = look_at_router (&taken_ms);
  facts = check->facts;
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->n_lost, ==, 0);
  g_assert_cmpint (facts->n_sent, ==, 40);
  g_assert_cmpint (facts->min_us, <=, facts->median_us);
  g_assert_cmpint (facts->median_us, <=, facts->max_us);
  g_assert_cmpint (taken_ms, <, 1000);
}

/* 10 % of what is sent there: the whole series is needed, and counts them. */
static void
test_lossy_line (void)
{
  g_autoptr (IfaCheck) check = NULL;
  const IfaQualityFacts *facts = NULL;
  gint64 taken_ms;

  if (skip_without_filter () || !lose ("numgen random mod 10 == 0"))
    return;
  check = look_at_router (&taken_ms);
  run_in_router ("nft delete table ip q");
  facts = check->facts;
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->n_sent, ==, 100);
  g_assert_cmpint (facts->n_lost, >, 1);
  g_assert_cmpint (facts->n_lost, <, 35);
  g_assert_cmpint (taken_ms, <, 4000);
}

static void
test_silence (void)
{
  g_autoptr (IfaCheck) check = NULL;
  const IfaQualityFacts *facts = NULL;
  gint64 taken_ms;

  if (skip_without_filter () || !lose (""))
    return;
  check = look_at_router (&taken_ms);
  run_in_router ("nft delete table ip q");
  facts = check->facts;
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_TIMED_OUT);
  g_assert_cmpint (facts->n_lost, ==, facts->n_sent);
  g_assert_cmpint (facts->min_us, ==, IFA_UNKNOWN_INTEGER);
  g_assert_cmpint (taken_ms, <, 4000);
}

static void
test_short_look (void)
{
  g_autoptr (IfaCheck) check = NULL;
  g_autoptr (IfaCheck) absurd = NULL;
  gint64 taken_ms;

  if (skip_without_network ())
    return;
  check = look (ROUTER, 9, 12, &taken_ms);
  g_assert_cmpint (((IfaQualityFacts *) check->facts)->n_sent, ==, 12);
  g_assert_cmpint (taken_ms, <, 500);
  absurd = look (ROUTER, 9, G_MAXINT64, &taken_ms);
  g_assert_cmpint (((IfaQualityFacts *) absurd->facts)->n_sent, <=, 100);
}

static void
test_cancelled (void)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();
  g_autoptr (IfaCheck) check = new_quality (NOBODY, 9, IFA_UNKNOWN_INTEGER);

  if (skip_without_network ())
    return;
  assert_cancel_is_quick (ifa_quality_probe_async, ifa_quality_probe_finish, environment, check);
}

int
main (int argc, char **argv)
{
  int status;

  prepare_routed_network ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quality-probe/good-line-is-done-soon", test_good_line_is_done_soon);
  g_test_add_func ("/quality-probe/lossy-line", test_lossy_line);
  g_test_add_func ("/quality-probe/silence", test_silence);
  g_test_add_func ("/quality-probe/short-look", test_short_look);
  g_test_add_func ("/quality-probe/cancelled", test_cancelled);
  status = g_test_run ();
  remove_routed_network ();
  return status;
}
