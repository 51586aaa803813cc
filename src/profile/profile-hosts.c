/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "profile-url.h"
#include "profile.h"

static void
add_host (GPtrArray *hosts, const char *host)
{
  if (!g_ptr_array_find_with_equal_func (hosts, host, g_str_equal, NULL))
    g_ptr_array_add (hosts, g_strdup (host));
}

static void
add_host_of_url (GPtrArray *hosts, const char *text)
{
  g_auto (IfaProfileUrl) url = { 0 };
  g_autofree char *why = NULL;

  if (text != NULL && ifa_profile_url_parse (text, IFA_PROFILE_SCHEMES_ALL, &url, &why))
    add_host (hosts, url.host);
}

/**
 * ifa_profile_list_hosts:
 * @self: a profile
 * @own_hosts_only: the service's own hosts: its endpoints, its version address and its status
 *   page; without time servers and the hosts for comparison
 *
 * What can be shown before a check: no other host is ever contacted, but for the name servers,
 * the gateway and the proxy that this computer is set to use, and for those of
 * [method@Ifa.Profile.get_unnamed_hosts].
 *
 * Returns: (transfer full): host names and addresses, each once, in the order of first use
 */
char **
ifa_profile_list_hosts (const IfaProfile *self, gboolean own_hosts_only)
{
  g_autoptr (GPtrArray) hosts = g_ptr_array_new ();

  for (guint i = 0; i < self->endpoints->len; i++)
    add_host (hosts, ((IfaEndpoint *) g_ptr_array_index (self->endpoints, i))->host);
  add_host_of_url (hosts, self->version_url);
  add_host_of_url (hosts, self->status_url);
  if (!own_hosts_only)
    {
      for (guint i = 0; self->clock_ntp[i] != NULL; i++)
        add_host (hosts, self->clock_ntp[i]);
      add_host_of_url (hosts, self->control_connectivity);
      for (guint i = 0; self->control_https[i] != NULL; i++)
        add_host_of_url (hosts, self->control_https[i]);
    }
  g_ptr_array_add (hosts, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&hosts), FALSE);
}

static gboolean
shows_certificate (const IfaEndpoint *endpoint)
{
  return g_str_equal (endpoint->scheme, "https") || g_str_equal (endpoint->scheme, "wss");
}

/**
 * ifa_profile_get_unnamed_hosts:
 * @self: a profile
 * @own_hosts_only: the service's own hosts; then there are no others
 *
 * A certificate names the computers of its authority that are asked for a missing link of its
 * chain, and whether it was withdrawn. Nobody knows them before.
 *
 * Returns: (nullable): what to say of the hosts that a check may contact and that
 *   [method@Ifa.Profile.list_hosts] can't name
 */
const char *
ifa_profile_get_unnamed_hosts (const IfaProfile *self, gboolean own_hosts_only)
{
  for (guint i = 0; !own_hosts_only && i < self->endpoints->len; i++)
    if (shows_certificate (g_ptr_array_index (self->endpoints, i)))
      /* Translators: stands in a list of the computers that a check contacts */
      return _ ("The authority of the service's certificate, to ask whether it was withdrawn: "
                "which computers these are is known only when the certificate is seen");
  return NULL;
}
