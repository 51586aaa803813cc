/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "report-sample.h"

#include <string.h>

#include "facts.h"

#define STARTED_S G_GINT64_CONSTANT (1795309951) /* 2026-11-22T01:12:31Z */
#define DAY_S 86400

static gpointer
take (IfaEvidence *evidence, IfaCheck *check, IfaOutcome outcome, gint64 started_ms, gint64 ms)
{
  check->outcome = outcome;
  check->started_ms = started_ms;
  check->duration_ms = ms;
  ifa_evidence_take (evidence, check);
  return check->facts;
}

static char **
list_of (const char *first, const char *second)
{
  const char *items[] = { first, second, NULL };

  return g_strdupv ((char **) items);
}

static void
add_computer (IfaEvidence *evidence)
{
  IfaRunFacts *run
      = take (evidence, ifa_check_new (&ifa_run_facts, IFA_ROLE_NONE, NULL), IFA_OUTCOME_OK, 0, 0);
  IfaLinkFacts *link
      = take (evidence, ifa_check_new (&ifa_link_facts, IFA_ROLE_NONE, NULL), IFA_OUTCOME_OK, 1, 2);
  IfaRouteFacts *route = take (evidence, ifa_check_new (&ifa_route_facts, IFA_ROLE_NONE, NULL),
                               IFA_OUTCOME_OK, 1, 2);
  IfaGatewayFacts *gateway
      = take (evidence, ifa_check_new (&ifa_gateway_facts, IFA_ROLE_NONE, NULL), IFA_OUTCOME_OK, 3,
              4);
  IfaResolverFacts *resolver
      = take (evidence, ifa_check_new (&ifa_resolver_facts, IFA_ROLE_NONE, NULL), IFA_OUTCOME_OK, 1,
              3);

  run->started_s = STARTED_S;
  run->built_s = STARTED_S - 30 * DAY_S;
  run->max_clock_error_s = 300;
  run->own_hosts_only = IFA_TRI_NO;
  link->interface = g_strdup ("eth0");
  link->kind = IFA_LINK_KIND_ETHERNET;
  link->is_up = link->has_carrier = link->has_ipv4 = IFA_TRI_YES;
  link->has_ipv6 = link->only_link_local = IFA_TRI_NO;
  link->addresses = list_of ("192.168.17.23", "fe80::21b:44ff:fe11:3ab7");
  link->prefix_lengths = list_of ("24", "64");
  link->hardware_address = g_strdup ("00:1b:44:11:3a:b7");
  route->family = IFA_FAMILY_IPV4;
  route->interface = g_strdup ("eth0");
  route->gateway = g_strdup ("192.168.17.1");
  route->gateway_in_subnet = IFA_TRI_YES;
  gateway->address = g_strdup ("192.168.17.1");
  gateway->interface = g_strdup ("eth0");
  gateway->neighbour_state = IFA_NEIGHBOUR_REACHABLE;
  gateway->answered = IFA_TRI_YES;
  gateway->hardware_address = g_strdup ("3c:a6:2f:00:11:22");
  resolver->source = IFA_RESOLVER_SOURCE_RESOLV_CONF;
  resolver->servers = list_of ("192.168.17.1", NULL);
  resolver->search_domains = list_of ("mueller-steuerkanzlei.example", NULL);
}

static void
add_clocks (IfaEvidence *evidence)
{
  static const char *const hosts[] = { "time.control.test", "www.control.test" };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *id = g_strdup_printf ("control-%u", i + 1);
      IfaClockFacts *clock = take (evidence, ifa_check_new (&ifa_clock_facts, IFA_ROLE_TIME, id),
                                   IFA_OUTCOME_OK, 10, 40);
      clock->source = IFA_CLOCK_SOURCE_NTP;
      clock->host = g_strdup (hosts[i]);
      clock->offset_ms = 120;
      clock->uncertainty_ms = 20;
    }
}

static void
add_way (IfaEvidence *evidence, const char *id, const char *host, const char *address)
{
  IfaDnsFacts *dns = take (evidence, ifa_check_new (&ifa_dns_facts, IFA_ROLE_SERVICE, id),
                           IFA_OUTCOME_OK, 12, 18);
  IfaPathFacts *path = take (evidence, ifa_check_new (&ifa_path_facts, IFA_ROLE_SERVICE, id),
                             IFA_OUTCOME_OK, 30, 1);
  IfaTcpFacts *tcp = take (evidence, ifa_check_new (&ifa_tcp_facts, IFA_ROLE_SERVICE, id),
                           IFA_OUTCOME_OK, 31, 49);

  dns->name = g_strdup (host);
  dns->via = IFA_DNS_VIA_SERVER;
  dns->server = g_strdup ("192.168.17.1");
  dns->server_position = 1;
  dns->rcode = g_strdup ("NOERROR");
  dns->addresses = list_of (address, NULL);
  dns->ipv4_ms = 18;
  path->address = g_strdup (address);
  path->reach = IFA_REACH_GATEWAY;
  path->interface = g_strdup ("eth0");
  path->gateway = g_strdup ("192.168.17.1");
  path->source_address = g_strdup ("192.168.17.23");
  tcp->host = g_strdup (host);
  tcp->address = g_strdup (address);
  tcp->port = 9443;
  tcp->purpose = IFA_TCP_PURPOSE_SERVICE;
  tcp->local_source = g_strdup ("192.168.17.23");
  tcp->rtt_us = 48900;
}

static void
add_certificate (IfaEvidence *evidence,
                 const char *id,
                 const char *host,
                 const char *address,
                 gboolean expired)
{
  IfaTlsFacts *tls = take (evidence, ifa_check_new (&ifa_tls_facts, IFA_ROLE_SERVICE, id),
                           IFA_OUTCOME_OK, 80, 110);

  tls->host = g_strdup (host);
  tls->address = g_strdup (address);
  tls->port = 9443;
  tls->protocol = g_strdup ("TLS1.3");
  tls->name_matches = IFA_TRI_YES;
  tls->trust = IFA_TLS_TRUST_TRUSTED;
  tls->chain_length = 2;
  tls->subject = g_strdup_printf ("CN=%s,O=Example Cloud Ltd", host);
  tls->names = list_of (host, NULL);
  tls->issuer = g_strdup ("CN=Example Issuing CA 3,O=Example Trust");
  tls->not_before_s = STARTED_S - 400 * DAY_S;
  tls->not_after_s = STARTED_S + (expired ? -2 : 200) * DAY_S;
  tls->serial = g_strdup ("04a1b2c3d4e5f6");
  tls->fingerprint_sha256
      = g_strdup ("3b5d5c3712955042212316173ccf37be800000000000000000000000000000aa");
  tls->key = g_strdup ("EC-256");
}

static void
add_answer (IfaEvidence *evidence, const char *id, const char *url, gboolean tested)
{
  IfaCheck *check = ifa_check_new (&ifa_http_facts, IFA_ROLE_SERVICE, id);
  IfaHttpFacts *http = take (evidence, check, tested ? IFA_OUTCOME_OK : IFA_OUTCOME_NOT_TESTED,
                             tested ? 190 : 0, tested ? 140 : 0);

  http->url = g_strdup (url);
  if (!tested)
    {
      ifa_check_set_reason (check, "certificate");
      return;
    }
  http->method = g_strdup ("GET");
  http->status = 200;
  http->content_type = g_strdup ("application/json");
  http->body_format = IFA_BODY_JSON;
  http->body_well_formed = IFA_TRI_YES;
  http->body_bytes = 17;
  http->body_start = g_strdup ("{\"status\":\"UP\"}");
  http->server_date_s = STARTED_S;
  http->first_byte_ms = 90;
  http->total_ms = 140;
}

static void
add_endpoint (IfaEvidence *evidence, guint number, gboolean expired)
{
  g_autofree char *id = number == 0 ? g_strdup ("api") : g_strdup_printf ("part-%u", number);
  g_autofree char *host = g_strdup_printf ("%s.invoice.example", id);
  g_autofree char *url = g_strdup_printf ("https://%s:9443/health", host);
  g_autofree char *address = g_strdup_printf ("203.0.113.%u", number % 250 + 1);
  IfaEndpointFacts *endpoint
      = take (evidence, ifa_check_new (&ifa_endpoint_facts, IFA_ROLE_SERVICE, id), IFA_OUTCOME_OK,
              0, 0);

  endpoint->name = number == 0 ? g_strdup ("Invoice issuing") : g_strdup_printf ("Part %u", number);
  endpoint->url = g_strdup (url);
  endpoint->scheme = g_strdup ("https");
  endpoint->host = g_strdup (host);
  endpoint->port = 9443;
  endpoint->required = IFA_TRI_YES;
  endpoint->host_is_address = endpoint->address_given = IFA_TRI_NO;
  endpoint->expected_status = list_of ("200", NULL);
  endpoint->expected_format = g_strdup ("json");
  endpoint->max_ms = 5000;
  endpoint->min_days = 30;
  add_way (evidence, id, host, address);
  add_certificate (evidence, id, host, address, expired);
  add_answer (evidence, id, url, !expired);
}

static IfaReport *
report_of (IfaEvidence *evidence)
{
  IfaReport *report = ifa_report_new (evidence, STARTED_S * G_USEC_PER_SEC, 1840);

  report->app_version = g_strdup ("0.1.0");
  report->profile_id = g_strdup ("lab.example");
  report->profile_version = 3;
  report->profile_name = g_strdup ("Example Invoice Cloud");
  report->vendor_name = g_strdup ("Example Cloud Ltd");
  report->vendor_email = g_strdup ("support@vendor.example");
  report->vendor_phone = g_strdup ("+44 20 7946 0991");
  report->vendor_url = g_strdup ("https://vendor.example/support");
  report->os = g_strdup ("Debian GNU/Linux 12 (bookworm)");
  report->desktop = g_strdup ("GNOME");
  report->note = g_strdup ("Sending the invoices of November");
  ifa_report_complete (report);
  return report;
}

/* An expired certificate at the first of @n_endpoints; the others are fine. */
IfaReport *
sample_report_new (guint n_endpoints)
{
  g_autoptr (IfaEvidence) evidence = ifa_evidence_new ();

  add_computer (evidence);
  add_clocks (evidence);
  for (guint i = 0; i < n_endpoints; i++)
    add_endpoint (evidence, i, i == 0);
  return report_of (evidence);
}

IfaReport *
sample_report_new_well (void)
{
  g_autoptr (IfaEvidence) evidence = ifa_evidence_new ();

  add_computer (evidence);
  add_clocks (evidence);
  add_endpoint (evidence, 0, FALSE);
  return report_of (evidence);
}

/* What a hostile server, or a hostile report, might put where text is expected. */
static const char *const poison[] = {
  "<script>alert(1)</script>",
  "\"><img src=x onerror=alert(1)>",
  "'></title></style><iframe src=//evil.example>",
  "\x1b[2J\x1b]0;owned\x07",
  "\xe2\x80\xaegnp.exe",
  "]]><!-- --!> <!DOCTYPE x [<!ENTITY a \"b\">]>",
  "&lt;b&gt; &#x3c;script&#x3e;",
  "../../../../etc/passwd",
  "\xe5\xbc\x80\xe7\xa5\xa8\xe6\x9c\x8d\xe5\x8a\xa1\xe5\x99\xa8\xe8\xbf\x9e\xe6\x8e\xa5\xe5\xbc\x82\xe5\xb8\xb8",
  "%s%n%d {service} {{}} \\u0000",
  "",
  "javascript:alert(1)",
  "\r\nSet-Cookie: a=b\r\n\r\n",
  "\xd8\xa7\xd9\x84\xd9\x81\xd8\xa7\xd8\xaa\xd9\x88\xd8\xb1\xd8\xa9",
  "a\tb\vc\x7f\xc2\x85",
};

static char *
dup_poison (GRand *rand)
{
  const char *one = poison[g_rand_int_range (rand, 0, G_N_ELEMENTS (poison))];
  const char *other = poison[g_rand_int_range (rand, 0, G_N_ELEMENTS (poison))];

  return g_rand_boolean (rand) ? g_strdup (one) : g_strconcat (one, other, NULL);
}

static void
poison_field (IfaCheck *check, const IfaField *field, GRand *rand)
{
  gpointer at = G_STRUCT_MEMBER_P (check->facts, field->offset);

  if (field->type == IFA_FIELD_STRING || field->type == IFA_FIELD_ADDRESS)
    {
      g_free (*(char **) at);
      *(char **) at = dup_poison (rand);
    }
  else if (field->type == IFA_FIELD_STRINGS || field->type == IFA_FIELD_ADDRESSES)
    {
      g_autofree char *one = dup_poison (rand);
      g_autofree char *other = dup_poison (rand);
      g_strfreev (*(char ***) at);
      *(char ***) at = list_of (one, other);
    }
}

/* Fills texts of @report, chosen by @seed, with what could break out of a writer's format. */
void
sample_report_poison (IfaReport *report, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  char **texts[]
      = { &report->profile_name, &report->vendor_name, &report->vendor_email, &report->note,
          &report->os,           &report->desktop,     &report->message,      &report->since,
          &report->app_version,  &report->profile_id,  &report->unsent_total };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_free (*texts[i]);
      *texts[i] = dup_poison (rand);
    }
  for (guint i = 0; i < ifa_evidence_get_n_checks (report->evidence); i++)
    {
      IfaCheck *check = ifa_evidence_get_check (report->evidence, i);

      for (guint f = 0; f < check->type->n_fields; f++)
        if (g_rand_int_range (rand, 0, 3) == 0)
          poison_field (check, &check->type->fields[f], rand);
      ifa_check_take_detail (check, dup_poison (rand));
    }
  ifa_diagnosis_free (report->diagnosis);
  report->diagnosis = ifa_diagnose (report->evidence);
  ifa_report_complete (report);
}
