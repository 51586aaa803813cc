/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include <string.h>

#include "catalogue.h"
#include "help.h"

typedef struct
{
  const char *id;
  IfaLayer layer;
  IfaActs acts;
  IfaSeverity severity;
} Expected;

/* The published list: ids never change their meaning. */
static const Expected expected[] = {
  { "no-network-link", IFA_LAYER_COMPUTER, IFA_ACTS_YOU, IFA_SEVERITY_PROBLEM },
  { "no-ip-address", IFA_LAYER_COMPUTER, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "no-default-route", IFA_LAYER_COMPUTER, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "wrong-ip-settings", IFA_LAYER_COMPUTER, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "address-conflict", IFA_LAYER_COMPUTER, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "wrong-network-preferred", IFA_LAYER_COMPUTER, IFA_ACTS_YOU, IFA_SEVERITY_PROBLEM },
  { "dns-not-configured", IFA_LAYER_COMPUTER, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "clock-wrong", IFA_LAYER_COMPUTER, IFA_ACTS_YOU, IFA_SEVERITY_PROBLEM },
  { "network-hidden-by-sandbox", IFA_LAYER_COMPUTER, IFA_ACTS_IT, IFA_SEVERITY_INFO },
  { "hosts-file-override", IFA_LAYER_COMPUTER, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "local-firewall-blocks", IFA_LAYER_COMPUTER, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "vpn-blackhole", IFA_LAYER_COMPUTER, IFA_ACTS_YOU, IFA_SEVERITY_PROBLEM },
  { "proxy-unreachable", IFA_LAYER_COMPUTER, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "proxy-auth-required", IFA_LAYER_COMPUTER, IFA_ACTS_YOU, IFA_SEVERITY_PROBLEM },
  { "proxy-refuses", IFA_LAYER_COMPUTER, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "proxy-required", IFA_LAYER_COMPUTER, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "gateway-unreachable", IFA_LAYER_LOCAL_NETWORK, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "captive-portal", IFA_LAYER_LOCAL_NETWORK, IFA_ACTS_YOU, IFA_SEVERITY_PROBLEM },
  { "dns-server-unreachable", IFA_LAYER_LOCAL_NETWORK, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "dns-server-refuses", IFA_LAYER_LOCAL_NETWORK, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "dns-server-failing", IFA_LAYER_LOCAL_NETWORK, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "dns-filtered", IFA_LAYER_LOCAL_NETWORK, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "dns-tcp-blocked", IFA_LAYER_LOCAL_NETWORK, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "dns-first-server-dead", IFA_LAYER_LOCAL_NETWORK, IFA_ACTS_IT, IFA_SEVERITY_ATTENTION },
  { "dns-slow", IFA_LAYER_LOCAL_NETWORK, IFA_ACTS_IT, IFA_SEVERITY_ATTENTION },
  { "dns-wrong-answer", IFA_LAYER_LOCAL_NETWORK, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "internet-unreachable", IFA_LAYER_LOCAL_NETWORK, IFA_ACTS_ISP, IFA_SEVERITY_PROBLEM },
  { "tls-interception", IFA_LAYER_LOCAL_NETWORK, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "tls-interception-trusted", IFA_LAYER_LOCAL_NETWORK, IFA_ACTS_IT, IFA_SEVERITY_ATTENTION },
  { "network-filter-blocks-site", IFA_LAYER_LOCAL_NETWORK, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "network-firewall-blocks-port", IFA_LAYER_LOCAL_NETWORK, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "ipv4-broken", IFA_LAYER_LOCAL_NETWORK, IFA_ACTS_IT, IFA_SEVERITY_ATTENTION },
  { "ipv6-broken", IFA_LAYER_LOCAL_NETWORK, IFA_ACTS_IT, IFA_SEVERITY_ATTENTION },
  { "mtu-blackhole", IFA_LAYER_LOCAL_NETWORK, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "packet-loss", IFA_LAYER_LOCAL_NETWORK, IFA_ACTS_ISP, IFA_SEVERITY_ATTENTION },
  { "high-latency", IFA_LAYER_LOCAL_NETWORK, IFA_ACTS_ISP, IFA_SEVERITY_ATTENTION },
  { "low-bandwidth", IFA_LAYER_LOCAL_NETWORK, IFA_ACTS_ISP, IFA_SEVERITY_ATTENTION },
  { "dns-name-not-found", IFA_LAYER_INTERNET, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "dns-zone-failing", IFA_LAYER_INTERNET, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "path-broken", IFA_LAYER_INTERNET, IFA_ACTS_ISP, IFA_SEVERITY_PROBLEM },
  { "certificate-expired", IFA_LAYER_SECURITY, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "certificate-not-yet-valid", IFA_LAYER_SECURITY, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "certificate-wrong-name", IFA_LAYER_SECURITY, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "certificate-self-signed", IFA_LAYER_SECURITY, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "certificate-untrusted-issuer", IFA_LAYER_SECURITY, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "certificate-chain-incomplete", IFA_LAYER_SECURITY, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "certificate-revoked", IFA_LAYER_SECURITY, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "certificate-expires-soon", IFA_LAYER_SECURITY, IFA_ACTS_VENDOR, IFA_SEVERITY_ATTENTION },
  { "certificate-weak", IFA_LAYER_SECURITY, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "tls-version-unsupported", IFA_LAYER_SECURITY, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "tls-handshake-failed", IFA_LAYER_SECURITY, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "revocation-unknown", IFA_LAYER_SECURITY, IFA_ACTS_VENDOR, IFA_SEVERITY_INFO },
  { "root-certificate-missing", IFA_LAYER_SECURITY, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "trust-hidden-by-sandbox", IFA_LAYER_SECURITY, IFA_ACTS_IT, IFA_SEVERITY_INFO },
  { "client-certificate-missing", IFA_LAYER_SECURITY, IFA_ACTS_YOU, IFA_SEVERITY_PROBLEM },
  { "client-certificate-expired", IFA_LAYER_SECURITY, IFA_ACTS_YOU, IFA_SEVERITY_PROBLEM },
  { "token-not-found", IFA_LAYER_SECURITY, IFA_ACTS_YOU, IFA_SEVERITY_PROBLEM },
  { "service-refuses-connection", IFA_LAYER_SERVICE, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "service-no-answer", IFA_LAYER_SERVICE, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "service-partly-unreachable", IFA_LAYER_SERVICE, IFA_ACTS_VENDOR, IFA_SEVERITY_ATTENTION },
  { "service-not-responding", IFA_LAYER_SERVICE, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "service-maintenance", IFA_LAYER_SERVICE, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "service-maintenance-planned", IFA_LAYER_SERVICE, IFA_ACTS_YOU, IFA_SEVERITY_INFO },
  { "service-overloaded", IFA_LAYER_SERVICE, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "service-rate-limited", IFA_LAYER_SERVICE, IFA_ACTS_YOU, IFA_SEVERITY_PROBLEM },
  { "service-intermittent", IFA_LAYER_SERVICE, IFA_ACTS_VENDOR, IFA_SEVERITY_ATTENTION },
  { "service-error", IFA_LAYER_SERVICE, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "service-gateway-error", IFA_LAYER_SERVICE, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "access-denied", IFA_LAYER_SERVICE, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "login-rejected", IFA_LAYER_SERVICE, IFA_ACTS_YOU, IFA_SEVERITY_PROBLEM },
  { "service-moved", IFA_LAYER_SERVICE, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "client-too-old", IFA_LAYER_SERVICE, IFA_ACTS_YOU, IFA_SEVERITY_PROBLEM },
  { "redirect-loop", IFA_LAYER_SERVICE, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "insecure-redirect", IFA_LAYER_SERVICE, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "empty-response", IFA_LAYER_SERVICE, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "invalid-response", IFA_LAYER_SERVICE, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "response-truncated", IFA_LAYER_SERVICE, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "service-error-code", IFA_LAYER_SERVICE, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "service-slow", IFA_LAYER_SERVICE, IFA_ACTS_VENDOR, IFA_SEVERITY_ATTENTION },
  { "service-degraded", IFA_LAYER_SERVICE, IFA_ACTS_VENDOR, IFA_SEVERITY_ATTENTION },
  { "service-outage-announced", IFA_LAYER_SERVICE, IFA_ACTS_VENDOR, IFA_SEVERITY_PROBLEM },
  { "websocket-blocked", IFA_LAYER_SERVICE, IFA_ACTS_IT, IFA_SEVERITY_PROBLEM },
  { "unsent-invoices-waiting", IFA_LAYER_CLIENT, IFA_ACTS_YOU, IFA_SEVERITY_INFO },
  { "outbox-unreadable", IFA_LAYER_CLIENT, IFA_ACTS_IT, IFA_SEVERITY_ATTENTION },
  { "outbox-damaged", IFA_LAYER_CLIENT, IFA_ACTS_VENDOR, IFA_SEVERITY_ATTENTION },
  { "backup-destination-full", IFA_LAYER_CLIENT, IFA_ACTS_YOU, IFA_SEVERITY_ATTENTION },
  { "client-not-running", IFA_LAYER_CLIENT, IFA_ACTS_YOU, IFA_SEVERITY_ATTENTION },
  { "client-outdated", IFA_LAYER_CLIENT, IFA_ACTS_YOU, IFA_SEVERITY_ATTENTION },
  { "client-log-error", IFA_LAYER_CLIENT, IFA_ACTS_VENDOR, IFA_SEVERITY_INFO },
  { "disk-full", IFA_LAYER_CLIENT, IFA_ACTS_YOU, IFA_SEVERITY_PROBLEM },
  { "offline-limit-reached", IFA_LAYER_CLIENT, IFA_ACTS_YOU, IFA_SEVERITY_PROBLEM },
  { "invoice-may-be-issued", IFA_LAYER_CLIENT, IFA_ACTS_YOU, IFA_SEVERITY_ATTENTION },
  { "invoice-content-rejected", IFA_LAYER_CLIENT, IFA_ACTS_YOU, IFA_SEVERITY_INFO },
};

/* Whole words that an accountant need not know. They may stand in messages and technical notes. */
static const char *const technical_words[] = {
  "dns",      "tls",         "ssl",           "tcp",       "udp",
  "http",     "ip",          "ipv4",          "ipv6",      "port",
  "ports",    "gateway",     "proxy",         "proxies",   "certificate chain",
  "chain",    "server",      "servers",       "endpoint",  "handshake",
  "timeout",  "time-out",    "socket error",  "mtu",       "ping",
  "dhcp",     "arp",         "route",         "routing",   "packet",
  "packets",  "status code", "database",      "websocket", "host",
  "hostname", "domain",      "resolver",      "cache",     "url",
  "api",      "latency",     "bandwidth",     "interface", "subnet",
  "whoops",   "oops",        "administrator", "failed to", "unfortunately",
  NULL,
};

static const char *const known_names[] = {
  "until",   "service", "host",     "address",  "port",      "date",         "days",
  "offset",  "gateway", "server",   "proxy",    "interface", "issuer",       "names",
  "status",  "code",    "message",  "location", "seconds",   "milliseconds", "percent",
  "version", "vendor",  "endpoint", NULL,
};

static void
test_every_id_is_there (void)
{
  guint n_causes;

  g_assert_nonnull (ifa_cause_list (&n_causes));
  g_assert_cmpuint (n_causes, ==, G_N_ELEMENTS (expected));

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const IfaCause *cause = ifa_cause_lookup (expected[i].id);

      g_test_message ("%s", expected[i].id);
      g_assert_nonnull (cause);
      g_assert_cmpint (cause->layer, ==, expected[i].layer);
      g_assert_cmpint (cause->acts, ==, expected[i].acts);
      g_assert_cmpint (cause->severity, ==, expected[i].severity);
    }

  g_assert_null (ifa_cause_lookup ("unheard-of"));
  g_assert_null (ifa_cause_lookup (NULL));
}

static gboolean
is_word_boundary (char c)
{
  return !g_ascii_isalnum (c) && c != '-';
}

static gboolean
contains_word (const char *text, const char *word)
{
  gsize length = strlen (word);

  for (const char *at = text; (at = strstr (at, word)) != NULL; at++)
    if ((at == text || is_word_boundary (at[-1])) && is_word_boundary (at[length]))
      return TRUE;

  return FALSE;
}

static void
assert_plain (const char *id, const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);

  for (guint i = 0; technical_words[i] != NULL; i++)
    if (contains_word (lower, technical_words[i]))
      g_error ("%s says \"%s\": %s", id, technical_words[i], text);
}

/* Names like {server} are no words of the text. */
static char *
dup_without_names (const char *msgid)
{
  g_autoptr (GString) text = g_string_new (msgid);
  char *open;

  while ((open = strchr (text->str, '{')) != NULL)
    g_string_erase (text, open - text->str, strchr (open, '}') - open + 1);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_plain_words (void)
{
  guint n_causes;
  const IfaCause *causes = ifa_cause_list (&n_causes);

  for (guint i = 0; i < n_causes; i++)
    {
      g_autofree char *explanation = dup_without_names (causes[i].explanation);

      g_test_message ("%s", causes[i].id);
      assert_plain (causes[i].id, causes[i].title);
      assert_plain (causes[i].id, explanation);
      g_assert_null (strchr (causes[i].title, '{'));
      g_assert_false (g_str_has_suffix (causes[i].title, "."));
      g_assert_cmpint (g_utf8_strlen (causes[i].title, -1), <=, 80);
      g_assert_nonnull (strstr (causes[i].explanation, "nvoice"));
      g_assert_true (g_str_has_suffix (causes[i].explanation, "."));

      for (guint j = 0; causes[i].steps[j] != NULL; j++)
        {
          g_autofree char *step = dup_without_names (causes[i].steps[j]);
          assert_plain (causes[i].id, step);
          g_assert_true (g_str_has_suffix (step, ".") || g_str_has_suffix (step, "?"));
        }
    }
}

static void
test_rows_are_whole (void)
{
  guint n_causes;
  const IfaCause *causes = ifa_cause_list (&n_causes);

  for (guint i = 0; i < n_causes; i++)
    {
      guint n_steps = 0;

      g_test_message ("%s", causes[i].id);
      g_assert_nonnull (causes[i].technical);
      while (n_steps < IFA_MAX_STEPS && causes[i].steps[n_steps] != NULL)
        n_steps++;
      g_assert_cmpuint (n_steps, >=, 2);
      g_assert_cmpuint (n_steps, <, IFA_MAX_STEPS);
      g_assert_true (causes[i].acts == IFA_ACTS_YOU || causes[i].message != NULL);

      for (guint j = 0; causes[i].message == NULL && j < n_steps; j++)
        {
          g_assert_null (strstr (causes[i].steps[j], "ready message"));
          g_assert_null (strstr (causes[i].steps[j], "message is ready"));
        }
    }
}

static void
assert_names_known (const char *text)
{
  const char *open = text;

  while (open != NULL && (open = strchr (open, '{')) != NULL)
    {
      const char *close = strchr (open, '}');
      g_autofree char *name = NULL;

      g_assert_nonnull (close);
      name = g_strndup (open + 1, close - open - 1);
      if (!g_strv_contains (known_names, name))
        g_error ("unknown name {%s} in: %s", name, text);
      open = close;
    }
}

static void
assert_reads_well_without_parameters (const char *msgid)
{
  g_autofree char *text = ifa_cause_dup_text (msgid, NULL);

  assert_names_known (msgid);
  if (text == NULL)
    return;

  g_assert_null (strpbrk (text, "{}"));
  g_assert_null (strstr (text, "  "));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *dot = text; (dot = strstr (dot, ". ")) != NULL; dot++)
    g_assert_false (g_ascii_islower (dot[2]));
}

static void
test_fallbacks (void)
{
  guint n_causes;
  const IfaCause *causes = ifa_cause_list (&n_causes);

  for (guint i = 0; i < n_causes; i++)
    {
      assert_reads_well_without_parameters (causes[i].title);
      assert_reads_well_without_parameters (causes[i].explanation);
      assert_reads_well_without_parameters (causes[i].message);
      assert_reads_well_without_parameters (causes[i].technical);
      for (guint j = 0; causes[i].steps[j] != NULL; j++)
        assert_reads_well_without_parameters (causes[i].steps[j]);
    }
}

static void
assert_text (const char *msgid, const char *name, const char *value, const char *text)
{
  g_autoptr (GHashTable) parameters = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *got = NULL;

  g_hash_table_insert (parameters, (gpointer) name, (gpointer) value);
  got = ifa_cause_dup_text (msgid, parameters);
  g_assert_cmpstr (got, ==, text);
}

static void
test_parameters (void)
{
  g_autofree char *nothing = ifa_cause_dup_text (NULL, NULL);
  g_autofree char *empty = ifa_cause_dup_text ("", NULL);

  g_assert_null (nothing);
  g_assert_cmpstr (empty, ==, "");
  assert_text ("{service} is there.", "service", "Example Cloud", "Example Cloud is there.");
  assert_text ("{service} is there.", "service", "", "The invoice service is there.");
  assert_text ("Look. {service} is there.", "host", "x", "Look. The invoice service is there.");
  assert_text ("on {date}", "date", "2026-11-20T23:59:59Z", "on 20 November 2026, 23:59");
  assert_text ("on {date}", "date", "2026-11-20", "on 20 November 2026");
  assert_text ("on {date}", "date", "yesterday", "on yesterday");
  assert_text ("in {days}", "days", "1", "in 1 day");
  assert_text ("in {days}", "days", "20", "in 20 days");
  assert_text ("off by {offset}", "offset", "-7260", "off by 2 hours");
  assert_text ("off by {offset}", "offset", "31536000", "off by 365 days");
  assert_text ("off by {offset}", "offset", "rather a lot", "off by rather a lot");
  assert_text ("took {seconds}", "seconds", "6.2", "took 6.2 seconds");
  assert_text ("took {milliseconds}", "milliseconds", "350", "took 350 ms");
  assert_text ("took {milliseconds}", "milliseconds", "5200", "took 5.2 seconds");
  assert_text ("loss {percent}", "percent", "7", "loss 7 %");
  assert_text ("Valid until: {date}", "host", "x", "Valid until: unknown");
  assert_text ("有效期至：{date}", "host", "x", "有效期至：unknown");
  assert_text ("took {seconds}", "seconds", "nan", "took nan");
  assert_text ("port {port}, {unheard of}", "port", "443", "port 443, unknown");
  assert_text ("a {brace", "brace", "x", "a {brace");
}

static void
test_hostile_values (void)
{
  g_autofree char *endless = g_strnfill (1000000, 'x');
  g_autoptr (GHashTable) parameters = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *text = NULL;

  assert_text ("{message}", "message", "{host} {service}", "{host} {service}");
  assert_text ("{message}", "message", "a\033[31mb\nc", "a [31mb c");
  assert_text ("{message}", "message", "a\342\200\256b", "ab");
  assert_text ("{message}", "message", "a\377b", "a\357\277\275b");
  assert_text ("{message}", "message", "\001\002", "No text was given");

  g_hash_table_insert (parameters, (gpointer) "message", endless);
  text = ifa_cause_dup_text ("{message}", parameters);
  g_assert_cmpuint (strlen (text), <, 400);
}

static void
test_names (void)
{
  IfaSeverity severity;
  IfaActs acts;
  IfaCertainty certainty;

  g_assert_true (ifa_severity_from_string ("attention", &severity));
  g_assert_cmpstr (ifa_severity_to_string (severity), ==, "attention");
  g_assert_false (ifa_severity_from_string ("awful", &severity));
  g_assert_true (ifa_acts_from_string ("isp", &acts));
  g_assert_cmpstr (ifa_acts_to_string (acts), ==, "isp");
  g_assert_false (ifa_acts_from_string (NULL, &acts));
  g_assert_true (ifa_certainty_from_string ("certain", &certainty));
  g_assert_cmpstr (ifa_certainty_to_string (certainty), ==, "certain");
  g_assert_false (ifa_certainty_from_string ("", &certainty));
}

static void
assert_entry (const IfaHelpEntry *entry, GHashTable *ids)
{
  g_test_message ("%s", entry->id);
  g_assert_true (g_hash_table_add (ids, (gpointer) entry->id));
  g_assert_true (ifa_help_lookup (entry->id) == entry);
  g_assert_nonnull (ifa_help_get_paragraph (entry, 0));
  g_assert_null (ifa_help_get_paragraph (entry, IFA_MAX_HELP_PARAGRAPHS));

  for (guint i = 0; ifa_help_get_paragraph (entry, i) != NULL; i++)
    if (entry->section != IFA_HELP_GLOSSARY)
      assert_plain (entry->id, ifa_help_get_paragraph (entry, i));
}

static void
test_help (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (IfaHelpSection section = 0; section < IFA_N_HELP_SECTIONS; section++)
    {
      g_autoptr (GPtrArray) entries = ifa_help_list (section);

      g_assert_cmpuint (entries->len, >=, 10);
      g_assert_cmpuint (strlen (ifa_help_section_title (section)), >, 0);
      for (guint i = 0; i < entries->len; i++)
        assert_entry (g_ptr_array_index (entries, i), ids);
    }
  g_assert_null (ifa_help_lookup (NULL));
}

static void
test_help_names_only_known_causes (void)
{
  g_autoptr (GPtrArray) lessons = ifa_help_list (IFA_HELP_LESSON);

  for (guint i = 0; i < lessons->len; i++)
    {
      const IfaHelpEntry *lesson = g_ptr_array_index (lessons, i);
      g_auto (GStrv) causes = g_strsplit (lesson->causes != NULL ? lesson->causes : "", " ", -1);

      for (guint j = 0; causes[j] != NULL; j++)
        {
          g_test_message ("%s", causes[j]);
          g_assert_nonnull (ifa_cause_lookup (causes[j]));
          g_assert_nonnull (ifa_help_find_for_cause (causes[j]));
        }
    }
  g_assert_null (ifa_help_find_for_cause ("unheard-of"));
}

static void
test_help_search (void)
{
  g_autoptr (GPtrArray) found = ifa_help_search ("  dns  Address BOOK ");
  g_autoptr (GPtrArray) titles_first = ifa_help_search ("clock");
  g_autoptr (GPtrArray) nothing = ifa_help_search (" \n");
  g_autoptr (GPtrArray) unheard = ifa_help_search ("xylophone");

  g_assert_cmpuint (found->len, >=, 1);
  g_assert_cmpstr (((const IfaHelpEntry *) found->pdata[0])->id, ==, "word-dns");
  g_assert_cmpstr (((const IfaHelpEntry *) titles_first->pdata[0])->id, ==, "clock");
  g_assert_cmpuint (nothing->len, ==, 0);
  g_assert_cmpuint (unheard->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/knowledge/every-id-is-there", test_every_id_is_there);
  g_test_add_func ("/knowledge/plain-words", test_plain_words);
  g_test_add_func ("/knowledge/rows-are-whole", test_rows_are_whole);
  g_test_add_func ("/knowledge/fallbacks", test_fallbacks);
  g_test_add_func ("/knowledge/parameters", test_parameters);
  g_test_add_func ("/knowledge/hostile-values", test_hostile_values);
  g_test_add_func ("/knowledge/names", test_names);
  g_test_add_func ("/knowledge/help", test_help);
  g_test_add_func ("/knowledge/help-names-only-known-causes", test_help_names_only_known_causes);
  g_test_add_func ("/knowledge/help-search", test_help_search);

  return g_test_run ();
}
