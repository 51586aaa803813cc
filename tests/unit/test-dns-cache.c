/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A bus of its own, with and without somebody who bears systemd-resolved's name; and the guides
 * for what only the person can do. */

#include "dns-cache.h"
#include "error.h"
#include "guide.h"

#include <string.h>

static const char interface[] = "<node><interface name='org.freedesktop.resolve1.Manager'>"
                                "<method name='FlushCaches'/></interface></node>";

typedef struct
{
  GTestDBus *daemon;
  GDBusConnection *client;
  GDBusConnection *service;
  GMainLoop *loop;
  guint n_flushed;
  gboolean forbids;
  gboolean good;
  GError *error;
} Fixture;

static void
call_cb (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface_name,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  Fixture *self = user_data;

  if (self->forbids)
    {
      g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR,
                                                     G_DBUS_ERROR_ACCESS_DENIED, "no");
      return;
    }
  self->n_flushed++;
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static GDBusConnection *
connect_to (GTestDBus *daemon)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (daemon),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->daemon = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->daemon);
  self->client = connect_to (self->daemon);
  self->service = connect_to (self->daemon);
  self->loop = g_main_loop_new (NULL, FALSE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_error (&self->error);
  g_main_loop_unref (self->loop);
  g_object_unref (self->client);
  g_object_unref (self->service);
  g_test_dbus_down (self->daemon);
  g_object_unref (self->daemon);
}

static void
offer (Fixture *self)
{
  static const GDBusInterfaceVTable table = { call_cb, NULL, NULL, { 0 } };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface, NULL);
  g_autoptr (GVariant) answer = NULL;

  g_assert_cmpuint (g_dbus_connection_register_object (self->service, "/org/freedesktop/resolve1",
                                                       node->interfaces[0], &table, self, NULL,
                                                       NULL),
                    >, 0);
  answer
      = g_dbus_connection_call_sync (self->service, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                     "org.freedesktop.DBus", "RequestName",
                                     g_variant_new ("(su)", "org.freedesktop.resolve1", 0), NULL,
                                     G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_assert_nonnull (answer);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;

  self->good = ifa_dns_cache_flush_finish (result, &self->error);
  g_main_loop_quit (self->loop);
}

static void
flush (Fixture *self)
{
  ifa_dns_cache_flush_async (self->client, NULL, done_cb, self);
  g_main_loop_run (self->loop);
}

static void
test_flushed (Fixture *self, gconstpointer data)
{
  offer (self);
  flush (self);
  g_assert_no_error (self->error);
  g_assert_true (self->good);
  g_assert_cmpuint (self->n_flushed, ==, 1);
}

static void
test_not_there (Fixture *self, gconstpointer data)
{
  flush (self);
  g_assert_false (self->good);
  g_assert_error (self->error, IFA_ERROR, IFA_ERROR_FAILED);
  g_assert_null (strstr (self->error->message, "org.freedesktop"));
}

static void
test_forbidden (Fixture *self, gconstpointer data)
{
  self->forbids = TRUE;
  offer (self);
  flush (self);
  g_assert_false (self->good);
  g_assert_error (self->error, IFA_ERROR, IFA_ERROR_FAILED);
  g_assert_null (strstr (self->error->message, "org.freedesktop"));
  g_assert_cmpuint (self->n_flushed, ==, 0);
}

/* Every browser's guide names the one site, and warns against clearing all of them. */
static void
test_browsers (void)
{
  guint n_guides = 0;
  const IfaGuide *guides = ifa_guide_list_browsers (&n_guides);

  g_assert_cmpuint (n_guides, >=, 6);
  for (guint i = 0; i < n_guides; i++)
    {
      g_autoptr (GString) all = g_string_new (NULL);

      for (guint step = 0;; step++)
        {
          g_autofree char *text = ifa_guide_dup_step (&guides[i], step, "tax.example");

          if (text == NULL)
            break;
          g_assert_null (strstr (text, "{host}"));
          g_string_append (all, text);
        }
      g_assert_nonnull (strstr (all->str, "tax.example"));
      g_assert_nonnull (strstr (all->str, "Do not use “Clear browsing data”"));
    }
}

/* Program, computer, router; the copy before all, a check after each. */
static void
test_restarts (void)
{
  const char *const ids[] = { "program", "computer", "router" };
  guint n_guides = 0;
  const IfaGuide *guides = ifa_guide_list_restarts (&n_guides);
  g_autofree char *first = ifa_guide_dup_step (&guides[0], 0, NULL);

  g_assert_cmpuint (n_guides, ==, G_N_ELEMENTS (ids));
  g_assert_nonnull (strstr (first, "copy"));
  for (guint i = 0; i < n_guides; i++)
    {
      guint last = 0;

      g_assert_cmpstr (guides[i].id, ==, ids[i]);
      while (last + 1 < IFA_MAX_GUIDE_STEPS && guides[i].steps[last + 1] != NULL)
        last++;
      g_assert_true (g_str_has_prefix (guides[i].steps[last], "Check again here"));
    }
}

#define ADD(name, function) \
  g_test_add ("/dns-cache/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("flushed", test_flushed);
  ADD ("not-there", test_not_there);
  ADD ("forbidden", test_forbidden);
  g_test_add_func ("/guides/browsers", test_browsers);
  g_test_add_func ("/guides/restarts", test_restarts);
  return g_test_run ();
}
