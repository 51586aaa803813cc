/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Reports from elsewhere. Hostile until proven otherwise: bounded, checked, and judged anew. */

#include "report-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "emergency.h"
#include "error.h"
#include "json-scan.h"
#include "phrase.h"

#define MAX_REPORT_BYTES (16 * 1024 * 1024)
#define MAX_DEPTH 32
#define MAX_TEXT_BYTES 8192
#define MAX_CAUSES 1000
#define MAX_REASON_CHARACTERS 400

static gboolean
bad_report (GError **error, const char *what)
{
  g_set_error_literal (error, IFA_ERROR, IFA_ERROR_BAD_REPORT, what);
  return FALSE;
}

static gboolean
bad_member (GError **error, const char *name, const char *expected)
{
  g_set_error (error, IFA_ERROR, IFA_ERROR_BAD_REPORT,
               /* Translators: the name of a member of a JSON object, and what it should be. */
               _ ("the member “%s” must be %s"), name, expected);
  return FALSE;
}

static JsonNode *
member_of (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static gboolean
read_text (JsonObject *object, const char *name, char **text, GError **error)
{
  JsonNode *node = member_of (object, name);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING
      || strlen (json_node_get_string (node)) > MAX_TEXT_BYTES)
    return bad_member (error, name, _ ("a text of at most 8 KiB"));
  g_free (*text);
  *text = json_node_dup_string (node);
  return TRUE;
}

static gboolean
read_integer (JsonObject *object, const char *name, gint64 *value, GError **error)
{
  JsonNode *node = member_of (object, name);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64
      || json_node_get_int (node) < 0)
    return bad_member (error, name, _ ("a whole number that is not negative"));
  *value = json_node_get_int (node);
  return TRUE;
}

static gboolean
read_tri (JsonObject *object, const char *name, IfaTri *value, GError **error)
{
  JsonNode *node = member_of (object, name);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return bad_member (error, name, _ ("true or false"));
  *value = IFA_TRI (json_node_get_boolean (node));
  return TRUE;
}

static gboolean
read_object (JsonObject *object, const char *name, JsonObject **member, GError **error)
{
  JsonNode *node = member_of (object, name);

  *member = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return bad_member (error, name, _ ("an object"));
  *member = json_node_get_object (node);
  return TRUE;
}

static gboolean
check_format (JsonObject *object, GError **error)
{
  g_autofree char *format = NULL;

  if (!read_text (object, "format", &format, error))
    return FALSE;
  if (g_strcmp0 (format, IFA_REPORT_FORMAT) == 0)
    return TRUE;
  if (format != NULL && g_str_has_prefix (format, "invoice-first-aid-report/"))
    {
      g_autofree char *version = g_strndup (format + strlen ("invoice-first-aid-report/"), 20);
      g_set_error (error, IFA_ERROR, IFA_ERROR_BAD_REPORT,
                   _ ("it has version “%s” of the report format, and this program reads version 1; "
                      "a newer program will read it"),
                   version);
      return FALSE;
    }
  return bad_report (error, _ ("it is not a report of this program"));
}

static gboolean
check_started (const IfaReport *report, GError **error)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;

  if (report->started != NULL)
    time = g_date_time_new_from_iso8601 (report->started, utc);
  return time != NULL || bad_member (error, "started", _ ("a time as in ISO 8601"));
}

static gboolean
read_head (JsonObject *object, IfaReport *report, GError **error)
{
  JsonObject *app = NULL;
  JsonObject *profile = NULL;
  JsonObject *vendor = NULL;
  IfaTri cancelled = IFA_TRI_UNKNOWN;

  if (!read_text (object, "id", &report->id, error)
      || !read_text (object, "started", &report->started, error)
      || !read_integer (object, "duration_ms", &report->duration_ms, error)
      || !read_object (object, "app", &app, error)
      || !read_text (app, "version", &report->app_version, error)
      || !read_object (object, "profile", &profile, error)
      || !read_text (profile, "id", &report->profile_id, error)
      || !read_integer (profile, "version", &report->profile_version, error)
      || !read_text (profile, "name", &report->profile_name, error)
      || !read_object (object, "vendor", &vendor, error)
      || !read_text (vendor, "name", &report->vendor_name, error)
      || !read_text (vendor, "email", &report->vendor_email, error)
      || !read_text (vendor, "phone", &report->vendor_phone, error)
      || !read_text (vendor, "url", &report->vendor_url, error)
      || !read_tri (object, "cancelled", &cancelled, error)
      || !read_text (object, "note", &report->note, error))
    return FALSE;

  report->cancelled = cancelled == IFA_TRI_YES;
  return check_started (report, error);
}

static gboolean
read_circumstances (JsonObject *object, IfaReport *report, GError **error)
{
  JsonObject *said = NULL;
  JsonObject *emergency = NULL;
  JsonObject *computer = NULL;
  IfaTri sandbox = IFA_TRI_UNKNOWN;

  if (!read_object (object, "circumstances", &said, error)
      || !read_text (said, "message", &report->message, error)
      || !read_text (said, "since", &report->since, error)
      || !read_tri (said, "all_computers", &report->all_computers, error)
      || !read_tri (said, "while_sending", &report->while_sending, error)
      || !read_integer (said, "unsent_invoices", &report->unsent, error)
      || !read_text (said, "unsent_total", &report->unsent_total, error)
      || !read_text (said, "deadline", &report->deadline, error)
      || !read_object (object, "emergency", &emergency, error)
      || !read_object (object, "computer", &computer, error)
      || !read_text (computer, "os", &report->os, error)
      || !read_text (computer, "desktop", &report->desktop, error)
      || !read_text (computer, "network", &report->network, error)
      || !read_tri (computer, "sandbox", &sandbox, error))
    return FALSE;

  report->emergency = ifa_emergency_new_from_json (emergency);
  report->sandbox = sandbox == IFA_TRI_YES;
  return TRUE;
}

/* What the report's own program thought; only to be compared with what this one thinks. */
static gboolean
read_original (JsonObject *object, IfaReport *report, GError **error)
{
  JsonNode *node = member_of (object, "causes");
  JsonArray *causes;

  report->original_causes = g_ptr_array_new_with_free_func (g_free);
  if (!read_text (object, "verdict", &report->original_verdict, error))
    return FALSE;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node)
      || json_array_get_length (json_node_get_array (node)) > MAX_CAUSES)
    return bad_member (error, "causes", _ ("a list"));

  causes = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (causes); i++)
    {
      JsonNode *cause = json_array_get_element (causes, i);
      char *id = NULL;

      if (!JSON_NODE_HOLDS_OBJECT (cause))
        return bad_member (error, "causes", _ ("a list of objects"));
      if (!read_text (json_node_get_object (cause), "id", &id, error))
        return FALSE;
      if (id != NULL)
        g_ptr_array_add (report->original_causes, id);
    }
  return TRUE;
}

static gboolean
read_evidence (JsonObject *object, IfaReport *report, GError **error)
{
  JsonNode *node = member_of (object, "checks");

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return bad_member (error, "checks", _ ("a list"));
  report->evidence = ifa_evidence_from_json (json_node_get_array (node), error);
  if (report->evidence == NULL)
    return FALSE;

  report->diagnosis = ifa_diagnose (report->evidence);
  if (report->cancelled)
    report->diagnosis->verdict = IFA_VERDICT_INCOMPLETE;
  return TRUE;
}

static IfaReport *
report_from_object (JsonObject *object, GError **error)
{
  g_autoptr (IfaReport) report = g_new0 (IfaReport, 1);

  report->unsent = IFA_UNKNOWN_INTEGER;
  if (!check_format (object, error) || !read_head (object, report, error)
      || !read_circumstances (object, report, error) || !read_original (object, report, error)
      || !read_evidence (object, report, error))
    return NULL;

  if (report->id == NULL)
    report->id = g_uuid_string_random ();
  ifa_report_complete (report);
  return g_steal_pointer (&report);
}

/**
 * ifa_report_new_from_data:
 * @data: JSON from anywhere
 * @length: bytes of @data
 * @error: [enum@Ifa.Error.BAD_REPORT] with the second half of a sentence
 *
 * Takes over what was measured and said, and judges it again by the rules of this version.
 * Members that this version doesn't know are passed over.
 *
 * Returns: (transfer full) (nullable): the report
 */
IfaReport *
ifa_report_new_from_data (const char *data, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local_error = NULL;
  JsonNode *root;

  if (length > MAX_REPORT_BYTES)
    return bad_report (error, _ ("it is larger than 16 MiB")), NULL;
  if (!g_utf8_validate_len (data, length, NULL))
    return bad_report (error, _ ("it is not text in UTF-8")), NULL;
  if (!ifa_json_scan_depth (data, length, MAX_DEPTH))
    return bad_report (error, _ ("its brackets are nested too deeply")), NULL;
  if (!json_parser_load_from_data (parser, data, length, &local_error))
    return bad_report (error, _ ("it is not JSON, or was cut off")), NULL;

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return bad_report (error, _ ("it is not a report of this program")), NULL;
  return report_from_object (json_node_get_object (root), error);
}

static GBytes *
read_bounded (int fd, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[65536];
  gssize n;

  while ((n = read (fd, buffer, sizeof buffer)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error_literal (error, IFA_ERROR, IFA_ERROR_FILE, g_strerror (errno));
          return NULL;
        }
      g_byte_array_append (bytes, buffer, n);
      if (bytes->len > MAX_REPORT_BYTES)
        {
          bad_report (error, _ ("it is larger than 16 MiB"));
          return NULL;
        }
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* A folder can be opened and a pipe waits: neither is a report. */
static int
open_regular (const char *path, GError **error)
{
  struct stat status;
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);

  if (fd < 0 || fstat (fd, &status) != 0)
    {
      g_set_error_literal (error, IFA_ERROR, IFA_ERROR_FILE, g_strerror (errno));
      if (fd >= 0)
        close (fd);
      return -1;
    }
  if (!S_ISREG (status.st_mode))
    {
      g_set_error_literal (error, IFA_ERROR, IFA_ERROR_FILE, _ ("it is not a file"));
      close (fd);
      return -1;
    }
  return fd;
}

static GBytes *
read_file (const char *path, GError **error)
{
  int fd = open_regular (path, error);
  GBytes *bytes;

  if (fd < 0)
    return NULL;
  bytes = read_bounded (fd, error);
  close (fd);
  return bytes;
}

/**
 * ifa_report_new_from_file:
 * @path: a file
 * @error: [enum@Ifa.Error.FILE] or [enum@Ifa.Error.BAD_REPORT] with one sentence that names it
 *
 * Returns: (transfer full) (nullable): the report, judged again
 */
IfaReport *
ifa_report_new_from_file (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = read_file (path, &local_error);
  g_autoptr (IfaReport) report = NULL;
  g_autofree char *reason = NULL;

  if (bytes != NULL)
    report = ifa_report_new_from_data (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                       &local_error);
  if (report != NULL)
    return g_steal_pointer (&report);

  /* The reason may quote the file. */
  reason = ifa_phrase_dup_harmless (local_error->message, MAX_REASON_CHARACTERS);
  g_set_error (error, IFA_ERROR, local_error->code,
               /* Translators: a file, and why: "it is not JSON, or was cut off". */
               _ ("The report “%s” can't be read: %s."), name, reason);
  return NULL;
}
