/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "map-drawing.h"

#include <math.h>

/* Proportions, in radii of a station. */
#define MARGIN 0.25
#define LINE_GAP 0.2
#define LINE_WIDTH 0.18
#define GLYPH_SIDE 1.1
#define BADGE_SIDE 0.8
#define ROW_HEIGHT 3.5
#define CROSS_GAP 0.55
#define STATE_TEXT 0.86

static const IfaMapInk inks[] = {
  [IFA_STATION_UNTESTED] = IFA_MAP_INK_UNTESTED,
  [IFA_STATION_OK] = IFA_MAP_INK_OK,
  [IFA_STATION_ATTENTION] = IFA_MAP_INK_ATTENTION,
  [IFA_STATION_BROKEN] = IFA_MAP_INK_BROKEN,
};

/* The place of one station, and the drawing that grows. */
typedef struct
{
  const IfaMapLayout *layout;
  IfaMapDrawing *drawing;
  double x[IFA_N_STATIONS];
  double y[IFA_N_STATIONS];
} Plan;

/**
 * ifa_map_layout_init:
 * @layout: (out caller-allocates): a layout
 * @width: of the drawing; below 440 it turns vertical
 */
void
ifa_map_layout_init (IfaMapLayout *layout, double width)
{
  *layout = (IfaMapLayout){
    .width = width,
    .radius = 24,
    .text_size = 14,
    .vertical = width < 440,
    .active = -1,
  };
}

static void
place_stations (Plan *plan)
{
  const IfaMapLayout *layout = plan->layout;
  double radius = layout->radius;
  double column = layout->width / IFA_N_STATIONS;

  for (guint i = 0; i < IFA_N_STATIONS; i++)
    {
      double along = layout->vertical ? radius * (1 + MARGIN) : column * (i + 0.5);

      plan->x[i] = layout->rtl ? layout->width - along : along;
      plan->y[i] = radius * (1 + MARGIN) + (layout->vertical ? i * radius * ROW_HEIGHT : 0);
    }

  plan->drawing->width = layout->width;
  plan->drawing->height = plan->y[IFA_N_STATIONS - 1] + radius * (1 + MARGIN);
  if (!layout->vertical)
    plan->drawing->height += layout->text_size * 2.8;
}

static void
add_line (Plan *plan, guint station, IfaMapInk ink, double from, double to, gboolean dashed)
{
  double x1 = plan->x[station - 1];
  double y1 = plan->y[station - 1];
  double x2 = plan->x[station];
  double y2 = plan->y[station];
  IfaMapPrimitive line = {
    .shape = IFA_MAP_LINE,
    .ink = ink,
    .station = station,
    .x = x1 + (x2 - x1) * from,
    .y = y1 + (y2 - y1) * from,
    .x2 = x1 + (x2 - x1) * to,
    .y2 = y1 + (y2 - y1) * to,
    .line_width = plan->layout->radius * LINE_WIDTH,
    .dashed = dashed,
  };

  g_array_append_val (plan->drawing->primitives, line);
}

static void
add_glyph (Plan *plan,
           guint station,
           IfaMapGlyph glyph,
           IfaMapInk ink,
           double x,
           double y,
           double side)
{
  IfaMapPrimitive sign = {
    .shape = IFA_MAP_GLYPH,
    .ink = ink,
    .station = station,
    .glyph = glyph,
    .x = x,
    .y = y,
    .size = side,
    .line_width = side * 2 / IFA_MAP_GLYPH_BOX,
  };

  if (glyph == IFA_MAP_GLYPH_CROSS || glyph == IFA_MAP_GLYPH_EXCLAMATION)
    sign.line_width *= 2;
  g_array_append_val (plan->drawing->primitives, sign);
}

static void
add_circle (Plan *plan,
            guint station,
            IfaMapInk ink,
            double x,
            double y,
            double radius,
            gboolean filled)
{
  IfaMapPrimitive circle = {
    .shape = IFA_MAP_CIRCLE,
    .ink = ink,
    .station = station,
    .x = x,
    .y = y,
    .size = radius,
    .line_width = plan->layout->radius * LINE_WIDTH / 2,
    .filled = filled,
    .dashed = ink == IFA_MAP_INK_UNTESTED,
  };

  g_array_append_val (plan->drawing->primitives, circle);
}

/* The path that leads to a station: whole, dashed, or torn with a cross in the gap. */
static void
add_path (Plan *plan, const IfaStationState states[], guint station)
{
  double length
      = hypot (plan->x[station] - plan->x[station - 1], plan->y[station] - plan->y[station - 1]);
  double radius = plan->layout->radius;
  double end = radius * (1 + LINE_GAP) / length;
  double gap = radius * CROSS_GAP / length;
  IfaMapInk ink = inks[states[station]];

  if (states[station] != IFA_STATION_BROKEN)
    {
      add_line (plan, station, ink, end, 1 - end, states[station] == IFA_STATION_UNTESTED);
      return;
    }

  if (0.5 - gap > end)
    {
      add_line (plan, station, inks[states[station - 1]], end, 0.5 - gap,
                states[station - 1] == IFA_STATION_UNTESTED);
      add_line (plan, station, IFA_MAP_INK_UNTESTED, 0.5 + gap, 1 - end, FALSE);
    }
  add_glyph (plan, station, IFA_MAP_GLYPH_CROSS, ink, (plan->x[station - 1] + plan->x[station]) / 2,
             (plan->y[station - 1] + plan->y[station]) / 2, radius * BADGE_SIDE);
}

/* A small disc at the upper outer edge: the state in a shape, for those who see no colours. */
static void
add_badge (Plan *plan, guint station, IfaMapGlyph glyph, IfaMapInk ink)
{
  double radius = plan->layout->radius;
  double x = plan->x[station] + (plan->layout->rtl ? -0.75 : 0.75) * radius;
  double y = plan->y[station] - 0.75 * radius;

  add_circle (plan, station, IFA_MAP_INK_ON_STATION, x, y, radius * 0.48, TRUE);
  add_circle (plan, station, ink, x, y, radius * 0.38, TRUE);
  add_glyph (plan, station, glyph, IFA_MAP_INK_ON_STATION, x, y, radius * 0.5);
}

static void
add_station (Plan *plan, guint station, IfaStationState state)
{
  double radius = plan->layout->radius;
  double x = plan->x[station];
  double y = plan->y[station];
  gboolean tested = state != IFA_STATION_UNTESTED;
  IfaMapInk ink = inks[state];

  add_circle (plan, station, ink, x, y, radius, tested);
  add_glyph (plan, station, (IfaMapGlyph) station, tested ? IFA_MAP_INK_ON_STATION : ink, x, y,
             radius * GLYPH_SIDE);
  if ((int) station == plan->layout->active)
    add_circle (plan, station, IFA_MAP_INK_OK, x, y, radius * 1.15, FALSE);

  if (state == IFA_STATION_ATTENTION)
    add_badge (plan, station, IFA_MAP_GLYPH_EXCLAMATION, ink);
  if (state == IFA_STATION_BROKEN && station == 0)
    add_badge (plan, station, IFA_MAP_GLYPH_CROSS, ink);
}

static void
add_labels (Plan *plan, guint station, IfaStationState state)
{
  const IfaMapLayout *layout = plan->layout;
  double beside = layout->radius * 1.8;
  IfaMapPrimitive label = {
    .shape = IFA_MAP_TEXT,
    .ink = state == IFA_STATION_UNTESTED ? IFA_MAP_INK_FAINT_TEXT : IFA_MAP_INK_TEXT,
    .station = station,
    .size = layout->text_size,
    .bold = state == IFA_STATION_BROKEN,
    .x = plan->x[station],
    .max_width = layout->width / IFA_N_STATIONS - layout->text_size / 2,
    .text = ifa_words_station (station),
  };

  if (layout->vertical)
    {
      label.anchor = layout->rtl ? IFA_MAP_ANCHOR_RIGHT : IFA_MAP_ANCHOR_LEFT;
      label.x += layout->rtl ? -beside : beside;
      label.y = plan->y[station] - layout->text_size * 0.15;
      label.max_width = layout->width - layout->radius * (2.1 + MARGIN);
    }
  else
    label.y = plan->y[station] + layout->radius + layout->text_size * 1.4;
  g_array_append_val (plan->drawing->primitives, label);

  label.ink = state == IFA_STATION_BROKEN ? IFA_MAP_INK_BROKEN : IFA_MAP_INK_FAINT_TEXT;
  label.bold = FALSE;
  label.size = layout->text_size * STATE_TEXT;
  label.y += layout->text_size * 1.3;
  label.text = ifa_words_station_state (state);
  g_array_append_val (plan->drawing->primitives, label);
}

/**
 * ifa_map_drawing_new:
 * @states: (array fixed-size=5): the state of each station, in their order
 * @layout: what the drawer wants
 *
 * Returns: (transfer full): what to draw, in the current language
 */
IfaMapDrawing *
ifa_map_drawing_new (const IfaStationState states[IFA_N_STATIONS], const IfaMapLayout *layout)
{
  Plan plan = { .layout = layout, .drawing = g_new0 (IfaMapDrawing, 1) };

  plan.drawing->primitives = g_array_new (FALSE, TRUE, sizeof (IfaMapPrimitive));
  place_stations (&plan);

  for (guint i = 1; i < IFA_N_STATIONS; i++)
    add_path (&plan, states, i);
  for (guint i = 0; i < IFA_N_STATIONS; i++)
    {
      add_station (&plan, i, states[i]);
      add_labels (&plan, i, states[i]);
    }

  return plan.drawing;
}

void
ifa_map_drawing_free (IfaMapDrawing *drawing)
{
  if (drawing == NULL)
    return;

  g_array_unref (drawing->primitives);
  g_free (drawing);
}

/**
 * ifa_map_drawing_find_station:
 * @drawing: a drawing
 * @x: a point
 * @y: a point
 *
 * Returns: the station (an IfaLayer) whose circle or text is nearest to the point, or -1 where
 *   the point lies outside the drawing
 */
int
ifa_map_drawing_find_station (const IfaMapDrawing *drawing, double x, double y)
{
  int best = -1;
  double best_distance = INFINITY;

  if (x < 0 || y < 0 || x > drawing->width || y > drawing->height)
    return -1;

  for (guint i = 0; i < drawing->primitives->len; i++)
    {
      const IfaMapPrimitive *it = &g_array_index (drawing->primitives, IfaMapPrimitive, i);
      double distance = hypot (it->x - x, it->y - y);

      if ((it->shape == IFA_MAP_CIRCLE || it->shape == IFA_MAP_TEXT) && distance < best_distance)
        {
          best = it->station;
          best_distance = distance;
        }
    }

  return best;
}

/* clang-format off */
static const IfaMapPathStep computer_path[] = {
  { 'M', { 4, 4 } }, { 'L', { 20, 4 } }, { 'C', { 21, 4, 22, 5, 22, 6 } }, { 'L', { 22, 15 } },
  { 'C', { 22, 16, 21, 17, 20, 17 } }, { 'L', { 4, 17 } }, { 'C', { 3, 17, 2, 16, 2, 15 } },
  { 'L', { 2, 6 } }, { 'C', { 2, 5, 3, 4, 4, 4 } }, { 'Z', { 0 } },
  { 'M', { 12, 17 } }, { 'L', { 12, 21 } }, { 'M', { 7, 21 } }, { 'L', { 17, 21 } },
};

static const IfaMapPathStep network_path[] = {
  { 'M', { 9, 2 } }, { 'L', { 15, 2 } }, { 'L', { 15, 8 } }, { 'L', { 9, 8 } }, { 'Z', { 0 } },
  { 'M', { 2, 16 } }, { 'L', { 8, 16 } }, { 'L', { 8, 22 } }, { 'L', { 2, 22 } }, { 'Z', { 0 } },
  { 'M', { 16, 16 } }, { 'L', { 22, 16 } }, { 'L', { 22, 22 } }, { 'L', { 16, 22 } }, { 'Z', { 0 } },
  { 'M', { 12, 8 } }, { 'L', { 12, 12 } },
  { 'M', { 5, 16 } }, { 'L', { 5, 12 } }, { 'L', { 19, 12 } }, { 'L', { 19, 16 } },
};

static const IfaMapPathStep internet_path[] = {
  { 'M', { 12, 2 } }, { 'C', { 17.5, 2, 22, 6.5, 22, 12 } }, { 'C', { 22, 17.5, 17.5, 22, 12, 22 } },
  { 'C', { 6.5, 22, 2, 17.5, 2, 12 } }, { 'C', { 2, 6.5, 6.5, 2, 12, 2 } }, { 'Z', { 0 } },
  { 'M', { 12, 2 } }, { 'C', { 18, 8, 18, 16, 12, 22 } }, { 'C', { 6, 16, 6, 8, 12, 2 } }, { 'Z', { 0 } },
  { 'M', { 2, 12 } }, { 'L', { 22, 12 } },
};

static const IfaMapPathStep security_path[] = {
  { 'M', { 12, 2 } }, { 'C', { 15, 4, 18, 5, 21, 5 } }, { 'C', { 21, 13, 19, 19, 12, 22 } },
  { 'C', { 5, 19, 3, 13, 3, 5 } }, { 'C', { 6, 5, 9, 4, 12, 2 } }, { 'Z', { 0 } },
  { 'M', { 8.5, 12 } }, { 'L', { 11, 14.5 } }, { 'L', { 15.5, 9.5 } },
};

static const IfaMapPathStep service_path[] = {
  { 'M', { 5, 2 } }, { 'L', { 15, 2 } }, { 'L', { 20, 7 } }, { 'L', { 20, 22 } }, { 'L', { 5, 22 } },
  { 'Z', { 0 } },
  { 'M', { 15, 2 } }, { 'L', { 15, 7 } }, { 'L', { 20, 7 } },
  { 'M', { 9, 12 } }, { 'L', { 16, 12 } }, { 'M', { 9, 17 } }, { 'L', { 16, 17 } },
};

static const IfaMapPathStep cross_path[] = {
  { 'M', { 4, 4 } }, { 'L', { 20, 20 } }, { 'M', { 20, 4 } }, { 'L', { 4, 20 } },
};

static const IfaMapPathStep exclamation_path[] = {
  { 'M', { 12, 4 } }, { 'L', { 12, 13 } }, { 'M', { 12, 20 } }, { 'L', { 12, 20.1f } },
};

#define GLYPH(path) { path, G_N_ELEMENTS (path) }
static const struct
{
  const IfaMapPathStep *steps;
  guint n_steps;
} glyphs[IFA_MAP_N_GLYPHS] = {
  [IFA_MAP_GLYPH_COMPUTER] = GLYPH (computer_path),
  [IFA_MAP_GLYPH_NETWORK] = GLYPH (network_path),
  [IFA_MAP_GLYPH_INTERNET] = GLYPH (internet_path),
  [IFA_MAP_GLYPH_SECURITY] = GLYPH (security_path),
  [IFA_MAP_GLYPH_SERVICE] = GLYPH (service_path),
  [IFA_MAP_GLYPH_CROSS] = GLYPH (cross_path),
  [IFA_MAP_GLYPH_EXCLAMATION] = GLYPH (exclamation_path),
};
/* clang-format on */

/**
 * ifa_map_glyph_get_path:
 * @glyph: a sign
 * @n_steps: (out): how many steps
 *
 * Returns: (array length=n_steps): its outline in a square of 24 × 24, to be stroked with
 *   round caps and joins
 */
const IfaMapPathStep *
ifa_map_glyph_get_path (IfaMapGlyph glyph, guint *n_steps)
{
  g_return_val_if_fail (glyph < IFA_MAP_N_GLYPHS, NULL);

  *n_steps = glyphs[glyph].n_steps;
  return glyphs[glyph].steps;
}

/**
 * ifa_map_dup_sentence:
 * @states: (array fixed-size=5): the state of each station
 *
 * Returns: (transfer full): the map for a screen reader, and for plain text
 */
char *
ifa_map_dup_sentence (const IfaStationState states[IFA_N_STATIONS])
{
  g_autoptr (GString) sentence = g_string_new (NULL);

  for (guint i = 0; i < IFA_N_STATIONS; i++)
    g_string_append_printf (sentence, "%s%s: %s", i > 0 ? " · " : "", ifa_words_station (i),
                            ifa_words_station_state (states[i]));
  return g_string_free (g_steal_pointer (&sentence), FALSE);
}
