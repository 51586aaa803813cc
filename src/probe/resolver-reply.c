/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "resolver-reply.h"

#include <net/if.h>
#include <string.h>

#include "resolv-conf.h"

/* More than any computer is set to; the rest of an endless list isn't read. */
#define MAX_ENTRIES 32

#define DNS_PORT 53

/* All name servers of one reply, sorted by what they are for. */
typedef struct
{
  GPtrArray *general;
  GPtrArray *domain; /* only for names of certain domains */
  GPtrArray *by_interface;
  gboolean is_plain; /* each can be asked on port 53 */
} Servers;

static Servers
servers_new (void)
{
  return (Servers){ g_ptr_array_new_with_free_func (g_free),
                    g_ptr_array_new_with_free_func (g_free),
                    g_ptr_array_new_with_free_func (g_free), TRUE };
}

static void
servers_clear (Servers *self)
{
  g_ptr_array_unref (self->general);
  g_ptr_array_unref (self->domain);
  g_ptr_array_unref (self->by_interface);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Servers, servers_clear)

static char **
dup_list (const GPtrArray *list, guint max)
{
  char **copy = g_new0 (char *, MIN (list->len, max) + 1);

  for (guint i = 0; i < MIN (list->len, max); i++)
    copy[i] = g_strdup (g_ptr_array_index (list, i));
  return copy;
}

/* A link-local address says nothing without its interface. */
static char *
dup_address (gint32 index, GVariant *bytes)
{
  gsize size = 0;
  const guint8 *raw = g_variant_get_fixed_array (bytes, &size, 1);
  g_autoptr (GInetAddress) inet = NULL;
  g_autofree char *text = NULL;
  char name[IF_NAMESIZE];

  if (size != 4 && size != 16)
    return NULL;
  inet = g_inet_address_new_from_bytes (raw,
                                        size == 16 ? G_SOCKET_FAMILY_IPV6 : G_SOCKET_FAMILY_IPV4);
  text = g_inet_address_to_string (inet);
  if (size == 16 && g_inet_address_get_is_link_local (inet) && index > 0
      && if_indextoname ((guint) index, name) != NULL)
    return g_strconcat (text, "%", name, NULL);
  return g_steal_pointer (&text);
}

static char *
dup_interface (gint32 index)
{
  char name[IF_NAMESIZE];

  /* Index 0: set for the whole computer. */
  return g_strdup (index > 0 && if_indextoname ((guint) index, name) != NULL ? name : "*");
}

static void
add_unique (GPtrArray *list, const char *text)
{
  if (list->len < MAX_ENTRIES && !g_ptr_array_find_with_equal_func (list, text, g_str_equal, NULL))
    g_ptr_array_add (list, g_strdup (text));
}

static void
add_server (Servers *self, const char *interface, const char *address, gboolean for_domains)
{
  g_autofree char *line = g_strdup_printf ("%s %s", interface, address);

  add_unique (self->by_interface, line);
  add_unique (for_domains ? self->domain : self->general, address);
}

/* As systemd-resolved itself decides where nobody set it (resolved.conf(5), "DefaultRoute="): an
 * interface with a domain for routing only, other than the root, gets no other questions. */
static gboolean
is_for_domains_only (GVariant *domains, gint32 index)
{
  GVariantIter iter;
  const char *domain;
  gint32 owner;
  gboolean is_route_only;
  gboolean found = FALSE;

  if (domains == NULL || index <= 0)
    return FALSE;
  g_variant_iter_init (&iter, domains);
  for (guint i = 0;
       i < MAX_ENTRIES && g_variant_iter_next (&iter, "(i&sb)", &owner, &domain, &is_route_only);
       i++)
    if (owner == index && is_route_only)
      {
        if (g_str_equal (domain, "."))
          return FALSE;
        found = TRUE;
      }
  return found;
}

static void
read_resolved_servers (Servers *self, GVariant *list, GVariant *domains)
{
  GVariantIter iter;
  GVariant *bytes;
  const char *name;
  gint32 index;
  gint32 family;
  guint16 port;

  g_variant_iter_init (&iter, list);
  for (guint i = 0;
       i < MAX_ENTRIES
       && g_variant_iter_next (&iter, "(ii@ayq&s)", &index, &family, &bytes, &port, &name);
       i++)
    {
      G_GNUC_UNUSED g_autoptr (GVariant) owned = bytes;
      g_autofree char *address = dup_address (index, bytes);
      g_autofree char *interface = dup_interface (index);

      if (address == NULL)
        continue;
      self->is_plain = self->is_plain && (port == 0 || port == DNS_PORT);
      add_server (self, interface, address, is_for_domains_only (domains, index));
    }
}

/* Before version 246 there is no port and no name. */
static GVariant *
dup_extended (GVariant *properties, const char *name)
{
  g_autofree char *extended_name = g_strconcat (name, "Ex", NULL);
  GVariant *extended
      = g_variant_lookup_value (properties, extended_name, G_VARIANT_TYPE ("a(iiayqs)"));
  g_autoptr (GVariant) list = NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  GVariant *bytes;
  gint32 index;
  gint32 family;

  if (extended != NULL)
    return extended;
  list = g_variant_lookup_value (properties, name, G_VARIANT_TYPE ("a(iiay)"));
  if (list == NULL)
    return NULL;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(iiayqs)"));
  g_variant_iter_init (&iter, list);
  for (guint i = 0;
       i < MAX_ENTRIES && g_variant_iter_next (&iter, "(ii@ay)", &index, &family, &bytes); i++)
    {
      g_variant_builder_add (&builder, "(ii@ayqs)", index, family, bytes, 0, "");
      g_variant_unref (bytes);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static void
note_encryption (IfaResolverFacts *facts, GVariant *properties)
{
  const char *mode = NULL;

  if (!g_variant_lookup (properties, "DNSOverTLS", "&s", &mode))
    return;
  if (g_str_equal (mode, "yes"))
    facts->encryption = IFA_DNS_ENCRYPTION_YES;
  else if (g_str_equal (mode, "opportunistic"))
    facts->encryption = IFA_DNS_ENCRYPTION_OPPORTUNISTIC;
  else if (g_str_equal (mode, "no"))
    facts->encryption = IFA_DNS_ENCRYPTION_NO;
}

static void
note_current (IfaResolverFacts *facts, GVariant *properties)
{
  g_autoptr (GVariant) bytes = NULL;
  gint32 index;
  gint32 family;

  if (!g_variant_lookup (properties, "CurrentDNSServer", "(ii@ay)", &index, &family, &bytes))
    return;
  g_free (facts->current_server);
  facts->current_server = dup_address (index, bytes);
}

static void
take_servers (IfaResolverFacts *facts, const GPtrArray *list, IfaResolverSource source)
{
  g_strfreev (facts->servers);
  facts->servers = dup_list (list, IFA_RESOLV_CONF_MAX_SERVERS);
  facts->source = source;
}

static void
note_all (IfaResolverFacts *facts, const Servers *servers)
{
  g_strfreev (facts->by_interface);
  facts->by_interface = dup_list (servers->by_interface, MAX_ENTRIES);
  g_strfreev (facts->domain_servers);
  facts->domain_servers = dup_list (servers->domain, MAX_ENTRIES);
}

/**
 * ifa_resolver_take_resolved:
 * @facts: what resolv.conf said; gets the servers behind the stub
 * @properties: (nullable): a{sv} of org.freedesktop.resolve1.Manager, see
 *   org.freedesktop.resolve1(5)
 *
 * Servers that can only be asked in an encrypted way or on another port stay behind the stub:
 * then the stub itself remains what is asked.
 *
 * Returns: whether there was something to take
 */
gboolean
ifa_resolver_take_resolved (IfaResolverFacts *facts, GVariant *properties)
{
  g_auto (Servers) servers = servers_new ();
  g_auto (Servers) reserve = servers_new ();
  g_autoptr (GVariant) list = NULL;
  g_autoptr (GVariant) fallback = NULL;
  g_autoptr (GVariant) domains = NULL;
  const Servers *asked = &servers;

  if (properties == NULL || !g_variant_is_of_type (properties, G_VARIANT_TYPE_VARDICT))
    return FALSE;
  list = dup_extended (properties, "DNS");
  if (list == NULL)
    return FALSE;
  fallback = dup_extended (properties, "FallbackDNS");
  domains = g_variant_lookup_value (properties, "Domains", G_VARIANT_TYPE ("a(isb)"));
  read_resolved_servers (&servers, list, domains);
  if (fallback != NULL)
    read_resolved_servers (&reserve, fallback, NULL);

  note_all (facts, &servers);
  note_encryption (facts, properties);
  note_current (facts, properties);
  g_strfreev (facts->fallback_servers);
  facts->fallback_servers = dup_list (reserve.general, MAX_ENTRIES);

  if (servers.by_interface->len == 0)
    asked = &reserve;
  if (asked->general->len > 0 && asked->is_plain && facts->encryption != IFA_DNS_ENCRYPTION_YES)
    take_servers (facts, asked->general, IFA_RESOLVER_SOURCE_SYSTEMD_RESOLVED);
  return TRUE;
}

static gboolean
has_root (char **domains)
{
  return g_strv_contains ((const char *const *) domains, "~.")
         || g_strv_contains ((const char *const *) domains, ".");
}

static void
read_connection (Servers *self, GVariant *entry)
{
  g_auto (GStrv) addresses = NULL;
  g_auto (GStrv) domains = NULL;
  const char *interface = "*";
  gboolean is_vpn = FALSE;
  gboolean for_domains;

  if (!g_variant_lookup (entry, "nameservers", "^as", &addresses))
    return;
  g_variant_lookup (entry, "domains", "^as", &domains);
  g_variant_lookup (entry, "interface", "&s", &interface);
  g_variant_lookup (entry, "vpn", "b", &is_vpn);
  for_domains = is_vpn && domains != NULL && domains[0] != NULL && !has_root (domains);
  if (strlen (interface) >= IF_NAMESIZE)
    interface = "*";

  for (guint i = 0; addresses[i] != NULL && i < MAX_ENTRIES; i++)
    {
      if (g_hostname_is_ip_address (addresses[i]))
        add_server (self, interface, addresses[i], for_domains);
      else
        self->is_plain = FALSE; /* dns+tls://… */
    }
}

/**
 * ifa_resolver_take_network_manager:
 * @facts: what resolv.conf said; gets the servers of each connection
 * @properties: (nullable): a{sv} of org.freedesktop.NetworkManager.DnsManager
 *
 * The servers replace those of @facts only where these are a stub on this computer.
 *
 * Returns: whether there was something to take
 */
gboolean
ifa_resolver_take_network_manager (IfaResolverFacts *facts, GVariant *properties)
{
  g_auto (Servers) servers = servers_new ();
  g_autoptr (GVariant) connections = NULL;
  GVariantIter iter;
  GVariant *entry;

  if (properties == NULL || !g_variant_is_of_type (properties, G_VARIANT_TYPE_VARDICT))
    return FALSE;
  connections = g_variant_lookup_value (properties, "Configuration", G_VARIANT_TYPE ("aa{sv}"));
  if (connections == NULL)
    return FALSE;

  /* In the order of their priority. */
  g_variant_iter_init (&iter, connections);
  for (guint i = 0; i < MAX_ENTRIES && g_variant_iter_next (&iter, "@a{sv}", &entry); i++)
    {
      read_connection (&servers, entry);
      g_variant_unref (entry);
    }
  note_all (facts, &servers);
  if (facts->is_stub == IFA_TRI_YES && servers.general->len > 0 && servers.is_plain)
    take_servers (facts, servers.general, IFA_RESOLVER_SOURCE_NETWORK_MANAGER);
  return TRUE;
}

/**
 * ifa_resolver_take_connectivity:
 * @facts: gets `connectivity`
 * @value: (nullable): the property of org.freedesktop.NetworkManager
 */
void
ifa_resolver_take_connectivity (IfaResolverFacts *facts, GVariant *value)
{
  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32)
      && g_variant_get_uint32 (value) <= IFA_CONNECTIVITY_FULL)
    facts->connectivity = g_variant_get_uint32 (value);
}
