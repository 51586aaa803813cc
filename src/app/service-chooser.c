/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Which invoice service: one of the list, with what it lets choose (a province), or an address. */

#include "config.h"

#include "service-chooser.h"

#include <glib/gi18n.h>

#include "profile-dialog.h"
#include "services.h"

/* A service that can be chosen. */
typedef struct
{
  IfaProfile *profile;
  char *key; /* by which the store finds it again: id or path */
  GtkCheckButton *button;
} Choice;

struct _IfaServiceChooser
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  AdwExpanderRow *service_row;
  GtkCheckButton *other_button;
  AdwActionRow *other_row;
  AdwEntryRow *url_row;
  GtkLabel *url_error;

  GPtrArray *choices;        /* (element-type Choice) */
  GPtrArray *parameter_rows; /* (element-type GtkWidget): of the chosen service, in group */
  const Choice *of_rows;     /* (nullable): whose parameters these are */
  IfaProfile *of_url;        /* (nullable): made of what was typed, when that is an address */
  IfaProfile *asked;         /* (nullable): from a file; the person is being asked about it */
  char *asked_key;           /* (nullable): its file */
  GCancellable *loading;     /* cancelled with the widget */
};

enum
{
  CHANGED,
  REPORT_OPENED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IfaServiceChooser, ifa_service_chooser, ADW_TYPE_BIN)

static void
choice_free (Choice *choice)
{
  ifa_profile_unref (choice->profile);
  g_free (choice->key);
  g_free (choice);
}

static gboolean
is_url (const char *text)
{
  return strstr (text, "://") != NULL;
}

static Choice *
get_choice (IfaServiceChooser *self)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *choice = g_ptr_array_index (self->choices, i);

      if (gtk_check_button_get_active (choice->button))
        return choice;
    }
  return NULL;
}

static IfaProfile *
get_profile (IfaServiceChooser *self)
{
  Choice *choice = get_choice (self);

  if (choice != NULL)
    return choice->profile;
  return gtk_check_button_get_active (self->other_button) ? self->of_url : NULL;
}

static void
show_service (IfaServiceChooser *self)
{
  IfaProfile *profile = get_profile (self);
  gboolean is_other = gtk_check_button_get_active (self->other_button);
  const IfaEndpoint *first = NULL;

  if (profile == NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->service_row),
                                     _ ("Choose your invoice service"));
      adw_expander_row_set_subtitle (self->service_row, "");
      return;
    }

  first = g_ptr_array_index (profile->endpoints, 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->service_row),
                                 ifa_text_get (profile->name));
  adw_expander_row_set_subtitle (self->service_row, is_other ? first->url
                                                    : profile->vendor_name != NULL
                                                        ? profile->vendor_name
                                                        : first->host);
}

static void
show_url_error (IfaServiceChooser *self, const char *message)
{
  gtk_label_set_label (self->url_error, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->url_error), message != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->url_row), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void show_parameters (IfaServiceChooser *self);

static void
choice_changed_cb (IfaServiceChooser *self)
{
  g_assert (IFA_IS_SERVICE_CHOOSER (self));

  gtk_widget_set_visible (GTK_WIDGET (self->url_row),
                          gtk_check_button_get_active (self->other_button));
  if (!gtk_check_button_get_active (self->other_button))
    show_url_error (self, NULL);
  show_service (self);
  show_parameters (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* A half-typed address is no mistake yet: what is wrong with it is said on leaving the field. */
static void
url_changed_cb (IfaServiceChooser *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->url_row));
  g_autofree char *url = g_strstrip (g_strdup (text));
  g_autofree char *with_scheme
      = is_url (url) ? g_strdup (url) : g_strconcat ("https://", url, NULL);

  g_assert (IFA_IS_SERVICE_CHOOSER (self));

  g_clear_pointer (&self->of_url, ifa_profile_unref);
  if (*url != '\0')
    self->of_url = ifa_profile_new_from_url (with_scheme, NULL);
  show_url_error (self, NULL);
  show_service (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
check_url (IfaServiceChooser *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->url_row));

  if (self->of_url != NULL || *text == '\0')
    show_url_error (self, NULL);
  else
    show_url_error (self, _ ("This is not a web address. It looks like "
                             "https://invoice.example.com and has no spaces."));
}

static void
url_left_cb (IfaServiceChooser *self)
{
  g_assert (IFA_IS_SERVICE_CHOOSER (self));

  check_url (self);
}

static void
url_activated_cb (IfaServiceChooser *self)
{
  g_assert (IFA_IS_SERVICE_CHOOSER (self));

  check_url (self);
  if (self->of_url != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.start-check", NULL);
}

/* Her province, her state: something else to ask than the list of services. */
static void
parameter_chosen_cb (IfaServiceChooser *self)
{
  Choice *choice = get_choice (self);
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  IfaProfile *changed = NULL;

  g_assert (IFA_IS_SERVICE_CHOOSER (self));

  if (choice == NULL || choice != self->of_rows)
    return;
  for (guint i = 0; i < self->parameter_rows->len; i++)
    {
      const IfaParameter *parameter = g_ptr_array_index (choice->profile->parameters, i);
      guint position = adw_combo_row_get_selected (g_ptr_array_index (self->parameter_rows, i));
      const IfaParameterValue *value = g_ptr_array_index (parameter->values, position);

      g_hash_table_insert (values, parameter->id, value->id);
    }

  changed = ifa_profile_new_with_parameters (choice->profile, values, NULL);
  if (changed == NULL)
    return;
  g_hash_table_remove_all (values);
  ifa_profile_unref (choice->profile);
  choice->profile = changed;
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
new_parameter_row (IfaServiceChooser *self, const IfaParameter *parameter)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < parameter->values->len; i++)
    {
      const IfaParameterValue *value = g_ptr_array_index (parameter->values, i);

      gtk_string_list_append (names, ifa_text_get (value->name));
      if (g_strcmp0 (value->id, parameter->value) == 0)
        selected = i;
    }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ifa_text_get (parameter->name));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (parameter_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  return row;
}

static void
show_parameters (IfaServiceChooser *self)
{
  Choice *choice = get_choice (self);

  if (choice == self->of_rows)
    return;

  for (guint i = 0; i < self->parameter_rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->parameter_rows, i));
  g_ptr_array_set_size (self->parameter_rows, 0);
  self->of_rows = choice;
  for (guint i = 0; choice != NULL && i < choice->profile->parameters->len; i++)
    {
      GtkWidget *row = new_parameter_row (self, g_ptr_array_index (choice->profile->parameters, i));

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->parameter_rows, row);
    }
}

static Choice *
add_choice (IfaServiceChooser *self, IfaProfile *profile, const char *key)
{
  Choice *choice = g_new0 (Choice, 1);
  GtkWidget *row = adw_action_row_new ();
  const char *name = ifa_text_get (profile->name);

  choice->profile = ifa_profile_ref (profile);
  choice->key = g_strdup (key);
  choice->button = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_check_button_set_group (choice->button, self->other_button);
  gtk_widget_set_valign (GTK_WIDGET (choice->button), GTK_ALIGN_CENTER);
  g_signal_connect_object (choice->button, "toggled", G_CALLBACK (choice_changed_cb), self,
                           G_CONNECT_SWAPPED);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  if (profile->vendor_name != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), profile->vendor_name);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), GTK_WIDGET (choice->button));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (choice->button));
  adw_expander_row_add_row (self->service_row, row);
  g_ptr_array_add (self->choices, choice);
  return choice;
}

static Choice *
find_choice (IfaServiceChooser *self, const IfaProfile *profile)
{
  for (guint i = 0; profile != NULL && i < self->choices->len; i++)
    {
      Choice *choice = g_ptr_array_index (self->choices, i);

      if (g_strcmp0 (choice->profile->id, profile->id) == 0)
        return choice;
    }
  return NULL;
}

/* The row for other addresses stays the last one. */
static void
move_other_row_down (IfaServiceChooser *self)
{
  g_object_ref (self->other_row);
  g_object_ref (self->url_row);
  adw_expander_row_remove (self->service_row, GTK_WIDGET (self->other_row));
  adw_expander_row_remove (self->service_row, GTK_WIDGET (self->url_row));
  adw_expander_row_add_row (self->service_row, GTK_WIDGET (self->other_row));
  adw_expander_row_add_row (self->service_row, GTK_WIDGET (self->url_row));
  g_object_unref (self->other_row);
  g_object_unref (self->url_row);
}

static void
use (IfaServiceChooser *self, IfaProfile *profile, const char *key)
{
  Choice *choice = find_choice (self, profile);

  if (choice == NULL)
    {
      choice = add_choice (self, profile, key);
      move_other_row_down (self);
      gtk_widget_set_visible (GTK_WIDGET (self->other_row), TRUE);
    }
  else if (choice->profile != profile)
    {
      ifa_profile_unref (choice->profile);
      choice->profile = ifa_profile_ref (profile);
      self->of_rows = NULL;
    }
  gtk_check_button_set_active (choice->button, TRUE);
  choice_changed_cb (self);
  adw_expander_row_set_expanded (self->service_row, FALSE);
}

static void
report_failure (IfaServiceChooser *self, const GError *error)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog
      = adw_message_dialog_new (GTK_WINDOW (root), _ ("This file can’t be opened"), error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  IfaServiceChooser *self = IFA_SERVICE_CHOOSER (source);
  g_autoptr (IfaProfile) profile = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = ifa_services_keep_finish (result, &error);

  if (path != NULL)
    use (self, profile, profile->id);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    report_failure (self, error);
}

static void
answered_cb (IfaServiceChooser *self, const char *response)
{
  g_autoptr (IfaProfile) profile = g_steal_pointer (&self->asked);
  g_autofree char *key = g_steal_pointer (&self->asked_key);

  g_assert (IFA_IS_SERVICE_CHOOSER (self));

  if (g_str_equal (response, IFA_PROFILE_DIALOG_USE))
    use (self, profile, key);
  else if (g_str_equal (response, IFA_PROFILE_DIALOG_KEEP))
    ifa_services_keep_async (G_OBJECT (self), profile, self->loading, kept_cb,
                             ifa_profile_ref (profile));
}

/* A stranger's profile says which hosts are contacted and which folders read: she decides. */
static void
ask (IfaServiceChooser *self, IfaProfile *profile, const char *key)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *dialog = NULL;

  if (self->asked != NULL)
    return;

  self->asked = ifa_profile_ref (profile);
  self->asked_key = g_strdup (key);
  dialog = ifa_profile_dialog_new (window, profile);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Whoever comes back finds her service chosen and the list folded away; whoever is new, the list.
 */
static void
choose (IfaServiceChooser *self, const IfaServices *services)
{
  gboolean is_address = services->wanted != NULL && is_url (services->wanted);

  if (is_address && services->special != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->url_row), services->wanted);
      gtk_check_button_set_active (self->other_button, TRUE);
    }
  else if (services->special != NULL
           && (services->is_remembered || find_choice (self, services->special) != NULL))
    use (self, services->special, services->wanted);
  else if (services->special != NULL)
    ask (self, services->special, services->wanted);
  else if (self->choices->len == 0)
    gtk_check_button_set_active (self->other_button, TRUE);
  adw_expander_row_set_expanded (self->service_row, get_profile (self) == NULL);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  IfaServiceChooser *self = IFA_SERVICE_CHOOSER (source);
  g_autoptr (IfaServices) services = ifa_services_load_finish (result, NULL);

  /* Only a widget that is no longer there cancels this. */
  if (services == NULL)
    return;

  for (guint i = 0; i < services->profiles->len; i++)
    {
      IfaProfile *profile = g_ptr_array_index (services->profiles, i);

      if (find_choice (self, profile) == NULL)
        add_choice (self, profile, profile->id);
    }
  move_other_row_down (self);
  /* Where nothing is listed, there is nothing to choose: only the address to type. */
  gtk_widget_set_visible (GTK_WIDGET (self->other_row), self->choices->len > 0);

  choose (self, services);
  choice_changed_cb (self);
  if (services->report != NULL)
    g_signal_emit (self, signals[REPORT_OPENED], 0, services->report);
  else if (services->error != NULL && !services->is_remembered)
    report_failure (self, services->error);
}

/**
 * ifa_service_chooser_open:
 * @self: the widget
 * @wanted: (nullable): the service to choose, or a file to open; `NULL` for the one used last
 *
 * Reads the profiles anew, in a thread.
 */
void
ifa_service_chooser_open (IfaServiceChooser *self, const char *wanted)
{
  g_return_if_fail (IFA_IS_SERVICE_CHOOSER (self));

  ifa_services_load_async (G_OBJECT (self), wanted, self->loading, loaded_cb, NULL);
}

/**
 * ifa_service_chooser_get_profile:
 * @self: the widget
 *
 * Returns: (transfer none) (nullable): the service that is chosen, if one is
 */
IfaProfile *
ifa_service_chooser_get_profile (IfaServiceChooser *self)
{
  g_return_val_if_fail (IFA_IS_SERVICE_CHOOSER (self), NULL);

  return get_profile (self);
}

/**
 * ifa_service_chooser_dup_name:
 * @self: the widget
 *
 * Returns: (transfer full) (nullable): what the store knows the chosen service by
 */
char *
ifa_service_chooser_dup_name (IfaServiceChooser *self)
{
  Choice *choice = NULL;

  g_return_val_if_fail (IFA_IS_SERVICE_CHOOSER (self), NULL);

  choice = get_choice (self);
  if (choice != NULL)
    return ifa_services_dup_name (choice->key, choice->profile);
  if (get_profile (self) == NULL)
    return NULL;
  return g_strdup (((IfaEndpoint *) g_ptr_array_index (self->of_url->endpoints, 0))->url);
}

static void
ifa_service_chooser_dispose (GObject *object)
{
  IfaServiceChooser *self = IFA_SERVICE_CHOOSER (object);

  g_cancellable_cancel (self->loading);
  g_clear_pointer (&self->of_url, ifa_profile_unref);
  g_clear_pointer (&self->asked, ifa_profile_unref);
  g_clear_pointer (&self->asked_key, g_free);

  G_OBJECT_CLASS (ifa_service_chooser_parent_class)->dispose (object);
}

static void
ifa_service_chooser_finalize (GObject *object)
{
  IfaServiceChooser *self = IFA_SERVICE_CHOOSER (object);

  g_object_unref (self->loading);
  g_ptr_array_unref (self->choices);
  g_ptr_array_unref (self->parameter_rows);

  G_OBJECT_CLASS (ifa_service_chooser_parent_class)->finalize (object);
}

static void
ifa_service_chooser_class_init (IfaServiceChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ifa_service_chooser_dispose;
  object_class->finalize = ifa_service_chooser_finalize;

  /**
   * IfaServiceChooser::changed:
   * @self: the widget, in which another service is chosen
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  /**
   * IfaServiceChooser::report-opened:
   * @self: the widget
   * @result: an earlier report, from the file that was to be opened
   */
  signals[REPORT_OPENED]
      = g_signal_new ("report-opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, IFA_TYPE_RESULT);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/invoicefirstaid/InvoiceFirstAid/ui/service-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, IfaServiceChooser, group);
  gtk_widget_class_bind_template_child (widget_class, IfaServiceChooser, service_row);
  gtk_widget_class_bind_template_child (widget_class, IfaServiceChooser, other_button);
  gtk_widget_class_bind_template_child (widget_class, IfaServiceChooser, other_row);
  gtk_widget_class_bind_template_child (widget_class, IfaServiceChooser, url_row);
  gtk_widget_class_bind_template_child (widget_class, IfaServiceChooser, url_error);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, url_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, url_activated_cb);
}

static void
ifa_service_chooser_init (IfaServiceChooser *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) choice_free);
  self->parameter_rows = g_ptr_array_new ();
  self->loading = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (focus, "leave", G_CALLBACK (url_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->url_row), focus);
}
