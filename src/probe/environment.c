/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "environment.h"

#include <gnutls/gnutls.h>

struct _IfaEnvironment
{
  grefcount ref_count;
  IfaLimits limits;
  gint64 clock_offset_us;
  char *root;
  char *trust_file;
  GHashTable *hosts; /* host → numeric address */
  gboolean use_system_bus;
  gboolean ask_authorities;
};

static const IfaLimits default_limits = {
  .dns_ms = 3000,
  .connect_ms = 4000,
  .tls_ms = 8000,
  .http_ms = 30000,
  .control_ms = 4000,
  .ntp_ms = 2000,
  .ntp_port = 123,
  .neighbour_ms = 3200,
  .stale_neighbour_ms = 8600,
  .max_body_bytes = 1024 * 1024,
  .max_header_bytes = 64 * 1024,
  .max_chain_bytes = 256 * 1024,
};

/* Threads that read certificates may still be at it when main() has ended, and GnuTLS gives up its
 * tables at exit unless somebody else says that he uses them. It's never said that we don't. */
static void
keep_gnutls (void)
{
  static gsize is_kept = 0;

  if (g_once_init_enter (&is_kept))
    {
      gnutls_global_init ();
      g_once_init_leave (&is_kept, 1);
    }
}

/**
 * ifa_environment_new:
 *
 * The real world: system clock, system files, system trust. As with OpenSSL and curl, the
 * variable SSL_CERT_FILE names another trust file.
 *
 * Returns: (transfer full): the environment
 */
IfaEnvironment *
ifa_environment_new (void)
{
  IfaEnvironment *self = g_new0 (IfaEnvironment, 1);
  const char *trust_file = g_getenv ("SSL_CERT_FILE");

  keep_gnutls ();
  g_ref_count_init (&self->ref_count);
  self->limits = default_limits;
  self->root = g_strdup ("");
  self->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->use_system_bus = TRUE;
  self->ask_authorities = TRUE;
  if (trust_file != NULL && g_file_test (trust_file, G_FILE_TEST_IS_REGULAR))
    self->trust_file = g_strdup (trust_file);
  return self;
}

IfaEnvironment *
ifa_environment_ref (IfaEnvironment *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
ifa_environment_unref (IfaEnvironment *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->hosts);
  g_free (self->trust_file);
  g_free (self->root);
  g_free (self);
}

/**
 * ifa_environment_get_limits:
 * @self: the environment
 *
 * Returns: (transfer none): the limits, to read or, before a run, to change
 */
IfaLimits *
ifa_environment_get_limits (IfaEnvironment *self)
{
  return &self->limits;
}

/**
 * ifa_environment_now_us:
 * @self: the environment
 *
 * Returns: this computer's wall clock, right or wrong, in microseconds since 1970 UTC
 */
gint64
ifa_environment_now_us (const IfaEnvironment *self)
{
  return g_get_real_time () + self->clock_offset_us;
}

void
ifa_environment_set_clock_offset_us (IfaEnvironment *self, gint64 offset_us)
{
  self->clock_offset_us = offset_us;
}

/**
 * ifa_environment_dup_path:
 * @self: the environment
 * @absolute_path: a path of the system, as "/etc/resolv.conf"
 *
 * Returns: (transfer full): where to read it
 */
char *
ifa_environment_dup_path (const IfaEnvironment *self, const char *absolute_path)
{
  return g_strconcat (self->root, absolute_path, NULL);
}

/**
 * ifa_environment_set_root:
 * @self: the environment
 * @root: "" for the system itself, or a folder without a final slash
 */
void
ifa_environment_set_root (IfaEnvironment *self, const char *root)
{
  g_free (self->root);
  self->root = g_strdup (root);
}

/**
 * ifa_environment_get_trust_file:
 * @self: the environment
 *
 * Returns: (nullable): a PEM file with the trusted roots; `NULL` for the system's trust store
 */
const char *
ifa_environment_get_trust_file (const IfaEnvironment *self)
{
  return self->trust_file;
}

void
ifa_environment_set_trust_file (IfaEnvironment *self, const char *path)
{
  g_free (self->trust_file);
  self->trust_file = g_strdup (path);
}

/**
 * ifa_environment_map_host:
 * @self: the environment
 * @host: a host name
 * @address: numeric address to connect to instead of looking @host up
 *
 * "Connect here, believe you went there": the name still decides the certificate.
 */
void
ifa_environment_map_host (IfaEnvironment *self, const char *host, const char *address)
{
  g_hash_table_insert (self->hosts, g_ascii_strdown (host, -1), g_strdup (address));
}

/**
 * ifa_environment_lookup_host:
 * @self: the environment
 * @host: a host name
 *
 * Returns: (nullable): the address given for @host by [method@Ifa.Environment.map_host]
 */
const char *
ifa_environment_lookup_host (const IfaEnvironment *self, const char *host)
{
  g_autofree char *key = g_ascii_strdown (host, -1);

  return g_hash_table_lookup (self->hosts, key);
}

gboolean
ifa_environment_get_use_system_bus (const IfaEnvironment *self)
{
  return self->use_system_bus;
}

void
ifa_environment_set_use_system_bus (IfaEnvironment *self, gboolean use)
{
  self->use_system_bus = use;
}

/**
 * ifa_environment_get_ask_authorities:
 * @self: the environment
 *
 * Returns: whether the authority behind a certificate may be asked for what a server forgot to
 *   send, and whether it was revoked: hosts that only the certificate names
 */
gboolean
ifa_environment_get_ask_authorities (const IfaEnvironment *self)
{
  return self->ask_authorities;
}

void
ifa_environment_set_ask_authorities (IfaEnvironment *self, gboolean ask)
{
  self->ask_authorities = ask;
}
