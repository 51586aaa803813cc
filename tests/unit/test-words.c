/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include <string.h>

#include "facts.h"
#include "summary.h"
#include "words.h"

static void
test_names (void)
{
  g_assert_cmpstr (ifa_verdict_to_string (IFA_VERDICT_INCOMPLETE), ==, "incomplete");
  g_assert_cmpstr (ifa_verdict_to_string (IFA_VERDICT_OK), ==, "ok");
  g_assert_cmpstr (ifa_verdict_to_string (IFA_VERDICT_ATTENTION), ==, "attention");
  g_assert_cmpstr (ifa_verdict_to_string (IFA_VERDICT_PROBLEM), ==, "problem");
  g_assert_cmpstr (ifa_station_state_to_string (IFA_STATION_UNTESTED), ==, "untested");
  g_assert_cmpstr (ifa_station_state_to_string (IFA_STATION_BROKEN), ==, "broken");
  g_assert_cmpstr (ifa_words_check_status ("fail"), ==, "Does not work");
  g_assert_cmpstr (ifa_words_check_status ("splendid"), ==, "Not tested");
  g_assert_cmpstr (ifa_words_station_state (99), ==, "Not tested");
}

static void
test_reasons (void)
{
  static const char *const reasons[]
      = { "cancelled",   "not-needed", "own-hosts-only", "not-available",
          "no-network",  "no-address", "no-connection",  "no-encryption",
          "certificate", "deadline",   "not-configured" };
  g_autofree char *unknown = ifa_words_dup_reason ("full moon");
  g_autofree char *none = ifa_words_dup_reason (NULL);

  g_assert_cmpstr (unknown, ==, none);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autofree char *sentence = ifa_words_dup_reason (reasons[i]);
      g_assert_true (g_str_has_prefix (sentence, "Not tested, because "));
      g_assert_cmpstr (sentence, !=, unknown);
    }
}

static void
test_consequences (void)
{
  g_autofree char *station = ifa_words_dup_consequence ("service-not-tested");
  g_autofree char *cause = ifa_words_dup_consequence ("certificate-expired");
  g_autofree char *unknown = ifa_words_dup_consequence ("moon-not-tested");
  g_autofree char *none = ifa_words_dup_consequence (NULL);

  g_assert_cmpstr (station, ==, "“Invoice service” could not be tested because of this");
  g_assert_cmpstr (cause, ==, "The invoice service's security certificate has expired");
  g_assert_cmpstr (unknown, ==, none);
}

/* Fills every fact: texts with a mark that says how private they are, numbers and answers with
 * whatever the round number makes of them. */
static void
fill (IfaCheck *check, guint round)
{
  for (guint i = 0; i < check->type->n_fields; i++)
    {
      const IfaField *field = &check->type->fields[i];
      const char *text = field->privacy == IFA_PRIVACY_PUBLIC ? "public\033[1m" : "SECRET";
      gpointer member = G_STRUCT_MEMBER_P (check->facts, field->offset);
      guint n_names = 0;

      switch (field->type)
        {
        case IFA_FIELD_STRING:
        case IFA_FIELD_ADDRESS:
          *(char **) member = g_strdup (text);
          break;
        case IFA_FIELD_STRINGS:
        case IFA_FIELD_ADDRESSES:
          *(char ***) member = g_strsplit (text, ",", 0);
          break;
        case IFA_FIELD_INTEGER:
        case IFA_FIELD_TIME:
          *(gint64 *) member = round % 7 == 0 ? G_MAXINT64 : (gint64) round * 37 - 20;
          break;
        case IFA_FIELD_TRI:
          *(IfaTri *) member = (round + i) % 3;
          break;
        case IFA_FIELD_ENUM:
          while (field->enum_names[n_names] != NULL)
            n_names++;
          *(guint *) member = (round + i) % n_names;
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

static void
assert_sentence (const IfaCheck *check)
{
  g_autofree char *summary = ifa_words_dup_check_summary (check);

  g_assert_true (g_utf8_validate (summary, -1, NULL));
  g_assert_cmpuint (strlen (summary), <, 400);
  g_assert_null (strchr (summary, '\033'));
  g_assert_null (strchr (summary, '\n'));
  g_assert_true (g_str_has_suffix (summary, "."));
  if (strstr (summary, "SECRET") != NULL)
    g_error ("a private fact in: %s", summary);
}

static void
test_every_kind_has_words (void)
{
  const IfaSummary *const tables[]
      = { ifa_local_summaries, ifa_remote_summaries, ifa_client_summaries };

  for (const IfaFactsType *const *type = ifa_facts_types; *type != NULL; type++)
    {
      guint n_rows = 0;

      for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
        for (const IfaSummary *row = tables[t]; row->kind != NULL; row++)
          n_rows += g_str_equal (row->kind, (*type)->kind) ? 1 : 0;
      g_test_message ("%s", (*type)->kind);
      g_assert_cmpuint (n_rows, ==, 1);
    }
}

static void
test_every_kind_and_outcome (void)
{
  for (const IfaFactsType *const *type = ifa_facts_types; *type != NULL; type++)
    for (IfaOutcome outcome = 0; outcome < IFA_N_OUTCOMES; outcome++)
      for (guint round = 0; round < 60; round++)
        {
          g_autoptr (IfaCheck) check = ifa_check_new (*type, round % 5, "api");

          check->outcome = outcome;
          check->duration_ms = round * 100;
          if (round > 0)
            fill (check, round);
          assert_sentence (check);
        }
}

static void
assert_summary (const IfaCheck *check, const char *sentence)
{
  g_autofree char *summary = ifa_words_dup_check_summary (check);
  g_assert_cmpstr (summary, ==, sentence);
}

static void
test_look_ups (void)
{
  const char *addresses[] = { "192.0.2.7", "192.0.2.8", NULL };
  g_autoptr (IfaCheck) check = ifa_check_new (&ifa_dns_facts, IFA_ROLE_SERVICE, "api");
  IfaDnsFacts *facts = check->facts;

  assert_summary (check, "Not tested, for a reason that this program does not know.");
  ifa_check_set_reason (check, "cancelled");
  assert_summary (check, "Not tested, because you stopped the check.");

  check->outcome = IFA_OUTCOME_OK;
  check->duration_ms = 23;
  facts->addresses = g_strdupv ((char **) addresses);
  assert_summary (check,
                  "This computer found the service's address (192.0.2.7, 192.0.2.8) in 23 ms.");

  facts->via = IFA_DNS_VIA_SERVER;
  facts->server_position = 2;
  check->outcome = IFA_OUTCOME_TIMED_OUT;
  assert_summary (check,
                  "The network's address book no. 2: no answer to the question for the service's "
                  "address.");
}

static void
test_connections (void)
{
  g_autoptr (IfaCheck) check = ifa_check_new (&ifa_tcp_facts, IFA_ROLE_SERVICE, "api");
  IfaTcpFacts *facts = check->facts;

  facts->address = g_strdup ("2001:db8::7");
  facts->port = 443;
  check->duration_ms = 1234;
  check->outcome = IFA_OUTCOME_OK;
  assert_summary (check, "The service accepted the connection ([2001:db8::7]:443) in 1.2 seconds.");

  check->outcome = IFA_OUTCOME_PROHIBITED;
  facts->icmp_sender_is_self = IFA_TRI_YES;
  assert_summary (check, "The service: a rule on this computer forbids the connection "
                         "([2001:db8::7]:443).");
}

/* A handshake that came about says nothing about the dates, and nothing good of a bad name. */
static void
test_handshakes (void)
{
  g_autoptr (IfaCheck) check = ifa_check_new (&ifa_tls_facts, IFA_ROLE_SERVICE, "api");
  IfaTlsFacts *facts = check->facts;

  check->outcome = IFA_OUTCOME_OK;
  facts->protocol = g_strdup ("TLS 1.3");
  facts->not_after_s = 1763682899;
  facts->trust = IFA_TLS_TRUST_TRUSTED;
  facts->name_matches = IFA_TRI_YES;
  assert_summary (check,
                  "The service encrypts the connection (TLS 1.3); its security certificate is made "
                  "out until 20 November 2025, 23:54.");
  facts->name_matches = IFA_TRI_NO;
  assert_summary (check, "The service shows a security certificate for another name.");
}

static void
test_clocks (void)
{
  g_autoptr (IfaCheck) check = ifa_check_new (&ifa_clock_facts, IFA_ROLE_TIME, "time-1");
  IfaClockFacts *facts = check->facts;

  check->outcome = IFA_OUTCOME_OK;
  facts->source = IFA_CLOCK_SOURCE_NTP;
  facts->offset_ms = 900;
  facts->uncertainty_ms = 50;
  assert_summary (check, "This computer's clock agrees with a time server.");
  facts->offset_ms = -7200 * 1000;
  assert_summary (check, "This computer's clock is 2 hours behind a time server.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/names", test_names);
  g_test_add_func ("/words/reasons", test_reasons);
  g_test_add_func ("/words/consequences", test_consequences);
  g_test_add_func ("/words/every-kind-has-words", test_every_kind_has_words);
  g_test_add_func ("/words/every-kind-and-outcome", test_every_kind_and_outcome);
  g_test_add_func ("/words/look-ups", test_look_ups);
  g_test_add_func ("/words/connections", test_connections);
  g_test_add_func ("/words/handshakes", test_handshakes);
  g_test_add_func ("/words/clocks", test_clocks);

  return g_test_run ();
}
