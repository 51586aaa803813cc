/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Everything that probes need from the outside, handed in: clock, trust, addresses, files, limits.
 * Tests replace any of it; the program itself uses the defaults. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * IfaLimits:
 *
 * Deadlines and bounds. Every probe ends within its deadline, whatever the other side does.
 */
typedef struct
{
  guint dns_ms;             /* one question to one name server: 3000 */
  guint connect_ms;         /* TCP handshake: 4000 */
  guint tls_ms;             /* TLS handshake on an open connection: 8000 */
  guint http_ms;            /* from the request to its first byte: 30000 */
  guint control_ms;         /* any exchange with a control host: 4000 */
  guint ntp_ms;             /* 2000 */
  guint16 ntp_port;         /* 123 */
  guint neighbour_ms;       /* ARP or ND of a gateway: 3200, the kernel itself gives up after 3 s */
  guint stale_neighbour_ms; /* of one that it has known: 8600, it waits 5 s before it asks again */
  gsize max_body_bytes;     /* 1 MiB */
  gsize max_header_bytes;   /* 64 KiB */
  gsize max_chain_bytes;    /* 256 KiB of certificates */
} IfaLimits;

/**
 * IfaEnvironment:
 *
 * Reference-counted; constant while a run uses it.
 */
typedef struct _IfaEnvironment IfaEnvironment;

IfaEnvironment *ifa_environment_new (void);
IfaEnvironment *ifa_environment_ref (IfaEnvironment *self);
void ifa_environment_unref (IfaEnvironment *self);

IfaLimits *ifa_environment_get_limits (IfaEnvironment *self);

gint64 ifa_environment_now_us (const IfaEnvironment *self);
void ifa_environment_set_clock_offset_us (IfaEnvironment *self, gint64 offset_us);

char *ifa_environment_dup_path (const IfaEnvironment *self, const char *absolute_path);
void ifa_environment_set_root (IfaEnvironment *self, const char *root);

const char *ifa_environment_get_trust_file (const IfaEnvironment *self);
void ifa_environment_set_trust_file (IfaEnvironment *self, const char *path);

void ifa_environment_map_host (IfaEnvironment *self, const char *host, const char *address);
const char *ifa_environment_lookup_host (const IfaEnvironment *self, const char *host);

gboolean ifa_environment_get_use_system_bus (const IfaEnvironment *self);
void ifa_environment_set_use_system_bus (IfaEnvironment *self, gboolean use);

gboolean ifa_environment_get_ask_authorities (const IfaEnvironment *self);
void ifa_environment_set_ask_authorities (IfaEnvironment *self, gboolean ask);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaEnvironment, ifa_environment_unref)

G_END_DECLS
