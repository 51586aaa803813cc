/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What clients must not be able to do to the practice service, and what it must not leave behind.
 */

#include "practice-answers.h"
#include "practice-server.h"
#include "practice.h"
#include "raw-client.h"

#include <glib/gstdio.h>

#define N_ROUNDS 50
#define N_CLIENTS 200

static char *runtime_folder;

static guint
count_entries (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint n_entries = 0;

  g_assert_nonnull (folder);
  while (g_dir_read_name (folder) != NULL)
    n_entries++;
  return n_entries;
}

static guint
count_threads (void)
{
  return count_entries ("/proc/self/task");
}

static guint
count_descriptors (void)
{
  return count_entries ("/proc/self/fd");
}

static IfaPractice *
start (const char *fault)
{
  g_autoptr (GError) error = NULL;
  IfaPractice *practice = ifa_practice_new (ifa_practice_find_fault (fault), &error);

  g_assert_no_error (error);
  return practice;
}

static guint16
port_of (const char *url)
{
  return g_ascii_strtoull (strrchr (url, ':') + 1, NULL, 10);
}

static guint16
service_port (IfaPractice *practice)
{
  return port_of (ifa_practice_get_url (practice));
}

static guint16
web_port (IfaPractice *practice)
{
  return port_of (ifa_practice_get_profile (practice)->control_connectivity);
}

static void
assert_serves (IfaPractice *practice)
{
  g_autoptr (RawClient) client = raw_client_new (service_port (practice));

  g_assert_cmpint (client->connect_errno, ==, 0);
  raw_client_handshake (client, IFA_PRACTICE_HOST, ifa_practice_get_trust_file (practice),
                        RAW_PRIORITY);
  g_assert_cmpint (client->tls_code, ==, 0);
  raw_client_get (client, IFA_PRACTICE_HOST, IFA_PRACTICE_HEALTH_PATH);
  g_assert_true (g_str_has_prefix (client->received->str, "HTTP/1.1 200 "));
}

/* Ends the service and says how long that took. */
static gint64
stop_us (IfaPractice *practice)
{
  gint64 began_us = g_get_monotonic_time ();

  ifa_practice_stop (practice);
  began_us = g_get_monotonic_time () - began_us;
  g_assert_finalize_object (practice);
  return began_us;
}

static void
test_leaves_nothing (void)
{
  guint n_threads, n_descriptors, n_faults;
  const IfaPracticeFault *faults = ifa_practice_list_faults (&n_faults);
  gint64 began_us;

  stop_us (start ("none"));
  n_threads = count_threads ();
  n_descriptors = count_descriptors ();
  began_us = g_get_monotonic_time ();
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      IfaPractice *practice = start (faults[i % n_faults].id);
      g_autoptr (RawClient) client = raw_client_new (web_port (practice));

      g_assert_cmpint (client->connect_errno, ==, 0);
      ifa_practice_stop (practice);
      ifa_practice_stop (practice);
      g_assert_finalize_object (practice);
    }
  g_test_message ("start and stop: %.1f ms",
                  (g_get_monotonic_time () - began_us) / 1000.0 / N_ROUNDS);

  g_assert_cmpuint (count_threads (), ==, n_threads);
  g_assert_cmpuint (count_descriptors (), ==, n_descriptors);
  g_assert_cmpuint (count_entries (runtime_folder), ==, 0);
}

static void
test_clients_are_bounded (void)
{
  guint n_threads = count_threads ();
  IfaPractice *practice = start ("none");
  int clients[N_CLIENTS];

  for (guint i = 0; i < N_CLIENTS; i++)
    {
      clients[i] = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
      g_assert_cmpint (clients[i], >=, 0);
      {
        struct sockaddr_in address
            = { .sin_family = AF_INET, .sin_port = htons (service_port (practice)) };

        address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
        connect (clients[i], (struct sockaddr *) &address, sizeof address);
      }
    }
  while (count_threads () < n_threads + 1 + IFA_PRACTICE_MAX_CONNECTIONS)
    g_usleep (1000);
  g_usleep (50 * 1000);
  g_assert_cmpuint (count_threads (), ==, n_threads + 1 + IFA_PRACTICE_MAX_CONNECTIONS);

  for (guint i = 0; i < N_CLIENTS; i++)
    close (clients[i]);
  assert_serves (practice);
  stop_us (practice);
  g_assert_cmpuint (count_threads (), ==, n_threads);
}

static gpointer
run_client (gpointer data)
{
  assert_serves (data);
  return NULL;
}

static void
test_many_at_once_are_all_served (void)
{
  IfaPractice *practice = start ("none");
  GThread *threads[N_CLIENTS];

  for (guint i = 0; i < N_CLIENTS; i++)
    threads[i] = g_thread_new ("client", run_client, practice);
  for (guint i = 0; i < N_CLIENTS; i++)
    g_thread_join (threads[i]);
  stop_us (practice);
}

static void
test_garbage (void)
{
  static const char *const garbage[] = {
    "\n",
    "GET",
    " ",
    "\r\n\r\n",
    "GET /health\r\n\r\n",
    "GET  HTTP/1.1\r\n\r\n",
    "\x16\x03\x01\xff\xff\x01\x01\x01\x01\x01\x01\x01\x01",
    "BREW / HTTP/1.1\r\n\r\n",
    "GET health HTTP/1.1\r\n\r\n",
    "GET /../../etc/passwd HTTP/9\r\n\r\n",
    "\xff\xfe\xfd\r\n\r\n",
  };
  IfaPractice *practice = start ("none");
  guint16 ports[] = { service_port (practice), web_port (practice) };

  for (guint i = 0; i < G_N_ELEMENTS (garbage) * G_N_ELEMENTS (ports); i++)
    {
      const char *text = garbage[i / G_N_ELEMENTS (ports)];
      g_autoptr (RawClient) client = raw_client_new (ports[i % G_N_ELEMENTS (ports)]);

      raw_client_send (client, text, strlen (text));
      shutdown (client->fd, SHUT_WR);
      while (raw_client_read (client) > 0)
        continue;
      g_assert_null (strstr (client->received->str, " 200 "));
    }
  assert_serves (practice);
  stop_us (practice);
}

static void
test_zero_byte (void)
{
  IfaPractice *practice = start ("none");
  g_autoptr (RawClient) client = raw_client_new (web_port (practice));

  raw_client_send (client, "GET /check\0 HTTP/1.1\r\n\r\n", 25);
  while (raw_client_read (client) > 0)
    continue;
  g_assert_true (g_str_has_prefix (client->received->str, "HTTP/1.1 400 "));
  stop_us (practice);
}

static void
test_endless_header (void)
{
  IfaPractice *practice = start ("none");
  g_autoptr (RawClient) client = raw_client_new (web_port (practice));
  g_autofree char *lines = g_strnfill (8 * 1024, 'a');

  raw_client_send (client, "GET /check HTTP/1.1\r\n", 21);
  for (guint i = 0; i < 4096; i++)
    if (raw_client_send (client, lines, 8 * 1024) <= 0)
      break;
  while (raw_client_read (client) > 0)
    continue;
  g_assert_true (client->received->len == 0
                 || g_str_has_prefix (client->received->str, "HTTP/1.1 431 "));
  assert_serves (practice);
  stop_us (practice);
}

/* A head that comes byte by byte is a head all the same. */
static void
test_drops (void)
{
  static const char request[] = "HEAD /check HTTP/1.1\r\nHost: a\r\n\r\n";
  IfaPractice *practice = start ("none");
  g_autoptr (RawClient) client = raw_client_new (web_port (practice));

  for (guint i = 0; i < strlen (request); i++)
    {
      g_assert_cmpint (raw_client_send (client, &request[i], 1), ==, 1);
      g_usleep (500);
    }
  while (raw_client_read (client) > 0)
    continue;
  g_assert_true (g_str_has_prefix (client->received->str, "HTTP/1.1 204 "));
  stop_us (practice);
}

static void
test_stops_at_once (void)
{
  static const char *const faults[] = { "none", "hangs", "hangs-after-tls", "slow", "not-tls" };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      IfaPractice *practice = start (faults[i]);
      g_autoptr (RawClient) idle = raw_client_new (service_port (practice));
      g_autoptr (RawClient) busy = raw_client_new (service_port (practice));

      if (g_str_equal (faults[i], "hangs-after-tls") || g_str_equal (faults[i], "slow"))
        {
          raw_client_handshake (busy, IFA_PRACTICE_HOST, ifa_practice_get_trust_file (practice),
                                RAW_PRIORITY);
          raw_client_send (busy, "GET / HTTP/1.1\r\n\r\n", 18);
          g_usleep (20 * 1000);
        }
      g_assert_cmpint (stop_us (practice), <, 100 * G_TIME_SPAN_MILLISECOND);
      g_assert_cmpint (raw_client_read (idle), <=, 0);
    }
}

/* /proc/net/tcp lists sockets as hexadecimal ADDRESS:PORT; 0A is the state LISTEN. */
static void
test_loopback_only (void)
{
  IfaPractice *practice = start ("none");
  guint16 ports[] = { service_port (practice), web_port (practice),
                      port_of (ifa_practice_get_profile (practice)->control_https[0]) };

  for (guint i = 0; i < G_N_ELEMENTS (ports); i++)
    {
      g_autofree char *tables[2] = { NULL, NULL };
      g_autofree char *here = g_strdup_printf ("0100007F:%04X 00000000:0000 0A", ports[i]);
      g_autofree char *anywhere = g_strdup_printf ("00000000:%04X 00000000:0000 0A", ports[i]);

      g_assert_true (g_file_get_contents ("/proc/net/tcp", &tables[0], NULL, NULL));
      g_assert_nonnull (strstr (tables[0], here));
      g_assert_null (strstr (tables[0], anywhere));
    }
  stop_us (practice);
}

int
main (int argc, char **argv)
{
  int status;

  /* Before GLib asks for it: nothing else shall be in the folder that is counted. */
  runtime_folder = g_dir_make_tmp ("test-practice-XXXXXX", NULL);
  g_setenv ("XDG_RUNTIME_DIR", runtime_folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/leaves-nothing", test_leaves_nothing);
  g_test_add_func ("/practice/clients-are-bounded", test_clients_are_bounded);
  g_test_add_func ("/practice/many-at-once-are-all-served", test_many_at_once_are_all_served);
  g_test_add_func ("/practice/garbage", test_garbage);
  g_test_add_func ("/practice/zero-byte", test_zero_byte);
  g_test_add_func ("/practice/endless-header", test_endless_header);
  g_test_add_func ("/practice/drops", test_drops);
  g_test_add_func ("/practice/stops-at-once", test_stops_at_once);
  g_test_add_func ("/practice/loopback-only", test_loopback_only);
  status = g_test_run ();
  g_rmdir (runtime_folder);
  g_free (runtime_folder);
  return status;
}
