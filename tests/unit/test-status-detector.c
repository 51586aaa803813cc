/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Bodies of every convention that the detector knows, in health and in trouble. They are shaped
 * like the originals and say nothing of a real service. */

#include <glib.h>
#include <string.h>
#include <time.h>

#include "facts.h"
#include "status-detector.h"

#define MAX_MS_PER_MEBIBYTE 20

#define JSON "application/json"
#define HEALTH "application/health+json"
#define TEXT "text/plain"
#define XML "text/xml; charset=utf-8"

typedef struct
{
  const char *name;
  gint64 status;
  const char *type;
  const char *body;
  IfaStatusFormat format;
  IfaStatusState state;
  gint64 n_affected; /* -1: not said */
} Case;

/* clang-format off */
static const Case cases[] = {
  { "statuspage/ok", 200, JSON,
    "{\"page\": {\"id\": \"x\", \"updated_at\": \"2026-11-24T08:00:00Z\"}, \"components\": [{\"name\": \"API\","
    " \"status\": \"operational\"}], \"incidents\": [], \"scheduled_maintenances\": [],"
    " \"status\": {\"indicator\": \"none\", \"description\": \"All Systems Operational\"}}",
    IFA_STATUS_FORMAT_STATUSPAGE, IFA_STATUS_OK, 0 },
  { "statuspage/minor", 200, JSON,
    "{\"page\": {}, \"components\": [{\"name\": \"API\", \"status\": \"partial_outage\"}, {\"name\": \"Web\","
    " \"status\": \"operational\"}], \"status\": {\"indicator\": \"minor\", \"description\": \"x\"}}",
    IFA_STATUS_FORMAT_STATUSPAGE, IFA_STATUS_DEGRADED, 1 },
  { "statuspage/critical", 200, JSON, "{\"page\": {}, \"status\": {\"indicator\": \"critical\"}}",
    IFA_STATUS_FORMAT_STATUSPAGE, IFA_STATUS_DOWN, -1 },
  { "statuspage/maintenance-under-way", 200, JSON,
    "{\"page\": {}, \"scheduled_maintenances\": [{\"name\": \"Upgrade\", \"status\": \"in_progress\","
    " \"scheduled_for\": \"2026-11-24T20:00:00Z\", \"scheduled_until\": \"2026-11-24T22:00:00Z\"}],"
    " \"status\": {\"indicator\": \"none\"}}",
    IFA_STATUS_FORMAT_STATUSPAGE, IFA_STATUS_MAINTENANCE, -1 },
  { "rootly/maintenance", 200, JSON, "{\"page\": {}, \"status\": {\"indicator\": \"maintenance\"}}",
    IFA_STATUS_FORMAT_STATUSPAGE, IFA_STATUS_MAINTENANCE, -1 },
  { "instatus/ok", 200, JSON, "{\"page\": {\"name\": \"A\", \"url\": \"https://a.example\", \"status\": \"UP\"}}",
    IFA_STATUS_FORMAT_INSTATUS, IFA_STATUS_OK, -1 },
  { "instatus/issues", 200, JSON,
    "{\"page\": {\"name\": \"A\", \"status\": \"HASISSUES\"}, \"activeIncidents\": [{\"name\": \"Slow\","
    " \"status\": \"INVESTIGATING\"}]}",
    IFA_STATUS_FORMAT_INSTATUS, IFA_STATUS_DEGRADED, -1 },
  { "instatus/maintenance", 200, JSON, "{\"page\": {\"status\": \"UNDERMAINTENANCE\"}}",
    IFA_STATUS_FORMAT_INSTATUS, IFA_STATUS_MAINTENANCE, -1 },
  { "cstate/ok", 200, JSON,
    "{\"is\": \"index\", \"cStateVersion\": \"6.0\", \"summaryStatus\": \"ok\", \"systems\": [{\"name\": \"API\","
    " \"status\": \"ok\"}]}",
    IFA_STATUS_FORMAT_CSTATE, IFA_STATUS_OK, 0 },
  { "cstate/notice", 200, JSON,
    "{\"is\": \"index\", \"cStateVersion\": \"6.0\", \"summaryStatus\": \"notice\", \"systems\": []}",
    IFA_STATUS_FORMAT_CSTATE, IFA_STATUS_OK, 0 },
  { "cstate/disrupted", 200, JSON,
    "{\"is\": \"index\", \"cStateVersion\": \"6.0\", \"summaryStatus\": \"disrupted\", \"systems\":"
    " [{\"name\": \"API\", \"status\": \"disrupted\"}]}",
    IFA_STATUS_FORMAT_CSTATE, IFA_STATUS_DEGRADED, 1 },
  { "cstate/down", 200, JSON, "{\"cStateVersion\": \"6.0\", \"summaryStatus\": \"down\", \"systems\": []}",
    IFA_STATUS_FORMAT_CSTATE, IFA_STATUS_DOWN, 0 },
  { "cachet/ok", 200, JSON, "{\"data\": [{\"id\": 1, \"name\": \"API\", \"status\": 1}]}",
    IFA_STATUS_FORMAT_CACHET, IFA_STATUS_OK, 0 },
  { "cachet/v3-slow", 200, JSON,
    "{\"data\": [{\"id\": \"1\", \"attributes\": {\"name\": \"API\", \"status\": 2}}]}",
    IFA_STATUS_FORMAT_CACHET, IFA_STATUS_DEGRADED, 1 },
  { "cachet/v3-value", 200, JSON,
    "{\"data\": [{\"id\": \"1\", \"attributes\": {\"name\": \"API\", \"status\": {\"human\": \"Major Outage\","
    " \"value\": 4}}}]}",
    IFA_STATUS_FORMAT_CACHET, IFA_STATUS_DOWN, 1 },
  { "cachet/down", 200, JSON, "{\"data\": [{\"name\": \"API\", \"status\": 4}, {\"name\": \"B\", \"status\": 1}]}",
    IFA_STATUS_FORMAT_CACHET, IFA_STATUS_DOWN, 1 },
  { "uptime-kuma/ok", 200, JSON,
    "{\"heartbeatList\": {\"1\": [{\"status\": 0, \"time\": \"t\"}, {\"status\": 1, \"time\": \"t\"}]},"
    " \"uptimeList\": {\"1_24\": 0.99}}",
    IFA_STATUS_FORMAT_UPTIME_KUMA, IFA_STATUS_OK, 0 },
  { "uptime-kuma/mixed", 200, JSON,
    "{\"heartbeatList\": {\"1\": [{\"status\": 1}], \"2\": [{\"status\": 0}]}, \"uptimeList\": {}}",
    IFA_STATUS_FORMAT_UPTIME_KUMA, IFA_STATUS_DEGRADED, 1 },
  { "uptime-kuma/down", 200, JSON, "{\"heartbeatList\": {\"1\": [{\"status\": 1}, {\"status\": 0}]}}",
    IFA_STATUS_FORMAT_UPTIME_KUMA, IFA_STATUS_DOWN, 1 },
  { "uptime-kuma/maintenance", 200, JSON, "{\"heartbeatList\": {\"1\": [{\"status\": 3}]}}",
    IFA_STATUS_FORMAT_UPTIME_KUMA, IFA_STATUS_MAINTENANCE, 1 },
  { "uptime-kuma/nothing-watched", 200, JSON, "{\"heartbeatList\": {}, \"uptimeList\": {}}",
    IFA_STATUS_FORMAT_UPTIME_KUMA, IFA_STATUS_UNKNOWN, 0 },
  { "better-stack/ok", 200, JSON,
    "{\"data\": {\"id\": \"1\", \"type\": \"status_page\", \"attributes\": {\"aggregate_state\": \"operational\"}}}",
    IFA_STATUS_FORMAT_BETTER_STACK, IFA_STATUS_OK, -1 },
  { "better-stack/downtime", 200, JSON, "{\"data\": {\"attributes\": {\"aggregate_state\": \"downtime\"}}}",
    IFA_STATUS_FORMAT_BETTER_STACK, IFA_STATUS_DOWN, -1 },
  { "health-json/pass", 200, HEALTH,
    "{\"status\": \"pass\", \"checks\": {\"db:responseTime\": [{\"status\": \"pass\"}]}}",
    IFA_STATUS_FORMAT_HEALTH_JSON, IFA_STATUS_OK, -1 },
  { "health-json/upper-case", 200, HEALTH, "{\"status\": \"UP\"}",
    IFA_STATUS_FORMAT_HEALTH_JSON, IFA_STATUS_OK, -1 },
  { "health-json/warn", 200, HEALTH, "{\"status\": \"warn\"}",
    IFA_STATUS_FORMAT_HEALTH_JSON, IFA_STATUS_DEGRADED, -1 },
  { "health-json/fail-with-400", 400, HEALTH, "{\"status\": \"fail\"}",
    IFA_STATUS_FORMAT_HEALTH_JSON, IFA_STATUS_DOWN, -1 },
  { "actuator/up", 200, "application/vnd.spring-boot.actuator.v3+json",
    "{\"status\": \"UP\", \"components\": {\"db\": {\"status\": \"UP\"}}}",
    IFA_STATUS_FORMAT_SPRING_ACTUATOR, IFA_STATUS_OK, -1 },
  { "actuator/down", 503, "application/vnd.spring-boot.actuator.v3+json",
    "{\"status\": \"DOWN\", \"components\": {\"db\": {\"status\": \"DOWN\"}}}",
    IFA_STATUS_FORMAT_SPRING_ACTUATOR, IFA_STATUS_DOWN, -1 },
  { "actuator/out-of-service", 503, JSON, "{\"status\": \"OUT_OF_SERVICE\", \"details\": {}}",
    IFA_STATUS_FORMAT_SPRING_ACTUATOR, IFA_STATUS_DOWN, -1 },
  { "actuator/unknown", 200, JSON, "{\"status\": \"UNKNOWN\", \"components\": {}}",
    IFA_STATUS_FORMAT_SPRING_ACTUATOR, IFA_STATUS_UNKNOWN, -1 },
  { "actuator/hidden-components", 200, JSON, "{\"status\": \"UP\"}",
    IFA_STATUS_FORMAT_GENERIC, IFA_STATUS_OK, -1 },
  { "microprofile/up", 200, JSON, "{\"status\": \"UP\", \"checks\": [{\"name\": \"db\", \"status\": \"UP\"}]}",
    IFA_STATUS_FORMAT_MICROPROFILE, IFA_STATUS_OK, 0 },
  { "microprofile/down", 503, JSON, "{\"status\": \"DOWN\", \"checks\": [{\"name\": \"db\", \"status\": \"DOWN\"}]}",
    IFA_STATUS_FORMAT_MICROPROFILE, IFA_STATUS_DOWN, 1 },
  { "kubernetes/ok", 200, TEXT, "ok", IFA_STATUS_FORMAT_KUBERNETES, IFA_STATUS_OK, -1 },
  { "kubernetes/verbose", 200, TEXT, "[+]ping ok\n[+]log ok\nlivez check passed\n",
    IFA_STATUS_FORMAT_KUBERNETES, IFA_STATUS_OK, -1 },
  { "kubernetes/failed", 503, TEXT, "[+]ping ok\n[-]etcd failed: reason withheld\nreadyz check failed\n",
    IFA_STATUS_FORMAT_KUBERNETES, IFA_STATUS_DOWN, 1 },
  { "latarnia/available", 200, JSON, "{\"status\": \"AVAILABLE\", \"messages\": []}",
    IFA_STATUS_FORMAT_KSEF_LATARNIA, IFA_STATUS_OK, -1 },
  { "latarnia/failure", 200, JSON,
    "{\"status\": \"FAILURE\", \"messages\": [{\"id\": \"2\", \"eventId\": 2, \"category\": \"FAILURE\", \"type\":"
    " \"FAILURE_START\", \"title\": \"Awaria\", \"start\": \"2026-11-24T06:00:00Z\", \"end\": null}]}",
    IFA_STATUS_FORMAT_KSEF_LATARNIA, IFA_STATUS_DOWN, -1 },
  { "latarnia/total-failure", 200, JSON, "{\"status\": \"TOTAL_FAILURE\", \"messages\": []}",
    IFA_STATUS_FORMAT_KSEF_LATARNIA, IFA_STATUS_DOWN, -1 },
  { "latarnia/maintenance", 200, JSON, "{\"status\": \"MAINTENANCE\"}",
    IFA_STATUS_FORMAT_KSEF_LATARNIA, IFA_STATUS_MAINTENANCE, -1 },
  { "sefaz/107", 200, XML,
    "<?xml version=\"1.0\"?><soap:Envelope xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\"><soap:Body>"
    "<retConsStatServ versao=\"4.00\"><cStat>107</cStat><xMotivo>Servico em Operacao</xMotivo>"
    "</retConsStatServ></soap:Body></soap:Envelope>",
    IFA_STATUS_FORMAT_SEFAZ, IFA_STATUS_OK, -1 },
  { "sefaz/108", 200, XML, "<retConsStatServ><cStat>108</cStat></retConsStatServ>",
    IFA_STATUS_FORMAT_SEFAZ, IFA_STATUS_DOWN, -1 },
  { "sefaz/109", 200, XML, "<retConsStatServ><cStat>109</cStat></retConsStatServ>",
    IFA_STATUS_FORMAT_SEFAZ, IFA_STATUS_DOWN, -1 },
  { "sefaz/prefixed", 200, XML, "<n:retConsStatServ xmlns:n=\"x\"><n:cStat> 108 </n:cStat></n:retConsStatServ>",
    IFA_STATUS_FORMAT_SEFAZ, IFA_STATUS_DOWN, -1 },
  { "sefaz/another-code", 200, XML, "<retConsStatServ><cStat>280</cStat></retConsStatServ>",
    IFA_STATUS_FORMAT_SEFAZ, IFA_STATUS_UNKNOWN, -1 },
  { "generic/200", 200, TEXT, "all is well", IFA_STATUS_FORMAT_GENERIC, IFA_STATUS_OK, -1 },
  { "generic/204", 204, NULL, "", IFA_STATUS_FORMAT_GENERIC, IFA_STATUS_OK, -1 },
  { "generic/503", 503, TEXT, "", IFA_STATUS_FORMAT_GENERIC, IFA_STATUS_DOWN, -1 },
  { "generic/502", 502, TEXT, "", IFA_STATUS_FORMAT_GENERIC, IFA_STATUS_UNKNOWN, -1 },
  { "generic/429", 429, TEXT, "slow down", IFA_STATUS_FORMAT_GENERIC, IFA_STATUS_UNKNOWN, -1 },
  /* Whoever is turned away has learned nothing of the service. */
  { "generic/401-error-word", 401, JSON, "{\"status\": \"error\", \"message\": \"no key\"}",
    IFA_STATUS_FORMAT_GENERIC, IFA_STATUS_UNKNOWN, -1 },
  { "generic/404-error-word", 404, JSON, "{\"status\": \"fail\"}",
    IFA_STATUS_FORMAT_GENERIC, IFA_STATUS_UNKNOWN, -1 },
  { "page", 200, "text/html", "  <!DOCTYPE html><html><body>UP</body></html>",
    IFA_STATUS_FORMAT_UNKNOWN, IFA_STATUS_UNKNOWN, -1 },
};
/* clang-format on */

static IfaStatusFacts *
detect (gint64 status, const char *type, const char *body, gsize length)
{
  IfaStatusFacts *facts = ifa_facts_new (&ifa_status_facts);

  facts->status = status;
  ifa_status_detect (facts, type, body, length);
  return facts;
}

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  IfaStatusFacts *facts
      = detect (expected->status, expected->type, expected->body, strlen (expected->body));

  g_assert_cmpint (facts->format, ==, expected->format);
  g_assert_cmpint (facts->state, ==, expected->state);
  if (expected->n_affected >= 0)
    g_assert_cmpint (facts->n_affected, ==, expected->n_affected);
  ifa_facts_free (&ifa_status_facts, facts);
}

static gint64
at (const char *iso)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso, NULL);

  return g_date_time_to_unix (time);
}

/* What is to come must not be taken for what is. */
static void
test_planned (void)
{
  static const char *const statuspage
      = "{\"page\": {}, \"status\": {\"indicator\": \"none\"}, \"scheduled_maintenances\":"
        " [{\"name\": \"Upgrade\", \"status\": \"scheduled\", \"scheduled_for\":"
        " \"2026-12-01T20:00:00Z\", \"scheduled_until\": \"2026-12-01T22:00:00Z\"}]}";
  static const char *const latarnia
      = "{\"status\": \"AVAILABLE\", \"messages\": [{\"category\": \"MAINTENANCE\", \"type\":"
        " \"MAINTENANCE_ANNOUNCEMENT\", \"title\": \"Prace\", \"start\": \"2026-12-01T20:00:00Z\","
        " \"end\": \"2026-12-01T22:00:00Z\"}, {\"category\": \"FAILURE\", \"type\":"
        " \"FAILURE_START\", \"title\": \"Awaria\", \"start\": \"2026-11-01T00:00:00Z\"}]}";
  const char *const bodies[] = { statuspage, latarnia };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      IfaStatusFacts *facts = detect (200, JSON, bodies[i], strlen (bodies[i]));

      g_assert_cmpint (facts->state, ==, IFA_STATUS_OK);
      g_assert_nonnull (facts->planned);
      g_assert_cmpint (facts->planned_from_s, ==, at ("2026-12-01T20:00:00Z"));
      g_assert_cmpint (facts->planned_until_s, ==, at ("2026-12-01T22:00:00Z"));
      ifa_facts_free (&ifa_status_facts, facts);
    }
}

/* The failure that is under way is meant, not the maintenance of next week. */
static void
test_latarnia_message (void)
{
  static const char *const body
      = "{\"status\": \"FAILURE\", \"messages\": [{\"category\": \"MAINTENANCE\", \"type\":"
        " \"MAINTENANCE_ANNOUNCEMENT\", \"title\": \"Prace\", \"start\": \"2026-12-01T20:00:00Z\"},"
        " {\"category\": \"FAILURE\", \"type\": \"FAILURE_START\", \"title\": \"Awaria\", \"start\":"
        " \"2026-11-24T06:00:00Z\", \"end\": null}]}";
  IfaStatusFacts *facts = detect (200, JSON, body, strlen (body));

  g_assert_cmpstr (facts->message, ==, "Awaria");
  g_assert_cmpint (facts->message_start_s, ==, at ("2026-11-24T06:00:00Z"));
  g_assert_cmpint (facts->message_end_s, ==, IFA_UNKNOWN_INTEGER);
  ifa_facts_free (&ifa_status_facts, facts);
}

/* Nesting, wrong types, cut bodies and bytes that are no text end in "unknown" and in time. */
static void
test_hostile (void)
{
  g_autoptr (GString) deep = g_string_new ("{\"status\": {\"indicator\": ");
  g_autoptr (GString) large = g_string_new ("{\"page\": {}, \"status\": {\"indicator\": \"none\"},"
                                            " \"components\": [{\"name\": \"a\"}");
  gint64 began_us = 0;
  IfaStatusFacts *facts = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "[");
  facts = detect (200, JSON, deep->str, deep->len);
  ifa_facts_free (&ifa_status_facts, facts);

  while (large->len < 1024 * 1024 - 64)
    g_string_append (large, ", {\"name\": \"b\", \"status\": \"operational\"}");
  g_string_append (large, "]}");
  began_us = g_get_monotonic_time ();
  facts = detect (200, JSON, large->str, large->len);
  g_test_message ("1 MiB judged in %" G_GINT64_FORMAT " µs", g_get_monotonic_time () - began_us);
  g_assert_cmpint (facts->state, ==, IFA_STATUS_OK);
  ifa_facts_free (&ifa_status_facts, facts);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize length = 0; length < strlen (cases[i].body); length++)
      {
        g_autofree char *cut = g_memdup2 (cases[i].body, length + 1);

        cut[length] = (char) 0xff;
        facts = detect (cases[i].status, cases[i].type, cut, length + 1);
        ifa_facts_free (&ifa_status_facts, facts);
      }
}

static gint64
get_cpu_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static char *
repeat (const char *head, const char *part, const char *tail)
{
  GString *body = g_string_new (head);

  while (body->len + strlen (part) + strlen (tail) < 1024 * 1024)
    g_string_append (body, part);
  return g_string_free (g_string_append (body, tail), FALSE);
}

/* A mebibyte of each kind costs less than 20 ms of computing, whatever else the computer does. */
static void
test_size (void)
{
  g_autofree char *page
      = repeat ("{\"status\":{\"indicator\":\"none\"},\"components\":[",
                "{\"name\":\"A part of it\",\"status\":\"operational\",\"id\":\"abc\"},",
                "{\"name\":\"Last\",\"status\":\"major_outage\"}]}");
  g_autofree char *soap = repeat ("<a>", "<b>some text</b>", "<cStat>107</cStat></a>");
  g_autofree char *text = repeat ("", "all is well so far ", "");
  g_autofree char *deep = repeat ("", "[", "");
  const char *bodies[] = { page, soap, text, deep };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      gint64 best_us = G_MAXINT64;

      for (guint n = 0; n < 5; n++)
        {
          gint64 start_us = get_cpu_us ();
          ifa_facts_free (&ifa_status_facts, detect (200, JSON, bodies[i], strlen (bodies[i])));
          best_us = MIN (best_us, get_cpu_us () - start_us);
        }
      g_test_message ("body %u of 1 MiB: %.1f ms", i, (double) best_us / 1000);
#ifndef __SANITIZE_ADDRESS__
      g_assert_cmpint (best_us, <, MAX_MS_PER_MEBIBYTE * 1000);
#endif
    }
}

/* Escapes, empty names, and a message that is no text. */
static void
test_escapes (void)
{
  static const char *const body
      = "{\"\":{\"a\":[]},\"page\":{},\"status\":{\"indicator\":\"minor\",\"description\":\"\\u5f00\\u7968 "
        "\\\"x\\\" \\ud83d\\ude00\\n\"},\"incidents\":[{\"name\":5}]}";
  IfaStatusFacts *facts = detect (200, JSON, body, strlen (body));

  g_assert_cmpint (facts->state, ==, IFA_STATUS_DEGRADED);
  g_assert_cmpstr (facts->message, ==, NULL);
  ifa_facts_free (&ifa_status_facts, facts);

  facts = detect (200, JSON, body, 0);
  g_assert_cmpint (facts->format, ==, IFA_STATUS_FORMAT_GENERIC);
  ifa_facts_free (&ifa_status_facts, facts);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/status/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/status/planned", test_planned);
  g_test_add_func ("/status/latarnia-message", test_latarnia_message);
  g_test_add_func ("/status/hostile", test_hostile);
  g_test_add_func ("/status/escapes", test_escapes);
  g_test_add_func ("/status/size", test_size);
  return g_test_run ();
}
