/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "checking-page.h"

#include <glib/gi18n.h>

#include "heading.h"
#include "check-item.h"
#include "check-row.h"
#include "connection-map.h"

struct _IfaCheckingPage
{
  IfaPage parent_instance;

  IfaConnectionMap *map;
  IfaHeading *heading;
  GtkProgressBar *progress;
  GtkLabel *current;
  GtkListView *steps_view;
  GtkButton *cancel_button;

  GListStore *steps; /* (element-type IfaCheckItem) */
  IfaRun *run;       /* (nullable) */
  guint n_started[IFA_N_STATIONS];
  guint n_ended[IFA_N_STATIONS];
  guint n_fine[IFA_N_STATIONS];
  guint update_id; /* one update a frame, however many checks end in it */
  char *sentence;  /* (nullable): of the check that ended last */
};

G_DEFINE_FINAL_TYPE (IfaCheckingPage, ifa_checking_page, IFA_TYPE_PAGE)

/* A station is calm once something there went well and nothing is under way. That something is
 * broken is for the diagnosis to say, at the end: a later check may explain it. */
static void
show_map (IfaCheckingPage *self)
{
  IfaStationState states[IFA_N_STATIONS] = { 0 };
  int active = -1;

  for (int i = 0; i < IFA_N_STATIONS; i++)
    {
      if (self->n_ended[i] < self->n_started[i] && active < 0)
        active = i;
      else if (self->n_fine[i] > 0 && self->n_ended[i] == self->n_started[i])
        states[i] = IFA_STATION_OK;
    }
  ifa_connection_map_set_states (self->map, states);
  ifa_connection_map_set_active (self->map, active);
}

static void
show_progress (IfaCheckingPage *self)
{
  guint n_started = 0;
  guint n_ended = 0;
  double fraction;

  for (guint i = 0; i < IFA_N_STATIONS; i++)
    {
      n_started += self->n_started[i];
      n_ended += self->n_ended[i];
    }
  fraction = n_started > 0 ? (double) n_ended / (n_started + 1) : 0;
  /* New checks turn up on the way; a bar that runs backwards would look like a mistake. */
  if (fraction > gtk_progress_bar_get_fraction (self->progress))
    gtk_progress_bar_set_fraction (self->progress, fraction);
  if (self->sentence != NULL)
    gtk_label_set_label (self->current, self->sentence);
}

static gboolean
update_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  IfaCheckingPage *self = IFA_CHECKING_PAGE (widget);

  self->update_id = 0;
  show_map (self);
  show_progress (self);
  return G_SOURCE_REMOVE;
}

static void
queue_update (IfaCheckingPage *self)
{
  if (self->update_id == 0)
    self->update_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), update_cb, NULL, NULL);
}

static guint
get_station (const IfaCheck *check)
{
  return MIN ((guint) check->type->layer, IFA_N_STATIONS - 1);
}

static void
check_started_cb (IfaCheckingPage *self, IfaCheck *check)
{
  g_assert (IFA_IS_CHECKING_PAGE (self));

  self->n_started[get_station (check)]++;
  queue_update (self);
}

static void
check_ended_cb (IfaCheckingPage *self, IfaCheck *check)
{
  guint station = get_station (check);
  g_autoptr (IfaCheckItem) item = NULL;

  g_assert (IFA_IS_CHECKING_PAGE (self));

  /* What is known without a probe ends without having begun. */
  if (self->n_ended[station] == self->n_started[station])
    self->n_started[station]++;
  self->n_ended[station]++;
  if (!ifa_check_is_shown (check))
    return;

  if (check->outcome == IFA_OUTCOME_OK)
    self->n_fine[station]++;
  item = ifa_check_item_new_live (check);
  g_free (self->sentence);
  self->sentence = g_strdup (ifa_check_item_get_summary (item));
  g_list_store_append (self->steps, item);
  queue_update (self);
}

static void
stop_watching (IfaCheckingPage *self)
{
  if (self->run == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->run, self);
  g_clear_object (&self->run);
}

/**
 * ifa_checking_page_reset:
 * @self: the page
 * @service: (nullable): the name of the service that will be checked
 */
void
ifa_checking_page_reset (IfaCheckingPage *self, const char *service)
{
  static const IfaStationState nothing[IFA_N_STATIONS] = { 0 };
  g_autofree char *heading = NULL;

  g_return_if_fail (IFA_IS_CHECKING_PAGE (self));

  stop_watching (self);
  memset (self->n_started, 0, sizeof self->n_started);
  memset (self->n_ended, 0, sizeof self->n_ended);
  memset (self->n_fine, 0, sizeof self->n_fine);
  g_clear_pointer (&self->sentence, g_free);
  g_list_store_remove_all (self->steps);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_label_set_label (self->current, "");
  ifa_connection_map_set_checking (self->map, TRUE);
  ifa_connection_map_set_states (self->map, nothing);
  ifa_connection_map_set_active (self->map, 0);

  if (service != NULL)
    /* Translators: %s is the name of an invoice service */
    heading = g_strdup_printf (_ ("Checking the connection to %s…"), service);
  ifa_heading_set_label (self->heading, heading != NULL ? heading : _ ("Checking the connection…"));
}

/**
 * ifa_checking_page_watch:
 * @self: the page
 * @run: a run that is about to start
 */
void
ifa_checking_page_watch (IfaCheckingPage *self, IfaRun *run)
{
  g_return_if_fail (IFA_IS_CHECKING_PAGE (self));
  g_return_if_fail (IFA_IS_RUN (run));

  stop_watching (self);
  self->run = g_object_ref (run);
  g_signal_connect_object (run, "check-started", G_CALLBACK (check_started_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (run, "check-ended", G_CALLBACK (check_ended_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
ifa_checking_page_arrive (IfaPage *page)
{
  IfaCheckingPage *self = IFA_CHECKING_PAGE (page);

  gtk_widget_grab_focus (GTK_WIDGET (self->cancel_button));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, ifa_check_row_new ());
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  ifa_check_row_set_item (IFA_CHECK_ROW (gtk_list_item_get_child (item)),
                          gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  ifa_check_row_set_item (IFA_CHECK_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
ifa_checking_page_dispose (GObject *object)
{
  IfaCheckingPage *self = IFA_CHECKING_PAGE (object);

  stop_watching (self);
  g_clear_object (&self->steps);
  g_clear_pointer (&self->sentence, g_free);

  G_OBJECT_CLASS (ifa_checking_page_parent_class)->dispose (object);
}

static void
ifa_checking_page_class_init (IfaCheckingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  IfaPageClass *page_class = IFA_PAGE_CLASS (klass);

  page_class->arrive = ifa_checking_page_arrive;
  G_OBJECT_CLASS (klass)->dispose = ifa_checking_page_dispose;

  g_type_ensure (IFA_TYPE_CONNECTION_MAP);
  g_type_ensure (IFA_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/invoicefirstaid/InvoiceFirstAid/ui/checking-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IfaCheckingPage, map);
  gtk_widget_class_bind_template_child (widget_class, IfaCheckingPage, heading);
  gtk_widget_class_bind_template_child (widget_class, IfaCheckingPage, progress);
  gtk_widget_class_bind_template_child (widget_class, IfaCheckingPage, current);
  gtk_widget_class_bind_template_child (widget_class, IfaCheckingPage, steps_view);
  gtk_widget_class_bind_template_child (widget_class, IfaCheckingPage, cancel_button);
}

static void
ifa_checking_page_init (IfaCheckingPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) model = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->steps = g_list_store_new (IFA_TYPE_CHECK_ITEM);
  model = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->steps)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (self->steps_view, factory);
  gtk_list_view_set_model (self->steps_view, GTK_SELECTION_MODEL (model));
}
