/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The report before it leaves: the very bytes that are shown are the bytes that are saved. */

#include "config.h"

#include "report-page.h"

#include <glib/gi18n.h>

#include "email.h"
#include "heading.h"
#include "hidden-row.h"
#include "report-format.h"
#include <string.h>

/* A note is typed letter by letter; the report is written anew when the typing rests. */
#define TYPING_RESTS_MS 250

/* What a thread made of a report. */
typedef struct
{
  GBytes *bytes;
  guint n_hidden[IFA_N_DETAILS];
} Rendered;

struct _IfaReportPage
{
  IfaPage parent_instance;

  IfaHeading *heading;
  GtkTextView *note;
  GtkBox *formats;
  GtkLabel *format_hint;
  GtkWidget *error_strip;
  GtkLabel *error_label;
  GtkTextView *preview;
  IfaHiddenRow *hidden_row;

  GPtrArray *buttons; /* (element-type GtkToggleButton): one for each kind of file */
  IfaResult *result;  /* (nullable) */
  const IfaFormat *format;
  GBytes *bytes;      /* (nullable): what the preview shows, and what will be saved */
  gboolean composing; /* an e-mail is being opened */
  gboolean rendering; /* a thread reads the report: it must not be changed */
  gboolean stale;     /* what that thread makes is out of date already */
  guint reveal;       /* details that the person wants to be shown: IFA_REVEAL() of several */
  guint typing_id;
  GtkFileChooserNative *chooser; /* (nullable): while it is open */
  GCancellable *cancellable;     /* cancelled with the page */
};

enum
{
  PROP_FORMAT = 1,
  N_PROPS,
};

enum
{
  SAVED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IfaReportPage, ifa_report_page, IFA_TYPE_PAGE)

static void render (IfaReportPage *self);

static void
rendered_free (Rendered *rendered)
{
  g_clear_pointer (&rendered->bytes, g_bytes_unref);
  g_free (rendered);
}

static void
show_error (IfaReportPage *self, const char *message)
{
  gtk_label_set_label (self->error_label, message != NULL ? message : "");
  gtk_widget_set_visible (self->error_strip, message != NULL);
}

static void
set_bytes (IfaReportPage *self, GBytes *bytes)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.save", bytes != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.copy", bytes != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.email", bytes != NULL);
}

static void
reveal_cb (IfaReportPage *self)
{
  g_assert (IFA_IS_REPORT_PAGE (self));

  render (self);
}

static void
rendered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  IfaReportPage *self = IFA_REPORT_PAGE (source);
  g_autoptr (GError) error = NULL;
  Rendered *rendered = g_task_propagate_pointer (G_TASK (result), &error);
  gsize length = 0;
  const char *text = NULL;

  self->rendering = FALSE;
  if (self->stale)
    {
      g_clear_pointer (&rendered, rendered_free);
      render (self);
      return;
    }
  if (rendered == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_error (self, error->message);
      return;
    }

  text = g_bytes_get_data (rendered->bytes, &length);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->preview), text, length);
  set_bytes (self, rendered->bytes);
  ifa_hidden_row_show (self->hidden_row, rendered->n_hidden);
  rendered_free (rendered);
}

typedef struct
{
  IfaResult *result;
  IfaReportFormat format;
} Order;

static void
order_free (Order *order)
{
  g_object_unref (order->result);
  g_free (order);
}

static void
render_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Order *order = data;
  const IfaReport *report = ifa_result_get_report (order->result);
  g_autoptr (IfaReport) redacted = ifa_report_new_redacted (report);
  Rendered *rendered = NULL;
  GError *error = NULL;
  GBytes *bytes = ifa_report_render (report, order->format, &error);

  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  rendered = g_new0 (Rendered, 1);
  rendered->bytes = bytes;
  memcpy (rendered->n_hidden, redacted->n_hidden, sizeof rendered->n_hidden);
  g_task_return_pointer (task, rendered, (GDestroyNotify) rendered_free);
}

static char *
dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/* Writes the report anew, in a thread. Nothing can be saved until the preview shows it. */
static void
render (IfaReportPage *self)
{
  IfaReport *report = NULL;
  Order *order = NULL;
  g_autoptr (GTask) task = NULL;
  g_autofree char *note = NULL;

  set_bytes (self, NULL);
  self->stale = self->rendering;
  if (self->rendering || self->result == NULL)
    return;

  report = ifa_result_get_report (self->result);
  note = dup_text (self->note);
  g_free (report->note);
  report->note = *note != '\0' ? g_steal_pointer (&note) : NULL;

  report->reveal = ifa_hidden_row_get_reveal (self->hidden_row);

  order = g_new0 (Order, 1);
  order->result = g_object_ref (self->result);
  order->format = self->format->format;
  self->rendering = TRUE;
  task = g_task_new (self, self->cancellable, rendered_cb, NULL);
  g_task_set_source_tag (task, render);
  g_task_set_task_data (task, order, (GDestroyNotify) order_free);
  g_task_run_in_thread (task, render_thread);
}

static gboolean
typing_rests_cb (gpointer user_data)
{
  IfaReportPage *self = user_data;

  self->typing_id = 0;
  render (self);
  return G_SOURCE_REMOVE;
}

static void
note_changed_cb (IfaReportPage *self)
{
  g_assert (IFA_IS_REPORT_PAGE (self));

  set_bytes (self, NULL);
  g_clear_handle_id (&self->typing_id, g_source_remove);
  self->typing_id = g_timeout_add (TYPING_RESTS_MS, typing_rests_cb, self);
}

static void
set_format (IfaReportPage *self, guint position)
{
  guint n_formats;
  const IfaFormat *format = &ifa_report_format_list (&n_formats)[position];

  if (self->format == format)
    return;

  self->format = format;
  gtk_label_set_label (self->format_hint, _ (format->hint));
  gtk_toggle_button_set_active (g_ptr_array_index (self->buttons, position), TRUE);
  show_error (self, NULL);
  render (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FORMAT]);
}

static void
format_toggled_cb (IfaReportPage *self, GtkToggleButton *button)
{
  guint position = 0;

  g_assert (IFA_IS_REPORT_PAGE (self));

  if (gtk_toggle_button_get_active (button) && g_ptr_array_find (self->buttons, button, &position))
    set_format (self, position);
}

static char *
dup_file_name (IfaReportPage *self)
{
  const IfaReport *report = ifa_result_get_report (self->result);
  g_autofree char *when = g_strndup (report->started, strlen ("2026-11-22T09:12"));

  g_strdelimit (when, "T", '-');
  g_strdelimit (when, ":", '.');
  /* Translators: the name of a file, without its end; %s is date and time */
  return g_strdup_printf (_ ("invoice-first-aid-%s"), when);
}

typedef struct
{
  GFile *file;
  GBytes *bytes;
} Copy;

static void
copy_free (Copy *copy)
{
  g_object_unref (copy->file);
  g_bytes_unref (copy->bytes);
  g_free (copy);
}

/* A file that isn't whole must not bear the final name: it is written beside and renamed. */
static void
save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Copy *copy = data;
  const char *path = g_file_peek_path (copy->file);
  gsize length = 0;
  const char *content = g_bytes_get_data (copy->bytes, &length);
  GError *error = NULL;
  gboolean saved;

  if (path != NULL)
    saved = g_file_set_contents_full (path, content, length,
                                      G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                      0666, &error);
  else
    saved = g_file_replace_contents (copy->file, content, length, NULL, FALSE, G_FILE_CREATE_NONE,
                                     NULL, NULL, &error);
  if (saved)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  IfaReportPage *self = IFA_REPORT_PAGE (source);
  Copy *copy = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = g_file_get_basename (copy->file);
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      show_error (self, NULL);
      g_signal_emit (self, signals[SAVED], 0, name);
      return;
    }

  /* Translators: %s is the system's own reason, such as "No space left on device" */
  message = g_strdup_printf (_ ("The report was not saved, and is still here. Choose another place "
                                "and try again. The precise reason: %s"),
                             error->message);
  show_error (self, message);
}

static void
chosen_cb (IfaReportPage *self, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GTask) task = NULL;
  Copy *copy = NULL;

  g_assert (IFA_IS_REPORT_PAGE (self));

  if (response != GTK_RESPONSE_ACCEPT || self->bytes == NULL)
    return;

  copy = g_new0 (Copy, 1);
  copy->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  copy->bytes = g_bytes_ref (self->bytes);
  task = g_task_new (self, NULL, saved_cb, NULL);
  g_task_set_source_tag (task, chosen_cb);
  g_task_set_task_data (task, copy, (GDestroyNotify) copy_free);
  g_task_run_in_thread (task, save_thread);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaReportPage *self = IFA_REPORT_PAGE (widget);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  g_autofree char *base = NULL;
  g_autofree char *file_name = NULL;

  if (self->chooser != NULL || self->bytes == NULL)
    return;

  base = dup_file_name (self);
  file_name = g_strconcat (base, self->format->suffix, NULL);
  self->chooser = gtk_file_chooser_native_new (_ ("Save the report"), window,
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), file_name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaReportPage *self = IFA_REPORT_PAGE (widget);
  g_autofree char *text = dup_text (self->preview);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  gtk_widget_activate_action (widget, "win.notify", "s", _ ("Report copied"));
}

static void
composed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IfaReportPage) self = user_data;
  g_autoptr (GError) error = NULL;

  self->composing = FALSE;
  if (!ifa_email_compose_finish (result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error->message);
}

/* What is hidden in the preview is hidden in the e-mail: both come from the same report. */
static void
email_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaReportPage *self = IFA_REPORT_PAGE (widget);
  GApplication *application = g_application_get_default ();
  GDBusConnection *bus
      = application != NULL ? g_application_get_dbus_connection (application) : NULL;

  if (self->composing || self->bytes == NULL)
    return;
  show_error (self, NULL);
  if (bus == NULL)
    {
      show_error (self, _ ("This desktop can't open an e-mail program. Save the report and attach "
                           "it to an e-mail yourself."));
      return;
    }
  self->composing = TRUE;
  ifa_email_compose_async (bus, ifa_result_get_report (self->result), self->cancellable,
                           composed_cb, g_object_ref (self));
}

/**
 * ifa_report_page_show:
 * @self: the page
 * @result: (nullable): whose report
 */
void
ifa_report_page_show (IfaReportPage *self, IfaResult *result)
{
  const char *note = NULL;

  g_return_if_fail (IFA_IS_REPORT_PAGE (self));

  if (self->result == result)
    return;

  g_set_object (&self->result, result);
  ifa_hidden_row_hide_all (self->hidden_row);
  show_error (self, NULL);
  if (result != NULL)
    note = ifa_result_get_comparison (result);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->note), note != NULL ? note : "", -1);
  g_clear_handle_id (&self->typing_id, g_source_remove);
  render (self);
}

static void
ifa_report_page_arrive (IfaPage *page)
{
  IfaReportPage *self = IFA_REPORT_PAGE (page);

  ifa_heading_announce (self->heading);
}

static void
ifa_report_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FORMAT)
    g_value_set_string (value, IFA_REPORT_PAGE (object)->format->name);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ifa_report_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FORMAT)
    set_format (IFA_REPORT_PAGE (object), ifa_report_format_find (g_value_get_string (value)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ifa_report_page_dispose (GObject *object)
{
  IfaReportPage *self = IFA_REPORT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->typing_id, g_source_remove);
  g_clear_object (&self->chooser);
  g_clear_object (&self->result);
  g_clear_pointer (&self->bytes, g_bytes_unref);

  G_OBJECT_CLASS (ifa_report_page_parent_class)->dispose (object);
}

static void
ifa_report_page_finalize (GObject *object)
{
  IfaReportPage *self = IFA_REPORT_PAGE (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->buttons);

  G_OBJECT_CLASS (ifa_report_page_parent_class)->finalize (object);
}

static void
ifa_report_page_class_init (IfaReportPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  IfaPageClass *page_class = IFA_PAGE_CLASS (klass);

  page_class->arrive = ifa_report_page_arrive;
  object_class->dispose = ifa_report_page_dispose;
  object_class->finalize = ifa_report_page_finalize;
  object_class->get_property = ifa_report_page_get_property;
  object_class->set_property = ifa_report_page_set_property;

  /**
   * IfaReportPage:format:
   *
   * The kind of file: its name in the settings.
   */
  properties[PROP_FORMAT]
      = g_param_spec_string ("format", NULL, NULL, "text",
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * IfaReportPage::saved:
   * @self: the page
   * @name: of the file
   */
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (IFA_TYPE_HEADING);
  g_type_ensure (IFA_TYPE_HIDDEN_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/invoicefirstaid/InvoiceFirstAid/ui/report-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IfaReportPage, heading);
  gtk_widget_class_bind_template_child (widget_class, IfaReportPage, note);
  gtk_widget_class_bind_template_child (widget_class, IfaReportPage, formats);
  gtk_widget_class_bind_template_child (widget_class, IfaReportPage, format_hint);
  gtk_widget_class_bind_template_child (widget_class, IfaReportPage, error_strip);
  gtk_widget_class_bind_template_child (widget_class, IfaReportPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, IfaReportPage, hidden_row);
  gtk_widget_class_bind_template_child (widget_class, IfaReportPage, preview);
  gtk_widget_class_bind_template_callback (widget_class, reveal_cb);
  gtk_widget_class_install_action (widget_class, "report.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "report.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "report.email", NULL, email_action);
}

static void
add_format_buttons (IfaReportPage *self)
{
  guint n_formats;
  const IfaFormat *formats = ifa_report_format_list (&n_formats);

  self->format = &formats[0];
  gtk_label_set_label (self->format_hint, _ (formats[0].hint));
  for (guint i = 0; i < n_formats; i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (_ (formats[i].label));

      g_ptr_array_add (self->buttons, button);
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                   i > 0 ? g_ptr_array_index (self->buttons, 0) : NULL);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), i == 0);
      gtk_widget_set_hexpand (button, TRUE);
      g_signal_connect_object (button, "toggled", G_CALLBACK (format_toggled_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (self->formats, button);
    }
}

static void
ifa_report_page_init (IfaReportPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->buttons = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  add_format_buttons (self);
  g_signal_connect_object (gtk_text_view_get_buffer (self->note), "changed",
                           G_CALLBACK (note_changed_cb), self, G_CONNECT_SWAPPED);
  set_bytes (self, NULL);
}
