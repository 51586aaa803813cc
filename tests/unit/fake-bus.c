/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "fake-bus.h"

static const char *const service_names[]
    = { "org.freedesktop.resolve1", "org.freedesktop.NetworkManager" };

static GTestDBus *daemon_process;
static GDBusConnection *connection;
static GMutex lock;            /* the filter runs in GDBus's own thread */
static GHashTable *interfaces; /* interface → GVariantDict */
static gboolean is_silent;
static gint n_calls;

static GVariant *
copy_all (GVariantDict *properties)
{
  GVariant *all = g_variant_ref_sink (g_variant_dict_end (properties));

  g_variant_dict_init (properties, all);
  return all;
}

/* NULL: there is no such thing. */
static GVariant *
answer_to (const char *member, GVariant *arguments)
{
  const char *interface = NULL;
  const char *name = NULL;
  GVariantDict *properties;
  g_autoptr (GVariant) all = NULL;
  g_autoptr (GVariant) value = NULL;

  g_variant_get_child (arguments, 0, "&s", &interface);
  properties = g_hash_table_lookup (interfaces, interface);
  if (properties == NULL)
    return NULL;
  all = copy_all (properties);
  if (g_str_equal (member, "GetAll"))
    return g_variant_new ("(@a{sv})", all);
  g_variant_get_child (arguments, 1, "&s", &name);
  value = g_variant_lookup_value (all, name, NULL);
  return value != NULL ? g_variant_new ("(v)", value) : NULL;
}

static void
reply (GDBusConnection *bus, GDBusMessage *call)
{
  GVariant *body = answer_to (g_dbus_message_get_member (call), g_dbus_message_get_body (call));
  g_autoptr (GDBusMessage) message
      = body != NULL
            ? g_dbus_message_new_method_reply (call)
            : g_dbus_message_new_method_error (call, "org.freedesktop.DBus.Error.UnknownProperty",
                                               "no such property");

  if (body != NULL)
    g_dbus_message_set_body (message, body);
  g_dbus_connection_send_message (bus, message, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
}

static GDBusMessage *
filter_cb (GDBusConnection *bus, GDBusMessage *message, gboolean incoming, gpointer user_data)
{
  if (!incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    return message;

  g_mutex_lock (&lock);
  n_calls++;
  if (!is_silent)
    reply (bus, message);
  g_mutex_unlock (&lock);
  g_object_unref (message);
  return NULL;
}

static void
own_name (const char *name)
{
  g_autoptr (GError) error = NULL;
  G_GNUC_UNUSED g_autoptr (GVariant) owned
      = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                     "org.freedesktop.DBus", "RequestName",
                                     g_variant_new ("(su)", name, 0), G_VARIANT_TYPE ("(u)"),
                                     G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

void
fake_bus_start (void)
{
  g_autoptr (GError) error = NULL;

  daemon_process = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (daemon_process);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (daemon_process), TRUE);
  connection = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (daemon_process),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);
  g_assert_no_error (error);
  fake_bus_clear ();
  g_dbus_connection_add_filter (connection, filter_cb, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (service_names); i++)
    own_name (service_names[i]);
}

/* The daemon goes, whoever is still connected. */
void
fake_bus_stop (void)
{
  if (daemon_process == NULL)
    return;
  g_test_dbus_stop (daemon_process);
  g_clear_object (&connection);
  g_clear_object (&daemon_process);
}

void
fake_bus_clear (void)
{
  g_mutex_lock (&lock);
  g_clear_pointer (&interfaces, g_hash_table_unref);
  interfaces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) g_variant_dict_unref);
  is_silent = FALSE;
  n_calls = 0;
  g_mutex_unlock (&lock);
}

/* Takes a floating @value. */
void
fake_bus_set_property (const char *interface, const char *name, GVariant *value)
{
  GVariantDict *properties;

  g_mutex_lock (&lock);
  properties = g_hash_table_lookup (interfaces, interface);
  if (properties == NULL)
    {
      properties = g_variant_dict_new (NULL);
      g_hash_table_insert (interfaces, g_strdup (interface), properties);
    }
  g_variant_dict_insert_value (properties, name, value);
  g_mutex_unlock (&lock);
}

/* It takes calls and never answers. */
void
fake_bus_set_silent (gboolean silent)
{
  g_mutex_lock (&lock);
  is_silent = silent;
  g_mutex_unlock (&lock);
}

guint
fake_bus_get_n_calls (void)
{
  guint n;

  g_mutex_lock (&lock);
  n = n_calls;
  g_mutex_unlock (&lock);
  return n;
}
