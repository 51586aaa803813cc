/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What waits to be sent, and the safe copy of it. */

#include "config.h"

#include "unsent-page.h"

#include <glib/gi18n.h>

#include "copy-run.h"
#include "heading.h"
#include "invoice-age.h"
#include "rows.h"
#include "unsent-rows.h"

#define MAX_PROBLEMS 30

struct _IfaUnsentPage
{
  IfaPage parent_instance;

  GtkScrolledWindow *scroller;
  IfaHeading *heading;
  GtkLabel *text;
  AdwPreferencesGroup *totals;
  AdwPreferencesGroup *limits;
  AdwPreferencesGroup *oldest;
  AdwPreferencesGroup *unreadable;
  AdwPreferencesGroup *copy;
  AdwActionRow *copy_row;
  GtkImage *copy_icon;
  GtkWidget *progress_box;
  GtkProgressBar *progress;
  GtkLabel *progress_text;
  GtkWidget *cache_group;
  GtkButton *folder_button;
  GtkButton *copy_button;
  GtkLabel *copy_label;
  GtkButton *stop_button;

  IfaUnsent *unsent; /* (nullable) */
  IfaCopyRun *run;   /* (nullable): of the same service */
  IfaCopyRunState shown_state;
  GtkFileChooserNative *chooser; /* (nullable): while it is open */
  GPtrArray *rows;               /* (element-type GtkWidget): in the groups */
  GPtrArray *problem_rows;       /* (element-type GtkWidget): in the copy's group */
};

G_DEFINE_FINAL_TYPE (IfaUnsentPage, ifa_unsent_page, IFA_TYPE_PAGE)

static void
clear_rows (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (rows, 0);
}

static char *
dup_title (const IfaOutbox *outbox)
{
  guint n_waiting = outbox != NULL ? ifa_outbox_count_waiting (outbox) : 0;

  if (outbox == NULL)
    return g_strdup (_ ("Looking for unsent invoices…"));
  if (n_waiting == 0 && outbox->unreadable->len == 0)
    return g_strdup (_ ("No invoice is waiting"));
  if (n_waiting == 0)
    return g_strdup (_ ("There are files that can’t be read as invoices"));
  return g_strdup_printf (ngettext ("%'u invoice is waiting to be sent",
                                    "%'u invoices are waiting to be sent", n_waiting),
                          n_waiting);
}

static const char *
get_text (IfaUnsentPage *self, const IfaOutbox *outbox)
{
  const IfaProfile *profile = ifa_unsent_get_profile (self->unsent);

  if (outbox == NULL)
    return _ ("They are only looked at. Nothing is changed.");
  if (outbox->n_missing_folders > 0 && outbox->n_missing_folders == profile->client_outbox->len)
    return _ ("The folder in which your invoicing program keeps unsent invoices is not on this "
              "computer. Is the program used here, by you? What counts is its own list.");
  if (outbox->n_files == 0)
    return _ ("Your invoicing program keeps nothing on this computer that still has to be sent. "
              "What counts is its own list.");
  return _ ("They are safe on this computer; they are only looked at here. Make a copy before "
            "anybody repairs, updates or clears anything.");
}

static void
show_outbox (IfaUnsentPage *self)
{
  const IfaOutbox *outbox = ifa_unsent_get_outbox (self->unsent);
  const IfaProfile *profile = ifa_unsent_get_profile (self->unsent);
  g_autofree char *title = dup_title (outbox);
  gboolean has_files = outbox != NULL && outbox->n_files > 0;

  clear_rows (self->rows);
  ifa_heading_set_label (self->heading, title);
  gtk_label_set_label (self->text, get_text (self, outbox));
  gtk_widget_set_visible (self->cache_group, profile->client_cache->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->copy), has_files);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "unsent.copy", has_files);
  if (outbox != NULL)
    {
      ifa_unsent_add_totals (self->unsent, self->totals, self->rows);
      ifa_unsent_add_limits (self->unsent, self->limits, self->rows);
      ifa_unsent_add_oldest (self->unsent, self->oldest, self->rows);
      ifa_unsent_add_unreadable (self->unsent, self->unreadable, self->rows);
      return;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->totals), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->limits), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->oldest), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->unreadable), FALSE);
}

/* What the copy's row says in each state. */
static const struct
{
  const char *title;
  const char *icon;
  const char *style_class;
  const char *button;
} copy_words[] = {
  [IFA_COPY_RUN_NONE] = { N_ ("No copy was made yet"), "ifa-status-skipped-symbolic",
                          "status-skipped", N_ ("_Make a copy…") },
  [IFA_COPY_RUN_COPYING]
  = { N_ ("The copy is being made"), "ifa-copy-symbolic", "status-skipped", N_ ("_Make a copy…") },
  [IFA_COPY_RUN_STOPPED]
  = { N_ ("The copy was stopped, and is not whole"), "ifa-status-attention-symbolic",
      "status-attention", N_ ("_Go on with the copy") },
  [IFA_COPY_RUN_PROVEN] = { N_ ("The copy is whole and proven"), "ifa-status-pass-symbolic",
                            "status-pass", N_ ("_Make another copy…") },
  [IFA_COPY_RUN_INCOMPLETE]
  = { N_ ("Not everything could be copied"), "ifa-status-attention-symbolic", "status-attention",
      N_ ("_Try another place…") },
  [IFA_COPY_RUN_FAILED] = { N_ ("No copy was made"), "ifa-status-fail-symbolic", "status-fail",
                            N_ ("_Try another place…") },
};

static char *
dup_copy_text (IfaUnsentPage *self, IfaCopyRunState state)
{
  const IfaCopy *copy = ifa_copy_run_get_copy (self->run);
  g_autofree char *size = copy != NULL ? g_format_size (copy->n_bytes) : NULL;
  g_autofree char *place
      = copy != NULL && copy->path != NULL ? g_filename_display_name (copy->path) : NULL;

  switch (state)
    {
    case IFA_COPY_RUN_PROVEN:
      /* Translators: %1$u: number of files; %2$s: a size such as "2.1 MB"; %3$s: a folder */
      return g_strdup_printf (ngettext ("%1$'u file, %2$s, read back and compared. It is in %3$s",
                                        "%1$'u files, %2$s, each read back and compared. They are "
                                        "in %3$s",
                                        copy->n_files),
                              (guint) copy->n_files, size, place);
    case IFA_COPY_RUN_STOPPED:
      return g_strdup (_ ("The invoices themselves were not touched. If you go on, what is there "
                          "already isn’t copied again."));
    case IFA_COPY_RUN_INCOMPLETE:
      return g_strdup (_ ("The invoices themselves were not touched. These files are not in the "
                          "copy:"));
    case IFA_COPY_RUN_FAILED:
      /* Translators: %s is the precise reason, such as "No space left on device" */
      return g_strdup_printf (_ ("The invoices themselves were not touched. The precise reason: "
                                 "%s"),
                              ifa_copy_run_get_problem (self->run));
    case IFA_COPY_RUN_COPYING:
      return g_strdup (_ ("You may stop at any time."));
    case IFA_COPY_RUN_NONE:
    default:
      return g_strdup (_ ("On a USB stick, or on another computer. Each file is read back and "
                          "compared before it counts as copied."));
    }
}

static void
show_problems (IfaUnsentPage *self)
{
  const IfaCopy *copy = ifa_copy_run_get_copy (self->run);
  guint n_problems = copy != NULL ? copy->problems->len : 0;

  clear_rows (self->problem_rows);
  for (guint i = 0; i < MIN (n_problems, MAX_PROBLEMS); i++)
    {
      const IfaCopyProblem *problem = g_ptr_array_index (copy->problems, i);
      g_autofree char *name = g_filename_display_name (problem->file);
      GtkWidget *row = ifa_row_new (name, problem->why);

      ifa_row_add_status (row, "attention");
      adw_preferences_group_add (self->copy, row);
      g_ptr_array_add (self->problem_rows, row);
    }
}

static void
set_icon (GtkImage *image, const char *icon, const char *style_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (copy_words); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (image), copy_words[i].style_class);
  gtk_widget_add_css_class (GTK_WIDGET (image), style_class);
  gtk_image_set_from_icon_name (image, icon);
}

static void
show_state (IfaUnsentPage *self, IfaCopyRunState state)
{
  gboolean copying = state == IFA_COPY_RUN_COPYING;
  g_autofree char *text = dup_copy_text (self, state);
  gboolean had_focus = gtk_widget_has_focus (GTK_WIDGET (self->stop_button))
                       || gtk_widget_has_focus (GTK_WIDGET (self->copy_button));

  self->shown_state = state;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->copy_row), _ (copy_words[state].title));
  adw_action_row_set_subtitle (self->copy_row, text);
  set_icon (self->copy_icon, copy_words[state].icon, copy_words[state].style_class);
  gtk_label_set_label (self->copy_label, _ (copy_words[state].button));
  gtk_widget_set_visible (self->progress_box, copying);
  gtk_widget_set_visible (GTK_WIDGET (self->stop_button), copying);
  gtk_widget_set_visible (GTK_WIDGET (self->copy_button), !copying);
  gtk_widget_set_visible (GTK_WIDGET (self->folder_button), state == IFA_COPY_RUN_PROVEN);
  show_problems (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (copying ? self->stop_button : self->copy_button));
}

static void
run_changed_cb (IfaUnsentPage *self)
{
  IfaCopyRunState state = ifa_copy_run_get_state (self->run);
  g_autofree char *progress = ifa_copy_run_dup_progress (self->run);

  g_assert (IFA_IS_UNSENT_PAGE (self));

  if (state != self->shown_state)
    show_state (self, state);
  gtk_progress_bar_set_fraction (self->progress, ifa_copy_run_get_fraction (self->run));
  gtk_label_set_label (self->progress_text, progress);
}

static void
forget (IfaUnsentPage *self)
{
  if (self->unsent != NULL)
    g_signal_handlers_disconnect_by_data (self->unsent, self);
  if (self->run != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->run, self);
      ifa_copy_run_stop (self->run);
    }
  g_clear_object (&self->unsent);
  g_clear_object (&self->run);
}

/**
 * ifa_unsent_page_show:
 * @self: the page
 * @unsent: what waits; it is read anew
 */
void
ifa_unsent_page_show (IfaUnsentPage *self, IfaUnsent *unsent)
{
  g_return_if_fail (IFA_IS_UNSENT_PAGE (self));
  g_return_if_fail (IFA_IS_UNSENT (unsent));

  if (unsent != self->unsent)
    {
      forget (self);
      self->unsent = g_object_ref (unsent);
      self->run = ifa_copy_run_new (ifa_unsent_get_profile (unsent));
      g_signal_connect_object (unsent, "changed", G_CALLBACK (show_outbox), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->run, "changed", G_CALLBACK (run_changed_cb), self,
                               G_CONNECT_SWAPPED);
      show_state (self, IFA_COPY_RUN_NONE);
    }
  show_outbox (self);
  ifa_unsent_read (unsent);
}

static void
chooser_response_cb (IfaUnsentPage *self, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) folder = NULL;

  g_assert (IFA_IS_UNSENT_PAGE (self));

  /* GTK 4.8 reads the list without looking whether there is one, also of a cancelled dialog. */
  if (response == GTK_RESPONSE_ACCEPT)
    folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (folder == NULL || self->run == NULL)
    return;
  if (g_file_peek_path (folder) == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.notify", "s",
                                  _ ("Choose a folder that this computer can reach as a disk."));
      return;
    }
  ifa_copy_run_start (self->run, g_file_peek_path (folder));
}

static void
choose_folder (IfaUnsentPage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (_ ("Where shall the copy go?"), window,
                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                               _ ("_Copy here"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chooser_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaUnsentPage *self = IFA_UNSENT_PAGE (widget);

  if (ifa_copy_run_get_state (self->run) == IFA_COPY_RUN_STOPPED)
    ifa_copy_run_start (self->run, ifa_copy_run_get_target (self->run));
  else
    choose_folder (self);
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ifa_copy_run_stop (IFA_UNSENT_PAGE (widget)->run);
}

static void
folder_shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IfaUnsentPage) self = user_data;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, NULL))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.notify", "s",
                                _ ("The folder can’t be opened from here."));
}

static void
show_folder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaUnsentPage *self = IFA_UNSENT_PAGE (widget);
  const IfaCopy *copy = ifa_copy_run_get_copy (self->run);
  g_autofree char *uri = copy != NULL ? g_filename_to_uri (copy->path, NULL, NULL) : NULL;

  if (uri != NULL)
    gtk_show_uri_full (GTK_WINDOW (gtk_widget_get_root (widget)), uri, GDK_CURRENT_TIME, NULL,
                       folder_shown_cb, g_object_ref (self));
}

static void
ifa_unsent_page_arrive (IfaPage *page)
{
  ifa_heading_announce (IFA_UNSENT_PAGE (page)->heading);
}

static void
ifa_unsent_page_dispose (GObject *object)
{
  IfaUnsentPage *self = IFA_UNSENT_PAGE (object);

  forget (self);
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (ifa_unsent_page_parent_class)->dispose (object);
}

static void
ifa_unsent_page_finalize (GObject *object)
{
  IfaUnsentPage *self = IFA_UNSENT_PAGE (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->problem_rows);

  G_OBJECT_CLASS (ifa_unsent_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, IfaUnsentPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, IfaUnsentPage, heading);
  gtk_widget_class_bind_template_child (widget_class, IfaUnsentPage, text);
  gtk_widget_class_bind_template_child (widget_class, IfaUnsentPage, totals);
  gtk_widget_class_bind_template_child (widget_class, IfaUnsentPage, limits);
  gtk_widget_class_bind_template_child (widget_class, IfaUnsentPage, oldest);
  gtk_widget_class_bind_template_child (widget_class, IfaUnsentPage, unreadable);
  gtk_widget_class_bind_template_child (widget_class, IfaUnsentPage, copy);
  gtk_widget_class_bind_template_child (widget_class, IfaUnsentPage, copy_row);
  gtk_widget_class_bind_template_child (widget_class, IfaUnsentPage, copy_icon);
  gtk_widget_class_bind_template_child (widget_class, IfaUnsentPage, progress_box);
  gtk_widget_class_bind_template_child (widget_class, IfaUnsentPage, progress);
  gtk_widget_class_bind_template_child (widget_class, IfaUnsentPage, progress_text);
  gtk_widget_class_bind_template_child (widget_class, IfaUnsentPage, cache_group);
  gtk_widget_class_bind_template_child (widget_class, IfaUnsentPage, folder_button);
  gtk_widget_class_bind_template_child (widget_class, IfaUnsentPage, copy_button);
  gtk_widget_class_bind_template_child (widget_class, IfaUnsentPage, copy_label);
  gtk_widget_class_bind_template_child (widget_class, IfaUnsentPage, stop_button);
}

static void
ifa_unsent_page_class_init (IfaUnsentPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  IFA_PAGE_CLASS (klass)->arrive = ifa_unsent_page_arrive;
  G_OBJECT_CLASS (klass)->dispose = ifa_unsent_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ifa_unsent_page_finalize;

  g_type_ensure (IFA_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/invoicefirstaid/InvoiceFirstAid/ui/unsent-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "unsent.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "unsent.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "unsent.show-folder", NULL, show_folder_action);
}

static void
ifa_unsent_page_init (IfaUnsentPage *self)
{
  self->rows = g_ptr_array_new ();
  self->problem_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "unsent.copy", FALSE);
}
