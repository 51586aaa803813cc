/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "glance.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "error.h"
#include "report-private.h"

#define MAX_DEPTH 32

typedef struct
{
  const char *p;
  const char *end;
} Cursor;

typedef struct
{
  const char *start;
  gsize length;
} Text;

static gboolean
fail (GError **error, const char *why)
{
  g_set_error_literal (error, IFA_ERROR, IFA_ERROR_BAD_REPORT, why);
  return FALSE;
}

static void
skip_blanks (Cursor *cursor)
{
  while (cursor->p < cursor->end
         && (*cursor->p == ' ' || *cursor->p == '\n' || *cursor->p == '\t' || *cursor->p == '\r'))
    cursor->p++;
}

static gboolean
take (Cursor *cursor, char sign)
{
  skip_blanks (cursor);
  if (cursor->p >= cursor->end || *cursor->p != sign)
    return FALSE;
  cursor->p++;
  return TRUE;
}

/* From behind the opening quote to behind the closing one. */
static gboolean
skip_string (Cursor *cursor)
{
  for (;;)
    {
      const char *quote = memchr (cursor->p, '"', cursor->end - cursor->p);
      const char *slash = quote;

      if (quote == NULL)
        return FALSE;
      while (slash > cursor->p && slash[-1] == '\\')
        slash--;
      cursor->p = quote + 1;
      if ((quote - slash) % 2 == 0)
        return TRUE;
    }
}

static gboolean
take_string (Cursor *cursor, Text *text)
{
  if (!take (cursor, '"'))
    return FALSE;
  text->start = cursor->p;
  if (!skip_string (cursor))
    return FALSE;
  text->length = cursor->p - 1 - text->start;
  return TRUE;
}

/* What may stand outside of strings, brackets and commas: numbers, true, false, null. */
static gboolean
is_scalar_byte (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '+' || c == '.';
}

/* One value of any kind, whatever is in it; brackets must match in number and kind. */
static gboolean
skip_value (Cursor *cursor)
{
  char open[MAX_DEPTH];
  guint depth = 0;

  do
    {
      char c;

      skip_blanks (cursor);
      if (cursor->p >= cursor->end)
        return FALSE;
      c = *cursor->p++;
      if (c == '"')
        {
          if (!skip_string (cursor))
            return FALSE;
        }
      else if (c == '{' || c == '[')
        {
          if (depth == MAX_DEPTH)
            return FALSE;
          open[depth++] = c;
        }
      else if (c == '}' || c == ']')
        {
          if (depth == 0 || open[depth - 1] != (c == '}' ? '{' : '['))
            return FALSE;
          depth--;
        }
      else if (is_scalar_byte (c))
        while (cursor->p < cursor->end && is_scalar_byte (*cursor->p))
          cursor->p++;
      else if ((c != ',' && c != ':') || depth == 0)
        return FALSE;
    }
  while (depth > 0);
  return TRUE;
}

static gboolean
is_key (Text key, const char *name)
{
  return key.length == strlen (name) && memcmp (key.start, name, key.length) == 0;
}

/* Escapes are resolved by the real parser: they are rare in what is looked for. */
static void
copy_text (Text text, char *to, gsize size)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *quoted = NULL;
  g_autofree char *valid = NULL;
  const char *from;

  if (memchr (text.start, '\\', text.length) != NULL)
    {
      quoted = g_strdup_printf ("\"%.*s\"", (int) MIN (text.length, 4096), text.start);
      node = json_from_string (quoted, NULL);
    }
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
      && json_node_get_value_type (node) == G_TYPE_STRING)
    valid = g_utf8_make_valid (json_node_get_string (node), -1);
  else
    valid = g_utf8_make_valid (text.start, MIN (text.length, 4096));

  from = valid;
  if (strlen (from) >= size)
    {
      char *cut = g_utf8_find_prev_char (from, from + size - 1);
      *cut = '\0';
    }
  g_strlcpy (to, from, size);
}

/* Copies a string where one is; passes over anything else. */
static gboolean
take_text (Cursor *cursor, char *to, gsize size)
{
  Text text;

  skip_blanks (cursor);
  if (cursor->p >= cursor->end || *cursor->p != '"')
    return skip_value (cursor);
  if (!take_string (cursor, &text))
    return FALSE;
  copy_text (text, to, size);
  return TRUE;
}

typedef gboolean (*TakeMember) (Cursor *cursor, Text key, IfaGlance *glance);

/* An object, each member of it through @member. */
static gboolean
take_object (Cursor *cursor, TakeMember member, IfaGlance *glance)
{
  Text key;

  if (!take (cursor, '{'))
    return skip_value (cursor);
  if (take (cursor, '}'))
    return TRUE;
  do
    if (!take_string (cursor, &key) || !take (cursor, ':') || !member (cursor, key, glance))
      return FALSE;
  while (take (cursor, ','));
  return take (cursor, '}');
}

static gboolean
take_app_member (Cursor *cursor, Text key, IfaGlance *glance)
{
  return is_key (key, "version") ? take_text (cursor, glance->version, sizeof glance->version)
                                 : skip_value (cursor);
}

static gboolean
take_profile_member (Cursor *cursor, Text key, IfaGlance *glance)
{
  return is_key (key, "id") ? take_text (cursor, glance->profile, sizeof glance->profile)
                            : skip_value (cursor);
}

static gboolean
take_computer_member (Cursor *cursor, Text key, IfaGlance *glance)
{
  return is_key (key, "network") ? take_text (cursor, glance->network, sizeof glance->network)
                                 : skip_value (cursor);
}

static gboolean
take_cause_member (Cursor *cursor, Text key, IfaGlance *glance)
{
  if (is_key (key, "id"))
    return take_text (cursor, glance->cause, sizeof glance->cause);
  if (is_key (key, "endpoint"))
    return take_text (cursor, glance->endpoint, sizeof glance->endpoint);
  if (is_key (key, "acts"))
    return take_text (cursor, glance->acts, sizeof glance->acts);
  if (is_key (key, "certainty"))
    return take_text (cursor, glance->certainty, sizeof glance->certainty);
  return skip_value (cursor);
}

/* The first is the root cause. */
static gboolean
take_causes (Cursor *cursor, IfaGlance *glance)
{
  if (!take (cursor, '['))
    return skip_value (cursor);
  if (take (cursor, ']'))
    return TRUE;
  if (!take_object (cursor, take_cause_member, glance))
    return FALSE;
  while (take (cursor, ','))
    if (!skip_value (cursor))
      return FALSE;
  return take (cursor, ']');
}

/* "format" is looked at through the verdict's place: it must come true before anything counts. */
typedef struct
{
  IfaGlance glance; /* first, so that a pointer to it is one to the whole */
  char format[40];
} Report;

static gboolean
take_report_member (Cursor *cursor, Text key, IfaGlance *glance)
{
  Report *report = (Report *) glance;

  if (is_key (key, "format"))
    return take_text (cursor, report->format, sizeof report->format);
  if (is_key (key, "id"))
    return take_text (cursor, glance->id, sizeof glance->id);
  if (is_key (key, "started"))
    return take_text (cursor, glance->started, sizeof glance->started);
  if (is_key (key, "verdict"))
    return take_text (cursor, glance->verdict, sizeof glance->verdict);
  if (is_key (key, "app"))
    return take_object (cursor, take_app_member, glance);
  if (is_key (key, "profile"))
    return take_object (cursor, take_profile_member, glance);
  if (is_key (key, "computer"))
    return take_object (cursor, take_computer_member, glance);
  if (is_key (key, "causes"))
    return take_causes (cursor, glance);
  return skip_value (cursor);
}

static gint64
time_of (const char *iso8601)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso8601, utc);

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

/**
 * ifa_glance_at:
 * @data: a report from anywhere
 * @length: bytes of @data
 * @glance: (out caller-allocates): what was found
 * @error: [enum@Ifa.Error.BAD_REPORT] with the second half of a sentence
 *
 * The whole file is gone through, so one that was cut off is found out; what stands in the parts
 * that aren't looked for is not checked.
 *
 * Returns: whether it is a report
 */
gboolean
ifa_glance_at (const char *data, gsize length, IfaGlance *glance, GError **error)
{
  Report report = { 0 };
  Cursor cursor = { data, data + length };
  gboolean is_whole;

  skip_blanks (&cursor);
  if (cursor.p >= cursor.end || *cursor.p != '{')
    return fail (error, _ ("it is not a report of this program"));
  is_whole = take_object (&cursor, take_report_member, &report.glance);
  skip_blanks (&cursor);
  if (!is_whole || cursor.p != cursor.end)
    return fail (error, _ ("it is not JSON, or was cut off"));
  if (!g_str_has_prefix (report.format, "invoice-first-aid-report/"))
    return fail (error, _ ("it is not a report of this program"));
  if (!g_str_equal (report.format, IFA_REPORT_FORMAT))
    return fail (error, _ ("it has another version of the report format than this program reads"));

  *glance = report.glance;
  glance->started_s = time_of (glance->started);
  return TRUE;
}
