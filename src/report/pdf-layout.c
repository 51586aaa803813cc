/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "pdf-layout.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "map-drawing.h"
#include "text-layout.h"

#define SIZE 10.0
#define SIDE_WIDTH 24.0
#define LABEL_WIDTH 172.0
#define AFTER_HEADING 7.0

/* So much fits on one page, however narrow the column: rows need not be split. */
#define MAX_CHARACTERS 1500

#define CHINESE_FAMILIES \
  "Noto Sans CJK SC, Source Han Sans SC, Noto Sans SC, WenQuanYi Micro Hei, sans-serif"

/* Signs behind Latin words in a Chinese sentence would come from whatever font the system has
 * first for them, in the shapes of another country. Latin words keep their own font: those of a
 * Chinese one make a file of a megabyte. */
static PangoAttrList *
list_chinese_runs (const char *text)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  for (const char *p = text; *p != '\0';)
    {
      const char *start = p;
      PangoAttribute *family;

      while (*p != '\0' && g_utf8_get_char (p) >= 0x2e80)
        p = g_utf8_next_char (p);
      if (p == start)
        {
          p = g_utf8_next_char (p);
          continue;
        }
      family = pango_attr_family_new (CHINESE_FAMILIES);
      family->start_index = start - text;
      family->end_index = p - text;
      pango_attr_list_insert (attributes, family);
    }
  return attributes;
}

static gboolean
is_chinese (PangoContext *context)
{
  return g_str_has_prefix (pango_language_to_string (pango_context_get_language (context)), "zh");
}

/**
 * ifa_pdf_text_new:
 * @context: fonts and language
 * @text: what to write; foreign words are made visible
 * @size: in points
 * @bold: whether it is bold
 * @width: where lines are broken, in points
 *
 * Returns: (transfer full): the text, typeset
 */
PangoLayout *
ifa_pdf_text_new (PangoContext *context, const char *text, double size, gboolean bold, double width)
{
  PangoLayout *layout = pango_layout_new (context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("sans-serif");
  g_autofree char *visible = ifa_text_dup_visible (text != NULL ? text : "");

  if (g_utf8_strlen (visible, -1) > MAX_CHARACTERS)
    strcpy (g_utf8_offset_to_pointer (visible, MAX_CHARACTERS - 3), "…");
  pango_font_description_set_size (font, (int) (size * PANGO_SCALE));
  if (bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing (layout, 1.15f);
  pango_layout_set_text (layout, visible, -1);
  if (is_chinese (context))
    {
      g_autoptr (PangoAttrList) attributes = list_chinese_runs (visible);
      pango_layout_set_attributes (layout, attributes);
    }
  return layout;
}

static double
height_of (PangoLayout *text)
{
  int height = 0;

  if (text != NULL)
    pango_layout_get_size (text, NULL, &height);
  return (double) height / PANGO_SCALE;
}

static double
content_width (const IfaPdfLayout *layout)
{
  return layout->width - 2 * IFA_PDF_MARGIN;
}

static IfaPdfRow *
add_row (IfaPdfLayout *layout, IfaPdfRow row)
{
  row.height = MAX (height_of (row.main), height_of (row.side));
  g_array_append_val (layout->rows, row);
  return &g_array_index (layout->rows, IfaPdfRow, layout->rows->len - 1);
}

static void
add_text (IfaPdfLayout *layout, const char *text)
{
  IfaPdfRow row = { .kind = IFA_PDF_ROW_TEXT, .tag = "P", .before = 3 };

  row.main = ifa_pdf_text_new (layout->context, text, SIZE, FALSE, content_width (layout));
  add_row (layout, row);
}

static void
add_heading (IfaPdfLayout *layout, const char *text, double size, double before)
{
  IfaPdfRow row = { .kind = IFA_PDF_ROW_HEADING, .tag = size > 11 ? "H2" : "H3" };

  row.main = ifa_pdf_text_new (layout->context, text, size, TRUE, content_width (layout));
  row.before = before;
  row.keep_with_next = TRUE;
  if (size > 11)
    row.outline = g_strdup (text);
  add_row (layout, row);
}

static void
add_group (IfaPdfLayout *layout, const IfaBlock *block)
{
  g_autofree char *text = block->label != NULL
                              ? g_strdup_printf ("%s (%s)", block->text, block->label)
                              : g_strdup (block->text);

  add_heading (layout, text, SIZE, 10);
}

static void
add_step (IfaPdfLayout *layout, const IfaBlock *block)
{
  IfaPdfRow row = { .kind = IFA_PDF_ROW_STEP,
                    .tag = "P",
                    .indent = SIDE_WIDTH,
                    .before = 5,
                    .side_colour = IFA_PDF_COLOUR_OK };

  row.main = ifa_pdf_text_new (layout->context, block->text, SIZE, FALSE,
                               content_width (layout) - SIDE_WIDTH);
  row.side = ifa_pdf_text_new (layout->context, block->label, SIZE - 1, TRUE, SIDE_WIDTH);
  add_row (layout, row);
}

static void
add_check (IfaPdfLayout *layout, const IfaBlock *block)
{
  gboolean passed = g_strcmp0 (block->status, "pass") == 0;
  gboolean failed = g_strcmp0 (block->status, "fail") == 0;
  gboolean attention = g_strcmp0 (block->status, "attention") == 0;
  g_autofree char *text = g_strdup_printf ("%s: %s", block->label, block->text);
  IfaPdfRow row = { .kind = IFA_PDF_ROW_CHECK, .tag = "P", .indent = SIDE_WIDTH, .before = 3 };

  row.side_colour = passed      ? IFA_PDF_COLOUR_OK
                    : failed    ? IFA_PDF_COLOUR_BROKEN
                    : attention ? IFA_PDF_COLOUR_ATTENTION
                                : IFA_PDF_COLOUR_UNTESTED;
  row.main = ifa_pdf_text_new (layout->context, text, SIZE - 1, failed,
                               content_width (layout) - SIDE_WIDTH);
  row.side = ifa_pdf_text_new (layout->context,
                               passed      ? "✓"
                               : failed    ? "✕"
                               : attention ? "!"
                                           : "–",
                               SIZE - 2, TRUE, SIDE_WIDTH);
  add_row (layout, row);
}

static void
add_fact (IfaPdfLayout *layout, const IfaBlock *block, double size)
{
  IfaPdfRow row = { .kind = IFA_PDF_ROW_FACT,
                    .tag = "P",
                    .indent = LABEL_WIDTH,
                    .before = 1.5,
                    .side_colour = IFA_PDF_COLOUR_FAINT };

  row.main = ifa_pdf_text_new (layout->context, block->text, size, FALSE,
                               content_width (layout) - LABEL_WIDTH);
  row.side = ifa_pdf_text_new (layout->context, block->label, size, FALSE, LABEL_WIDTH - 8);
  add_row (layout, row);
}

/**
 * ifa_pdf_map_init:
 * @map: (out caller-allocates): how the connection map is laid out on paper
 * @rtl: whether it runs from right to left
 */
void
ifa_pdf_map_init (IfaMapLayout *map, gboolean rtl)
{
  ifa_map_layout_init (map, IFA_PDF_MAP_WIDTH);
  map->radius = 17;
  map->text_size = 9.5;
  map->rtl = rtl;
}

static void
add_map (IfaPdfLayout *layout, const IfaOutline *outline)
{
  IfaMapLayout map;
  g_autoptr (IfaMapDrawing) drawing = NULL;
  IfaPdfRow row = { .kind = IFA_PDF_ROW_MAP, .tag = "Figure", .before = 14 };

  ifa_pdf_map_init (&map, layout->rtl);
  drawing = ifa_map_drawing_new (outline->report->diagnosis->stations, &map);
  row.height = drawing->height + 6;
  g_array_append_val (layout->rows, row);
}

/* Over the headline: what this is, of which service, and when. */
static void
add_kicker (IfaPdfLayout *layout, const IfaReport *report)
{
  g_autofree char *text
      = g_strdup_printf ("%s · %s · %s", _ ("Report of Invoice First Aid"),
                         report->profile_name != NULL ? report->profile_name : "–",
                         report->started);
  IfaPdfRow row = { .kind = IFA_PDF_ROW_TEXT, .tag = "P", .colour = IFA_PDF_COLOUR_FAINT };

  row.main = ifa_pdf_text_new (layout->context, text, SIZE - 1, FALSE, content_width (layout));
  add_row (layout, row);
}

static IfaPdfColour
colour_of (IfaVerdict verdict)
{
  switch (verdict)
    {
    case IFA_VERDICT_OK:
      return IFA_PDF_COLOUR_OK;
    case IFA_VERDICT_ATTENTION:
      return IFA_PDF_COLOUR_ATTENTION;
    case IFA_VERDICT_PROBLEM:
      return IFA_PDF_COLOUR_BROKEN;
    default:
      return IFA_PDF_COLOUR_FAINT;
    }
}

static void
add_title (IfaPdfLayout *layout, const IfaReport *report, const char *title)
{
  IfaVerdict verdict = report->diagnosis->verdict;
  IfaPdfRow row = { .kind = IFA_PDF_ROW_TEXT, .tag = "H1", .before = 8 };
  IfaPdfRow line = { .kind = IFA_PDF_ROW_TEXT, .tag = "P", .before = 4 };

  row.main = ifa_pdf_text_new (layout->context, title, 20, TRUE, content_width (layout));
  add_row (layout, row);
  if (g_strcmp0 (title, ifa_words_verdict_title (verdict)) == 0)
    return;
  line.main = ifa_pdf_text_new (layout->context, ifa_words_verdict_title (verdict), SIZE + 1, TRUE,
                                content_width (layout));
  line.colour = colour_of (verdict);
  add_row (layout, line);
}

static void
add_block (IfaPdfLayout *layout, const IfaOutline *outline, const IfaBlock *block)
{
  switch (block->kind)
    {
    case IFA_BLOCK_TITLE:
      add_title (layout, outline->report, block->text);
      break;
    case IFA_BLOCK_MAP:
      add_map (layout, outline);
      break;
    case IFA_BLOCK_SECTION:
      add_heading (layout, block->text, 13, 16);
      break;
    case IFA_BLOCK_TEXT:
      add_text (layout, block->text);
      break;
    case IFA_BLOCK_STEP:
      add_step (layout, block);
      break;
    case IFA_BLOCK_GROUP:
      add_group (layout, block);
      break;
    case IFA_BLOCK_CHECK:
      add_check (layout, block);
      break;
    case IFA_BLOCK_BADGE:
    case IFA_BLOCK_FACT:
      add_fact (layout, block, block->is_technical ? SIZE - 2 : SIZE);
      break;
    default:
      g_return_if_reached ();
    }
}

static double
bottom_of (const IfaPdfLayout *layout)
{
  return layout->height - IFA_PDF_MARGIN - IFA_PDF_FOOT;
}

/* A heading goes where the first rows below it go. */
static double
needed_height (const IfaPdfLayout *layout, guint position)
{
  double height = 0;

  for (guint i = position; i < layout->rows->len; i++)
    {
      const IfaPdfRow *row = &g_array_index (layout->rows, IfaPdfRow, i);

      height += (i > position ? row->before : 0) + row->height;
      if (!row->keep_with_next)
        break;
    }
  return height;
}

static void
place_rows (IfaPdfLayout *layout)
{
  double y = IFA_PDF_MARGIN;
  guint page = 0;

  for (guint i = 0; i < layout->rows->len; i++)
    {
      IfaPdfRow *row = &g_array_index (layout->rows, IfaPdfRow, i);

      if (y > IFA_PDF_MARGIN)
        y += row->before + (i > 0 && row[-1].outline != NULL ? AFTER_HEADING : 0);
      if (y + needed_height (layout, i) > bottom_of (layout) && y > IFA_PDF_MARGIN)
        {
          page++;
          y = IFA_PDF_MARGIN;
        }
      row->page = page;
      row->y = y;
      y += row->height;
    }
  layout->n_pages = page + 1;
}

static void
row_clear (gpointer data)
{
  IfaPdfRow *row = data;

  g_clear_object (&row->main);
  g_clear_object (&row->side);
  g_free (row->outline);
}

/**
 * ifa_pdf_layout_new:
 * @outline: what the report says
 * @context: fonts and language
 * @width: of the paper, in points
 * @height: of the paper, in points
 * @rtl: whether the reading edge is the right one
 *
 * Returns: (transfer full): every row with its page and place
 */
IfaPdfLayout *
ifa_pdf_layout_new (const IfaOutline *outline,
                    PangoContext *context,
                    double width,
                    double height,
                    gboolean rtl)
{
  IfaPdfLayout *layout = g_new0 (IfaPdfLayout, 1);

  layout->width = width;
  layout->height = height;
  layout->rtl = rtl;
  layout->context = g_object_ref (context);
  layout->rows = g_array_new (FALSE, TRUE, sizeof (IfaPdfRow));
  g_array_set_clear_func (layout->rows, row_clear);

  add_kicker (layout, outline->report);
  for (guint i = 0; i < outline->blocks->len; i++)
    add_block (layout, outline, &g_array_index (outline->blocks, IfaBlock, i));
  place_rows (layout);
  return layout;
}

void
ifa_pdf_layout_free (IfaPdfLayout *layout)
{
  if (layout == NULL)
    return;

  g_array_unref (layout->rows);
  g_object_unref (layout->context);
  g_free (layout);
}
