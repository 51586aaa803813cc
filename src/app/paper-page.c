/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Something to be printed or filed: the record of an outage, the emergency procedure. */

#include "config.h"

#include "paper-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "heading.h"
#include "paper-print.h"

struct _IfaPaperPage
{
  IfaPage parent_instance;

  GtkScrolledWindow *scroller;
  IfaHeading *heading;
  GtkLabel *text;

  GtkFileChooserNative *chooser; /* (nullable): while it is open */
};

G_DEFINE_FINAL_TYPE (IfaPaperPage, ifa_paper_page, IFA_TYPE_PAGE)

/**
 * ifa_paper_page_show:
 * @self: the page
 * @title: what it is
 * @text: what stands on it
 */
void
ifa_paper_page_show (IfaPaperPage *self, const char *title, const char *text)
{
  g_return_if_fail (IFA_IS_PAPER_PAGE (self));

  ifa_heading_set_label (self->heading, title);
  gtk_label_set_label (self->text, text);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
notify (IfaPaperPage *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.notify", "s", text);
}

static void
done_cb (IfaPaperPage *self, GtkPrintOperationResult result)
{
  g_assert (IFA_IS_PAPER_PAGE (self));

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    notify (self, _ ("It could not be printed. Save it instead."));
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaPaperPage *self = IFA_PAPER_PAGE (widget);
  g_autoptr (GtkPrintOperation) operation
      = ifa_paper_print_new (ifa_heading_get_label (self->heading),
                             gtk_label_get_label (self->text));

  g_signal_connect_object (operation, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_WINDOW (gtk_widget_get_root (widget)), NULL);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IfaPaperPage) self = user_data;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, NULL))
    notify (self, _ ("Saved"));
  else
    notify (self, _ ("It could not be saved there. Choose another place."));
}

static void
response_cb (IfaPaperPage *self, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_assert (IFA_IS_PAPER_PAGE (self));

  /* GTK 4.8 reads the list without looking whether there is one, also of a cancelled dialog. */
  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file == NULL)
    return;

  text = g_strdup_printf ("%s\n\n%s", ifa_heading_get_label (self->heading),
                          gtk_label_get_label (self->text));
  bytes = g_bytes_new (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, saved_cb,
                                       g_object_ref (self));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaPaperPage *self = IFA_PAPER_PAGE (widget);
  g_autofree char *file_name = g_strconcat (ifa_heading_get_label (self->heading), ".txt", NULL);

  if (self->chooser != NULL)
    return;

  g_strdelimit (file_name, "/\\:", '-');
  self->chooser
      = gtk_file_chooser_native_new (_ ("Save"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                     GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), file_name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
ifa_paper_page_arrive (IfaPage *page)
{
  ifa_heading_announce (IFA_PAPER_PAGE (page)->heading);
}

static void
ifa_paper_page_dispose (GObject *object)
{
  g_clear_object (&IFA_PAPER_PAGE (object)->chooser);

  G_OBJECT_CLASS (ifa_paper_page_parent_class)->dispose (object);
}

static void
ifa_paper_page_class_init (IfaPaperPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  IFA_PAGE_CLASS (klass)->arrive = ifa_paper_page_arrive;
  G_OBJECT_CLASS (klass)->dispose = ifa_paper_page_dispose;

  g_type_ensure (IFA_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/invoicefirstaid/InvoiceFirstAid/ui/paper-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IfaPaperPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, IfaPaperPage, heading);
  gtk_widget_class_bind_template_child (widget_class, IfaPaperPage, text);
  gtk_widget_class_install_action (widget_class, "paper.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "paper.save", NULL, save_action);
}

static void
ifa_paper_page_init (IfaPaperPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
