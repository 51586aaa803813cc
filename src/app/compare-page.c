/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The same check here and on another network: the difference decides between the office's network
 * and the service. */

#include "config.h"

#include "compare-page.h"

#include <glib/gi18n.h>

#include "heading.h"
#include "network-comparison.h"

struct _IfaComparePage
{
  IfaPage parent_instance;

  IfaHeading *heading;
  AdwActionRow *here_row;
  AdwActionRow *switch_row;
  GtkImage *switch_icon;
  AdwActionRow *there_row;
  GtkWidget *conclusion;
  GtkLabel *conclusion_title;
  GtkLabel *conclusion_text;
  GtkButton *check_button;

  IfaResult *here;  /* (nullable) */
  IfaResult *there; /* (nullable) */
  gboolean has_changed;
};

G_DEFINE_FINAL_TYPE (IfaComparePage, ifa_compare_page, IFA_TYPE_PAGE)

typedef struct
{
  const char *title;
  const char *text;
} Words;

/* Translators: conclusions of the page that compares two networks: a title, and what to do. */
static const Words conclusions[] = {
  [IFA_NETWORK_VERDICT_UNKNOWN]
  = { N_ ("The comparison says nothing"),
      N_ ("One of the two checks did not come to a clear result. Check again on both networks.") },
  [IFA_NETWORK_VERDICT_SAME_NETWORK]
  = { N_ ("This is still the same network"),
      N_ ("Both checks went out the same way, so there is nothing to compare. Switch the other "
          "network off on this computer (pull the cable, or leave the Wi-Fi), and check again.") },
  [IFA_NETWORK_VERDICT_NETWORK]
  = { N_ ("Your usual network is at fault, not the service"),
      N_ ("On the other network the service can be reached. Invoices can be sent from there at "
          "once. Give the report of the first check to whoever looks after your network.") },
  [IFA_NETWORK_VERDICT_SERVICE]
  = { N_ ("The service is at fault, not your network"),
      N_ ("The same is wrong on both networks. There is nothing to repair at your office; send "
          "the service’s support desk the message and the report.") },
  [IFA_NETWORK_VERDICT_COMPUTER]
  = { N_ ("This computer is at fault"),
      N_ ("The same is wrong on both networks, and it lies with this computer. Follow the steps "
          "of the first result.") },
  [IFA_NETWORK_VERDICT_DIFFERENT]
  = { N_ ("Both networks have trouble, but not the same"),
      N_ ("That alone does not tell who is at fault. If you can, try a third network; else give "
          "both results to your IT support.") },
};

static void
show_row (AdwActionRow *row, IfaResult *result, const char *otherwise)
{
  g_autofree char *title = result != NULL ? ifa_result_dup_title (result) : NULL;

  adw_action_row_set_subtitle (row, title != NULL ? title : otherwise);
}

static IfaNetworkVerdict
compare (IfaComparePage *self)
{
  IfaReport *here = ifa_result_get_report (self->here);
  IfaReport *there = ifa_result_get_report (self->there);

  if (there->cancelled)
    return IFA_NETWORK_VERDICT_UNKNOWN;
  return ifa_compare_networks (here->evidence, here->diagnosis, there->evidence, there->diagnosis);
}

static void
refresh (IfaComparePage *self)
{
  gboolean done = self->here != NULL && self->there != NULL;

  show_row (self->here_row, self->here, "");
  show_row (self->there_row, self->there, _ ("Not checked yet"));
  adw_action_row_set_subtitle (
      self->switch_row, self->has_changed
                            ? _ ("This computer’s network has changed.")
                            : _ ("Switch on your phone’s hotspot and connect this computer to it. "
                                 "If a network cable is plugged in, pull it out."));
  gtk_widget_set_visible (GTK_WIDGET (self->switch_icon), self->has_changed);

  gtk_widget_set_visible (self->conclusion, done);
  if (done)
    {
      const Words *words = &conclusions[compare (self)];

      gtk_label_set_label (self->conclusion_title, _ (words->title));
      gtk_label_set_label (self->conclusion_text, _ (words->text));
    }
}

static void
network_changed_cb (IfaComparePage *self, gboolean available)
{
  g_assert (IFA_IS_COMPARE_PAGE (self));

  if (self->here == NULL || self->there != NULL || !available)
    return;

  self->has_changed = TRUE;
  refresh (self);
}

/**
 * ifa_compare_page_begin:
 * @self: the page
 * @here: what the check on the usual network came to
 */
void
ifa_compare_page_begin (IfaComparePage *self, IfaResult *here)
{
  g_return_if_fail (IFA_IS_COMPARE_PAGE (self));

  g_set_object (&self->here, here);
  g_clear_object (&self->there);
  self->has_changed = FALSE;
  refresh (self);
}

/**
 * ifa_compare_page_take_second:
 * @self: the page
 * @there: what the check on the other network came to
 */
void
ifa_compare_page_take_second (IfaComparePage *self, IfaResult *there)
{
  g_return_if_fail (IFA_IS_COMPARE_PAGE (self));

  g_set_object (&self->there, there);
  refresh (self);
}

/**
 * ifa_compare_page_dup_conclusion:
 * @self: the page
 *
 * Returns: (transfer full) (nullable): one line for the report; `NULL` before there is one
 */
char *
ifa_compare_page_dup_conclusion (IfaComparePage *self)
{
  g_autofree char *there = NULL;
  IfaNetworkVerdict verdict;

  g_return_val_if_fail (IFA_IS_COMPARE_PAGE (self), NULL);

  if (self->here == NULL || self->there == NULL)
    return NULL;
  verdict = compare (self);
  if (verdict == IFA_NETWORK_VERDICT_UNKNOWN || verdict == IFA_NETWORK_VERDICT_SAME_NETWORK)
    return NULL;

  there = ifa_result_dup_title (self->there);
  /* Translators: a line of the report's note: the result on another network, and what it means */
  return g_strdup_printf (_ ("On another network: %s. %s."), there, _ (conclusions[verdict].title));
}

static void
ifa_compare_page_arrive (IfaPage *page)
{
  IfaComparePage *self = IFA_COMPARE_PAGE (page);

  if (self->there != NULL)
    ifa_heading_announce (self->heading);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->check_button));
}

static void
ifa_compare_page_dispose (GObject *object)
{
  IfaComparePage *self = IFA_COMPARE_PAGE (object);

  g_clear_object (&self->here);
  g_clear_object (&self->there);

  G_OBJECT_CLASS (ifa_compare_page_parent_class)->dispose (object);
}

static void
ifa_compare_page_class_init (IfaComparePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  IfaPageClass *page_class = IFA_PAGE_CLASS (klass);

  page_class->arrive = ifa_compare_page_arrive;
  G_OBJECT_CLASS (klass)->dispose = ifa_compare_page_dispose;

  g_type_ensure (IFA_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/invoicefirstaid/InvoiceFirstAid/ui/compare-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IfaComparePage, heading);
  gtk_widget_class_bind_template_child (widget_class, IfaComparePage, here_row);
  gtk_widget_class_bind_template_child (widget_class, IfaComparePage, switch_row);
  gtk_widget_class_bind_template_child (widget_class, IfaComparePage, switch_icon);
  gtk_widget_class_bind_template_child (widget_class, IfaComparePage, there_row);
  gtk_widget_class_bind_template_child (widget_class, IfaComparePage, conclusion);
  gtk_widget_class_bind_template_child (widget_class, IfaComparePage, conclusion_title);
  gtk_widget_class_bind_template_child (widget_class, IfaComparePage, conclusion_text);
  gtk_widget_class_bind_template_child (widget_class, IfaComparePage, check_button);
}

static void
ifa_compare_page_init (IfaComparePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  refresh (self);
}
