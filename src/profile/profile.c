/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "profile-defaults.h"
#include "profile-format.h"
#include "profile-scan.h"
#include "profile-signature.h"
#include "profile-text.h"
#include "profile-url.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define MAX_TYPED_BYTES 2048

/* Parameters that the profile doesn't have. */
static gboolean
check_parameters (IfaProfileParser *parser, GError **error)
{
  GHashTableIter iter;
  gpointer name = NULL;

  g_hash_table_iter_init (&iter, parser->parameters);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_autofree char *shown = ifa_profile_dup_quotable (name);

      if (g_hash_table_contains (parser->variables, name))
        continue;
      g_set_error (error, IFA_ERROR, IFA_ERROR_USAGE,
                   _ ("%s: The profile has no parameter “%s”; leave it out."), parser->name, shown);
      return FALSE;
    }
  return TRUE;
}

/* The scan has the sentence. */
static void
refuse_for_size (const char *name, GError **error)
{
  GHashTable *lines = ifa_profile_scan ("", IFA_PROFILE_MAX_BYTES + 1, name, error);

  g_assert (lines == NULL);
}

static IfaProfile *
read_root (IfaProfileParser *parser, JsonNode *root, GError **error)
{
  g_autoptr (IfaProfile) self = ifa_profile_new_empty ();

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      ifa_profile_parser_fail (parser, NULL, _ ("must be one object in braces"), error);
      return NULL;
    }
  if (!ifa_profile_parser_read_object (parser, &ifa_profile_shape, json_node_get_object (root),
                                       self, error)
      || !check_parameters (parser, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* A signature that doesn't fit is worse than none: somebody changed the file. */
static gboolean
check_signature (IfaProfileParser *parser,
                 const IfaProfile *profile,
                 const char *data,
                 gsize length,
                 GError **error)
{
  g_autofree char *why = NULL;

  if (profile->signature_key == NULL
      || ifa_profile_signature_fits (data, length, profile->signature_key, profile->signature_value,
                                     &why))
    return TRUE;
  return ifa_profile_parser_fail (parser, "signature", why, error);
}

static IfaProfile *
parse (const char *data, gsize length, const char *name, GHashTable *parameters, GError **error)
{
  g_autoptr (GHashTable) lines = ifa_profile_scan (data, length, name, error);
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) variables = NULL;
  g_autoptr (JsonParser) json = json_parser_new_immutable ();
  g_autoptr (GString) path = g_string_new (NULL);
  g_autoptr (GError) json_error = NULL;
  g_autoptr (IfaProfile) profile = NULL;
  IfaProfileParser parser = { .name = name, .lines = lines, .path = path };

  if (lines == NULL)
    return NULL;
  if (!json_parser_load_from_data (json, data, length, &json_error))
    {
      ifa_profile_set_error (error, name, json_parser_get_current_line (json),
                             _ ("The file can't be read as JSON; look for a missing comma or "
                                "bracket near this line."));
      return NULL;
    }
  variables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  parser.variables = variables;
  parser.parameters = parameters != NULL ? parameters : none;
  profile = read_root (&parser, json_parser_get_root (json), error);
  if (profile == NULL || !check_signature (&parser, profile, data, length, error))
    return NULL;
  return g_steal_pointer (&profile);
}

static IfaProfile *
new_from_bytes (GBytes *bytes, const char *name, GHashTable *parameters, GError **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  gsize skip = 0;
  IfaProfile *self = NULL;

  if (length >= strlen (BYTE_ORDER_MARK)
      && memcmp (data, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    skip = strlen (BYTE_ORDER_MARK);
  self = parse (length > 0 ? data + skip : "", length - skip, name, parameters, error);
  if (self != NULL)
    self->data = g_bytes_ref (bytes);
  return self;
}

/**
 * ifa_profile_new_from_data:
 * @data: the content of a profile, foreign and hostile
 * @length: of @data in bytes
 * @name: what to call it in messages
 * @error: `IFA_ERROR_BAD_PROFILE`, one sentence: file, line, key, what to do
 *
 * Returns: (transfer full) (nullable): the profile, when all of it is right
 */
IfaProfile *
ifa_profile_new_from_data (const char *data, gsize length, const char *name, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  /* Too large is said by the scan, and nothing is copied before. */
  if (length > IFA_PROFILE_MAX_BYTES)
    {
      refuse_for_size (name, error);
      return NULL;
    }
  bytes = g_bytes_new (data, length);
  return new_from_bytes (bytes, name, NULL, error);
}

/**
 * ifa_profile_new_with_parameters:
 * @self: a profile that was read from a file or data
 * @values: (element-type utf8 utf8): parameter's id → id of the value to choose
 * @error: `IFA_ERROR_USAGE` for a choice that there isn't
 *
 * Returns: (transfer full) (nullable): the same profile with other choices
 */
IfaProfile *
ifa_profile_new_with_parameters (const IfaProfile *self, GHashTable *values, GError **error)
{
  const char *name = self->file != NULL ? self->file : self->id;
  IfaProfile *chosen = NULL;

  g_return_val_if_fail (self->data != NULL, NULL);

  chosen = new_from_bytes (self->data, name, values, error);
  if (chosen != NULL)
    chosen->file = g_strdup (self->file);
  return chosen;
}

static gboolean
fail_file (GError **error, const char *path, int number)
{
  /* Translators: %s is the system's own text, as “No such file or directory”. */
  ifa_profile_set_error (error, path, 0, _ ("The profile can't be read (%s); check the path."),
                         g_strerror (number));
  return FALSE;
}

/* Reads at most one byte more than allowed, whatever the file's size was said to be. */
static gboolean
read_open_file (int fd, const char *path, GByteArray *content, GError **error)
{
  guint8 buffer[16 * 1024];
  gssize n = 1;

  while (n > 0 && content->len <= IFA_PROFILE_MAX_BYTES)
    {
      n = read (fd, buffer, sizeof buffer);
      if (n < 0 && errno == EINTR)
        {
          n = 1;
          continue;
        }
      if (n < 0)
        return fail_file (error, path, errno);
      g_byte_array_append (content, buffer, n);
    }
  return TRUE;
}

static gboolean
check_kind (int fd, const char *path, GError **error)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    return fail_file (error, path, errno);
  if (!S_ISREG (status.st_mode))
    {
      ifa_profile_set_error (error, path, 0, _ ("This is not a file; name the profile itself."));
      return FALSE;
    }
  if (status.st_size > IFA_PROFILE_MAX_BYTES)
    {
      refuse_for_size (path, error);
      return FALSE;
    }
  return TRUE;
}

/**
 * ifa_profile_new_from_file:
 * @path: a file; nothing but a plain file of at most 1 MiB is read
 * @error: `IFA_ERROR_BAD_PROFILE`, also for a file that isn't there
 *
 * Returns: (transfer full) (nullable): the profile, when all of it is right
 */
IfaProfile *
ifa_profile_new_from_file (const char *path, GError **error)
{
  /* Without O_NONBLOCK, opening a named pipe would wait for its writer. */
  int fd = g_open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY, 0);
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  IfaProfile *self = NULL;
  gboolean is_read = FALSE;

  if (fd < 0)
    {
      fail_file (error, path, errno);
      return NULL;
    }
  is_read = check_kind (fd, path, error) && read_open_file (fd, path, content, error);
  close (fd);
  if (!is_read)
    return NULL;
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&content));
  self = new_from_bytes (bytes, path, NULL, error);
  if (self != NULL)
    self->file = g_strdup (path);
  return self;
}

/* Host and port, as an id that any file system bears. */
static char *
dup_id_of_url (const IfaProfileUrl *url)
{
  g_autofree char *id
      = g_strdup_printf (url->port == url->scheme_port ? "%s" : "%s-%u", url->host, url->port);

  g_strcanon (id, "abcdefghijklmnopqrstuvwxyz0123456789._-", '-');
  if (!g_ascii_isalnum (*id))
    *id = '0';
  return g_strndup (id, 64);
}

static IfaProfile *
new_of_url (IfaProfileUrl *url)
{
  IfaProfile *self = ifa_profile_new_empty ();
  IfaEndpoint *endpoint = ifa_profile_new_endpoint ();
  g_autofree char *name = NULL;

  self->id = dup_id_of_url (url);
  name = url->port == url->scheme_port ? g_strdup (url->host)
                                       : g_strdup_printf ("%s:%u", url->host, url->port);
  self->name = ifa_text_new (IFA_TEXT_ANY_LANGUAGE, name);
  endpoint->id = g_strdup ("service");
  endpoint->name = ifa_text_new (IFA_TEXT_ANY_LANGUAGE, name);
  endpoint->scheme = g_strdup (url->scheme);
  endpoint->port = url->port;
  endpoint->host = g_steal_pointer (&url->host);
  endpoint->url = g_steal_pointer (&url->text);
  g_ptr_array_add (self->endpoints, endpoint);
  ifa_profile_defaults_set_control (self);
  ifa_profile_defaults_set_time (self);
  return self;
}

/**
 * ifa_profile_new_from_url:
 * @url: what a person typed: "api.example.com", "example.com:8443/path", "[::1]:8443", or an
 *   address with one of the schemes https, http, wss, ws and tcp
 * @error: `IFA_ERROR_USAGE`, one sentence
 *
 * Returns: (transfer full) (nullable): a profile of this one address, which any answer satisfies
 */
IfaProfile *
ifa_profile_new_from_url (const char *url, GError **error)
{
  g_autofree char *shown = ifa_profile_dup_quotable (url);
  g_auto (IfaProfileUrl) parts = { 0 };
  g_autofree char *text = NULL;
  g_autofree char *why = NULL;
  gboolean ok = FALSE;

  if (strlen (url) > MAX_TYPED_BYTES)
    {
      why = g_strdup (_ ("is longer than 2048 bytes; shorten it"));
    }
  else
    {
      text = ifa_profile_dup_typed_url (url);
      ok = ifa_profile_url_parse (text, IFA_PROFILE_SCHEMES_ALL, &parts, &why);
    }
  if (ok)
    return new_of_url (&parts);
  /* Translators: a typed address, then a half-sentence as “names no valid host; check …”. */
  g_set_error (error, IFA_ERROR, IFA_ERROR_USAGE, _ ("“%s” %s."), shown, why);
  return NULL;
}

/**
 * ifa_profile_find_endpoint:
 * @self: a profile
 * @id: an endpoint's id
 *
 * Returns: (transfer none) (nullable): the endpoint
 */
const IfaEndpoint *
ifa_profile_find_endpoint (const IfaProfile *self, const char *id)
{
  for (guint i = 0; i < self->endpoints->len; i++)
    {
      const IfaEndpoint *endpoint = g_ptr_array_index (self->endpoints, i);

      if (strcmp (endpoint->id, id) == 0)
        return endpoint;
    }
  return NULL;
}

/**
 * ifa_profile_find_error:
 * @self: a profile
 * @code: one of the service's own error codes, as text
 *
 * Returns: (transfer none) (nullable): what the profile says of it
 */
const IfaErrorCode *
ifa_profile_find_error (const IfaProfile *self, const char *code)
{
  for (guint i = 0; i < self->errors->len; i++)
    {
      const IfaErrorCode *known = g_ptr_array_index (self->errors, i);

      if (strcmp (known->code, code) == 0)
        return known;
    }
  return NULL;
}
