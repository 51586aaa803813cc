/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "story-page.h"

#include <glib/gi18n.h>

#include "heading.h"
#include "explain-rows.h"

/* Explaining is quick, but not for every letter that is typed. */
#define TYPING_RESTS_MS 300

struct _IfaStoryPage
{
  IfaPage parent_instance;

  GtkTextView *message;
  AdwPreferencesGroup *meanings;
  GtkLabel *unknown;
  GtkSwitch *sending_switch;
  AdwComboRow *since_row;
  AdwComboRow *extent_row;

  IfaProfile *profile; /* (nullable) */
  GPtrArray *rows;     /* (element-type GtkWidget): in meanings */
  guint typing_id;
};

G_DEFINE_FINAL_TYPE (IfaStoryPage, ifa_story_page, IFA_TYPE_PAGE)

static char *
dup_message (IfaStoryPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->message);
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return g_strdup (g_strstrip (text));
}

static void
explain (IfaStoryPage *self)
{
  g_autofree char *message = dup_message (self);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->meanings, g_ptr_array_index (self->rows, i));
  g_ptr_array_unref (self->rows);

  self->rows = ifa_explain_list_rows (message, self->profile);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_add (self->meanings, g_ptr_array_index (self->rows, i));
  gtk_widget_set_visible (GTK_WIDGET (self->meanings), self->rows->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->unknown), *message != '\0' && self->rows->len == 0);
}

static gboolean
typing_rests_cb (gpointer user_data)
{
  IfaStoryPage *self = user_data;

  self->typing_id = 0;
  explain (self);
  return G_SOURCE_REMOVE;
}

static void
message_changed_cb (IfaStoryPage *self)
{
  g_assert (IFA_IS_STORY_PAGE (self));

  g_clear_handle_id (&self->typing_id, g_source_remove);
  self->typing_id = g_timeout_add (TYPING_RESTS_MS, typing_rests_cb, self);
}

/**
 * ifa_story_page_set_profile:
 * @self: the page
 * @profile: (nullable): the chosen service, which knows its own error codes
 */
void
ifa_story_page_set_profile (IfaStoryPage *self, IfaProfile *profile)
{
  g_return_if_fail (IFA_IS_STORY_PAGE (self));

  if (self->profile == profile)
    return;

  g_clear_pointer (&self->profile, ifa_profile_unref);
  self->profile = profile != NULL ? ifa_profile_ref (profile) : NULL;
  explain (self);
}

/**
 * ifa_story_page_dup_story:
 * @self: the page
 *
 * Returns: (transfer full) (nullable): what was said; `NULL` for nothing
 */
IfaStory *
ifa_story_page_dup_story (IfaStoryPage *self)
{
  g_autofree char *message = NULL;

  g_return_val_if_fail (IFA_IS_STORY_PAGE (self), NULL);

  message = dup_message (self);
  return ifa_story_new (message, gtk_switch_get_active (self->sending_switch),
                        adw_combo_row_get_selected (self->since_row),
                        adw_combo_row_get_selected (self->extent_row));
}

static void
ifa_story_page_arrive (IfaPage *page)
{
  IfaStoryPage *self = IFA_STORY_PAGE (page);

  gtk_widget_grab_focus (GTK_WIDGET (self->message));
}

static void
fill_lists (IfaStoryPage *self)
{
  g_autoptr (GtkStringList) since = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) extents = gtk_string_list_new (NULL);

  for (guint i = 0; i < IFA_N_SINCE; i++)
    gtk_string_list_append (since, ifa_since_get_label (i));
  for (guint i = 0; i < IFA_N_EXTENTS; i++)
    gtk_string_list_append (extents, ifa_extent_get_label (i));
  adw_combo_row_set_model (self->since_row, G_LIST_MODEL (since));
  adw_combo_row_set_model (self->extent_row, G_LIST_MODEL (extents));
}

static void
ifa_story_page_dispose (GObject *object)
{
  IfaStoryPage *self = IFA_STORY_PAGE (object);

  g_clear_handle_id (&self->typing_id, g_source_remove);
  g_clear_pointer (&self->profile, ifa_profile_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (ifa_story_page_parent_class)->dispose (object);
}

static void
ifa_story_page_class_init (IfaStoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  IfaPageClass *page_class = IFA_PAGE_CLASS (klass);

  page_class->arrive = ifa_story_page_arrive;
  G_OBJECT_CLASS (klass)->dispose = ifa_story_page_dispose;

  g_type_ensure (IFA_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/invoicefirstaid/InvoiceFirstAid/ui/story-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IfaStoryPage, message);
  gtk_widget_class_bind_template_child (widget_class, IfaStoryPage, meanings);
  gtk_widget_class_bind_template_child (widget_class, IfaStoryPage, unknown);
  gtk_widget_class_bind_template_child (widget_class, IfaStoryPage, sending_switch);
  gtk_widget_class_bind_template_child (widget_class, IfaStoryPage, since_row);
  gtk_widget_class_bind_template_child (widget_class, IfaStoryPage, extent_row);
}

static void
ifa_story_page_init (IfaStoryPage *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));

  fill_lists (self);
  g_signal_connect_object (gtk_text_view_get_buffer (self->message), "changed",
                           G_CALLBACK (message_changed_cb), self, G_CONNECT_SWAPPED);
}
