/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A TLS server on the loopback, by GnuTLS. */

#pragma once

#include "loopback-server.h"

G_BEGIN_DECLS

#define MAX_TEST_CHAIN 128

/* What happens inside the encrypted connection. */
typedef void (*TlsServeFunc) (LoopbackServer *server, gnutls_session_t session, gpointer user_data);

typedef struct
{
  const TestCertificate *chain[MAX_TEST_CHAIN]; /* the server's own first */
  guint n_chain;
  const char *priority; /* (nullable): NORMAL */
  gboolean wants_certificate;
  gboolean needs_certificate;
  TlsServeFunc serve; /* (nullable): hang up after the handshake */
  gpointer user_data;
  const char *staple_file; /* (nullable): an OCSP response */
} TlsServerSpec;

/* @spec must outlive the server. */
LoopbackServer *tls_server_new (const TlsServerSpec *spec);

G_END_DECLS
