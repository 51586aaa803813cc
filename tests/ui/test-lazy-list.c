/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A list of a hundred thousand rows makes only what is looked at, and searches between frames. */

#include <adwaita.h>
#include <string.h>

#include "lazy-list.h"
#include "listing-item.h"
#include "listing-page.h"

#define N_ITEMS 100000
#define MOST_MADE 1000
#define LONGEST_FRAME_US 33000

static guint n_made;
static guint n_freed;

static gpointer
make (guint position, gpointer data)
{
  IfaListingWords words = { .title = g_strdup_printf ("Invoice %u", position) };

  n_made++;
  return ifa_listing_item_new (words);
}

static gboolean
match (guint position, const char *needle, gpointer data)
{
  g_autofree char *title = g_strdup_printf ("invoice %u", position);

  return strstr (title, needle) != NULL;
}

static void
free_data (gpointer data)
{
  n_freed++;
}

static IfaLazyList *
new_list (void)
{
  n_made = 0;
  n_freed = 0;
  return ifa_lazy_list_new (IFA_TYPE_LISTING_ITEM, N_ITEMS, make, match, NULL, free_data);
}

static void
changed_cb (GListModel *model, guint position, guint removed, guint added, guint *n_changes)
{
  (*n_changes)++;
}

static void
wait_for_change (guint *n_changes, guint wanted)
{
  while (*n_changes < wanted)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_search (void)
{
  IfaLazyList *list = new_list ();
  guint n_changes = 0;
  g_autoptr (IfaListingItem) item = NULL;

  g_signal_connect (list, "items-changed", G_CALLBACK (changed_cb), &n_changes);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_ITEMS);
  ifa_lazy_list_search (list, "INVOICE 4711");
  g_assert_cmpuint (n_changes, ==, 0);
  wait_for_change (&n_changes, 1);
  /* 4711, and 47110 to 47119. */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 11);
  g_assert_cmpuint (ifa_lazy_list_get_n_all (list), ==, N_ITEMS);
  item = g_list_model_get_item (G_LIST_MODEL (list), 1);
  g_assert_cmpstr (ifa_listing_item_get_words (item)->title, ==, "Invoice 47110");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 11));

  ifa_lazy_list_search (list, "");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_ITEMS);
  g_assert_cmpuint (n_made, ==, 1);

  /* Given up in the middle of a search. */
  ifa_lazy_list_search (list, "nothing");
  g_assert_finalize_object (list);
  g_assert_cmpuint (n_freed, ==, 1);
}

static void
test_page (void)
{
  GtkWidget *page = g_object_ref_sink (g_object_new (IFA_TYPE_LISTING_PAGE, NULL));
  GtkWidget *window = gtk_window_new ();
  IfaLazyList *list = new_list ();

  gtk_window_set_default_size (GTK_WINDOW (window), 800, 600);
  gtk_window_set_child (GTK_WINDOW (window), page);
  ifa_listing_page_show (IFA_LISTING_PAGE (page), "Invoices", "Number", list);
  gtk_widget_show (window);
  gtk_test_widget_wait_for_draw (window);
  g_assert_cmpuint (n_made, >, 0);
  g_assert_cmpuint (n_made, <, MOST_MADE);

  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (page);
  g_assert_finalize_object (list);
  g_assert_cmpuint (n_freed, ==, 1);
}

typedef struct
{
  GtkAdjustment *adjustment;
  gint64 begun_us;
  gint64 longest_us;
  guint n_frames;
} Scroll;

static void
before_paint_cb (GdkFrameClock *clock, Scroll *scroll)
{
  scroll->begun_us = g_get_monotonic_time ();
}

static void
after_paint_cb (GdkFrameClock *clock, Scroll *scroll)
{
  gint64 took_us = g_get_monotonic_time () - scroll->begun_us;

  /* The first frames load fonts and icons. */
  if (scroll->n_frames++ > 5)
    scroll->longest_us = MAX (scroll->longest_us, took_us);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Scroll *scroll = user_data;
  double upper = gtk_adjustment_get_upper (scroll->adjustment);

  /* Some rows further, and now and then to quite another place. */
  gtk_adjustment_set_value (scroll->adjustment,
                            scroll->n_frames % 20 == 0
                                ? upper * (scroll->n_frames % 97) / 97
                                : gtk_adjustment_get_value (scroll->adjustment) + 120);
  return G_SOURCE_CONTINUE;
}

static GtkWidget *
find_child (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_child (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A hundred thousand rows scroll without a frame that is seen to stumble. */
static void
test_scroll (void)
{
  GtkWidget *page = g_object_ref_sink (g_object_new (IFA_TYPE_LISTING_PAGE, NULL));
  GtkWidget *window = gtk_window_new ();
  IfaLazyList *list = new_list ();
  GtkWidget *view = find_child (page, GTK_TYPE_LIST_VIEW);
  Scroll scroll = { .adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view)) };
  GdkFrameClock *clock = NULL;
  guint tick = 0;

  gtk_window_set_default_size (GTK_WINDOW (window), 800, 600);
  gtk_window_set_child (GTK_WINDOW (window), page);
  ifa_listing_page_show (IFA_LISTING_PAGE (page), "Invoices", "Number", list);
  gtk_widget_show (window);
  gtk_test_widget_wait_for_draw (window);
  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), &scroll);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_paint_cb), &scroll);
  tick = gtk_widget_add_tick_callback (view, tick_cb, &scroll, NULL);
  while (scroll.n_frames < 200)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_remove_tick_callback (view, tick);
  g_signal_handlers_disconnect_by_data (clock, &scroll);

  g_test_message ("%u frames, the longest %.1f ms; %u rows made", scroll.n_frames,
                  scroll.longest_us / 1000.0, n_made);
  if (g_test_perf ())
    g_assert_cmpint (scroll.longest_us, <, LONGEST_FRAME_US);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (page);
  g_assert_finalize_object (list);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/lazy-list/search", test_search);
  g_test_add_func ("/lazy-list/page", test_page);
  g_test_add_func ("/lazy-list/scroll", test_scroll);
  return g_test_run ();
}
