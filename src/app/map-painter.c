/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Puts the shared description of the connection map on the screen, in the theme's colours. */

#include "config.h"

#include "map-painter.h"

static const char *const ink_names[IFA_MAP_N_INKS] = {
  [IFA_MAP_INK_OK] = "ifa_map_ok",
  [IFA_MAP_INK_ATTENTION] = "ifa_map_attention",
  [IFA_MAP_INK_BROKEN] = "ifa_map_broken",
  [IFA_MAP_INK_UNTESTED] = "ifa_map_untested",
  [IFA_MAP_INK_ON_STATION] = "ifa_map_on_station",
  [IFA_MAP_INK_TEXT] = "window_fg_color",
  [IFA_MAP_INK_FAINT_TEXT] = "ifa_map_faint",
};

static GdkRGBA
get_ink (GtkWidget *widget, IfaMapInk ink)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA colour;

  if (!gtk_style_context_lookup_color (context, ink_names[ink], &colour))
    gtk_style_context_get_color (context, &colour);
  return colour;
}

static void
draw_text (GtkWidget *widget, GtkSnapshot *snapshot, const IfaMapPrimitive *text, const char *words)
{
  g_autoptr (PangoLayout) layout = NULL;
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();
  GdkRGBA colour = get_ink (widget, text->ink);
  PangoRectangle extents;
  double x = text->x;

  pango_font_description_set_absolute_size (font, text->size * PANGO_SCALE);
  if (text->bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);

  layout = gtk_widget_create_pango_layout (widget, words);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, text->max_width * PANGO_SCALE);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_alignment (layout, PANGO_ALIGN_LEFT);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_get_pixel_extents (layout, NULL, &extents);

  if (text->anchor == IFA_MAP_ANCHOR_MIDDLE)
    x -= extents.width / 2.0;
  else if (text->anchor == IFA_MAP_ANCHOR_RIGHT)
    x -= extents.width;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT (x - extents.x,
                            text->y - (double) pango_layout_get_baseline (layout) / PANGO_SCALE));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
stroke_glyph (cairo_t *cr, const IfaMapPrimitive *glyph)
{
  double scale = glyph->size / IFA_MAP_GLYPH_BOX;
  guint n_steps;
  const IfaMapPathStep *steps = ifa_map_glyph_get_path (glyph->glyph, &n_steps);

  cairo_save (cr);
  cairo_translate (cr, glyph->x - glyph->size / 2, glyph->y - glyph->size / 2);
  cairo_scale (cr, scale, scale);
  for (guint i = 0; i < n_steps; i++)
    {
      const float *p = steps[i].xy;

      if (steps[i].op == 'M')
        cairo_move_to (cr, p[0], p[1]);
      else if (steps[i].op == 'L')
        cairo_line_to (cr, p[0], p[1]);
      else if (steps[i].op == 'C')
        cairo_curve_to (cr, p[0], p[1], p[2], p[3], p[4], p[5]);
      else
        cairo_close_path (cr);
    }
  cairo_restore (cr);
  cairo_stroke (cr);
}

static void
draw_shape (GtkWidget *widget, cairo_t *cr, const IfaMapPrimitive *shape)
{
  GdkRGBA colour = get_ink (widget, shape->ink);
  double dashes[] = { shape->line_width * 2, shape->line_width * 2 };

  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, shape->line_width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_dash (cr, dashes, shape->dashed ? G_N_ELEMENTS (dashes) : 0, 0);

  cairo_new_path (cr);
  if (shape->shape == IFA_MAP_GLYPH)
    {
      stroke_glyph (cr, shape);
      return;
    }

  if (shape->shape == IFA_MAP_LINE)
    {
      cairo_move_to (cr, shape->x, shape->y);
      cairo_line_to (cr, shape->x2, shape->y2);
    }
  else
    cairo_arc (cr, shape->x, shape->y, shape->size, 0, 2 * G_PI);

  if (shape->shape == IFA_MAP_CIRCLE && shape->filled)
    cairo_fill (cr);
  else
    cairo_stroke (cr);
}

/**
 * ifa_map_painter_draw:
 * @widget: whose colours and fonts are used
 * @snapshot: what is drawn on
 * @drawing: what to draw
 * @get_text: (scope call): what a text says; @is_state tells a station's state from its name
 * @user_data: closure
 */
void
ifa_map_painter_draw (GtkWidget *widget,
                      GtkSnapshot *snapshot,
                      const IfaMapDrawing *drawing,
                      IfaMapGetText get_text,
                      gpointer user_data)
{
  float margin = 4;
  cairo_t *cr
      = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (-margin, -margin,
                                                                  drawing->width + 2 * margin,
                                                                  drawing->height + 2 * margin));
  guint n_texts[IFA_N_STATIONS] = { 0 };

  for (guint i = 0; i < drawing->primitives->len; i++)
    {
      const IfaMapPrimitive *it = &g_array_index (drawing->primitives, IfaMapPrimitive, i);

      if (it->shape != IFA_MAP_TEXT)
        draw_shape (widget, cr, it);
    }
  cairo_destroy (cr);

  for (guint i = 0; i < drawing->primitives->len; i++)
    {
      const IfaMapPrimitive *it = &g_array_index (drawing->primitives, IfaMapPrimitive, i);

      if (it->shape == IFA_MAP_TEXT)
        draw_text (widget, snapshot, it, get_text (it, n_texts[it->station]++ > 0, user_data));
    }
}
