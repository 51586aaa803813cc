/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What a server would choose that today's libraries no longer offer: the first two messages of
 * a handshake, and no more. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Versions as they stand in the messages. */
#define IFA_TLS_VERSION_SSL_3 0x0300
#define IFA_TLS_VERSION_1_0 0x0301
#define IFA_TLS_VERSION_1_1 0x0302
#define IFA_TLS_VERSION_1_2 0x0303

/**
 * IfaTlsChoice:
 *
 * What the server chose; all 0 where it didn't.
 */
typedef struct
{
  guint16 version;
  guint16 cipher;
} IfaTlsChoice;

GByteArray *ifa_tls_hello_build (guint16 version, const char *host);
gboolean ifa_tls_hello_parse_answer (const guint8 *bytes, gsize n_bytes, IfaTlsChoice *choice);
const char *ifa_tls_hello_get_version_name (guint16 version);
const char *ifa_tls_hello_get_weak_cipher (guint16 cipher);

void ifa_tls_hello_async (const char *address,
                          gint64 port,
                          const char *host,
                          guint16 version,
                          guint timeout_ms,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean ifa_tls_hello_finish (GAsyncResult *result, IfaTlsChoice *choice, GError **error);

G_END_DECLS
