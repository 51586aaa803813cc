/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "copy-manifest.h"

#include "error.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define FORMAT "invoice-first-aid-copy/1"
#define MAX_MANIFEST_BYTES (256 * 1024 * 1024)
#define MAX_ENTRIES 1000000
/* Of one name: FAT and NTFS allow 255 characters, and something may be added in front. */
#define MAX_NAME_BYTES 200
#define DIGEST_LENGTH 64

static void
entry_free (IfaCopyEntry *self)
{
  g_free (self->name);
  g_free (self->original);
  g_free (self->sha256);
  g_free (self);
}

IfaCopyManifest *
ifa_copy_manifest_new (const char *profile)
{
  IfaCopyManifest *self = g_new0 (IfaCopyManifest, 1);

  self->profile = g_strdup (profile);
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
ifa_copy_manifest_free (IfaCopyManifest *self)
{
  g_free (self->profile);
  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->names);
  g_free (self);
}

static gboolean
is_reserved (const char *name)
{
  static const char *const reserved[] = { "con", "prn", "aux", "nul", NULL };
  g_autofree char *stem = g_ascii_strdown (name, strcspn (name, "."));

  return g_strv_contains (reserved, stem)
         || ((g_str_has_prefix (stem, "com") || g_str_has_prefix (stem, "lpt"))
             && g_ascii_isdigit (stem[3]) && stem[4] == '\0');
}

/**
 * ifa_copy_dup_safe_name:
 * @name: one name, without a slash, in any bytes
 *
 * Returns: (transfer full): a name that FAT, NTFS and network shares can bear, too: what they
 *   can't is written as "%XX", and a long name is cut and marked with its digest
 */
char *
ifa_copy_dup_safe_name (const char *name)
{
  GString *safe = g_string_new (is_reserved (name) ? "_" : NULL);
  const char *end;
  gsize length = strlen (name);
  gboolean is_text = g_utf8_validate (name, -1, &end);

  for (gsize i = 0; i < length; i++)
    {
      guchar c = name[i];
      gboolean is_last = i + 1 == length;

      if (c < 0x20 || c == 0x7f || strchr ("<>:\"/\\|?*%", c) != NULL || (c >= 0x80 && !is_text)
          || (is_last && (c == '.' || c == ' ')))
        g_string_append_printf (safe, "%%%02X", c);
      else
        g_string_append_c (safe, c);
    }
  if (safe->len > MAX_NAME_BYTES)
    {
      g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);
      gsize cut = MAX_NAME_BYTES - 20;

      while (cut > 0 && ((guchar) safe->str[cut] & 0xc0) == 0x80)
        cut--;
      g_string_truncate (safe, cut);
      g_string_append_printf (safe, "~%.16s", digest);
    }
  return g_string_free (safe, FALSE);
}

static char *
dup_safe_path (guint place, const char *original)
{
  g_auto (GStrv) names = g_strsplit (original, "/", -1);
  GString *path = g_string_new (NULL);

  g_string_append_printf (path, "files-%u", place);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *name = ifa_copy_dup_safe_name (names[i]);

      if (*name != '\0')
        g_string_append_printf (path, "/%s", name);
    }
  return g_string_free (path, FALSE);
}

/**
 * ifa_copy_manifest_add:
 * @self: a manifest
 * @place: which of the profile's places the file belongs to
 * @original: its path below the home folder
 *
 * Returns: (transfer none): the new entry, whose name in the copy is like no other one
 */
IfaCopyEntry *
ifa_copy_manifest_add (IfaCopyManifest *self, guint place, const char *original)
{
  IfaCopyEntry *entry = g_new0 (IfaCopyEntry, 1);
  g_autofree char *safe = dup_safe_path (place, original);
  g_autofree char *folded = g_utf8_casefold (safe, -1);

  entry->original = g_strdup (original);
  entry->name = g_strdup (safe);
  for (guint i = 2; g_hash_table_contains (self->names, folded); i++)
    {
      g_free (entry->name);
      entry->name = g_strdup_printf ("%s~%u", safe, i);
      g_free (folded);
      folded = g_utf8_casefold (entry->name, -1);
    }
  g_hash_table_add (self->names, g_steal_pointer (&folded));
  g_ptr_array_add (self->entries, entry);
  return entry;
}

/**
 * ifa_copy_manifest_dup_sums:
 * @self: a manifest
 *
 * Returns: (transfer full): the lines that "sha256sum -c" reads
 */
char *
ifa_copy_manifest_dup_sums (const IfaCopyManifest *self)
{
  GString *sums = g_string_new (NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const IfaCopyEntry *entry = g_ptr_array_index (self->entries, i);

      g_string_append_printf (sums, "%s  %s\n", entry->sha256, entry->name);
    }
  return g_string_free (sums, FALSE);
}

static JsonObject *
dup_entry_json (const IfaCopyEntry *entry)
{
  JsonObject *object = json_object_new ();
  g_autofree char *original = g_uri_escape_string (entry->original, "/", TRUE);

  json_object_set_string_member (object, "name", entry->name);
  json_object_set_string_member (object, "original", original);
  json_object_set_int_member (object, "bytes", entry->n_bytes);
  json_object_set_int_member (object, "modified", entry->modified_s);
  json_object_set_string_member (object, "sha256", entry->sha256);
  return object;
}

/**
 * ifa_copy_manifest_dup_json:
 * @self: a manifest
 *
 * Returns: (transfer full): manifest.json. "original" is percent-encoded: file names need not be
 *   text.
 */
char *
ifa_copy_manifest_dup_json (const IfaCopyManifest *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *created = g_date_time_format_iso8601 (now);
  JsonObject *object = json_object_new ();
  JsonArray *files = json_array_new ();

  for (guint i = 0; i < self->entries->len; i++)
    json_array_add_object_element (files, dup_entry_json (g_ptr_array_index (self->entries, i)));
  json_object_set_string_member (object, "format", FORMAT);
  json_object_set_string_member (object, "profile", self->profile);
  json_object_set_string_member (object, "created", created);
  json_object_set_array_member (object, "files", files);
  json_node_take_object (root, object);
  return json_to_string (root, TRUE);
}

static gboolean
is_plain_path (const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, "/", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (*names[i] == '\0' || g_str_equal (names[i], ".") || g_str_equal (names[i], ".."))
      return FALSE;
  return names[0] != NULL;
}

static gboolean
take_entry (IfaCopyManifest *self, JsonObject *object)
{
  const char *name = json_object_get_string_member_with_default (object, "name", "");
  const char *escaped = json_object_get_string_member_with_default (object, "original", "");
  const char *sha256 = json_object_get_string_member_with_default (object, "sha256", "");
  g_autofree char *original = g_uri_unescape_string (escaped, "/");
  IfaCopyEntry *entry;

  if (!is_plain_path (name) || original == NULL || !is_plain_path (original)
      || strlen (sha256) != DIGEST_LENGTH || strspn (sha256, "0123456789abcdef") != DIGEST_LENGTH)
    return FALSE;

  entry = g_new0 (IfaCopyEntry, 1);
  entry->name = g_strdup (name);
  entry->original = g_steal_pointer (&original);
  entry->sha256 = g_strdup (sha256);
  entry->n_bytes = json_object_get_int_member_with_default (object, "bytes", 0);
  entry->modified_s = json_object_get_int_member_with_default (object, "modified", 0);
  g_ptr_array_add (self->entries, entry);
  return TRUE;
}

static IfaCopyManifest *
parse (const char *json, gsize size)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (IfaCopyManifest) self = NULL;
  JsonNode *root, *files;
  JsonObject *object;

  if (!json_parser_load_from_data (parser, json, size, NULL)
      || (root = json_parser_get_root (parser)) == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  object = json_node_get_object (root);
  files = json_object_get_member (object, "files");
  if (g_strcmp0 (json_object_get_string_member_with_default (object, "format", ""), FORMAT) != 0
      || files == NULL || !JSON_NODE_HOLDS_ARRAY (files)
      || json_array_get_length (json_node_get_array (files)) > MAX_ENTRIES)
    return NULL;

  self = ifa_copy_manifest_new (json_object_get_string_member_with_default (object, "profile", ""));
  for (guint i = 0; i < json_array_get_length (json_node_get_array (files)); i++)
    {
      JsonNode *file = json_array_get_element (json_node_get_array (files), i);

      if (!JSON_NODE_HOLDS_OBJECT (file) || !take_entry (self, json_node_get_object (file)))
        return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * ifa_copy_manifest_new_from_folder:
 * @folder: a finished copy
 * @error: where to put why it failed
 *
 * Returns: (transfer full): its manifest; `NULL` with @error set if that isn't there, is foreign,
 *   or says something else than the copy's SHA256SUMS
 */
IfaCopyManifest *
ifa_copy_manifest_new_from_folder (const char *folder, GError **error)
{
  g_autofree char *manifest_path = g_build_filename (folder, IFA_COPY_MANIFEST, NULL);
  g_autofree char *sums_path = g_build_filename (folder, IFA_COPY_SUMS, NULL);
  g_autoptr (IfaCopyManifest) self = NULL;
  g_autoptr (GMappedFile) manifest = g_mapped_file_new (manifest_path, FALSE, NULL);
  g_autofree char *sums = NULL;
  g_autofree char *expected = NULL;

  if (manifest != NULL && g_mapped_file_get_length (manifest) <= MAX_MANIFEST_BYTES)
    self = parse (g_mapped_file_get_contents (manifest), g_mapped_file_get_length (manifest));
  if (self == NULL)
    {
      g_set_error (error, IFA_ERROR, IFA_ERROR_FILE,
                   _ ("“%s” is not a finished copy: its list of files is missing or damaged."),
                   folder);
      return NULL;
    }
  expected = ifa_copy_manifest_dup_sums (self);
  if (!g_file_get_contents (sums_path, &sums, NULL, NULL) || !g_str_equal (sums, expected))
    {
      g_set_error (error, IFA_ERROR, IFA_ERROR_FILE,
                   _ ("“%s” is damaged: its list of files and its checksums disagree."), folder);
      return NULL;
    }
  return g_steal_pointer (&self);
}
