/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What this computer's settings say, each way of setting in a process of its own: GLib chooses its
 * resolver once. Where a script decides, somebody else runs it; here that somebody misbehaves. */

#include "proxy-probe.h"

#include <string.h>

#include "facts.h"
#include "probe-harness.h"

#define URL "https://api.invoice.example/"

/* Beyond the probe's own two seconds. */
#define LIMIT_US (2600 * 1000)

static IfaCheck *
new_proxy (gboolean look_for_script)
{
  IfaCheck *check = ifa_check_new (&ifa_proxy_facts, IFA_ROLE_SERVICE, "api");
  IfaProxyFacts *facts = check->facts;

  facts->url = g_strdup (URL);
  if (look_for_script)
    facts->look_for_script = IFA_TRI_YES;
  return check;
}

static IfaCheck *
probe (gboolean look_for_script)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();
  IfaCheck *check = new_proxy (look_for_script);
  gint64 started_us = g_get_monotonic_time ();

  g_assert_true (
      run_probe (ifa_proxy_probe_async, ifa_proxy_probe_finish, environment, check, NULL));
  g_assert_cmpint (g_get_monotonic_time () - started_us, <, LIMIT_US);
  return check;
}

static void
assert_proxies (const IfaCheck *check, const char *expected)
{
  const IfaProxyFacts *facts = check->facts;
  g_autofree char *joined = facts->proxies != NULL ? g_strjoinv (" ", facts->proxies) : NULL;

  g_assert_cmpstr (joined, ==, expected);
}

/* Whether this is the process of the test's own. */
static gboolean
in_own_process (const char *resolver)
{
  if (g_test_subprocess ())
    return TRUE;
  g_setenv ("GIO_USE_PROXY_RESOLVER", resolver, TRUE);
  g_setenv ("XDG_CURRENT_DESKTOP", "GNOME", TRUE);
  g_setenv ("DESKTOP_SESSION", "gnome", TRUE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  /* The desktop's resolver may still hold an answer of the bus when the process ends. */
  g_setenv ("ASAN_OPTIONS", "detect_leaks=0", TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
  return FALSE;
}

static void
clear_environment (void)
{
  const char *const names[] = { "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                "ALL_PROXY",  "no_proxy",    "NO_PROXY" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_unsetenv (names[i]);
}

static void
test_none (void)
{
  g_autoptr (IfaCheck) check = NULL;

  if (!in_own_process ("libproxy"))
    return;
  clear_environment ();
  check = probe (FALSE);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (((IfaProxyFacts *) check->facts)->uses_proxy, ==, IFA_TRI_NO);
  assert_proxies (check, "direct://");
}

static void
test_environment (void)
{
  g_autoptr (IfaCheck) check = NULL;
  const IfaProxyFacts *facts = NULL;

  if (!in_own_process ("libproxy"))
    return;
  clear_environment ();
  g_setenv ("https_proxy", "http://anna:secret@proxy.example:3128", TRUE);
  check = probe (FALSE);
  facts = check->facts;
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->uses_proxy, ==, IFA_TRI_YES);
  g_assert_cmpint (facts->source, ==, IFA_PROXY_SOURCE_ENVIRONMENT);
  /* Without the login. */
  assert_proxies (check, "http://proxy.example:3128");
}

/* GNOME's settings, and a script behind them: "org.gtk.GLib.PACRunner" is who runs it. */

static GSettings *
set_script (const char *url)
{
  GSettings *settings = g_settings_new ("org.gnome.system.proxy");

  g_settings_set_string (settings, "mode", "auto");
  g_settings_set_string (settings, "autoconfig-url", url);
  return settings;
}

typedef enum
{
  RUNNER_ANSWERS,
  RUNNER_LOOPS,
  RUNNER_COMPLAINS,
  RUNNER_ENDLESS, /* a hundred thousand proxies */
} Runner;

static void
call_cb (GDBusConnection *bus,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *arguments,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  GVariantBuilder builder;

  switch (*(Runner *) user_data)
    {
    case RUNNER_LOOPS:
      return; /* leaked on purpose: never answered */
    case RUNNER_COMPLAINS:
      g_dbus_method_invocation_return_dbus_error (invocation, "org.example.Error",
                                                  "script of 1 GiB: out of memory");
      return;
    default:
      break;
    }
  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < (*(Runner *) user_data == RUNNER_ENDLESS ? 100000 : 1); i++)
    g_variant_builder_add (&builder, "s", "http://anna:secret@chosen.example:8080");
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(as)", &builder));
}

static gboolean
serve_runner (GTestDBus *daemon_process, Runner *runner)
{
  static const char xml[] = "<node><interface name='org.gtk.GLib.PACRunner'><method name='Lookup'>"
                            "<arg type='s' direction='in'/><arg type='s' direction='in'/>"
                            "<arg type='as' direction='out'/></method></interface></node>";
  static const GDBusInterfaceVTable vtable = { .method_call = call_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);
  GDBusConnection *bus = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (daemon_process),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, NULL);
  g_autoptr (GVariant) owned = NULL;

  g_assert_nonnull (bus);
  g_assert_cmpuint (g_dbus_connection_register_object (bus, "/org/gtk/GLib/PACRunner",
                                                       node->interfaces[0], &vtable, runner, NULL,
                                                       NULL),
                    !=, 0);
  owned = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "RequestName",
                                       g_variant_new ("(su)", "org.gtk.GLib.PACRunner", 0), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  return owned != NULL;
}

/* NULL where the desktop's settings aren't installed: said, and counted as skipped. */
static IfaCheck *
probe_script (Runner runner)
{
  static Runner manner;
  GTestDBus *daemon_process = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_autoptr (GSettings) settings = NULL;

  manner = runner;
  clear_environment ();
  g_test_dbus_up (daemon_process);
  g_assert_true (serve_runner (daemon_process, &manner));
  settings = set_script ("http://name:secret@wpad.example/proxy.pac");
  g_assert_cmpstr (G_OBJECT_TYPE_NAME (g_proxy_resolver_get_default ()), ==, "GProxyResolverGnome");
  return probe (FALSE);
}

static gboolean
skip_without_desktop (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema
      = source != NULL ? g_settings_schema_source_lookup (source, "org.gnome.system.proxy", TRUE)
                       : NULL;

  if (schema == NULL)
    g_test_skip ("needs gsettings-desktop-schemas");
  return schema == NULL;
}

static void
test_script (void)
{
  g_autoptr (IfaCheck) check = NULL;
  const IfaProxyFacts *facts = NULL;

  if (skip_without_desktop () || !in_own_process ("gnome"))
    return;
  check = probe_script (RUNNER_ANSWERS);
  facts = check->facts;
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (facts->source, ==, IFA_PROXY_SOURCE_AUTOMATIC);
  g_assert_cmpint (facts->is_automatic, ==, IFA_TRI_YES);
  g_assert_cmpstr (facts->script_url, ==, "http://wpad.example/proxy.pac");
  assert_proxies (check, "http://chosen.example:8080");
}

/* "for (;;);" */
static void
test_script_that_loops (void)
{
  g_autoptr (IfaCheck) check = NULL;

  if (skip_without_desktop () || !in_own_process ("gnome"))
    return;
  check = probe_script (RUNNER_LOOPS);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_TIMED_OUT);
  g_assert_cmpint (((IfaProxyFacts *) check->facts)->uses_proxy, ==, IFA_TRI_UNKNOWN);
  /* What is set is known all the same. */
  g_assert_cmpint (((IfaProxyFacts *) check->facts)->is_automatic, ==, IFA_TRI_YES);
}

static void
test_script_that_is_huge (void)
{
  g_autoptr (IfaCheck) check = NULL;

  if (skip_without_desktop () || !in_own_process ("gnome"))
    return;
  check = probe_script (RUNNER_COMPLAINS);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);
  g_assert_nonnull (strstr (check->detail, "out of memory"));
}

static void
test_script_without_end (void)
{
  g_autoptr (IfaCheck) check = NULL;

  if (skip_without_desktop () || !in_own_process ("gnome"))
    return;
  check = probe_script (RUNNER_ENDLESS);
  g_assert_cmpuint (g_strv_length (((IfaProxyFacts *) check->facts)->proxies), <=, 8);
}

/* A resolver of names, to say what the network offers. */

typedef struct
{
  GResolver parent_instance;
} FakeResolver;

typedef GResolverClass FakeResolverClass;

G_GNUC_UNUSED static GType fake_resolver_get_type (void);
G_DEFINE_TYPE (FakeResolver, fake_resolver, G_TYPE_RESOLVER)

static int wpad_error; /* a GResolverError, -1 for an address, -2 for silence */

static gboolean
end_silence_cb (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
silence_is_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_idle_add (end_silence_cb, user_data);
}

static void
look_up_async (GResolver *resolver,
               const char *name,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_assert_cmpstr (name, ==, "wpad");
  if (wpad_error == -2)
    g_cancellable_connect (cancellable, G_CALLBACK (silence_is_cancelled_cb), g_object_ref (task),
                           NULL);
  else if (wpad_error == -1)
    g_task_return_pointer (
        task, g_list_prepend (NULL, g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4)), NULL);
  else
    g_task_return_new_error (task, G_RESOLVER_ERROR, wpad_error, "no");
}

static GList *
look_up_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_resolver_class_init (FakeResolverClass *klass)
{
  klass->lookup_by_name_async = look_up_async;
  klass->lookup_by_name_finish = look_up_finish;
}

static void
fake_resolver_init (FakeResolver *self)
{
}

static IfaTri
probe_offer (int error)
{
  g_autoptr (IfaCheck) check = NULL;

  wpad_error = error;
  check = probe (TRUE);
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  return ((IfaProxyFacts *) check->facts)->network_offers_script;
}

static void
test_wpad (void)
{
  if (!in_own_process ("libproxy"))
    return;
  clear_environment ();
  g_resolver_set_default (g_object_new (fake_resolver_get_type (), NULL));
  g_assert_cmpint (probe_offer (-1), ==, IFA_TRI_YES);
  g_assert_cmpint (probe_offer (G_RESOLVER_ERROR_NOT_FOUND), ==, IFA_TRI_NO);
  /* A dead name server offers nothing and denies nothing. */
  g_assert_cmpint (probe_offer (G_RESOLVER_ERROR_TEMPORARY_FAILURE), ==, IFA_TRI_UNKNOWN);
  g_assert_cmpint (probe_offer (-2), ==, IFA_TRI_UNKNOWN);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
test_cancelled (void)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (IfaCheck) check = new_proxy (TRUE);
  gint64 started_us = g_get_monotonic_time ();

  if (!in_own_process ("libproxy"))
    return;
  clear_environment ();
  wpad_error = -2;
  g_resolver_set_default (g_object_new (fake_resolver_get_type (), NULL));
  g_timeout_add (100, cancel_cb, cancellable);
  g_assert_false (
      run_probe (ifa_proxy_probe_async, ifa_proxy_probe_finish, environment, check, cancellable));
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_NOT_TESTED);
  g_assert_cmpint (g_get_monotonic_time () - started_us, <, 250 * 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/proxy-probe/none", test_none);
  g_test_add_func ("/proxy-probe/environment", test_environment);
  g_test_add_func ("/proxy-probe/script", test_script);
  g_test_add_func ("/proxy-probe/script-that-loops", test_script_that_loops);
  g_test_add_func ("/proxy-probe/script-that-is-huge", test_script_that_is_huge);
  g_test_add_func ("/proxy-probe/script-without-end", test_script_without_end);
  g_test_add_func ("/proxy-probe/wpad", test_wpad);
  g_test_add_func ("/proxy-probe/cancelled", test_cancelled);
  return g_test_run ();
}
