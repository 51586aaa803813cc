/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One TLS handshake on a socket of its own. */

#pragma once

#include <gio/gio.h>

#include "vocabulary.h"

G_BEGIN_DECLS

#define IFA_TLS_FIRST_BYTES 64

/**
 * IfaTlsTarget:
 *
 * Where to, and within which bounds.
 */
typedef struct
{
  const char *host; /* (nullable): told to the server, unless it is an address */
  const char *address;
  gint64 port;
  const char *tunnel_to;    /* (nullable): "host:port" to ask the proxy at @address for first */
  const char *proxy_login;  /* (nullable): the value of Proxy-Authorization */
  gint64 max_segment_bytes; /* 0 for the usual */
  const char *priority;     /* of GnuTLS: which versions and ciphers are offered */
  guint connect_ms;
  guint handshake_ms;
  gsize max_bytes; /* what the server may send until the handshake is complete */
} IfaTlsTarget;

/**
 * IfaTlsAttempt:
 *
 * What came of it. Every member may be set also where the handshake failed half-way.
 */
typedef struct
{
  IfaOutcome outcome;
  char *detail;
  char *protocol; /* as "TLS 1.3" */
  char *cipher;
  int alert; /* that the server sent; -1 for none */
  gint64 received_bytes;
  guint8 first_bytes[IFA_TLS_FIRST_BYTES];
  gsize n_first_bytes;
  GPtrArray *chain; /* (nullable) (element-type GBytes) */
  GBytes *staple;   /* (nullable) */
  gboolean connected;
  gboolean certificate_requested;
} IfaTlsAttempt;

void ifa_tls_attempt_async (const IfaTlsTarget *target,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
IfaTlsAttempt *ifa_tls_attempt_finish (GAsyncResult *result, GError **error);
void ifa_tls_attempt_free (IfaTlsAttempt *attempt);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaTlsAttempt, ifa_tls_attempt_free)

G_END_DECLS
