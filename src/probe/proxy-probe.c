/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "proxy-probe.h"

#include <gio/gio.h>
#include <string.h>

#include "facts.h"
#include "proxy-login.h"
#include "sandbox.h"

/* An automatic script may loop; the settings themselves are there at once. */
#define PROXY_MS 2000

#define MAX_PROXIES 8

typedef struct
{
  gboolean is_sandboxed;
  IfaCheck *check;
  GCancellable *look_up;
  gulong cancelled_handler;
  guint deadline;
} Question;

static void
question_free (Question *self)
{
  g_clear_handle_id (&self->deadline, g_source_remove);
  g_object_unref (self->look_up);
  g_free (self);
}

/* curl, libproxy and GLib all look at these; in this order the more specific wins. */
static gboolean
is_set_by_environment (const char *url)
{
  const char *const https[] = { "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", NULL };
  const char *const http[] = { "http_proxy", "all_proxy", "ALL_PROXY", NULL };
  const char *const *names = url != NULL && g_str_has_prefix (url, "http:") ? http : https;

  for (guint i = 0; names[i] != NULL; i++)
    if (g_getenv (names[i]) != NULL && g_getenv (names[i])[0] != '\0')
      return TRUE;
  return FALSE;
}

/* A desktop's settings, where its schema is installed. */
static gboolean
is_automatic_on_desktop (char **script_url)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettings) settings = NULL;
  g_autofree char *mode = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, "org.gnome.system.proxy", TRUE);
  if (schema == NULL)
    return FALSE;
  settings = g_settings_new_full (schema, NULL, NULL);
  mode = g_settings_get_string (settings, "mode");
  if (!g_str_equal (mode, "auto"))
    return FALSE;
  *script_url = g_settings_get_string (settings, "autoconfig-url");
  return TRUE;
}

static void
note_proxies (IfaProxyFacts *facts, char **proxies)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  facts->uses_proxy = IFA_TRI_NO;
  for (guint i = 0; proxies[i] != NULL && i < MAX_PROXIES; i++)
    {
      g_autofree char *bare = ifa_proxy_login_split (proxies[i]);

      g_strv_builder_add (builder, bare);
      if (i == 0 && !g_str_has_prefix (proxies[i], "direct"))
        facts->uses_proxy = IFA_TRI_YES;
    }
  facts->proxies = g_strv_builder_end (builder);
}

/* GLib asks the portal's resolver where there is one, and else looks at the environment alone. */
static gboolean
comes_from_portal (gpointer resolver)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (resolver), "GProxyResolverPortal");
}

static void
note_source (const Question *self, IfaProxyFacts *facts, gboolean is_portal)
{
  g_autofree char *script = NULL;

  if (is_portal)
    facts->source = IFA_PROXY_SOURCE_PORTAL;
  else if (is_set_by_environment (facts->url))
    facts->source = IFA_PROXY_SOURCE_ENVIRONMENT;
  else if (self->is_sandboxed)
    {
      /* "Directly" only means that nobody in here knows better. */
      facts->uses_proxy = IFA_TRI_UNKNOWN;
      g_clear_pointer (&facts->proxies, g_strfreev);
    }
  else if (is_automatic_on_desktop (&script))
    {
      facts->source = IFA_PROXY_SOURCE_AUTOMATIC;
      facts->is_automatic = IFA_TRI_YES;
      if (script != NULL && script[0] != '\0')
        facts->script_url = ifa_proxy_login_split (script);
    }
  else if (facts->uses_proxy == IFA_TRI_YES)
    facts->source = IFA_PROXY_SOURCE_DESKTOP;
}

static void
finish (GTask *task)
{
  Question *self = g_task_get_task_data (task);

  g_clear_handle_id (&self->deadline, g_source_remove);
  g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_handler);
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    self->check->outcome = IFA_OUTCOME_NOT_TESTED;
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
name_was_looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Question *self = g_task_get_task_data (task);
  IfaProxyFacts *facts = self->check->facts;
  g_autoptr (GError) error = NULL;
  g_autolist (GInetAddress) addresses
      = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);

  if (addresses != NULL)
    facts->network_offers_script = IFA_TRI_YES;
  else if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    facts->network_offers_script = IFA_TRI_NO;
  finish (task);
}

/* Networks that want a proxy to be used offer a script under this name
 * (draft-ietf-wrec-wpad-01). It is looked for and not fetched. */
static void
look_for_script (GTask *task)
{
  Question *self = g_task_get_task_data (task);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();

  g_resolver_lookup_by_name_async (resolver, "wpad", self->look_up, name_was_looked_up_cb, task);
}

static void
settings_are_known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Question *self = g_task_get_task_data (task);
  IfaProxyFacts *facts = self->check->facts;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) proxies
      = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);

  if (proxies == NULL)
    {
      /* Foreign words may repeat the settings, with what is secret in them. */
      if (strchr (error->message, '@') == NULL)
        ifa_check_take_detail (self->check, g_strdup (error->message));
      self->check->outcome = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                                 ? IFA_OUTCOME_TIMED_OUT
                                 : IFA_OUTCOME_NOT_AVAILABLE;
      note_source (self, facts, comes_from_portal (source));
      finish (task);
      return;
    }
  note_proxies (facts, proxies);
  note_source (self, facts, comes_from_portal (source));
  self->check->outcome
      = facts->uses_proxy != IFA_TRI_UNKNOWN ? IFA_OUTCOME_OK : IFA_OUTCOME_NOT_AVAILABLE;
  if (self->check->outcome == IFA_OUTCOME_NOT_AVAILABLE)
    ifa_check_set_reason (self->check, "sandbox");
  if (facts->look_for_script == IFA_TRI_YES)
    look_for_script (task);
  else
    finish (task);
}

static gboolean
deadline_cb (gpointer user_data)
{
  Question *self = user_data;

  self->deadline = 0;
  g_cancellable_cancel (self->look_up);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/**
 * ifa_proxy_probe_async:
 * @environment: the outside world
 * @check: a check of proxy facts: `url`
 * @cancellable: (nullable): ends the probe
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Asks GProxyResolver, which knows the environment, the desktop's settings, its portal, and
 * automatic scripts. The proxy itself isn't contacted. Inside a sandbox without the portal the
 * desktop's settings aren't seen: then the check ends as not available.
 */
void
ifa_proxy_probe_async (IfaEnvironment *environment,
                       IfaCheck *check,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Question *self = g_new0 (Question, 1);
  IfaProxyFacts *facts = check->facts;

  g_task_set_source_tag (task, ifa_proxy_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) question_free);
  self->is_sandboxed = ifa_sandbox_is_around (environment);
  self->check = check;
  self->look_up = g_cancellable_new ();
  self->deadline = g_timeout_add (PROXY_MS, deadline_cb, self);
  if (cancellable != NULL)
    self->cancelled_handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                     g_object_ref (self->look_up), g_object_unref);
  g_proxy_resolver_lookup_async (g_proxy_resolver_get_default (), facts->url, self->look_up,
                                 settings_are_known_cb, task);
}

gboolean
ifa_proxy_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
