/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "http-connectable.h"

/* A network address, since glib-networking takes the name for SNI and for the check of the
 * certificate only from one of GIO's own types. */
struct _IfaHttpConnectable
{
  GNetworkAddress parent_instance;

  GPtrArray *addresses; /* (element-type GSocketAddress) */
};

#define IFA_TYPE_HTTP_ADDRESSES (ifa_http_addresses_get_type ())
G_DECLARE_FINAL_TYPE (IfaHttpAddresses,
                      ifa_http_addresses,
                      IFA,
                      HTTP_ADDRESSES,
                      GSocketAddressEnumerator)

struct _IfaHttpAddresses
{
  GSocketAddressEnumerator parent_instance;

  GPtrArray *addresses;
  guint next;
};

G_DEFINE_FINAL_TYPE (IfaHttpAddresses, ifa_http_addresses, G_TYPE_SOCKET_ADDRESS_ENUMERATOR)

static GSocketAddress *
ifa_http_addresses_next (GSocketAddressEnumerator *enumerator,
                         GCancellable *cancellable,
                         GError **error)
{
  IfaHttpAddresses *self = IFA_HTTP_ADDRESSES (enumerator);

  if (self->next >= self->addresses->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->addresses, self->next++));
}

static void
ifa_http_addresses_finalize (GObject *object)
{
  g_ptr_array_unref (IFA_HTTP_ADDRESSES (object)->addresses);
  G_OBJECT_CLASS (ifa_http_addresses_parent_class)->finalize (object);
}

static void
ifa_http_addresses_class_init (IfaHttpAddressesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ifa_http_addresses_finalize;
  G_SOCKET_ADDRESS_ENUMERATOR_CLASS (klass)->next = ifa_http_addresses_next;
}

static void
ifa_http_addresses_init (IfaHttpAddresses *self)
{
}

static GSocketAddressEnumerator *
ifa_http_connectable_enumerate (GSocketConnectable *connectable)
{
  IfaHttpAddresses *enumerator = g_object_new (IFA_TYPE_HTTP_ADDRESSES, NULL);

  enumerator->addresses = g_ptr_array_ref (IFA_HTTP_CONNECTABLE (connectable)->addresses);
  return G_SOCKET_ADDRESS_ENUMERATOR (enumerator);
}

static void
connectable_iface_init (GSocketConnectableIface *iface)
{
  iface->enumerate = ifa_http_connectable_enumerate;
  iface->proxy_enumerate = ifa_http_connectable_enumerate;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (IfaHttpConnectable,
                               ifa_http_connectable,
                               G_TYPE_NETWORK_ADDRESS,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SOCKET_CONNECTABLE,
                                                      connectable_iface_init))

static void
ifa_http_connectable_finalize (GObject *object)
{
  g_ptr_array_unref (IFA_HTTP_CONNECTABLE (object)->addresses);
  G_OBJECT_CLASS (ifa_http_connectable_parent_class)->finalize (object);
}

static void
ifa_http_connectable_class_init (IfaHttpConnectableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ifa_http_connectable_finalize;
}

static void
ifa_http_connectable_init (IfaHttpConnectable *self)
{
  self->addresses = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * ifa_http_connectable_new:
 * @host: the name to believe in
 * @port: port
 * @addresses: numeric addresses to connect to, the first first; others than numeric ones are
 *   passed over
 *
 * Returns: (transfer full): where to connect to
 */
GSocketConnectable *
ifa_http_connectable_new (const char *host, guint16 port, const char *const *addresses)
{
  IfaHttpConnectable *self
      = g_object_new (IFA_TYPE_HTTP_CONNECTABLE, "hostname", host, "port", (guint) port, NULL);

  for (guint i = 0; addresses[i] != NULL; i++)
    {
      GSocketAddress *address = g_inet_socket_address_new_from_string (addresses[i], port);
      if (address != NULL)
        g_ptr_array_add (self->addresses, address);
    }
  return G_SOCKET_CONNECTABLE (self);
}
