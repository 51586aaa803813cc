/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "start-page.h"

#include <glib/gi18n.h>

#include "heading.h"
#include "profile-store.h"

#define MAX_SHOWN_HOSTS 60

/* A service that can be chosen. */
typedef struct
{
  IfaProfile *profile;
  char *key; /* by which the store finds it again: id or path */
  GtkCheckButton *button;
} Choice;

/* What a thread read from the disk. */
typedef struct
{
  GPtrArray *profiles;
  char *wanted;        /* (nullable): what should be chosen: id, path or URL */
  IfaProfile *special; /* (nullable): the one that `wanted` means, where it isn't in the list */
  GError *error;       /* (nullable): why there is none */
  gboolean is_remembered;
} Loaded;

struct _IfaStartPage
{
  IfaPage parent_instance;

  IfaHeading *heading;
  AdwExpanderRow *service_row;
  GtkCheckButton *other_button;
  AdwActionRow *other_row;
  AdwEntryRow *url_row;
  GtkLabel *url_error;
  AdwExpanderRow *hosts_row;
  GtkSwitch *own_hosts_switch;
  GtkButton *start_button;

  GPtrArray *choices;    /* (element-type Choice) */
  GPtrArray *host_rows;  /* (element-type GtkWidget): not owned */
  IfaProfile *of_url;    /* (nullable): made of what was typed, when that is an address */
  GCancellable *loading; /* cancelled with the page */
};

enum
{
  PROP_READY = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (IfaStartPage, ifa_start_page, IFA_TYPE_PAGE)

static void
choice_free (Choice *choice)
{
  ifa_profile_unref (choice->profile);
  g_free (choice->key);
  g_free (choice);
}

static void
loaded_free (Loaded *loaded)
{
  g_clear_pointer (&loaded->profiles, g_ptr_array_unref);
  g_clear_pointer (&loaded->special, ifa_profile_unref);
  g_clear_error (&loaded->error);
  g_free (loaded->wanted);
  g_free (loaded);
}

static gboolean
is_url (const char *text)
{
  return strstr (text, "://") != NULL;
}

static Choice *
get_choice (IfaStartPage *self)
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
get_profile (IfaStartPage *self)
{
  Choice *choice = get_choice (self);

  if (choice != NULL)
    return choice->profile;
  return gtk_check_button_get_active (self->other_button) ? self->of_url : NULL;
}

static void
show_hosts (IfaStartPage *self)
{
  IfaProfile *profile = get_profile (self);
  g_auto (GStrv) hosts = NULL;
  g_autofree char *first = NULL;
  guint n_hosts = 0;

  for (guint i = 0; i < self->host_rows->len; i++)
    adw_expander_row_remove (self->hosts_row, g_ptr_array_index (self->host_rows, i));
  g_ptr_array_set_size (self->host_rows, 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->hosts_row), profile != NULL);
  if (profile == NULL)
    {
      adw_expander_row_set_expanded (self->hosts_row, FALSE);
      adw_expander_row_set_subtitle (self->hosts_row, _ ("Choose your invoice service first"));
      return;
    }

  hosts = ifa_profile_list_hosts (profile, gtk_switch_get_active (self->own_hosts_switch));
  n_hosts = g_strv_length (hosts);
  for (guint i = 0; i < MIN (n_hosts, MAX_SHOWN_HOSTS); i++)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), hosts[i]);
      adw_preferences_row_set_title_selectable (ADW_PREFERENCES_ROW (row), TRUE);
      adw_expander_row_add_row (self->hosts_row, row);
      g_ptr_array_add (self->host_rows, row);
    }

  /* Translators: how many hosts a check contacts */
  first = g_strdup_printf (ngettext ("%u computer", "%u computers", n_hosts), n_hosts);
  adw_expander_row_set_subtitle (self->hosts_row, first);
}

static void
show_service (IfaStartPage *self)
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
show_url_error (IfaStartPage *self, const char *message)
{
  gtk_label_set_label (self->url_error, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->url_error), message != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->url_row), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
choice_changed_cb (IfaStartPage *self)
{
  g_assert (IFA_IS_START_PAGE (self));

  gtk_widget_set_visible (GTK_WIDGET (self->url_row),
                          gtk_check_button_get_active (self->other_button));
  if (!gtk_check_button_get_active (self->other_button))
    show_url_error (self, NULL);
  show_service (self);
  show_hosts (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

/* A half-typed address is no mistake yet: what is wrong with it is said on leaving the field. */
static void
url_changed_cb (IfaStartPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->url_row));
  g_autofree char *url = g_strstrip (g_strdup (text));
  g_autofree char *with_scheme
      = is_url (url) ? g_strdup (url) : g_strconcat ("https://", url, NULL);

  g_assert (IFA_IS_START_PAGE (self));

  g_clear_pointer (&self->of_url, ifa_profile_unref);
  if (*url != '\0')
    self->of_url = ifa_profile_new_from_url (with_scheme, NULL);
  show_url_error (self, NULL);
  show_service (self);
  show_hosts (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
check_url (IfaStartPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->url_row));

  if (self->of_url != NULL || *text == '\0')
    show_url_error (self, NULL);
  else
    show_url_error (self, _ ("This is not a web address. It looks like "
                             "https://invoice.example.com and has no spaces."));
}

static void
url_left_cb (IfaStartPage *self)
{
  g_assert (IFA_IS_START_PAGE (self));

  check_url (self);
}

static void
url_activated_cb (IfaStartPage *self)
{
  g_assert (IFA_IS_START_PAGE (self));

  check_url (self);
  if (self->of_url != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.start-check", NULL);
}

static void
add_choice (IfaStartPage *self, IfaProfile *profile, const char *key)
{
  Choice *choice = g_new0 (Choice, 1);
  GtkWidget *row = adw_action_row_new ();
  const char *name = ifa_text_get (profile->name);

  choice->profile = ifa_profile_ref (profile);
  choice->key = g_strdup (key);
  choice->button = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_check_button_set_group (choice->button, self->other_button);
  gtk_widget_set_valign (GTK_WIDGET (choice->button), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
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
}

static Choice *
find_choice (IfaStartPage *self, const char *key)
{
  for (guint i = 0; key != NULL && i < self->choices->len; i++)
    {
      Choice *choice = g_ptr_array_index (self->choices, i);

      if (g_strcmp0 (choice->key, key) == 0 || g_strcmp0 (choice->profile->id, key) == 0)
        return choice;
    }
  return NULL;
}

/* The row for other addresses stays the last one. */
static void
move_other_row_down (IfaStartPage *self)
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

/* Whoever comes back finds her service chosen and the list folded away; whoever is new, the list.
 */
static void
choose (IfaStartPage *self, const Loaded *loaded)
{
  Choice *choice = find_choice (self, loaded->wanted);

  if (choice != NULL)
    gtk_check_button_set_active (choice->button, TRUE);
  else if (loaded->wanted != NULL && is_url (loaded->wanted))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->url_row), loaded->wanted);
      gtk_check_button_set_active (self->other_button, TRUE);
    }
  else if (self->choices->len == 0)
    gtk_check_button_set_active (self->other_button, TRUE);
  adw_expander_row_set_expanded (self->service_row, get_profile (self) == NULL);
}

static void
report_bad_profile (IfaStartPage *self, const GError *error)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (root), _ ("This service can’t be opened"),
                                              error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  IfaStartPage *self = IFA_START_PAGE (source);
  Loaded *loaded = g_task_propagate_pointer (G_TASK (result), NULL);

  /* Only a page that is no longer there cancels this. */
  if (loaded == NULL)
    return;

  for (guint i = 0; i < loaded->profiles->len; i++)
    {
      IfaProfile *profile = g_ptr_array_index (loaded->profiles, i);

      if (find_choice (self, profile->id) == NULL)
        add_choice (self, profile, profile->id);
    }
  if (loaded->special != NULL && find_choice (self, loaded->wanted) == NULL)
    add_choice (self, loaded->special, loaded->wanted);
  move_other_row_down (self);
  /* Where nothing is listed, there is nothing to choose: only the address to type. */
  gtk_widget_set_visible (GTK_WIDGET (self->other_row), self->choices->len > 0);

  choose (self, loaded);
  choice_changed_cb (self);
  if (loaded->error != NULL && !loaded->is_remembered)
    report_bad_profile (self, loaded->error);
  loaded_free (loaded);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *wanted = data;
  Loaded *loaded = g_new0 (Loaded, 1);

  loaded->profiles = ifa_profile_store_list ();
  loaded->is_remembered = wanted == NULL;
  loaded->wanted = wanted != NULL ? g_strdup (wanted) : ifa_profile_store_dup_last_used ();
  if (loaded->wanted != NULL && !is_url (loaded->wanted))
    loaded->special = ifa_profile_store_find (loaded->wanted, &loaded->error);
  g_task_return_pointer (task, loaded, (GDestroyNotify) loaded_free);
}

/**
 * ifa_start_page_open:
 * @self: the page
 * @file_or_id_or_url: (nullable): the service to choose; `NULL` for the one that was used last
 *
 * Reads the profiles anew, in a thread.
 */
void
ifa_start_page_open (IfaStartPage *self, const char *file_or_id_or_url)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (IFA_IS_START_PAGE (self));

  task = g_task_new (self, self->loading, loaded_cb, NULL);
  g_task_set_source_tag (task, ifa_start_page_open);
  g_task_set_task_data (task, g_strdup (file_or_id_or_url), g_free);
  g_task_run_in_thread (task, load_thread);
}

/**
 * ifa_start_page_dup_profile:
 * @self: the page
 * @key: (out) (transfer full): what the store knows the service by
 *
 * Returns: (transfer full) (nullable): the service that is chosen, if one is
 */
IfaProfile *
ifa_start_page_dup_profile (IfaStartPage *self, char **key)
{
  Choice *choice = NULL;
  IfaProfile *profile = NULL;

  g_return_val_if_fail (IFA_IS_START_PAGE (self), NULL);

  choice = get_choice (self);
  profile = get_profile (self);
  if (profile == NULL)
    return NULL;

  if (choice != NULL)
    *key = g_strdup (choice->key);
  else
    *key = g_strdup (((IfaEndpoint *) g_ptr_array_index (profile->endpoints, 0))->url);
  return ifa_profile_ref (profile);
}

gboolean
ifa_start_page_get_own_hosts_only (IfaStartPage *self)
{
  g_return_val_if_fail (IFA_IS_START_PAGE (self), FALSE);

  return gtk_switch_get_active (self->own_hosts_switch);
}

void
ifa_start_page_set_own_hosts_only (IfaStartPage *self, gboolean own_hosts_only)
{
  g_return_if_fail (IFA_IS_START_PAGE (self));

  gtk_switch_set_active (self->own_hosts_switch, own_hosts_only);
}

static void
ifa_start_page_arrive (IfaPage *page)
{
  IfaStartPage *self = IFA_START_PAGE (page);

  gtk_widget_grab_focus (GTK_WIDGET (self->start_button));
}

static void
ifa_start_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_READY)
    g_value_set_boolean (value, get_profile (IFA_START_PAGE (object)) != NULL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ifa_start_page_dispose (GObject *object)
{
  IfaStartPage *self = IFA_START_PAGE (object);

  g_cancellable_cancel (self->loading);
  g_clear_pointer (&self->of_url, ifa_profile_unref);

  G_OBJECT_CLASS (ifa_start_page_parent_class)->dispose (object);
}

static void
ifa_start_page_finalize (GObject *object)
{
  IfaStartPage *self = IFA_START_PAGE (object);

  g_object_unref (self->loading);
  g_ptr_array_unref (self->choices);
  g_ptr_array_unref (self->host_rows);

  G_OBJECT_CLASS (ifa_start_page_parent_class)->finalize (object);
}

static void
ifa_start_page_class_init (IfaStartPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  IfaPageClass *page_class = IFA_PAGE_CLASS (klass);

  page_class->arrive = ifa_start_page_arrive;
  object_class->dispose = ifa_start_page_dispose;
  object_class->finalize = ifa_start_page_finalize;
  object_class->get_property = ifa_start_page_get_property;

  /**
   * IfaStartPage:ready:
   *
   * Whether a service is chosen, so that a check can start.
   */
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (IFA_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/invoicefirstaid/InvoiceFirstAid/ui/start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IfaStartPage, heading);
  gtk_widget_class_bind_template_child (widget_class, IfaStartPage, service_row);
  gtk_widget_class_bind_template_child (widget_class, IfaStartPage, other_button);
  gtk_widget_class_bind_template_child (widget_class, IfaStartPage, other_row);
  gtk_widget_class_bind_template_child (widget_class, IfaStartPage, url_row);
  gtk_widget_class_bind_template_child (widget_class, IfaStartPage, url_error);
  gtk_widget_class_bind_template_child (widget_class, IfaStartPage, hosts_row);
  gtk_widget_class_bind_template_child (widget_class, IfaStartPage, own_hosts_switch);
  gtk_widget_class_bind_template_child (widget_class, IfaStartPage, start_button);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, url_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, url_activated_cb);
}

static void
ifa_start_page_init (IfaStartPage *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) choice_free);
  self->host_rows = g_ptr_array_new ();
  self->loading = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (focus, "leave", G_CALLBACK (url_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->url_row), focus);
  show_hosts (self);
}
