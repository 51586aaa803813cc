/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "dns-cache.h"

#include "error.h"

#include <glib/gi18n-lib.h>

#define RESOLVED "org.freedesktop.resolve1"
#define TIMEOUT_MS 5000

static gboolean
is_not_there (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_FILE_NOT_FOUND)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
}

static gboolean
is_forbidden (const GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_AUTH_FAILED)
         || g_strcmp0 (name, "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired") == 0;
}

/* The library's own words stay out of the person's sight, except where nothing better is known. */
static void
fail (GTask *task, GError *error)
{
  g_autoptr (GError) owned = error;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&owned));
      return;
    }
  if (is_not_there (error))
    g_task_return_new_error (task, IFA_ERROR, IFA_ERROR_FAILED, "%s",
                             _ ("This computer remembers no names in a place that can be cleared "
                                "from here. There is nothing to do."));
  else if (is_forbidden (error))
    g_task_return_new_error (task, IFA_ERROR, IFA_ERROR_FAILED, "%s",
                             _ ("Your user account may not clear the remembered names. Restarting "
                                "the computer does the same."));
  else
    g_task_return_new_error (task, IFA_ERROR, IFA_ERROR_FAILED,
                             /* Translators: %s is the system's own text. */
                             _ ("The remembered names could not be cleared (%s)."), error->message);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GVariant) answer
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer == NULL)
    fail (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
flush (GTask *task, GDBusConnection *bus)
{
  g_dbus_connection_call (bus, RESOLVED, "/org/freedesktop/resolve1",
                          "org.freedesktop.resolve1.Manager", "FlushCaches", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, TIMEOUT_MS,
                          g_task_get_cancellable (task), flushed_cb, g_object_ref (task));
}

static void
bus_is_there_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus == NULL)
    fail (task, error);
  else
    flush (task, bus);
}

/**
 * ifa_dns_cache_flush_async:
 * @bus: (nullable): where systemd-resolved is; `NULL` for the system bus
 * @cancellable: (nullable): ends the waiting
 * @callback: called at the end
 * @user_data: closure
 *
 * Asks systemd-resolved to forget what it remembers (org.freedesktop.resolve1.Manager,
 * FlushCaches). It loses nothing: names are looked up again when they are needed. Look them up
 * afterwards, to see whether it helped.
 */
void
ifa_dns_cache_flush_async (GDBusConnection *bus,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, ifa_dns_cache_flush_async);
  if (bus != NULL)
    flush (task, bus);
  else
    g_bus_get (G_BUS_TYPE_SYSTEM, cancellable, bus_is_there_cb, g_object_ref (task));
}

/**
 * ifa_dns_cache_flush_finish:
 * @result: what the callback was given
 * @error: where to put a sentence that says why not
 *
 * Returns: whether it was done
 */
gboolean
ifa_dns_cache_flush_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
