/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One HTTP request and its answer, bounded in time and size. No redirect is followed. */

#pragma once

#include <libsoup/soup.h>

#include "environment.h"
#include "trust-store.h"

G_BEGIN_DECLS

/**
 * IfaHttpRequest:
 *
 * What to ask, and within which bounds. Borrowed; must outlive the exchange.
 */
typedef struct
{
  GUri *uri; /* http, https, ws or wss */
  const char *method;
  GBytes *body;          /* (nullable) */
  const char *body_type; /* as "application/ocsp-request" */
  IfaTrustStore *store;  /* (nullable): not needed without encryption */
  gint64 now_s;          /* for the dates of certificates */
  guint connect_ms;
  guint tls_ms;
  guint first_byte_ms; /* since the request was sent */
  guint rest_ms;       /* since the first byte */
  gsize max_body_bytes;
  gsize max_header_bytes;
} IfaHttpRequest;

/**
 * IfaHttpAnswer:
 *
 * What came of it.
 */
typedef struct
{
  IfaOutcome outcome; /* OK: an answer, complete, whatever its status */
  char *detail;
  SoupMessage *message;
  gboolean has_answer;      /* the headers of @message's answer are there */
  gboolean may_be_cut;      /* a chunked body ended with its connection, unannounced */
  GByteArray *body;         /* decoded */
  char *certificate_errors; /* (nullable): why the certificate is not good, "expired" */
  gint64 connect_ms;        /* the times of facts; IFA_UNKNOWN_INTEGER where not reached */
  gint64 tls_ms;
  gint64 first_byte_ms;
  gint64 last_byte_ms;
  gint64 total_ms;
  gint64 received_bytes; /* on its last connection, the handshake included */
} IfaHttpAnswer;

SoupSession *ifa_http_session_new (GUri *uri, const char *const *addresses, const char *proxy);

void ifa_http_exchange_async (SoupSession *session,
                              const IfaHttpRequest *request,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
IfaHttpAnswer *ifa_http_exchange_finish (GAsyncResult *result, GError **error);
void ifa_http_answer_free (IfaHttpAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaHttpAnswer, ifa_http_answer_free)

G_END_DECLS
