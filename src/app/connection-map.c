/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The connection map in the window: draws the shared description in the theme's colours. Each
 * station is a button of its own, so that keyboard and screen reader reach it. */

#include "config.h"

#include "connection-map.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "map-painter.h"

#define NATURAL_WIDTH 640
#define MINIMUM_WIDTH 240
#define VERTICAL_BELOW 460
#define USUAL_TEXT_SIZE 14.67 /* 11 points at 96 dots an inch */
#define FADE_MS 200

struct _IfaConnectionMap
{
  GtkWidget parent_instance;

  IfaStationState states[IFA_N_STATIONS];
  int active;
  gboolean checking;
  gboolean interactive;
  gboolean vertical;
  guint vertical_id; /* tells of a change after the layout, which must not be disturbed */

  GtkWidget *buttons[IFA_N_STATIONS];
  IfaMapDrawing *drawing;
  IfaMapDrawing *previous; /* (nullable): while it fades into the next one */
  AdwAnimation *fade;
  double faded;
};

enum
{
  PROP_INTERACTIVE = 1,
  PROP_VERTICAL,
  N_PROPS,
};

enum
{
  STATION_ACTIVATED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IfaConnectionMap, ifa_connection_map, GTK_TYPE_WIDGET)

/* The text size in pixels; the person may have set a larger one. */
static double
get_text_size (IfaConnectionMap *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  double resolution = pango_cairo_context_get_resolution (context);

  if (!pango_font_description_get_size_is_absolute (font))
    size *= (resolution > 0 ? resolution : 96) / 72;
  return size > 0 ? size : USUAL_TEXT_SIZE;
}

static void
get_layout (IfaConnectionMap *self, double width, IfaMapLayout *layout)
{
  double text_size = get_text_size (self);
  double scale = MAX (1, text_size / USUAL_TEXT_SIZE);

  ifa_map_layout_init (layout, width);
  layout->text_size = text_size;
  layout->vertical = width < VERTICAL_BELOW * scale;
  layout->radius = (layout->vertical ? 19 : 24) * scale;
  layout->rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  layout->active = self->active;
}

/* While a check goes on, "not tested" would sound final. */
static const char *
get_text (const IfaMapPrimitive *text, gboolean is_state, gpointer user_data)
{
  IfaConnectionMap *self = user_data;

  if (!is_state || !self->checking || self->states[text->station] != IFA_STATION_UNTESTED)
    return text->text;

  /* Translators: under a station of the connection map, while it is being checked */
  return (int) text->station == self->active ? _ ("checking…") : "";
}

static void
ifa_connection_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  IfaConnectionMap *self = IFA_CONNECTION_MAP (widget);

  for (guint i = 0; i < IFA_N_STATIONS; i++)
    gtk_widget_snapshot_child (widget, self->buttons[i], snapshot);
  if (self->drawing == NULL)
    return;

  if (self->previous == NULL)
    {
      ifa_map_painter_draw (GTK_WIDGET (self), snapshot, self->drawing, get_text, self);
      return;
    }

  gtk_snapshot_push_cross_fade (snapshot, self->faded);
  ifa_map_painter_draw (GTK_WIDGET (self), snapshot, self->previous, get_text, self);
  gtk_snapshot_pop (snapshot);
  ifa_map_painter_draw (GTK_WIDGET (self), snapshot, self->drawing, get_text, self);
  gtk_snapshot_pop (snapshot);
}

static GtkSizeRequestMode
ifa_connection_map_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ifa_connection_map_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  IfaConnectionMap *self = IFA_CONNECTION_MAP (widget);
  g_autoptr (IfaMapDrawing) drawing = NULL;
  IfaMapLayout layout;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MINIMUM_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }

  get_layout (self, for_size > 0 ? for_size : NATURAL_WIDTH, &layout);
  drawing = ifa_map_drawing_new (self->states, &layout);
  *minimum = *natural = (int) drawing->height + 1;
}

static void
rebuild (IfaConnectionMap *self)
{
  IfaMapLayout layout;
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  if (width <= 0)
    return;

  get_layout (self, width, &layout);
  g_clear_pointer (&self->drawing, ifa_map_drawing_free);
  self->drawing = ifa_map_drawing_new (self->states, &layout);
}

static gboolean
notify_vertical_cb (gpointer user_data)
{
  IfaConnectionMap *self = user_data;

  self->vertical_id = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERTICAL]);
  return G_SOURCE_REMOVE;
}

static void
set_vertical (IfaConnectionMap *self, gboolean vertical)
{
  if (self->vertical == vertical)
    return;

  self->vertical = vertical;
  if (self->vertical_id == 0)
    self->vertical_id = g_idle_add (notify_vertical_cb, self);
}

static void
ifa_connection_map_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  IfaConnectionMap *self = IFA_CONNECTION_MAP (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  IfaMapLayout layout;

  g_clear_pointer (&self->previous, ifa_map_drawing_free);
  rebuild (self);
  get_layout (self, width, &layout);
  set_vertical (self, layout.vertical);

  for (int i = 0; i < IFA_N_STATIONS; i++)
    {
      int place = rtl ? IFA_N_STATIONS - 1 - i : i;
      GtkAllocation area = { place * width / IFA_N_STATIONS, 0, width / IFA_N_STATIONS, height };

      if (layout.vertical)
        area = (GtkAllocation){ 0, i * height / IFA_N_STATIONS, width, height / IFA_N_STATIONS };
      gtk_widget_size_allocate (self->buttons[i], &area, -1);
    }
}

static void
update_names (IfaConnectionMap *self)
{
  g_autofree char *sentence = ifa_map_dup_sentence (self->states);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  for (guint i = 0; i < IFA_N_STATIONS; i++)
    {
      /* Translators: a station of the connection map and its state, as in "Internet: fine" */
      g_autofree char *name = g_strdup_printf (_ ("%s: %s"), ifa_words_station (i),
                                               ifa_words_station_state (self->states[i]));

      gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
}

static void
fade_cb (double value, gpointer user_data)
{
  IfaConnectionMap *self = user_data;

  self->faded = value;
  if (value >= 1)
    g_clear_pointer (&self->previous, ifa_map_drawing_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Shows what has changed; softly, where the system allows animations. */
static void
refresh (IfaConnectionMap *self)
{
  g_clear_pointer (&self->previous, ifa_map_drawing_free);
  self->previous = g_steal_pointer (&self->drawing);
  rebuild (self);
  if (self->drawing == NULL)
    g_clear_pointer (&self->previous, ifa_map_drawing_free);
  update_names (self);
  adw_animation_reset (self->fade);
  adw_animation_play (self->fade);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
clicked_cb (IfaConnectionMap *self, GtkWidget *button)
{
  g_assert (IFA_IS_CONNECTION_MAP (self));

  for (guint i = 0; i < IFA_N_STATIONS; i++)
    if (self->buttons[i] == button)
      g_signal_emit (self, signals[STATION_ACTIVATED], 0, i);
}

static void
ifa_connection_map_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  IfaConnectionMap *self = IFA_CONNECTION_MAP (widget);

  GTK_WIDGET_CLASS (ifa_connection_map_parent_class)->css_changed (widget, change);
  if (self->drawing != NULL)
    gtk_widget_queue_resize (widget);
}

static void
ifa_connection_map_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_INTERACTIVE)
    g_value_set_boolean (value, IFA_CONNECTION_MAP (object)->interactive);
  else if (id == PROP_VERTICAL)
    g_value_set_boolean (value, IFA_CONNECTION_MAP (object)->vertical);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ifa_connection_map_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_INTERACTIVE)
    ifa_connection_map_set_interactive (IFA_CONNECTION_MAP (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ifa_connection_map_dispose (GObject *object)
{
  IfaConnectionMap *self = IFA_CONNECTION_MAP (object);

  g_clear_handle_id (&self->vertical_id, g_source_remove);
  g_clear_object (&self->fade);
  for (guint i = 0; i < IFA_N_STATIONS; i++)
    g_clear_pointer (&self->buttons[i], gtk_widget_unparent);
  g_clear_pointer (&self->drawing, ifa_map_drawing_free);
  g_clear_pointer (&self->previous, ifa_map_drawing_free);

  G_OBJECT_CLASS (ifa_connection_map_parent_class)->dispose (object);
}

static void
ifa_connection_map_class_init (IfaConnectionMapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ifa_connection_map_dispose;
  object_class->get_property = ifa_connection_map_get_property;
  object_class->set_property = ifa_connection_map_set_property;
  widget_class->snapshot = ifa_connection_map_snapshot;
  widget_class->get_request_mode = ifa_connection_map_get_request_mode;
  widget_class->measure = ifa_connection_map_measure;
  widget_class->size_allocate = ifa_connection_map_size_allocate;
  widget_class->css_changed = ifa_connection_map_css_changed;

  /**
   * IfaConnectionMap:interactive:
   *
   * Whether the stations can be activated: they open what was checked there.
   */
  properties[PROP_INTERACTIVE]
      = g_param_spec_boolean ("interactive", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  /**
   * IfaConnectionMap:vertical:
   *
   * Whether the stations stand below each other, for lack of width.
   */
  properties[PROP_VERTICAL] = g_param_spec_boolean ("vertical", NULL, NULL, FALSE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * IfaConnectionMap::station-activated:
   * @self: the map
   * @station: the station, an IfaLayer
   */
  signals[STATION_ACTIVATED]
      = g_signal_new ("station-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_css_name (widget_class, "connectionmap");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ifa_connection_map_init (IfaConnectionMap *self)
{
  self->active = -1;
  self->faded = 1;
  self->fade = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, FADE_MS,
                                        adw_callback_animation_target_new (fade_cb, self, NULL));

  for (guint i = 0; i < IFA_N_STATIONS; i++)
    {
      self->buttons[i] = gtk_button_new ();
      gtk_widget_add_css_class (self->buttons[i], "station");
      gtk_widget_set_visible (self->buttons[i], FALSE);
      gtk_widget_set_parent (self->buttons[i], GTK_WIDGET (self));
      g_signal_connect_object (self->buttons[i], "clicked", G_CALLBACK (clicked_cb), self,
                               G_CONNECT_SWAPPED);
    }
  update_names (self);
}

GtkWidget *
ifa_connection_map_new (void)
{
  return g_object_new (IFA_TYPE_CONNECTION_MAP, NULL);
}

/**
 * ifa_connection_map_set_states:
 * @self: a map
 * @states: (array fixed-size=5): the state of each station
 */
void
ifa_connection_map_set_states (IfaConnectionMap *self, const IfaStationState states[IFA_N_STATIONS])
{
  g_return_if_fail (IFA_IS_CONNECTION_MAP (self));

  if (memcmp (self->states, states, sizeof self->states) == 0)
    return;

  memcpy (self->states, states, sizeof self->states);
  refresh (self);
}

/**
 * ifa_connection_map_set_active:
 * @self: a map
 * @station: the station that is being looked at (an IfaLayer), or -1
 */
void
ifa_connection_map_set_active (IfaConnectionMap *self, int station)
{
  g_return_if_fail (IFA_IS_CONNECTION_MAP (self));
  g_return_if_fail (station >= -1 && station < IFA_N_STATIONS);

  if (self->active == station)
    return;

  self->active = station;
  refresh (self);
}

/**
 * ifa_connection_map_set_checking:
 * @self: a map
 * @checking: whether a check goes on: what is not tested yet isn't called so then
 */
void
ifa_connection_map_set_checking (IfaConnectionMap *self, gboolean checking)
{
  g_return_if_fail (IFA_IS_CONNECTION_MAP (self));

  checking = !!checking;
  if (self->checking == checking)
    return;

  self->checking = checking;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
ifa_connection_map_get_interactive (IfaConnectionMap *self)
{
  g_return_val_if_fail (IFA_IS_CONNECTION_MAP (self), FALSE);

  return self->interactive;
}

/**
 * ifa_connection_map_set_interactive:
 * @self: a map
 * @interactive: whether the stations can be activated
 */
void
ifa_connection_map_set_interactive (IfaConnectionMap *self, gboolean interactive)
{
  g_return_if_fail (IFA_IS_CONNECTION_MAP (self));

  interactive = !!interactive;
  if (self->interactive == interactive)
    return;

  self->interactive = interactive;
  for (guint i = 0; i < IFA_N_STATIONS; i++)
    gtk_widget_set_visible (self->buttons[i], interactive);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INTERACTIVE]);
}
