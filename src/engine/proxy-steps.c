/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The steps through a proxy, where this computer's settings name one: beside the direct way, and
 * judged apart from it. */

#include <string.h>

#include "group.h"
#include "http-probe.h"
#include "proxy-probe.h"
#include "tls-probe.h"
#include "tunnel-probe.h"

/* The service answers through the proxy; in many offices the direct way is closed on purpose, and
 * its silence is not worth waiting for. */
static void
request_done (IfaRun *run, IfaCheck *check, gpointer user_data)
{
  IfaGroup *group = user_data;

  ifa_run_http_done (run, check, group);
  if (check->outcome == IFA_OUTCOME_OK && group->kind == IFA_GROUP_SERVICE)
    {
      g_cancellable_cancel (group->cancellable);
      g_cancellable_cancel (group->doubt_cancellable);
      g_cancellable_cancel (group->http_cancellable);
    }
}

static void
launch_request (IfaRun *run, IfaGroup *group, const IfaEndpoint *endpoint)
{
  IfaCheck *check = ifa_group_new_http (group, endpoint);
  IfaHttpFacts *facts = check->facts;

  facts->proxy = g_strconcat ("http://", group->proxy, NULL);
  g_clear_pointer (&facts->addresses, g_strfreev);
  ifa_run_launch (run, check, ifa_http_probe_async, group->need, NULL, request_done, group);
}

static char *
dup_authority (const char *host, gint64 port)
{
  return g_strdup_printf (strchr (host, ':') != NULL ? "[%s]:%d" : "%s:%d", host, (int) port);
}

static void
tunnel_done (IfaRun *run, IfaCheck *check, gpointer user_data)
{
  IfaGroup *group = user_data;
  const IfaTunnelFacts *tunnel = check->facts;

  if (check->outcome != IFA_OUTCOME_OK)
    return;

  if (group->uses_tls)
    {
      IfaCheck *tls = ifa_group_new_tls (group);
      IfaTlsFacts *facts = tls->facts;

      facts->proxy = dup_authority (tunnel->proxy_address, tunnel->proxy_port);
      g_clear_pointer (&facts->address, g_free);
      ifa_run_launch (run, tls, ifa_tls_probe_async, group->need, NULL, NULL, NULL);
    }
  if (group->kind == IFA_GROUP_CONTROL)
    launch_request (run, group, NULL);
  for (guint i = 0; i < group->endpoints->len; i++)
    {
      const IfaEndpoint *endpoint = g_ptr_array_index (group->endpoints, i);
      if (!g_str_equal (endpoint->scheme, "tcp"))
        launch_request (run, group, endpoint);
    }
}

/* Others (SOCKS, a proxy behind TLS) aren't spoken to, and nothing is concluded about them. */
static GUri *
first_http_proxy (const IfaProxyFacts *facts)
{
  for (guint i = 0; facts->proxies != NULL && facts->proxies[i] != NULL; i++)
    {
      g_autoptr (GUri) uri = g_uri_parse (facts->proxies[i], G_URI_FLAGS_NONE, NULL);
      if (uri != NULL && g_uri_get_host (uri) != NULL
          && g_str_equal (g_uri_get_scheme (uri), "http"))
        return g_steal_pointer (&uri);
    }
  return NULL;
}

static void
settings_done (IfaRun *run, IfaCheck *check, gpointer user_data)
{
  IfaGroup *group = user_data;
  const IfaProxyFacts *settings = check->facts;
  g_autoptr (GUri) proxy = NULL;
  IfaCheck *tunnel = NULL;
  IfaTunnelFacts *facts = NULL;

  if (check->outcome != IFA_OUTCOME_OK || settings->uses_proxy != IFA_TRI_YES)
    return;
  proxy = first_http_proxy (settings);
  if (proxy == NULL)
    return;

  tunnel = ifa_check_new (&ifa_tunnel_facts, group->role, group->id);
  facts = tunnel->facts;
  facts->proxy_host = g_strdup (g_uri_get_host (proxy));
  facts->proxy_port = g_uri_get_port (proxy) > 0 ? g_uri_get_port (proxy) : 80;
  facts->host = g_strdup (group->host);
  facts->port = group->port;
  group->proxy = dup_authority (facts->proxy_host, facts->proxy_port);
  ifa_run_launch (run, tunnel, ifa_tunnel_probe_async, group->need, NULL, tunnel_done, group);
}

/**
 * ifa_group_start_proxy:
 * @run: a run
 * @group: a group with a URL
 *
 * Looks which proxy the settings choose for the group's first address, and goes that way, too.
 */
void
ifa_group_start_proxy (IfaRun *run, IfaGroup *group)
{
  IfaCheck *check = NULL;

  if (group->is_local || group->url == NULL || g_str_has_prefix (group->url, "tcp:"))
    return;
  check = ifa_check_new (&ifa_proxy_facts, group->role, group->id);
  ((IfaProxyFacts *) check->facts)->url = g_strdup (group->url);
  ifa_run_launch (run, check, ifa_proxy_probe_async, group->need, NULL, settings_done, group);
}
