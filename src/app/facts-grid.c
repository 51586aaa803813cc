/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Facts for IT: a label, and a value that can be selected and copied. */

#include "config.h"

#include "facts-grid.h"

#include <glib/gi18n.h>

#include "words.h"

#define MAX_VALUE_CHARACTERS 2000

/**
 * ifa_facts_grid_new:
 *
 * Returns: (transfer floating): an empty grid
 */
GtkWidget *
ifa_facts_grid_new (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 14);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  return grid;
}

static int
count_rows (GtkWidget *grid)
{
  int n_rows = 0;

  while (gtk_grid_get_child_at (GTK_GRID (grid), 0, n_rows) != NULL)
    n_rows++;
  return n_rows;
}

static GtkWidget *
new_label (const char *text, const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style_class);
  return label;
}

/**
 * ifa_facts_grid_add:
 * @grid: a grid of [func@Ifa.facts_grid_new]
 * @label: what it is
 * @value: (nullable): what it is here; where it isn't known, nothing is added
 */
void
ifa_facts_grid_add (GtkWidget *grid, const char *label, const char *value)
{
  g_autofree char *shown = NULL;
  GtkWidget *name = NULL;
  GtkWidget *text = NULL;
  int row = count_rows (grid);

  if (value == NULL || *value == '\0')
    return;

  shown = g_utf8_make_valid (value, -1);
  if (g_utf8_strlen (shown, -1) > MAX_VALUE_CHARACTERS)
    *g_utf8_offset_to_pointer (shown, MAX_VALUE_CHARACTERS) = '\0';
  name = new_label (label, "facts-label");
  text = new_label (shown, "facts-value");
  gtk_label_set_width_chars (GTK_LABEL (name), 12);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 20);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_grid_attach (GTK_GRID (grid), name, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), text, 1, row, 1, 1);
}

/**
 * ifa_facts_grid_add_check:
 * @grid: a grid of [func@Ifa.facts_grid_new]
 * @check: what was seen
 *
 * Adds everything that is known of @check.
 */
void
ifa_facts_grid_add_check (GtkWidget *grid, const IfaCheck *check)
{
  g_autofree char *reason = NULL;

  ifa_facts_grid_add (grid, _ ("Check"), check->id);
  ifa_facts_grid_add (grid, _ ("Outcome"), ifa_outcome_to_string (check->outcome));
  if (check->reason != NULL)
    reason = ifa_words_dup_reason (check->reason);
  ifa_facts_grid_add (grid, _ ("Not tested because"), reason);
  ifa_facts_grid_add (grid, _ ("In its own words"), check->detail);

  for (guint i = 0; i < check->type->n_fields; i++)
    {
      const IfaField *field = &check->type->fields[i];
      g_autofree char *text = ifa_field_dup_text (field, check->facts, NULL, NULL);

      ifa_facts_grid_add (grid, ifa_words_field_label (field), text);
    }
}
