/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "profile-message.h"
#include "profile.h"

#define N_MUTATIONS 2000

static char *
dup_test_path (const char *folder, const char *name)
{
  return g_build_filename (g_getenv ("IFA_TEST_DATA"), "profiles", folder, name, NULL);
}

static IfaProfile *
load_good (const char *name)
{
  g_autofree char *path = dup_test_path ("good", name);
  g_autoptr (GError) error = NULL;
  IfaProfile *profile = ifa_profile_new_from_file (path, &error);

  g_assert_no_error (error);
  return profile;
}

static IfaProfile *
parse (const char *rest)
{
  g_autofree char *json = g_strdup_printf ("{\"format\": \"invoice-first-aid-profile/1\","
                                           "\"id\": \"a\", \"name\": \"A\", %s}",
                                           rest);
  g_autoptr (GError) error = NULL;
  IfaProfile *profile = ifa_profile_new_from_data (json, strlen (json), "a.json", &error);

  g_assert_no_error (error);
  return profile;
}

static void
test_full (void)
{
  g_autoptr (IfaProfile) profile = load_good ("full.json");
  const IfaEndpoint *api = ifa_profile_find_endpoint (profile, "api");
  const IfaEndpoint *sign = ifa_profile_find_endpoint (profile, "sign");
  const IfaErrorCode *seven = ifa_profile_find_error (profile, "7");
  const IfaErrorCode *busy = ifa_profile_find_error (profile, "50003");

  g_assert_cmpstr (profile->id, ==, "lab.example");
  g_assert_cmpint (profile->version, ==, 3);
  g_assert_cmpstr (ifa_text_get_for (profile->name, "zh_CN"), ==, "示例开票云");
  g_assert_cmpuint (profile->endpoints->len, ==, 3);
  g_assert_cmpstr (api->url, ==, "https://api.invoice.example:9443/health");
  g_assert_cmpstr (api->host, ==, "api.invoice.example");
  g_assert_cmpuint (api->port, ==, 9443);
  g_assert_true (api->required);
  g_assert_cmpuint (g_array_index (api->expect_status, guint, 0), ==, 200);
  g_assert_cmpuint (api->max_ms, ==, 4000);
  g_assert_cmpstr (api->error_code_ok[0], ==, "0");
  g_assert_cmpstr (api->error_code_ok[1], ==, "OK");
  g_assert_cmpstr (api->expect_addresses[1], ==, "2001:db8::/32");
  g_assert_cmpuint (api->min_days, ==, 20);
  g_assert_cmpint (api->client_certificate, ==, IFA_CLIENT_CERTIFICATE_POLICY_ASKED);
  g_assert_true (g_str_has_prefix (api->root_sha256, "00112233445566778899aabb"));
  g_assert_false (ifa_profile_find_endpoint (profile, "push")->required);
  g_assert_cmpstr (sign->scheme, ==, "tcp");
  g_assert_cmpuint (sign->port, ==, 9008);
  g_assert_cmpstr (ifa_text_get (sign->name), ==, "sign");
  g_assert_cmpstr (profile->status_format, ==, "statuspage");
  g_assert_cmpstr (profile->version_latest_path, ==, "$.latest");
  g_assert_cmpstr (profile->clock_ntp[0], ==, "ntp.invoice.example");
  g_assert_cmpuint (profile->maintenance->len, ==, 4);
  g_assert_cmpuint (profile->client_outbox->len, ==, 2);
  g_assert_cmpstr (ifa_text_get (seven->title), ==, "Seven");
  g_assert_cmpuint (busy->steps->len, ==, 2);
  g_assert_null (ifa_profile_find_error (profile, "8"));
  g_assert_cmpint (((IfaDeadline *) profile->deadlines->pdata[0])->working_days, ==, 1);
  g_assert_cmpint (((IfaDeadline *) profile->deadlines->pdata[0])->hours, ==, -1);
}

static void
test_defaults (void)
{
  g_autoptr (IfaProfile) profile = load_good ("smallest.json");
  const IfaEndpoint *api = ifa_profile_find_endpoint (profile, "api");

  g_assert_cmpstr (api->url, ==, "https://a.example/");
  g_assert_cmpuint (api->port, ==, 443);
  g_assert_true (api->required);
  g_assert_cmpuint (api->max_ms, ==, 5000);
  g_assert_cmpuint (api->min_days, ==, 30);
  g_assert_cmpstr (api->expect_format, ==, "auto");
  g_assert_cmpuint (profile->clock_max_error_s, ==, 300);
  g_assert_cmpuint (profile->status_min_interval_s, ==, 180);
  g_assert_nonnull (profile->control_connectivity);
  g_assert_cmpuint (g_strv_length (profile->control_https), ==, 1);
  g_assert_cmpuint (g_strv_length (profile->clock_ntp), ==, 1);
}

static void
test_silence_is_respected (void)
{
  g_autoptr (IfaProfile) profile = load_good ("addresses.json");
  g_auto (GStrv) hosts = ifa_profile_list_hosts (profile, FALSE);
  g_autofree char *all = g_strjoinv (" ", hosts);

  g_assert_null (profile->control_connectivity);
  g_assert_cmpstr (all, ==,
                   "192.0.2.7 2001:db8::1 xn--oors88f.xn--fsqu00a a.example ::1 localhost");
  g_assert_cmpstr (ifa_profile_find_endpoint (profile, "idn")->url, ==,
                   "https://xn--oors88f.xn--fsqu00a/%E6%9F%A5%E8%AF%A2?%E5%8F%B7=1");
  g_assert_cmpstr (ifa_profile_find_endpoint (profile, "v6")->url, ==,
                   "https://[2001:db8::1]:8443/");
  g_assert_cmpstr (ifa_profile_find_endpoint (profile, "ws")->url, ==, "ws://a.example/x?y=1");
}

static void
test_version_address (void)
{
  g_autoptr (IfaProfile) profile = load_good ("version-address.json");

  g_assert_cmpint (profile->version, ==, 0);
  g_assert_cmpstr (profile->version_url, ==, "https://a.example/version");
}

static void
test_hosts (void)
{
  g_autoptr (IfaProfile) profile = load_good ("full.json");
  g_auto (GStrv) own = ifa_profile_list_hosts (profile, TRUE);
  g_auto (GStrv) all = ifa_profile_list_hosts (profile, FALSE);
  g_autofree char *own_text = g_strjoinv (" ", own);
  g_autofree char *all_text = g_strjoinv (" ", all);

  g_assert_cmpstr (own_text, ==, "api.invoice.example sign.invoice.example status.vendor.example");
  g_assert_cmpstr (all_text, ==,
                   "api.invoice.example sign.invoice.example status.vendor.example "
                   "ntp.invoice.example 192.0.2.123 connectivity.example");
}

static void
test_parameters (void)
{
  g_autoptr (IfaProfile) profile = load_good ("parameters.json");
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (IfaProfile) other = NULL;
  g_autoptr (IfaProfile) none = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (ifa_profile_find_endpoint (profile, "portal")->host, ==,
                   "etax.shanghai.example");
  g_assert_cmpstr (ifa_profile_find_endpoint (profile, "status")->url, ==,
                   "https://nfe.example/sp.asmx");
  g_assert_cmpstr (ifa_profile_find_endpoint (profile, "spare")->host, ==, "an.example");

  g_hash_table_insert (values, "province", "beijing");
  g_hash_table_insert (values, "state", "rs");
  other = ifa_profile_new_with_parameters (profile, values, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ifa_profile_find_endpoint (other, "portal")->host, ==, "etax.beijing.example");
  g_assert_cmpstr (ifa_profile_find_endpoint (other, "spare")->host, ==, "rs.example");
  g_assert_cmpstr (((IfaParameter *) other->parameters->pdata[0])->value, ==, "beijing");

  g_hash_table_insert (values, "province", "atlantis");
  none = ifa_profile_new_with_parameters (profile, values, &error);
  g_assert_null (none);
  g_assert_error (error, IFA_ERROR, IFA_ERROR_USAGE);
  g_assert_nonnull (strstr (error->message, "beijing, shanghai"));
  g_clear_error (&error);

  g_hash_table_insert (values, "province", "beijing");
  g_hash_table_insert (values, "town", "beijing");
  none = ifa_profile_new_with_parameters (profile, values, &error);
  g_assert_null (none);
  g_assert_error (error, IFA_ERROR, IFA_ERROR_USAGE);
}

/* Each file under tests/profiles/bad stands beside the sentence that it must draw. */
static void
test_bad (void)
{
  g_autofree char *folder = dup_test_path ("bad", "");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = dup_test_path ("bad", name);
      g_autofree char *data = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *expected_path = NULL;
      g_autoptr (IfaProfile) profile = NULL;
      g_autoptr (GError) error = NULL;
      gsize length = 0;

      if (!g_str_has_suffix (name, ".json"))
        continue;
      expected_path
          = g_strdup_printf ("%.*s.expected", (int) (strlen (path) - strlen (".json")), path);
      g_assert_true (g_file_get_contents (path, &data, &length, NULL));
      g_assert_true (g_file_get_contents (expected_path, &expected, NULL, NULL));
      profile = ifa_profile_new_from_data (data, length, name, &error);
      if (profile != NULL)
        g_error ("%s was taken for a good profile", name);
      g_assert_error (error, IFA_ERROR, IFA_ERROR_BAD_PROFILE);
      g_assert_cmpstr (error->message, ==, g_strchomp (expected));
      n++;
    }
  g_assert_cmpuint (n, >=, 100);
}

static void
assert_bad_file (const char *path, const char *said)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ifa_profile_new_from_file (path, &error));
  g_assert_error (error, IFA_ERROR, IFA_ERROR_BAD_PROFILE);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, said));
}

static void
test_bad_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("ifa-profile-XXXXXX", NULL);
  g_autofree char *large = g_build_filename (folder, "large.json", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe.json", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing.json", NULL);
  gint64 before_us = 0;
  int fd = g_open (large, O_CREAT | O_WRONLY, 0600);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (ftruncate (fd, 100 * 1000 * 1000), ==, 0);
  close (fd);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);

  before_us = g_get_monotonic_time ();
  assert_bad_file (large, "larger than 1 MiB");
  assert_bad_file (pipe, "not a file");
  assert_bad_file (folder, "not a file");
  assert_bad_file (missing, "No such file");
  assert_bad_file ("/dev/zero", "not a file");
  g_assert_cmpint (g_get_monotonic_time () - before_us, <, G_USEC_PER_SEC);

  g_unlink (large);
  g_unlink (pipe);
  g_rmdir (folder);
}

static void
assert_typed (const char *typed, const char *url, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IfaProfile) profile = ifa_profile_new_from_url (typed, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (((IfaEndpoint *) profile->endpoints->pdata[0])->url, ==, url);
  g_assert_cmpstr (profile->id, ==, id);
}

static void
test_typed (void)
{
  assert_typed ("api.example.com", "https://api.example.com/", "api.example.com");
  assert_typed ("  API.Example.com. ", "https://api.example.com/", "api.example.com");
  assert_typed ("HTTP://example.com", "http://example.com/", "example.com");
  assert_typed ("example.com:8443/path", "https://example.com:8443/path", "example.com-8443");
  assert_typed ("1.2.3.4:9008", "https://1.2.3.4:9008/", "1.2.3.4-9008");
  assert_typed ("[::1]:8443", "https://[::1]:8443/", "0-1-8443");
  assert_typed ("::1", "https://[::1]/", "0-1");
  assert_typed ("tcp://sign.example:9008", "tcp://sign.example:9008", "sign.example-9008");
  assert_typed ("fapiao", "https://fapiao/", "fapiao");
  assert_typed ("ｅｔａｘ。example。com：８４４３／", "https://etax.example.com:8443/",
                "etax.example.com-8443");
}

static void
test_typed_rubbish (void)
{
  static const char *const rubbish[] = {
    "",
    " ",
    "https://",
    "me@example.com",
    "ftp://example.com",
    "1.2.3",
    "a b",
    "http:/a",
    "example.com:0",
    "example.com:99999",
    "tcp://a",
    "[::1",
    "..",
    "a..b",
    "https://a\x1b[31m/",
    "/etc/hosts",
    "a\xff\xfe",
    "开 票",
    "?",
    "https://%00/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rubbish); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (IfaProfile) profile = ifa_profile_new_from_url (rubbish[i], &error);

      if (profile != NULL)
        g_error ("“%s” was taken for an address", rubbish[i]);
      g_assert_error (error, IFA_ERROR, IFA_ERROR_USAGE);
      g_assert_null (strchr (error->message, '\x1b'));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static gint64
at (const char *iso)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso, NULL);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time);
}

/* @until is NULL for "not in maintenance". */
static void
assert_maintenance (const char *window, const char *now, const char *until)
{
  g_autofree char *rest = g_strdup_printf ("\"maintenance\": [%s], \"endpoints\": [{\"id\": \"a\","
                                           " \"url\": \"https://a.example\"}]",
                                           window);
  g_autoptr (IfaProfile) profile = parse (rest);
  gint64 until_s = 0;

  g_assert_cmpint (ifa_profile_is_in_maintenance (profile, at (now), NULL, &until_s), ==,
                   until != NULL);
  g_assert_cmpint (until_s, ==, until != NULL ? at (until) : 0);
}

static void
test_maintenance (void)
{
  const char *nights = "{\"days_of_month\": [25, 26, 27], \"from\": \"22:00\", \"to\": \"06:00\","
                       " \"timezone\": \"Asia/Shanghai\"}";
  const char *sunday = "{\"weekdays\": [7], \"timezone\": \"Europe/Warsaw\"}";
  const char *weekend = "{\"weekdays\": [6, 7], \"timezone\": \"UTC\"}";
  const char *daily = "{\"from\": \"16:00\", \"to\": \"18:00\", \"timezone\": \"Europe/Warsaw\"}";
  const char *date = "{\"dates\": [\"2026-12-31\"], \"from\": \"20:00\", \"to\": \"24:00\","
                     " \"timezone\": \"UTC\"}";
  const char *first_saturday = "{\"days_of_month\": [1, 2, 3, 4, 5, 6, 7], \"weekdays\": [6],"
                               " \"from\": \"00:00\", \"to\": \"24:00\", \"timezone\": \"UTC\"}";

  assert_maintenance (nights, "2026-11-25T21:59:59+08:00", NULL);
  assert_maintenance (nights, "2026-11-25T22:00:00+08:00", "2026-11-26T06:00:00+08:00");
  assert_maintenance (nights, "2026-11-25T18:00:00Z", "2026-11-25T22:00:00Z");
  assert_maintenance (nights, "2026-11-28T05:59:59+08:00", "2026-11-28T06:00:00+08:00");
  assert_maintenance (nights, "2026-11-28T06:00:00+08:00", NULL);
  assert_maintenance (nights, "2026-11-25T05:00:00+08:00", NULL);
  assert_maintenance (nights, "2026-11-26T12:00:00+08:00", NULL);
  /* Clocks go back in Warsaw on 25 October 2026: this Sunday has 25 hours. */
  assert_maintenance (sunday, "2026-10-25T23:59:00+01:00", "2026-10-26T00:00:00+01:00");
  assert_maintenance (sunday, "2026-10-25T00:00:00+02:00", "2026-10-25T23:00:00Z");
  assert_maintenance (sunday, "2026-10-26T00:00:00+01:00", NULL);
  assert_maintenance (weekend, "2026-11-21T10:00:00Z", "2026-11-23T00:00:00Z");
  assert_maintenance (daily, "2026-07-01T14:00:00Z", "2026-07-01T16:00:00Z");
  assert_maintenance (daily, "2026-12-01T14:59:59Z", NULL);
  assert_maintenance (daily, "2026-12-01T15:00:00Z", "2026-12-01T17:00:00Z");
  assert_maintenance (date, "2026-12-31T23:59:59Z", "2027-01-01T00:00:00Z");
  assert_maintenance (date, "2027-12-31T23:59:59Z", NULL);
  assert_maintenance (first_saturday, "2026-11-07T12:00:00Z", "2026-11-08T00:00:00Z");
  assert_maintenance (first_saturday, "2026-11-14T12:00:00Z", NULL);
  assert_maintenance ("{\"announced_at\": \"https://a.example/\"}", "2026-11-14T12:00:00Z", NULL);
}

/* @from is NULL for "nothing near". */
static void
assert_next (const char *window, const char *now, const char *from, const char *until)
{
  g_autofree char *rest = g_strdup_printf ("\"maintenance\": [%s], \"endpoints\": [{\"id\": \"a\","
                                           " \"url\": \"https://a.example\"}]",
                                           window);
  g_autoptr (IfaProfile) profile = parse (rest);
  gint64 from_s = 0;
  gint64 until_s = 0;

  g_assert_cmpint (ifa_profile_find_next_maintenance (profile, at (now), 24 * 60 * 60, &from_s,
                                                      &until_s),
                   ==, from != NULL);
  g_assert_cmpint (from_s, ==, from != NULL ? at (from) : 0);
  g_assert_cmpint (until_s, ==, until != NULL ? at (until) : 0);
}

static void
test_next_maintenance (void)
{
  const char *nights = "{\"days_of_month\": [25, 26, 27], \"from\": \"22:00\", \"to\": \"06:00\","
                       " \"timezone\": \"Asia/Shanghai\"}";
  const char *weekend = "{\"weekdays\": [6, 7], \"timezone\": \"UTC\"}";

  assert_next (nights, "2026-11-24T21:59:59+08:00", NULL, NULL);
  assert_next (nights, "2026-11-24T22:00:00+08:00", "2026-11-25T22:00:00+08:00",
               "2026-11-26T06:00:00+08:00");
  /* While one is open, the next is the one of tomorrow. */
  assert_next (nights, "2026-11-25T23:00:00+08:00", "2026-11-26T22:00:00+08:00",
               "2026-11-27T06:00:00+08:00");
  assert_next (nights, "2026-11-27T23:00:00+08:00", NULL, NULL);
  /* Two days without a gap are one window. */
  assert_next (weekend, "2026-11-20T10:00:00Z", "2026-11-21T00:00:00Z", "2026-11-23T00:00:00Z");
  assert_next ("{\"announced_at\": \"https://a.example/\"}", "2026-11-14T12:00:00Z", NULL, NULL);
}

static guint
count_mentions (const IfaProfile *profile, const char *message)
{
  g_autoptr (GPtrArray) errors = ifa_profile_list_mentioned_errors (profile, message);
  g_autoptr (GPtrArray) advice = ifa_profile_list_mentioned_advice (profile, message);

  return errors->len + advice->len;
}

/* As people paste them: in capitals, in full width, on several lines, broken. */
static void
test_mentions (void)
{
  g_autoptr (IfaProfile) profile = parse (
      "\"endpoints\": [{\"id\": \"a\", \"url\": \"https://a.example\"}],"
      " \"errors\": [{\"code\": 50003, \"title\": \"t\"}, {\"code\": \"E-1\", \"title\": \"t\"}],"
      " \"advice\": [{\"match\": \"UPDATE invoice\", \"warn\": \"w\"}]");

  g_assert_cmpuint (count_mentions (profile, "code 50003"), ==, 1);
  g_assert_cmpuint (count_mentions (profile, "错误代码：５０００３。"), ==, 1);
  g_assert_cmpuint (count_mentions (profile, "a\r\ne-1\nb"), ==, 1);
  g_assert_cmpuint (count_mentions (profile, "150003 and 500031"), ==, 0);
  g_assert_cmpuint (count_mentions (profile, "update Invoice set x = 1"), ==, 1);
  g_assert_cmpuint (count_mentions (profile, "\xff 50003"), ==, 1);
  g_assert_cmpuint (count_mentions (profile, ""), ==, 0);
}

static void
test_text (void)
{
  g_autoptr (IfaProfile) profile = parse (
      "\"endpoints\": [{\"id\": \"a\", \"url\": \"https://a.example\", \"name\":"
      " {\"pl\": \"P\", \"en\": \"E\", \"zh-Hans-CN\": \"H\", \"pt_BR\": \"B\", \"pt\": \"T\"}}]");
  const IfaText *text = ((IfaEndpoint *) profile->endpoints->pdata[0])->name;

  g_assert_cmpstr (ifa_text_get_for (text, "pl_PL.UTF-8"), ==, "P");
  g_assert_cmpstr (ifa_text_get_for (text, "zh_CN"), ==, "H");
  g_assert_cmpstr (ifa_text_get_for (text, "zh"), ==, "H");
  g_assert_cmpstr (ifa_text_get_for (text, "pt-BR"), ==, "B");
  g_assert_cmpstr (ifa_text_get_for (text, "pt_PT"), ==, "T");
  g_assert_cmpstr (ifa_text_get_for (text, "fr"), ==, "E");
  g_assert_cmpstr (ifa_text_get_for (text, "p"), ==, "E");
  g_assert_cmpstr (ifa_text_get (text), ==, "E");
  g_setenv ("LANGUAGE", "xx:pl", TRUE);
  g_setenv ("LC_ALL", "zh_CN.UTF-8", TRUE);
  g_assert_cmpstr (ifa_text_get (text), ==, "P");
  g_setenv ("LANGUAGE", "", TRUE);
  g_assert_cmpstr (ifa_text_get (text), ==, "H");
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_unsetenv ("LANGUAGE");
}

/* No byte of a signed file can be changed: it is then no profile, or the signature doesn't fit. */
static void
test_signature (void)
{
  g_autoptr (IfaProfile) profile = load_good ("signed.json");
  g_autofree char *path = dup_test_path ("good", "signed.json");
  g_autofree char *data = NULL;
  gsize length = 0;

  g_assert_nonnull (profile->signature_key);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (IfaProfile) changed = NULL;
      g_autoptr (GError) error = NULL;
      char original = data[i];

      data[i] = original == 'A' ? 'B' : 'A';
      changed = ifa_profile_new_from_data (data, length, "signed.json", &error);
      g_assert_null (changed);
      g_assert_error (error, IFA_ERROR, IFA_ERROR_BAD_PROFILE);
      data[i] = original;
    }
}

static void
mutate (GString *data)
{
  static const char letters[] = "{}[]\",:\\0123456789-.eE tfnu\n\x01\x7f\xc3\xe5\xff";
  guint n_changes = g_test_rand_int_range (1, 6);

  for (guint i = 0; i < n_changes && data->len > 1; i++)
    {
      gsize place = g_test_rand_int_range (0, data->len);
      gsize wanted = g_test_rand_int_range (1, 40);
      gsize length = MIN (wanted, data->len - place);
      char letter = letters[g_test_rand_int_range (0, sizeof letters - 1)];
      g_autofree char *piece = g_strndup (data->str + place, length);

      switch (g_test_rand_int_range (0, 4))
        {
        case 0:
          data->str[place] = letter;
          break;
        case 1:
          g_string_erase (data, place, length);
          break;
        case 2:
          g_string_insert (data, g_test_rand_int_range (0, data->len), piece);
          break;
        default:
          g_string_insert_c (data, place, letter);
          break;
        }
    }
}

static void
test_mutations (void)
{
  g_autofree char *path = dup_test_path ("good", "full.json");
  g_autofree char *data = NULL;
  gsize length = 0;
  guint n_good = 0;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  for (guint i = 0; i < N_MUTATIONS; i++)
    {
      g_autoptr (GString) mutated = g_string_new_len (data, length);
      g_autoptr (IfaProfile) profile = NULL;
      g_autoptr (GError) error = NULL;

      mutate (mutated);
      profile = ifa_profile_new_from_data (mutated->str, mutated->len, "mutated.json", &error);
      g_assert_true ((profile != NULL) == (error == NULL));
      n_good += profile != NULL;
      if (profile != NULL)
        continue;
      g_assert_error (error, IFA_ERROR, IFA_ERROR_BAD_PROFILE);
      g_assert_true (g_str_has_prefix (error->message, "mutated.json:"));
      g_assert_null (strchr (error->message, '\n'));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_true (g_str_has_suffix (error->message, ".")
                     || g_str_has_suffix (error->message, "?"));
    }
  g_test_message ("%u of %u mutations were still good", n_good, N_MUTATIONS);
}

int
main (int argc, char **argv)
{
  g_unsetenv ("LANGUAGE");
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile/full", test_full);
  g_test_add_func ("/profile/defaults", test_defaults);
  g_test_add_func ("/profile/silence-is-respected", test_silence_is_respected);
  g_test_add_func ("/profile/version-address", test_version_address);
  g_test_add_func ("/profile/hosts", test_hosts);
  g_test_add_func ("/profile/parameters", test_parameters);
  g_test_add_func ("/profile/bad", test_bad);
  g_test_add_func ("/profile/bad-files", test_bad_files);
  g_test_add_func ("/profile/typed", test_typed);
  g_test_add_func ("/profile/typed-rubbish", test_typed_rubbish);
  g_test_add_func ("/profile/maintenance", test_maintenance);
  g_test_add_func ("/profile/next-maintenance", test_next_maintenance);
  g_test_add_func ("/profile/mentions", test_mentions);
  g_test_add_func ("/profile/text", test_text);
  g_test_add_func ("/profile/signature", test_signature);
  g_test_add_func ("/profile/mutations", test_mutations);
  return g_test_run ();
}
