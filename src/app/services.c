/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Reads and keeps profiles in threads: the store works on files. */

#include "config.h"

#include "services.h"

#include <glib/gstdio.h>
#include <string.h>

#include "profile-store.h"

#define LOOKED_AT_BYTES 4096

/**
 * ifa_services_free:
 * @services: (transfer full): what [func@Ifa.services_load_finish] returned
 */
void
ifa_services_free (IfaServices *services)
{
  g_clear_pointer (&services->profiles, g_ptr_array_unref);
  g_clear_pointer (&services->special, ifa_profile_unref);
  g_clear_object (&services->report);
  g_clear_error (&services->error);
  g_free (services->wanted);
  g_free (services);
}

/* Which of the two complaints is of use to the person. */
static gboolean
calls_itself_report (const char *path)
{
  char start[LOOKED_AT_BYTES] = { 0 };
  FILE *file = g_fopen (path, "re");

  if (file == NULL)
    return FALSE;
  start[fread (start, 1, sizeof start - 1, file)] = '\0';
  fclose (file);
  return strstr (start, "\"invoice-first-aid-report/") != NULL;
}

/* The file that was opened may be an earlier report instead. */
static void
try_report (IfaServices *services)
{
  g_autoptr (GError) error = NULL;
  IfaReport *report = NULL;

  if (strchr (services->wanted, '/') == NULL)
    return;
  report = ifa_report_new_from_file (services->wanted, &error);
  if (report == NULL && calls_itself_report (services->wanted))
    {
      g_clear_error (&services->error);
      services->error = g_steal_pointer (&error);
    }
  if (report == NULL)
    return;

  ifa_report_complete (report);
  services->report = ifa_result_new (report, NULL, NULL);
  g_clear_error (&services->error);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *wanted = data;
  IfaServices *services = g_new0 (IfaServices, 1);

  services->profiles = ifa_profile_store_list ();
  services->is_remembered = wanted == NULL;
  services->wanted = wanted != NULL ? g_strdup (wanted) : ifa_profile_store_dup_last_used ();
  if (services->wanted != NULL)
    services->special = ifa_profile_store_open (services->wanted, &services->error);
  if (services->error != NULL && !services->is_remembered)
    try_report (services);
  g_task_return_pointer (task, services, (GDestroyNotify) ifa_services_free);
}

/**
 * ifa_services_load_async:
 * @source: the caller
 * @wanted: (nullable): a profile's id or file, an address, or the file of a report; `NULL` for the
 *   service that was used last
 * @cancellable: (nullable): cancelled when nobody waits any more
 * @callback: called when all is read
 * @user_data: closure
 */
void
ifa_services_load_async (GObject *source,
                         const char *wanted,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);

  g_task_set_source_tag (task, ifa_services_load_async);
  g_task_set_task_data (task, g_strdup (wanted), g_free);
  g_task_run_in_thread (task, load_thread);
}

/**
 * ifa_services_load_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): `NULL` only where it was cancelled
 */
IfaServices *
ifa_services_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
keep_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  char *path = ifa_profile_store_install (data, &error);

  if (path != NULL)
    g_task_return_pointer (task, path, g_free);
  else
    g_task_return_error (task, error);
}

/**
 * ifa_services_keep_async:
 * @source: the caller
 * @profile: a profile from a file, that the person agreed to
 * @cancellable: (nullable): cancelled when nobody waits any more
 * @callback: called when it is among the user's own
 * @user_data: closure
 */
void
ifa_services_keep_async (GObject *source,
                         IfaProfile *profile,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);

  g_task_set_source_tag (task, ifa_services_keep_async);
  g_task_set_task_data (task, ifa_profile_ref (profile), (GDestroyNotify) ifa_profile_unref);
  g_task_run_in_thread (task, keep_thread);
}

/**
 * ifa_services_keep_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): where the profile is now
 */
char *
ifa_services_keep_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ifa_services_dup_name:
 * @key: a profile's id or file, or an address
 * @profile: the profile, as it was chosen
 *
 * Returns: (transfer full): what the store needs to find it again with the same choices, as in
 *   "cn-etax?province=beijing"
 */
char *
ifa_services_dup_name (const char *key, const IfaProfile *profile)
{
  g_autoptr (GString) name = g_string_new (key);

  for (guint i = 0; i < profile->parameters->len; i++)
    {
      const IfaParameter *parameter = g_ptr_array_index (profile->parameters, i);

      g_string_append_printf (name, "%c%s=%s", i == 0 ? '?' : '&', parameter->id, parameter->value);
    }
  return g_string_free (g_steal_pointer (&name), FALSE);
}
