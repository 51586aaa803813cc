/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A profile from elsewhere, in plain words, before it is used for the first time. */

#include "config.h"

#include "profile-dialog.h"

#include <glib/gi18n.h>

#include "profile-description.h"

#define MAX_SHOWN_ITEMS 60

static void
add_label (GtkBox *box, const char *text, const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);
  gtk_box_append (box, label);
}

static void
add_section (GtkBox *box, const IfaProfileSection *section)
{
  add_label (box, section->title, "section-title");
  for (guint i = 0; i < MIN (section->items->len, MAX_SHOWN_ITEMS); i++)
    {
      g_autofree char *item
          = g_strdup_printf ("• %s", (const char *) g_ptr_array_index (section->items, i));

      add_label (box, item, NULL);
    }
  if (section->items->len > MAX_SHOWN_ITEMS)
    add_label (box, "…", NULL);
}

/**
 * ifa_profile_dialog_new:
 * @parent: (nullable): the window
 * @profile: a profile that isn't one of the installed ones
 *
 * Its responses are "use" for this time and "keep" for good; anything else is no.
 *
 * Returns: (transfer none): a dialog, to be presented
 */
GtkWidget *
ifa_profile_dialog_new (GtkWindow *parent, const IfaProfile *profile)
{
  g_autoptr (GPtrArray) sections = ifa_profile_describe (profile);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  AdwMessageDialog *dialog = NULL;

  for (guint i = 0; i < sections->len; i++)
    add_section (GTK_BOX (box), g_ptr_array_index (sections, i));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);

  dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (parent, _ ("Use this description of a service?"), NULL));
  /* Translators: %s is the name of an invoice service */
  adw_message_dialog_format_body (
      dialog,
      _ ("“%s” comes from a file. Use it only if you know who wrote it. This is what it makes the "
         "program do:"),
      ifa_text_get (profile->name));
  adw_message_dialog_set_extra_child (dialog, scroller);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), IFA_PROFILE_DIALOG_USE,
                                    _ ("_Use once"), IFA_PROFILE_DIALOG_KEEP, _ ("_Keep"), NULL);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  return GTK_WIDGET (dialog);
}
