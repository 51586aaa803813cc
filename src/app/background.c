/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The Background portal: a program in a sandbox asks before it goes on without a window. */

#include "config.h"

#include "background.h"

static void
requested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  /* Without a portal nobody needs to be asked. */
  if (answer == NULL)
    g_debug ("%s", error->message);
}

/**
 * ifa_background_request:
 * @reason: one sentence for the person, in her language
 *
 * Asks the desktop to let the program go on while its window is closed. Where the desktop says no,
 * it ends the program with its window; there is nothing else to do about it.
 */
void
ifa_background_request (const char *reason)
{
  GApplication *application = g_application_get_default ();
  GDBusConnection *bus = NULL;
  GVariantBuilder options;

  if (application != NULL)
    bus = g_application_get_dbus_connection (application);
  if (bus == NULL)
    return;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (reason));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (FALSE));
  g_dbus_connection_call (bus, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
                          "org.freedesktop.portal.Background", "RequestBackground",
                          g_variant_new ("(sa{sv})", "", &options), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, requested_cb, NULL);
}
