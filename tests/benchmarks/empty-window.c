/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The peer of the window's figures: an empty libadwaita window that ends after its first frame, or
 * rests where --rest is given. */

#include <adwaita.h>

static gboolean rest;

static void
painted_cb (GdkFrameClock *clock, GApplication *application)
{
  if (!rest)
    g_application_quit (application);
}

static void
activate_cb (GApplication *application)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));

  gtk_window_set_default_size (GTK_WINDOW (window), 860, 820);
  gtk_widget_realize (window);
  g_signal_connect_after (gtk_widget_get_frame_clock (window), "after-paint",
                          G_CALLBACK (painted_cb), application);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application
      = adw_application_new ("org.invoicefirstaid.EmptyWindow", G_APPLICATION_NON_UNIQUE);

  rest = argc > 1 && g_str_equal (argv[1], "--rest");
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
