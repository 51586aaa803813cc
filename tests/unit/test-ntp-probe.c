/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Time servers on the loopback: right, wrong, rude, forged and silent ones. */

#include "ntp-probe.h"

#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "facts.h"
#include "probe-harness.h"
#include "sntp-packet.h"

#define NTP_TO_UNIX_S G_GINT64_CONSTANT (2208988800)

typedef enum
{
  TIME_RIGHT,
  TIME_SILENT,
  TIME_SLOW, /* 200 ms, half of them after the question was received */
  TIME_KISS,
  TIME_UNSYNCHRONISED,
  TIME_STRATUM_16,
  TIME_VERY_UNSURE,
  TIME_WRONG_NONCE,
  TIME_FORGED_FIRST,
  TIME_WRONG_MODE,
  TIME_SHORT,
  TIME_GARBAGE,
} Manner;

typedef struct
{
  Manner manner;
  gint64 ahead_us;
  int fd;
  int stop[2];
  guint16 port;
  GThread *thread;
} TimeServer;

static void
write_u32 (guint8 *bytes, guint32 value)
{
  value = GUINT32_TO_BE (value);
  memcpy (bytes, &value, sizeof value);
}

static void
write_time (guint8 *bytes, gint64 time_us)
{
  write_u32 (bytes, (guint32) (time_us / G_USEC_PER_SEC + NTP_TO_UNIX_S));
  write_u32 (bytes + 4, (guint32) (((time_us % G_USEC_PER_SEC) << 32) / G_USEC_PER_SEC));
}

static void
make_answer (const TimeServer *self, const guint8 *question, guint8 *answer)
{
  memset (answer, 0, IFA_SNTP_BYTES);
  answer[0] = 4 << 3 | (self->manner == TIME_WRONG_MODE ? 5 : 4);
  answer[1] = self->manner == TIME_STRATUM_16 ? 16 : 2;
  write_u32 (answer + 4, 65536 / 10); /* root delay: 0.1 s */
  write_u32 (answer + 8, self->manner == TIME_VERY_UNSURE ? 0x7fffffff : 65536 / 20);
  memcpy (answer + 24, question + 40, 8);
  write_time (answer + 32, g_get_real_time () + self->ahead_us);
  write_time (answer + 40, g_get_real_time () + self->ahead_us);
  if (self->manner == TIME_UNSYNCHRONISED)
    answer[0] |= 3 << 6;
  if (self->manner == TIME_KISS)
    {
      answer[1] = 0;
      memcpy (answer + 12, "RATE", 4);
    }
  if (self->manner == TIME_WRONG_NONCE)
    answer[24] ^= 1;
  if (self->manner == TIME_GARBAGE)
    memset (answer, 0x5a, IFA_SNTP_BYTES);
}

static void
reply (TimeServer *self)
{
  guint8 question[512];
  guint8 answer[IFA_SNTP_BYTES];
  struct sockaddr_storage client;
  socklen_t length = sizeof client;
  gssize n
      = recvfrom (self->fd, question, sizeof question, 0, (struct sockaddr *) &client, &length);

  if (n < IFA_SNTP_BYTES || self->manner == TIME_SILENT)
    return;
  if (self->manner == TIME_SLOW)
    g_usleep (200 * 1000);
  make_answer (self, question, answer);
  if (self->manner == TIME_FORGED_FIRST)
    {
      guint8 forged[IFA_SNTP_BYTES];
      memcpy (forged, answer, sizeof forged);
      forged[31] ^= 0xff;
      write_u32 (forged + 40, 1);
      sendto (self->fd, forged, sizeof forged, 0, (struct sockaddr *) &client, length);
    }
  sendto (self->fd, answer, self->manner == TIME_SHORT ? 47 : sizeof answer, 0,
          (struct sockaddr *) &client, length);
}

static gpointer
serve (gpointer user_data)
{
  TimeServer *self = user_data;

  for (;;)
    {
      struct pollfd fds[] = { { self->stop[0], POLLIN, 0 }, { self->fd, POLLIN, 0 } };

      if (poll (fds, G_N_ELEMENTS (fds), -1) < 0)
        continue;
      if (fds[0].revents != 0)
        return NULL;
      reply (self);
    }
}

/* @port 0 takes a free one. */
static TimeServer *
server_new (guint8 last, guint16 port, Manner manner, gint64 ahead_us)
{
  TimeServer *self = g_new0 (TimeServer, 1);
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = g_htons (port),
                                 .sin_addr.s_addr = g_htonl (0x7f000000 | last) };
  socklen_t length = sizeof address;

  self->manner = manner;
  self->ahead_us = ahead_us;
  self->fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (self->fd, (struct sockaddr *) &address, length), ==, 0);
  g_assert_cmpint (getsockname (self->fd, (struct sockaddr *) &address, &length), ==, 0);
  self->port = g_ntohs (address.sin_port);
  g_assert_cmpint (pipe (self->stop), ==, 0);
  self->thread = g_thread_new ("time-server", serve, self);
  return self;
}

static void
server_free (TimeServer *self)
{
  g_assert_cmpint (write (self->stop[1], "", 1), ==, 1);
  g_thread_join (self->thread);
  close (self->stop[0]);
  close (self->stop[1]);
  close (self->fd);
  g_free (self);
}

static IfaEnvironment *
new_environment (guint16 port)
{
  IfaEnvironment *environment = ifa_environment_new ();

  ifa_environment_get_limits (environment)->ntp_ms = 500;
  ifa_environment_get_limits (environment)->ntp_port = port;
  return environment;
}

static IfaCheck *
new_check (const char *addresses)
{
  IfaCheck *check = ifa_check_new (&ifa_clock_facts, IFA_ROLE_TIME, "time-1");

  ((IfaClockFacts *) check->facts)->addresses = g_strsplit (addresses, " ", -1);
  return check;
}

static IfaCheck *
consult (IfaEnvironment *environment, const char *addresses)
{
  IfaCheck *check = new_check (addresses);

  g_assert_true (run_probe (ifa_ntp_probe_async, ifa_ntp_probe_finish, environment, check, NULL));
  return check;
}

static void
assert_offset (const IfaCheck *check, gint64 offset_ms)
{
  const IfaClockFacts *facts = check->facts;

  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpint (ABS (facts->offset_ms - offset_ms), <=, facts->uncertainty_ms);
  g_assert_cmpint (facts->stratum, ==, 2);
  /* Root delay / 2 and root dispersion are 100 ms together. */
  g_assert_cmpint (facts->uncertainty_ms, >=, 99);
  g_assert_null (check->detail);
}

/* A computer that is behind has a negative offset, whichever of the two clocks is set wrong. */
static void
test_offsets (void)
{
  static const gint64 rows_s[] = { 0, 600, -600, 86400 * 400, -86400 * 400 };

  for (guint i = 0; i < G_N_ELEMENTS (rows_s); i++)
    {
      TimeServer *server = server_new (1, 0, TIME_RIGHT, rows_s[i] * G_USEC_PER_SEC);
      g_autoptr (IfaEnvironment) environment = new_environment (server->port);
      g_autoptr (IfaEnvironment) wrong = new_environment (server->port);
      g_autoptr (IfaCheck) check = consult (environment, "127.0.0.1");
      g_autoptr (IfaCheck) corrected = NULL;

      ifa_environment_set_clock_offset_us (wrong, rows_s[i] * G_USEC_PER_SEC);
      corrected = consult (wrong, "127.0.0.1");
      server_free (server);
      assert_offset (check, -rows_s[i] * 1000);
      assert_offset (corrected, 0);
    }
}

static void
test_slow_answer_is_less_sure (void)
{
  TimeServer *server = server_new (1, 0, TIME_SLOW, 0);
  g_autoptr (IfaEnvironment) environment = new_environment (server->port);
  g_autoptr (IfaCheck) check = consult (environment, "127.0.0.1");

  server_free (server);
  assert_offset (check, 0);
  g_assert_cmpint (((IfaClockFacts *) check->facts)->uncertainty_ms, >=, 199);
}

static void
test_no_time (void)
{
  static const struct
  {
    Manner manner;
    IfaOutcome outcome;
    const char *detail;
  } rows[] = { { TIME_SILENT, IFA_OUTCOME_TIMED_OUT, NULL },
               { TIME_KISS, IFA_OUTCOME_FAILED, "RATE" },
               { TIME_UNSYNCHRONISED, IFA_OUTCOME_FAILED, "not synchronised" },
               { TIME_STRATUM_16, IFA_OUTCOME_FAILED, "not synchronised" },
               { TIME_VERY_UNSURE, IFA_OUTCOME_FAILED, "not synchronised" },
               { TIME_WRONG_NONCE, IFA_OUTCOME_MALFORMED, NULL },
               { TIME_WRONG_MODE, IFA_OUTCOME_MALFORMED, NULL },
               { TIME_SHORT, IFA_OUTCOME_MALFORMED, NULL },
               { TIME_GARBAGE, IFA_OUTCOME_MALFORMED, NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TimeServer *server = server_new (1, 0, rows[i].manner, 0);
      g_autoptr (IfaEnvironment) environment = new_environment (server->port);
      g_autoptr (IfaCheck) check = consult (environment, "127.0.0.1");
      const IfaClockFacts *facts = check->facts;

      g_test_message ("row %u", i);
      server_free (server);
      g_assert_cmpint (check->outcome, ==, rows[i].outcome);
      g_assert_cmpint (facts->offset_ms, ==, IFA_UNKNOWN_INTEGER);
      g_assert_cmpint (facts->stratum, ==, IFA_UNKNOWN_INTEGER);
      if (rows[i].detail != NULL)
        g_assert_nonnull (strstr (check->detail, rows[i].detail));
    }
}

static void
test_forged_answer_is_left_out (void)
{
  TimeServer *server = server_new (1, 0, TIME_FORGED_FIRST, 0);
  g_autoptr (IfaEnvironment) environment = new_environment (server->port);
  g_autoptr (IfaCheck) check = consult (environment, "127.0.0.1");

  server_free (server);
  assert_offset (check, 0);
}

static void
test_closed_port (void)
{
  TimeServer *server = server_new (1, 0, TIME_RIGHT, 0);
  g_autoptr (IfaEnvironment) environment = new_environment (server->port);
  g_autoptr (IfaCheck) check = NULL;

  server_free (server);
  check = consult (environment, "127.0.0.1 127.0.0.2");
  g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_REFUSED);
}

/* The first good answer counts, whatever the others do. */
static void
test_several_addresses (void)
{
  TimeServer *silent = server_new (1, 0, TIME_SILENT, 0);
  TimeServer *rude = server_new (2, silent->port, TIME_KISS, 0);
  TimeServer *right = server_new (4, silent->port, TIME_RIGHT, 60 * G_USEC_PER_SEC);
  g_autoptr (IfaEnvironment) environment = new_environment (silent->port);
  gint64 started_us = g_get_monotonic_time ();
  g_autoptr (IfaCheck) check
      = consult (environment, "127.0.0.1 127.0.0.2 127.0.0.3 127.0.0.4 127.0.0.5");

  assert_offset (check, -60 * 1000);
  g_assert_cmpint (g_get_monotonic_time () - started_us, <, 400 * 1000);
  server_free (silent);
  server_free (rude);
  server_free (right);
}

static void
test_no_addresses (void)
{
  const char *rows[] = { "", "time.example", "999.1.1.1", "127.0.0.1:123" };
  g_autoptr (IfaEnvironment) environment = new_environment (123);
  g_autoptr (IfaCheck) unset = ifa_check_new (&ifa_clock_facts, IFA_ROLE_TIME, "time-1");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IfaCheck) check = consult (environment, rows[i]);
      g_assert_cmpint (check->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);
    }
  run_probe (ifa_ntp_probe_async, ifa_ntp_probe_finish, environment, unset, NULL);
  g_assert_cmpint (unset->outcome, ==, IFA_OUTCOME_NOT_AVAILABLE);
}

static void
test_cancelled (void)
{
  TimeServer *server = server_new (1, 0, TIME_SILENT, 0);
  g_autoptr (IfaEnvironment) environment = new_environment (server->port);
  g_autoptr (IfaCheck) check = new_check ("127.0.0.1");

  assert_cancel_is_quick (ifa_ntp_probe_async, ifa_ntp_probe_finish, environment, check);
  server_free (server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ntp-probe/offsets", test_offsets);
  g_test_add_func ("/ntp-probe/slow", test_slow_answer_is_less_sure);
  g_test_add_func ("/ntp-probe/no-time", test_no_time);
  g_test_add_func ("/ntp-probe/forged", test_forged_answer_is_left_out);
  g_test_add_func ("/ntp-probe/closed-port", test_closed_port);
  g_test_add_func ("/ntp-probe/several-addresses", test_several_addresses);
  g_test_add_func ("/ntp-probe/no-addresses", test_no_addresses);
  g_test_add_func ("/ntp-probe/cancelled", test_cancelled);
  return g_test_run ();
}
