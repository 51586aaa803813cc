/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "services.h"
#include "watcher.h"

#define HALF_AN_HOUR_S (30 * 60)

/* Never sooner than the service allows, longer each time, never longer than half an hour unless
 * the service itself wants more. */
static void
test_intervals (void)
{
  guint interval_s = 0;
  guint previous_s = 0;

  interval_s = ifa_watcher_get_next_interval_s (0, 180);
  g_assert_cmpuint (interval_s, ==, 180);
  for (guint i = 0; i < 20; i++)
    {
      previous_s = interval_s;
      interval_s = ifa_watcher_get_next_interval_s (previous_s, 180);
      g_assert_cmpuint (interval_s, >=, previous_s);
      g_assert_cmpuint (interval_s, <=, HALF_AN_HOUR_S);
    }
  g_assert_cmpuint (interval_s, ==, HALF_AN_HOUR_S);
  g_assert_cmpuint (ifa_watcher_get_next_interval_s (HALF_AN_HOUR_S, 7200), ==, 7200);
}

static void
test_names (void)
{
  static const char *const json
      = "{\"format\": \"invoice-first-aid-profile/1\", \"id\": \"two\", \"version\": 1,"
        " \"name\": {\"en\": \"Two\"},"
        " \"parameters\": [{\"id\": \"province\", \"name\": {\"en\": \"Province\"},"
        " \"default\": \"b\", \"values\": [{\"id\": \"a\"}, {\"id\": \"b\"}]}],"
        " \"endpoints\": [{\"id\": \"api\", \"url\": \"https://{province}.example/\"}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (IfaProfile) profile
      = ifa_profile_new_from_data (json, strlen (json), "two.json", &error);
  g_autoptr (IfaProfile) plain = ifa_profile_new_from_url ("https://plain.example/", NULL);
  g_autofree char *chosen = NULL;
  g_autofree char *unchanged = NULL;

  g_assert_no_error (error);
  chosen = ifa_services_dup_name ("two", profile);
  g_assert_cmpstr (chosen, ==, "two?province=b");
  unchanged = ifa_services_dup_name ("plain", plain);
  g_assert_cmpstr (unchanged, ==, "plain");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watcher/intervals", test_intervals);
  g_test_add_func ("/services/names", test_names);
  return g_test_run ();
}
