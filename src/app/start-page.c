/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "start-page.h"

#include <glib/gi18n.h>

#include "heading.h"
#include "service-chooser.h"

#define MAX_SHOWN_HOSTS 60

struct _IfaStartPage
{
  IfaPage parent_instance;

  IfaServiceChooser *chooser;
  AdwExpanderRow *hosts_row;
  GtkSwitch *own_hosts_switch;
  GtkButton *start_button;
  GtkWidget *unsent_group;
  AdwActionRow *unsent_row;
  GtkWidget *emergency_row;
  GtkWidget *interrupted;

  IfaUnsent *unsent;    /* (nullable): of the chosen service */
  GPtrArray *host_rows; /* (element-type GtkWidget): in hosts_row */
};

enum
{
  PROP_READY = 1,
  PROP_OWN_HOSTS_ONLY,
  N_PROPS,
};

enum
{
  REPORT_OPENED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IfaStartPage, ifa_start_page, IFA_TYPE_PAGE)

static void
add_host_row (IfaStartPage *self, const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_row_set_title_selectable (ADW_PREFERENCES_ROW (row), TRUE);
  adw_expander_row_add_row (self->hosts_row, row);
  g_ptr_array_add (self->host_rows, row);
}

static void
show_hosts (IfaStartPage *self)
{
  IfaProfile *profile = ifa_service_chooser_get_profile (self->chooser);
  gboolean own_hosts_only = gtk_switch_get_active (self->own_hosts_switch);
  g_auto (GStrv) hosts = NULL;
  g_autofree char *first = NULL;
  const char *unnamed = NULL;
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

  hosts = ifa_profile_list_hosts (profile, own_hosts_only);
  unnamed = ifa_profile_get_unnamed_hosts (profile, own_hosts_only);
  n_hosts = g_strv_length (hosts);
  for (guint i = 0; i < MIN (n_hosts, MAX_SHOWN_HOSTS); i++)
    add_host_row (self, hosts[i]);
  if (unnamed != NULL)
    add_host_row (self, unnamed);

  /* Translators: how many hosts a check contacts */
  first = g_strdup_printf (unnamed == NULL
                               ? ngettext ("%u computer", "%u computers", n_hosts)
                               : ngettext ("%u computer and the certificate's authority",
                                           "%u computers and the certificate's authority", n_hosts),
                           n_hosts);
  adw_expander_row_set_subtitle (self->hosts_row, first);
}

static void
own_hosts_changed_cb (IfaStartPage *self)
{
  g_assert (IFA_IS_START_PAGE (self));

  show_hosts (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OWN_HOSTS_ONLY]);
}

static void
choice_changed_cb (IfaStartPage *self)
{
  g_assert (IFA_IS_START_PAGE (self));

  show_hosts (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
report_opened_cb (IfaStartPage *self, IfaResult *result)
{
  g_assert (IFA_IS_START_PAGE (self));

  g_signal_emit (self, signals[REPORT_OPENED], 0, result);
}

/**
 * ifa_start_page_open:
 * @self: the page
 * @wanted: (nullable): the service to choose, or a file to open; `NULL` for the one used last
 */
void
ifa_start_page_open (IfaStartPage *self, const char *wanted)
{
  g_return_if_fail (IFA_IS_START_PAGE (self));

  ifa_service_chooser_open (self->chooser, wanted);
}

/**
 * ifa_start_page_get_profile:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): the service that is chosen, if one is
 */
IfaProfile *
ifa_start_page_get_profile (IfaStartPage *self)
{
  g_return_val_if_fail (IFA_IS_START_PAGE (self), NULL);

  return ifa_service_chooser_get_profile (self->chooser);
}

/**
 * ifa_start_page_dup_name:
 * @self: the page
 *
 * Returns: (transfer full) (nullable): what the store knows the chosen service by
 */
char *
ifa_start_page_dup_name (IfaStartPage *self)
{
  g_return_val_if_fail (IFA_IS_START_PAGE (self), NULL);

  return ifa_service_chooser_dup_name (self->chooser);
}

static void
show_unsent (IfaStartPage *self)
{
  g_autofree char *summary = NULL;

  IfaProfile *profile = ifa_service_chooser_get_profile (self->chooser);

  gtk_widget_set_visible (self->unsent_group, profile != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->unsent_row), self->unsent != NULL);
  gtk_widget_set_visible (self->emergency_row,
                          profile != NULL && profile->contingency_steps->len > 0);
  if (self->unsent == NULL)
    return;

  summary = ifa_unsent_dup_summary (self->unsent);
  adw_action_row_set_subtitle (self->unsent_row, summary);
}

/**
 * ifa_start_page_set_unsent:
 * @self: the page
 * @unsent: (nullable): what waits at the chosen service
 */
void
ifa_start_page_set_unsent (IfaStartPage *self, IfaUnsent *unsent)
{
  g_return_if_fail (IFA_IS_START_PAGE (self));

  if (self->unsent != NULL)
    g_signal_handlers_disconnect_by_data (self->unsent, self);
  g_set_object (&self->unsent, unsent);
  if (unsent != NULL)
    g_signal_connect_object (unsent, "changed", G_CALLBACK (show_unsent), self, G_CONNECT_SWAPPED);
  show_unsent (self);
}

/**
 * ifa_start_page_set_interrupted:
 * @self: the page
 * @interrupted: whether the last check was cut off: by a crash, a power cut, a log-out
 */
void
ifa_start_page_set_interrupted (IfaStartPage *self, gboolean interrupted)
{
  g_return_if_fail (IFA_IS_START_PAGE (self));

  gtk_widget_set_visible (self->interrupted, interrupted);
}

gboolean
ifa_start_page_get_own_hosts_only (IfaStartPage *self)
{
  g_return_val_if_fail (IFA_IS_START_PAGE (self), FALSE);

  return gtk_switch_get_active (self->own_hosts_switch);
}

static void
ifa_start_page_arrive (IfaPage *page)
{
  IfaStartPage *self = IFA_START_PAGE (page);

  if (self->unsent != NULL)
    ifa_unsent_read (self->unsent);
  gtk_widget_grab_focus (GTK_WIDGET (self->start_button));
}

static void
ifa_start_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_READY)
    g_value_set_boolean (value, ifa_start_page_get_profile (IFA_START_PAGE (object)) != NULL);
  else if (id == PROP_OWN_HOSTS_ONLY)
    g_value_set_boolean (value, ifa_start_page_get_own_hosts_only (IFA_START_PAGE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ifa_start_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_OWN_HOSTS_ONLY)
    gtk_switch_set_active (IFA_START_PAGE (object)->own_hosts_switch, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ifa_start_page_dispose (GObject *object)
{
  IfaStartPage *self = IFA_START_PAGE (object);

  if (self->unsent != NULL)
    g_signal_handlers_disconnect_by_data (self->unsent, self);
  g_clear_object (&self->unsent);

  G_OBJECT_CLASS (ifa_start_page_parent_class)->dispose (object);
}

static void
ifa_start_page_finalize (GObject *object)
{
  g_ptr_array_unref (IFA_START_PAGE (object)->host_rows);

  G_OBJECT_CLASS (ifa_start_page_parent_class)->finalize (object);
}

static void
ifa_start_page_class_init (IfaStartPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  IfaPageClass *page_class = IFA_PAGE_CLASS (klass);

  object_class->dispose = ifa_start_page_dispose;
  object_class->finalize = ifa_start_page_finalize;
  object_class->get_property = ifa_start_page_get_property;
  object_class->set_property = ifa_start_page_set_property;
  page_class->arrive = ifa_start_page_arrive;

  /**
   * IfaStartPage:ready:
   *
   * Whether a service is chosen, so that a check can start.
   */
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * IfaStartPage:own-hosts-only:
   *
   * Whether a check contacts no host but the service's own.
   */
  properties[PROP_OWN_HOSTS_ONLY]
      = g_param_spec_boolean ("own-hosts-only", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * IfaStartPage::report-opened:
   * @self: the page
   * @result: an earlier report, from the file that was to be opened
   */
  signals[REPORT_OPENED]
      = g_signal_new ("report-opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, IFA_TYPE_RESULT);

  g_type_ensure (IFA_TYPE_HEADING);
  g_type_ensure (IFA_TYPE_SERVICE_CHOOSER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/invoicefirstaid/InvoiceFirstAid/ui/start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IfaStartPage, chooser);
  gtk_widget_class_bind_template_child (widget_class, IfaStartPage, hosts_row);
  gtk_widget_class_bind_template_child (widget_class, IfaStartPage, own_hosts_switch);
  gtk_widget_class_bind_template_child (widget_class, IfaStartPage, start_button);
  gtk_widget_class_bind_template_child (widget_class, IfaStartPage, unsent_group);
  gtk_widget_class_bind_template_child (widget_class, IfaStartPage, unsent_row);
  gtk_widget_class_bind_template_child (widget_class, IfaStartPage, emergency_row);
  gtk_widget_class_bind_template_child (widget_class, IfaStartPage, interrupted);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, own_hosts_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, report_opened_cb);
}

static void
ifa_start_page_init (IfaStartPage *self)
{
  self->host_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  show_hosts (self);
}
