/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "email.h"

#include <fcntl.h>
#include <gio/gunixfdlist.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "letters.h"

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define DAY_S (24 * 60 * 60)

/* An e-mail on its way to the portal. Only the redacted report is known here. */
typedef struct
{
  GDBusConnection *bus;
  IfaReport *report;
  IfaLetter *letter;
  GUnixFDList *files;
  guint subscription;
  gboolean has_ended; /* the task was told how */
} Email;

static void
email_free (Email *email)
{
  if (email->subscription != 0)
    g_dbus_connection_signal_unsubscribe (email->bus, email->subscription);
  g_object_unref (email->bus);
  ifa_report_free (email->report);
  g_clear_pointer (&email->letter, ifa_letter_free);
  g_clear_object (&email->files);
  g_free (email);
}

static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "invoice-first-aid", "mail", NULL);
}

/* The e-mail program reads them when it sends, which nobody tells: they stay for a day. */
static void
remove_old_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf status;

      if (g_lstat (path, &status) == 0 && now_s - status.st_mtime > DAY_S)
        g_unlink (path);
    }
}

static gboolean
attach (Email *email, const char *folder, IfaReportFormat format, const char *end, GError **error)
{
  g_autofree char *when = g_strndup (email->report->started, strlen ("2026-11-22T09:12:31"));
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  gboolean attached;
  int fd;

  g_strdelimit (when, "T:", '-');
  name = g_strdup_printf ("invoice-first-aid-%s.%s", when, end);
  path = g_build_filename (folder, name, NULL);
  if (!ifa_report_save (email->report, format, path, error))
    return FALSE;
  fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  attached = g_unix_fd_list_append (email->files, fd, error) >= 0;
  close (fd);
  return attached;
}

static void
prepare_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Email *email = data;
  g_autofree char *folder = dup_folder ();
  GError *error = NULL;

  g_mkdir_with_parents (folder, 0700);
  remove_old_files (folder);
  email->letter = ifa_letter_new (email->report, IFA_LETTER_VENDOR, NULL);
  email->files = g_unix_fd_list_new ();
  if (attach (email, folder, IFA_REPORT_PDF, "pdf", &error)
      && attach (email, folder, IFA_REPORT_JSON, "json", &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The portal answers to the call and by a signal, in either order. */
static void
end (GTask *task, GIOErrorEnum code, const char *message)
{
  Email *email = g_task_get_task_data (task);

  if (email->has_ended)
    return;
  email->has_ended = TRUE;
  if (message == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, code, "%s", message);
  g_object_unref (task);
}

static void
answered_cb (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer user_data)
{
  GTask *task = user_data;
  guint32 answer = 2;

  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    g_variant_get_child (parameters, 0, "u", &answer);
  if (answer == 0)
    end (task, 0, NULL);
  else if (answer == 1)
    end (task, G_IO_ERROR_CANCELLED, "closed");
  else
    end (task, G_IO_ERROR_FAILED,
         _ ("The e-mail program could not be opened. Save the report and attach it to an e-mail "
            "yourself."));
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) handle
      = g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), NULL, result,
                                                         &error);

  if (handle != NULL)
    return;
  g_debug ("%s", error->message);
  end (task, G_IO_ERROR_NOT_SUPPORTED,
       _ ("This desktop can't open an e-mail program. Save the report and attach it to an e-mail "
          "yourself."));
}

static GVariant *
build_options (const Email *email, const char *token)
{
  GVariantBuilder options;
  GVariantBuilder files;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_init (&files, G_VARIANT_TYPE ("ah"));
  for (int i = 0; i < g_unix_fd_list_get_length (email->files); i++)
    g_variant_builder_add (&files, "h", i);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  if (email->report->vendor_email != NULL)
    g_variant_builder_add (&options, "{sv}", "address",
                           g_variant_new_string (email->report->vendor_email));
  g_variant_builder_add (&options, "{sv}", "subject",
                         g_variant_new_string (email->letter->subject));
  g_variant_builder_add (&options, "{sv}", "body", g_variant_new_string (email->letter->body));
  g_variant_builder_add (&options, "{sv}", "attachment_fds", g_variant_builder_end (&files));
  return g_variant_new ("(sa{sv})", "", &options);
}

/* The answer comes as a signal of an object whose path is known beforehand, so that it can't be
 * missed. */
static char *
dup_request_path (GDBusConnection *bus, const char *token)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (bus) + 1);

  g_strdelimit (sender, ".", '_');
  return g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Email *email = g_task_get_task_data (task);
  g_autofree char *token = g_strdup_printf ("invoicefirstaid%u", g_random_int ());
  g_autofree char *path = dup_request_path (email->bus, token);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  email->subscription
      = g_dbus_connection_signal_subscribe (email->bus, PORTAL, "org.freedesktop.portal.Request",
                                            "Response", path, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                            answered_cb, task, NULL);
  g_dbus_connection_call_with_unix_fd_list (email->bus, PORTAL, PORTAL_PATH,
                                            "org.freedesktop.portal.Email", "ComposeEmail",
                                            build_options (email, token), G_VARIANT_TYPE ("(o)"),
                                            G_DBUS_CALL_FLAGS_NONE, -1, email->files,
                                            g_task_get_cancellable (task), called_cb,
                                            g_object_ref (task));
}

/**
 * ifa_email_compose_async:
 * @bus: the session bus
 * @report: a report; what it hides is hidden in the e-mail, too
 * @cancellable: (nullable): gives up waiting for the desktop
 * @callback: called when the e-mail program is open, or can't be
 * @user_data: for @callback
 *
 * Opens an e-mail to the profile's support desk, with the letter to it as its text and the report
 * as PDF and JSON attached. Nothing is sent before the person sends it.
 */
void
ifa_email_compose_async (GDBusConnection *bus,
                         const IfaReport *report,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Email *email = g_new0 (Email, 1);
  g_autoptr (GTask) preparation = NULL;

  g_task_set_source_tag (task, ifa_email_compose_async);
  email->bus = g_object_ref (bus);
  email->report = ifa_report_new_redacted (report);
  g_task_set_task_data (task, email, (GDestroyNotify) email_free);

  preparation = g_task_new (NULL, cancellable, prepared_cb, task);
  g_task_set_source_tag (preparation, ifa_email_compose_async);
  g_task_set_task_data (preparation, email, NULL);
  g_task_run_in_thread (preparation, prepare_thread);
}

gboolean
ifa_email_compose_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
