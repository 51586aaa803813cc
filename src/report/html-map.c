/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "html-map.h"

/* Numbers as SVG wants them, in every locale. */
static const char *
number (char buffer[G_ASCII_DTOSTR_BUF_SIZE], double value)
{
  return g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.1f", value);
}

static void
append_attribute (GString *out, const char *name, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (out, " %s=\"%s\"", name, number (buffer, value));
}

/* The class names of IfaMapInk in the page's style. */
static const char *const ink_names[IFA_MAP_N_INKS] = {
  [IFA_MAP_INK_OK] = "ok",
  [IFA_MAP_INK_ATTENTION] = "attention",
  [IFA_MAP_INK_BROKEN] = "broken",
  [IFA_MAP_INK_UNTESTED] = "untested",
  [IFA_MAP_INK_ON_STATION] = "on",
  [IFA_MAP_INK_TEXT] = "text",
  [IFA_MAP_INK_FAINT_TEXT] = "faint",
};

static void
append_dashes (GString *out, const IfaMapPrimitive *it)
{
  char dash[G_ASCII_DTOSTR_BUF_SIZE];

  if (it->dashed)
    {
      number (dash, it->line_width * 2);
      g_string_append_printf (out, " stroke-dasharray=\"%s %s\"", dash, dash);
    }
}

static void
append_circle (GString *out, const IfaMapPrimitive *it)
{
  g_string_append_printf (out, "<circle class=\"%s-%s\"", it->filled ? "f" : "s",
                          ink_names[it->ink]);
  append_attribute (out, "cx", it->x);
  append_attribute (out, "cy", it->y);
  append_attribute (out, "r", it->size - (it->filled ? 0 : it->line_width / 2));
  if (!it->filled)
    append_attribute (out, "stroke-width", it->line_width);
  append_dashes (out, it);
  g_string_append (out, "/>");
}

static void
append_line (GString *out, const IfaMapPrimitive *it)
{
  g_string_append_printf (out, "<line class=\"s-%s\"", ink_names[it->ink]);
  append_attribute (out, "x1", it->x);
  append_attribute (out, "y1", it->y);
  append_attribute (out, "x2", it->x2);
  append_attribute (out, "y2", it->y2);
  append_attribute (out, "stroke-width", it->line_width);
  append_dashes (out, it);
  g_string_append (out, "/>");
}

static void
append_glyph (GString *out, const IfaMapPrimitive *it)
{
  guint n_steps = 0;
  const IfaMapPathStep *steps = ifa_map_glyph_get_path (it->glyph, &n_steps);
  double scale = it->size / IFA_MAP_GLYPH_BOX;

  g_string_append_printf (out, "<path class=\"s-%s\"", ink_names[it->ink]);
  append_attribute (out, "stroke-width", it->line_width);
  g_string_append (out, " d=\"");
  for (guint i = 0; i < n_steps; i++)
    {
      guint n = steps[i].op == 'Z' ? 0 : steps[i].op == 'C' ? 6 : 2;

      g_string_append_c (out, steps[i].op);
      for (guint k = 0; k < n; k++)
        {
          char buffer[G_ASCII_DTOSTR_BUF_SIZE];
          double origin = k % 2 == 0 ? it->x - it->size / 2 : it->y - it->size / 2;
          g_string_append_printf (out, "%s%s", k > 0 ? " " : "",
                                  number (buffer, origin + steps[i].xy[k] * scale));
        }
    }
  g_string_append (out, "\"/>");
}

static void
append_text (GString *out, const IfaMapPrimitive *it)
{
  static const char *const anchors[] = { "middle", "start", "end" };
  g_autofree char *text = g_markup_escape_text (it->text, -1);

  g_string_append_printf (out, "<text class=\"t-%s%s\" text-anchor=\"%s\"", ink_names[it->ink],
                          it->bold ? " bold" : "", anchors[it->anchor]);
  append_attribute (out, "x", it->x);
  append_attribute (out, "y", it->y);
  append_attribute (out, "font-size", it->size);
  g_string_append_printf (out, ">%s</text>", text);
}

/**
 * ifa_html_append_map:
 * @out: where to
 * @states: (array fixed-size=5): the state of each station
 * @width: of the drawing; below 440 it is vertical
 * @rtl: whether the page runs from right to left
 */
void
ifa_html_append_map (GString *out, const IfaStationState *states, double width, gboolean rtl)
{
  IfaMapLayout layout;
  g_autoptr (IfaMapDrawing) drawing = NULL;
  char w[G_ASCII_DTOSTR_BUF_SIZE];
  char h[G_ASCII_DTOSTR_BUF_SIZE];

  ifa_map_layout_init (&layout, width);
  layout.rtl = rtl;
  drawing = ifa_map_drawing_new (states, &layout);

  number (w, drawing->width);
  number (h, drawing->height);
  /* The anchors below are meant left to right, whatever the page is. */
  g_string_append_printf (out,
                          "<svg class=\"%s\" viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\" "
                          "direction=\"ltr\" aria-hidden=\"true\">\n",
                          layout.vertical ? "narrow" : "wide", w, h, w, h);
  for (guint i = 0; i < drawing->primitives->len; i++)
    {
      const IfaMapPrimitive *it = &g_array_index (drawing->primitives, IfaMapPrimitive, i);

      if (it->shape == IFA_MAP_CIRCLE)
        append_circle (out, it);
      else if (it->shape == IFA_MAP_LINE)
        append_line (out, it);
      else if (it->shape == IFA_MAP_GLYPH)
        append_glyph (out, it);
      else
        append_text (out, it);
      g_string_append_c (out, '\n');
    }
  g_string_append (out, "</svg>\n");
}
