/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "resolver-probe.h"

#include <string.h>

#include "facts.h"
#include "resolv-conf.h"
#include "resolver-reply.h"

#define MAX_FILE_BYTES (64 * 1024)

/* A system service answers in milliseconds or not at all. */
#define BUS_MS 500

/* What it adds to settings that are known already isn't worth much waiting. */
#define BUS_EXTRA_MS 150

#define RESOLVED "org.freedesktop.resolve1"
#define NETWORK_MANAGER "org.freedesktop.NetworkManager"

typedef struct
{
  IfaEnvironment *environment;
  IfaEvidence *evidence;
  GCancellable *waiting; /* ends with the deadline, or with the user's cancel */
  gulong cancelled_handler;
  guint deadline;
  GDBusConnection *bus; /* (nullable): our own, so that its end doesn't end the program */
  guint n_pending;
  GVariant *resolved;    /* (nullable): its properties */
  GVariant *dns_manager; /* (nullable): NetworkManager's */
  GVariant *connectivity;
  IfaCheck *check; /* until it is given away */
} Survey;

static void
survey_free (Survey *self)
{
  g_clear_handle_id (&self->deadline, g_source_remove);
  g_clear_pointer (&self->check, ifa_check_free);
  g_clear_pointer (&self->resolved, g_variant_unref);
  g_clear_pointer (&self->dns_manager, g_variant_unref);
  g_clear_pointer (&self->connectivity, g_variant_unref);
  if (self->bus != NULL)
    g_dbus_connection_close (self->bus, NULL, NULL, NULL);
  g_clear_object (&self->bus);
  g_object_unref (self->waiting);
  ifa_evidence_unref (self->evidence);
  ifa_environment_unref (self->environment);
  g_free (self);
}

static gboolean
is_stub_of_resolved (const IfaResolverFacts *facts)
{
  const char *first = facts->servers != NULL ? facts->servers[0] : NULL;

  return g_strcmp0 (first, "127.0.0.53") == 0 || g_strcmp0 (first, "127.0.0.54") == 0;
}

static void
finish (GTask *task)
{
  Survey *self = g_task_get_task_data (task);
  IfaResolverFacts *facts = self->check->facts;

  g_clear_handle_id (&self->deadline, g_source_remove);
  g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_handler);
  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }

  ifa_resolver_take_network_manager (facts, self->dns_manager);
  if (is_stub_of_resolved (facts))
    ifa_resolver_take_resolved (facts, self->resolved);
  ifa_resolver_take_connectivity (facts, self->connectivity);
  if (self->check->outcome == IFA_OUTCOME_NOT_TESTED)
    self->check->outcome = facts->servers != NULL && facts->servers[0] != NULL
                               ? IFA_OUTCOME_OK
                               : IFA_OUTCOME_NOT_FOUND;
  ifa_evidence_take (self->evidence, g_steal_pointer (&self->check));
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
one_ended (GTask *task)
{
  Survey *self = g_task_get_task_data (task);

  self->n_pending--;
  if (self->n_pending == 0)
    finish (task);
}

static GVariant *
take_reply (GObject *source, GAsyncResult *result)
{
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  return reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
}

static void
resolved_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;

  ((Survey *) g_task_get_task_data (task))->resolved = take_reply (source, result);
  one_ended (task);
}

static void
dns_manager_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;

  ((Survey *) g_task_get_task_data (task))->dns_manager = take_reply (source, result);
  one_ended (task);
}

static void
connectivity_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (GVariant) boxed = take_reply (source, result);

  if (boxed != NULL)
    ((Survey *) g_task_get_task_data (task))->connectivity = g_variant_get_variant (boxed);
  one_ended (task);
}

/* Services that don't run aren't started: then nobody uses them. */
static void
call (GTask *task,
      const char *service,
      const char *path,
      GVariant *arguments,
      const char *reply_type,
      GAsyncReadyCallback callback)
{
  Survey *self = g_task_get_task_data (task);
  gboolean is_single = g_variant_n_children (arguments) == 2;

  self->n_pending++;
  g_dbus_connection_call (self->bus, service, path, "org.freedesktop.DBus.Properties",
                          is_single ? "Get" : "GetAll", arguments, G_VARIANT_TYPE (reply_type),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, BUS_MS, self->waiting, callback, task);
}

static void
ask_services (GTask *task)
{
  call (task, RESOLVED, "/org/freedesktop/resolve1", g_variant_new ("(s)", RESOLVED ".Manager"),
        "(a{sv})", resolved_answered_cb);
  call (task, NETWORK_MANAGER, "/org/freedesktop/NetworkManager/DnsManager",
        g_variant_new ("(s)", NETWORK_MANAGER ".DnsManager"), "(a{sv})", dns_manager_answered_cb);
  call (task, NETWORK_MANAGER, "/org/freedesktop/NetworkManager",
        g_variant_new ("(ss)", NETWORK_MANAGER, "Connectivity"), "(v)", connectivity_answered_cb);
}

static void
bus_is_there_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Survey *self = g_task_get_task_data (task);

  self->bus = g_dbus_connection_new_for_address_finish (result, NULL);
  if (self->bus != NULL)
    ask_services (task);
  one_ended (task);
}

/* A connection of our own: g_bus_get() shares one that ends the program when the bus does. */
static void
open_bus (GTask *task)
{
  Survey *self = g_task_get_task_data (task);
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);

  if (address == NULL)
    return;
  self->n_pending++;
  g_dbus_connection_new_for_address (address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                         | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL, self->waiting, bus_is_there_cb, task);
}

static gboolean
deadline_cb (gpointer user_data)
{
  Survey *self = user_data;

  self->deadline = 0;
  g_cancellable_cancel (self->waiting);
  return G_SOURCE_REMOVE;
}

static void
set_deadline (Survey *self, guint timeout_ms)
{
  g_clear_handle_id (&self->deadline, g_source_remove);
  self->deadline = g_timeout_add (timeout_ms, deadline_cb, self);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
file_is_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Survey *self = g_task_get_task_data (task);
  IfaResolverFacts *facts = self->check->facts;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes
      = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  facts->source = IFA_RESOLVER_SOURCE_RESOLV_CONF;
  if (bytes != NULL)
    ifa_resolv_conf_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), facts);
  else
    {
      ifa_check_take_detail (self->check, g_strdup (error->message));
      self->check->outcome = IFA_OUTCOME_NOT_AVAILABLE;
    }
  if (facts->is_stub != IFA_TRI_YES)
    set_deadline (self, BUS_EXTRA_MS);
  one_ended (task);
}

static void
file_is_open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Survey *self = g_task_get_task_data (task);
  IfaResolverFacts *facts = self->check->facts;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);

  if (stream != NULL)
    {
      g_input_stream_read_bytes_async (G_INPUT_STREAM (stream), MAX_FILE_BYTES, G_PRIORITY_DEFAULT,
                                       self->waiting, file_is_read_cb, task);
      return;
    }

  /* Without the file glibc asks this computer itself (resolv.conf(5)), where usually nobody
   * listens: as good as no name server. */
  facts->source = IFA_RESOLVER_SOURCE_RESOLV_CONF;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    facts->servers = g_new0 (char *, 1);
  else
    {
      ifa_check_take_detail (self->check, g_strdup (error->message));
      self->check->outcome = IFA_OUTCOME_NOT_AVAILABLE;
    }
  set_deadline (self, BUS_EXTRA_MS);
  one_ended (task);
}

/**
 * ifa_resolver_probe_async:
 * @environment: the outside world
 * @evidence: gets one check, unless the probe is cancelled
 * @cancellable: (nullable): ends the probe
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Reads resolv.conf; where that only names a stub on this computer, what systemd-resolved or
 * NetworkManager say stands behind it. Ends after half a second, and where the servers stand in the
 * file, 150 ms after it was read.
 */
void
ifa_resolver_probe_async (IfaEnvironment *environment,
                          IfaEvidence *evidence,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Survey *self = g_new0 (Survey, 1);
  g_autofree char *path = ifa_environment_dup_path (environment, "/etc/resolv.conf");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_task_set_source_tag (task, ifa_resolver_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) survey_free);
  self->environment = ifa_environment_ref (environment);
  self->evidence = ifa_evidence_ref (evidence);
  self->waiting = g_cancellable_new ();
  self->check = ifa_check_new (&ifa_resolver_facts, IFA_ROLE_NONE, NULL);
  set_deadline (self, BUS_MS);
  if (cancellable != NULL)
    self->cancelled_handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                     g_object_ref (self->waiting), g_object_unref);
  self->n_pending = 1;
  g_file_read_async (file, G_PRIORITY_DEFAULT, self->waiting, file_is_open_cb, task);
  if (ifa_environment_get_use_system_bus (environment))
    open_bus (task);
}

gboolean
ifa_resolver_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
