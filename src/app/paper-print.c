/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Prints a plain text: a heading, paragraphs, as many pages as it takes. */

#include "config.h"

#include "paper-print.h"

#define FONT "Sans 11"
#define MARGIN_MM 18

typedef struct
{
  char *title;
  char *text;
  PangoLayout *layout; /* (nullable): while it prints */
  GArray *first_lines; /* (element-type int): of each page */
} Paper;

static void
paper_free (gpointer data, GClosure *closure)
{
  Paper *paper = data;

  g_clear_object (&paper->layout);
  g_array_unref (paper->first_lines);
  g_free (paper->title);
  g_free (paper->text);
  g_free (paper);
}

static PangoLayout *
new_layout (const Paper *paper, GtkPrintContext *context)
{
  PangoLayout *layout = gtk_print_context_create_pango_layout (context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FONT);
  g_autofree char *title = g_markup_escape_text (paper->title, -1);
  g_autofree char *text = g_markup_escape_text (paper->text, -1);
  g_autofree char *markup
      = g_strdup_printf ("<span size=\"150%%\" weight=\"bold\">%s</span>\n\n%s", title, text);

  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) gtk_print_context_get_width (context) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing (layout, 1.2);
  pango_layout_set_markup (layout, markup, -1);
  return layout;
}

static void
begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, Paper *paper)
{
  int height = (int) gtk_print_context_get_height (context) * PANGO_SCALE;
  g_autoptr (PangoLayoutIter) iter = NULL;
  int page_top = 0;
  int line = 0;

  g_clear_object (&paper->layout);
  paper->layout = new_layout (paper, context);
  g_array_set_size (paper->first_lines, 0);
  g_array_append_val (paper->first_lines, line);
  iter = pango_layout_get_iter (paper->layout);
  do
    {
      int top = 0;
      int bottom = 0;

      pango_layout_iter_get_line_yrange (iter, &top, &bottom);
      if (bottom - page_top > height && top > page_top)
        {
          g_array_append_val (paper->first_lines, line);
          page_top = top;
        }
      line++;
    }
  while (pango_layout_iter_next_line (iter));
  gtk_print_operation_set_n_pages (operation, paper->first_lines->len);
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, Paper *paper)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  g_autoptr (PangoLayoutIter) iter = pango_layout_get_iter (paper->layout);
  int first = g_array_index (paper->first_lines, int, page);
  int end = page + 1 < (int) paper->first_lines->len
                ? g_array_index (paper->first_lines, int, page + 1)
                : G_MAXINT;
  int page_top = 0;
  int line = 0;

  do
    {
      PangoRectangle area;
      int top = 0;

      pango_layout_iter_get_line_yrange (iter, &top, NULL);
      if (line == first)
        page_top = top;
      if (line >= first && line < end)
        {
          pango_layout_iter_get_line_extents (iter, NULL, &area);
          cairo_move_to (cr, pango_units_to_double (area.x),
                         pango_units_to_double (pango_layout_iter_get_baseline (iter) - page_top));
          pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (iter));
        }
      line++;
    }
  while (line < end && pango_layout_iter_next_line (iter));
}

/**
 * ifa_paper_print_new:
 * @title: the heading
 * @text: the paragraphs
 *
 * Returns: (transfer full): an operation that prints them, with margins, to be run
 */
GtkPrintOperation *
ifa_paper_print_new (const char *title, const char *text)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  Paper *paper = g_new0 (Paper, 1);

  paper->title = g_strdup (title);
  paper->text = g_strdup (text);
  paper->first_lines = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_page_setup_set_top_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_job_name (operation, title);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), paper);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), paper, paper_free, 0);
  return operation;
}
