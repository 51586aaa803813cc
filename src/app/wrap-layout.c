/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Children side by side, each as wide as it wants to be, in as many lines as it takes. A flow box
 * would make them all equally wide. */

#include "config.h"

#include "wrap-layout.h"

#define SPACING 8

struct _IfaWrapLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (IfaWrapLayout, ifa_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Where the next child goes. */
typedef struct
{
  int width; /* of a line */
  int x;
  int y;
  int line_height;
} Pen;

static void
place (Pen *pen, GtkWidget *child, GtkAllocation *area)
{
  int minimum;
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  area->width = CLAMP (natural, minimum, MAX (minimum, pen->width));
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, area->width, NULL, &area->height, NULL,
                      NULL);
  if (pen->x > 0 && pen->x + area->width > pen->width)
    {
      pen->x = 0;
      pen->y += pen->line_height + SPACING;
      pen->line_height = 0;
    }

  area->x = pen->x;
  area->y = pen->y;
  pen->x += area->width + SPACING;
  pen->line_height = MAX (pen->line_height, area->height);
}

static void
ifa_wrap_layout_measure (GtkLayoutManager *manager,
                         GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  Pen pen = { .width = for_size >= 0 ? for_size : G_MAXINT };
  int widest = 0;
  int total = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation area;
      int child_minimum;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, NULL, NULL, NULL);
      widest = MAX (widest, child_minimum);
      place (&pen, child, &area);
      total = MAX (total, area.x + area.width);
    }

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? widest : pen.y + pen.line_height;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? total : *minimum;
}

static void
ifa_wrap_layout_allocate (GtkLayoutManager *manager,
                          GtkWidget *widget,
                          int width,
                          int height,
                          int baseline)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  Pen pen = { .width = width };

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation area;

      if (!gtk_widget_should_layout (child))
        continue;
      place (&pen, child, &area);
      if (rtl)
        area.x = width - area.x - area.width;
      gtk_widget_size_allocate (child, &area, -1);
    }
}

static GtkSizeRequestMode
ifa_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ifa_wrap_layout_class_init (IfaWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->measure = ifa_wrap_layout_measure;
  manager_class->allocate = ifa_wrap_layout_allocate;
  manager_class->get_request_mode = ifa_wrap_layout_get_request_mode;
}

static void
ifa_wrap_layout_init (IfaWrapLayout *self)
{
}
