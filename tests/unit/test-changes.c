/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "changes.h"
#include "facts.h"

static IfaCheck *
add_link (IfaEvidence *evidence, const char *name, const char *address)
{
  IfaCheck *check = ifa_check_new (&ifa_link_facts, IFA_ROLE_NONE, NULL);
  IfaLinkFacts *facts = check->facts;

  facts->interface = g_strdup (name);
  facts->addresses = g_strsplit (address, " ", -1);
  check->outcome = IFA_OUTCOME_OK;
  ifa_evidence_take (evidence, check);
  return check;
}

static void
add_resolver (IfaEvidence *evidence, const char *servers)
{
  IfaCheck *check = ifa_check_new (&ifa_resolver_facts, IFA_ROLE_NONE, NULL);

  ((IfaResolverFacts *) check->facts)->servers = g_strsplit (servers, " ", -1);
  check->outcome = IFA_OUTCOME_OK;
  ifa_evidence_take (evidence, check);
}

static void
add_tls (IfaEvidence *evidence, IfaRole role, const char *endpoint, const char *issuer)
{
  IfaCheck *check = ifa_check_new (&ifa_tls_facts, role, endpoint);

  ((IfaTlsFacts *) check->facts)->issuer = g_strdup (issuer);
  check->outcome = IFA_OUTCOME_OK;
  ifa_evidence_take (evidence, check);
}

static void
test_same_is_no_change (void)
{
  g_autoptr (IfaEvidence) before = ifa_evidence_new ();
  g_autoptr (IfaEvidence) now = ifa_evidence_new ();
  g_autoptr (GPtrArray) changes = NULL;

  add_link (before, "eth0", "192.0.2.1 2001:db8::1");
  add_link (before, "wlan0", "192.0.2.2");
  /* Another order of interfaces and of addresses is no change. */
  add_link (now, "wlan0", "192.0.2.2");
  add_link (now, "eth0", "2001:db8::1 192.0.2.1");
  changes = ifa_changes_list (before, now);
  g_assert_cmpuint (changes->len, ==, 0);
}

static void
test_changes (void)
{
  g_autoptr (IfaEvidence) before = ifa_evidence_new ();
  g_autoptr (IfaEvidence) now = ifa_evidence_new ();
  g_autoptr (GPtrArray) changes = NULL;
  const IfaChange *change;

  add_resolver (before, "192.0.2.53");
  add_resolver (now, "198.51.100.53 192.0.2.53");
  add_tls (before, IFA_ROLE_SERVICE, "api", "CN=Public CA");
  add_tls (now, IFA_ROLE_SERVICE, "api", "CN=Office Gateway");
  add_tls (before, IFA_ROLE_CONTROL, "control-1", "CN=One");
  add_tls (now, IFA_ROLE_CONTROL, "control-1", "CN=Two");

  changes = ifa_changes_list (before, now);
  g_assert_cmpuint (changes->len, ==, 2);
  change = g_ptr_array_index (changes, 0);
  g_assert_true (change->type == &ifa_resolver_facts);
  g_assert_cmpstr (change->before, ==, "192.0.2.53");
  g_assert_cmpstr (change->now, ==, "192.0.2.53, 198.51.100.53");
  change = g_ptr_array_index (changes, 1);
  g_assert_cmpstr (change->endpoint, ==, "api");
  g_assert_cmpstr (change->now, ==, "CN=Office Gateway");
}

/* What wasn't seen in one of the runs has not changed, as far as anybody knows. */
static void
test_unknown_is_no_change (void)
{
  g_autoptr (IfaEvidence) before = ifa_evidence_new ();
  g_autoptr (IfaEvidence) now = ifa_evidence_new ();
  g_autoptr (GPtrArray) changes = NULL;
  IfaCheck *skipped = NULL;

  add_link (before, "eth0", "192.0.2.1");
  add_link (now, "eth1", "192.0.2.9");
  add_tls (before, IFA_ROLE_SERVICE, "api", NULL);
  add_tls (now, IFA_ROLE_SERVICE, "api", "CN=Public CA");
  skipped = add_link (now, "eth0", "192.0.2.77");
  skipped->outcome = IFA_OUTCOME_NOT_TESTED;
  changes = ifa_changes_list (before, now);
  g_assert_cmpuint (changes->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/changes/same-is-no-change", test_same_is_no_change);
  g_test_add_func ("/changes/changes", test_changes);
  g_test_add_func ("/changes/unknown-is-no-change", test_unknown_is_no_change);
  return g_test_run ();
}
