/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Everything that was checked, or what was checked at one station. */

#include "config.h"

#include "checks-page.h"

#include <glib/gi18n.h>

#include "heading.h"
#include "check-item.h"
#include "check-row.h"

struct _IfaChecksPage
{
  IfaPage parent_instance;

  IfaHeading *heading;
  GtkLabel *counts;
  GtkButton *all_button;
  GtkListView *view;

  IfaResult *result; /* (nullable) */
  GListStore *items; /* (element-type IfaCheckItem) */
};

G_DEFINE_FINAL_TYPE (IfaChecksPage, ifa_checks_page, IFA_TYPE_PAGE)

static gboolean
belongs (const IfaCheck *check, int station)
{
  return ifa_check_is_shown (check) && (station < 0 || (int) check->type->layer == station);
}

static void
append_count (GString *text, const char *words, guint n)
{
  if (n == 0)
    return;

  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, words);
}

static char *
dup_counts (IfaResult *result, int station)
{
  IfaReport *report = ifa_result_get_report (result);
  static const char *const statuses[] = { "pass", "attention", "fail", "skipped" };
  guint n[G_N_ELEMENTS (statuses)] = { 0 };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ifa_evidence_get_n_checks (report->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (report->evidence, i);
      const char *status = ifa_diagnosis_get_check_status (report->diagnosis, check);

      for (guint s = 0; belongs (check, station) && s < G_N_ELEMENTS (statuses); s++)
        n[s] += g_strcmp0 (status, statuses[s]) == 0;
    }

  g_autofree char *fine = g_strdup_printf (ngettext ("%u fine", "%u fine", n[0]), n[0]);
  g_autofree char *odd
      = g_strdup_printf (ngettext ("%u needs attention", "%u need attention", n[1]), n[1]);
  g_autofree char *broken = g_strdup_printf (ngettext ("%u broken", "%u broken", n[2]), n[2]);
  g_autofree char *skipped
      = g_strdup_printf (ngettext ("%u not tested", "%u not tested", n[3]), n[3]);

  append_count (text, fine, n[0]);
  append_count (text, odd, n[1]);
  append_count (text, broken, n[2]);
  append_count (text, skipped, n[3]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * ifa_checks_dup_counts:
 * @result: a result
 *
 * Returns: (transfer full): how many checks were fine, broken, not tested
 */
char *
ifa_checks_dup_counts (IfaResult *result)
{
  return dup_counts (result, -1);
}

/**
 * ifa_checks_page_show:
 * @self: the page
 * @result: (nullable): what to show
 * @station: the station whose checks are wanted (an IfaLayer), or -1 for all
 */
void
ifa_checks_page_show (IfaChecksPage *self, IfaResult *result, int station)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *counts = NULL;
  IfaReport *report = NULL;

  g_return_if_fail (IFA_IS_CHECKS_PAGE (self));

  g_set_object (&self->result, result);
  g_list_store_remove_all (self->items);
  if (result == NULL)
    return;

  report = ifa_result_get_report (result);
  for (int layer = 0; layer <= IFA_LAYER_CLIENT; layer++)
    for (guint i = 0; i < ifa_evidence_get_n_checks (report->evidence); i++)
      {
        const IfaCheck *check = ifa_evidence_get_check (report->evidence, i);

        if ((int) check->type->layer == layer && belongs (check, station))
          g_ptr_array_add (items, ifa_check_item_new (result, check));
      }
  g_list_store_splice (self->items, 0, 0, items->pdata, items->len);

  counts = dup_counts (result, station);
  ifa_heading_set_label (self->heading, station < 0 ? _ ("Everything that was checked")
                                                    : ifa_words_station (station));
  gtk_label_set_label (self->counts, items->len > 0 ? counts : _ ("Nothing was checked here."));
  gtk_widget_set_visible (GTK_WIDGET (self->all_button), station >= 0);
}

static void
ifa_checks_page_arrive (IfaPage *page)
{
  IfaChecksPage *self = IFA_CHECKS_PAGE (page);

  ifa_heading_announce (self->heading);
}

static void
row_activated_cb (IfaChecksPage *self, guint position)
{
  g_autoptr (IfaCheckItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  g_assert (IFA_IS_CHECKS_PAGE (self));

  if (item != NULL)
    ifa_check_item_set_expanded (item, !ifa_check_item_get_expanded (item));
}

static void
show_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaChecksPage *self = IFA_CHECKS_PAGE (widget);

  ifa_checks_page_show (self, self->result, -1);
  ifa_checks_page_arrive (IFA_PAGE (self));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, ifa_check_row_new ());
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
ifa_checks_page_dispose (GObject *object)
{
  IfaChecksPage *self = IFA_CHECKS_PAGE (object);

  g_clear_object (&self->items);
  g_clear_object (&self->result);

  G_OBJECT_CLASS (ifa_checks_page_parent_class)->dispose (object);
}

static void
ifa_checks_page_class_init (IfaChecksPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  IfaPageClass *page_class = IFA_PAGE_CLASS (klass);

  page_class->arrive = ifa_checks_page_arrive;
  G_OBJECT_CLASS (klass)->dispose = ifa_checks_page_dispose;

  g_type_ensure (IFA_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/invoicefirstaid/InvoiceFirstAid/ui/checks-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IfaChecksPage, heading);
  gtk_widget_class_bind_template_child (widget_class, IfaChecksPage, counts);
  gtk_widget_class_bind_template_child (widget_class, IfaChecksPage, all_button);
  gtk_widget_class_bind_template_child (widget_class, IfaChecksPage, view);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "checks.show-all", NULL, show_all_action);
}

static void
ifa_checks_page_init (IfaChecksPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) model = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->items = g_list_store_new (IFA_TYPE_CHECK_ITEM);
  model = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->items)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (model));
}
