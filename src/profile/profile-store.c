/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "error.h"
#include "profile-scan.h"
#include "profile-signature.h"
#include "profile-store.h"

#define SUFFIX ".json"
#define MAX_FILES 500
#define MAX_LAST_USED_BYTES 4096

static char *
dup_own_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "invoice-first-aid", "profiles", NULL);
}

/* In the order in which they are looked through: what the person put there goes before what was
 * installed, and a file of the source tree comes last. */
static GPtrArray *
list_folders (void)
{
  GPtrArray *folders = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (folders, dup_own_folder ());
  g_ptr_array_add (folders, g_build_filename (IFA_DATA_DIR, "profiles", NULL));
  if (*IFA_SOURCE_DATA_DIR != '\0')
    g_ptr_array_add (folders, g_build_filename (IFA_SOURCE_DATA_DIR, "profiles", NULL));
  return folders;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The profile files of one folder, by name. */
static GPtrArray *
list_files (const char *folder)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && files->len < MAX_FILES && (name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_suffix (name, SUFFIX) && *name != '.')
        g_ptr_array_add (files, g_build_filename (folder, name, NULL));
    }
  if (dir != NULL)
    g_dir_close (dir);
  g_ptr_array_sort (files, compare_names);
  return files;
}

static gboolean
has_id (gconstpointer profile, gconstpointer id)
{
  return strcmp (((const IfaProfile *) profile)->id, id) == 0;
}

static void
add_folder (GPtrArray *profiles, const char *folder)
{
  g_autoptr (GPtrArray) files = list_files (folder);

  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (IfaProfile) profile
          = ifa_profile_new_from_file (g_ptr_array_index (files, i), &error);

      if (profile == NULL)
        g_debug ("%s", error->message);
      else if (!g_ptr_array_find_with_equal_func (profiles, profile->id, has_id, NULL))
        g_ptr_array_add (profiles, g_steal_pointer (&profile));
    }
}

/**
 * ifa_profile_store_list:
 *
 * Reads files: call it from a thread where a window waits.
 *
 * Returns: (transfer full) (element-type IfaProfile): every profile that is installed or the
 *   user's own, each id once; files that aren't right are left out
 */
GPtrArray *
ifa_profile_store_list (void)
{
  GPtrArray *profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_profile_unref);
  g_autoptr (GPtrArray) folders = list_folders ();

  for (guint i = 0; i < folders->len; i++)
    add_folder (profiles, g_ptr_array_index (folders, i));
  return profiles;
}

/* A file called by its id is found without reading the others; another name is found as well. */
static IfaProfile *
find_id (const char *id, GError **error)
{
  g_autoptr (GPtrArray) folders = list_folders ();
  g_autoptr (GPtrArray) profiles = NULL;
  g_autofree char *name = g_strconcat (id, SUFFIX, NULL);
  g_autofree char *shown = ifa_profile_dup_quotable (id);
  guint position = 0;

  for (guint i = 0; i < folders->len; i++)
    {
      g_autofree char *path = g_build_filename (g_ptr_array_index (folders, i), name, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return ifa_profile_new_from_file (path, error);
    }
  profiles = ifa_profile_store_list ();
  if (g_ptr_array_find_with_equal_func (profiles, id, has_id, &position))
    return ifa_profile_ref (g_ptr_array_index (profiles, position));
  ifa_profile_set_error (error, *shown != '\0' ? shown : "“”", 0,
                         _ ("There is no file and no installed profile of this name; “profile "
                            "list” shows those that there are."));
  return NULL;
}

static gboolean
is_path (const char *file_or_id)
{
  return strchr (file_or_id, '/') != NULL || g_str_has_suffix (file_or_id, SUFFIX)
         || g_file_test (file_or_id, G_FILE_TEST_EXISTS);
}

/**
 * ifa_profile_store_find:
 * @file_or_id: a path, or the id of a profile that is installed or the user's own
 * @error: `IFA_ERROR_BAD_PROFILE`
 *
 * Returns: (transfer full) (nullable): the profile
 */
IfaProfile *
ifa_profile_store_find (const char *file_or_id, GError **error)
{
  if (is_path (file_or_id))
    return ifa_profile_new_from_file (file_or_id, error);
  return find_id (file_or_id, error);
}

/* "?province=beijing&…" becomes a table; what isn't of this form is left out. */
static GHashTable *
parse_choices (const char *text)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) choices = g_strsplit (text, "&", -1);

  for (guint i = 0; choices[i] != NULL; i++)
    {
      char *equals = strchr (choices[i], '=');

      if (equals != NULL)
        g_hash_table_insert (values, g_strndup (choices[i], equals - choices[i]),
                             g_strdup (equals + 1));
    }
  return values;
}

/* Where the choices begin; `NULL` for a name without any. A file's own name may hold a "?". */
static const char *
find_choices (const char *name)
{
  return g_file_test (name, G_FILE_TEST_EXISTS) ? NULL : strchr (name, '?');
}

/**
 * ifa_profile_store_open:
 * @name: an address with its scheme; or a file or id, where the profile has parameters with the
 *   choices behind it, as "cn-etax?province=beijing"
 * @error: `IFA_ERROR_BAD_PROFILE`, or `IFA_ERROR_USAGE` for a choice or an address that is wrong
 *
 * Returns: (transfer full) (nullable): the profile
 */
IfaProfile *
ifa_profile_store_open (const char *name, GError **error)
{
  const char *choices = find_choices (name);
  g_autofree char *file_or_id = NULL;
  g_autoptr (GHashTable) values = NULL;
  g_autoptr (IfaProfile) profile = NULL;

  if (strstr (name, "://") != NULL)
    return ifa_profile_new_from_url (name, error);
  if (choices == NULL)
    return ifa_profile_store_find (name, error);
  file_or_id = g_strndup (name, choices - name);
  values = parse_choices (choices + 1);
  profile = ifa_profile_store_find (file_or_id, error);
  return profile != NULL ? ifa_profile_new_with_parameters (profile, values, error) : NULL;
}

/* An update needs a higher version and, where there was a key, the same. What came with the program
 * is updated with the program: a stranger's file must not take its place. */
static gboolean
check_install (const IfaProfile *profile, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) installed = ifa_profile_store_list ();
  const IfaProfile *old_one = NULL;
  guint position = 0;

  if (!g_ptr_array_find_with_equal_func (installed, profile->id, has_id, &position))
    return TRUE;
  old_one = g_ptr_array_index (installed, position);
  if (g_str_has_prefix (old_one->file, folder))
    return ifa_profile_may_replace (old_one, profile, error);
  ifa_profile_set_error (error, profile->file != NULL ? profile->file : profile->id, 0,
                         _ ("“%s” is the id of a profile that comes with this program; choose "
                            "another id."),
                         profile->id);
  return FALSE;
}

/**
 * ifa_profile_store_install:
 * @profile: a profile that was read from a file, and that the person agreed to
 * @error: `IFA_ERROR_BAD_PROFILE` when it may not take an older one's place, `IFA_ERROR_FILE`
 *
 * Puts it among the user's own, where the program finds it by its id.
 *
 * Returns: (transfer full) (nullable): where it is now
 */
char *
ifa_profile_store_install (const IfaProfile *profile, GError **error)
{
  g_autofree char *folder = dup_own_folder ();
  g_autofree char *name = g_strconcat (profile->id, SUFFIX, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) local_error = NULL;
  gsize length = 0;
  const char *data = NULL;

  g_return_val_if_fail (profile->data != NULL, NULL);

  if (!check_install (profile, folder, error))
    return NULL;
  data = g_bytes_get_data (profile->data, &length);
  if (g_mkdir_with_parents (folder, 0700) == 0
      && g_file_set_contents_full (path, data, length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, &local_error))
    return g_steal_pointer (&path);
  g_set_error (error, IFA_ERROR, IFA_ERROR_FILE,
               /* Translators: a path, then the system's own text. */
               _ ("“%s” could not be written (%s)."), path,
               local_error != NULL ? local_error->message : g_strerror (errno));
  return NULL;
}

static char *
dup_last_used_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "invoice-first-aid", "last-used", NULL);
}

/**
 * ifa_profile_store_dup_last_used:
 *
 * Returns: (transfer full) (nullable): what [func@Ifa.profile_store_set_last_used] was given last
 */
char *
ifa_profile_store_dup_last_used (void)
{
  g_autofree char *path = dup_last_used_path ();
  g_autofree char *content = NULL;
  gsize length = 0;
  GStatBuf status;

  if (g_stat (path, &status) != 0 || !S_ISREG (status.st_mode)
      || status.st_size > MAX_LAST_USED_BYTES)
    return NULL;
  if (!g_file_get_contents (path, &content, &length, NULL)
      || !g_utf8_validate (content, length, NULL))
    return NULL;
  g_strstrip (content);
  return *content != '\0' && strchr (content, '\n') == NULL ? g_steal_pointer (&content) : NULL;
}

/* A relative path means something else tomorrow. */
static char *
dup_lasting_name (const char *name)
{
  const char *choices = find_choices (name);
  g_autofree char *file = choices != NULL ? g_strndup (name, choices - name) : g_strdup (name);
  g_autofree char *absolute = NULL;

  if (!is_path (file) || strstr (name, "://") != NULL)
    return g_strdup (name);
  absolute = g_canonicalize_filename (file, NULL);
  return g_strconcat (absolute, choices, NULL);
}

/**
 * ifa_profile_store_set_last_used:
 * @name: what [func@Ifa.profile_store_open] was given: the next check looks at it when nothing is
 *   said
 *
 * A file that can't be written is no reason to stop a check: it is only logged.
 */
void
ifa_profile_store_set_last_used (const char *name)
{
  g_autofree char *path = dup_last_used_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *lasting = dup_lasting_name (name);
  g_autofree char *line = g_strconcat (lasting, "\n", NULL);
  g_autoptr (GError) error = NULL;

  if (strlen (line) > MAX_LAST_USED_BYTES || strchr (lasting, '\n') != NULL)
    return;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_debug ("%s: %s", folder, g_strerror (errno));
  else if (!g_file_set_contents_full (path, line, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_debug ("%s", error->message);
}
