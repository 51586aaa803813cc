/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "finding.h"

/**
 * ifa_finding_new:
 * @cause: a row of the catalogue
 *
 * Returns: (transfer full): a finding that rests on nothing yet
 */
IfaFinding *
ifa_finding_new (const IfaCause *cause)
{
  IfaFinding *finding = g_new0 (IfaFinding, 1);

  finding->cause = cause;
  finding->severity = cause->severity;
  finding->certainty = IFA_CERTAINTY_CERTAIN;
  finding->endpoints = g_ptr_array_new_with_free_func (g_free);
  finding->evidence = g_ptr_array_new_with_free_func (g_free);
  finding->consequences = g_ptr_array_new_with_free_func (g_free);
  finding->parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return finding;
}

void
ifa_finding_free (IfaFinding *finding)
{
  g_ptr_array_unref (finding->endpoints);
  g_ptr_array_unref (finding->evidence);
  g_ptr_array_unref (finding->consequences);
  g_hash_table_unref (finding->parameters);
  g_free (finding);
}

/* Lists of ids without repetition; they are short. */
void
ifa_finding_add_unique (GPtrArray *ids, const char *id)
{
  if (!g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
    g_ptr_array_add (ids, g_strdup (id));
}

void
ifa_finding_cite (IfaFinding *finding, const IfaCheck *check)
{
  if (check != NULL)
    ifa_finding_add_unique (finding->evidence, check->id);
}

void
ifa_finding_cite_all (IfaFinding *finding, const GPtrArray *checks)
{
  for (guint i = 0; i < checks->len; i++)
    ifa_finding_cite (finding, g_ptr_array_index (checks, i));
}

void
ifa_finding_set (IfaFinding *finding, const char *name, const char *value)
{
  if (value != NULL && value[0] != '\0')
    g_hash_table_insert (finding->parameters, g_strdup (name), g_strdup (value));
}

void
ifa_finding_set_integer (IfaFinding *finding, const char *name, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  if (value != IFA_UNKNOWN_INTEGER)
    ifa_finding_set (finding, name, text);
}

static void
set_formatted (IfaFinding *finding, const char *name, gint64 time_s, const char *format)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *text = NULL;

  if (time_s == IFA_UNKNOWN_INTEGER)
    return;
  time = g_date_time_new_from_unix_utc (time_s);
  if (time == NULL)
    return;
  text = g_date_time_format (time, format);
  ifa_finding_set (finding, name, text);
}

/* ISO 8601, as a neutral form; the words turn it into the reader's own. */
void
ifa_finding_set_date (IfaFinding *finding, const char *name, gint64 time_s)
{
  set_formatted (finding, name, time_s, "%Y-%m-%d");
}

void
ifa_finding_set_time (IfaFinding *finding, const char *name, gint64 time_s)
{
  set_formatted (finding, name, time_s, "%Y-%m-%dT%H:%M:%SZ");
}

void
ifa_finding_lower (IfaFinding *finding, IfaCertainty certainty)
{
  finding->certainty = MIN (finding->certainty, certainty);
}
