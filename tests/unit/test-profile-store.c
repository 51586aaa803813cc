/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The profiles that ship, those of the user, and which was used last. */

#include <glib/gstdio.h>
#include <string.h>

#include "catalogue.h"
#include "error.h"
#include "profile-store.h"

static void
assert_every_choice (const IfaProfile *profile)
{
  for (guint i = 0; i < profile->parameters->len; i++)
    {
      const IfaParameter *parameter = g_ptr_array_index (profile->parameters, i);

      for (guint j = 0; j < parameter->values->len; j++)
        {
          const IfaParameterValue *value = g_ptr_array_index (parameter->values, j);
          g_autoptr (GHashTable) choice = g_hash_table_new (g_str_hash, g_str_equal);
          g_autoptr (IfaProfile) chosen = NULL;
          g_autoptr (GError) error = NULL;

          g_hash_table_insert (choice, parameter->id, value->id);
          chosen = ifa_profile_new_with_parameters (profile, choice, &error);
          g_assert_no_error (error);
        }
    }
}

/* What ships: right for each choice, in both languages, with its sources. */
static void
test_shipped (void)
{
  g_autofree char *folder
      = g_build_filename (g_getenv ("IFA_TEST_DATA"), "..", "data", "profiles", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;
  guint n = 0;

  for (; (name = g_dir_read_name (dir)) != NULL; n++)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *expected_name = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (IfaProfile) profile = ifa_profile_new_from_file (path, &error);

      g_assert_no_error (error);
      expected_name = g_strconcat (profile->id, ".json", NULL);
      g_assert_cmpstr (name, ==, expected_name);
      g_assert_cmpstr (ifa_text_get_for (profile->name, "zh_CN"), !=,
                       ifa_text_get_for (profile->name, "en"));
      g_assert_cmpuint (profile->sources->len, >, 0);
      for (guint i = 0; i < profile->errors->len; i++)
        {
          const IfaErrorCode *code = g_ptr_array_index (profile->errors, i);

          g_assert_true (code->cause == NULL || ifa_cause_lookup (code->cause) != NULL);
        }
      assert_every_choice (profile);
    }
  g_assert_cmpuint (n, >=, 8);
}

static void
write_profile (const char *folder, const char *name, const char *id, const char *title)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *json = g_strdup_printf (
      "{\"format\": \"invoice-first-aid-profile/1\", \"id\": \"%s\", \"name\": \"%s\","
      " \"endpoints\": [{\"id\": \"api\", \"url\": \"https://a.example\"}]}",
      id, title);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, json, -1, NULL));
}

/* The harness gives this process its own data and configuration folders. */
static void
test_store (void)
{
  g_autofree char *folder
      = g_build_filename (g_get_user_data_dir (), "invoice-first-aid", "profiles", NULL);
  g_autofree char *path = g_build_filename (folder, "other-name.json", NULL);
  g_autoptr (IfaProfile) by_id = NULL;
  g_autoptr (IfaProfile) by_path = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_listed = FALSE;

  write_profile (folder, "other-name.json", "mine.test", "Mine");
  write_profile (folder, "broken.json", "Bad Id", "Broken");
  by_id = ifa_profile_store_find ("mine.test", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (by_id->file, ==, path);
  by_path = ifa_profile_store_find (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (by_path->id, ==, "mine.test");
  list = ifa_profile_store_list ();
  for (guint i = 0; i < list->len; i++)
    {
      const IfaProfile *profile = g_ptr_array_index (list, i);

      is_listed = is_listed || strcmp (profile->id, "mine.test") == 0;
      g_assert_cmpstr (profile->id, !=, "Bad Id");
    }
  g_assert_true (is_listed);
  g_assert_null (ifa_profile_store_find ("broken", &error));
  g_assert_error (error, IFA_ERROR, IFA_ERROR_BAD_PROFILE);
  g_clear_error (&error);
  g_assert_null (ifa_profile_store_find ("no-such-profile", &error));
  g_assert_error (error, IFA_ERROR, IFA_ERROR_BAD_PROFILE);
}

static void
test_last_used (void)
{
  g_autofree char *none = ifa_profile_store_dup_last_used ();
  g_autofree char *id = NULL;
  g_autofree char *url = NULL;
  g_autofree char *kept = NULL;

  g_assert_null (none);
  ifa_profile_store_set_last_used ("pl-ksef");
  id = ifa_profile_store_dup_last_used ();
  g_assert_cmpstr (id, ==, "pl-ksef");
  ifa_profile_store_set_last_used ("https://发票.example/");
  url = ifa_profile_store_dup_last_used ();
  g_assert_cmpstr (url, ==, "https://发票.example/");
  ifa_profile_store_set_last_used ("two\nlines");
  kept = ifa_profile_store_dup_last_used ();
  g_assert_cmpstr (kept, ==, "https://发票.example/");
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("ifa-home-XXXXXX", NULL);
  int status = 0;

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile-store/shipped", test_shipped);
  g_test_add_func ("/profile-store/store", test_store);
  g_test_add_func ("/profile-store/last-used", test_last_used);
  status = g_test_run ();
  remove_folder (home);
  return status;
}
