/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Clearing the invoicing program's cache: what and how much, only after a copy or an explicit no,
 * and with a way back. */

#include "config.h"

#include "cache-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cache-work.h"
#include "heading.h"
#include "rows.h"

struct _IfaCachePage
{
  IfaPage parent_instance;

  GtkScrolledWindow *scroller;
  IfaHeading *heading;
  GtkWidget *outcome;
  GtkLabel *outcome_label;
  AdwPreferencesGroup *folders;
  AdwPreferencesGroup *before;
  GtkWidget *without;
  GtkSwitch *without_switch;
  AdwPreferencesGroup *aside;
  AdwActionRow *aside_row;
  GtkButton *clear_button;
  GtkButton *check_button;

  IfaProfile *profile;       /* (nullable) */
  IfaCacheState *state;      /* (nullable): until it was looked at */
  GCancellable *cancellable; /* (nullable): while something goes on */
  IfaCacheAct act;           /* what goes on, or went on last */
  gboolean is_cleared;       /* by this page, since it was opened */
  GPtrArray *rows;           /* (element-type GtkWidget): in the groups */
};

G_DEFINE_FINAL_TYPE (IfaCachePage, ifa_cache_page, IFA_TYPE_PAGE)

static void
add (IfaCachePage *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (IfaCachePage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

/* A short "~" is easier to read than her own name. */
static char *
dup_short_path (const char *path)
{
  const char *home = g_get_home_dir ();
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *home_name = g_filename_display_name (home);

  if (g_str_has_prefix (name, home_name) && name[strlen (home_name)] == '/')
    return g_strconcat ("~", name + strlen (home_name), NULL);
  return g_steal_pointer (&name);
}

static char *
dup_folder_text (const IfaCacheFolder *folder)
{
  g_autofree char *size = g_format_size (folder->n_bytes);

  if (folder->refusal != NULL)
    /* Translators: %s is a sentence that says why */
    return g_strdup_printf (_ ("This folder is not touched. %s"), folder->refusal);
  if (!folder->is_there)
    return g_strdup (_ ("Not there, so there is nothing to clear"));
  if (folder->n_files == 0)
    return g_strdup (_ ("Empty"));
  /* Translators: a number of files, and their size, such as "2.1 MB" */
  return g_strdup_printf (ngettext ("%1$'u file · %2$s", "%1$'u files · %2$s",
                                    (gulong) folder->n_files),
                          (guint) folder->n_files, size);
}

static void
show_folders (IfaCachePage *self)
{
  for (guint i = 0; i < self->state->folders->len; i++)
    {
      const IfaCacheFolder *folder = g_ptr_array_index (self->state->folders, i);
      g_autofree char *path = dup_short_path (folder->path);
      g_autofree char *text = dup_folder_text (folder);
      GtkWidget *row = ifa_row_new (path, text);

      if (folder->refusal != NULL)
        ifa_row_add_status (row, "attention");
      add (self, self->folders, row);
    }
}

static GtkWidget *
new_program_row (IfaCachePage *self)
{
  static const struct
  {
    const char *title;
    const char *subtitle;
    const char *status;
  } words[] = {
    [IFA_TRI_UNKNOWN] = { N_ ("Close the invoicing program"),
                          N_ ("Whether it is running can’t be seen from here"), "skipped" },
    [IFA_TRI_NO] = { N_ ("The invoicing program is closed"), NULL, "pass" },
    [IFA_TRI_YES]
    = { N_ ("The invoicing program is running"), N_ ("Close it, and then look again"), "fail" },
  };
  IfaTri is_running = self->state->is_running;
  GtkWidget *row
      = ifa_row_new (_ (words[is_running].title),
                     words[is_running].subtitle != NULL ? _ (words[is_running].subtitle) : NULL);

  ifa_row_add_status (row, words[is_running].status);
  if (is_running == IFA_TRI_YES)
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("Look again"));

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "cache.look");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  return row;
}

static GtkWidget *
new_copy_row (IfaCachePage *self)
{
  const IfaCacheState *state = self->state;
  g_autofree char *title = NULL;
  g_autofree char *place = NULL;
  GtkWidget *row = NULL;

  if (state->n_waiting == 0)
    {
      row = ifa_row_new (_ ("No unsent invoice is there, so no copy is needed"), NULL);
      ifa_row_add_status (row, "pass");
      return row;
    }
  if (!state->is_copied)
    {
      title = g_strdup_printf (ngettext ("%'u file with unsent invoices is not in a safe copy",
                                         "%'u files with unsent invoices are not in a safe copy",
                                         state->n_waiting),
                               state->n_waiting);
      row = ifa_row_new_link (title, _ ("Make a copy first"), "win.unsent");
      ifa_row_add_status (row, "attention");
      return row;
    }
  place = g_filename_display_name (state->copy);
  row = ifa_row_new (_ ("All unsent invoices are in a proven copy"), place);
  ifa_row_add_status (row, "pass");
  return row;
}

static gboolean
needs_copy (IfaCachePage *self)
{
  return self->state->n_waiting > 0 && !self->state->is_copied;
}

static void
update_actions (IfaCachePage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean busy = self->cancellable != NULL || self->state == NULL;
  gboolean allowed = !busy && self->state->is_running != IFA_TRI_YES
                     && !ifa_cache_state_is_refused (self->state)
                     && ifa_cache_state_get_n_bytes (self->state) > 0
                     && (!needs_copy (self) || gtk_switch_get_active (self->without_switch));

  gtk_widget_action_set_enabled (widget, "cache.clear", allowed);
  gtk_widget_action_set_enabled (widget, "cache.look", !busy);
  gtk_widget_action_set_enabled (widget, "cache.undo", !busy);
  gtk_widget_action_set_enabled (widget, "cache.free", !busy);
}

static void
show_outcome (IfaCachePage *self)
{
  const char *text = NULL;

  if (self->state != NULL && self->state->problem != NULL)
    text = self->state->problem;
  else if (self->act == IFA_CACHE_CLEAR || self->act == IFA_CACHE_CLEAR_WITHOUT_COPY)
    text = _ ("The cache is empty now. Start your invoicing program, and check whether it helped.");
  else if (self->act == IFA_CACHE_UNDO)
    text = _ ("Everything is as it was before.");
  else if (self->act == IFA_CACHE_FREE)
    text = _ ("The space is free again. The cleared files can’t be brought back any more.");
  gtk_widget_set_visible (self->outcome, text != NULL && self->state != NULL);
  gtk_label_set_label (self->outcome_label, text != NULL ? text : "");
}

static void
show_aside (IfaCachePage *self)
{
  guint64 n_bytes = ifa_cache_state_get_n_bytes_aside (self->state);
  g_autofree char *size = g_format_size (n_bytes);
  /* Translators: %s is a size, such as "2.1 MB" */
  g_autofree char *title = g_strdup_printf (_ ("%s were moved aside"), size);

  gtk_widget_set_visible (GTK_WIDGET (self->aside), n_bytes > 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->aside_row), title);
}

static void
refresh (IfaCachePage *self)
{
  const char *name = self->profile->client_name != NULL ? ifa_text_get (self->profile->client_name)
                                                        : ifa_text_get (self->profile->name);
  /* Translators: %s is the name of an invoicing program */
  g_autofree char *title = g_strdup_printf (_ ("Clear the cache of %s"), name);

  clear_rows (self);
  ifa_heading_set_label (self->heading, title);
  show_outcome (self);
  gtk_widget_set_visible (GTK_WIDGET (self->check_button), self->is_cleared);
  gtk_widget_set_visible (GTK_WIDGET (self->clear_button), !self->is_cleared);
  gtk_widget_set_visible (GTK_WIDGET (self->before), self->state != NULL && !self->is_cleared);
  gtk_widget_set_visible (GTK_WIDGET (self->aside), FALSE);
  gtk_widget_set_visible (self->without, FALSE);
  if (self->state != NULL)
    {
      show_folders (self);
      add (self, self->before, new_program_row (self));
      add (self, self->before, new_copy_row (self));
      gtk_widget_set_visible (self->without, !self->is_cleared && needs_copy (self));
      show_aside (self);
    }
  update_actions (self);
}

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IfaCachePage) self = user_data;
  IfaCacheState *state = ifa_cache_work_finish (result, NULL);
  gboolean was_clearing = self->act == IFA_CACHE_CLEAR || self->act == IFA_CACHE_CLEAR_WITHOUT_COPY;

  if (state == NULL)
    return;

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->state, ifa_cache_state_free);
  self->state = state;
  if (was_clearing)
    self->is_cleared = state->problem == NULL;
  else if (self->act == IFA_CACHE_UNDO)
    self->is_cleared = self->is_cleared && state->problem != NULL;
  refresh (self);
  if (self->act != IFA_CACHE_LOOK)
    {
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
      gtk_widget_grab_focus (
          GTK_WIDGET (self->is_cleared ? self->check_button : self->clear_button));
    }
}

static void
begin (IfaCachePage *self, IfaCacheAct act)
{
  if (self->cancellable != NULL)
    return;

  self->act = act;
  self->cancellable = g_cancellable_new ();
  ifa_cache_work_async (self->profile, act, self->cancellable, worked_cb, g_object_ref (self));
  update_actions (self);
}

static void
forget (IfaCachePage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->state, ifa_cache_state_free);
  g_clear_pointer (&self->profile, ifa_profile_unref);
}

/**
 * ifa_cache_page_show:
 * @self: the page
 * @profile: whose cache; looked at anew
 */
void
ifa_cache_page_show (IfaCachePage *self, IfaProfile *profile)
{
  g_return_if_fail (IFA_IS_CACHE_PAGE (self));

  forget (self);
  self->profile = ifa_profile_ref (profile);
  self->is_cleared = FALSE;
  gtk_switch_set_active (self->without_switch, FALSE);
  begin (self, IFA_CACHE_LOOK);
  refresh (self);
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IfaCachePage *self = IFA_CACHE_PAGE (widget);

  begin (self, needs_copy (self) ? IFA_CACHE_CLEAR_WITHOUT_COPY : IFA_CACHE_CLEAR);
}

static void
look_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  begin (IFA_CACHE_PAGE (widget), IFA_CACHE_LOOK);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  begin (IFA_CACHE_PAGE (widget), IFA_CACHE_UNDO);
}

static void
free_response_cb (IfaCachePage *self, const char *response)
{
  g_assert (IFA_IS_CACHE_PAGE (self));

  if (g_strcmp0 (response, "free") == 0)
    begin (self, IFA_CACHE_FREE);
}

/* The one step without a way back asks first. */
static void
free_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)),
                                              _ ("Free the space?"), NULL);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog),
                               _ ("What was moved aside is removed for good. Do it when your "
                                  "invoicing program works again."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "free",
                                    _ ("_Free the space"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "free",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (free_response_cb), widget,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
ifa_cache_page_arrive (IfaPage *page)
{
  IfaCachePage *self = IFA_CACHE_PAGE (page);

  /* She may come back from making the copy. */
  if (self->profile != NULL && !self->is_cleared)
    begin (self, IFA_CACHE_LOOK);
  ifa_heading_announce (self->heading);
}

static void
ifa_cache_page_dispose (GObject *object)
{
  forget (IFA_CACHE_PAGE (object));

  G_OBJECT_CLASS (ifa_cache_page_parent_class)->dispose (object);
}

static void
ifa_cache_page_finalize (GObject *object)
{
  g_ptr_array_unref (IFA_CACHE_PAGE (object)->rows);

  G_OBJECT_CLASS (ifa_cache_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, IfaCachePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, IfaCachePage, heading);
  gtk_widget_class_bind_template_child (widget_class, IfaCachePage, outcome);
  gtk_widget_class_bind_template_child (widget_class, IfaCachePage, outcome_label);
  gtk_widget_class_bind_template_child (widget_class, IfaCachePage, folders);
  gtk_widget_class_bind_template_child (widget_class, IfaCachePage, before);
  gtk_widget_class_bind_template_child (widget_class, IfaCachePage, without);
  gtk_widget_class_bind_template_child (widget_class, IfaCachePage, without_switch);
  gtk_widget_class_bind_template_child (widget_class, IfaCachePage, aside);
  gtk_widget_class_bind_template_child (widget_class, IfaCachePage, aside_row);
  gtk_widget_class_bind_template_child (widget_class, IfaCachePage, clear_button);
  gtk_widget_class_bind_template_child (widget_class, IfaCachePage, check_button);
}

static void
ifa_cache_page_class_init (IfaCachePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  IFA_PAGE_CLASS (klass)->arrive = ifa_cache_page_arrive;
  G_OBJECT_CLASS (klass)->dispose = ifa_cache_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ifa_cache_page_finalize;

  g_type_ensure (IFA_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/invoicefirstaid/InvoiceFirstAid/ui/cache-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, update_actions);
  gtk_widget_class_install_action (widget_class, "cache.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "cache.look", NULL, look_action);
  gtk_widget_class_install_action (widget_class, "cache.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "cache.free", NULL, free_action);
}

static void
ifa_cache_page_init (IfaCachePage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
}
