/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The report to print and to attach. Tagged (ISO 32000-1, 14.8), with bookmarks. */

#include "report-private.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <math.h>

#include "error.h"
#include "map-drawing.h"
#include "outline.h"
#include "pdf-layout.h"

#define MM 2.83464567 /* points */

static const double colours[][3] = {
  [IFA_PDF_COLOUR_TEXT] = { 0.13, 0.15, 0.17 },   [IFA_PDF_COLOUR_FAINT] = { 0.36, 0.39, 0.43 },
  [IFA_PDF_COLOUR_OK] = { 0.14, 0.44, 0.78 },     [IFA_PDF_COLOUR_ATTENTION] = { 0.64, 0.36, 0 },
  [IFA_PDF_COLOUR_BROKEN] = { 0.70, 0.08, 0.12 }, [IFA_PDF_COLOUR_UNTESTED] = { 0.54, 0.57, 0.61 },
  [IFA_PDF_COLOUR_PAPER] = { 1, 1, 1 },           [IFA_PDF_COLOUR_LINE] = { 0.85, 0.87, 0.89 },
};

static const IfaPdfColour ink_colours[IFA_MAP_N_INKS] = {
  [IFA_MAP_INK_OK] = IFA_PDF_COLOUR_OK,
  [IFA_MAP_INK_ATTENTION] = IFA_PDF_COLOUR_ATTENTION,
  [IFA_MAP_INK_BROKEN] = IFA_PDF_COLOUR_BROKEN,
  [IFA_MAP_INK_UNTESTED] = IFA_PDF_COLOUR_UNTESTED,
  [IFA_MAP_INK_ON_STATION] = IFA_PDF_COLOUR_PAPER,
  [IFA_MAP_INK_TEXT] = IFA_PDF_COLOUR_TEXT,
  [IFA_MAP_INK_FAINT_TEXT] = IFA_PDF_COLOUR_FAINT,
};

typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cairo;
  const IfaReport *report;
  const IfaPdfLayout *layout;
} Pdf;

static void
set_colour (cairo_t *cairo, IfaPdfColour colour)
{
  cairo_set_source_rgb (cairo, colours[colour][0], colours[colour][1], colours[colour][2]);
}

static void
show_text (cairo_t *cairo, PangoLayout *text, double x, double y, IfaPdfColour colour)
{
  set_colour (cairo, colour);
  cairo_move_to (cairo, x, y);
  pango_cairo_show_layout (cairo, text);
}

static void
trace_glyph (cairo_t *cairo, const IfaMapPrimitive *it)
{
  guint n_steps = 0;
  const IfaMapPathStep *step = ifa_map_glyph_get_path (it->glyph, &n_steps);

  cairo_translate (cairo, it->x - it->size / 2, it->y - it->size / 2);
  cairo_scale (cairo, it->size / IFA_MAP_GLYPH_BOX, it->size / IFA_MAP_GLYPH_BOX);
  cairo_new_path (cairo);
  for (guint i = 0; i < n_steps; i++, step++)
    {
      const float *xy = step->xy;

      if (step->op == 'M')
        cairo_move_to (cairo, xy[0], xy[1]);
      else if (step->op == 'L')
        cairo_line_to (cairo, xy[0], xy[1]);
      else if (step->op == 'C')
        cairo_curve_to (cairo, xy[0], xy[1], xy[2], xy[3], xy[4], xy[5]);
      else
        cairo_close_path (cairo);
    }
}

static void
draw_map_text (const Pdf *pdf, const IfaMapPrimitive *it)
{
  g_autoptr (PangoLayout) text
      = ifa_pdf_text_new (pdf->layout->context, it->text, it->size, it->bold, it->max_width);
  double baseline = (double) pango_layout_get_baseline (text) / PANGO_SCALE;
  double left = it->x
                - (it->anchor == IFA_MAP_ANCHOR_MIDDLE  ? it->max_width / 2
                   : it->anchor == IFA_MAP_ANCHOR_RIGHT ? it->max_width
                                                        : 0);

  pango_layout_set_alignment (text, it->anchor == IFA_MAP_ANCHOR_MIDDLE ? PANGO_ALIGN_CENTER
                                                                        : PANGO_ALIGN_LEFT);
  pango_layout_set_height (text, 0);
  pango_layout_set_ellipsize (text, PANGO_ELLIPSIZE_END);
  show_text (pdf->cairo, text, left, it->y - baseline, ink_colours[it->ink]);
}

static void
draw_primitive (const Pdf *pdf, const IfaMapPrimitive *it)
{
  cairo_t *cairo = pdf->cairo;
  double dash = it->line_width * 2;

  if (it->shape == IFA_MAP_TEXT)
    {
      draw_map_text (pdf, it);
      return;
    }

  cairo_save (cairo);
  set_colour (cairo, ink_colours[it->ink]);
  cairo_set_line_width (cairo, it->line_width);
  cairo_set_line_cap (cairo, it->dashed ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cairo, CAIRO_LINE_JOIN_ROUND);
  cairo_set_dash (cairo, &dash, it->dashed ? 1 : 0, 0);
  cairo_new_path (cairo);
  if (it->shape == IFA_MAP_CIRCLE)
    cairo_arc (cairo, it->x, it->y, it->size - (it->filled ? 0 : it->line_width / 2), 0, 2 * G_PI);
  else if (it->shape == IFA_MAP_LINE)
    {
      cairo_move_to (cairo, it->x, it->y);
      cairo_line_to (cairo, it->x2, it->y2);
    }
  else
    {
      trace_glyph (cairo, it);
      cairo_set_line_width (cairo, it->line_width * IFA_MAP_GLYPH_BOX / it->size);
    }
  if (it->shape == IFA_MAP_CIRCLE && it->filled)
    cairo_fill (cairo);
  else
    cairo_stroke (cairo);
  cairo_restore (cairo);
}

static void
draw_map (const Pdf *pdf, const IfaPdfRow *row)
{
  IfaMapLayout map;
  g_autoptr (IfaMapDrawing) drawing = NULL;

  ifa_pdf_map_init (&map, pdf->layout->rtl);
  drawing = ifa_map_drawing_new (pdf->report->diagnosis->stations, &map);
  cairo_save (pdf->cairo);
  cairo_translate (pdf->cairo, (pdf->layout->width - IFA_PDF_MAP_WIDTH) / 2, row->y);
  for (guint i = 0; i < drawing->primitives->len; i++)
    draw_primitive (pdf, &g_array_index (drawing->primitives, IfaMapPrimitive, i));
  cairo_restore (pdf->cairo);
}

/* A number or sign in a disc, in the middle of its column. */
static void
draw_disc (const Pdf *pdf, const IfaPdfRow *row)
{
  int width = 0;
  int height = 0;
  gboolean rtl = pdf->layout->rtl;
  double x = rtl ? pdf->layout->width - IFA_PDF_MARGIN - 8 : IFA_PDF_MARGIN + 8;
  double y = 0;

  pango_layout_set_width (row->side, -1);
  pango_layout_get_size (row->side, &width, &height);
  y = row->y + (double) height / PANGO_SCALE / 2 + 1;
  set_colour (pdf->cairo, row->side_colour);
  cairo_new_path (pdf->cairo);
  cairo_arc (pdf->cairo, x, y, row->kind == IFA_PDF_ROW_STEP ? 8 : 6, 0, 2 * G_PI);
  cairo_fill (pdf->cairo);
  show_text (pdf->cairo, row->side, x - (double) width / PANGO_SCALE / 2,
             y - (double) height / PANGO_SCALE / 2, IFA_PDF_COLOUR_PAPER);
}

static void
draw_side (const Pdf *pdf, const IfaPdfRow *row)
{
  double x = IFA_PDF_MARGIN;

  if (row->kind == IFA_PDF_ROW_STEP || row->kind == IFA_PDF_ROW_CHECK)
    {
      draw_disc (pdf, row);
      return;
    }
  if (pdf->layout->rtl)
    x = pdf->layout->width - IFA_PDF_MARGIN
        - (double) pango_layout_get_width (row->side) / PANGO_SCALE;
  show_text (pdf->cairo, row->side, x, row->y, row->side_colour);
}

static void
draw_rule (const Pdf *pdf, double y)
{
  set_colour (pdf->cairo, IFA_PDF_COLOUR_LINE);
  cairo_set_line_width (pdf->cairo, 0.7);
  cairo_move_to (pdf->cairo, IFA_PDF_MARGIN, y);
  cairo_line_to (pdf->cairo, pdf->layout->width - IFA_PDF_MARGIN, y);
  cairo_stroke (pdf->cairo);
}

static void
add_bookmark (const Pdf *pdf, const IfaPdfRow *row)
{
  g_autofree char *attributes
      = g_strdup_printf ("page=%u pos=[%d %d]", row->page + 1, (int) IFA_PDF_MARGIN, (int) row->y);

  cairo_pdf_surface_add_outline (pdf->surface, CAIRO_PDF_OUTLINE_ROOT, row->outline, attributes, 0);
}

static void
draw_row (const Pdf *pdf, const IfaPdfRow *row)
{
  double x = IFA_PDF_MARGIN + (pdf->layout->rtl ? 0 : row->indent);

  if (row->kind == IFA_PDF_ROW_MAP)
    draw_map (pdf, row);
  if (row->side != NULL)
    draw_side (pdf, row);
  if (row->main != NULL)
    show_text (pdf->cairo, row->main, x, row->y, row->colour);

  if (row->outline != NULL)
    {
      draw_rule (pdf, row->y + row->height + 2);
      add_bookmark (pdf, row);
    }
}

static void
draw_foot (const Pdf *pdf, guint page)
{
  double width = pdf->layout->width - 2 * IFA_PDF_MARGIN;
  double y = pdf->layout->height - IFA_PDF_MARGIN - 8;
  g_autofree char *name
      = g_strdup_printf ("%s · %s", _ ("Report of Invoice First Aid"), pdf->report->id);
  /* Translators: at the foot of each page of a printed report. */
  g_autofree char *number = g_strdup_printf (_ ("Page %u of %u"), page + 1, pdf->layout->n_pages);
  g_autoptr (PangoLayout) left = ifa_pdf_text_new (pdf->layout->context, name, 8, FALSE, width);
  g_autoptr (PangoLayout) right = ifa_pdf_text_new (pdf->layout->context, number, 8, FALSE, width);

  draw_rule (pdf, y - 5);
  pango_layout_set_alignment (right, PANGO_ALIGN_RIGHT);
  show_text (pdf->cairo, left, IFA_PDF_MARGIN, y, IFA_PDF_COLOUR_FAINT);
  show_text (pdf->cairo, right, IFA_PDF_MARGIN, y, IFA_PDF_COLOUR_FAINT);
}

/* A list of facts on one page is one element of the structure: an element for each would be most
 * of the file. */
static gboolean
continues (const IfaPdfRow *row, const IfaPdfRow *next)
{
  return row->kind == IFA_PDF_ROW_FACT && next->kind == IFA_PDF_ROW_FACT && row->page == next->page;
}

static void
draw_pages (const Pdf *pdf)
{
  const IfaPdfRow *rows = (const IfaPdfRow *) pdf->layout->rows->data;
  guint n_rows = pdf->layout->rows->len;
  guint page = 0;

  for (guint i = 0; i < n_rows; i++)
    {
      for (; page < rows[i].page; page++)
        {
          draw_foot (pdf, page);
          cairo_show_page (pdf->cairo);
        }
      if (i == 0 || !continues (&rows[i - 1], &rows[i]))
        cairo_tag_begin (pdf->cairo, rows[i].tag, NULL);
      draw_row (pdf, &rows[i]);
      if (i + 1 == n_rows || !continues (&rows[i], &rows[i + 1]))
        cairo_tag_end (pdf->cairo, rows[i].tag);
    }
  draw_foot (pdf, page);
  cairo_show_page (pdf->cairo);
}

static void
set_metadata (const Pdf *pdf)
{
  const IfaDiagnosis *diagnosis = pdf->report->diagnosis;
  g_autoptr (GString) causes = g_string_new (NULL);

  for (guint i = 0; i < diagnosis->findings->len; i++)
    {
      const IfaFinding *finding = g_ptr_array_index (diagnosis->findings, i);
      g_string_append_printf (causes, "%s%s", i > 0 ? ", " : "", finding->cause->id);
    }
  cairo_pdf_surface_set_metadata (pdf->surface, CAIRO_PDF_METADATA_TITLE,
                                  _ ("Report of Invoice First Aid"));
  cairo_pdf_surface_set_metadata (pdf->surface, CAIRO_PDF_METADATA_SUBJECT,
                                  ifa_words_verdict_title (diagnosis->verdict));
  cairo_pdf_surface_set_metadata (pdf->surface, CAIRO_PDF_METADATA_KEYWORDS, causes->str);
  cairo_pdf_surface_set_metadata (pdf->surface, CAIRO_PDF_METADATA_CREATOR, IFA_REPORT_PROGRAM);
  cairo_pdf_surface_set_metadata (pdf->surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                  pdf->report->started);
}

/* The locale knows what paper is used in its country; its height is 279 mm for Letter. */
static gboolean
is_letter (IfaPaper paper)
{
  if (paper != IFA_PAPER_OF_LOCALE)
    return paper == IFA_PAPER_LETTER;
  return (int) (gintptr) nl_langinfo (_NL_PAPER_HEIGHT) == 279;
}

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static PangoContext *
create_context (cairo_t *cairo, const char *language, gboolean rtl)
{
  PangoContext *context = pango_cairo_create_context (cairo);

  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_language (context, pango_language_from_string (language));
  pango_context_set_base_dir (context, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  pango_context_set_round_glyph_positions (context, FALSE);
  return context;
}

static void
draw_document (cairo_surface_t *surface, const IfaReport *report, double width, double height)
{
  g_autofree char *language = ifa_report_dup_language ();
  gboolean rtl = ifa_report_language_is_rtl (language);
  cairo_t *cairo = cairo_create (surface);
  PangoContext *context = create_context (cairo, language, rtl);
  g_autoptr (IfaOutline) outline = ifa_outline_new (report);
  g_autoptr (IfaPdfLayout) layout = ifa_pdf_layout_new (outline, context, width, height, rtl);
  Pdf pdf = { surface, cairo, report, layout };

  set_metadata (&pdf);
  draw_pages (&pdf);
  g_object_unref (context);
  cairo_destroy (cairo);
}

/**
 * ifa_report_to_pdf:
 * @report: a redacted report
 * @error: [enum@Ifa.Error.FAILED]
 *
 * Returns: (transfer full) (nullable): a PDF file on A4 or US Letter
 */
GBytes *
ifa_report_to_pdf (const IfaReport *report, GError **error)
{
  gboolean letter = is_letter (report->paper);
  double width = (letter ? 215.9 : 210) * MM;
  double height = (letter ? 279.4 : 297) * MM;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface
      = cairo_pdf_surface_create_for_stream (append_bytes, bytes, width, height);
  cairo_status_t status;

  draw_document (surface, report, width, height);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));

  g_set_error (error, IFA_ERROR, IFA_ERROR_FAILED, _ ("The PDF could not be made: %s."),
               cairo_status_to_string (status));
  return NULL;
}
