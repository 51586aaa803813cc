/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The pure parts of the network probes: what bytes from outside mean. */

#include <string.h>

#include "facts.h"
#include "hosts-file.h"
#include "json-bounds.h"
#include "resolv-conf.h"
#include "sntp-packet.h"
#include "status-detector.h"

static IfaResolverFacts *
parse_resolv_conf (const char *text)
{
  IfaResolverFacts *facts = ifa_facts_new (&ifa_resolver_facts);

  ifa_resolv_conf_parse (text, text != NULL ? strlen (text) : 0, facts);
  return facts;
}

static void
assert_servers (const char *text, const char *expected, IfaTri is_stub)
{
  IfaResolverFacts *facts = parse_resolv_conf (text);
  g_autofree char *servers = g_strjoinv (" ", facts->servers);

  g_assert_cmpstr (servers, ==, expected);
  g_assert_cmpint (facts->is_stub, ==, is_stub);
  ifa_facts_free (&ifa_resolver_facts, facts);
}

static void
test_resolv_conf (void)
{
  assert_servers (NULL, "", IFA_TRI_NO);
  assert_servers ("", "", IFA_TRI_NO);
  assert_servers ("# nameserver 192.0.2.1\n;nameserver 192.0.2.2\n", "", IFA_TRI_NO);
  assert_servers ("nameserver 192.0.2.1\nnameserver\t2001:db8::1 # two\r\n",
                  "192.0.2.1 2001:db8::1", IFA_TRI_NO);
  assert_servers ("nameserver fe80::1%eth0\n", "fe80::1%eth0", IFA_TRI_NO);
  assert_servers ("nameserver 127.0.0.53\noptions edns0 trust-ad\nsearch lan\n", "127.0.0.53",
                  IFA_TRI_YES);
  assert_servers ("nameserver 192.0.2.1\nnameserver 192.0.2.2\nnameserver 192.0.2.3\n"
                  "nameserver 192.0.2.4\n",
                  "192.0.2.1 192.0.2.2 192.0.2.3", IFA_TRI_NO);
  assert_servers ("nameserver dns.example\nnameserver 999.1.1.1\nnameserver \xff\xfe\n", "",
                  IFA_TRI_NO);
  assert_servers ("nameserver 192.0.2.1", "192.0.2.1", IFA_TRI_NO);
}

static void
test_hosts_line (void)
{
  struct
  {
    const char *line;
    const char *address;
  } cases[] = {
    { "192.0.2.7 api.invoice.example", "192.0.2.7" },
    { "  192.0.2.7\tother API.Invoice.Example # ours", "192.0.2.7" },
    { "2001:db8::7 api.invoice.example", "2001:db8::7" },
    { "# 192.0.2.7 api.invoice.example", NULL },
    { "192.0.2.7 # api.invoice.example", NULL },
    { "192.0.2.7 api.invoice.example.org", NULL },
    { "192.0.2.7 xapi.invoice.example", NULL },
    { "api.invoice.example 192.0.2.7", NULL },
    { "999.0.2.7 api.invoice.example", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = ifa_hosts_line_dup_address (cases[i].line, "api.invoice.example");
      g_assert_cmpstr (address, ==, cases[i].address);
    }
}

/* 2026-11-22 12:00:00.5 UTC, as an NTP server writes it. */
#define NTP_S (2208988800U + 1795348800U)

static void
write_u32 (guint8 *bytes, guint32 value)
{
  value = GUINT32_TO_BE (value);
  memcpy (bytes, &value, sizeof value);
}

static void
make_answer (guint8 *packet, guint64 nonce)
{
  memset (packet, 0, IFA_SNTP_BYTES);
  packet[0] = 4 << 3 | 4;
  packet[1] = 2;
  memcpy (packet + 24, &nonce, sizeof nonce);
  write_u32 (packet + 32, NTP_S);
  write_u32 (packet + 40, NTP_S);
  write_u32 (packet + 44, 0x80000000);
}

static void
test_sntp (void)
{
  guint8 packet[IFA_SNTP_BYTES];
  IfaSntpAnswer answer = { 0 };

  make_answer (packet, 42);
  g_assert_cmpint (ifa_sntp_read_answer (packet, sizeof packet, 42, &answer), ==, IFA_SNTP_GOOD);
  g_assert_cmpint (answer.received_us, ==, G_GINT64_CONSTANT (1795348800000000));
  g_assert_cmpint (answer.transmitted_us, ==, G_GINT64_CONSTANT (1795348800500000));

  g_assert_cmpint (ifa_sntp_read_answer (packet, sizeof packet, 43, &answer), ==,
                   IFA_SNTP_NOT_MINE);
  g_assert_cmpint (ifa_sntp_read_answer (packet, 47, 42, &answer), ==, IFA_SNTP_NOT_MINE);
  g_assert_cmpint (ifa_sntp_read_answer (packet, 0, 42, &answer), ==, IFA_SNTP_NOT_MINE);
  packet[0] = 4 << 3 | 3;
  g_assert_cmpint (ifa_sntp_read_answer (packet, sizeof packet, 42, &answer), ==,
                   IFA_SNTP_NOT_MINE);
  make_answer (packet, 42);
  packet[1] = 0;
  g_assert_cmpint (ifa_sntp_read_answer (packet, sizeof packet, 42, &answer), ==, IFA_SNTP_GO_AWAY);
  make_answer (packet, 42);
  packet[0] |= 3 << 6;
  g_assert_cmpint (ifa_sntp_read_answer (packet, sizeof packet, 42, &answer), ==,
                   IFA_SNTP_UNSYNCHRONISED);
  make_answer (packet, 42);
  write_u32 (packet + 40, 0);
  g_assert_cmpint (ifa_sntp_read_answer (packet, sizeof packet, 42, &answer), ==,
                   IFA_SNTP_UNSYNCHRONISED);

  /* The era after 2036 begins at zero again. */
  make_answer (packet, 42);
  write_u32 (packet + 32, 1);
  ifa_sntp_read_answer (packet, sizeof packet, 42, &answer);
  g_assert_cmpint (answer.received_us, ==, G_GINT64_CONSTANT (2085978497000000));
}

static void
test_json_bounds (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *sixty_four = g_strnfill (64, '[');

  g_assert_true (ifa_json_is_bounded (sixty_four, 64));
  g_assert_false (ifa_json_is_bounded (deep, 65));
  g_assert_false (ifa_json_is_bounded (deep, 100000));
  g_assert_true (ifa_json_is_bounded ("\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
                                      "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[\"",
                                      86));
  g_assert_false (ifa_json_is_bounded ("\xff", 1));
}

typedef struct
{
  const char *content_type;
  guint status;
  const char *body;
  IfaStatusFormat format;
  IfaStatusState state;
} StatusCase;

static const StatusCase status_cases[] = {
  { NULL, 200,
    "{\"page\":{\"id\":\"x\",\"updated_at\":\"2026-11-22T00:00:00Z\"},\"status\":{\"indicator\":"
    "\"none\",\"description\":\"All Systems Operational\"},\"components\":[]}",
    IFA_STATUS_FORMAT_STATUSPAGE, IFA_STATUS_OK },
  { NULL, 200,
    "{\"page\":{},\"status\":{\"indicator\":\"critical\"},\"components\":[{\"name\":\"API\","
    "\"status\":\"major_outage\"}],\"incidents\":[{\"name\":\"Down\",\"status\":"
    "\"investigating\",\"created_at\":\"2026-11-22T00:00:00Z\"}]}",
    IFA_STATUS_FORMAT_STATUSPAGE, IFA_STATUS_DOWN },
  { NULL, 200,
    "{\"page\":{},\"status\":{\"indicator\":\"none\"},\"scheduled_maintenances\":[{\"name\":"
    "\"Upgrade\",\"status\":\"in_progress\"}]}",
    IFA_STATUS_FORMAT_STATUSPAGE, IFA_STATUS_MAINTENANCE },
  { NULL, 200, "{\"page\":{\"status\":\"HASISSUES\"}}", IFA_STATUS_FORMAT_INSTATUS,
    IFA_STATUS_DEGRADED },
  { NULL, 200, "{\"is\":\"index\",\"cStateVersion\":\"5\",\"summaryStatus\":\"disrupted\"}",
    IFA_STATUS_FORMAT_CSTATE, IFA_STATUS_DEGRADED },
  { NULL, 200, "{\"data\":[{\"name\":\"a\",\"status\":1},{\"name\":\"b\",\"status\":4}]}",
    IFA_STATUS_FORMAT_CACHET, IFA_STATUS_DOWN },
  { NULL, 200, "{\"heartbeatList\":{\"1\":[{\"status\":0},{\"status\":1}]}}",
    IFA_STATUS_FORMAT_UPTIME_KUMA, IFA_STATUS_OK },
  { NULL, 200, "{\"heartbeatList\":{\"1\":[{\"status\":1},{\"status\":0}],\"2\":[{\"status\":1}]}}",
    IFA_STATUS_FORMAT_UPTIME_KUMA, IFA_STATUS_DEGRADED },
  { NULL, 200, "{\"data\":{\"attributes\":{\"aggregate_state\":\"downtime\"}}}",
    IFA_STATUS_FORMAT_BETTER_STACK, IFA_STATUS_DOWN },
  { "application/health+json", 200, "{\"status\":\"WARN\"}", IFA_STATUS_FORMAT_HEALTH_JSON,
    IFA_STATUS_DEGRADED },
  { "application/json", 200, "{\"status\":\"UP\",\"components\":{\"db\":{\"status\":\"UP\"}}}",
    IFA_STATUS_FORMAT_SPRING_ACTUATOR, IFA_STATUS_OK },
  { "application/json", 503,
    "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"db\",\"status\":"
    "\"DOWN\"}]}",
    IFA_STATUS_FORMAT_MICROPROFILE, IFA_STATUS_DOWN },
  { "text/plain", 200, "ok\n", IFA_STATUS_FORMAT_KUBERNETES, IFA_STATUS_OK },
  { NULL, 200, "{\"status\":\"TOTAL_FAILURE\",\"messages\":[]}", IFA_STATUS_FORMAT_KSEF_LATARNIA,
    IFA_STATUS_DOWN },
  { "text/xml", 200, "<retConsStatServ><cStat>108</cStat></retConsStatServ>",
    IFA_STATUS_FORMAT_SEFAZ, IFA_STATUS_DOWN },
  { "text/xml", 200, "<retConsStatServ><cStat>107</cStat></retConsStatServ>",
    IFA_STATUS_FORMAT_SEFAZ, IFA_STATUS_OK },
  { "application/json", 200, "<!DOCTYPE html><title>Sign in</title>", IFA_STATUS_FORMAT_UNKNOWN,
    IFA_STATUS_UNKNOWN },
  { NULL, 200, "{\"status\":\"purple\"}", IFA_STATUS_FORMAT_GENERIC, IFA_STATUS_UNKNOWN },
  { NULL, 503, "", IFA_STATUS_FORMAT_GENERIC, IFA_STATUS_DOWN },
  { NULL, 429, "", IFA_STATUS_FORMAT_GENERIC, IFA_STATUS_UNKNOWN },
};

static void
test_status_pages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (status_cases); i++)
    {
      const StatusCase *c = &status_cases[i];
      IfaStatusFacts *facts = ifa_facts_new (&ifa_status_facts);

      facts->status = c->status;
      ifa_status_detect (facts, c->content_type, c->body, strlen (c->body));
      g_test_message ("%s", c->body);
      g_assert_cmpint (facts->format, ==, c->format);
      g_assert_cmpint (facts->state, ==, c->state);
      ifa_facts_free (&ifa_status_facts, facts);
    }
}

/* Cut anywhere, and with any byte changed, a body is judged without a crash. */
static void
test_status_pages_hostile (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (status_cases); i++)
    {
      gsize length = strlen (status_cases[i].body);

      for (gsize cut = 0; cut <= length; cut++)
        {
          IfaStatusFacts *facts = ifa_facts_new (&ifa_status_facts);
          g_autofree char *body = g_memdup2 (status_cases[i].body, length + 1);

          facts->status = 200;
          body[cut] ^= 0x5a;
          ifa_status_detect (facts, NULL, body, length);
          ifa_facts_free (&ifa_status_facts, facts);
          facts = ifa_facts_new (&ifa_status_facts);
          ifa_status_detect (facts, NULL, status_cases[i].body, cut);
          ifa_facts_free (&ifa_status_facts, facts);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network-text/resolv-conf", test_resolv_conf);
  g_test_add_func ("/network-text/hosts-line", test_hosts_line);
  g_test_add_func ("/network-text/sntp", test_sntp);
  g_test_add_func ("/network-text/json-bounds", test_json_bounds);
  g_test_add_func ("/network-text/status-pages", test_status_pages);
  g_test_add_func ("/network-text/status-pages-hostile", test_status_pages_hostile);
  return g_test_run ();
}
