/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Status pages once more, as their projects document them: what is read beside the state (messages,
 * parts), and how fast. */

#include "status-detector.h"

#include <string.h>
#include <time.h>

#include "facts.h"

typedef struct
{
  gint64 status;
  const char *content_type;
  const char *body;
  IfaStatusFormat format;
  IfaStatusState state;
  gint64 n_affected;   /* -1: not looked at */
  const char *message; /* (nullable): not looked at */
} Row;

#define JSON "application/json"

static const Row rows[] = {
  /* Atlassian Statuspage, and those that imitate it. */
  { 200, JSON,
    "{\"page\":{\"id\":\"x\"},\"status\":{\"indicator\":\"none\",\"description\":\"All "
    "Systems Operational\"},\"components\":[{\"name\":\"API\",\"status\":\"operational\"}],"
    "\"incidents\":[],\"scheduled_maintenances\":[]}",
    IFA_STATUS_FORMAT_STATUSPAGE, IFA_STATUS_OK, 0, "All Systems Operational" },
  { 200, JSON,
    "{\"status\":{\"indicator\":\"minor\",\"description\":\"Partial\"},\"components\":[{"
    "\"name\":\"API\",\"status\":\"partial_outage\"},{\"name\":\"Web\",\"status\":"
    "\"operational\"}],\"incidents\":[{\"name\":\"Slow issuing\",\"status\":"
    "\"investigating\",\"created_at\":\"2026-11-22T08:00:00Z\"}]}",
    IFA_STATUS_FORMAT_STATUSPAGE, IFA_STATUS_DEGRADED, 1, "Slow issuing" },
  { 200, JSON,
    "{\"status\":{\"indicator\":\"critical\"},\"incidents\":[{\"name\":\"Old\",\"status\":"
    "\"resolved\"},{\"name\":\"Down\",\"status\":\"identified\"}]}",
    IFA_STATUS_FORMAT_STATUSPAGE, IFA_STATUS_DOWN, -1, "Down" },
  { 200, JSON,
    "{\"status\":{\"indicator\":\"none\"},\"scheduled_maintenances\":[{\"name\":\"Night "
    "work\",\"status\":\"in_progress\",\"scheduled_for\":\"2026-11-22T22:00:00Z\"}]}",
    IFA_STATUS_FORMAT_STATUSPAGE, IFA_STATUS_MAINTENANCE, -1, "Night work" },
  { 200, JSON,
    "{\"status\":{\"indicator\":\"none\"},\"scheduled_maintenances\":[{\"name\":\"Next "
    "week\",\"status\":\"scheduled\"}]}",
    IFA_STATUS_FORMAT_STATUSPAGE, IFA_STATUS_OK, -1, NULL },
  /* Instatus. */
  { 200, JSON, "{\"page\":{\"name\":\"A\",\"url\":\"https://a\",\"status\":\"UP\"}}",
    IFA_STATUS_FORMAT_INSTATUS, IFA_STATUS_OK, -1, NULL },
  { 200, JSON,
    "{\"page\":{\"status\":\"HASISSUES\"},\"activeIncidents\":[{\"name\":\"Mail\",\"status\":"
    "\"INVESTIGATING\"}]}",
    IFA_STATUS_FORMAT_INSTATUS, IFA_STATUS_DEGRADED, -1, "Mail" },
  { 200, JSON, "{\"page\":{\"status\":\"UNDERMAINTENANCE\"}}", IFA_STATUS_FORMAT_INSTATUS,
    IFA_STATUS_MAINTENANCE, -1, NULL },
  /* cState. */
  { 200, JSON,
    "{\"is\":\"index\",\"cStateVersion\":\"5.6\",\"summaryStatus\":\"ok\",\"systems\":[{"
    "\"name\":\"API\",\"status\":\"ok\"}]}",
    IFA_STATUS_FORMAT_CSTATE, IFA_STATUS_OK, 0, NULL },
  { 200, JSON,
    "{\"is\":\"index\",\"cStateVersion\":\"5.6\",\"summaryStatus\":\"disrupted\",\"systems\":"
    "[{\"name\":\"API\",\"status\":\"disrupted\"}]}",
    IFA_STATUS_FORMAT_CSTATE, IFA_STATUS_DEGRADED, 1, NULL },
  { 200, JSON, "{\"cStateVersion\":\"5.6\",\"summaryStatus\":\"down\",\"systems\":[]}",
    IFA_STATUS_FORMAT_CSTATE, IFA_STATUS_DOWN, -1, NULL },
  /* Cachet, versions 2 and 3. */
  { 200, JSON, "{\"data\":[{\"name\":\"API\",\"status\":1},{\"name\":\"Web\",\"status\":1}]}",
    IFA_STATUS_FORMAT_CACHET, IFA_STATUS_OK, 0, NULL },
  { 200, JSON, "{\"data\":[{\"name\":\"API\",\"status\":3},{\"name\":\"Web\",\"status\":1}]}",
    IFA_STATUS_FORMAT_CACHET, IFA_STATUS_DEGRADED, 1, NULL },
  { 200, JSON, "{\"data\":[{\"id\":\"1\",\"attributes\":{\"name\":\"API\",\"status\":4}}]}",
    IFA_STATUS_FORMAT_CACHET, IFA_STATUS_DOWN, 1, NULL },
  /* Uptime Kuma: the newest beat is the last. */
  { 200, JSON, "{\"heartbeatList\":{\"1\":[{\"status\":0},{\"status\":1}],\"2\":[{\"status\":1}]}}",
    IFA_STATUS_FORMAT_UPTIME_KUMA, IFA_STATUS_OK, 0, NULL },
  { 200, JSON, "{\"heartbeatList\":{\"1\":[{\"status\":1},{\"status\":0}],\"2\":[{\"status\":1}]}}",
    IFA_STATUS_FORMAT_UPTIME_KUMA, IFA_STATUS_DEGRADED, 1, NULL },
  { 200, JSON, "{\"heartbeatList\":{\"1\":[{\"status\":0}]}}", IFA_STATUS_FORMAT_UPTIME_KUMA,
    IFA_STATUS_DOWN, 1, NULL },
  { 200, JSON, "{\"heartbeatList\":{\"1\":[{\"status\":3}],\"2\":[{\"status\":1}]}}",
    IFA_STATUS_FORMAT_UPTIME_KUMA, IFA_STATUS_MAINTENANCE, -1, NULL },
  { 200, JSON, "{\"heartbeatList\":{}}", IFA_STATUS_FORMAT_UPTIME_KUMA, IFA_STATUS_UNKNOWN, 0,
    NULL },
  /* Better Stack. */
  { 200, JSON, "{\"data\":{\"attributes\":{\"aggregate_state\":\"operational\"}}}",
    IFA_STATUS_FORMAT_BETTER_STACK, IFA_STATUS_OK, -1, NULL },
  { 200, JSON, "{\"data\":{\"attributes\":{\"aggregate_state\":\"downtime\"}}}",
    IFA_STATUS_FORMAT_BETTER_STACK, IFA_STATUS_DOWN, -1, NULL },
  /* health+json, MicroProfile, Spring, a bare word. */
  { 200, "application/health+json", "{\"status\":\"pass\"}", IFA_STATUS_FORMAT_HEALTH_JSON,
    IFA_STATUS_OK, -1, NULL },
  { 200, "application/health+json", "{\"status\":\"WARN\"}", IFA_STATUS_FORMAT_HEALTH_JSON,
    IFA_STATUS_DEGRADED, -1, NULL },
  { 503, JSON, "{\"status\":\"fail\",\"checks\":{\"db:time\":[{\"status\":\"fail\"}]}}",
    IFA_STATUS_FORMAT_HEALTH_JSON, IFA_STATUS_DOWN, -1, NULL },
  { 200, JSON, "{\"status\":\"UP\",\"checks\":[{\"name\":\"db\",\"status\":\"UP\"}]}",
    IFA_STATUS_FORMAT_MICROPROFILE, IFA_STATUS_OK, 0, NULL },
  { 503, JSON, "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"db\",\"status\":\"DOWN\"}]}",
    IFA_STATUS_FORMAT_MICROPROFILE, IFA_STATUS_DOWN, 1, NULL },
  { 200, "application/vnd.spring-boot.actuator.v3+json",
    "{\"status\":\"UP\",\"components\":{\"db\":{\"status\":\"UP\"}}}",
    IFA_STATUS_FORMAT_SPRING_ACTUATOR, IFA_STATUS_OK, -1, NULL },
  { 503, JSON, "{\"status\":\"OUT_OF_SERVICE\",\"components\":{}}",
    IFA_STATUS_FORMAT_SPRING_ACTUATOR, IFA_STATUS_DOWN, -1, NULL },
  { 200, JSON, "{\"status\":\"UNKNOWN\",\"components\":{}}", IFA_STATUS_FORMAT_SPRING_ACTUATOR,
    IFA_STATUS_UNKNOWN, -1, NULL },
  { 200, JSON, "{\"status\":\"ok\"}", IFA_STATUS_FORMAT_GENERIC, IFA_STATUS_OK, -1, NULL },
  { 200, JSON, "{\"status\":\"down\"}", IFA_STATUS_FORMAT_GENERIC, IFA_STATUS_DOWN, -1, NULL },
  /* Kubernetes, short and verbose. */
  { 200, "text/plain", "ok", IFA_STATUS_FORMAT_KUBERNETES, IFA_STATUS_OK, -1, NULL },
  { 200, "text/plain", "[+]ping ok\n[+]log ok\nreadyz check passed\n", IFA_STATUS_FORMAT_KUBERNETES,
    IFA_STATUS_OK, 0, NULL },
  { 500, "text/plain", "[+]ping ok\n[-]etcd failed: reason withheld\nreadyz check failed\n",
    IFA_STATUS_FORMAT_KUBERNETES, IFA_STATUS_DOWN, 1, NULL },
  /* KSeF's lighthouse. */
  { 200, JSON, "{\"status\":\"AVAILABLE\"}", IFA_STATUS_FORMAT_KSEF_LATARNIA, IFA_STATUS_OK, -1,
    NULL },
  { 200, JSON,
    "{\"status\":\"FAILURE\",\"messages\":[{\"category\":\"FAILURE\",\"title\":\"Awaria\",\"start\":"
    "\"2026-11-22T08:00:00Z\"}]}",
    IFA_STATUS_FORMAT_KSEF_LATARNIA, IFA_STATUS_DOWN, -1, "Awaria" },
  { 200, JSON, "{\"status\":\"TOTAL_FAILURE\"}", IFA_STATUS_FORMAT_KSEF_LATARNIA, IFA_STATUS_DOWN,
    -1, NULL },
  { 200, JSON, "{\"status\":\"MAINTENANCE\"}", IFA_STATUS_FORMAT_KSEF_LATARNIA,
    IFA_STATUS_MAINTENANCE, -1, NULL },
  /* SEFAZ, with and without a prefix. */
  { 200, "application/soap+xml",
    "<retConsStatServ><cStat>107</cStat><xMotivo>Servico em "
    "Operacao</xMotivo></retConsStatServ>",
    IFA_STATUS_FORMAT_SEFAZ, IFA_STATUS_OK, -1, NULL },
  { 200, "text/xml", "<ns2:retConsStatServ><ns2:cStat>109</ns2:cStat></ns2:retConsStatServ>",
    IFA_STATUS_FORMAT_SEFAZ, IFA_STATUS_DOWN, -1, NULL },
  { 200, "text/xml", "<cStat>108</cStat>", IFA_STATUS_FORMAT_SEFAZ, IFA_STATUS_DOWN, -1, NULL },
  { 200, "text/xml", "<cStat>656</cStat>", IFA_STATUS_FORMAT_SEFAZ, IFA_STATUS_UNKNOWN, -1, NULL },
  /* Nothing that is known: the number alone. */
  { 204, NULL, "", IFA_STATUS_FORMAT_GENERIC, IFA_STATUS_OK, -1, NULL },
  { 503, "text/plain", "x", IFA_STATUS_FORMAT_GENERIC, IFA_STATUS_DOWN, -1, NULL },
  { 200, JSON, "{\"status\": 5}", IFA_STATUS_FORMAT_GENERIC, IFA_STATUS_OK, -1, NULL },
  { 200, JSON, "{\"status\":{\"indicator\":7},\"components\":{}}", IFA_STATUS_FORMAT_GENERIC,
    IFA_STATUS_OK, -1, NULL },
};

static IfaStatusFacts *
detect (gint64 status, const char *content_type, const char *body, gsize length)
{
  IfaStatusFacts *facts = ifa_facts_new (&ifa_status_facts);

  facts->status = status;
  ifa_status_detect (facts, content_type, body, length);
  return facts;
}

static void
test_conventions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      IfaStatusFacts *facts
          = detect (rows[i].status, rows[i].content_type, rows[i].body, strlen (rows[i].body));

      g_test_message ("%s", rows[i].body);
      g_assert_cmpint (facts->format, ==, rows[i].format);
      g_assert_cmpint (facts->state, ==, rows[i].state);
      if (rows[i].n_affected >= 0)
        g_assert_cmpint (facts->n_affected, ==, rows[i].n_affected);
      if (rows[i].message != NULL)
        g_assert_cmpstr (facts->message, ==, rows[i].message);
      g_assert_cmpint (facts->is_page, ==, IFA_TRI_NO);
      ifa_facts_free (&ifa_status_facts, facts);
    }
}

/* A sign-in page or a filter says nothing about the service. */
static void
test_pages (void)
{
  static const char *const pages[]
      = { "<!DOCTYPE html><title>Sign in</title>", "\n\n<HTML><body>ok</body></HTML>",
          "\xef\xbb\xbf<!doctype html>" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      IfaStatusFacts *facts = detect (200, "text/html", pages[i], strlen (pages[i]));

      g_assert_cmpint (facts->is_page, ==, IFA_TRI_YES);
      g_assert_cmpint (facts->state, ==, IFA_STATUS_UNKNOWN);
      ifa_facts_free (&ifa_status_facts, facts);
    }
}

/* Every row, cut off anywhere and with a byte changed: no crash, and nothing read beyond. */
static void
test_mutations (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize length = 0; length < strlen (rows[i].body); length += 3)
      {
        g_autofree char *copy = g_memdup2 (rows[i].body, length + 1);
        copy[length] = (char) g_test_rand_int ();
        ifa_facts_free (&ifa_status_facts, detect (200, JSON, copy, length + 1));
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

/* What a mebibyte of each kind costs, whatever else the computer does. */
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
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/status-detector/conventions", test_conventions);
  g_test_add_func ("/status-detector/pages", test_pages);
  g_test_add_func ("/status-detector/mutations", test_mutations);
  g_test_add_func ("/status-detector/size", test_size);
  return g_test_run ();
}
