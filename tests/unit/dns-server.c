/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "dns-server.h"

#include <arpa/nameser.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_QUESTIONS 64
#define HEADER_BYTES 12
#define CHAIN_LENGTH 40

struct _DnsServer
{
  DnsManner manners[2]; /* by "is IPv6" */
  DnsManner tcp_manner;
  int udp;
  int tcp; /* -1: nobody listens */
  int stop[2];
  char *address;
  GThread *thread;
  gint n_questions;
  guint16 lost_ids[MAX_QUESTIONS];
  guint n_lost;
  int silent[MAX_QUESTIONS]; /* connections that are left to wait */
  guint n_silent;
};

typedef struct
{
  const guint8 *bytes;
  gsize size;
  guint16 type;
  gsize question_bytes; /* name, type and class */
} Question;

static gboolean
read_question (const guint8 *bytes, gsize size, Question *question)
{
  gsize at = HEADER_BYTES;

  while (at < size && bytes[at] != 0)
    at += bytes[at] + 1;
  if (at + 5 > size)
    return FALSE;
  question->bytes = bytes;
  question->size = size;
  question->type = bytes[at + 1] << 8 | bytes[at + 2];
  question->question_bytes = at + 5 - HEADER_BYTES;
  return TRUE;
}

static void
add_u16 (GByteArray *answer, guint value)
{
  const guint8 bytes[] = { value >> 8, value };

  g_byte_array_append (answer, bytes, sizeof bytes);
}

/* Labels separated by dots, or a pointer as ">12". */
static void
add_name (GByteArray *answer, const char *name)
{
  g_auto (GStrv) labels = NULL;

  if (name[0] == '>')
    {
      add_u16 (answer, 0xc000 | g_ascii_strtoull (name + 1, NULL, 10));
      return;
    }
  labels = g_strsplit (name, ".", -1);
  for (guint i = 0; labels[i] != NULL; i++)
    {
      guint8 length = strlen (labels[i]);
      g_byte_array_append (answer, &length, 1);
      g_byte_array_append (answer, (guint8 *) labels[i], length);
    }
  g_byte_array_append (answer, (const guint8 *) "", 1);
}

static void
count_answer (GByteArray *answer)
{
  answer->data[7]++;
  if (answer->data[7] == 0)
    answer->data[6]++;
}

static void
add_record (GByteArray *answer, const char *owner, guint type, gconstpointer data, guint size)
{
  add_name (answer, owner);
  add_u16 (answer, type);
  add_u16 (answer, ns_c_in);
  add_u16 (answer, 0);
  add_u16 (answer, 60);
  add_u16 (answer, size);
  g_byte_array_append (answer, data, size);
  count_answer (answer);
}

static void
add_cname (GByteArray *answer, const char *owner, const char *target)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();

  add_name (data, target);
  add_record (answer, owner, ns_t_cname, data->data, data->len);
}

static void
add_address (GByteArray *answer, const char *owner, guint type, guint8 last)
{
  guint8 ipv4[] = { 192, 0, 2, last };
  guint8 ipv6[16] = { 0x20, 0x01, 0x0d, 0xb8, [15] = last };

  if (type == ns_t_aaaa)
    add_record (answer, owner, type, ipv6, sizeof ipv6);
  else
    add_record (answer, owner, type, ipv4, sizeof ipv4);
}

static void
add_chain (GByteArray *answer, guint type)
{
  add_cname (answer, ">12", "c0.example");
  for (guint i = 0; i + 1 < CHAIN_LENGTH; i++)
    {
      g_autofree char *from = g_strdup_printf ("c%u.example", i);
      g_autofree char *to = g_strdup_printf ("c%u.example", i + 1);
      add_cname (answer, from, to);
    }
  add_address (answer, "c39.example", type, 10);
}

static void
add_records (GByteArray *answer, DnsManner manner, guint type)
{
  static const guint8 zeros[16];
  static const guint8 loopback4[] = { 127, 0, 0, 1 };
  static const guint8 loopback6[16] = { [15] = 1 };
  guint size = type == ns_t_aaaa ? 16 : 4;

  switch (manner)
    {
    case DNS_OTHER_NAME:
      add_address (answer, "other.example", type, 66);
      break;
    case DNS_CNAME:
      add_cname (answer, ">12", "cdn.example");
      add_address (answer, "cdn.example", type, 10);
      break;
    case DNS_CNAME_LOOP:
      add_cname (answer, ">12", "loop.example");
      add_cname (answer, "loop.example", "api.invoice.example");
      break;
    case DNS_CNAME_CHAIN:
      add_chain (answer, type);
      break;
    case DNS_BLOCK:
      add_record (answer, ">12", type, zeros, size);
      break;
    case DNS_LOOPBACK:
      add_record (answer, ">12", type, type == ns_t_aaaa ? loopback6 : loopback4, size);
      break;
    case DNS_EIGHTY:
      for (guint i = 0; i < 80; i++)
        add_address (answer, ">12", type, i + 1);
      break;
    case DNS_THOUSAND:
      for (guint i = 0; i < 1000; i++)
        add_address (answer, "other.example", type, i);
      add_address (answer, ">12", type, 10);
      break;
    case DNS_COMPRESSION_LOOP:
      {
        g_autofree char *self = g_strdup_printf (">%u", answer->len);
        add_address (answer, self, type, 10);
        break;
      }
    default:
      add_address (answer, ">12", type, 10);
    }
}

static guint
code_of (DnsManner manner)
{
  switch (manner)
    {
    case DNS_NXDOMAIN:
      return ns_r_nxdomain;
    case DNS_SERVFAIL:
      return ns_r_servfail;
    case DNS_REFUSED:
      return ns_r_refused;
    case DNS_NOTIMP:
      return ns_r_notimpl;
    default:
      return ns_r_noerror;
    }
}

static GByteArray *
make_answer (const Question *question, DnsManner manner)
{
  GByteArray *answer = g_byte_array_new ();

  g_byte_array_append (answer, question->bytes, HEADER_BYTES + question->question_bytes);
  answer->data[2] = 0x81; /* a response; recursion desired */
  answer->data[3] = 0x80 | code_of (manner);
  memset (answer->data + 6, 0, 6);
  if (manner == DNS_TRUNCATED)
    answer->data[2] |= 0x02;
  else if (code_of (manner) == ns_r_noerror && manner != DNS_NODATA)
    add_records (answer, manner, question->type);

  if (manner == DNS_CUT)
    g_byte_array_set_size (answer, answer->len - 3);
  if (manner == DNS_OTHER_QUESTION)
    answer->data[HEADER_BYTES + 1] ^= 0x01;
  for (guint i = HEADER_BYTES;
       manner == DNS_OTHER_CASE && i < HEADER_BYTES + question->question_bytes; i++)
    answer->data[i] = g_ascii_toupper (answer->data[i]);
  return answer;
}

/* Whether a question with this id is here for the first time. */
static gboolean
is_first (DnsServer *self, const Question *question)
{
  guint16 id = question->bytes[0] << 8 | question->bytes[1];

  for (guint i = 0; i < self->n_lost; i++)
    if (self->lost_ids[i] == id)
      return FALSE;
  if (self->n_lost < MAX_QUESTIONS)
    self->lost_ids[self->n_lost++] = id;
  return TRUE;
}

static void
send_wrong_id (int fd, const Question *question, struct sockaddr_in *client)
{
  g_autoptr (GByteArray) answer = make_answer (question, DNS_OTHER_NAME);

  answer->data[0] ^= 0xff;
  sendto (fd, answer->data, answer->len, 0, (struct sockaddr *) client, sizeof *client);
}

static void
send_from_elsewhere (const GByteArray *answer, struct sockaddr_in *client)
{
  struct sockaddr_in address
      = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK + 1) };
  int fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  sendto (fd, answer->data, answer->len, 0, (struct sockaddr *) client, sizeof *client);
  close (fd);
}

static void
answer_udp (DnsServer *self)
{
  guint8 bytes[1024];
  struct sockaddr_in client;
  socklen_t length = sizeof client;
  gssize n = recvfrom (self->udp, bytes, sizeof bytes, 0, (struct sockaddr *) &client, &length);
  Question question;
  DnsManner manner;
  g_autoptr (GByteArray) answer = NULL;

  if (n < HEADER_BYTES || !read_question (bytes, n, &question))
    return;
  g_atomic_int_inc (&self->n_questions);
  manner = self->manners[question.type == ns_t_aaaa];
  if (manner == DNS_SILENT || (manner == DNS_LOSES_FIRST && is_first (self, &question)))
    return;
  if (manner == DNS_SLOW)
    g_usleep (150 * 1000);
  if (manner == DNS_WRONG_ID || manner == DNS_SPOOFED_FIRST)
    send_wrong_id (self->udp, &question, &client);
  if (manner == DNS_WRONG_ID)
    return;

  answer = make_answer (&question, manner);
  if (manner == DNS_GARBAGE)
    memset (answer->data, 0xa5, answer->len);
  if (manner == DNS_OTHER_SOURCE)
    {
      send_from_elsewhere (answer, &client);
      return;
    }
  sendto (self->udp, answer->data, answer->len, 0, (struct sockaddr *) &client, length);
}

static void
answer_tcp (DnsServer *self)
{
  int fd = accept4 (self->tcp, NULL, NULL, SOCK_CLOEXEC);
  guint8 bytes[1024];
  gssize n;
  Question question;
  g_autoptr (GByteArray) answer = NULL;
  guint8 size[2];

  if (fd < 0)
    return;
  n = recv (fd, bytes, sizeof bytes, 0);
  if (self->tcp_manner == DNS_SILENT && self->n_silent < MAX_QUESTIONS)
    {
      self->silent[self->n_silent++] = fd;
      return;
    }
  if (n > 2 && read_question (bytes + 2, n - 2, &question))
    {
      answer = make_answer (&question, self->tcp_manner);
      size[0] = answer->len >> 8;
      size[1] = answer->len;
      (void) !send (fd, size, sizeof size, MSG_NOSIGNAL | MSG_MORE);
      (void) !send (fd, answer->data, answer->len, MSG_NOSIGNAL);
    }
  close (fd);
}

static gpointer
serve (gpointer user_data)
{
  DnsServer *self = user_data;

  for (;;)
    {
      struct pollfd fds[]
          = { { self->stop[0], POLLIN, 0 }, { self->udp, POLLIN, 0 }, { self->tcp, POLLIN, 0 } };

      if (poll (fds, G_N_ELEMENTS (fds), -1) < 0)
        continue;
      if (fds[0].revents != 0)
        return NULL;
      if (fds[1].revents & POLLIN)
        answer_udp (self);
      if (fds[2].revents & POLLIN)
        answer_tcp (self);
    }
}

/* Both sockets on one free port. */
static void
open_sockets (DnsServer *self, gboolean with_tcp)
{
  struct sockaddr_in address
      = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t length = sizeof address;

  self->udp = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (self->udp, (struct sockaddr *) &address, length), ==, 0);
  g_assert_cmpint (getsockname (self->udp, (struct sockaddr *) &address, &length), ==, 0);
  self->address = g_strdup_printf ("127.0.0.1:%u", g_ntohs (address.sin_port));
  self->tcp = -1;
  if (!with_tcp)
    return;
  self->tcp = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (self->tcp, (struct sockaddr *) &address, length), ==, 0);
  g_assert_cmpint (listen (self->tcp, 8), ==, 0);
}

/* A server that answers questions for IPv4 and IPv6 addresses each in its manner. */
DnsServer *
dns_server_new (DnsManner ipv4, DnsManner ipv6, gboolean with_tcp)
{
  DnsServer *self = g_new0 (DnsServer, 1);

  self->manners[0] = ipv4;
  self->manners[1] = ipv6;
  self->tcp_manner = DNS_EIGHTY;
  open_sockets (self, with_tcp);
  g_assert_cmpint (pipe (self->stop), ==, 0);
  self->thread = g_thread_new ("dns-server", serve, self);
  return self;
}

/* To be called before the first question over TCP. */
void
dns_server_set_tcp_manner (DnsServer *self, DnsManner manner)
{
  self->tcp_manner = manner;
}

void
dns_server_free (DnsServer *self)
{
  g_assert_cmpint (write (self->stop[1], "", 1), ==, 1);
  g_thread_join (self->thread);
  close (self->stop[0]);
  close (self->stop[1]);
  for (guint i = 0; i < self->n_silent; i++)
    close (self->silent[i]);
  close (self->udp);
  if (self->tcp >= 0)
    close (self->tcp);
  g_free (self->address);
  g_free (self);
}

const char *
dns_server_get_address (DnsServer *self)
{
  return self->address;
}

guint
dns_server_get_n_questions (DnsServer *self)
{
  return g_atomic_int_get (&self->n_questions);
}
