/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Short texts that work offline: lessons, a glossary, a checklist, and what error codes mean. */

#include "config.h"

#include "help-page.h"

#include <glib/gi18n.h>

#include "heading.h"
#include "explain-rows.h"
#include "help.h"

struct _IfaHelpPage
{
  IfaPage parent_instance;

  GtkScrolledWindow *scroller;
  GtkSearchEntry *search_entry;
  GtkWidget *sections;
  GtkWidget *results;
  AdwPreferencesGroup *codes;
  AdwPreferencesGroup *entries;
  GtkLabel *nothing;

  gboolean filled;
  guint fill_id;
  GHashTable *rows;       /* (element-type utf8 GtkWidget): id → row in the sections */
  GPtrArray *code_rows;   /* (element-type GtkWidget): in codes */
  GPtrArray *result_rows; /* (element-type GtkWidget): in entries */
  IfaHelpSection next;    /* the section that is filled in the next idle moment */
  char *wanted;           /* (nullable): the text to unfold as soon as it is there */
};

G_DEFINE_FINAL_TYPE (IfaHelpPage, ifa_help_page, IFA_TYPE_PAGE)

/* The paragraphs are made when somebody wants to read them. */
static void
expanded_cb (AdwExpanderRow *row, GParamSpec *pspec, gpointer user_data)
{
  const IfaHelpEntry *entry = user_data;

  if (!adw_expander_row_get_expanded (row))
    return;

  g_signal_handlers_disconnect_by_func (row, expanded_cb, user_data);
  for (guint i = 0; i < IFA_MAX_HELP_PARAGRAPHS && entry->paragraphs[i] != NULL; i++)
    {
      GtkWidget *paragraph = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (paragraph), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (paragraph),
                                     ifa_help_get_paragraph (entry, i));
      adw_expander_row_add_row (row, paragraph);
    }
}

static GtkWidget *
new_entry_row (const IfaHelpEntry *entry)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ifa_help_get_title (entry));
  g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), (gpointer) entry);
  return row;
}

static void
unfold_wanted (IfaHelpPage *self)
{
  GtkWidget *row = self->wanted != NULL ? g_hash_table_lookup (self->rows, self->wanted) : NULL;

  if (row == NULL)
    return;

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  gtk_widget_grab_focus (row);
  g_clear_pointer (&self->wanted, g_free);
}

static void
fill_section (IfaHelpPage *self, IfaHelpSection section)
{
  g_autoptr (GPtrArray) entries = ifa_help_list (section);
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), ifa_help_section_title (section));
  for (guint i = 0; i < entries->len; i++)
    {
      const IfaHelpEntry *entry = g_ptr_array_index (entries, i);
      GtkWidget *row = new_entry_row (entry);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      g_hash_table_insert (self->rows, (gpointer) entry->id, row);
    }
  gtk_box_append (GTK_BOX (self->sections), group);
}

/* One section after the other, so that no frame waits for all of them. */
static gboolean
fill_cb (gpointer user_data)
{
  IfaHelpPage *self = user_data;

  fill_section (self, self->next++);
  unfold_wanted (self);
  if (self->next < IFA_N_HELP_SECTIONS)
    return G_SOURCE_CONTINUE;

  self->fill_id = 0;
  return G_SOURCE_REMOVE;
}

static void
clear_group (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

static void
search_changed_cb (IfaHelpPage *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autoptr (GPtrArray) found = NULL;

  g_assert (IFA_IS_HELP_PAGE (self));

  clear_group (self->codes, self->code_rows);
  clear_group (self->entries, self->result_rows);
  gtk_widget_set_visible (self->sections, *words == '\0');
  gtk_widget_set_visible (self->results, *words != '\0');
  if (*words == '\0')
    return;

  g_ptr_array_unref (self->code_rows);
  self->code_rows = ifa_explain_list_rows (words, NULL);
  for (guint i = 0; i < self->code_rows->len; i++)
    adw_preferences_group_add (self->codes, g_ptr_array_index (self->code_rows, i));

  found = ifa_help_search (words);
  for (guint i = 0; i < found->len; i++)
    {
      GtkWidget *row = new_entry_row (g_ptr_array_index (found, i));

      adw_preferences_group_add (self->entries, row);
      g_ptr_array_add (self->result_rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->codes), self->code_rows->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->entries), found->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), self->code_rows->len == 0 && found->len == 0);
}

/**
 * ifa_help_page_show:
 * @self: the page
 * @id: (nullable): the text to unfold
 */
void
ifa_help_page_show (IfaHelpPage *self, const char *id)
{
  g_return_if_fail (IFA_IS_HELP_PAGE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  g_free (self->wanted);
  self->wanted = g_strdup (id);
  if (!self->filled)
    {
      self->filled = TRUE;
      self->fill_id = g_idle_add (fill_cb, self);
    }
  unfold_wanted (self);
}

static void
ifa_help_page_arrive (IfaPage *page)
{
  IfaHelpPage *self = IFA_HELP_PAGE (page);

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
ifa_help_page_dispose (GObject *object)
{
  IfaHelpPage *self = IFA_HELP_PAGE (object);

  g_clear_handle_id (&self->fill_id, g_source_remove);

  G_OBJECT_CLASS (ifa_help_page_parent_class)->dispose (object);
}

static void
ifa_help_page_finalize (GObject *object)
{
  IfaHelpPage *self = IFA_HELP_PAGE (object);

  g_hash_table_unref (self->rows);
  g_ptr_array_unref (self->code_rows);
  g_ptr_array_unref (self->result_rows);
  g_free (self->wanted);

  G_OBJECT_CLASS (ifa_help_page_parent_class)->finalize (object);
}

static void
ifa_help_page_class_init (IfaHelpPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  IfaPageClass *page_class = IFA_PAGE_CLASS (klass);

  page_class->arrive = ifa_help_page_arrive;
  object_class->dispose = ifa_help_page_dispose;
  object_class->finalize = ifa_help_page_finalize;

  g_type_ensure (IFA_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/invoicefirstaid/InvoiceFirstAid/ui/help-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IfaHelpPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, IfaHelpPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, IfaHelpPage, sections);
  gtk_widget_class_bind_template_child (widget_class, IfaHelpPage, results);
  gtk_widget_class_bind_template_child (widget_class, IfaHelpPage, codes);
  gtk_widget_class_bind_template_child (widget_class, IfaHelpPage, entries);
  gtk_widget_class_bind_template_child (widget_class, IfaHelpPage, nothing);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
ifa_help_page_init (IfaHelpPage *self)
{
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
  self->code_rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->result_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
