/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Shows a browser chains of certificates, whatever is wrong with them, each on a port of its own:
 * browsers keep connections to a port that was good once. Usage: serve-chains FOLDER, with
 * NAME.chain (each certificate after four bytes of its length) and NAME.pem (the key). Prints a
 * line "NAME PORT" for each, and an empty one. Used by judge-by-browser only. */

#include <arpa/inet.h>
#include <gio/gio.h>
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_CHAIN 256

static const char *folder;

typedef struct
{
  gnutls_privkey_t key;
  gnutls_pcert_st certificates[MAX_CHAIN];
  unsigned int n_certificates;
} Chain;

static void
read_certificates (Chain *chain, const guint8 *bytes, gsize length)
{
  while (length >= 4 && chain->n_certificates < MAX_CHAIN)
    {
      gnutls_pcert_st *certificate = &chain->certificates[chain->n_certificates++];
      guint32 size = (guint32) bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];

      g_assert_cmpuint (size, <=, length - 4);
      certificate->type = GNUTLS_CRT_X509;
      certificate->cert.data = g_memdup2 (bytes + 4, size);
      certificate->cert.size = size;
      gnutls_pubkey_init (&certificate->pubkey);
      gnutls_pubkey_import_privkey (certificate->pubkey, chain->key, 0, 0);
      bytes += 4 + size;
      length -= 4 + size;
    }
}

static Chain *
read_chain (const char *name)
{
  Chain *chain = g_new0 (Chain, 1);
  g_autofree char *chain_path = g_strdup_printf ("%s/%s.chain", folder, name);
  g_autofree char *key_path = g_strdup_printf ("%s/%s.pem", folder, name);
  g_autofree char *bytes = NULL;
  g_autofree char *pem = NULL;
  gnutls_datum_t datum;
  gsize length;

  if (!g_file_get_contents (chain_path, &bytes, &length, NULL)
      || !g_file_get_contents (key_path, &pem, NULL, NULL))
    return NULL;

  datum.data = (unsigned char *) pem;
  datum.size = (unsigned int) strlen (pem);
  gnutls_privkey_init (&chain->key);
  if (gnutls_privkey_import_x509_raw (chain->key, &datum, GNUTLS_X509_FMT_PEM, NULL, 0) != 0)
    return NULL;
  read_certificates (chain, (const guint8 *) bytes, length);
  return chain;
}

static int
retrieve_cb (gnutls_session_t session,
             const struct gnutls_cert_retr_st *info,
             gnutls_pcert_st **certificates,
             unsigned int *n_certificates,
             gnutls_ocsp_data_st **staples,
             unsigned int *n_staples,
             gnutls_privkey_t *key,
             unsigned int *flags)
{
  Chain *chain = gnutls_session_get_ptr (session);

  *certificates = chain->certificates;
  *n_certificates = chain->n_certificates;
  *staples = NULL;
  *n_staples = 0;
  *key = chain->key;
  return 0;
}

typedef struct
{
  Chain *chain;
  int fd;
} Connection;

static gpointer
serve (gpointer data)
{
  static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
                               "Content-Length: 2\r\nConnection: close\r\n\r\nok";
  Connection *connection = data;
  int fd = connection->fd;
  gnutls_certificate_credentials_t credentials;
  gnutls_session_t session;
  char request[4096];
  int result;

  gnutls_certificate_allocate_credentials (&credentials);
  gnutls_certificate_set_retrieve_function3 (credentials, retrieve_cb);
  gnutls_init (&session, GNUTLS_SERVER);
  gnutls_session_set_ptr (session, connection->chain);
  gnutls_priority_set_direct (session, "NORMAL:%VERIFY_ALLOW_BROKEN:+SIGN-RSA-SHA1", NULL);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, credentials);
  gnutls_transport_set_int (session, fd);
  gnutls_handshake_set_timeout (session, 5000);
  do
    result = gnutls_handshake (session);
  while (result < 0 && !gnutls_error_is_fatal (result));
  if (result == 0 && gnutls_record_recv (session, request, sizeof request) > 0)
    {
      gnutls_record_send (session, answer, sizeof answer - 1);
      gnutls_bye (session, GNUTLS_SHUT_WR);
    }
  gnutls_deinit (session);
  gnutls_certificate_free_credentials (credentials);
  close (fd);
  g_free (connection);
  return NULL;
}

/* A thread for each port: nothing of this is ever freed, the program lives for one run. */
static gpointer
listen_thread (gpointer data)
{
  Connection *listener = data;

  while (TRUE)
    {
      Connection *connection = g_new0 (Connection, 1);

      connection->chain = listener->chain;
      connection->fd = accept (listener->fd, NULL, NULL);
      if (connection->fd >= 0)
        g_thread_unref (g_thread_new ("serve", serve, connection));
    }
  return NULL;
}

static void
open_port (const char *name)
{
  struct sockaddr_in6 address = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_ANY_INIT };
  socklen_t length = sizeof address;
  Connection *listener = g_new0 (Connection, 1);

  /* Some kinds of keys no server can use. */
  listener->chain = read_chain (name);
  if (listener->chain == NULL)
    return;
  listener->fd = socket (AF_INET6, SOCK_STREAM, 0);
  g_assert_cmpint (bind (listener->fd, (struct sockaddr *) &address, length), ==, 0);
  g_assert_cmpint (listen (listener->fd, 16), ==, 0);
  g_assert_cmpint (getsockname (listener->fd, (struct sockaddr *) &address, &length), ==, 0);
  g_print ("%s %u\n", name, ntohs (address.sin6_port));
  g_thread_unref (g_thread_new ("listen", listen_thread, listener));
}

int
main (int argc, char **argv)
{
  g_autoptr (GDir) dir = NULL;
  const char *entry;

  if (argc != 2)
    return 64;
  folder = argv[1];
  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (entry, ".chain"))
      {
        g_autofree char *name = g_strndup (entry, strlen (entry) - strlen (".chain"));
        open_port (name);
      }
  g_print ("\n");
  g_main_loop_run (g_main_loop_new (NULL, FALSE));
  return 0;
}
