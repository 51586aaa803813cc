/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "emergency.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* As in a profile: more was not written by this program. */
#define MAX_LINES 40
#define MAX_LINE_BYTES (16 * 1024)

/**
 * ifa_emergency_new:
 * @title: what the procedure is for
 * @steps: (transfer full): what to do
 * @time_limits: (transfer full): what the law says, each rule with what it holds for
 * @source: (transfer full) (nullable): where the rules stand, and as of when
 * @url: (nullable): where more stands
 *
 * Returns: (transfer full): the procedure
 */
IfaEmergency *
ifa_emergency_new (const char *title,
                   char **steps,
                   char **time_limits,
                   char *source,
                   const char *url)
{
  IfaEmergency *self = g_new0 (IfaEmergency, 1);

  self->title = g_strdup (title);
  self->steps = steps;
  self->time_limits = time_limits;
  self->source = source;
  self->url = g_strdup (url);
  return self;
}

void
ifa_emergency_free (IfaEmergency *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_strfreev (self->steps);
  g_strfreev (self->time_limits);
  g_free (self->source);
  g_free (self->url);
  g_free (self);
}

static char **
redact_lines (IfaRedactor *redactor, char **lines)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = ifa_redactor_dup_text (redactor, lines[i], IFA_HOSTS_LAX);
      g_strv_builder_add (builder, line);
    }
  return g_strv_builder_end (builder);
}

/**
 * ifa_emergency_new_redacted:
 * @self: a procedure
 * @redactor: what hides secrets
 *
 * Returns: (transfer full): a copy; nothing in it should be secret, but it is foreign text
 */
IfaEmergency *
ifa_emergency_new_redacted (const IfaEmergency *self, IfaRedactor *redactor)
{
  g_autofree char *title = ifa_redactor_dup_text (redactor, self->title, IFA_HOSTS_LAX);
  g_autofree char *url = ifa_redactor_dup_text (redactor, self->url, IFA_HOSTS_LAX);

  return ifa_emergency_new (title, redact_lines (redactor, self->steps),
                            redact_lines (redactor, self->time_limits),
                            ifa_redactor_dup_text (redactor, self->source, IFA_HOSTS_LAX), url);
}

static JsonArray *
lines_to_json (char **lines)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    json_array_add_string_element (array, lines[i]);
  return array;
}

/**
 * ifa_emergency_to_json:
 * @self: a procedure
 *
 * Returns: (transfer full): the report's member "emergency"
 */
JsonObject *
ifa_emergency_to_json (const IfaEmergency *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "title", self->title);
  json_object_set_array_member (object, "steps", lines_to_json (self->steps));
  json_object_set_array_member (object, "time_limits", lines_to_json (self->time_limits));
  if (self->source != NULL)
    json_object_set_string_member (object, "source", self->source);
  if (self->url != NULL)
    json_object_set_string_member (object, "url", self->url);
  return object;
}

static char *
dup_line (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING
      || strlen (json_node_get_string (node)) > MAX_LINE_BYTES)
    return NULL;
  return json_node_dup_string (node);
}

static char **
read_lines (JsonObject *object, const char *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array
      = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < MIN (json_array_get_length (array), MAX_LINES); i++)
    {
      g_autofree char *line = dup_line (json_array_get_element (array, i));

      if (line != NULL)
        g_strv_builder_add (builder, line);
    }
  return g_strv_builder_end (builder);
}

/**
 * ifa_emergency_new_from_json:
 * @object: (nullable): the report's member "emergency": foreign
 *
 * Nothing rests on it, so what is wrong in it is left out instead of refusing the report.
 *
 * Returns: (transfer full) (nullable): the procedure
 */
IfaEmergency *
ifa_emergency_new_from_json (JsonObject *object)
{
  g_autofree char *title
      = object != NULL ? dup_line (json_object_get_member (object, "title")) : NULL;
  g_autofree char *url = NULL;

  if (title == NULL)
    return NULL;
  url = dup_line (json_object_get_member (object, "url"));
  return ifa_emergency_new (title, read_lines (object, "steps"), read_lines (object, "time_limits"),
                            dup_line (json_object_get_member (object, "source")), url);
}

/**
 * ifa_emergency_add_to_outline:
 * @self: (nullable): a procedure
 * @outline: gets a section of it
 */
void
ifa_emergency_add_to_outline (const IfaEmergency *self, IfaOutline *outline)
{
  if (self == NULL)
    return;

  ifa_outline_add (outline, IFA_BLOCK_SECTION, self->title);
  for (guint i = 0; self->steps[i] != NULL; i++)
    ifa_outline_add (outline, IFA_BLOCK_STEP, self->steps[i])->label
        = g_strdup_printf ("%u", i + 1);
  for (guint i = 0; self->time_limits[i] != NULL; i++)
    ifa_outline_add (outline, IFA_BLOCK_TEXT, self->time_limits[i]);
  if (self->source != NULL)
    ifa_outline_add (outline, IFA_BLOCK_TEXT, self->source);
  ifa_outline_add_fact (outline, _ ("More about it"), self->url);
}
