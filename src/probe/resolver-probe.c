/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "resolver-probe.h"

#include <string.h>

#include "facts.h"
#include "resolv-conf.h"

#define MAX_FILE_BYTES (64 * 1024)

/* A system service answers in milliseconds or not at all. */
#define BUS_MS 500

typedef struct
{
  IfaEnvironment *environment;
  IfaEvidence *evidence;
  GCancellable *bus; /* ends with the deadline, or with the user's cancel */
  gulong cancelled_handler;
  guint deadline;
  IfaCheck *check; /* until it is given away */
} Survey;

static void
survey_free (Survey *self)
{
  g_clear_handle_id (&self->deadline, g_source_remove);
  g_clear_pointer (&self->check, ifa_check_free);
  g_object_unref (self->bus);
  ifa_evidence_unref (self->evidence);
  ifa_environment_unref (self->environment);
  g_free (self);
}

static void
finish (GTask *task)
{
  Survey *self = g_task_get_task_data (task);
  IfaResolverFacts *facts = self->check->facts;

  g_clear_handle_id (&self->deadline, g_source_remove);
  g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_handler);
  if (self->check->outcome == IFA_OUTCOME_NOT_TESTED)
    self->check->outcome = facts->servers != NULL && facts->servers[0] != NULL
                               ? IFA_OUTCOME_OK
                               : IFA_OUTCOME_NOT_FOUND;
  ifa_evidence_take (self->evidence, g_steal_pointer (&self->check));
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* resolve1's DNS property is a(iiay): interface, family, address. */
static char **
servers_from_variant (GVariant *list)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GVariantIter iter;
  GVariant *bytes;
  gint32 interface;
  gint32 family;
  guint n = 0;

  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "(ii@ay)", &interface, &family, &bytes))
    {
      gsize size = 0;
      const guint8 *raw = g_variant_get_fixed_array (bytes, &size, 1);
      g_autoptr (GInetAddress) inet = NULL;
      g_autofree char *text = NULL;

      if (size == 4 || size == 16)
        {
          inet = g_inet_address_new_from_bytes (raw, size == 16 ? G_SOCKET_FAMILY_IPV6
                                                                : G_SOCKET_FAMILY_IPV4);
          text = g_inet_address_to_string (inet);
          if (n++ < IFA_RESOLV_CONF_MAX_SERVERS)
            g_strv_builder_add (builder, text);
        }
      g_variant_unref (bytes);
    }
  return g_strv_builder_end (builder);
}

static void
resolved_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Survey *self = g_task_get_task_data (task);
  IfaResolverFacts *facts = self->check->facts;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr (GVariant) value = NULL;

  if (reply != NULL)
    g_variant_get (reply, "(v)", &value);
  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE ("a(iiay)"))
      && g_variant_n_children (value) > 0)
    {
      g_strfreev (facts->servers);
      facts->servers = servers_from_variant (value);
      facts->source = IFA_RESOLVER_SOURCE_SYSTEMD_RESOLVED;
    }
  finish (task);
}

static void
bus_is_there_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Survey *self = g_task_get_task_data (task);
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (bus == NULL)
    {
      finish (task);
      return;
    }
  g_dbus_connection_call (bus, "org.freedesktop.resolve1", "/org/freedesktop/resolve1",
                          "org.freedesktop.DBus.Properties", "Get",
                          g_variant_new ("(ss)", "org.freedesktop.resolve1.Manager", "DNS"),
                          G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, BUS_MS,
                          self->bus, resolved_answered_cb, task);
}

static gboolean
deadline_cb (gpointer user_data)
{
  Survey *self = user_data;

  self->deadline = 0;
  g_cancellable_cancel (self->bus);
  return G_SOURCE_REMOVE;
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
  g_autoptr (GBytes) bytes
      = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);

  facts->source = IFA_RESOLVER_SOURCE_RESOLV_CONF;
  ifa_resolv_conf_parse (bytes != NULL ? g_bytes_get_data (bytes, NULL) : NULL,
                         bytes != NULL ? g_bytes_get_size (bytes) : 0, facts);
  if (facts->is_stub == IFA_TRI_YES && ifa_environment_get_use_system_bus (self->environment))
    g_bus_get (G_BUS_TYPE_SYSTEM, self->bus, bus_is_there_cb, task);
  else
    finish (task);
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
                                       self->bus, file_is_read_cb, task);
      return;
    }

  /* Without the file glibc asks this computer itself (resolv.conf(5)), where usually nobody
   * listens: as good as no name server. */
  facts->source = IFA_RESOLVER_SOURCE_RESOLV_CONF;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    facts->servers = g_new0 (char *, 1);
  else
    self->check->outcome = IFA_OUTCOME_NOT_AVAILABLE;
  finish (task);
}

/**
 * ifa_resolver_probe_async:
 * @environment: the outside world
 * @evidence: gets one check
 * @cancellable: (nullable): ends the probe
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Reads resolv.conf; where that only names systemd-resolved's stub, asks systemd-resolved for the
 * servers behind it. Ends after half a second.
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
  self->bus = g_cancellable_new ();
  self->check = ifa_check_new (&ifa_resolver_facts, IFA_ROLE_NONE, NULL);
  self->deadline = g_timeout_add (BUS_MS, deadline_cb, self);
  if (cancellable != NULL)
    self->cancelled_handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                     g_object_ref (self->bus), g_object_unref);
  g_file_read_async (file, G_PRIORITY_DEFAULT, self->bus, file_is_open_cb, task);
}

gboolean
ifa_resolver_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
