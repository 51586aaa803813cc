/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* How long a history of 100,000 runs takes to open, and how much log text is redacted in a
 * second. Fails above 100 ms and below 100 MB/s, each by the processor's time. */

#include <glib/gstdio.h>
#include <string.h>
#include <time.h>

#include "chain.h"
#include "outages.h"
#include "redact.h"

#define N_RUNS 100000
#define LIMIT_MS 100.0
#define LIMIT_MB_S 100.0

static double
now_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static void
write_history (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "runs.jsonl", NULL);
  g_autoptr (GString) lines = g_string_new (NULL);
  char hash[IFA_HASH_LENGTH + 1];
  char previous[IFA_HASH_LENGTH + 1] = IFA_HASH_NONE;

  for (guint i = 1; i <= N_RUNS; i++)
    {
      g_autoptr (JsonObject) members = json_object_new ();
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (1600000000 + (gint64) i * 1800);
      g_autofree char *text = g_date_time_format_iso8601 (time);
      g_autofree char *line = NULL;

      json_object_set_string_member (members, "time", text);
      json_object_set_string_member (members, "profile", "lab.example");
      json_object_set_string_member (members, "verdict", i % 97 < 3 ? "problem" : "ok");
      line = ifa_chain_dup_line (i, previous, members, hash);
      memcpy (previous, hash, sizeof previous);
      g_string_append (lines, line);
    }
  g_assert_true (g_file_set_contents (path, lines->str, lines->len, NULL));
}

static gboolean
measure_history (void)
{
  g_autofree char *folder = g_dir_make_tmp ("ifa-speed-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", folder);
  double start_ms;
  double open_ms;
  double all_ms;

  write_history (folder);
  start_ms = now_ms ();
  {
    g_autoptr (IfaHistory) history = ifa_history_open (folder, NULL);
    g_autoptr (GPtrArray) latest = ifa_history_list (history, NULL, 100);

    g_assert_cmpuint (ifa_history_get_n_entries (history), ==, N_RUNS);
    g_assert_cmpuint (latest->len, ==, 100);
    open_ms = now_ms () - start_ms;
    g_assert_cmpuint (ifa_history_list_outages (history, "lab.example")->len, >, 1000);
    all_ms = now_ms () - start_ms;
  }
  g_print ("history of %u runs: opened in %.1f ms, its outages found in %.0f ms\n", N_RUNS, open_ms,
           all_ms);
  return system (command) == 0 && open_ms <= LIMIT_MS;
}

static gboolean
measure_redaction (void)
{
  static const char *const lines[] = {
    "2026-11-22 09:12:31.123 INFO [http-nio-8080-exec-3] c.v.i.UploadService - upload of batch "
    "finished, all documents accepted by the server\n",
    "2026-11-22 09:12:32.007 WARN [main] Request to https://api.invoice.example/v2/health took "
    "5120 ms, retry 3 of 5\n",
    "2026-11-22 09:12:33.450 ERROR [main] 开票服务器连接异常，请稍后重试（错误代码 50003）\n",
    "\tat java.base/sun.nio.ch.NioSocketImpl.timedRead(NioSocketImpl.java:288)\n",
    "2026-11-22 09:12:34.001 DEBUG [pool-2] from 192.168.17.23 token=k9x user zhang3\n",
  };
  g_autoptr (GString) text = g_string_new (NULL);
  double best = 0;

  for (guint i = 0; text->len < 20000000; i++)
    g_string_append (text, lines[i % 50 == 0 ? 4 : i % 4]);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (IfaRedactor) redactor = ifa_redactor_new (IFA_REVEAL_NOTHING);
      double start_ms = now_ms ();
      g_autofree char *shown = NULL;

      ifa_redactor_allow_host (redactor, "api.invoice.example");
      shown = ifa_redactor_dup_text (redactor, text->str, IFA_HOSTS_STRICT);
      best = MAX (best, (double) text->len / 1000 / (now_ms () - start_ms));
    }
  g_print ("redaction: %.0f MB of log text a second\n", best);
  return best >= LIMIT_MB_S;
}

int
main (void)
{
  gboolean is_fast = measure_history ();

  return measure_redaction () && is_fast ? 0 : 1;
}
