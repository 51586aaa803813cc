/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The connection map as a drawing description: where each circle, line, sign and text goes. The
 * window, the PDF and the HTML page draw this and decide nothing but the colours. */

#pragma once

#include "words.h"

G_BEGIN_DECLS

typedef enum
{
  IFA_MAP_CIRCLE,
  IFA_MAP_LINE,
  IFA_MAP_GLYPH,
  IFA_MAP_TEXT,
} IfaMapShape;

/* What a colour stands for. The drawer picks the colour: light, dark, high contrast, paper. */
typedef enum
{
  IFA_MAP_INK_OK,
  IFA_MAP_INK_ATTENTION,
  IFA_MAP_INK_BROKEN,
  IFA_MAP_INK_UNTESTED,
  IFA_MAP_INK_ON_STATION, /* the sign on a filled circle: the background's colour */
  IFA_MAP_INK_TEXT,
  IFA_MAP_INK_FAINT_TEXT,
  IFA_MAP_N_INKS,
} IfaMapInk;

typedef enum
{
  IFA_MAP_GLYPH_COMPUTER,
  IFA_MAP_GLYPH_NETWORK,
  IFA_MAP_GLYPH_INTERNET,
  IFA_MAP_GLYPH_SECURITY,
  IFA_MAP_GLYPH_SERVICE,
  IFA_MAP_GLYPH_CROSS,
  IFA_MAP_GLYPH_EXCLAMATION,
  IFA_MAP_N_GLYPHS,
} IfaMapGlyph;

/* Which end of a text stands at its point. */
typedef enum
{
  IFA_MAP_ANCHOR_MIDDLE,
  IFA_MAP_ANCHOR_LEFT,
  IFA_MAP_ANCHOR_RIGHT,
} IfaMapAnchor;

/**
 * IfaMapPrimitive:
 *
 * One thing to draw, in the order in which it stands in the list. Coordinates in the layout's
 * own unit, y downwards, (0, 0) is the upper left corner.
 */
typedef struct
{
  IfaMapShape shape;
  IfaMapInk ink;
  IfaLayer station; /* what it belongs to; a line belongs to the station that it leads to */
  double x;         /* centre of a circle or glyph, start of a line, anchor of a text */
  double y;         /* of a text: its baseline */
  double x2;        /* end of a line */
  double y2;
  double size;       /* radius, side of the glyph's square, height of the text in em */
  double line_width; /* of lines, hollow circles and glyphs */
  gboolean filled;   /* circle: a disc and not a ring */
  gboolean dashed;   /* line or ring: dashes of 2 line widths, gaps of 2 */
  gboolean bold;
  IfaMapGlyph glyph;
  IfaMapAnchor anchor;
  double max_width; /* of a text: what is longer must be cut or wrapped */
  const char *text; /* translated; constant */
} IfaMapPrimitive;

/**
 * IfaMapLayout:
 *
 * What the drawer wants. [func@Ifa.map_layout_init] fills in the usual.
 */
typedef struct
{
  double width;      /* of the whole drawing */
  double radius;     /* of a station: 24 */
  double text_size;  /* of a station's name: 14; its state is written smaller */
  gboolean vertical; /* below some 440 units of width */
  gboolean rtl;      /* right to left: mirrored */
  int active;        /* the station that is being checked (IfaLayer), or -1: gets a ring */
} IfaMapLayout;

typedef struct
{
  double width;
  double height;
  GArray *primitives; /* (element-type IfaMapPrimitive) */
} IfaMapDrawing;

/* One command of a glyph's outline, to be stroked with round caps and joins. */
typedef struct
{
  char op;     /* 'M' to (x[0], y[0]), 'L' to it, 'C' curve by three points, 'Z' close */
  float xy[6]; /* in a square of 24 × 24 */
} IfaMapPathStep;

#define IFA_MAP_GLYPH_BOX 24.0

void ifa_map_layout_init (IfaMapLayout *layout, double width);
IfaMapDrawing *ifa_map_drawing_new (const IfaStationState states[IFA_N_STATIONS],
                                    const IfaMapLayout *layout);
void ifa_map_drawing_free (IfaMapDrawing *drawing);
int ifa_map_drawing_find_station (const IfaMapDrawing *drawing, double x, double y);
const IfaMapPathStep *ifa_map_glyph_get_path (IfaMapGlyph glyph, guint *n_steps);
char *ifa_map_dup_sentence (const IfaStationState states[IFA_N_STATIONS]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaMapDrawing, ifa_map_drawing_free)

G_END_DECLS
