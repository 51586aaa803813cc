/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The PDF report before it is drawn: typeset rows, and the pages that they go on. */

#pragma once

#include <pango/pangocairo.h>

#include "map-drawing.h"
#include "outline.h"

G_BEGIN_DECLS

/* All lengths in points (1/72 inch). */
#define IFA_PDF_MARGIN 48.0
#define IFA_PDF_FOOT 30.0
#define IFA_PDF_MAP_WIDTH 480.0

typedef enum
{
  IFA_PDF_COLOUR_TEXT,
  IFA_PDF_COLOUR_FAINT,
  IFA_PDF_COLOUR_OK,
  IFA_PDF_COLOUR_ATTENTION,
  IFA_PDF_COLOUR_BROKEN,
  IFA_PDF_COLOUR_UNTESTED,
  IFA_PDF_COLOUR_PAPER,
  IFA_PDF_COLOUR_LINE,
} IfaPdfColour;

typedef enum
{
  IFA_PDF_ROW_TEXT,
  IFA_PDF_ROW_MAP,
  IFA_PDF_ROW_STEP,  /* side: a number in a disc */
  IFA_PDF_ROW_CHECK, /* side: a sign in a disc */
  IFA_PDF_ROW_FACT,  /* side: the label */
  IFA_PDF_ROW_HEADING,
} IfaPdfRowKind;

/**
 * IfaPdfRow:
 *
 * What stands side by side; never higher than a page.
 */
typedef struct
{
  IfaPdfRowKind kind;
  const char *tag; /* of the document's structure: H1, H2, P, … */
  PangoLayout *main;
  PangoLayout *side; /* (nullable) */
  double indent;     /* of `main`, from the reading edge */
  double before;     /* empty space above, but at the top of a page */
  double height;
  gboolean keep_with_next;
  IfaPdfColour colour;
  IfaPdfColour side_colour;
  guint page;
  double y;
  char *outline; /* (nullable): its name among the bookmarks */
} IfaPdfRow;

typedef struct
{
  double width;
  double height;
  gboolean rtl;
  PangoContext *context;
  GArray *rows; /* (element-type IfaPdfRow) */
  guint n_pages;
} IfaPdfLayout;

IfaPdfLayout *ifa_pdf_layout_new (const IfaOutline *outline,
                                  PangoContext *context,
                                  double width,
                                  double height,
                                  gboolean rtl);
void ifa_pdf_layout_free (IfaPdfLayout *layout);
void ifa_pdf_map_init (IfaMapLayout *map, gboolean rtl);
PangoLayout *ifa_pdf_text_new (PangoContext *context,
                               const char *text,
                               double size,
                               gboolean bold,
                               double width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaPdfLayout, ifa_pdf_layout_free)

G_END_DECLS
