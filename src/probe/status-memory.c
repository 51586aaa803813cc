/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "status-memory.h"

#include <string.h>

#include "json-bounds.h"

#define GROUP "asked"
#define ANSWERS "answers"
/* A page that names more than this is asked again instead. */
#define MAX_ANSWER_BYTES (16 * 1024)

static char *
path_in (const char *folder)
{
  return g_build_filename (folder, "status-pages.ini", NULL);
}

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
  g_autofree char *path = path_in (folder);
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

/**
 * ifa_status_memory_keep:
 * @folder: where the program keeps its state
 * @url: a status page
 * @facts: what it said
 *
 * Keeps the answer for as long as the page may not be asked again: a second check must not know
 * less than the first. Blocks on a small file.
 */
void
ifa_status_memory_keep (const char *folder, const char *url, const IfaStatusFacts *facts)
{
  g_autofree char *path = path_in (folder);
  g_autofree char *key = key_of (url);
  g_autoptr (GKeyFile) memory = g_key_file_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_take_object (node, ifa_facts_to_json (&ifa_status_facts, facts, NULL, NULL));
  text = json_to_string (node, FALSE);
  g_key_file_load_from_file (memory, path, G_KEY_FILE_NONE, NULL);
  if (strlen (text) <= MAX_ANSWER_BYTES)
    g_key_file_set_string (memory, ANSWERS, key, text);
  else
    g_key_file_remove_key (memory, ANSWERS, key, NULL);
  g_key_file_save_to_file (memory, path, NULL);
}

/**
 * ifa_status_memory_load:
 * @folder: where the program keeps its state
 * @url: a status page
 *
 * Returns: (transfer full) (nullable): what it said when it was asked last; free it with
 *   [func@Ifa.facts_free]
 */
IfaStatusFacts *
ifa_status_memory_load (const char *folder, const char *url)
{
  g_autofree char *path = path_in (folder);
  g_autofree char *key = key_of (url);
  g_autoptr (GKeyFile) memory = g_key_file_new ();
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  IfaStatusFacts *facts = NULL;

  if (!g_key_file_load_from_file (memory, path, G_KEY_FILE_NONE, NULL))
    return NULL;
  text = g_key_file_get_string (memory, ANSWERS, key, NULL);
  if (text == NULL || strlen (text) > MAX_ANSWER_BYTES
      || !ifa_json_is_bounded (text, strlen (text)))
    return NULL;
  node = json_from_string (text, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  facts = ifa_facts_new (&ifa_status_facts);
  if (ifa_facts_from_json (&ifa_status_facts, json_node_get_object (node), facts, NULL))
    return facts;
  ifa_facts_free (&ifa_status_facts, facts);
  return NULL;
}
