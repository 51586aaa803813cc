/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "map-drawing.h"

#include <math.h>

static const IfaStationState broken_at_security[]
    = { IFA_STATION_OK, IFA_STATION_OK, IFA_STATION_ATTENTION, IFA_STATION_BROKEN,
        IFA_STATION_UNTESTED };

static IfaMapDrawing *
draw (double width, gboolean rtl)
{
  IfaMapLayout layout;

  ifa_map_layout_init (&layout, width);
  layout.rtl = rtl;
  return ifa_map_drawing_new (broken_at_security, &layout);
}

static void
assert_inside (const IfaMapDrawing *drawing)
{
  for (guint i = 0; i < drawing->primitives->len; i++)
    {
      const IfaMapPrimitive *it = &g_array_index (drawing->primitives, IfaMapPrimitive, i);
      double reach = it->shape == IFA_MAP_CIRCLE ? it->size : 0;

      g_assert_cmpfloat (it->x - reach, >=, 0);
      g_assert_cmpfloat (it->y - reach, >=, 0);
      g_assert_cmpfloat (it->x + reach, <=, drawing->width);
      g_assert_cmpfloat (it->y + reach, <=, drawing->height);
    }
}

static void
test_everything_lies_inside (void)
{
  static const double widths[] = { 300, 340, 440, 780, 1200 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autoptr (IfaMapDrawing) ltr = draw (widths[i], FALSE);
      g_autoptr (IfaMapDrawing) rtl = draw (widths[i], TRUE);
      assert_inside (ltr);
      assert_inside (rtl);
    }
}

/* The state is in the shapes, not only in the colours. */
static void
test_state_is_in_the_shape (void)
{
  g_autoptr (IfaMapDrawing) drawing = draw (780, FALSE);
  guint n_crosses = 0;
  guint n_exclamations = 0;
  guint n_dashed_lines = 0;
  guint n_rings = 0;

  for (guint i = 0; i < drawing->primitives->len; i++)
    {
      const IfaMapPrimitive *it = &g_array_index (drawing->primitives, IfaMapPrimitive, i);
      n_crosses += it->shape == IFA_MAP_GLYPH && it->glyph == IFA_MAP_GLYPH_CROSS;
      n_exclamations += it->shape == IFA_MAP_GLYPH && it->glyph == IFA_MAP_GLYPH_EXCLAMATION;
      n_dashed_lines += it->shape == IFA_MAP_LINE && it->dashed;
      n_rings += it->shape == IFA_MAP_CIRCLE && it->dashed && !it->filled;
    }
  g_assert_cmpuint (n_crosses, ==, 1);
  g_assert_cmpuint (n_exclamations, ==, 1);
  g_assert_cmpuint (n_dashed_lines, ==, 1);
  g_assert_cmpuint (n_rings, ==, 1);
}

static void
test_mirrored (void)
{
  g_autoptr (IfaMapDrawing) ltr = draw (780, FALSE);
  g_autoptr (IfaMapDrawing) rtl = draw (780, TRUE);

  g_assert_cmpuint (ltr->primitives->len, ==, rtl->primitives->len);
  for (guint i = 0; i < ltr->primitives->len; i++)
    {
      const IfaMapPrimitive *a = &g_array_index (ltr->primitives, IfaMapPrimitive, i);
      const IfaMapPrimitive *b = &g_array_index (rtl->primitives, IfaMapPrimitive, i);
      g_assert_cmpfloat (fabs (a->x + b->x - ltr->width), <, 0.01);
      g_assert_cmpfloat (fabs (a->y - b->y), <, 0.01);
    }
}

static void
test_find_station (void)
{
  g_autoptr (IfaMapDrawing) drawing = draw (1000, FALSE);

  for (int i = 0; i < IFA_N_STATIONS; i++)
    g_assert_cmpint (ifa_map_drawing_find_station (drawing, 100 + 200 * i, 30), ==, i);
  g_assert_cmpint (ifa_map_drawing_find_station (drawing, -1, 30), ==, -1);
}

static void
test_glyphs (void)
{
  for (guint i = 0; i < IFA_MAP_N_GLYPHS; i++)
    {
      guint n = 0;
      const IfaMapPathStep *steps = ifa_map_glyph_get_path (i, &n);

      g_assert_cmpuint (n, >, 1);
      g_assert_cmpint (steps[0].op, ==, 'M');
      for (guint k = 0; k < n; k++)
        for (guint c = 0; c < G_N_ELEMENTS (steps[k].xy); c++)
          g_assert_true (steps[k].xy[c] >= 0 && steps[k].xy[c] <= IFA_MAP_GLYPH_BOX);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map-drawing/everything-lies-inside", test_everything_lies_inside);
  g_test_add_func ("/map-drawing/state-is-in-the-shape", test_state_is_in_the_shape);
  g_test_add_func ("/map-drawing/mirrored", test_mirrored);
  g_test_add_func ("/map-drawing/find-station", test_find_station);
  g_test_add_func ("/map-drawing/glyphs", test_glyphs);
  return g_test_run ();
}
