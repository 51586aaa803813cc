/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include <adwaita.h>

#include "connection-map.h"

static const IfaStationState broken_at_security[IFA_N_STATIONS] = {
  IFA_STATION_OK, IFA_STATION_OK, IFA_STATION_ATTENTION, IFA_STATION_BROKEN, IFA_STATION_UNTESTED,
};

static GtkWidget *
new_window (GtkWidget *map, int width)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, 700);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_child (GTK_WINDOW (window), map);
  gtk_widget_set_valign (map, GTK_ALIGN_START);
  gtk_widget_show (window);
  gtk_test_widget_wait_for_draw (window);
  return window;
}

static GtkWidget *
get_button (IfaConnectionMap *map, guint station)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (map));

  while (station-- > 0)
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
remember_cb (IfaConnectionMap *map, guint station, gpointer user_data)
{
  *(int *) user_data = station;
}

static void
test_properties (void)
{
  g_autoptr (IfaConnectionMap) map
      = g_object_ref_sink (IFA_CONNECTION_MAP (ifa_connection_map_new ()));
  guint n_notified = 0;

  g_signal_connect (map, "notify::interactive", G_CALLBACK (count_cb), &n_notified);
  g_assert_false (ifa_connection_map_get_interactive (map));
  ifa_connection_map_set_interactive (map, FALSE);
  g_assert_cmpuint (n_notified, ==, 0);
  ifa_connection_map_set_interactive (map, TRUE);
  g_assert_true (ifa_connection_map_get_interactive (map));
  ifa_connection_map_set_interactive (map, TRUE);
  g_assert_cmpuint (n_notified, ==, 1);

  g_assert_finalize_object (g_steal_pointer (&map));
}

static void
test_names (void)
{
  IfaConnectionMap *map = g_object_ref_sink (IFA_CONNECTION_MAP (ifa_connection_map_new ()));
  g_autofree char *name = g_strdup_printf ("%s: %s", ifa_words_station (IFA_LAYER_SECURITY),
                                           ifa_words_station_state (IFA_STATION_BROKEN));

  ifa_connection_map_set_states (map, broken_at_security);
  gtk_test_accessible_assert_role (map, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_role (get_button (map, IFA_LAYER_SECURITY),
                                   GTK_ACCESSIBLE_ROLE_BUTTON);
  g_assert_true (
      gtk_test_accessible_has_property (GTK_ACCESSIBLE (map), GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_assert_null (
      gtk_test_accessible_check_property (GTK_ACCESSIBLE (get_button (map, IFA_LAYER_SECURITY)),
                                          GTK_ACCESSIBLE_PROPERTY_LABEL, name));

  g_assert_finalize_object (map);
}

static void
test_activation (void)
{
  IfaConnectionMap *map = g_object_ref_sink (IFA_CONNECTION_MAP (ifa_connection_map_new ()));
  GtkWidget *window = new_window (GTK_WIDGET (map), 640);
  int activated = -1;

  g_signal_connect (map, "station-activated", G_CALLBACK (remember_cb), &activated);
  g_assert_false (gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD));

  ifa_connection_map_set_interactive (map, TRUE);
  for (int i = 0; i < IFA_N_STATIONS; i++)
    {
      GtkWidget *button = get_button (map, i);

      g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD));
      g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == button);
      g_signal_emit_by_name (button, "clicked");
      g_assert_cmpint (activated, ==, i);
    }

  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (map);
}

static gboolean
is_vertical (IfaConnectionMap *map)
{
  gboolean vertical = FALSE;

  g_object_get (map, "vertical", &vertical, NULL);
  return vertical;
}

/* Where a station's own area lies, relative to the map. */
static graphene_rect_t
get_area (IfaConnectionMap *map, guint station)
{
  graphene_rect_t area;

  g_assert_true (gtk_widget_compute_bounds (get_button (map, station), GTK_WIDGET (map), &area));
  return area;
}

static void
test_directions (void)
{
  static const int widths[] = { 340, 640 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      IfaConnectionMap *map = g_object_ref_sink (IFA_CONNECTION_MAP (ifa_connection_map_new ()));
      GtkWidget *window = NULL;
      graphene_rect_t first;
      graphene_rect_t last;

      ifa_connection_map_set_interactive (map, TRUE);
      ifa_connection_map_set_states (map, broken_at_security);
      window = new_window (GTK_WIDGET (map), widths[i]);
      first = get_area (map, 0);
      last = get_area (map, IFA_N_STATIONS - 1);

      g_assert_cmpint (is_vertical (map), ==, widths[i] < 500);
      if (is_vertical (map))
        g_assert_cmpfloat (last.origin.y, >, first.origin.y + 4 * 44);
      else
        g_assert_cmpfloat (last.origin.x, >, first.origin.x);
      g_assert_cmpfloat (first.size.height, >=, 44);
      g_assert_cmpfloat (first.size.width, >=, 44);

      gtk_window_destroy (GTK_WINDOW (window));
      g_assert_finalize_object (map);
    }
}

static void
test_right_to_left (void)
{
  IfaConnectionMap *map = g_object_ref_sink (IFA_CONNECTION_MAP (ifa_connection_map_new ()));
  GtkWidget *window = NULL;

  gtk_widget_set_direction (GTK_WIDGET (map), GTK_TEXT_DIR_RTL);
  ifa_connection_map_set_interactive (map, TRUE);
  ifa_connection_map_set_states (map, broken_at_security);
  window = new_window (GTK_WIDGET (map), 640);
  g_assert_cmpfloat (get_area (map, 0).origin.x, >, get_area (map, IFA_N_STATIONS - 1).origin.x);

  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (map);
}

/* The picture of the whole map, drawn without the help of a graphics card. */
static GdkTexture *
draw (IfaConnectionMap *map)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (map));
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderer) renderer = gsk_cairo_renderer_new ();
  g_autoptr (GskRenderNode) node = NULL;
  GdkTexture *texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (GTK_WIDGET (map)),
                          gtk_widget_get_height (GTK_WIDGET (map)));
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  g_assert_true (gsk_renderer_realize (renderer, NULL, NULL));
  texture = gsk_renderer_render_texture (renderer, node, NULL);
  gsk_renderer_unrealize (renderer);
  return texture;
}

/* How many pixels are much more red than green and blue. */
static guint
count_red (GdkTexture *texture)
{
  int width = gdk_texture_get_width (texture);
  int height = gdk_texture_get_height (texture);
  g_autofree guchar *pixels = g_malloc0 ((gsize) width * height * 4);
  guint n_red = 0;

  gdk_texture_download (texture, pixels, (gsize) width * 4);
  for (gsize i = 0; i < (gsize) width * height; i++)
    {
      const guint32 pixel = ((const guint32 *) pixels)[i];
      int red = pixel >> 16 & 0xff;

      n_red += red > 120 && (int) (pixel >> 8 & 0xff) < red / 2 && (int) (pixel & 0xff) < red / 2;
    }
  return n_red;
}

/* Red is for what does not work, and for nothing else. */
static void
test_red (void)
{
  static const IfaStationState fine[IFA_N_STATIONS] = {
    IFA_STATION_OK, IFA_STATION_OK, IFA_STATION_ATTENTION, IFA_STATION_OK, IFA_STATION_UNTESTED,
  };
  IfaConnectionMap *map = g_object_ref_sink (IFA_CONNECTION_MAP (ifa_connection_map_new ()));
  GtkWidget *window = NULL;
  g_autoptr (GdkTexture) without = NULL;
  g_autoptr (GdkTexture) with = NULL;

  ifa_connection_map_set_states (map, fine);
  window = new_window (GTK_WIDGET (map), 640);
  without = draw (map);
  g_assert_cmpuint (count_red (without), ==, 0);

  ifa_connection_map_set_states (map, broken_at_security);
  gtk_test_widget_wait_for_draw (window);
  with = draw (map);
  g_assert_cmpuint (count_red (with), >, 100);

  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (map);
}

/* The inks are the program's own: they come with its style sheet. */
static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/org/invoicefirstaid/InvoiceFirstAid/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  load_style ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  g_test_add_func ("/connection-map/properties", test_properties);
  g_test_add_func ("/connection-map/names", test_names);
  g_test_add_func ("/connection-map/activation", test_activation);
  g_test_add_func ("/connection-map/directions", test_directions);
  g_test_add_func ("/connection-map/right-to-left", test_right_to_left);
  g_test_add_func ("/connection-map/red", test_red);
  return g_test_run ();
}
