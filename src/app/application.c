/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "application.h"

#include <glib/gi18n.h>

#include "background.h"
#include "window.h"

struct _IfaApplication
{
  AdwApplication parent_instance;

  gboolean exit_after_startup;
  guint watch_interval_s; /* 0: as usual */
  IfaWatcher *watcher;    /* (nullable): keeps the program alive without a window */
  IfaResult *good_news;   /* (nullable): what the watcher saw when it worked again */
  gboolean holds_news;    /* kept alive until somebody has looked at them */
};

enum
{
  PROP_WATCHER = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (IfaApplication, ifa_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "profile", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, NULL,
    N_ ("Choose the service that this file describes"), N_ ("FILE") },
  { "url", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, NULL,
    N_ ("Choose the service at this web address"), N_ ("URL") },
  { "check", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_ ("Start the check at once"), NULL },
  { "practice", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_ ("Open the practice page"),
    NULL },
  { "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_ ("Print the version"), NULL },
  { "watch-interval", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, NULL, NULL, NULL },
  { "exit-after-startup", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL },
  { G_OPTION_REMAINING, 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL,
    N_ ("[PROFILE]") },
  { NULL },
};

static IfaWindow *
get_window (IfaApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *l = windows; l != NULL; l = l->next)
    if (IFA_IS_WINDOW (l->data))
      return l->data;
  return NULL;
}

static void
painted_cb (IfaApplication *self, GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_by_func (clock, painted_cb, self);
  g_application_quit (G_APPLICATION (self));
}

static void
exit_after_first_frame (IfaApplication *self, GtkWidget *window)
{
  gtk_widget_realize (window);
  g_signal_connect_object (gtk_widget_get_frame_clock (window), "after-paint",
                           G_CALLBACK (painted_cb), self, G_CONNECT_SWAPPED);
}

/* The drawn window comes first; what it shows is read after that. */
static void
present (IfaApplication *self, const char *service)
{
  IfaWindow *window = get_window (self);
  gboolean is_new = window == NULL;

  if (is_new)
    window = ifa_window_new (ADW_APPLICATION (self));
  if (is_new && self->exit_after_startup)
    exit_after_first_frame (self, GTK_WIDGET (window));
  gtk_window_present (GTK_WINDOW (window));
  if (self->holds_news)
    g_application_release (G_APPLICATION (self));
  self->holds_news = FALSE;
  if (is_new || service != NULL)
    ifa_window_open (window, service);
}

static void
ifa_application_activate (GApplication *application)
{
  present (IFA_APPLICATION (application), NULL);
}

static void
ifa_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  g_autofree char *path = n_files > 0 ? g_file_get_path (files[0]) : NULL;

  present (IFA_APPLICATION (application), path);
}

static int
ifa_application_handle_local_options (GApplication *application, GVariantDict *values)
{
  if (!g_variant_dict_contains (values, "version"))
    return -1;

  g_print ("invoice-first-aid %s\n", IFA_VERSION);
  return 0;
}

static int
ifa_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  IfaApplication *self = IFA_APPLICATION (application);
  GVariantDict *values = g_application_command_line_get_options_dict (line);
  const char *file = NULL;
  const char *url = NULL;
  int interval_s = 0;
  g_autofree const char **files = NULL;
  g_autofree char *path = NULL;

  self->exit_after_startup |= g_variant_dict_contains (values, "exit-after-startup");
  if (g_variant_dict_lookup (values, "watch-interval", "i", &interval_s) && interval_s > 0)
    self->watch_interval_s = interval_s;
  g_variant_dict_lookup (values, "profile", "^&ay", &file);
  g_variant_dict_lookup (values, "url", "&s", &url);
  if (file == NULL && g_variant_dict_lookup (values, G_OPTION_REMAINING, "^a&ay", &files))
    file = files[0];

  /* The other instance may have been started somewhere else. */
  if (file != NULL)
    {
      g_autoptr (GFile) there = g_application_command_line_create_file_for_arg (line, file);

      path = g_file_get_path (there);
    }
  present (self, url != NULL ? url : path);
  if (g_variant_dict_contains (values, "check"))
    g_action_group_activate_action (G_ACTION_GROUP (self), "check", NULL);
  if (g_variant_dict_contains (values, "practice"))
    g_action_group_activate_action (G_ACTION_GROUP (self), "practice", NULL);
  return 0;
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IfaApplication *self = IFA_APPLICATION (user_data);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  adw_show_about_window (
      window, "application-name", _ ("Invoice First Aid"), "application-icon", IFA_APPLICATION_ID,
      "version", IFA_VERSION, "developer-name", _ ("The Invoice First Aid authors"), "copyright",
      "© The Invoice First Aid authors", "license-type", GTK_LICENSE_GPL_3_0, "comments",
      _ ("Finds out why invoices can’t be sent, says it in plain words, and writes the report that "
         "your vendor needs. It sends nothing anywhere."),
      /* Translators: put your names here, one a line */
      "translator-credits", _ ("translator-credits"), NULL);
}

/* Made when it is asked for: GTK would build it with every window, before the first frame. */
static void
shortcuts_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));
  g_autoptr (GtkBuilder) builder
      = gtk_builder_new_from_resource ("/org/invoicefirstaid/InvoiceFirstAid/ui/shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts, window);
  gtk_window_present (shortcuts);
}

static void
check_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IfaApplication *self = IFA_APPLICATION (user_data);

  present (self, NULL);
  ifa_window_start_check (get_window (self));
}

static void
practice_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IfaApplication *self = IFA_APPLICATION (user_data);

  present (self, NULL);
  gtk_widget_activate_action (GTK_WIDGET (get_window (self)), "win.practice", NULL);
}

static void
set_watcher (IfaApplication *self, IfaWatcher *watcher)
{
  if (self->watcher == watcher)
    return;

  if (self->watcher != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->watcher, self);
      ifa_watcher_stop (self->watcher);
      g_application_release (G_APPLICATION (self));
    }
  g_set_object (&self->watcher, watcher);
  if (watcher != NULL)
    g_application_hold (G_APPLICATION (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WATCHER]);
}

static void
works_again_cb (IfaApplication *self, IfaResult *result)
{
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *body = NULL;

  g_assert (IFA_IS_APPLICATION (self));

  g_set_object (&self->good_news, result);
  /* Without a window nothing else would keep them until somebody comes. */
  if (get_window (self) == NULL && !self->holds_news)
    {
      g_application_hold (G_APPLICATION (self));
      self->holds_news = TRUE;
    }
  notification = g_notification_new (_ ("Your invoice service can be reached again"));
  /* Translators: the text of a notification; %s is the name of an invoice service */
  body = g_strdup_printf (_ ("%s answers. Invoices can be sent again."),
                          ifa_result_get_report (result)->profile_name);
  g_notification_set_body (notification, body);
  g_notification_set_default_action (notification, "app.show-good-news");
  g_application_send_notification (G_APPLICATION (self), "works-again", notification);
  set_watcher (self, NULL);
}

static void
show_good_news_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IfaApplication *self = IFA_APPLICATION (user_data);

  present (self, NULL);
  if (self->good_news != NULL)
    ifa_window_show_result (get_window (self), self->good_news);
}

/**
 * ifa_application_watch:
 * @self: the application
 * @profile: (nullable): the service to watch; `NULL` to watch none
 * @own_hosts_only: whether no host but the service's own may be contacted
 *
 * The program goes on while its window is closed, and tells when the service works again.
 */
void
ifa_application_watch (IfaApplication *self, IfaProfile *profile, gboolean own_hosts_only)
{
  g_autoptr (IfaWatcher) watcher = NULL;

  g_return_if_fail (IFA_IS_APPLICATION (self));

  if (profile != NULL)
    {
      watcher = ifa_watcher_new (profile, own_hosts_only, self->watch_interval_s);
      g_signal_connect_object (watcher, "works-again", G_CALLBACK (works_again_cb), self,
                               G_CONNECT_SWAPPED);
      ifa_background_request (_ ("Looks from time to time whether your invoice service can be "
                                 "reached again, and tells you."));
    }
  set_watcher (self, watcher);
}

/**
 * ifa_application_get_watcher:
 * @self: the application
 *
 * Returns: (transfer none) (nullable): what waits for a service to work again
 */
IfaWatcher *
ifa_application_get_watcher (IfaApplication *self)
{
  g_return_val_if_fail (IFA_IS_APPLICATION (self), NULL);

  return self->watcher;
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IfaWindow *window = get_window (user_data);

  ifa_application_watch (user_data, NULL, FALSE);
  if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
  else
    g_application_quit (user_data);
}

static void
ifa_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "about", .activate = about_action },
    { .name = "check", .activate = check_action },
    { .name = "practice", .activate = practice_action },
    { .name = "shortcuts", .activate = shortcuts_action },
    { .name = "show-good-news", .activate = show_good_news_action },
    { .name = "quit", .activate = quit_action },
  };
  static const struct
  {
    const char *action;
    const char *keys[3];
  } accelerators[] = {
    { "app.quit", { "<Control>q" } },
    { "win.preferences", { "<Control>comma" } },
    { "app.shortcuts", { "<Control>question" } },
    { "window.close", { "<Control>w" } },
    { "win.check-again", { "F5" } },
    { "win.save-report", { "<Control>s" } },
  };

  G_APPLICATION_CLASS (ifa_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accelerators[i].action,
                                           accelerators[i].keys);
  gtk_window_set_default_icon_name (IFA_APPLICATION_ID);

  if (*IFA_SOURCE_DATA_DIR != '\0')
    gtk_icon_theme_add_search_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    IFA_SOURCE_DATA_DIR "/icons");
}

static void
ifa_application_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_WATCHER)
    g_value_set_object (value, IFA_APPLICATION (object)->watcher);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ifa_application_dispose (GObject *object)
{
  IfaApplication *self = IFA_APPLICATION (object);

  if (self->watcher != NULL)
    ifa_watcher_stop (self->watcher);
  g_clear_object (&self->watcher);
  g_clear_object (&self->good_news);

  G_OBJECT_CLASS (ifa_application_parent_class)->dispose (object);
}

static void
ifa_application_class_init (IfaApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = ifa_application_dispose;
  object_class->get_property = ifa_application_get_property;
  application_class->startup = ifa_application_startup;
  application_class->activate = ifa_application_activate;
  application_class->open = ifa_application_open;
  application_class->handle_local_options = ifa_application_handle_local_options;
  application_class->command_line = ifa_application_command_line;

  /**
   * IfaApplication:watcher:
   *
   * What waits for a service to work again, or `NULL`.
   */
  properties[PROP_WATCHER] = g_param_spec_object ("watcher", NULL, NULL, IFA_TYPE_WATCHER,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ifa_application_init (IfaApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (
      G_APPLICATION (self), _ ("Finds out why invoices can’t be sent, and who can repair it."));
}

IfaApplication *
ifa_application_new (void)
{
  return g_object_new (IFA_TYPE_APPLICATION, "application-id", IFA_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN | G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path", "/org/invoicefirstaid/InvoiceFirstAid", NULL);
}
