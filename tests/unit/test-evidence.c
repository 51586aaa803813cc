/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "error.h"
#include "evidence.h"
#include "facts.h"

static void
test_nothing_is_known_at_first (void)
{
  for (const IfaFactsType *const *type = ifa_facts_types; *type != NULL; type++)
    {
      g_autoptr (IfaCheck) check = ifa_check_new (*type, IFA_ROLE_SERVICE, "api");
      g_autoptr (JsonObject) object = ifa_facts_to_json (*type, check->facts, NULL, NULL);

      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_NOT_TESTED);
      g_assert_cmpuint (json_object_get_size (object), ==, 0);
      g_assert_true (ifa_facts_type_from_kind ((*type)->kind) == *type);
    }
}

static void
test_round_trip (void)
{
  g_autoptr (IfaEvidence) evidence = ifa_evidence_new ();
  g_autoptr (IfaEvidence) again = NULL;
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (GError) error = NULL;
  IfaCheck *check = ifa_check_new (&ifa_tls_facts, IFA_ROLE_SERVICE, "api");
  IfaTlsFacts *facts = check->facts;
  const char *names[] = { "a.example", "b.example", NULL };

  facts->names = g_strdupv ((char **) names);
  facts->not_after_s = 1700000000;
  facts->name_matches = IFA_TRI_NO;
  facts->trust = IFA_TLS_TRUST_UNKNOWN_ISSUER;
  facts->alert_code = 0;
  check->outcome = IFA_OUTCOME_CERTIFICATE;
  ifa_evidence_take (evidence, check);
  ifa_evidence_take (evidence, ifa_check_new (&ifa_tls_facts, IFA_ROLE_SERVICE, "api"));
  json_array_add_object_element (array, ifa_check_to_json (check, NULL, NULL));

  again = ifa_evidence_from_json (array, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ifa_evidence_get_check (evidence, 1)->id, ==, "tls.api.2");
  check = ifa_evidence_find (again, "tls.api");
  g_assert_nonnull (check);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_CERTIFICATE);
  for (guint i = 0; i < ifa_tls_facts.n_fields; i++)
    g_assert_true (ifa_field_equal (&ifa_tls_facts.fields[i], facts, check->facts));
}

static void
assert_bad (const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (node);
  g_assert_null (ifa_evidence_from_json (json_node_get_array (node), &error));
  g_assert_error (error, IFA_ERROR, IFA_ERROR_BAD_REPORT);
}

static void
test_hostile_reports (void)
{
#define CHECK(rest) "[{\"id\":\"a\",\"kind\":\"tls\",\"role\":\"none\",\"outcome\":\"ok\"" rest "}]"
  assert_bad ("[1]");
  assert_bad ("[{}]");
  assert_bad ("[{\"id\":\"a\",\"kind\":\"unheard-of\",\"role\":\"none\",\"outcome\":\"ok\"}]");
  assert_bad ("[{\"id\":\"a\",\"kind\":\"tls\",\"role\":\"none\",\"outcome\":\"splendid\"}]");
  assert_bad (CHECK (",\"facts\":[]"));
  assert_bad (CHECK (",\"facts\":{\"chain_length\":\"3\"}"));
  assert_bad (CHECK (",\"facts\":{\"name_matches\":1}"));
  assert_bad (CHECK (",\"facts\":{\"names\":[1]}"));
  assert_bad (CHECK (",\"facts\":{\"trust\":\"maybe\"}"));
  assert_bad (CHECK (",\"facts\":{\"not_after\":\"yesterday\"}"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/evidence/nothing-is-known-at-first", test_nothing_is_known_at_first);
  g_test_add_func ("/evidence/round-trip", test_round_trip);
  g_test_add_func ("/evidence/hostile-reports", test_hostile_reports);
  return g_test_run ();
}
