/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One certificate world for all tests of handshakes, and a probe in it. */

#pragma once

#include "environment.h"
#include "evidence.h"
#include "facts.h"
#include "tls-server.h"

G_BEGIN_DECLS

#define TLS_HOST "api.invoice.example"

typedef struct
{
  char *folder;
  char *trust_file;
  TestCertificate *root;
  TestCertificate *intermediate;
  TestCertificate *good;
  TestCertificate *other_root; /* nobody trusts it */
} TlsWorld;

extern TlsWorld world;

void make_tls_world (void);
void free_tls_world (void);
IfaEnvironment *new_tls_environment (void);
IfaCheck *new_tls_check (const LoopbackServer *server, const char *host);
IfaTlsFacts *probe_tls (IfaCheck *check);
IfaCheck *probe_chain (const TlsServerSpec *spec, const char *host);

G_END_DECLS
