/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "tls-server.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <sys/socket.h>

#define ok(call) g_assert_cmpint ((call), >=, GNUTLS_E_SUCCESS)

static gnutls_certificate_credentials_t
new_credentials (const TlsServerSpec *spec)
{
  gnutls_certificate_credentials_t credentials = NULL;
  gnutls_pcert_st *chain = gnutls_calloc (spec->n_chain, sizeof *chain);
  gnutls_privkey_t key = NULL;

  /* As raw as that: gnutls_certificate_set_x509_key() would sort the chain and drop what is odd. */
  for (guint i = 0; i < spec->n_chain; i++)
    ok (gnutls_pcert_import_x509 (&chain[i], spec->chain[i]->crt, 0));
  ok (gnutls_privkey_init (&key));
  ok (gnutls_privkey_import_x509 (key, spec->chain[0]->key, GNUTLS_PRIVKEY_IMPORT_COPY));
  ok (gnutls_certificate_allocate_credentials (&credentials));
  ok (gnutls_certificate_set_key (credentials, NULL, 0, chain, (int) spec->n_chain, key));
  gnutls_free (chain);
  if (spec->staple_file != NULL)
    ok (gnutls_certificate_set_ocsp_status_request_file (credentials, spec->staple_file, 0));
  return credentials;
}

/* A client that goes away in the midst is no failure of the server. */
static gboolean
shake_hands (gnutls_session_t session)
{
  int code;

  do
    code = gnutls_handshake (session);
  while (code < 0 && gnutls_error_is_fatal (code) == 0);

  /* Only then does the client see why. */
  if (code < 0)
    gnutls_alert_send_appropriate (session, code);
  return code >= 0;
}

static void
serve (LoopbackServer *server, int fd, gpointer user_data)
{
  const TlsServerSpec *spec = user_data;
  gnutls_certificate_credentials_t credentials = new_credentials (spec);
  gnutls_session_t session = NULL;

  ok (gnutls_init (&session, GNUTLS_SERVER | GNUTLS_NO_SIGNAL));
  ok (gnutls_priority_set_direct (session, spec->priority != NULL ? spec->priority : "NORMAL",
                                  NULL));
  ok (gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, credentials));
  if (spec->needs_certificate)
    gnutls_certificate_server_set_request (session, GNUTLS_CERT_REQUIRE);
  else if (spec->wants_certificate)
    gnutls_certificate_server_set_request (session, GNUTLS_CERT_REQUEST);
  gnutls_handshake_set_max_packet_length (session, 16 * 1024 * 1024);
  gnutls_transport_set_int (session, fd);

  if (shake_hands (session))
    {
      if (spec->serve != NULL)
        spec->serve (server, session, spec->user_data);
      else
        loopback_server_wait (server, 30);
      gnutls_bye (session, GNUTLS_SHUT_WR);
    }
  shutdown (fd, SHUT_WR);

  gnutls_deinit (session);
  gnutls_certificate_free_credentials (credentials);
}

LoopbackServer *
tls_server_new (const TlsServerSpec *spec)
{
  return loopback_server_new (serve, (gpointer) spec);
}
