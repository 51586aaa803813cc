/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "tls-hello.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "socket.h"
#include "wait.h"

#define RECORD_HANDSHAKE 22
#define CLIENT_HELLO 1
#define SERVER_HELLO 2
#define RANDOM_BYTES 32

/* Record and message header, version, random, session, cipher. */
#define MAX_ANSWER_BYTES (5 + 4 + 2 + RANDOM_BYTES + 1 + 32 + 2)

/* The numbers are IANA's. */
static const guint16 strong_ciphers[] = {
  0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc009, 0xc013, 0xc00a, 0xc014,
  0x009c, 0x009d, 0x009e, 0x009f, 0x002f, 0x0035, 0x0033, 0x0039, 0x003c, 0x003d,
};

static const struct
{
  guint16 number;
  const char *name;
} weak_ciphers[] = {
  { 0xc012, "3DES" },      { 0xc008, "3DES" },      { 0x0016, "3DES" },
  { 0x000a, "3DES" },      { 0xc011, "RC4" },       { 0xc007, "RC4" },
  { 0x0005, "RC4" },       { 0x0004, "RC4" },       { 0x0009, "DES" },
  { 0x0015, "DES" },       { 0x0032, "DSA" },       { 0x0038, "DSA" },
  { 0x0003, "EXPORT" },    { 0x0008, "EXPORT" },    { 0x0018, "anonymous" },
  { 0x0034, "anonymous" }, { 0x003a, "anonymous" }, { 0xc018, "anonymous" },
  { 0x0019, "EXPORT" },    { 0xc019, "anonymous" }, { 0x001b, "anonymous" },
  { 0x006c, "anonymous" }, { 0x006d, "anonymous" }, { 0x00a6, "anonymous" },
  { 0x00a7, "anonymous" }, { 0x003b, "NULL" },      { 0x0002, "NULL" },
  { 0x0001, "NULL" },      { 0xc006, "NULL" },      { 0xc010, "NULL" },
};

static void
append_number (GByteArray *bytes, guint32 value, guint n_bytes)
{
  while (n_bytes-- > 0)
    {
      guint8 byte = (guint8) (value >> (8 * n_bytes));
      g_byte_array_append (bytes, &byte, 1);
    }
}

/* Appends @part with its length before it. */
static void
append_sized (GByteArray *bytes, const GByteArray *part, guint n_length_bytes)
{
  append_number (bytes, part->len, n_length_bytes);
  g_byte_array_append (bytes, part->data, part->len);
}

static void
append_extension (GByteArray *extensions, guint16 type, const guint8 *data, guint16 length)
{
  append_number (extensions, type, 2);
  append_number (extensions, length, 2);
  g_byte_array_append (extensions, data, length);
}

static void
append_server_name (GByteArray *extensions, const char *host)
{
  g_autoptr (GByteArray) entry = g_byte_array_new ();
  g_autoptr (GByteArray) list = g_byte_array_new ();

  append_number (entry, 0, 1);
  append_number (entry, (guint32) strlen (host), 2);
  g_byte_array_append (entry, (const guint8 *) host, (guint) strlen (host));
  append_sized (list, entry, 2);
  append_extension (extensions, 0, list->data, (guint16) list->len);
}

static GByteArray *
build_extensions (guint16 version, const char *host)
{
  static const guint8 groups[] = { 0, 6, 0, 29, 0, 23, 0, 24 };
  static const guint8 point_formats[] = { 1, 0 };
  static const guint8 signatures[] = { 0, 16, 4, 1, 5, 1, 6, 1, 4, 3, 5, 3, 8, 4, 2, 1, 2, 3 };
  static const guint8 renegotiation[] = { 0 };
  GByteArray *extensions = g_byte_array_new ();

  if (host != NULL && !g_hostname_is_ip_address (host) && strlen (host) < 256)
    append_server_name (extensions, host);
  append_extension (extensions, 10, groups, sizeof groups);
  append_extension (extensions, 11, point_formats, sizeof point_formats);
  if (version >= IFA_TLS_VERSION_1_2)
    append_extension (extensions, 13, signatures, sizeof signatures);
  append_extension (extensions, 0xff01, renegotiation, sizeof renegotiation);
  return extensions;
}

static GByteArray *
build_body (guint16 version, const char *host)
{
  g_autoptr (GByteArray) ciphers = g_byte_array_new ();
  GByteArray *body = g_byte_array_new ();

  append_number (body, version, 2);
  for (guint i = 0; i < RANDOM_BYTES / 4; i++)
    append_number (body, g_random_int (), 4);
  append_number (body, 0, 1);

  for (guint i = 0; i < G_N_ELEMENTS (strong_ciphers); i++)
    append_number (ciphers, strong_ciphers[i], 2);
  for (guint i = 0; i < G_N_ELEMENTS (weak_ciphers); i++)
    append_number (ciphers, weak_ciphers[i].number, 2);
  append_sized (body, ciphers, 2);
  append_number (body, 1, 1);
  append_number (body, 0, 1);

  /* SSL 3 has no extensions, and some of its servers stumble over them. */
  if (version > IFA_TLS_VERSION_SSL_3)
    {
      g_autoptr (GByteArray) extensions = build_extensions (version, host);
      append_sized (body, extensions, 2);
    }
  return body;
}

/**
 * ifa_tls_hello_build:
 * @version: the highest version to offer
 * @host: (nullable): the name to ask for
 *
 * Returns: (transfer full): a ClientHello (RFC 5246 section 7.4.1.2) in its record, which
 *   offers every cipher of the past
 */
GByteArray *
ifa_tls_hello_build (guint16 version, const char *host)
{
  g_autoptr (GByteArray) body = build_body (version, host);
  g_autoptr (GByteArray) message = g_byte_array_new ();
  GByteArray *record = g_byte_array_new ();

  append_number (message, CLIENT_HELLO, 1);
  append_sized (message, body, 3);
  append_number (record, RECORD_HANDSHAKE, 1);
  append_number (record, MIN (version, IFA_TLS_VERSION_1_0), 2);
  append_sized (record, message, 2);
  return record;
}

/**
 * ifa_tls_hello_parse_answer:
 * @bytes: how the answer begins: foreign bytes
 * @n_bytes: how many
 * @choice: (out caller-allocates): what was chosen
 *
 * Returns: whether @bytes are enough of a ServerHello
 */
gboolean
ifa_tls_hello_parse_answer (const guint8 *bytes, gsize n_bytes, IfaTlsChoice *choice)
{
  const gsize session_at = 5 + 4 + 2 + RANDOM_BYTES;
  gsize cipher_at;

  if (n_bytes <= session_at || bytes[0] != RECORD_HANDSHAKE || bytes[1] != 3
      || bytes[5] != SERVER_HELLO)
    return FALSE;
  cipher_at = session_at + 1 + bytes[session_at];
  if (bytes[session_at] > 32 || n_bytes < cipher_at + 2)
    return FALSE;

  choice->version = (guint16) (bytes[9] << 8 | bytes[10]);
  choice->cipher = (guint16) (bytes[cipher_at] << 8 | bytes[cipher_at + 1]);
  return ifa_tls_hello_get_version_name (choice->version) != NULL;
}

/**
 * ifa_tls_hello_get_version_name:
 * @version: a version
 *
 * Returns: (nullable): its name, as "TLS 1.0"
 */
const char *
ifa_tls_hello_get_version_name (guint16 version)
{
  switch (version)
    {
    case IFA_TLS_VERSION_SSL_3:
      return "SSL 3";
    case IFA_TLS_VERSION_1_0:
      return "TLS 1.0";
    case IFA_TLS_VERSION_1_1:
      return "TLS 1.1";
    case IFA_TLS_VERSION_1_2:
      return "TLS 1.2";
    default:
      return NULL;
    }
}

/**
 * ifa_tls_hello_get_weak_cipher:
 * @cipher: IANA's number
 *
 * Returns: (nullable): what is weak about it, as "RC4"; `NULL` where nothing is
 */
const char *
ifa_tls_hello_get_weak_cipher (guint16 cipher)
{
  for (guint i = 0; i < G_N_ELEMENTS (weak_ciphers); i++)
    if (weak_ciphers[i].number == cipher)
      return weak_ciphers[i].name;
  return NULL;
}

typedef struct
{
  IfaWait wait;
  int fd;
  GByteArray *hello;
  gsize n_sent;
  guint8 answer[MAX_ANSWER_BYTES];
  gsize n_received;
  IfaTlsChoice choice;
} Exchange;

static void
exchange_free (Exchange *self)
{
  ifa_wait_end (&self->wait);
  if (self->fd >= 0)
    close (self->fd);
  g_byte_array_unref (self->hello);
  g_free (self);
}

static void
finish (GTask *task)
{
  Exchange *self = g_task_get_task_data (task);

  ifa_wait_end (&self->wait);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
send_hello (GTask *task, Exchange *self)
{
  gssize n_bytes = send (self->fd, self->hello->data + self->n_sent,
                         self->hello->len - self->n_sent, MSG_NOSIGNAL);

  if (n_bytes < 0 && (errno == EAGAIN || errno == EINTR))
    return;
  if (n_bytes < 0)
    {
      finish (task);
      return;
    }

  self->n_sent += (gsize) n_bytes;
  if (self->n_sent == self->hello->len)
    ifa_wait_set_socket (&self->wait, self->fd, G_IO_IN);
}

static void
receive_answer (GTask *task, Exchange *self)
{
  gssize n_bytes
      = recv (self->fd, self->answer + self->n_received, sizeof self->answer - self->n_received, 0);

  if (n_bytes < 0 && (errno == EAGAIN || errno == EINTR))
    return;
  if (n_bytes > 0)
    self->n_received += (gsize) n_bytes;
  if (ifa_tls_hello_parse_answer (self->answer, self->n_received, &self->choice) || n_bytes <= 0
      || self->n_received == sizeof self->answer)
    finish (task);
}

static void
exchange_event (IfaWaitEvent event, gpointer user_data)
{
  GTask *task = user_data;
  Exchange *self = g_task_get_task_data (task);

  if (event == IFA_WAIT_CANCELLED)
    {
      ifa_wait_end (&self->wait);
      g_task_return_error_if_cancelled (task);
      g_object_unref (task);
    }
  else if (event == IFA_WAIT_DEADLINE)
    finish (task);
  else if (self->n_sent < self->hello->len)
    send_hello (task, self);
  else
    receive_answer (task, self);
}

/**
 * ifa_tls_hello_async:
 * @address: numeric address
 * @port: port
 * @host: (nullable): the name to ask for
 * @version: the highest version to offer
 * @timeout_ms: for all of it
 * @cancellable: (nullable): ends it
 * @callback: called once, from the main loop
 * @user_data: closure
 *
 * Asks, reads what the server chose, and hangs up.
 */
void
ifa_tls_hello_async (const char *address,
                     gint64 port,
                     const char *host,
                     guint16 version,
                     guint timeout_ms,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Exchange *self = g_new0 (Exchange, 1);

  g_task_set_source_tag (task, ifa_tls_hello_async);
  g_task_set_task_data (task, self, (GDestroyNotify) exchange_free);
  self->hello = ifa_tls_hello_build (version, host);
  if (ifa_socket_open (address, port, &self->fd) != 0)
    {
      finish (task);
      return;
    }

  ifa_wait_begin (&self->wait, timeout_ms, cancellable, exchange_event, task);
  ifa_wait_set_socket (&self->wait, self->fd, G_IO_OUT);
}

/**
 * ifa_tls_hello_finish:
 * @result: what the callback was given
 * @choice: (out caller-allocates): what the server chose, if anything
 * @error: return location
 *
 * Returns: `FALSE` only when cancelled
 */
gboolean
ifa_tls_hello_finish (GAsyncResult *result, IfaTlsChoice *choice, GError **error)
{
  Exchange *self = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  *choice = self->choice;
  return TRUE;
}
