/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The steps towards one host and port: connect to each address, then shake hands and ask, both
 * at once and each on its own connection. Endpoints on the same host and port share them. */

#include <string.h>

#include "group.h"
#include "http-probe.h"
#include "ntp-probe.h"
#include "path-probe.h"
#include "portal-probe.h"
#include "status-probe.h"
#include "tcp-probe.h"
#include "tls-probe.h"
#include "version-probe.h"

/* Control hosts are many-homed; two addresses say enough. */
#define MAX_CONTROL_ADDRESSES 2

void
ifa_group_free (IfaGroup *group)
{
  g_free (group->id);
  g_free (group->host);
  g_free (group->url);
  g_ptr_array_unref (group->endpoints);
  g_ptr_array_unref (group->addresses);
  g_ptr_array_unref (group->other_addresses);
  g_free (group->proxy);
  g_object_unref (group->cancellable);
  g_object_unref (group->http_cancellable);
  g_object_unref (group->doubt_cancellable);
  g_free (group);
}

static IfaGroup *
group_new (IfaRun *run,
           IfaGroupKind kind,
           IfaRole role,
           const char *id,
           const char *host,
           guint16 port)
{
  IfaGroup *group = g_new0 (IfaGroup, 1);

  group->kind = kind;
  group->role = role;
  group->need = kind == IFA_GROUP_SERVICE ? IFA_NEED_ESSENTIAL : IFA_NEED_COMPARISON;
  group->id = g_strdup (id);
  group->host = g_strdup (host);
  group->port = port;
  group->endpoints = g_ptr_array_new ();
  group->addresses = g_ptr_array_new_with_free_func (g_free);
  group->other_addresses = g_ptr_array_new_with_free_func (g_free);
  group->cancellable
      = kind == IFA_GROUP_SERVICE ? g_cancellable_new () : g_object_ref (run->comparison);
  group->http_cancellable
      = kind == IFA_GROUP_SERVICE ? g_cancellable_new () : g_object_ref (run->comparison);
  group->doubt_cancellable = g_cancellable_new ();
  g_ptr_array_add (run->groups, group);
  return group;
}

static void
cancel_group (IfaGroup *group)
{
  if (group->kind != IFA_GROUP_SERVICE)
    return;
  g_cancellable_cancel (group->cancellable);
  g_cancellable_cancel (group->http_cancellable);
  g_cancellable_cancel (group->doubt_cancellable);
}

/**
 * ifa_run_cut_off_network:
 * @run: a run
 *
 * Ends what can't succeed any more: all that needs a network, or everything after a cancel.
 */
void
ifa_run_cut_off_network (IfaRun *run)
{
  gboolean all = ifa_run_was_cancelled (run);

  ifa_run_cut_off_look_ups (run);
  for (guint i = 0; i < run->groups->len; i++)
    {
      IfaGroup *group = g_ptr_array_index (run->groups, i);
      if (all || !group->is_local)
        cancel_group (group);
    }
}

static char **
addresses_of (const IfaGroup *group)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < group->addresses->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (group->addresses, i));
  return g_strv_builder_end (builder);
}

static IfaCheck *
http_check_new (const IfaGroup *group, const char *endpoint, const char *url)
{
  IfaCheck *check = ifa_check_new (&ifa_http_facts, group->role, endpoint);
  IfaHttpFacts *facts = check->facts;

  facts->url = g_strdup (url);
  facts->method = g_strdup ("GET");
  facts->addresses = addresses_of (group);
  return check;
}

/* The request of one endpoint, or of a control host where @endpoint is NULL. */
IfaCheck *
ifa_group_new_http (const IfaGroup *group, const IfaEndpoint *endpoint)
{
  IfaCheck *check = http_check_new (group, endpoint != NULL ? endpoint->id : group->id,
                                    endpoint != NULL ? endpoint->url : group->url);
  IfaHttpFacts *facts = check->facts;

  if (endpoint == NULL)
    return check;
  if (endpoint->error_code_path == NULL)
    return check;
  facts->error_code_path = g_strdup (endpoint->error_code_path);
  facts->error_code_ok = g_strdupv (endpoint->error_code_ok);
  facts->error_message_path = g_strdup (endpoint->error_message_path);
  return check;
}

/* What a code of the service stands for is in its profile. */
void
ifa_run_http_done (IfaRun *run, IfaCheck *check, gpointer user_data)
{
  IfaHttpFacts *facts = check->facts;

  if (facts->error_code != NULL && facts->error_is_fine != IFA_TRI_YES)
    {
      const IfaErrorCode *known = ifa_profile_find_error (run->profile, facts->error_code);
      if (known != NULL)
        facts->error_cause = g_strdup (known->cause);
    }
  ifa_run_compare_dates (run, check);
  if (user_data == NULL)
    return;
  ifa_group_see_timing (run, user_data, check);
  ifa_group_see_answer (run, user_data, check);
}

static void
ask (IfaRun *run, IfaGroup *group)
{
  if (group->kind == IFA_GROUP_CONTROL)
    {
      ifa_run_launch (run, ifa_group_new_http (group, NULL), ifa_http_probe_async, group->need,
                      group->http_cancellable, ifa_run_http_done, group);
      return;
    }
  for (guint i = 0; i < group->endpoints->len; i++)
    {
      const IfaEndpoint *endpoint = g_ptr_array_index (group->endpoints, i);

      if (g_str_equal (endpoint->scheme, "tcp"))
        continue;
      ifa_run_launch (run, ifa_group_new_http (group, endpoint), ifa_http_probe_async, group->need,
                      group->http_cancellable, ifa_run_http_done, group);
    }
  ifa_group_watch_request (run, group);
}

/* Without an encrypted connection no request can be answered either. After mere silence it may be,
 * where packets get lost; the request has its own deadline. */
static void
tls_done (IfaRun *run, IfaCheck *check, gpointer user_data)
{
  IfaGroup *group = user_data;
  const IfaTlsFacts *facts = check->facts;

  if (check->outcome != IFA_OUTCOME_OK && check->outcome != IFA_OUTCOME_TIMED_OUT
      && facts->client_certificate_requested != IFA_TRI_YES && group->kind == IFA_GROUP_SERVICE)
    g_cancellable_cancel (group->http_cancellable);
  ifa_group_see_handshake (run, group, check);
  ifa_group_ask_authority (run, group, check);
}

IfaCheck *
ifa_group_new_tls (const IfaGroup *group)
{
  IfaCheck *check = ifa_check_new (&ifa_tls_facts, group->role, group->id);
  IfaTlsFacts *facts = check->facts;

  facts->host = g_strdup (group->host);
  facts->port = group->port;
  if (group->addresses->len > 0)
    facts->address = g_strdup (g_ptr_array_index (group->addresses, 0));
  return check;
}

static void
portal_done (IfaRun *run, IfaCheck *check, gpointer user_data)
{
  ifa_run_compare_dates (run, check);
}

static void
look_for_portal (IfaRun *run, IfaGroup *group)
{
  IfaCheck *check = ifa_check_new (&ifa_portal_facts, group->role, group->id);
  IfaPortalFacts *facts = check->facts;

  facts->url = g_strdup (group->url);
  facts->addresses = addresses_of (group);
  ifa_run_launch (run, check, ifa_portal_probe_async, group->need, NULL, portal_done, NULL);
}

static void
read_status_page (IfaRun *run, IfaGroup *group)
{
  IfaCheck *check = ifa_check_new (&ifa_status_facts, group->role, group->id);
  IfaStatusFacts *facts = check->facts;

  facts->url = g_strdup (group->url);
  facts->addresses = addresses_of (group);
  facts->expected_format = g_strdup (run->profile->status_format);
  facts->min_interval_s = run->profile->status_min_interval_s;
  ifa_run_launch (run, check, ifa_status_probe_async, group->need, NULL, NULL, NULL);
}

static void
ask_for_versions (IfaRun *run, IfaGroup *group)
{
  IfaCheck *check = ifa_check_new (&ifa_version_facts, group->role, group->id);
  IfaVersionFacts *facts = check->facts;

  facts->url = g_strdup (group->url);
  facts->addresses = addresses_of (group);
  facts->minimum_path = g_strdup (run->profile->version_minimum_path);
  facts->latest_path = g_strdup (run->profile->version_latest_path);
  ifa_run_launch (run, check, ifa_version_probe_async, group->need, NULL, NULL, NULL);
}

static void
connected (IfaRun *run, IfaGroup *group)
{
  if (group->connected)
    return;
  group->connected = TRUE;

  if (group->kind == IFA_GROUP_PORTAL)
    {
      look_for_portal (run, group);
      return;
    }
  if (group->kind == IFA_GROUP_STATUS)
    {
      read_status_page (run, group);
      return;
    }
  if (group->kind == IFA_GROUP_VERSION)
    {
      ask_for_versions (run, group);
      return;
    }
  ifa_group_look_at_line (run, group);
  if (group->uses_tls)
    {
      ifa_run_launch (run, ifa_group_new_tls (group), ifa_tls_probe_async, group->need,
                      group->cancellable, tls_done, group);
      ifa_group_watch_handshake (run, group);
    }
  ask (run, group);
}

static void
give_up (IfaRun *run, IfaGroup *group)
{
  const char *reason = group->addresses->len > 0 ? IFA_REASON_NO_CONNECTION : IFA_REASON_NO_ADDRESS;

  if (group->given_up || group->connected || group->kind != IFA_GROUP_SERVICE)
    return;
  group->given_up = TRUE;

  if (group->addresses->len == 0)
    {
      IfaCheck *check = ifa_check_new (&ifa_tcp_facts, group->role, group->id);
      IfaTcpFacts *facts = check->facts;

      facts->host = g_strdup (group->host);
      facts->port = group->port;
      facts->purpose = IFA_TCP_PURPOSE_SERVICE;
      ifa_run_add_skipped (run, check, reason);
    }
  if (group->uses_tls)
    ifa_run_add_skipped (run, ifa_group_new_tls (group), reason);
  for (guint i = 0; i < group->endpoints->len; i++)
    {
      const IfaEndpoint *endpoint = g_ptr_array_index (group->endpoints, i);
      if (!g_str_equal (endpoint->scheme, "tcp"))
        ifa_run_add_skipped (run, ifa_group_new_http (group, endpoint), reason);
    }
}

static void
see_whether_done (IfaRun *run, IfaGroup *group)
{
  if (group->host_ended && group->n_connecting == 0 && !group->connected)
    give_up (run, group);
}

IfaCheck *
ifa_group_new_tcp (const IfaGroup *group, const char *address, guint16 port, guint purpose)
{
  IfaCheck *check = ifa_check_new (&ifa_tcp_facts, group->role, group->id);
  IfaTcpFacts *facts = check->facts;

  facts->host = g_strdup (group->host);
  facts->address = g_strdup (address);
  facts->port = port;
  facts->purpose = purpose;
  return check;
}

/* The address that works comes first, for the handshake and the request. */
static void
put_first (IfaGroup *group, const char *address)
{
  for (guint i = 0; i < group->addresses->len; i++)
    if (g_str_equal (g_ptr_array_index (group->addresses, i), address))
      {
        gpointer first = g_ptr_array_steal_index (group->addresses, i);
        g_ptr_array_insert (group->addresses, 0, first);
        return;
      }
}

static gboolean
is_ipv6 (const char *address)
{
  return strchr (address, ':') != NULL;
}

/* Programs take the family that they like, and an open port of the other one may lead nowhere. */
static void
shake_hands_by_other_family (IfaRun *run, IfaGroup *group, const char *address)
{
  IfaCheck *tls = NULL;
  IfaTlsFacts *facts = NULL;

  if (group->kind != IFA_GROUP_SERVICE || !group->uses_tls || group->other_family_tried
      || is_ipv6 (address) == is_ipv6 (g_ptr_array_index (group->addresses, 0)))
    return;
  group->other_family_tried = TRUE;

  tls = ifa_group_new_tls (group);
  facts = tls->facts;
  g_free (facts->address);
  facts->address = g_strdup (address);
  ifa_run_launch (run, tls, ifa_tls_probe_async, group->need, group->doubt_cancellable, NULL, NULL);
}

static void
tcp_done (IfaRun *run, IfaCheck *check, gpointer user_data)
{
  IfaGroup *group = user_data;
  const IfaTcpFacts *facts = check->facts;

  group->n_connecting--;
  if (check->outcome == IFA_OUTCOME_OK)
    {
      if (!group->connected)
        put_first (group, facts->address);
      connected (run, group);
      shake_hands_by_other_family (run, group, facts->address);
    }
  else if (check->outcome != IFA_OUTCOME_NOT_TESTED && !group->connected)
    ifa_group_doubt_connection (run, group, facts->address);
  ifa_group_see_timing (run, group, check);
  see_whether_done (run, group);
}

/* The kernel takes "any address" for this computer, too. */
static gboolean
is_on_this_computer (const char *address)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);

  return inet != NULL
         && (g_inet_address_get_is_loopback (inet) || g_inet_address_get_is_any (inet));
}

static void
ask_for_time (IfaRun *run, IfaGroup *group)
{
  IfaCheck *check = ifa_check_new (&ifa_clock_facts, group->role, group->id);
  IfaClockFacts *facts = check->facts;

  facts->source = IFA_CLOCK_SOURCE_NTP;
  facts->host = g_strdup (group->host);
  facts->addresses = addresses_of (group);
  ifa_run_launch (run, check, ifa_ntp_probe_async, group->need, NULL, NULL, NULL);
}

static void
try_address (IfaRun *run, IfaGroup *group, const char *address)
{
  IfaCheck *path = NULL;

  if (group->kind != IFA_GROUP_SERVICE && group->addresses->len >= MAX_CONTROL_ADDRESSES)
    return;
  g_ptr_array_add (group->addresses, g_strdup (address));
  group->is_local = is_on_this_computer (address);

  if (group->kind == IFA_GROUP_TIME)
    {
      if (group->addresses->len == 1)
        ask_for_time (run, group);
      return;
    }

  path = ifa_check_new (&ifa_path_facts, group->role, group->id);
  ((IfaPathFacts *) path->facts)->address = g_strdup (address);
  ifa_run_launch (run, path, ifa_path_probe_async, group->need, group->cancellable, NULL, NULL);

  group->n_connecting++;
  ifa_run_launch (run, ifa_group_new_tcp (group, address, group->port, IFA_TCP_PURPOSE_SERVICE),
                  ifa_tcp_probe_async, group->need, group->cancellable, tcp_done, group);
  if (group->kind == IFA_GROUP_SERVICE && group->addresses->len == 1)
    ifa_group_watch_connection (run, group, address);
}

static void
host_address (IfaRun *run,
              IfaHost *host,
              const char *address,
              gboolean is_other,
              gpointer user_data)
{
  IfaGroup *group = user_data;

  if (is_other)
    {
      g_ptr_array_add (group->other_addresses, g_strdup (address));
      ifa_group_see_other_address (run, group, address);
    }
  else
    try_address (run, group, address);
}

static void
host_ended (IfaRun *run, IfaHost *host, gpointer user_data)
{
  IfaGroup *group = user_data;

  group->host_ended = TRUE;
  see_whether_done (run, group);
}

static void
start_group (IfaRun *run, IfaGroup *group)
{
  const char *given = ifa_environment_lookup_host (run->environment, group->host);

  /* "Connect here" leaves nothing for a proxy to decide. */
  if (given == NULL && (group->kind == IFA_GROUP_SERVICE || group->kind == IFA_GROUP_CONTROL))
    ifa_group_start_proxy (run, group);
  if (given == NULL && g_hostname_is_ip_address (group->host))
    given = group->host;
  if (given == NULL)
    {
      ifa_run_resolve (run, group->host, group->role, group->id, host_address, host_ended, group);
      return;
    }
  group->host_ended = TRUE;
  try_address (run, group, given);
}

static void
add_endpoint_facts (IfaRun *run, const IfaEndpoint *endpoint)
{
  IfaCheck *check = ifa_check_new (&ifa_endpoint_facts, IFA_ROLE_SERVICE, endpoint->id);
  IfaEndpointFacts *facts = check->facts;
  g_autoptr (GStrvBuilder) status = g_strv_builder_new ();

  facts->name = g_strdup (ifa_text_get (endpoint->name));
  facts->url = g_strdup (endpoint->url);
  facts->scheme = g_strdup (endpoint->scheme);
  facts->host = g_strdup (endpoint->host);
  facts->port = endpoint->port;
  facts->required = IFA_TRI (endpoint->required);
  facts->host_is_address = IFA_TRI (g_hostname_is_ip_address (endpoint->host));
  facts->address_given
      = IFA_TRI (ifa_environment_lookup_host (run->environment, endpoint->host) != NULL);
  facts->expected_addresses = g_strdupv (endpoint->expect_addresses);
  for (guint i = 0; i < endpoint->expect_status->len; i++)
    {
      g_autofree char *text
          = g_strdup_printf ("%u", g_array_index (endpoint->expect_status, guint, i));
      g_strv_builder_add (status, text);
    }
  if (endpoint->expect_status->len > 0)
    facts->expected_status = g_strv_builder_end (status);
  facts->expected_format = g_strdup (endpoint->expect_format);
  /* A code to be read from the answer can only be read from JSON. */
  if (endpoint->error_code_path != NULL && g_strcmp0 (facts->expected_format, "auto") == 0)
    {
      g_free (facts->expected_format);
      facts->expected_format = g_strdup ("json");
    }
  facts->max_ms = endpoint->max_ms;
  facts->min_days = endpoint->min_days;
  facts->client_certificate = endpoint->client_certificate == IFA_CLIENT_CERTIFICATE_POLICY_REQUIRED
                                  ? IFA_CLIENT_CERTIFICATE_REQUIRED
                              : endpoint->client_certificate == IFA_CLIENT_CERTIFICATE_POLICY_ASKED
                                  ? IFA_CLIENT_CERTIFICATE_ASKED
                                  : IFA_CLIENT_CERTIFICATE_NO;
  facts->root_sha256 = g_strdup (endpoint->root_sha256);
  check->outcome = IFA_OUTCOME_OK;
  ifa_run_add_ended (run, check);
}

static gboolean
scheme_uses_tls (const char *scheme)
{
  return g_str_equal (scheme, "https") || g_str_equal (scheme, "wss");
}

static IfaGroup *
group_for (IfaRun *run, const IfaEndpoint *endpoint)
{
  gboolean uses_tls = scheme_uses_tls (endpoint->scheme);
  IfaGroup *group = NULL;

  for (guint i = 0; i < run->groups->len; i++)
    {
      group = g_ptr_array_index (run->groups, i);
      if (group->port == endpoint->port && group->uses_tls == uses_tls
          && g_str_equal (group->host, endpoint->host))
        return group;
    }
  group = group_new (run, IFA_GROUP_SERVICE, IFA_ROLE_SERVICE, endpoint->id, endpoint->host,
                     endpoint->port);
  group->uses_tls = uses_tls;
  group->url = g_strdup (endpoint->url);
  return group;
}

static void
add_page (IfaRun *run, IfaGroupKind kind, IfaRole role, const char *id, const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  gboolean uses_tls = FALSE;
  IfaGroup *group = NULL;
  int port;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return;
  uses_tls = scheme_uses_tls (g_uri_get_scheme (uri));
  port = g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : uses_tls ? 443 : 80;
  group = group_new (run, kind, role, id, g_uri_get_host (uri), port);
  group->uses_tls = uses_tls;
  group->url = g_strdup (url);
}

static void
add_control (IfaRun *run, IfaGroupKind kind, const char *url, guint number)
{
  g_autofree char *id = g_strdup_printf (IFA_ENDPOINT_CONTROL_PREFIX "%u", number);

  add_page (run, kind, IFA_ROLE_CONTROL, id, url);
}

static void
add_comparisons (IfaRun *run)
{
  const IfaProfile *profile = run->profile;
  guint number = 1;

  if (profile->control_connectivity != NULL)
    add_control (run, IFA_GROUP_PORTAL, profile->control_connectivity, number++);
  for (guint i = 0; profile->control_https != NULL && profile->control_https[i] != NULL; i++)
    add_control (run, IFA_GROUP_CONTROL, profile->control_https[i], number++);
  if (profile->status_url != NULL)
    add_page (run, IFA_GROUP_STATUS, IFA_ROLE_VENDOR, IFA_ENDPOINT_STATUS_PAGE,
              profile->status_url);
  for (guint i = 0; profile->clock_ntp != NULL && profile->clock_ntp[i] != NULL; i++)
    {
      g_autofree char *id = g_strdup_printf (IFA_ENDPOINT_TIME_PREFIX "%u", i + 1);
      group_new (run, IFA_GROUP_TIME, IFA_ROLE_TIME, id, profile->clock_ntp[i], 123);
    }
}

/**
 * ifa_run_start_targets:
 * @run: a run
 *
 * Begins with every endpoint, and, unless only the service's own hosts may be contacted, with
 * control hosts and time servers.
 */
void
ifa_run_start_targets (IfaRun *run)
{
  for (guint i = 0; i < run->profile->endpoints->len; i++)
    {
      IfaEndpoint *endpoint = g_ptr_array_index (run->profile->endpoints, i);

      add_endpoint_facts (run, endpoint);
      g_ptr_array_add (group_for (run, endpoint)->endpoints, endpoint);
    }
  /* Nothing to compare with where the installed version isn't known. */
  if (run->profile->version_url != NULL && run->profile->client_version_file != NULL)
    add_page (run, IFA_GROUP_VERSION, IFA_ROLE_SERVICE, IFA_ENDPOINT_VERSION,
              run->profile->version_url);
  if (!run->own_hosts_only)
    add_comparisons (run);
  for (guint i = 0; i < run->groups->len; i++)
    start_group (run, g_ptr_array_index (run->groups, i));
}
