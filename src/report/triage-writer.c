/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A triage as a table for people, as JSON Lines for tools, and for a monitoring system. */

#include "triage-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "text-layout.h"

#define MAX_COLUMN 44

static gint
compare_groups (gconstpointer a, gconstpointer b)
{
  const IfaTriageGroup *first = *(IfaTriageGroup *const *) a;
  const IfaTriageGroup *second = *(IfaTriageGroup *const *) b;

  if (first->n_reports != second->n_reports)
    return first->n_reports < second->n_reports ? 1 : -1;
  for (guint i = 0; i < IFA_TRIAGE_N_KEYS; i++)
    {
      int order = g_strcmp0 (first->values[i], second->values[i]);
      if (order != 0)
        return order;
    }
  return 0;
}

/* The largest first. */
static GPtrArray *
list_groups (const IfaTriage *self)
{
  GPtrArray *groups = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer group;

  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, NULL, &group))
    g_ptr_array_add (groups, group);
  g_ptr_array_sort (groups, compare_groups);
  if (self->others != NULL)
    g_ptr_array_add (groups, self->others);
  return groups;
}

static char *
dup_time (gint64 time_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_s);

  return time_s != 0 && time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ")
                                     : g_strdup ("–");
}

/* One cell of the table, cut and filled up to its width. */
static void
append_cell (GString *out, const char *text, guint width)
{
  g_autofree char *visible = ifa_text_dup_visible (text);
  guint taken = 0;

  for (const char *p = visible; *p != '\0'; p = g_utf8_next_char (p))
    {
      char one[8] = { 0 };
      guint w;

      memcpy (one, p, g_utf8_next_char (p) - p);
      w = ifa_text_get_width (one);
      if (taken + w > width)
        break;
      g_string_append (out, one);
      taken += w;
    }
  for (; taken < width + 2; taken++)
    g_string_append_c (out, ' ');
}

static guint
column_width (const GPtrArray *groups, guint key)
{
  guint width = strlen (ifa_triage_key_names[key]);

  for (guint i = 0; i < groups->len; i++)
    {
      const IfaTriageGroup *group = g_ptr_array_index (groups, i);
      if (group->values[key] != NULL)
        width = MAX (width, ifa_text_get_width (group->values[key]));
    }
  return MIN (width, MAX_COLUMN);
}

static const char *
shown (const char *value)
{
  return value == NULL ? _ ("others") : value[0] == '\0' ? "–" : value;
}

static void
append_unreadable (GString *out, const IfaTriage *self)
{
  if (self->n_unreadable == 0)
    return;
  g_string_append_printf (out, "\n%s: %" G_GUINT64_FORMAT "\n", _ ("Files that are no reports"),
                          self->n_unreadable);
  for (guint i = 0; i < self->unreadable->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (self->unreadable, i), "\n", -1);
      guint last = g_strv_length (parts) - 1;
      g_autofree char *why = ifa_text_dup_visible (parts[last]);
      g_autofree char *path = NULL;

      g_clear_pointer (&parts[last], g_free);
      path = g_strjoinv (" ", parts);
      append_cell (out, path, 60);
      g_string_append_printf (out, "%s\n", why);
    }
  if (self->n_unreadable > self->unreadable->len)
    g_string_append (out, "…\n");
}

static GBytes *
to_table (const IfaTriage *self)
{
  g_autoptr (GPtrArray) groups = list_groups (self);
  g_autoptr (GString) out = g_string_new (NULL);
  guint widths[IFA_TRIAGE_N_KEYS];

  append_cell (out, _ ("Reports"), 9);
  for (guint i = 0; i < IFA_TRIAGE_N_KEYS; i++)
    {
      widths[i] = column_width (groups, i);
      if ((self->keys & 1u << i) != 0)
        append_cell (out, ifa_triage_key_names[i], widths[i]);
    }
  append_cell (out, _ ("First seen"), 20);
  g_string_append_printf (out, "%s\n", _ ("Last seen"));

  for (guint g = 0; g < groups->len; g++)
    {
      const IfaTriageGroup *group = g_ptr_array_index (groups, g);
      g_autofree char *count = g_strdup_printf ("%9" G_GUINT64_FORMAT, group->n_reports);
      g_autofree char *first = dup_time (group->first_s);
      g_autofree char *last = dup_time (group->last_s);

      append_cell (out, count, 9);
      for (guint i = 0; i < IFA_TRIAGE_N_KEYS; i++)
        if ((self->keys & 1u << i) != 0)
          append_cell (out, shown (group->values[i]), widths[i]);
      append_cell (out, first, 20);
      g_string_append_printf (out, "%s\n", last);
    }
  append_unreadable (out, self);
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

static void
append_json (GString *out, JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *line = json_to_string (node, FALSE);

  g_string_append_printf (out, "%s\n", line);
}

static void
append_json_group (GString *out, const IfaTriage *self, const IfaTriageGroup *group)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *first = dup_time (group->first_s);
  g_autofree char *last = dup_time (group->last_s);

  json_object_set_int_member (object, "reports", group->n_reports);
  json_object_set_int_member (object, "problems", group->n_problems);
  for (guint i = 0; i < IFA_TRIAGE_N_KEYS; i++)
    if ((self->keys & 1u << i) != 0 && group->values[i] != NULL)
      json_object_set_string_member (object, ifa_triage_key_names[i], group->values[i]);
  if (group == self->others)
    json_object_set_boolean_member (object, "others", TRUE);
  if (group->first_s != 0)
    {
      json_object_set_string_member (object, "first_seen", first);
      json_object_set_string_member (object, "last_seen", last);
      json_object_set_string_member (object, "first_report", group->first_id);
    }
  append_json (out, object);
}

static GBytes *
to_json_lines (const IfaTriage *self)
{
  g_autoptr (GPtrArray) groups = list_groups (self);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < groups->len; i++)
    append_json_group (out, self, g_ptr_array_index (groups, i));
  for (guint i = 0; i < self->unreadable->len; i++)
    {
      g_autoptr (JsonObject) object = json_object_new ();
      const char *both = g_ptr_array_index (self->unreadable, i);
      const char *end = strrchr (both, '\n');
      g_autofree char *path = g_strndup (both, end - both);
      g_autofree char *valid = g_utf8_make_valid (path, -1);

      json_object_set_string_member (object, "unreadable", valid);
      json_object_set_string_member (object, "why", end + 1);
      append_json (out, object);
    }
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

static void
append_label (GString *out, gboolean is_first, const char *name, const char *value)
{
  g_autofree char *visible = ifa_text_dup_visible (value != NULL ? value : "");

  g_string_append_printf (out, "%s%s=\"", is_first ? "" : ",", name);
  for (const char *p = visible; *p != '\0'; p++)
    {
      if (*p == '\\' || *p == '"')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static void
append_series (GString *out,
               const IfaTriage *self,
               const GPtrArray *groups,
               gsize member,
               const char *name,
               const char *help)
{
  g_string_append_printf (out, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
  for (guint g = 0; g < groups->len; g++)
    {
      const IfaTriageGroup *group = g_ptr_array_index (groups, g);
      gboolean is_first = TRUE;

      g_string_append_printf (out, "%s{", name);
      for (guint i = 0; i < IFA_TRIAGE_N_KEYS; i++)
        if ((self->keys & 1u << i) != 0)
          {
            append_label (out, is_first, ifa_triage_key_names[i],
                          group == self->others ? "others" : group->values[i]);
            is_first = FALSE;
          }
      g_string_append_printf (out, "} %" G_GINT64_FORMAT "\n",
                              G_STRUCT_MEMBER (gint64, group, member));
    }
}

static GBytes *
to_prometheus (const IfaTriage *self)
{
  g_autoptr (GPtrArray) groups = list_groups (self);
  g_autoptr (GString) out = g_string_new (NULL);

  append_series (out, self, groups, G_STRUCT_OFFSET (IfaTriageGroup, n_reports),
                 "invoice_first_aid_triage_reports", "Reports of each kind.");
  append_series (out, self, groups, G_STRUCT_OFFSET (IfaTriageGroup, n_problems),
                 "invoice_first_aid_triage_problems", "Those in which invoicing did not work.");
  append_series (out, self, groups, G_STRUCT_OFFSET (IfaTriageGroup, first_s),
                 "invoice_first_aid_triage_first_seen_timestamp_seconds",
                 "When the first check of the kind began.");
  append_series (out, self, groups, G_STRUCT_OFFSET (IfaTriageGroup, last_s),
                 "invoice_first_aid_triage_last_seen_timestamp_seconds",
                 "When the last check of the kind began.");
  g_string_append_printf (out,
                          "# HELP invoice_first_aid_triage_unreadable Files that are no reports.\n"
                          "# TYPE invoice_first_aid_triage_unreadable gauge\n"
                          "invoice_first_aid_triage_unreadable %" G_GUINT64_FORMAT "\n",
                          self->n_unreadable);
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

/**
 * ifa_triage_render:
 * @self: the triage
 * @format: what to make of it
 *
 * Returns: (transfer full): UTF-8, the largest group first
 */
GBytes *
ifa_triage_render (const IfaTriage *self, IfaTriageFormat format)
{
  switch (format)
    {
    case IFA_TRIAGE_JSON_LINES:
      return to_json_lines (self);
    case IFA_TRIAGE_PROMETHEUS:
      return to_prometheus (self);
    case IFA_TRIAGE_TABLE:
    default:
      return to_table (self);
    }
}
