/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "facts.h"
#include "network-comparison.h"

typedef struct
{
  const char *interface;
  const char *gateway;
  const char *hardware_address;
} Way;

static const Way office = { "eth0", "192.168.1.1", "00:00:5e:00:53:01" };
static const Way hotspot = { "wlan0", "172.20.10.1", "00:00:5e:00:53:02" };
static const Way twin = { "eth0", "192.168.1.1", "00:00:5e:00:53:03" };
static const Way unnamed = { "eth0", "192.168.1.1", NULL };

static IfaEvidence *
new_evidence (const Way *way)
{
  IfaEvidence *evidence = ifa_evidence_new ();
  IfaCheck *route = ifa_check_new (&ifa_route_facts, IFA_ROLE_NONE, NULL);
  IfaCheck *gateway = ifa_check_new (&ifa_gateway_facts, IFA_ROLE_NONE, NULL);

  ((IfaRouteFacts *) route->facts)->interface = g_strdup (way->interface);
  ((IfaRouteFacts *) route->facts)->gateway = g_strdup (way->gateway);
  ((IfaRouteFacts *) route->facts)->metric = 100;
  route->outcome = IFA_OUTCOME_OK;
  ((IfaGatewayFacts *) gateway->facts)->address = g_strdup (way->gateway);
  ((IfaGatewayFacts *) gateway->facts)->hardware_address = g_strdup (way->hardware_address);
  gateway->outcome = IFA_OUTCOME_OK;
  ifa_evidence_take (evidence, route);
  ifa_evidence_take (evidence, gateway);
  return evidence;
}

/* A diagnosis with one finding, or with none. */
static IfaDiagnosis *
new_diagnosis (const char *cause)
{
  g_autoptr (IfaEvidence) nothing = ifa_evidence_new ();
  IfaDiagnosis *diagnosis = ifa_diagnose (nothing);

  g_ptr_array_set_size (diagnosis->findings, 0);
  diagnosis->verdict = cause != NULL ? IFA_VERDICT_PROBLEM : IFA_VERDICT_OK;
  return diagnosis;
}

static IfaNetworkVerdict
compare (const Way *way_here, const char *cause_here, const Way *way_there, const char *cause_there)
{
  g_autoptr (IfaEvidence) here = new_evidence (way_here);
  g_autoptr (IfaEvidence) there = new_evidence (way_there);
  g_autoptr (IfaDiagnosis) diagnosis_here = new_diagnosis (cause_here);
  g_autoptr (IfaDiagnosis) diagnosis_there = new_diagnosis (cause_there);
  IfaFinding finding_here = { .cause = cause_here ? ifa_cause_lookup (cause_here) : NULL };
  IfaFinding finding_there = { .cause = cause_there ? ifa_cause_lookup (cause_there) : NULL };
  g_autoptr (GPtrArray) findings_here = g_ptr_array_new ();
  g_autoptr (GPtrArray) findings_there = g_ptr_array_new ();
  GPtrArray *kept_here = diagnosis_here->findings;
  GPtrArray *kept_there = diagnosis_there->findings;
  IfaNetworkVerdict verdict;

  if (cause_here != NULL)
    g_ptr_array_add (findings_here, &finding_here);
  if (cause_there != NULL)
    g_ptr_array_add (findings_there, &finding_there);
  diagnosis_here->findings = findings_here;
  diagnosis_there->findings = findings_there;
  verdict = ifa_compare_networks (here, diagnosis_here, there, diagnosis_there);
  diagnosis_here->findings = kept_here;
  diagnosis_there->findings = kept_there;
  return verdict;
}

static void
test_same_network (void)
{
  g_autoptr (IfaEvidence) at_office = new_evidence (&office);
  g_autoptr (IfaEvidence) at_hotspot = new_evidence (&hotspot);
  g_autoptr (IfaEvidence) at_twin = new_evidence (&twin);
  g_autoptr (IfaEvidence) at_unnamed = new_evidence (&unnamed);
  g_autoptr (IfaEvidence) nowhere = ifa_evidence_new ();

  g_assert_true (ifa_evidence_is_same_network (at_office, at_office));
  g_assert_true (ifa_evidence_is_same_network (at_office, at_unnamed));
  g_assert_false (ifa_evidence_is_same_network (at_office, at_hotspot));
  g_assert_false (ifa_evidence_is_same_network (at_office, at_twin));
  g_assert_false (ifa_evidence_is_same_network (at_office, nowhere));
  g_assert_false (ifa_evidence_is_same_network (nowhere, nowhere));
}

static void
test_verdicts (void)
{
  static const struct
  {
    const char *here;
    const Way *way_there;
    const char *there;
    IfaNetworkVerdict verdict;
  } rows[] = {
    { "network-firewall-blocks-port", &hotspot, NULL, IFA_NETWORK_VERDICT_NETWORK },
    { "certificate-expired", &hotspot, "certificate-expired", IFA_NETWORK_VERDICT_SERVICE },
    { "clock-wrong", &hotspot, "clock-wrong", IFA_NETWORK_VERDICT_COMPUTER },
    { "network-firewall-blocks-port", &hotspot, "certificate-expired",
      IFA_NETWORK_VERDICT_DIFFERENT },
    { "internet-unreachable", &hotspot, "internet-unreachable", IFA_NETWORK_VERDICT_DIFFERENT },
    { "certificate-expired", &office, "certificate-expired", IFA_NETWORK_VERDICT_SAME_NETWORK },
    { NULL, &hotspot, NULL, IFA_NETWORK_VERDICT_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (compare (&office, rows[i].here, rows[i].way_there, rows[i].there), ==,
                     rows[i].verdict);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network-comparison/same-network", test_same_network);
  g_test_add_func ("/network-comparison/verdicts", test_verdicts);
  return g_test_run ();
}
