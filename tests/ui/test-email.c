/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The e-mail as the desktop gets it: to whom, with what text and files, and with nothing private.
 */

#include <gio/gunixfdlist.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "email.h"

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"

static const char portal_xml[]
    = "<node><interface name='org.freedesktop.portal.Email'><method name='ComposeEmail'>"
      "<arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
      "<arg type='o' direction='out'/></method></interface></node>";

/* A desktop that notes what it was asked. */
typedef struct
{
  GTestDBus *daemon;
  GDBusConnection *bus;
  GDBusConnection *portal;
  GVariant *options;
  char *files[2];
  gsize lengths[2];
  guint32 answer;
  GMainLoop *loop;
  GError *error;
  gboolean composed;
} Fixture;

static void
read_file (Fixture *fixture, int i, int fd)
{
  g_autoptr (GString) content = g_string_new (NULL);
  char buffer[4096];
  gssize n;

  while ((n = read (fd, buffer, sizeof buffer)) > 0)
    g_string_append_len (content, buffer, n);
  close (fd);
  fixture->lengths[i] = content->len;
  fixture->files[i] = g_string_free (g_steal_pointer (&content), FALSE);
}

static void
method_called_cb (GDBusConnection *portal,
                  const char *sender,
                  const char *path,
                  const char *interface,
                  const char *method,
                  GVariant *parameters,
                  GDBusMethodInvocation *invocation,
                  gpointer user_data)
{
  Fixture *fixture = user_data;
  GUnixFDList *files
      = g_dbus_message_get_unix_fd_list (g_dbus_method_invocation_get_message (invocation));
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  g_autofree char *request = NULL;
  const char *token = NULL;

  fixture->options = g_variant_get_child_value (parameters, 1);
  for (int i = 0; i < 2 && files != NULL; i++)
    read_file (fixture, i, g_unix_fd_list_get (files, i, NULL));
  g_variant_lookup (fixture->options, "handle_token", "&s", &token);
  request = g_strdup_printf (PORTAL_PATH "/request/%s/%s", name, token);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
  g_dbus_connection_emit_signal (portal, NULL, request, "org.freedesktop.portal.Request",
                                 "Response", g_variant_new ("(ua{sv})", fixture->answer, NULL),
                                 NULL);
}

static GDBusConnection *
connect_to (Fixture *fixture)
{
  return g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (fixture->daemon),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const GDBusInterfaceVTable table = { .method_call = method_called_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (portal_xml, NULL);

  fixture->daemon = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->daemon);
  fixture->loop = g_main_loop_new (NULL, FALSE);
  fixture->bus = connect_to (fixture);
  g_assert_nonnull (fixture->bus);
  fixture->answer = GPOINTER_TO_UINT (data);
  if (data == GUINT_TO_POINTER (99))
    return;
  fixture->portal = connect_to (fixture);
  g_dbus_connection_register_object (fixture->portal, PORTAL_PATH, node->interfaces[0], &table,
                                     fixture, NULL, NULL);
  g_bus_own_name_on_connection (fixture->portal, PORTAL, G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL,
                                NULL, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->bus);
  g_clear_object (&fixture->portal);
  g_clear_pointer (&fixture->options, g_variant_unref);
  g_free (fixture->files[0]);
  g_free (fixture->files[1]);
  g_clear_error (&fixture->error);
  g_main_loop_unref (fixture->loop);
  g_test_dbus_stop (fixture->daemon);
  g_object_unref (fixture->daemon);
}

static void
composed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->composed = ifa_email_compose_finish (result, &fixture->error);
  g_main_loop_quit (fixture->loop);
}

static void
compose (Fixture *fixture)
{
  g_autoptr (IfaEvidence) evidence = ifa_evidence_new ();
  g_autoptr (IfaReport) report = ifa_report_new (evidence, 0, 0);

  report->profile_name = g_strdup ("Example Cloud");
  report->vendor_email = g_strdup ("support@vendor.example");
  report->note = g_strdup ("password=hunter2 user: zoe, 192.168.17.23");
  ifa_report_complete (report);
  ifa_email_compose_async (fixture->bus, report, NULL, composed_cb, fixture);
  g_main_loop_run (fixture->loop);
}

static void
assert_nothing_private (const char *text)
{
  g_assert_null (strstr (text, "hunter2"));
  g_assert_null (strstr (text, "zoe"));
  g_assert_null (strstr (text, "192.168.17.23"));
}

static void
test_composed (Fixture *fixture, gconstpointer data)
{
  const char *address = NULL;
  const char *subject = NULL;
  const char *body = NULL;

  compose (fixture);
  g_assert_no_error (fixture->error);
  g_assert_true (fixture->composed);
  g_assert_true (g_variant_lookup (fixture->options, "address", "&s", &address));
  g_assert_true (g_variant_lookup (fixture->options, "subject", "&s", &subject));
  g_assert_true (g_variant_lookup (fixture->options, "body", "&s", &body));
  g_assert_cmpstr (address, ==, "support@vendor.example");
  g_assert_cmpuint (strlen (subject), >, 5);
  g_assert_nonnull (strstr (body, "Example Cloud"));
  assert_nothing_private (subject);
  assert_nothing_private (body);
  g_assert_true (g_str_has_prefix (fixture->files[0], "%PDF-"));
  g_assert_nonnull (strstr (fixture->files[1], "invoice-first-aid-report/1"));
  g_assert_nonnull (strstr (fixture->files[1], "private-address-1"));
  assert_nothing_private (fixture->files[1]);
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  compose (fixture);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_failed (Fixture *fixture, gconstpointer data)
{
  compose (fixture);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_FAILED);
}

static void
test_no_portal (Fixture *fixture, gconstpointer data)
{
  compose (fixture);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

int
main (int argc, char **argv)
{
  g_autofree char *cache = g_dir_make_tmp ("ifa-email-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", cache);
  int status;

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test, answer) \
  g_test_add ("/email/" name, Fixture, GUINT_TO_POINTER (answer), set_up, test, tear_down)
  ADD ("composed", test_composed, 0);
  ADD ("closed", test_closed, 1);
  ADD ("failed", test_failed, 2);
  ADD ("no-portal", test_no_portal, 99);
  status = g_test_run ();
  return system (command) == 0 ? status : 1;
}
