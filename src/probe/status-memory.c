/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "status-memory.h"

#define GROUP "asked"

static char *
key_of (const char *url)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, url, -1);
}

/**
 * ifa_status_memory_may_ask:
 * @folder: where the program keeps its state; made when it isn't there
 * @url: a status page
 * @now_s: by this computer's clock
 * @min_interval_s: how long to leave it alone, from the profile
 * @age_s: (out): how long ago it was asked; unchanged where it never was
 *
 * A time in the future (the clock was set back) counts for nothing. Blocks on a small file: call it
 * from a thread. Where the memory can't be written the page is left alone, since the next run
 * would not know.
 *
 * Returns: whether it may be asked now; that is noted, then
 */
gboolean
ifa_status_memory_may_ask (const char *folder,
                           const char *url,
                           gint64 now_s,
                           gint64 min_interval_s,
                           gint64 *age_s)
{
  g_autofree char *path = g_build_filename (folder, "status-pages.ini", NULL);
  g_autofree char *key = key_of (url);
  g_autoptr (GKeyFile) memory = g_key_file_new ();
  gint64 asked_s = 0;

  g_key_file_load_from_file (memory, path, G_KEY_FILE_NONE, NULL);
  asked_s = g_key_file_get_int64 (memory, GROUP, key, NULL);
  if (asked_s > 0 && asked_s <= now_s)
    {
      *age_s = now_s - asked_s;
      if (*age_s < min_interval_s)
        return FALSE;
    }

  g_key_file_set_int64 (memory, GROUP, key, now_s);
  return g_mkdir_with_parents (folder, 0700) == 0 && g_key_file_save_to_file (memory, path, NULL);
}
